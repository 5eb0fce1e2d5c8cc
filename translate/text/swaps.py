"""A source and its target go in; two figures that have changed places come out: 5 killed and 12 hurt, «مقتل 12 وإصابة 5»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.text.lexicon import is_function, renderings
from translate.text.numbers import numbers_of
from translate.text.numerals import Kind
from translate.text.stems import stemmed

if TYPE_CHECKING:
    from translate.text.numerals import Number
    from translate.text.stems import Word

_NEAR = 3  # content words on each side of a figure that may tell what it counts
_MOST = 8  # figures of a text that are looked at


def swapped(
    source: str, target: str, source_language: str, target_language: str
) -> tuple[Number, Number] | None:
    """Two numbers of the target, in order, whose neighbours speak for each other's place; None where nothing speaks against their order."""
    wanted = [number for number in numbers_of(source, source_language) if number.kind is not Kind.HINT][
        : _MOST + 1
    ]
    found = [number for number in numbers_of(target, target_language) if number.kind is not Kind.HINT][
        : _MOST + 1
    ]
    if not 2 <= len(wanted) <= _MOST or not 2 <= len(found) <= _MOST:
        return None
    values = [number.value for number in wanted]
    if len(set(values)) != len(values) or sorted(values) != sorted(number.value for number in found):
        return None
    if all(number.kind is not Kind.DIGITS for number in wanted):
        return None
    order = [values.index(number.value) for number in found]
    near = [_near(source, number, wanted, source_language) for number in wanted]
    rendered = [{stem for word in words for stem in renderings(word, source_language)} for words in near]
    there = {
        number.value: {stem for word in _near(target, number, found, target_language) for stem in word.stems}
        for number in found
    }
    for one in range(len(values)):
        for other in range(one + 1, len(values)):
            here, there_ = values[one], values[other]
            straight = len(rendered[one] & there[here]) + len(rendered[other] & there[there_])
            crossed = len(rendered[one] & there[there_]) + len(rendered[other] & there[here])
            is_turned = order.index(one) > order.index(other)
            if crossed > straight + (0 if is_turned else 1):
                first, second = sorted((n for n in found if n.value in (here, there_)), key=lambda n: n.start)
                return first, second
    return None


def _near(text: str, number: Number, numbers: list[Number], language: str) -> list[Word]:
    """The content words around a number, up to the next number on each side."""
    left = max((other.end for other in numbers if other.end <= number.start), default=0)
    right = min((other.start for other in numbers if other.start >= number.end), default=len(text))
    words = [word for word in stemmed(text, language) if not is_function(word, language)]
    before = [word for word in words if left <= word.start and word.end <= number.start][-_NEAR:]
    after = [word for word in words if number.end <= word.start and word.end <= right][:_NEAR]
    return before + after
