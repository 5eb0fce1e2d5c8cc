"""How fast the translation memory answers, and what it finds: beside brute force with rapidfuzz and beside full-text search of SQLite.

    python benchmarks/memory.py [--units 1000000] [--language en] [--queries 500] [--brute 60] [--segments 10000] [--tmx 500]

Units are made from corpora/news: sentences cut and joined, so that words and letters are as frequent as in news, and near-duplicates
are more frequent. Queries are units with 5 to 20 % of their words replaced, deleted, inserted or misspelt. Times are of one process,
in wall time and in CPU time (on a busy machine only the latter says something); memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from translate import store
from translate.memory import Memory, leverage
from translate.store import memory as rows
from translate.text import similar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from translate.store import Store

ROOT = Path(__file__).parents[1]
LETTERS = {"en": "abcdefghiklmnoprstuw", "ar": "ابتجحدرسعفقلمنهوي"}


def corpus() -> list[tuple[str, str]]:
    """(English, Arabic) segments of the project's own corpus."""
    found = []
    for path in sorted((ROOT / "corpora" / "news").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) >= 5 and len(cells[3]) > 10:
                found.append((cells[3], cells[4]))
    return found


def made(base: list[tuple[str, str]], number: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Pairs made of two halves of others each."""
    for _ in range(number):
        one, two = chance.choice(base), chance.choice(base)
        pair = []
        for side in (0, 1):
            left, right = one[side].split(), two[side].split()
            cut = chance.random()
            pair.append(" ".join(left[: max(1, int(cut * len(left)))] + right[int(cut * len(right)) :])[:500])
        yield pair[0], pair[1]


def edited(text: str, share: float, words: list[str], letters: str, chance: random.Random) -> str:
    """The text with some words replaced, deleted, added or misspelt."""
    found = text.split()
    for _ in range(max(1, int(share * len(found)))):
        place, kind = chance.randrange(len(found)), chance.random()
        if kind < 0.4:
            found[place] = chance.choice(words)
        elif kind < 0.6 and len(found) > 3:
            del found[place]
        elif kind < 0.8:
            found.insert(place, chance.choice(words))
        else:
            word = found[place]
            spot = chance.randrange(len(word))
            found[place] = word[:spot] + chance.choice(letters) + word[spot + 1 :]
    return " ".join(found)


def timed(what: str, call: Callable[[str], object], queries: list[str]) -> list[Any]:
    """Run a call for each query; print median and 95th percentile."""
    wall, cpu, answers = [], [], []
    for query in queries:
        began, used = time.perf_counter(), time.process_time()
        answers.append(call(query))
        wall.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.process_time() - used))

    def told(values: list[float]) -> str:
        ordered = sorted(values)
        return f"p50 {statistics.median(ordered):.2f}, p95 {ordered[int(0.95 * (len(ordered) - 1))]:.2f} ms"

    print(f"{what}: {told(wall)} (CPU: {told(cpu)}), {len(queries)} queries", flush=True)
    return answers


def span(what: str, call: Callable[[], object]) -> object:
    """Run a call; print how long it took and the memory that the process took at most until now."""
    began, used = time.perf_counter(), time.process_time()
    value = call()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{what}: {time.perf_counter() - began:.1f} s (CPU {time.process_time() - used:.1f} s), peak {peak} MB",
        flush=True,
    )
    return value


def fill(opened: Store, base: list[tuple[str, str]], number: int) -> None:
    chance = random.Random(1)
    rows.add_many(opened, (rows.Pair(one, two, "en", "ar") for one, two in made(base, number, chance)))


def peer(texts: list[str]) -> Callable[[str], object]:
    """Full-text search of SQLite (FTS5, words, bm25): its hundred best are compared as ours are."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='unicode61')")
    database.executemany("INSERT INTO t(rowid, text) VALUES (?, ?)", enumerate(texts))

    def find(query: str) -> object:
        words = " OR ".join(
            f'"{word}"' for word in {w.strip('.,;:"()') for w in similar.fold(query).split()} if word
        )
        found = [
            row[0]
            for row in database.execute(
                "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 100", (words,)
            )
        ]
        return process.extractOne(
            similar.fold(query),
            [texts[place] for place in found],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=0.75,
        )

    return find


def recall(what: str, answers: list[float], best: list[float]) -> None:
    asked = [(mine, right) for mine, right in zip(answers, best, strict=True) if right]
    hit = sum(mine >= right - 1e-6 for mine, right in asked)
    print(f"{what}: as good as brute force in {hit} of {len(asked)} queries", flush=True)


def tmx(path: Path, base: list[tuple[str, str]], megabytes: int) -> None:
    from translate.exchange import Record, exchange

    chance = random.Random(3)

    def endless() -> Iterator[Record]:
        for number, (one, two) in enumerate(made(base, 100_000_000, chance), 1):
            if number % 1000 == 0 and path.stat().st_size > megabytes * 1024 * 1024:
                return
            yield Record(f"u{number}", one, two, state="reviewed")

    with path.open("wb") as stream:
        exchange("tmx").write(endless(), stream)


