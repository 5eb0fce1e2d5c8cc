"""What translators and editors do, done in a real Chromium: by keyboard, in both languages, with the network cut and the server killed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import chrome, desks
from tests.chrome import Served, signed_in
from tests.web.conftest import PASSWORD
from translate import review, store

pytestmark = [
    pytest.mark.skipif(chrome.binary() is None, reason=chrome.MISSING),
    pytest.mark.timeout(300),
]
PAIRS = [
    ("Water returns to Hasakah", "المياه تعود"),
    ("The mayor thanked the engineers of Raqqa on Sunday.", "شكر رئيس البلدية المهندسين في الرقة يوم الأحد."),
    ("GreenTech opened 3 bridges.", "افتتحت الشركة 3 جسور."),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from chrome.browser()


@pytest.fixture(scope="module")
def served(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk that the tests of this file share; each works on an article of its own."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(template, folder / "desk.db")
    running = Served(f"sqlite:///{folder / 'desk.db'}?synchronous=off", folder)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def opened(served: Served) -> Iterator[store.Store]:
    with store.open(served.url) as found:
        yield found


@pytest.fixture
def enter(browser: Any, served: Served) -> Iterator[Callable[..., Any]]:
    """A browser context of somebody; closed after the test."""
    contexts = []

    def make(name: str, **options: Any) -> Any:
        contexts.append(signed_in(browser, served, name, **options))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


class Piece:
    """An article of one test."""

    def __init__(self, opened: store.Store, name: str) -> None:
        self.name, self.opened = name, opened
        review.open_service(store=opened).submit(desks.article(PAIRS, name=name))
        self.ids = [unit.id for unit in self.units()]

    def units(self) -> list[review.QueuedUnit]:
        return review.open("root", store=self.opened).units_of(self.name)

    def target(self, place: int) -> str:
        return self.units()[place].target

    def kept(self, name: str, place: int) -> str | None:
        """What the journal holds of somebody's typing."""
        found = review.open(name, store=self.opened).journal(self.ids[place])
        return found.target if found else None


@pytest.fixture
def piece(opened: store.Store, request: pytest.FixtureRequest) -> Piece:
    return Piece(opened, re.sub(r"\W+", "-", request.node.name)[:60])


def area(page: Any, piece: Piece, place: int) -> Any:
    return page.locator(f"#t-{piece.ids[place]}")


def retype(page: Any, text: str) -> None:
    """Type over what the field with the caret holds, key by key."""
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def state(page: Any, kind: str) -> None:
    """Wait until the line at the top says so."""
    page.wait_for_selector(f"#state[data-is={kind}]")


def test_signing_in_leads_to_the_page_that_was_asked_for(browser: Any, served: Served) -> None:
    context = browser.new_context(locale="ar-SY")
    context.set_default_timeout(chrome.WAIT)
    page = context.new_page()
    page.goto(f"{served.base}/articles")
    assert page.locator("html").get_attribute("dir") == "rtl"  # as the browser asks for
    page.locator("[lang=en]", has_text="English").click()
    page.wait_for_selector("html[dir=ltr]")
    page.get_by_label("Name").focus()
    page.keyboard.type("amina")
    page.keyboard.press("Tab")
    page.keyboard.type("not this one")
    page.keyboard.press("Enter")
    page.wait_for_selector(".note.bad")
    page.get_by_label("Password").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served.base}/articles")
    cookie = next(one for one in context.cookies() if one["name"] == "desk")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/signin"))
    context.close()


