"""A source and its target go in; two figures that have changed places come out: 5 killed and 12 hurt, «مقتل 12 وإصابة 5»."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from translate.text.calendar import months
from translate.text.lexicon import is_function, renderings
from translate.text.measures import measures
from translate.text.numbers import numbers_of
from translate.text.numerals import Kind
from translate.text.quantities import percents
from translate.text.stems import stemmed

if TYPE_CHECKING:
    from decimal import Decimal

    from translate.text.numerals import Number
    from translate.text.stems import Word

_NEAR = 3  # content words on each side of a figure that may tell what it counts
_LATIN = re.compile("(?!(?:st|nd|rd|th)(?![A-Za-z]))[A-Za-z]")
_FIRST = 2  # what the word right behind a figure weighs more than the others
_MOST = 8  # figures of a text that are looked at


def swapped(
    source: str, target: str, source_language: str, target_language: str
) -> tuple[Number, Number] | None:
    """Two numbers of the target, in order, whose neighbours speak for each other's place; None where nothing speaks against their order."""
    wanted = _counts(source, source_language)
    found = _counts(target, target_language)
    if not 2 <= len(wanted) <= _MOST or not 2 <= len(found) <= _MOST:
        return None
    once = _once(wanted) & _once(found)
    wanted, found = ([number for number in numbers if number.value in once] for numbers in (wanted, found))
    values = [number.value for number in wanted]
    if len(values) < 2:
        return None
    if all(number.kind is not Kind.DIGITS for number in wanted):
        return None
    order = [values.index(number.value) for number in found]
    turned = _by_anchor(source, target, source_language, target_language, wanted, found)
    if not turned and not _more_than_all(source, wanted, source_language):
        turned = _more_than_all(target, found, target_language)
    if turned:
        return turned
    near = [_near(source, number, wanted, source_language) for number in wanted]
    rendered = [{stem for word in words for stem in renderings(word, source_language)} for words in near]
    there = {
        number.value: {stem for word in _near(target, number, found, target_language) for stem in word.stems}
        for number in found
    }
    counted = [_renderings(_first(source, number, source_language), source_language) for number in wanted]
    first = {number.value: _first(target, number, target_language) for number in found}
    for one in range(len(values)):
        for other in range(one + 1, len(values)):
            here, there_ = values[one], values[other]
            straight = len(rendered[one] & there[here]) + len(rendered[other] & there[there_])
            crossed = len(rendered[one] & there[there_]) + len(rendered[other] & there[here])
            both = (
                ((one, here), (other, there_))
                if counted[one] and counted[other] and first[here] and first[there_]
                else ()
            )
            for place, value in both:
                straight += _FIRST * _is_counted(counted[place], first[value])
                crossed += _FIRST * _is_counted(counted[place], first[there_ if value == here else here])
            is_turned = order.index(one) > order.index(other)
            if crossed > straight + (0 if is_turned else 1):
                left, right = sorted((n for n in found if n.value in (here, there_)), key=lambda n: n.start)
                return left, right
    return None


def _by_anchor(
    source: str,
    target: str,
    source_language: str,
    target_language: str,
    wanted: list[Number],
    found: list[Number],
) -> tuple[Number, Number] | None:
    """Two numbers of the target of which one stands with the unit, the month or the sign of per cent of the other."""
    own = {number.value: _anchors(source, number, source_language) for number in wanted}
    there = {number.value: _anchors(target, number, target_language) for number in found}
    for number in found:
        for other in found:
            lost = own[number.value] - there[number.value] - own[other.value]
            if other is not number and lost & there[other.value]:
                first, second = sorted((number, other), key=lambda one: one.start)
                return first, second
    return None


#: What stands between a part and the whole, and between the whole and its part; and before a whole that comes first.
_OF = {
    "en": re.compile(r"(?: \w+){0,2} (?:out )?of (?:the |its |their |his |her |our |\w+['’]s |a total of )*"),
    "ar": re.compile("(?: [\u0621-\u0652]+){0,2} (?:من أصل|من بين|من مجموع) (?:[\u0621-\u0652]+ )?"),
}
_OF_THEM = {
    "en": re.compile(r" of (?:them|whom|which|these|those)\b"),
    "ar": re.compile("(?: [\u0621-\u0652]+)? (?:منهم|منها|منهن|بينهم|بينهن)(?![\u0621-\u064a])"),
}
_WHOLE = {
    "en": re.compile(r"(?:^|[.!?:;,\n\"“] ?)(?:Out of|Of|of|Among|among)(?: the| its| their)? $"),
    "ar": re.compile("(?<![\u0621-\u0652])و?من (?:بين|أصل|مجموع)(?: ال)? ?$"),
}


def _more_than_all(text: str, numbers: list[Number], language: str) -> tuple[Number, Number] | None:
    """Two neighbours of which the part is more than the whole: «15 من أصل 11», `3 people, 13 of them`."""
    for one, other in pairwise(numbers):
        is_part = _OF[language].fullmatch(text, one.end, other.start)
        is_whole = _WHOLE[language].search(text[: one.start]) or _OF_THEM[language].match(text, other.end)
        if (is_part and one.value > other.value) or (is_whole and not is_part and other.value > one.value):
            return one, other
    return None


def _anchors(text: str, number: Number, language: str) -> set[str]:
    """The units, months and signs of per cent that stand beside a number."""
    found = {
        one.unit
        for one in measures(text, language)
        if 0 <= one.start - number.end <= 3 and one.value == number.value and one.unit != "y"
    }
    found |= {
        f"month {one.value}"
        for one in months(text, language)
        if 0 <= one.start - number.end <= 1 or 0 <= number.start - one.end <= 1
    }
    if any(0 <= start - number.end <= 2 for start, *_ in percents(text, language)):
        found.add("%")
    return found


def _first(text: str, number: Number, language: str) -> Word | None:
    """The content word right behind a number: what it counts."""
    for word in stemmed(text, language):
        if word.start >= number.end and not is_function(word, language):
            return word if not text[number.end : word.start].strip(" \u00a0-") else None
    return None


def _renderings(word: Word | None, language: str) -> set[str]:
    return set(renderings(word, language)) if word else set()


def _is_counted(rendered: set[str], word: Word | None) -> bool:
    return word is not None and not rendered.isdisjoint(word.stems)


def _once(numbers: list[Number]) -> set[Decimal]:
    """Values that stand once only."""
    return {value for value, times in Counter(number.value for number in numbers).items() if times == 1}


def _counts(text: str, language: str) -> list[Number]:
    """The first numbers of a text that may count something: hints and the figures of codes (H5N1) are left out."""
    found = [
        number
        for number in numbers_of(text, language)
        if number.kind is not Kind.HINT
        and not (
            number.kind is Kind.DIGITS
            and (_LATIN.match(text, max(0, number.start - 1)) or _LATIN.match(text, number.end))
        )
    ]
    return found[: _MOST + 1]


def _near(text: str, number: Number, numbers: list[Number], language: str) -> list[Word]:
    """The content words around a number, up to the next number on each side."""
    left = max((other.end for other in numbers if other.end <= number.start), default=0)
    right = min((other.start for other in numbers if other.start >= number.end), default=len(text))
    words = [word for word in stemmed(text, language) if not is_function(word, language)]
    before = [word for word in words if left <= word.start and word.end <= number.start][-_NEAR:]
    after = [word for word in words if number.end <= word.start and word.end <= right][:_NEAR]
    return before + after
