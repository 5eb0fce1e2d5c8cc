"""The embedded model does not fall below what it could do: floors in tests/floors.json, on articles it has not learnt from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from translate import models
from translate.engines import load
from translate.evaluation import TestSet, evaluate
from translate.training import review
from translate.training.corpus import split_of

ROOT = Path(__file__).parents[2]
FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text("utf-8"))


def unseen(target: str, count: int) -> TestSet:
    """The first `count` pairs of the test split of our own corpus, in the order of their articles' ids."""
    rows, _ = review.read([ROOT / "corpora" / "news"])
    test = sorted(
        (row for row in rows if split_of(row.article) == "test"),
        key=lambda row: (row.article, row.file, row.line),
    )
    english, arabic = tuple(row.english for row in test[:count]), tuple(row.arabic for row in test[:count])
    return (
        TestSet("test", "en", "ar", english, arabic)
        if target == "ar"
        else TestSet("test", "ar", "en", arabic, english)
    )


@pytest.mark.parametrize("target", ["ar", "en"])
def test_the_embedded_model_keeps_to_its_floor(target: str) -> None:
    model = models.find()
    engine = load("ctranslate2", model.path, card=model.card)
    result = evaluate(unseen(target, FLOORS["pairs"]), engine)
    for score in result.scores:
        assert score.value >= FLOORS["floors"][f"{score.metric} to {target}"], str(result)
