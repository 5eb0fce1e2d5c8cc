"""Inline markup over a source and an engine's alignment go in; the same markup over the target comes out, none lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translate.text.spans import whole_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translate.model import Block, BlockDraft, Markup
    from translate.review import QueuedUnit

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


def over(block: Block, unit: QueuedUnit) -> tuple[Markup, ...]:
    """The markup over a unit, in characters of its source; none where the block's text is another one now."""
    end = unit.start + len(unit.source)
    if block.text[unit.start : end] != unit.source:
        return ()
    return tuple(
        replace(mark, start=max(mark.start, unit.start) - unit.start, end=min(mark.end, end) - unit.start)
        for mark in block.markup
        if mark.start < end and mark.end > unit.start
    )


def over_targets(
    one: BlockDraft, units: Sequence[QueuedUnit], placed: Mapping[str, tuple[Markup, ...]]
) -> list[tuple[Markup, ...]]:
    """For each unit of a block the markup over its target, in characters of the target.

    What a person `placed` (by unit) stands as it is; over a target that is still the draft's lies what the draft had there;
    elsewhere the markup of the source is carried over.
    """
    found: list[tuple[Markup, ...]] = []
    begin = 0
    is_laid = bool(one.markup) or not one.block.markup
    for unit in units:
        is_drafts = begin >= 0 and one.target.startswith(unit.draft, begin)
        if unit.id in placed:
            found.append(placed[unit.id])
        elif is_laid and is_drafts and unit.target == unit.draft:
            found.append(_clipped(one.markup, begin, begin + len(unit.draft)))
        else:
            found.append(carry(over(one.block, unit), unit.source, unit.target, ()))
        begin = begin + len(unit.draft + (unit.separator or " ")) if is_drafts else -1
    return found


def _clipped(markup: Sequence[Markup], begin: int, end: int) -> tuple[Markup, ...]:
    return tuple(
        replace(mark, start=max(mark.start, begin) - begin, end=min(mark.end, end) - begin)
        for mark in markup
        if mark.start < end and mark.end > begin
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
