"""See, pull, convert, check and remove the models that draft."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate.commands import progress
from translate.errors import InputError, TranslateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.models import Model
    from translate.models.catalogue import Known

_QUANTIZATIONS = ("int8", "int8_float32", "bfloat16", "float32")
_FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(["txt", "json"]),
    default="txt",
    show_default=True,
    help="For people, or for programs.",
)
_QUANTIZATION = click.option(
    "--quantization",
    type=click.Choice(_QUANTIZATIONS),
    default="int8",
    show_default=True,
    help="Arithmetic of the converted model; int8 is the smallest and the fastest.",
)
_LANGUAGES = click.option(
    "--languages",
    metavar="en-ar[,ar-en]",
    help="Directions of the model, where it does not tell them itself.",
)
_NAME = click.option(
    "--name", "name_", metavar="NAME", help="Name to install it under; its own unless given."
)
_FORCE = click.option("--force", is_flag=True, help="Replace what is there under that name.")
_ACCEPT = click.option(
    "--accept", is_flag=True, help="Install it although its smoke test fails; it is never taken unasked then."
)
EXAMPLES = """\b
Examples:
  translate models pull firefox
  translate models pull opus-mt-tc-big
  translate models info firefox --format json
"""


@click.group(name="models", epilog=EXAMPLES)
def command() -> None:
    """List, pull, convert, check and remove the models that draft."""


@command.command(name="list")
@_FORMAT
def list_(format_: str) -> int:
    """What is installed, and what can be pulled by name, with licence, size and published scores."""
    from translate import models
    from translate.models import catalogue

    shown = [(model, None if isinstance(model, TranslateError) else told(model)) for model in models.look()]
    here = {row["name"] for _, row in shown if row}
    known = [entry for entry in catalogue.KNOWN.values() if entry.name not in here]
    best = chosen()
    if format_ == "json":
        rows = [row for _, row in shown if row] + [told_known(entry) for entry in known]
        broken = [str(error) for error, row in shown if row is None]
        click.echo(
            json.dumps({"models": rows, "broken": broken, "default": best}, ensure_ascii=False, indent=1)
        )
        return 0
    click.echo("Installed:")
    for model, row in shown:
        if row is None:
            click.echo(f"  -- {model}")
            continue
        is_best = [way for way, one in best.items() if one["model"] == row["name"]]
        mark = f"   taken for {', '.join(is_best)}" if is_best else ""
        click.echo(f"  {row['name']:<26}{_line(row)}{mark}")
    click.echo("\nCan be pulled by name (translate models pull NAME); scores on FLORES-200 devtest:")
    for entry in known:
        click.echo(f"  {entry.name:<26}{_line(told_known(entry))}")
    click.echo("\nAny Marian, NLLB or M2M model of a hub (owner/name) or a directory can be had too.")
    return 0


@command.command(name="info")
@click.argument("name", metavar="NAME|DIR")
@_FORMAT
def info(name: str, format_: str) -> int:
    """All that is known of a model: where it is, engine, languages, licence, checksum, scores, limits."""
    row = describe(name)
    if format_ == "json":
        click.echo(json.dumps(row, ensure_ascii=False, indent=1))
        return 0
    for key, value in row.items():
        for line in _lines(value):
            click.echo(f"{key:<14}{line}")
            key = ""
    return 0


@command.command(name="pull")
@click.argument("name", metavar="NAME|OWNER/NAME|firefox")
@click.option(
    "--revision",
    metavar="REV",
    default="",
    help="Commit, branch or tag of the hub; a pinned one unless given.",
)
@_QUANTIZATION
@click.option(
    "--mirror",
    metavar="URL|DIR",
    default="",
    help="Where Firefox's models lie, instead of Mozilla's servers.",
)
@_NAME
@_LANGUAGES
@_FORCE
@_ACCEPT
def pull(
    name: str,
    revision: str,
    quantization: str,
    mirror: str,
    languages: str | None,
    force: bool,
    accept: bool,
    **others: Any,
) -> int:
    """Download a model, check it, convert it, try it, and install it. What was interrupted is gone on with.

    HF_ENDPOINT and HF_TOKEN are used as everywhere. Nothing counts as installed before it is whole and has passed its smoke test.
    """
    from translate.workflow import acquire

    if mirror and not name.startswith("firefox"):
        raise InputError("--mirror is for Firefox's models", advice="set HF_ENDPOINT for a mirror of the hub")
    own = others.get("name_") or ""
    with progress(name, unit="bytes") as show:
        order = acquire.Order(
            name=own,
            revision=revision,
            quantization=quantization,
            languages=_directions(languages),
            mirror=mirror,
            replaces=force,
            accepts=accept,
            say=_say,
            show=show,
        )
        found = acquire.pull(name, order)
    for model in found:
        click.echo(f"{model.name}: {model.path}")
    return 0


@command.command(name="convert")
@click.argument("source", metavar="DIR", type=click.Path(path_type=Path))
@_QUANTIZATION
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Directory to write; installed under its name unless given.",
)
@_NAME
@_LANGUAGES
@_FORCE
@_ACCEPT
def convert(
    source: Path,
    quantization: str,
    output: Path | None,
    languages: str | None,
    force: bool,
    accept: bool,
    **others: Any,
) -> int:
    """Convert a Marian, NLLB or M2M directory for CTranslate2, try it, and install it. Needs the extra train."""
    from translate.workflow import acquire

    order = acquire.Order(
        name=others.get("name_") or "",
        quantization=quantization,
        languages=_directions(languages),
        replaces=force,
        accepts=accept,
        say=_say,
    )
    model = acquire.convert_to(source, output, order) if output else acquire.install_directory(source, order)
    click.echo(f"{model.name}: {model.path}")
    return 0


@command.command(name="shortlist")
@click.argument("name", metavar="NAME|DIR")
@click.option(
    "--pairs",
    "files",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="Tab-separated English and Arabic, or a file of our corpus; may be repeated.",
)
def shortlist(name: str, files: tuple[Path, ...]) -> int:
    """Build a lexical shortlist for a Marian model from parallel text: decoding is faster then; measure it with benchmarks/shortlist.py."""
    from translate import models
    from translate.models import install
    from translate.models import shortlist as lists

    model = models.find(name)
    written = lists.build(model.path, lists.read_pairs(files))
    if model.card.get("files"):
        install.write_card(model.path, model.card)
    click.echo(f"{written}")
    return 0


@command.command(name="remove")
@click.argument("name")
def remove(name: str) -> int:
    """Remove an installed model, and what an interrupted download left of it."""
    from translate.models import catalogue, install

    for one in catalogue.members(name):
        click.echo(f"removed {install.remove(one)}")
    return 0


@command.command(name="check")
@click.argument("names", metavar="[NAME|DIR]...", nargs=-1)
def check(names: tuple[str, ...]) -> int:
    """Compare a model's files with its card and run its smoke test; all that are here unless named. Exit code 1 where one fails."""
    from translate import models
    from translate.models import catalogue
    from translate.workflow import acquire

    wanted: list[Any] = [
        models.find(one) for name in names for one in catalogue.members(name)
    ] or models.look()
    failed = False
    for model in wanted:
        try:
            if isinstance(model, TranslateError):
                raise model
            flaws = acquire.check(model)
        except TranslateError as error:
            click.echo(f"--  {getattr(model, 'name', 'model')}: {error}")
            failed = True
            continue
        for direction, found in flaws.items():
            click.echo(
                f"{'-- ' if found else 'ok '} {model.name} {direction}: {'; '.join(found) or 'files and smoke test'}"
            )
            failed = failed or bool(found)
    return 1 if failed else 0


