"""Letters of print: one glyph a letter, all of some width, marks where readers of PDF would turn a line round."""

from __future__ import annotations

import pytest

from translate.press.letters import LRM, RLM, Cluster, Place, joined, letters, marked

BEH, MARK = Place(7, 0, 0), Place(9, 120, 300)


def cluster(text: str, width: float, *places: Place, is_rtl: bool = True) -> Cluster:
    return Cluster(text, is_rtl, places, width)


def test_a_cluster_is_drawn_once_and_its_letters_share_its_width() -> None:
    found = letters(cluster("بَّ", 700, MARK, BEH), 1000)
    assert [(one.text, one.width) for one in found] == list(zip("بَّ"[::-1], (233, 233, 234), strict=True))
    assert [one.places for one in found] == [(MARK, BEH), (), ()]
    assert [one.text for one in letters(cluster("ffi", 900, BEH, is_rtl=False), 1000)] == ["f", "f", "i"]


@pytest.mark.parametrize(
    ("found", "is_rtl", "texts"),
    [
        # a sign above its letter is drawn before it; it has no width of its own
        ([("\u064d", 0), ("ن", 500), ("ا", 200)], True, ["ن\u064d", "ا"]),
        # a letter under another takes so little room that it would be read as the same one again
        ([("ح", 72), ("ل", 559), ("ا", 180)], True, ["لح", "ا"]),
        ([("ا", 60), (" ", 217)], True, [" ا"]),
        ([("،", 244), ("ن", 500)], True, ["،" + RLM, "ن"]),
        ([("ن", 500), ("،", 244), ("ا", 180)], True, ["ن", "،", "ا"]),
        ([("ن", 500), (" ", 217), ("،", 300), ("ا", 180)], True, ["ن", " ", "،" + RLM, "ا"]),
        ([(RLM, 0)], True, [RLM]),
        ([], True, []),
    ],
)
def test_what_stands_in_a_run(found: list[tuple[str, float]], is_rtl: bool, texts: list[str]) -> None:
    made = marked([cluster(text, width, BEH) for text, width in found], is_rtl, 1000)
    assert [one.text for one in made] == texts
    assert sum(one.width for one in made) == sum(width for _, width in found)


def test_a_run_against_its_line_ends_in_a_mark() -> None:
    digits = [cluster("7", 500, BEH, is_rtl=False), cluster("9", 500, BEH, is_rtl=False)]
    assert [one.text for one in marked(digits, True, 1000)] == [f"{RLM}7", "9"]
    assert [one.text for one in marked(digits, False, 1000)] == ["7", "9"]
    assert [one.text for one in marked([cluster("ب", 500, BEH)], False, 1000)] == [f"{LRM}ب"]


def test_joined_clusters_stay_where_they_are_drawn() -> None:
    one = joined(cluster("ح", 72, Place(3, 5, 0)), cluster("ل", 559, Place(4, 0, 9)))
    assert one == Cluster("لح", True, (Place(3, 5, 0), Place(4, 72, 9)), 631)


def test_a_line_breaks_before_an_element_and_marks_stand_behind_isolates() -> None:
    from translate.publishers.pdf import _told_apart

    assert _told_apart('من <bdi dir="ltr">25%</bdi> إلى') == f'من \u200b<bdi dir="ltr">25%</bdi>{RLM} إلى'
    assert _told_apart('in <bdi lang="ar" dir="rtl">حلب</bdi>.') == (
        f'in \u200b<bdi lang="ar" dir="rtl">حلب</bdi>{LRM}.'
    )
    assert _told_apart('<bdi dir="rtl">٢٥٪</bdi>') == '<bdi dir="rtl">٢٥٪</bdi>'
