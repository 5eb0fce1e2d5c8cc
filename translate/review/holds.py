"""Who works on what: next, claim, heartbeat, release, take over, assign."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from translate.errors import ClaimedByOther, InputError, NotAllowed, NotFound, WrongState
from translate.review import states
from translate.store import claims, clock, find, people, pipeline, units
from translate.store.rows import Claim

if TYPE_CHECKING:
    from translate.review.act import Act
    from translate.store.find import Filter
    from translate.store.rows import QueuedUnit

#: How long a claim holds without a sign of life, and the longest that one may be asked for.
CLAIM, LONGEST = timedelta(minutes=15), timedelta(hours=12)
#: Of so many that are chosen before it is our turn to write, others will hardly come first to all.
AHEAD = 16


def purpose_of(act: Act, found: QueuedUnit) -> str:
    """Whether somebody who claims this unit means to edit or to review it."""
    return "review" if found.state == states.EDITED and act.may("approve") else "edit"


def claim(act: Act, id_: str, *, lasting: timedelta = CLAIM) -> Claim:
    """Hold a unit; to claim what one holds already makes it last longer. Raises ClaimedByOther, NotAllowed, WrongState."""
    act.require("claim")
    found = act.unit(id_)
    _claimable(act, found)
    held = claims.get(act.connection, id_)
    if held and held.person != act.name and held.expires_at > act.at:
        raise ClaimedByOther(id_, held.person, held.expires_at)
    return _hold(act, found, held, lasting)


def _claimable(act: Act, found: QueuedUnit) -> None:
    if found.state == states.REMOVED:
        raise WrongState(f"unit {found.id} was split, joined or cut; open the units that took its place")
    if found.assignee not in (None, act.name) and not act.may("assign"):
        raise NotAllowed(f"unit {found.id} is assigned to {found.assignee}; a reviewer can assign it to you")


def _hold(act: Act, found: QueuedUnit, held: Claim | None, lasting: timedelta) -> Claim:
    if not timedelta(seconds=1) <= lasting <= LONGEST:
        raise InputError("a claim lasts from one second to twelve hours")
    is_mine = held is not None and held.person == act.name and held.expires_at > act.at
    made = Claim(
        unit=found.id,
        person=act.name,
        token=held.token if held and is_mine else secrets.token_hex(16),
        purpose=purpose_of(act, found),
        since=held.since if held and is_mine else act.at,
        heartbeat_at=act.at,
        expires_at=clock.text(act.moment + lasting),
        taken_from=held.person if held and held.person != act.name and held.expires_at > act.at else None,
    )
    steps = claims.made(made)
    if not is_mine:
        details = {"purpose": made.purpose} | ({"from": made.taken_from} if made.taken_from else {})
        steps += act.noted(
            "take_over" if made.taken_from else "claim",
            unit=found.id,
            article=found.article,
            version=found.version,
            details=details,
        )
    *_, answer = pipeline.run(act.connection, *steps, units.one(found.id, now=act.at))
    act.read[found.id] = units.told(act.connection, found.id, answer.rows)
    return made


def look(act: Act, wanted: Filter, *, purpose: str | None = None, limit: int = AHEAD) -> find.Choice | None:
    """The units that need this person most; None where nothing waits.

    First what is assigned to them, then by rank. `purpose` `edit` or `review`; whoever may approve reviews first. Nobody is
    given what they edited last for review, unless the desk is in solo mode.
    """
    act.require("claim")
    if purpose not in (None, "edit", "review"):
        raise InputError(f"no purpose {purpose!r}", advice="give edit or review")
    if purpose == "review":
        act.require("approve")
    rounds: list[tuple[tuple[str, ...], str | None]] = []
    if purpose != "edit" and act.may("approve"):
        rounds.append((states.TO_REVIEW, None if act.is_solo() else act.name))
    if purpose != "review":
        rounds.append((states.TO_EDIT, None))
    if wanted.claimed_by:
        raise InputError("next gives what nobody holds", advice="list what somebody holds, or take it over")
    if wanted.assignee not in (None, "", act.name):
        act.require("assign")
    others = [name for name in people.names(act.connection) if name != act.name]
    for waiting, not_by in rounds:
        chosen = tuple(state for state in waiting if not wanted.states or state in wanted.states)
        found = find.candidates(
            act.connection,
            chosen,
            wanted,
            now=act.at,
            person=act.name,
            not_by=not_by,
            others=others,
            limit=limit,
        )
        if found is not None:
            return found
    return None


def take(act: Act, choice: find.Choice, *, lasting: timedelta = CLAIM) -> QueuedUnit | None:
    """Hold the best of the units that were chosen; None where others came first to all of them."""
    act.require("claim")
    id_ = find.still(act.connection, choice, now=act.at)
    if id_ is None:
        return None
    _hold(act, act.unit(id_), claims.get(act.connection, id_), lasting)
    return act.unit(id_)


def heartbeat(act: Act, id_: str, *, lasting: timedelta = CLAIM) -> Claim:
    """Say that one is still at it: the claim lasts anew. One that expired and that nobody took is taken up again.

    Raises ClaimedByOther where somebody took it over.
    """
    act.require("claim")
    if not timedelta(seconds=1) <= lasting <= LONGEST:
        raise InputError("a claim lasts from one second to twelve hours")
    held = claims.get(act.connection, id_)
    if held is None or (held.person != act.name and held.expires_at <= act.at):
        return claim(act, id_, lasting=lasting)
    if held.person != act.name:
        raise ClaimedByOther(id_, held.person, held.expires_at)
    expires_at = clock.text(act.moment + lasting)
    claims.extend(act.connection, id_, act.name, at=act.at, expires_at=expires_at)
    return replace(held, heartbeat_at=act.at, expires_at=expires_at)


def release(act: Act, id_: str) -> bool:
    """Let a unit go; False where one did not hold it. Whoever may assign may end somebody else's claim."""
    act.require("claim")
    found = act.unit(id_)
    held = claims.get(act.connection, id_)
    if held is None:
        return False
    if held.person != act.name:
        if held.expires_at <= act.at:
            return False
        if not act.may("assign"):
            raise ClaimedByOther(id_, held.person, held.expires_at)
        people.tell(
            act.connection,
            held.person,
            kind="released",
            text=f"{act.name} ended your claim",
            at=act.at,
            unit=id_,
            article=found.article,
        )
    claims.drop(act.connection, id_)
    act.note("release", unit=id_, article=found.article, version=found.version, details={"from": held.person})
    return True


