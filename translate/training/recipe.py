"""corpora/*.toml goes in; what a training run is made of comes out, checked."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, Field, asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TOP = ("name", "shape", "schedule", "augmentation", "source", "testset_hashes", "limits")
_TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    "int": ((int,), "a whole number"),
    "float": ((int, float), "a number"),
    "bool": ((bool,), "true or false"),
    "str": ((str,), "a text"),
    "tuple[int, int]": ((tuple,), "a list"),
    "tuple[str, ...]": ((tuple,), "a list"),
}


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
    unknown = [key for key in table if key not in _TOP]
    if unknown:
        raise InputError(
            f"unknown key {unknown[0]!r}", file=path, place="top level", advice=f"known: {', '.join(_TOP)}"
        )
    rows = table.pop("source", [])
    if not isinstance(rows, list):
        raise InputError("a source is a list", file=path, place="[source]", advice="write [[source]]")
    sources = [_build(Source, row, path, f"[[source]] number {number}") for number, row in enumerate(rows, 1)]
    parts = {
        key: _build(kind, table.pop(key, {}), path, f"[{key}]")
        for key, kind in (("shape", Shape), ("schedule", Schedule), ("augmentation", Augmentation))
    }
    recipe: Recipe = _build(
        Recipe, {"name": path.stem, **table, **parts, "sources": tuple(sources)}, path, "top level"
    )
    for place, problem, advice in _flaws(recipe):
        raise InputError(problem, file=path, place=place, advice=advice)
    return recipe


def _build(kind: type, values: Any, path: Path, place: str) -> Any:
    """One dataclass from a table, each value of its type and no number below 0."""
    if not isinstance(values, dict):
        raise InputError("is not a table", file=path, place=place, advice="write key = value below it")
    known = {item.name: item for item in fields(kind)}
    for key, value in values.items():
        if key not in known:
            raise InputError(
                f"unknown key {key!r}", file=path, place=place, advice=f"known: {', '.join(known)}"
            )
        if isinstance(value, list):
            value = values[key] = tuple(value)
        wanted = str(known[key].type)
        types, called = _TYPES.get(wanted, ((object,), ""))
        if type(value) not in types and called:
            raise InputError(f"{key} is not {called}", file=path, place=place)
        if wanted in ("int", "float") and not 0 <= value < float("inf"):
            raise InputError(f"{key} is {value}", file=path, place=place, advice="give 0 or more")
    missing = [name for name, item in known.items() if name not in values and _is_required(item)]
    if missing:
        raise InputError(f"{' and '.join(missing)} missing", file=path, place=place, advice="add it")
    return kind(**values)


def _is_required(item: Field[Any]) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _flaws(recipe: Recipe) -> Iterator[tuple[str, str, str]]:
    """Place, problem and advice of what each value by itself does not show."""
    shape, schedule = recipe.shape, recipe.schedule
    for name, value in asdict(shape).items():
        if name != "dropout" and value < 1:
            yield "[shape]", f"{name} is {value}", "give 1 or more"
    if shape.width % shape.heads:
        yield "[shape]", "width is not a multiple of heads", "change one of them"
    if schedule.optimizer not in ("muon", "adamw"):
        yield "[schedule]", f"no optimizer {schedule.optimizer!r}", "use muon or adamw"
    if schedule.max_pieces + 2 > shape.positions:
        yield "[schedule]", f"max_pieces does not fit into {shape.positions} positions", "lower it"
    for place, name, value in (
        ("[shape]", "dropout", shape.dropout),
        ("[schedule]", "cooldown", schedule.cooldown),
        ("[schedule]", "label_smoothing", schedule.label_smoothing),
        *(("[augmentation]", name, value) for name, value in asdict(recipe.augmentation).items()),
    ):
        if value > 1:
            yield place, f"{name} is {value}, and a share is at most 1", "give 0 to 1"
    for name in ("batch", "max_pieces", "average"):
        if getattr(schedule, name) < 1:
            yield "[schedule]", f"{name} is 0", "give 1 or more"
    for number, source in enumerate(recipe.sources, 1):
        columns: tuple[object, ...] = source.columns  # what TOML gave may be anything
        if len(columns) != 2 or not all(isinstance(column, int) and column >= 0 for column in columns):
            yield f"[[source]] number {number}", "columns are not two numbers", "count from 0: [0, 1]"
        if source.path.startswith("/"):
            yield (
                f"[[source]] number {number}",
                "path is absolute",
                "give it relative to the folder of its source",
            )
