"""What the editing page asks for: nothing typed is lost, nothing overwritten, terms come in the form that fits."""

from __future__ import annotations

import re
from typing import Any

import pytest

from translate.web import checking

PLACES = [
    # entry, target with | for the caret, target after
    ("hasakah", "عاد إلى |", "عاد إلى الحسكة"),
    ("hasakah", "وصل ل|", "وصل للحسكة"),
    ("hasakah", "مر بال| أمس", "مر بالحسكة أمس"),
    ("hasakah", "دمشق و|", "دمشق والحسكة"),
    ("hasakah", "في مدينة|", "في مدينة الحسكة"),
]


@pytest.mark.parametrize(("entry", "before", "after"), PLACES)
def test_a_term_comes_in_the_form_that_fits(entry: str, before: str, after: str) -> None:
    place = before.index("|")
    target = before.replace("|", "")
    start, end, form = checking.form_for(checking.house()[entry], target, place, place, language="ar")
    assert target[:start] + form + target[end:] == after


def test_an_english_sentence_begins_with_a_capital() -> None:
    entry = checking.house()["hasakah"]
    assert checking.form_for(entry, "", 0, 0, language="en")[2] == "Hasakah"
    assert checking.form_for(entry, "in", 2, 2, language="en")[2] == " Hasakah"


@pytest.fixture
def unit(desk: Any) -> Any:
    return desk("amina").units_of("water")[1]


def test_what_is_typed_is_kept_and_comes_back(browse: Any, unit: Any) -> None:
    browser = browse("amina")
    for number, text in enumerate(("ع", "عادت", "عادت المياه")):
        answer = browser.post(f"/desk/units/{unit.id}/journal", target=text, base_version=1, sequence=number)
        assert answer.status_code == 200
    assert (
        browser.post(f"/desk/units/{unit.id}/journal", target="late", base_version=1, sequence=0).status_code
        == 200
    )
    assert 'data-journal="عادت المياه"' in browser.get("/articles/water/edit").text
    assert "عادت المياه" not in browse("basil").get("/articles/water/edit").text
    assert "Typed and not confirmed" in browser.get("/").text


@pytest.mark.parametrize(
    "fields",
    [
        {"base_version": "x"},
        {"target": 7},
        {"sequence": -1},
        {"active_seconds": "a"},
        {"keystrokes": 2**40},
        {"target": "\0"},
    ],
)
def test_a_journal_entry_that_cannot_be_is_refused(browse: Any, unit: Any, fields: dict[str, Any]) -> None:
    good = {"target": "a", "base_version": 1, "sequence": 1}
    assert browse("amina").post(f"/desk/units/{unit.id}/journal", **(good | fields)).status_code == 400


def test_an_edit_is_saved_once_and_a_conflict_keeps_all_three_texts(browse: Any, unit: Any) -> None:
    amina, basil = browse("amina"), browse("basil")
    amina.post(
        f"/desk/units/{unit.id}/journal", target="عادت المياه أمس إلى الحسكة", base_version=1, sequence=1
    )
    saved = basil.post(
        f"/desk/units/{unit.id}/edit", target="عادت المياه إلى الحسكة", base_version=1, key="k"
    )
    assert saved.json()["version"] == 2
    assert (
        basil.post(
            f"/desk/units/{unit.id}/edit", target="عادت المياه إلى الحسكة", base_version=1, key="k"
        ).json()["version"]
        == 2
    )
    conflict = amina.post(f"/desk/units/{unit.id}/edit", target="عادت المياه أمس إلى الحسكة", base_version=1)
    assert (conflict.status_code, conflict.json()["kind"]) == (409, "conflict")
    assert conflict.json()["theirs"] == "عادت المياه إلى الحسكة"
    page = amina.get(f"/desk/units/{unit.id}/conflict").text
    assert "basil" in page
    assert (
        amina.send(
            f"/desk-conflict/{unit.id}", target="عادت المياه أمس", base_version="2", do="merge"
        ).status_code
        == 303
    )
    assert amina.get(f"/desk/units/{unit.id}/conflict").status_code == 303
    amina.post(f"/desk/units/{unit.id}/journal", target="x", base_version=1, sequence=9)
    assert amina.send(f"/desk-conflict/{unit.id}", do="theirs", base_version="3").status_code == 303


