"""What is doubted stays in doubt, what is alleged stays alleged, what must be done must be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.cues import strong, weak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `modality.missing` and `modality.obligation` (place in the source) and `modality.added`, warnings."""
    if not unit.target.strip() or not unit.source.strip():
        return
    for code, kind, side, one, one_language, other, other_language in (
        ("modality.missing", "hedge", "source", unit.source, source_language, unit.target, target_language),
        (
            "modality.obligation",
            "obligation",
            "source",
            unit.source,
            source_language,
            unit.target,
            target_language,
        ),
        ("modality.added", "hedge", "target", unit.target, target_language, unit.source, source_language),
    ):
        cues = strong(one, one_language, kind)
        if cues and not weak(other, other_language, kind):
            cue = cues[0]
            yield issue(
                code,
                Severity.INFO if code == "modality.added" else Severity.WARNING,
                side=side,
                start=cue.start,
                end=cue.end,
                written=one[cue.start : cue.end],
            )
