"""Lines of plain text go in; lines without the breaks of hard wrapping come out, blank ones left out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from translate.text import lineforms
from translate.text.furniture import Furniture, furniture

if TYPE_CHECKING:
    from collections.abc import Sequence

_WRAP_WIDTHS = range(45, 111)  # characters to a line in hard-wrapped text (mail, Gutenberg, terminals)


def unwrap(lines: Sequence[str]) -> list[str]:
    """Lines that are not blank; where text was hard-wrapped, the lines of a paragraph are joined by a space."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.strip())
        elif groups[-1]:
            groups.append([])
    width = _wrap_width(groups)
    joined: list[list[str]] = []
    for group in groups:
        for place, line in enumerate(group):
            if place and width and _continues(group[place - 1], line, width):
                joined[-1].append(line)
            else:
                joined.append([line])
    return [" ".join(lines) for lines in joined]


def _wrap_width(groups: Sequence[Sequence[str]]) -> int:
    """The width text was wrapped at, or 0: no line is longer, and most lines could not have held the next word."""
    longest = max((len(line) for group in groups for line in group), default=0)
    if longest not in _WRAP_WIDTHS:
        return 0
    inner = [(line, after) for group in groups for line, after in pairwise(group)]
    full = sum(_is_full(line, after, longest) for line, after in inner)
    broken = sum(not lineforms.ends_sentence(line) for line, _ in inner)
    return longest if full >= 2 and full >= 0.6 * len(inner) and broken >= 0.5 * len(inner) else 0


def _is_full(line: str, after: str, width: int) -> bool:
    return len(line) >= 0.6 * width and len(line) + 1 + len(after.split(maxsplit=1)[0]) > width - 6


def _continues(line: str, after: str, width: int) -> bool:
    if (
        lineforms.bullet(after)
        or lineforms.is_date(line)
        or lineforms.is_separator(line)
        or lineforms.is_separator(after)
        or after.startswith(">")
    ):
        return False
    return _is_full(line, after, width) and furniture(after) < Furniture.AT_EDGE
