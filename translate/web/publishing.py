"""An article of the desk goes in; a draft for the queue, an edition, or the text of a format comes out."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from translate import publishers, registry
from translate.errors import InputError, MissingExtra, UnknownPart
from translate.model import Article, DraftedArticle, Edition, EditionStatus
from translate.press.house import Look, house
from translate.review import Desk
from translate.store.rows import Edition as Kept
from translate.web.drafting import Translator
from translate.workflow.draft import draft
from translate.workflow.edition import of_drafted, of_shape, to_shape

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


def current(
    desk: Desk, article: str, *, status: EditionStatus = EditionStatus.DRAFT, number: int = 0
) -> Edition:
    """The article as it stands, as an edition of this number."""
    known = desk.article(article)
    found = of_drafted(desk.drafted(article))
    units = desk.units_of(article)
    by_segment = {unit.segment: unit for unit in units}
    pins = tuple(
        replace(pin, revision=by_segment[pin.segment.id].version, state=by_segment[pin.segment.id].state)
        if pin.segment.id in by_segment
        else pin
        for pin in found.pins
    )
    people = tuple(dict.fromkeys(unit.last_editor for unit in units if unit.last_editor))
    time = _seconds(known.updated_at)
    return replace(
        found,
        number=number,
        status=status,
        pins=pins,
        translators=people,
        editor="" if status is EditionStatus.DRAFT else desk.person.display or desk.person.name,
        time=found.time or time,
        first_time=found.first_time or time,
    )


def _seconds(moment: str) -> str:
    return moment[:19] + "Z" if len(moment) > 19 else moment


def make(desk: Desk, article: str, *, state: str, notes: dict[str, str]) -> Kept:
    """Pin the article as its next edition. Raises ReviewError where it cannot be published yet."""
    earlier = desk.editions(article)
    status = {"published": EditionStatus.PUBLISHED}.get(state, EditionStatus.DRAFT)
    if state == "published" and any(one.state in ("published", "corrected") for one in earlier):
        status = EditionStatus.CORRECTED
    content = to_shape(current(desk, article, status=status, number=len(earlier) + 1))
    content["notes"] = {code: text for code, text in notes.items() if text}
    return desk.create_edition(article, content, state=state)


def render(desk: Desk, article: str, format_: str, *, number: int | None = None) -> tuple[bytes, str]:
    """An edition (the article as it stands without a number) in a format, and its media type. Raises InputError, NotFound."""
    if number is None:
        shown = current(desk, article)
    else:
        kept = desk.edition(article, number)
        shown = of_shape(kept.content)
        if kept.state == "retracted":
            shown = replace(shown, status=EditionStatus.RETRACTED)
    part = publishers.EDITIONS.get(format_)
    if part is None:
        raise InputError(f"no format {format_!r}", advice=f"known: {', '.join(publishers.EDITIONS)}")
    try:
        module: Any = registry.load("publishers", part)
        data: bytes = module.write(shown, Look(house=house()))
    except (UnknownPart, MissingExtra) as error:
        raise InputError(f"{format_} cannot be written here: {error}") from error
    return data, KINDS[format_]
