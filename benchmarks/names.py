"""Learn how names are spelt in the other language, and measure it: writes translate/glossary/names.tsv and prints top-1, -3, -5 hits.

    python benchmarks/names.py LIST.tsv [LIST.tsv ...] [--write]

A list is `english<TAB>arabic` a line. The names of the house glossary and the bylines of corpora/news are always taken in; every
tenth word is kept out of training and measured. The model is a trigram over pairs of letter groups (joint-sequence model, Bisani and
Ney 2008), aligned by Viterbi EM.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter, defaultdict
from pathlib import Path

from translate.glossary import load
from translate.glossary.names import END, MODEL, START, Speller, spelt_arabic, spelt_english

ROOT = Path(__file__).parents[1]
ROUNDS = 5
LONGEST_EN, LONGEST_AR = 3, 2
Unit = tuple[str, str]


def pairs_of(lists: list[Path]) -> list[tuple[str, str]]:
    """Word pairs of lists, glossary and bylines, each once."""
    found: set[tuple[str, str]] = set()
    for path in lists:
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) >= 2:
                found.update(words_of(fields[0], fields[1]))
    for entry in load():
        if entry.is_name and entry.domain not in ("country", "world", "capital", "continent"):
            found.update(words_of(entry.english, entry.arabic))
    byline = re.compile(r"^[^-–]+(?:\([^)]*\))? [-–] ([A-Z][\w'’ -]+)$")
    for path in sorted((ROOT / "corpora" / "news").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) == 5 and fields[1] in ("dateline", "byline"):
                english = byline.match(fields[3])
                arabic = fields[4].rpartition(":")[2].strip()
                if english and arabic and "،" not in arabic:
                    found.update(words_of(english[1], arabic))
    return sorted(found)


def words_of(english: str, arabic: str) -> list[tuple[str, str]]:
    """Word pairs of a name with as many words in both languages; the article stays with its word."""
    left = spelt_english(english)
    right = spelt_arabic(arabic)
    if len(left) != len(right):
        return []
    return [
        (one, two)
        for one, two in zip(left, right, strict=True)
        if 2 <= len(one) <= 16
        and 2 <= len(two) <= 12
        and one.startswith("al-") == two.startswith("ال-")
        and skeletons_agree(one, two)
    ]


_SOUND = dict(zip("بتثجحخدذرزسشصضطظغفقكلمن", "bttghkddrzsssdtzgfqklmn", strict=True))


def skeletons_agree(english: str, arabic: str) -> bool:
    """A rough guard against pairs that are translations and not spellings."""
    wanted = [_SOUND[letter] for letter in arabic if letter in _SOUND and letter != "ع"]
    letters = (
        english.replace("k", "q").replace("c", "q").replace("j", "g").replace("v", "f").replace("p", "b")
    )
    wanted = ["q" if letter == "k" else letter for letter in wanted]
    return not wanted or sum(letter in letters for letter in wanted) >= 0.6 * len(wanted)


def align(pairs: list[tuple[str, str]]) -> list[list[Unit]]:
    """The best segmentation of each pair into units of up to three Latin and two Arabic letters, after ROUNDS of EM."""
    weights: dict[Unit, float] = {}
    paths: list[list[Unit]] = []
    for round_ in range(ROUNDS):
        counts: Counter[Unit] = Counter()
        paths = []
        for english, arabic in pairs:
            path = best_path(english, arabic, weights, is_first=round_ == 0)
            paths.append(path)
            counts.update(path)
        total = sum(counts.values())
        weights = {unit: math.log(count / total) for unit, count in counts.items()}
        print(f"round {round_ + 1}: {len(counts)} units", flush=True)
    return paths


def best_path(english: str, arabic: str, weights: dict[Unit, float], *, is_first: bool) -> list[Unit]:
    """The most probable segmentation; in the first round the one closest to 1.3 Latin letters for an Arabic one."""
    size_e, size_a = len(english), len(arabic)
    slope, floor = size_e / max(size_a, 1), -16.0
    best = [[-math.inf] * (size_a + 1) for _ in range(size_e + 1)]
    back: list[list[tuple[int, int]]] = [[(0, 0)] * (size_a + 1) for _ in range(size_e + 1)]
    best[0][0] = 0.0
    for i in range(size_e + 1):
        row = best[i]
        for j in range(size_a + 1):
            here = row[j]
            if here == -math.inf or abs(i - j * slope) > 4:
                continue
            for de in range(min(LONGEST_EN, size_e - i) + 1):
                group = english[i : i + de]
                ahead, behind = best[i + de], back[i + de]
                for da in range(0 if de else 1, min(LONGEST_AR if de else 1, size_a - j) + 1):
                    if is_first:
                        score = here - abs(de - 1.3 * da) - (1.5 if de == 0 or da == 0 else 1.0)
                    else:
                        score = here + weights.get((group, arabic[j : j + da]), floor)
                    if score > ahead[j + da]:
                        ahead[j + da], behind[j + da] = score, (i, j)
    if best[size_e][size_a] == -math.inf:
        return [(english, arabic)]
    path: list[Unit] = []
    i, j = size_e, size_a
    while (i, j) != (0, 0):
        k, m = back[i][j]
        path.append((english[k:i], arabic[m:j]))
        i, j = k, m
    return path[::-1]


def model_of(paths: list[list[Unit]]) -> Counter[tuple[Unit, ...]]:
    """Counts of unit trigrams, bigrams and unigrams."""
    counts: Counter[tuple[Unit, ...]] = Counter()
    for path in paths:
        line = [START, START, *path, END]
        for place in range(2, len(line)):
            counts[(line[place],)] += 1
            counts[tuple(line[place - 1 : place + 1])] += 1
            counts[tuple(line[place - 2 : place + 1])] += 1
    return Counter({gram: count for gram, count in counts.items() if count > len(gram) - 2})


def text_of(counts: Counter[tuple[Unit, ...]]) -> str:
    """The model file: count and units, most frequent first."""
    lines = [
        "\t".join([str(count), *(f"{one}:{two}" for one, two in gram)])
        for gram, count in sorted(counts.items(), key=lambda item: (len(item[0]), -item[1], item[0]))
    ]
    return "\n".join(lines) + "\n"


def measure(speller: Speller, held: list[tuple[str, str]]) -> None:
    for language, source, target in (("ar", 0, 1), ("en", 1, 0)):
        wanted: dict[str, set[str]] = defaultdict(set)
        for pair in held:
            wanted[pair[source]].add(pair[target])
        hits = Counter[int]()
        for word, right in wanted.items():
            found = [text for text, _ in speller.spell(word, language, limit=10)]
            for limit in (1, 3, 5, 10):
                hits[limit] += bool(right & set(found[:limit]))
        rates = ", ".join(f"top-{limit} {100 * hits[limit] / len(wanted):.1f}" for limit in (1, 3, 5, 10))
        print(f"to {language}: {len(wanted)} words, {rates}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("lists", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true", help="learn from all words and write the model")
    arguments = parser.parse_args()
    pairs = pairs_of(arguments.lists)
    held = pairs[::10]
    known = pairs if arguments.write else [pair for place, pair in enumerate(pairs) if place % 10]
    print(f"{len(known)} word pairs")
    text = text_of(model_of(align(known)))
    print(f"{text.count(chr(10))} lines, {len(text.encode()) // 1024} KB")
    if arguments.write:
        MODEL.write_text(text, encoding="utf-8")
    else:
        measure(Speller(text), held)


if __name__ == "__main__":
    main()
