"""Pairs go in; which target words can be announced in the source comes out (inline term annotation).

The method is target-lemma annotation (Bergmanis & Pinnis 2021, arXiv:2101.10035): behind a source word stands `<t> lemma </t>`,
and the model learns to use that word in the form the sentence needs. Names come from a list; other words from an IBM model 1
(Brown et al. 1993), intersected in both directions.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from translate.training.corpus import Pair

TERM_OPEN, TERM_CLOSE = "<t>", "</t>"
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_ROUNDS = 4
_SURE = 0.15  # product of both directions' probabilities; below it the alignment is a guess
_LIKELY = 0.06  # enough to show an attention head where to look, too little to announce a term
_FUNCTION = 30  # the most frequent words of each side say nothing of which word they belong to
_COMMON = 200  # the most frequent words of each side are function words and are never terms


@dataclass(frozen=True, slots=True)
class Term:
    """english[e_end] and arabic[a_end] are where an annotation can go in; lemma is the Arabic citation form."""

    english: str
    lemma: str
    english_end: int
    arabic_end: int
    is_name: bool


def stem(word: str) -> str:
    """An Arabic word without conjunction, preposition and article, for counting only (never for matching terms)."""
    if len(word) > 4 and word[0] in "وف":
        word = word[1:]
    if len(word) > 4 and word.startswith("لل"):
        return word[2:]
    if len(word) > 5 and word[0] in "بك" and word.startswith("ال", 1):
        word = word[1:]
    return word[2:] if len(word) > 4 and word.startswith("ال") else word


def lemma(word: str, known: Counter[str]) -> str:
    """The citation form: proclitics off where the rest is a word that occurs more often by itself; the article stays."""
    if len(word) > 4 and word[0] in "وف" and known[word[1:]] * 2 > known[word]:
        word = word[1:]
    if len(word) > 4 and word.startswith("لل") and known["ال" + word[2:]]:
        return "ال" + word[2:]
    if len(word) > 4 and word[0] in "بكل" and known[word[1:]] > known[word]:
        word = word[1:]
    return word


Links = list[tuple[int, int]]
"""Which word of the English (its place among the words between spaces) says the same as which of the Arabic."""


def terms_of(pairs: Sequence[Pair], names: Sequence[tuple[str, str]]) -> tuple[list[list[Term]], list[Links]]:
    """For each pair the terms that could be announced, names first, and its word links; one list each a pair, in order."""
    aligned, links = _aligned(pairs)
    finders = [
        (english, arabic, re.compile(rf"(?<![\w-]){re.escape(english)}(?![\w-])"), _name_pattern(arabic))
        for english, arabic in names
    ]
    starts: dict[str, list[int]] = {}
    for index, (english, *_) in enumerate(finders):
        starts.setdefault(english.split()[0].split("-")[0], []).append(index)
    found: list[list[Term]] = []
    for pair, terms in zip(pairs, aligned, strict=True):
        own: list[Term] = []
        words = {part for word in pair.english.split() for part in re.findall(r"\w+", word)}
        for index in sorted(
            {index for word in words for index in starts.get(word, ())},
            key=lambda index: -len(finders[index][0]),
        ):
            english, arabic, in_english, in_arabic = finders[index]
            left, right = in_english.search(pair.english), in_arabic.search(pair.arabic)
            if left and right and not any(term.english_end == left.end() for term in own):
                own.append(Term(english, arabic, left.end(), right.end(), True))
        taken = {term.english_end for term in own}
        found.append(own + [term for term in terms if term.english_end not in taken])
    return found, links


def _name_pattern(arabic: str) -> re.Pattern[str]:
    bare = re.escape(arabic)
    after_lam = re.escape("ل" + arabic[2:]) if arabic.startswith("ال") else None
    forms = rf"[بكل]?{bare}" + (rf"|ل{after_lam}" if after_lam else "")
    return re.compile(rf"(?<!\w)[وف]?(?:{forms})(?!\w)")


def announce(pair: Pair, terms: Sequence[Term], *, to_arabic: bool, chance: random.Random) -> str:
    """The source side with one to three of its terms announced."""
    weights = [4 if term.is_name else 1 for term in terms]
    wanted = min(len(terms), chance.choice((1, 1, 2, 2, 3)))
    chosen: dict[int, Term] = {}
    for term in chance.choices(terms, weights, k=wanted * 2):
        if len(chosen) < wanted:
            chosen[term.english_end if to_arabic else term.arabic_end] = term
    source = pair.english if to_arabic else pair.arabic
    for end in sorted(chosen, reverse=True):
        target = chosen[end].lemma if to_arabic else chosen[end].english
        if to_arabic and not chosen[end].is_name and target.startswith("ال") and chance.random() < 0.5:
            target = target[2:]
        source = f"{source[:end]} {TERM_OPEN} {target} {TERM_CLOSE}{source[end:]}"
    return source


def _aligned(pairs: Sequence[Pair]) -> tuple[list[list[Term]], list[Links]]:
    import numpy

    english = [list(_WORD.finditer(pair.english)) for pair in pairs]
    arabic = [list(_WORD.finditer(pair.arabic)) for pair in pairs]
    known = Counter(word[0] for words in arabic for word in words)
    e_counts = Counter(word[0].lower() for words in english for word in words)
    a_counts = Counter(stem(word[0]) for words in arabic for word in words)
    e_ids = {word: index for index, (word, _) in enumerate(e_counts.most_common())}
    a_ids = {word: index for index, (word, _) in enumerate(a_counts.most_common())}
    cells_e, cells_a, cells_pair = [], [], []
    for index, (left, right) in enumerate(zip(english, arabic, strict=True)):
        es = numpy.fromiter({e_ids[word[0].lower()] for word in left}, dtype=numpy.int64)
        rs = numpy.fromiter({a_ids[stem(word[0])] for word in right}, dtype=numpy.int64)
        cells_e.append(numpy.repeat(es, len(rs)))
        cells_a.append(numpy.tile(rs, len(es)))
        cells_pair.append(numpy.full(len(es) * len(rs), index))
    e_of, a_of, pair_of = (numpy.concatenate(cells) for cells in (cells_e, cells_a, cells_pair))
    keys, cell = numpy.unique(e_of * len(a_ids) + a_of, return_inverse=True)
    a_given_e = _ibm1(pair_of * len(a_ids) + a_of, cell, keys // len(a_ids), len(keys))
    e_given_a = _ibm1(pair_of * len(e_ids) + e_of, cell, keys % len(a_ids), len(keys))
    product = (a_given_e * e_given_a)[cell]
    likely = numpy.flatnonzero((product > _LIKELY) & (e_of >= _FUNCTION) & (a_of >= _FUNCTION))
    linked: list[dict[int, int]] = [{} for _ in pairs]
    for position in likely:
        linked[pair_of[position]][int(e_of[position])] = int(a_of[position])
    sure = set(zip(*(array[product > _SURE].tolist() for array in (pair_of, e_of)), strict=True))
    terms: list[list[Term]] = []
    links: list[Links] = []
    for index, (pair, left, right, link) in enumerate(zip(pairs, english, arabic, linked, strict=True)):
        places = {a_ids[stem(word[0])]: word for word in reversed(right)}
        terms.append([])
        links.append([])
        for word in left:
            number = e_ids[word[0].lower()]
            target = places.get(link.get(number, -1))
            if target is None:
                continue
            links[-1].append(
                (pair.english.count(" ", 0, word.start()), pair.arabic.count(" ", 0, target.start()))
            )
            if len(word[0]) > 3 and number >= _COMMON and link[number] >= _COMMON and (index, number) in sure:
                is_name = word[0][0].isupper() and word.start() > 0
                terms[-1].append(Term(word[0], lemma(target[0], known), word.end(), target.end(), is_name))
    return terms, links


def _ibm1(group: Any, cell: Any, parent: Any, size: int) -> Any:
    """P(child | parent) for each of `size` word pairs, by expectation maximisation over the cells of all sentence pairs."""
    import numpy

    probability = numpy.ones(size)
    _, group = numpy.unique(group, return_inverse=True)
    for _ in range(_ROUNDS):
        mass = probability[cell]
        share = mass / numpy.bincount(group, mass)[group]
        counts = numpy.bincount(cell, share, minlength=size)
        probability = counts / numpy.bincount(parent, counts)[parent]
    return probability
