"""Unit in, estimate out: how many edits a draft will cost, before a person opens it. What the estimators share stands here.

A part offers `features(unit, …)`: numbers that any desk can have cheaply. The weights over all features stand in prior.json, or in what
`translate estimate --fit` learnt from the desk's own post-edits; the sum is a predicted HTER, 0–100.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from translate import registry
from translate.errors import InputError
from translate.model import Estimate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translate.model import Unit

PRIOR = Path(__file__).with_name("prior.json")
#: Ridge penalty on standardised features, in rows; chosen by cross-validation (docs/estimate.md).
PENALTY = 20.0
#: Behind a direction: the weights for units that a second engine translated too.
SECOND = "+second"


class Estimator(Protocol):
    """Cheap numbers about a unit, by name."""

    def features(self, unit: Unit, *, source_language: str, target_language: str) -> dict[str, float]: ...


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model for each direction (`en-ar`): for each feature its mean, standard deviation and weight; `origin` tells what it was fitted on."""

    directions: Mapping[str, Mapping[str, tuple[float, float, float]]]
    bias: Mapping[str, float]
    origin: str

    def predict(self, direction: str, values: Mapping[str, float]) -> float:
        """Predicted HTER, 0-100."""
        table = self.directions[direction]
        total = self.bias[direction] + math.fsum(
            _part(values.get(name, cell[0]), cell) for name, cell in table.items()
        )
        return min(100.0, max(0.0, total))

    def reasons(self, direction: str, values: Mapping[str, float]) -> list[tuple[str, float]]:
        """Features that raise the estimate, most first, with the points by which they do."""
        table = self.directions[direction]
        parts = [(name, _part(values.get(name, cell[0]), cell)) for name, cell in table.items()]
        return sorted((part for part in parts if part[1] > 1.0), key=lambda part: -part[1])


def _part(value: float, cell: tuple[float, float, float]) -> float:
    """Points that a feature adds; no feature counts more than four deviations."""
    mean, spread, weight = cell
    return weight * max(-4.0, min(4.0, (value - mean) / spread)) if spread else 0.0


@lru_cache(maxsize=1)
def _parts() -> tuple[Any, ...]:
    return tuple(registry.load("estimators", name) for name in registry.names("estimators"))


def features(unit: Unit, *, source_language: str, target_language: str) -> dict[str, float]:
    """The features of every estimator."""
    found: dict[str, float] = {}
    for part in _parts():
        found |= part.features(unit, source_language=source_language, target_language=target_language)
    return found


def estimate(
    unit: Unit,
    *,
    source_language: str,
    target_language: str,
    weights: Weights | None = None,
    more: Mapping[str, float] | None = None,
) -> Estimate:
    """The estimate of a unit; `more` are features that others measured (the agreement with a second engine)."""
    weights = weights or prior()
    direction = f"{source_language}-{target_language}"
    if not unit.target.strip():
        return Estimate(100.0, *REASONS["empty"])
    if unit.draft.origin == "memory" and unit.draft.score >= 100:
        return Estimate(0.0, *REASONS["match"])
    values = features(unit, source_language=source_language, target_language=target_language) | dict(
        more or {}
    )
    if "disagreement" in values and direction + SECOND in weights.directions:
        direction += SECOND
    value = weights.predict(direction, values)
    raised = [name for name, _ in weights.reasons(direction, values) if name in REASONS]
    return Estimate(round(value, 1), *REASONS[raised[0] if raised else "usual"])


#: Why an estimate is what it is, by the feature that raises it most.
REASONS: dict[str, tuple[str, str]] = {
    "usual": ("nothing unusual stands out in this draft", "لا شيء غير معتاد في هذه المسودة"),
    "empty": ("there is no translation yet", "لا ترجمة بعد"),
    "match": ("the memory holds this very sentence", "الجملة نفسها محفوظة في الذاكرة"),
    "uncovered": ("words of the source have no counterpart that the desk knows", "كلمات في الأصل لا مقابل معروفاً لها في الترجمة"),
    "unfounded": ("words of the translation have no counterpart that the desk knows", "كلمات في الترجمة لا مقابل معروفاً لها في الأصل"),
    "unknown": ("many words of the source are rare", "كلمات كثيرة في الأصل نادرة"),
    "deviation": ("the translation is unusually short or long", "الترجمة أقصر أو أطول من المعتاد"),
    "shortness": ("the translation is shorter than is usual", "الترجمة أقصر من المعتاد"),
    "length": ("the sentence is long", "الجملة طويلة"),
    "brevity": ("the sentence is very short", "الجملة قصيرة جداً"),
    "doubt": ("the engine was not sure of it", "لم يكن المحرك واثقاً منها"),
    "lowest": ("the engine doubted a part of it", "شك المحرك في جزء منها"),
    "errors": ("the checks found errors", "وجدت الفحوص أخطاء"),
    "warnings": ("the checks found what wants a look", "وجدت الفحوص ما يستحق النظر"),
    "terms": ("a term is missing", "ينقصها مصطلح"),
    "numbers": ("figures do not agree", "الأرقام لا تتطابق"),
    "names": ("a name is missing", "ينقصها اسم"),
    "disagreement": ("another engine translates it differently", "يترجمها محرك آخر ترجمة مختلفة"),
    "reverse": ("translated back it says something else", "ترجمتها العكسية تقول شيئاً آخر"),
    "commas": ("the sentence has many clauses", "في الجملة عبارات كثيرة"),
    "repetition": ("words are repeated", "فيها كلمات مكررة"),
    "rareness": ("the translation uses rare words", "في الترجمة كلمات نادرة"),
}  # fmt: skip


