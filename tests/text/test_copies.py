"""Targets that were not translated, and those that only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.copies import Left, find_copy, is_copy, is_kept

CASES = [
    # source language, source, target, what was left
    ("en", "The road is open.", "The road is open.", Left.COPY),
    ("en", "The road is open.", "«The road is open»", Left.COPY),
    ("en", "Gulf Stocks Edge Higher", "Gulf Stocks Edge Higher", Left.COPY),
    ("en", "The War Ends", "The War Ends", Left.COPY),
    (
        "en",
        "She told the court that the new harbor was a gift to nobody.",
        "Layla told the court that the harbor was a gift.",
        Left.SCRIPT,
    ),
    (
        "en",
        "The protest started at noon on the square.",
        "بدأ الاحتجاج the protest started at noon.",
        Left.SCRIPT,
    ),
    (
        "en",
        "The deputy said the road to the town of Hajin would be open by the end of the week.",
        "قال النائب إن الطريق إلى بلدة هجين سيكون مفتوحاً أمام جميع الناس would be open by the end",
        Left.RUN,
    ),
    ("ar", "الطريق مفتوح.", "الطريق مفتوح.", Left.COPY),
    ("ar", "الحسكة", "الحسكة", Left.COPY),
    ("en", "Москва, 5 мая", "Москва, 5 мая", Left.COPY),
    ("ar", "عاد الناس إلى البلدة.", "The people عاد الناس إلى البلدة", Left.SCRIPT),
    (
        "ar",
        "قال النائب إن الطريق إلى بلدة هجين سيكون مفتوحاً أمام الجميع",
        "The deputy said that the road to the town of Hajin would be مفتوحاً أمام جميع الناس",
        Left.RUN,
    ),
    # right as they are
    ("en", "الطريق مفتوح.", "الطريق مفتوح.", None),
    ("ar", "The road is open.", "The road is open.", None),
    ("en", "The road is open.", "الطريق مفتوح.", None),
    ("en", "UNHCR", "UNHCR", None),
    ("en", "Facebook", "Facebook", None),
    ("en", "Kamal Sheikho", "Kamal Sheikho", None),
    ("en", "iPhone 15 Pro", "iPhone 15 Pro", None),
    ("en", "S-400", "S-400", None),
    ("en", "3-2", "3-2", None),
    ("en", "https://example.org/the-road-is-open", "https://example.org/the-road-is-open", None),
    ("en", "desk@example.org", "desk@example.org", None),
    ("en", "@thedesk #the_road_is_open", "@thedesk #the_road_is_open", None),
    ("en", "example.com/the/road", "example.com/the/road", None),
    (
        "en",
        "Write to desk@example.org or see https://example.org/the/road",
        "راسلونا desk@example.org أو https://example.org/the/road",
        None,
    ),
    (
        "en",
        "He read The Old Man and the Sea twice.",
        "قرأ رواية «العجوز والبحر» (The Old Man) مرتين في شتاء واحد.",
        None,
    ),
    ("en", "The report was published by Human Rights Watch.", "نشرت التقرير Human Rights Watch.", None),
    ("en", "The road is open.", "", None),
    ("ar", "الطريق مفتوح.", "The road is open.", None),
    ("ar", "iPhone 15", "iPhone 15", None),
    ("ar", "قالت «الحياة»", 'Al-Hayat ("الحياة") said so', None),
    ("ar", "2019", "2019", None),
]


@pytest.mark.parametrize(("language", "source", "target", "left"), CASES)
def test_what_was_left_is_named(language: str, source: str, target: str, left: Left | None) -> None:
    other = "ar" if language == "en" else "en"
    found = find_copy(source, target, source_language=language, target_language=other)
    assert (found.kind if found else None) is left
    assert is_copy(source, target, source_language=language, target_language=other) is (
        left in (Left.COPY, Left.SCRIPT)
    )


def test_the_span_covers_the_run_that_was_left() -> None:
    target = "The deputy said that the road to the town of Hajin would be مفتوحاً أمام جميع الناس today"
    found = find_copy("قال النائب", target, source_language="ar", target_language="en")
    assert found is not None
    assert target[found.start : found.end] == "مفتوحاً أمام جميع الناس"
    assert 0 < found.share < 0.5


def test_inside_one_language_nothing_is_a_copy() -> None:
    assert find_copy("The road", "The road", source_language="en", target_language="en") is None


@given(text=st.text(), target=st.text(), language=st.sampled_from(["en", "ar"]))
def test_any_text_gets_an_answer_and_spans_lie_inside(text: str, target: str, language: str) -> None:
    other = "ar" if language == "en" else "en"
    found = find_copy(text, target, source_language=language, target_language=other)
    if found:
        assert not is_kept(text, language)
        assert 0 <= found.start < found.end <= len(target)
        assert 0 <= found.share <= 1


@pytest.mark.parametrize("text", ["a" * 200_000, "a." * 100_000, "a@" * 100_000, "the " * 50_000])
def test_long_texts_end(text: str) -> None:
    assert (
        find_copy("The road is open.", text, source_language="en", target_language="ar") is None
        or "the" in text
        or "a" in text
    )
