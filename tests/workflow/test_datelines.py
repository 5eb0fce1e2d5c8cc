"""A dateline is translated by rule, when every word of it is known; the engine is given what follows."""

from __future__ import annotations

import pytest

from tests.tiny import Scripted
from translate import glossary
from translate.engines import Decoding
from translate.glossary import Glossary
from translate.model import BlockKind, Segment, Severity
from translate.text.housestyle import Style
from translate.workflow.datelines import dateline
from translate.workflow.draft import Drafter, draft_segments

BODY = "Three people were hurt on Monday."
ENGLISH = [
    ("Deir Ezzor, Nov. 24 - ", "دير الزور، 24 نوفمبر - "),
    ("BEIRUT (Reuters) - ", "بيروت (رويترز) - "),
    ("DAMASCUS, Syria (AP) — ", "دمشق، سوريا (أسوشييتد برس) — "),
    ("HASAKAH, Syria, Nov 3, 2026 – ", "الحسكة، سوريا، 3 نوفمبر 2026 – "),
    ("Cairo, Tuesday, March 3 -- ", "القاهرة، الثلاثاء، 3 مارس - "),
    ("Paris and Berlin - ", "باريس وبرلين - "),
]
ARABIC_BODY = "قُتل ثلاثة مدنيين وأصيب خمسة."
ARABIC = [
    ("دير الزور - ", "Deir Ezzor - "),
    ("بيروت (رويترز): ", "Beirut (Reuters) - "),
    ("دمشق، 24 تشرين الثاني (أ ف ب) – ", "Damascus, November 24 (AFP) – "),
    ("دمشق، ٢٤ نوفمبر/تشرين الثاني 2026 – ", "Damascus, November 24, 2026 – "),
    ("دير الزور - عنب بلدي - ", "Deir Ezzor - Enab Baladi - "),
    ("الحسكة ـ رويترز: ", "Hasakah - Reuters - "),
    ("الخرطوم - (رويترز): ", "Khartoum - (Reuters) - "),
    ("بيروت والقاهرة - ", "Beirut and Cairo - "),
]
NONE = [
    ("London - Graham Pell", "en"),
    ("Washington - based analysts said this is it.", "en"),
    ("NOWHEREVILLE - Three people were hurt on Monday.", "en"),
    ("Iraq - Syria talks resumed in Cairo on Monday.", "en"),
    ("Beirut (Reuters - Three people were hurt on Monday.", "en"),
    ("Beirut (Somebody Else) - Three people were hurt on Monday.", "en"),
    ("In Beirut - Three people were hurt on Monday.", "en"),
    ("القاهرة: الشرق الأوسط", "ar"),
    ("سوريا - لبنان: محادثات في القاهرة أمس حول الحدود.", "ar"),
    ("في بيروت - قُتل ثلاثة مدنيين وأصيب خمسة.", "ar"),
    ("", "en"),
]


@pytest.fixture(scope="module")
def house() -> Glossary:
    return glossary.load()


@pytest.mark.parametrize(("head", "written"), ENGLISH)
def test_an_english_dateline(head: str, written: str, house: Glossary) -> None:
    found = dateline(head + BODY, "en", "ar", house)
    assert found is not None
    assert (found.target, found.length) == (written, len(head))


@pytest.mark.parametrize(("head", "written"), ARABIC)
def test_an_arabic_dateline(head: str, written: str, house: Glossary) -> None:
    found = dateline(head + ARABIC_BODY, "ar", "en", house)
    assert found is not None
    assert (found.target, found.length) == (written, len(head))


@pytest.mark.parametrize(("text", "source"), NONE)
def test_what_is_not_known_to_be_a_dateline_is_left_to_the_engine(
    text: str, source: str, house: Glossary
) -> None:
    assert dateline(text, source, "ar" if source == "en" else "en", house) is None


def drafter(engine: Scripted, house: Glossary, style: Style | None = None) -> Drafter:
    return Drafter(engine, house, Decoding(), style or Style())


def test_the_engine_is_given_what_follows_and_places_are_of_the_whole_segment(house: Glossary) -> None:
    engine = Scripted(lambda text, _: "أصيب ثلاثة أشخاص في الحسكة يوم الاثنين.")
    text = "Deir Ezzor, Nov. 24 - Three people were hurt in Hasakah on Monday."
    (unit,), _ = draft_segments(
        [Segment("s1", "b1", text, 0)], drafter(engine, house), source="en", target="ar"
    )
    assert engine.calls[0][0] == ["Three people were hurt in Hasakah on Monday."]
    assert unit.target == "دير الزور، 24 نوفمبر - أصيب ثلاثة أشخاص في الحسكة يوم الاثنين."
    assert [(term.surface, text[term.start : term.end], term.status) for term in unit.terms] == [
        ("Deir Ezzor", "Deir Ezzor", "present"),
        ("Hasakah", "Hasakah", "present"),
    ]
    assert not [issue.code for issue in unit.issues if issue.severity is not Severity.INFO]


def test_months_are_written_as_the_house_writes_them(house: Glossary) -> None:
    engine = Scripted(lambda text, _: "أصيب ثلاثة أشخاص يوم الاثنين.")
    segment = Segment("s1", "b1", "Cairo, Nov. 24 - " + BODY, 0)
    ours = drafter(engine, house, Style(months="levantine"))
    (unit,), _ = draft_segments([segment], ours, source="en", target="ar")
    assert unit.target.startswith("القاهرة، 24 تشرين الثاني - ")


def test_only_a_paragraph_begins_with_one(house: Glossary) -> None:
    engine = Scripted(lambda text, _: "بيروت - أصيب ثلاثة أشخاص يوم الاثنين.")
    segments = [
        Segment("s1", "b1", "Beirut - " + BODY, 0),
        Segment("s2", "b2", "Nobody was hurt.", 0),
        Segment("s3", "b2", "Beirut - " + BODY, 17),
    ]
    draft_segments(
        segments,
        drafter(engine, house),
        source="en",
        target="ar",
        kinds={"b1": BlockKind.HEADLINE, "b2": BlockKind.PARAGRAPH},
    )
    given = {text for texts, _ in engine.calls for text in texts}
    assert "Beirut - " + BODY in given
    assert BODY not in given


def test_the_alignment_lies_over_the_whole_segment(house: Glossary) -> None:
    engine = Scripted(lambda text, _: "أصيب ثلاثة أشخاص يوم الاثنين.")
    segment = Segment("s1", "b1", "Beirut - " + BODY, 0)
    _, found = draft_segments([segment], drafter(engine, house), source="en", target="ar", aligned={"b1"})
    target = found["s1"].target
    for begin, end, start, stop in found["s1"].alignment:
        assert 0 <= begin <= end <= len(target)
        assert 0 <= start <= stop <= len(segment.text)
