"""Figures of effort go in; a table, CSV, JSON or a page with plots comes out."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from translate.text.cells import to_cell
from translate.text.diff import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Figures = dict[str, Any]  # as review.effort.summary gives them

COLUMNS = (
    # column, where it stands, its heading
    ("units", ("units",), "units"),
    ("words", ("words",), "words"),
    ("touch_rate", ("touch_rate",), "touched %"),
    ("hter_micro", ("hter", "micro"), "HTER"),
    ("hter_median", ("hter", "median"), "median"),
    ("ped_micro", ("ped", "micro"), "PED"),
    ("ped_median", ("ped", "median"), "median"),
    ("chrf_micro", ("chrf", "micro"), "chrF++"),
    ("chrf_median", ("chrf", "median"), "median"),
    ("seconds_micro", ("seconds", "micro"), "s/word"),
    ("seconds_median", ("seconds", "median"), "median"),
    ("seconds_active", ("seconds", "active"), "active s"),
    ("seconds_total", ("seconds", "total"), "total s"),
    ("keystrokes", ("keystrokes",), "keys"),
)
SCALE = {
    "hter": "edits of words for each 100 words of the approved target; 0 is a draft that nobody changed, more than 100 is possible",
    "ped": "edits of characters for each 100 characters of the longer text, 0-100",
    "chrf": "chrF++ of the draft against the approved target, 0-100; 100 is a draft that nobody changed",
    "seconds": "micro and median: active seconds a source word; active, total: sums in seconds",
    "touch_rate": "units of 100 that somebody changed",
}


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of all units, and of each group where they are grouped by something."""

    everything: Figures
    by: str | None = None
    groups: tuple[tuple[str, Figures], ...] = ()
    signatures: tuple[tuple[str, str], ...] = ()

    def shape(self) -> dict[str, Any]:
        """The report as JSON has it: the figures of all, then `by` and `groups`; keys are only ever added."""
        return {
            **self.everything,
            "by": self.by,
            "groups": [{"group": name, **figures} for name, figures in self.groups],
            "scale": SCALE,
            "signatures": dict(self.signatures),
        }


def _rows(report: Report) -> list[tuple[str, list[Any]]]:
    named = [*report.groups, ("all", report.everything)]
    return [(name, [_at(figures, path) for _, path, _ in COLUMNS]) for name, figures in named]


def _at(figures: Mapping[str, Any], path: Sequence[str]) -> Any:
    value: Any = figures
    for step in path:
        value = value[step]
    return value


def to_csv(report: Report) -> str:
    """A row a group and one for all; texts that a spreadsheet would run are defused."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([report.by or "group", *(name for name, _, _ in COLUMNS)])
    for name, values in _rows(report):
        table.writerow([to_cell(name), *("" if value is None else value for value in values)])
    return text.getvalue()


def to_table(report: Report) -> str:
    """Lines for a terminal, figures right under their headings."""
    head = [report.by or "", *(heading for _, _, heading in COLUMNS)]
    rows = [[visible(name) or "-", *(_shown(value) for value in values)] for name, values in _rows(report)]
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (head, *rows)
    ]
    lines.insert(1, "-" * len(lines[0]))
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.1f}" if isinstance(value, float) else str(value)


# --- the page ------------------------------------------------------------------------------------

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1b19; --soft: #6a655d; --paper: #fbfaf7; --line: #ddd8cd; --bar: #2f6b7e; --mark: #b4531b; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece9e2; --soft: #a8a297; --paper: #191816; --line: #3a3732; --bar: #6fb0c4; --mark: #e8935a; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-block: 2rem .5rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
th, td { padding: .3rem .7rem; text-align: end; border-block-end: 1px solid var(--line); white-space: nowrap; }
th:first-child { text-align: start; } tbody tr:last-child { font-weight: 600; }
svg { width: 100%; height: auto; max-width: 48rem; display: block; } svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
.bar { fill: var(--bar); } .median { stroke: var(--mark); stroke-width: 2; } .grid { stroke: var(--line); } .curve { fill: none; stroke: var(--bar); stroke-width: 2; }
p, li { color: var(--soft); max-width: 46rem; font-size: .9rem; overflow-wrap: anywhere; }
@media print { body { background: none; } }
"""
_PLOTS = (
    ("hter", "HTER: word edits for each 100 words"),
    ("ped", "PED: character edits for each 100 characters"),
    ("seconds", "Active seconds a source word"),
)
_MOST = 60  # groups in a plot
_LEFT, _WIDTH, _ROW = 170, 640, 26  # pixels


