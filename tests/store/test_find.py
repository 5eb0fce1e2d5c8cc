"""Whichever way a filter takes through the indexes, it finds what a plain look at every unit finds, in the same order."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from tests.desks import PAIRS, Team, article
from translate import store
from translate.errors import InputError, NotAllowed
from translate.model import Issue, Severity
from translate.review import Filter, QueuedUnit
from translate.store import find
from translate.text.sought import needle, searchable

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = ("number.mismatch", "name.spelling")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A desk with units of every kind, made once: nothing here changes it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('find') / 'desk.db'}?synchronous=off"
    else:
        server: Any = request.getfixturevalue("postgres")
        url = server.url(server.database())
    with store.open(url) as opened:
        yield filled(Team(opened))


def filled(team: Team) -> Team:
    chance = random.Random(5)
    for number in range(12):
        pairs = [chance.choice(PAIRS) for _ in range(6)]
        languages = ("en", "ar") if number % 3 else ("ar", "en")
        if languages[0] == "ar":
            pairs = [(target, source) for source, target in pairs]
        issues = {
            place: tuple(
                Issue(code, chance.choice([Severity.ERROR, Severity.WARNING]), "seen")
                for code in CODES
                if chance.random() < 0.2
            )
            for place in range(6)
        }
        drafted = article(
            pairs, name=f"a{number}", languages=languages, issues=issues, origin=chance.choice(["memory", "echo"])
        )  # fmt: skip
        estimates = {
            unit.segment.id: round(chance.random(), 2) for unit in drafted.units if chance.random() < 0.9
        }
        deadline = f"2026-12-{chance.randint(1, 9):02}T12:00" if chance.random() < 0.5 else None
        team.service.submit(
            drafted,
            topic=chance.choice(["", "water", "sport"]),
            deadline=deadline,
            estimates=estimates,
        )
        for unit in team.ann.units_of(drafted.article.id):
            if chance.random() < 0.2:
                team.bob.assign(unit.id, chance.choice(["ann", "ben"]))
            if chance.random() < 0.5:
                person = team.eve if chance.random() < 0.5 else team.rim
                person.edit(unit.id, chance.choice([unit.target, f"{unit.target} الفرات"]), base_version=1)
            if chance.random() < 0.1:
                team.bob.claim(unit.id)
    return team


FILTERS = [
    Filter(),
    Filter(states=("edited",)),
    Filter(states=("drafted", "edited")),
    Filter(states=("final",)),
    Filter(target_language="en"),
    Filter(topic="water"),
    Filter(topic=""),
    Filter(topic="nothing"),
    Filter(article="a3"),
    Filter(article="a3", states=("edited",), text="الفرات"),
    Filter(assignee="ann"),
    Filter(assignee=""),
    Filter(assignee="", topic="water"),
    Filter(editor="eve"),
    Filter(editor="eve", assignee="ben"),
    Filter(claimed_by="bob"),
    Filter(claimed_by="bob", topic="sport"),
    Filter(claimed_by=""),
    Filter(code="number.mismatch"),
    Filter(code="number.mismatch", states=("edited",)),
    Filter(code="number.mismatch", topic="water", target_language="ar"),
    Filter(code="no.such"),
    Filter(has_errors=True),
    Filter(has_errors=True, states=("drafted",), topic="water"),
    Filter(has_errors=False),
    Filter(min_estimate=0.5),
    Filter(max_estimate=0.1),
    Filter(min_estimate=0.3, max_estimate=0.4, states=("drafted",)),
    Filter(min_estimate=2),
    Filter(due="2026-12-05T00:00:00.000000Z"),
    Filter(due="2026-12-05T00:00:00.000000Z", topic="sport"),
    Filter(origin="memory"),
    Filter(origin="memory", editor="rim"),
    Filter(engine="ctranslate2"),
    Filter(text="الفرات"),
    Filter(text="EUPHRATES"),
    Filter(text="Euphrates opened", states=("edited",)),
    Filter(text="the"),
    Filter(text="3%"),
    Filter(text="في"),
    Filter(text="nowhere"),
    Filter(text="."),
    Filter(text="water", code="name.spelling"),
    Filter(text="the", code="name.spelling", min_estimate=0.2),
]


def is_wanted(unit: QueuedUnit, wanted: Filter) -> bool:
    """What the filter says, of one unit."""
    named = ("article", "target_language", "topic", "origin", "engine")
    looked_for = needle(wanted.text or "")
    return (
        (not wanted.states or unit.state in wanted.states)
        and all(getattr(wanted, name) in (None, getattr(unit, name)) for name in named)
        and wanted.editor in (None, unit.last_editor)
        and wanted.assignee in (None, unit.assignee or "")
        and wanted.claimed_by in (None, unit.claimed_by or "")
        and (wanted.code is None or wanted.code in {issue.code for issue in unit.issues})
        and wanted.has_errors in (None, any(issue.severity is Severity.ERROR for issue in unit.issues))
        and (wanted.min_estimate is None or (unit.estimate is not None and unit.estimate >= wanted.min_estimate))
        and (wanted.max_estimate is None or (unit.estimate is not None and unit.estimate <= wanted.max_estimate))
        and (wanted.due is None or (unit.deadline is not None and unit.deadline <= wanted.due))
        and (
            not wanted.text
            or (looked_for in searchable(unit.source, unit.target) if looked_for else wanted.text in unit.source + unit.target)
        )
    )  # fmt: skip


def every(team: Team) -> list[QueuedUnit]:
    return [unit for number in range(12) for unit in team.ann.units_of(f"a{number}")]


@pytest.mark.parametrize(("few", "enough"), [(4000, 0), (20, 3), (-1, -1)])
def test_a_filter_finds_the_same_whichever_way_it_takes(
    desk: Team, monkeypatch: pytest.MonkeyPatch, few: int, enough: int
) -> None:
    monkeypatch.setattr(find, "FEW", few)
    monkeypatch.setattr(find, "FEW_TEXTS", few)
    monkeypatch.setattr(find, "_FEW_ENOUGH", enough)
    monkeypatch.setattr(find, "_AT_ONCE", 11)
    monkeypatch.setattr(find, "_MOST_IDS", 17)
    monkeypatch.setattr(find, "_GLANCE", 1000 if few == 4000 else 9)
    units = every(desk)
    for wanted in FILTERS:
        right = [unit for unit in units if is_wanted(unit, wanted)]
        for by_position in (False, True):
            order = sorted(
                right,
                key=lambda unit: (unit.article, unit.position) if by_position else (-unit.rank,),
            )
            found: list[QueuedUnit] = []
            cursor = None
            while True:
                page = desk.ann.units(wanted, limit=7, cursor=cursor, by_position=by_position)
                found += page.items
                cursor = page.cursor
                if cursor is None:
                    break
            assert [unit.id for unit in found] == [unit.id for unit in order], (wanted, by_position)


@pytest.mark.parametrize("few", [4000, -1])
def test_next_is_the_first_that_one_may_have(desk: Team, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(find, "FEW", few)
    units = every(desk)
    for wanted in FILTERS:
        if wanted.claimed_by or wanted.states or wanted.assignee is not None:
            continue
        free = [unit for unit in units if is_wanted(unit, wanted) and unit.claimed_by is None]
        to_edit = [unit for unit in free if unit.state == "drafted" and unit.assignee in (None, "ann")]
        right = max(to_edit, key=lambda unit: (unit.assignee == "ann", unit.rank), default=None)
        found = desk.ann.next(wanted, hold=False)
        assert (found and found.id) == (right and right.id), wanted
        edited = [unit for unit in free if unit.state == "edited" and unit.assignee is None]
        to_review = [unit for unit in edited if unit.last_editor != "rim"]
        best = max(to_review, key=lambda unit: unit.rank, default=None)
        given = desk.rim.next(wanted, purpose="review", hold=False)
        assert (given and given.id) == (best and best.id), wanted


def test_next_keeps_to_whom_it_is_assigned(desk: Team) -> None:
    assert desk.ann.next(Filter(assignee=""), hold=False).assignee is None  # type: ignore[union-attr]
    assert desk.ann.next(Filter(assignee="ann"), hold=False).assignee == "ann"  # type: ignore[union-attr]
    assert desk.bob.next(Filter(assignee="ben"), purpose="edit", hold=False).assignee == "ben"  # type: ignore[union-attr]
    with pytest.raises(NotAllowed):
        desk.ann.next(Filter(assignee="ben"), hold=False)
    with pytest.raises(InputError, match="what nobody holds"):
        desk.ann.next(Filter(claimed_by="bob"), hold=False)


def test_a_reviewer_who_edited_all_of_the_first_gets_what_another_edited(
    desk: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "_ABREAST", 1)
    for person in (desk.rim, desk.eve):
        found = person.next(purpose="review", hold=False)
        assert found is not None
        assert found.last_editor != person.person.name
        other = person.next(Filter(editor=found.last_editor), purpose="review", hold=False)
        assert other is not None
        assert (other.id, other.last_editor) == (found.id, found.last_editor)


def test_what_is_found_follows_what_happens(team: Team) -> None:
    issue = Issue("number.missing", Severity.ERROR, "3 is not there")
    unit = team.submit(issues={0: (issue,)})[0]
    wanted = Filter(code="number.missing", states=("drafted",))
    assert [one.id for one in team.ann.units(wanted).items] == [unit.id]
    team.ann.set_issues(unit.id, [Issue("name.spelling", Severity.WARNING, "seen")])
    assert not team.ann.units(wanted).items
    changed = team.ann.edit(unit.id, "فُتح معبر آخر", base_version=1)
    assert [one.id for one in team.ann.units(Filter(text="معبر اخر")).items] == [unit.id]
    assert not team.ann.units(Filter(text="الجسر فوق")).items
    team.service.submit(article([("Another bridge opened.", "فتح جسر آخر."), *PAIRS[1:]]), redraft=True)
    assert [one.id for one in team.ann.units(Filter(text="another bridge")).items] == [unit.id]
    assert not team.ann.units(Filter(text="over the euphrates")).items
    assert changed.version == 2
