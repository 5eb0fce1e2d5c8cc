"""A word of English or Arabic goes in, the stems that it may have come out: what a bilingual lexicon is looked up by.

Light stemming only: proclitics, the article, endings of number, gender and possession. A word has several stems where its letters
may be read in several ways (وزير, ولقاء); comparing takes any of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from translate.languages import language as known_language
from translate.text.arabic import plain
from translate.text.vocabulary import REMEMBERED

_FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ه"})
_ARTICLES = ("وبال", "فبال", "وكال", "بال", "كال", "وال", "فال", "ولل", "فلل", "لل", "ال")
_LETTERS = ("وسي", "وست", "وب", "ول", "وك", "وس", "فس", "و", "ف", "ب", "ل", "ك", "س")
_ENDINGS = ("اتها", "اتهم", "ياته", "تها", "تهم", "ته", "هما", "ها", "هم", "هن", "نا", "يون", "يين", "يات", "ات", "ون", "ين", "ان", "يتين", "يتان", "تين", "تان", "يه", "وا", "ت", "ه", "ي", "ا")  # fmt: skip
_WORD = {
    "en": re.compile(r"[A-Za-zÀ-ɏ]+(?:[-'’][A-Za-zÀ-ɏ]+)*"),
    "ar": re.compile("[\u0621-\u0652\u0670\u0671-\u06d3]+"),
}
_LEAST = 3  # letters that a stem keeps
_APOSTROPHE = re.compile(r"['’](?:s|S)?$")
_ENGLISH_ENDINGS = (
    ("iness", "y"), ("ically", "ic"), ("ily", "y"), ("ies", "y"), ("ied", "y"), ("ingly", ""), ("edly", ""), ("ations", "ate"), ("ation", "ate"),
    ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zes", "z"), ("ings", ""), ("ing", ""), ("ed", ""), ("ers", "er"),
    ("ments", "ment"), ("ness", ""), ("ly", ""), ("es", "e"), ("s", ""),
)  # fmt: skip


class Word(NamedTuple):
    """text[start:end] is `raw`; `stem` is the likeliest stem, `stems` all of them, the likeliest first."""

    start: int
    end: int
    raw: str
    stem: str
    stems: tuple[str, ...]


@lru_cache(maxsize=64)
def stemmed(text: str, language: str) -> tuple[Word, ...]:
    """The words of a text in that language's script, in order, with their stems. Linear; the last texts are remembered."""
    code = known_language(language).code
    stems = arabic_stems if code == "ar" else english_stems
    found = []
    for match in _WORD[code].finditer(text):
        forms = stems(match[0])
        if forms:
            found.append(Word(match.start(), match.end(), match[0], forms[0], forms))
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def english_stems(word: str) -> tuple[str, ...]:
    """Stems of an English word; a word with a hyphen has those of its parts too."""
    if len(word) > 40:
        return (word[:40].lower(),)
    lower = _APOSTROPHE.sub("", word).lower().replace("’", "'")
    found = [_english_stem(lower)]
    if "-" in lower:
        found.extend(_english_stem(part) for part in lower.split("-") if len(part) > 1)
    return tuple(dict.fromkeys(found))


def _english_stem(word: str) -> str:
    if len(word) <= _LEAST or word.endswith(("ss", "us", "is")):
        return word
    for ending, instead in _ENGLISH_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= _LEAST:
            word = word[: -len(ending)] + instead
            break
    if len(word) > _LEAST + 1 and word[-1] == word[-2] and word[-1] not in "lsaeo":
        word = word[:-1]
    return word[:-1] if len(word) > _LEAST and word.endswith("e") else word


@lru_cache(maxsize=REMEMBERED)
def arabic_stems(word: str) -> tuple[str, ...]:
    """Stems of an Arabic word, folded: without an article or ending first, then with a proclitic letter taken off, then the word."""
    if len(word) > 40:
        return (word[:40],)
    folded = plain(word).translate(_FOLD)
    if not folded:
        return ()
    heads = [folded]
    for article in _ARTICLES:
        if folded.startswith(article) and len(folded) - len(article) >= _LEAST - 1:
            heads.insert(0, folded[len(article) :])
            break
    heads.extend(
        folded[len(letters) :]
        for letters in _LETTERS
        if folded.startswith(letters) and len(folded) - len(letters) >= _LEAST
    )
    found = []
    for head in heads:
        found.append(_without_ending(head))
        found.append(head)
    return tuple(dict.fromkeys(found))


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word
