"""No name is lost, none is invented, and in one article a name has one form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.ledger import Ledger
from translate.text.lexicon import stem_set
from translate.text.proper import is_said_otherwise, lost_arabic, lost_english
from translate.text.stems import stemmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.model import Issue, TermMatch, Unit

_THERE = frozenset({"present", "annotated", "repaired"})


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `name.missing` (place in the source) and `name.added`, warnings; info where it may be no name. A name of the glossary is the term check's."""
    source, target = unit.source, unit.target
    if not target.strip() or not source.strip():
        return
    if source_language == "en":
        missing, added = lost_english(source, target), lost_arabic(target, source)
    else:
        missing, added = lost_arabic(source, target), lost_english(target, source)
    lost = [
        term for term in unit.terms if term.status == "missing" and _is_absent(term, target, target_language)
    ]
    for term in lost:
        yield issue(
            "name.missing",
            Severity.WARNING,
            side="source",
            start=term.start,
            end=term.end,
            suggestion=term.arabic if target_language == "ar" else term.english,
            written=term.surface,
        )
    for name in missing:
        if not any(
            term.start < name.end and name.start < term.end
            for term in unit.terms
            if term.status in _THERE or term in lost
        ):
            yield issue(
                "name.missing",
                Severity.WARNING if name.is_sure else Severity.INFO,
                side="source",
                start=name.start,
                end=name.end,
                written=source[name.start : name.end],
            )
    houses = " ".join(term.english if target_language == "en" else term.arabic for term in unit.terms)
    for name in added:
        written = target[name.start : name.end]
        if written not in houses:
            severity = Severity.WARNING if name.is_sure else Severity.INFO
            yield issue("name.added", severity, start=name.start, end=name.end, written=written)


def _is_absent(term: TermMatch, target: str, target_language: str) -> bool:
    """Whether a term is a name of which not even another form stands in the target."""
    if not term.english.removeprefix("the ")[:1].isupper():
        return False
    if is_said_otherwise(term.english if target_language == "ar" else term.surface, target, target_language):
        return False
    house = term.arabic if target_language == "ar" else term.english
    there = stem_set(target, target_language)
    words = [word for word in stemmed(house, target_language) if len(word.raw) > 2]
    return not any(stem in there for word in words for stem in word.stems)


def check_article(
    units: Sequence[Unit], *, source_language: str, target_language: str
) -> Iterator[tuple[int, Issue]]:
    """Yield `name.inconsistent`, a warning: a name of two capitals or more that sounds the same and is spelt in two ways."""
    ledger = Ledger(source_language, target_language)
    for place, unit in enumerate(units):
        for found in ledger.read(unit.source, unit.target):
            yield (
                place,
                issue(
                    "name.inconsistent",
                    Severity.WARNING,
                    start=found.start,
                    end=found.end,
                    suggestion=found.before,
                    name=found.name,
                    written=found.written,
                    other=found.before,
                ),
            )
