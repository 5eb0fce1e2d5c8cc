"""translate check and translate estimate: shapes, exit codes, formats, fixes, rules, and files that are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from translate.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ROWS = "The strike killed 5 people.\tقتلت الغارة 7 أشخاص.\nالطريق مفتوح.\tThe road is open.\n"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def file(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return str(path)


def check(*args: str) -> int:
    return main(["check", "--no-glossary", *args])


def test_the_json_of_a_tsv_has_the_shape_that_is_promised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(file(tmp_path / "p.tsv", ROWS), "--format", "json") == 1
    rows = json.loads(capsys.readouterr().out)
    assert [set(row) for row in rows] == [{"row", "issues"}] * 2
    assert [row["row"] for row in rows] == [1, 2]
    assert rows[1]["issues"] == []
    codes = {issue["code"]: issue for issue in rows[0]["issues"]}
    assert set(codes) == {"number.missing", "number.added"}
    assert set(codes["number.added"]) == {"code", "severity", "message", "span", "suggestion"}
    assert codes["number.added"]["span"] == [12, 13]
    assert codes["number.added"]["suggestion"] == "5"
    assert codes["number.missing"]["span"] == [0, len("قتلت الغارة 7 أشخاص.")]


def test_reasons_come_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(file(tmp_path / "p.tsv", ROWS), "--format", "json", "--explain")
    issues = json.loads(capsys.readouterr().out)[0]["issues"]
    assert {"en": "7 is not in the source", "ar": "العدد 7 غير موجود في الأصل"} in [
        issue["explanation"] for issue in issues
    ]
    check(file(tmp_path / "p.tsv", ROWS), "--explain")
    assert "العدد 7 غير موجود في الأصل" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        (ROWS, 1),
        ("The road is open.\tالطريق مفتوح.\n", 0),
        ("The road is open.\tالطريق  مفتوح.\n", 0),
        ("no tab\n\tx\ty\n", 2),
        ("", 0),
    ],
)
def test_the_exit_code_tells_the_worst(tmp_path: Path, rows: str, status: int) -> None:
    assert check(file(tmp_path / "p.tsv", rows)) == status


def test_sarif_and_junit_are_well_formed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = file(tmp_path / "p.tsv", ROWS + "A & B <x>\u0007 5\tأ & ب 6\n")
    check(name, "--format", "sarif")
    log = json.loads(capsys.readouterr().out)
    assert log["version"] == "2.1.0"
    result = next(one for one in log["runs"][0]["results"] if one["ruleId"] == "number.added")
    assert result["level"] == "error"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (
        1,
        len("The strike killed 5 people.") + 1 + 12 + 1,
    )
    check(name, "--format", "junit")
    suite = ElementTree.fromstring(capsys.readouterr().out.encode())[0]
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")


def test_fixes_are_written_and_listed_and_final(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "p.tsv"
    name = file(path, "Is it open?\tو هل هو مفتوح?\nThe road.\tالطريق\u202e\n")
    assert check(name, "--fix") == 0
    assert path.read_text("utf-8") == "Is it open?\tوهل هو مفتوح؟\nThe road.\tالطريق\n"
    err = capsys.readouterr().err
    assert "fixed clitic.detached" in err
    assert "fixed punctuation.latin" in err
    before = path.stat().st_mtime_ns
    check(name, "--fix")
    assert path.stat().st_mtime_ns == before


XLIFF = """<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" target-language="ar" original="a" datatype="plaintext"><body>
<trans-unit id="u1"><source>12 people</source><target>13 شخصاً ،</target></trans-unit></body></file></xliff>"""
XLIFF2 = """<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ar" trgLang="en"><file id="f"><unit id="u1"><segment><source>١٢ شخصاً</source><target>13 people</target></segment></unit></file></xliff>"""
PO = 'msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "12 people"\nmsgstr "13 شخصاً"\n\nmsgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d ملف"\nmsgstr[1] "ملفات"\n'
DRAFT = json.dumps(
    {"source_language": "en", "target_language": "ar", "blocks": [{"id": "b1", "target": "13 شخصاً ،"}], "segments": [{"id": "b1.1", "block": "b1", "source": "12 people", "target": "13 شخصاً ،"}]}
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.xlf", XLIFF),
        ("b.xliff", XLIFF2),
        ("c.po", PO),
        ("d.json", DRAFT),
        ("e.jsonl", '{"source": "12 people", "target": "13 شخصاً"}\n'),
    ],
)
def test_other_files_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    assert check(file(tmp_path / name, text), "--format", "json") == 1
    rows = json.loads(capsys.readouterr().out)
    assert "number.added" in {issue["code"] for row in rows for issue in row["issues"]}
    assert all("segment" in row for row in rows)


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a.xlf", XLIFF, "13 شخصاً،</target>"),
        ("d.json", DRAFT, '"target": "13 شخصاً،"'),
        ("c.po", PO.replace('13 شخصاً"', '13 شخصاً ،"'), 'msgstr "13 شخصاً،"'),
    ],
)
def test_other_files_are_put_right(tmp_path: Path, name: str, text: str, wanted: str) -> None:
    path = tmp_path / f"out-{name}"
    check(file(tmp_path / name, text), "--fix", "-o", str(path))
    assert wanted in path.read_text("utf-8")


