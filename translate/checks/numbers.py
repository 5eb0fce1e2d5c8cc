"""Every number of the source appears in the target, and no other: in digits of any script, in words, as an ordinal or a dual."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from translate.model import Issue, Severity
from translate.text.numbers import read_numbers, unmatched
from translate.text.numerals import Kind, Number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Unit

_ONE = Decimal(1)


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `number.missing` (span in the source) and `number.added` (span in the target).

    Digits are hard evidence: an error. Words, ordinals and duals are a warning, and so is a lone 1, which languages leave
    out: `1 to 2 metres`, «من متر إلى مترين».
    """
    if not unit.target.strip():
        return
    sources = read_numbers(unit.source, source_language)
    targets = read_numbers(unit.target, target_language)
    for number in unmatched(sources, targets):
        written = unit.source[number.start : number.end]
        yield Issue(
            "number.missing",
            _severity(number),
            f"{written} is not in the translation",
            "source",
            number.start,
            number.end,
        )
    for number in unmatched(targets, sources):
        written = unit.target[number.start : number.end]
        yield Issue(
            "number.added",
            _severity(number),
            f"{written} is not in the source",
            "target",
            number.start,
            number.end,
        )


def _severity(number: Number) -> Severity:
    return Severity.ERROR if number.kind is Kind.DIGITS and number.value != _ONE else Severity.WARNING
