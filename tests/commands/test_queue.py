"""`translate queue`: a unit's whole life from the command line, with its exit codes and its JSON, in both directions."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from translate import review
from translate.model import (
    Article,
    Block,
    BlockDraft,
    BlockKind,
    Draft,
    DraftedArticle,
    Issue,
    Segment,
    Severity,
    Unit,
)

if TYPE_CHECKING:
    from tests.conftest import Cli

ENGLISH = [
    ("The delegation arrived in Damascus on Monday.", "وصل الوفد دمشق يوم الاثنين."),
    ("Residents said the road was open.", "قال السكان إن الطريق كان مفتوحا."),
    ("The ministry gave no details.", "الوزارة لم تقدم تفاصيل."),
]
ARABIC = [
    ("عاد سكان البوكمال إلى منازلهم.", "Residents of Abu Kamal returned to their homes."),
    ("بقي الجسر مغلقا.", "The bridge stayed shut."),
]


def drafted(
    name: str, pairs: list[tuple[str, str]], source: str, target: str, issues: tuple[Issue, ...] = ()
) -> DraftedArticle:
    blocks = [Block(f"b{number}", BlockKind.PARAGRAPH, text) for number, (text, _) in enumerate(pairs)]
    units = [
        Unit(
            Segment(f"s{number}", f"b{number}", text, 0),
            Draft(made, "echo"),
            made,
            issues=issues if number == 1 else (),
        )
        for number, (text, made) in enumerate(pairs)
    ]
    article = Article(name, f"{name}.txt", source, tuple(blocks))
    return DraftedArticle(article, source, target, "echo", "none", "test", tuple(BlockDraft(block, made) for block, (_, made) in zip(blocks, pairs, strict=True)), tuple(units))  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with two articles and five people."""
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    wrong = Issue("number.missing", Severity.ERROR, "2024 is not in the translation")
    with review.open("amal", url=str(path)) as desk:
        for name, role in (("basim", "reviewer"), ("tala", "translator"), ("tariq", "translator")):
            desk.add_person(name, role)
        desk.submit(
            drafted("roads", ENGLISH, "en", "ar", (wrong,)), topic="syria", estimates={"s0": 0.9, "s1": 0.2}
        )
        desk.submit(drafted("bukamal", ARABIC, "ar", "en"), topic="=culture", priority=0.01)
    return path


