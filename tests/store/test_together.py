"""Short transactions share a commit: each is kept when it returns, and one that fails takes nothing else with it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from translate import store
from translate.errors import StoreError
from translate.store import people, together


def _put(connection: sa.Connection, name: str) -> None:
    people.set_setting(connection, name, True, by="amina", at="2026-01-01T00:00:00.000000Z")


def _set(opened: store.Store, name: str, *, fails: bool = False) -> None:
    with opened.write(is_short=True) as connection:
        _put(connection, name)
        if fails:
            raise ValueError(name)


def _kept(opened: store.Store, name: str) -> bool:
    with opened.read() as connection:
        return bool(people.get_setting(connection, name, False))


@pytest.fixture
def opened(database_url: str) -> Any:
    with store.open(database_url) as found:
        yield found


@pytest.fixture
def commits(opened: store.Store) -> list[int]:
    """Grows by one at each commit."""
    seen: list[int] = []
    sa.event.listen(opened.engine, "commit", lambda _: seen.append(1))
    return seen


def _many(opened: store.Store, number: int, *, failing: frozenset[int] = frozenset()) -> list[Any]:
    """That many transactions at once: they wait for one that has its turn."""
    with ThreadPoolExecutor(number) as pool:
        with opened.write() as connection:
            _put(connection, "first")
            asked = [pool.submit(_set, opened, f"n{one}", fails=one in failing) for one in range(number)]
            while opened._together._waiting < number:
                threading.Event().wait(0.005)
        return [one.exception() for one in asked]


def test_what_waits_shares_a_commit(
    opened: store.Store, commits: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "LONGEST", 60.0)
    assert _many(opened, 20) == [None] * 20
    assert len(commits) == 2  # of the one that they waited for, and of the twenty
    assert all(_kept(opened, f"n{one}") for one in range(20))


def test_a_member_that_fails_takes_back_its_own_changes_only(opened: store.Store) -> None:
    failed = _many(opened, 12, failing=frozenset((3, 7)))
    assert [one for one, error in enumerate(failed) if error] == [3, 7]
    assert [one for one in range(12) if not _kept(opened, f"n{one}")] == [3, 7]


def test_where_the_commit_fails_nobody_is_told_that_it_was_kept(
    opened: store.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: sa.Connection) -> None:
        raise sa.exc.OperationalError("COMMIT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr(sa.Connection, "commit", full)
        errors = _many(opened, 4)
    assert all(isinstance(error, StoreError) and "the disk is full" in str(error) for error in errors)
    assert not any(_kept(opened, f"n{one}") for one in range(4))
    _set(opened, "after")
    assert _kept(opened, "after")


def test_a_transaction_that_the_database_ended_is_lost_whole(opened: store.Store) -> None:
    """As SQLite does where the disk is full: the savepoint is gone with the rest."""

    def lose() -> None:
        with opened.write(is_short=True) as connection:
            _put(connection, "gone")
            raw: Any = connection.connection.driver_connection
            raw.rollback()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        lose()
    assert not _kept(opened, "gone")
    _set(opened, "after")
    assert _kept(opened, "after")


def test_a_transaction_inside_another_is_told(opened: store.Store) -> None:
    with opened.write(is_short=True), pytest.raises(RuntimeError, match="inside"):
        _set(opened, "x")
