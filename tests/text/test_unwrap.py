"""Hard-wrapped text is joined; everything else stays as it is."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.unwrap import unwrap

PARAGRAPH = "The road from the city of Qameshli to the eastern Syrian province of Deir Ezzor is about three hundred kilometers long, and the trip usually takes two hours and a half on a good day in spring."
ARABIC = "تبلغ المسافة بين مدينة القامشلي ومحافظة دير الزور في شرق سوريا نحو ثلاثمئة كيلومتر، وتستغرق الرحلة عادة ساعتين ونصف الساعة في يوم هادئ من أيام الربيع حين لا حواجز."


@pytest.mark.parametrize("text", [PARAGRAPH, ARABIC])
@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_a_wrapped_paragraph_is_joined(text: str, width: int) -> None:
    lines = ["Title", "", *textwrap.wrap(text, width), "", *textwrap.wrap(text, width), "", "End."]
    assert unwrap(lines) == ["Title", text, text, "End."]


KEPT = [
    # lines that stay apart
    [PARAGRAPH, PARAGRAPH],
    ["Hajin", "Baghouz", "Sousa"],
    ["Ferry Replaces the Bridge at Hajin After a Month of Waiting for It", "By Leila Hadi", "The ferry began to run on Sunday."],
    ["- " + PARAGRAPH[:60], "- " + PARAGRAPH[:58], "- " + PARAGRAPH[:61], "- " + PARAGRAPH[:59]],
    ["The wells are dry, and the farmers say that they will leave.", "The ferry runs at night, and nobody knows who pays for it all.", "The road is long, and the bridge has been down for a month."],
]  # fmt: skip


@pytest.mark.parametrize("lines", KEPT)
def test_lines_that_were_not_wrapped_stay_apart(lines: list[str]) -> None:
    assert unwrap(lines) == lines


BETWEEN = [("> quoted", "> quoted"), ("***", "***"), ("Editor Picks", "Editor Picks")]


@pytest.mark.parametrize(("line", "kept"), BETWEEN)
def test_wrapping_ends_at_a_line_of_another_kind(line: str, kept: str) -> None:
    wrapped = textwrap.wrap(PARAGRAPH, 60)
    assert unwrap([*wrapped[:3], line, *wrapped]) == [" ".join(wrapped[:3]), kept, PARAGRAPH]


@given(
    st.lists(
        st.sampled_from([*textwrap.wrap(PARAGRAPH, 60), "", " ", "- a", "Hajin"]) | st.text(max_size=80),
        max_size=30,
    )
)
def test_no_character_is_lost(lines: list[str]) -> None:
    assert "".join("".join(unwrap(lines)).split()) == "".join("".join(lines).split())