def index_only(
    told: argparse.Namespace, base: list[tuple[str, str]], words: list[str], chance: random.Random
) -> int:
    """The n-gram index by itself: what a search costs beyond looking rows up."""
    from translate.memory import ngrams

    language = told.language
    pairs = made(base, told.units, random.Random(1))
    folded = [similar.fold(pair[language == "ar"]) for pair in pairs]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "s"
        span(f"index of {told.units} texts", lambda: ngrams.build(enumerate(folded, 1), place))
        print(f"on disk: {sum(path.stat().st_size for path in place.iterdir()) / 1e6:.0f} MB", flush=True)
        segment = ngrams.Segment(place)
        queries = [
            similar.fold(
                edited(
                    chance.choice(folded), chance.choice((0.05, 0.1, 0.2)), words, LETTERS[language], chance
                )
            )
            for _ in range(told.queries)
        ]
        answers = timed("fuzzy", lambda text: segment.similar(text, ngrams.grams(text), 0.75, 1), queries)
        part = queries[: told.brute]
        right = timed(
            "rapidfuzz brute force",
            lambda text: process.extractOne(
                text, folded, scorer=Levenshtein.normalized_similarity, score_cutoff=0.75
            ),
            part,
        )
        best = [float(found[1]) if found else 0.0 for found in right]
        mine = [float(found[0][0]) if found else 0.0 for found in answers[: len(part)]]
        recall("recall", mine, best)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--language", choices=("en", "ar"), default="en")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument(
        "--brute", type=int, default=60, help="queries that brute force answers, too; 0 for none"
    )
    parser.add_argument(
        "--segments", type=int, default=10_000, help="segments of the leverage analysis; 0 for none"
    )
    parser.add_argument("--peer", type=int, default=60, help="queries that FTS5 answers, too; 0 for none")
    parser.add_argument(
        "--tmx", type=int, default=0, help="megabytes of a TMX file that is imported; 0 for none"
    )
    parser.add_argument("--index-only", action="store_true", help="leave the database out")
    told = parser.parse_args()
    base, language, chance = corpus(), told.language, random.Random(2)
    words = [word for pair in base[:4000] for word in pair[language == "ar"].split()]
    if told.index_only:
        return index_only(told, base, words, chance)
    with tempfile.TemporaryDirectory() as folder:
        opened = store.open(str(Path(folder) / "desk.db"))
        if told.tmx:
            path = Path(folder) / "big.tmx"
            tmx(path, base, told.tmx)
            print(f"TMX: {path.stat().st_size / 1e6:.0f} MB")
            from translate.workflow.memory import import_file

            span("import of the TMX", lambda: import_file(opened, path))
        span(f"{told.units} units into the database", lambda: fill(opened, base, told.units))
        memory = Memory(opened)
        span("index", lambda: memory.index(language))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        print(f"on disk: {size / 1e6:.0f} MB")
        known = [text for _, text in rows.texts(opened, language)]
        chosen = [chance.choice(known) for _ in range(told.queries)]
        queries = [
            edited(text, chance.choice((0.05, 0.1, 0.2)), words, LETTERS[language], chance) for text in chosen
        ]
        for query in queries[:10]:
            memory.search(query, language, limit=1)
        timed("exact", lambda text: memory.exact(text, language), chosen)
        index = memory.index(language)
        timed("fuzzy, index alone", lambda text: index.similar(text, least=0.75, limit=1), queries)
        timed("fuzzy, whole search", lambda text: memory.search(text, language, limit=1), queries)
        if told.segments:
            share = told.segments // 10
            text = [chance.choice(known) for _ in range(share)]
            text += [
                edited(chance.choice(known), 0.1, words, LETTERS[language], chance) for _ in range(6 * share)
            ]
            text += [pair[language == "ar"] for pair in made(base, 3 * share, chance)]
            span(f"leverage of {len(text)} segments", lambda: leverage([(language, text)], memory, least=75))
        print(
            f"peak so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, {len(known)} texts of the benchmark in it"
        )
        if told.brute or told.peer:
            folded = [similar.fold(text) for text in known]
        if told.brute:
            part = queries[: told.brute]
            right = timed(
                "rapidfuzz brute force",
                lambda text: process.extractOne(
                    similar.fold(text), folded, scorer=Levenshtein.normalized_similarity, score_cutoff=0.75
                ),
                part,
            )
            best = [float(found[1]) if found else 0.0 for found in right]
            mine = [(index.similar(text, least=0.75, limit=1) or [(0.0, 0)])[0][0] for text in part]
            recall("recall", mine, best)
            if told.peer:
                search = span("FTS5 index", lambda: peer(folded))
                part = queries[: min(told.peer, told.brute)]
                theirs = timed("FTS5", search, part)  # type: ignore[arg-type]
                recall(
                    "recall of FTS5",
                    [float(found[1]) if found else 0.0 for found in theirs],
                    best[: len(part)],
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
