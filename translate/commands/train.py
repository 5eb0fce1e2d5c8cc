"""Train a model of your own from a recipe; stop and resume at will."""

from __future__ import annotations

from pathlib import Path

import click

EXAMPLES = """\b
Examples:
  translate train corpora/newsdesk.toml -o runs/newsdesk --hours 8 --data DIR
  translate train corpora/newsdesk.toml -o runs/try --steps 200
"""


@click.command(name="train", epilog=EXAMPLES)
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder of the run; what is in it is resumed.",
)
@click.option(
    "--hours",
    type=click.FloatRange(min=0, min_open=True),
    help="Time budget, all sessions of the run together.",
)
@click.option("--steps", type=click.IntRange(min=1), help="Step budget instead of a time budget.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of the public sources that the recipe names."
)
@click.option("--device", default="cpu", show_default=True, help="cpu, or cuda where there is one.")
@click.option("--threads", type=click.IntRange(min=1), help="Threads; all cores unless given.")
@click.option(
    "--processes",
    type=click.IntRange(min=1, max=64),
    help="Processes that learn together in a new run; one a core, at most four, unless given.",
)
@click.option(
    "--from",
    "start",
    type=click.Path(path_type=Path),
    help="Go on from a model in place of from chance: a folder of this recipe's shape, or the name of a model.",
)
def command(
    recipe: Path,
    output: Path,
    hours: float | None,
    steps: int | None,
    data: Path | None,
    device: str,
    threads: int | None,
    processes: int | None,
    start: Path | None,
) -> int:
    """Train from RECIPE (a TOML file) until the budget is spent, and export transformers and CTranslate2 models.

    A run that was stopped or killed goes on from its last checkpoint when the same command is given again.
    """
    from translate.errors import InputError, MissingExtra
    from translate.training import fit
    from translate.training import recipe as recipes

    if (hours is None) == (steps is None):
        raise InputError(
            "no budget" if hours is None else "two budgets", advice="give either --hours or --steps"
        )
    loaded = recipes.load(recipe)
    try:
        import torch
    except ImportError as error:
        raise MissingExtra("train", library="torch") from error
    if device != "cpu" and not torch.cuda.is_available():
        raise InputError(
            f"no device {device!r} on this machine", advice="leave --device out to train on the CPU"
        )
    if threads:
        torch.set_num_threads(threads)
    model = fit.train(
        loaded,
        output,
        home=recipe.parent,
        data=data,
        hours=hours,
        steps=steps,
        device=device,
        processes=processes or (min(4, torch.get_num_threads()) if device == "cpu" else 1),
        say=lambda line: click.echo(line, err=True),
        start=start and _folder_of(start),
    )
    click.echo(model)
    return 0


def _folder_of(model: Path) -> Path:
    """The folder of a model that is given by its path or by its name."""
    from translate import models

    return model if model.is_dir() else models.find(str(model)).path
