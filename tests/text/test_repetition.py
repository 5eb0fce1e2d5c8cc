"""Loops of real engines, and what people repeat on purpose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.repetition import find_loop, is_loop, longest_row

LOOPS = [
    # source, target, unit, times
    ("The radio was old.", "كان المذياع قديماً دي دي دي دي دي", "دي", 5),
    ("Boats are forbidden.", "تمنع القوارب الكبيرة أو قوارب قوارب قوارب", "قوارب", 3),
    ("أرقام الأبواب", "The doors have k-k-k-k-k-k-k", "k-", 6),
    ("قال الطائر كلمته", "The bird said hello, hello, hello, hello", "hello", 4),
    ("عاد الناس", "They came back and forth back and forth back and forth", "back and forth", 3),
    (
        "عاد الناس إلى البلدة",
        "People returned to the town people returned to the town.",
        "People returned to the town",
        2,
    ),
    ("عاد السكان", "The residents said that the residents said that", "The residents said that", 2),
    ("He laughed.", "ضحك ضحك ضحك", "ضحك", 3),
    ("No", "لاااااااااااا", "ا", 12),
    ("Prices rose.", "ارتفعت!!!!!!!!!!!!", "!", 12),
    ("ارتفعت الأسعار", "Prices rose hahahahahahahaha", "ha", 8),
    ("List", "a" + "_" * 20, "_", 20),
    (
        "Some people left.",
        "غادر بعض الناس و قال بعض الناس إن بعض الناس و قال بعض الناس و قال بعض",
        "بعض الناس و قال",
        2,
    ),
    (
        "The camp holds families from many towns.",
        "families of the camp of one, families of the camp of two, families of the camp of three, families of the camp of four",
        "families of the camp",
        4,
    ),
]


@pytest.mark.parametrize(("source", "target", "unit", "times"), LOOPS)
def test_a_loop_is_found_with_its_unit(source: str, target: str, unit: str, times: int) -> None:
    loop = find_loop(target, source=source)
    assert loop is not None
    assert (loop.unit, loop.times) == (unit, times)
    assert target[loop.start : loop.end].casefold().startswith(unit.casefold())


PLAIN = [
    # source, target
    ("The sea rose day after day.", "كان البحر يرتفع يوماً بعد يوم."),
    ("كان البحر يرتفع يوماً بعد يوم بعد يوم", "The sea rose day after day after day."),
    ("It was very, very cold.", "كان الجو بارداً جداً جداً."),
    ("كان الجو بارداً جداً جداً جداً.", "It was very, very, very cold."),
    (
        "«الشعب يريد الخبز! الشعب يريد الخبز! الشعب يريد الخبز!»",
        '"The people want bread! The people want bread! The people want bread!"',
    ),
    ("«الشعب يريد الخبز»، «الشعب يريد الخبز»", '"The people want bread", "The people want bread"'),
    ("Location, location, location", "الموقع ثم الموقع ثم الموقع"),
    ("No, no, no!", "لا، لا، لا!"),
    ("هههههههههه", "Hahahahahahahaha"),
    ("1,000,000,000", "1,000,000,000"),
    ("10 10 10 10", "10 10 10 10"),
    ("رقم الهاتف 0000000000", "Phone 0000000000"),
    ("They rebuilt the house stone by stone.", "أعادوا بناء البيت حجراً حجراً."),
    ("He came from the Suez Canal. The Suez Canal was shut.", "جاء من قناة السويس. قناة السويس كانت مغلقة."),
    ("Wait...", "انتظر......"),
    ("", ""),
    ("Baghouz", "الباغوز"),
]


@pytest.mark.parametrize(("source", "target"), PLAIN)
def test_what_people_repeat_is_no_loop(source: str, target: str) -> None:
    assert not is_loop(target, source=source)


@given(
    words=st.lists(st.sampled_from("abcdefgh"), min_size=4, max_size=9, unique=True), times=st.integers(3, 30)
)
def test_any_unit_said_three_times_is_a_loop(words: list[str], times: int) -> None:
    assert is_loop(" ".join(words * times))


@given(text=st.text())
def test_a_text_that_repeats_its_source_is_no_loop_in_a_row(text: str) -> None:
    loop = find_loop(text, source=text)
    assert loop is None


def test_longest_row_counts_the_unit_said_most() -> None:
    assert longest_row("a a b c b c b c") == 3
    assert longest_row("") == 1


@pytest.mark.parametrize("text", ["a " * 100_000, "ab" * 100_000, "a b c d e " * 20_000, "x" * 200_000])
def test_long_texts_end(text: str) -> None:
    assert is_loop(text)
