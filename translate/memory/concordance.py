"""A phrase of either language goes in; the units that have it come out, the phrase marked, and what stands for it in the other language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate.languages import other
from translate.store import memory as rows
from translate.text import arabic, similar
from translate.text.folding import fold_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from translate.memory.match import Memory

_PROCLITIC = "(?:[وف]?(?:[بك]?ال|لل|[بكلس])?)"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OFTEN = 0.4  # share of the units found in which a word must stand to count as the translation
_TIMES = 4  # how much more often than elsewhere


@dataclass(frozen=True, slots=True)
class Concordance:
    """A unit that has the phrase: `spans` mark it in `text`, `other_spans` its likely counterpart in `other` (start, end; characters)."""

    text: str
    other: str
    spans: tuple[tuple[int, int], ...]
    other_spans: tuple[tuple[int, int], ...]
    language: str
    unit: int
    author: str = ""
    changed_at: str = ""
    is_approved: bool = True

    def shape(self) -> dict[str, Any]:
        """The finding as JSON has it."""
        return {
            "unit": self.unit,
            "language": self.language,
            "text": self.text,
            "spans": [list(span) for span in self.spans],
            "other": self.other,
            "other_spans": [list(span) for span in self.other_spans],
            "author": self.author,
            "changed_at": self.changed_at,
            "approved": self.is_approved,
        }


def concordance(
    phrase: str,
    language: str,
    memory: Memory,
    *,
    limit: int = 20,
    approved: bool = True,
    pairs: Sequence[tuple[str, str]] = (),
) -> list[Concordance]:
    """Units with the phrase, newest first; Arabic words are found with their clitics, case and vowels do not count.

    Where no unit has the words in a row, units that have all of them. `pairs` are words known to translate each other (in the
    phrase's language, in the other one); beyond them, words that stand out in the units found are marked.
    """
    words = similar.fold(phrase).split()
    if not words:
        return []
    index = memory.index(language)
    expression = r"[^\w]+".join(_expression(word, language) for word in words)
    ids = index.find(_blob(expression), limit=max(200, limit))
    spoken = [re.compile(expression)]
    if not ids and len(words) > 1:
        spoken = [re.compile(_expression(word, language)) for word in words]
        longest = max(words, key=len)
        ids = index.find(_blob(_expression(longest, language)), limit=5_000)
    found: list[tuple[rows.Pair, str, str, tuple[tuple[int, int], ...]]] = []
    known = rows.get(memory.store, ids)
    for ident in ids:
        pair = known.get(ident)
        if pair is None or (approved and not pair.is_approved):
            continue
        here, there = (
            (pair.source, pair.target) if pair.source_language == language else (pair.target, pair.source)
        )
        spans = tuple(span for one in spoken for span in marked(here, one))
        if all(marked(here, one) for one in spoken):
            found.append((pair, here, there, tuple(sorted(spans))))
    counterparts = _counterparts(
        phrase, {pair.id: there for pair, _, there, _ in found}, memory, language, pairs
    )
    return [
        Concordance(
            here,
            there,
            spans,
            _spans_of(there, counterparts, other(language).code),
            language,
            pair.id,
            pair.author,
            pair.changed_at,
            pair.is_approved,
        )
        for pair, here, there, spans in found[:limit]
    ]


def _expression(word: str, language: str) -> str:
    bare = re.escape(word)
    if language == "ar":
        return (
            rf"(?<!\w){_PROCLITIC}{re.escape(word.removeprefix('ال'))}(?!\w)"
            if len(word) > 3
            else rf"(?<!\w){_PROCLITIC}{bare}(?!\w)"
        )
    return rf"(?<!\w){bare}(?!\w)"


def _blob(expression: str) -> str:
    """The expression as it may be matched against UTF-8 bytes, where no letter but ASCII is a word character: borders are checked later."""
    return (
        expression.replace(r"(?<!\w)", "")
        .replace(r"(?!\w)", "")
        .replace(r"[^\w]+", r"[^a-z\x80-\xff]+" if expression.isascii() else r"[ -/:-@\[-`{-~]+")
        .replace(_PROCLITIC, "")
    )


def marked(text: str, wanted: re.Pattern[str]) -> list[tuple[int, int]]:
    """Spans of the text, as it is written, whose folded form an expression finds."""
    folded, places = _folded_with_places(text)
    return [
        (places[found.start()], places[found.end() - 1] + 1) for found in wanted.finditer(folded) if found[0]
    ]


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and for each letter that is left its place in the text."""
    folded, places = [], []
    space = True
    for place, letter in enumerate(text):
        one = similar.fold(letter) if not letter.isspace() else " "
        if one == " " and space:
            continue
        for sign in one:
            folded.append(sign)
            places.append(place)
        space = one == " " or (space and not one)
    return "".join(folded), places


def _counterparts(
    phrase: str, others: Mapping[int, str], memory: Memory, language: str, pairs: Iterable[tuple[str, str]]
) -> set[str]:
    """Stems of the other language that stand for the phrase: known pairs, and words far more frequent here than elsewhere."""
    target = other(language).code
    folded = f" {similar.fold(phrase)} "
    known = {
        _stem(word, target)
        for one, two in pairs
        if similar.fold(one) in folded
        for word in similar.fold(two).split()
    }
    if len(others) < 3:
        return known
    here: Counter[str] = Counter()
    for text in others.values():
        here.update({_stem(word, target) for word in _WORD.findall(similar.fold(text))})
    elsewhere: Counter[str] = Counter()
    sample = 0
    for number, (ident, text) in enumerate(rows.texts(memory.store, target)):
        if number >= 2_000:
            break
        if ident in others:
            continue
        sample += 1
        elsewhere.update({_stem(word, target) for word in _WORD.findall(similar.fold(text))})
    for word, times in here.items():
        share, usual = times / len(others), elsewhere[word] / max(1, sample)
        if len(word) > 1 and share >= _OFTEN and (share >= _TIMES * usual or usual < 0.02):
            known.add(word)
    return known


def _stem(word: str, language: str) -> str:
    """A word without what Arabic joins to it; in English without a plural or a possessive s."""
    if language == "ar":
        plain = arabic.fold_detection(word)
        found = re.match(r"[وف]?(?:[بك]?ال|لل|[بكل])?(?=.{3})", plain)
        return plain[found.end() :] if found else plain
    word = word.removesuffix("'s")
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _spans_of(text: str, stems: set[str], language: str) -> tuple[tuple[int, int], ...]:
    if not stems:
        return ()
    return tuple(
        (match.start(), match.end())
        for match in _WORD.finditer(text)
        if _stem(fold_letters(similar.exact(match[0])), language) in stems
    )
