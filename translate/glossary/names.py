"""A name that no glossary holds goes in; likely spellings in the other language come out, best first, never inserted silently.

Names of the glossary come first (an exact or a sounding-alike one), then what a joint-sequence model spells, names whose parts are known
before others. The model was learnt by benchmarks/names.py from the names of the house glossary, the bylines of corpora/news and a list of 16,000
names under the Apache-2.0 licence (google transliteration data). On words it had not seen the right spelling is among the first five
for 70 % into Arabic and for 43 % into English, where a name has many (November 2026).
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from translate.glossary.english_index import is_headline, tokens
from translate.glossary.variants import keys, normalise, skeleton
from translate.languages import language as known_language
from translate.text.arabic import plain
from translate.text.clitics import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translate.glossary.entry import Glossary
    from translate.model import TermMatch

MODEL = Path(__file__).with_name("names.tsv")
START, END = ("<", "<"), (">", ">")
BEAM = 40
LONGEST = 60  # characters of a name
KNOWN_PART = 3.0  # nats that a word of the glossary is worth
_DISCOUNT = 0.7
_SENTENCE = re.compile('[.!?:\n"“«]')
_LATIN = re.compile("[a-z]+")
_PARTICLES = {
    "ar": {"abu": "أبو", "abou": "أبو", "bin": "بن", "ibn": "بن", "bint": "بنت", "umm": "أم", "um": "أم"},
    "en": {"أبو": "Abu", "أبي": "Abi", "بن": "bin", "ابن": "Ibn", "بنت": "bint", "أم": "Umm"},
}
_SERVANT = "عبد"  # عبد الرحمن is Abdul Rahman: the article goes with the first word
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october"
    " november december"
)
_CALENDAR = frozenset(_DAYS.split())


class Suggestion(NamedTuple):
    """A spelling; `origin` is `glossary` (a name of it sounds like that) or `model`, `score` a log-probability (0 for the glossary)."""

    text: str
    score: float
    origin: str


def spelt_english(name: str) -> list[str]:
    """The words of an English name as the model spells them: lower case, the article tied to its word (al-hasakah)."""
    parts = [normalise(part) for part in re.split(r"([-‐‑]|\s+)", name)]
    words: list[str] = []
    article = False
    for place, part in enumerate(parts):
        word = "".join(_LATIN.findall(part))
        if not word:
            continue
        following = parts[place + 2] if place + 2 < len(parts) else ""
        if following and (word in ("al", "el", "ul") or _is_assimilated(word, name, following)):
            article = True
            continue
        words.append(f"al-{word}" if article else word)
        article = False
    return words


def _is_assimilated(word: str, name: str, following: str) -> bool:
    """Whether a word is an article that took on the next letter (ez-Zor, ash-Shaddadi); only a hyphen shows it."""
    tied = re.search(rf"\b{re.escape(word)}[-‐‑]", name, re.IGNORECASE)
    return bool(tied) and 1 < len(word) < 4 and word[0] in "aeiu" and following.startswith(word[1:])


def spelt_arabic(name: str) -> list[str]:
    """The words of an Arabic name as the model spells them: the article tied to its word (ال-حسكة)."""
    words = [plain(word) for word in name.split()]
    return [f"{ARTICLE}-{word[2:]}" if word.startswith(ARTICLE) and len(word) > 4 else word for word in words]


class Speller:
    """Trigrams over pairs of letter groups, with absolute discounting; made from the text of a model file."""

    def __init__(self, text: str) -> None:
        self._counts: dict[tuple[tuple[str, str], ...], int] = {}
        self._totals: dict[tuple[tuple[str, str], ...], int] = {}
        self._kinds: dict[tuple[tuple[str, str], ...], int] = {}
        for line in text.splitlines():
            count, *units = line.split("\t")
            gram = tuple((unit.partition(":")[0], unit.partition(":")[2]) for unit in units)
            self._counts[gram] = int(count)
            self._totals[gram[:-1]] = self._totals.get(gram[:-1], 0) + int(count)
            self._kinds[gram[:-1]] = self._kinds.get(gram[:-1], 0) + 1
        self._by_english: dict[str, list[tuple[str, str]]] = {}
        self._by_arabic: dict[str, list[tuple[str, str]]] = {}
        for gram in self._counts:
            if len(gram) == 1 and gram[0] != END:
                self._by_english.setdefault(gram[0][0], []).append(gram[0])
                self._by_arabic.setdefault(gram[0][1], []).append(gram[0])

    def probability(self, unit: tuple[str, str], context: tuple[tuple[str, str], ...]) -> float:
        """Interpolated probability of a unit behind up to two others."""
        total = self._totals.get(context, 0)
        if not context:
            return max(self._counts.get((unit,), 0), 0.1) / max(total, 1)
        lower = self.probability(unit, context[1:])
        if not total:
            return lower
        count = self._counts.get((*context, unit), 0)
        return max(count - _DISCOUNT, 0) / total + _DISCOUNT * self._kinds[context] / total * lower

    def spell(self, word: str, language: str, limit: int = 5) -> list[tuple[str, float]]:
        """Spellings of a word in a language (`ar` or `en`) with their log-probabilities, best first; none where a letter is unknown."""
        other = 1 if language == "ar" else 0
        table = self._by_english if language == "ar" else self._by_arabic
        longest = max((len(group) for group in table), default=0)
        beams: list[dict[tuple[str, tuple[tuple[str, str], ...]], float]] = [{} for _ in range(len(word) + 1)]
        beams[0][("", (START, START))] = 0.0
        for place in range(len(word)):
            self._insert(beams[place], table.get("", ()), other)
            states = sorted(beams[place].items(), key=lambda item: -item[1])[:BEAM]
            for size in range(1, min(longest, len(word) - place) + 1):
                units = table.get(word[place : place + size], ())
                ahead = beams[place + size]
                for (made, context), score in states:
                    for unit in units:
                        key = (made + unit[other], (context[1], unit))
                        value = score + math.log(self.probability(unit, context))
                        if value > ahead.get(key, -math.inf):
                            ahead[key] = value
        self._insert(beams[-1], table.get("", ()), other)
        found: dict[str, float] = {}
        for (made, context), score in beams[-1].items():
            value = score + math.log(self.probability(END, context))
            found[made] = float(_log_sum(found[made], value)) if made in found else value
        return sorted(found.items(), key=lambda item: -item[1])[:limit]

    def _insert(
        self,
        states: dict[tuple[str, tuple[tuple[str, str], ...]], float],
        units: Iterable[tuple[str, str]],
        other: int,
    ) -> None:
        """Letters that stand for nothing on the side that is read (a vowel that Arabic does not write)."""
        for (made, context), score in sorted(states.items(), key=lambda item: -item[1])[: BEAM // 4]:
            for unit in units:
                key = (made + unit[other], (context[1], unit))
                value = score + math.log(self.probability(unit, context))
                if value > states.get(key, -math.inf):
                    states[key] = value


def _log_sum(one: float, two: float) -> float:
    high, low = max(one, two), min(one, two)
    return high + math.log1p(math.exp(low - high))


@lru_cache(maxsize=1)
def speller() -> Speller:
    """The speller that ships with the package."""
    return Speller(MODEL.read_text(encoding="utf-8"))


def suggest(name: str, target_language: str, glossary: Glossary, limit: int = 5) -> tuple[Suggestion, ...]:
    """Spellings of a name in the target language, best first; empty for a text that is not a name in the other language."""
    target = known_language(target_language).code
    name = " ".join(name.split())[:LONGEST]
    close, far = _sounding_alike(name, target, glossary)
    found = {text: Suggestion(text, 0.0, "glossary") for text in close}
    for text, score in _spelt(name, target, glossary, limit):
        found.setdefault(text, Suggestion(text, round(score, 2), "model"))
    kept = list(found.values())[:limit]
    if limit > 2 and far and far[0] not in found:
        kept = [*kept[: limit - 1], Suggestion(far[0], 0.0, "glossary")]
    return tuple(kept)


def _sounding_alike(name: str, target: str, glossary: Glossary) -> tuple[list[str], list[str]]:
    """House forms of entries that the name may be: those with the same key, and those with the same consonants only."""
    if target == "en":
        return [glossary[entry].english for entry in glossary.written(name)], []
    wanted, bones = keys(name), skeleton(name)
    close, far = [], []
    for entry in glossary:
        if entry.is_name and wanted and len(bones) > 1:
            if wanted & keys(entry.english):
                close.append(entry.arabic)
            elif bones == skeleton(entry.english) and len(bones) > 2:
                far.append(entry.arabic)
    return list(dict.fromkeys(close)), list(dict.fromkeys(far))


def _spelt(name: str, target: str, glossary: Glossary, limit: int) -> list[tuple[str, float]]:
    words = spelt_english(name) if target == "ar" else spelt_arabic(name)
    if not words:
        return []
    known = _parts(glossary, target)
    lines: list[tuple[list[str], float]] = [([], 0.0)]
    for place, word in enumerate(words):
        after_servant = target == "en" and place > 0 and words[place - 1] == _SERVANT
        if word in _PARTICLES[target]:
            choices = [(_PARTICLES[target][word], 0.0)]
        elif target == "en" and word == _SERVANT and place + 1 < len(words):
            choices = [("abdul", 0.0)]
        else:
            bare = word.removeprefix(f"{ARTICLE}-") if after_servant else word
            choices = speller().spell(bare, target, limit * 3)
        if not choices:
            return []
        choices = [
            (text, score + (KNOWN_PART if text.replace("-", "") in known else 0.0)) for text, score in choices
        ]
        grown = [([*line, text], total + score) for line, total in lines for text, score in choices]
        lines = sorted(grown, key=lambda item: -item[1])[: limit * 3]
    return [(_written(line, target), score) for line, score in lines]


def _written(words: Sequence[str], target: str) -> str:
    if target == "ar":
        return " ".join(word.replace("-", "") for word in words)
    shown = []
    for place, word in enumerate(words):
        if word.startswith("al-"):
            shown.append(f"{'al' if place else 'Al'}-{word[3:].capitalize()}")
        else:
            shown.append(word if word in ("bin", "bint") and place else word.capitalize())
    return " ".join(shown)


@lru_cache(maxsize=4)
def _parts(glossary: Glossary, language: str) -> frozenset[str]:
    """Words of the names of a glossary."""
    found: set[str] = set()
    for entry in glossary:
        if entry.is_name:
            text = entry.house(language)
            found.update(map(plain, text.split()) if language == "ar" else re.split("[ -]", text.lower()))
    return frozenset(found)


def unknown(text: str, matches: Iterable[TermMatch]) -> list[str]:
    """Names of an English text that no match covers: capitalised words inside a sentence, in order, each once."""
    covered = [(match.start, match.end) for match in matches]
    words = tokens(text)
    if is_headline(words):
        return []
    found: list[str] = []
    run: list[int] = []
    for place, word in enumerate(words):
        is_free = not any(start < word.end and word.start < end for start, end in covered)
        begins = place == 0 or bool(_SENTENCE.search(text[words[place - 1].end : word.start]))
        is_name = (
            word.raw[0].isupper()
            and is_free
            and not begins
            and len(word.raw) > 2
            and not word.raw.isupper()
            and word.plain not in _CALENDAR
        )
        goes_on = (
            bool(run)
            and word.joined
            and is_free
            and (is_name or (word.plain in ("al", "el", "bin") and place + 1 < len(words)))
        )
        if goes_on or is_name:
            run = [*run, place] if goes_on else [place]
            if place + 1 < len(words) and words[place + 1].joined:
                continue
        if run and (not (goes_on or is_name) or place == len(words) - 1 or not words[place + 1].joined):
            found.append(text[words[run[0]].start : words[run[-1]].end])
            run = []
    return list(dict.fromkeys(found))
