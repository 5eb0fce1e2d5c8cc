"""A ledger goes in; how far the run is, and what it saved, found and will cost, comes out: as values, as JSON, as a page."""

from __future__ import annotations

import json
import re
import time
from html import escape
from typing import TYPE_CHECKING, Any

from translate.archive.merge import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from translate.store.ledger import Ledger

HTML, JSON = "report.html", "report.json"
_WORST = 20
_FIGURE = re.compile(r"[0-9][0-9:.,%() ]*")
_LISTED = 200  # quarantined articles in the report; quarantine.jsonl has them all


def status(ledger: Ledger) -> dict[str, Any]:
    """How far a run is. Rates are articles, segments and source words a second of the run; `seconds_left` is None where nothing is known yet."""
    counts, state = ledger.counts(), ledger.get("state")
    wall = float(ledger.get("wall", 0.0))
    rate = counts.tokens_done / wall if wall else 0.0
    is_finished = state == "planned" and not ledger.has_work()
    left = 0.0 if is_finished else (counts.tokens - counts.tokens_done) / rate if rate else None
    return {
        "state": "finished"
        if is_finished
        else "planned"
        if state == "planned" and not ledger.has_begun()
        else "begun"
        if state == "planned"
        else state,
        "articles": counts.items,
        "drafted": counts.done,
        "quarantined": counts.quarantined,
        "left": counts.left,
        "queued": ledger.queued(),
        "shards": counts.shards,
        "shards_done": counts.shards_done,
        "causes": ledger.causes(),
        "near_duplicates": ledger.twins(),
        "seconds": round(wall, 1),
        "seconds_left": None if left is None else round(left, 1),
        "articles_per_second": round(counts.done / wall, 3) if wall else None,
    }


