"""What stands beside a unit: comments, waivers, bulk steps and requests already answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.store import audit, pipeline
from translate.store.connection import number_of
from translate.store.rows import Comment, Waiver
from translate.store.schema import bulk, bulk_item, comment, idempotency, waiver

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.engine import Connection, Row

# Made once: every request with a key runs them.
_ANSWERED = sa.select(idempotency.c.digest, idempotency.c.result).where(
    idempotency.c.person == sa.bindparam("who"), idempotency.c.key == sa.bindparam("under")
)
_ANSWER = sa.insert(idempotency).inline()


def add_comment(
    connection: Connection, *, unit: str, version: int, person: str, at: str, text: str, reply_to: int | None
) -> int:
    """Put a remark beside a unit; returns its number."""
    made = connection.execute(
        sa.insert(comment).values(
            unit=unit, version=version, person=person, at=at, text=text, reply_to=reply_to
        )
    )
    return number_of(made)


def comments(connection: Connection, unit: str) -> list[Comment]:
    """The remarks on a unit, oldest first."""
    query = sa.select(comment).where(comment.c.unit == unit).order_by(comment.c.id)
    return [Comment(**row._mapping) for row in connection.execute(query)]


def resolve(connection: Connection, id_: int, *, person: str, at: str) -> Comment | None:
    """Mark a remark as settled; None where there is none."""
    if not 1 <= id_ < 2**31:
        return None
    connection.execute(
        sa.update(comment)
        .where(comment.c.id == id_, comment.c.resolved_at.is_(None))
        .values(resolved_at=at, resolved_by=person)
    )
    row = connection.execute(sa.select(comment).where(comment.c.id == id_)).one_or_none()
    return Comment(**row._mapping) if row else None


def add_waiver(
    connection: Connection,
    *,
    unit: str,
    version: int,
    code: str,
    message: str,
    person: str,
    reason: str,
    at: str,
) -> int:
    """Let an issue pass; returns the waiver's number."""
    made = connection.execute(
        sa.insert(waiver).values(
            unit=unit, version=version, code=code, message=message, person=person, reason=reason, at=at
        )
    )
    return number_of(made)


def waivers(connection: Connection, unit: str) -> list[Waiver]:
    """The waivers of a unit, oldest first, withdrawn ones too."""
    query = sa.select(waiver).where(waiver.c.unit == unit).order_by(waiver.c.id)
    return [Waiver(**row._mapping) for row in connection.execute(query)]


def withdraw(connection: Connection, unit: str, code: str, *, person: str, at: str) -> int:
    """Let an issue stand again; returns how many waivers ended."""
    ended = connection.execute(
        sa.update(waiver)
        .where(waiver.c.unit == unit, waiver.c.code == code, waiver.c.withdrawn_at.is_(None))
        .values(withdrawn_at=at, withdrawn_by=person)
    )
    return int(ended.rowcount)


def waived_codes(connection: Connection, *, since: str = "") -> list[tuple[str, int, int]]:
    """For each code: how often it was waived since a time, and in how many units; the most waived first."""
    number = sa.func.count().label("number")
    units = sa.func.count(sa.distinct(waiver.c.unit)).label("units")
    query = sa.select(waiver.c.code, number, units).where(
        waiver.c.at >= since, waiver.c.withdrawn_at.is_(None)
    )
    return [
        (row.code, row.number, row.units)
        for row in connection.execute(query.group_by(waiver.c.code).order_by(number.desc(), waiver.c.code))
    ]


# --- bulk ----------------------------------------------------------------------------------------


def open_bulk(
    connection: Connection, *, person: str, action: str, details: Mapping[str, Any], at: str
) -> int:
    """Begin a step over many units; returns its number."""
    made = connection.execute(
        sa.insert(bulk).values(person=person, action=action, details=audit.dumps(dict(details)), at=at)
    )
    return number_of(made)


def get_bulk(connection: Connection, id_: int) -> Row[Any] | None:
    """A step over many units: person, action, details, at, undone_at, undone_by."""
    if not 1 <= id_ < 2**31:
        return None
    return connection.execute(sa.select(bulk).where(bulk.c.id == id_)).one_or_none()


def bulk_items(connection: Connection, id_: int) -> list[tuple[str, dict[str, Any], int]]:
    """Each unit of a step: what it was before, and its version after."""
    query = sa.select(bulk_item).where(bulk_item.c.bulk == id_).order_by(bulk_item.c.unit)
    return [(row.unit, json.loads(row.before), row.version) for row in connection.execute(query)]


def close_bulk(connection: Connection, id_: int, *, person: str, at: str) -> None:
    """Note that a step was undone."""
    connection.execute(sa.update(bulk).where(bulk.c.id == id_).values(undone_at=at, undone_by=person))


# --- requests already answered -------------------------------------------------------------------


def answered(connection: Connection, person: str, key: str) -> tuple[str, Any] | None:
    """The digest and the answer of a request that came before under this key."""
    (found,) = pipeline.run(connection, (_ANSWERED, {"who": person, "under": key}))
    return (found.rows[0]["digest"], json.loads(found.rows[0]["result"])) if found.rows else None


def answer(connection: Connection, person: str, key: str, digest: str, result: Any, *, at: str) -> None:
    """Keep the answer to a request."""
    row = {"person": person, "key": key, "digest": digest, "result": audit.dumps(result), "at": at}
    pipeline.run(connection, (_ANSWER, row))


def forget_answers(connection: Connection, *, before: str) -> int:
    """Remove answers from before a time; returns how many."""
    return int(connection.execute(sa.delete(idempotency).where(idempotency.c.at < before)).rowcount)


def codes(values: Sequence[Waiver]) -> tuple[str, ...]:
    """The codes of waivers that stand."""
    return tuple(dict.fromkeys(waiver.code for waiver in values if waiver.withdrawn_at is None))
