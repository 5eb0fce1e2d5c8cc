"""Two texts go in; a sentence or a passage of the first that nothing in the second stands for comes out.

The lexicon tells which content words of the first have a rendering in the second. A sentence none of whose known words has one, while the
rest of the text has, is lost; so is a long run of words without any. The lengths of the two texts must not speak against it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil
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
    doubtful: Passage | None = None
    for share, known, part in shares:
        if known >= 3 and share <= 0.12 and best >= 0.34 and behind < 1.0:
            return part
        if fewer and known >= 2 and share <= 0.26 and best - share >= 0.3 and behind < -0.6:
            return part
        if best >= 0.34 and not share and behind < (-0.3 if known == 1 else 0.0) and (fewer or known > 1):
            doubtful = doubtful or part._replace(is_sure=False)
    if fewer and behind < -2.2:
        return min(shares)[2]
    if fewer and behind < -0.8 and not doubtful:
        doubtful = next((part for part in parts if all(part is not own for *_, own in shares)), None)
        doubtful = doubtful and doubtful._replace(is_sure=False)
    return doubtful


_LONGEST = 20_000  # characters of a segment
#: Deviation of the length, and share of the known words that stand in a row without a rendering, from which a passage is surely lost, or may
#: be. Of clean pairs 0.1 % (corpus) and 0.6 % (FLORES dev) are beyond the first, 3.6 and 7.9 % beyond the second; of pairs without their
#: second half 81 (before the first was moved from -2.8) and 92 %, of pairs without a third of their words 25 and 75 % (November 2026).
_SURE = (-3.1, 0.2)
_MAY_BE = (-1.2, 0.15)
_LEAST_RUN, _LEAST_KNOWN = 2, 4
_CONTAINED = 0.5  # share of the shorter text's known words that stand in the longer one
_RENDERED = 0.2  # share of known words that must have a rendering: a free translation says all in other words


def lost_passage(text: str, other: str, language: str, other_language: str) -> Passage | None:
    """The longest run of content words without a counterpart, where it is long and the other text is short, or None."""
    if max(len(text), len(other)) > _LONGEST:
        return None
    behind = deviation(text, other, other_language)
    if behind >= _MAY_BE[0]:
        return None
    marks = _marks(text, other, language, other_language)
    known = [value for _, _, value in marks if value]
    if len(known) < _LEAST_KNOWN:
        return None
    least = max(_LEAST_RUN, ceil(_MAY_BE[1] * len(known)))
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
    is_sure = behind < _SURE[0] and best[0] >= _SURE[1] * len(known)
    if rendered < _RENDERED and not _is_contained(other, text, other_language, language):
        return None
    return best[1]._replace(is_sure=is_sure)


def _is_contained(text: str, other: str, language: str, other_language: str) -> bool:
    """Whether half of the words of a text are rendered in the other, which then says all that this one says, and more."""
    known = [value for _, _, value in _marks(text, other, language, other_language) if value]
    return len(known) > 1 and sum(value > 0 for value in known) >= _CONTAINED * len(known)
