"""A source with text has a target with text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.model import Issue, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Unit


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `target.empty`; a target of marks alone is empty too where the source holds a letter or a digit."""
    if _says_something(unit.source) and not _says_something(unit.target):
        yield Issue("target.empty", Severity.ERROR, "the segment has no translation")


def _says_something(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
