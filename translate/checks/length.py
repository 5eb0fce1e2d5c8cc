"""The target is about as long as targets of such sources are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.lengths import LONGEST, SHORTEST, bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `length.short` or `length.long`, warnings."""
    source, target = unit.source.strip(), unit.target.strip()
    if not source or not target:
        return
    share = len(target) / len(source)
    least, most = bound(SHORTEST, len(source), target_language), bound(LONGEST, len(source), target_language)
    if least and share < least:
        yield issue(
            "length.short",
            Severity.WARNING,
            start=0,
            end=len(unit.target),
            share=f"{share:.0%}",
            usual=f"{least:.0%}",
        )
    elif most and share > most:
        yield issue(
            "length.long",
            Severity.WARNING,
            start=0,
            end=len(unit.target),
            share=f"{share:.0%}",
            usual=f"{most:.0%}",
        )
