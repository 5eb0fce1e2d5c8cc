"""Check, measure and split the parallel corpus."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.training.review import Row

NEWS = Path("corpora/news")
HASHES = Path("corpora/testset_hashes.txt")
SKIP = Path("corpora/skip.tsv")
_STEPS = ((5_000, 10_000, 15_000), (5_000, 10_000, 20_000))


@click.group(name="corpus")
def command() -> None:
    """The parallel corpus: corpora/news/*.tsv unless other files are given."""


def _paths(paths: tuple[Path, ...]) -> list[Path]:
    return list(paths) or [NEWS]


@command.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--limit", default=200, show_default=True, help="Findings to print at most; all are counted.")
def check(paths: tuple[Path, ...], limit: int) -> int:
    """Report every flaw with file and line: format, scripts, numbers, quotes, lengths, repetition. Exit code 1 when there are any."""
    from translate.training import review

    rows, findings = review.read(_paths(paths))
    protected = frozenset(HASHES.read_text("utf-8").split()) if HASHES.is_file() else frozenset()
    findings.extend(review.review(rows, protected=protected))
    for finding in findings[:limit]:
        click.echo(str(finding))
    kinds = ", ".join(
        f"{number} {code}" for code, number in Counter(finding.code for finding in findings).most_common()
    )
    click.echo(f"{len(rows)} pairs, {len(findings)} findings{': ' + kinds if kinds else ''}", err=True)
    return 1 if findings else 0


@command.command("stats")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--coverage", type=int, metavar="N", help="Print the next N missing words of either language.")
@click.option(
    "--dictionary",
    type=click.Path(path_type=Path),
    help="Word list that tells words from names; Debian's unless given.",
)
def stats(paths: tuple[Path, ...], coverage: int | None, dictionary: Path | None) -> int:
    """Count pairs, articles, kinds, topics and words; measure vocabulary, repetition and openings."""
    from translate.training import coverage as measure
    from translate.training import review

    rows, _ = review.read(_paths(paths))
    _counts(rows)
    english, arabic = [row.english for row in rows], [row.arabic for row in rows]
    for name, texts in (("English", english), ("Arabic", arabic)):
        _diversity(name, texts)
    skip_english, skip_arabic = measure.skipped(SKIP)
    lemmas, forms = measure.counts(english, arabic)
    wanted = (
        (
            "English lemmas",
            measure.english_lemmas(_STEPS[0][-1], skip=skip_english, dictionary=dictionary),
            lemmas,
            _STEPS[0],
        ),
        ("Arabic forms", measure.arabic_forms(_STEPS[1][-1], skip=skip_arabic), forms, _STEPS[1]),
    )
    for name, words, found, steps in wanted:
        for step in steps:
            part = words[:step]
            click.echo(
                f"first {step:,} {name}: {sum(found[word] >= 3 for word in part) / len(part):.1%} three times, {sum(found[word] >= 1 for word in part) / len(part):.1%} once"
            )
    if coverage:
        for name, words, found, _ in wanted:
            missing = [f"{word}×{3 - found[word]}" for word in words if found[word] < 3][:coverage]
            click.echo(f"missing {name}: {' '.join(missing)}")
    return 0


def _counts(rows: Sequence[Row]) -> None:
    articles = {row.article for row in rows}
    click.echo(
        f"{len(rows):,} pairs in {len(articles):,} articles; {sum(len(row.english.split()) for row in rows):,} English and {sum(len(row.arabic.split()) for row in rows):,} Arabic words"
    )
    for name, values in (
        ("kinds", Counter(row.kind for row in rows)),
        ("origin", Counter(row.origin for row in rows)),
        ("topics", Counter(row.article.split("-")[0] for row in rows)),
    ):
        click.echo(f"{name}: {', '.join(f'{value} {number}' for value, number in values.most_common())}")


def _diversity(name: str, texts: Sequence[str]) -> None:
    words = [text.lower().split() for text in texts]
    total, types = sum(map(len, words)), len({word for text in words for word in text})
    grams = Counter(tuple(text[place : place + 4]) for text in words for place in range(len(text) - 3))
    openings = Counter(tuple(text[:4]) for text in words if len(text) > 4)
    opening, number = openings.most_common(1)[0] if openings else ((), 0)
    click.echo(
        f"{name}: {types:,} types, {types / max(1, total):.3f} of tokens; distinct 4-grams {len(grams) / max(1, sum(grams.values())):.3f}; "
        f"commonest opening «{' '.join(opening)}» {number / max(1, len(texts)):.2%}"
    )


@command.command("split")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder to write train.tsv, dev.tsv and test.tsv to.",
)
def split(paths: tuple[Path, ...], output: Path | None) -> int:
    """Say how articles fall into train (94 %), dev (3 %) and test (3 %), or write the three files."""
    from translate.training import review
    from translate.training.corpus import split_of

    rows, _ = review.read(_paths(paths))
    parts: dict[str, list[Row]] = {"train": [], "dev": [], "test": []}
    for row in rows:
        parts[split_of(row.article)].append(row)
    for name, own in parts.items():
        click.echo(f"{name}: {len(own):,} pairs in {len({row.article for row in own}):,} articles")
        if output:
            output.mkdir(parents=True, exist_ok=True)
            lines = (
                "\t".join((row.article, row.kind, row.origin, row.english, row.arabic)) + "\n" for row in own
            )
            (output / f"{name}.tsv").write_text("".join(lines), "utf-8")
    return 0
