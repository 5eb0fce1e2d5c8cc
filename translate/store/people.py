"""People, their tokens, sign-ins and notices; the desk's own settings. Secrets are kept as digests only."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.errors import NotFound
from translate.store import audit, pipeline
from translate.store.connection import number_of
from translate.store.rows import Notice, Person, Session, Token
from translate.store.schema import invitation, notice, person, session, setting, token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.engine import Connection

    from translate.store.pipeline import Answer, Step

# Made once: every request asks who it is.
_FOUND = sa.select(person).where(person.c.name == sa.bindparam("wanted"))
_TOKEN = (
    sa.select(*person.c, *(column.label(f"its_{column.name}") for column in token.c))
    .join_from(token, person)
    .where(
        token.c.digest == sa.bindparam("digest"),
        token.c.revoked_at.is_(None),
        token.c.expires_at.is_(None) | (token.c.expires_at > sa.bindparam("now")),
    )
)
_SESSION = (
    sa.select(*person.c, *(column.label(f"its_{column.name}") for column in session.c))
    .join_from(session, person)
    .where(session.c.digest == sa.bindparam("digest"), session.c.expires_at > sa.bindparam("now"))
)


def secret_digest(secret: str) -> str:
    """What is kept of a token: SHA-256 (tokens are 256 random bits; there is nothing to guess)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def get(connection: Connection, name: str) -> Person:
    """A person; raises NotFound."""
    found = find(connection, name)
    if found is None:
        raise NotFound("person", name, advice=f"add them with: translate user add {name} --role translator")
    return found


def find(connection: Connection, name: str) -> Person | None:
    """A person, None where there is none of that name."""
    return told(pipeline.run(connection, question(name))[0])


def question(name: str) -> Step:
    """The question for a person; `told` makes the person of its answer."""
    return _FOUND, {"wanted": name}


def told(answer: Answer) -> Person | None:
    """The person that `question` asked for, None where there is none of that name."""
    return _person(answer.rows[0]) if answer.rows else None


def everyone(connection: Connection) -> list[Person]:
    """All people, by name."""
    rows = connection.execute(sa.select(person).order_by(person.c.name))
    return [_person(dict(row._mapping)) for row in rows]


def names(connection: Connection) -> list[str]:
    """All names."""
    return list(connection.execute(sa.select(person.c.name).order_by(person.c.name)).scalars())


def _person(row: Mapping[str, Any]) -> Person:
    return Person(
        name=row["name"],
        role=row["role"],
        display=row["display"],
        email=row["email"],
        is_active=bool(row["is_active"]),
        has_password=row["password"] is not None,
        preferences=json.loads(row["preferences"]),
        created_at=row["created_at"],
        seen_at=row["seen_at"],
    )


def add(connection: Connection, made: Person, *, at: str) -> None:
    """Put a person in."""
    connection.execute(
        sa.insert(person).values(
            name=made.name,
            role=made.role,
            display=made.display,
            email=made.email,
            is_active=made.is_active,
            preferences=audit.dumps(dict(made.preferences)),
            created_at=at,
        )
    )


def update(connection: Connection, name: str, values: Mapping[str, Any]) -> None:
    """Set columns of a person; `preferences` may be a mapping."""
    known = dict(values)
    if "preferences" in known:
        known["preferences"] = audit.dumps(dict(known["preferences"]))
    connection.execute(sa.update(person).where(person.c.name == name).values(**known))


def password(connection: Connection, name: str) -> str | None:
    """The hash of a person's password; None where there is no person or no password."""
    return connection.execute(sa.select(person.c.password).where(person.c.name == name)).scalar()


# --- tokens and sign-ins -------------------------------------------------------------------------


def add_token(
    connection: Connection,
    name: str,
    digest: str,
    *,
    label: str,
    scopes: Sequence[str],
    at: str,
    expires_at: str | None,
) -> int:
    """Keep a token's digest; returns its number."""
    made = connection.execute(
        sa.insert(token).values(
            person=name,
            digest=digest,
            label=label,
            scopes=audit.dumps(list(scopes)),
            created_at=at,
            expires_at=expires_at,
        )
    )
    return number_of(made)


def by_token(connection: Connection, digest: str, *, now: str) -> tuple[Person, Token] | None:
    """Whose token it is, None for one that is unknown, revoked, expired, or of somebody who no longer works here."""
    found = _owned(connection, _TOKEN, digest, now)
    return (found[0], _token(found[1])) if found else None


def _owned(
    connection: Connection, statement: Any, digest: str, now: str
) -> tuple[Person, Mapping[str, Any]] | None:
    """Somebody who works here, and the columns of what is theirs."""
    (answer,) = pipeline.run(connection, (statement, {"digest": digest, "now": now}))
    if not answer.rows or not answer.rows[0]["is_active"]:
        return None
    (row,) = answer.rows
    return _person(row), {key[4:]: value for key, value in row.items() if key.startswith("its_")}


def tokens(connection: Connection, name: str) -> list[Token]:
    """A person's tokens, oldest first."""
    query = sa.select(token).where(token.c.person == name).order_by(token.c.id)
    return [_token(dict(row._mapping)) for row in connection.execute(query)]


