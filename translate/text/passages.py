"""Two texts go in; a sentence or a passage of the first that nothing in the second stands for comes out.

The lexicon tells which content words of the first have a rendering in the second. A sentence none of whose known words has one, while the
rest of the text has, is lost; so is a long run of words without any. The lengths of the two texts must not speak against it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from translate.text.lengths import deviation
from translate.text.lexicon import coverage
from translate.text.sounds import arabic_sounds, is_heard, latin_bones

_SENTENCE = re.compile(r"(?<=[.!?؟…])[»”\"')\]]*\s+(?=\S)|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|St|vs|No|Sgt|Maj|Capt|Prof|Rev|Sen|Gov|Jr|Sr|Inc|Ltd|[A-Z])\.|(?<![\u0621-\u064a])[\u0621-\u064a]\.)$"
)


class Passage(NamedTuple):
    """text[start:end]; `is_sure` where the lengths say so too."""

    start: int
    end: int
    is_sure: bool = True


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Passage, ...]:
    """The sentences of a text, roughly."""
    found: list[Passage] = []
    start = 0
    for gap in _SENTENCE.finditer(text):
        if _ABBREVIATION.search(text[start : gap.start()]):
            continue
        if text[start : gap.start()].strip():
            found.append(Passage(start, gap.start()))
        start = gap.end()
    if text[start:].strip():
        found.append(Passage(start, len(text.rstrip())))
    return tuple(found)


@lru_cache(maxsize=64)
def _marks(text: str, other: str, language: str, other_language: str) -> tuple[tuple[int, int, int], ...]:
    """For each content word its place and 1 where it is rendered, -1 where not, 0 where nobody knows."""
    found: list[tuple[int, int, int]] = []
    is_english = language == "en"
    for word, there in coverage(text, other, language, other_language):
        value = 0 if there is None else 1 if there else -1
        if (
            value < 1
            and is_english
            and word.raw[0].isupper()
            and is_heard(latin_bones(word.raw), arabic_sounds(other))
        ):
            value = 1
        found.append((word.start, word.end, value))
    return tuple(found)


def lost_sentence(text: str, other: str, language: str, other_language: str) -> Passage | None:
    """The first sentence of several that has no counterpart, or None."""
    parts = sentences(text)
    if len(parts) < 2:
        return None
    if max(len(text), len(other)) > _LONGEST:
        return None
    marks = _marks(text, other, language, other_language)
    behind = deviation(text, other, other_language)
    fewer = len(sentences(other)) < len(parts)
    shares: list[tuple[float, int, Passage]] = []
    for part in parts:
        own = [value for start, _, value in marks if part.start <= start < part.end and value]
        if own:
            shares.append((sum(value > 0 for value in own) / len(own), len(own), part))
    if not shares:
        return None
    best = max(share for share, _, _ in shares)
    for share, known, part in shares:
        if known >= 3 and share <= 0.12 and best >= 0.34 and behind < 1.0:
            return part
        if fewer and known >= 2 and share <= 0.26 and best - share >= 0.3 and behind < -0.6:
            return part
    if fewer and behind < -2.2:
        return min(shares)[2]
    return None


_LONGEST = 20_000  # characters of a segment
#: Deviation of the length below which so many known words without a rendering, in a row, are lost.
_RUNS = ((-3.2, 2), (-2.7, 3), (-2.2, 5), (-1.6, 8))
#: Deviation of the length below which a lost passage is sure.
_SHORT = -2.7
_RENDERED = (
    0.25  # share of known words that must have a rendering: a free translation says all in other words
)


def lost_passage(text: str, other: str, language: str, other_language: str) -> Passage | None:
    """The longest run of content words without a counterpart, where it is long and the other text is short, or None."""
    if max(len(text), len(other)) > _LONGEST:
        return None
    behind = deviation(text, other, other_language)
    least = next((run for limit, run in _RUNS if behind < limit), 0)
    if not least:
        return None
    marks = _marks(text, other, language, other_language)
    known = [value for _, _, value in marks if value]
    if len(known) < least + 2:
        return None
    best: tuple[int, Passage] | None = None
    run: list[tuple[int, int]] = []
    count = 0
    for start, end, value in (*marks, (0, 0, 1)):
        if value > 0:
            if count >= least and (best is None or count > best[0]):
                best = (count, Passage(run[0][0], run[-1][1]))
            run, count = [], 0
        else:
            run.append((start, end))
            count += value < 0
    if best is None:
        return None
    rendered = sum(value > 0 for value in known) / len(known)
    return best[1]._replace(is_sure=behind < _SHORT) if rendered >= _RENDERED else None
