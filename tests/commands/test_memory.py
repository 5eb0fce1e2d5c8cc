"""translate memory, export and import from the command line; and that what is approved is known at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.desks import Team, sqlite_url
from translate import store
from translate.workflow.learn import learn

if TYPE_CHECKING:
    from tests.conftest import Cli, Done

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="other" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu tuid="1" changedate="20260501T101500Z" changeid="mai"><tuv xml:lang="en-GB"><seg>The <bpt i="1">{b}</bpt>road<ept i="1">{/b}</ept> to Hasakah is closed.</seg></tuv><tuv xml:lang="ar-SY"><seg>الطريق إلى الحسكة مغلق.</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="en"><seg>He left.</seg></tuv><tuv xml:lang="ar"><seg>غادر.</seg></tuv></tu>
<tu tuid="3"><tuv xml:lang="en"><seg>He left.</seg></tuv><tuv xml:lang="ar"><seg>مضى.</seg></tuv></tu>
<tu tuid="4"><tuv xml:lang="en"><seg>Only English</seg></tuv></tu>
<tu tuid="5"><tuv xml:lang="de"><seg>Weg</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(store.open(sqlite_url(tmp_path)))


@pytest.fixture
def url(team: Team, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def filled(url: str, cli: Cli, tmp_path: Path) -> str:
    (tmp_path / "legacy.tmx").write_text(TMX, "utf-8")
    told = result(cli("memory", "import", tmp_path / "legacy.tmx", "--database", url, "--format", "json"))
    assert (told["read"], told["added"], told["known"], told["skipped"]) == (4, 3, 0, 1)
    return url


def result(done: Done) -> Any:
    assert (done.code, done.err) == (0, ""), done
    return json.loads(done.out)


def test_a_file_comes_in_once_and_goes_out_as_it_came(filled: str, cli: Cli, tmp_path: Path) -> None:
    again = cli("memory", "import", tmp_path / "legacy.tmx", "--database", filled)
    assert "4 units read, 0 new, 3 known, 1 without both texts" in again.out
    out = tmp_path / "out.tmx"
    assert cli("memory", "export", "-o", out, "--database", filled).code == 0
    text = out.read_text("utf-8")
    assert '<bpt i="1" x="1">{b}</bpt>road<ept i="1">{/b}</ept>' in text
    assert 'xml:lang="ar-SY"' in text
    assert 'changeid="mai"' in text
    other = tmp_path / "o.jsonl"
    assert cli("memory", "export", "-o", other, "--containing", "الحسكة", "--database", filled).code == 0
    assert len(other.read_text("utf-8").splitlines()) == 1


def test_search_gives_matches(filled: str, cli: Cli) -> None:
    found = result(
        cli("memory", "search", "The road to Hasakah is closed.", "--database", filled, "--format", "json")
    )
    assert [(match["score"], match["kind"], match["target"]) for match in found] == [
        (100, "exact", "الطريق إلى الحسكة مغلق.")
    ]
    done = cli("memory", "search", "The road to Hasakah is closed now.", "--database", filled)
    assert "fuzzy" in done.out
    named = result(
        cli("memory", "search", "The road to Raqqa is closed.", "--database", filled, "--format", "json")
    )
    assert named[0]["target"] == "الطريق إلى الرقة مغلق."
    assert named[0]["substitutions"][0]["kind"] == "name"
    assert (
        cli("memory", "search", "Nothing at all like it", "--database", filled).err == "translate: no match\n"
    )


def test_search_gives_a_concordance(filled: str, cli: Cli) -> None:
    done = cli("memory", "search", "--concordance", "hasakah", "--database", filled)
    assert "road to [Hasakah] is" in done.out
    assert "[الحسكة]" in done.out
    found = result(cli("memory", "search", "--concordance", "حسكة", "--database", filled, "--format", "json"))
    assert found[0]["language"] == "ar"
    assert cli("memory", "search", "--concordance", "xyz", "--database", filled).err.endswith(
        "nothing found\n"
    )


def test_leverage_of_files_and_of_the_queue(filled: str, team: Team, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He left.\n\nHe left.\n\nThe road to Hamah is closed.\n", "utf-8")
    found = result(cli("memory", "leverage", tmp_path / "a.txt", "--database", filled, "--format", "json"))
    counted = {row["band"]: row["segments"] for row in found["bands"] if row["segments"]}
    assert counted["100"] == 1
    assert sum(counted.values()) == found["segments"]
    team.submit()
    done = cli("memory", "leverage", "bridge", "--database", filled)
    assert done.out.splitlines()[-1].startswith("all\t6\t")
    assert cli("memory", "leverage", tmp_path / "gone.txt", "--database", filled).code == 2


def test_stats_conflicts_and_purge(filled: str, cli: Cli) -> None:
    assert "units: 3" in cli("memory", "stats", "--database", filled).out
    assert result(cli("memory", "stats", "--database", filled, "--format", "json"))["units"] == 3
    (group,) = result(cli("memory", "stats", "--conflicts", "--database", filled, "--format", "json"))
    assert {one["target"] for one in group["targets"]} == {"غادر.", "مضى."}
    assert "مضى" in cli("memory", "stats", "--conflicts", "--database", filled).out
    assert cli("memory", "purge", "--database", filled).code == 2
    assert cli("memory", "purge", "--duplicates", "--everything", "--database", filled).code == 2
    assert cli("memory", "purge", "--before", "soon", "--database", filled).code == 2
    done = cli("memory", "purge", "--author", "mai", "--dry-run", "--database", filled)
    assert done.out == "would delete 1 units\n"
    told = result(cli("memory", "purge", "--author", "mai", "--database", filled, "--format", "json"))
    assert told == {"purged": 1, "chosen": 1}
    assert (
        result(cli("memory", "purge", "--duplicates", "--database", filled, "--format", "json"))["purged"]
        == 0
    )
    assert cli("memory", "purge", "--everything", "--database", filled).out == "deleted 2 units\n"


def test_what_is_broken_changes_nothing(url: str, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(TMX[:-40], "utf-8")
    done = cli("memory", "import", tmp_path / "a.tmx", "--database", url)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "units: 0" in cli("memory", "stats", "--database", url).out
    assert cli("memory", "import", tmp_path / "gone.tmx", "--database", url).code == 2
    assert cli("memory", "search", " ", "--database", url).code == 2
    assert cli("memory", "export", "-o", tmp_path / "a.xyz", "--database", url).code == 2


def test_rights_are_checked_and_a_dry_run_keeps_nothing(url: str, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(TMX, "utf-8")
    assert cli("memory", "import", tmp_path / "a.tmx", "--user", "ann", "--database", url).code == 1
    assert cli("memory", "import", tmp_path / "a.tmx", "--dry-run", "--database", url).code == 0
    options = ("--machine", "--unapproved", "--desk", "d", "--author", "x", "--user", "eve")
    assert cli("memory", "import", tmp_path / "a.tmx", *options, "--database", url).code == 0
    found = result(cli("memory", "search", "He left.", "--database", url, "--format", "json"))
    assert found == []
    (first, _) = result(cli("memory", "search", "He left.", "--all", "--database", url, "--format", "json"))
    assert first["penalties"] == {"machine": 5, "unapproved": 5}


def test_what_is_approved_is_known_at_once(team: Team, url: str, cli: Cli) -> None:
    first, second, third, *_ = team.submit()
    edited = team.ann.edit(second.id, "ينتظر مزارعو الحسكة موسماً جيداً.", base_version=1)
    team.bob.approve(second.id, base_version=edited.version, waive=[issue.code for issue in edited.issues])
    learn(team.store)
    learn(team.store)
    options = ("--previous", first.source, "--next", third.source, "--database", url, "--format", "json")
    (found,) = result(cli("memory", "search", second.source, *options))
    assert (found["score"], found["target"], found["author"]) == (101, edited.target, "ann")


def test_a_draft_takes_from_the_memory_what_it_has(filled: str, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A headline here\n\nThe road to Hasakah is closed. He waited.\n", "utf-8")
    out = tmp_path / "a.json"
    options = ("--to", "ar", "--engine", "echo", "--memory", "--database", filled)
    assert cli("draft", tmp_path / "a.txt", *options, "-o", out).code == 0
    assert "الطريق إلى الحسكة مغلق." in out.read_text("utf-8")
    assert '"origin": "memory"' in out.read_text("utf-8")
    assert cli("draft", tmp_path / "a.txt", *options, "--queue").code == 0
    assert cli("draft", tmp_path / "a.txt", "--to", "ar", "--engine", "echo", "--database", filled).code == 2


def test_export_and_import(team: Team, url: str, cli: Cli, tmp_path: Path) -> None:
    first, *_ = team.submit()
    file = tmp_path / "b.xlf"
    assert cli("export", "bridge", "--format", "xliff2", "-o", file, "--database", url).code == 0
    told = result(cli("import", file, "--user", "ben", "--database", url, "--format", "json"))
    assert {key: len(value) for key, value in told.items()} == {
        "changed": 0, "unchanged": 6, "unknown": 0, "conflicts": 0, "rejected": 0,
    }  # fmt: skip
    file.write_text(
        file.read_text("utf-8").replace(first.target, "هدف آخر").replace("<unit ", "<unit ", 1), "utf-8"
    )
    options = (file, "--user", "ben", "--database", url)
    assert cli("import", *options, "--dry-run").out.startswith("would change 1, unchanged 5")
    assert result(cli("import", *options, "--format", "json"))["changed"] == [first.id]
    assert team.ann.unit(first.id).target == "هدف آخر"


def test_import_tells_what_was_kept_apart(team: Team, url: str, cli: Cli, tmp_path: Path) -> None:
    first, *_ = team.submit()
    file = tmp_path / "a.tsv"
    file.write_text(f"id\tsource\ttarget\nx\ta\tb\n{first.id}\tother\tb\n", "utf-8")
    done = cli("import", file, "--user", "ben", "--database", url)
    assert done.code == 0
    assert done.out == "changed 0, unchanged 0, unknown 1, conflicts 1, rejected 0\n"
    assert "unit x: is not in this queue" in done.err
    assert f"unit {first.id}: its source is another one here" in done.err


def test_export_wants_articles_and_a_format(team: Team, url: str, cli: Cli, tmp_path: Path) -> None:
    team.submit()
    assert cli("export", "--database", url, "--format", "po").code == 2
    assert cli("export", "bridge", "--all", "--format", "po", "--database", url).code == 2
    assert cli("export", "gone", "--format", "po", "--database", url).code == 2
    assert cli("export", "bridge", "-o", tmp_path / "a.xyz", "--database", url).code == 2
    assert cli("export", "bridge", "-o", tmp_path / "no" / "a.po", "--database", url).code == 2
    file = tmp_path / "all.jsonl"
    assert cli("export", "--all", "--user", "ann", "-o", file, "--database", url).code == 0
    assert len(file.read_text("utf-8").splitlines()) == 6
    assert cli("import", tmp_path, "--user", "ben", "--database", url).code == 2
    assert cli("import", file, "--user", "ben", "--as", "nothing", "--database", url).code == 2