def _token(row: Mapping[str, Any]) -> Token:
    values = {key: value for key, value in row.items() if key != "digest"}
    return Token(**{**values, "scopes": tuple(json.loads(row["scopes"]))})


def revoke(connection: Connection, id_: int, *, at: str) -> bool:
    """End a token; False where there is none that works."""
    ended = connection.execute(
        sa.update(token).where(token.c.id == id_, token.c.revoked_at.is_(None)).values(revoked_at=at)
    )
    return bool(ended.rowcount)


def used(connection: Connection, id_: int, *, at: str) -> None:
    """Note that a token was used."""
    connection.execute(sa.update(token).where(token.c.id == id_).values(used_at=at))


def add_session(connection: Connection, digest: str, made: Session) -> None:
    """Keep a sign-in."""
    connection.execute(
        sa.insert(session).values(
            digest=digest,
            person=made.person,
            csrf=made.csrf,
            created_at=made.created_at,
            expires_at=made.expires_at,
            seen_at=made.seen_at,
            address=made.address,
            agent=made.agent,
            data=audit.dumps(dict(made.data)),
        )
    )


def by_session(connection: Connection, digest: str, *, now: str) -> tuple[Person, Session] | None:
    """Whose sign-in it is, None for one that has ended."""
    found = _owned(connection, _SESSION, digest, now)
    if found is None:
        return None
    owner, row = found
    values = {key: value for key, value in row.items() if key != "digest"}
    return owner, Session(**{**values, "data": json.loads(row["data"])})


def update_session(connection: Connection, digest: str, values: Mapping[str, Any]) -> None:
    """Set columns of a sign-in; `data` may be a mapping."""
    known = dict(values)
    if "data" in known:
        known["data"] = audit.dumps(dict(known["data"]))
    connection.execute(sa.update(session).where(session.c.digest == digest).values(**known))


def end_session(connection: Connection, digest: str) -> None:
    """End a sign-in."""
    connection.execute(sa.delete(session).where(session.c.digest == digest))


def end_sessions(connection: Connection, name: str, *, but: str = "") -> int:
    """End all sign-ins of a person but one; returns how many."""
    ended = connection.execute(sa.delete(session).where(session.c.person == name, session.c.digest != but))
    return int(ended.rowcount)


def sweep_sessions(connection: Connection, *, now: str) -> int:
    """Remove sign-ins that have ended; returns how many."""
    return int(connection.execute(sa.delete(session).where(session.c.expires_at <= now)).rowcount)


def add_invitation(
    connection: Connection, digest: str, *, role: str, name: str | None, at: str, by: str, expires_at: str
) -> None:
    """Keep a one-time link's digest."""
    connection.execute(
        sa.insert(invitation).values(
            digest=digest, role=role, person=name, created_at=at, created_by=by, expires_at=expires_at
        )
    )


def use_invitation(connection: Connection, digest: str, *, now: str) -> tuple[str, str | None] | None:
    """Use a one-time link up; returns its role and name, None for one that is unknown, used or expired."""
    where = (
        invitation.c.digest == digest,
        invitation.c.used_at.is_(None),
        invitation.c.expires_at > now,
    )
    row = connection.execute(sa.select(invitation.c.role, invitation.c.person).where(*where)).one_or_none()
    if row is None:
        return None
    connection.execute(sa.update(invitation).where(*where).values(used_at=now))
    return row.role, row.person


# --- notices and settings ------------------------------------------------------------------------


def tell(
    connection: Connection,
    name: str,
    *,
    kind: str,
    text: str,
    at: str,
    unit: str | None = None,
    article: str | None = None,
) -> None:
    """Leave a notice for a person."""
    connection.execute(
        sa.insert(notice).values(person=name, kind=kind, text=text, at=at, unit=unit, article=article)
    )


def notices(connection: Connection, name: str, *, unread: bool = True, limit: int = 100) -> list[Notice]:
    """A person's notices, newest first."""
    query = sa.select(notice).where(notice.c.person == name)
    if unread:
        query = query.where(notice.c.read_at.is_(None))
    return [
        Notice(**row._mapping) for row in connection.execute(query.order_by(notice.c.id.desc()).limit(limit))
    ]


def read_notices(connection: Connection, name: str, *, up_to: int, at: str) -> int:
    """Mark a person's notices as read, up to a number; returns how many."""
    marked = connection.execute(
        sa.update(notice)
        .where(notice.c.person == name, notice.c.read_at.is_(None), notice.c.id <= up_to)
        .values(read_at=at)
    )
    return int(marked.rowcount)


def get_setting(connection: Connection, key: str, default: Any = None) -> Any:
    """A setting of the desk that lives in its database."""
    found = connection.execute(sa.select(setting.c.value).where(setting.c.key == key)).scalar()
    return default if found is None else json.loads(found)


def set_setting(connection: Connection, key: str, value: Any, *, by: str, at: str) -> None:
    """Set one."""
    row = {"value": audit.dumps(value), "person": by, "at": at}
    moved = connection.execute(sa.update(setting).where(setting.c.key == key).values(**row))
    if not moved.rowcount:
        connection.execute(sa.insert(setting).values(key=key, **row))
