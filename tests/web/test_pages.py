"""Every page opens for those who may see it, in both languages; what is done on a page is done."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from translate.review import Filter
from translate.workflow.desk import open_desk

PAGES = [
    "/", "/?show=review", "/?to=ar", "/articles", "/articles?text=water&open=1", "/articles/water", "/articles/water/edit",
    "/articles/power/edit", "/concordance", "/concordance?phrase=water", "/concordance?phrase=الحسكة&side=target", "/glossary",
    "/glossary?text=Hasakah", "/glossary?text=الحسكة", "/glossary/terms/hasakah", "/glossary/inbox", "/glossary/inbox?status=accepted",
    "/editions", "/articles/water/editions", "/articles/water/preview", "/articles/water/preview?format=txt", "/jobs", "/statistics",
    "/statistics?by=editor", "/me",
]  # fmt: skip
ADMIN = ["/admin", "/admin/settings", "/admin/audit", "/admin/audit?who=amina"]
TEMPLATES = Path(__file__).parents[2] / "translate" / "web"


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_page_opens(browse: Any, code: str) -> None:
    browser = browse("root")
    browser.send("/language", code=code, next="/")
    for path in (*PAGES, *ADMIN):
        answer = browser.get(path)
        assert answer.status_code == 200, (path, answer.text[:500])
        if "preview" not in path:
            assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in answer.text


def test_an_inbox_without_anything_to_review_shows_what_is_to_be_edited(browse: Any, desk: Any) -> None:
    basil, unit = browse("basil"), desk("amina").units_of("water")[0]
    assert "Water returns to Hasakah" in basil.get("/").text
    desk("amina").edit(unit.id, "عودة المياه إلى الحسكة", base_version=unit.version)
    page = basil.get("/").text
    assert "عودة المياه إلى الحسكة" in page
    assert "Prices rose 3%" not in page, "one waits to be reviewed: the rest is edited later"


def test_administration_is_for_administrators(browse: Any) -> None:
    for name in ("amina", "basil", "edith"):
        browser = browse(name)
        assert [browser.get(path).status_code for path in ADMIN[:2]] == [403, 403]
    assert browse("amina").get("/admin/audit").status_code == 403


def test_a_page_wants_a_person(browse: Any) -> None:
    browser = browse()
    for path in ("/articles", "/articles/water/edit", "/units/x", "/admin"):
        answer = browser.get(path)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/signin")
    assert browser.get("/desk/units/x/panel", **{"X-Fragment": "1"}).status_code == 401


@pytest.mark.parametrize(
    "path", ["/nope", "/units/none", "/articles/none", "/articles/none/edit", "/glossary/terms/none"]
)
def test_what_is_not_there_is_said(browse: Any, path: str) -> None:
    answer = browse("amina").get(path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


def test_the_editing_page_holds_both_texts_in_their_directions(browse: Any, desk: Any) -> None:
    page = browse("amina").get("/articles/water/edit").text
    unit = desk("amina").units_of("water")[1]
    assert f'id="u-{unit.id}"' in page
    assert re.search(r'class="seg-source" lang="en" dir="ltr"', page)
    assert re.search(r'<textarea [^>]*lang="ar" dir="rtl"', page)
    assert '<span class="term' in page


def test_taking_the_next_one_claims_and_opens_it(browse: Any, desk: Any) -> None:
    answer = browse("amina").send("/next", show="edit", to="ar")
    assert answer.headers["location"].startswith("/articles/water/edit?unit=")
    assert len(desk("amina").units(Filter(claimed_by="amina")).items) == 1


def test_an_article_is_brought_in_as_text_and_as_a_file(browse: Any, desk: Any) -> None:
    browser = browse("edith")
    browser.get("/articles")
    answer = browser.send(
        "/articles", body="A bridge opened in Raqqa.", topic="roads", deadline="2026-12-01T10:00"
    )
    assert answer.status_code == 303
    article = answer.headers["location"].split("/")[2].partition("?")[0]
    assert desk("edith").article(article).topic == "roads"
    sent = browser.client.post(
        "/articles",
        data={"csrf": browser.csrf},
        files={"file": ("page.html", b"<h1>Dam</h1><p>The dam opened.</p>")},
    )
    assert sent.status_code == 303
    for name, data in (("a.exe", b"MZ"), ("a.txt", b"a\0b"), ("a.txt", b"  ")):
        bad = browser.client.post("/articles", data={"csrf": browser.csrf}, files={"file": (name, data)})
        assert bad.status_code == 400
    assert browse("amina").send("/articles", body="A bridge.").status_code == 403


def test_people_are_taken_on_changed_and_leave(browse: Any, app: Any) -> None:
    root = browse("root")
    page = root.send("/admin/people", name="nour", role="translator", display="نور").text
    link = re.search(r"/join/([\w-]+)", page)
    assert link
    new = browse()
    assert "Translator" in new.get(link[0]).text
    assert new.send(link[0], password="short", display="").status_code == 400
    assert new.send(link[0], password="a long enough secret", display="نور").status_code == 303
    assert new.get("/").status_code == 200
    assert browse().get(link[0]).status_code == 404
    root.get("/admin")
    assert root.send("/admin/people/nour", do="role", role="reviewer").status_code == 303
    assert "dr" in root.send("/admin/people/nour", do="token").text
    assert "/join/" in root.send("/admin/people/nour", do="link").text
    assert root.send("/admin/people/nour", do="leave").status_code == 303
    assert new.get("/").status_code == 303
    assert root.send("/admin/people/root", do="leave").status_code == 403
    assert root.send("/admin/people/nour", do="dance").status_code == 400
    assert "/join/" in root.send("/admin/invite", role="editor").text
    assert root.send("/admin/solo", solo="on").status_code == 303


def test_ones_own_page_changes_password_and_tokens(browse: Any) -> None:
    browser, other = browse("amina"), browse("amina")
    page = browser.send("/me/tokens", label="script", **{"scope.read": "on"}).text
    assert re.search(r"drg_[\w-]{30,}", page)
    number = re.search(r"/me/tokens/(\d+)/revoke", page)
    assert number
    assert browser.send(f"/me/tokens/{number[1]}/revoke").status_code == 303
    assert browser.send("/me/password", old="wrong", password="another long secret").status_code == 403
    assert browser.send("/me/password", old="correct horse battery", password="x").status_code == 400
    assert (
        browser.send("/me/password", old="correct horse battery", password="another long secret").status_code
        == 303
    )
    assert browser.get("/me").status_code == 200
    assert other.get("/me").status_code == 303


def test_an_article_is_approved_and_published_corrected_and_retracted(
    browse: Any, desk: Any, opened: Any
) -> None:
    edith = browse("edith")
    assert "disabled" in edith.get("/articles/water/editions").text
    assert edith.send("/articles/water/editions", state="published").status_code == 409
    amina, basil = open_desk("amina", store=opened), desk("basil")
    for unit in amina.units_of("water"):
        amina.edit(unit.id, f"نص {unit.position:.0f} عن مياه محافظة دمشق", base_version=unit.version)
        basil.approve(
            unit.id, waive=[issue.code for issue in amina.unit(unit.id).issues if issue.severity == "error"]
        )
    assert (
        "disabled" in edith.get("/articles/water/editions").text
    )  # a name is missing, and nobody has waived it
    for unit in amina.units_of("water"):
        amina.edit(unit.id, f"نص {unit.position:.0f} عن مياه الحسكة", base_version=unit.version)
        basil.approve(
            unit.id, waive=[issue.code for issue in amina.unit(unit.id).issues if issue.severity == "error"]
        )
    edith.get("/articles/water/editions")
    assert (
        edith.send("/articles/water/editions", state="published")
        .headers["location"]
        .endswith("said=published")
    )
    page = edith.get("/articles/water/editions").text
    assert 'class="badge published"' in page
    preview = edith.get("/articles/water/preview?number=1")
    assert "sandbox" in preview.headers["content-security-policy"]
    unit = desk("edith").units_of("water")[1]
    editor = open_desk("edith", store=opened)
    editor.edit(unit.id, "نص مصحح عن الحسكة", base_version=unit.version)
    basil.approve(
        unit.id, waive=[issue.code for issue in editor.unit(unit.id).issues if issue.severity == "error"]
    )
    assert (
        edith.send(
            "/articles/water/editions", state="published", note_ar="تصحيح", note_en="A correction"
        ).status_code
        == 303
    )
    assert "<ins>" in edith.get("/articles/water/editions").text
    assert (
        edith.send("/articles/water/editions/2", state="retracted", reason="wrong place").status_code == 303
    )
    assert 'class="badge retracted"' in edith.get("/articles/water/editions").text
    assert browse("amina").send("/articles/water/editions", state="proof").status_code == 403


def test_statistics_draw_what_was_approved(browse: Any, desk: Any) -> None:
    unit = desk("amina").units_of("water")[1]
    desk("amina").edit(unit.id, "عادت المياه", base_version=1, active_seconds=12, keystrokes=20)
    desk("basil").approve(unit.id)
    page = browse("basil").get("/statistics?by=editor").text
    assert "<svg" in page
    assert "amina" in page


def test_proposals_are_made_and_decided(browse: Any) -> None:
    amina = browse("amina")
    assert (
        amina.send("/glossary/inbox", english="Tell Brak", arabic="تل براك", note="village").status_code
        == 303
    )
    assert amina.send("/glossary/inbox", english=" ", arabic="تل").status_code == 400
    basil = browse("basil")
    page = basil.get("/glossary/inbox").text
    number = re.search(r"/glossary/inbox/(\d+)", page)
    assert "تل براك" in page
    assert number
    assert amina.send(f"/glossary/inbox/{number[1]}", status="accepted").status_code == 403
    assert basil.send(f"/glossary/inbox/{number[1]}", status="maybe").status_code == 400
    assert basil.send(f"/glossary/inbox/{number[1]}", status="accepted", note="yes").status_code == 303
    assert "تل براك" in basil.get("/glossary/inbox?status=accepted").text


def test_jobs_are_shown_and_refresh_as_a_fragment(browse: Any, opened: Any) -> None:
    from translate.store import jobs
    from translate.store.rows import Job

    at = "2026-11-25T01:00:00.000000Z"
    with opened.write() as connection:
        job = Job(
            id="j1", kind="archive", state="running", title="2024", parameters={}, place="", total=100, done=40, failed=2,
            error="", created_at=at, created_by="edith", updated_at=at,
        )  # fmt: skip
        jobs.add(connection, job)
        jobs.add_event(connection, "j1", kind="note", at=at, message="begun")
    browser = browse("edith")
    assert "40 / 100" in browser.get("/jobs").text
    fragment = browser.get("/jobs", **{"HX-Request": "true"}).text
    assert "<html" not in fragment
    assert "begun" in fragment


def test_notices_are_read(browse: Any, desk: Any) -> None:
    unit = desk("amina").units_of("water")[1]
    desk("amina").edit(unit.id, "عادت المياه", base_version=1)
    desk("basil").return_(unit.id, "meaning", comment="أعد الصياغة")
    amina = browse("amina")
    page = amina.get("/").text
    assert "أعد الصياغة" in page
    number = re.search(r'name="up_to" value="(\d+)"', page)
    assert number
    assert amina.send("/notices/read", up_to=number[1]).status_code == 303
    assert "up_to" not in amina.get("/").text
