"""The target says no more than the source: no sentence and no passage that nothing in the source stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.passages import lost_passage, lost_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `addition.text` (error: the source is empty), `addition.sentence` or `addition.passage` (warnings)."""
    if not any(sign.isalnum() for sign in unit.source):
        if any(sign.isalnum() for sign in unit.target) and not unit.source.strip():
            yield issue("addition.text", Severity.ERROR, start=0, end=len(unit.target))
        return
    if not any(sign.isalnum() for sign in unit.target):
        return
    more = lost_sentence(unit.target, unit.source, target_language, source_language)
    if more:
        severity = Severity.WARNING if more.is_sure else Severity.INFO
        yield issue("addition.sentence", severity, start=more.start, end=more.end)
        return
    more = lost_passage(unit.target, unit.source, target_language, source_language)
    if more:
        severity = Severity.WARNING if more.is_sure else Severity.INFO
        yield issue("addition.passage", severity, start=more.start, end=more.end)
