"""axe-core finds nothing on any page, in either language, on a wide screen and on a narrow one; nothing is cut off there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import chrome, desks
from tests.chrome import Served, signed_in
from translate import review, store
from translate.store import jobs
from translate.store.rows import Job

pytestmark = [
    pytest.mark.skipif(chrome.binary() is None, reason=chrome.MISSING),
    pytest.mark.timeout(400),
]
PAIRS = [
    ("Water returns to Hasakah", "المياه تعود إلى الحسكة"),
    ("The mayor thanked the engineers of Raqqa on Sunday.", "شكر رئيس البلدية المهندسين يوم الأحد ."),
]
AT = "2026-11-25T01:00:00.000000Z"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from chrome.browser()


@pytest.fixture(scope="module")
def served(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk on which everything has happened that a page can show."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(template, folder / "desk.db")
    running = Served(f"sqlite:///{folder / 'desk.db'}?synchronous=off", folder)
    with store.open(running.url) as opened:
        happen(opened)
    yield running
    running.stop()


def happen(opened: store.Store) -> None:
    amina, basil, edith = (review.open(name, store=opened) for name in ("amina", "basil", "edith"))
    made = review.open_service(store=opened).submit(desks.article(PAIRS, name="done"), topic="water")
    for unit in made.added:
        amina.edit(unit, "نص جديد", base_version=1, active_seconds=20, keystrokes=30)
        basil.approve(unit)
    edith.create_edition("done", {}, state="draft")
    one, two = (unit.id for unit in amina.units_of("water")[:2])
    amina.autosave(one, "كتبت هذا", base_version=1, sequence=1)
    amina.claim(one)
    amina.edit(two, "عادت المياه", base_version=1)
    basil.comment(two, "أين الحسكة؟")
    basil.return_(two, "meaning", comment="أعد الصياغة")
    amina.autosave(two, "عادت المياه أمس", base_version=1, sequence=1)
    with opened.write() as connection:
        for number, state in enumerate(("running", "failed")):
            jobs.add(
                connection,
                Job(
                    id=f"j{number}", kind="archive", state=state, title="2024", parameters={}, place="", total=100, done=40,
                    failed=2, error="", created_at=AT, created_by="edith", updated_at=AT,
                ),
            )  # fmt: skip
        jobs.add_event(connection, "j0", kind="note", at=AT, message="begun")


def paths(served: Served) -> list[str]:
    with store.open(served.url) as opened:
        units = [unit.id for unit in review.open("amina", store=opened).units_of("water")]
    return [
        "/", "/articles", "/articles/water", "/articles/water/edit", "/articles/power/edit", f"/units/{units[1]}",
        f"/desk/units/{units[1]}/conflict", "/concordance?phrase=water", "/glossary?text=Hasakah", "/glossary/terms/hasakah",
        "/glossary/inbox", "/editions", "/articles/done/editions", "/jobs", "/statistics?by=editor", "/me", "/admin",
        "/admin/settings", "/admin/audit", "/nothing-here",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_keeps_anybody_out(browser: Any, served: Served, language: str) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    found: dict[str, Any] = {}
    context = signed_in(browser, served, "root", language=language)
    hers = signed_in(browser, served, "amina", language=language)
    stranger = browser.new_context()
    stranger.add_cookies([{"name": "language", "value": language, "url": served.base}])
    pages = {"root": context.new_page(), "amina": hers.new_page(), "": stranger.new_page()}
    wanted = [("amina" if "conflict" in path or path == "/" else "root", path) for path in paths(served)]
    for who, path in [*wanted, ("", "/signin")]:
        page = pages[who]
        page.set_viewport_size({"width": chrome.WIDE[0], "height": chrome.WIDE[1]})
        page.goto(served.base + path)
        if path.endswith("/edit"):
            page.wait_for_selector("#side section")
        page.evaluate(AXE_SCRIPT)
        for size in (chrome.WIDE, chrome.NARROW):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            for one in result["violations"]:
                found[f"{path} {size[0]} {one['id']}"] = [node["target"] for node in one["nodes"]][:3]
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if over > 0:
                found[f"{path} {size[0]} wider than the screen"] = over
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    dark = browser.new_context(color_scheme="dark")
    dark.add_cookies([*context.cookies()])
    page = dark.new_page()
    page.goto(f"{served.base}/articles/water/edit")
    page.wait_for_selector("#side section")
    page.evaluate(AXE_SCRIPT)
    for one in page.evaluate("axe.run(document, {runOnly: ['color-contrast']})")["violations"]:
        found[f"dark {one['id']}"] = [node["target"] for node in one["nodes"]][:3]
    for one in (context, hers, stranger, dark):
        one.close()
    assert found == {}
