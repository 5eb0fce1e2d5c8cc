"""`translate evaluate`: signed scores of a corpus or of a file of lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translate.training.corpus import split_of

if TYPE_CHECKING:
    from tests.conftest import Cli

TEST = next(f"art-{number:03}" for number in range(999) if split_of(f"art-{number:03}") == "test")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a corpus of one pair of the test part, and a file of lines with its references."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.tsv").write_text(f"{TEST}\tparagraph\ten\tThe road is open.\tالطريق مفتوح.\n", "utf-8")
    (tmp_path / "a.en").write_text("The road is open.\nThe town is quiet.\n", "utf-8")
    (tmp_path / "a.ar").write_text("The road is open.\nالبلدة هادئة.\n", "utf-8")
    return tmp_path


def test_a_corpus_is_scored_in_both_directions_and_the_signature_told(cli: Cli, desk: Path) -> None:
    done = cli("evaluate", "news.tsv", "--engine", "echo", "-o", "out")
    assert done.code == 0
    assert [line.partition(":")[0] for line in done.out.splitlines()] == [
        "news-test en→ar, 1 segments",
        "news-test ar→en, 1 segments",
        "signature",
    ]
    assert {path.name: path.read_text("utf-8") for path in (desk / "out").iterdir()} == {
        "news-test.en-ar.ar": "The road is open.\n",
        "news-test.ar-en.en": "الطريق مفتوح.\n",
    }


def test_lines_are_scored_against_their_references(cli: Cli, desk: Path) -> None:
    done = cli("evaluate", "a.en", "--reference", "a.ar", "--engine", "echo")
    assert done.code == 0
    assert done.out.startswith("a en→ar, 2 segments: ")
    assert "chrF" in done.out


WRONG = [
    (("none.tsv",), "none.tsv: cannot be read"),
    (("news.tsv", "--split", "dev"), "no articles in the part dev"),
    (("a.en", "--reference", "news.tsv"), "2 sources, but 1 references"),
    (("a.en", "--reference", "none.ar"), "none.ar: cannot be read"),
    (("a.en", "--reference", "a.ar", "--to", "fr"), "no language 'fr'"),
    (("news.tsv", "--beam", "0"), "a beam of 0"),
    (("empty.en", "--reference", "empty.en"), "empty.en: there is nothing to score"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_what_cannot_be_scored_is_one_line(
    arguments: tuple[str, ...], message: str, cli: Cli, desk: Path
) -> None:
    (desk / "empty.en").touch()
    done = cli("evaluate", *arguments, "--engine", "echo")
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.count("\n") == 1
