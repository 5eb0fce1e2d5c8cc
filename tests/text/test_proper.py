"""Pairs of texts, and the names of one that the other lacks."""

from __future__ import annotations

import pytest

from translate.text.proper import lost_arabic, lost_english

ENGLISH = [
    # English, Arabic, names lost
    ("The minister, Jonas Vinterdal, resigned on Monday.", "استقال الوزير يوناس فينتردال الاثنين.", []),
    ("The minister, Jonas Vinterdal, resigned on Monday.", "استقال الوزير الاثنين.", ["Jonas Vinterdal"]),
    ("Corporal Tom Baxley was buried in Ohio.", "ووري العريف الثرى في أوهايو.", ["Tom Baxley"]),
    ("A record was carved in the temple of Karnak, far from the river.", "نُقش السجل في معبد أروع من غيره بعيداً عن النهر.", ["Karnak"]),
]  # fmt: skip
ARABIC = [
    # Arabic, English, names lost
    ("وقالت الممرضة هيفاء السالم إن العيادة مغلقة.", "Nurse Haifa al-Salem said that the clinic was closed.", []),
    ("وقالت الممرضة هيفاء السالم إن العيادة مغلقة.", "A nurse said that the clinic was closed.", ["هيفاء السالم"]),
    ("قالت عالمة الوراثة سلام ديب إن البذور تجف.", "Geneticist Salam Deeb said that the seeds were drying.", []),
    ("قالت عالمة الوراثة سلام ديب إن البذور تجف.", "Geneticist Deeb said that the seeds were drying.", ["سلام"]),
    ("وقال فاضل الجاسم إن الدور طويل.", "The queue is long, said al-Jasem.", ["فاضل"]),
    ("قالت وكالة رويترز إن الدور طويل.", "Reuters said that the queue was long.", []),
]  # fmt: skip


@pytest.mark.parametrize(("english", "arabic", "names"), ENGLISH)
def test_a_lost_name_of_an_english_source_is_found(english: str, arabic: str, names: list[str]) -> None:
    assert [english[name.start : name.end] for name in lost_english(english, arabic)] == names


@pytest.mark.parametrize(("arabic", "english", "names"), ARABIC)
def test_a_lost_name_of_an_arabic_source_is_found(arabic: str, english: str, names: list[str]) -> None:
    assert [arabic[name.start : name.end] for name in lost_arabic(arabic, english)] == names
