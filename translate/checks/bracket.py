"""Brackets are closed, and those of the source stand in the target too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_PAIRS = {")": "(", "]": "[", "}": "{"}


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `bracket.unbalanced` (a warning, where the source's are balanced) and `bracket.missing` (info)."""
    source, target = unit.source, unit.target
    if not any(sign in target or sign in source for sign in "([{)]}"):
        return
    stray = _stray(target)
    if stray and not _stray(source):
        for place in stray:
            yield issue("bracket.unbalanced", Severity.WARNING, start=place, end=place + 1)
    elif target.strip() and source.count("[") + source.count("{") + source.count("(") > target.count(
        "["
    ) + target.count("{") + target.count("("):
        yield issue("bracket.missing", Severity.INFO, start=0, end=len(target))


def _stray(text: str) -> list[int]:
    opened: list[int] = []
    stray: list[int] = []
    for place, sign in enumerate(text):
        if sign in "([{":
            opened.append(place)
        elif sign in _PAIRS:
            if opened and text[opened[-1]] == _PAIRS[sign]:
                opened.pop()
            elif not (
                sign == ")" and text[max(0, place - 2) : place].strip().isalnum() and not opened and place < 4
            ):
                stray.append(place)  # 1) and a) number a list
    return sorted(stray + opened)
