"""No message that the parts below the web raise stays English in the Arabic interface."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest

from translate.errors import ClaimedByOther, NotFound, OpenIssues, VersionConflict
from translate.web.i18n import words
from translate.web.messages import told

PACKAGE = Path(__file__).parents[2] / "translate"
RAISED = {"InputError", "NotAllowed", "NotFound", "WrongState", "ReviewError", "StoreError"}
#: What a request can reach; of the store, opening and backing up are done at the command line.
FILES = [
    *(PACKAGE / "review").glob("*.py"),
    *(PACKAGE / "web").rglob("*.py"),
    *(
        PACKAGE / "store" / f"{name}.py"
        for name in ("articles", "editions", "inbox", "jobs", "people", "units", "claims", "notes", "audit")
    ),
    PACKAGE / "workflow" / "publish.py",
    PACKAGE / "text" / "decode.py",
    *(PACKAGE / "readers" / f"{name}.py" for name in ("__init__", "txt", "html", "markdown", "docx")),
]
#: What is called the same in both languages: commands and their words, formats, encodings, addresses.
NAMES = re.compile(
    r"translate \w+[^؛]*|--user NAME|GET \S+|\b(UTF-8|utf-\d+|windows-\d+|docx|HTML|Markdown|JSONL|https?|draft|proof|approved|published|edit|review)\b"
)
AT_THE_COMMAND_LINE = {"serve.py"}
CATALOGUE = {entry.msgid: entry.msgstr for entry in polib.pofile(str(PACKAGE / "web/locale/ar-errors.po"))}


def text(node: ast.expr | None, count: list[int]) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(one.value) if isinstance(one, ast.Constant) else text(None, count) for one in node.values
        )
    if isinstance(node, ast.BinOp):
        return text(node.left, count) + text(node.right, count)
    count[0] += 1
    return f"{{{count[0]}}}"


def raised() -> Iterator[tuple[str, str]]:
    """Each message that is raised, with places for what differs."""
    for path in FILES:
        if path.name in AT_THE_COMMAND_LINE:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
                continue
            name = getattr(node.exc.func, "id", "")
            if name not in RAISED or not node.exc.args:
                continue
            given = {one.arg: one.value for one in node.exc.keywords}
            count = [0]
            message = f"{text(None, count)}: " if "file" in given else ""
            if name == "NotFound":
                kind, what = node.exc.args[0], text(node.exc.args[1], [9])
                message += f"there is no {text(kind, count)} " + (text(None, count) if what else "''")
            else:
                message += text(node.exc.args[0], count)
            if "advice" in given:
                message += f"; {text(given['advice'], count)}"
            if re.search("[a-z]", message):
                yield f"{path.name}:{node.lineno}", " ".join(message.split())


@pytest.mark.parametrize(("place", "message"), list(raised()))
def test_every_message_is_in_the_catalogue(place: str, message: str) -> None:
    said = told(words("ar"), re.sub(r"{\d}", "قيمة", message))
    assert re.search("[\u0621-\u064a]", said)
    assert re.findall(r"[A-Za-z]{3,}", NAMES.sub("", said)) == []


def test_the_catalogue_keeps_its_places() -> None:
    for message, arabic in CATALOGUE.items():
        assert arabic, message
        assert set(re.findall(r"{\d}", arabic)) <= set(re.findall(r"{\d}", message))


CONFLICT: dict[str, Any] = {
    "base_version": 1, "version": 2, "base": "", "mine": "", "theirs": "", "merge": None, "is_clean": False, "person": "basil",
    "state": "edited",
}  # fmt: skip
SAID = [
    # error, in English, in Arabic
    (
        ClaimedByOther("0123456789abcdef", "basil", "12:00"),
        "basil holds it until 12:00; take another, or take it over",
        "المقطع محجوز لـ\u2068basil\u2069 حتى \u206812:00\u2069؛ خذ مقطعًا آخر، أو خذه منه",
    ),
    (
        VersionConflict("0123456789abcdef", **CONFLICT),
        "basil changed it (version 2, yours was based on 1); nothing was overwritten: merge the two and try again",
        "غيّر \u2068basil\u2069 هذا المقطع (النسخة \u20682\u2069، ونسختك مبنية على \u20681\u2069)؛ لم يُستبدل شيء: ادمج النصين وحاول من جديد",
    ),
    (
        OpenIssues("0123456789abcdef", ["a: b"], ["a"]),
        "a: b; mend it, or waive by name: a",
        "في المقطع أخطاء قائمة: \u2068a: b\u2069؛ أصلحها، أو تجاوزها بذكرها: \u2068a\u2069",
    ),
    (NotFound("job", "x"), "there is no job 'x'", "لا مهمة باسم \u2068'x'\u2069".replace("باسم", "برقم")),
]


@pytest.mark.parametrize(("error", "english", "arabic"), SAID)
def test_errors_are_said_in_both_languages(error: Exception, english: str, arabic: str) -> None:
    assert (told(words("en"), str(error)), told(words("ar"), str(error))) == (english, arabic)


def test_what_stands_in_a_place_is_translated_too() -> None:
    said = told(words("ar"), "amina (translator) may not publish; editor or admin may")
    assert said == "لا يحق لـ\u2068amina\u2069 (مترجم) أن ينشر؛ يحق ذلك لـ: محرر، مدير"
    said = told(words("ar"), "unit 0123456789abcdef is reviewed: it is approved already")
    assert said == "المقطع حالته معتمد: هو معتمد من قبل"
    said = told(
        words("ar"),
        "water cannot be published: unit 0123456789abcdef is edited, not reviewed; unit 0123456789abcdef: the name 'الرقة' is missing",
    )
    assert (
        said
        == "لا يمكن نشر \u2068water\u2069: مقطع حالته محرَّر ولم يُعتمد؛ ينقص مقطعًا الاسم \u2068'الرقة'\u2069"
    )
