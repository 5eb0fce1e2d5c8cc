"""Editions in, a PDF out: shaped Arabic that can be selected in reading order, tagged, the same bytes every time."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

from translate.errors import MissingExtra
from translate.languages import language
from translate.press.fonts import FONTS, read
from translate.press.letters import LRM, RLM, ZWSP, told
from translate.press.runs import Html
from translate.press.templates import render as fill
from translate.press.view import languages, page, title
from translate.press.words import WORDS
from translate.publishers import Book
from translate.text.isolates import LRI, PDI, RLI, clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translate.model import Edition
    from translate.press.house import Look

suffix = ".pdf"


def write(edition: Edition, look: Look) -> bytes:
    """An article in print; side by side stays side by side. Raises MissingExtra without WeasyPrint and Pango."""
    titles = {side.code: title(edition, side.code) for side in languages(edition, look)}
    return _print(Book(titles, (edition,), edition.time), look, is_book=False)


def bind(book: Book, look: Look) -> bytes:
    """Many articles with a cover and a table of contents that names pages."""
    return _print(book, look, is_book=True)


def _print(book: Book, look: Look, *, is_book: bool) -> bytes:
    order = languages(book.editions[0], look)
    pages = [page(one, look) for one in book.editions]
    is_draft = any(one.is_draft for one in pages)
    running = [(side.direction, WORDS[side.code]["draft"]) for side in (language("ar"), language("en"))]
    if not is_draft:
        running = [(order[0].direction, look.house.name(order[0].code))]
    html = fill(
        "print.html",
        look.house.templates,
        first=order[0],
        languages=order,
        titles={side.code: clean(book.titles.get(side.code, "")) for side in order},
        authors=list(dict.fromkeys(clean(name) for one in book.editions for name in one.authors)),
        time=book.time,
        pages=pages,
        house=look.house,
        layout=look.layout,
        is_book=is_book,
        is_draft=is_draft,
        running=_css_text(running),
        fonts={
            name: f"data:font/woff2;base64,{base64.b64encode(read(file)).decode()}"
            for name, file in FONTS.items()
        },
    )
    return _printed(_told_apart(html))


#: WeasyPrint 70 sees no place to break a line between a space and an element, and breaks behind the line's first word instead.
_NO_BREAK = re.compile(r"(?<= )(?=<(?:bdi|a|b|em|i|s|strong|u|span|code|sub|sup)\b)")
_ISOLATED = re.compile(r'<bdi(?: lang="(\w+)")? dir="(ltr|rtl)"[^>]*>(?:(?!<bdi).)*?</bdi>', re.DOTALL)


def _told_apart(html: str) -> str:
    """Lines may break in front of elements, and behind what runs against its line stands a mark of the line's direction, for who takes the text out (see letters.marked)."""
    marked = _ISOLATED.sub(
        lambda found: (
            found[0] + (RLM if found[2] == "ltr" else LRM if found[1] and not _at_end(html, found) else "")
        ),
        html,
    )
    return _NO_BREAK.sub(ZWSP, marked)


def _at_end(html: str, found: re.Match[str]) -> bool:
    """Whether a fact ends here: a name has a line of its own there, and a mark behind it would make one more."""
    return html.startswith("</li>", found.end())


def _css_text(texts: Iterable[tuple[str, str]]) -> Html:
    """Texts with their directions as one string of CSS, each between isolates."""
    isolated = "\u00a0/\u00a0".join(
        f"{RLI if way == 'rtl' else LRI}{clean(text)}{PDI}" for way, text in texts if text
    )
    inside = "".join(
        letter if letter.isalnum() or letter in " .,/،؛" else f"\\{ord(letter):06x}" for letter in isolated
    )
    return Html(f'"{inside}"')


def _printed(html: str) -> bytes:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: Pango is not on this machine
        raise MissingExtra("publish", library="WeasyPrint (with Pango)") from error
    import logging

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fetcher: Any = weasyprint.URLFetcher(
        allowed_protocols=("data",)
    )  # nothing is fetched, nothing of the machine is read
    with told() as finisher:
        written: bytes = weasyprint.HTML(string=html, base_url="", url_fetcher=fetcher).write_pdf(
            finisher=finisher, pdf_tags=True, pdf_identifier=hashlib.sha256(html.encode()).digest()[:16]
        )
    return written
