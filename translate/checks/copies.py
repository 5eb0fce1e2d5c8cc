"""The target is in its own language: no copy of the source, no run of words left as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.languages import language
from translate.model import Issue, Severity
from translate.text.copies import Left, find_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Unit


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `target.copy` (all or most is not translated, an error) or `target.leftover` (a run of words, a warning)."""
    found = find_copy(
        unit.source, unit.target, source_language=source_language, target_language=target_language
    )
    if found is None:
        return
    if found.kind is Left.RUN:
        message = f"{unit.target[found.start : found.end]} is not translated"
        yield Issue("target.leftover", Severity.WARNING, message, start=found.start, end=found.end)
    elif found.kind is Left.COPY:
        yield Issue(
            "target.copy",
            Severity.ERROR,
            "the translation repeats the source",
            start=found.start,
            end=found.end,
        )
    else:
        message = f"{found.share:.0%} of the words are not {language(target_language).name}"
        yield Issue("target.copy", Severity.ERROR, message, start=found.start, end=found.end)
