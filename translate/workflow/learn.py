"""Approvals go in; memory, glossary inbox and proposals for other rules come out: what the desk learns from its people."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from translate.store import clock, habits, inbox, notes
from translate.store import effort as followers
from translate.workflow.namechanges import name_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translate.store import Store
    from translate.store.effort import Approval

    Remember = Callable[[Sequence[Approval]], object]

FOLLOWER = "learning"  # its name among those who follow the audit
NEEDED = 2  # sightings before a name is proposed: one post-edit may be an error
#: An issue that was waived this often, in this many units and in this share of the units that carry it, asks for another rule.
OFTEN, UNITS, SHARE = 5, 3, 0.5
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was new: approved units, and the pairs of names that became proposals (English, Arabic)."""

    units: int = 0
    proposed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A check that reviewers overrule: how often, in how many units, of how many that carry its issue, and why."""

    code: str
    waived: int
    units: int
    carrying: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float:
        """Units in which it was waived, of those that carry it, 0–1."""
        return self.units / self.carrying if self.carrying else 1.0

    def shape(self) -> dict[str, Any]:
        """The candidate as JSON has it."""
        told = asdict(self)
        told["reasons"] = [{"reason": reason, "times": times} for reason, times in self.reasons]
        return {**told, "share": round(self.share, 3)}


def learn(store: Store, *, remember: Remember | None = None) -> Learnt:
    """Learn from what was approved since the last time; call it after an approval, and it is cheap.

    `remember` gets the approvals before they count as learnt, the desk's memory unless another is given: it must keep an
    approval once that it gets twice (who was killed in between calls again). Names that the post-edit spells otherwise than
    the draft go to the glossary inbox with their evidence, and are open proposals from the second sighting on.
    """
    keep = remember if remember is not None else _memory(store)
    total, proposed = 0, dict[tuple[str, str], None]()
    while True:
        with store.read() as connection:
            after = followers.place(connection, FOLLOWER)
            found, end = followers.approvals(connection, after=after, limit=_AT_ONCE)
        if end == after:
            break
        if found:
            keep(found)
        seen = [(approval, pair) for approval in found for pair in _names(approval)]
        with store.write() as connection:
            if followers.place(connection, FOLLOWER) != after:
                continue  # somebody else learnt this meanwhile
            now = clock.text(clock.now())
            for approval, (english, arabic, was) in seen:
                opened = inbox.see(
                    connection,
                    english=english,
                    arabic=arabic,
                    kind="name",
                    evidence=_evidence(approval, was),
                    at=now,
                    needed=NEEDED,
                )
                if opened.status == "open" and opened.seen == NEEDED:
                    proposed[english, arabic] = None
            followers.move(connection, FOLLOWER, end, at=now)
        total += len(found)
        if len(found) < _AT_ONCE:
            break
    return Learnt(total, tuple(proposed))


def _memory(store: Store) -> Remember:
    from translate.workflow import memory

    return lambda approvals: memory.remember(store, approvals)


def _names(approval: Approval) -> list[tuple[str, str, str]]:
    """Names spelt otherwise than in the draft, or than when the unit was approved before: each approval is seen once."""
    before = approval.draft if approval.previous is None else approval.previous
    return [
        (change.english, change.arabic, change.was)
        for change in name_changes(
            approval.source, before, approval.target, target_language=approval.target_language
        )
    ]


def _evidence(approval: Approval, was: str) -> dict[str, Any]:
    return {
        "unit": approval.unit,
        "article": approval.article,
        "version": approval.version,
        "at": approval.at,
        "editor": approval.editor,
        "reviewer": approval.reviewer,
        "source": approval.source[:500],
        "target": approval.target[:500],
        "was": was[:200],
    }


def rule_changes(store: Store, *, since: str = "") -> list[RuleChange]:
    """Issues that reviewers waive so often that the rule may be wrong; the most waived first. `since` is ISO 8601."""
    with store.read() as connection:
        waived = notes.waived_codes(connection, since=since)
        found = [
            RuleChange(
                code,
                number,
                units,
                habits.carrying(connection, code),
                tuple(habits.reasons(connection, code, since=since)),
            )
            for code, number, units in waived
            if number >= OFTEN and units >= UNITS
        ]
    return [candidate for candidate in found if candidate.share >= SHARE]
