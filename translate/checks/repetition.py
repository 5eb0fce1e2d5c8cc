"""The target does not say the same over and over, nor a word or a phrase twice, where the source does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.repetition import find_double, find_loop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_SHOWN = 40  # characters of the unit that a message shows


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `repetition.loop` (error), or `repetition.word` and `repetition.phrase` for what stands there twice in a row (warnings)."""
    loop = find_loop(unit.target, source=unit.source)
    if loop:
        yield issue(
            "repetition.loop",
            Severity.ERROR,
            start=loop.start,
            end=loop.end,
            written=_shown(loop.unit),
            times=loop.times,
        )
        return
    double = find_double(unit.target, source=unit.source, language=target_language)
    if double:
        code = "repetition.phrase" if re.search(r"\w\W+\w", double.unit) else "repetition.word"
        yield issue(
            code,
            Severity.WARNING,
            start=double.start,
            end=double.end,
            suggestion=double.unit,
            written=_shown(double.unit),
        )


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"
