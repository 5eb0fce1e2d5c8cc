"""Long tasks, followers of the audit, and webhooks: how far each has come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.errors import NotFound
from translate.store import audit
from translate.store.connection import number_of
from translate.store.rows import Job
from translate.store.schema import cursor, delivery, job, job_event, webhook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.engine import Connection


def add(connection: Connection, made: Job) -> None:
    """Put a job in."""
    values = {name: getattr(made, name) for name in job.c.keys() if name != "parameters"}  # noqa: SIM118  (columns)
    connection.execute(sa.insert(job).values(**values, parameters=audit.dumps(dict(made.parameters))))


def get(connection: Connection, id_: str) -> Job:
    """A job; raises NotFound."""
    row = connection.execute(sa.select(job).where(job.c.id == id_)).one_or_none()
    if row is None:
        raise NotFound("job", id_)
    return Job(**{**row._mapping, "parameters": json.loads(row.parameters)})


def page(connection: Connection, *, states: Sequence[str] = (), limit: int = 50) -> list[Job]:
    """Jobs, the newest first."""
    query = sa.select(job).order_by(job.c.created_at.desc(), job.c.id).limit(limit)
    if states:
        query = query.where(job.c.state.in_(states))
    return [
        Job(**{**row._mapping, "parameters": json.loads(row.parameters)}) for row in connection.execute(query)
    ]


def update(connection: Connection, id_: str, values: Mapping[str, Any]) -> None:
    """Set how far a job has come."""
    connection.execute(sa.update(job).where(job.c.id == id_).values(**values))


def add_event(
    connection: Connection,
    id_: str,
    *,
    kind: str,
    at: str,
    message: str = "",
    details: Mapping[str, Any] | None = None,
) -> int:
    """Note what happened in a job; returns the event's number."""
    made = connection.execute(
        sa.insert(job_event).values(
            job=id_, kind=kind, at=at, message=message, details=audit.dumps(dict(details or {}))
        )
    )
    return number_of(made)


def events(connection: Connection, id_: str, *, after: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """What happened in a job after an event: id, at, kind, message, details."""
    query = sa.select(job_event).where(job_event.c.job == id_, job_event.c.id > after)
    return [
        {
            "id": row.id,
            "at": row.at,
            "kind": row.kind,
            "message": row.message,
            "details": json.loads(row.details),
        }
        for row in connection.execute(query.order_by(job_event.c.id).limit(limit))
    ]


# --- followers of the audit ----------------------------------------------------------------------


def get_cursor(connection: Connection, name: str) -> int:
    """The number of the last audit row that a follower has dealt with, 0 at first."""
    return int(connection.execute(sa.select(cursor.c.last).where(cursor.c.name == name)).scalar() or 0)


def set_cursor(connection: Connection, name: str, last: int, *, at: str) -> None:
    """Note how far a follower has come."""
    moved = connection.execute(sa.update(cursor).where(cursor.c.name == name).values(last=last, at=at))
    if not moved.rowcount:
        connection.execute(sa.insert(cursor).values(name=name, last=last, at=at))


# --- webhooks ------------------------------------------------------------------------------------


def add_webhook(
    connection: Connection, *, url: str, secret: str, events: Sequence[str], by: str, at: str
) -> int:
    """Keep a webhook; returns its number. `events` empty: all actions."""
    made = connection.execute(
        sa.insert(webhook).values(
            url=url,
            secret=secret,
            events=audit.dumps(list(events)),
            is_active=True,
            created_at=at,
            created_by=by,
        )
    )
    return number_of(made)


def webhooks(connection: Connection, *, active: bool = True) -> list[dict[str, Any]]:
    """Webhooks: id, url, secret, events, is_active, created_at, created_by."""
    query = sa.select(webhook).order_by(webhook.c.id)
    if active:
        query = query.where(webhook.c.is_active)
    return [{**row._mapping, "events": json.loads(row.events)} for row in connection.execute(query)]


def end_webhook(connection: Connection, id_: int) -> None:
    """Stop a webhook."""
    connection.execute(sa.update(webhook).where(webhook.c.id == id_).values(is_active=False))


def set_delivery(connection: Connection, webhook_id: int, event: int, values: Mapping[str, Any]) -> None:
    """Note how the delivery of an audit row to a webhook stands: state, attempts, status, error, next_at, at."""
    where = (delivery.c.webhook == webhook_id, delivery.c.event == event)
    moved = connection.execute(sa.update(delivery).where(*where).values(**values))
    if not moved.rowcount:
        connection.execute(sa.insert(delivery).values(webhook=webhook_id, event=event, **values))


def deliveries(
    connection: Connection, *, states: Sequence[str], due: str | None = None, limit: int = 100
) -> list[dict[str, Any]]:
    """Deliveries in these states, due by a time: all columns."""
    query = sa.select(delivery).where(delivery.c.state.in_(states))
    if due is not None:
        query = query.where(delivery.c.next_at.is_(None) | (delivery.c.next_at <= due))
    return [dict(row._mapping) for row in connection.execute(query.order_by(delivery.c.id).limit(limit))]
