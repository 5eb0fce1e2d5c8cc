"""What the source denies the target denies, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.cues import answers, denials, strong, weak
from translate.text.denied import affirmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `negation.missing` (place in the source) and `negation.added`: one side denies more often than the other.

    A warning where no word that may deny (refuse, unable, غير) answers for it, or where what is denied is said without denial beside it;
    else info.
    """
    if not unit.target.strip() or not unit.source.strip():
        return
    for code, side, one, one_language, other, other_language in (
        ("negation.missing", "source", unit.source, source_language, unit.target, target_language),
        ("negation.added", "target", unit.target, target_language, unit.source, source_language),
    ):
        cues = strong(one, one_language, "negation")
        more = denials(one, one_language) - answers(other, other_language)
        if not cues or more <= 0:
            continue
        lost = affirmed(one, other, one_language, other_language)
        is_sure = lost or weak(one, one_language, "negation") > weak(other, other_language, "negation")
        likely = sorted(cues, key=lambda cue, first=lost: (cue != first, -cue.start))  # type: ignore[misc]
        for cue in sorted(likely[:more], key=lambda cue: cue.start):
            yield issue(
                code,
                Severity.WARNING if is_sure else Severity.INFO,
                side=side,
                start=cue.start,
                end=cue.end,
                written=one[cue.start : cue.end],
            )
