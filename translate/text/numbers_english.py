"""Tokens of an English text go in, its numbers come out: `1.5 million`, `twenty-five`, `the 1970s`, `two and a half`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from translate.text.numerals import Kind, Number, is_minute_zero, plain_numerals
from translate.text.vocabulary import REMEMBERED

if TYPE_CHECKING:
    from translate.text.numerals import Token


def _counted(text: str, first: int, step: int = 1) -> dict[str, Decimal]:
    return {word: Decimal(first + step * place) for place, word in enumerate(text.split())}


UNITS = _counted("one two three four five six seven eight nine", 1)
TEENS = _counted("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10)
TENS = _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
SCALES = {
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
#: Behind a numeral, with or without a space.
SHORT_SCALES = {
    "k": Decimal(10**3),
    "mn": Decimal(10**6),
    "mln": Decimal(10**6),
    "mio": Decimal(10**6),
    "bn": Decimal(10**9),
    "bln": Decimal(10**9),
    "tn": Decimal(10**12),
    "trn": Decimal(10**12),
}
for _name in tuple(SCALES):
    SCALES[_name + "th"] = SCALES[_name + "ths"] = SCALES[_name]
FOLDS = {word + "fold": value for word, value in (UNITS | TEENS | TENS).items()}
ORDINALS = (
    _counted("first second third fourth fifth sixth seventh eighth ninth", 1)
    | _counted(
        "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
        10,
    )
    | _counted("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", 20, 10)
    | {"hundredth": Decimal(100)}
)
DECADES = _counted("twenties thirties forties fifties sixties seventies eighties nineties", 20, 10)
MONTHS = _counted(
    "january february march april may june july august september october november december", 1
) | {"jan": Decimal(1), "feb": Decimal(2), "mar": Decimal(3), "apr": Decimal(4), "aug": Decimal(8), "sept": Decimal(9)} | {
    "sep": Decimal(9), "oct": Decimal(10), "nov": Decimal(11), "dec": Decimal(12)
}  # fmt: skip
#: Words that stand for a number now and then, and the numbers.
HINTS = {
    "both": (2,), "couple": (2,), "couples": (2,), "pair": (2,), "pairs": (2,), "twin": (2,), "twins": (2,), "twice": (2,), "double": (2,),
    "doubled": (2,), "doubling": (2,), "doubles": (2,), "dual": (2,), "bilateral": (2,), "either": (2,), "neither": (2,), "biennial": (2,),
    "two": (2,), "duo": (2,), "thrice": (3,), "triple": (3,), "tripled": (3,), "trilateral": (3,), "trio": (3,), "triplets": (3,),
    "tripartite": (3,), "triangle": (3,), "quadruple": (4,), "quadrupled": (4,), "quartet": (4,), "square": (4,), "quarterfinal": (4,),
    "half": ("0.5", 30, 50, 2), "halves": (2,), "halved": ("0.5", 2, 50), "midnight": (12, 0, 24), "noon": (12,), "quarter": ("0.25", 15, 25, 45, 4),
    "quarters": (4, 45), "third": (3, 20), "thirds": (3,), "quarterly": (3, 4), "secondly": (2,), "thirdly": (3,), "firstly": (1,), "trebled": (3,), "treble": (3,), "doubly": (2,), "hundredths": (100,), "thousandths": (1000,), "tenths": (10,), "decade": (10,), "decades": (10,), "century": (100,), "centuries": (100,),
    "centenary": (100,), "centennial": (100,), "dozen": (12,), "dozens": (12,), "fortnight": (14, 15, 2), "week": (7,), "day": (24,), "year": (12,),
    "none": (0,), "nil": (0,), "goalless": (0,), "scoreless": (0,), "no": (0,), "once": (1,), "single": (1,), "a": (1,), "an": (1,),
    "sole": (1,), "only": (1,), "another": (1,), "each": (1,), "per": (1,), "hundred": (100,), "hundreds": (100,), "thousands": (1000,), "millions": (10**6,), "billions": (10**9,),
    "millennium": (1000, 2000), "fold": (1,), "last": (1,), "next": (1,), "its": (1,),
}  # fmt: skip
#: Units after which `second` is no ordinal, and nouns counted in tens or dozens.
MULTIPLES = {
    "decades": Decimal(10),
    "dozen": Decimal(12),
    "centuries": Decimal(100),
    "scores": Decimal(20),
    "score": Decimal(20),
}
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def read(tokens: list[Token]) -> list[Number]:
    """Every number, in order; a word that is part of one is not read again."""
    numbers: list[Number] = []
    index = 0
    while index < len(tokens):
        if _is_plain(tokens[index].text):
            index += 1
            continue
        found, index = _at(tokens, index)
        numbers.extend(found)
    return numbers


def counts(word: str) -> bool:
    """Whether a word (in small letters) may be, or be part of, a number that is more than a hint."""
    return (
        word in SCALES
        or word in TEENS
        or word in TENS
        or word in FOLDS
        or word in DECADES
        or word in ("hundred", "dozen")
        or (word in UNITS and word != "one")
        or ORDINALS.get(word, 0) > 2
    )


@lru_cache(maxsize=REMEMBERED)
def _is_plain(text: str) -> bool:
    """Whether a token is neither a numeral nor a word that says or hints at a number."""
    word = text.lower()
    return not (
        text[0] in "0123456789"
        or counts(word)
        or word in UNITS
        or word in ORDINALS
        or word in MONTHS
        or word in HINTS
        or word in ("a", "an", "half", "quarter")
        or _ROMAN.fullmatch(text)
    )


def _at(tokens: list[Token], index: int) -> tuple[list[Number], int]:
    """What starts at a token, and where to go on."""
    token = tokens[index]
    word = token.text.lower()
    if token.is_numeral:
        return _digits(tokens, index)
    if (
        word in UNITS
        or word in TEENS
        or word in TENS
        or _is_article_count(tokens, index)
        or word in ("half", "quarter")
    ):
        return _words(tokens, index)
    if word in SCALES:
        return [Number(token.start, token.end, SCALES[word], Kind.HINT)], index + 1
    if word in FOLDS:
        return [Number(token.start, token.end, FOLDS[word], Kind.WORDS)], index + 1
    if word in ORDINALS:
        is_part = index > 0 and tokens[index - 1].text.lower() in ("a", "an", "one")  # a third of them
        kind = Kind.HINT if ORDINALS[word] <= 2 or is_part else Kind.ORDINAL
        others = tuple(Decimal(value) for value in HINTS.get(word, ()))
        return [Number(token.start, token.end, ORDINALS[word], kind, others)], index + 1
    if word in DECADES:
        return [Number(token.start, token.end, DECADES[word], Kind.WORDS, _decade(DECADES[word]))], index + 1
    if word in MONTHS and token.text[0].isupper():
        return [Number(token.start, token.end, MONTHS[word], Kind.HINT)], index + 1
    if word in HINTS:
        first, *rest = (Decimal(value) for value in HINTS[word])
        return [Number(token.start, token.end, first, Kind.HINT, tuple(rest))], index + 1
    roman = _ROMAN.fullmatch(token.text)
    if roman and (len(token.text) > 1 or token.text != "I"):
        return [Number(token.start, token.end, Decimal(_roman(token.text)), Kind.HINT)], index + 1
    return [], index + 1


def _decade(value: Decimal) -> tuple[Decimal, ...]:
    return (1900 + value, 1800 + value, 2000 + value)


def _digits(tokens: list[Token], index: int) -> tuple[list[Number], int]:
    """A numeral with its scale: `1.5 million`, `$5bn`, `5-million-dollar`, `1970s`, `17:30`."""
    token = tokens[index]
    if is_minute_zero(tokens, index) or _is_power(tokens, index):
        return [], index + 1
    numbers = plain_numerals(tokens, index)
    if len(numbers) > 1:
        return numbers, index + 1
    number = numbers[0]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None:
        return numbers, index + 1
    word = following.text.lower()
    if not following.gap and word == "s":
        is_year = 1800 <= number.value <= 2100
        others = _decade(number.value) if number.value < 100 else (number.value % 100,) if is_year else ()
        return [number._replace(end=following.end, others=others)], index + 2
    if not following.gap and word in ("m", "b") and _is_money(tokens, index):
        scale = SCALES["million"] if word == "m" else SCALES["billion"]
        return [number._replace(end=following.end, value=number.value * scale, others=())], index + 2
    place = index + 2 if following.text == "-" and not following.gap else index + 1
    if place < len(tokens) and len(tokens[place].gap) <= 1 and "\n" not in tokens[place].gap:
        word = tokens[place].text.lower()
        scale_or_none = (
            SCALES.get(word) or SHORT_SCALES.get(word) or (Decimal(100) if word == "hundred" else None)
        )
        if scale_or_none:
            value = number.value * scale_or_none
            return [Number(token.start, tokens[place].end, value, Kind.DIGITS)], place + 1
        if word in MULTIPLES:
            return [number._replace(others=(*number.others, number.value * MULTIPLES[word]))], place + 1
    return numbers, index + 1


def _is_power(tokens: list[Token], index: int) -> bool:
    """Whether this is the 2 of `km2`."""
    token = tokens[index]
    return (
        index > 0
        and token.text in ("2", "3")
        and not token.gap
        and tokens[index - 1].text in ("km", "m", "cm", "mm", "ft", "mi")
    )


def _is_money(tokens: list[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].text in ("$", "€", "£") and not tokens[index].gap


def _is_article_count(tokens: list[Token], index: int) -> bool:
    """Whether `a hundred`, `a million`, `a dozen` starts here."""
    if tokens[index].text.lower() not in ("a", "an") or index + 1 >= len(tokens):
        return False
    word = tokens[index + 1].text.lower()
    return word in SCALES or word in ("hundred", "dozen")


def _words(tokens: list[Token], index: int) -> tuple[list[Number], int]:
    """A number in words from here on; the longest that is one number."""
    start = tokens[index].start
    first = tokens[index].text.lower()
    if first in ("half", "quarter"):
        return _part(tokens, index)
    total, chunk, last = Decimal(0), Decimal(0), Decimal(0)  # last: the magnitude that was added last
    place = index
    if first in ("a", "an"):
        chunk, last, place = Decimal(1), Decimal(1), index + 1
    ceiling = Decimal(10**15)
    end = tokens[index].end
    while place < len(tokens):
        token = tokens[place]
        word = token.text.lower()
        step = place
        if place > index:
            if word == "-" and not token.gap and place + 1 < len(tokens) and not tokens[place + 1].gap:
                step = place + 1
            elif word == "and" and _word(tokens, place + 1) == "a" and _word(tokens, place + 2) == "half":
                value = total + (ceiling / 2 if total else chunk + Decimal("0.5"))
                return _with_scale(tokens, start, place + 3, value, is_open=not total)
            elif word == "and" and last >= 100 and place + 1 < len(tokens):
                step = place + 1
            word = tokens[step].text.lower()
            if tokens[step].gap.strip(" \u00a0"):
                break
        if word in UNITS and (last in (0, 100) or last >= 1000 or (last == 10 and chunk % 100 >= 20)):
            chunk, last = chunk + UNITS[word], Decimal(1)
        elif (word in TENS or word in TEENS) and (last in (0, 100) or last >= 1000):
            chunk += TENS.get(word) or TEENS[word]
            last = Decimal(10) if word in TENS else Decimal(1)
        elif word == "hundred" and 0 < chunk < 100 and tokens[step - 1].text.lower() != "and":
            chunk, last = chunk * 100, Decimal(100)
        elif word == "dozen" and chunk:
            chunk, last = chunk * 12, Decimal(1)
        elif word in SCALES and chunk and SCALES[word] < ceiling:
            total, ceiling, last = total + chunk * SCALES[word], SCALES[word], SCALES[word]
            chunk = Decimal(0)
        else:
            break
        end = tokens[step].end
        place = step + 1
    value = total + chunk
    decade = place + 1 if _word(tokens, place) == "-" else place
    if 17 <= value <= 20 and _word(tokens, decade) in DECADES:
        years = DECADES[_word(tokens, decade)]
        return [Number(start, tokens[decade].end, years, Kind.WORDS, _decade(years))], decade + 1
    if value == 1 and _word(tokens, place) == "half":
        return [Number(start, end, value, Kind.HINT)], place
    if _is_fraction(tokens, place, value):
        return [
            Number(start, tokens[place + 1 if tokens[place].text == "-" else place].end, value, Kind.HINT)
        ], place + 1
    ordinal = _ordinal_end(tokens, place, value)
    if ordinal is not None:
        others = (value,) if _word(tokens, ordinal) == "second" else ()  # a thirty-second film
        value += ORDINALS[_word(tokens, ordinal)]
        return [Number(start, tokens[ordinal].end, value, Kind.ORDINAL, others)], ordinal + 1
    kind = Kind.HINT if value == 1 else Kind.WORDS
    numbers = [Number(start, end, value, kind)]
    if _word(tokens, place) in MULTIPLES:
        numbers.append(Number(start, tokens[place].end, value * MULTIPLES[_word(tokens, place)], Kind.HINT))
    return numbers, place


def _word(tokens: list[Token], place: int) -> str:
    return tokens[place].text.lower() if place < len(tokens) else ""


def _part(tokens: list[Token], index: int) -> tuple[list[Number], int]:
    """`half a million`, `a quarter of a million`; a plain `half` or `quarter` is a hint."""
    token = tokens[index]
    first, *rest = (Decimal(value) for value in HINTS[token.text.lower()])
    for place in range(index + 1, min(index + 4, len(tokens))):
        word = _word(tokens, place)
        if word in SCALES:
            return [Number(token.start, tokens[place].end, SCALES[word] * first, Kind.WORDS)], place + 1
        if word not in ("a", "of", "the", "-"):
            break
    return [Number(token.start, token.end, first, Kind.HINT, tuple(rest))], index + 1


def _with_scale(
    tokens: list[Token], start: int, place: int, value: Decimal, *, is_open: bool
) -> tuple[list[Number], int]:
    """`two and a half million`."""
    if is_open and _word(tokens, place) in SCALES:
        return [Number(start, tokens[place].end, value * SCALES[_word(tokens, place)], Kind.WORDS)], place + 1
    if not is_open:
        return [Number(start, tokens[place - 1].end, value, Kind.WORDS)], place
    return [Number(start, tokens[place - 1].end, value, Kind.HINT, (value - Decimal("0.5"),))], place


def _is_fraction(tokens: list[Token], place: int, value: Decimal) -> bool:
    """`two thirds`, `three-quarters`: said in another way by the other language."""
    if place >= len(tokens) or value >= 20:
        return False
    hyphen = tokens[place].text == "-"
    word = _word(tokens, place + 1 if hyphen else place)
    return word in (
        "third",
        "thirds",
        "quarter",
        "quarters",
        "half",
        "halves",
        "fifths",
        "sixths",
        "eighths",
        "tenths",
        "fifth",
    ) or (value == 1 and hyphen and word in ORDINALS)


def _ordinal_end(tokens: list[Token], place: int, value: Decimal) -> int | None:
    """The place of `first` in `twenty-first`, or None."""
    if value % 10 or not value or value >= 1000:
        return None
    if _word(tokens, place) == "-" and _word(tokens, place + 1) in ORDINALS:
        return place + 1
    return (
        place
        if value < 100 and _word(tokens, place) in ORDINALS and ORDINALS[_word(tokens, place)] < 10
        else None
    )


def _roman(text: str) -> int:
    total = 0
    for sign, after in zip(text, text[1:] + "I", strict=True):
        value = _ROMAN_VALUES[sign]
        total += -value if value < _ROMAN_VALUES[after] else value
    return total
