"""Reports of effort: table, CSV, JSON and a page with plots, safe for terminal, spreadsheet and browser."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from lxml import etree, html

from translate.review.effort import Totals, measure
from translate.review.report import COLUMNS, Report, to_csv, to_html, to_table

HOSTILE = '=cmd()|<script>"\x1b[2J'


def figures(*pairs: tuple[str, str], seconds: float = 12.0) -> dict[str, object]:
    totals = Totals()
    for draft, target in pairs:
        totals.add(measure("A source of five words.", draft, target, language="ar", active_seconds=seconds))
    return totals.summary()


ONE, TWO = figures(("نص", "نص آخر")), figures(("نص", "نص"), ("كلمة", "كلمتان"), seconds=0)
REPORT = Report(
    figures(("نص", "نص آخر"), ("نص", "نص")), "editor", (("أمل", ONE), (HOSTILE, TWO)), (("ar", "s|1"),)
)
WEEKS = Report(ONE, "week", tuple((f"2026-W{week:02}", ONE if week % 2 else TWO) for week in range(1, 53)))
EMPTY = Report(Totals().summary())


def test_json_has_all_figures_and_the_groups() -> None:
    told = json.loads(json.dumps(REPORT.shape()))
    assert {
        "hter",
        "ped",
        "chrf",
        "units",
        "words",
        "seconds",
        "by",
        "groups",
        "signatures",
        "scale",
    } <= told.keys()
    assert told["hter"].keys() == {"micro", "median"}
    assert [group["group"] for group in told["groups"]] == ["أمل", HOSTILE]
    assert EMPTY.shape()["hter"] == {"micro": None, "median": None}


def test_a_spreadsheet_runs_nothing() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(REPORT))))
    assert rows[0] == ["editor", *(name for name, _, _ in COLUMNS)]
    assert [row[0] for row in rows[1:]] == ["أمل", f"'{HOSTILE}", "all"]
    assert float(rows[1][rows[0].index("hter_micro")]) == 50.0
    assert rows[2][rows[0].index("seconds_micro")] == ""


def test_a_table_cannot_steer_the_terminal() -> None:
    lines = to_table(REPORT).splitlines()
    assert lines[0].split()[:3] == ["editor", "units", "words"]
    assert "\x1b" not in to_table(REPORT)
    assert lines[-1].split()[:3] == ["all", "2", "10"]


def parsed(page: str) -> Any:
    return html.fromstring(page)


def test_the_page_is_whole_and_runs_nothing() -> None:
    for report in (REPORT, WEEKS, EMPTY):
        page = to_html(report)
        tree = parsed(page)
        assert not tree.xpath("//script")
        assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
        assert "http" not in page
        for drawn in tree.xpath("//svg"):
            etree.fromstring(etree.tostring(drawn))
    assert len(parsed(to_html(REPORT)).xpath("//svg")) == 3
    assert len(parsed(to_html(WEEKS)).xpath("//polyline")) == 3
    assert "Nothing was measured yet." in to_html(EMPTY)


def test_many_groups_stay_readable() -> None:
    report = Report(ONE, "topic", tuple((f"topic {number}", ONE) for number in range(100)))
    assert "40 more stand in the table." in to_html(report)
    assert to_csv(report).count("\n") == 102
