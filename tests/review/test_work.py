"""A unit's way from draft to final, on both databases: claims, edits, conflicts, approvals, returns, reverts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.desks import PAIRS, Team, article
from translate import review
from translate.errors import (
    ClaimedByOther,
    InputError,
    NotAllowed,
    NotFound,
    OpenIssues,
    ReviewError,
    VersionConflict,
    WrongState,
)
from translate.model import Issue, Severity, TermMatch
from translate.review import Filter
from translate.store import maintenance

ERROR = Issue("number.missing", Severity.ERROR, "3 is not in the translation", "source", 12, 13)
WARNING = Issue("length.short", Severity.WARNING, "short")


def flaws(team: Team) -> list[str]:
    return list(maintenance.verify(team.store))


def test_a_unit_goes_from_draft_to_final(team: Team) -> None:
    team.submit()
    unit = team.ann.next()
    assert unit is not None
    assert (unit.state, unit.version, unit.claimed_by) == ("drafted", 1, "ann")
    edited = team.ann.edit(
        unit.id, "افتتح الجسر", base_version=1, active_seconds=12, keystrokes=40, comment="أوضح"
    )
    assert (edited.state, edited.version, edited.last_editor, edited.claimed_by) == ("edited", 2, "ann", None)
    assert (edited.draft, edited.active_seconds, edited.keystrokes) == (PAIRS[0][1], 12, 40)
    for_review = team.bob.next()
    assert for_review is not None
    assert (for_review.id, for_review.claim_purpose) == (unit.id, "review")
    approved = team.bob.approve(unit.id, base_version=2)
    assert (approved.state, approved.approved_by, approved.claimed_by) == ("reviewed", "bob", None)
    for other in team.ann.units_of("bridge")[1:]:
        team.bob.approve(other.id)
    edition = team.eve.create_edition("bridge", {"title": "الجسر"}, state="published")
    assert (edition.number, edition.state, len(edition.pins)) == (1, "published", 6)
    history = review.shape_history(team.ann.history(unit.id))
    assert [(one["version"], one["action"], one["user"]) for one in history] == [
        (1, "draft", "desk"),
        (2, "edit", "ann"),
        (3, "approve", "bob"),
        (4, "final", "eve"),
    ]
    assert history[1]["comment"] == "أوضح"
    assert team.ann.counts()["ar"] == {"final": (6, sum(len(source.split()) for source, _ in PAIRS))}
    assert team.ann.article("bridge").progress == 1.0
    assert flaws(team) == []


def test_two_writers_never_overwrite_each_other(team: Team) -> None:
    unit = team.submit([("The mayor opened the new bridge on Sunday.", "فتح العمدة الجسر الجديد يوم الأحد")])[
        0
    ]
    team.ann.edit(unit.id, "افتتح العمدة الجسر الجديد يوم الأحد", base_version=1)
    with pytest.raises(VersionConflict) as caught:
        team.ben.edit(unit.id, "فتح العمدة الجسر الجديد الأحد", base_version=1)
    conflict = caught.value
    assert (conflict.base, conflict.mine, conflict.theirs) == (
        unit.target,
        "فتح العمدة الجسر الجديد الأحد",
        "افتتح العمدة الجسر الجديد يوم الأحد",
    )
    assert (conflict.merge, conflict.is_clean) == ("افتتح العمدة الجسر الجديد الأحد", True)
    assert (conflict.version, conflict.person, conflict.exit_code) == (2, "ann", 3)
    assert conflict.shape()["error"] == "conflict"
    assert team.ben.edit(unit.id, str(conflict.merge), base_version=2).version == 3
    for base in (0, 99):
        with pytest.raises(VersionConflict) as caught:
            team.ann.edit(unit.id, "x", base_version=base)
        assert caught.value.base is None


def test_the_same_request_is_done_once(team: Team) -> None:
    unit = team.submit()[0]
    first = team.ann.edit(unit.id, "أ", base_version=1, idempotency_key="k")
    team.ben.edit(unit.id, "ب", base_version=2)
    again = team.ann.edit(unit.id, "أ", base_version=1, idempotency_key="k")
    assert (again.version, again.target, again.state) == (first.version, "أ", "edited")
    assert [one.version for one in team.ann.history(unit.id)] == [1, 2, 3]
    with pytest.raises(InputError, match="used for something else"):
        team.ann.edit(unit.id, "ج", base_version=3, idempotency_key="k")
    assert team.ben.edit(unit.id, "د", base_version=3, idempotency_key="k").version == 4


def test_saving_a_draft_as_it_is_confirms_it_and_saving_again_adds_nothing(team: Team) -> None:
    unit = team.submit()[0]
    assert team.ann.edit(unit.id, f" {unit.target}\n", base_version=1).state == "edited"
    assert team.ann.edit(unit.id, unit.target, base_version=2).version == 2
    assert team.ann.edit(unit.id, unit.target, base_version=2, active_seconds=3).version == 3


def test_a_claim_keeps_others_away_until_it_ends(team: Team) -> None:
    unit = team.submit()[0]
    claim = team.ann.claim(unit.id)
    assert team.ann.claim(unit.id).token == claim.token
    with pytest.raises(ClaimedByOther, match="ann holds it") as caught:
        team.ben.claim(unit.id)
    assert caught.value.person == "ann"
    with pytest.raises(ClaimedByOther):
        team.ben.edit(unit.id, "x", base_version=1)
    team.clock.pass_(minutes=14)
    team.ann.heartbeat(unit.id)
    team.clock.pass_(minutes=14)
    with pytest.raises(ClaimedByOther):
        team.ben.heartbeat(unit.id)
    team.clock.pass_(minutes=2)
    assert team.ann.unit(unit.id).claimed_by is None
    assert team.ben.claim(unit.id).taken_from is None
    with pytest.raises(ClaimedByOther):
        team.ann.heartbeat(unit.id)
    with pytest.raises(ClaimedByOther):
        team.ann.release(unit.id)
    assert team.ben.release(unit.id) is True
    assert team.ben.release(unit.id) is False
    assert team.ann.heartbeat(unit.id).person == "ann"


def test_an_expired_claim_loses_nothing(team: Team) -> None:
    unit = team.submit()[0]
    team.ann.claim(unit.id, minutes=1)
    assert team.ann.autosave(unit.id, "نصف جملة", base_version=1, sequence=2)
    assert not team.ann.autosave(unit.id, "نصف", base_version=1, sequence=1)
    team.clock.pass_(minutes=5)
    team.ben.take_over(unit.id)
    kept = team.ann.journal(unit.id)
    assert kept is not None
    assert (kept.target, kept.base_version) == ("نصف جملة", 1)
    assert team.ann.journals() == [kept]
    team.ben.release(unit.id)
    team.ann.edit(unit.id, kept.target, base_version=1)
    assert team.ann.journal(unit.id) is None


def test_taking_over_leaves_a_notice(team: Team) -> None:
    unit = team.submit()[0]
    team.ann.claim(unit.id)
    assert team.ben.take_over(unit.id, reason="ann is away").taken_from == "ann"
    notice = team.ann.notices()[0]
    assert (notice.kind, notice.unit, notice.text) == ("take_over", unit.id, "ben took it over: ann is away")
    assert team.ann.read_notices(notice.id) == 1
    assert team.ann.notices() == []
    team.bob.release(unit.id)
    assert team.ben.notices()[0].kind == "released"


def test_nobody_approves_their_own_edit_outside_solo_mode(team: Team) -> None:
    unit = team.submit()[0]
    team.bob.edit(unit.id, "أ", base_version=1)
    with pytest.raises(NotAllowed, match="bob edited it last"):
        team.bob.approve(unit.id)
    other = team.bob.next()
    assert other is not None
    assert other.id != unit.id
    team.bob.release(other.id)
    with pytest.raises(NotAllowed, match="settings"):
        team.eve.set_solo(True)
    team.adm.set_solo(True)
    assert team.bob.is_solo
    assert team.bob.approve(unit.id).state == "reviewed"
    assert [one.solo for one in team.bob.history(unit.id)] == [False, False, True]
    assert [event.subject for event in team.eve.audit(actions=["solo"]).items] == ["on"]


def test_a_draft_that_needs_no_edit_is_approved_as_it_is(team: Team) -> None:
    unit = team.submit()[0]
    assert team.bob.approve(unit.id).state == "reviewed"
    with pytest.raises(WrongState, match="approved already"):
        team.rim.approve(unit.id)


def test_an_edit_after_approval_goes_back_to_edited(team: Team) -> None:
    unit = team.submit()[0]
    team.bob.approve(unit.id)
    edited = team.ann.edit(unit.id, "أ", base_version=2)
    assert (edited.state, edited.approved_by) == ("edited", None)


def test_a_unit_comes_back_with_a_reason(team: Team) -> None:
    unit = team.submit()[0]
    team.ann.edit(unit.id, "أ", base_version=1)
    with pytest.raises(InputError, match="for a reason"):
        team.bob.return_(unit.id, " ")
    back = team.bob.return_(unit.id, "terminology", comment="البوكمال", base_version=2)
    assert (back.state, back.assignee, back.reason) == ("changes_requested", "ann", "terminology")
    assert team.ann.notices()[0].text == "bob returned it: terminology (البوكمال)"
    with pytest.raises(WrongState, match="it was returned"):
        team.rim.approve(unit.id)
    mine = team.ann.next()
    assert mine is not None
    assert mine.id == unit.id
    assert team.ann.edit(unit.id, "ب", base_version=3).reason == ""


def test_any_version_can_come_back(team: Team) -> None:
    unit = team.submit()[0]
    team.ann.edit(unit.id, "أ", base_version=1)
    team.ann.edit(unit.id, "ب", base_version=2)
    back = team.ben.revert(unit.id, 2, base_version=3)
    assert (back.version, back.target, back.state, back.last_editor) == (4, "أ", "edited", "ben")
    assert team.ben.revert(unit.id, 1).target == unit.target
    with pytest.raises(NotFound, match="versions 1 to 5"):
        team.ben.revert(unit.id, 6)
    with pytest.raises(VersionConflict):
        team.ben.revert(unit.id, 1, base_version=3)
    assert team.ann.revision(unit.id, 3).target == "ب"


def test_an_error_stands_until_it_is_mended_or_waived_by_name(team: Team) -> None:
    unit = team.submit(issues={0: (ERROR, WARNING)})[0]
    with pytest.raises(OpenIssues, match=r"number\.missing: 3 is not in") as caught:
        team.bob.approve(unit.id)
    assert caught.value.codes == ("number.missing",)
    with pytest.raises(NotAllowed):
        team.ann.waive(unit.id, "number.missing", "it is there")
    with pytest.raises(InputError, match=r"its issues: number\.missing, length\.short"):
        team.bob.waive(unit.id, "no.such", "reason")
    with pytest.raises(InputError, match="for a reason"):
        team.bob.waive(unit.id, "number.missing", "")
    assert team.bob.waive(unit.id, "number.missing", "the headline has it").waived == ("number.missing",)
    assert team.bob.withdraw_waiver(unit.id, "number.missing").waived == ()
    approved = team.bob.approve(unit.id, waive=["number.missing"], comment="in the headline")
    assert (approved.state, approved.waived) == ("reviewed", ("number.missing",))
    assert [one.action for one in team.bob.history(unit.id)] == ["draft", "waive", "waive", "approve"]
    assert [one.withdrawn_by for one in team.bob.waivers(unit.id)] == ["bob", None]


def test_a_saved_target_is_checked_and_a_waiver_counts_while_the_issue_says_the_same(team: Team) -> None:
    said = [ERROR]

    def recheck(unit: review.QueuedUnit, target: str) -> Any:
        return said, unit.terms

    unit = team.submit(issues={0: (ERROR,)})[0]
    team.bob.waive(unit.id, ERROR.code, "fine")
    team.ann.recheck = recheck
    assert team.ann.edit(unit.id, "أ", base_version=1).waived == (ERROR.code,)
    said[0] = Issue(ERROR.code, Severity.ERROR, "4 is not in the translation")
    assert team.ann.edit(unit.id, "ب", base_version=2).waived == ()
    with pytest.raises(OpenIssues):
        team.bob.approve(unit.id)
    assert team.ann.set_issues(unit.id, []).issues == ()
    assert team.bob.approve(unit.id).state == "reviewed"


def test_units_are_assigned(team: Team) -> None:
    units = team.submit()
    assert team.bob.assign(units[3].id, "ann").assignee == "ann"
    assert team.ann.notices()[0].kind == "assigned"
    first = team.ann.next()
    assert first is not None
    assert first.id == units[3].id
    with pytest.raises(NotAllowed, match="assigned to ann"):
        team.ben.claim(units[3].id)
    with pytest.raises(NotAllowed):
        team.ben.assign(units[3].id, "ben")
    assert team.ben.assign(units[4].id, "ben").assignee == "ben"
    assert team.bob.assign_article("bridge", None) == 6
    assert {unit.assignee for unit in team.ann.units_of("bridge")} == {None}
    with pytest.raises(NotFound):
        team.bob.assign(units[0].id, "nobody")
    assert len(team.ann.claim_article("bridge")) == 6
    assert {claim.person for claim in team.ann.claims()} == {"ann"}
    assert team.ben.next() is None


def test_comments_stand_in_the_history(team: Team) -> None:
    unit = team.submit()[0]
    team.ann.edit(unit.id, "أ", base_version=1)
    remark = team.bob.comment(unit.id, "Is it <b>Sunday</b>?")
    answer = team.ann.comment(unit.id, "نعم", reply_to=remark.id)
    team.ann.resolve_comment(remark.id)
    assert [(one.text, one.reply_to, one.resolved_by) for one in team.ann.comments(unit.id)] == [
        ("Is it <b>Sunday</b>?", None, "ann"),
        ("نعم", remark.id, None),
    ]
    assert answer.version == 2
    assert [one.action for one in team.ann.history(unit.id)] == ["draft", "edit", "comment", "comment"]
    assert [one.kind for one in team.ann.notices()] == ["comment"]
    for call in (
        lambda: team.ann.comment(unit.id, " "),
        lambda: team.ann.comment(unit.id, "x", reply_to=99),
        lambda: team.ann.resolve_comment(99),
    ):
        with pytest.raises((InputError, NotFound)):
            call()


HOSTILE = [
    ("a\x00b", "control character"),
    ("a\x1bb", "control character"),
    ("\ud800", "half a character"),
    ("x" * 100_001, "at most 100000"),
]


@pytest.mark.parametrize(("target", "message"), HOSTILE)
def test_what_cannot_be_kept_is_refused(team: Team, target: str, message: str) -> None:
    unit = team.submit()[0]
    with pytest.raises(InputError, match=message):
        team.ann.edit(unit.id, target, base_version=1)
    assert team.ann.unit(unit.id).version == 1


KEPT = [
    "'; DROP TABLE unit; --",
    "\u2067مرحبا\u2069 50%",
    "🙂 e\u0301".replace("e\u0301", "\u00e9"),
    "سطر\nسطر",
]


@pytest.mark.parametrize("target", KEPT)
def test_what_people_write_comes_back_as_written(team: Team, target: str) -> None:
    unit = team.submit()[0]
    assert team.ann.edit(unit.id, target, base_version=1).target == target
    assert [found.id for found in team.ann.units(Filter(text=target)).items] == [unit.id]


WRONG_NUMBERS: list[dict[str, Any]] = [
    {"active_seconds": -1},
    {"active_seconds": float("nan")},
    {"total_seconds": float("inf")},
    {"keystrokes": -1},
]


@pytest.mark.parametrize("options", WRONG_NUMBERS, ids=str)
def test_effort_that_cannot_be_is_refused(team: Team, options: dict[str, Any]) -> None:
    unit = team.submit()[0]
    with pytest.raises(InputError):
        team.ann.edit(unit.id, "x", base_version=1, **options)


def test_a_removed_or_unknown_unit_is_told(team: Team) -> None:
    team.submit()
    with pytest.raises(NotFound, match="no unit 'zzz'"):
        team.ann.edit("zzz", "x", base_version=1)
    with pytest.raises(NotFound):
        team.ann.article("zzz")
    with pytest.raises(NotFound):
        team.ann.revision(team.ann.units_of("bridge")[0].id, 7)


def test_bulk_shows_does_and_undoes(team: Team) -> None:
    units = team.submit(issues={2: (ERROR,)})
    team.ann.edit(units[0].id, "أ", base_version=1)
    shown = team.bob.bulk("approve", Filter(article="bridge"))
    assert shown.id is None
    assert {item.unit for item in shown.done} == {unit.id for unit in units} - {units[2].id}
    assert [(item.unit, "number.missing" in item.problem) for item in shown.refused] == [(units[2].id, True)]
    assert {unit.state for unit in team.ann.units_of("bridge")} == {"drafted", "edited"}
    team.ben.edit(units[1].id, "ب", base_version=1)
    done = team.bob.bulk("approve", Filter(article="bridge"), preview=False, expected=shown.versions)
    assert {item.unit for item in done.refused} == {units[1].id, units[2].id}
    assert len(done.done) == 4
    assert done.id is not None
    team.ann.edit(units[3].id, "ج", base_version=2)
    undone = team.bob.undo_bulk(done.id)
    assert {item.unit for item in undone.refused} == {units[3].id}
    states = {unit.id: unit.state for unit in team.ann.units_of("bridge")}
    assert (states[units[0].id], states[units[4].id]) == ("edited", "drafted")
    with pytest.raises(ReviewError, match="was undone by bob"):
        team.bob.undo_bulk(done.id)
    with pytest.raises(NotFound):
        team.bob.undo_bulk(99)
    assert flaws(team) == []


BULK: list[tuple[str, dict[str, Any], str]] = [
    ("return", {"reason": "style"}, "changes_requested"),
    ("revert", {"to_version": 1}, "edited"),
    ("replace", {"find": "الجسر", "put": "المعبر"}, "edited"),
    ("assign", {"person": "ann"}, "drafted"),
    ("waive", {"code": "number.missing", "reason": "fine"}, "drafted"),
]


@pytest.mark.parametrize(("action", "options", "state"), BULK, ids=[action for action, *_ in BULK])
def test_every_bulk_action_is_undone(team: Team, action: str, options: dict[str, Any], state: str) -> None:
    unit = team.submit(issues={0: (ERROR,)})[0]
    term = TermMatch("bridge", "bridge", "جسر", 4, 10, "bridge")
    team.bob.recheck = lambda found, target: (
        found.issues,
        [] if "الجسر" in target and found.version == 1 else [term],
    )
    done = team.bob.bulk(action, [unit.id], preview=False, **options)
    after = team.bob.unit(unit.id)
    assert after.state == state
    assert done.id is not None
    team.bob.undo_bulk(done.id)
    back = team.bob.unit(unit.id)
    names = ("state", "target", "assignee", "last_editor", "issues", "waived", "terms")
    assert [getattr(back, name) for name in names] == [getattr(unit, name) for name in names]
    assert flaws(team) == []


def test_bulk_refuses_what_it_does_not_know(team: Team) -> None:
    unit = team.submit()[0]
    team.bob.bulk("release", [unit.id], preview=False)
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("burn", {}),
        ("replace", {}),
        ("approve", {"colour": "red"}),
        ("return", {}),
    ]
    for action, options in wrong:
        with pytest.raises(InputError):
            team.bob.bulk(action, [unit.id], **options)
    with pytest.raises(InputError, match="at most 2000"):
        team.bob.bulk("approve", [str(number) for number in range(2001)])
    with pytest.raises(NotAllowed):
        team.ann.bulk("approve", [unit.id])
    assert (
        team.bob.bulk("replace", [unit.id], find="no such")
        .refused[0]
        .problem.endswith("does not hold 'no such'")
    )


def test_a_segment_is_split_and_joined(team: Team) -> None:
    pairs = [("It rained. The river rose.", "هطل المطر. ارتفع النهر."), ("Roads closed.", "أغلقت الطرق.")]
    first, second = team.submit(pairs, together=True)
    one, two = team.ann.split(first.id, 10, 10, base_version=1)
    assert [(part.source, part.target, part.draft) for part in (one, two)] == [
        ("It rained.", "هطل المطر.", "هطل المطر."),
        ("The river rose.", "ارتفع النهر.", "ارتفع النهر."),
    ]
    assert [unit.id for unit in team.ann.units_of("bridge")] == [one.id, two.id, second.id]
    assert team.ann.drafted("bridge").blocks[0].target == "هطل المطر. ارتفع النهر. أغلقت الطرق."
    team.ann.edit(two.id, "فاض النهر.", base_version=1)
    joined = team.ben.join(one.id, two.id, base_versions=(1, 2))
    assert (joined.source, joined.target, joined.state, joined.last_editor) == (
        pairs[0][0],
        "هطل المطر. فاض النهر.",
        "edited",
        "ann",
    )
    assert [one.action for one in team.ann.history(joined.id)][-1] == "join"
    with pytest.raises(WrongState, match="split, joined or cut"):
        team.ann.edit(first.id, "x", base_version=2)
    with pytest.raises(WrongState, match="do not follow"):
        team.ann.join(second.id, joined.id, base_versions=(1, 1))
    for place in (0, 99, -1):
        with pytest.raises(InputError):
            team.ann.split(second.id, place, 2, base_version=1)
    assert flaws(team) == []


def test_presence_is_seen_for_a_while(team: Team) -> None:
    unit = team.submit()[0]
    team.ann.be_present("bridge", unit.id)
    team.ben.be_present("bridge")
    team.ben.be_present("bridge")
    assert [(name, where) for name, where, _ in team.bob.present("bridge")] == [
        ("ann", unit.id),
        ("ben", None),
    ]
    team.ann.leave("bridge")
    team.clock.pass_(minutes=2)
    assert team.bob.present("bridge") == []


def test_pages_follow_each_other_without_gap_or_repeat(team: Team) -> None:
    for number in range(4):
        team.service.submit(article(name=f"a{number}"), priority=1.0 + number)
    seen: list[Any] = []
    cursor = None
    while True:
        page = team.ann.units(limit=5, cursor=cursor)
        seen += page.items
        if not (cursor := page.cursor):
            break
    assert len(seen) == len({unit.id for unit in seen}) == 24
    assert [unit.rank for unit in seen] == sorted((unit.rank for unit in seen), reverse=True)
    assert {unit.article for unit in seen[:6]} == {"a3"}
    assert [unit.position for unit in seen[:6]] == [0, 1, 2, 3, 4, 5]
    placed = team.ann.units(Filter(article="a1"), limit=4, by_position=True)
    rest = team.ann.units(Filter(article="a1"), limit=4, by_position=True, cursor=placed.cursor)
    assert [unit.position for unit in placed.items + rest.items] == [0, 1, 2, 3, 4, 5]
    first = team.ann.articles(limit=3)
    last = team.ann.articles(limit=3, cursor=first.cursor)
    assert [one.id for one in first.items + last.items] == ["a3", "a2", "a1", "a0"]
    for call in (
        lambda: team.ann.units(cursor="nonsense"),
        lambda: team.ann.units(cursor='["x", 1]'),
        lambda: team.ann.articles(cursor="[]"),
        lambda: team.ann.articles(cursor="[1, 2]"),
        lambda: team.ann.units(limit=0),
        lambda: team.ann.units(Filter(states=("lost",))),
    ):
        with pytest.raises(InputError):
            call()


FILTERS: list[tuple[Filter, list[int]]] = [
    (Filter(states=("edited",)), [0]),
    (Filter(states=("edited", "reviewed")), [0, 1]),
    (Filter(article="bridge", editor="ann"), [0]),
    (Filter(assignee="ben"), [2]),
    (Filter(assignee="", states=("reviewed",)), [1]),
    (Filter(claimed_by="ben"), [3]),
    (Filter(claimed_by="", states=("edited",)), [0]),
    (Filter(code="number.missing"), [4]),
    (Filter(has_errors=True), [4]),
    (Filter(has_errors=False, states=("reviewed",)), [1]),
    (Filter(text="hasakah"), [1]),
    (Filter(text="100%"), []),
    (Filter(min_estimate=0.8), [5]),
    (Filter(max_estimate=0.8), []),
    (Filter(origin="memory"), []),
    (Filter(engine="ctranslate2", topic="water", states=("edited",)), [0]),
    (Filter(target_language="en"), []),
]


@pytest.mark.parametrize(("wanted", "places"), FILTERS, ids=str)
def test_a_filter_narrows(team: Team, wanted: Filter, places: list[int]) -> None:
    team.service.submit(article(issues={4: (ERROR,)}), topic="water", estimates={"b6.1": 0.9})
    units = team.ann.units_of("bridge")
    team.ann.edit(units[0].id, "أ", base_version=1)
    team.bob.approve(units[1].id)
    team.bob.assign(units[2].id, "ben")
    team.ben.claim(units[3].id)
    found = {unit.id for unit in team.ann.units(wanted).items}
    assert found == {units[place].id for place in places}


def test_the_estimate_the_deadline_and_the_desk_rank_together(team: Team) -> None:
    team.service.submit(article(PAIRS[:2], name="calm"), estimates={"b1.1": 0.9, "b2.1": 0.1})
    team.service.submit(
        article(PAIRS[2:4], name="soon"), deadline="2026-11-25T12:00", estimates={"b1.1": 0.2}
    )
    order = [(unit.article, unit.segment) for unit in team.ann.units().items]
    assert order == [("soon", "b2.1"), ("soon", "b1.1"), ("calm", "b1.1"), ("calm", "b2.1")]
    placed = team.eve.place("calm", priority=1000, topic="water")
    assert (placed.priority, placed.topic) == (1000, "water")
    assert team.ann.units().items[0].article == "calm"
    team.eve.place("soon", deadline="")
    assert team.ann.units_of("soon")[0].deadline is None
    team.eve.place("soon", deadline="2026-11-24")
    assert team.eve.set_estimates({team.ann.units_of("calm")[1].id: 1.0}) == 1
    assert team.ann.units_of("calm")[1].estimate == 1.0
    for options in ({"priority": 0}, {"priority": -1}, {"deadline": "soon"}):
        with pytest.raises(InputError):
            team.eve.place("calm", **options)
    with pytest.raises(NotAllowed):
        team.bob.place("calm", priority=2)
