"""What every action needs: the open transaction, who acts, when, and from where; what people type is made safe to keep."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from translate.errors import ClaimedByOther, InputError, VersionConflict
from translate.review import roles
from translate.store import audit, clock, people, units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from translate.model import Issue, TermMatch
    from translate.store.pipeline import Step
    from translate.store.rows import Person, QueuedUnit

    Recheck = Callable[[QueuedUnit, str], tuple[Sequence[Issue], Sequence[TermMatch]]]

MAX_TEXT = 100_000  # characters of a target
MAX_NOTE = 10_000  # characters of a comment or a reason
MAX_SECONDS = 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class Act:
    """One action: everything it reads and writes goes through one transaction."""

    connection: Any
    person: Person
    moment: datetime
    scopes: tuple[str, ...] | None = None
    origin: str = ""
    recheck: Recheck | None = None
    read: dict[str, QueuedUnit] = field(default_factory=dict)  # units as they stand, each to be used once

    @property
    def at(self) -> str:
        return clock.text(self.moment)

    @property
    def name(self) -> str:
        return self.person.name

    def require(self, right: str) -> None:
        """Raises NotAllowed."""
        roles.require(self.person, right, scopes=self.scopes)

    def may(self, right: str) -> bool:
        return roles.may(self.person, right, scopes=self.scopes)

    def unit(self, id_: str) -> QueuedUnit:
        """A unit as it stands in this transaction; raises NotFound."""
        return self.read.pop(id_, None) or units.get(self.connection, id_, now=self.at)

    def is_solo(self) -> bool:
        """Whether the desk runs in solo mode: one person may approve their own edits, and each time it is recorded."""
        return bool(people.get_setting(self.connection, "solo", False))

    def note(self, action: str, **details: Any) -> int:
        """Add a row to the audit."""
        return audit.append(self.connection, at=self.at, person=self.name, action=action, **details)

    def noted(self, action: str, **details: Any) -> list[Step]:
        """What adds a row to the audit, to be run next."""
        return audit.added(self.connection, at=self.at, person=self.name, action=action, **details)


def check_version(act: Act, found: QueuedUnit, base_version: int | None, *, mine: str | None = None) -> None:
    """Raise VersionConflict with base, mine, theirs and a merge unless the unit is as the writer saw it."""
    if base_version is None or base_version == found.version:
        return
    base = units.at_version(act.connection, found.id, base_version) if base_version >= 1 else None
    merge, is_clean = None, False
    if mine is not None and base is not None:
        from translate.text.merge import merge3

        proposal = merge3(base.target, mine, found.target)
        merge, is_clean = proposal.text, proposal.is_clean
    last = units.at_version(act.connection, found.id, found.version)
    raise VersionConflict(
        found.id,
        base_version=base_version,
        version=found.version,
        base=base.target if base else None,
        mine=mine,
        theirs=found.target,
        merge=merge,
        is_clean=is_clean,
        person=last.person if last else "",
        state=found.state,
    )


def check_claim(act: Act, found: QueuedUnit, *, purpose: str) -> None:
    """Raise ClaimedByOther where somebody else holds the unit for this purpose.

    Whoever edits must not be in the way of somebody who edits or reviews; whoever reviews only of another reviewer: an edit
    that was saved is there to be reviewed, and the version check keeps what the editor types next.
    """
    if found.claimed_by in (None, act.name):
        return
    if purpose == "review" and found.claim_purpose == "edit" and found.state == "edited":
        return
    raise ClaimedByOther(found.id, str(found.claimed_by), str(found.claim_expires))


def text(value: str, what: str = "target", *, limit: int = MAX_TEXT) -> str:
    """What a person typed, NFC; raises InputError for what cannot be kept: too long, NUL and other controls, half characters."""
    if len(value) > limit:
        raise InputError(f"{what}: {len(value)} characters; at most {limit} fit")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise InputError(f"{what}: holds half a character", advice="send it as UTF-8")
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t\r" for letter in value):
        raise InputError(f"{what}: holds a control character", advice="leave it out")
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))


def target_text(value: str) -> str:
    """A target as it is kept: no spaces around it."""
    return text(value).strip()


def note_text(value: str, what: str) -> str:
    """A comment or a reason as it is kept."""
    return text(value, what, limit=MAX_NOTE).strip()


def seconds(value: float, what: str) -> float:
    """A duration that can be; raises InputError."""
    number = float(value)
    if not 0 <= number <= MAX_SECONDS:  # NaN fails too
        raise InputError(f"{what}: {value} seconds cannot be")
    return number


def count(value: int, what: str) -> int:
    """A number of keystrokes that can be; raises InputError."""
    if not 0 <= value <= 1_000_000:
        raise InputError(f"{what}: {value} cannot be")
    return int(value)
