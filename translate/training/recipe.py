"""corpora/*.toml goes in; what a training run is made of comes out, checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from translate.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """One parallel source: `path` is relative to the recipe (own corpus) or to the data directory (public sources).

    `weight` is how often each pair is seen in an epoch: 3 means three times, 0.1 a tenth of the pairs, drawn anew each epoch.
    """

    name: str
    path: str
    weight: float
    columns: tuple[int, int] = (0, 1)
    own: bool = False
    licence: str = ""
    origin: str = ""
    pairs: int = 0
    sha256: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """The Marian architecture: sizes in units, layers and heads in counts."""

    encoder_layers: int = 6
    decoder_layers: int = 2
    width: int = 384
    feedforward: int = 1536
    heads: int = 6
    vocabulary: int = 10_000
    positions: int = 512
    dropout: float = 0.1


@dataclass(frozen=True, slots=True)
class Schedule:
    """How to learn: `batch` is padded source plus target tokens a step; `cooldown` the share of the budget in which the rate falls to 0.

    `guide` is the weight of guided alignment (Chen et al. 2016, arXiv:1607.01628): one attention head of the first and of
    the last decoder layer is shown which words say the same.
    """

    optimizer: str = "muon"
    rate: float = 9e-4
    warmup: int = 500
    cooldown: float = 0.5
    batch: int = 4000
    label_smoothing: float = 0.1
    guide: float = 0.0
    weight_decay: float = 0.0
    clip: float = 1.0
    max_pieces: int = 120
    checkpoint_minutes: float = 10.0
    validate_minutes: float = 15.0
    validate_pairs: int = 100
    average: int = 5
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Shares (0–1) of own lines that are changed on the source side each time they are seen."""

    terms: float = 0.4
    placeholders: float = 0.04
    capitals: float = 0.03
    no_stop: float = 0.05
    no_hamza: float = 0.05
    sampling: float = 0.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """A training run: name, shape, schedule, augmentation, sources; `limits` go into the model's card."""

    name: str
    shape: Shape = field(default_factory=Shape)
    schedule: Schedule = field(default_factory=Schedule)
    augmentation: Augmentation = field(default_factory=Augmentation)
    sources: tuple[Source, ...] = ()
    testset_hashes: str = ""
    limits: tuple[str, ...] = ()


def load(path: Path) -> Recipe:
    """Read a recipe; raises InputError with file, place and the known keys for anything that is not understood."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            f"cannot be read: {error}", file=path, advice="give a recipe such as corpora/newsdesk.toml"
        ) from error
    sources = [
        _build(Source, row, path, f"[[source]] number {number}")
        for number, row in enumerate(table.pop("source", []), 1)
    ]
    parts = {
        key: _build(kind, table.pop(key, {}), path, f"[{key}]")
        for key, kind in (("shape", Shape), ("schedule", Schedule), ("augmentation", Augmentation))
    }
    recipe: Recipe = _build(
        Recipe, {"name": path.stem, **table, **parts, "sources": tuple(sources)}, path, "top level"
    )
    if recipe.shape.width % recipe.shape.heads:
        raise InputError(
            "width is not a multiple of heads", file=path, place="[shape]", advice="change one of them"
        )
    if recipe.schedule.optimizer not in ("muon", "adamw"):
        raise InputError(
            f"no optimizer {recipe.schedule.optimizer!r}",
            file=path,
            place="[schedule]",
            advice="use muon or adamw",
        )
    return recipe


def _build(kind: type, values: dict[str, Any], path: Path, place: str) -> Any:
    known = {item.name: item for item in fields(kind)}
    for key, value in values.items():
        if key not in known:
            raise InputError(
                f"unknown key {key!r}", file=path, place=place, advice=f"known: {', '.join(known)}"
            )
        if isinstance(value, list):
            values[key] = tuple(value)
    try:
        built = kind(**values)
    except TypeError as error:
        raise InputError(str(error), file=path, place=place) from error
    for key, item in known.items():
        value, default = getattr(built, key), item.default
        if isinstance(default, int | float) and not isinstance(value, int | float):
            raise InputError(f"{key} is not a number", file=path, place=place)
    return built
