"""A text goes in, its language comes out: by script, by share of letters, with a confidence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from translate.text.folding import words

_ARABIC = re.compile(
    "[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc]"
)
_LATIN = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
#: Letters that Persian, Urdu, Kurdish and Uyghur write and Arabic does not.
_NOT_ARABIC = re.compile(
    "[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06d5\u06ce\u06c6\u06b5\u0695\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]"
)
#: Words that make up a third of any English text, and of no other language in Latin script.
_ENGLISH = words(
    "the of and to in a is was for on that with as by at from are were be has have had his her its their it he she they said "
    "will not this which but who an been or after more than would when also into over about there his you we i"
)
_LOOK = 200_000  # characters looked at; a language does not change its share of letters after that


@dataclass(frozen=True, slots=True)
class Detection:
    """`language` is `en` or `ar`; `share` is its part of all letters (0-1); `confidence` is 0-1, 0 for a text without letters.

    `doubt` says in words why the confidence is low; it is empty where there is none.
    """

    language: str
    confidence: float
    share: float
    doubt: str = ""


def has_letters(text: str, language: str) -> bool:
    """Whether a text holds a letter of the script of a language (`en` or `ar`)."""
    return (_ARABIC if language == "ar" else _LATIN).search(text) is not None


def detect(text: str, *, default: str = "en") -> Detection:
    """The language most letters belong to; a text without Arabic or Latin letters gets the default and confidence 0.

    Arabic words are shorter on the page than English ones (short vowels are not written), so a letter is a letter:
    no weights. Other languages in the two scripts are not told apart; they are taken for English or Arabic with a doubt.
    """
    text = text[:_LOOK]
    letters = len(_LETTER.findall(text))
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if not arabic + latin:
        return Detection(default, 0.0, 0.0, "no English or Arabic letters in it")
    language, own = (
        ("ar", arabic) if arabic > latin or (arabic == latin and default == "ar") else ("en", latin)
    )
    share = min(1.0, own / max(letters, arabic + latin))
    doubts = []
    if share < 0.65:
        doubts.append(f"only {share:.0%} of the letters are {'Arabic' if language == 'ar' else 'Latin'}")
    foreign = _foreign(text, language)
    if foreign:
        doubts.append(foreign)
    confidence = max(0.0, 2 * share - 1) if share < 1 else 1.0
    return Detection(
        language, round(confidence * (0.5 if foreign else 1.0), 3), round(share, 3), "; ".join(doubts)
    )


def _foreign(text: str, language: str) -> str:
    """Why this may be another language of the same script, or an empty string."""
    if language == "ar":
        strange, all_letters = len(_NOT_ARABIC.findall(text)), len(_ARABIC.findall(text))
        return (
            "it looks like Persian, Urdu or Kurdish"
            if all_letters >= 40 and strange > 0.05 * all_letters
            else ""
        )
    found = [word.casefold() for word in _WORD.findall(text) if _LATIN.match(word)]
    known = sum(word in _ENGLISH for word in found)
    return "it does not look like English" if len(found) >= 20 and known < 0.12 * len(found) else ""
