"""Arabic text in, the same text folded for comparison out: L0 undoes encodings, L1 forgives spelling habits.

L0 is safe on both sides: presentation forms, direction marks, Persian letters, tatweel, harakat. L1 is for finding names in a
source: hamza seats, final ى and ة. Store as written, compare folded.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

HARAKAT = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_TATWEEL = "\u0640"
_PRESENTATION = "\ufb50-\ufdff\ufe70-\ufefc"
_LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"

_ALIEN = {"ک": "ك", "ی": "ي", "ہ": "ه", "ھ": "ه", "ە": "ه", "\u0671": "ا"}
_L0_TABLE = str.maketrans({**_ALIEN, "\u00a0": " ", "\u202f": " "})
_WORD_TABLE = str.maketrans(_ALIEN)
_L1_TABLE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي"})
_L1_FINAL = {"ى": "ي", "ة": "ه"}

_DROP = re.compile(f"[{_MARKS}{_INVISIBLE}{_TATWEEL}]+")
_INVISIBLES = re.compile(f"[{_INVISIBLE}]+")
_HARAKAT = re.compile(f"[{_MARKS}]+")
_FORMS = re.compile(f"[{_PRESENTATION}]+")
_STRETCH = re.compile(f"{_TATWEEL}+")
_PROCLITIC_TATWEEL = re.compile(f"(?<![{_LETTERS}])([وف]?[بكل]){_TATWEEL}+(?![{_LETTERS}{_MARKS}])")
_INVISIBLE_ENDS = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_DOTTED = f"(?:[{_LETTERS}][.]){{1,4}}[{_LETTERS}](?![{_LETTERS}{_MARKS}.])"
_WORD = re.compile(
    f"(?<![{_LETTERS}{_MARKS}.]){_DOTTED}"
    f"|[{_LETTERS}{_PRESENTATION}][{_LETTERS}{_MARKS}{_INVISIBLE}{_TATWEEL}{_PRESENTATION}]*"
)


class Word(NamedTuple):
    """One Arabic word of a text: text[start:end] is `raw`; `plain` is raw after L0 without harakat, `folded` after L1.

    `plain` and `folded` have the same length. `stretched` says that raw ends in a tatweel (لـ). A dotted abbreviation (أ.ف.ب) is one
    word and keeps its dots.
    """

    start: int
    end: int
    raw: str
    plain: str
    folded: str
    stretched: bool


def fold_encoding(text: str) -> str:
    """L0 for a whole text: what two correct encodings of the same Arabic have in common. Harakat stay.

    A tatweel stays only after a proclitic that stands by itself (لـ«داعش»).
    """
    text = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _INVISIBLES.sub("", unicodedata.normalize("NFC", text)).translate(_L0_TABLE)
    kept = _PROCLITIC_TATWEEL.sub("\\1\ue000", text)
    return _STRETCH.sub("", kept).replace("\ue000", _TATWEEL)


def strip_marks(text: str) -> str:
    """The text without harakat and without the Koranic signs."""
    return _HARAKAT.sub("", text)


def plain(word: str) -> str:
    """L0 for one word, harakat and every tatweel removed: what strict comparison sees."""
    if _FORMS.search(word):
        word = unicodedata.normalize("NFKC", word)
    if not word.isascii() and any(mark in word for mark in "\u0653\u0654\u0655"):
        word = unicodedata.normalize("NFC", word)
    return _DROP.sub("", word).translate(_WORD_TABLE)


def fold_detection(word: str) -> str:
    """L1 for one plain word: hamza seats and the final letters ى ة forgiven. The length does not change."""
    word = word.translate(_L1_TABLE)
    if word and word[-1] in _L1_FINAL:
        return word[:-1] + _L1_FINAL[word[-1]]
    return word


def words(text: str) -> list[Word]:
    """The Arabic words of a text, with their places in the text as it is (characters, direction marks included)."""
    found = []
    for match in _WORD.finditer(text):
        start = match.start()
        trimmed = match[0].rstrip(_INVISIBLE_ENDS)
        bare = plain(trimmed)
        if bare:
            stretched = trimmed.endswith(_TATWEEL)
            found.append(Word(start, start + len(trimmed), trimmed, bare, fold_detection(bare), stretched))
    return found


def adjoins(text: str, left: Word, right: Word) -> bool:
    """Whether only white space (and direction marks) stands between two words."""
    between = text[left.end : right.start]
    return between == " " or (
        bool(between) and not _INVISIBLES.sub("", between).strip() and between.count("\n") < 2
    )


def vowels(word: str) -> list[tuple[str, str]]:
    """Letters of a vocalised word, each with the harakat it carries, sorted; tatweel and marks of direction dropped."""
    result: list[tuple[str, str]] = []
    for character in _STRETCH.sub("", _INVISIBLES.sub("", word)).translate(_WORD_TABLE):
        if character in HARAKAT:
            if result:
                letter, marks = result[-1]
                result[-1] = (letter, "".join(sorted(marks + character)))
        elif not _HARAKAT.fullmatch(character):
            result.append((character, ""))
    return result


def contradicts(surface: str, vocalised: str) -> bool:
    """Whether the harakat written on a surface speak against a vocalised form: حُمُّص is not حِمْص.

    The surface may carry proclitics; the case vowel on the last letter is not compared. A letter without marks on either side
    says nothing.
    """
    seen, known = vowels(surface), vowels(vocalised)
    if len(seen) < len(known):
        return False
    tail = seen[len(seen) - len(known) :]
    last = len(known) - 1
    for place, ((letter, marks), (expected, wanted)) in enumerate(zip(tail, known, strict=True)):
        if letter != expected:
            return False
        if not marks or not wanted or place == last:
            continue
        if ("\u0651" in marks) != ("\u0651" in wanted):
            return True
        bare_seen, bare_known = marks.replace("\u0651", ""), wanted.replace("\u0651", "")
        if bare_seen and bare_known and bare_seen != bare_known:
            return True
    return False
