"""A database URL in, an open store out: transactions that read or write, and errors that say what to do."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from translate.errors import InputError, MissingExtra, StoreError
from translate.store import audit, pipeline
from translate.store.schema import APPLICATION_ID, HEAD
from translate.store.together import Together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL, Connection, CursorResult, Engine

    from translate.store.pipeline import Step

RESTED = 5.0  # seconds after which a connection to PostgreSQL may have been cut
BUSY = 20.0  # seconds to wait for another writer before giving up
_PAUSE = (0.0005, 0.006)  # seconds between two questions whether it is our turn
OLDEST_SQLITE = (3, 35, 0)  # RETURNING and upserts
#: How far a save is when it is acknowledged. `full`, the default: on the disk, so that it outlives a power cut. `normal` and
#: `off`: with the system; it outlives the program's death, and a power cut may take the last seconds.
SYNCHRONOUS = ("full", "normal", "off")
_ROOM = 1 << 16  # bytes that a log takes at least
#: PostgreSQL's advisory lock under a key of ours: writers go one after the other, as in SQLite.
_LOCK = sa.text(f"SELECT pg_advisory_xact_lock({0x4452474D})")


class Store:
    """An open database. Writers go one after the other on both databases, readers never wait for them."""

    def __init__(self, url: URL, engine: Engine) -> None:
        self.url = url
        self.engine = engine
        self._writing = engine.execution_options(desk_write=True)
        self._reading = self._viewing = engine
        if (
            engine.dialect.name == "postgresql"
        ):  # a statement sees what is there as it begins, in a transaction or not
            self._reading = engine.execution_options(isolation_level="AUTOCOMMIT")
            self._viewing = engine.execution_options(isolation_level="REPEATABLE READ")
        self._turn = threading.RLock()  # a queue among the threads of this process
        self._together = Together(self._begun, self._turn)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @property
    def name(self) -> str:
        """The database as messages name it: a file, or a URL without its password."""
        return name(self.url)

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for PostgreSQL and for a database in memory."""
        return file(self.url)

    @contextlib.contextmanager
    def read(self, *, as_one: bool = False) -> Iterator[Connection]:
        """A connection that only reads. Raises StoreError.

        `as_one` shows everything as it was at one moment, however long the reading takes, and lets rows come in portions.
        """
        engine = self._viewing if as_one else self._reading
        with self.telling(), self._one_at_a_time(), engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self, *, is_short: bool = False) -> Iterator[Connection]:
        """A transaction that may write: alone among writers, all or nothing. Raises StoreError.

        One that `is_short` (some milliseconds: a save, not an import) may share its commit with those that wait beside it.
        """
        if is_short and not self._is_in_memory:
            with self.telling(), self._together.join() as connection:
                yield connection
            return
        with self.telling(), self._turn:
            self._together.end()
            with self._writing.begin() as connection:
                self._lock(connection)
                yield connection

    def _begun(self) -> Connection:
        """A connection with a transaction to write in."""
        connection = self._writing.connect()
        try:
            connection.begin()
            self._lock(connection, audit.END)
        except BaseException:
            connection.close()
            raise
        return connection

    def _lock(self, connection: Connection, *end: Step) -> None:
        """Wait for our turn; `end` asks for the end of the audit's chain on the way."""
        audit.remember(connection, None)
        if self.dialect == "postgresql":
            _, *found = pipeline.run(connection, (_LOCK, {}), *end)
            for answer in found:
                audit.remember(connection, audit.end(answer))

    @contextlib.contextmanager
    def touch(self) -> Iterator[Connection]:
        """A transaction for rows that nobody else counts on (heartbeats, presence): waits for no other on PostgreSQL."""
        if self.dialect == "sqlite":
            with self.write(is_short=True) as connection:
                yield connection
        else:
            with self.telling(), self.engine.begin() as connection:
                yield connection

    def close(self) -> None:
        """Give the connections back; the store can be used again all the same."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _is_in_memory(self) -> bool:
        """Whether all threads have one connection."""
        return self.dialect == "sqlite" and self.file is None

    def _one_at_a_time(self) -> contextlib.AbstractContextManager[Any]:
        return self._turn if self._is_in_memory else contextlib.nullcontext()

    @contextlib.contextmanager
    def telling(self) -> Iterator[None]:
        """Inside, an error of the database becomes a StoreError that says what to do."""
        try:
            yield
        except (UnicodeEncodeError, OverflowError, DataError) as error:
            raise InputError("a text or number that no database can hold", advice="leave it out") from error
        except PoolTimeout as error:
            raise StoreError(f"{self.name}: too many at once; try again") from error
        except (DBAPIError, sqlite3.Error) as error:
            raise told(error, self.name) from error


def default_url() -> str:
    """The SQLite file `desk.db` in the user's data folder."""
    from platformdirs import user_data_path

    return f"sqlite:///{user_data_path('dragoman', appauthor=False) / 'desk.db'}"