def to_html(report: Report) -> str:
    """One page with its plots drawn inside it; no scripts, nothing fetched, every text escaped."""
    heading = f"Post-editing effort by {report.by}" if report.by else "Post-editing effort"
    head = "".join(
        f"<th scope=col>{escape(text)}</th>" for text in (report.by or "", *(h for _, _, h in COLUMNS))
    )
    body = "\n".join(
        f"<tr><th scope=row dir=auto>{escape(name) or '–'}</th>{''.join(f'<td>{escape(_shown(value))}</td>' for value in values)}</tr>"
        for name, values in _rows(report)
    )
    plots = "\n".join(_plot(report, measure, title) for measure, title in _PLOTS)
    told = "".join(f"<li><b>{escape(name)}</b>: {escape(text)}</li>" for name, text in SCALE.items())
    signed = "".join(f"<li>{escape(name)}: {escape(text)}</li>" for name, text in report.signatures)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(heading)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(heading)}</h1>\n"
        f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>\n{plots}\n'
        f"<h2>What the figures mean</h2>\n<ul>{told}</ul>\n"
        "<p>Averages are micro-averages: sums divided by sums. Effort measures drafts, not people: it rewards needless edits where it is paid for.</p>\n"
        f"<ul>{signed}</ul>\n</main>\n</body>\n</html>\n"
    )


def _plot(report: Report, measure: str, title: str) -> str:
    named = [*report.groups] or [("all", report.everything)]
    values = [
        (name, figures[measure]["micro"], figures[measure]["median"])
        for name, figures in named
        if figures[measure]["micro"] is not None
    ]
    left_out = max(0, len(values) - _MOST)
    if report.by == "week":
        values = values[-_MOST:]
        drawn = _curve(values) if len(values) > 1 else _bars(values)
    else:
        values = values[:_MOST]
        drawn = _bars(values)
    if not values:
        return f"<h2>{escape(title)}</h2>\n<p>Nothing was measured yet.</p>"
    more = f"<p>{left_out} more stand in the table.</p>" if left_out else ""
    return f"<h2>{escape(title)}</h2>\n{drawn}\n<p>{_legend(report.by)}</p>{more}"


def _legend(by: str | None) -> str:
    shape = "Line" if by == "week" else "Bars"
    return f"{shape}: micro-average. Orange marks: median."


def _scale(values: Sequence[tuple[str, float, float | None]]) -> tuple[float, float]:
    """The end of the axis, and the distance of its lines: 1, 2 or 5 times a power of ten."""
    top = max((max(micro, median or 0) for _, micro, median in values), default=0) or 1.0
    step = 10.0 ** len(str(int(top))) / 10
    for factor in (0.1, 0.2, 0.5, 1, 2, 5):
        if top / (step * factor) <= 6:
            step *= factor
            break
    return step * max(1, -(-top // step)), step


def _bars(values: Sequence[tuple[str, float, float | None]]) -> str:
    end, step = _scale(values)
    height = _ROW * len(values) + 24
    width = _LEFT + _WIDTH + 60
    parts = [f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(_told(values))}">']
    for line in range(round(end / step) + 1):
        x = _LEFT + _WIDTH * line * step / end
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height - 20}"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - 5}" text-anchor="middle">{line * step:g}</text>')
    for number, (name, micro, median) in enumerate(values):
        y = number * _ROW + 4
        length = _WIDTH * micro / end
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 14}" text-anchor="end">{escape(_short(name))}</text>')
        parts.append(
            f'<rect class="bar" x="{_LEFT}" y="{y}" width="{length:.1f}" height="{_ROW - 8}"><title>{escape(name)}: {micro:g}</title></rect>'
        )
        if median is not None:
            x = _LEFT + _WIDTH * median / end
            parts.append(f'<line class="median" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 2}" y2="{y + _ROW - 6}"/>')
    return "".join([*parts, "</svg>"])


def _curve(values: Sequence[tuple[str, float, float | None]]) -> str:
    end, step = _scale(values)
    height, bottom = 260, 220
    left, width = 50, _LEFT + _WIDTH - 50
    apart = width / (len(values) - 1)
    every = -(-len(values) // 8)
    parts = [
        f'<svg viewBox="0 0 {left + width + 60} {height}" role="img" aria-label="{escape(_told(values))}">'
    ]
    for line in range(round(end / step) + 1):
        y = bottom - (bottom - 10) * line * step / end
        parts.append(f'<line class="grid" x1="{left}" x2="{left + width}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{line * step:g}</text>')
    points = []
    for number, (name, micro, median) in enumerate(values):
        x, y = left + number * apart, bottom - (bottom - 10) * micro / end
        points.append(f"{x:.1f},{y:.1f}")
        parts.append(
            f'<circle class="bar" cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{escape(name)}: {micro:g}</title></circle>'
        )
        if median is not None:
            at = bottom - (bottom - 10) * median / end
            parts.append(
                f'<line class="median" x1="{x - 5:.1f}" x2="{x + 5:.1f}" y1="{at:.1f}" y2="{at:.1f}"/>'
            )
        if number % every == 0:
            parts.append(
                f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{escape(_short(name))}</text>'
            )
    return "".join([*parts, f'<polyline class="curve" points="{" ".join(points)}"/></svg>'])


def _told(values: Sequence[tuple[str, float, float | None]]) -> str:
    return "; ".join(f"{name}: {micro:g}" for name, micro, _ in values)


def _short(name: str) -> str:
    return (name if len(name) <= 22 else f"{name[:21]}…") or "–"
