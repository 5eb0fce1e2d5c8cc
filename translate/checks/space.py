"""Spaces stand where the language puts them: none before a mark, one behind it, none at the edges, none twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.tidy import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `space.double`, `space.before`, `space.after`, `space.inside`, `space.edge` and `space.line`."""
    for change in changes(unit.target, target_language, "space"):
        severity = Severity.WARNING if change.code in ("space.before", "space.after") else Severity.INFO
        yield issue(change.code, severity, start=change.start, end=change.end, suggestion=change.new)
    breaks, wanted = unit.target.strip().count("\n"), unit.source.strip().count("\n")
    if breaks != wanted and unit.source.strip() and unit.target.strip():
        yield issue(
            "space.line", Severity.WARNING, start=0, end=len(unit.target), written=breaks, other=wanted
        )
