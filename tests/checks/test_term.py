"""A term that the target lacks is an issue that says where it stands in the source and what to write."""

from __future__ import annotations

import pytest

from translate.checks.term import check
from translate.model import Draft, Segment, TermMatch, Unit

CASES = [
    # status, what is told
    ("present", []),
    ("annotated", []),
    ("repaired", []),
    ("pending", []),
    ("missing", ["Hassakeh is not الحسكة in the translation"]),
]


@pytest.mark.parametrize(("status", "told"), CASES)
def test_only_a_missing_term_is_told(status: str, told: list[str]) -> None:
    term = TermMatch("hasakah", "Hasakah", "الحسكة", 12, 20, "Hassakeh", status=status)
    unit = Unit(
        Segment("b1.1", "b1", "The road to Hassakeh", 0), Draft("الطريق", "echo"), "الطريق", terms=(term,)
    )
    issues = list(check(unit, source_language="en", target_language="ar"))
    assert [issue.message for issue in issues] == told
    assert all(
        (issue.code, issue.side, issue.start, issue.end) == ("term.missing", "source", 12, 20)
        for issue in issues
    )


def test_an_english_target_is_told_the_english_house_form() -> None:
    term = TermMatch(
        "hasakah", "Hasakah", "الحسكة", 0, 7, "بالحسكة", status="missing", note="deprecated: Hassakeh"
    )
    unit = Unit(
        Segment("b1.1", "b1", "بالحسكة", 0), Draft("in Hassakeh", "echo"), "in Hassakeh", terms=(term,)
    )
    (issue,) = check(unit, source_language="ar", target_language="en")
    assert issue.message == "بالحسكة is not Hasakah in the translation (deprecated: Hassakeh)"
