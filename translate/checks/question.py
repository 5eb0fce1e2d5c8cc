"""What is asked is asked in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.addresses import masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_MARKS = frozenset("?؟⸮")


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `question.missing` or `question.added`: an error where one side asks nothing, a warning where it asks less."""
    source, target = unit.source, unit.target
    if not target.strip():
        return
    asked, asks = _questions(source), _questions(target)
    if len(asked) > len(asks):
        mark = "؟" if target_language == "ar" else "?"
        ends = len(target.rstrip(" .»”\"'’)"))
        if asks:
            yield issue(
                "question.missing", Severity.WARNING, side="source", start=asked[-1], end=asked[-1] + 1
            )
        else:
            yield issue("question.missing", Severity.ERROR, start=ends, end=len(target), suggestion=mark)
    elif len(asks) > len(asked):
        severity = Severity.WARNING if asked else Severity.ERROR
        yield issue("question.added", severity, start=asks[-1], end=asks[-1] + 1)


def _questions(text: str) -> list[int]:
    """Places of the marks that end questions; marks in a row are one, and those of an address are none."""
    if not any(mark in text for mark in _MARKS):
        return []
    plain = masked(text)
    return [
        place for place, sign in enumerate(plain) if sign in _MARKS and plain[place - 1 : place] not in _MARKS
    ]
