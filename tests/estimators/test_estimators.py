"""Estimates: worse drafts are estimated worse, each says why in both languages, weights are fitted and kept."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from translate import estimators
from translate.errors import InputError
from translate.model import Draft, Segment, Unit

if TYPE_CHECKING:
    from pathlib import Path


def unit(source: str, target: str, *, origin: str = "ctranslate2", score: float = 0.0) -> Unit:
    return Unit(Segment("1", "1", source, 0), Draft(target, origin, score), target)


GOOD = unit("The army closed the road to the town on Sunday.", "أغلق الجيش الطريق إلى البلدة يوم الأحد.")
BAD = unit("The army closed the road to the town on Sunday.", "كان القط الأزرق ينام قرب البحيرة.")


def hter(one: Unit) -> float:
    return estimators.estimate(one, source_language="en", target_language="ar").hter


def test_a_worse_draft_is_estimated_worse() -> None:
    assert 0 <= hter(GOOD) < hter(BAD) <= 100


def test_an_estimate_says_why_in_both_languages() -> None:
    found = estimators.estimate(BAD, source_language="en", target_language="ar")
    assert found.reason == "words of the source have no counterpart that the desk knows"
    assert found.reason_ar == "كلمات في الأصل لا مقابل معروفاً لها في الترجمة"


def test_an_empty_target_is_all_work_and_an_exact_match_none() -> None:
    assert hter(unit("The road is open.", " ")) == 100
    assert hter(unit("The road is open.", "الطريق مفتوح.", origin="memory", score=100)) == 0


def test_doubt_and_a_second_engine_raise_the_estimate() -> None:
    assert hter(unit(GOOD.source, GOOD.target, score=-0.2)) < hter(unit(GOOD.source, GOOD.target, score=-1.6))
    far, near = (
        estimators.estimate(
            GOOD, source_language="en", target_language="ar", more={"disagreement": value}
        ).hter
        for value in (90.0, 5.0)
    )
    assert far > near


def test_weights_are_fitted_saved_and_loaded(tmp_path: Path) -> None:
    chance = random.Random(5)
    rows = [{"a": chance.random(), "b": chance.random(), "same": 1.0} for _ in range(200)]
    wanted = [20 + 30 * row["a"] for row in rows]
    table, bias = estimators.fit(rows, wanted, penalty=0.1)
    assert set(table) == {"a", "b"}
    weights = estimators.Weights({"en-ar": table, "ar-en": table}, {"en-ar": bias, "ar-en": bias}, "test")
    assert abs(weights.predict("en-ar", {"a": 0.9, "b": 0.1}) - 47) < 1
    file = tmp_path / "weights.json"
    file.write_text(estimators.dumped(weights), "utf-8")
    assert abs(estimators.load(file).predict("ar-en", {"a": 0.9, "b": 0.1}) - 47) < 1


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"directions": {}, "bias": {}, "origin": "x"}', '{"directions": 3}']
)
def test_what_are_no_weights_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "weights.json"
    file.write_text(content, "utf-8")
    with pytest.raises(InputError, match="no weights"):
        estimators.load(file)


def test_too_few_post_edits_are_told() -> None:
    with pytest.raises(InputError, match="too few"):
        estimators.fit([{"a": 1.0}], [3.0])


def test_issues_and_terms_count() -> None:
    from translate.checks import check_all

    one = unit("12 people were killed.", "قتل 13 شخصاً.")
    issues = tuple(check_all(one, source_language="en", target_language="ar"))
    values = estimators.features(replace(one, issues=issues), source_language="en", target_language="ar")
    assert values["errors"] >= 2
    assert values["numbers"] == 2
