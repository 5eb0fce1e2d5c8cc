"""What approved drafts cost: rows that are only ever added, and running sums of them; how far a follower of the audit has come."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.store import audit as audits
from translate.store.schema import audit, cursor, effort, effort_bin, effort_total, revision, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection, Row

_CHUNK = 500  # units asked for at once: SQLite takes 32,766 values in a statement, PostgreSQL 65,535
_TYPED = ("edit", "revert", "import")  # revisions that somebody wrote


@dataclass(frozen=True, slots=True)
class Approval:
    """An approved unit as it was approved. `editor` wrote last before that, None where nobody changed the draft.

    `previous` is the target that was approved before, None where this is the first time.
    Seconds and keystrokes are sums over the revisions up to the approval; `event` is the row of the audit.
    """

    event: int
    unit: str
    article: str
    version: int
    at: str
    reviewer: str
    editor: str | None
    source: str
    draft: str
    target: str
    previous: str | None
    source_language: str
    target_language: str
    origin: str
    engine: str
    model: str
    topic: str
    estimate: float | None
    active_seconds: float
    total_seconds: float
    keystrokes: int


def place(connection: Connection, name: str) -> int:
    """The last row of the audit that a follower has dealt with; 0 where it never ran."""
    return int(connection.execute(sa.select(cursor.c.last).where(cursor.c.name == name)).scalar() or 0)


def move(connection: Connection, name: str, last: int, *, at: str) -> None:
    """Note how far a follower of the audit has come."""
    moved = connection.execute(sa.update(cursor).where(cursor.c.name == name).values(last=last, at=at))
    if not moved.rowcount:
        connection.execute(sa.insert(cursor).values(name=name, last=last, at=at))


def approvals(connection: Connection, *, after: int, limit: int = 500) -> tuple[list[Approval], int]:
    """Approvals behind a row of the audit, and the row to go on from (the newest, where none is left)."""
    newest = audits.last(connection)  # asked first: what comes while this reads is for the next time
    query = sa.select(audit.c.id, audit.c.unit, audit.c.version, audit.c.at, audit.c.person)
    query = query.where(audit.c.id > after, audit.c.id <= newest)
    query = query.where(audit.c.action == "approve", audit.c.unit.is_not(None))
    rows = connection.execute(query.order_by(audit.c.id).limit(limit)).all()
    end = rows[-1].id if len(rows) == limit else max(after, newest)
    histories = _histories(connection, {row.unit for row in rows})
    units = _units(connection, {row.unit for row in rows})
    return [_approval(row, units[row.unit], histories[row.unit]) for row in rows if row.unit in units], end


def _units(connection: Connection, ids: set[str]) -> dict[str, Row[Any]]:
    names = ("id", "article", "source", "draft", "source_language", "target_language", "origin", "engine", "model", "topic", "estimate")  # fmt: skip
    found: dict[str, Row[Any]] = {}
    for part in _parts(sorted(ids)):
        query = sa.select(*(unit.c[name] for name in names)).where(unit.c.id.in_(part))
        found |= {row.id: row for row in connection.execute(query)}
    return found


def _histories(connection: Connection, ids: set[str]) -> dict[str, list[Row[Any]]]:
    names = ("unit", "version", "action", "target", "person", "active_seconds", "total_seconds", "keystrokes")
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for part in _parts(sorted(ids)):
        query = sa.select(*(revision.c[name] for name in names)).where(revision.c.unit.in_(part))
        for row in connection.execute(query.order_by(revision.c.unit, revision.c.version)):
            found[row.unit].append(row)
    return found


def _parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _approval(row: Any, found: Row[Any], history: Sequence[Row[Any]]) -> Approval:
    until = [entry for entry in history if entry.version <= row.version]
    typed = [entry.person for entry in until if entry.action in _TYPED]
    before = [entry.target for entry in until[:-1] if entry.action == "approve"]
    values = {name: value for name, value in found._mapping.items() if name != "id"}
    return Approval(
        event=row.id,
        unit=row.unit,
        version=row.version,
        at=row.at,
        reviewer=row.person,
        editor=typed[-1] if typed else None,
        target=until[-1].target if until else "",
        previous=before[-1] if before else None,
        active_seconds=sum(entry.active_seconds for entry in until),
        total_seconds=sum(entry.total_seconds for entry in until),
        keystrokes=sum(entry.keystrokes for entry in until),
        **values,
    )


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add a row for each approval, and take back what earlier approvals of the same units had counted.

    Rows hold the columns of `effort` without `id` and `sign`; `chrf_statistics` is a list. Units come in the order of approval.
    """
    standing = _standing(connection, {str(row["unit"]) for row in rows})
    added: list[dict[str, Any]] = []
    for row in rows:
        new = {**row, "sign": 1, "chrf_statistics": audits.dumps(list(row["chrf_statistics"]))}
        before = standing.get(new["unit"])
        if before and before["version"] >= new["version"]:
            continue  # counted already: whoever was killed between counting and noting it counts again
        if before:
            added.append({**before, "sign": -1})
        added.append(new)
        standing[new["unit"]] = new
    if added:
        connection.execute(sa.insert(effort), added)


