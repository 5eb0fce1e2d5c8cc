"""translate publish: drafts without a desk, editions with one, books, sites, and orders that make no sense."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.press.editions import edition, hostile
from translate import review
from translate.cli import main
from translate.model import Article, Draft, DraftedArticle, Edition, Unit
from translate.workflow.edition import to_shape


def shape(one: Edition, name: str) -> dict[str, Any]:
    """An edition as `translate draft --format json` would write it."""
    kept = to_shape(one)
    return {
        "article": {
            "id": name,
            "source": f"{name}.txt",
            "metadata": {"date": "2026-11-24T10:00:00Z", "section": "Security"},
        },
        "source_language": one.source_language,
        "target_language": one.target_language,
        "signature": "x",
        "blocks": kept["blocks"],
        "segments": [{**pin, "id": pin["unit"]} for pin in kept["pins"]],
    }


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "one.json").write_text(json.dumps(shape(edition(), "one")), "utf-8")
    (folder / "two.json").write_text(json.dumps(shape(edition("ar"), "two")), "utf-8")
    return tmp_path


@pytest.fixture
def desk(here: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with one approved article; its id."""
    monkeypatch.setenv("TRANSLATE_DATABASE_URL", f"sqlite:///{here}/desk.db")
    one = edition()
    article = Article("qamishli", "q.txt", "en", tuple(block.block for block in one.blocks))
    units = tuple(Unit(pin.segment, Draft(pin.target, "echo"), pin.target) for pin in one.pins if pin.target)
    with review.open("root") as opened:
        name = opened.submit(DraftedArticle(article, "en", "ar", "echo", "m", "s", one.blocks, units)).article
        for unit in opened.units_of(name):
            opened.approve(unit.id, base_version=unit.version)
    return name


def run(*words: str) -> int:
    return main(["publish", *words])


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_desk_without_a_database_publishes_marked_drafts(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(
            "drafts",
            "--draft",
            "--format",
            "html,md",
            "--format",
            "json,feed",
            "-o",
            "out",
            "--url",
            "https://example.org",
        )
        == 0
    )
    printed = capsys.readouterr()
    assert printed.out.splitlines()[:3] == ["out/one.html", "out/one.md", "out/one.json"]
    assert printed.err == ""
    made = files(here / "out")
    assert sorted(made) == [
        "feed.ar.atom.xml",
        "feed.ar.rss.xml",
        "feed.en.atom.xml",
        "feed.en.rss.xml",
        "one.html",
        "one.json",
        "one.md",
        "two.html",
        "two.json",
        "two.md",
    ]
    assert all("مسودة".encode() in data for name, data in made.items() if "feed.en" not in name)
    assert (
        run(
            "drafts",
            "--draft",
            "--format",
            "html,md,json,feed",
            "-o",
            "again",
            "--url",
            "https://example.org",
        )
        == 0
    )
    assert files(here / "again") == made


def test_a_broken_draft_does_not_stop_the_others(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "drafts" / "a.json").write_text("{", "utf-8")
    assert run("drafts", "--draft", "-o", "out") == 2
    assert "drafts/a.json: is no JSON" in capsys.readouterr().err
    assert sorted(files(here / "out")) == ["one.html", "two.html"]


def test_hostile_ids_stay_in_the_folder(here: Path) -> None:
    (here / "drafts" / "x.json").write_text(json.dumps(shape(hostile(), "../../../etc/passwd")), "utf-8")
    assert run("drafts/x.json", "--draft", "--format", "html,txt", "-o", "out/deep") == 0
    assert sorted(files(here / "out")) == ["deep/etc-passwd.html", "deep/etc-passwd.txt"]


