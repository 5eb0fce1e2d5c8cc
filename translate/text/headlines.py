"""A headline and the article under it go in; the headline as a sentence would be written comes out, for an engine that learnt sentences.

What is done rests on the article: a word is only made small where the article writes it small, so that a name stays a name.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?")
_STARTS = re.compile(r"(?:^|[.!?:…]\s*[\"“‘'(]*)\Z")
_ENDS = (".", "!", "?", "؟", "…", ":", "؛", ";")
_CLOSERS = "\"'”’»)]"
_FEWEST = 3  # words of a headline whose capitals are told from names
_SHARE = 0.75  # of its longer words begin with a capital
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "was",
        "with",
    ]
)


def forms(texts: Iterable[str]) -> dict[str, str]:
    """How an article writes its words inside a sentence, by the word in small letters; the form that comes most often."""
    counted: dict[str, Counter[str]] = {}
    for text in texts:
        if is_shouted(text):
            continue
        for found in _WORD.finditer(text):
            if not _STARTS.search(text[max(0, found.start() - 4) : found.start()]):
                counted.setdefault(found[0].lower(), Counter())[found[0]] += 1
    return {word: max(own, key=lambda form: (own[form], form)) for word, own in counted.items()}


def is_shouted(text: str) -> bool:
    """Whether a text is set in capitals throughout."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 6 and all(letter.isupper() for letter in letters) and len(_WORD.findall(text)) > 1


def is_titled(text: str) -> bool:
    """Whether a text begins its words with capitals, as American headlines do."""
    longer = [word for word in _WORD.findall(text)[1:] if len(word) > 3]
    return len(longer) + 1 >= _FEWEST and sum(word[0].isupper() for word in longer) >= _SHARE * len(longer)


def as_sentence(text: str, known: Mapping[str, str]) -> str:
    """An English headline with the capitals of a sentence; as long as it was, character for character.

    Of a headline in capitals, words that the article does not tell keep a capital at the beginning; short ones of which it
    tells nothing (UN, US) stay as they are.
    """
    shouted = is_shouted(text)
    if not shouted and not is_titled(text):
        return text

    def one(found: re.Match[str]) -> str:
        word, small = found[0], found[0].lower()
        if len(small) != len(word):
            return word
        if not _WORD.search(text[: found.start()]):  # the first word of all
            told = known.get(small, word if len(word) <= 3 else small) if shouted else word
            return _as_long(told[:1].upper() + told[1:], word)
        if small in _SMALL:
            return small
        if small in known and len(known[small]) == len(word):
            return known[small]
        if shouted:
            return word if len(word) <= 3 else _as_long(word.capitalize(), word)
        return word

    return _WORD.sub(one, text)


def _as_long(written: str, word: str) -> str:
    """What is written, unless a capital has become two letters (ß)."""
    return written if len(written) == len(word) else word


def without_stop(source: str, target: str) -> str:
    """The target of a headline or a label without the full stop that its source does not have."""
    end = source.rstrip().rstrip(_CLOSERS)
    bare = target.rstrip()
    if (
        not end
        or end.endswith(_ENDS)
        or not bare.endswith(".")
        or bare.endswith("..")
        or len(bare.split()) < 2
    ):
        return target
    return bare[:-1].rstrip()


def begun(target: str) -> str:
    """An English headline begins with a capital."""
    return target[:1].upper() + target[1:] if target[:1].islower() else target
