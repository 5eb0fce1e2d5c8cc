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
    """Yield `modality.missing` and `modality.obligation` (place in the source), and `modality.added` (info).

    A warning where nothing of the other side may stand for it, else info: `can` for «قد».
    """
    if not unit.target.strip() or not unit.source.strip():
        return
    source, target = (unit.source, source_language), (unit.target, target_language)
    for code, kind, side, one, other in (
        ("modality.missing", "hedge", "source", source, target),
        ("modality.obligation", "obligation", "source", source, target),
        ("modality.added", "hedge", "target", target, source),
    ):
        cues, others = strong(*one, kind), strong(*other, kind)
        if len(cues) <= len(others):
            continue
        answers = weak(*other, kind)
        is_sure = not answers or (kind == "hedge" and weak(*one, kind) > answers + 1)
        if code == "modality.added":
            if answers:
                continue
            is_sure = False
        cue = cues[0]
        yield issue(
            code,
            Severity.WARNING if is_sure else Severity.INFO,
            side=side,
            start=cue.start,
            end=cue.end,
            written=one[0][cue.start : cue.end],
        )