@lru_cache(maxsize=1)
def prior() -> Weights:
    """The weights that ship with the package, fitted before a desk has post-edits of its own (docs/estimate.md)."""
    return load(PRIOR)


def load(path: Path) -> Weights:
    """Weights from a file that save() wrote; raises InputError for another."""
    try:
        value = json.loads(path.read_text("utf-8"))
        directions = {
            name: {feature: (float(a), float(b), float(c)) for feature, (a, b, c) in table.items()}
            for name, table in value["directions"].items()
        }
        bias = {name: float(number) for name, number in value["bias"].items()}
        if not {"en-ar", "ar-en"} <= set(directions) or set(bias) != set(directions):
            raise ValueError("a direction is missing")
        return Weights(directions, bias, str(value["origin"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"no weights: {error}", file=path, advice="fit them with translate estimate --fit"
        ) from error


def dumped(weights: Weights) -> str:
    """The weights as JSON, for load()."""
    return (
        json.dumps(
            {
                "origin": weights.origin,
                "bias": {name: round(value, 4) for name, value in weights.bias.items()},
                "directions": {
                    name: {feature: [round(number, 5) for number in cell] for feature, cell in table.items()}
                    for name, table in weights.directions.items()
                },
            },
            indent=1,
        )
        + "\n"
    )


def fit(
    rows: Sequence[Mapping[str, float]], wanted: Sequence[float], *, penalty: float = PENALTY
) -> tuple[dict[str, tuple[float, float, float]], float]:
    """Ridge regression: for each feature mean, spread and weight, and the bias. `wanted` is HTER 0-100. Raises InputError for too few rows."""
    names = sorted({name for row in rows for name in row})
    if len(rows) < 2 * len(names) + 10:
        raise InputError(
            f"{len(rows)} post-edits are too few", advice=f"at least {2 * len(names) + 10} are needed"
        )
    means = {name: math.fsum(row.get(name, 0.0) for row in rows) / len(rows) for name in names}
    spreads = {
        name: math.sqrt(
            math.fsum((row.get(name, means[name]) - means[name]) ** 2 for row in rows) / len(rows)
        )
        for name in names
    }
    kept = [name for name in names if spreads[name] > 1e-9]
    center = math.fsum(wanted) / len(wanted)
    scaled = [
        [max(-4.0, min(4.0, (row.get(name, means[name]) - means[name]) / spreads[name])) for name in kept]
        for row in rows
    ]
    size = len(kept)
    matrix = [
        [math.fsum(row[i] * row[j] for row in scaled) + (penalty if i == j else 0.0) for j in range(size)]
        for i in range(size)
    ]
    side = [
        math.fsum(row[i] * (value - center) for row, value in zip(scaled, wanted, strict=True))
        for i in range(size)
    ]
    solved = _solve(matrix, side)
    return {
        name: (means[name], spreads[name], weight) for name, weight in zip(kept, solved, strict=True)
    }, center


def _solve(matrix: list[list[float]], side: list[float]) -> list[float]:
    """Gaussian elimination; the penalty keeps the matrix positive definite."""
    size = len(side)
    rows = [[*row, value] for row, value in zip(matrix, side, strict=True)]
    for place in range(size):
        best = max(range(place, size), key=lambda row: abs(rows[row][place]))
        rows[place], rows[best] = rows[best], rows[place]
        for below in range(place + 1, size):
            factor = rows[below][place] / rows[place][place]
            if factor:
                rows[below] = [a - factor * b for a, b in zip(rows[below], rows[place], strict=True)]
    found = [0.0] * size
    for place in range(size - 1, -1, -1):
        rest = math.fsum(rows[place][other] * found[other] for other in range(place + 1, size))
        found[place] = (rows[place][size] - rest) / rows[place][place]
    return found
