"""Claims: who holds which unit until when; an overlay that expires by itself and is never needed to keep an edit safe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.store import pipeline
from translate.store.rows import Claim, Journal
from translate.store.schema import claim, journal, presence

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from translate.store.pipeline import Step

# Made once: every save runs them.
_TYPED = sa.delete(journal).where(
    journal.c.unit == sa.bindparam("of"), journal.c.person == sa.bindparam("by")
)
_OF = sa.select(claim).where(claim.c.unit == sa.bindparam("of"))
_PUT = sa.insert(claim).inline()
_DROP = sa.delete(claim).where(claim.c.unit == sa.bindparam("of"))


def get(connection: Connection, unit: str) -> Claim | None:
    """The claim on a unit, expired or not; None where there is none."""
    (answer,) = pipeline.run(connection, (_OF, {"of": unit}))
    return Claim(**answer.rows[0]) if answer.rows else None


def made(new: Claim) -> list[Step]:
    """Sets a claim in place of whatever claim stands on the unit."""
    values = {column.name: getattr(new, column.name) for column in claim.c}
    return [dropped(new.unit), (_PUT, values)]


def extend(connection: Connection, unit: str, person: str, *, at: str, expires_at: str) -> bool:
    """Move the end of a person's claim; False where they hold none."""
    moved = connection.execute(
        sa.update(claim)
        .where(claim.c.unit == unit, claim.c.person == person)
        .values(heartbeat_at=at, expires_at=expires_at)
    )
    return bool(moved.rowcount)


def drop(connection: Connection, unit: str) -> None:
    """Take the claim from a unit."""
    pipeline.run(connection, dropped(unit))


def dropped(unit: str) -> Step:
    """Takes the claim from a unit."""
    return _DROP, {"of": unit}


def sweep(connection: Connection, *, now: str) -> int:
    """Remove claims that have expired; returns how many. They count for nothing before that either."""
    return int(connection.execute(sa.delete(claim).where(claim.c.expires_at <= now)).rowcount)


def held(connection: Connection, *, now: str, person: str | None = None) -> list[Claim]:
    """Claims that have not expired, the one that ends first first."""
    query = sa.select(claim).where(claim.c.expires_at > now)
    if person is not None:
        query = query.where(claim.c.person == person)
    return [Claim(**row._mapping) for row in connection.execute(query.order_by(claim.c.expires_at))]


# --- what is being typed, and by whom ------------------------------------------------------------


def write_journal(connection: Connection, entry: Journal) -> bool:
    """Keep what a person is typing; False where a later keystroke of theirs is kept already."""
    where = (journal.c.unit == entry.unit, journal.c.person == entry.person)
    kept = connection.execute(sa.select(journal.c.sequence).where(*where)).scalar()
    if kept is not None and kept > entry.sequence:
        return False
    values: dict[str, Any] = {
        name: getattr(entry, name)
        for name in (
            "target",
            "base_version",
            "active_seconds",
            "total_seconds",
            "keystrokes",
            "sequence",
            "at",
        )
    }
    if kept is not None:
        connection.execute(sa.update(journal).where(*where).values(**values))
    else:
        connection.execute(sa.insert(journal).values(unit=entry.unit, person=entry.person, **values))
    return True


def read_journal(connection: Connection, unit: str, person: str) -> Journal | None:
    """What a person was typing into a unit; None where nothing is kept."""
    query = sa.select(journal).where(journal.c.unit == unit, journal.c.person == person)
    row = connection.execute(query).one_or_none()
    return Journal(**row._mapping) if row else None


def journals(connection: Connection, person: str) -> list[Journal]:
    """All that a person has typed and not saved, the newest first."""
    query = sa.select(journal).where(journal.c.person == person).order_by(journal.c.at.desc())
    return [Journal(**row._mapping) for row in connection.execute(query)]


def drop_journal(connection: Connection, unit: str, person: str) -> None:
    """Forget what a person was typing: it was saved, or given up."""
    pipeline.run(connection, journal_dropped(unit, person))


def journal_dropped(unit: str, person: str) -> Step:
    """Forgets what a person was typing."""
    return _TYPED, {"of": unit, "by": person}


def be_present(connection: Connection, person: str, article: str, unit: str | None, *, at: str) -> None:
    """Note that a person has an article open."""
    where = (presence.c.person == person, presence.c.article == article)
    moved = connection.execute(sa.update(presence).where(*where).values(unit=unit, at=at))
    if not moved.rowcount:
        connection.execute(sa.insert(presence).values(person=person, article=article, unit=unit, at=at))


def leave(connection: Connection, person: str, article: str) -> None:
    """Note that a person closed an article."""
    connection.execute(sa.delete(presence).where(presence.c.person == person, presence.c.article == article))


def present(connection: Connection, article: str, *, since: str) -> list[tuple[str, str | None, str]]:
    """Who has an article open: person, unit, time of the last sign; those heard of since then."""
    query = sa.select(presence.c.person, presence.c.unit, presence.c.at)
    query = query.where(presence.c.article == article, presence.c.at >= since).order_by(presence.c.person)
    return [(row.person, row.unit, row.at) for row in connection.execute(query)]
