"""What the source denies the target denies, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.cues import denials, strong, weak
from translate.text.denied import affirmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit
    from translate.text.cues import Cue


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `negation.missing` (place in the source) and `negation.added`, warnings: a denial that nothing of the other side can stand for."""
    if not unit.target.strip() or not unit.source.strip():
        return
    for code, side, one, one_language, other, other_language in (
        ("negation.missing", "source", unit.source, source_language, unit.target, target_language),
        ("negation.added", "target", unit.target, target_language, unit.source, source_language),
    ):
        cues = strong(one, one_language, "negation")
        if not cues:
            continue
        cue: Cue | None = cues[-1]
        if denials(one, one_language) <= weak(other, other_language, "negation"):
            cue = affirmed(one, other, one_language, other_language)
        if cue:
            yield issue(
                code,
                Severity.WARNING,
                side=side,
                start=cue.start,
                end=cue.end,
                written=one[cue.start : cue.end],
            )
