"""Spellings of names that no glossary holds."""

from __future__ import annotations

import pytest

from translate.errors import InputError
from translate.glossary import Glossary, find
from translate.glossary.names import END, Speller, speller, spelt_arabic, spelt_english, suggest, unknown

SPELT = [
    ("Mahmoud al-Khatib", "ar", "محمود الخطيب"),
    ("Jamil Hassoun", "ar", "جميل حسون"),
    ("Abu Layla", "ar", "أبو ليلى"),
    ("Khalid bin al-Walid", "ar", "خليد بن الوليد"),
    ("Tal Tawil", "ar", "تل طويل"),
    ("Zelenogradsk", "ar", "زيلينوغرادسك"),
    ("عبد الرحمن الشمري", "en", "Abdul Rahman al-Shammari"),
    ("أبو ليلى", "en", "Abu Layla"),
    ("تل علو", "en", "Tal Alo"),
    ("الخطيب", "en", "Al-Khatib"),
]


@pytest.mark.parametrize(("name", "language", "expected"), SPELT)
def test_a_likely_spelling_is_among_the_first_five(
    name: str, language: str, expected: str, house: Glossary
) -> None:
    assert expected in [item.text for item in suggest(name, language, house)]


def test_names_of_the_glossary_come_first(house: Glossary) -> None:
    first = suggest("Hasakeh", "ar", house)[0]
    assert (first.text, first.score, first.origin) == ("الحسكة", 0.0, "glossary")
    assert suggest("الحسكة", "en", house)[0].text == "Hasakah"
    assert "الحسينية" in [item.text for item in suggest("Hosyanea", "ar", house)]


def test_suggestions_are_few_distinct_and_best_first(house: Glossary) -> None:
    found = suggest("Ferhad Shami", "ar", house, limit=4)
    assert len({item.text for item in found}) == len(found) == 4
    scores = [item.score for item in found if item.origin == "model"]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("name", "language"), [("", "ar"), ("...", "ar"), ("12", "ar"), ("", "en"), ("???", "en")]
)
def test_what_is_no_name_has_no_spelling(name: str, language: str, house: Glossary) -> None:
    assert suggest(name, language, house) == ()


def test_an_unknown_language_is_an_error(house: Glossary) -> None:
    with pytest.raises(InputError, match="no language"):
        suggest("Paris", "fr", house)


def test_a_very_long_name_is_cut(house: Glossary) -> None:
    assert len(suggest("Abdul " * 500, "ar", house)[0].text) < 200


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Al-Hasakah", ["al-hasakah"]),
        ("Deir ez-Zor", ["deir", "al-zor"]),
        ("Sana'a", ["sanaa"]),
        ("el Hassan", ["al-hassan"]),
        ("José", ["jose"]),
    ],
)
def test_an_english_name_is_cut_into_words(name: str, words: list[str]) -> None:
    assert spelt_english(name) == words


def test_an_arabic_name_is_cut_into_words() -> None:
    assert spelt_arabic("دير الزُّور") == ["دير", "ال-زور"]


def test_probabilities_of_what_follows_sum_to_one() -> None:
    made = Speller("3\ta:ا\n2\tb:ب\n2\t>:>\n2\ta:ا\tb:ب\n1\tb:ب\t>:>\n")
    units = [("a", "ا"), ("b", "ب"), END]
    for context in ((), (("a", "ا"),), (("b", "ب"),)):
        assert sum(made.probability(unit, context) for unit in units) == pytest.approx(1)


def test_a_letter_the_model_does_not_know_has_no_spelling() -> None:
    assert speller().spell("漢", "ar") == []


NEW = [
    (
        "The commander, Ferhad Shami, told Reuters that Bir Mahalli was shelled.",
        ["Ferhad Shami", "Bir Mahalli"],
    ),
    ("It was said on Monday in Qamishli by Ahmed al-Qasim of Hasakah.", ["Ahmed al-Qasim"]),
    ("A new start. Everyone came.", []),
    ("Everything In This Long Headline Is Capital", []),
    ("the USA and NATO", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), NEW)
def test_names_that_no_term_covers_are_collected(text: str, names: list[str], house: Glossary) -> None:
    assert unknown(text, find(text, "en", house)) == names
