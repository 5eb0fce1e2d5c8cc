"""A database that cannot be used is one line that says what to do; one that can is set as we need it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from tests.desks import PAIRS, Team, article, sqlite_url
from translate import review, store
from translate.errors import InputError, MissingExtra, StoreError
from translate.store import clock, connection, migrations
from translate.store.schema import HEAD


def test_a_new_file_is_made_private_in_wal_mode_with_foreign_keys(tmp_path: Path) -> None:
    path = tmp_path / "new" / "desk.db"
    with store.open(f"sqlite:///{path}?synchronous=off") as opened, opened.read() as found:
        values = [
            found.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")
        ]
        assert values == ["wal", 1]
        assert opened.file == path
        assert opened.name == str(path)
    assert path.stat().st_mode & 0o077 == 0


def test_a_save_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path).partition("?")[0]
    with store.open(url) as opened, opened.write() as found:
        assert found.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_the_setting_tells_where_the_desk_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert connection.default_url().endswith("dragoman/desk.db")
    assert connection.file(store.address()) == Path(os.environ["XDG_DATA_HOME"]) / "dragoman" / "desk.db"
    (tmp_path / "desk.toml").write_text('database = "here.db"\n', "utf-8")
    assert connection.file(store.address()) == Path("here.db")
    monkeypatch.setenv("TRANSLATE_DATABASE_URL", "postgresql://desk:secret@db.example/desk")
    assert store.address().drivername == "postgresql+psycopg"
    assert "secret" not in connection.name(store.address())
    assert connection.file(store.address("~/x.db")) == Path.home() / "x.db"


BAD_URLS = [
    "mysql://x/y",
    "://",
    "postgresql://h:notaport/x",
    "sqlite:///x?mode=rw",
    "sqlite:///x?synchronous=maybe",
    "~nobody-here/x",
]


@pytest.mark.parametrize("url", BAD_URLS)
def test_a_url_that_is_none_is_told(url: str) -> None:
    with pytest.raises(InputError):
        store.address(url)


def test_a_url_with_a_password_is_not_repeated(tmp_path: Path) -> None:
    for url in ("nosuch://desk:secret@host/x", "postgresql://desk:secret@127.0.0.1:1/x"):
        with pytest.raises((InputError, StoreError, MissingExtra)) as caught:
            store.open(url)
        assert "secret" not in str(caught.value)


def test_nobody_answers(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    with pytest.raises(StoreError, match="nobody answers there"):
        store.open("postgresql://desk@127.0.0.1:1/desk")


def test_a_missing_driver_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"dragoman\[postgres\]"):
        store.open("postgresql://desk@127.0.0.1:1/desk")


def not_a_database(path: Path) -> None:
    path.write_bytes(b"Dear editor, " * 200)


def a_strangers(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE recipes (id)")


def newer(path: Path) -> None:
    sqlite_url(path.parent, path.name)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")


def older(path: Path) -> None:
    sqlite_url(path.parent, path.name)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE alembic_version SET version_num = '0001'")


def damaged(path: Path) -> None:
    sqlite_url(path.parent, path.name)
    data = bytearray(path.read_bytes())
    data[4096:16384] = os.urandom(12288)
    path.write_bytes(data)


def a_folder(path: Path) -> None:
    path.mkdir()


UNUSABLE = [
    (not_a_database, "is no SQLite database"),
    (a_strangers, "is the database of something else"),
    (newer, f"was written by a newer version of this program \\(9999, here {HEAD}\\); update dragoman"),
    (older, f"was written by an earlier version \\(0001, now {HEAD}\\); run: translate db upgrade"),
    (damaged, "is damaged|something else|file is not|malformed"),
    (a_folder, "is a directory"),
]


@pytest.mark.parametrize(("make", "message"), UNUSABLE, ids=[make.__name__ for make, _ in UNUSABLE])
def test_what_is_no_desk_of_ours_is_told_and_left_alone(make: Any, message: str, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises((StoreError, InputError), match=f"desk.db: ({message})") as caught:
        store.open(str(path))
    assert "\n" not in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_newer_or_foreign_postgresql_is_told(postgres: Any) -> None:
    name = postgres.database("empty")
    postgres.execute(["UPDATE alembic_version SET version_num = '9999'"], name)
    with pytest.raises(StoreError, match="newer version"):
        store.open(postgres.url(name))
    with (
        pytest.raises(StoreError, match="newer version"),
        store.open(postgres.url(name), as_it_is=True) as opened,
    ):
        migrations.upgrade(opened)
    other = postgres.database()
    postgres.execute(["CREATE TABLE recipes (id int)"], other)
    with pytest.raises(StoreError, match="something else"):
        store.open(postgres.url(other))
    with pytest.raises(StoreError, match="no such database"):
        store.open(postgres.url("nowhere"))
    for used in (name, other):
        postgres.drop(used)


def test_a_database_that_is_not_there_is_made_only_where_that_is_meant(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not there"):
        store.open(str(tmp_path / "desk.db"), create=False)
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="translate db upgrade"):
        store.open(str(tmp_path / "empty.db"), create=False)
    with pytest.raises(StoreError, match="cannot be made"):
        store.open("/proc/nowhere/desk.db")


def test_two_at_once_make_one_desk(tmp_path: Path) -> None:
    url, errors = f"sqlite:///{tmp_path / 'desk.db'}?synchronous=off", []

    def make() -> None:
        try:
            store.open(url).close()
        except Exception as error:  # noqa: BLE001  (whatever it is, the test tells)
            errors.append(error)

    threads = [threading.Thread(target=make) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_locked_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY", 0.05)
    url = sqlite_url(tmp_path)
    with sqlite3.connect(tmp_path / "desk.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with (
            store.open(url) as opened,
            pytest.raises(StoreError, match=r"desk.db: is locked by another program"),
        ):
            review.open_service(store=opened)
        other.execute("ROLLBACK")


def test_a_writer_asks_again_soon_and_takes_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite alone would ask ever more seldom, and where many write without a pause one of them never came to it."""
    url = sqlite_url(tmp_path)
    pauses: list[float] = []
    with (
        store.open(url) as opened,
        closing(sqlite3.connect(tmp_path / "desk.db", isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")

        def sleep(seconds: float) -> None:
            pauses.append(seconds)
            if len(pauses) == 200:
                other.execute("ROLLBACK")

        monkeypatch.setattr("translate.store.connection.time.sleep", sleep)
        with opened.write() as writing:
            assert writing.exec_driver_sql("PRAGMA busy_timeout").scalar() == connection.BUSY * 1000
    assert len(pauses) == 200
    assert max(pauses) <= 0.01


def test_a_disk_without_room_is_full_whatever_sqlite_calls_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    assert "cannot be read or written" in str(connection.told(error, str(tmp_path / "desk.db")))
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr("translate.store.connection.shutil.disk_usage", lambda _: usage._replace(free=0))
    assert "the disk is full" in str(connection.told(error, str(tmp_path / "desk.db")))


def test_a_read_only_file_is_told(tmp_path: Path) -> None:
    """Root may write to any file, and CI is root: SQLite is asked for a read-only connection instead."""
    sqlite_url(tmp_path)
    with (
        sqlite3.connect(f"file:{tmp_path / 'desk.db'}?mode=ro", uri=True) as other,
        pytest.raises(sqlite3.OperationalError) as caught,
    ):
        other.execute("DELETE FROM person")
    assert "desk.db: is read-only" in str(connection.told(caught.value, "desk.db"))


def test_a_full_disk_is_told_and_what_was_saved_stands(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    with store.open(url) as opened:
        team = Team(opened)
        unit = team.submit()[0]
        team.ann.edit(unit.id, "أ", base_version=1)

        def shrink(raw: Any, _record: object) -> None:
            pages = raw.execute("PRAGMA page_count").fetchone()[0]
            raw.execute(f"PRAGMA max_page_count={pages}")

        opened.close()
        sqlalchemy.event.listen(opened.engine, "connect", shrink)
        long = [(f"{number} {PAIRS[0][0] * 50}", PAIRS[0][1] * 50) for number in range(200)]
        with pytest.raises(StoreError, match="the disk is full; nothing of this step was saved"):
            team.service.submit(article(long, name="long"))
        assert team.ann.unit(unit.id).target == "أ"
        assert len(team.ann.articles().items) == 1


SAID = [
    ("database is locked", "is locked"),
    ("attempt to write a readonly database", "is read-only"),
    ("database or disk is full", "the disk is full"),
    ("could not extend file: No space left on device", "the disk is full"),
    ("disk I/O error", "cannot be read or written"),
    ("database disk image is malformed", "translate db restore"),
    ('FATAL: password authentication failed for user "x"', "refused the user"),
    ('FATAL: database "x" does not exist', "createdb"),
    ("cannot execute INSERT in a read-only transaction", "is read-only"),
    ("revision is append-only", "only ever added to"),
    ("something new\nwith lines", "something new"),
]


@pytest.mark.parametrize(("raw", "message"), SAID)
def test_what_a_database_says_is_told_in_one_line(raw: str, message: str) -> None:
    told = str(connection.told(Exception(raw), "desk.db"))
    assert told.startswith("desk.db: ")
    assert message in told
    assert "\n" not in told


def test_a_database_in_memory_serves_threads() -> None:
    with store.open("sqlite://") as opened:
        team = Team(opened)
        units = team.submit()
        threads = [
            threading.Thread(target=team.ann.edit, args=(unit.id, "أ"), kwargs={"base_version": 1})
            for unit in units
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {unit.version for unit in team.ann.units_of("bridge")} == {2}


def test_the_newest_migration_is_the_one_that_the_program_writes() -> None:
    assert migrations.known()[-1] == HEAD


def test_times_sort_as_text_and_come_back() -> None:
    moment = clock.now()
    assert clock.moment(clock.text(moment)) == moment
    assert clock.moment("2026-11-25T10:00").tzinfo is not None
    assert clock.text(clock.moment("2026-11-25T10:00+03:00")) == "2026-11-25T07:00:00.000000Z"


def test_the_help_does_not_load_the_database() -> None:
    code = "import sys; from translate.cli import main; main(['db', '--help']); print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
