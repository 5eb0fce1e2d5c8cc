"""Pairs, terms and an epoch number go in; token batches of both directions come out, the same for the same seed."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.training.annotate import announce
from translate.training.vocabulary import PLACEHOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.training.annotate import Links, Term
    from translate.training.corpus import Pair
    from translate.training.recipe import Augmentation
    from translate.training.vocabulary import Pieces

_COPIED = re.compile(r"\d+(?:[.,:]\d+)*|[A-Za-z][A-Za-z0-9._@/-]{2,}")
_HAMZA = str.maketrans("أإآؤئ", "اااوي", "\u064b")


@dataclass(frozen=True, slots=True)
class Example:
    """Ids of a source with its language tag and </s>, and of a target with </s>; `links` are places (target, source) that say the same."""

    source: list[int]
    target: list[int]
    links: tuple[tuple[int, int], ...] = ()


def epoch(
    pairs: Sequence[Pair],
    terms: Sequence[Sequence[Term]],
    links: Sequence[Links],
    pieces: Pieces,
    augmentation: Augmentation,
    *,
    number: int,
    seed: int,
    batch: int,
    max_pieces: int,
) -> list[list[Example]]:
    """One epoch in shuffled batches of at most `batch` padded tokens (source plus target), lengths alike within a batch."""
    chance = random.Random(seed * 1_000_003 + number)
    examples: list[Example] = []
    texts: list[tuple[str, str, str]] = []
    owners: list[int] = []
    for index, pair in enumerate(pairs):
        times = int(pair.weight) + (chance.random() < pair.weight % 1)
        for _ in range(times):
            texts.extend(lines(pair, terms[index], augmentation, chance))
            owners.extend((index, index))
    sources = pieces.encode([text for text, _, _ in texts], sampling=augmentation.sampling, chance=chance)
    targets = pieces.encode([text for _, text, _ in texts])
    for source, target, (said, meant, tag), owner in zip(sources, targets, texts, owners, strict=True):
        if 0 < len(source) <= max_pieces and 0 < len(target) <= max_pieces:
            own = links[owner] if {said, meant} == {pairs[owner].english, pairs[owner].arabic} else []
            if tag == "ar":
                own = [(arabic, english) for english, arabic in own]
            spread = tuple(_spread(pieces.words(source), pieces.words(target), own)) if own else ()
            examples.append(Example([pieces.tags[tag], *source, pieces.eos], [*target, pieces.eos], spread))
    chance.shuffle(examples)
    examples.sort(key=lambda example: (len(example.target) // 4, len(example.source) // 2))
    batches: list[list[Example]] = [[]]
    widest = (0, 0)
    for example in examples:
        widest = (max(widest[0], len(example.source)), max(widest[1], len(example.target)))
        if batches[-1] and sum(widest) * (len(batches[-1]) + 1) > batch:
            batches.append([])
            widest = (len(example.source), len(example.target))
        batches[-1].append(example)
    chance.shuffle(batches)
    return batches


def _spread(source: list[int], target: list[int], links: Links) -> Iterator[tuple[int, int]]:
    """Links between words (target, source) as links between all their pieces; the source has a language tag in front."""
    for target_word, source_word in links:
        yield from (
            (at, of + 1)
            for at, word in enumerate(target)
            if word == target_word
            for of, other in enumerate(source)
            if other == source_word
        )


def lines(
    pair: Pair, terms: Sequence[Term], augmentation: Augmentation, chance: random.Random
) -> list[tuple[str, str, str]]:
    """Source, target and target language of both directions, with the augmentation's changes on the source side."""
    made = []
    for to_arabic in (True, False):
        source, target = (pair.english, pair.arabic) if to_arabic else (pair.arabic, pair.english)
        if pair.own:
            draw = chance.random()
            if terms and draw < augmentation.terms:
                source = announce(pair, terms, to_arabic=to_arabic, chance=chance)
            elif chance.random() < augmentation.placeholders:
                source, target = with_placeholders(source, target, chance)
            else:
                source, target = roughened(source, target, augmentation, chance, to_arabic=to_arabic)
        made.append((source, target, "ar" if to_arabic else "en"))
    return made


def with_placeholders(source: str, target: str, chance: random.Random) -> tuple[str, str]:
    """Figures and Latin strings that stand on both sides become <x1>…<x9>, as URLs and handles do at draft time."""
    said, meant = Counter(_COPIED.findall(source)), Counter(_COPIED.findall(target))
    shared = [word for word, times in said.items() if times == meant[word] == 1]
    symbols = dict(zip(shared, chance.sample(PLACEHOLDERS, len(PLACEHOLDERS)), strict=False))

    def placed(text: str) -> str:
        return _COPIED.sub(lambda word: symbols.get(word[0], word[0]), text)

    return placed(source), placed(target)


def roughened(
    source: str, target: str, augmentation: Augmentation, chance: random.Random, *, to_arabic: bool
) -> tuple[str, str]:
    """Now and then what careless sources look like: capitals, no final stop, no hamzas and no tanween."""
    if to_arabic and len(source) < 90 and chance.random() < augmentation.capitals:
        return source.upper(), target
    if source.endswith(".") and target.endswith(".") and chance.random() < augmentation.no_stop:
        return source[:-1], target[:-1]
    if not to_arabic and chance.random() < augmentation.no_hamza:
        return source.translate(_HAMZA), target
    return source, target
