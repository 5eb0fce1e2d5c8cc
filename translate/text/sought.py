"""A text goes in, or what somebody looks for in texts; the form in which the one stands in the other comes out."""

from __future__ import annotations

import re

from translate.text.similar import fold

#: The fewest letters that are found inside of words: indexes hold three neighbouring letters.
LEAST = 3
_TELLING = 3  # words; each more costs the index as much as it saves
_APART = re.compile(r"[\W_]+")
_EVEN = str.maketrans({"ة": "ه"})  # typed for each other


def searchable(source: str, target: str) -> str:
    """Source and target as they are looked through: folded (case, vowels, hamza seats, digits), words with one space around each."""
    return f" {_plain(source)} \n {_plain(target)} "


def needle(text: str) -> str:
    """What somebody looks for, in the same form; a text of one or two letters is a whole word. Empty where nothing is left."""
    plain = _plain(text)
    return f" {plain} " if 0 < len(plain) < LEAST else plain


def telling(wanted: str) -> list[str]:
    """The words of what is looked for that are best asked of an index, the longest ones; a short text is asked as it is."""
    words = sorted((word for word in wanted.split() if len(word) > LEAST), key=len, reverse=True)
    return words[:_TELLING] or [wanted]


def _plain(text: str) -> str:
    return _APART.sub(" ", fold(text).translate(_EVEN)).strip()
