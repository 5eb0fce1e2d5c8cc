"""Folding Arabic for comparison."""

from __future__ import annotations

import pytest

from translate.text import arabic

L0 = [
    ("ﺍﻟﺤﺴﻜﺔ", "الحسكة"),
    ("الحسکة", "الحسكة"),
    ("ال\u200fحسكة", "الحسكة"),
    ("\u202bوالحسكة\u202c", "والحسكة"),
    ("الحســـكة", "الحسكة"),
    ("دير\u00a0الزور", "دير الزور"),
    ("ٱلحسكة", "الحسكة"),
    ("لـ«داعش»", "لـ«داعش»"),
    ("وبـــ داعش", "وبـ داعش"),
    ("الحَسَكَة", "الحَسَكَة"),
    ("\ufeffحلب", "حلب"),
    ("ا\u0655دلب", "إدلب"),
]


@pytest.mark.parametrize(("text", "folded"), L0)
def test_encodings_of_the_same_arabic_fold_to_one(text: str, folded: str) -> None:
    assert arabic.fold_encoding(text) == folded


L1 = [
    ("إدلب", "ادلب"),
    ("أعضاؤه", "اعضاوه"),
    ("لاجئين", "لاجيين"),
    ("الحسكة", "الحسكه"),
    ("مستشفى", "مستشفي"),
    ("مستوى", "مستوي"),
    ("", ""),
    ("قرية", "قريه"),
]


@pytest.mark.parametrize(("word", "folded"), L1)
def test_detection_forgives_hamza_seats_and_final_letters(word: str, folded: str) -> None:
    assert arabic.fold_detection(word) == folded
    assert len(arabic.fold_detection(word)) == len(word)


def test_words_keep_their_places_in_the_text_as_it_is() -> None:
    text = "قال «ال\u200fحَسَكة» (أ.ف.ب) لـ"
    found = arabic.words(text)
    assert [word.plain for word in found] == ["قال", "الحسكة", "أ.ف.ب", "ل"]
    assert [text[word.start : word.end] for word in found] == [word.raw for word in found]
    assert [word.stretched for word in found] == [False, False, False, True]


def test_a_sentence_end_is_no_abbreviation() -> None:
    assert [word.plain for word in arabic.words("في ج. ثم.و")] == ["في", "ج", "ثم", "و"]


ADJOINING = [
    ("دير الزور", True),
    ("دير\u00a0الزور", True),
    ("دير \u200fالزور", True),
    ("دير\nالزور", True),
    ("دير\n\nالزور", False),
    ("دير، الزور", False),
    ("دير/الزور", False),
]


@pytest.mark.parametrize(("text", "expected"), ADJOINING)
def test_only_white_space_joins_the_words_of_a_name(text: str, expected: bool) -> None:
    left, right = arabic.words(text)
    assert arabic.adjoins(text, left, right) is expected


MARKS = [
    # surface, vocalised, contradicts
    ("حُمُّص", "حِمْص", True),
    ("حِمْص", "حِمْص", False),
    ("بحِمْصَ", "حِمْص", False),
    ("عمّان", "عُمَان", True),
    ("عُمان", "عَمَّان", True),
    ("عمّان", "عَمَّان", False),
    ("عَمان", "عَمَّان", False),
    ("عمان", "عَمَّان", False),
    ("حمُصُ", "حِمْص", True),
    ("مص", "حِمْص", False),
    ("خِمْص", "حِمْص", False),
    ("حمصُ", "حِمْص", False),
]


@pytest.mark.parametrize(("surface", "vocalised", "expected"), MARKS)
def test_written_vowels_speak_against_another_word(surface: str, vocalised: str, expected: bool) -> None:
    assert arabic.contradicts(surface, vocalised) is expected


def test_marks_are_stripped_and_letters_stay() -> None:
    assert arabic.strip_marks("حُمُّص") == "حمص"
    assert arabic.vowels("حِمْـص") == [("ح", "\u0650"), ("م", "\u0652"), ("ص", "")]
    assert arabic.vowels("\u064eح") == [("ح", "")]
