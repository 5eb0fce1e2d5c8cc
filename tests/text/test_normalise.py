"""Text as the desk stores it, and as an engine wants it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.addresses import ADDRESS
from translate.text.normalise import for_engine, normalise

STORED = [
    ("The  road\tis\u00a0open ", "The road is open"),
    ("one\n\n two \nthree", "one\n\ntwo\nthree"),
    ("co\u00adoperate\u200b \u2067now\u2069\ufeff", "cooperate now"),
    ("cafe\u0301", "café"),
    ("ﻣﺪﻳﻨﺔ ﺍﻟﺤﺴﻜﺔ", "مدينة الحسكة"),
    ("ﷲ ﻻ", "الله لا"),
    ("½ ™ ①", "½ ™ ①"),
    (
        "\U0001f469\U0001f3fd\u200d\U0001f33e sow\u200ding \u2764\ufe0f\u200d\U0001f525\u200d",
        "\U0001f469\U0001f3fd\u200d\U0001f33e sowing \u2764\ufe0f\u200d\U0001f525",
    ),
    ("“Bread” – ١٢٪", "“Bread” – ١٢٪"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "wanted"), STORED)
def test_text_is_stored_composed_with_plain_spaces_and_no_invisible_marks(text: str, wanted: str) -> None:
    assert normalise(text) == wanted


TOLD = [
    # language, text, as the engine is told it
    ("en", "“Bread”, he said – ‘now’…", "\"Bread\", he said - 'now'..."),
    ("en", "two\nlines", "two lines"),
    ("en", "مدينة ١٢", "مدينة ١٢"),
    ("ar", "قال: “الخبز” – الآن…", "قال: «الخبز» - الآن..."),
    ("ar", '"الخبز" و"الماء"', "«الخبز» و«الماء»"),
    ("ar", "١٬٢٣٤٫٥٪ و۱۲", "1,234.5% و12"),
    ("ar", "مــديــنــة الحـسكة", "مدينة الحسكة"),
    ("ar", "كِتَابٌ وعُمان وعمّان", "كتاب وعمان وعمّان"),
    ("ar", "أيضًا وأيضاً", "أيضاً وأيضاً"),
    ("ar", "هل, نعم; متى?", "هل، نعم؛ متى؟"),
    ("ar", "ISIS, SDF", "ISIS, SDF"),
    ("ar", "یک کتاب", "يك كتاب"),
    ("ar", "هل زرت https://example.org/a?b=1;c=2?", "هل زرت https://example.org/a?b=1;c=2؟"),
    (
        "ar",
        "«https://example.org/?q=1»؟ desk@example.org; @news",
        "«https://example.org/?q=1»؟ desk@example.org؛ @news",
    ),
    ("en", "https://example.org/a–b … x", "https://example.org/a–b ... x"),
]


@pytest.mark.parametrize(("language", "text", "wanted"), TOLD)
def test_an_engine_sees_one_line_of_what_it_has_learnt(language: str, text: str, wanted: str) -> None:
    assert for_engine(text, language) == wanted


@given(st.text(), st.sampled_from(["en", "ar"]))
def test_doing_it_twice_is_doing_it_once(text: str, language: str) -> None:
    stored = normalise(text)
    assert normalise(stored) == stored
    told = for_engine(text, language)
    assert for_engine(told, language) == told
    assert not set(told) & set("\n\t\u200f\u2067")


@given(st.text("ab https://.@_?؟", max_size=40), st.sampled_from(["en", "ar"]))
def test_addresses_go_through_as_they_are(text: str, language: str) -> None:
    plain = " ".join(normalise(text).split())
    assert ADDRESS.findall(for_engine(text, language))[:1] == ADDRESS.findall(plain)[:1]


@given(st.text(st.characters(categories=["L", "N"]), max_size=30))
def test_no_letter_is_lost_but_tatweel(text: str) -> None:
    letters = [
        letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum() and letter != "\u0640"
    ]
    kept = unicodedata.normalize("NFKC", for_engine(text, "ar"))
    assert sum(map(str.isalnum, kept.replace("\u0640", ""))) == len(letters)


ADDRESSES = [
    ("See https://example.org/a?b=1, or www.example.org.", ["https://example.org/a?b=1", "www.example.org"]),
    ("(https://example.org/a_(b))", ["https://example.org/a_(b"]),
    ("write to info+desk@mail.example.org!", ["info+desk@mail.example.org"]),
    ("says @news_desk and me@home", ["@news_desk"]),
    ("@a costs 5 @ 3", []),
    ("«https://example.org»", ["https://example.org"]),
    ("https:// www. @ a@b", []),
]


@pytest.mark.parametrize(("text", "wanted"), ADDRESSES)
def test_addresses_are_found_without_the_punctuation_behind_them(text: str, wanted: list[str]) -> None:
    assert ADDRESS.findall(text) == wanted
