"""The history of a unit goes in; who did what, when and why, with what changed word by word, comes out as a story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translate.text.diff import diff, to_terminal, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translate.store.rows import QueuedUnit, Revision

_DONE = {
    "draft": "drafted it",
    "edit": "edited it",
    "approve": "approved it",
    "return": "returned it",
    "revert": "went back to an earlier text",
    "stale": "found its source corrected",
    "split": "split it",
    "join": "joined it",
    "final": "published it",
    "comment": "said",
    "waive": "let an issue pass",
    "unwaive": "took a waiver back",
    "assign": "assigned it",
    "undo": "took a bulk step back",
    "quarantine": "put it into quarantine",
    "import": "brought it in from a file",
}


def shape(history: Iterable[Revision]) -> list[dict[str, Any]]:
    """The history as JSON has it, oldest first; `diff` is what a revision changed, in pairs of kind and text."""
    told: list[dict[str, Any]] = []
    target = ""
    for entry in history:
        changed = entry.target != target and bool(told)
        told.append(
            {
                "version": entry.version,
                "at": entry.at,
                "user": entry.person,
                "action": entry.action,
                "target": entry.target,
                "comment": entry.comment,
                "reason": entry.reason,
                "state": entry.state,
                "origin": entry.origin,
                "solo": entry.solo,
                "active_seconds": entry.active_seconds,
                "diff": [list(change) for change in diff(target, entry.target)] if changed else [],
            }
        )
        target = entry.target
    return told


def tell(unit: QueuedUnit, history: Sequence[Revision], *, color: bool = False) -> str:
    """Lines for a terminal. A revision that changed the text shows the change, one that did not says only who and why."""
    lines = [
        f"{unit.id}, {visible(unit.article)}, {unit.kind}: {unit.state}",
        f"  {visible(unit.source)}",
        "",
    ]
    target: str | None = None
    for entry in history:
        if entry.source is not None and target is not None:
            lines += [f"     source: {visible(entry.source)}"]
        lines.append(_line(entry))
        if target is None:
            lines.append(f"     {visible(entry.target)}")
        elif entry.target != target:
            lines.append(f"     {to_terminal(diff(target, entry.target), color=color)}")
        if entry.comment:
            lines.append(f"     “{visible(entry.comment)}”")
        target = entry.target
    return "\n".join(lines) + "\n"


def _line(entry: Revision) -> str:
    who = entry.origin if entry.action == "draft" and entry.origin else entry.person
    done = _DONE.get(entry.action, entry.action)
    spent = f" ({_clock(entry.active_seconds)})" if entry.active_seconds else ""
    alone = ", alone" if entry.solo else ""
    why = f": {visible(entry.reason)}" if entry.reason else ""
    return f"{entry.version:>3}  {entry.at[:16].replace('T', ' ')}  {visible(who)} {done}{alone}{spent}{why}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
