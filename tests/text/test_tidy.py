"""What is put right, and that it touches no word and no figure, whatever the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.text.tidy import RULES, changes, stray_isolates, tidy

CASES = [
    # language, text, put right
    ("ar", "و قال إن الطريق مفتوح", "وقال إن الطريق مفتوح"),
    ("ar", "ذهب إلى ب الحسكة", "ذهب إلى بالحسكة"),
    ("ar", "هل أنت بخير؟?", "هل أنت بخير؟"),
    ("ar", "أولاً, ثم ثانياً;", "أولاً، ثم ثانياً؛"),
    ("ar", "أولاً ،ثم", "أولاً، ثم"),
    ("ar", "ﺍﻟﺤﺴﻜﺔ", "الحسكة"),
    ("ar", "الکتاب", "الكتاب"),
    ("ar", "سوريـــا لـ«قسد» 1446هـ", "سوريا لـ«قسد» 1446هـ"),
    ("ar", "شكر\u064bا", "شكرا\u064b"),
    ("ar", "الطريق\u202e مفتوح\u200b", "الطريق مفتوح"),
    ("ar", "\u2067الطريق", "الطريق"),
    ("ar", "\u2067الطريق\u2069", "\u2067الطريق\u2069"),
    ("ar", "انظر https://example.org/a,b?c=1", "انظر https://example.org/a,b?c=1"),
    ("ar", "1,234 و 5;6", "1,234 و 5;6"),
    ("en", "The r\u043ead is  open ,", "The road is open,"),
    ("en", "First، the road؟", "First, the road?"),
    ("en", "cafe\u0301", "caf\u00e9"),
    ("en", "A bell\u0007 rang.", "A bell rang."),
    ("en", "\u041c\u043e\u0441\u043a\u0432\u0430", "\u041c\u043e\u0441\u043a\u0432\u0430"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_a_text_is_put_right(language: str, text: str, wanted: str) -> None:
    assert tidy(text, language)[0] == wanted


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_what_is_put_right_is_listed(language: str, text: str, wanted: str) -> None:
    assert bool(tidy(text, language)[1]) == (text != wanted)


SIGNS = "الحسكةوبلكسقأإىئ ,،؛;؟?.!:«»()\"'0123٤٥٦۷٬٫abcXYZ\u0430\u043e\u0640\u064b\u064f\u202e\u202b\u2066\u2067\u2069\u200b\u200f\ufeff\ufefb\u00a0\n\t\u0301\u0654کی-–@/"


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(st.text(alphabet=SIGNS, max_size=60), st.text(max_size=40)),
    language=st.sampled_from(["en", "ar"]),
)
def test_the_result_is_composed_balanced_and_final(text: str, language: str) -> None:
    made, _ = tidy(text, language)
    assert unicodedata.is_normalized("NFC", made)
    assert stray_isolates(made) == []
    assert not any("\u202a" <= sign <= "\u202e" for sign in made)
    assert tidy(made, language)[0] == made


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=SIGNS, max_size=60), language=st.sampled_from(["en", "ar"]))
def test_figures_are_never_touched(text: str, language: str) -> None:
    made, _ = tidy(text, language)
    assert [sign for sign in made if sign.isdigit()] == [sign for sign in text if sign.isdigit()]


def test_only_the_families_that_are_asked_for_are_told() -> None:
    assert {change.code for change in changes("و قال ,ok", "ar", "clitic")} == {"clitic.detached"}
    assert len({rule.code for rule in RULES}) > 10
