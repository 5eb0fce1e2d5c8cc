"""A segment goes in; what is compared of it comes out: a form in which equal texts are equal, a folded one, one without figures."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import NamedTuple

from translate.text.dates import LEVANT, MONTHS, WEEKDAYS
from translate.text.folding import fold_letters

_DELETED = dict.fromkeys(
    (
        0xAD, 0x640, 0x61C, 0x670, 0x2060, 0xFEFF, *range(0x610, 0x61B), *range(0x64B, 0x660), *range(0x6D6, 0x6DD),
        *range(0x6DF, 0x6E9), *range(0x6EA, 0x6EE), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A),
    )
)  # fmt: skip
_EVEN = _DELETED | str.maketrans(
    {chr(0x660 + digit): str(digit) for digit in range(10)}
    | {chr(0x6F0 + digit): str(digit) for digit in range(10)}
    | {
        "٪": "%", "٬": ",", "٫": ".", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'",
        "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "،": ",", "؛": ";", "؟": "?", "ک": "ك", "ہ": "ه", "ھ": "ه",
    }
)  # fmt: skip
# An expression finds the few letters of a text that change four times as fast as str.translate looks at each (2026-11-25).
_WRITTEN = {chr(letter): "" if even is None else even for letter, even in _EVEN.items()}
_UNEVEN = re.compile(f"[{re.escape(''.join(_WRITTEN))}]")
_FOLDED = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ٱ", "ا"), ("ى", "ي"), ("ی", "ي"))
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
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


_DIGIT = re.compile(r"\d")
_ARABIC_DAYS = tuple(fold_letters(name) for name in WEEKDAYS["ar"])


class Figure(NamedTuple):
    """A number, month or day of the week in a folded text: text[start:end]."""

    kind: str
    start: int
    end: int
    text: str


def exact(text: str) -> str:
    """What two texts that mean the same to a translator share: encodings, vowels, digits, quotes and spaces evened out; case kept."""
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    if _PRESENTATION.search(text):
        text = _PRESENTATION.sub(lambda shaped: unicodedata.normalize("NFKC", shaped[0]), text)
    return " ".join(_UNEVEN.sub(_even, unicodedata.normalize("NFC", text)).split())


def _even(found: re.Match[str]) -> str:
    return _WRITTEN[found[0]]


def fold(text: str) -> str:
    """As exact(), with case and the seats of hamza evened out: what similarity is computed on."""
    return fold_exact(exact(text))


def fold_exact(plain: str) -> str:
    """The folded form of what exact() gave."""
    if plain.isascii():
        return plain.lower()
    for letter, bare in _FOLDED:
        plain = plain.replace(letter, bare)
    return plain.casefold()


def figures(folded: str) -> list[Figure]:
    """The figures of a folded text, in order."""
    found: list[Figure] = []
    if not _has_figure(folded):
        return found
    for match in FIGURE.finditer(folded):
        kind = match.lastgroup or "number"
        found.append(Figure("month" if kind == "before" else kind, match.start(), match.end(), match[0]))
    return found


def _has_figure(folded: str) -> bool:
    """Whether there may be a figure: the long expression is not asked about texts that have none."""
    if _DIGIT.search(folded) is not None or "day" in folded:
        return True
    return not folded.isascii() and any(day in folded for day in _ARABIC_DAYS)


def pattern(folded: str) -> str:
    """A folded text with a sign in place of each figure: what texts share that differ in numbers and dates alone."""
    if not _has_figure(folded):
        return folded
    signs = {"number": "\u0001", "weekday": "\u0002", "month": "\u0003", "before": "\u0003"}
    return FIGURE.sub(lambda match: signs[match.lastgroup or "number"], folded)


def key(text: str, language: str) -> int:
    """A signed 64-bit number for a text in a language: equal texts, equal numbers, on every machine."""
    return int.from_bytes(
        blake2b(f"{language}\0{text}".encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True
    )
