"""In one article the same source has the same target, and different sources have not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.model import Issue, Unit

_WORDS = 3  # shorter sources may be rendered by what stands around them


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Nothing: one unit is always consistent."""
    yield from ()


def check_article(
    units: Sequence[Unit], *, source_language: str, target_language: str
) -> Iterator[tuple[int, Issue]]:
    """Yield `consistency.target` (a warning) and `consistency.source` (info), for the later of two units."""
    targets: dict[str, tuple[str, str]] = {}
    sources: dict[str, tuple[str, str]] = {}
    for place, unit in enumerate(units):
        source, target = fold(unit.source), fold(unit.target)
        if not source or not target:
            continue
        known = targets.setdefault(source, (target, unit.segment.id))
        if known[0] != target:
            yield (
                place,
                issue("consistency.target", Severity.WARNING, start=0, end=len(unit.target), other=known[1]),
            )
        known = sources.setdefault(target, (source, unit.segment.id))
        if known[0] != source and len(unit.source.split()) >= _WORDS:
            yield (
                place,
                issue("consistency.source", Severity.INFO, start=0, end=len(unit.target), other=known[1]),
            )
