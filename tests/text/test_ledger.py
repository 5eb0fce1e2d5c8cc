"""In one article a name that no glossary holds has one form; what is an inflection, or another name, stays."""

from __future__ import annotations

import pytest

from translate.text.ledger import Ledger, in_one_form

INTO_ARABIC = [
    # pairs of an article, targets
    (  # the form that comes most often; what stands before it stays
        [
            ("The mayor, Barzan Darbazin, said so.", "قال رئيس البلدية برزان دربزين ذلك."),
            ("They asked Darbazin again.", "وسألوا دربازين من جديد."),
            ("People in town met Darbazin at noon.", "التقى الناس بدربزين ظهراً."),
        ],
        [
            "قال رئيس البلدية برزان دربزين ذلك.",
            "وسألوا دربزين من جديد.",
            "التقى الناس بدربزين ظهراً.",
        ],
    ),
    (  # as often: what has all the sounds
        [
            ("His neighbour, Barzan, sold his land.", "باع جاره بلزان أرضه."),
            ("The well of Barzan has been dry for years.", "بئر برزان جافة منذ سنين."),
        ],
        ["باع جاره برزان أرضه.", "بئر برزان جافة منذ سنين."],
    ),
    (  # a «و» that is no letter of the name is "and"
        [
            ("In the village they saw both Shinda and Barzan.", "رأوا شيندا وبرزان."),
            ("In the evening they saw Barzan again.", "رأوا بلزان من جديد."),
        ],
        ["رأوا شيندا وبرزان.", "رأوا برزان من جديد."],
    ),
    (  # an adjective that the lexicon knows agrees with its noun
        [("The Kurds were there.", "كان الأكراد هناك."), ("We met the Kurds.", "التقينا الكرد.")],
        ["كان الأكراد هناك.", "التقينا الكرد."],
    ),
]
INTO_ENGLISH = [
    (
        [
            ("قال دربازو إنه عاد.", "The mayor, Darbazo, said he is back."),
            ("سألنا دربازو عن ذلك.", "We asked for Derbazo’s view of it."),
            ("وعاد دربازو أمس.", "And so Darbazo came back yesterday."),
        ],
        [
            "The mayor, Darbazo, said he is back.",
            "We asked for Darbazo’s view of it.",
            "And so Darbazo came back yesterday.",
        ],
    ),
    (  # two names that sound the same are two names
        [
            ("قال محمد ذلك لمحمود.", "He, Mohammed, said so to Mahmoud."),
            ("وعاد محمود أمس.", "And so Mahmoud came back yesterday."),
        ],
        ["He, Mohammed, said so to Mahmoud.", "And so Mahmoud came back yesterday."],
    ),
]


@pytest.mark.parametrize(("pairs", "wanted"), INTO_ARABIC)
def test_a_name_has_one_arabic_form(pairs: list[tuple[str, str]], wanted: list[str]) -> None:
    assert in_one_form(pairs, source_language="en", target_language="ar") == wanted


@pytest.mark.parametrize(("pairs", "wanted"), INTO_ENGLISH)
def test_a_name_has_one_english_form(pairs: list[tuple[str, str]], wanted: list[str]) -> None:
    assert in_one_form(pairs, source_language="ar", target_language="en") == wanted


def test_what_has_its_form_is_left_alone() -> None:
    pairs, _ = INTO_ENGLISH[0]
    targets = in_one_form(pairs, source_language="ar", target_language="en", leave={"دربازو"})
    assert targets == [target for _, target in pairs]


def test_two_names_that_sound_the_same_are_no_inconsistency() -> None:
    ledger = Ledger("ar", "en")
    assert not ledger.read("قال محمد ذلك لمحمود.", "He, Mohammed, said so to Mahmoud.")
    assert not ledger.read("عاد محمود أمس.", "So Mahmoud came back yesterday.")
