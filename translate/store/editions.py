"""Editions: what they pin is written once; their states are events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.errors import NotFound
from translate.store import audit
from translate.store.rows import Edition, Page
from translate.store.schema import edition, edition_event, edition_file, edition_pin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.engine import Connection, Row


def number(connection: Connection, article: str) -> int:
    """The number of an article's newest edition, 0 where there is none."""
    query = sa.select(sa.func.max(edition.c.number)).where(edition.c.article == article)
    return int(connection.execute(query).scalar() or 0)


def insert(
    connection: Connection,
    *,
    id_: str,
    article: str,
    number: int,
    article_revision: int,
    content: Mapping[str, Any],
    pins: Sequence[tuple[str, int, float]],
    person: str,
    at: str,
) -> str:
    """Keep an edition and its pins (unit, version, position); returns the digest of both."""
    text = audit.dumps(dict(content))
    digest = audit.digest(article, number, text, [[unit, version] for unit, version, _ in pins])
    connection.execute(
        sa.insert(edition).values(
            id=id_,
            article=article,
            number=number,
            article_revision=article_revision,
            content=text,
            digest=digest,
            created_at=at,
            created_by=person,
        )
    )
    if pins:
        connection.execute(
            sa.insert(edition_pin),
            [
                {"edition": id_, "unit": unit, "version": version, "position": position}
                for unit, version, position in pins
            ],
        )
    return digest


def add_event(
    connection: Connection,
    id_: str,
    *,
    state: str,
    person: str,
    at: str,
    notice: Mapping[str, str] | None = None,
    reason: str = "",
) -> None:
    """Give an edition its next state."""
    connection.execute(
        sa.insert(edition_event).values(
            edition=id_,
            state=state,
            person=person,
            at=at,
            notice=audit.dumps(dict(notice or {})),
            reason=reason,
        )
    )


def get(connection: Connection, article: str, number: int | None = None) -> Edition:
    """An edition of an article, the newest unless a number is given; raises NotFound."""
    query = sa.select(edition).where(edition.c.article == article)
    if number is not None:
        query = query.where(edition.c.number == number)
    row = connection.execute(query.order_by(edition.c.number.desc()).limit(1)).one_or_none()
    if row is None:
        raise NotFound("edition", f"{article} {number}" if number else article)
    return _edition(connection, row)


def of_article(connection: Connection, article: str) -> list[Edition]:
    """The editions of an article, the first one first."""
    rows = connection.execute(
        sa.select(edition).where(edition.c.article == article).order_by(edition.c.number)
    ).all()
    return [_edition(connection, row) for row in rows]


def page(connection: Connection, *, limit: int = 50, cursor: str | None = None) -> Page[Edition]:
    """Editions, the newest first. Raises ValueError for a cursor that is not ours."""
    query = sa.select(edition)
    if cursor:
        try:
            at, id_ = json.loads(cursor)
        except (ValueError, TypeError):
            raise ValueError("not a cursor of ours") from None
        query = query.where(
            sa.tuple_(edition.c.created_at, edition.c.id)
            < sa.tuple_(sa.literal(str(at)), sa.literal(str(id_)))
        )
    rows = connection.execute(
        query.order_by(edition.c.created_at.desc(), edition.c.id.desc()).limit(limit + 1)
    ).all()
    items = tuple(_edition(connection, row) for row in rows[:limit])
    return Page(items, json.dumps([items[-1].created_at, items[-1].id]) if len(rows) > limit else None)


def events(connection: Connection, id_: str) -> list[dict[str, Any]]:
    """The states of an edition, oldest first: state, at, person, notice, reason."""
    query = sa.select(edition_event).where(edition_event.c.edition == id_).order_by(edition_event.c.id)
    return [
        {
            "state": row.state,
            "at": row.at,
            "person": row.person,
            "notice": json.loads(row.notice),
            "reason": row.reason,
        }
        for row in connection.execute(query)
    ]


def _edition(connection: Connection, row: Row[Any]) -> Edition:
    states = events(connection, row.id)
    pins = sa.select(edition_pin.c.unit, edition_pin.c.version).where(edition_pin.c.edition == row.id)
    return Edition(
        id=row.id,
        article=row.article,
        number=row.number,
        article_revision=row.article_revision,
        content=json.loads(row.content),
        digest=row.digest,
        state=states[-1]["state"] if states else "draft",
        created_at=row.created_at,
        created_by=row.created_by,
        notice=next((event["notice"] for event in reversed(states) if event["notice"]), {}),
        reason=next((event["reason"] for event in reversed(states) if event["reason"]), ""),
        pins=tuple(
            (pin.unit, pin.version) for pin in connection.execute(pins.order_by(edition_pin.c.position))
        ),
    )


def set_file(
    connection: Connection, id_: str, format_: str, *, path: str, digest: str, size: int, at: str
) -> None:
    """Note which file an edition was rendered to."""
    where = (edition_file.c.edition == id_, edition_file.c.format == format_)
    values = {"path": path, "digest": digest, "size": size, "at": at}
    moved = connection.execute(sa.update(edition_file).where(*where).values(**values))
    if not moved.rowcount:
        connection.execute(sa.insert(edition_file).values(edition=id_, format=format_, **values))


def files(connection: Connection, id_: str) -> dict[str, dict[str, Any]]:
    """The files of an edition by format: path, digest, size, at."""
    query = sa.select(edition_file).where(edition_file.c.edition == id_)
    return {
        row.format: {"path": row.path, "digest": row.digest, "size": row.size, "at": row.at}
        for row in connection.execute(query.order_by(edition_file.c.format))
    }
