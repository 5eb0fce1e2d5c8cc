"""The audit: rows are added at its end, each with the hash of the one before; verification walks all of it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.store import pipeline
from translate.store.rows import Event, Page
from translate.store.schema import audit, chain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.engine import Connection, Row

    from translate.store.pipeline import Answer, Step

_FIELDS = (
    "id",
    "at",
    "person",
    "action",
    "unit",
    "article",
    "version",
    "subject",
    "details",
    "digest",
    "previous",
)

# Made once: to build a statement takes as long as to run it.
_LAST = sa.select(chain.c.last, chain.c.hash)
_ROW, _END = sa.insert(audit).inline(), sa.update(chain)
_KEY = "audit.end"  # of a connection's notes: the end of the chain as its transaction knows it


def append(connection: Connection, **row: Any) -> int:
    """Add a row, see `added`; returns its number. Only inside Store.write: writers go one after the other."""
    steps = added(connection, **row)
    pipeline.run(connection, *steps)
    return int(steps[0][1]["id"])


def added(
    connection: Connection,
    *,
    at: str,
    person: str,
    action: str,
    unit: str | None = None,
    article: str | None = None,
    version: int | None = None,
    subject: str = "",
    details: Mapping[str, Any] | None = None,
    digest: str = "",
) -> list[Step]:
    """What adds a row to the end of the chain; to be run next, or the transaction to be taken back."""
    last, previous = connection.info.get(_KEY) or end(pipeline.run(connection, END)[0])
    row: dict[str, Any] = {
        "id": last + 1,
        "at": at,
        "person": person,
        "action": action,
        "unit": unit,
        "article": article,
        "version": version,
        "subject": subject,
        "details": dumps(details or {}),
        "digest": digest,
        "previous": previous,
    }
    row["hash"] = hashed(row)
    remember(connection, (last + 1, row["hash"]))
    return [(_ROW, row), (_END, {"last": last + 1, "hash": row["hash"]})]


#: The question for the end of the chain; `end` makes number and hash of its answer.
END: Step = (_LAST, {})


def end(answer: Answer) -> tuple[int, str]:
    """Number and hash of the newest row."""
    (row,) = answer.rows
    return int(row["last"]), str(row["hash"])


def remember(connection: Connection, found: tuple[int, str] | None) -> None:
    """Keep the end of the chain for the rest of the transaction; None where a step was taken back, or another transaction begins."""
    connection.info[_KEY] = found


def dumps(value: object) -> str:
    """JSON that is always the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hashed(row: Mapping[str, Any]) -> str:
    """SHA-256 over a row's fields and, through `previous`, over all rows before it."""
    return hashlib.sha256(dumps([row[name] for name in _FIELDS]).encode()).hexdigest()


def digest(*values: object) -> str:
    """SHA-256 over values, as revisions are sealed with."""
    return hashlib.sha256(dumps(values).encode()).hexdigest()


def events(
    connection: Connection,
    *,
    after: int = 0,
    before: int | None = None,
    unit: str | None = None,
    article: str | None = None,
    person: str | None = None,
    actions: Sequence[str] = (),
    limit: int = 100,
    newest_first: bool = False,
) -> Page[Event]:
    """Rows after a number (or, newest first, before one); the page's cursor is the number to go on from."""
    query = sa.select(audit).where(audit.c.id > after)
    if before is not None:
        query = query.where(audit.c.id < before)
    for column, value in ((audit.c.unit, unit), (audit.c.article, article), (audit.c.person, person)):
        if value is not None:
            query = query.where(column == value)
    if actions:
        query = query.where(audit.c.action.in_(actions))
    order = audit.c.id.desc() if newest_first else audit.c.id
    found = connection.execute(query.order_by(order).limit(limit + 1)).all()
    items = tuple(event(row) for row in found[:limit])
    return Page(items, str(items[-1].id) if len(found) > limit else None)


def event(row: Row[Any]) -> Event:
    """A row as a value."""
    values = dict(row._mapping)
    return Event(**{**values, "details": json.loads(values["details"])})


def last(connection: Connection) -> int:
    """The number of the newest row, 0 where there is none."""
    return int(connection.execute(sa.select(chain.c.last)).scalar_one())


def flaws(connection: Connection) -> Iterator[str]:
    """What does not hold: a row changed, lost, put in or cut off; one line each."""
    expected, previous = 1, ""
    everything = sa.select(audit).order_by(audit.c.id).execution_options(yield_per=5000)
    for row in connection.execute(everything):
        values = dict(row._mapping)
        if row.id != expected:
            yield f"audit: row {expected} is missing"
        elif row.previous != previous:
            yield f"audit: row {row.id} does not follow the row before it"
        if hashed(values) != row.hash:
            yield f"audit: row {row.id} was changed"
        expected, previous = row.id + 1, row.hash
    end = connection.execute(sa.select(chain.c.last, chain.c.hash)).one_or_none()
    if end is None or (end.last, end.hash) != (expected - 1, previous):
        yield "audit: its end was cut off or put on"
