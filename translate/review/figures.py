"""Approvals go in, their effort is measured once and summed; figures of everything and of groups come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translate.errors import InputError
from translate.review.effort import DIMENSIONS, MEASURES, Effort, Totals, measure, median, signature, summary
from translate.review.report import Report
from translate.store import clock
from translate.store import effort as kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from translate.store import Store
    from translate.store.effort import Approval

FOLLOWER = "effort"  # its name among those who follow the audit
_AT_ONCE = 500  # approvals in one transaction
_FIELDS = tuple(Effort.__dataclass_fields__)


def report(store: Store, *, by: str | None = None) -> Report:
    """Figures of all approved units, grouped by editor, engine, model, topic or week where wanted. Raises InputError.

    What was approved since the last time is measured first, so that the figures are those of this moment.
    """
    if by is not None and by not in DIMENSIONS:
        raise InputError(f"no group {by!r}", advice=f"give one of {', '.join(DIMENSIONS)}")
    catch_up(store)
    with store.read() as connection:
        everything = dict(kept.totals(connection, "all")).get("", {})
        groups = kept.totals(connection, by) if by else []
    figured = [(name, _figures(sums)) for name, sums in groups if sums.get("units")]
    if by != "week":
        figured.sort(key=lambda item: (-item[1]["units"], item[0]))
    return Report(
        _figures(everything), by, tuple(figured), tuple((code, signature(code)) for code in ("ar", "en"))
    )


def _figures(sums: dict[str, Any]) -> dict[str, Any]:
    """Figures from kept sums; medians were worked out when the sums were."""
    medians = sums.get("medians", {})
    told = summary(sums, sums.get("chrf_statistics", []), {})
    for name in MEASURES:
        told[name]["median"] = medians.get(name)
    return told


def catch_up(store: Store, *, progress: Callable[[int], object] | None = None) -> int:
    """Measure the approvals since the last time and add them to the sums; returns how many there were.

    Measuring is done outside of the transaction that writes: others go on meanwhile. Who is killed here loses nothing, the
    next call begins where the sums end.
    """
    done = 0
    while True:
        with store.read() as connection:
            after = kept.place(connection, FOLLOWER)
            waiting, end = kept.approvals(connection, after=after, limit=_AT_ONCE)
            is_summed = not kept.rows(connection, after=kept.summed(connection), limit=1)
        if end == after and is_summed:
            return done
        rows = [_row(approval) for approval in waiting]
        if rows or not is_summed:
            with store.write() as connection:
                if kept.place(connection, FOLLOWER) == after:  # else somebody else measured them meanwhile
                    kept.add(connection, rows)
                    kept.move(connection, FOLLOWER, end, at=clock.text(clock.now()))
                _sum(connection)
        elif end > after:
            with store.write() as connection:
                if kept.place(connection, FOLLOWER) == after:
                    kept.move(connection, FOLLOWER, end, at=clock.text(clock.now()))
        done += len(rows)
        if progress:
            progress(done)
        if len(waiting) < _AT_ONCE:
            return done


def _row(approval: Approval) -> dict[str, Any]:
    found = measure(
        approval.source,
        approval.draft,
        approval.target,
        language=approval.target_language,
        active_seconds=approval.active_seconds,
        total_seconds=approval.total_seconds,
        keystrokes=approval.keystrokes,
    )
    return {
        **found.values(),
        "unit": approval.unit,
        "article": approval.article,
        "version": approval.version,
        "at": approval.at,
        "week": week(approval.at),
        "editor": approval.editor or approval.reviewer,
        "reviewer": approval.reviewer,
        "engine": approval.engine,
        "model": approval.model,
        "origin": approval.origin,
        "topic": approval.topic,
        "source_language": approval.source_language,
        "target_language": approval.target_language,
        "estimate": approval.estimate,
    }


def week(at: str) -> str:
    """The ISO week of a moment (UTC): 2026-W48."""
    return clock.moment(at).strftime("%G-W%V")


def _sum(connection: Any) -> None:
    """Bring the sums up to the newest row of effort."""
    last = kept.summed(connection)
    changed: dict[tuple[str, str], Totals] = {}
    newest = last
    while rows := kept.rows(connection, after=newest):
        for row in rows:
            found = Effort(**{name: row[name] for name in _FIELDS})
            for dimension in ("all", *DIMENSIONS):
                key = (dimension, "" if dimension == "all" else str(row[dimension]))
                changed.setdefault(key, Totals()).add(found, sign=row["sign"])
        newest = rows[-1]["id"]
    old = {dimension: dict(kept.totals(connection, dimension)) for dimension in ("all", *DIMENSIONS)}
    for (dimension, value), totals in changed.items():
        kept.count(connection, dimension, value, totals.bins)
        before = old[dimension].get(value, {})
        counts = before.get("chrf_statistics", [0] * len(totals.chrf_statistics))
        sums: dict[str, Any] = {name: before.get(name, 0) + amount for name, amount in totals.sums.items()}
        sums["chrf_statistics"] = [
            one + more for one, more in zip(counts, totals.chrf_statistics, strict=True)
        ]
        stand = kept.bins(connection, dimension, value)
        sums["medians"] = {name: median(stand.get(name, {})) for name in MEASURES}
        kept.set_total(connection, dimension, value, sums, last=newest)
