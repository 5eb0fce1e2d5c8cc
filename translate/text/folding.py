"""A line of text goes in; what is left of it for comparing comes out: no case, vowels, hamza seats, or marks at the ends."""

from __future__ import annotations

import re

_DROPPED = dict.fromkeys(
    [
        0xAD,
        0x640,
        0x670,
        *range(0x64B, 0x653),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        0x2060,
        *range(0x2066, 0x206A),
        0x61C,
        0xFEFF,
    ]
)
_SAME = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "’": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
    }
)
_ENDS = " \t\u00a0:.…|»«›‹>-*•·■▪●()[]{}!،,\"“”'؟?→←▶►▼▲"
_SPACES = re.compile(r"\s+")


def fold(line: str) -> str:
    """The line for comparing, never for showing; `Editor’s Picks:` and `EDITOR'S PICKS` give the same, `إقرأ أيضاً` and `اقرا ايضا` too."""
    return fold_letters(line).strip(_ENDS)


def fold_letters(line: str) -> str:
    """As fold(), with the marks at the ends left where they are."""
    return _SPACES.sub(" ", line.translate(_DROPPED).translate(_SAME).casefold()).strip()


def phrases(listed: str) -> frozenset[str]:
    """Folded phrases from a list with `|` or line ends between them."""
    return frozenset(fold(phrase) for phrase in re.split(r"[|\n]", listed) if phrase.strip())


def words(listed: str) -> frozenset[str]:
    """Folded words from a list with white space between them."""
    return frozenset(fold(word) for word in listed.split())