def test_arabic_with_mixed_runs_is_claimed_and_edited_by_keyboard_alone(
    enter: Any, served: Served, piece: Piece
) -> None:
    page = chrome.editing(enter("amina"), served, piece.name)
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    field = area(page, piece, 2)
    assert field.evaluate("e => document.activeElement === e")
    assert field.evaluate("e => getComputedStyle(e).direction") == "rtl"
    page.keyboard.press("Alt+c")
    page.wait_for_selector(f"#u-{piece.ids[2]}[data-claimed='1']")
    retype(page, "افتتحت شركة ")
    page.keyboard.press("Alt+Shift+i")  # an isolate, the caret between its two marks
    page.keyboard.type("GreenTech (2024)")
    page.keyboard.press("End")
    page.keyboard.type(" 3 جسور")
    page.keyboard.press("Alt+Shift+r")
    page.keyboard.type(" وقالت: ")
    page.keyboard.press("Alt+Shift+q")
    page.keyboard.type("نعم")
    page.keyboard.press("End")
    page.keyboard.type(".")
    wanted = "افتتحت شركة \u2066GreenTech (2024)\u2069 3 جسور\u200f وقالت: «نعم»."
    assert field.input_value() == wanted
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    assert field.input_value() == wanted
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f"#u-{piece.ids[2]}[data-state=edited]")
    unit = piece.units()[2]
    assert (unit.target, unit.state, unit.last_editor, unit.claimed_by) == (wanted, "edited", "amina", None)
    [revision] = [
        one
        for one in review.open("root", store=piece.opened).history(unit.id)
        if getattr(one, "action", "") == "edit"
    ]
    assert revision.keystrokes > 30


def test_a_term_is_inserted_in_the_form_that_fits(enter: Any, served: Served, piece: Piece) -> None:
    page = chrome.editing(enter("amina"), served, piece.name)
    page.wait_for_selector("#side [data-term='1']")
    retype(page, "المياه تعود ل")
    page.keyboard.press("Alt+1")
    page.wait_for_function(
        "([id, text]) => document.getElementById(id).value === text",
        arg=[f"t-{piece.ids[0]}", "المياه تعود للحسكة"],
    )
    page.keyboard.press("Control+z")  # the browser's own undo knows the insertion
    assert area(page, piece, 0).input_value() == "المياه تعود ل"


