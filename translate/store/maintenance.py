"""The care of a database: verify, backup, restore, vacuum, upgrade. A backup of any desk is an SQLite file that is a desk itself."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.errors import InputError, StoreError
from translate.store import audit, claims, clock, migrations, notes, people, sought, units
from translate.store import connection as connections
from translate.store.schema import (
    HEAD,
    STATES,
    TEXT_INDEX,
    chain,
    idempotency,
    metadata,
    presence,
    revision,
    tally,
    unit,
    unit_issue,
    unit_text,
)
from translate.store.schema import article as articles
from translate.store.schema import audit as rows_of_audit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from translate.store.connection import Store

_AT_ONCE = 2000  # rows
_KEPT_ANSWERS = timedelta(days=7)


# --- verify --------------------------------------------------------------------------------------


def verify(store: Store) -> Iterator[str]:
    """What does not hold in a database, one line each: its file, its history, its chain, its counts. Nothing is changed."""
    with store.read(as_one=True) as connection:
        if store.dialect == "sqlite":
            for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
                if said != "ok":
                    yield f"file: {said}"
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
                yield f"file: row {row[1]} of {row[0]} points to nothing in {row[2]}"
        yield from audit.flaws(connection)
        yield from _revisions(connection)
        yield from _chained(connection)
        yield from _counted(connection)
        yield from _sought(connection)


def _revisions(connection: Connection) -> Iterator[str]:
    """Each revision says what its digest says, versions have no gaps, and the last is what stands."""
    names = [column for column in revision.c if column.name != "id"]
    query = (
        sa.select(*names).order_by(revision.c.unit, revision.c.version).execution_options(yield_per=_AT_ONCE)
    )
    before, version = "", 0
    for row in connection.execute(query):
        if row.unit != before:
            before, version = row.unit, 0
        if row.version != version + 1:
            yield f"unit {row.unit}: version {version + 1} is missing"
        if units.sealed(dict(row._mapping)) != row.digest:
            yield f"unit {row.unit}: version {row.version} was changed"
        version = row.version
    last = (
        sa.select(unit.c.id)
        .select_from(
            unit.outerjoin(
                revision, sa.and_(revision.c.unit == unit.c.id, revision.c.version == unit.c.version)
            )
        )
        .where(
            revision.c.id.is_(None)
            | (revision.c.target != unit.c.target)
            | (revision.c.state != unit.c.state)
        )
    )
    for (id_,) in connection.execute(last.limit(100)):
        yield f"unit {id_}: is not what its last version says"
    newest = sa.select(revision.c.unit, sa.func.max(revision.c.version).label("version")).group_by(
        revision.c.unit
    )
    latest = newest.subquery()
    ahead = (
        sa.select(unit.c.id)
        .join(latest, latest.c.unit == unit.c.id)
        .where(latest.c.version != unit.c.version)
    )
    for (id_,) in connection.execute(ahead.limit(100)):
        yield f"unit {id_}: has versions that it does not count"


def _chained(connection: Connection) -> Iterator[str]:
    """Each revision is sealed by an audit row: one by one, or those of a submission together."""
    same = sa.and_(revision.c.unit == rows_of_audit.c.unit, revision.c.version == rows_of_audit.c.version)
    query = (
        sa.select(rows_of_audit.c.id)
        .select_from(rows_of_audit.outerjoin(revision, same))
        .where(rows_of_audit.c.digest != "", rows_of_audit.c.unit.is_not(None))
        .where(revision.c.digest.is_(None) | (revision.c.digest != rows_of_audit.c.digest))
    )
    for (number,) in connection.execute(query.limit(100)):
        yield f"audit: row {number} tells of another revision than the one there is"
    sealed = (
        sa.select(revision.c.unit, revision.c.version)
        .select_from(revision.outerjoin(rows_of_audit, sa.and_(same, rows_of_audit.c.digest != "")))
        .where(revision.c.version > 1, rows_of_audit.c.id.is_(None))
    )
    for row in connection.execute(sealed.limit(100)):
        yield f"unit {row.unit}: version {row.version} stands in no audit row"
    together = sa.select(
        rows_of_audit.c.id, rows_of_audit.c.article, rows_of_audit.c.at, rows_of_audit.c.digest
    )
    together = together.where(
        rows_of_audit.c.action.in_(("submit", "correct", "split.made", "join.made"))
    ).order_by(rows_of_audit.c.id)
    for made in connection.execute(together).all():
        first = (
            sa.select(revision.c.digest)
            .select_from(revision.join(unit, unit.c.id == revision.c.unit))
            .where(unit.c.article == made.article, revision.c.version == 1, revision.c.at == made.at)
            .order_by(revision.c.id)
        )
        if audit.digest(*connection.execute(first).scalars()) != made.digest:
            yield f"audit: row {made.id} tells of other units than those there are"


def _counted(connection: Connection) -> Iterator[str]:
    """The counts that are kept are the counts there are."""
    kept = {
        (row.target_language, row.state): (row.units, row.words)
        for row in connection.execute(sa.select(tally).where(tally.c.units != 0))
    }
    query = sa.select(
        unit.c.target_language,
        unit.c.state,
        sa.func.count().label("units"),
        sa.func.sum(unit.c.words).label("words"),
    ).group_by(unit.c.target_language, unit.c.state)
    found = {
        (row.target_language, row.state): (row.units, int(row.words)) for row in connection.execute(query)
    }
    if kept != found:
        yield "counts: the number of units by state is not what is kept"
    query = sa.select(unit.c.article, unit.c.state, sa.func.count().label("units")).group_by(
        unit.c.article, unit.c.state
    )
    by_article: dict[str, dict[str, int]] = {}
    for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        by_article.setdefault(row.article, {})[row.state] = row.units
    columns = [articles.c.id, *(articles.c[f"n_{state}"] for state in STATES)]
    for row in connection.execute(sa.select(*columns).execution_options(yield_per=_AT_ONCE)):
        own = by_article.get(row.id, {})
        if any(getattr(row, f"n_{state}") != own.get(state, 0) for state in STATES):
            yield f"article {row.id}: its counts are not what is kept"


def _sought(connection: Connection) -> Iterator[str]:
    """Units are found by what they are."""
    texts = sa.select(unit.c.id).outerjoin(unit_text, unit_text.c.unit == unit.c.id)
    for (id_,) in connection.execute(texts.where(unit_text.c.unit.is_(None)).limit(100)):
        yield f"unit {id_}: is not found by its text"
    kept: dict[str, set[tuple[str, str]]] = {}
    for row in connection.execute(sa.select(unit_issue).execution_options(yield_per=_AT_ONCE)):
        kept.setdefault(row.unit, set()).add((row.code, row.state))
    flawed = sa.select(unit.c.id, unit.c.state, unit.c.issues).where(unit.c.issues != "[]")
    for row in connection.execute(flawed.execution_options(yield_per=_AT_ONCE)):
        if kept.pop(row.id, set()) != {(code, row.state) for code in sought.codes(row.issues)}:
            yield f"unit {row.id}: is not found by its issues"
    for id_ in kept:
        yield f"unit {id_}: is found by issues that it has not"


# --- upgrade -------------------------------------------------------------------------------------


def upgrade(store: Store) -> tuple[str | None, str, Path | None]:
    """Bring a database to this program's migration; an SQLite file is copied first. Returns before, after, the copy."""
    before = connections.version(store)
    copy = None
    if store.file and before is not None and before != HEAD and before in migrations.known():
        copy = store.file.with_name(f"{store.file.name}.{before}.{_stamp()}.bak")
        _copy_file(store, copy)
    migrations.upgrade(store)
    return before, HEAD, copy


