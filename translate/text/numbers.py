"""A text goes in, the numbers it names come out: digits of any script, words, ordinals, duals, decades, months.

Thousands stand in digits, in words or mixed: `400,000`, «400 ألف», «أربعمئة ألف», `four hundred thousand` are one value.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from translate.languages import language as known_language
from translate.text import numbers_arabic, numbers_english
from translate.text.addresses import masked
from translate.text.numerals import Kind, Number, tokenise
from translate.text.vocabulary import Trigger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_HALF = Decimal("0.5")
_RANGE = frozenset(["-", "–", "—", "to", "and", "or", "إلى", "و", "أو", "حتى"])
_SCALES = tuple(Decimal(10) ** power for power in (12, 9, 6, 3))


def read_numbers(text: str, language: str) -> list[Number]:
    """Every number of a text in that language (en or ar), in order; URLs and addresses are passed over. Linear.

    Raises InputError for another language.
    """
    tokens = tokenise(masked(text))
    is_arabic = known_language(language).is_rtl
    numbers = numbers_arabic.read(tokens) if is_arabic else numbers_english.read(tokens)
    return _share_scales(text, numbers)


def _share_scales(text: str, numbers: list[Number]) -> list[Number]:
    """`18 to 21 billion`: the first may mean billions too."""
    shared = list(numbers)
    for place in range(len(numbers) - 2, -1, -1):
        first, second = shared[place], shared[place + 1]
        between = text[first.end : second.start].strip()
        if (
            first.value < 1000 <= second.value
            and between in _RANGE
            and not text[second.start : second.end].isdigit()
        ):
            scale = next((scale for scale in _SCALES if second.value >= scale), None)
            if scale and "," not in text[second.start : second.end].split(maxsplit=1)[0]:
                shared[place] = first._replace(others=(*first.others, first.value * scale))
        elif (
            first.value < 10
            and 100 <= second.value < 1000
            and between in _RANGE
            and second.kind is Kind.WORDS
        ):
            shared[place] = first._replace(others=(*first.others, first.value * 100))
    return shared


def values(numbers: Iterable[Number]) -> list[Decimal]:
    """The values alone, for a quick comparison; hints are left out."""
    return [number.value for number in numbers if number.kind is not Kind.HINT]


def unmatched(wanted: Iterable[Number], given: Iterable[Number]) -> list[Number]:
    """The wanted numbers that nothing given stands for, hints aside. Each given number answers for one; hints for many."""
    left = [number for number in wanted if number.kind is not Kind.HINT]
    if not left:
        return []
    given = list(given)
    pool = [number for number in given if number.kind is not Kind.HINT]
    left, pool = _pair(left, pool, lambda number: (number.value, number.kind))
    left, pool = _pair(left, pool, lambda number: number.value)
    left = _pair_readings(left, pool) if left else left
    if not left:
        return []
    hinted, counted = (
        {value for number in given if number.kind not in but for value in (*number.readings, *number.parts)}
        for but in ((), (Kind.ORDINAL,))
    )  # `the third` answers for «ثلاثة» once, and for no second one
    return [
        number
        for number in left
        if not _is_hinted(number, counted if number.kind is Kind.WORDS and number.value > 2 else hinted)
    ]


def _pair(
    left: list[Number], pool: list[Number], key: Callable[[Number], object]
) -> tuple[list[Number], list[Number]]:
    """What is left on both sides once numbers of the same key are taken out in pairs."""
    free: dict[object, list[Number]] = {}
    for number in pool:
        free.setdefault(key(number), []).append(number)
    alone = []
    for number in left:
        same = free.get(key(number))
        if same:
            same.pop()
        else:
            alone.append(number)
    return alone, [number for numbers in free.values() for number in numbers]


def _pair_readings(left: list[Number], pool: list[Number]) -> list[Number]:
    """What is left once numbers that may mean the same are taken out in pairs."""
    by_reading: dict[Decimal, list[int]] = {}
    for place, number in enumerate(pool):
        for value in number.readings:
            by_reading.setdefault(value, []).append(place)
    used: set[int] = set()
    return [number for number in left if not _take(number, by_reading, used)]


def _take(number: Number, by_reading: dict[Decimal, list[int]], used: set[int]) -> bool:
    """Whether a number with a reading in common was free; it is taken."""
    for value in sorted(number.readings):
        places = by_reading.get(value, [])
        while places:
            place = places.pop()
            if place not in used:
                used.add(place)
                return True
    return False


def _is_hinted(number: Number, hinted: set[Decimal]) -> bool:
    """Whether hints, parts or a number that answered already may stand for this one; `1.5 hours` is an hour and a half."""
    if not number.readings.isdisjoint(hinted) or (number.parts and set(number.parts) <= hinted):
        return True
    return number.value % 1 == _HALF and number.value < 100 and _HALF in hinted


_COUNTS = {"en": Trigger(numbers_english.counts), "ar": Trigger(numbers_arabic.counts)}


@lru_cache(maxsize=64)
def may_count(text: str, language: str) -> bool:
    """Whether a text may name a number that is more than a hint."""
    return _COUNTS[language].speaks(text, language) or _NUMERAL.search(text) is not None


_NUMERAL = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9½¼¾]")


@lru_cache(maxsize=128)
def numbers_of(text: str, language: str) -> tuple[Number, ...]:
    """As read_numbers(); the last texts are remembered, for many checks ask for the same."""
    return tuple(read_numbers(text, language))
