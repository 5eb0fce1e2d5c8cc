"""The units of an article go in; the same units, names in one form throughout and with what only the whole article shows among their issues, come out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translate import checks, estimators
from translate.text.arabic import plain
from translate.text.clitics import ARTICLE
from translate.text.ledger import in_one_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.model import Issue, Unit

STEP = "name:one-form"  # in `retries` of a draft in which a name was put into the form that it has elsewhere


def consistent(units: Sequence[Unit], *, source_language: str, target_language: str) -> list[Unit]:
    """Units in their order. Only names of no glossary are put into another form, and only in what an engine wrote."""
    targets = in_one_form(
        [(unit.source, unit.target) for unit in units],
        source_language=source_language,
        target_language=target_language,
        leave=_of_the_house(units),
    )
    changed = {
        place
        for place, (unit, target) in enumerate(zip(units, targets, strict=True))
        if target != unit.target and unit.draft.origin not in ("memory", "rule")
    }
    made = [
        _retold(unit, target, source_language, target_language) if place in changed else unit
        for place, (unit, target) in enumerate(zip(units, targets, strict=True))
    ]
    added: dict[int, list[Issue]] = {}
    for place, issue in checks.check_article(
        made, source_language=source_language, target_language=target_language
    ):
        added.setdefault(place, []).append(issue)
    for place in added.keys() | changed:
        unit = replace(made[place], issues=(*made[place].issues, *added.get(place, ())))
        foretold = estimators.estimate(unit, source_language=source_language, target_language=target_language)
        made[place] = replace(unit, estimate=foretold)
    return made


def _of_the_house(units: Sequence[Unit]) -> set[str]:
    """The words of names that the glossary knows: they have their form."""
    words = {
        word
        for unit in units
        for term in unit.terms
        for text in (term.surface, term.english, term.arabic)
        for word in text.split()
    }
    return words | {plain(word).removeprefix(ARTICLE) for word in words}


def _retold(unit: Unit, target: str, source_language: str, target_language: str) -> Unit:
    """The unit with another target, and the issues of that."""
    draft = replace(unit.draft, target=target, retries=(*unit.draft.retries, STEP))
    unit = replace(unit, draft=draft, target=target)
    issues = checks.check_all(unit, source_language=source_language, target_language=target_language)
    return replace(unit, issues=tuple(issues))
