"""What somebody looks for stands in the text in the same form, however it was typed."""

from __future__ import annotations

import pytest

from translate.text.sought import needle, searchable, telling

CASES = [
    # source, target, looked for, found
    ("Prices rose 3% in Al-Bukamal.", "ارتفعت الأسعار ٣٪ في البوكمال.", "al-bukamal", True),
    ("Prices rose 3% in Al-Bukamal.", "ارتفعت الأسعار ٣٪ في البوكمال.", "AL BUKAMAL", True),
    ("Prices rose 3% in Al-Bukamal.", "ارتفعت الأسعار ٣٪ في البوكمال.", "bukam", True),
    ("Prices rose 3% in Al-Bukamal.", "ارتفعت الأسعار ٣٪ في البوكمال.", "الاسعار", True),
    ("Prices rose 3% in Al-Bukamal.", "ارتفعت الأسعار ٣٪ في البوكمال.", "الأسعارَ ٣٪", True),
    ("Prices rose 3% in Al-Bukamal.", "ارتفعت الأسعار ٣٪ في البوكمال.", "3%", True),
    ("Prices rose 30% in Al-Bukamal.", "ارتفعت الأسعار ٣٠٪ في البوكمال.", "3", False),
    ("Prices rose 3% in Al-Bukamal.", "ارتفعت الأسعار ٣٪ في البوكمال.", "في", True),
    ("Figures.", "كفيل", "في", False),
    ("The school", "المدرسة", "المدرسه", True),
    ("The school", "المــدرسة", "المدرسة", True),
    ("one", "two", "one two", False),  # no text goes over from source to target
    ("100 of them", "100%", "100%", True),
]


@pytest.mark.parametrize(("source", "target", "wanted", "is_found"), CASES)
def test_a_text_is_found_however_it_is_typed(source: str, target: str, wanted: str, is_found: bool) -> None:
    assert (needle(wanted) in searchable(source, target)) is is_found


@pytest.mark.parametrize("text", ["", " ", "؟", "…!_%"])
def test_marks_alone_leave_nothing_to_look_for(text: str) -> None:
    assert needle(text) == ""


@pytest.mark.parametrize("text", ["%", "_", "a%b", "a_b", "\\%", "'"])
def test_nothing_is_left_that_a_database_would_take_for_a_pattern(text: str) -> None:
    assert not set("%_\\'") & set(needle(text) + searchable(text, text))


def test_the_longest_words_are_asked_first() -> None:
    assert telling("of the station in the water of the other") == ["station", "water", "other"]
    assert telling("في") == ["في"]
    assert telling(needle("3")) == [" 3 "]
