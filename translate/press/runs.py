"""A text with its markup in; runs that know their language and direction out, and the same as HTML, with isolates and segments."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from translate.languages import language
from translate.text.isolates import PHONE, clean, embedded
from translate.text.markup import safe_attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from translate.model import Markup
    from translate.text.isolates import Piece


_MOST = 300  # elements in one block; each run looks at all of them
_LONGEST_KEPT = 24  # characters that are not broken over two lines: a narrow screen holds them
#: Telephone numbers, S-400, COVID-19, 10\u201315: browsers break them behind the hyphen. Nothing inside an address.
_KEPT = re.compile(
    rf"{PHONE.pattern}|(?<![\w/.@:=&?#%+\-])\w+(?:[.,]\w+)*(?:[\-\u2010\u2013]\w+(?:[.,]\w+)*){{1,3}}(?![\w/@=&\-])"
)


@dataclass(frozen=True, slots=True)
class Part:
    """An element that a run stands in: its name, and attributes that are safe; `order` tells it from its like."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    order: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one direction, with the elements around it, outermost first. `language` may be empty (a number)."""

    text: str
    language: str
    direction: str
    is_embedded: bool = False
    parts: tuple[Part, ...] = ()
    start: int = 0

    @property
    def address(self) -> str:
        """Where the run links to, or an empty string."""
        return next((dict(part.attributes)["href"] for part in self.parts if part.tag == "a"), "")

    @property
    def isolate(self) -> Part | None:
        """The isolate that the run stands in."""
        return next((part for part in self.parts if part.tag == "bdi"), None)

    def has(self, *tags: str) -> bool:
        return any(part.tag in tags for part in self.parts)


def runs(text: str, code: str, markup: Sequence[Markup] = (), *, cuts: Iterable[int] = ()) -> list[Run]:
    """The runs of a text whose language is `code`; none crosses a cut. Unsafe markup is left out, its text stays."""
    spans = _spans(markup, len(text))
    side = language(code)
    pieces = embedded(text, side.direction)
    places = sorted(
        {0, len(text), *(place for place in cuts if 0 < place < len(text))}
        | {place for span in spans for place in span[:2]}
        | {place for piece in pieces for place in piece[:2]}
    )
    crossed = {place for span in spans for place in span[:2]}
    found: list[Run] = []
    waiting = iter(pieces)
    piece = next(waiting, None)
    for begin, stop in pairwise(places):
        while piece and piece[1] <= begin:
            piece = next(waiting, None)
        around = tuple(part for first, last, part in spans if first <= begin and stop <= last)
        if sum(part.tag == "a" for part in around) > 1:
            outer = next(part for part in around if part.tag == "a")
            around = tuple(part for part in around if part.tag != "a" or part is outer)
        said = clean(text[begin:stop])
        if not said:
            continue
        if piece and piece[0] <= begin:
            isolate = _isolate(piece)
            is_cut = any(piece[0] < place < piece[1] for place in crossed)
            around = (isolate, *around) if is_cut else (*around, isolate)
            found.append(Run(said, piece.language, piece.direction, True, around, begin))
        else:
            found.append(Run(said, side.code, side.direction, False, around, begin))
    return found


def _isolate(piece: Piece) -> Part:
    told = (("lang", piece.language),) if piece.language else ()
    return Part("bdi", (*told, ("dir", piece.direction)), piece.start)


def _spans(markup: Sequence[Markup], size: int) -> list[tuple[int, int, Part]]:
    """Safe markup over the text, outermost first, as start, end and part; more than anyone writes is left out."""
    found = []
    for order, mark in enumerate(markup[:_MOST]):
        begin, stop = max(mark.start, 0), min(mark.end, size)
        attributes = safe_attributes(mark.tag, mark.attributes)
        if attributes is None or mark.tag == "br" or begin >= stop:
            continue
        attributes = tuple(
            (name, uri(value) if name == "href" else clean(value)) for name, value in attributes
        )
        found.append((begin, stop, Part(mark.tag, attributes, order)))
    return sorted(found, key=lambda span: (span[0], -span[1]))


_NO_URI = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})|#(?=.*#)")


def uri(address: str) -> str:
    """A safe address as a URI may be written (RFC 3987): what may not stand in one is written with per cent signs."""
    return _NO_URI.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), clean(address))


class Html(str):
    """Text that is HTML already; a template does not escape it again."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def to_html(found: Sequence[Run], *, is_bare: bool = False) -> Html:
    """Runs as HTML that is XML as well: escaped, well nested, embedded runs in `<bdi>`, breaks as `<br />`.

    What should not be broken over two lines is of class `keep`, unless the HTML `is_bare`.
    """
    return Html("".join(_nested(found, 0, is_bare)))


def _nested(found: Sequence[Run], depth: int, is_bare: bool) -> Iterator[str]:
    for part, group in groupby(found, key=lambda run: run.parts[depth] if len(run.parts) > depth else None):
        inside = list(group)
        if part is None:
            yield from (_written(run, is_bare) for run in inside)
            continue
        given = "".join(f' {name}="{attribute(value)}"' for name, value in part.attributes)
        is_kept = part.tag == "bdi" and len(inside) == 1 and not is_bare and _is_kept(inside[0].text)
        given += ' class="keep"' if is_kept else ""
        yield f"<{part.tag}{given}>"
        yield from _nested(inside, depth + 1, is_bare or is_kept)
        yield f"</{part.tag}>"


def _written(run: Run, is_bare: bool) -> str:
    text = run.text
    written, place = [], 0
    for begin, stop in () if is_bare else _kept(text):
        written += [_broken(text[place:begin]), f'<span class="keep">{escape(text[begin:stop])}</span>']
        place = stop
    return "".join([*written, _broken(text[place:])])


def _kept(text: str) -> Iterator[tuple[int, int]]:
    for match in _KEPT.finditer(text):
        if len(match[0]) <= _LONGEST_KEPT and any(map(str.isdigit, match[0])) and "\n" not in match[0]:
            yield match.span()


def _is_kept(text: str) -> bool:
    return next(_kept(text), None) == (0, len(text))


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br />")


def escape(text: str) -> str:
    """Text as HTML and XML may hold it."""
    return html.escape(text, quote=False)


def attribute(text: str) -> str:
    """Text as an attribute may hold it, cleaned."""
    return html.escape(clean(text), quote=True).replace("\n", " ")


def plain(text: str) -> str:
    """Text on one line and cleaned: a title, a name."""
    return " ".join(clean(text).split())