def _stamp() -> str:
    return clock.now().strftime("%Y%m%dT%H%M%S")


# --- backup and restore --------------------------------------------------------------------------


def backup(store: Store, path: Path, *, replace: bool = False) -> int:
    """Write a whole and consistent copy while others go on working; returns its size in bytes.

    The copy is an SQLite file whatever the desk runs on: it can be opened as it is, and restored to either database.
    Raises InputError where the file is there already (unless `replace`), StoreError where it cannot be written.
    """
    if store.file and path.exists() and path.samefile(store.file):
        raise InputError("is the database itself", file=path, advice="give another file")
    if path.is_dir():
        raise InputError("is a directory", file=path, advice="give a file")
    if path.exists() and not replace:
        raise InputError("is there already", file=path, advice="give another file, or --replace")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        if store.file:
            _copy_file(store, temporary)
        else:
            _copy_rows_out(store, temporary)
        _one_file(temporary)
        temporary.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error
    except sqlite3.Error as error:
        raise connections.told(error, str(path)) from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):  # a folder that cannot be written to
                temporary.with_name(temporary.name + suffix).unlink(missing_ok=True)
    return path.stat().st_size


def _copy_file(store: Store, path: Path) -> None:
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        if not isinstance(raw, sqlite3.Connection):  # pragma: no cover  (SQLite's driver is sqlite3)
            raise StoreError(f"{store.name}: cannot be copied")
        copy = sqlite3.connect(path, isolation_level=None)
        try:
            raw.backup(copy)
        finally:
            copy.close()


def _one_file(path: Path) -> None:
    """Bring a copy into one file on the disk, checked, without a journal beside it."""
    copy = sqlite3.connect(path, isolation_level=None)
    try:
        copy.execute("PRAGMA journal_mode=DELETE")
        said = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        copy.close()
    if said != "ok":
        raise StoreError(f"{path}: the copy is damaged: {said}")
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_rows_out(store: Store, path: Path) -> None:
    copy = connections.open_store(f"sqlite:///{path}")
    try:
        with store.read(as_one=True) as source, copy.write() as target:
            _copy_rows(source, target)
    finally:
        copy.close()