def test_claims_comments_waivers_returns_and_approval(browse: Any, unit: Any) -> None:
    amina, basil = browse("amina"), browse("basil")
    path = f"/desk/units/{unit.id}"
    assert amina.post(f"{path}/claim", base_version=1).json()["claimed_by"] == "amina"
    taken = basil.post(f"{path}/claim", base_version=1)
    assert (taken.status_code, taken.json()["kind"]) == (409, "claimed")
    assert basil.post(f"{path}/take-over", base_version=1).status_code == 200
    assert basil.post(f"{path}/release", base_version=1).json()["claimed_by"] is None
    assert (
        amina.post(
            f"{path}/edit",
            target="عادت المياه 12 إلى الحسكة",
            base_version=1,
            active_seconds=4.5,
            keystrokes=9,
        ).status_code
        == 200
    )
    assert (
        amina.post(f"{path}/approve", target="عادت المياه 12 إلى الحسكة", base_version=2).status_code == 403
    )
    stopped = basil.post(f"{path}/approve", target="عادت المياه 12 إلى الحسكة", base_version=2)
    if stopped.status_code == 409:
        for code in stopped.json()["codes"]:
            assert basil.post(f"{path}/waive", code=code, reason="صحيح").status_code == 200
        assert "basil" in basil.get(f"{path}/panel").text
        assert (
            basil.post(f"{path}/approve", target="عادت المياه 12 إلى الحسكة", base_version=2).json()["state"]
            == "reviewed"
        )
    assert basil.post(f"{path}/comment", comment="<b>جيد</b>").status_code == 200
    assert (
        basil.post(f"{path}/return", reason="meaning", comment="أعد", base_version=3).json()["state"]
        == "changes_requested"
    )
    assert "&lt;b&gt;" in amina.get(f"{path}/panel").text
    assert basil.post(f"{path}/dance").status_code == 404
    story = amina.get(f"/units/{unit.id}").text
    assert "<ins>" in story
    assert amina.send(f"/units/{unit.id}/revert", version="1", base_version="4").status_code == 303


def test_checks_fixes_and_terms_answer_while_one_types(browse: Any, unit: Any) -> None:
    browser = browse("amina")
    path = f"/desk/units/{unit.id}"
    found = browser.post(f"{path}/check", target="عادت المياه , إلى القامشلي يوم الأحد.").json()
    assert found["missing"] == [0] or found["missing"]
    assert set(found["parts"]) == {"p-issues", "p-terms", "p-diff"}
    code = "space.before"
    assert code in found["parts"]["p-issues"]
    fixed = browser.post(f"{path}/fix", target="عادت المياه , إلى الحسكة.", code=code).json()["target"]
    assert " ," not in fixed
    assert browser.post(f"{path}/fix", target="عادت المياه.", code="no.such").status_code == 409
    text = "عادت المياه , إلى الحسكة."
    for _ in range(2):  # a key mends whatever is first in the text as it is now
        text = browser.post(f"{path}/fix", target=text).json()["target"]
    assert text.startswith("عادت المياه، إلى")
    form = browser.post(f"{path}/term", entry="hasakah", target="إلى ", start=4, end=4).json()
    assert form == {"start": 4, "end": 4, "text": "الحسكة"}
    assert browser.post(f"{path}/term", entry="nope", target="", start=0, end=0).status_code == 404


def test_what_cannot_be_done_is_said_in_the_language_of_the_page(browse: Any, unit: Any) -> None:
    amina, basil = browse("amina"), browse("basil")
    amina.send("/language", code="ar", next="/")
    amina.get("/")
    path = f"/desk/units/{unit.id}"
    basil.post(f"{path}/claim", base_version=1)
    said = amina.post(f"{path}/claim", base_version=1).json()["title"]
    assert re.match(
        "المقطع محجوز لـ\u2068basil\u2069 حتى \u2068\\d+ \\S+ \\d+، \\d\\d:\\d\\d UTC\u2069؛", said
    )
    basil.post(f"{path}/release", base_version=1)
    said = amina.post(f"{path}/return", reason="style", base_version=1).json()["title"]
    assert "لا يحق لـ\u2068amina\u2069 (مترجم) أن يعيد مقاطع إلى محرريها" in said
    assert "لا مقال باسم" in amina.get("/articles/none").text
    assert "data-waive" not in amina.get(f"{path}/panel").text  # it is not hers to do
    assert "data-waive" in basil.get(f"{path}/panel").text


def test_who_is_here_is_told_and_what_they_changed(browse: Any, unit: Any) -> None:
    amina, basil = browse("amina"), browse("basil")
    amina.post("/desk/articles/water/pulse", unit=unit.id, held=[])
    told = basil.post("/desk/articles/water/pulse", unit=None, held=[unit.id]).json()
    assert "amina" in told["others"]
    assert told["present"] == [{"person": "amina", "unit": unit.id}]
    assert {one["unit"] for one in told["units"]} >= {unit.id}
