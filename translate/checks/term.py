"""Every glossary term of the source stands in the target in its house form, and no word that the house forbids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.proper import is_said_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks import Rules
    from translate.model import Issue, TermMatch, Unit

_OTHERWISE = ("deprecated form", "misspelt")  # the name is there, in a form that the house does not write


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """`term.missing` for each term that the workflow could not bring in; its place is that of the term in the source."""
    for term in unit.terms:
        if term.status == "missing":
            house = term.arabic if target_language == "ar" else term.english
            yield issue(
                "term.missing",
                Severity.INFO if _is_otherwise(term, unit.target, target_language) else Severity.WARNING,
                side="source",
                start=term.start,
                end=term.end,
                suggestion=house,
                surface=term.surface,
                house=house,
                why=f" ({term.note})" if term.note else "",
            )


def _is_otherwise(term: TermMatch, target: str, target_language: str) -> bool:
    """Whether the target has the term in a form that the house does not write, or the word of the source was no term: «حديثة», modern."""
    return term.note.startswith(_OTHERWISE) or is_said_otherwise(
        term.english if target_language == "ar" else term.surface, target, target_language
    )


def check_house(unit: Unit, rules: Rules, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """`term.forbidden`, an error: a word that desk.toml forbids in this language, proclitics and the article before it included."""
    for word in rules.forbidden.get(target_language, ()):
        head = "(?:[وف]?[بكل]?(?:ال)?|[وف]?لل)" if target_language == "ar" else ""
        for found in re.finditer(rf"(?<!\w){head}{re.escape(word)}(?!\w)", unit.target, re.IGNORECASE):
            yield issue("term.forbidden", Severity.ERROR, start=found.start(), end=found.end(), written=word)
