"""Headlines told as sentences, by what the article under them writes; and fragments without the full stop of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.headlines import as_sentence, begun, forms, is_shouted, is_titled, without_stop

BODY = [
    "Three people were killed near Hasakah on Sunday, the UN said. Farmers fear for the wheat.",
    "The strike hit a market; residents of Deir al-Zor say the market was full, and the wheat is lost.",
]
HEADLINES = [
    # headline, as a sentence
    ("THREE PEOPLE KILLED NEAR HASAKAH", "Three people killed near Hasakah"),
    ("UN: STRIKE HIT MARKET IN AMUDA", "UN: strike hit market in Amuda"),
    ("Farmers Fear for the Wheat of Hasakah", "Farmers fear for the wheat of Hasakah"),
    ("Residents Say the Market Was Full", "Residents say the market was full"),
    ("Three people killed near Hasakah", "Three people killed near Hasakah"),
    ("UNHCR", "UNHCR"),
    ("UN AID", "UN AID"),
    ("Hasakah", "Hasakah"),
    ("الحسكة: ثلاثة قتلى", "الحسكة: ثلاثة قتلى"),
    ("", ""),
]


@pytest.mark.parametrize(("headline", "wanted"), HEADLINES)
def test_a_headline_is_told_as_a_sentence(headline: str, wanted: str) -> None:
    assert as_sentence(headline, forms(BODY)) == wanted


@given(st.text(alphabet="ABCde fgHİß'’.:", max_size=60))
def test_it_is_as_long_as_it_was(text: str) -> None:
    assert len(as_sentence(text, forms(BODY))) == len(text)


def test_a_capital_of_two_letters_is_not_written() -> None:
    for text in ("ß GOES ON AND ON", "ßa Be Ce De"):
        assert len(as_sentence(text, {})) == len(text)


def test_an_article_tells_how_it_writes_a_word() -> None:
    known = forms(["The market. The bank of Hasakah, the Bank said: the bank is shut."])
    assert (known["bank"], known["hasakah"]) == ("bank", "Hasakah")
    assert "market" in known
    assert forms([]) == {}


def test_capitals_are_told_apart() -> None:
    assert is_shouted("THREE KILLED NEAR HASAKAH")
    assert not is_shouted("NATO")
    assert not is_shouted("Three killed")
    assert is_titled("Three Killed in Strike Near Hasakah")
    assert not is_titled("Syrian Observatory")


STOPS = [
    # source, target, target without its stop
    ("Wells run dry", "جفاف الآبار.", "جفاف الآبار"),
    ("جفاف الآبار", "Wells run dry.", "Wells run dry"),
    ("Wells run dry.", "جفاف الآبار.", "جفاف الآبار."),
    ("Are the wells dry?", "هل جفت الآبار.", "هل جفت الآبار."),
    ("Wells run dry", "جفاف الآبار...", "جفاف الآبار..."),
    ("“Wells run dry.”", "«جفاف الآبار».", "«جفاف الآبار»."),
    ("Wells", "الآبار.", "الآبار."),
    ("Wells run dry", "هل جفت الآبار؟", "هل جفت الآبار؟"),
    ("", "x y.", "x y."),
]


@pytest.mark.parametrize(("source", "target", "wanted"), STOPS)
def test_a_fragment_gets_no_full_stop(source: str, target: str, wanted: str) -> None:
    assert without_stop(source, target) == wanted


def test_a_headline_begins_with_a_capital() -> None:
    assert [begun(text) for text in ("wells", "Wells", "", "٣ آبار")] == ["Wells", "Wells", "", "٣ آبار"]
