"""History is only ever added to, verification notices whatever is done to it, and a backup brings all of it back."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.desks import PAIRS, Team, article, sqlite_url
from translate import review, store
from translate.errors import InputError, StoreError
from translate.model import Issue, Severity
from translate.store import maintenance
from translate.store.schema import APPEND_ONLY, HEAD, TEXT_INDEX, metadata


def worked(team: Team) -> review.QueuedUnit:
    """A desk with some history; its first unit."""
    units = team.submit()
    team.ann.edit(units[0].id, "أ", base_version=1)
    team.bob.approve(units[0].id)
    team.ann.edit(units[1].id, "ب", base_version=1)
    team.bob.bulk("approve", [units[1].id], preview=False)
    team.ann.split(units[2].id, 11, 10, base_version=1)
    team.service.submit(article(PAIRS[1:], name="other"))
    team.service.submit(article([("A new head.", "رأس جديد."), *PAIRS[2:]], name="other"))
    team.eve.create_edition("bridge", {})
    return units[0]


def flaws(opened: store.Store) -> list[str]:
    return list(maintenance.verify(opened))


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_database_refuses_to_change_history(team: Team, table: str, verb: str) -> None:
    worked(team)
    with team.store.read() as found:
        if not found.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar():
            table = "revision"  # nothing there to change
    column = list(metadata.tables[table].c)[-1].name
    statement = f"DELETE FROM {table}" if verb == "DELETE" else f"UPDATE {table} SET {column} = {column}"
    with pytest.raises(StoreError, match="only ever added to"), team.store.write() as found:
        found.exec_driver_sql(statement)
    assert flaws(team.store) == []


def test_postgresql_refuses_to_empty_history(postgres: Any) -> None:
    name = postgres.database("empty")
    with (
        store.open(postgres.url(name)) as opened,
        pytest.raises(StoreError, match="only ever added to"),
        opened.write() as found,
    ):
        found.exec_driver_sql("TRUNCATE revision")
    postgres.drop(name)


TAMPERED = [
    ("UPDATE revision SET target = 'x' WHERE version = 2", "version 2 was changed"),
    ("UPDATE revision SET person = 'eve' WHERE version = 2", "version 2 was changed"),
    ("DELETE FROM revision WHERE version = 2", "version 2 is missing"),
    ("UPDATE audit SET person = 'eve' WHERE action = 'edit'", "was changed"),
    ("DELETE FROM audit WHERE action = 'approve'", "is missing"),
    ("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)", "its end was cut off"),
    ("UPDATE unit SET target = 'x' WHERE version > 1", "is not what its last version says"),
    ("UPDATE unit SET version = 1 WHERE version = 3", "has versions that it does not count|is not what"),
    ("UPDATE tally SET units = units + 1", "the number of units by state"),
    ("UPDATE article SET n_drafted = n_drafted + 1", "its counts are not what is kept"),
    ("UPDATE revision SET digest = 'x' WHERE version = 1", "was changed"),
    ("DELETE FROM unit_text WHERE number = 1", "is not found by its text"),
    (
        "INSERT INTO unit_issue (code, state, unit) SELECT 'no.such', state, id FROM unit LIMIT 1",
        "is found by issues that it has not",
    ),
    ('UPDATE unit SET issues = \'[{"code":"no.such"}]\' WHERE version = 1', "is not found by its issues"),
]


@pytest.mark.parametrize(("statement", "message"), TAMPERED)
def test_verification_notices(tmp_path: Path, statement: str, message: str) -> None:
    with store.open(sqlite_url(tmp_path)) as opened:
        worked(Team(opened))
        assert flaws(opened) == []
        with opened.write() as found:
            for table in APPEND_ONLY:
                for verb in ("update", "delete"):
                    found.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
            found.exec_driver_sql(statement)
        assert any(part in flaw for flaw in flaws(opened) for part in message.split("|"))


def test_a_whole_history_that_was_rewritten_is_noticed(tmp_path: Path) -> None:
    """Somebody who knows how digests are made forges a revision: the audit row tells of another one."""
    from translate.store import units
    from translate.store.schema import revision

    with store.open(sqlite_url(tmp_path)) as opened:
        worked(Team(opened))
        with opened.write() as found:
            found.exec_driver_sql("DROP TRIGGER revision_no_update")
            for version in (1, 2):
                row = found.execute(sa.select(revision).where(revision.c.version == version).limit(1)).one()
                forged = {**row._mapping, "comment": "I never wrote this"}
                found.execute(
                    sa.update(revision)
                    .where(revision.c.id == row.id)
                    .values(comment=forged["comment"], digest=units.sealed(forged))
                )
        told = flaws(opened)
        assert any("tells of another revision" in flaw for flaw in told)
        assert any("tells of other units" in flaw for flaw in told)


def everything(opened: store.Store) -> dict[str, list[tuple[Any, ...]]]:
    with opened.read() as found:
        return {
            table.name: sorted((tuple(row) for row in found.execute(sa.select(table))), key=str)
            for table in metadata.sorted_tables
        }


def test_a_backup_brings_everything_back_to_either_database(
    team: Team, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    unit = worked(team)
    path = tmp_path / "backup.db"
    assert maintenance.backup(team.store, path) == path.stat().st_size
    assert [one.name for one in tmp_path.iterdir() if "backup" in one.name] == ["backup.db"]
    with store.open(str(path)) as copy:
        assert everything(copy) == everything(team.store)
        assert flaws(copy) == []
    with pytest.raises(InputError, match="is there already"):
        maintenance.backup(team.store, path)
    assert maintenance.backup(team.store, path, replace=True)
    new = f"sqlite:///{tmp_path / 'restored.db'}"
    assert maintenance.restore(path, new) is None
    with store.open(new) as restored:
        assert everything(restored) == everything(team.store)
        ann = review.open("ann", store=restored)
        assert ann.edit(unit.id, "بعد", base_version=3).version == 4
        assert flaws(restored) == []
    server = request.getfixturevalue("postgres")
    name = server.database()
    maintenance.restore(path, server.url(name))
    with store.open(server.url(name)) as restored:
        assert everything(restored) == everything(team.store)
        ann = review.open("ann", store=restored)
        assert ann.edit(unit.id, "بعد", base_version=3).version == 4
        ann.comment(unit.id, "numbered behind those that were copied")
        assert flaws(restored) == []
    with pytest.raises(StoreError, match="a desk is there already"):
        maintenance.restore(path, server.url(name))
    maintenance.restore(path, server.url(name), replace=True)
    with store.open(server.url(name)) as restored:
        assert everything(restored) == everything(team.store)
    server.drop(name)


def test_a_desk_that_is_there_is_not_written_over_by_mistake(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    with store.open(url) as opened:
        worked(Team(opened))
        maintenance.backup(opened, tmp_path / "backup.db")
        with pytest.raises(InputError, match="the database itself"):
            maintenance.backup(opened, tmp_path / "desk.db", replace=True)
        with pytest.raises(InputError, match="is a directory"):
            maintenance.backup(opened, tmp_path)
        with pytest.raises(StoreError, match="cannot be"):
            maintenance.backup(opened, tmp_path / "no" / "backup.db")
        with pytest.raises(
            StoreError, match=r"desk.db/backup.db: cannot be"
        ):  # a file where a folder should be
            maintenance.backup(opened, tmp_path / "desk.db" / "backup.db")
    for options, error in (({}, StoreError), ({"replace": True}, None)):
        if error:
            with pytest.raises(error, match="give --replace"):
                maintenance.restore(tmp_path / "backup.db", url, **options)
        else:
            kept = maintenance.restore(tmp_path / "backup.db", url, **options)
            assert kept is not None
            assert kept.is_file()
    with pytest.raises(InputError, match="the database itself"):
        maintenance.restore(tmp_path / "desk.db", url, replace=True)


def no_file(path: Path) -> None:
    path.unlink()


def a_letter(path: Path) -> None:
    path.write_text("Dear editor", "utf-8")


def forged(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DROP TRIGGER audit_no_update")
        other.execute("UPDATE audit SET person = 'eve'")


def too_new(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize("spoil", [no_file, a_letter, forged, too_new])
def test_what_is_no_whole_backup_is_not_restored(tmp_path: Path, spoil: Any) -> None:
    with store.open(sqlite_url(tmp_path)) as opened:
        worked(Team(opened))
        maintenance.backup(opened, tmp_path / "backup.db")
    spoil(tmp_path / "backup.db")
    with pytest.raises(InputError):
        maintenance.restore(tmp_path / "backup.db", f"sqlite:///{tmp_path / 'new.db'}")
    assert not (tmp_path / "new.db").exists()


def test_a_backup_is_whole_while_people_write(team: Team, tmp_path: Path) -> None:
    units = team.submit()
    stop, made = threading.Event(), []

    def write() -> None:
        version = 1
        while not stop.is_set():
            team.ann.edit(units[0].id, f"نص {version}", base_version=version)
            version += 1
        made.append(version)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            maintenance.backup(team.store, tmp_path / f"{number}.db")
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        with store.open(str(tmp_path / f"{number}.db")) as copy:
            assert flaws(copy) == []
    assert made[0] > 1
    assert team.ann.unit(units[0].id).version == made[0]


def test_what_expired_goes_and_history_stays(team: Team) -> None:
    unit = worked(team)
    before = len(team.ann.history(unit.id))
    team.clock.moment = team.clock.moment.replace(year=2020)
    team.ann.claim(team.ann.units_of("bridge")[4].id)
    team.ann.be_present("bridge")
    team.ann.edit(unit.id, "ج", base_version=3, idempotency_key="k")
    assert maintenance.vacuum(team.store) == {"claims": 1, "sign-ins": 0, "answers": 1, "presence": 1}
    assert len(team.ann.history(unit.id)) == before + 1
    assert flaws(team.store) == []


def test_facts_are_told(team: Team) -> None:
    worked(team)
    found = maintenance.facts(team.store)
    assert (found["version"], found["units"] > 10, found["people"]) == (HEAD, True, 8)


# --- migrations ----------------------------------------------------------------------------------


#: What each migration after the first made, taken back.
BACK = {
    "0005": [
        *(f"DROP INDEX ix_unit_{name}" for name in ("due", "band", "place", "issue_rank", "topic", "language", "origin", "deadline")),
        "ALTER TABLE unit DROP COLUMN band",
        "ALTER TABLE unit_issue DROP COLUMN rank",
        *(f"CREATE INDEX ix_unit_{name} ON unit (state)" for name in ("estimate", "topic", "language", "origin", "deadline")),
    ],
    "0004": ["DROP TABLE target_markup"],
    "0003": ["DROP TABLE unit_text", "DROP TABLE IF EXISTS unit_text_grams", "DROP TABLE unit_issue", *(f"DROP INDEX ix_unit_{name}" for name in ("nobody", "estimate", "origin", "deadline"))],
    "0002": ["DROP INDEX ix_unit_errors"],
    "0001": ["DROP TABLE memory"],
}  # fmt: skip


def at(url: str, version: str) -> dict[str, list[dict[str, Any]]]:
    """A desk as an earlier migration left it, with people's work in it; its rows by table."""
    with store.open(url) as opened:
        team = Team(opened)
        worked(team)
        issue = Issue("number.mismatch", Severity.ERROR, "3 is not in the translation")
        team.service.submit(article(name="flawed", issues={3: (issue,)}))
        with opened.write() as found:
            for known, statements in BACK.items():
                if known >= version:
                    for statement in statements:
                        found.exec_driver_sql(statement)
            found.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")
    return rows_of(url)