def test_a_book_and_a_site_of_drafts(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("drafts", "--draft", "--book", "The week / الأسبوع", "-o", "book") == 0
    assert list(files(here / "book")) == ["The-week-الأسبوع.epub"]
    assert run("drafts", "--draft", "--site", "-o", "site") == 0
    assert "no address of the house is set" in capsys.readouterr().err
    assert run("drafts", "--draft", "--site", "-o", "site") == 0
    assert "0 articles made, 2 unchanged, 0 files taken away" in capsys.readouterr().err
    assert (here / "site" / "sections" / "Security.html").exists()


def test_an_article_of_the_queue(here: Path, desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(desk, "--format", "html,po", "-o", "out", "--user", "root", "--date", "2026-11-24T18:30:00Z") == 0
    )
    first = files(here / "out")
    assert sorted(first) == ["qamishli.html", "qamishli.po"]
    assert run(desk, "--format", "html,po", "-o", "out", "--user", "root") == 0
    assert files(here / "out") == first
    with review.open("root") as opened:
        unit = next(unit for unit in opened.units_of(desk) if "25%" in unit.target)
        changed = opened.edit(unit.id, unit.target.replace("25%", "20%"), base_version=unit.version)
        opened.set_solo(True)
        opened.approve(unit.id, base_version=changed.version)
    capsys.readouterr()
    assert run(desk, "-o", "out", "--user", "root") == 1
    assert "publish it with --correct" in capsys.readouterr().err
    assert run(desk, "--correct", "--dry-run", "--user", "root") == 0
    assert "can be published" in capsys.readouterr().out
    assert run(desk, "--correct", "--note", "It was 20%.", "-o", "out", "--user", "root") == 0
    text = (here / "out" / "qamishli.html").read_text("utf-8")
    assert "It was 20%." in text
    assert "جرى تصويب هذه الترجمة" in text
    assert "<del>" in text
    assert run(desk, "--edition", "1", "--format", "html,po", "-o", "old", "--user", "root") == 0
    assert files(here / "old") == first
    assert run("--all", "--format", "md", "-o", "all", "--user", "root") == 0
    assert run("--site", "-o", "site", "--user", "root") == 0
    assert (
        run(desk, "--retract", "--note", "Wrong place.", "--format", "html,po", "-o", "out", "--user", "root")
        == 0
    )
    assert sorted(files(here / "out")) == ["qamishli.html"]
    assert "Wrong place." in (here / "out" / "qamishli.html").read_text("utf-8")
    capsys.readouterr()
    assert run("--site", "-o", "site", "--user", "root") == 0
    assert "1 articles made, 0 unchanged" in capsys.readouterr().err
    assert "Withdrawn" in (here / "site" / "en.html").read_text("utf-8")
    assert run(desk, "--draft", "-o", "proof", "--user", "root") == 0
    assert run("--all", "--draft", "--site", "-o", "proofs", "--user", "root") == 0


def test_what_is_not_reviewed_is_not_published(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRANSLATE_DATABASE_URL", f"sqlite:///{here}/desk.db")
    one = edition()
    article = Article("q", "q.txt", "en", tuple(block.block for block in one.blocks))
    units = tuple(Unit(pin.segment, Draft(pin.target, "echo"), pin.target) for pin in one.pins if pin.target)
    with review.open("root") as opened:
        name = opened.submit(DraftedArticle(article, "en", "ar", "echo", "m", "s", one.blocks, units)).article
    assert run(name, "none", "-o", "out", "--user", "root") == 2
    told = capsys.readouterr().err.splitlines()
    assert "cannot be published: unit" in told[0]
    assert "there is no article 'none'" in told[1]
    assert not (here / "out").exists()
    assert run(name, "--dry-run", "--user", "root") == 1
    assert "is drafted, not reviewed" in capsys.readouterr().out
    assert run("--draft", "drafts", "--dry-run") == 0
    assert run("--all", "--book", "Nothing", "--user", "root") == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "no article; give its id"),
        (["a", "--format", "rtf"], "no format 'rtf'; known: html, epub"),
        (["a", "--draft", "--correct"], "exclude each other"),
        (["a", "--note", "x"], "--note without --correct or --retract"),
        (["a", "--retract"], "withdrawn for a reason"),
        (["a", "--retract", "--note", "x", "--site"], "one article at a time"),
        (["a", "--site", "--book", "x"], "--site and --book exclude each other"),
        (["a", "--all"], "--all and an ARTICLE"),
        ([""], "an article without a name"),
        (["a", "--date", "soon"], "no time: 'soon'"),
        (["a", "--url", "ftp://x"], "no web address"),
        (["a", "-o", "drafts/one.json"], "is a file"),
        (["drafts/one.json"], "is a machine draft that nobody has approved"),
        (["none.json", "--draft"], "there is no article"),
        (
            ["drafts", "--draft", "--book", "x", "--format", "docx"],
            "a book is no docx; give --format epub,pdf",
        ),
        (["a", "--templates", "none"], "no such folder of templates"),
    ],
)
def test_orders_that_make_no_sense(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    told: str,
) -> None:
    monkeypatch.setenv("TRANSLATE_DATABASE_URL", f"sqlite:///{here}/desk.db")
    assert run(*words) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1 or "none.json" in error
