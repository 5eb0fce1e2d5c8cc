"""What is compared of a segment: encodings, vowels, digits and quotes do not count, words and figures do."""

from __future__ import annotations

import pytest

from translate.text import cells, inline, similar

EXACT = [
    ("“Yes”  he said…", '"Yes" he said...', True),
    ("it`s", "it's", True),
    ("حُمُّص", "حمص", True),
    ("حمـــص\u200f", "حمص", True),
    ("\ufee3\ufea4\ufee4\ufeea", "محمه", True),
    ("٤٠٪، «نعم»؟", '40%, "نعم"?', True),
    ("۴۰", "40", True),
    ("Yes", "yes", False),
    ("أحمد", "احمد", False),
    ("على", "علي", False),
]


@pytest.mark.parametrize(("one", "other", "same"), EXACT)
def test_what_is_equal_to_a_translator(one: str, other: str, same: bool) -> None:
    assert (similar.exact(one) == similar.exact(other)) is same


@pytest.mark.parametrize(("one", "other"), [("Yes", "YES"), ("أحمد", "احمد"), ("إلى", "الى"), ("على", "علي")])
def test_case_and_hamza_are_folded(one: str, other: str) -> None:
    assert similar.fold(one) == similar.fold(other)


FIGURES = [
    ("he may go on sunday", [("weekday", "sunday")]),
    ("on 3 may 2021", [("number", "3"), ("month", "may"), ("number", "2021")]),
    ("february 3", [("month", "february"), ("number", "3")]),
    ("rose 3.5% to 1,200", [("number", "3.5%"), ("number", "1,200")]),
    ("في 3 كانون الثاني", [("number", "3"), ("month", "كانون الثاني")]),
    ("يوم الاحد", [("weekday", "الاحد")]),
    ("nothing", []),
]


@pytest.mark.parametrize(("folded", "expected"), FIGURES)
def test_figures_are_found(folded: str, expected: list[tuple[str, str]]) -> None:
    assert [(figure.kind, figure.text) for figure in similar.figures(folded)] == expected
    assert (similar.pattern(folded) != folded) is bool(expected)


def test_a_key_depends_on_text_and_language() -> None:
    assert similar.key("a", "en") == similar.key("a", "en")
    assert len({similar.key("a", "en"), similar.key("a", "ar"), similar.key("b", "en")}) == 3


CELLS = ["=1+1", "-led", "'=x", "a\tb\nc\r\\n", "@here", "plain", "'ayn", "\uff1dx", ""]


@pytest.mark.parametrize("text", CELLS)
def test_a_cell_gives_its_text_back(text: str) -> None:
    cell = cells.to_cell(text)
    assert cells.from_cell(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\uff1d"))
    assert not set("\t\n\r") & set(cell)


CODES = [
    ("<a href=\"x&amp;y\" title='q'>", ("a", (("href", "x&y"), ("title", "q")))),
    ("<br/>", ("br", ())),
    ("{1}", None),
    ("<a href=x onclick=alert(1)>", None),
]


@pytest.mark.parametrize(("code", "expected"), CODES)
def test_a_start_tag_is_read(code: str, expected: object) -> None:
    assert inline.parse_opening(code) == expected
