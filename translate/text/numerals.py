"""A text goes in, tokens come out, and from a token in digits its value: what the number readers of both languages share."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

#: Digits of all scripts as 0–9, Arabic separators as `,` and `.`. The Arabic comma between digits groups thousands in
#: careless copy: 512،300.
_DIGITS = str.maketrans(
    {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
    | {"٬": ",", "٫": ".", "،": ","}
)
_ARABIC_LETTERS = "\u0621-\u0652\u0670-\u06d3"
_TOKEN = re.compile(rf"[0-9]+(?:[.,][0-9]+)*|[A-Za-zÀ-ɏ]+|[{_ARABIC_LETTERS}]+|[^\s\w]|\S")
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
#: Longer numerals are codes; so many digits of them are kept.
MOST_DIGITS = 24


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
        if _is_second_year(tokens, index):
            others = (Decimal(tokens[index - 2].text[:2] + token.text),)
        if is_clock(tokens, index):
            others = (*others, value + 12 if value < 12 else value - 12)
        return [Number(token.start, token.end, value, Kind.DIGITS, others)]
    return [Number(token.start, token.end, value, Kind.DIGITS) for value in found]


def _is_second_year(tokens: list[Token], index: int) -> bool:
    """Whether the numeral is the `96` of `1995-96`."""
    if index < 2 or len(tokens[index].text) != 2 or tokens[index - 1].text not in ("-", "–", "/"):
        return False
    return len(tokens[index - 2].text) == 4 and tokens[index - 2].text.isdigit()


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
