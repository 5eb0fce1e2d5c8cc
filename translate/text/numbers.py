"""A text goes in, the numbers it names come out: digits of any script, words, ordinals, duals, decades, months.

Thousands stand in digits, in words or mixed: `400,000`, «400 ألف», «أربعمئة ألف», `four hundred thousand` are one value.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from translate.languages import language as known_language
from translate.text.addresses import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_DIGITS = str.maketrans(
    {chr(0x660 + digit): str(digit) for digit in range(10)}
    | {chr(0x6F0 + digit): str(digit) for digit in range(10)}
    | {
        "٬": ",",
        "٫": ".",
        "،": ",",
    }  # the Arabic comma between digits groups thousands in careless copy: 783،562
)
_ARABIC_LETTERS = "\u0621-\u0652\u0670-\u06d3"
_TOKEN = re.compile(rf"[0-9]+(?:[.,][0-9]+)*|[A-Za-zÀ-ɏ]+|[{_ARABIC_LETTERS}]+|[^\s\w]|\S")
_HALF = Decimal("0.5")
_VULGAR = {"½": _HALF, "¼": Decimal("0.25"), "¾": Decimal("0.75")}
#: Longer numerals are codes; so many digits of them are kept.
MOST_DIGITS = 24


_RANGE = frozenset(["-", "–", "—", "to", "and", "or", "إلى", "و", "أو", "حتى"])
_SCALES = tuple(Decimal(10) ** power for power in (12, 9, 6, 3))


class Kind(StrEnum):
    """How a number is written. DIGITS is hard evidence; HINT may stand for a number (`both`, `half`, «عقد»), or not."""

    DIGITS = "digits"
    WORDS = "words"
    ORDINAL = "ordinal"
    DUAL = "dual"
    HINT = "hint"


class Number(NamedTuple):
    """text[start:end] names `value`. `others` are values it may mean too (`1.234`, `17:`), `parts` what it was added up from."""

    start: int
    end: int
    value: Decimal
    kind: Kind
    others: tuple[Decimal, ...] = ()
    parts: tuple[Decimal, ...] = ()

    @property
    def readings(self) -> frozenset[Decimal]:
        return frozenset((self.value, *self.others))


class Token(NamedTuple):
    """A numeral, a word or a sign; `gap` is what stands between it and the token before."""

    text: str
    start: int
    end: int
    gap: str

    @property
    def is_numeral(self) -> bool:
        return self.text[0] in "0123456789"


def read_numbers(text: str, language: str) -> list[Number]:
    """Every number of a text in that language (en or ar), in order; URLs and addresses are passed over. Linear.

    Raises InputError for another language.
    """
    from translate.text import numbers_arabic, numbers_english

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
    given = list(given)
    pool = [number for number in given if number.kind is not Kind.HINT]
    left = [number for number in wanted if number.kind is not Kind.HINT]
    for key in (_exactly, _by_value):
        left, pool = _pair(left, pool, key)
    left = _pair_readings(left, pool)
    hinted = {value for number in given for value in (*number.readings, *number.parts)}
    return [number for number in left if not _is_hinted(number, hinted)]


def _exactly(number: Number) -> tuple[object, ...]:
    return (number.value, number.kind)


def _by_value(number: Number) -> tuple[object, ...]:
    return (number.value,)


def _pair(
    left: list[Number], pool: list[Number], key: Callable[[Number], tuple[object, ...]]
) -> tuple[list[Number], list[Number]]:
    """What is left on both sides once numbers of the same key are taken out in pairs."""
    free: dict[tuple[object, ...], list[Number]] = {}
    for number in pool:
        free.setdefault(key(number), []).append(number)
    alone = []
    for number in left:
        same = free.get(key(number))
        if same:
            same.pop(0)
        else:
            alone.append(number)
    return alone, [number for numbers in free.values() for number in numbers]


def _pair_readings(left: list[Number], pool: list[Number]) -> list[Number]:
    """What is left once numbers that may mean the same are taken out in pairs."""
    alone = []
    used: set[int] = set()
    by_reading: dict[Decimal, list[int]] = {}
    for place, number in enumerate(pool):
        for value in number.readings:
            by_reading.setdefault(value, []).append(place)
    for number in left:
        places = (place for value in sorted(number.readings) for place in by_reading.get(value, ()))
        match = next((place for place in places if place not in used), None)
        if match is None:
            alone.append(number)
        else:
            used.add(match)
    return alone


def _is_hinted(number: Number, hinted: set[Decimal]) -> bool:
    """Whether hints, parts or a number that answered already may stand for this one; `1.5 hours` is an hour and a half."""
    if not number.readings.isdisjoint(hinted) or (number.parts and set(number.parts) <= hinted):
        return True
    return number.value % 1 == _HALF and number.value < 100 and _HALF in hinted


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, digits of all scripts as 0–9, Arabic separators as `,` and `.`; places stay."""
    tokens: list[Token] = []
    last = 0
    plain = text.translate(_DIGITS)
    for match in _TOKEN.finditer(plain):
        tokens.append(Token(match[0], match.start(), match.end(), plain[last : match.start()]))
        last = match.end()
    return tokens


