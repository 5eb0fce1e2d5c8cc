"""Pairs and post-edits go in; estimates come out, how well they foretell the post-edits, and weights fitted on them."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translate import checks, estimators
from translate.errors import InputError
from translate.text.arabic import plain
from translate.workflow.recheck import Pair, termed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from translate import glossary
    from translate.estimators import Weights
    from translate.model import Estimate, Unit

_TOKEN = re.compile(r"\w+|[^\w\s]")
_BINS = 5
FILE = "estimator.json"


@dataclass(frozen=True, slots=True)
class Report:
    """How estimates and post-edits agree. `pearson` is with HTER, `chrf` with sentence chrF++ of draft and post-edit, sign turned.

    `caught` is the share of the worst tenth (by HTER) among the fifth that was estimated worst; `bins` are count, mean estimate and mean
    HTER of fifths by estimate; `error` is the mean absolute error in points.
    """

    rows: int
    pearson: float
    chrf: float
    caught: float
    error: float
    bins: tuple[tuple[int, float, float], ...]


def fitted_file() -> Path:
    """Where a desk's own weights lie."""
    from platformdirs import user_data_path

    return user_data_path("dragoman", appauthor=False) / FILE


def weights(path: Path | None = None) -> Weights:
    """Those of a file, else those that were fitted here, else the prior."""
    if path:
        return estimators.load(path)
    own = fitted_file()
    return estimators.load(own) if own.is_file() else estimators.prior()


def units(pairs: Sequence[Pair], known: glossary.Glossary) -> list[Unit]:
    """Units with terms and issues."""
    rules = checks.Rules()
    return [
        replace(
            unit,
            issues=tuple(
                checks.check_all(
                    unit,
                    source_language=pair.source_language,
                    target_language=pair.target_language,
                    rules=rules,
                )
            ),
        )
        for pair, unit in zip(pairs, termed(pairs, known), strict=True)
    ]


def estimate(
    pairs: Sequence[Pair],
    known: glossary.Glossary,
    using: Weights,
    *,
    others: Sequence[str] | None = None,
) -> list[Estimate]:
    """The estimate of each pair; `others` are what a second engine made of the sources."""
    more = agreement(pairs, others) if others is not None else [{} for _ in pairs]
    return [
        estimators.estimate(
            unit,
            source_language=pair.source_language,
            target_language=pair.target_language,
            weights=using,
            more=own,
        )
        for pair, unit, own in zip(pairs, units(pairs, known), more, strict=True)
    ]


def agreement(pairs: Sequence[Pair], others: Sequence[str]) -> list[dict[str, float]]:
    """`disagreement`, 0-100: how far each target is from what a second engine wrote (100 − sentence chrF++)."""
    if len(others) != len(pairs):
        raise InputError(
            f"{len(others)} lines of the second engine for {len(pairs)} pairs", advice="give one a pair"
        )
    return [
        {"disagreement": 100.0 - _chrf(pair.target, other)} if other.strip() else {}
        for pair, other in zip(pairs, others, strict=True)
    ]


def _chrf(one: str, other: str) -> float:
    from sacrebleu.metrics import CHRF

    return float(CHRF(word_order=2).sentence_score(one, [other]).score)


def hter(draft: str, post_edit: str, language: str) -> float:
    """Word edits (marks count as words, harakat do not) a hundred words of the post-edit, at most 100; without shifts."""
    from rapidfuzz.distance import Levenshtein

    one, two = (_words(text, language) for text in (draft, post_edit))
    if not two:
        return 0.0 if not one else 100.0
    return min(100.0, 100.0 * Levenshtein.distance(one, two) / len(two))


def _words(text: str, language: str) -> list[str]:
    found = _TOKEN.findall(unicodedata.normalize("NFC", text))
    return [plain(word) or word for word in found] if language == "ar" else found