def take_over(act: Act, id_: str, *, reason: str = "", lasting: timedelta = CLAIM) -> Claim:
    """Hold a unit that somebody else holds; they find a notice, and what they typed stays in their journal."""
    act.require("take_over")
    found = act.unit(id_)
    _claimable(act, found)
    made = _hold(act, found, claims.get(act.connection, id_), lasting)
    if made.taken_from:
        people.tell(
            act.connection,
            made.taken_from,
            kind="take_over",
            text=f"{act.name} took it over" + (f": {reason}" if reason else ""),
            at=act.at,
            unit=id_,
            article=found.article,
        )
    return made


def assign(act: Act, id_: str, person: str | None) -> QueuedUnit:
    """Give a unit to somebody, or to nobody; to take it oneself needs no more than the right to claim."""
    found = act.unit(id_)
    if person != act.name or found.assignee not in (None, act.name):
        act.require("assign")
    act.require("claim")
    if found.state == states.REMOVED:
        raise WrongState(f"unit {id_} was split, joined or cut; open the units that took its place")
    if person is not None:
        to = people.get(act.connection, person)
        if not to.is_active:
            raise NotFound("person at work", person)
    if found.assignee == person:
        return found
    units.place(act.connection, id_, {"assignee": person})
    act.note(
        "assign",
        unit=id_,
        article=found.article,
        version=found.version,
        details={"from": found.assignee, "to": person},
    )
    if person is not None and person != act.name:
        people.tell(
            act.connection,
            person,
            kind="assigned",
            text=f"{act.name} gave it to you",
            at=act.at,
            unit=id_,
            article=found.article,
        )
    return act.unit(id_)
