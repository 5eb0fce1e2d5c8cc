"""Word diffs: what was taken out and put in, in both languages, never through a character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text import diff as under_test
from translate.text.diff import Change, diff, pieces, steps, to_html, to_terminal, visible
from translate.text.graphemes import is_boundary

PIECES = [
    ("Syria's 1,200 roads", ["Syria's", " ", "1,200", " ", "roads"]),
    ("at 10:30, by 3.5%", ["at", " ", "10:30", ",", " ", "by", " ", "3.5", "%"]),
    ("مُحَمَّدٌ وصل.", ["مُحَمَّدٌ", " ", "وصل", "."]),
    ("بـ«قسد»", ["بـ", "«", "قسد", "»"]),
    ("بنسبة ٣٫٥٪", ["بنسبة", " ", "٣٫٥", "٪"]),
    ("cafe\u0301s", ["cafe\u0301s"]),
    ("👨‍👩‍👧🇸🇾", ["👨‍👩‍👧", "🇸🇾"]),
    ("user_name", ["user", "_", "name"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "wanted"), PIECES)
def test_a_text_is_cut_into_words_numbers_spaces_and_marks(text: str, wanted: list[str]) -> None:
    assert pieces(text) == wanted


DIFFS = [
    ("The old man went home.", "The young man went home.", "The [-old-]{+young+} man went home."),
    ("The old man left.", "The young woman left.", "The [-old man-]{+young woman+} left."),
    ("The road is open.", "The road is now open.", "The road is {+now +}open."),
    ("The road is now open.", "The road is open.", "The road is [-now -]open."),
    (
        "وصل الوفد إلى دمشق يوم الاثنين.",
        "وصل الوفد إلى حلب يوم الاثنين.",
        "وصل الوفد إلى [-دمشق-]{+حلب+} يوم الاثنين.",
    ),
    ("سكان البوكمال", "وسكان البوكمال", "[-سكان-]{+وسكان+} البوكمال"),
    ("مُدن", "مدن", "[-مُدن-]{+مدن+}"),
    ("ارتفع 3%", "ارتفع 5%", "ارتفع [-3-]{+5+}%"),
    ("", "نص", "{+نص+}"),
    ("text", "", "[-text-]"),
    ("same", "same", "same"),
    ("", "", ""),
]


@pytest.mark.parametrize(("before", "after", "shown"), DIFFS)
def test_changes_are_shown_word_by_word(before: str, after: str, shown: str) -> None:
    assert to_terminal(diff(before, after)) == shown


TEXTS = st.text(st.sampled_from("ab وم\u064e\u0301.,1٣'\u200d👩🇸🇾\n\r«"), max_size=24)


@given(TEXTS, TEXTS)
def test_both_texts_come_back_and_no_character_is_cut(before: str, after: str) -> None:
    changes = diff(before, after)
    assert "".join(text for kind, text in changes if kind != "insert") == before
    assert "".join(text for kind, text in changes if kind != "delete") == after
    assert all(text for _, text in changes)
    for whole in (before, after):
        place = 0
        for piece in pieces(whole):
            assert is_boundary(whole, place)
            place += len(piece)
        assert place == len(whole)


def test_colours_stand_for_marks_on_a_terminal() -> None:
    shown = to_terminal([Change("delete", "old"), Change("insert", "new")], color=True)
    assert shown == "\x1b[31;9mold\x1b[0m\x1b[32;4mnew\x1b[0m"


def test_a_text_cannot_steer_the_terminal_or_the_page() -> None:
    hostile = "a\x1b[2J\u202e<script>"
    assert visible(hostile) == "a\\x1b[2J\\u202e<script>"
    assert "\x1b" not in to_terminal(diff("a", hostile))
    assert to_html(diff("b", "<script>")) == "<del>b</del><ins>&lt;script&gt;</ins>"
    assert to_html(diff("«a»", "«a»")) == "«a»"


def test_texts_too_long_to_compare_are_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "MOST_CELLS", 8)
    before, after = list("xabcy"), list("xcbay")
    assert [step.is_equal for step in steps(before, after)] == [True, False, True]


def test_a_heap_of_marks_costs_no_more_than_its_length() -> None:
    heap = "a" + "\u0301" * 100_000
    assert pieces(heap) == [heap]
