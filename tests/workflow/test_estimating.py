"""Weights from post-edits, with a second engine and without."""

from __future__ import annotations

import pytest

from translate.errors import InputError
from translate.glossary import Glossary
from translate.workflow.estimating import fit
from translate.workflow.recheck import Pair

PLACES = ("الحسكة", "الرقة", "دير الزور", "حلب", "إدلب")


def pairs(count: int) -> tuple[list[Pair], list[str], list[str]]:
    """Pairs whose target lost some words, the whole targets, and what a second engine wrote."""
    found, edits, others = [], [], []
    for number in range(count):
        whole = f"قال المجلس المحلي إن {number + 11} عائلة عادت إلى {PLACES[number % 5]} بعد أن أصلح المهندسون المضخة"
        words = whole.split()
        draft = " ".join(words[: len(words) - number % 7])
        source = f"The local council said that {number + 11} families had returned after engineers repaired the pump in town {number % 5}"
        found.append(Pair(str(number), source, draft, "en", "ar"))
        edits.append(whole)
        others.append(whole)
    return found, edits, others


def test_a_second_engine_has_weights_of_its_own() -> None:
    found, edits, others = pairs(80)
    weights = fit(found, edits, Glossary(()), others=others)
    assert "disagreement" not in weights.directions["en-ar"]
    assert weights.directions["en-ar+second"]["disagreement"][2] > 1
    assert "en-ar+second 80 post-edits" in weights.origin


def test_too_few_post_edits_are_said() -> None:
    found, edits, _ = pairs(12)
    with pytest.raises(InputError, match="en-ar: 12 post-edits are too few"):
        fit(found, edits, Glossary(()))