@pytest.fixture
def queue(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Queue:
    path = tmp_path / "desk.db"
    shutil.copy(made, path)
    monkeypatch.setenv("TRANSLATE_DATABASE_URL", str(path))
    return Queue(cli)


class Queue:
    """The command, as a script uses it."""

    def __init__(self, cli: Cli) -> None:
        self.cli = cli
        self.units: dict[str, str] = {}

    def run(self, *arguments: str | Path, code: int = 0) -> str:
        done = self.cli("queue", *arguments)
        assert done.code == code, done.err
        self.err = done.err
        return done.out

    def json(self, *arguments: str | Path, code: int = 0) -> Any:
        return json.loads(self.run(*arguments, "--format", "json", code=code))

    def unit(self, source: str) -> dict[str, Any]:
        return next(unit for unit in self.json("list", "--user", "amal") if unit["source"] == source)


def test_a_list_has_what_scripts_ask_for_and_the_best_first(queue: Queue) -> None:
    units = queue.json("list", "--user", "amal")
    wanted = {
        "unit",
        "article",
        "state",
        "version",
        "source",
        "target",
        "draft",
        "origin",
        "estimate",
        "claimed_by",
        "issues",
    }
    assert all(wanted <= unit.keys() for unit in units)
    assert units[0]["source"] == ENGLISH[0][0]
    assert [unit["article"] for unit in units] == ["roads"] * 3 + ["bukamal"] * 2
    assert units[0]["estimate"] == 0.9
    assert queue.json("show", units[0]["unit"], "--user", "amal") == units[0]
    table = queue.run("list", "--user", "amal")
    assert table.splitlines()[0].split() == ["unit", "state", "ver", "est", "issues", "with", "source"]
    assert len(queue.run("list", "--user", "amal", "--format", "jsonl").splitlines()) == 5


NARROWED = [
    (("--article", "bukamal"), 2),
    (("--to", "ar"), 3),
    (("--topic", "syria"), 3),
    (("--state", "open"), 5),
    (("--state", "reviewed", "--state", "final"), 0),
    (("--errors",), 1),
    (("--code", "number.missing"), 1),
    (("--min-estimate", "0.5"), 1),
    (("--max-estimate", "0.5"), 1),
    (("--origin", "echo", "--text", "الجسر"), 1),
    (("--claimed-by", ""), 5),
    (("--assignee", "tala"), 0),
    (("--editor", "tala"), 0),
    (("--limit", "0"), 5),
    (("--order", "position", "--limit", "2"), 2),
]


@pytest.mark.parametrize(("arguments", "number"), NARROWED)
def test_a_list_can_be_narrowed(queue: Queue, arguments: tuple[str, ...], number: int) -> None:
    assert len(queue.json("list", "--user", "amal", *arguments)) == number


def test_a_list_goes_on_where_it_ended(queue: Queue) -> None:
    first = queue.json("list", "--user", "amal", "--limit", "3")
    cursor = queue.err.split("--cursor '")[1].rstrip("'\n")
    rest = queue.json("list", "--user", "amal", "--cursor", cursor)
    assert [unit["unit"] for unit in first + rest] == [
        unit["unit"] for unit in queue.json("list", "--user", "amal")
    ]


def test_the_whole_life_of_a_unit(queue: Queue) -> None:
    mine = queue.json("next", "--user", "tala")
    assert (mine["source"], mine["claimed_by"]) == (ENGLISH[0][0], "tala")
    id_ = mine["unit"]
    assert "tala holds it" in refused(queue, "claim", id_, "--user", "tariq")
    better = "وصل الوفد إلى دمشق يوم الاثنين."
    edited = queue.json(
        "edit", id_, "--target", better, "--base-version", "1", "--user", "tala", "--seconds", "14"
    )
    assert (edited["state"], edited["version"], edited["target"], edited["claimed_by"]) == (
        "edited",
        2,
        better,
        None,
    )
    assert "somebody else has to approve it" in refused(
        queue,
        "approve",
        id_,
        "--user",
        "amal",
        first=lambda: queue.run(
            "edit",
            id_,
            "--target",
            better + " ",
            "--base-version",
            "2",
            "--comment",
            "read",
            "--user",
            "amal",
        ),
    )
    returned = queue.json("return", id_, "--reason", "preposition", "--user", "basim")
    assert (returned["state"], returned["reason"]) == ("changes_requested", "preposition")
    queue.run("edit", id_, "--target", "وصل الوفد الى دمشق.", "--base-version", "4", "--user", "tala")
    assert queue.json("revert", id_, "--to", "2", "--user", "tala")["target"] == better
    assert queue.json("comment", id_, "well done", "--user", "basim")["text"] == "well done"
    assert queue.json("approve", id_, "--user", "basim")["state"] == "reviewed"
    history = queue.json("history", id_, "--user", "amal")
    assert [(entry["version"], entry["user"], entry["action"]) for entry in history] == [
        (1, "amal", "draft"), (2, "tala", "edit"), (3, "amal", "edit"), (4, "basim", "return"), (5, "tala", "edit"),
        (6, "tala", "revert"), (6, "basim", "comment"), (7, "basim", "approve"),
    ]  # fmt: skip
    assert all({"version", "at", "user", "action", "target", "comment"} <= entry.keys() for entry in history)
    story = queue.run("history", id_, "--user", "amal")
    assert "وصل الوفد {+إلى +}دمشق يوم الاثنين." in story
    assert "basim returned it: preposition" in story
    stats = queue.json("stats", "--user", "amal")
    assert (stats["units"], stats["words"]) == (1, 7)
    assert stats["hter"] == {"micro": 14.29, "median": 14.29}  # one word of seven, the full stop among them
    assert stats["ped"]["micro"] == 12.9  # four characters of 31
    assert (stats["seconds"]["micro"], stats["seconds"]["active"]) == (2.0, 14.0)


def refused(queue: Queue, *arguments: str, code: int = 1, first: Any = None) -> str:
    if first:
        first()
    queue.run(*arguments, code=code)
    return queue.err


def test_two_who_edit_never_overwrite_each_other(queue: Queue) -> None:
    id_ = queue.unit(ENGLISH[1][0])["unit"]
    queue.run(
        "edit", id_, "--target", "قال الأهالي إن الطريق كان مفتوحا.", "--base-version", "1", "--user", "tala"
    )
    told = queue.run(
        "edit",
        id_,
        "--target",
        "قال السكان إن الطريق كان سالكا.",
        "--base-version",
        "1",
        "--user",
        "tariq",
        code=3,
    )
    conflict = json.loads(told)
    assert (conflict["base"], conflict["version"], conflict["person"]) == (ENGLISH[1][1], 2, "tala")
    assert conflict["mine"] == "قال السكان إن الطريق كان سالكا."
    assert conflict["theirs"] == "قال الأهالي إن الطريق كان مفتوحا."
    assert (conflict["merge"], conflict["is_clean"]) == ("قال الأهالي إن الطريق كان سالكا.", True)
    assert "nothing was overwritten" in queue.err
    assert queue.json("show", id_, "--user", "amal")["target"] == conflict["theirs"]
    assert (
        json.loads(queue.run("approve", id_, "--base-version", "1", "--user", "basim", code=3))["error"]
        == "conflict"
    )


def test_a_request_that_comes_twice_is_done_once(queue: Queue) -> None:
    id_ = queue.unit(ENGLISH[2][0])["unit"]
    request = ("edit", id_, "--target", "نص", "--base-version", "1", "--user", "tala", "--key", "k1")
    assert queue.json(*request)["version"] == queue.json(*request)["version"] == 2


def test_errors_stop_an_approval_until_they_are_waived_by_name(queue: Queue) -> None:
    id_ = queue.unit(ENGLISH[1][0])["unit"]
    assert "number.missing" in refused(queue, "approve", id_, "--user", "basim")
    assert "reason" in refused(queue, "waive", id_, "number.missing", "--user", "basim", code=2)
    assert "has no issue" in refused(
        queue, "waive", id_, "none.such", "--reason", "r", "--user", "basim", code=2
    )
    waived = queue.json("waive", id_, "number.missing", "--reason", "in the headline", "--user", "basim")
    assert [issue["waived"] for issue in waived["issues"]] == [True]
    queue.run("waive", id_, "number.missing", "--withdraw", "--user", "basim")
    done = queue.json("approve", id_, "--waive", "number.missing", "--comment", "fine", "--user", "basim")
    assert (done["state"], done["approved_by"]) == ("reviewed", "basim")
    assert "waived" in queue.run("show", id_, "--user", "amal")


def test_claims_are_made_renewed_taken_over_and_let_go(queue: Queue) -> None:
    one, two = (queue.unit(source)["unit"] for source, _ in ENGLISH[:2])
    assert queue.json("claim", one, "--user", "tala")["claimed_by"] == "tala"
    assert "tala holds it" in refused(
        queue, "edit", one, "--target", "x", "--base-version", "1", "--user", "tariq"
    )
    queue.run("claim", one, two, "--user", "tariq", code=1)
    assert "tala holds it" in queue.err
    assert queue.json("show", two, "--user", "amal")["claimed_by"] == "tariq"
    assert (
        queue.json("claim", one, "--take-over", "--reason", "deadline", "--user", "amal")["claimed_by"]
        == "amal"
    )
    assert "released" in queue.run("release", one, "--user", "amal")
    assert "nobody held it" in queue.run("release", one, "--user", "amal")
    assert len(queue.run("claim", "--article", "bukamal", "--user", "tala").splitlines()) == 2
    assert "nothing to claim" in refused(queue, "claim", "--user", "tala", code=2)


def test_units_are_given_to_people(queue: Queue) -> None:
    id_ = queue.unit(ENGLISH[2][0])["unit"]
    assert queue.json("assign", id_, "--to", "tala", "--user", "basim")["assignee"] == "tala"
    assert queue.json("next", "--user", "tala", "--peek")["unit"] == id_
    assert queue.json("assign", id_, "--nobody", "--user", "basim")["assignee"] is None
    queue.run("assign", "--article", "bukamal", "--to", "tala", "--user", "basim")
    assert len(queue.json("list", "--assignee", "tala", "--user", "amal")) == 2
    assert "whom to" in refused(queue, "assign", id_, "--user", "basim", code=2)
    assert "nothing to assign" in refused(queue, "assign", "--to", "tala", "--user", "basim", code=2)


def test_nothing_waits(queue: Queue) -> None:
    assert queue.json("next", "--state", "stale", "--user", "tala") is None
    assert "nothing waits for tala" in queue.err
    queue.run("list", "--state", "stale", "--user", "tala")
    assert "no such units" in queue.err


def test_a_translator_does_not_approve_and_a_stranger_does_nothing(queue: Queue) -> None:
    id_ = queue.unit(ENGLISH[0][0])["unit"]
    assert "may not approve" in refused(queue, "approve", id_, "--user", "tala")
    assert "translate user add nobody" in refused(queue, "list", "--user", "nobody", code=2)
    assert "there is no unit 'x'" in refused(queue, "show", "x", "--user", "amal", code=2)


WRONG = [
    (("edit", "U", "--target", "a"), "--base-version is missing"),
    (("edit", "U", "--target", "a", "--file", "b", "--base-version", "1"), "two targets"),
    (("edit", "U", "--file", "none.txt", "--base-version", "1"), "cannot be read"),
    (("edit", "U", "--target", "a ⟦b‖c⟧", "--base-version", "1"), "marks of a merge"),
    (("edit", "U", "--target", "a\x1b", "--base-version", "1"), "control character"),
    (("edit", "U"), "no target"),
    (("approve", "U", "V", "--base-version", "1"), "one --base-version"),
    (("return", "U", "V", "--base-version", "1", "--reason", "r"), "one --base-version"),
    (("revert", "U", "--to", "9"), "there is no version"),
    (("bulk", "approve"), "no units chosen"),
    (("bulk", "return", "--article", "roads"), "needs reason"),
    (("list", "--to", "fr"), "no language"),
    (("list", "--cursor", "x"), "cursor"),
    (("import", "none.jsonl"), "cannot be read"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_what_cannot_be_is_one_line(
    queue: Queue, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    id_ = queue.unit(ENGLISH[0][0])["unit"]
    given = [id_ if argument == "U" else argument for argument in arguments]
    assert message in refused(queue, *given, "--user", "amal", code=2)
    assert queue.err.count("\n") == 1


def test_a_target_comes_from_a_file_or_an_editor(
    queue: Queue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = queue.unit(ARABIC[1][0])["unit"]
    (tmp_path / "t.txt").write_text("\ufeffThe bridge remained closed.\n", "utf-8")
    assert (
        queue.json("edit", id_, "--file", tmp_path / "t.txt", "--base-version", "1", "--user", "tala")[
            "target"
        ]
        == "The bridge remained closed."
    )
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    assert "not UTF-8" in refused(
        queue,
        "edit",
        id_,
        "--file",
        str(tmp_path / "bad.txt"),
        "--base-version",
        "2",
        "--user",
        "tala",
        code=2,
    )
    editor(monkeypatch, tmp_path, "text.replace('closed', 'shut', 1)")
    assert queue.json("edit", id_, "--user", "tala")["target"] == "The bridge remained shut."
    editor(monkeypatch, tmp_path, "text")
    assert "left as it is" in queue.run("edit", id_, "--user", "tala")
    assert queue.json("show", id_, "--user", "amal")["claimed_by"] is None
    assert "stands at version 3" in refused(
        queue, "edit", id_, "--base-version", "1", "--user", "tala", code=2
    )


def editor(monkeypatch: pytest.MonkeyPatch, folder: Path, change: str) -> None:
    script = folder / "editor.py"
    script.write_text(
        f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text('utf-8')\nassert 'source' in text\npath.write_text({change}, 'utf-8')\n",
        "utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")


def test_many_at_once_are_shown_done_and_undone(queue: Queue) -> None:
    for source, draft in ARABIC:
        queue.run(
            "edit",
            queue.unit(source)["unit"],
            "--target",
            draft + "!",
            "--base-version",
            "1",
            "--user",
            "tala",
        )
    shown = queue.json("bulk", "approve", "--article", "bukamal", "--dry-run", "--user", "basim")
    assert (shown["id"], len(shown["done"])) == (None, 2)
    assert queue.json("list", "--state", "reviewed", "--user", "amal") == []
    done = queue.run("bulk", "approve", "--article", "bukamal", "--user", "basim")
    assert "translate queue undo" in done
    assert len(queue.json("list", "--state", "reviewed", "--user", "amal")) == 2
    undone = queue.run("undo", done.split("undo ")[1].strip(), "--user", "basim")
    assert undone.endswith("2 units taken back, 0 left alone\n")
    changed = queue.run(
        "bulk", "replace", "--find", "!", "--put", ".", "--article", "bukamal", "--user", "basim"
    )
    assert "[-!-]{+.+}" in changed
    queue.run("bulk", "approve", "--article", "roads", "--code", "number.missing", "--user", "basim", code=1)


def test_units_are_split_and_joined(queue: Queue) -> None:
    id_ = queue.unit(ENGLISH[0][0])["unit"]
    parts = queue.json(
        "split", id_, "--source-at", "23", "--target-at", "9", "--base-version", "1", "--user", "tala"
    )
    assert [part["source"] for part in parts] == ["The delegation arrived", "in Damascus on Monday."]
    joined = queue.json("join", parts[0]["unit"], parts[1]["unit"], "--user", "tala")
    assert joined["source"] == ENGLISH[0][0]
    assert "split it" in queue.run("history", joined["unit"], "--user", "amal")


def test_figures_come_as_table_csv_json_and_page(queue: Queue, tmp_path: Path) -> None:
    for source, draft in ARABIC:
        id_ = queue.unit(source)["unit"]
        queue.run(
            "edit",
            id_,
            "--target",
            draft.replace("Abu Kamal", "Al-Bukamal"),
            "--base-version",
            "1",
            "--user",
            "tala",
            "--seconds",
            "12",
            "--keystrokes",
            "9",
        )
        queue.run("approve", id_, "--user", "basim")
    told = queue.json("stats", "--by", "topic", "--user", "amal")
    assert [group["group"] for group in told["groups"]] == ["=culture"]
    assert (told["touch_rate"], told["keystrokes"]) == (50.0, 18)
    rows = list(
        csv.DictReader(io.StringIO(queue.run("stats", "--by", "topic", "--format", "csv", "--user", "amal")))
    )
    assert rows[0]["topic"] == "'=culture"
    for by in ("editor", "engine", "model", "week"):
        assert queue.run("stats", "--by", by, "--user", "amal").startswith(by)
    queue.run("stats", "--format", "html", "-o", tmp_path / "e.html", "--user", "amal")
    assert "<svg" in (tmp_path / "e.html").read_text("utf-8")
    assert "cannot be written" in refused(
        queue, "stats", "-o", str(tmp_path / "no" / "e.html"), "--user", "amal", code=2
    )


def test_a_name_that_two_post_edits_change_becomes_a_proposal(queue: Queue, tmp_path: Path) -> None:
    more = drafted(
        "more",
        [
            ("وصلت المساعدات إلى البوكمال.", "Aid reached Abu Kamal."),
            ("مدينة البوكمال هادئة.", "The town of Abu Kamal is quiet."),
        ],
        "ar",
        "en",
    )
    with review.open("amal") as desk:
        desk.submit(more)
    for number, unit in enumerate(queue.json("list", "--article", "more", "--user", "amal")):
        queue.run(
            "edit",
            unit["unit"],
            "--target",
            unit["target"].replace("Abu Kamal", "Al-Bukamal"),
            "--base-version",
            "1",
            "--user",
            "tala",
        )
        queue.run("approve", unit["unit"], "--user", "basim")
        assert ("Al-Bukamal = البوكمال" in queue.err) == (number == 1)
    told = queue.json("learn", "--user", "amal")
    assert [(one["english"], one["arabic"], one["seen"]) for one in told["proposals"]] == [
        ("Al-Bukamal", "البوكمال", 2)
    ]
    assert {evidence["was"] for evidence in told["proposals"][0]["evidence"]} == {"Abu Kamal"}
    assert "term 1: Al-Bukamal = البوكمال, seen 2 times" in queue.run("learn", "--user", "amal")


def test_the_queue_goes_out_to_a_file_and_comes_in_again(
    queue: Queue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = queue.unit(ENGLISH[0][0])["unit"]
    queue.run("edit", id_, "--target", "وصل الوفد.", "--base-version", "1", "--user", "tala")
    file = tmp_path / "queue.jsonl"
    queue.run("export", "-o", file, "--user", "amal")
    assert queue.run("export", "--user", "amal") == file.read_text("utf-8")
    assert len(queue.json("import", file, "--user", "amal")["unchanged"]) == 5
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert sorted(line["type"] for line in lines) == ["article"] * 2 + ["unit"] * 5
    by_source = {line["source"]: line for line in lines if line["type"] == "unit"}
    by_source[ENGLISH[1][0]]["target"] = "قال الأهالي ذلك."
    by_source[ENGLISH[0][0]]["target"] = "وصل وفد."
    by_source[ENGLISH[2][0]]["source"] = "Another source."
    by_source[ARABIC[0][0]]["unit"] = "0" * 16
    write(file, lines)
    queue.run("edit", id_, "--target", "وصل الوفد صباحا.", "--base-version", "2", "--user", "tala")
    wanted = {"changed": 1, "unchanged": 1, "added": 0, "unknown": 1, "conflicts": 1, "rejected": 1}
    shown = queue.json("import", file, "--dry-run", "--user", "amal", code=3)
    assert {name: len(found) for name, found in shown.items()} == wanted
    found = queue.json("import", file, "--user", "amal", code=3)
    assert {name: len(found[name]) for name in found} == wanted
    assert found["conflicts"][0]["theirs"] == "وصل الوفد صباحا."
    assert queue.unit(ENGLISH[1][0])["last_editor"] == "amal"
    assert "0 changed, 2 unchanged" in queue.run("import", file, "--user", "amal", code=3)
    assert "its source is another one here" in queue.err
    monkeypatch.setenv("TRANSLATE_DATABASE_URL", str(tmp_path / "other.db"))
    queue.run("list", "--user", "amal")
    file = tmp_path / "whole.jsonl"
    monkeypatch.setenv("TRANSLATE_DATABASE_URL", str(tmp_path / "desk.db"))
    queue.run("export", "-o", file, "--user", "amal")
    monkeypatch.setenv("TRANSLATE_DATABASE_URL", str(tmp_path / "other.db"))
    assert len(queue.json("import", file, "--dry-run", "--user", "amal")["added"]) == 5
    assert len(queue.json("import", file, "--user", "amal")["added"]) == 5
    assert queue.unit(ENGLISH[0][0])["unit"] == id_
    assert (queue.unit(ENGLISH[0][0])["draft"], queue.unit(ENGLISH[0][0])["target"]) == (
        ENGLISH[0][1],
        "وصل الوفد صباحا.",
    )


def write(file: Path, lines: list[dict[str, Any]]) -> None:
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


BROKEN = [
    ("{", "line 1: not JSON"),
    ("[1]", "line 1: not an object"),
    ('{"type": "unit"}', "line 1: a unit without unit"),
    (
        '{"type": "unit", "unit": "u", "source": "s", "target": "t", "version": true}',
        "a unit without version",
    ),
    ('\n{"type": "article"}', "line 2: an article without id"),
    ('{"type": "article", "format": "other/9"}', "format 'other/9' is not known"),
    (
        '{"type": "article", "id": "a", "source_language": "en", "target_language": "ar", "content": {"x": 1}}',
        "is not whole",
    ),
    ("[" * 100_000, "not JSON"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_told_with_its_line(queue: Queue, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "q.jsonl").write_text(text, "utf-8")
    assert message in refused(queue, "import", str(tmp_path / "q.jsonl"), "--user", "amal", code=2)


def test_drafts_go_into_the_queue_and_come_again_without_harm(queue: Queue, tmp_path: Path, cli: Cli) -> None:
    article = tmp_path / "harvest.txt"
    article.write_text("The harvest began on Monday.\n\nFarmers in Hasakah said it was good.\n", "utf-8")
    draft = (
        "draft",
        article,
        "--engine",
        "echo",
        "--queue",
        "--topic",
        "farming",
        "--priority",
        "2",
        "--deadline",
        "2026-12-01T12:00",
    )
    done = cli(*draft)
    assert (done.code, done.out) == (0, "")
    assert "created in the queue as harvest, units: 2 new" in done.err
    assert "units: 2 as before" in cli(*draft, "--topic", "fields").err
    assert len(queue.json("list", "--topic", "fields", "--user", "amal")) == 2
    cli(*draft)
    units = queue.json("list", "--topic", "farming", "--order", "position", "--user", "amal")
    assert [unit["source"] for unit in units] == [
        "The harvest began on Monday.",
        "Farmers in Hasakah said it was good.",
    ]
    assert (units[0]["origin"], units[0]["priority"], units[0]["state"]) == ("echo", 2.0, "drafted")
    assert all(0 <= unit["estimate"] <= 1 for unit in units)
    article.write_text("The harvest began on Tuesday.\n\nFarmers in Hasakah said it was good.\n", "utf-8")
    assert "1 stale" in cli(*draft, "--format", "json").err
    assert "may not submit" in cli(*draft, "--user", "tala").err
    assert cli("draft", article, "--engine", "echo", "--topic", "x").code == 2
    assert cli("draft", article, "--engine", "echo", "--queue", "--lines").code == 2
    assert cli(*draft[:-1], "soon").code == 2
