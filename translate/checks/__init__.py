"""Unit in, issues out: one file a check. What the checks share stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from translate import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit


class Check(Protocol):
    """One thing a careful editor looks at; it finds everything it needs in the unit."""

    def check(self, unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]: ...


def check_all(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """The issues of every check, in the order of the checks' names."""
    for name in registry.names("checks"):
        part = cast("Check", registry.load("checks", name))
        yield from part.check(unit, source_language=source_language, target_language=target_language)
