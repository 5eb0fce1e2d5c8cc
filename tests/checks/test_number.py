"""Pairs of real newsroom form, and what the number check says to them."""

from __future__ import annotations

import pytest

from translate.checks.number import check
from translate.model import Draft, Segment, Unit

CASES = [
    # source language, source, target, codes with severities
    ("en", "Prices rose 3%", "ارتفعت الأسعار ٣٪", []),
    ("en", "Prices rose 3%", "ارتفعت الأسعار", ["number.missing error"]),
    ("en", "Prices rose 3%", "ارتفعت الأسعار ٥٪", ["number.missing error", "number.added error"]),
    ("en", "Prices rose", "ارتفعت الأسعار ٥٪", ["number.added error"]),
    ("en", "400,000 people fled in 2014", "فر 400 ألف شخص عام 2014", []),
    ("en", "400,000 people fled in 2014", "فر 400 شخص عام 2014", ["number.missing error", "number.added error"]),
    ("en", "Three men and two women", "ثلاثة رجال وامرأتان", []),
    ("en", "Three men and two women", "رجال وامرأتان", ["number.missing warning"]),
    ("en", "Three men", "4 رجال", ["number.missing warning", "number.added error"]),
    ("en", "5 killed and 5 hurt", "مقتل 5 وإصابة 5", []),
    ("en", "Waves of 1 to 2 metres", "أمواج من متر إلى مترين", ["number.missing warning"]),
    ("en", "The 1980s", "الثمانينات", []),
    ("en", "See https://example.org/300", "انظر https://example.org/300", []),
    ("en", "300 families", "", []),
    ("ar", "قتل شخصان وأصيب ١٢", "Two people were killed and 12 hurt", []),
    ("ar", "قتل شخصان وأصيب ١٢", "Some people were killed and 21 hurt", ["number.missing error", "number.missing warning", "number.added error"]),
    ("ar", "بعد يومين", "Later", ["number.missing warning"]),
    ("ar", "في القرن التاسع عشر", "In the 19th century", []),
    ("ar", "مليار ونصف مليار دولار", "1.5 billion dollars", []),
    ("ar", "مليون ونصف", "1.6 million", ["number.missing warning", "number.added error"]),
    ("en", "An area of 2.2 million km2", "مساحة 2.2 مليون كيلومتر مربع", []),
    # two that has become one or many
    ("en", "Two tanks burned at the bridge on Monday", "احترقت دبابتان عند الجسر الإثنين", []),
    ("en", "Two tanks burned at the bridge on Monday", "احترقت دبابات عند الجسر الإثنين", ["number.missing warning"]),
    ("en", "Both bridges over the river will close", "سيغلق الجسران المقامان على النهر", []),
    ("en", "Both bridges over the river will close", "ستغلق الجسور المقامة على النهر", ["number.missing warning"]),
    ("en", "The cold affects both sheep and goats", "يصيب البرد الأغنام والماعز", []),
    ("en", "He closed the two gates of the camp", "أغلق بوابتي المخيم", []),
    ("en", "He closed the two gates of the camp", "أغلق بوابات المخيم", ["number.missing warning"]),
    ("en", "Two suspects were held", "أوقف مشتبه بهما", []),
    ("ar", "اشترى المجلس مولدتين وخيمتين", "The council bought two generators and two tents", []),
    ("ar", "اشترى المجلس مولدتين وخيمتين", "The council bought two generators and tents", ["number.missing warning"]),
    ("ar", "تضرر جسران في القصف", "A bridge was damaged in the shelling", ["number.missing warning"]),
    ("ar", "تضرر الجسران في القصف", "The bridges were damaged in the shelling", ["number.missing info"]),
    ("ar", "تضررت الجسور في القصف", "Two bridges were damaged in the shelling", ["number.added warning"]),
    ("ar", "دفعت الوزارة مليوني دولار ثمناً لجسرين", "The ministry paid two million dollars for bridges", ["number.missing warning"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target", "codes"), CASES)
def test_numbers_are_compared_by_value(language: str, source: str, target: str, codes: list[str]) -> None:
    unit = Unit(Segment("b1.1", "b1", source, 0), Draft(target, "echo"), target)
    found = check(unit, source_language=language, target_language="ar" if language == "en" else "en")
    assert sorted(f"{issue.code} {issue.severity}" for issue in found) == sorted(codes)


def test_the_span_of_a_missing_number_lies_in_the_source() -> None:
    unit = Unit(Segment("b1.1", "b1", "Some 1.5 million left", 0), Draft("غادروا", "echo"), "غادروا")
    (issue,) = check(unit, source_language="en", target_language="ar")
    assert (issue.side, issue.message) == ("source", "1.5 million is not in the translation")
    assert unit.source[issue.start : issue.end] == "1.5 million"
