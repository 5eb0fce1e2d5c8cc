"""A text and the codes over it go in, a flat run of tokens comes out; and what XML cannot carry is told from what it can."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Characters that no XML 1.0 document may hold (section 2.2); lone surrogates no encoding may.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_START = re.compile(r"""<([A-Za-z][\w-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*/?>""")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")


class Span(Protocol):
    """What lies over text[start:end] (characters); an empty one is a point."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Token(NamedTuple):
    """A piece of a text with codes. `kind` is `text`, `open` and `close` (nested codes), `start` and `end` (crossing ones), or `point`.

    `number` is the place of the code in the list that went in.
    """

    kind: str
    text: str = ""
    number: int = -1


def tokens(text: str, spans: Sequence[Span]) -> Iterator[Token]:
    """The text with its codes in reading order: nested pairs nest, what crosses another code is a start and an end."""
    order = sorted(range(len(spans)), key=lambda number: (spans[number].start, -spans[number].end, number))
    places = {0, len(text)}
    loose, points = set[int](), set[int]()
    nest: list[int] = []
    for number in order:
        start, end = spans[number].start, spans[number].end
        places |= {start, end}
        if start == end:
            points.add(number)
            continue
        while nest and spans[nest[-1]].end <= start:
            nest.pop()
        if nest and spans[nest[-1]].end < end:
            loose.add(number)
        else:
            nest.append(number)
    starting = {place: list[int]() for place in places}
    ending = {place: list[int]() for place in places}
    for number in order:
        starting[spans[number].start].append(number)
        if number not in points:
            ending[spans[number].end].append(number)
    last = 0
    for place in sorted(places):
        if place > last:
            yield Token("text", text[last:place])
        last = place
        for number in reversed(ending[place]):
            yield Token("end" if number in loose else "close", number=number)
        for number in starting[place]:
            if number in points:
                yield Token("point", number=number)
            else:
                yield Token("start" if number in loose else "open", number=number)


def opening(tag: str, attributes: Sequence[tuple[str, str]] = ()) -> str:
    """The start tag of an HTML element, as it stands in a code."""
    return (
        f"<{tag}{''.join(f' {name}={chr(34)}{html.escape(value)}{chr(34)}' for name, value in attributes)}>"
    )


def closing(tag: str) -> str:
    """The end tag of an HTML element."""
    return f"</{tag}>"


def parse_opening(code: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The element and the attributes of a start tag; None where the code is something else."""
    found = _START.fullmatch(code.strip())
    if not found:
        return None
    pairs = _ATTRIBUTE.findall(found[2])
    return found[1].lower(), tuple(
        (name.lower(), html.unescape(double or single)) for name, double, single in pairs
    )


def writable(text: str) -> str:
    """The text with U+FFFD for what XML cannot hold; for names and notes, where no code may stand."""
    return UNWRITABLE.sub("\ufffd", text)
