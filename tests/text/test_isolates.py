"""Which pieces of a line run the other way, and what no published text may hold."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.isolates import LRI, PDI, RLI, clean, embedded, isolated

ARABIC = [
    ("وقال متحدث باسم SDF إن S-400 وصلت", ["SDF", "S-400"]),
    ("الهاتف +963 11 222 3344.", ["+963 11 222 3344"]),
    ("الهاتف (011) 222-3344 أو ٠١١ ٢٢٢ ٣٣٤٤", ["(011) 222-3344", "٠١١ ٢٢٢ ٣٣٤٤"]),
    ("ارتفع 25% ثم 3.5 % و30% و$1.2 مليون", ["25%", "3.5 %", "30%", "$1.2"]),
    ("بلغت -5 درجات", ["-5"]),
    ("بنسبة ٢٥٪ من السكان", ["٢٥٪"]),
    (
        "انظر https://example.org/a?b=1&c=(2). أو a.b@example.org",
        ["https://example.org/a?b=1&c=(2", "a.b@example.org"],
    ),
    ("طائرة Boeing 737 MAX تحطمت", ["Boeing 737 MAX"]),
    ("في (Washington, DC) و«Reuters» والـBBC", ["Washington, DC", "Reuters", "BBC"]),
    ("فصائل SDF، YPG، وغيرها", ["SDF", "YPG"]),
    ("وسم #Syria وحساب @reuters", ["#Syria", "@reuters"]),
    ("يوم 25/11/2026 عند 10:30 بين 2019-2021 وفيه 3,000", []),
    ("قال 40 شخصاً إن C++ صعبة", ["C"]),
    ("هبطت إلى -5°C ليلاً، عند 36.5°N", ["-5°C", "36.5°N"]),
    ("كوفيد-19 وبـ-5 و30% أو +7% أو -$2.5 و(-0.4)", ["-5", "30%", "+7%", "-$2.5", "-0.4"]),
    ("وكتب: «We’re DONE!!!»[1]", ["We’re DONE!!!"]),
    ("قال (No. Not now: never; ever) وسكت", ["No. Not now: never; ever"]),
    ("(بالإنجليزية: annex 1/a) و«27/10»", ["annex 1/a"]),
    ("نص عربي فقط، «بلا» شيء.", []),
    ("", []),
]
ENGLISH = [
    ("The town of الحسكة (also حسجة) is quiet", ["الحسكة", "حسجة"]),
    ("He said «الوضع هادئ، والحمد لله» on Sunday", ["الوضع هادئ، والحمد لله"]),
    ("Radio قناة 14 رمضان is off", ["قناة 14 رمضان"]),
    ("Call +963 11 222 3344; 25% up", []),
    ("See (المرفق 1/أ) and مادة 12-ب here", ["المرفق 1/أ", "مادة 12-ب"]),
]


@pytest.mark.parametrize(("text", "pieces"), ARABIC)
def test_pieces_of_an_arabic_line(text: str, pieces: list[str]) -> None:
    assert [text[piece.start : piece.end] for piece in embedded(text, "rtl")] == pieces


@pytest.mark.parametrize(("text", "pieces"), ENGLISH)
def test_pieces_of_an_english_line(text: str, pieces: list[str]) -> None:
    assert [text[piece.start : piece.end] for piece in embedded(text, "ltr")] == pieces


def test_a_per_cent_goes_the_way_of_its_digits() -> None:
    assert [piece.direction for piece in embedded("25% أو ٢٥٪", "rtl")] == ["ltr", "rtl"]
    assert isolated("نحو 25% أو ٢٥٪", "rtl") == f"نحو {LRI}25%{PDI} أو {RLI}٢٥٪{PDI}"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\u202eb\u202cc\u2066d\u2069", "abcd"),
        ("a\x00b\x1bc\x7fd\x9f", "abcd"),
        ("\ufeffa\ufffe\uffff\ud800b\U000e0041", "ab"),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("لا\u200cيزال\u200f \u200eA\u061c", "لا\u200cيزال\u200f \u200eA\u061c"),
        ("a\tb\nc", "a\tb\nc"),
    ],
)
def test_what_turns_lines_round_goes(text: str, left: str) -> None:
    assert clean(text) == left


@given(st.text(max_size=60), st.sampled_from(["ltr", "rtl"]))
def test_isolates_are_balanced_and_change_no_word(text: str, direction: str) -> None:
    found = isolated(text, direction)
    assert found.count(LRI) + found.count(RLI) == found.count(PDI)
    bare = found.translate({ord(mark): None for mark in (LRI, RLI, PDI)})
    assert bare == clean(text)
    pieces = embedded(text, direction)
    assert all(one.end <= other.start for one, other in pairwise(pieces))
