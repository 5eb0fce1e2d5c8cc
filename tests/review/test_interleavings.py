"""Two writers, claims that expire, reverts, returns and imports in any order: the desk agrees with a model of a few lines."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.desks import PAIRS, Team, article, sqlite_url
from translate import store
from translate.errors import ClaimedByOther, NotAllowed, ReviewError, VersionConflict, WrongState
from translate.store import maintenance

WRITERS = ("ann", "ben", "bob", "rim")
EDITABLE = ("drafted", "edited", "changes_requested", "reviewed", "stale")
_names = itertools.count()

units = st.integers(0, 2)
writers = st.sampled_from(WRITERS)
reviewers = st.sampled_from(("bob", "rim"))
lags = st.integers(0, 2)
words = st.sampled_from(["سلام", "هدنة", "peace", "اتفاق", "\u2067نص\u2069"])


@dataclass
class Known:
    """What the model knows of a unit."""

    targets: list[str]  # by version, the first at 0
    state: str = "drafted"
    editor: str | None = None
    holder: str | None = None
    until: float = 0.0
    purpose: str = ""
    source: str = ""
    actions: list[tuple[str, str]] = field(default_factory=lambda: [("draft", "desk")])

    def add(self, action: str, person: str, state: str, target: str | None = None) -> None:
        self.targets.append(self.targets[-1] if target is None else target)
        self.actions.append((action, person))
        self.state = state


class Interleavings(RuleBasedStateMachine):
    """Every action through the desk and on the model; both refuse, or both do the same."""

    folder: str
    url: str | None = None

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="desk-")
        self.opened = store.open(self.url or sqlite_url(Path(self.folder)))
        if self.url is None:
            self.team = Team(self.opened)
        else:
            self.team = Team.__new__(Team)
            self.team.__dict__.update(SHARED[self.url].__dict__)
        self.name = f"a{next(_names)}"
        self.pairs = [(f"{source} {self.name}", target) for source, target in PAIRS[:3]]
        made = self.team.service.submit(article(self.pairs, name=self.name))
        self.ids = list(made.added)
        self.known = [Known([target], source=source) for source, target in self.pairs]
        self.now = 0.0

    def teardown(self) -> None:
        if getattr(self, "opened", None) and self.url is None:
            assert list(maintenance.verify(self.opened)) == []
        if getattr(self, "opened", None):
            self.opened.close()
            shutil.rmtree(self.folder)

    def held_by_other(self, known: Known, who: str, *, reviewing: bool = False) -> bool:
        if known.holder in (None, who) or known.until <= self.now:
            return False
        return not (reviewing and known.purpose == "edit" and known.state == "edited")

    def desk(self, who: str) -> Any:
        return getattr(self.team, who)

    @rule(n=units, who=writers, word=words, lag=lags, key=st.booleans())
    def edit(self, n: int, who: str, word: str, lag: int, key: bool) -> None:
        known, version = self.known[n], len(self.known[n].targets)
        target = f"{known.targets[-1]} {word}"
        base = version - lag
        call = {
            "base_version": base,
            "idempotency_key": f"{self.name}-{n}-{version}-{word}-{lag}" if key else None,
        }
        if lag:
            with pytest.raises(VersionConflict) as caught:
                self.desk(who).edit(self.ids[n], target, **call)
            assert caught.value.theirs == known.targets[-1]
            assert caught.value.base == (known.targets[base - 1] if base >= 1 else None)
        elif self.held_by_other(known, who):
            with pytest.raises(ClaimedByOther):
                self.desk(who).edit(self.ids[n], target, **call)
        else:
            done = self.desk(who).edit(self.ids[n], target, **call)
            known.add("edit", who, "edited", target)
            known.editor = who
            if known.holder == who:
                known.holder = None
            assert done.version == len(known.targets)
            if key:  # the same request again is answered, not done
                assert self.desk(who).edit(self.ids[n], target, **call).version == done.version

    @rule(n=units, who=reviewers, lag=lags)
    def approve(self, n: int, who: str, lag: int) -> None:
        known = self.known[n]
        call = (self.ids[n],)
        base = len(known.targets) - lag
        if lag:
            with pytest.raises(VersionConflict):
                self.desk(who).approve(*call, base_version=base)
        elif known.state not in ("drafted", "edited"):
            with pytest.raises(WrongState):
                self.desk(who).approve(*call, base_version=base)
        elif self.held_by_other(known, who, reviewing=True):
            with pytest.raises(ClaimedByOther):
                self.desk(who).approve(*call, base_version=base)
        elif known.editor == who:
            with pytest.raises(NotAllowed):
                self.desk(who).approve(*call, base_version=base)
        else:
            self.desk(who).approve(*call, base_version=base)
            known.add("approve", who, "reviewed")
            known.holder = None

    @rule(n=units, who=reviewers)
    def send_back(self, n: int, who: str) -> None:
        known = self.known[n]
        if known.state not in ("drafted", "edited", "reviewed") or self.held_by_other(
            known, who, reviewing=True
        ):
            with pytest.raises(ReviewError):
                self.desk(who).return_(self.ids[n], "style")
        else:
            self.desk(who).return_(self.ids[n], "style")
            known.add("return", who, "changes_requested")
            known.holder = None
            self.team.bob.assign(self.ids[n], None)

    @rule(n=units, who=writers, data=st.data())
    def revert(self, n: int, who: str, data: Any) -> None:
        known = self.known[n]
        to = data.draw(st.integers(1, len(known.targets)))
        if self.held_by_other(known, who):
            with pytest.raises(ClaimedByOther):
                self.desk(who).revert(self.ids[n], to)
        else:
            self.desk(who).revert(self.ids[n], to)
            known.add("revert", who, "edited", known.targets[to - 1])
            known.editor = who

    @rule(n=units, who=writers)
    def claim(self, n: int, who: str) -> None:
        known = self.known[n]
        if known.holder not in (None, who) and known.until > self.now:
            with pytest.raises(ClaimedByOther):
                self.desk(who).claim(self.ids[n])
        else:
            claim = self.desk(who).claim(self.ids[n])
            known.holder, known.until, known.purpose = who, self.now + 15, claim.purpose

    @rule(n=units, who=writers)
    def take_over(self, n: int, who: str) -> None:
        known = self.known[n]
        claim = self.desk(who).take_over(self.ids[n])
        was_held = known.holder not in (None, who) and known.until > self.now
        assert claim.taken_from == (known.holder if was_held else None)
        known.holder, known.until, known.purpose = who, self.now + 15, claim.purpose

    @rule(n=units, who=writers)
    def release(self, n: int, who: str) -> None:
        known = self.known[n]
        if known.holder == who:
            assert self.desk(who).release(self.ids[n])
            known.holder = None

    @rule(minutes=st.sampled_from([1, 8, 16]))
    def time_passes(self, minutes: int) -> None:
        self.team.clock.pass_(minutes=minutes)
        self.now += minutes

    @rule(n=units)
    def source_is_corrected(self, n: int) -> None:
        number = len(self.known[n].targets)
        source, target = f"{PAIRS[n][0]} {self.name} as of {number}", f"{PAIRS[n][1]} {number}"
        self.pairs[n] = (source, target)
        self.team.service.submit(article(self.pairs, name=self.name))
        known = self.known[n]
        untouched = known.state == "drafted" and known.editor is None
        known.add("stale", "desk", "stale", target if untouched else None)

    @precondition(lambda self: any(known.state in ("drafted", "edited") for known in self.known))
    @rule(who=reviewers)
    def bulk_is_done_and_undone(self, who: str) -> None:
        done = self.desk(who).bulk("approve", self.ids, preview=False)
        for item in done.done:
            self.known[self.ids.index(item.unit)].add("approve", who, "reviewed")
            self.known[self.ids.index(item.unit)].holder = None
        undone = self.desk(who).undo_bulk(done.id)
        assert {item.unit for item in undone.done} == {item.unit for item in done.done}
        for item in undone.done:
            known = self.known[self.ids.index(item.unit)]
            known.add("undo", who, item.new_state)

    @invariant()
    def the_desk_is_what_the_model_says(self) -> None:
        if not hasattr(self, "ids"):
            return
        for id_, known, unit in zip(self.ids, self.known, self.team.ann.units_of(self.name), strict=True):
            assert unit.id == id_
            assert (unit.state, unit.version, unit.target) == (
                known.state,
                len(known.targets),
                known.targets[-1],
            )
            assert unit.last_editor == known.editor
            holder = known.holder if known.until > self.now else None
            assert unit.claimed_by == holder
            history = self.team.ann.history(id_)
            assert [one.target for one in history] == known.targets
            assert [(one.action, one.person) for one in history] == known.actions
            assert [one.version for one in history] == list(range(1, len(known.targets) + 1))


SHARED: dict[str, Team] = {}
TestInterleavings = Interleavings.TestCase
TestInterleavings.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_interleavings_on_postgresql(postgres: Any) -> None:
    """The same machine on one PostgreSQL desk, which it fills with an article a run."""
    from hypothesis.stateful import run_state_machine_as_test

    name = postgres.database("empty")
    url = postgres.url(name)
    with store.open(url) as opened:
        SHARED[url] = Team(opened)

        class OnPostgresql(Interleavings):
            pass

        OnPostgresql.url = url
        run_state_machine_as_test(
            OnPostgresql,
            settings=settings(
                max_examples=4, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
        assert list(maintenance.verify(opened)) == []
    postgres.drop(name)
