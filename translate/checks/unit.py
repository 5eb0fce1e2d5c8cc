"""A measure keeps its unit: kilometres are not miles, dollars not euros, days not weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.measures import SAME, Measure, measures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `unit.changed` (error: another unit of the dimension stands with the number) and `unit.missing` (warning)."""
    if not unit.target.strip():
        return
    wanted = measures(unit.source, source_language)
    if not wanted:
        return
    found = measures(unit.target, target_language)
    there = {name for one in found for name in (one.unit, *SAME.get(one.unit, ()))}
    sources = {name for one in wanted for name in (one.unit, *SAME.get(one.unit, ()))}
    told: set[str] = set()
    for one in wanted:
        if one.unit in there or one.unit in told or not SAME.get(one.unit, set()).isdisjoint(there):
            continue
        other = _instead(one, found, sources)
        written = unit.source[one.start : one.end]
        if other:
            told.add(one.unit)
            yield issue(
                "unit.changed",
                Severity.ERROR,
                start=other.start,
                end=other.end,
                written=written,
                other=unit.target[other.start : other.end],
            )
        elif one.value is not None and one.dimension != "time":
            told.add(one.unit)
            yield issue(
                "unit.missing",
                Severity.WARNING,
                side="source",
                start=one.start,
                end=one.end,
                written=written,
            )


def _instead(one: Measure, found: tuple[Measure, ...], sources: set[str]) -> Measure | None:
    """The measure of the target that stands where this one should: same dimension and number, and not of the source."""
    for other in found:
        if other.dimension != one.dimension or other.unit in sources:
            continue
        if one.value is not None and other.value == one.value:
            return other
        if one.value is None and other.value is None and one.dimension == "money":
            return other
    return None
