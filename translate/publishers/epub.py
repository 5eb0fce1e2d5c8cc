"""Editions in, an EPUB 3.3 out: our own packaging, the templates of a page, the same bytes for the same editions."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from translate.press.fonts import FONTS, read
from translate.press.parcel import parcel
from translate.press.templates import render as fill
from translate.press.view import languages, page, title
from translate.press.words import file_name, spoken
from translate.publishers import Book
from translate.text.isolates import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.languages import Language
    from translate.model import Edition
    from translate.press.house import Look

suffix = ".epub"
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    '<rootfiles>\n<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml" />\n</rootfiles>\n</container>\n'
)
_COVER_WIDTH = 26  # letters of a line on the cover
_COVER_LINES = 5
_COVER_TOPS = (440, 930)  # where the two titles begin, of 1600


def write(edition: Edition, look: Look) -> bytes:
    """A book of one article."""
    titles = {side.code: title(edition, side.code) for side in languages(edition, look)}
    return bind(Book(titles, (edition,), edition.time), look, name=f"{edition.article}/{edition.number}")


def bind(book: Book, look: Look, *, name: str = "", with_fonts: bool | None = None) -> bytes:
    """A book of many articles with its table of contents; `with_fonts` puts our fonts in (unless told otherwise, in a book of many)."""
    is_many = len(book.editions) != 1
    with_fonts = is_many if with_fonts is None else with_fonts
    return parcel(_files(book, look, name, with_fonts), stored=frozenset(("mimetype",)))


def _files(book: Book, look: Look, name: str, with_fonts: bool) -> Iterator[tuple[str, bytes]]:
    order = languages(book.editions[0], look)
    house, folder = look.house, look.house.templates
    pages = [page(one, look, name=file_name(one.article)) for one in book.editions]
    entries: list[dict[str, Any]] = [
        {"file": f"c{number:04}.xhtml", "titles": one.titles, "languages": one.languages}
        for number, one in enumerate(pages, 1)
    ]
    said = "|".join((name, *book.titles.values(), *(f"{one.article}/{one.number}" for one in book.editions)))
    fonts = {key: f"fonts/{file}" for key, file in FONTS.items()} if with_fonts else {}
    shared = {
        "first": order[0],
        "languages": order,
        "titles": {side.code: _titled(book, side.code) for side in order},
        "house": house,
        "entries": entries,
        "is_draft": any(one.is_draft for one in pages),
    }
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER.encode()
    about = {
        "identifier": uuid5(NAMESPACE_URL, f"{house.url or 'dragoman:'}{said}"),
        "authors": _people(book, "authors"),
        "translators": _people(book, "translators"),
        "time": book.time,
        "fonts": list(fonts.values()),
    }
    yield "EPUB/package.opf", fill("package.opf", folder, **shared, **about).encode()
    yield "EPUB/nav.xhtml", fill("nav.xhtml", folder, **shared).encode()
    yield "EPUB/cover.xhtml", fill("cover.xhtml", folder, **shared).encode()
    yield "EPUB/cover.svg", fill("cover.svg", folder, **shared, **_cover(book, order)).encode()
    yield "EPUB/book.css", fill("book.css", folder, fonts=fonts, house=house).encode()
    for file in FONTS.values() if with_fonts else ():
        yield f"EPUB/fonts/{file}", read(file)
    for entry, shown in zip(entries, pages, strict=True):
        made = fill("chapter.xhtml", folder, page=shown, look=look, house=house)
        yield f"EPUB/{entry['file']}", made.encode()


def _titled(book: Book, code: str) -> str:
    return clean(book.titles.get(code) or next(iter(book.titles.values())))


def _people(book: Book, role: str) -> list[str]:
    """The names of everybody in a role, each once, in the order of the book."""
    return list(dict.fromkeys(clean(name) for one in book.editions for name in getattr(one, role)))


def _cover(book: Book, order: tuple[Language, ...]) -> dict[str, Any]:
    sides: list[dict[str, Any]] = []
    for index, side in enumerate(order):
        lines = textwrap.wrap(_titled(book, side.code), _COVER_WIDTH)
        if len(lines) > _COVER_LINES:
            lines = [*lines[: _COVER_LINES - 1], lines[_COVER_LINES - 1] + "…"]
        top = _COVER_TOPS[index]
        sides.append({"language": side.code, "direction": side.direction, "lines": lines, "top": top})
    dates = [
        {"direction": side.direction, "text": spoken(book.time, side.code)} for side in order if book.time
    ]
    return {"lines": sides, "dates": dates}
