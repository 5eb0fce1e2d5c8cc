"""Three-way merge: both people's words stay, and clashes are marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.merge import has_marks, merge3

CASES = [
    # base, mine, theirs, merged
    (
        "The old man went home on Monday.",
        "The young man went home on Monday.",
        "The old man went home on Tuesday.",
        "The young man went home on Tuesday.",
    ),
    ("The road is open.", "The road is open.", "The road is closed.", "The road is closed."),
    ("The road is open.", "The road is shut.", "The road is closed.", "The road is ⟦shut‖closed⟧."),
    ("The road is open.", "The road is closed.", "The road is closed.", "The road is closed."),
    ("Rain fell.", "Heavy rain fell.", "Rain fell today.", "Heavy rain fell today."),
    ("Rain fell.", "Rain.", "Rain stopped.", "Rain⟦‖ stopped⟧."),
    (
        "وصل الوفد إلى دمشق يوم الاثنين.",
        "وصل الوفد إلى حلب يوم الاثنين.",
        "وصل الوفد العراقي إلى دمشق يوم الثلاثاء.",
        "وصل الوفد العراقي إلى حلب يوم الثلاثاء.",
    ),
    ("سكان الحسكة", "وسكان الحسكة", "أهالي الحسكة", "⟦وسكان‖أهالي⟧ الحسكة"),
    ("قتل 3 أشخاص", "قتل 3 مدنيين", "قتل 5 أشخاص", "قتل 5 مدنيين"),
    ("", "نص", "نص", "نص"),
    ("", "one", "two", "⟦one‖two⟧"),
    ("", "", "", ""),
]


@pytest.mark.parametrize(("base", "mine", "theirs", "merged"), CASES)
def test_two_changes_become_one_text(base: str, mine: str, theirs: str, merged: str) -> None:
    found = merge3(base, mine, theirs)
    assert found.text == merged
    assert found.is_clean == ("⟦" not in merged) != has_marks(found.text)


TEXTS = st.lists(st.sampled_from(["the", "road", " ", " ", "و", "الحسكة", ".", "3"]), max_size=12).map(
    "".join
)


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_is_lost_and_the_sides_are_equal(base: str, mine: str, theirs: str) -> None:
    found = merge3(base, mine, theirs)
    assert "".join(region.base for region in found.regions) == base
    assert "".join(region.mine for region in found.regions) == mine
    assert "".join(region.theirs for region in found.regions) == theirs
    assert merge3(base, base, theirs).text == theirs
    assert merge3(base, mine, base).text == mine
    assert merge3(base, mine, mine).text == mine
    assert merge3(base, theirs, mine).is_clean == found.is_clean
    for region in found.conflicts:
        assert len({region.base, region.mine, region.theirs}) == 3


def test_a_conflict_is_told_as_data() -> None:
    shape = merge3("a b", "a c", "a d").shape()
    assert shape["clean"] is False
    assert shape["text"] == "a ⟦c‖d⟧"
    assert shape["regions"] == [
        {"kind": "same", "base": "a ", "mine": "a ", "theirs": "a "},
        {"kind": "conflict", "base": "b", "mine": "c", "theirs": "d"},
    ]