def test_an_issue_is_mended_and_another_one_waived(enter: Any, served: Served, piece: Piece) -> None:
    page = chrome.editing(enter("basil"), served, piece.name, piece.ids[1])
    retype(page, "شكر رئيس البلدية , المهندسين في الرقة يوم الأحد.")
    page.wait_for_selector("#side [data-fix='space.before']")
    for text in (
        "شكر رئيس البلدية, المهندسين في الرقة يوم الأحد.",
        "شكر رئيس البلدية، المهندسين في الرقة يوم الأحد.",
    ):
        page.keyboard.press("Alt+x")
        page.wait_for_function(
            "([id, text]) => document.getElementById(id).value === text", arg=[f"t-{piece.ids[1]}", text]
        )
    retype(page, "شكر رئيس البلدية 14 المهندسين في الرقة يوم الأحد.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f"#u-{piece.ids[1]}[data-state=edited]")
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_selector("#side [data-waive]")
    page.keyboard.press("Alt+w")
    page.wait_for_selector("#waive[open]")
    page.keyboard.type("the desk knows the number")
    page.keyboard.press("Enter")
    page.wait_for_selector("#side .waived")
    assert "basil" in page.locator("#side .waived").first.inner_text()


def test_two_browsers_never_overwrite_each_other(enter: Any, served: Served, piece: Piece) -> None:
    mine = chrome.editing(enter("amina"), served, piece.name, piece.ids[1])
    theirs = chrome.editing(enter("edith"), served, piece.name, piece.ids[1])
    retype(mine, "شكر رئيس البلدية المهندسين في الرقة مساء يوم الأحد.")
    state(mine, "kept")
    with store.open(served.url) as opened:  # she let it go, and typed on
        review.open("amina", store=opened).release(piece.ids[1])
    retype(theirs, "شكر رئيس المجلس المهندسين في الرقة يوم الأحد.")
    theirs.keyboard.press("Control+Enter")
    theirs.wait_for_selector(f"#u-{piece.ids[1]}[data-state=edited]")
    area(mine, piece, 1).focus()
    mine.keyboard.press("Control+Enter")
    state(mine, "conflict")
    mine.locator(f"#u-{piece.ids[1]} .seg-state a").click()
    mine.wait_for_url(re.compile("/conflict"))
    merged = "شكر رئيس المجلس المهندسين في الرقة مساء يوم الأحد."
    assert mine.get_by_label("Merged").input_value() == merged
    assert "edith" in mine.inner_text("main")
    mine.get_by_role("button", name="Save the merged text").click()
    mine.wait_for_selector("#editor[data-ready='1']", state="attached")
    assert piece.target(1) == merged
    assert area(mine, piece, 1).input_value() == merged


def test_what_was_saved_while_a_page_stood_open_is_not_overwritten_by_the_first_key(
    enter: Any, served: Served, piece: Piece
) -> None:
    """The first key claims the segment, and the answer names the newest version: the text is still based on the old one."""
    mine = chrome.editing(enter("amina"), served, piece.name, piece.ids[1])
    theirs = "صباح اليوم، شكر رئيس البلدية المهندسين في الرقة يوم الأحد."
    with store.open(served.url) as opened:
        review.open("basil", store=opened).edit(piece.ids[1], theirs, base_version=1)
    typed = "شكر رئيس البلدية المهندسين في الرقة مساء الأحد."
    retype(mine, typed)
    state(mine, "conflict")  # told with the first key, not at the end
    mine.keyboard.press("Control+Enter")
    state(mine, "conflict")
    assert piece.target(1) == theirs
    mine.reload()
    mine.wait_for_selector("#editor[data-ready='1']", state="attached")
    assert area(mine, piece, 1).input_value() == typed
    area(mine, piece, 1).focus()
    mine.keyboard.press("Control+Enter")
    state(mine, "conflict")
    assert piece.target(1) == theirs


def test_a_cut_network_loses_nothing(enter: Any, served: Served, piece: Piece) -> None:
    context = enter("amina")
    page = chrome.editing(context, served, piece.name, piece.ids[1])
    retype(page, "شكر رئيس البلدية")
    state(page, "kept")
    context.set_offline(True)
    page.keyboard.type(" المهندسين")
    state(page, "away")
    assert piece.kept("amina", 1) == "شكر رئيس البلدية"
    context.set_offline(False)
    state(page, "kept")
    assert piece.kept("amina", 1) == "شكر رئيس البلدية المهندسين"
    page.reload()
    page.wait_for_selector("#editor[data-ready='1']", state="attached")
    assert area(page, piece, 1).input_value() == "شكر رئيس البلدية المهندسين"


def test_a_page_that_is_closed_without_a_network_comes_back_with_its_text(
    enter: Any, served: Served, piece: Piece
) -> None:
    context = enter("amina")
    page = chrome.editing(context, served, piece.name, piece.ids[1])
    context.set_offline(True)
    retype(page, "كتبت بلا شبكة")
    state(page, "away")
    page.close()
    context.set_offline(False)
    page = chrome.editing(context, served, piece.name, piece.ids[1])
    assert area(page, piece, 1).input_value() == "كتبت بلا شبكة"
    for _ in range(200):  # sent as the page closed, or as it came back: either way the journal has it
        if piece.kept("amina", 1) == "كتبت بلا شبكة":
            break
        page.wait_for_timeout(100)
    assert piece.kept("amina", 1) == "كتبت بلا شبكة"


def test_typing_outlives_a_sign_out(enter: Any, served: Served, piece: Piece) -> None:
    context = enter("amina")
    page = chrome.editing(context, served, piece.name, piece.ids[1])
    cookies = context.cookies()
    context.clear_cookies(name="desk")
    retype(page, "كتبت بعد الخروج")
    state(page, "out")
    href = page.locator(f"#u-{piece.ids[1]} .seg-state a").get_attribute("href")
    assert str(href).startswith("/signin?next=")
    context.add_cookies(cookies)  # signed in again, in another tab
    page.reload()
    page.wait_for_selector("#editor[data-ready='1']", state="attached")
    assert area(page, piece, 1).input_value() == "كتبت بعد الخروج"
    state(page, "kept")


def test_a_kill_while_one_types_loses_nothing_that_was_acknowledged(
    browser: Any, template: Path, tmp_path: Path
) -> None:
    shutil.copy(template, tmp_path / "desk.db")
    served = Served(f"sqlite:///{tmp_path / 'desk.db'}", tmp_path)
    try:
        with store.open(served.url) as opened:
            piece = Piece(opened, "killed")
            context = signed_in(browser, served, "amina")
            page = chrome.editing(context, served, piece.name, piece.ids[1])
            page.evaluate(
                """unit => {  // what the server acknowledged, in order
                  window.kept = []
                  const before = window.fetch
                  window.fetch = async (url, options) => {
                    const answer = await before(url, options)
                    if (String(url).endsWith('/journal') && answer.ok) window.kept.push(JSON.parse(options.body).target)
                    return answer
                  }
                }""",
                piece.ids[1],
            )
            page.keyboard.press("Control+a")
            for word in ("شكر", " رئيس", " البلدية", " المهندسين", " والعمال"):
                page.keyboard.type(word, delay=15)
                page.wait_for_timeout(450)
            page.wait_for_function("() => window.kept.length > 0")
            page.keyboard.type(" جميعا", delay=15)
            served.kill()
            acknowledged = page.evaluate("window.kept")
            page.keyboard.type(" يوم الأحد", delay=15)
            state(page, "away")
            assert acknowledged
            kept = piece.kept("amina", 1)
            assert kept is not None
            assert len(kept) >= len(acknowledged[-1])
            assert "شكر رئيس البلدية المهندسين والعمال جميعا يوم الأحد".startswith(kept)
            served.start()
            state(page, "kept")
            assert piece.kept("amina", 1) == "شكر رئيس البلدية المهندسين والعمال جميعا يوم الأحد"
            page.keyboard.press("Control+Enter")
            page.wait_for_selector(f"#u-{piece.ids[1]}[data-state=edited]")
            assert piece.target(1) == "شكر رئيس البلدية المهندسين والعمال جميعا يوم الأحد"
            context.close()
    finally:
        served.stop()


def test_an_article_is_approved_and_published(enter: Any, served: Served, piece: Piece) -> None:
    amina = review.open("amina", store=piece.opened)
    for unit in piece.units():
        amina.edit(unit.id, unit.target + " .", base_version=unit.version)
    page = chrome.editing(enter("basil"), served, piece.name, piece.ids[0])
    for place, name in enumerate(piece.ids):
        page.wait_for_selector(f"#u-{name}.is-current")
        page.keyboard.press("Control+Shift+Enter")
        page.wait_for_selector(f"#u-{name}[data-state=reviewed]")
        assert piece.units()[place].state == "reviewed"
    assert page.locator("#progress").inner_text() == "3 of 3 approved"
    page = enter("edith").new_page()
    page.goto(f"{served.base}/articles/{piece.name}/editions")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Publish").click()
    page.wait_for_selector(".badge.published")
    frame = page.frame_locator("iframe.preview").first
    assert "المياه تعود" in frame.locator("body").inner_text()
    assert {unit.state for unit in piece.units()} == {"final"}


def test_the_interface_in_arabic_is_mirrored_and_whole(enter: Any, served: Served, piece: Piece) -> None:
    page = chrome.editing(enter("amina", language="ar"), served, piece.name)
    assert page.locator("html").get_attribute("dir") == "rtl"
    row = page.locator(f"#u-{piece.ids[0]}")
    source, target = row.locator(".seg-source").bounding_box(), row.locator(".seg-target").bounding_box()
    assert source
    assert target
    assert source["x"] > target["x"]  # one reads from the right: the source comes first
    side = page.locator("#side").bounding_box()
    assert side
    assert side["x"] < target["x"]
    assert row.locator(".seg-source").evaluate("e => getComputedStyle(e).direction") == "ltr"
    page.keyboard.press("F1")
    page.wait_for_selector("#help[open]")
    assert "الفقرة التالية" in page.inner_text("#help") or "المقطع التالي" in page.inner_text("#help")
    page.keyboard.press("Escape")
    words = page.inner_text("header") + page.inner_text("#side h2 >> nth=0") + page.inner_text(".tools .row")
    assert not re.search(
        r"[A-Za-z]{3,}", re.sub(r"Dragoman|English|amina|Alt|Ctrl|LRM|RLM|LRI|RLI", "", words)
    )
    retype(page, "تعود المياه")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f"#u-{piece.ids[0]}[data-state=edited]")


