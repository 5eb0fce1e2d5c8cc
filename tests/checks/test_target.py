"""Targets that are empty, go round in circles, were not translated, or stop before the end."""

from __future__ import annotations

import pytest

from translate.checks import copies, empty, repetition, truncation
from translate.model import Draft, Segment, Unit

LONG = "The deputy said that the road between the two towns would be open to buses and trucks by the end of the week."
CASES = [
    # check, source language, source, target, codes with severities
    (empty, "en", "The road is open.", "", ["target.empty error"]),
    (empty, "en", "The road is open.", " \n", ["target.empty error"]),
    (empty, "en", "The road is open.", "«…»", ["target.empty error"]),
    (empty, "en", "The road is open.", "الطريق مفتوح.", []),
    (empty, "en", "* * *", "", []),
    (repetition, "en", "The radio was old.", "كان المذياع دي دي دي دي", ["target.loop error"]),
    (repetition, "en", "day after day", "يوماً بعد يوم", []),
    (copies, "en", "The road is open.", "The road is open.", ["target.copy error"]),
    (copies, "en", "The road to the town is open.", "الطريق to the town is open", ["target.copy error"]),
    (copies, "ar", "قال النائب إن الطريق مفتوح", "The deputy said to all of us that الطريق إلى البلدة مفتوح now", ["target.leftover warning"]),
    (copies, "en", "Facebook", "Facebook", []),
    (truncation, "en", LONG, "قال النائب إن الطريق", ["target.short warning"]),
    (truncation, "en", LONG, "قال النائب إن الطريق بين البلدتين سيفتح أمام الحافلات والشاحنات بحلول نهاية", []),
    (truncation, "en", LONG, "قال النائب إن الطريق بين البلدتين سيفتح أمام الحافلات والشاحنات في", ["target.truncated warning"]),
    (truncation, "ar", "عادت مئات العائلات إلى رأس العين ووجدت آبارها مردومة", "Hundreds of families return to find their wells filled in", []),
    (truncation, "ar", "عادت مئات العائلات إلى رأس العين ووجدت آبارها مردومة", "Hundreds of families returned to Ras al-Ain and found the", ["target.truncated warning"]),
    (truncation, "ar", "ما زلت أذكره، وأنت", "I still remember him and", ["target.truncated warning"]),
    (truncation, "ar", "وأضاف أن", "He added that the", []),
    (truncation, "en", "Latakia - Bassel Ali", "اللاذقية: باسل علي", []),
    (truncation, "en", "The road is open.", "", []),
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
    issues = list(
        truncation.check(Unit(segment, draft, "الطريق"), source_language="en", target_language="ar")
    )
    assert [(issue.code, issue.severity, issue.start) for issue in issues] == [
        ("target.truncated", "error", 6)
    ]
    assert not list(
        truncation.check(Unit(segment, draft, "الطريق مفتوح."), source_language="en", target_language="ar")
    )


def test_a_long_unit_is_shown_in_part() -> None:
    said = "the people of the old town near the long river said "
    (issue,) = repetition.check(
        Unit(Segment("b1.1", "b1", "قالوا", 0), Draft(said * 3, "echo"), said * 3),
        source_language="ar",
        target_language="en",
    )
    assert issue.message == "the people of the old town near the long… stands there 3 times"