def address(url: str | None = None) -> URL:
    """A URL, a path of an SQLite file, or the desk's setting, as SQLAlchemy reads it. Raises InputError."""
    from translate.config import settings

    text = url or settings().database or default_url()
    if "://" not in text:
        text = f"sqlite:///{_path(text)}"
    try:
        found = sa.engine.make_url(text)
        driver = found.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise _unknown() from error
    if driver in ("postgresql", "postgres"):
        return found.set(drivername="postgresql+psycopg")
    if driver != "sqlite":
        raise _unknown()
    if found.query.keys() - {"synchronous"} or found.query.get("synchronous", "full") not in SYNCHRONOUS:
        raise InputError(
            "database: an option that SQLite's file does not take",
            advice=f"known: ?synchronous={'|'.join(SYNCHRONOUS)}",
        )
    if found.database and found.database != ":memory:":
        found = found.set(database=str(_path(found.database)))
    return found


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise InputError("names no home directory", file=text) from error


def _unknown() -> InputError:
    # The URL may hold a password: it is not repeated.
    return InputError(
        "database: not the URL of a database",
        advice="give sqlite:///FILE, or postgresql://USER@HOST/NAME",
    )


def file(url: URL) -> Path | None:
    """The file of an SQLite URL, None where there is none."""
    named = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(str(url.database)) if named else None


def name(url: URL) -> str:
    """A database as messages name it; never with its password."""
    return str(file(url) or url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True))


def connect(url: URL) -> Engine:
    """An engine with our rules of transactions; nothing is opened yet. Raises MissingExtra without a driver."""
    if url.get_backend_name() == "postgresql":
        try:
            engine = sa.create_engine(
                url,
                pool_size=16,  # to open one takes longer than a save
                max_overflow=16,
                connect_args={"connect_timeout": 10, "application_name": "dragoman"},
            )
        except ModuleNotFoundError as error:
            raise MissingExtra("postgres", library="psycopg") from error
        sa.event.listen(engine, "connect", _plan_each)
        sa.event.listen(engine, "rollback_savepoint", _forget)
        sa.event.listen(engine, "checkin", _rest)
        sa.event.listen(engine, "checkout", _wake)
        return engine
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; 3.35 or newer is needed")
    in_memory = file(url) is None
    engine = sa.create_engine(
        url.set(query={}),
        connect_args={"timeout": BUSY, "check_same_thread": False},
        poolclass=sa.pool.StaticPool if in_memory else sa.pool.QueuePool,
        **({} if in_memory else {"pool_size": 8, "max_overflow": 56}),
    )
    sa.event.listen(engine, "connect", partial(_prepare, str(url.query.get("synchronous", "full"))))
    sa.event.listen(engine, "begin", _begin)
    sa.event.listen(engine, "rollback_savepoint", _forget)
    return engine


def _forget(connection: Connection, _name: str, _context: None) -> None:
    audit.remember(connection, None)


def _rest(_: Any, record: Any) -> None:
    record.info["rests"] = time.monotonic()


def _wake(connection: Any, record: Any, _: object) -> None:
    """A connection that has rested is asked whether the server is still there; to ask each time would cost a save four answers."""
    if time.monotonic() - record.info.get("rests", float("inf")) < RESTED:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise sa.exc.DisconnectionError from error  # the pool opens another one


def _plan_each(connection: Any, _record: object) -> None:
    """Each question of the queue is planned for what it asks: a plan for any topic is none for one that has three units.

    What is the same for all values, `store.pipeline` prepares and PostgreSQL plans once.
    """
    connection.prepare_threshold = None
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")  # compiling takes longer than the answer
    connection.commit()


