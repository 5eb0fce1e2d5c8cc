"""An article of the desk goes in; a draft for the queue, an edition, or the text of a format comes out."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from translate import publishers, registry
from translate.errors import InputError, MissingExtra, UnknownPart
from translate.model import Article, DraftedArticle, EditionStatus
from translate.press.house import Look, house
from translate.review import Desk, roles
from translate.store.rows import Edition as Kept
from translate.web.drafting import Translator
from translate.workflow import publish as workflow
from translate.workflow.draft import draft
from translate.workflow.edition import to_shape

KINDS = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def new_id(text: str) -> str:
    """An id for an article that came without one: from its text, so that the same text is the same article."""
    return "a-" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def drafted(translator: Translator, article: Article, *, to: str | None) -> DraftedArticle:
    """The article with its draft. Raises InputError, ModelError."""
    found: DraftedArticle = translator.call(lambda drafter: draft(article, drafter, to=to))
    return found


def formats() -> list[str]:
    """The formats that an edition can be written in here."""
    there = set(registry.names("publishers"))
    return [name for name, part in publishers.EDITIONS.items() if part in there]


def make(desk: Desk, article: str, *, state: str, notes: dict[str, str]) -> Kept:
    """Pin the article as its next edition; published again, it is a correction. Raises ReviewError where something stands in the way."""
    roles.require(desk.person, "publish" if state == "published" else "edition", scopes=desk.scopes)
    if state != "published":
        return desk.create_edition(article, to_shape(workflow.draft(desk, article)), state=state)
    told = {code: text for code, text in notes.items() if text}
    earlier = desk.editions(article)
    if earlier and any(one.state in ("published", "corrected") for one in earlier):
        workflow.correct(desk, article, told)
    else:
        workflow.publish(desk, article)
    return desk.editions(article)[-1]


def barriers(desk: Desk, article: str) -> list[str]:
    """What keeps an article from being published, one line each. Raises NotFound."""
    return workflow.barriers(desk, article)


def render(desk: Desk, article: str, format_: str, *, number: int | None = None) -> tuple[bytes, str]:
    """An edition (the article as it stands without a number) in a format, and its media type. Raises InputError, NotFound."""
    if number is None:
        shown = workflow.draft(desk, article)
    else:
        shown = workflow.edition(desk, article, number)
        state = desk.edition(article, number).state
        if shown.status is EditionStatus.DRAFT and state in (
            "published",
            "corrected",
        ):  # a proof that was let out
            shown = replace(shown, number=number, status=EditionStatus(state))
    part = publishers.EDITIONS.get(format_)
    if part is None:
        raise InputError(f"no format {format_!r}", advice=f"known: {', '.join(publishers.EDITIONS)}")
    try:
        module: Any = registry.load("publishers", part)
        data: bytes = module.write(shown, Look(house=house()))
    except (UnknownPart, MissingExtra) as error:
        raise InputError(f"{format_} cannot be written here: {error}") from error
    return data, KINDS[format_]
