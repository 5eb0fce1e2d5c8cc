"""Targets that are empty, go round in circles, were not translated, or stop before the end."""

from __future__ import annotations

import pytest

from translate.checks import copy, length, omission, repetition, untranslated
from translate.model import Draft, Segment, Unit

LONG = "The deputy said that the road between the two towns would be open to buses and trucks by the end of the week."
CASES = [
    # check, source language, source, target, codes with severities
    (omission, "en", "The road is open.", "", ["omission.empty error"]),
    (omission, "en", "The road is open.", " \n", ["omission.empty error"]),
    (omission, "en", "The road is open.", "«…»", ["omission.empty error"]),
    (omission, "en", "The road is open.", "الطريق مفتوح.", []),
    (omission, "en", "* * *", "", []),
    (repetition, "en", "The radio was old.", "كان المذياع دي دي دي دي", ["repetition.loop error"]),
    (repetition, "en", "day after day", "يوماً بعد يوم", []),
    (copy, "en", "The road is open.", "The road is open.", ["copy.source error"]),
    (copy, "en", "The road to the town is open.", "الطريق to the town is open", ["copy.script error"]),
    (untranslated, "ar", "قال النائب إن الطريق مفتوح", "The deputy said to all of us that الطريق إلى البلدة مفتوح now", ["untranslated.run warning"]),
    (copy, "en", "Facebook", "Facebook", []),
    (length, "en", LONG, "قال النائب إن الطريق", ["length.short warning"]),
    (omission, "en", LONG, "قال النائب إن الطريق بين البلدتين سيفتح أمام الحافلات والشاحنات بحلول نهاية", []),
    (omission, "en", LONG, "قال النائب إن الطريق بين البلدتين سيفتح أمام الحافلات والشاحنات في", ["omission.hanging warning", "omission.passage info"]),
    (omission, "ar", "عادت مئات العائلات إلى رأس العين ووجدت آبارها مردومة", "Hundreds of families return to find their wells filled in", []),
    (omission, "ar", "عادت مئات العائلات إلى رأس العين ووجدت آبارها مردومة", "Hundreds of families returned to Ras al-Ain and found the", ["omission.hanging warning"]),
    (omission, "ar", "ما زلت أذكره، وأنت", "I still remember him and", ["omission.hanging warning"]),
    (omission, "ar", "وأضاف أن", "He added that the", []),
    (omission, "en", "Latakia - Bassel Ali", "اللاذقية: باسل علي", []),
]  # fmt: skip


@pytest.mark.parametrize(("part", "language", "source", "target", "codes"), CASES)
def test_a_bad_target_is_told_from_a_good_one(
    part: object, language: str, source: str, target: str, codes: list[str]
) -> None:
    unit = Unit(Segment("b1.1", "b1", source, 0), Draft(target, "echo"), target)
    found = part.check(unit, source_language=language, target_language="ar" if language == "en" else "en")  # type: ignore[attr-defined]
    assert [f"{issue.code} {issue.severity}" for issue in found] == codes


def test_what_the_engine_cut_off_is_an_error_until_somebody_edits_it() -> None:
    segment = Segment("b1.1", "b1", "The road is open.", 0)
    draft = Draft("الطريق", "ctranslate2", stop="length")
    issues = list(omission.check(Unit(segment, draft, "الطريق"), source_language="en", target_language="ar"))
    assert [(issue.code, issue.severity, issue.start) for issue in issues] == [
        ("omission.truncated", "error", 6)
    ]
    assert not list(
        omission.check(Unit(segment, draft, "الطريق مفتوح."), source_language="en", target_language="ar")
    )


def test_a_long_unit_is_shown_in_part() -> None:
    said = "the people of the old town near the long river said "
    (issue,) = repetition.check(
        Unit(Segment("b1.1", "b1", "قالوا", 0), Draft(said * 3, "echo"), said * 3),
        source_language="ar",
        target_language="en",
    )
    assert issue.message == "the people of the old town near the long… stands there 3 times"