def _prepare(synchronous: str, connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so, not where the driver guesses
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={int(BUSY * 1000)}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA synchronous={synchronous}")
    cursor.execute("PRAGMA cache_size=-65536")  # KiB
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.close()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("desk_write"):
        _begin_writing(connection.connection.driver_connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(raw: Any) -> None:
    """BEGIN IMMEDIATE, asked for again and again until it is our turn, or BUSY seconds are over.

    SQLite would wait by itself, but ever longer between its questions, and never in a queue: of eight processes that write without
    a pause one came too late each time for 20 s (November 2026). Short waits of random length give all the same chance.
    """
    deadline = time.monotonic() + BUSY
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
            else:
                return
            time.sleep(random.uniform(*_PAUSE))  # noqa: S311  (no secret)
    finally:
        raw.execute(f"PRAGMA busy_timeout={int(BUSY * 1000)}")


def open_store(url: str | None = None, *, create: bool = True, as_it_is: bool = False) -> Store:
    """Open the desk's database and check it; a database that is not there is made unless `create` is False.

    `as_it_is` leaves out the check, for those who upgrade and repair.

    Raises StoreError for one that cannot be used, and says why and what to do: locked, read-only, no desk's, from an
    earlier version (`translate db upgrade`), from a newer one.
    """
    where = address(url)
    path = file(where)
    if path and not path.exists():
        if not create:
            raise InputError("is not there", file=path, advice="give the database's URL or file")
        _make_room(path)
    elif path and path.is_dir():
        raise InputError("is a directory", file=path, advice="give a file for the database")
    store = Store(where, connect(where))
    try:
        if not as_it_is:
            check(store, create=create)
    except BaseException:
        store.close()
        raise
    return store


def _make_room(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(
            path, os.O_CREAT | os.O_RDWR, 0o600
        )  # what people write is not for others to read
        os.close(descriptor)
    except OSError as error:
        raise StoreError(f"{path}: cannot be made: {error.strerror}; give another place for it") from error


def check(store: Store, *, create: bool) -> None:
    """Hold a database to what the program needs; makes the tables where there are none and `create` allows it."""
    from translate.store import migrations

    found = version(store)
    if found is None:
        if not create:
            raise StoreError(f"{store.name}: is no desk's database; make one with: translate db upgrade")
        migrations.upgrade(store)
    elif found != HEAD:
        if found in migrations.known():
            raise StoreError(
                f"{store.name}: was written by an earlier version ({found}, now {HEAD}); run: translate db upgrade"
            )
        raise StoreError(
            f"{store.name}: was written by a newer version of this program ({found}, here {HEAD}); update dragoman"
        )
    if store.dialect == "sqlite":
        _check_sqlite(store)


def _check_sqlite(store: Store) -> None:
    with store.read() as connection:
        if connection.exec_driver_sql("PRAGMA foreign_keys").scalar() != 1:
            raise StoreError(f"{store.name}: this SQLite was built without foreign keys")
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    if store.file and mode != "wal":  # a backup that somebody opens as it is
        mode = write_ahead(store)
        if mode != "wal":
            raise StoreError(f"{store.name}: cannot keep a write-ahead log ({mode}); put it on a local disk")


def write_ahead(store: Store) -> str:
    """Let an SQLite file keep a write-ahead log, so that people read while somebody writes; returns the mode it is in."""
    with (
        store.telling(),
        store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        raw: Any = connection.connection.driver_connection
        return str(raw.execute("PRAGMA journal_mode=WAL").fetchone()[0])


def number_of(made: CursorResult[Any]) -> int:
    """The number that the database gave to the row that was put in."""
    return int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0


def version(store: Store) -> str | None:
    """The migration that a database stands at; None for an empty database. Raises StoreError for a stranger's."""
    with store.read() as connection:
        if store.dialect == "sqlite":
            if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0:
                return None
            mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
            is_ours = mark == APPLICATION_ID
        else:
            is_ours = bool(connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar())
            if not is_ours and not sa.inspect(connection).get_table_names():
                return None
        found = (
            connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            if is_ours
            else None
        )
    if not found:
        raise StoreError(f"{store.name}: is the database of something else; give another one")
    return str(found)


#: What a database says, and what we say.
_SAYINGS = (
    ("database is locked", "is locked by another program; try again, or end that program"),
    ("database table is locked", "is locked by another program; try again, or end that program"),
    ("readonly database", "is read-only; give yourself the right to write to the file and its folder"),
    (
        "disk is full",
        "the disk is full; nothing of this step was saved, what was saved before stands; make room",
    ),
    (
        "no space left",
        "the disk is full; nothing of this step was saved, what was saved before stands; make room",
    ),
    ("unable to open database file", "cannot be opened; see that the folder is there and may be written to"),
    ("file is not a database", "is no SQLite database; give another file"),
    ("malformed", "is damaged; restore a backup with: translate db restore"),
    ("no such module: fts5", "this SQLite was built without FTS5, its full-text search; use another build"),
    ("disk i/o error", "the disk cannot be read or written; see to the disk, then run: translate db verify"),
    ("connection refused", "nobody answers there; start PostgreSQL, or give another URL"),
    ("password authentication failed", "refused the user or password; check the URL"),
    ("could not translate host name", "there is no such host; check the URL"),
    ("failed to resolve host", "there is no such host; check the URL"),
    ("timeout expired", "does not answer; check the URL"),
    ("connection timeout", "does not answer; check the URL"),
    ("read-only transaction", "is read-only; give the user the right to write"),
    ("permission denied", "the user of the URL may not do this; give it the right"),
    ("append-only", "history is only ever added to; this row stays as it is"),
)


def _is_full(where: str) -> bool:
    """Whether the disk that a database file lies on has no room."""
    try:
        return shutil.disk_usage(Path(where).parent).free < _ROOM
    except OSError:
        return False


def told(error: Exception, where: str) -> StoreError:
    """A database's error as one line: what it is and what to do."""
    raw = str(getattr(error, "orig", None) or error)
    said = raw.lower()
    if "disk i/o error" in said and _is_full(where):  # so SQLite says it where there is no room for its log
        said = "disk is full"
    for sign, words in _SAYINGS:
        if sign in said:
            return StoreError(f"{where}: {words}")
    if 'database "' in said and "does not exist" in said:
        return StoreError(f"{where}: there is no such database; make it with createdb")
    first = raw.strip().partition("\n")[0]
    return StoreError(f"{where}: {first}")
