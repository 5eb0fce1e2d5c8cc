"""Places in a text and in a changed copy of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.spans import places, whole_words

CHANGED = [
    # old, new, what in new, what of old it came from
    ("near Hasakah on Monday", "near Hasakah <t> الحسكة </t> on Monday", "Monday", "Monday"),
    ("near Hasakah on Monday", "near Hasakah <t> الحسكة </t> on Monday", "Hasakah", "Hasakah"),
    ("wait… now", "wait... now", "now", "now"),
    ("كِتَاب جديد", "كتاب جديد", "جديد", "جديد"),
    ("see <x1> now", "see https://example.org/ now", "now", "now"),
]


@pytest.mark.parametrize(("old", "new", "part", "origin"), CHANGED)
def test_a_place_is_found_again(old: str, new: str, part: str, origin: str) -> None:
    back = places(old, new)
    start = new.index(part)
    assert old[back[start] : back[start + len(part)]] == origin


@given(st.text(max_size=40), st.text(max_size=40))
def test_places_never_go_back_and_stay_inside(old: str, new: str) -> None:
    back = places(old, new)
    assert len(back) == len(new) + 1
    assert back == sorted(back)
    assert back[-1] == len(old)
    assert back[0] >= 0


@given(st.text(max_size=40))
def test_an_unchanged_text_keeps_its_places(text: str) -> None:
    assert places(text, text) == list(range(len(text) + 1))


def test_places_of_a_very_long_text_are_scaled() -> None:
    back = places("a" * 3000, "ab" * 3000)
    assert (back[0], back[3000], back[6000]) == (0, 1500, 3000)
    assert places("", "a" * 5000)[-1] == 0


WORDS = [
    # text, span, the words that it touches
    ("the old road", (5, 6), "old"),
    ("the old road", (3, 8), "old"),
    ("the old road", (2, 5), "the old"),
    ("«الحسكة» القديمة", (2, 3), "الحسكة"),
    ("the old road", (3, 4), ""),
    ("well-known", (0, 2), "well"),
    ("road", (0, 4), "road"),
    ("road", (1, 9), "road"),
    ("road", (7, 9), ""),
    ("", (0, 0), ""),
]


@pytest.mark.parametrize(("text", "span", "wanted"), WORDS)
def test_a_span_is_widened_to_whole_words(text: str, span: tuple[int, int], wanted: str) -> None:
    start, end = whole_words(text, *span)
    assert text[start:end] == wanted
