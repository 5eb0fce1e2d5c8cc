"""Date lines of one language and of the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.dates import MONTHS, WEEKDAYS, translate_date

BOTH_WAYS = [
    ("Monday, 11 February, 2019 - 08:00", "الاثنين، 11 فبراير 2019 - 08:00"),
    ("Sunday, 1 September, 2019", "الأحد، 1 سبتمبر 2019"),
    ("31 December 2020", "31 ديسمبر 2020"),
    ("Friday, 5 May, 2017 - 8:30 p.m.", "الجمعة، 5 مايو 2017 - 8:30 م"),
    ("5 May 2017 - 08:30 a.m. GMT", "5 مايو 2017 - 08:30 ص بتوقيت غرينتش"),
]


@pytest.mark.parametrize(("english", "arabic"), BOTH_WAYS)
def test_a_date_line_goes_both_ways(english: str, arabic: str) -> None:
    assert translate_date(english, "en", "ar") == arabic
    assert translate_date(arabic, "ar", "en") == english


ONE_WAY = [
    # source language, date line, target
    ("en", "Feb. 3rd, 2019", "3 فبراير 2019"),
    ("en", "MON 11 FEB 2019", "الاثنين، 11 فبراير 2019"),
    ("en", "Sept 4, 2018 at 08:00 UTC", "4 سبتمبر 2018 - 08:00 بتوقيت غرينتش"),
    ("en", "Monday - 11 February 2019", "الاثنين، 11 فبراير 2019"),
    ("ar", "الإثنين ١١ شباط (فبراير) ٢٠١٩", "Monday, 11 February, 2019"),
    ("ar", "١١ تشرين الثاني ٢٠١٩ م", "11 November 2019"),
    ("ar", "الأربعاء - 8 شهر رمضان 1440 هـ - 15 مايو 2019 مـ", None),
    ("ar", "الأربعاء - 8 رمضان 1440 هـ - 15 مايو 2019 مـ", "Wednesday, 15 May, 2019"),
    ("ar", "الاحد، 1 ايلول 2019 الساعة 18:05", "Sunday, 1 September, 2019 - 18:05"),
    ("en", "11 February", None),
    ("en", "32 May 2019", None),
    ("en", "0 May 2019", None),
    ("en", "The war began on 11 February 2019", None),
    ("en", "11 February 2019 and after", None),
    ("en", "11 فبراير 2019", None),
    ("ar", "11 February 2019", None),
    ("en", "5 Augu\u017ft 2019", None),
    ("en", "Fr\u0131day, 5 May 2019", None),
    ("en", "٥ May 2019", None),
    ("en", "", None),
]


@pytest.mark.parametrize(("source", "text", "wanted"), ONE_WAY)
def test_only_a_whole_date_line_is_translated_by_rule(source: str, text: str, wanted: str | None) -> None:
    assert translate_date(text, source, "ar" if source == "en" else "en") == wanted


@given(st.integers(1, 31), st.integers(0, 11), st.integers(1000, 9999), st.integers(0, 6) | st.none())
def test_every_date_comes_back(day: int, month: int, year: int, weekday: int | None) -> None:
    comma = "" if weekday is None else ","
    english = f"{day} {MONTHS['en'][month]}{comma} {year}"
    if weekday is not None:
        english = f"{WEEKDAYS['en'][weekday]}, {english}"
    arabic = translate_date(english, "en", "ar")
    assert arabic is not None
    assert translate_date(arabic, "ar", "en") == english


@given(st.text(), st.sampled_from([("en", "ar"), ("ar", "en")]))
def test_any_text_gets_an_answer(text: str, pair: tuple[str, str]) -> None:
    assert translate_date(text, *pair) is None or any(map(str.isdigit, text))
