"""English names in their spellings, with what hangs on them, and the words that only look like them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from translate.errors import InputError
from translate.glossary import Glossary, find, load
from translate.glossary.english_index import plural, tokens
from translate.glossary.variants import keys, skeleton

Write = Callable[..., Path]

SPELLINGS = [
    ("Abu Kamal", "البوكمال"),
    ("Albu Kamal", "البوكمال"),
    ("Al Bukamal", "البوكمال"),
    ("al-Boukamal", "البوكمال"),
    ("Abou Kamal", "البوكمال"),
    ("Abukamal", "البوكمال"),
    ("Hassakeh", "الحسكة"),
    ("Al-Hasaka", "الحسكة"),
    ("Hasakeh", "الحسكة"),
    ("El-Hassakah", "الحسكة"),
    ("Alhasakah", "الحسكة"),
    ("Dayr az-Zawr", "دير الزور"),
    ("Deir al-Zor", "دير الزور"),
    ("Deir ez-Zor", "دير الزور"),
    ("Deir ez Zour", "دير الزور"),
    ("Dair Al-Zour", "دير الزور"),
    ("Qamishli", "القامشلي"),
    ("Qamishly", "القامشلي"),
    ("Idleb", "إدلب"),
    ("Manbej", "منبج"),
    ("Ar-Raqqah", "الرقة"),
    ("Jarablus", "جرابلس"),
    ("al-Shadadi", "الشدادي"),
    ("Sulaymaniyah", "السليمانية"),
    ("Kata'ib Hizballah", "كتائب حزب الله"),
    ("Sana'a", "صنعاء"),
    ("Taizz", "تعز"),
    ("Mazlum Abdi", "مظلوم عبدي"),
    ("Gazi Antep", "غازي عنتاب"),
    ("Fallouja", "الفلوجة"),
]


@pytest.mark.parametrize(("spelling", "arabic"), SPELLINGS)
def test_a_spelling_leads_to_the_house_form(spelling: str, arabic: str, house: Glossary) -> None:
    text = f"Two people were killed near {spelling} on Sunday."
    (match,) = [match for match in find(text, "en", house) if match.start == 28]
    assert match.arabic == arabic
    assert text[match.start : match.end] == match.surface == spelling


HANGING = [
    ("Deir Ezzor's countryside", "Deir Ezzor", "دير الزور"),
    ("Deir Ezzor’s countryside", "Deir Ezzor", "دير الزور"),
    ("the SDF-held town", "SDF", "قسد"),
    ("ISIS-led attacks", "ISIS", "داعش"),
    ("a Beirut-based bank", "Beirut", "بيروت"),
    ("HASAKAH UNDER FIRE", "HASAKAH", "الحسكة"),
    ("(Hasakah)", "Hasakah", "الحسكة"),
    ("Hasakah—Raqqa road", "Hasakah", "الحسكة"),
    ("Raqqa/Hasakah", "Hasakah", "الحسكة"),
    ("the U.N. mission", "U.N.", "الأمم المتحدة"),
    ("OPEC+ ministers", "OPEC+", "أوبك بلس"),
    ("the Gulf of Aden", "Gulf of Aden", "خليج عدن"),
    ("Deir\u00a0Ezzor", "Deir\u00a0Ezzor", "دير الزور"),
    ("Deir\nEzzor", "Deir\nEzzor", "دير الزور"),
]


@pytest.mark.parametrize(("text", "surface", "arabic"), HANGING)
def test_possessives_compounds_and_capitals_do_not_hide_a_name(
    text: str, surface: str, arabic: str, house: Glossary
) -> None:
    assert (surface, arabic) in [(match.surface, match.arabic) for match in find(text, "en", house)]


NOT_NAMES = [
    ("They hit the gate hard", "Hit"),
    ("Who is it for us?", "WHO"),
    ("WHO IS TO BLAME FOR IT", "WHO"),
    ("Haifa Salloum reported from Paris", "Haifa"),
    ("Have you seen the Copper age?", "Al-Haffah"),
    ("Choose the best seats", "Sousse"),
    ("Santa Barbara is on fire", "Berbera"),
    ("a raqqa of his own", "Raqqa"),
    ("IT IS FURTHER ORDERED that he pay", "ISIS"),
    ("the patient's Guardian's office", "The Guardian"),
    ("the COVID-19 Observatory", "Syrian Observatory for Human Rights"),
    ("the actor Jordan Blake", "Jordan"),
    ("Severe weather is expected", "Al-Safirah"),
    ("a white van passed", "Van"),
    ("the harem in the novel", "Harem"),
    ("Deir, Ezzor", "Deir Ezzor"),
]


@pytest.mark.parametrize(("text", "english"), NOT_NAMES)
def test_a_word_that_looks_like_a_name_is_left_alone(text: str, english: str, house: Glossary) -> None:
    assert english not in [match.english for match in find(text, "en", house)]


SENSES = [
    ("clashes in the Iraqi town of Hit, Anbar", "Hit", True),
    ("in the Jordanian city of Salt", "Salt", True),
    ("sea salt and sugar", "Salt", False),
    ("the Lebanese city of Tripoli", "Tripoli", True),
    ("Harem and Salqin in Idlib were shelled", "Harem", True),
]


@pytest.mark.parametrize(("text", "english", "expected"), SENSES)
def test_the_neighbourhood_tells_the_sense(text: str, english: str, expected: bool, house: Glossary) -> None:
    assert (english in [match.english for match in find(text, "en", house)]) is expected


def test_the_company_it_keeps_tells_which_tripoli_it_is(house: Glossary) -> None:
    libya = find("Fighting between Misrata and Tripoli, in western Libya, went on.", "en", house)
    lebanon = find("From Tripoli to Beirut and Akkar, in Lebanon, shops closed.", "en", house)
    assert "tripoli-libya" in [match.entry for match in libya]
    assert "tripoli-lebanon" in [match.entry for match in lebanon]


def test_a_document_tells_the_sense_of_its_sentences(house: Glossary) -> None:
    sentence = "Tripoli has no power."
    document = f"Misrata, Sirte and Libya's oil. {sentence}"
    assert find(sentence, "en", house, document=document)[0].entry == "tripoli-libya"


def test_the_longest_name_wins(house: Glossary) -> None:
    text = "The Syrian Democratic Forces (SDF) of north-east Syria"
    assert [match.english for match in find(text, "en", house)][:2] == ["Syrian Democratic Forces", "SDF"]


def test_common_nouns_are_suggested_and_names_are_pending(house: Glossary) -> None:
    statuses = {match.english: match.status for match in find("Three fighters left Hasakah", "en", house)}
    assert statuses == {"fighter": "suggested", "Hasakah": "pending"}


def test_direction_keeps_an_entry_out_of_the_other_side(write: Write) -> None:
    glossary = load(write("type ; en ; ar ; direction", "place ; Oldtown ; المدينة القديمة ; ar2en"))
    assert not find("in Oldtown", "en", glossary)
    assert find("في المدينة القديمة", "ar", glossary)


def test_a_word_that_follows_can_rule_a_variant_out(write: Write) -> None:
    glossary = load(
        write(
            "type ; en ; ar ; en_variants", "place ; Rivertown ; ريفرتاون ; Upper Bank (not before holiday)"
        )
    )
    assert find("the Upper Bank town", "en", glossary)
    assert not find("the Upper Bank holiday", "en", glossary)


def test_empty_texts_and_empty_glossaries_hold_nothing(house: Glossary) -> None:
    assert find("", "en", house) == ()
    assert find("Hasakah", "en", Glossary(())) == ()


def test_an_unknown_language_or_mode_is_an_error(house: Glossary) -> None:
    with pytest.raises(InputError, match="no language 'fr'"):
        find("Paris", "fr", house)
    with pytest.raises(ValueError, match="detect or strict"):
        find("Paris", "en", house, "loose")


SAME_KEY = [
    ("Hasakah", "Hassakeh"),
    ("Deir Ezzor", "Dayr az-Zawr"),
    ("Sweida", "Suwayda"),
    ("Idlib", "Idleb"),
    ("Al-Bukamal", "al-Boukamal"),
    ("Tal Abyad", "Tell Abiad"),
    ("Al-Malikiyah", "Malikiya"),
    ("Ain Issa", "Ayn Isa"),
    ("Saraqib", "Saraqeb"),
]


@pytest.mark.parametrize(("one", "other"), SAME_KEY)
def test_spellings_of_a_name_share_a_key(one: str, other: str) -> None:
    assert keys(one) & keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hasakah", "Al-Shaafah"), ("Raqqa", "Rutba"), ("Jeddah", "Jadaa camp"), ("Berlin", "Berbera")],
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert not keys(one) & keys(other)


def test_a_text_without_latin_letters_has_no_key() -> None:
    assert keys("الحسكة") == frozenset()
    assert keys("") == frozenset()
    assert skeleton("Hassakeh") == "hsk"
    assert skeleton("") == ""


@pytest.mark.parametrize(
    ("word", "expected"),
    [("fighter", "fighters"), ("agency", "agencies"), ("clash", "clashes"), ("day", "days")],
)
def test_regular_plurals(word: str, expected: str) -> None:
    assert plural(word) == expected


def test_tokens_know_where_they_stand() -> None:
    text = "Sana'a's U.S.-backed ‘Ayn al-ʿArab'"
    found = tokens(text)
    assert [token.plain for token in found] == ["sanaa", "us", "backed", "ayn", "al", "arab"]
    assert [text[token.start : token.end] for token in found] == [token.raw for token in found]


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/Damascus now",
        "mail damascus@example.org",
        "said @Damascus",
        "more on #Damascus",
    ],
)
def test_an_address_a_handle_and_a_hashtag_name_nothing(text: str) -> None:
    assert not find(text, "en", load())
    assert find(f"{text} in Damascus", "en", load())[-1].start == len(text) + 4


def test_a_suggested_phrase_gives_way_to_a_name_that_it_holds_in_both_languages() -> None:
    text = "A Security Council resolution cost a US dollar."
    found = [match.entry for match in find(text, "en", load())]
    assert found[0] == "security-council"
    assert found[-1] == "us-dollar"
    found = [
        match.arabic for match in find("صدر قرار مجلس الأمن", "ar", load()) if match.status != "suggested"
    ]
    assert found == ["مجلس الأمن"]