def test_search_and_filter_find_segments_by_keyboard(enter: Any, served: Served, piece: Piece) -> None:
    page = chrome.editing(enter("amina"), served, piece.name)
    page.keyboard.press("Alt+f")
    page.keyboard.type("الرقة")
    page.keyboard.press("Enter")
    assert area(page, piece, 1).evaluate("e => document.activeElement === e")
    assert page.locator(".seg:visible").count() == 1
    page.keyboard.press("Alt+f")
    page.keyboard.press("Escape")
    assert page.locator(".seg:visible").count() == 3


def test_a_match_is_taken_over_and_the_draft_put_back(enter: Any, served: Served, piece: Piece) -> None:
    page = chrome.editing(enter("amina"), served, piece.name, piece.ids[1])
    field = area(page, piece, 1)
    retype(page, "شيء آخر")
    page.keyboard.press("Alt+d")
    assert field.input_value() == PAIRS[1][1]
    page.keyboard.press("Alt+s")
    assert field.input_value() == PAIRS[1][0]
    page.keyboard.press("Alt+z")
    assert field.input_value() == PAIRS[1][1]
    retype(page, "شيء")
    page.wait_for_selector("#side [data-match='1']")
    page.keyboard.press("Alt+Shift+1")
    assert field.input_value() == page.locator("#side [data-match='1']").get_attribute("data-text")


