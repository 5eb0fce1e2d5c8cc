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
    """The issues of a unit with this target, and its terms with what became of them in it.

    Terms are those of the house glossary as it is now, and beside them those that the unit came with: an article may have been drafted
    with a glossary of its own, and what the whole article tells of an ambiguous name its one segment may not.
    """
    from translate import glossary
    from translate.checks import check_all
    from translate.review import model_unit

    known = house()
    found = terms_of(unit.source, unit.source_language, known.signature)
    brought = [
        term for term in unit.terms if not any(one.start < term.end and term.start < one.end for one in found)
    ]
    listed = (*found, *(term for term in brought if term.entry in known))
    verified = glossary.verify(listed, target, unit.target_language, known)
    own = [_own(term, target, unit.target_language) for term in brought if term.entry not in known]
    terms = tuple(sorted((*verified, *own), key=lambda term: (term.start, term.end)))
    looked = replace(model_unit(unit), target=target, terms=terms)
    issues = check_all(looked, source_language=unit.source_language, target_language=unit.target_language)
    return tuple(issues), terms


def house() -> Glossary:
    """The house glossary; read again once one of its files has changed."""
    from translate import glossary

    return glossary.load()


@lru_cache(maxsize=4096)
def terms_of(source: str, language: str, signature: str) -> tuple[TermMatch, ...]:
    """The house terms of a source; `signature` is that of the house glossary."""
    from translate import glossary

    return glossary.find(source, language, house())


def _own(term: TermMatch, target: str, language: str) -> TermMatch:
    """A term that the house glossary does not have, looked for by its two names alone."""
    from translate.glossary import Entry, Kind, accepts

    entry = Entry(
        term.entry, Kind.ORG, term.english, term.arabic, al="lex" if term.arabic.startswith("ال") else "none"
    )
    is_there = accepts(entry, target, language=language)
    return replace(term, status="present" if is_there else "missing")
