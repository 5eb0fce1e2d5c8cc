"""A text goes in, the set of its words comes out; a trigger tells from it whether a costly pattern can match at all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = {"en": re.compile(r"[^\W_]+"), "ar": re.compile("[\u0621-\u063f\u0641-\u0652\u0670-\u06d3]+")}
#: Words that a cache of single words remembers: the frequent ones stay, and memory does not grow with what was read.
REMEMBERED = 8_192
_MOST = 8_000  # words that a trigger remembers: a set of ten times as many takes megabytes, and there are dozens of triggers
_CUT = re.compile(r"\(\?(?:[=!]|<[=!])|\\b| \?|\\s\?|[ -]|\\s")


@lru_cache(maxsize=64)
def vocabulary(text: str, language: str) -> frozenset[str]:
    """The words of a text: Arabic with its vowel signs, English in small letters and cut at every mark."""
    return frozenset(_WORD[language].findall(text if language == "ar" else text.lower()))


class Trigger:
    """Asked with the words of a text, it says whether one of them may begin a match; what it learns of a word it remembers."""

    def __init__(self, is_sign: Callable[[str], object]) -> None:
        self._is_sign = is_sign
        self._signs: set[str] = set()
        self._others: set[str] = set()

    def fires(self, words: frozenset[str]) -> bool:
        """Whether any of the words is a sign."""
        if not self._signs.isdisjoint(words):
            return True
        for word in words - self._others:
            if self._is_sign(word):
                self._signs.add(word)
                return True
            if len(self._others) >= _MOST:
                self._others.clear()
            self._others.add(word)
        return False

    def speaks(self, text: str, language: str) -> bool:
        """As fires(), of a text; a stretched Arabic text may hide anything."""
        return self.fires(vocabulary(text, language)) or (language == "ar" and "\u0640" in text)


def heads(listed: str, *, end: str = "$") -> str:
    """Alternatives (a regular expression without its outer brackets), each cut behind its first word: what a single word can be asked for.

    `end` stands behind each that must end there.
    """
    found = []
    for part in _alternatives(listed):
        while part.startswith(("(?<!", "(?<=", r"\b")):
            part = part[part.index(")") + 1 :] if part[0] == "(" else part[2:]
        found.append(_head(part, end))
    return "|".join(dict.fromkeys(found))


def _head(part: str, end: str) -> str:
    depth = 0
    for place, sign in enumerate(part):
        cut = _CUT.match(part, place) if not depth and (not place or part[place - 1] != "\\") else None
        if cut:
            return part[:place] + ("" if cut[0].endswith("?") else end)
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
    return part + end


def _alternatives(listed: str) -> list[str]:
    parts, depth = [""], 0
    for sign in listed:
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