def _copy_rows(source: Connection, target: Connection) -> None:
    target.execute(sa.delete(chain))  # the migration put its first row in
    for table in metadata.sorted_tables:
        found = source.execute(sa.select(table).execution_options(yield_per=_AT_ONCE))
        for part in found.mappings().partitions(_AT_ONCE):
            target.execute(sa.insert(table), [dict(row) for row in part])
    if target.dialect.name == "postgresql":
        _count_on(target)


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL number new rows behind the ones that were copied."""
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None and column.autoincrement is not False:
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "  # noqa: S608  (our own names)
                f"(SELECT coalesce(max({column.name}), 0) + 1 FROM {table.name}), false)"
            )


def restore(path: Path, url: str | None = None, *, replace: bool = False) -> Path | None:
    """Bring a backup back as the desk's database; an SQLite file that stands there is kept beside it, and told.

    The backup is verified first. Raises InputError for a file that is no backup, StoreError where a desk with people's work
    is there already and `replace` was not given.
    """
    if not path.is_file():
        raise InputError("is not there", file=path, advice="give a file that `translate db backup` wrote")
    where = connections.address(url)
    _judge(path)
    target = connections.file(where)
    if target is None:
        _restore_rows(path, url, replace=replace)
        return None
    if target.exists() and target.samefile(path):
        raise InputError("is the database itself", file=path, advice="give the backup")
    kept = None
    if target.exists() and target.stat().st_size:
        if not replace:
            raise StoreError(f"{target}: a database is there already; move it away, or give --replace")
        kept = target.with_name(f"{target.name}.{_stamp()}.bak")
        standing = connections.open_store(str(target), as_it_is=True)
        try:
            _copy_file(standing, kept)
            _one_file(kept)
        finally:
            standing.close()
    _put_file(path, target)
    return kept


def _judge(path: Path) -> None:
    """Raise InputError for a file that is no whole desk."""
    opened = None
    try:
        opened = connections.open_store(f"sqlite:///{path}", create=False, as_it_is=True)
        found = connections.version(opened)
        if found is None or found not in migrations.known():
            raise StoreError(f"{path}: is no backup that this program can read")
        flaw = next(verify(opened), None) if found == HEAD else None
    except StoreError as error:
        raise InputError(str(error)) from error
    finally:
        if opened is not None:
            opened.close()
    if flaw:
        raise InputError(f"the backup does not hold: {flaw}", file=path, advice="take another one")


def _put_file(path: Path, target: Path) -> None:
    """Write a backup into the file of a database, through SQLite, so that whoever has it open sees one state or the other."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        into = sqlite3.connect(target, isolation_level=None, timeout=connections.BUSY)
        try:
            source.backup(into)
            into.execute("PRAGMA journal_mode=WAL")
        finally:
            into.close()
            source.close()
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}") from error
    except sqlite3.Error as error:
        raise connections.told(error, str(target)) from error


def _restore_rows(path: Path, url: str | None, *, replace: bool) -> None:
    store = connections.open_store(url, as_it_is=True)
    source = connections.open_store(f"sqlite:///{path}", create=False)
    try:
        if connections.version(store) is not None:
            with store.read() as connection:
                is_empty = audit.last(connection) == 0
            if not is_empty and not replace:
                raise StoreError(f"{store.name}: a desk is there already; empty it, or give --replace")
            with store.write() as connection:
                connection.exec_driver_sql("DROP FUNCTION IF EXISTS desk_append_only() CASCADE")
                metadata.drop_all(connection)
                connection.exec_driver_sql("DROP TABLE alembic_version")
        migrations.upgrade(store)
        with source.read(as_one=True) as rows, store.write() as connection:
            _copy_rows(rows, connection)
    finally:
        source.close()
        store.close()


# --- vacuum --------------------------------------------------------------------------------------


def vacuum(store: Store) -> dict[str, int]:
    """Remove what has expired and give the space back; history is never touched. Returns how many rows of what went."""
    moment = clock.now()
    now = clock.text(moment)
    with store.write() as connection:
        gone = {
            "claims": claims.sweep(connection, now=now),
            "sign-ins": people.sweep_sessions(connection, now=now),
            "answers": notes.forget_answers(connection, before=clock.text(moment - _KEPT_ANSWERS)),
            "presence": int(
                connection.execute(
                    sa.delete(presence).where(presence.c.at < clock.text(moment - timedelta(days=1)))
                ).rowcount
            ),
        }
    commands = (
        (
            f"INSERT INTO {TEXT_INDEX} ({TEXT_INDEX}) VALUES ('optimize')",  # noqa: S608  (our own name)
            "PRAGMA wal_checkpoint(TRUNCATE)",
            "VACUUM",
            "ANALYZE",
        )
        if store.dialect == "sqlite"
        else ("VACUUM ANALYZE",)
    )
    with (
        store.telling(),
        store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        raw: Any = connection.connection.driver_connection
        for command in commands:
            raw.execute(command)
    return gone


def facts(store: Store) -> dict[str, Any]:
    """What there is: version, kind, place, numbers of units, people and audit rows."""
    with store.read() as connection:
        return {
            "database": store.name,
            "kind": store.dialect,
            "version": connections.version(store),
            "newest": HEAD,
            "units": connection.execute(
                sa.select(sa.func.coalesce(sa.func.sum(tally.c.units), 0))
            ).scalar_one(),
            "people": len(people.names(connection)),
            "audit": audit.last(connection),
            "answers": connection.execute(sa.select(sa.func.count()).select_from(idempotency)).scalar_one(),
        }