def describe(name: str) -> dict[str, Any]:
    """What is known of a model, installed or not; raises ModelNotFound, InputError for one of which nothing is known."""
    from translate import models
    from translate.errors import ModelNotFound
    from translate.models import catalogue

    names = catalogue.members(name)
    if len(names) > 1:
        return {"name": name, "models": [describe(one) for one in names]}
    entry = catalogue.known(names[0])
    try:
        return told(models.find(entry.name if entry else name))
    except ModelNotFound:
        if entry is None:
            raise
        return told_known(entry)


def told(model: Model) -> dict[str, Any]:
    """An installed model as the commands tell it."""
    from translate import models
    from translate.models import catalogue

    card = model.card
    entry = catalogue.known(str(card.get("known") or (model.name if model.is_builtin else "")))
    weights = model.path / "model.bin"
    checksum = card.get("sha256") or (models.checksum(weights) if weights.is_file() else None)
    size = sum(path.stat().st_size for path in model.path.rglob("*") if path.is_file())
    return {
        "name": model.name,
        "installed": True,
        "path": str(model.path),
        "engine": model.engine,
        "kind": card.get("kind") or (entry.kind if entry else None),
        "languages": list(model.languages),
        "licence": card.get("licence", "unknown"),
        "commercial": card.get("commercial", entry.is_commercial if entry else None),
        "checksum": checksum,
        "size": size,
        "quantization": card.get("quantization"),
        "source": card.get("source"),
        "smoke": card.get("smoke"),
        "flores": card.get("published") or (_published(entry) if entry else {}),
        "scores": card.get("scores") or [],
        "limits": card.get("limits") or [],
    }


