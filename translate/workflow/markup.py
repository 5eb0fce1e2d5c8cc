"""Inline markup over a source and an engine's alignment go in; the same markup over the target comes out, none lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translate.text.spans import whole_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.model import Markup

Link = tuple[int, int, int, int]
_LONG = 4000  # characters of a segment; in a longer one marks are put in proportion, for looking for each costs its length


def carry(
    markup: Sequence[Markup], source: str, target: str, alignment: Sequence[Link]
) -> tuple[Markup, ...]:
    """Each markup of the source at its place in the target, in the same order; every one comes back.

    Places are characters of source and target. What the alignment does not tell is put where it stands in proportion.
    """
    return tuple(
        replace(mark, start=span[0], end=span[1])
        for mark in markup
        for span in (_place(mark, source, target, alignment),)
    )


def _place(mark: Markup, source: str, target: str, alignment: Sequence[Link]) -> tuple[int, int]:
    if not target or not source:
        return 0, len(target)
    is_short = len(source) <= _LONG
    covered = source[mark.start : mark.end].strip() if is_short else ""
    if is_short and covered == source.strip():
        return 0, len(target)
    if covered and target.count(covered) == 1:
        begin = target.index(covered)
        return begin, begin + len(covered)
    pieces = [
        (begin, end)
        for begin, end, s_begin, s_end in (alignment if is_short else ())
        if min(s_end, mark.end) - max(s_begin, mark.start) > 0 and target[begin:end].strip()
    ]
    if pieces:
        begin, end = _densest(sorted(pieces), 2.5 * (mark.end - mark.start) + 8)
        span = whole_words(target, begin, end)
        if span[0] < span[1]:
            return span
    scale = len(target) / len(source)
    begin, end = (
        int(mark.start * scale),
        min(len(target), max(int(mark.start * scale) + 1, round(mark.end * scale))),
    )
    span = whole_words(target, begin, end)
    return span if span[0] < span[1] else (0, len(target))


def _densest(pieces: Sequence[tuple[int, int]], room: float) -> tuple[int, int]:
    """The stretch of at most `room` characters that holds most of the pieces."""
    best = (0, 0, 0)
    for index, (begin, _) in enumerate(pieces):
        inside = [end for start, end in pieces[index:] if end - begin <= room] or [pieces[index][1]]
        weight = sum(end - start for start, end in pieces[index : index + len(inside)])
        if weight > best[0]:
            best = (weight, begin, max(inside))
    return best[1], best[2]
