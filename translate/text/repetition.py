"""A target and its source go in; the loop that an engine fell into comes out: words or signs said over and over."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Longest unit (words) that is looked for in a row.
LONGEST_UNIT = 40
#: How often in a row a unit of one, two, … words is a loop; longer units take the last figure. No reference of the news corpus
#: (38,000 pairs, both ways) and none of FLORES dev is one; a phrase of two words said twice would be, eight times.
IN_A_ROW = (3, 3, 3, 2)
#: A phrase of four words that comes so often in a segment, and takes this share of it, is a loop though not in a row.
PHRASE, PHRASE_TIMES, PHRASE_SHARE = 4, 4, 0.4
#: A sign or a short string of signs repeated so often without a space.
SIGNS, STRINGS = 7, 6

_WORD = re.compile(r"\w+")
_SIGN_RUN = re.compile(rf"([^\s\d_.])\1{{{SIGNS - 1},}}|([_.])\2{{{2 * SIGNS - 1},}}")
_STRING_RUN = re.compile(rf"([^\s\d]{{2,4}})\1{{{STRINGS - 1},}}")


class Loop(NamedTuple):
    """target[start:end] says `unit` `times` times."""

    start: int
    end: int
    unit: str
    times: int


def is_loop(target: str, *, source: str = "") -> bool:
    """Whether the target holds a loop that the source does not."""
    return find_loop(target, source=source) is not None


def find_loop(target: str, *, source: str = "") -> Loop | None:
    """The first loop in the target, or None; what the source repeats as often may be repeated. Linear."""
    return _signs(target, source) or _row(target, source) or _phrase(target, source)


def _signs(target: str, source: str) -> Loop | None:
    found = _SIGN_RUN.search(target) or _STRING_RUN.search(target)
    if not found or _SIGN_RUN.search(source) or _STRING_RUN.search(source):
        return None  # laughter is long in both languages: ههههههه, hahahaha
    unit = next(group for group in found.groups() if group)
    return Loop(found.start(), found.end(), unit, len(found[0]) // len(unit))


@lru_cache(maxsize=64)
def _said(text: str) -> tuple[str, ...]:
    """The words of a text, without their case."""
    return (
        tuple(_WORD.findall(text.casefold()))
        if text.isascii()
        else tuple(word.casefold() for word in _WORD.findall(text))
    )


@lru_cache(maxsize=64)
def _distances(text: str) -> tuple[int, ...]:
    """How many words lie between two places of one word: the sizes that a unit said twice in a row can have, ascending."""
    said = _said(text)
    if len(set(said)) == len(said):
        return ()
    longest = min(LONGEST_UNIT, len(said) // 2)
    places: dict[str, list[int]] = {}
    for place, word in enumerate(said):
        places.setdefault(word, []).append(place)
    if max(map(len, places.values())) > LONGEST_UNIT:
        return tuple(range(1, longest + 1))
    found = {
        after - before
        for known in places.values()
        if len(known) > 1
        for index, before in enumerate(known)
        for after in known[index + 1 :]
    }
    return tuple(sorted(size for size in found if size <= longest))


def _row(target: str, source: str) -> Loop | None:
    said = _said(target)
    allowed: int | None = None
    for size in _distances(target):
        threshold = IN_A_ROW[min(size, len(IN_A_ROW)) - 1]
        for first, times in _runs(said, size, threshold):
            if allowed is None:
                allowed = longest_row(source)
            if times > (allowed if size > 1 else max(allowed, _most_said(source))):
                words = list(_WORD.finditer(target))
                start, end = words[first].start(), words[first + size * times - 1].end()
                return Loop(start, end, target[start : words[first + size - 1].end()], times)
    return None


def _most_said(source: str) -> int:
    """How often the source says one word of four letters or more: `"Bread!" they cried, "bread, bread!"` is a row elsewhere."""
    counted = Counter(word for word in _said(source) if len(word) > 3)
    return max(counted.values(), default=1)


def _runs(said: Sequence[str], size: int, threshold: int) -> list[tuple[int, int]]:
    """Places where a unit of `size` words comes at least `threshold` times in a row, and how often."""
    found: list[tuple[int, int]] = []
    same = 0
    for index in range(size, len(said) + 1):
        if index < len(said) and said[index] == said[index - size]:
            same += 1
            continue
        times = same // size + 1
        if times >= max(2, threshold) and not all(word.isdigit() for word in said[index - size : index]):
            found.append((index - same - size, times))
        same = 0
    return found


def longest_row(text: str) -> int:
    """How often a text says the same unit in a row, at most; 1 where it never does."""
    rows = (times for size in _distances(text) for _, times in _runs(_said(text), size, 2))
    return max(rows, default=1)


def _phrase(target: str, source: str) -> Loop | None:
    said = _said(target)
    if len(said) - len(set(said)) < PHRASE_TIMES - 1:
        return None
    phrase, times, first = _commonest(said)
    if times < PHRASE_TIMES or times * PHRASE < PHRASE_SHARE * len(said):
        return None
    if times <= _commonest(_said(source), 2)[1]:
        return None
    words = list(_WORD.finditer(target))
    return Loop(words[first].start(), words[-1].end(), " ".join(phrase), times)


def _commonest(said: Sequence[str], size: int = PHRASE) -> tuple[tuple[str, ...], int, int]:
    """The commonest phrase of `size` words, how often it comes, and where it comes first."""
    phrases = [tuple(said[index : index + size]) for index in range(len(said) - size + 1)]
    if not phrases:
        return (), 0, 0
    phrase, times = Counter(phrases).most_common(1)[0]
    return phrase, times, phrases.index(phrase)


#: Words that are said twice on purpose, folded.
_TWICE = frozenset(
    [
        "جدا",
        "شيئا",
        "فشيئا",
        "رويدا",
        "كثيرا",
        "قليلا",
        "يوما",
        "واحدا",
        "دكا",
        "صفا",
        "مهلا",
        "حقا",
        "فعلا",
        "نعم",
        "لا",
        "very",
        "had",
        "that",
        "so",
        "many",
        "really",
        "bye",
        "ha",
        "no",
        "yes",
        "blah",
        "tut",
        "knock",
        "far",
        "more",
        "much",
        "on",
        "again",
    ]
)


_LONGEST_DOUBLE = 12  # words


def find_double(target: str, *, source: str = "", language: str = "en") -> Loop | None:
    """The first word or phrase (of up to 12 words) that stands there twice in a row, or None; what the source doubles may be doubled.

    Only a space may stand between the two of a word, any marks between those of a phrase.
    """
    said = _said(target)
    sizes = [size for size in _distances(target) if size <= _LONGEST_DOUBLE]
    words = list(_WORD.finditer(target)) if sizes else []
    for size in sizes:
        for first in range(len(said) - 2 * size + 1):
            if (
                said[first] != said[first + size]
                or said[first : first + size] != said[first + size : first + 2 * size]
            ):
                continue
            unit, between = (
                said[first : first + size],
                target[words[first + size - 1].end() : words[first + size].start()],
            )
            if size == 1 and (
                not between.isspace() or len(unit[0]) < 2 or unit[0] in _TWICE or unit[0].isdigit()
            ):
                continue
            if all(word.isdigit() or len(word) == 1 for word in unit) or (
                size > 1 and any(mark in between for mark in '-–—«»"“”:!')
            ):
                continue
            if longest_row(source) >= 2 or (size == 1 and _most_said(source) >= 2 and between.strip()):
                return None
            start, end = words[first].start(), words[first + 2 * size - 1].end()
            return Loop(start, end, target[start : words[first + size - 1].end()], 2)
    return None