def rows_of(url: str) -> dict[str, list[dict[str, Any]]]:
    with store.open(url, as_it_is=True) as opened, opened.read() as found:
        there = set(sa.inspect(found).get_table_names())
        return {
            name: [dict(row) for row in found.exec_driver_sql(f"SELECT * FROM {name}").mappings()]
            for name in metadata.tables
            if name in there
        }


def kept(before: dict[str, list[dict[str, Any]]], url: str) -> bool:
    """Whether every row and value of before is there."""
    after = rows_of(url)
    for name, rows in before.items():
        columns = list(rows[0]) if rows else []
        now = [tuple(row[column] for column in columns) for row in after[name]]
        assert sorted(now, key=str) == sorted((tuple(row.values()) for row in rows), key=str), name
    return True


def found_by(opened: store.Store) -> list[int]:
    """How many units are found by what the newest migration indexed."""
    ann = review.open("ann", store=opened)
    asked = (
        review.Filter(text="البوكمال"),
        review.Filter(text="EUPHRATES"),
        review.Filter(code="number.mismatch"),
    )
    return [len(ann.units(one).items) for one in asked]


@pytest.mark.parametrize("version", sorted(BACK))
def test_a_desk_of_an_earlier_version_comes_up_to_date_with_all_that_is_in_it(
    tmp_path: Path, version: str
) -> None:
    url = sqlite_url(tmp_path)
    before = at(url, version)
    with pytest.raises(StoreError, match="run: translate db upgrade"):
        store.open(url)
    with store.open(url, as_it_is=True) as opened:
        was, now, copy = maintenance.upgrade(opened)
        assert (was, now) == (version, HEAD)
        assert copy is not None
        assert copy.is_file()
        assert kept(before, url)
        assert maintenance.upgrade(opened) == (HEAD, HEAD, None)
    with store.open(url) as opened:
        assert flaws(opened) == []
        assert found_by(opened) == [3, 2, 1]
        ann = review.open("ann", store=opened)
        unit = ann.units(review.Filter(text="البوكمال")).items[0]
        ann.edit(unit.id, "نص آخر", base_version=unit.version)
        assert found_by(opened) == [2, 2, 1]


def test_postgresql_comes_up_to_date_too(postgres: Any) -> None:
    name = postgres.database()
    before = at(postgres.url(name), "0001")
    with store.open(postgres.url(name), as_it_is=True) as opened:
        assert maintenance.upgrade(opened) == ("0001", HEAD, None)
        assert kept(before, postgres.url(name))
        assert flaws(opened) == []
        assert found_by(opened) == [3, 2, 1]
    postgres.drop(name)


def is_ours(thing: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """The index of letters is each database's own, and no table of ours."""
    return not str(name).startswith(TEXT_INDEX)


def test_the_migrations_make_the_tables_that_the_program_means(team: Team) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with team.store.read() as found:
        context = MigrationContext.configure(found, opts={"compare_type": False, "include_object": is_ours})
        differences = compare_metadata(context, metadata)
    assert differences == []
