"""`translate db` and `translate user` as people call them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desks import Team, sqlite_url
from translate import review, store
from translate.errors import NotAllowed
from translate.store.schema import HEAD

if TYPE_CHECKING:
    from tests.conftest import Cli


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a desk with some work in it, which the settings name."""
    url = sqlite_url(tmp_path)
    monkeypatch.setenv("TRANSLATE_DATABASE_URL", url)
    with store.open() as opened:
        team = Team(opened)
        unit = team.submit()[0]
        team.ann.edit(unit.id, "أ", base_version=1)
    return tmp_path / "desk.db"


def test_a_desk_is_verified(cli: Cli, desk: Path) -> None:
    done = cli("db", "verify")
    assert (done.code, done.err) == (0, "")
    assert "audit rows and 6 units hold" in done.out
    found = json.loads(cli("db", "verify", "--format", "json").out)
    assert (found["ok"], found["flaws"], found["kind"], found["version"]) == (True, [], "sqlite", HEAD)
    with closing(sqlite3.connect(desk, isolation_level=None)) as other:
        other.execute("UPDATE tally SET units = 99")
    done = cli("db", "verify")
    assert done.code == 1
    assert done.out == "counts: the number of units by state is not what is kept\n"
    assert json.loads(cli("db", "verify", "--format", "json").out)["ok"] is False


def test_a_desk_is_backed_up_and_restored(cli: Cli, desk: Path, tmp_path: Path) -> None:
    backup = tmp_path / "monday.db"
    assert cli("db", "backup", backup).out == f"{backup}: {backup.stat().st_size} bytes\n"
    assert cli("db", "backup", backup).code == 2
    assert cli("db", "backup", backup, "--replace").code == 0
    new = tmp_path / "new.db"
    assert cli("db", "restore", backup, "--database", new).out == f"{new}: restored from {backup}\n"
    assert cli("db", "verify", "--database", new).code == 0
    done = cli("db", "restore", backup)
    assert (done.code, "--replace" in done.err) == (1, True)
    assert "what was there: " in cli("db", "restore", backup, "--replace").out
    assert cli("db", "restore", tmp_path / "nothing.db").code == 2


def test_a_desk_is_made_brought_up_to_date_and_tidied(cli: Cli, desk: Path, tmp_path: Path) -> None:
    assert cli("db", "upgrade").out == f"{desk}: is at {HEAD} already\n"
    new = tmp_path / "new.db"
    assert cli("db", "upgrade", "--database", new).out == f"{new}: new -> {HEAD}\n"
    assert cli("db", "vacuum").out == "0 claims, 0 sign-ins, 0 answers, 0 presence\n"
    assert f"version\t{HEAD}\n" in cli("db", "info").out
    assert json.loads(cli("db", "info", "--format", "json").out)["units"] == 6


@pytest.mark.parametrize("command", ["info", "verify", "vacuum"])
def test_a_desk_that_is_not_there_is_not_made(cli: Cli, tmp_path: Path, command: str) -> None:
    done = cli("db", command, "--database", tmp_path / "none.db")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"translate: {tmp_path / 'none.db'}: is not there; give the database's URL or file\n"
    assert list(tmp_path.iterdir()) == []


def test_people_are_taken_on_listed_and_let_go(cli: Cli, desk: Path) -> None:
    assert (
        cli("user", "add", "سلمى", "--role", "translator", "--display", "سلمى حداد").out
        == "سلمى: translator\n"
    )
    assert "سلمى\ttranslator\t\tسلمى حداد\n" in cli("user", "list").out
    assert cli("user", "role", "سلمى", "reviewer").out == "سلمى: reviewer\n"
    assert cli("user", "disable", "سلمى").out == "سلمى: disabled\n"
    assert "سلمى\treviewer\tdisabled\t" in cli("user", "list").out
    with pytest.raises(NotAllowed):
        review.open("سلمى")
    assert cli("user", "enable", "سلمى").code == 0
    found = {one["name"]: one for one in json.loads(cli("user", "list", "--format", "json").out)}
    assert (found["سلمى"]["active"], found["سلمى"]["role"]) == (True, "reviewer")


WRONG = [
    (["add", "ann", "--role", "editor"], 2, "there is a person 'ann' already"),
    (
        ["add", "omar", "--role", "boss"],
        2,
        "no role 'boss'; known: translator, reviewer, editor, admin, service",
    ),
    (["add", "a/b", "--role", "editor"], 2, "not a name"),
    (["add", "omar"], 2, "--role"),
    (["role", "omar", "editor"], 2, "there is no person 'omar'"),
    (["disable", "adm"], 1, "adm is the last admin"),
    (["token", "omar"], 2, "there is no person 'omar'"),
    (["token", "ann", "--scope", "everything"], 2, "no scope 'everything'"),
    (["token", "ann", "--revoke", "7"], 2, "there is no token '7'"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), WRONG)
def test_what_cannot_be_is_one_line(
    cli: Cli, desk: Path, arguments: list[str], code: int, message: str
) -> None:
    done = cli("user", *arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert done.err.count("\n") == 1


def test_a_token_is_shown_once(cli: Cli, desk: Path) -> None:
    secret = cli("user", "token", "ann", "--label", "script", "--scope", "edit", "--days", "9").out.strip()
    with store.open() as opened:
        assert review.by_token(opened, secret).person.name == "ann"
    listed = cli("user", "token", "ann", "--list").out
    assert secret not in listed
    assert listed.startswith("1\tuntil ")
    assert cli("user", "token", "ann", "--revoke", "1").out == "token 1 of ann: revoked\n"
    assert cli("user", "token", "ann", "--list").out == "1\trevoked\tedit\tscript\n"


def test_a_desk_of_one_person_says_so(cli: Cli, desk: Path) -> None:
    assert cli("user", "solo").out == "solo mode is off\n"
    assert cli("user", "solo", "on").out == "solo mode is on\n"
    assert cli("user", "solo", "show").out == "solo mode is on\n"
    assert cli("user", "solo", "off").out == "solo mode is off\n"