def numeral(text: str) -> tuple[list[Decimal], tuple[Decimal, ...]]:
    """The value of a numeral such as `1,234.5`, and its other reading; a list such as `12.5.2020` gives its members."""
    if len(text) > MOST_DIGITS:
        text = text[:MOST_DIGITS].rstrip(".,")
    commas, stops = text.count(","), text.count(".")
    if not commas and not stops:
        return [Decimal(text)], ()
    if commas and stops:
        decimal = "," if text.rindex(",") > text.rindex(".") else "."
        grouped = "." if decimal == "," else ","
        whole, _, rest = text.rpartition(decimal)
        if text.count(decimal) == 1 and _is_grouped(whole.split(grouped)):
            return [Decimal(f"{whole.replace(grouped, '')}.{rest}")], ()
        return [Decimal(part) for part in re.split("[.,]", text)], ()
    sign = "," if commas else "."
    groups = text.split(sign)
    joined = Decimal("".join(groups))
    if _is_grouped(groups) and (sign == "," or len(groups) > 2):
        return [joined], ()
    if len(groups) == 2:
        return [Decimal(".".join(groups))], (joined,) if _is_grouped(groups) else ()
    return [Decimal(group) for group in groups], ()


def _is_grouped(groups: list[str]) -> bool:
    """Whether `1`, `234`, `567` are groups of thousands."""
    return groups[0] != "0" and 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def plain_numerals(tokens: list[Token], index: int) -> list[Number]:
    """The numbers of one numeral token: several for a list, with a second reading for an hour before a colon."""
    token = tokens[index]
    found, others = numeral(token.text)
    if len(found) == 1:
        value = found[0]
        if index + 1 < len(tokens) and tokens[index + 1].text in _VULGAR and not tokens[index + 1].gap:
            value += _VULGAR[tokens[index + 1].text]
        if (
            index > 1
            and len(token.text) == 2
            and tokens[index - 1].text in ("-", "–", "/")
            and len(tokens[index - 2].text) == 4
        ):
            others = (
                (Decimal(tokens[index - 2].text[:2] + token.text),)
                if tokens[index - 2].text.isdigit()
                else ()
            )  # 1995-96
        if is_clock(tokens, index):
            others = (*others, value + 12 if value < 12 else value - 12)
        return [Number(token.start, token.end, value, Kind.DIGITS, others)]
    return [Number(token.start, token.end, value, Kind.DIGITS) for value in found]


def is_clock(tokens: list[Token], index: int) -> bool:
    """Whether the numeral is the hour of `17:30`."""
    if (
        index + 2 >= len(tokens)
        or tokens[index + 1].text != ":"
        or tokens[index + 1].gap
        or tokens[index + 2].gap
    ):
        return False
    return len(tokens[index].text) <= 2 and len(tokens[index + 2].text) == 2 and tokens[index + 2].is_numeral


def is_minute_zero(tokens: list[Token], index: int) -> bool:
    """Whether the numeral is the `00` of `17:00` or `5: 00`, which other languages leave out."""
    return (
        tokens[index].text == "00"
        and index > 1
        and tokens[index - 1].text == ":"
        and tokens[index - 2].is_numeral
    )
