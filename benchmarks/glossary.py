"""How fast terms are found: milliseconds a sentence with 2,000, 10,000 and 100,000 entries, and seconds to load a glossary: parsed,
kept from an earlier run (from half a megabyte on), and again in the same process.

    python benchmarks/glossary.py [--entries 2000 10000 100000] [--sentences 2000]

Entries beyond the house glossary are made of syllables, so that they meet the text as rarely as real names do. Sentences come from
corpora/news of this project.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import translate.glossary
from translate.glossary import find, load, stored

if TYPE_CHECKING:
    from translate.glossary.entry import Glossary

ROOT = Path(__file__).parents[1]
ENGLISH = ("ba", "du", "ri", "sha", "kha", "mi", "zu", "ta", "ra", "nu", "fi", "ha", "ju", "la", "qa", "sa")
ARABIC = ("با", "دو", "ري", "شا", "خا", "مي", "زو", "تا", "را", "نو", "في", "حا", "جو", "لا", "قا", "سا")


def made(count: int, seed: int = 1) -> list[str]:
    """Lines of a glossary file with `count` made-up places and persons."""
    chance = random.Random(seed)
    lines: list[str] = []
    seen: set[str] = set()
    while len(lines) < count:
        picks = [chance.randrange(len(ENGLISH)) for _ in range(chance.choice((3, 4, 5)))]
        english = "".join(ENGLISH[pick] for pick in picks).capitalize()
        arabic = "".join(ARABIC[pick] for pick in picks)
        kind = "place"
        if chance.random() < 0.4:
            second = [chance.randrange(len(ENGLISH)) for _ in range(3)]
            english += " " + "".join(ENGLISH[pick] for pick in second).capitalize()
            arabic += " " + "".join(ARABIC[pick] for pick in second)
            kind = "person_m"
        elif chance.random() < 0.5:
            english, arabic = f"Al-{english}", f"ال{arabic}"
        if english not in seen:
            seen.add(english)
            lines.append(f"made-{len(lines)}\t{kind}\t{english}\t{arabic}\t{english}h | {english}a")
    return lines


def glossary_of(count: int, folder: Path) -> tuple[list[Path], int]:
    """Files of the house glossary and enough made entries to reach `count`."""
    files = sorted((ROOT / "glossaries").glob("*.tsv"))
    house = len(load(files))
    path = folder / f"made-{count}.tsv"
    rest = max(0, count - house)
    path.write_text("id\ttype\ten\tar\ten_variants\n" + "\n".join(made(rest)) + "\n", encoding="utf-8")
    return ([*files, path] if rest else files), house + rest


def sentences(count: int) -> tuple[list[str], list[str]]:
    """English and Arabic sentences of the news corpus."""
    rows = []
    for path in sorted((ROOT / "corpora" / "news").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) == 5 and len(fields[3]) > 60:
                rows.append((fields[3], fields[4]))
    random.Random(2).shuffle(rows)
    return [row[0] for row in rows[:count]], [row[1] for row in rows[:count]]


def timed(texts: list[str], language: str, glossary: Glossary) -> tuple[float, float]:
    """Median and 95th percentile of `find` in milliseconds of processor time."""
    spent = []
    for text in texts:
        start = time.process_time()
        find(text, language, glossary)
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--entries", type=int, nargs="+", default=[2000, 10000, 100000])
    parser.add_argument("--sentences", type=int, default=2000)
    arguments = parser.parse_args()
    english, arabic = sentences(arguments.sentences)
    print(
        f"{len(english)} sentences, mean {statistics.mean(len(text.split()) for text in english):.0f} English words"
    )
    print("entries  parsed s  kept s  again s   en p50 ms   p95   ar p50 ms   p95")
    with tempfile.TemporaryDirectory() as folder:
        stored.folder = lambda: Path(folder) / "cache"
        for count in arguments.entries:
            files, size = glossary_of(count, Path(folder))
            parsed, kept, again = (
                loaded(files, clear=True),
                loaded(files, clear=True),
                loaded(files, clear=False),
            )
            glossary = load(files)
            en, ar = timed(english, "en", glossary), timed(arabic, "ar", glossary)
            print(
                f"{size:>7} {parsed:>9.2f} {kept:>7.2f} {again:>8.4f} {en[0]:>11.3f} {en[1]:>5.2f} {ar[0]:>11.3f} {ar[1]:>5.2f}",
                flush=True,
            )


def loaded(files: list[Path], *, clear: bool) -> float:
    """Seconds of processor time until a glossary answers; `clear` forgets the one in memory first."""
    if clear:
        translate.glossary._load.cache_clear()
    start = time.process_time()
    glossary = load(files)
    find("Hasakah and Xyzabc.", "en", glossary)
    find("سوريا", "ar", glossary)
    return time.process_time() - start


if __name__ == "__main__":
    main()
