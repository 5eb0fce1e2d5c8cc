"""Statements that go to the database together give what they would give one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from tests.desks import PAIRS, Team, article
from translate import store
from translate.errors import StoreError
from translate.review import holds
from translate.store import audit, maintenance, people, pipeline
from translate.store.schema import setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PUT = sa.insert(setting).inline()
_GONE = sa.delete(setting).where(setting.c.key == sa.bindparam("of"))
_THERE = sa.select(setting.c.key, setting.c.value).where(setting.c.key.like("k%")).order_by(setting.c.key)
_SAYS = sa.text("INSERT INTO setting (key, value, person, at) VALUES (:key, 'said', 'amina', '2026')")
AT = "2026-01-01T00:00:00.000000Z"


def _row(key: str) -> dict[str, str]:
    return {"key": key, "value": "100 %s", "person": "amina", "at": AT}


@pytest.fixture
def opened(database_url: str) -> Iterator[store.Store]:
    with store.open(database_url) as found:
        yield found


def test_each_statement_sees_what_those_before_it_did(opened: store.Store) -> None:
    with opened.write() as connection:
        steps: list[Any] = [
            (_PUT, _row("k1")),
            (_SAYS, {"key": "k2"}),
            (_THERE, {}),
            (_GONE, {"of": "k1"}),
            (_THERE, {}),
        ]
        answers = pipeline.run(connection, *steps)
        assert [answer.count for answer in answers] == [1, 1, 2, 1, 1]
        assert answers[2].rows == [{"key": "k1", "value": "100 %s"}, {"key": "k2", "value": "said"}]
        assert pipeline.run(connection, (_GONE, {"of": "k9"}))[0].count == 0


def test_one_that_fails_takes_all_of_them_back_and_is_told(opened: store.Store) -> None:
    def fail() -> None:
        with opened.write(is_short=True) as connection:
            pipeline.run(connection, (_PUT, _row("k1")), (_PUT, _row("k1")), (_THERE, {}))

    with pytest.raises(StoreError, match=r"(?i)unique"):
        fail()
    with opened.write(is_short=True) as connection:
        assert pipeline.run(connection, (_THERE, {}))[0].rows == []


def test_the_chain_goes_on_behind_a_step_that_was_taken_back(opened: store.Store) -> None:
    with opened.write() as connection:
        audit.append(connection, at=AT, person="amina", action="one")
        trial = connection.begin_nested()
        audit.append(connection, at=AT, person="amina", action="two")
        trial.rollback()
        audit.append(connection, at=AT, person="amina", action="three")
    with opened.read() as connection:
        actions = [event.action for event in audit.events(connection).items]
    assert actions[-2:] == ["one", "three"]
    assert list(maintenance.verify(opened)) == []


def test_what_an_action_gives_is_what_stands(opened: store.Store) -> None:
    team = Team(opened)
    first, *_ = team.service.submit(article(PAIRS, name="a1")).added
    team.ann.claim(first)
    steps: list[Callable[[Any], Any]] = [
        lambda unit: team.ann.edit(first, "سلام", base_version=unit.version, keep_claim=True),
        lambda unit: team.ann.edit(first, "هدنة", base_version=unit.version, comment="why"),
        lambda unit: team.bob.return_(first, "wrong word", base_version=unit.version),
        lambda unit: team.ann.revert(first, 2, base_version=unit.version),
        lambda unit: team.bob.approve(first, base_version=unit.version),
    ]
    unit = team.ann.unit(first)
    for step in steps:
        unit = step(unit)
        assert unit == team.ann.unit(first)
    assert (unit.state, unit.claimed_by, unit.target) == ("reviewed", None, "سلام")
    assert list(maintenance.verify(opened)) == []


def test_a_connection_that_only_reads_shows_what_was_kept_meanwhile(opened: store.Store) -> None:
    with opened.read() as connection, opened.read(as_one=True) as still:
        assert people.get_setting(still, "k1") is None
        with opened.write(is_short=True) as writing:
            people.set_setting(writing, "k1", 1, by="amina", at=AT)
        assert people.get_setting(connection, "k1") == 1
        assert people.get_setting(still, "k1") is None


def test_a_save_waits_for_lock_reading_and_writing_once_each(
    opened: store.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = Team(opened)
    first, *_ = team.service.submit(article(PAIRS, name="a1")).added
    waited = []
    real = pipeline.run

    def counted(*given: Any) -> Any:
        waited.append(len(given) - 1)
        return real(*given)

    monkeypatch.setattr(pipeline, "run", counted)
    assert team.ann.edit(first, "سلام", base_version=1).version == 2
    assert len(waited) <= 3


def test_next_gives_what_nobody_took_between_looking_and_holding(
    opened: store.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = Team(opened)
    ids = team.service.submit(article(PAIRS, name="a1")).added
    real = holds.look
    others = iter((1, 2, 1))  # units that somebody else is given meanwhile

    def slow(act: Any, *given: Any, **how: Any) -> Any:
        found = real(act, *given, **how)
        if act.name == "ann" and "limit" not in how:
            assert all(team.ben.next() is not None for _ in range(next(others)))
        return found

    monkeypatch.setattr(holds, "look", slow)
    mine = [team.ann.next() for _ in range(3)]
    assert mine[2] is None
    held = {claim.unit: claim.person for claim in team.eve.claims()}
    assert held.keys() == set(ids)
    assert {unit for unit, person in held.items() if person == "ann"} == {unit.id for unit in mine if unit}
    assert list(maintenance.verify(opened)) == []