def test_an_article_is_checked_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        check(file(tmp_path / "a.txt", "الطريق مفتوح , و قال النائب ذلك\u202e.\n"), "--format", "json") == 1
    )
    codes = {issue["code"] for row in json.loads(capsys.readouterr().out) for issue in row["issues"]}
    assert {"bidi.override", "clitic.detached"} <= codes
    assert not any(code.startswith(("number", "omission", "addition")) for code in codes)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.xlf", "<xliff"),
        ("a.json", "[1]"),
        ("a.json", "{"),
        ("a.xlf", '<!DOCTYPE x [<!ENTITY a "b">]><html>&a;</html>'),
        ("a.jsonl", "3\n"),
        ("a.tsv", "one column\n"),
    ],
)
def test_what_is_no_file_of_pairs_is_one_line_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    assert check(file(tmp_path / name, text)) == 2
    err = capsys.readouterr().err
    assert err.startswith("translate: ")
    assert err.count("\n") == 1


def test_a_missing_file_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("nowhere.tsv", file(tmp_path / "p.tsv", ROWS), "--format", "json") == 2
    assert json.loads(capsys.readouterr().out)[0]["file"].endswith("p.tsv")


RULES = """
[checks]
off = ["space"]
digits = "arabic"
[checks.severity]
"number.missing" = "info"
[checks.forbidden]
ar = ["المزعوم"]
[[checks.waivers]]
name = "chief"
code = "number.added"
text = "7 أشخاص"
reason = "a title"
"""


def test_the_rules_of_the_desk_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "desk.toml").write_text(RULES, "utf-8")
    assert check(file(tmp_path / "p.tsv", ROWS), "--format", "json") == 0
    found = {issue["code"]: issue for issue in json.loads(capsys.readouterr().out)[0]["issues"]}
    assert found["number.missing"]["severity"] == "info"
    assert found["number.added"]["message"] == "7 is not in the source (waived by chief: a title)"
    assert found["number.digits"]["suggestion"] == "٧"
    assert (
        check(file(tmp_path / "p.tsv", "The council met.\tاجتمع المجلس  المزعوم.\n"), "--format", "json") == 1
    )
    (row,) = json.loads(capsys.readouterr().out)
    assert [issue["code"] for issue in row["issues"]] == ["modality.added", "term.forbidden"]


@pytest.mark.parametrize(
    "table",
    [
        "[checks]\nof = []",
        '[checks]\noff = ["numbr"]',
        '[checks]\noff = "x"',
        '[checks.severity]\nnumber = "bad"',
        '[checks]\ndigits = "roman"',
        '[checks.forbidden]\nfr = ["x"]',
        '[[checks.waivers]]\nname = "x"',
    ],
)
def test_rules_that_cannot_be_meant_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str
) -> None:
    (tmp_path / "desk.toml").write_text(table, "utf-8")
    assert check(file(tmp_path / "p.tsv", ROWS)) == 2
    assert "desk.toml" in capsys.readouterr().err


def test_the_article_is_looked_at_as_a_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "Read the rest.\tاقرأ البقية.\nRead the rest.\tللمزيد اضغط هنا.\n"
    check(file(tmp_path / "p.tsv", rows), "--format", "json")
    assert "consistency.target" in [
        issue["code"] for issue in json.loads(capsys.readouterr().out)[1]["issues"]
    ]


def test_estimates_are_told_with_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", file(tmp_path / "p.tsv", ROWS), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [set(row) for row in rows] == [{"row", "estimate", "reason", "reason_ar"}] * 2
    assert rows[0]["estimate"] > rows[1]["estimate"]


def test_weights_are_fitted_on_a_third_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    towns = ["الحسكة", "حلب", "دمشق", "حمص", "إدلب"]
    rows = "".join(
        f"The road to town {n} is {'open' if n % 2 else 'closed'}.\tالطريق إلى {towns[n % 5]} {n} {'مفتوح' if n % 3 else ''}.\tالطريق إلى البلدة {n} {'مفتوح' if n % 2 else 'مغلق'}.\n"
        for n in range(80)
    )
    name, weights = file(tmp_path / "p.tsv", rows), str(tmp_path / "w.json")
    assert main(["estimate", name, "--fit", "-o", weights]) == 0
    assert "80 post-edits: Pearson" in capsys.readouterr().out
    assert main(["estimate", name, "--weights", weights, "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)["report"]
    assert report["rows"] == 80
    assert report["pearson_hter"] > 0.2
    assert sum(part["rows"] for part in report["calibration"]) == 80


def test_an_estimate_of_nothing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate"]) == 2
    assert main(["estimate", file(tmp_path / "p.tsv", ROWS), "--fit"]) == 2
    other = file(tmp_path / "o.txt", "one\n")
    assert main(["estimate", file(tmp_path / "p.tsv", ROWS), "--agree", other]) == 2
    assert (
        main(
            [
                "estimate",
                file(tmp_path / "p.tsv", ROWS),
                "--agree",
                file(tmp_path / "o.txt", "قتلت الغارة 5\nThe road is open\n"),
            ]
        )
        == 0
    )


@pytest.mark.parametrize(
    ("name", "data"), [("noise.tsv", bytes(range(128, 256)) * 3), ("cut.po", b'msgid "a\n')]
)
def test_a_broken_file_is_told_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    assert check(name) == 2
    assert f"translate: {name}" in capsys.readouterr().err
