"""A segment goes in; what is compared of it comes out: a form in which equal texts are equal, a folded one, one without figures."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import NamedTuple

from translate.text.arabic import strip_marks
from translate.text.dates import LEVANT, MONTHS, WEEKDAYS
from translate.text.folding import fold_letters
from translate.text.normalise import normalise

_DIGITS = str.maketrans(
    {chr(0x660 + digit): str(digit) for digit in range(10)}
    | {chr(0x6F0 + digit): str(digit) for digit in range(10)}
    | {"٪": "%", "٬": ",", "٫": "."}
)
_MARKS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'",
        "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "،": ",", "؛": ";", "؟": "?", "\u0640": None,
    }
)  # fmt: skip
_SPACES = re.compile(r"\s+")
_NUMBER = r"\d+(?:[.,:/]\d+)*%?"
_MONTH = "|".join(
    sorted(
        (re.escape(fold_letters(name)) for name in (*MONTHS["en"], *MONTHS["ar"], *LEVANT)),
        key=len,
        reverse=True,
    )
)
_WEEKDAY = "|".join(
    sorted(
        (re.escape(fold_letters(name)) for name in (*WEEKDAYS["en"], *WEEKDAYS["ar"])), key=len, reverse=True
    )
)
#: A figure: a number, a month beside a number, a day of the week.
FIGURE = re.compile(
    rf"(?P<number>{_NUMBER})|(?<!\w)(?P<weekday>{_WEEKDAY})(?!\w)"
    rf"|(?<=\d )(?P<month>{_MONTH})(?!\w)|(?<!\w)(?P<before>{_MONTH})(?= \d)"
)


class Figure(NamedTuple):
    """A number, month or day of the week in a folded text: text[start:end]."""

    kind: str
    start: int
    end: int
    text: str


def exact(text: str) -> str:
    """What two texts that mean the same to a translator share: encodings, vowels, digits, quotes and spaces evened out; case kept."""
    plain = strip_marks(normalise(text)).translate(_DIGITS).translate(_MARKS)
    return _SPACES.sub(" ", plain).strip()


def fold(text: str) -> str:
    """As exact(), with case and the seats of hamza evened out: what similarity is computed on."""
    return fold_letters(exact(text))


def figures(folded: str) -> list[Figure]:
    """The figures of a folded text, in order."""
    found = []
    for match in FIGURE.finditer(folded):
        kind = match.lastgroup or "number"
        found.append(Figure("month" if kind == "before" else kind, match.start(), match.end(), match[0]))
    return found


def pattern(folded: str) -> str:
    """A folded text with a sign in place of each figure: what texts share that differ in numbers and dates alone."""
    signs = {"number": "\u0001", "weekday": "\u0002", "month": "\u0003", "before": "\u0003"}
    return FIGURE.sub(lambda match: signs[match.lastgroup or "number"], folded)


def key(text: str, language: str) -> int:
    """A signed 64-bit number for a text in a language: equal texts, equal numbers, on every machine."""
    return int.from_bytes(
        blake2b(f"{language}\0{text}".encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True
    )
