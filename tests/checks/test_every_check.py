"""What holds for every check: it is found by name, keeps quiet about a good pair, and has an answer for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.checks import check_all
from translate.model import Draft, Issue, Segment, Unit
from translate.registry import load, names

CHECKS = names("checks")
PAIRS = [
    ("en", "The road is open.", "الطريق مفتوح."),
    ("en", "Prices rose 3 percent, and 400,000 people left.", "ارتفعت الأسعار 3 في المائة، وغادر 400 ألف شخص."),
    ("en", "\"Bread!\" they shouted, \"bread, bread!\"", "وهتفوا: «خبز، خبز، خبز!»"),
    ("ar", "قال إن الطريق مفتوح منذ يومين.", "He said that the road had been open for two days."),
    ("ar", "الحسكة: كمال شيخو", "Hasakah - Kamal Sheikho"),
    ("ar", "2019", "2019"),
    ("en", "", ""),
    ("en", "* * *", ""),
]  # fmt: skip


def unit(source: str, target: str, *, stop: str = "end") -> Unit:
    """A unit whose draft nobody has edited."""
    return Unit(Segment("b1.1", "b1", source, 0), Draft(target, "ctranslate2", stop=stop), target)


@pytest.mark.parametrize(("language", "source", "target"), PAIRS)
def test_a_good_pair_has_no_issues(language: str, source: str, target: str) -> None:
    other = "ar" if language == "en" else "en"
    assert list(check_all(unit(source, target), source_language=language, target_language=other)) == []


@pytest.mark.parametrize("name", CHECKS)
@settings(max_examples=25)
@given(source=st.text(), target=st.text(), language=st.sampled_from(["en", "ar"]))
def test_any_text_gets_an_answer_with_spans_that_lie_inside(
    name: str, source: str, target: str, language: str
) -> None:
    other = "ar" if language == "en" else "en"
    for issue in load("checks", name).check(
        unit(source, target), source_language=language, target_language=other
    ):
        assert isinstance(issue, Issue)
        assert issue.code.count(".") == 1
        assert issue.message
        if issue.start is not None and issue.end is not None:
            assert 0 <= issue.start <= issue.end <= len(source if issue.side == "source" else target)


def test_the_first_checks_are_there() -> None:
    assert {"number", "date", "name", "omission", "bidi", "url"} <= set(CHECKS)


def test_check_all_asks_every_check() -> None:
    found = check_all(
        unit("Prices rose 3 percent in the town", "The prices The prices The prices of"),
        source_language="en",
        target_language="ar",
    )
    assert {"number.missing", "copy.script", "repetition.loop"} <= {issue.code for issue in found}