def test_a_comment_a_return_and_who_is_here_are_seen_by_the_others(
    enter: Any, served: Served, piece: Piece
) -> None:
    amina = review.open("amina", store=piece.opened)
    amina.edit(piece.ids[1], "شكر رئيس البلدية المهندسين.", base_version=1)
    page = chrome.editing(enter("basil"), served, piece.name, piece.ids[1])
    page.keyboard.press("Alt+m")
    page.wait_for_selector("#comment[open]")
    page.keyboard.type("أين الرقة؟ <b>Raqqa</b>")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#side", has_text="أين الرقة؟ <b>Raqqa</b>").wait_for()
    page.keyboard.press("Alt+r")
    page.wait_for_selector("#return[open]")
    page.keyboard.press("Tab")
    page.keyboard.type("Say where.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#u-{piece.ids[1]}[data-state=changes_requested]")
    hers = chrome.editing(enter("amina"), served, piece.name, piece.ids[1])
    hers.locator("#others", has_text="basil").wait_for()
    assert "Say where." in hers.inner_text("#side")


def test_a_long_article_is_small_on_the_wire(enter: Any, served: Served, opened: store.Store) -> None:
    pairs = [(f"{PAIRS[1][0][:-1]}, {number}.", f"{PAIRS[1][1][:-1]}، {number}.") for number in range(60)]
    review.open_service(store=opened).submit(desks.article(pairs, name="long"))
    context = enter("amina")
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    sizes: dict[str, float] = {}
    names: dict[str, str] = {}
    client.on(
        "Network.responseReceived", lambda event: names.update({event["requestId"]: event["response"]["url"]})
    )
    client.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(f"{served.base}/articles/long/edit")
    page.wait_for_selector("#side section")
    page.wait_for_load_state("networkidle")
    told = {
        names[key]: size
        for key, size in sizes.items()
        if not names.get(key, "").partition("?")[0].endswith(".woff2")
    }
    assert page.locator(".seg").count() == 60
    assert 0 < sum(told.values()) <= 200_000, told
