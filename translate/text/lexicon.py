"""A stem goes in, the stems of the other language that it may be rendered by come out, learnt from the corpus (benchmarks/lexicon.py).

The file beside this module holds pairs of stems (English, Arabic, p(ar|en) and p(en|ar) in per cent, pairs of texts with both), English
stems that are names, and Arabic spellings with their counts. It is read once, when it is first asked.
"""

from __future__ import annotations

import gzip
import pkgutil
from functools import lru_cache
from typing import NamedTuple

from translate.text.stems import Word, stemmed
from translate.text.vocabulary import REMEMBERED

FILE = "lexicon.tsv.gz"
#: Words that say little by themselves; they are never looked for in the other language.
FUNCTION = {
    "en": frozenset(
        ["a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "is", "are", "was", "were", "be", "been", "being", "am", "do", "does", "did", "has", "have", "had", "having", "and", "or", "but", "if", "that", "this", "these", "those", "it", "its", "he", "his", "him", "she", "her", "they", "their", "them", "we", "our", "us", "you", "your", "i", "my", "me", "who", "whom", "whose", "which", "what", "when", "where", "why", "how", "there", "here", "then", "than", "so", "such", "not", "no", "nor", "too", "very", "can", "could", "will", "would", "shall", "should", "may", "might", "must", "also", "only", "just", "more", "most", "much", "many", "some", "any", "all", "both", "each", "every", "other", "another", "own", "same", "about", "into", "over", "under", "after", "before", "between", "through", "during", "against", "among", "upon", "within", "without", "up", "down", "out", "off", "while", "because", "until", "since", "although", "though", "however", "yet", "still", "even", "ever", "never", "again", "once", "one", "said", "say", "says", "told", "according", "s", "t", "re", "ve", "ll", "d", "m"]
    ),
    "ar": frozenset(
        ["في", "من", "على", "الى", "عن", "مع", "او", "ثم", "لكن", "ان", "انه", "انها", "الذي", "التي", "الذين", "اللذين", "اللتين", "هذا", "هذه", "ذلك", "تلك", "هو", "هي", "هم", "هن", "نحن", "انا", "كان", "كانت", "يكون", "تكون", "كانوا", "قد", "لقد", "لا", "لم", "لن", "ليس", "ليست", "ما", "كما", "حيث", "بين", "بعد", "قبل", "عند", "لدى", "منذ", "حتى", "كل", "بعض", "غير", "سوى", "اي", "ايضا", "فقط", "هناك", "هنا", "اذا", "لو", "لان", "كي", "بل", "اما", "وهو", "وهي", "فيه", "فيها", "به", "بها", "له", "لها", "عليه", "عليها", "منه", "منها", "اليه", "اليها", "قال", "وقال", "قالت", "واضاف", "خلال", "حول", "دون", "ضد", "نحو", "فوق", "تحت", "امام", "وراء", "عبر", "بسبب", "رغم"]
    ),
}  # fmt: skip
STRONG = 0.02  # least p at which a rendering counts as seen


class Tables(NamedTuple):
    """`pairs` by language of the stem; `names` English stems written with a capital; `spellings` Arabic forms and their counts."""

    pairs: dict[str, dict[str, dict[str, tuple[float, int]]]]
    names: frozenset[str]
    spellings: dict[str, int]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The lexicon, read from its file."""
    english: dict[str, dict[str, tuple[float, int]]] = {}
    arabic: dict[str, dict[str, tuple[float, int]]] = {}
    names: list[str] = []
    spellings: dict[str, int] = {}
    packed = pkgutil.get_data("translate.text", FILE)
    for line in gzip.decompress(packed or b"").decode("utf-8").splitlines():
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 5:
            source, target, count = cells[0], cells[1], int(cells[4])
            english.setdefault(source, {})[target] = (int(cells[2]) / 100, count)
            arabic.setdefault(target, {})[source] = (int(cells[3]) / 100, count)
        elif len(cells) == 2:
            spellings[cells[0]] = int(cells[1])
        else:
            names.append(cells[0])
    return Tables({"en": english, "ar": arabic}, frozenset(names), spellings)


def renderings(word: Word, language: str) -> dict[str, tuple[float, int]]:
    """Stems of the other language for a word, with probability (0-1) and count; of its likeliest known stem; empty for an unknown word."""
    return _renderings(word.stems, language)


@lru_cache(maxsize=REMEMBERED)
def _renderings(stems: tuple[str, ...], language: str) -> dict[str, tuple[float, int]]:
    table = tables().pairs[language]
    best: dict[str, tuple[float, int]] = {}
    for stem in stems:
        found = table.get(stem)
        if found:
            if not best:
                best = dict(found)
            else:
                for key, value in found.items():
                    best.setdefault(key, value)
    return best


@lru_cache(maxsize=64)
def stem_set(text: str, language: str) -> frozenset[str]:
    """Every stem of every word of a text."""
    return frozenset().union(*[word.stems for word in stemmed(text, language)])


@lru_cache(maxsize=64)
def coverage(
    source: str, target: str, source_language: str, target_language: str
) -> tuple[tuple[Word, bool | None], ...]:
    """The content words of the source, each with whether a rendering of it stands in the target; None for an unknown word."""
    there = stem_set(target, target_language)
    found: list[tuple[Word, bool | None]] = []
    for word in stemmed(source, source_language):
        if is_function(word, source_language):
            continue
        known = _renderings(word.stems, source_language)
        found.append((word, not there.isdisjoint(known) if known else None))
    return tuple(found)


def is_function(word: Word, language: str) -> bool:
    """Whether a word says too little to be looked for."""
    return len(word.raw) < 3 or _is_listed(word.raw if language == "en" else word.stems, language)


@lru_cache(maxsize=REMEMBERED)
def _is_listed(word: str | tuple[str, ...], language: str) -> bool:
    listed = FUNCTION[language]
    return word.lower() in listed if isinstance(word, str) else any(stem in listed for stem in word)
