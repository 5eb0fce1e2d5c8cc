"""The target does not say the same over and over where the source does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.model import Issue, Severity
from translate.text.repetition import find_loop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Unit

_SHOWN = 40  # characters of the unit that a message shows


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `target.loop`."""
    loop = find_loop(unit.target, source=unit.source)
    if loop:
        said = loop.unit if len(loop.unit) <= _SHOWN else loop.unit[:_SHOWN].rstrip() + "…"
        yield Issue(
            "target.loop",
            Severity.ERROR,
            f"{said} stands there {loop.times} times",
            start=loop.start,
            end=loop.end,
        )
