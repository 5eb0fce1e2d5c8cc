"""A desk whose post-edits are checked: the queue joined with checks and glossary."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.glossary import Glossary
    from translate.model import Issue, TermMatch
    from translate.review import Desk, QueuedUnit
    from translate.store import Store


def open_desk(
    user: str | None = None, *, url: str | None = None, store: Store | None = None, origin: str = "cli"
) -> Desk:
    """The desk of a person (`review.open`), with every target that they save checked."""
    from translate import review

    return review.open(user, url=url, store=store, origin=origin, recheck=recheck)


def recheck(unit: QueuedUnit, target: str) -> tuple[tuple[Issue, ...], tuple[TermMatch, ...]]:
    """The issues of a unit with this target, and its terms with what became of them in it."""
    from translate.checks import check_all
    from translate.review import model_unit

    looked = replace(model_unit(unit), target=target)
    terms = looked.terms
    if terms:
        from translate import glossary

        terms = glossary.verify(terms, target, unit.target_language, _house())
    looked = replace(looked, terms=terms)
    issues = check_all(looked, source_language=unit.source_language, target_language=unit.target_language)
    return tuple(issues), terms


@lru_cache(maxsize=1)
def _house() -> Glossary:
    from translate import glossary

    return glossary.load()