def told_known(entry: Known) -> dict[str, Any]:
    """A model of the catalogue that is not here."""
    return {
        "name": entry.name,
        "installed": False,
        "path": None,
        "engine": entry.engine,
        "kind": entry.kind,
        "languages": list(entry.languages),
        "licence": entry.licence,
        "commercial": entry.is_commercial,
        "checksum": None,
        "size": entry.installed * 1_000_000,
        "download": entry.download * 1_000_000,
        "source": {"hub": entry.hub, "revision": entry.revision or None} if entry.hub else None,
        "flores": _published(entry),
        "limits": list(entry.limits),
    }


def chosen() -> dict[str, dict[str, str]]:
    """The model that is taken for each direction, and why."""
    from translate import config, models
    from translate.models import catalogue

    found = {}
    for direction in catalogue.BOTH:
        source, _, target = direction.partition("-")
        try:
            if wanted := config.settings().model:
                model, why = models.find_for(wanted, source, target), "set by desk.toml or TRANSLATE_MODEL"
            else:
                model, why = models.best(source, target)
            found[direction] = {"model": model.name, "why": why}
        except TranslateError as error:
            found[direction] = {"model": "none", "why": str(error)}
    return found


def _published(entry: Known) -> dict[str, dict[str, float]]:
    return {
        direction: {
            key: value
            for key, value in (("BLEU", one.bleu), ("chrF", one.chrf), ("chrF++", one.chrf_words))
            if value is not None
        }
        for direction, one in entry.flores.items()
    }


def _line(row: dict[str, Any]) -> str:
    """One line of the list: engine, directions, licence, size, scores."""
    scores = ", ".join(
        f"{direction} {name} {value}"
        for direction, found in row["flores"].items()
        for name, value in list(found.items())[-1:]
    )
    barred = "  NOT FOR COMMERCIAL USE" if row["commercial"] is False else ""
    size = f"{row.get('download', row['size']) / 1e6:,.0f} MB"
    return f"{row['engine']:<12} {' '.join(row['languages']) or '?':<12} {row['licence']:<14} {size:>9}  {scores}{barred}"


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{key}: {json.dumps(one, ensure_ascii=False)}" for key, one in value.items())
    elif isinstance(value, list):
        yield from (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in value)
    elif value is not None:
        yield str(value)


def _directions(text: str | None) -> tuple[str, ...]:
    return tuple(one for one in (text or "").replace(",", " ").split() if one)


def _say(line: str) -> None:
    print(f"translate: {line}", file=sys.stderr, flush=True)
