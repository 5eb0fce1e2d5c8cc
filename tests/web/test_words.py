"""The interface speaks Arabic as well as English: nothing is untranslated, nothing is left over, plurals are right."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from translate.web import plots
from translate.web.i18n import chosen, words

WEB = Path(__file__).parents[2] / "translate" / "web"
CALL = re.compile(
    r"""(?<!\w)(?:_|N_|found\._|words\.gettext)\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*,?\s*\)"""
)
PROBLEM = re.compile(r'Problem\(\s*\d+,\s*"([^"]+)"')
ARABIC = {entry.msgid: entry for entry in polib.pofile(str(WEB / "locale" / "ar.po"))}


def used() -> set[str]:
    texts = set()
    for path in [*WEB.rglob("*.py"), *(WEB / "templates").glob("*.html")]:
        source = path.read_text("utf-8")
        texts |= {one or two for one, two in CALL.findall(source)} | set(PROBLEM.findall(source))
    return texts - {""}


def test_every_text_is_translated() -> None:
    assert sorted(text for text in used() if text not in ARABIC) == []
    assert [text for text, entry in ARABIC.items() if not (entry.msgstr or entry.msgstr_plural)] == []


@pytest.mark.parametrize("text", [text for text in ARABIC if "{" in text and not ARABIC[text].msgid_plural])
def test_placeholders_are_the_same(text: str) -> None:
    assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", ARABIC[text].msgstr))


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "ملاحظة واحدة"), (2, "ملاحظتان"), (3, "3 ملاحظات"), (11, "11 ملاحظة"), (100, "100 ملاحظة")],
)
def test_arabic_counts_as_arabic_does(number: int, text: str) -> None:
    assert words("ar").ngettext("{n} issue", "{n} issues", number).format(n=number) == text


@pytest.mark.parametrize(
    ("cookie", "preferred", "accepted", "code"),
    [
        (None, None, "", "en"),
        (None, None, "ar-SY,en;q=0.5", "ar"),
        ("en", "ar", "ar", "en"),
        ("xx", "ar", "en", "ar"),
        (None, None, "fr,de", "en"),
    ],
)
def test_the_language_is_the_persons_then_the_browsers(
    cookie: str | None, preferred: str | None, accepted: str, code: str
) -> None:
    assert chosen(cookie, preferred, accepted) == code


def test_figures_and_times_are_written_as_the_language_does() -> None:
    english, arabic = words("en"), words("ar")
    assert (english.number(1234.5, 1), arabic.percent(0.45), english.percent(None)) == ("1,234.5", "45%", "–")
    assert english.time("2026-11-25T01:02:03.000000Z") == "25 Nov 2026, 01:02 UTC"
    assert "نوفمبر" in arabic.time("2026-11-25T01:02:03.000000Z")
    assert (english.time(None), english.time("x"), english.clock(3725), english.clock(65)) == (
        "–",
        "x",
        "1:02:05",
        "1:05",
    )
    assert english.gettext("") == arabic.gettext("") == ""


@pytest.mark.parametrize("is_rtl", [False, True])
def test_plots_escape_what_they_show(is_rtl: bool) -> None:
    drawn = plots.bars(
        [("<b>", 12.0), ("ع", 0.0)], title="<t>", number=lambda value: f"{value:g}", is_rtl=is_rtl
    )
    assert "<b>" not in drawn
    assert "&lt;b&gt;" in drawn
    assert plots.bars([], title="", number=str, is_rtl=is_rtl).endswith("</svg>")
