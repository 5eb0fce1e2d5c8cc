"""`translate corpus`: flaws with file and line, figures, and parts that never change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translate.training import corpus

if TYPE_CHECKING:
    from tests.conftest import Cli

ROAD = ("The road to Hasakah is open again after two days.", "الطريق إلى الحسكة مفتوح من جديد بعد يومين.")
WELL = (
    "Farmers in the village dug a new well last spring.",
    "حفر مزارعون في القرية بئراً جديدة في الربيع الماضي.",
)


def row(article: str, texts: tuple[str, str], kind: str = "paragraph", origin: str = "en") -> str:
    return "\t".join((article, kind, origin, *texts)) + "\n"


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout with a corpus of two pairs."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpora" / "news"
    folder.mkdir(parents=True)
    (folder / "a.tsv").write_text(row("cova-001", ROAD) + row("cova-002", WELL), "utf-8")
    return folder


def test_a_good_corpus_has_no_findings(news: Path, cli: Cli) -> None:
    done = cli("corpus", "check")
    assert (done.code, done.out, done.err) == (0, "", "2 pairs, 0 findings\n")


FLAWS = [
    # a row, the code of the finding
    (row("1", ROAD), "format"),
    (row("cova-003", ROAD, "poem"), "format"),
    (row("cova-003", ROAD, origin="fr"), "format"),
    ("cova-003\tparagraph\ten\tonly English\n", "format"),
    (row("cova-003", ("", "نص")), "empty"),
    (row("cova-003", (" Road", "طريق")), "spaces"),
    (row("cova-003", ("Cafe\u0301", "مقهى")), "nfc"),
    (row("cova-003", ("The طريق", "طريق")), "script"),
    (row("cova-003", ("Road", "طريـق")), "script"),
    (row("cova-003", ("Road, well", "طريق, بئر")), "punctuation"),
    (row("cova-003", ('He said "yes', "قال نعم")), "quotes.unbalanced"),
    (row("cova-003", ('He said "yes"', "قال نعم")), "quotes.lost"),
    (row("cova-003", (ROAD[0], "طريق")), "length"),
    (row("cova-003", ("Is it open?", "هو مفتوح.")), "question"),
    (row("cova-003", ("It has 3 wells.", "فيها آبار.")), "number.missing"),
    (row("cova-003", ROAD), "duplicate"),
    (row("cova-003", (ROAD[0], WELL[1])), "near"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "code"), FLAWS)
def test_each_flaw_is_told_with_file_and_line(line: str, code: str, news: Path, cli: Cli) -> None:
    (news / "b.tsv").write_text(line, "utf-8")
    done = cli("corpus", "check")
    assert done.code == 1
    assert f"corpora/news/b.tsv:1: {code}: " in done.out
    assert f"{code}" in done.err


def test_a_protected_sentence_is_told_without_being_shown(news: Path, cli: Cli) -> None:
    Path("corpora/testset_hashes.txt").write_text(corpus.protected_key(ROAD[0].upper() + "!") + "\n", "utf-8")
    done = cli("corpus", "check")
    assert done.code == 1
    assert done.out == "corpora/news/a.tsv:1: testset: stands in a protected test set\n"


def test_findings_are_counted_beyond_the_limit(news: Path, cli: Cli) -> None:
    (news / "b.tsv").write_text(row("1", ("Road", "طريق")) * 5, "utf-8")
    done = cli("corpus", "check", "--limit", "2")
    assert done.out.count("\n") == 2
    assert "7 pairs, 9 findings: 5 format, 4 duplicate" in done.err


@pytest.mark.parametrize("command", ["check", "stats", "split"])
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.tsv", "none.tsv: cannot be read"),
        ("empty", "empty: no corpus files"),
        ("bad.tsv", "bad.tsv: cannot be read"),
    ],
)
def test_what_cannot_be_read_is_one_line(command: str, name: str, message: str, news: Path, cli: Cli) -> None:
    Path("empty").mkdir()
    Path("bad.tsv").write_bytes(b"\xff\xfe\x00")
    done = cli("corpus", command, name)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.count("\n") == 1


def test_articles_fall_into_parts_whole_and_for_ever(news: Path, cli: Cli) -> None:
    names = [f"cova-{number:03}" for number in range(1, 400)]
    (news / "a.tsv").write_text(
        "".join(row(name, (f"Road {name}", f"طريق {name}")) * 2 for name in names), "utf-8"
    )
    done = cli("corpus", "split", "-o", "parts/new")
    assert done.code == 0
    told = {line.split(":")[0]: line for line in done.out.splitlines()}
    for part in ("train", "dev", "test"):
        lines = Path("parts/new", f"{part}.tsv").read_text("utf-8").splitlines()
        held = {line.partition("\t")[0] for line in lines}
        assert held == {name for name in names if corpus.split_of(name) == part}
        assert told[part] == f"{part}: {len(lines)} pairs in {len(held)} articles"
    assert cli("corpus", "split").out == done.out


def test_figures_are_told(news: Path, cli: Cli, tmp_path: Path) -> None:
    for library in ("wordfreq", "simplemma"):
        pytest.importorskip(library, reason=f"{library} is not installed (extra train)")
    words = tmp_path / "words"
    words.write_text("road\nopen\nday\nwell\nfarmer\nspring\nYork\n", "utf-8")
    done = cli("corpus", "stats", "--dictionary", words, "--coverage", "3")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("2 pairs in 2 articles; ")
    assert lines[1:4] == ["kinds: paragraph 2", "origin: en 2", "topics: cova 2"]
    assert any(line.startswith("missing English lemmas: ") for line in lines)
    assert all("%" in line for line in lines if line.startswith("first "))


def test_without_a_dictionary_the_remedy_is_told(
    news: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("wordfreq", reason="wordfreq is not installed (extra train)")
    monkeypatch.setattr("translate.training.coverage.DICTIONARIES", ())
    done = cli("corpus", "stats")
    assert done.code == 2
    assert "no dictionary to tell words from names; apt-get install wamerican" in done.err
