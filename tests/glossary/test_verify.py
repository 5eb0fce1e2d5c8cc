"""What became of each term in a translation; announcing terms before it and mending them after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from translate.glossary import Glossary, accepts, annotate, find, load, micro_repair, verify
from translate.glossary.verify import required

Write = Callable[..., Path]

# source, target, target language, statuses of its names in order
VERDICTS = [
    ("The SDF left Hasakah.", "انسحبت «قسد» من الحسكة.", "ar", ["present", "present"]),
    ("The SDF left Hasakah.", "انسحبت قوات سوريا الديمقراطية من الحسكة.", "ar", ["present", "present"]),
    ("The SDF left Hasakah.", "انسحبت القوات السورية الديمقراطية من الحسكه.", "ar", ["missing", "missing"]),
    ("ISIS in Hajin", "«تنظيم داعش» في هجين", "ar", ["present", "present"]),
    ("Iraq's president in Baghdad", "الرئيس العراقي في بغداد", "ar", ["present", "present"]),
    ("Hasakah fell", "سقطت المدينة", "ar", ["missing"]),
    ("from Aleppo to Aleppo", "من حلب وإليها", "ar", ["present", "present"]),
    ("Aleppo, Aleppo and Aleppo", "حلب", "ar", ["present", "present", "missing"]),
    ("near Tripoli, in Libya", "قرب طرابلس في ليبيا", "ar", ["present", "present"]),
    ("في الحسكة", "in Hassakeh", "en", ["missing"]),
    ("في الحسكة", "in Hasakah", "en", ["present"]),
    ("الرئيس في العراق", "the Iraqi president", "en", ["present"]),
    ("قسد", "the Syrian Democratic Forces", "en", ["present"]),
    ("The Gaza Strip is closed", "القطاع مغلق", "ar", ["present"]),
]


@pytest.mark.parametrize(("source", "target", "language", "statuses"), VERDICTS)
def test_a_target_has_a_term_or_lacks_it(
    source: str, target: str, language: str, statuses: list[str], house: Glossary
) -> None:
    matches = [m for m in find(source, "en" if language == "ar" else "ar", house) if m.status == "pending"]
    assert [verdict.status for verdict in verify(matches, target, language, house)] == statuses


@pytest.mark.parametrize(("mentions", "needed"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_half_of_the_mentions_rounded_up_are_needed(mentions: int, needed: int) -> None:
    assert required(mentions) == needed


def test_one_long_form_is_one_mention(house: Glossary) -> None:
    matches = find("ISIS, ISIS and ISIS", "en", house)
    assert [v.status for v in verify(matches, "تنظيم داعش", "ar", house)] == ["present", "present", "missing"]


NOTES = [
    (
        "The SDF fought",
        "قاتلت القوات السورية الديمقراطية",
        "forbidden form: القوات السورية الديمقراطية; write قوات سوريا الديمقراطية",
    ),
    ("in Hasakah", "في الحسكه", "misspelt: الحسكه; write الحسكة"),
    ("in Deir Ezzor", "في ديرالزور", "written without a space: ديرالزور; write دير الزور"),
    ("to Hasakah", "لالحسكة", "ل and the article are not contracted: لالحسكة; write الحسكة"),
    ("in Iraq", "الحكومة العراقية", "by its adjective"),
    ("in Hasakah", "في الحسكة", ""),
]


@pytest.mark.parametrize(("source", "target", "note"), NOTES)
def test_a_verdict_says_what_stands_there_instead(
    source: str, target: str, note: str, house: Glossary
) -> None:
    (verdict,) = [
        v for v in verify(find(source, "en", house), target, "ar", house) if v.status != "suggested"
    ]
    assert verdict.note == note


def test_suggested_terms_and_entries_that_are_gone(house: Glossary) -> None:
    matches = find("fighters in Hasakah", "en", house)
    assert [v.status for v in verify(matches, "لا شيء", "ar", Glossary(()))] == ["suggested", "missing"]


REPAIRS = [
    # target, entry, language, mended
    ("في الحسكه وريفها", "hasakah", "ar", "في الحسكة وريفها"),
    ("تعزيزات لالحسكة", "hasakah", "ar", "تعزيزات للحسكة"),
    ("متجها لللاذقية", "latakia", "ar", "متجها للاذقية"),
    ("بأبو كمال والبو كمال", "al-bukamal", "ar", "بالبوكمال والبوكمال"),
    ("شيخ اسمه أبو كمال الدين", "al-bukamal", "ar", "شيخ اسمه أبو كمال الدين"),
    ("من ديرالزور", "deir-ezzor", "ar", "من دير الزور"),
    ("تابعة للقوات السورية الديمقراطية", "sdf", "ar", "تابعة لقوات سوريا الديمقراطية"),
    ("قوات سورية الديمقراطية", "sdf", "ar", "قوات سورية الديمقراطية"),
    ("للاسايش", "asayish", "ar", "للأسايش"),
    ("ولابو بكر البغدادي", "abu-bakr-al-baghdadi", "ar", "ولأبي بكر البغدادي"),
    ("ان ابا بكر البغدادي", "abu-bakr-al-baghdadi", "ar", "ان أبا بكر البغدادي"),
    ("مقتل ابي بكر البغدادي", "abu-bakr-al-baghdadi", "ar", "مقتل أبي بكر البغدادي"),
    ("أبوبكر البغدادي", "abu-bakr-al-baghdadi", "ar", "أبو بكر البغدادي"),
    ("في القامشلى", "qameshli", "ar", "في القامشلي"),
    ("وقامشلى", "qameshli", "ar", "وقامشلي"),
    ("في الحسكة", "hasakah", "ar", "في الحسكة"),
    ("طائره", "aircraft", "ar", "طائره"),
    ("in Hassakeh and Al-Hasaka's suburbs", "hasakah", "en", "in Hasakah and Hasakah's suburbs"),
    ("Al Qaeda said. Al Qaida left", "al-qaeda", "en", "Al-Qaeda said. Al-Qaeda left"),
    ("near Al-Hasakeh", "hasakah", "en", "near Hasakah"),
    ("\"Al Qaida\" is", "al-qaeda", "en", "\"Al-Qaeda\" is"),
    ("the SDF and Syria Democratic Forces", "sdf", "en", "the SDF and Syrian Democratic Forces"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "entry", "language", "mended"), REPAIRS)
def test_wrong_forms_are_mended_and_right_ones_stay(
    target: str, entry: str, language: str, mended: str, house: Glossary
) -> None:
    text, note = micro_repair(target, house[entry], language, glossary=house)
    assert text == mended
    assert bool(note) == (target != mended)
    assert micro_repair(text, house[entry], language, glossary=house) == (text, "")


def test_an_entry_can_mend_without_a_glossary(house: Glossary) -> None:
    assert micro_repair("في الحسكه", house["hasakah"]) == ("في الحسكة", "الحسكه → الحسكة")


def test_terms_are_announced_behind_their_words(house: Glossary) -> None:
    text = "Fighters left Hasakah's north for Baghouz."
    matches = find(text, "en", house)
    assert (
        annotate(text, matches, "ar")
        == "Fighters left Hasakah <t> الحسكة </t>'s north for Baghouz <t> الباغوز </t>."
    )
    arabic = "غادر المقاتلون وللحسكة"
    assert annotate(arabic, find(arabic, "ar", house), "en") == "غادر المقاتلون وللحسكة <t> Hasakah </t>"


def test_a_text_with_marks_is_left_as_it_is(house: Glossary) -> None:
    text = "Hasakah <t> x </t>"
    assert annotate(text, find(text, "en", house), "ar") == text


def test_overlapping_matches_are_announced_once(house: Glossary) -> None:
    (match,) = find("Hasakah", "en", house)
    assert annotate("Hasakah", [match, match], "ar") == "Hasakah <t> الحسكة </t>"


def test_an_entry_is_accepted_by_itself_or_in_its_neighbourhood(house: Glossary, write: Write) -> None:
    assert accepts(house["hasakah"], "وللحسكة")
    assert not accepts(house["hasakah"], "الحسكه")
    assert accepts(house["hasakah"], "الحسكه", "detect")
    assert accepts(house["al-sour"], "الطريق إلى الصور من دير الزور", glossary=house)
    assert not accepts(house["al-sour"], "الطريق إلى الصور من دير الزور")
    assert accepts(house["hasakah"], "Hassakeh", "detect", language="en")
    assert not accepts(house["hasakah"], "Hassakeh", language="en")
    other = load(write("type ; en ; ar", "place ; Elsewhere ; مكان آخر"))
    assert accepts(house["hasakah"], "الحسكة", glossary=other)
