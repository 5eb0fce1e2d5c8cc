"""Predict how much work drafts are, and learn it from post-edits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate.commands import replaced
from translate.errors import InputError

if TYPE_CHECKING:
    from translate.workflow.estimating import Report
    from translate.workflow.recheck import Pair

EXAMPLES = """\b
Examples:
  translate estimate draft.json
  translate estimate pairs.tsv --format json --agree other-engine.txt
  translate estimate --fit
  translate estimate --fit post-edits.tsv -o estimator.json
"""


@click.command(name="estimate", epilog=EXAMPLES)
@click.argument("file", required=False, metavar="[FILE]")
@click.option(
    "--fit",
    "fits",
    is_flag=True,
    help="Fit the weights on post-edits: of FILE (a third column), else of the review history.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How estimates are told.",
)
@click.option(
    "--agree",
    type=click.Path(path_type=Path),
    help="What a second engine made of the sources, a line a pair.",
)
@click.option(
    "--second", metavar="MODEL", help="Draft the sources with this model too, and use its agreement."
)
@click.option(
    "--weights",
    type=click.Path(path_type=Path),
    help="Weights to use; those fitted here, else those that ship, unless given.",
)
@click.option("--from", "source", metavar="LANG", help="Language of the sources; detected unless given.")
@click.option("--to", metavar="LANG", help="Language of the targets; the other one unless given.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where --fit writes the weights.")
def command(
    file: str | None,
    fits: bool,
    format_: str,
    agree: Path | None,
    second: str | None,
    weights: Path | None,
    source: str | None,
    to: str | None,
    output: Path | None,
) -> int:
    """Tell for each pair of FILE (as translate check reads it) the predicted HTER, 0-100, and why, in English and Arabic.

    A TSV file with a third column (the post-edit) gets a report too: correlation, calibration, share of the worst tenth caught.
    """
    from translate.languages import language
    from translate.workflow import estimating, recheck

    if not file and not fits:
        raise InputError("no input", advice="give a file of pairs, or --fit")
    codes = [language(code).code if code else None for code in (source, to)]
    known = recheck.house_glossary()
    if file:
        pairs, edits = _read(file, codes[0], codes[1])
    else:
        pairs, found = estimating.history()
        edits = list(found)
    others = _others(pairs, agree, second)
    if fits:
        if not edits:
            raise InputError(
                "no post-edits",
                file=file or "the review history",
                advice="give source, draft and post-edit in three columns",
            )
        using = estimating.fit(pairs, edits, known, others=others)
        path = output or estimating.fitted_file()
        _save(path, using)
        print(f"translate: fitted on {using.origin}; weights in {path}", file=sys.stderr)
    else:
        using = estimating.weights(weights)
    estimates = estimating.estimate(pairs, known, using, others=others)
    told = estimating.report(pairs, edits, estimates) if edits and len(edits) >= 10 else None
    if format_ == "json":
        rows = [
            {
                "row": int(pair.id) if pair.id.isdigit() else pair.id,
                "estimate": one.hter,
                "reason": one.reason,
                "reason_ar": one.reason_ar,
            }
            for pair, one in zip(pairs, estimates, strict=True)
        ]
        value: Any = rows if told is None else {"segments": rows, "report": _shape(told)}
        click.echo(json.dumps(value, ensure_ascii=False, indent=1))
        return 0
    if not fits:
        for pair, one in zip(pairs, estimates, strict=True):
            click.echo(f"{pair.id}\t{one.hter:.1f}\t{one.reason}\t{one.reason_ar}")
    if told:
        _print(told)
    return 0


def _read(file: str, source: str | None, target: str | None) -> tuple[list[Pair], list[str]]:
    """Pairs of a file, and the third column where every row has one."""
    from translate.text.decode import decode
    from translate.workflow import bilingual

    data = bilingual.read_bytes(file)
    found = bilingual.read(file, data, source=source, target=target)
    pairs = [place.pair for place in found.places]
    if not pairs:
        raise InputError("no pairs in it", file=file, advice="give rows of source, tab, target")
    if found.format != "tsv":
        return pairs, []
    lines = decode(data).text.split("\n")
    cells = [lines[place.row - 1].removesuffix("\r").split("\t") for place in found.places]
    return pairs, [row[2] for row in cells] if all(len(row) == 3 for row in cells) else []


def _others(pairs: list[Pair], agree: Path | None, second: str | None) -> list[str] | None:
    """What a second engine made of the sources, or None where there is none."""
    if agree:
        try:
            return agree.read_text("utf-8").removesuffix("\n").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"cannot be read: {error}", file=agree, advice="give a text file, a line a pair"
            ) from error
    if not second:
        return None
    from translate.workflow.draft import draft_lines, open_drafter

    drafter = open_drafter(model=second, house_terms=False)
    made: dict[str, str] = {}
    for code in dict.fromkeys(pair.source_language for pair in pairs):
        part = [pair for pair in pairs if pair.source_language == code]
        lines = [" ".join(pair.source.split()) for pair in part]
        targets = draft_lines(lines, drafter, source=code, target=part[0].target_language)
        made |= {pair.id: target for pair, target in zip(part, targets, strict=True)}
    return [made[pair.id] for pair in pairs]


def _save(path: Path, using: Any) -> None:
    from translate import estimators

    text = estimators.dumped(using)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}", file=path, advice="give another -o"
        ) from error
    with replaced(path) as stream:
        stream.write(text.encode())


def _shape(told: Report) -> dict[str, Any]:
    return {
        "rows": told.rows,
        "pearson_hter": round(told.pearson, 4),
        "pearson_chrf": round(told.chrf, 4),
        "worst_tenth_caught": round(told.caught, 4),
        "mean_absolute_error": round(told.error, 2),
        "calibration": [
            {"rows": count, "estimate": round(one, 1), "hter": round(two, 1)} for count, one, two in told.bins
        ],
    }


def _print(told: Report) -> None:
    click.echo(
        f"{told.rows} post-edits: Pearson {told.pearson:.3f} with HTER, {told.chrf:.3f} with sentence chrF++ (sign turned)"
    )
    click.echo(
        f"worst tenth caught when a fifth is flagged: {told.caught:.0%}; mean absolute error {told.error:.1f} points"
    )
    for count, one, two in told.bins:
        click.echo(f"  {count:6} segments estimated at {one:5.1f}: HTER {two:5.1f}")
