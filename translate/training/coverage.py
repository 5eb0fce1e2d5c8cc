"""Corpus rows go in; how much of the frequent vocabulary they hold, and what they lack, comes out.

Frequencies are those of wordfreq, English lemmas those of simplemma. A lemma is useful when a dictionary writes it in lower
case and the committed skip list does not name it; an Arabic form is counted without و ف ب ك ل and ال in front.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from translate.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterable

DICTIONARIES = (
    Path("/usr/share/dict/american-english"),
    Path("/usr/share/dict/british-english"),
    Path("/usr/share/dict/words"),
)
_LATIN = re.compile(r"[a-z]+")
_ARABIC = re.compile("[\u0621-\u064a\u064b-\u0652\u0670]+")
_VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")


def stripped(word: str) -> str:
    """An Arabic form without conjunction, without preposition before the article, and without the article."""
    word = _VOWELS.sub("", word)
    if len(word) > 4 and word[0] in "وف":
        word = word[1:]
    if word.startswith("لل") and len(word) > 4:
        return word[2:]
    if len(word) > 4 and word[0] in "بك" and word.startswith("ال", 1):
        word = word[1:]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The English lemma, in lower case."""
    import simplemma

    return str(simplemma.lemmatize(word, lang="en")).lower()


def english_lemmas(
    count: int, *, skip: frozenset[str] = frozenset(), dictionary: Path | None = None
) -> list[str]:
    """The `count` most frequent useful lemmas, most frequent first; raises InputError without a dictionary, MissingExtra."""
    files = [dictionary] if dictionary else [path for path in DICTIONARIES if path.is_file()]
    if not files:
        raise InputError(
            "no dictionary to tell words from names",
            advice="apt-get install wamerican wbritish, or give --dictionary FILE",
        )
    known = {
        word
        for path in files
        for word in path.read_text("utf-8").split()
        if word.isascii() and word.isalpha() and word.islower()
    }
    found: dict[str, None] = {}
    for word in _frequent("en"):
        if word.isascii() and word.isalpha() and len(word) > 1:
            base = lemma(word)
            if len(base) > 2 and base in known and base not in skip:
                found[base] = None
                if len(found) == count:
                    break
    return list(found)


def arabic_forms(count: int, *, skip: frozenset[str] = frozenset()) -> list[str]:
    """The `count` most frequent useful Arabic forms without clitics, most frequent first."""
    found: dict[str, None] = {}
    for word in _frequent("ar"):
        if re.fullmatch("[\u0621-\u064a]{2,}", word):
            base = stripped(word)
            if base not in skip and word not in skip:
                found[base] = None
                if len(found) == count:
                    break
    return list(found)


def _frequent(language: str) -> list[str]:
    try:
        from wordfreq import top_n_list
    except ImportError as error:
        raise MissingExtra("train", library="wordfreq") from error
    words: list[str] = top_n_list(language, 60_000)
    return words


def counts(english: Iterable[str], arabic: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each lemma and each Arabic form occurs; a form behind ب ك ل counts for both readings."""
    lemmas = Counter(lemma(word) for text in english for word in _LATIN.findall(text.lower()))
    forms: Counter[str] = Counter()
    for text in arabic:
        for word in _ARABIC.findall(text):
            base = stripped(word)
            forms[base] += 1
            bare = _VOWELS.sub("", word)
            forms.update({rest[1:] for rest in (base, bare) if len(rest) > 4 and rest[0] in "بلك"})
    return lemmas, forms


def skipped(path: Path | None) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a skip list (word, reason in two columns): English, Arabic."""
    if path is None or not path.is_file():
        return frozenset(), frozenset()
    words = [
        line.split("\t")[0].strip()
        for line in path.read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    return frozenset(word for word in words if word.isascii()), frozenset(
        word for word in words if not word.isascii()
    )
