"""Arabic words, and whether their form is that of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.duals import dual_of, may_be_dual

CASES = [
    # word, its singular where it is surely two, whether it may be two
    ("طفلان", "طفل", True), ("وقريتين", "قرية", True), ("بصاروخين", "صاروخ", True), ("بقرتين", "بقرة", True), ("المستشفيين", "مستشفى", True),
    ("الوزيران", "وزير", True), ("تمثالين", "تمثال", True), ("مركزين", "مركز", True), ("معلمين", None, True), ("متطرفين", None, True),
    ("فلسطينيين", None, True), ("شقيقاه", None, True), ("محطتي", None, True), ("عينين", None, True), ("بلدان", None, True),
    ("يعملان", None, True), ("عليها", None, False), ("التي", None, False), ("على", None, False), ("اتفاقاً", None, False), ("تعني", None, False),
    ("كردستان", None, False), ("بأمان", None, False), ("فلسطين", None, False), ("الحزين", None, True), ("", None, False),
]  # fmt: skip


@pytest.mark.parametrize(("word", "singular", "may"), CASES)
def test_the_form_of_a_word_tells_two(word: str, singular: str | None, may: bool) -> None:
    assert dual_of(word) == singular
    assert may_be_dual(word) == may


def test_before_a_genitive_a_dual_has_no_nun() -> None:
    assert may_be_dual("معبري", before_noun=True)
    assert not may_be_dual("معبري")
    assert not may_be_dual("يجري", before_noun=True)


@given(st.text(max_size=30) | st.text("اينتوفبلكةهم\u064e", max_size=12))
def test_any_word_may_be_asked(word: str) -> None:
    assert dual_of(word) is None or isinstance(dual_of(word), str)
    assert may_be_dual(word) in (True, False)
