"""Learn translate/text/lexicon.tsv.gz: which stems of the two languages stand for each other, and which Arabic spellings are known.

IBM model 1 in both directions over stems, ten iterations; a pair is kept where both directions believe it. Sources: corpora/news
(train part), and line files `english<TAB>arabic` (.tsv, .tsv.xz) that are given beside it.

    python benchmarks/lexicon.py ../data/un.tsv.xz ../data/tico19.tsv.xz
"""

from __future__ import annotations

import gzip
import lzma
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from translate.text.arabic import plain
from translate.text.stems import stemmed
from translate.training.corpus import split_of

ROOT = Path(__file__).parents[1]
OUT = ROOT / "translate" / "text" / "lexicon.tsv.gz"
ITERATIONS = 10
LEAST = 3  # pairs in which a stem must stand
BELIEVED = 0.06  # least probability in one direction, with the other above a tenth of it
SPELLINGS = 3  # times an Arabic form must stand in the corpus to be a known spelling
LONGEST = 80  # words; longer texts are left out


def own() -> list[tuple[str, str]]:
    """The train part of the corpus."""
    pairs = []
    for file in sorted((ROOT / "corpora" / "news").glob("*.tsv")):
        for line in file.read_text("utf-8").splitlines():
            article, _, _, english, arabic = line.split("\t")
            if split_of(article) == "train":
                pairs.append((english, arabic))
    return pairs


def given(paths: list[str]) -> list[tuple[str, str]]:
    """Pairs of line files."""
    pairs: list[tuple[str, str]] = []
    for path in paths:
        with (
            lzma.open(path, "rt", encoding="utf-8")
            if path.endswith(".xz")
            else Path(path).open(encoding="utf-8") as lines
        ):
            cells = [line.rstrip("\n").split("\t") for line in lines]
            pairs += [(row[0], row[1]) for row in cells if len(row) > 1]
    return pairs


def chosen(words: list[tuple[str, ...]], known: Counter[str]) -> list[str]:
    """One stem for each word: the one that the corpus has most often, the first where equal."""
    return [
        max(stems, key=lambda stem: (known[stem] * (len(stem) > 2), -stems.index(stem))) for stems in words
    ]


def learn(pairs: list[tuple[str, str]]) -> list[tuple[str, str, float, float, int]]:
    """English stem, Arabic stem, p(ar|en), p(en|ar), pairs that hold both."""
    texts = [(stemmed(e, "en"), stemmed(a, "ar")) for e, a in pairs]
    texts = [(e, a) for e, a in texts if e and a and len(e) <= LONGEST and len(a) <= LONGEST]
    first: Counter[str] = Counter(word.stems[0] for _, a in texts for word in a)
    english = [[word.stem for word in e] for e, _ in texts]
    arabic = [chosen([word.stems for word in a], first) for _, a in texts]
    counts = [Counter(w for t in side for w in set(t)) for side in (english, arabic)]
    index = [{w: i + 1 for i, w in enumerate(sorted(w for w, n in c.items() if n >= LEAST))} for c in counts]
    names = [["", *i] for i in index]
    sides = [
        [[index[s][w] for w in t if w in index[s]] for t in side] for s, side in enumerate((english, arabic))
    ]
    found: list[dict[tuple[int, int], float]] = []
    together: Counter[tuple[int, int]] = Counter()
    for e, a in zip(*sides, strict=True):
        together.update((x, y) for x in set(e) for y in set(a))
    for here, there in ((0, 1), (1, 0)):
        found.append(model_one(sides[here], sides[there], len(names[there])))
    kept = []
    for (x, y), n in together.items():
        forward, backward = found[0].get((x, y), 0.0), found[1].get((y, x), 0.0)
        if n >= 2 and max(forward, backward) >= BELIEVED and min(forward, backward) >= BELIEVED / 10:
            kept.append((names[0][x], names[1][y], forward, backward, n))
    return sorted(kept)


def model_one(given_: list[list[int]], made: list[list[int]], width: int) -> dict[tuple[int, int], float]:
    """t(made|given) after the iterations; 0 is the empty word on the given side."""
    rows, words, owners = [], [], []
    token = 0
    for one, other in zip(given_, made, strict=True):
        own_words = np.array([0, *one])
        for word in other:
            rows.append(own_words)
            words.append(np.full(len(own_words), word))
            owners.append(np.full(len(own_words), token))
            token += 1
    g, m, o = np.concatenate(rows), np.concatenate(words), np.concatenate(owners)
    keys, cell = np.unique(g.astype(np.int64) * width + m, return_inverse=True)
    head = (keys // width).astype(np.int64)
    t = np.ones(len(keys)) / width
    for _ in range(ITERATIONS):
        p = t[cell]
        p /= np.bincount(o, p)[o]
        count = np.bincount(cell, p, minlength=len(keys))
        t = count / np.bincount(head, count)[head]
    big = t > 0.004
    return {(int(k // width), int(k % width)): float(v) for k, v in zip(keys[big], t[big], strict=True)}


def names() -> list[str]:
    """English stems that are written with a capital inside sentences, four times in five."""
    high: Counter[str] = Counter()
    low: Counter[str] = Counter()
    for file in sorted((ROOT / "corpora" / "news").glob("*.tsv")):
        for line in file.read_text("utf-8").splitlines():
            article, kind, _, english, _ = line.split("\t")
            if split_of(article) != "train" or kind in (
                "headline",
                "dateline",
                "byline",
                "furniture",
                "section",
            ):
                continue
            for place, word in enumerate(stemmed(english, "en")):
                if place and not re.search(r"[.!?:\"“«\']\s*$", english[: word.start]):
                    (high if word.raw[0].isupper() else low)[word.stem] += 1
    return sorted(stem for stem, n in high.items() if n >= 2 and n >= 4 * low[stem] and len(stem) > 1)


def spellings(pairs: list[tuple[str, str]]) -> list[tuple[str, int]]:
    """Arabic forms with a letter that is often misspelt, and how often they stand in the corpus."""
    counted = Counter(plain(word.raw) for _, arabic in pairs for word in stemmed(arabic, "ar"))
    return sorted((word, n) for word, n in counted.items() if n >= SPELLINGS and len(word) > 1)


if __name__ == "__main__":
    corpus = own()
    lexicon = learn(corpus + given(sys.argv[1:]))
    forms = spellings(corpus)
    lines = [f"{e}\t{a}\t{round(100 * p)}\t{round(100 * q)}\t{n}" for e, a, p, q, n in lexicon]
    lines += [f"{word}\t{n}" for word, n in forms]
    lines += names()
    with OUT.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())
    print(f"{len(lexicon)} pairs, {len(forms)} spellings, {OUT.stat().st_size} bytes")
