"""What a change of the glossary touches in what is stored already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.tiny import Scripted
from translate import glossary, review
from translate.commands.glossary import command
from translate.model import Article, Block, BlockKind
from translate.workflow.draft import Drafter, draft
from translate.workflow.impact import changes

OLD = "type\ten\tar\nplace\tBarrow Hill\tتل البارو\nplace\tStone Bridge\tجسر الحجر\nplace\tGreen Ford\tالمخاضة الخضراء\n"
NEW = "type\ten\tar\nplace\tBarrow Hill\tتلة البارو\nplace\tStone Bridge\tجسر الحجر\nplace\tSalt Gate\tباب الملح\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "old.tsv", tmp_path / "new.tsv"
    for path, text in zip(paths, (OLD, NEW), strict=True):
        path.write_text(text, "utf-8")
    return paths


@pytest.fixture
def queued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article in each language, in the queue."""
    monkeypatch.setenv("TRANSLATE_DATABASE_URL", str(tmp_path / "desk.db"))
    said = {
        "Rain fell on Barrow Hill.": "هطل المطر على تل البارو.",
        "Stone Bridge stands.": "جسر الحجر قائم.",
        "The road to Green Ford is open.": "الطريق إلى المخاضة الخضراء مفتوح.",
        "أغلق باب الملح.": "Salt Gate was closed.",
    }
    opened = Drafter(Scripted(lambda text, _: said[text]))
    with review.open_service() as desk:
        for language, texts in (("en", list(said)[:3]), ("ar", list(said)[3:])):
            blocks = tuple(Block(str(number), BlockKind.PARAGRAPH, text) for number, text in enumerate(texts))
            desk.submit(draft(Article(f"a-{language}", f"{language}.txt", language, blocks), opened))
    return


def test_entries_that_differ(files: tuple[Path, Path]) -> None:
    old, new = map(glossary.load, files)
    assert changes(old, new) == {"barrow-hill": "changed", "green-ford": "removed", "salt-gate": "added"}
    assert changes(old, old) == {}


def test_units_that_a_change_touches(files: tuple[Path, Path], queued: None) -> None:
    ran = CliRunner().invoke(command, ["impact", *map(str, files), "--format", "json"], standalone_mode=False)
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    told = {(one["entry"], one["change"], one["old"], one["new"], one["status"]) for one in lines}
    assert told == {
        ("barrow-hill", "changed", "تل البارو", "تلة البارو", "missing"),
        ("green-ford", "removed", "المخاضة الخضراء", "", "free"),
        ("salt-gate", "added", "", "Salt Gate", "present"),
    }
    assert all(one["unit"] and one["state"] == "drafted" for one in lines)
    assert (
        "3 terms differ (1 added, 1 removed, 1 changed); 3 places in stored segments, 1 of them lack the new form"
        in ran.stderr
    )


def test_nothing_differs(files: tuple[Path, Path], queued: None) -> None:
    ran = CliRunner().invoke(command, ["impact", str(files[0]), str(files[0])], standalone_mode=False)
    assert ran.stdout == ""
    assert "0 terms differ" in ran.stderr
