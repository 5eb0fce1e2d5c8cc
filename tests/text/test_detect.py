"""Which language a text is in, how sure that is, and why not surer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.detect import detect

ENGLISH = "The wells of the province have been dry for a year and the farmers say that they will leave if it does not rain. "
ARABIC = "جفت آبار المحافظة منذ عام، ويقول المزارعون إنهم سيرحلون إذا لم تمطر السماء هذا الشتاء. "

CASES = [
    # text, language, lowest and highest confidence, doubt
    (ENGLISH, "en", 1.0, 1.0, ""),
    (ARABIC, "ar", 1.0, 1.0, ""),
    ("Hasakah", "en", 1.0, 1.0, ""),
    ("ال", "ar", 1.0, 1.0, ""),
    (ENGLISH + "الحسكة", "en", 0.8, 0.99, ""),
    (ARABIC + "Al-Tanak", "ar", 0.7, 0.99, ""),
    (ARABIC + ENGLISH, "en", 0.0, 0.3, "only 56% of the letters are Latin"),
    ("", "en", 0.0, 0.0, "no English or Arabic letters in it"),
    ("٢٠١٩ – 😀 !", "en", 0.0, 0.0, "no English or Arabic letters in it"),
    ("Привет", "en", 0.0, 0.0, "no English or Arabic letters in it"),
    ("Привет, как дела? ok", "en", 0.0, 0.0, "only 13% of the letters are Latin"),
    ("Les puits de la province sont à sec depuis un an et les agriculteurs disent que la pluie ne viendra plus jamais ici.", "en", 0.4, 0.5, "it does not look like English"),
    ("چاه‌های استان یک سال است که خشک شده‌اند و کشاورزان می‌گویند که اگر باران نبارد خواهند رفت.", "ar", 0.3, 0.5, "it looks like Persian, Urdu or Kurdish"),
    ("سوق چەمی", "ar", 1.0, 1.0, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "low", "high", "doubt"), CASES)
def test_letters_tell_the_language(text: str, language: str, low: float, high: float, doubt: str) -> None:
    found = detect(text)
    assert (found.language, found.doubt) == (language, doubt)
    assert low <= found.confidence <= high


def test_the_default_decides_where_letters_cannot() -> None:
    assert detect("123", default="ar").language == "ar"
    assert [detect("ab هو", default=code).language for code in ("en", "ar")] == ["en", "ar"]


@given(st.text())
def test_share_and_confidence_stay_between_0_and_1(text: str) -> None:
    found = detect(text)
    assert found.language in ("en", "ar")
    assert 0 <= found.confidence <= 1
    assert 0 <= found.share <= 1