def sentences(told: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    yield f"{told['state']}: {told['drafted']} of {told['articles']} articles drafted, {told['quarantined']} quarantined, {told['left']} left"
    if told["causes"]:
        yield "quarantined: " + ", ".join(f"{cause} {count}" for cause, count in told["causes"].items())
    if told["near_duplicates"]:
        yield f"near-duplicates: {told['near_duplicates']}"
    if told["queued"]:
        yield f"in the queue: {told['queued']}"
    if told["articles_per_second"]:
        yield f"{told['articles_per_second']:.2f} articles a second in {clock(told['seconds'])}"
    if told["left"] and told["seconds_left"] is not None:
        yield f"time left: {clock(told['seconds_left'])}"


def clock(seconds: float) -> str:
    """Hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def gather(ledger: Ledger, *, price: float = 0.0) -> dict[str, Any]:
    """The whole report; `price` is what an hour of one core costs."""
    counts, wall = ledger.counts(), float(ledger.get("wall", 0.0))
    told = status(ledger)
    shared, saved = ledger.shared()
    origins = ledger.tallies("origin")
    segments, distinct = int(ledger.get("segments", 0)), int(ledger.get("distinct", 0))
    core_hours = counts.seconds / 3600
    share = counts.tokens_done / counts.tokens if counts.tokens else 0.0
    hours_left = core_hours / share - core_hours if share else None
    memory = origins.get("memory", 0)
    return {
        "status": told,
        "order": ledger.get("order"),
        "fingerprint": ledger.get("fingerprint"),
        "signatures": ledger.get("signatures", {}),
        "throughput": {
            "articles_per_hour": round(3600 * counts.done / wall, 1) if wall else None,
            "segments_per_second": round(counts.segments / wall, 2) if wall else None,
            "words_per_second": round(counts.words / wall, 1) if wall else None,
            "segments": counts.segments,
            "words": counts.words,
            "seconds": round(wall, 1),
            "core_seconds": round(counts.seconds, 1),
        },
        "saving": {
            "segments": segments,
            "distinct_segments": distinct,
            "repeated_segments": segments - distinct,
            "saved_by_repetition": round(1 - distinct / segments, 4) if segments else 0.0,
            "segments_shared_by_articles": shared,
            "decodings_saved": saved,
            "texts_decoded": counts.decoded,
            "from_memory": memory,
            "saved_by_memory": round(memory / counts.segments, 4) if counts.segments else 0.0,
        },
        "languages": ledger.tallies("language"),
        "origins": origins,
        "issues": ledger.tallies("issue"),
        "worst": ledger.worst(_WORST),
        "quarantine": [
            {"id": item.id, "source": item.source, "cause": item.cause, "reason": item.reason}
            for _, item in zip(range(_LISTED), ledger.quarantined(), strict=False)
        ],
        "forecast": {
            "seconds_left": told["seconds_left"],
            "core_hours_done": round(core_hours, 3),
            "core_hours_left": None if hours_left is None else round(hours_left, 3),
            "price_per_core_hour": price,
            "cost_done": round(core_hours * price, 2),
            "cost_left": None if hours_left is None else round(hours_left * price, 2),
        },
    }


def write(ledger: Ledger, out: Path, *, price: float = 0.0) -> dict[str, Any]:
    """report.json and report.html in the folder; what they tell. Raises TranslateError where they cannot be written."""
    told = gather(ledger, price=price)
    made = time.strftime("%Y-%m-%d %H:%M")
    with replacing(out / JSON) as stream:
        stream.write((json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
    with replacing(out / HTML) as stream:
        stream.write(page(told, made).encode("utf-8", "replace"))
    return told


_STYLE = """
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
th,td{text-align:start;padding:.25rem .6rem;border-bottom:1px solid #8886;vertical-align:top;overflow-wrap:anywhere}th{white-space:nowrap}td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}
progress{width:100%;height:1.2rem}
"""


def page(told: dict[str, Any], made: str) -> str:
    """The report as a page that needs nothing else."""
    now, saving, speed, forecast = told["status"], told["saving"], told["throughput"], told["forecast"]
    done = now["drafted"] + now["quarantined"]
    parts = [
        f"<p>{escape('; '.join(sentences(now)))}.</p>",
        f'<progress max="{max(1, now["articles"])}" value="{done}" aria-label="articles done"></progress>',
        _table(
            "Throughput",
            ("", ""),
            [
                ("articles an hour", speed["articles_per_hour"]),
                ("segments a second", speed["segments_per_second"]),
                ("source words a second", speed["words_per_second"]),
                ("segments drafted", speed["segments"]),
                ("time of the run", clock(speed["seconds"])),
                ("time of all workers", clock(speed["core_seconds"])),
            ],
        ),
        _table(
            "Saving",
            ("", ""),
            [
                ("segments of the archive", saving["segments"]),
                ("different ones", saving["distinct_segments"]),
                ("saved by repetition", f"{saving['saved_by_repetition']:.1%}"),
                ("segments that several articles share", saving["segments_shared_by_articles"]),
                ("decodings saved by that", saving["decodings_saved"]),
                ("texts decoded", saving["texts_decoded"]),
                ("from the memory", f"{saving['from_memory']} ({saving['saved_by_memory']:.1%})"),
            ],
        ),
        _table(
            "Forecast",
            ("", ""),
            [
                (
                    "time left",
                    "unknown" if forecast["seconds_left"] is None else clock(forecast["seconds_left"]),
                ),
                ("core hours spent", forecast["core_hours_done"]),
                ("core hours left", forecast["core_hours_left"]),
                ("cost so far", forecast["cost_done"]),
                ("cost of the rest", forecast["cost_left"]),
            ],
        ),
        _table("Languages", ("pair", "articles"), told["languages"].items()),
        _table("Where targets come from", ("origin", "segments"), told["origins"].items()),
        _table("Issues", ("severity and code", "units"), told["issues"].items()),
        _table(
            "Articles that most need a person",
            ("article", "errors", "warnings", "score", "estimate"),
            [
                (one["id"], one["errors"], one["warnings"], one["score"], one["estimate"])
                for one in told["worst"]
            ],
        ),
        _table("Quarantine", ("cause", "articles"), now["causes"].items()),
        _table(
            "Quarantined articles" + (f", the first {_LISTED}" if now["quarantined"] > _LISTED else ""),
            ("article", "source", "cause", "reason"),
            [(one["id"], one["source"], one["cause"], one["reason"]) for one in told["quarantine"]],
        ),
        _table(
            "What was ordered",
            ("", ""),
            [(name, value) for name, value in told["fingerprint"].items() if value],
        ),
    ]
    body = "\n".join(part for part in parts if part)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Archive report</title><style>{_STYLE}</style></head>\n<body><h1>Archive report</h1>\n<p>Made {escape(made)}.</p>\n{body}\n</body></html>\n"
    )


def _direction(value: Any) -> str:
    """How a cell is set: figures at the end of the line, texts in their own direction."""
    is_figure = isinstance(value, (int, float)) or _FIGURE.fullmatch(str(value))
    return ' class="n"' if is_figure else ' dir="auto"'


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> str:
    found = list(rows)
    made = [
        "".join(f"<td{_direction(value)}>{escape('' if value is None else str(value))}</td>" for value in row)
        for row in found
    ]
    if not made:
        return ""
    top = "".join(
        f"<th{_direction(value)}>{escape(name)}</th>" for name, value in zip(head, found[0], strict=True)
    )
    return (
        f"<h2>{escape(title)}</h2>\n<table>{f'<tr>{top}</tr>' if any(head) else ''}\n"
        + "\n".join(f"<tr>{cells}</tr>" for cells in made)
        + "\n</table>"
    )
