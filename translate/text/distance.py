"""A draft and what a person made of it go in; how many edits of words and of characters lie between them comes out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

from translate.text.arabic import fold_encoding, strip_marks

#: Texts with more words than this are compared without shifts: where words were shuffled the search for shifts takes 0.2 s
#: at 50 words, 1.5 s at 100 and 10 s at 200 (sacrebleu 2.6.0, November 2026), and a segment of the news has 25.
MOST_WORDS = 120
#: The version of `word_form`; it stands in every signature, and rises when the same text would give other words.
FORM = 1

_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_DIGITS = str.maketrans(
    {chr(0x660 + digit): str(digit) for digit in range(10)}
    | {chr(0x6F0 + digit): str(digit) for digit in range(10)}
)
_SEPARATORS = re.compile("(?<=[0-9])[\u066b\u066c](?=[0-9])")
_INSIDE_A_NUMBER = re.compile("(?<=[0-9])[.,](?=[0-9])")


class Edits(NamedTuple):
    """`edits` of `length`: words of the post-edit, or characters of the longer text. The rate is 0–100, and may be more for words."""

    edits: int
    length: int

    @property
    def rate(self) -> float:
        """Edits for each 100; 100 where all was deleted (nothing to divide by), 0 where both texts are empty."""
        if self.length:
            return 100 * self.edits / self.length
        return 100.0 if self.edits else 0.0


def word_form(text: str, language: str) -> str:
    """The text as words are compared, with one space between them.

    Arabic: encodings made equal, marks of direction, tatweel and harakat dropped, digits of one script, every mark of
    punctuation a word by itself (but for point and comma inside a number). Spelling stays: a hamza is an edit. English: NFC
    without invisible marks, cut by the rules of Tercom.
    """
    return str(_ter(language).tokenizer(_clean(text, language)))


def _clean(text: str, language: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    if language != "ar":
        return text
    text = strip_marks(fold_encoding(text)).replace("\u0640", "").translate(_DIGITS)
    text = _SEPARATORS.sub(lambda mark: "." if mark[0] == "\u066b" else ",", text)
    kept = {found.start() for found in _INSIDE_A_NUMBER.finditer(text)}
    return "".join(
        letter if letter.isalnum() or letter.isspace() or place in kept or _is_mark(letter) else f" {letter} "
        for place, letter in enumerate(text)
    )


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M"


def word_edits(draft: str, target: str, language: str) -> Edits:
    """Insertions, deletions, substitutions and shifts from draft to target, and the words of the target.

    The translation edit rate of Snover et al. (2006) as sacrebleu counts it, against the target as the only reference;
    `language` is the target's. Texts of more than MOST_WORDS words are compared without shifts.
    """
    ter = _ter(language)
    draft, target = _clean(draft, language), _clean(target, language)
    made, wanted = ter.tokenizer(draft).split(), ter.tokenizer(target).split()
    if made == wanted:
        return Edits(0, len(wanted))
    if max(len(made), len(wanted)) > MOST_WORDS:
        from rapidfuzz.distance import Levenshtein

        return Edits(Levenshtein.distance(made, wanted), len(wanted))
    return Edits(ter.sentence_score(draft, [target]).num_edits, len(wanted))


def word_signature(language: str) -> str:
    """What has to be equal for two rates of word edits to compare: our form, then sacrebleu's own signature of TER."""
    return f"form:{language}.{FORM}|{_ter(language).get_signature()}"


@lru_cache(maxsize=2)
def _ter(language: str) -> Any:
    """The settings of research into post-editing: case counts; English is cut by Tercom, Arabic by `word_form`."""
    from sacrebleu.metrics import TER

    metric = TER(normalized=language != "ar", case_sensitive=True)
    metric.sentence_score("a", ["a"])  # a signature needs a number of references
    return metric


def character_edits(draft: str, target: str) -> Edits:
    """Insertions, deletions and substitutions of characters (NFC), and the characters of the longer text."""
    from rapidfuzz.distance import Levenshtein

    draft, target = unicodedata.normalize("NFC", draft), unicodedata.normalize("NFC", target)
    return Edits(Levenshtein.distance(draft, target), max(len(draft), len(target)))
