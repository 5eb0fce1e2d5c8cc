"""Whether names come out right: strict term success of each method, what it costs in chrF++ and time, and what the reference itself reaches.

    python benchmarks/terms.py [--model NAME|DIR] [--segments 300] [--file PAIRS.tsv] [--latency 60]

The segments hold glossary names and are of our own corpus, from the part that no model of ours is trained on (or of a file of
English<TAB>Arabic lines). Methods: `plain` is the engine without a glossary; `told` announces the names in the source (engines that
were taught to listen), in one pass; `cascade` is what `translate draft` does: repaired, put in, looked for in a longer list.

Dictionaries, as in the WMT terminology tasks: Base is the house glossary, Proper its names without common words, Random a word of
each segment with the rendering that its reference has. A mention counts as right by the strict acceptor (clitics and article
licensed), half of the mentions of a name in a segment rounded up; `reference` is what the human translation reaches.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.glossary import Glossary
    from translate.workflow.draft import Drafter

ROOT = Path(__file__).parents[1]
SEED = 7


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts over segments, and targets in order."""

    targets: list[str]
    mentions: int
    right: int
    unlicensed: int
    forbidden: int
    unflagged: int
    astray: int


def test_pairs(file: Path | None) -> list[tuple[str, str]]:
    """Pairs of the test part of our corpus, or of a file."""
    from translate.training.corpus import split_of

    if file:
        rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
        return [(row[0], row[1]) for row in rows if len(row) > 1]
    found = []
    for path in sorted((ROOT / "corpora" / "news").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            row = line.split("\t")
            if len(row) == 5 and split_of(row[0]) == "test":
                found.append((row[3], row[4]))
    return found


def judged(
    texts: Sequence[str],
    targets: Sequence[str],
    references: Sequence[str],
    source: str,
    target: str,
    known: Glossary,
    said: Sequence[Sequence[str]] | None = None,
) -> Outcome:
    """What stands in the targets, judged by itself; `said` are the statuses that the pipeline gave, in the order of the mentions."""
    from translate import glossary
    from translate.glossary import Standing

    mentions = right = unlicensed = forbidden = unflagged = astray = 0
    for number, (text, made, reference) in enumerate(zip(texts, targets, references, strict=True)):
        matches = [match for match in glossary.find(text, source, known) if match.status != "suggested"]
        wanted = {match.entry for match in matches}
        verdicts = glossary.verify(matches, made, target, known)
        mentions += len(verdicts)
        right += sum(verdict.status != "missing" for verdict in verdicts)
        for hit in glossary.search(made, target, known, repairs=True, in_target=True):
            if hit.entry.id in wanted:
                unlicensed += not hit.is_strict
                forbidden += hit.standing is Standing.FORBIDDEN
            elif hit.entry.ambiguous != "no" and not any(
                other.entry.id == hit.entry.id
                for other in glossary.search(reference, target, known, in_target=True)
            ):
                astray += 1
        if said is not None:
            flagged = sum(status == "missing" for status in said[number])
            unflagged += max(0, sum(verdict.status == "missing" for verdict in verdicts) - flagged)
    return Outcome(list(targets), mentions, right, unlicensed, forbidden, unflagged, astray)


def plain(texts: Sequence[str], drafter: Drafter, source: str, target: str) -> list[str]:
    from translate import engines
    from translate.text.normalise import as_written

    found = engines.translate(drafter.engine, texts, source=source, target=target, decoding=drafter.decoding)
    return [as_written(own[0].target, target) for own in found]


def told(texts: Sequence[str], drafter: Drafter, source: str, target: str) -> list[str]:
    from translate import glossary

    marks = drafter.engine.tags or ()
    given = [glossary.annotate(text, glossary.find(text, source, drafter.terms), target) for text in texts]
    made = plain(given, drafter, source, target)
    for mark in marks:
        made = [" ".join(text.replace(mark, " ").split()) for text in made]
    return made


def cascade(
    texts: Sequence[str], drafter: Drafter, source: str, target: str
) -> tuple[list[str], list[list[str]]]:
    from translate.model import Segment
    from translate.workflow.draft import draft_segments

    segments = [Segment(str(number), str(number), text, 0) for number, text in enumerate(texts)]
    units, _ = draft_segments(segments, drafter, source=source, target=target)
    statuses = [[match.status for match in unit.terms if match.status != "suggested"] for unit in units]
    return [unit.target for unit in units], statuses


def chosen(
    pairs: Sequence[tuple[str, str]], source: str, known: Glossary, count: int
) -> list[tuple[str, str]]:
    """Source and reference of segments that hold names, drawn at random."""
    from translate import glossary

    sides = [pair if source == "en" else (pair[1], pair[0]) for pair in pairs]
    random.Random(SEED).shuffle(sides)
    found = []
    for text, reference in sides:
        if any(match.status != "suggested" for match in glossary.find(text, source, known)):
            found.append((text, reference))
        if len(found) >= count:
            break
    return found


def random_words(pairs: Sequence[tuple[str, str]], folder: Path) -> Path:
    """A glossary of one common word a segment, with the rendering that its reference has."""
    from translate.text.arabic import plain as bare
    from translate.text.lexicon import tables
    from translate.text.stems import stemmed

    renderings = tables().pairs["en"]
    chance = random.Random(SEED)
    rows: dict[str, str] = {}
    for english, arabic in pairs:
        forms = {stem: bare(word.raw) for word in stemmed(arabic, "ar") for stem in word.stems}
        both = [
            (word.raw.lower(), forms[stem])
            for word in stemmed(english, "en")
            for stem, (share, _) in renderings.get(word.stem, {}).items()
            if share > 0.3 and stem in forms and len(word.raw) > 3 and word.raw.islower()
        ]
        if both:
            word, form = chance.choice(both)
            rows.setdefault(word, form)
    path = folder / "random.tsv"
    forms_seen: set[str] = set()
    lines = ["id\ttype\ten\tar\tpolicy"]
    for word, form in rows.items():
        if form not in forms_seen:
            forms_seen.add(form)
            lines.append(f"word-{len(lines)}\tcommon\t{word}\t{form}\tstrict")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def latency(texts: Sequence[str], drafter: Drafter, source: str, target: str) -> str:
    """Time to draft one segment after the other, as a ratio to drafting it without a glossary: median and 95th percentile."""
    from dataclasses import replace

    from translate.glossary import Glossary

    without = replace(drafter, terms=Glossary(()))
    slow, fast = [], []
    for text in texts:
        began = time.perf_counter()
        cascade([text], without, source, target)
        between = time.perf_counter()
        cascade([text], drafter, source, target)
        fast.append(between - began)
        slow.append(time.perf_counter() - between)

    def at(values: list[float], share: float) -> float:
        return sorted(values)[min(len(values) - 1, int(share * len(values)))]

    return f"latency, one segment at a time: p50 {statistics.median(slow) / statistics.median(fast):.2f} ×, p95 {at(slow, 0.95) / at(fast, 0.95):.2f} × plain"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", help="a model; the default one unless given")
    parser.add_argument("--segments", type=int, default=300, help="segments a direction")
    parser.add_argument("--file", type=Path, help="English<TAB>Arabic lines instead of our test articles")
    parser.add_argument("--latency", type=int, default=60, help="segments that are timed one by one")
    options = parser.parse_args()

    from dataclasses import replace

    from sacrebleu.metrics import CHRF

    from translate import glossary
    from translate.errors import TranslateError
    from translate.glossary import Glossary, Kind
    from translate.workflow.draft import open_drafter

    pairs = test_pairs(options.file)
    base = glossary.load()
    with tempfile.TemporaryDirectory() as folder:
        dictionaries = {
            "Base": base,
            "Proper": Glossary(entry for entry in base if entry.kind is not Kind.COMMON),
        }
        try:
            drafter = open_drafter(model=options.model)
        except TranslateError as error:
            sys.exit(str(error))
        print(drafter.signature())
        for source, target in (("en", "ar"), ("ar", "en")):
            fitting = drafter.towards(source, target)
            mixed = chosen(pairs, source, base, options.segments)
            english = [(one, other) if source == "en" else (other, one) for one, other in mixed]
            dictionaries["Random"] = glossary.load([random_words(english, Path(folder))])
            for name, known in dictionaries.items():
                texts, references = [one for one, _ in mixed], [other for _, other in mixed]
                ours = replace(fitting, terms=known)
                made, statuses = cascade(texts, ours, source, target)
                methods: dict[str, tuple[list[str], list[list[str]] | None]] = {
                    "reference": (references, None),
                    "plain": (plain(texts, fitting, source, target), None),
                    "told": (told(texts, ours, source, target), None),
                    "cascade": (made, statuses),
                }
                print(f"\n{source}→{target}, {name}: {len(texts)} segments")
                print(
                    f"  {'method':<11}{'mentions':>9}{'right':>8}{'unlicensed':>12}{'forbidden':>11}{'astray':>8}{'unflagged':>11}{'chrF++':>8}"
                )
                for method, (targets, said) in methods.items():
                    found = judged(texts, targets, references, source, target, known, said)
                    score = CHRF(word_order=2).corpus_score(targets, [references]).score
                    print(
                        f"  {method:<11}{found.mentions:>9}{100 * found.right / max(1, found.mentions):>7.1f}%"
                        f"{found.unlicensed:>12}{found.forbidden:>11}{found.astray:>8}"
                        f"{found.unflagged if said is not None else '-':>11}{score:>8.1f}"
                    )
            if options.latency:
                print("  " + latency([one for one, _ in mixed][: options.latency], fitting, source, target))


if __name__ == "__main__":
    main()