def _standing(connection: Connection, ids: set[str]) -> dict[str, dict[str, Any]]:
    """What stands counted of each unit: its newest row."""
    found: dict[str, dict[str, Any]] = {}
    for part in _parts(sorted(ids)):
        for row in connection.execute(sa.select(effort).where(effort.c.unit.in_(part)).order_by(effort.c.id)):
            found[row.unit] = {name: value for name, value in row._mapping.items() if name != "id"}
    return found


def rows(connection: Connection, *, after: int = 0, limit: int = 5000) -> list[dict[str, Any]]:
    """Rows behind a number, in order; `chrf_statistics` is a list."""
    query = sa.select(effort).where(effort.c.id > after).order_by(effort.c.id).limit(limit)
    return [
        {**row._mapping, "chrf_statistics": json.loads(row.chrf_statistics)}
        for row in connection.execute(query)
    ]


# --- running sums --------------------------------------------------------------------------------


def summed(connection: Connection) -> int:
    """The last row of `effort` that the sums hold."""
    query = sa.select(effort_total.c.last).where(effort_total.c.dimension == "all")
    return int(connection.execute(query).scalar() or 0)


def totals(connection: Connection, dimension: str) -> list[tuple[str, dict[str, Any]]]:
    """The sums of each group of a dimension (`all`, `editor`, …) by value."""
    query = sa.select(effort_total.c.value, effort_total.c.sums).where(effort_total.c.dimension == dimension)
    return [
        (row.value, json.loads(row.sums)) for row in connection.execute(query.order_by(effort_total.c.value))
    ]


def set_total(
    connection: Connection, dimension: str, value: str, sums: Mapping[str, Any], *, last: int
) -> None:
    """Put new sums in place of a group's old ones; they hold the rows up to `last`."""
    where = (effort_total.c.dimension == dimension, effort_total.c.value == value)
    kept = {"sums": audits.dumps(dict(sums)), "last": last}
    moved = connection.execute(sa.update(effort_total).where(*where).values(kept))
    if not moved.rowcount:
        connection.execute(sa.insert(effort_total).values(dimension=dimension, value=value, **kept))


def bins(connection: Connection, dimension: str, value: str) -> dict[str, dict[int, int]]:
    """How many efforts of a group lie in each bin of each measure."""
    query = sa.select(effort_bin.c.measure, effort_bin.c.bin, effort_bin.c.count)
    found: dict[str, dict[int, int]] = {}
    for row in connection.execute(
        query.where(effort_bin.c.dimension == dimension, effort_bin.c.value == value, effort_bin.c.count != 0)
    ):
        found.setdefault(row.measure, {})[row.bin] = row._mapping["count"]
    return found


def count(connection: Connection, dimension: str, value: str, moved: Mapping[str, Mapping[int, int]]) -> None:
    """Add to the bins of a group."""
    added = [
        {"d": dimension, "v": value, "m": measure, "b": bin_, "n": number}
        for measure, numbers in moved.items()
        for bin_, number in numbers.items()
        if number
    ]
    if not added:
        return
    upsert = sa.text(
        "INSERT INTO effort_bin (dimension, value, measure, bin, count) VALUES (:d, :v, :m, :b, :n) "
        "ON CONFLICT (dimension, value, measure, bin) DO UPDATE SET count = effort_bin.count + excluded.count"
    )
    connection.execute(upsert, added)
