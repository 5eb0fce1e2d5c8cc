"""Inline markup over a source comes to lie over its target."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.model import Markup
from translate.workflow.markup import carry

SOURCE = "The mayor of Hasakah opened the road"
TARGET = "افتتح رئيس بلدية الحسكة الطريق"


def spans(source: str, target: str, *pairs: tuple[str, str]) -> tuple[tuple[int, int, int, int], ...]:
    """Links between words of the target and of the source, as an engine tells them."""
    return tuple(
        (target.index(new), target.index(new) + len(new), source.index(old), source.index(old) + len(old))
        for new, old in pairs
    )


ALIGNED = spans(
    SOURCE,
    TARGET,
    ("افتتح", "opened"),
    ("رئيس", "mayor"),
    ("بلدية", "mayor"),
    ("الحسكة", "Hasakah"),
    ("الطريق", "road"),
)
CASES = [
    # source, target, alignment, what is marked, what is marked in the target
    (SOURCE, TARGET, ALIGNED, "Hasakah", "الحسكة"),
    (SOURCE, TARGET, ALIGNED, "the road", "الطريق"),
    (SOURCE, TARGET, ALIGNED, "The mayor", "رئيس بلدية"),
    (SOURCE, TARGET, ALIGNED, "mayor of Hasakah", "رئيس بلدية الحسكة"),
    (SOURCE, TARGET, ALIGNED, SOURCE, TARGET),
    (SOURCE, TARGET, (), SOURCE, TARGET),
    (SOURCE, TARGET, (), "The mayor", "افتتح رئيس"),
    ("See UNHCR now", "انظر UNHCR الآن", (), "UNHCR", "UNHCR"),
    ("See UNHCR, UNHCR", "UNHCR ثم UNHCR", (), "See", "UNHCR"),
    (SOURCE, TARGET, spans(SOURCE, TARGET, ("ال", "road")), "road", "الحسكة"),
    ("a b", "", (), "a", ""),
]


@pytest.mark.parametrize(("source", "target", "alignment", "marked", "wanted"), CASES)
def test_markup_comes_to_lie_over_the_words_that_say_the_same(
    source: str, target: str, alignment: tuple[tuple[int, int, int, int], ...], marked: str, wanted: str
) -> None:
    start = source.index(marked)
    mark = Markup("a", start, start + len(marked), (("href", "/x"),))
    (found,) = carry([mark], source, target, alignment)
    assert target[found.start : found.end] == wanted
    assert replace(found, start=mark.start, end=mark.end) == mark


def test_the_densest_stretch_is_taken_where_an_alignment_strays() -> None:
    target = "الحسكة مدينة في شمال شرقي سوريا وفيها طريق طويل جديد إلى الحسكة"
    links = [(0, 6, 0, 7), (7, 12, 0, 7), (len(target) - 2, len(target), 0, 7)]
    (found,) = carry([Markup("b", 0, 7)], "Hasakah is a city", target, links)
    assert target[found.start : found.end] == "الحسكة مدينة"


def test_in_a_very_long_segment_marks_are_put_in_proportion() -> None:
    source, target = "word " * 1000, "كلمة " * 500
    found = carry([Markup("b", 0, 5000), Markup("i", 2500, 2504)], source, target, [(0, 4, 2500, 2504)])
    assert (found[0].start, found[0].end) == (0, len(target) - 1)
    assert found[1].start == len(target) // 2


def test_an_empty_source_marks_the_whole_target() -> None:
    assert carry([Markup("b", 0, 0)], "", "هنا", ()) == (Markup("b", 0, 3),)


TEXT = st.text("ab جد .\n", max_size=30)


@given(
    TEXT,
    TEXT,
    st.lists(st.tuples(*[st.integers(0, 35)] * 4), max_size=8),
    st.lists(st.tuples(*[st.integers(0, 30)] * 2), max_size=4),
)
def test_every_mark_comes_back_in_order_and_inside_the_target(
    source: str, target: str, links: list[tuple[int, ...]], marks: list[tuple[int, ...]]
) -> None:
    alignment = [(min(link[:2]), max(link[:2]), min(link[2:]), max(link[2:])) for link in links]
    markup = [Markup(f"t{number}", min(mark), max(mark)) for number, mark in enumerate(marks)]
    found = carry(markup, source, target, alignment)
    assert [mark.tag for mark in found] == [mark.tag for mark in markup]
    assert all(0 <= mark.start <= mark.end <= len(target) for mark in found)
