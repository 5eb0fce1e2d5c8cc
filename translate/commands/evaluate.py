"""Score a model on a test set, with signatures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from translate.evaluation import TestSet

EXAMPLES = """\b
Examples:
  translate evaluate corpora/news --split test
  translate evaluate sources.en --reference references.ar --from en --to ar
"""


@click.command(name="evaluate", epilog=EXAMPLES)
@click.argument("testset", type=click.Path(path_type=Path))
@click.option("--reference", type=click.Path(path_type=Path), help="References of a line file, one a line.")
@click.option(
    "--from", "source", default="en", show_default=True, metavar="LANG", help="Language of a line file."
)
@click.option("--to", default="ar", show_default=True, metavar="LANG", help="Language of its references.")
@click.option(
    "--split",
    default="test",
    show_default=True,
    type=click.Choice(["train", "dev", "test"]),
    help="Part of a corpus folder (both directions are scored).",
)
@click.option("--model", metavar="NAME|DIR", help="Model to score; the embedded one unless given.")
@click.option("--engine", metavar="NAME", help="Engine to use: ctranslate2, transformers or echo.")
@click.option("--beam", default=4, show_default=True, help="Beam size; 1 is greedy.")
@click.option("--compute-type", metavar="TYPE", help="Arithmetic: int8, float32, bfloat16 ...")
@click.option("--card", "into_card", is_flag=True, help="Write the scores into the model's card.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Folder for the hypotheses, one file a direction."
)
def command(
    testset: Path,
    reference: Path | None,
    source: str,
    to: str,
    split: str,
    model: str | None,
    engine: str | None,
    beam: int,
    compute_type: str | None,
    into_card: bool,
    output: Path | None,
) -> int:
    """Score TESTSET: a corpus folder or .tsv (both directions, by article split), or a line file with --reference."""
    from translate import evaluation, models
    from translate.training import card
    from translate.workflow.draft import open_drafter

    drafter = open_drafter(
        model=model, engine=engine, house_terms=False, beam=beam, compute_type=compute_type
    )
    if reference:
        sets = [evaluation.from_files(testset, reference, source_language=source, target_language=to)]
    else:
        sets = _of_corpus(testset, split)
    scores = []
    signatures: dict[str, None] = {}  # each direction may have a model of its own
    for one in sets:
        fitting = drafter.towards(one.source_language, one.target_language)
        signatures[fitting.signature()] = None
        result = evaluation.evaluate(one, fitting.engine, decoding=drafter.decoding)
        click.echo(str(result))
        scores.append(
            {
                "testset": one.name,
                "direction": f"{one.source_language}-{one.target_language}",
                "segments": len(one.sources),
                "decoding": f"beam {beam}",
                **{score.metric: round(score.value, 1) for score in result.scores},
                "signatures": {score.metric: score.signature for score in result.scores},
            }
        )
        if output:
            output.mkdir(parents=True, exist_ok=True)
            name = f"{one.name}.{one.source_language}-{one.target_language}.{one.target_language}"
            (output / name).write_text("\n".join(result.hypotheses) + "\n", "utf-8")
    for signature in signatures:
        click.echo(f"signature: {signature}")
    if into_card:
        card.add_scores(models.find(model).path / models.CARD, scores)
    return 0


def _of_corpus(path: Path, split: str) -> list[TestSet]:
    from translate.errors import InputError
    from translate.evaluation import TestSet
    from translate.training import review
    from translate.training.corpus import split_of

    rows = [row for row in review.read([path])[0] if split_of(row.article) == split]
    if not rows:
        raise InputError(f"no articles in the part {split}", file=path)
    english, arabic = tuple(row.english for row in rows), tuple(row.arabic for row in rows)
    return [
        TestSet(f"{path.stem}-{split}", "en", "ar", english, arabic),
        TestSet(f"{path.stem}-{split}", "ar", "en", arabic, english),
    ]
