"""The command `translate glossary`, as a user types it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.conftest import Cli
from translate.glossary import load


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "lines.txt"
    path.write_text("Fighters left Hassakeh's north.\n\nوصلوا للحسكة\n", encoding="utf-8")
    return path


def test_find_writes_an_object_for_every_line(cli: Cli, lines: Path) -> None:
    done = cli("glossary", "find", lines)
    first, empty, arabic = (json.loads(line) for line in done.out.splitlines())
    assert done.code == 0
    assert [match["entry"] for match in first["matches"]] == ["fighter", "hasakah"]
    assert first["matches"][1] == {
        "entry": "hasakah", "english": "Hasakah", "arabic": "الحسكة", "start": 14, "end": 22, "surface": "Hassakeh",
        "clitics": "", "mode": "listed", "sense": None,
    }  # fmt: skip
    assert empty == {"line": 2, "matches": []}
    assert (arabic["line"], arabic["matches"][0]["clitics"]) == (3, "ل")


def test_find_reads_standard_input_in_one_language(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("في الحسكه\r\nHasakah".encode()), "utf-8"))
    done = cli("glossary", "find", "--language", "ar")
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert [match["mode"] for match in first["matches"]] == ["detect"]
    assert second["matches"] == []


def test_strict_leaves_misspelt_forms_out(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("في الحسكه", encoding="utf-8")
    assert json.loads(cli("glossary", "find", "--strict", path).out)["matches"] == []


def test_a_rejected_sense_is_shown_on_request(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("أغلق الباب بهدوء", encoding="utf-8")
    assert json.loads(cli("glossary", "find", path).out)["matches"] == []
    (match,) = json.loads(cli("glossary", "find", "--all", path).out)["matches"]
    assert (match["arabic"], match["rejected"]) == ("الباب", True)


def test_lines_of_one_article_share_their_sense(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("عاد الأهالي إلى بلدة الصور شمال دير الزور.\nوقال إن الصور آمنة.\n", encoding="utf-8")
    assert json.loads(cli("glossary", "find", path).out.splitlines()[1])["matches"] == []
    assert json.loads(cli("glossary", "find", "--article", path).out.splitlines()[1])["matches"] != []


def test_find_uses_the_glossary_it_is_given(cli: Cli, lines: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("type\ten\tar\tdirection\nplace\tHassakeh\tالحسكة\tboth\n", encoding="utf-8")
    done = cli("glossary", "find", "--glossary", own, lines)
    assert [match["english"] for line in done.out.splitlines() for match in json.loads(line)["matches"]] == [
        "Hassakeh"
    ] * 2


BAD = [
    (b"\xff\xfe\n", "line 1: not UTF-8"),
    (b"ok\n\xe3\n", "line 2: not UTF-8"),
]


@pytest.mark.parametrize(("data", "message"), BAD)
def test_input_that_cannot_be_read_is_one_line(cli: Cli, tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    done = cli("glossary", "find", path)
    assert done.code == 2
    assert message in done.err
    assert len(done.err.splitlines()) == 1


def test_a_file_that_is_missing_and_a_line_that_is_too_long(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("glossary", "find", tmp_path / "none").code == 2
    from translate.commands import glossary

    monkeypatch.setattr(glossary, "MAX_LINE", 3)
    path = tmp_path / "long.txt"
    path.write_text("Hasakah\n", encoding="utf-8")
    done = cli("glossary", "find", path)
    assert (done.code, "line 1: longer than 3 characters" in done.err) == (2, True)


def test_lint_passes_the_house_glossary_and_counts(cli: Cli, tmp_path: Path) -> None:
    done = cli("glossary", "lint")
    assert (done.code, done.out) == (0, "")
    assert "0 errors, 0 warnings" in done.err
    bad = tmp_path / "bad.tsv"
    bad.write_text("type\ten\tar\nplace\tAleppo\tحلب\nplace\tHalab\tحلب\n", encoding="utf-8")
    done = cli("glossary", "lint", bad)
    assert done.code == 1
    assert done.out.splitlines()[0].startswith(f"{bad}:2: error: حلب leads to aleppo, halab")
    bad.write_text("type\ten\nplace\tAleppo\n", encoding="utf-8")
    done = cli("glossary", "lint", bad)
    assert (done.code, "no column 'ar'" in done.err) == (2, True)


def test_a_term_is_added_and_found(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    done = cli(
        "glossary",
        "add",
        "Khan Eshieh",
        "خان الشيح",
        "--in",
        "Rif Dimashq",
        "--variant",
        "Khan al-Shih",
        "--file",
        path,
    )
    assert (done.code, done.err.strip()) == (
        0,
        f"khan-eshieh: Khan Eshieh – خان الشيح (place) added to {path}",
    )
    entry = load(path)["khan-eshieh"]
    assert (entry.within, entry.english_variants[0].text) == ("Rif Dimashq", "Khan al-Shih")
    assert cli("glossary", "add", "Second", "ثان", "--type", "person_m", "--file", path).code == 0
    assert len(load(path)) == 2
    done = cli("glossary", "add", "Khan Eshieh", "خان الشيح", "--file", path)
    assert (done.code, "is there already" in done.err) == (2, True)


REFUSED = [
    (["Halab", "حلب الجديدة"], "not added, because it conflicts"),
    (["Hasakah", "الحسكة"], "is there already"),
    (["New\tTown", "بلدة"], "is not a term"),
    (["Newtown", "   "], "is not a term"),
    (["Newtown", "Newtown"], "holds no Arabic letter"),
    (["Newtown", "نيوتاون", "--type", "planet"], "no type 'planet'; use one of place"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_what_cannot_be_added_is_refused(
    cli: Cli, tmp_path: Path, arguments: list[str], message: str
) -> None:
    path = tmp_path / "own.tsv"
    done = cli("glossary", "add", *arguments, "--file", path)
    assert done.code == 2
    assert message in done.err
    assert not path.exists()


def test_force_adds_in_spite_of_a_conflict(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    assert cli("glossary", "add", "Halab", "حلب الجديدة", "--file", path, "--force").code == 0
    assert len(load(path)) == 1


def test_a_glossary_goes_out_and_comes_back(cli: Cli, tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("type\ten\tar\ten_variants\nplace\tHasakah\tالحسكة\tHassakeh\n", encoding="utf-8")
    for shape, name in (
        ("tbx", "x.tbx"),
        ("deepl-csv", "x.csv"),
        ("deepl-tsv", "y.tsv"),
        ("weblate-csv", "w.csv"),
    ):
        assert (
            cli("glossary", "export", "--glossary", own, "--format", shape, "-o", tmp_path / name).code == 0
        )
        done = cli("glossary", "import", tmp_path / name, "-o", tmp_path / "back.tsv")
        assert (done.code, done.err.strip()) == (0, "1 entries")
        (entry,) = load(tmp_path / "back.tsv")
        assert (entry.english, entry.arabic, [v.text for v in entry.english_variants]) == (
            "Hasakah",
            "الحسكة",
            ["Hassakeh"],
        )
    assert cli("glossary", "export", "--glossary", own, "--format", "tsv", "-o", tmp_path / "z.tsv").code == 0
    assert (tmp_path / "z.tsv").read_text("utf-8") == own.read_text("utf-8")


def test_what_was_left_out_of_an_import_is_told(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "x.tbx"
    path.write_text(
        '<martif><text><body><termEntry><langSet xml:lang="en"><tig><term>A</term></tig></langSet></termEntry></body></text></martif>',
        encoding="utf-8",
    )
    done = cli("glossary", "import", path)
    assert done.code == 2
    assert "left out" in done.err.splitlines()[0]
    assert "no term in it" in done.err.splitlines()[1]
    assert cli("glossary", "import", tmp_path / "none.tbx").code == 2


def test_export_writes_to_standard_output(cli: Cli, tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("type\ten\tar\nplace\tHasakah\tالحسكة\n", encoding="utf-8")
    done = cli("glossary", "export", "--glossary", own, "--format", "deepl-csv", "--from", "ar")
    assert done.out == "الحسكة,Hasakah\n"


def test_suggest_spells_names_in_the_other_language(cli: Cli) -> None:
    done = cli("glossary", "suggest", "Hasakeh", "تل علو", "--limit", "3")
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert rows[0] == ["Hasakeh", "الحسكة", "glossary", "0.00"]
    assert ["تل علو", "Tal Alo", "model"] in [row[:3] for row in rows]
    assert len(rows) == 6
    assert cli("glossary", "suggest", "Paris", "--to", "fr").code == 2
    assert cli("glossary", "suggest").code == 2
