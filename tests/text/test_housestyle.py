"""The newsroom's way of writing, and nothing else, changes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translate.text.housestyle import CHOICES, Style, restyled


@pytest.mark.parametrize(
    ("months", "given_", "wanted"),
    [
        ("both", "في 23 مارس 2019", "في 23 مارس (آذار) 2019"),
        ("both", "في 23 آذار 2019", "في 23 مارس (آذار) 2019"),
        ("both", "في 23 مارس (آذار) 2019", "في 23 مارس (آذار) 2019"),
        ("levantine", "في 1 يناير 2020", "في 1 كانون الثاني 2020"),
        ("levantine", "منذ شهر ديسمبر الماضي", "منذ شهر كانون الأول الماضي"),
        ("levantine", "في أكتوبر 2018", "في تشرين الأول 2018"),
        ("egyptian", "في 3 تشرين الثاني الماضي", "في 3 نوفمبر الماضي"),
        ("egyptian", "يوم 12 أيار (مايو)", "يوم 12 مايو"),
        ("egyptian", "بين 5 شباط و7 حزيران", "بين 5 فبراير و7 يونيو"),
        ("levantine", "وقد مارس ضغوطاً", "وقد مارس ضغوطاً"),
        ("levantine", "مارس 20 لاعباً الرياضة", "مارس 20 لاعباً الرياضة"),
        ("as-is", "في 23 آذار 2019", "في 23 آذار 2019"),
    ],
)
def test_months(months: str, given_: str, wanted: str) -> None:
    assert restyled(given_, "ar", Style(months=months)) == wanted


@pytest.mark.parametrize(
    ("digits", "given_", "wanted"),
    [
        ("arabic-indic", "قُتل 300 شخص", "قُتل ٣٠٠ شخص"),
        ("arabic-indic", "بلغ 1,250.5 دولار، أي 12.5%", "بلغ ١٬٢٥٠٫٥ دولار، أي ١٢٫٥٪"),
        ("arabic-indic", "منظومة S-400 في 2019", "منظومة S-400 في ٢٠١٩"),
        ("arabic-indic", "طائرة F16 و3 صواريخ", "طائرة F16 و٣ صواريخ"),
        ("arabic-indic", "https://example.org/2019/05 في 2019", "https://example.org/2019/05 في ٢٠١٩"),
        ("western", "بلغ ١٬٢٥٠٫٥ دولار، أي ١٢٪", "بلغ 1,250.5 دولار، أي 12%"),
        ("western", "عام ۲۰۱۹", "عام 2019"),
    ],
)
def test_digits(digits: str, given_: str, wanted: str) -> None:
    assert restyled(given_, "ar", Style(digits=digits)) == wanted


@pytest.mark.parametrize(
    ("language", "style", "given_", "wanted"),
    [
        ("ar", Style(), "أين هم? قال, ثم ذهب; وعاد", "أين هم؟ قال، ثم ذهب؛ وعاد"),
        ("ar", Style(), "موقع https://a.example/?q=1,2 هنا", "موقع https://a.example/?q=1,2 هنا"),
        ("ar", Style(arabic_quotes="curly"), "قال: «نعم»", "قال: \u201cنعم\u201d"),
        ("ar", Style(arabic_quotes="guillemets"), 'قال: "نعم"', "قال: «نعم»"),
        ("en", Style(english_quotes="curly"), 'He said: "Yes."', "He said: \u201cYes.\u201d"),
        ("en", Style(article="al-"), "Forces left Al-Bukamal today.", "Forces left al-Bukamal today."),
        ("en", Style(article="al-"), "Al-Bukamal fell. Al-Hol did not.", "Al-Bukamal fell. Al-Hol did not."),
        ("en", Style(article="Al-"), "in al-Bukamal and Ras al-Ain", "in Al-Bukamal and Ras al-Ain"),
        ("en", Style(article="al-"), "Hayat Tahrir al-Sham of Al-Bab", "Hayat Tahrir al-Sham of al-Bab"),
    ],
)
def test_marks_quotes_and_the_article(language: str, style: Style, given_: str, wanted: str) -> None:
    assert restyled(given_, language, style) == wanted


@given(
    st.text(alphabet='مارس آذار23٣ ٫.,;?"«»Al-Bal 2019%()', max_size=60),
    st.sampled_from(["en", "ar"]),
    st.builds(Style, **{name: st.sampled_from(choices) for name, choices in CHOICES.items()}),
)
@example("««»»", "en", Style(english_quotes="curly"))
def test_twice_is_once(text: str, language: str, style: Style) -> None:
    once = restyled(text, language, style)
    assert restyled(once, language, style) == once


def test_a_style_that_is_none_is_refused_and_one_says_what_it_is() -> None:
    with pytest.raises(ValueError, match="months is one of as-is, egyptian"):
        Style(months="french")
    assert str(Style()) == ""
    assert str(Style(months="both", article="al-")) == "months=both,article=al-"