def report(pairs: Sequence[Pair], edits: Sequence[str], estimates: Sequence[Estimate]) -> Report:
    """How well the estimates foretold the post-edits. Raises InputError where there are fewer than ten."""
    if len(pairs) < 10:
        raise InputError(f"{len(pairs)} post-edits are too few", advice="at least 10 are needed for a report")
    real = [hter(pair.target, edit, pair.target_language) for pair, edit in zip(pairs, edits, strict=True)]
    said = [one.hter for one in estimates]
    quality = [_chrf(pair.target, edit) for pair, edit in zip(pairs, edits, strict=True)]
    order = sorted(range(len(said)), key=lambda place: -said[place])
    worst = set(sorted(range(len(real)), key=lambda place: -real[place])[: max(1, len(real) // 10)])
    flagged = set(order[: max(1, len(order) // 5)])
    size = math.ceil(len(order) / _BINS)
    bins = []
    for first in range(0, len(order), size):
        part = order[::-1][first : first + size]
        bins.append(
            (len(part), _mean([said[place] for place in part]), _mean([real[place] for place in part]))
        )
    return Report(
        len(pairs),
        pearson(said, real),
        -pearson(said, quality),
        len(worst & flagged) / len(worst),
        _mean([abs(one - two) for one, two in zip(said, real, strict=True)]),
        tuple(bins),
    )


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values) if values else 0.0


def pearson(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's correlation; 0 where one side does not vary."""
    first, second = _mean(one), _mean(other)
    spread = math.sqrt(math.fsum((a - first) ** 2 for a in one) * math.fsum((b - second) ** 2 for b in other))
    return (
        math.fsum((a - first) * (b - second) for a, b in zip(one, other, strict=True)) / spread
        if spread
        else 0.0
    )


def fit(
    pairs: Sequence[Pair],
    edits: Sequence[str],
    known: glossary.Glossary,
    *,
    others: Sequence[str] | None = None,
    origin: str = "",
) -> Weights:
    """Weights fitted on post-edits, with and without a second engine; a direction with too few keeps the prior. Raises InputError where all have too few."""
    more: list[dict[str, float]] = agreement(pairs, others) if others is not None else [{} for _ in pairs]
    rows: dict[str, list[tuple[Mapping[str, float], float]]] = {}
    for pair, edit, unit, own in zip(pairs, edits, units(pairs, known), more, strict=True):
        values = estimators.features(
            unit, source_language=pair.source_language, target_language=pair.target_language
        )
        direction = f"{pair.source_language}-{pair.target_language}"
        wanted = hter(pair.target, edit, pair.target_language)
        rows.setdefault(direction, []).append((values, wanted))
        if own:
            rows.setdefault(direction + estimators.SECOND, []).append((values | own, wanted))
    prior = estimators.prior()
    directions, bias, told = dict(prior.directions), dict(prior.bias), []
    problems = []
    for name, own_rows in sorted(rows.items()):
        try:
            directions[name], bias[name] = estimators.fit(
                [values for values, _ in own_rows], [value for _, value in own_rows]
            )
            told.append(f"{name} {len(own_rows)} post-edits")
        except InputError as error:
            problems.append(f"{name}: {error}")
    if not told:
        raise InputError("; ".join(problems) or "no post-edits", advice="edit more, or give a file of them")
    return estimators.Weights(directions, bias, origin or ", ".join(told))


def history() -> tuple[list[Pair], list[str]]:
    """Drafts and what people made of them, of every unit that was reviewed or approved, from the review history."""
    from translate import review

    pairs: list[Pair] = []
    edits: list[str] = []
    with review.open_console() as desk:
        cursor: str | None = None
        while True:
            page = desk.articles(limit=200, cursor=cursor)
            for article in page.items:
                for unit in desk.units_of(article.id):
                    if (
                        unit.state in ("edited", "reviewed", "final")
                        and unit.draft.strip()
                        and unit.target.strip()
                    ):
                        pairs.append(
                            Pair(unit.id, unit.source, unit.draft, unit.source_language, unit.target_language)
                        )
                        edits.append(unit.target)
            cursor = page.cursor
            if cursor is None:
                return pairs, edits
