"""Text as people paste it goes in; text as the desk stores it, or as an engine wants it, comes out."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from translate.text.addresses import ADDRESS, PICTURE

if TYPE_CHECKING:
    from collections.abc import Callable

_JOINER = 0x200D
_INVISIBLE = dict.fromkeys(
    [
        0xAD,
        *range(0x200B, _JOINER),
        *range(_JOINER + 1, 0x2010),
        *range(0x202A, 0x202F),
        0x2060,
        *range(0x2066, 0x206A),
        0x61C,
        0xFEFF,
    ]
)
#: A joiner that does not make one picture of two (woman, joiner, ear of rice: a farmer).
_LOOSE_JOINER = re.compile(
    f"(?<![\ufe0f\U0001f3fb-\U0001f3ff]){chr(_JOINER)}(?<!{PICTURE}{chr(_JOINER)})|{chr(_JOINER)}(?!{PICTURE})"
)
_SPACES = re.compile(r"[^\S\n]+")
_ANY_SPACES = re.compile(r"\s+")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_SHAPES = str.maketrans({"ک": "ك", "ی": "ي", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "\u0640": None})
_ENGLISH_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "−": "-", "…": "..."}
)
_ARABIC_MARKS = str.maketrans(
    {
        "“": "«",
        "”": "»",
        "„": "«",
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "…": "...",
        "٪": "%",
        "٬": ",",
        "٫": ".",
        ";": "؛",
        "?": "؟",
    }
    | {chr(0x660 + digit): str(digit) for digit in range(10)}
    | {chr(0x6F0 + digit): str(digit) for digit in range(10)}
)
# Tanween on a final alef is newspaper spelling (أيضاً), and so is shadda where it tells words apart; the rest is not written.
_HARAKAT = re.compile("[\u064c-\u0650\u0652\u0670]")
_TANWEEN = re.compile(
    "\u064b\u0627(?![\u0621-\u064a])"
)  # two ways to write it; the house puts it behind the alef
_LATIN_COMMA = re.compile(r"(?<=[\u0600-\u06ff»)]),(?=\s|$)")
_QUOTED = re.compile(r'"([^"\n]*)"')


def normalise(text: str) -> str:
    """Text as the desk stores it: NFC, presentation forms folded, no invisible marks, plain spaces, lines kept."""
    text = _PRESENTATION.sub(lambda shaped: unicodedata.normalize("NFKC", shaped[0]), text)
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    if chr(_JOINER) in text:
        text = _LOOSE_JOINER.sub("", text)
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))


def for_engine(text: str, language: str) -> str:
    """One line as the embedded model was trained on: plain quotes and dashes, Western digits, no tatweel, no short vowels.

    Shadda stays (it tells عُمان and عمّان apart together with the vowel-free form); addresses stay as they are; an engine
    never sees what it has not learnt.
    """
    text = _ANY_SPACES.sub(" ", normalise(text)).strip()
    if language == "ar":
        text = _outside(
            text,
            lambda part: _TANWEEN.sub(
                "\u0627\u064b", _HARAKAT.sub("", part.translate(_SHAPES).translate(_ARABIC_MARKS))
            ),
        )
        return _QUOTED.sub(r"«\1»", _LATIN_COMMA.sub("،", text))
    return _outside(text, lambda part: part.translate(_ENGLISH_MARKS))


def _outside(text: str, change: Callable[[str], str]) -> str:
    """The text changed everywhere but in its addresses: `?` must not become `؟` in one."""
    parts, position = [], 0
    for found in ADDRESS.finditer(text):
        parts += [change(text[position : found.start()]), found[0]]
        position = found.end()
    return "".join([*parts, change(text[position:])])


_PROCLITIC = re.compile(r"(?<!\w)([وف]?[بكل])(?=[«(]|\d|[A-Za-z])")


def as_written(target: str, language: str) -> str:
    """What an engine wrote, as the house writes it: «بـ200» and «لـ«قسد»», where the engine has no tatweel."""
    return _PROCLITIC.sub("\\1\u0640", target) if language == "ar" else target
