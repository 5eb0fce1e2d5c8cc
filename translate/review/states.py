"""The states of a unit and the ways between them, as research on peers and XLIFF has them; nothing else moves a unit."""

from __future__ import annotations

from translate.errors import WrongState

NEW, DRAFTED, EDITED, RETURNED, REVIEWED, FINAL, STALE, QUARANTINED, REMOVED = (
    "new",
    "drafted",
    "edited",
    "changes_requested",
    "reviewed",
    "final",
    "stale",
    "quarantined",
    "removed",
)
STATES = (NEW, DRAFTED, EDITED, RETURNED, REVIEWED, FINAL, STALE, QUARANTINED)
#: What waits for a translator, and what waits for a reviewer.
TO_EDIT = (RETURNED, STALE, DRAFTED, QUARANTINED, NEW)
TO_REVIEW = (EDITED,)
#: From which states each action may start, and where it leads.
MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "edit": (STATES, EDITED),
    "revert": (STATES, EDITED),
    "approve": ((DRAFTED, EDITED), REVIEWED),
    "return": ((DRAFTED, EDITED, REVIEWED), RETURNED),
    "final": ((REVIEWED, FINAL), FINAL),
    "stale": (STATES, STALE),
    "quarantine": ((NEW, DRAFTED, STALE), QUARANTINED),
    "split": ((NEW, DRAFTED, EDITED, RETURNED, STALE, QUARANTINED, REVIEWED), REMOVED),
    "join": ((NEW, DRAFTED, EDITED, RETURNED, STALE, QUARANTINED, REVIEWED), REMOVED),
    "cut": (STATES, REMOVED),
}
_ADVICE = {
    STALE: "its source was corrected: edit it first, or confirm the target by saving it",
    RETURNED: "it was returned: edit it first",
    QUARANTINED: "no draft could be trusted: translate it first",
    NEW: "it has no target: translate it first",
    REVIEWED: "it is approved already",
    FINAL: "it is published: edit it, and correct the edition",
    REMOVED: "it was split, joined or cut: open the units that took its place",
}


def move(unit: str, state: str, action: str) -> str:
    """The state that an action leads to; raises WrongState where it may not start."""
    allowed, to = MOVES[action]
    if state not in allowed:
        raise WrongState(f"unit {unit} is {state.replace('_', ' ')}: {_ADVICE.get(state, 'not from here')}")
    return to
