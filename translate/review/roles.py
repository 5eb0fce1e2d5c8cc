"""Who may do what: the one table of rights; everything that changes the desk asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.errors import InputError, NotAllowed

if TYPE_CHECKING:
    from translate.store.rows import Person

ROLES = ("translator", "reviewer", "editor", "admin", "service")

_READ = {"read"}
_TRANSLATOR = _READ | {
    "claim",
    "edit",
    "revert",
    "comment",
    "split",
    "take_over",
    "export",
    "import",
    "term.propose",
}
_REVIEWER = _TRANSLATOR | {"approve", "return", "waive", "assign", "bulk", "term.decide"}
_EDITOR = _REVIEWER | {
    "submit",
    "correct",
    "place",
    "quarantine",
    "edit.final",
    "edition",
    "publish",
    "retract",
    "job",
    "memory",
    "audit",
}
#: The rights of each role. `service` is a program: it brings drafts and runs jobs, and decides nothing.
RIGHTS: dict[str, frozenset[str]] = {
    "translator": frozenset(_TRANSLATOR),
    "reviewer": frozenset(_REVIEWER),
    "editor": frozenset(_EDITOR),
    "admin": frozenset(_EDITOR | {"people", "settings", "tokens", "webhooks"}),
    "service": frozenset(
        _READ | {"submit", "correct", "place", "quarantine", "job", "export", "comment", "term.propose"}
    ),
}
#: What an action is called in a message.
_NAMES = {
    "read": "read the queue",
    "claim": "claim units",
    "edit": "edit targets",
    "edit.final": "change what is published",
    "revert": "revert units",
    "comment": "comment",
    "split": "split or join segments",
    "take_over": "take units over",
    "export": "export",
    "import": "import",
    "term.propose": "propose terms",
    "term.decide": "decide on terms",
    "approve": "approve",
    "return": "return units",
    "waive": "waive issues",
    "assign": "assign units to others",
    "bulk": "change many units at once",
    "submit": "submit articles",
    "correct": "correct sources",
    "place": "set topic, priority and deadline",
    "quarantine": "put units into quarantine",
    "edition": "make editions",
    "publish": "publish",
    "retract": "retract",
    "job": "run jobs",
    "memory": "change the memory",
    "audit": "read the audit",
    "people": "manage people",
    "settings": "change the desk's settings",
    "tokens": "make tokens for others",
    "webhooks": "manage webhooks",
}


def role(name: str) -> str:
    """A role's name as it is kept; raises InputError for one that there is not."""
    known = name.strip().lower()
    if known not in ROLES:
        raise InputError(f"no role {name!r}", advice=f"known: {', '.join(ROLES)}")
    return known


def may(person: Person, action: str, *, scopes: tuple[str, ...] | None = None) -> bool:
    """Whether somebody may do something; a token's scopes narrow what its owner may (`*` does not narrow)."""
    if not person.is_active or action not in RIGHTS[person.role]:
        return False
    return scopes is None or "*" in scopes or action in scopes or action == "read"


def require(person: Person, action: str, *, scopes: tuple[str, ...] | None = None) -> None:
    """Raise NotAllowed, and say who could, unless somebody may do something."""
    if may(person, action, scopes=scopes):
        return
    what = _NAMES.get(action, action)
    if not person.is_active:
        raise NotAllowed(f"{person.name} no longer works at this desk; an admin can change that")
    if action in RIGHTS[person.role]:
        raise NotAllowed(f"this token of {person.name} may not {what}; make one with the scope {action!r}")
    able = [name for name in ROLES if action in RIGHTS[name]]
    raise NotAllowed(f"{person.name} ({person.role}) may not {what}; {' or '.join(able)} may")
