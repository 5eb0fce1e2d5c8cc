"""What the desk's pages ask beside the rest: is anybody there yet, what does a one-time link promise, which way to a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from translate.store.schema import invitation, person, proposal, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection


def has_people(connection: Connection) -> bool:
    """Whether somebody works at the desk who can sign in."""
    return bool(
        connection.execute(sa.select(person.c.name).where(person.c.password.is_not(None)).limit(1)).first()
    )


def invitation_of(connection: Connection, digest: str, *, now: str) -> tuple[str, str | None] | None:
    """Role and name of a one-time link that still works, None for any other."""
    row = connection.execute(
        sa.select(invitation.c.role, invitation.c.person).where(
            invitation.c.digest == digest, invitation.c.used_at.is_(None), invitation.c.expires_at > now
        )
    ).one_or_none()
    return (row.role, row.person) if row else None


def open_proposals(connection: Connection) -> int:
    """How many term proposals wait for a decision."""
    query = sa.select(sa.func.count()).select_from(proposal).where(proposal.c.status == "open")
    return int(connection.execute(query).scalar_one())


def versions(connection: Connection, article: str) -> dict[str, int]:
    """The version of each unit of an article: what a browser compares with its own."""
    query = sa.select(unit.c.id, unit.c.version).where(unit.c.article == article, unit.c.state != "removed")
    return {row.id: row.version for row in connection.execute(query)}


def found(
    connection: Connection, words: Sequence[str], *, side: str, limit: int
) -> list[tuple[str, str, str, str, str, str]]:
    """Units whose source or target holds all words: id, article, state, source language, source, target."""
    column = unit.c.source if side == "source" else unit.c.target
    query = sa.select(
        unit.c.id, unit.c.article, unit.c.state, unit.c.source_language, unit.c.source, unit.c.target
    ).where(unit.c.state != "removed")
    for word in words:
        query = query.where(column.icontains(word, autoescape=True))
    return [tuple(row) for row in connection.execute(query.limit(limit))]
