"""Every glossary term of the source stands in the target in its house form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.model import Issue, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Unit


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """`term.missing` for each term that the workflow could not bring in; its place is that of the term in the source."""
    for term in unit.terms:
        if term.status == "missing":
            house = term.arabic if target_language == "ar" else term.english
            why = f" ({term.note})" if term.note else ""
            yield Issue(
                "term.missing",
                Severity.WARNING,
                f"{term.surface} is not {house} in the translation{why}",
                "source",
                term.start,
                term.end,
            )
