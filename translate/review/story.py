"""The history of a unit goes in; who did what, when and why, with what changed word by word, comes out as a story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translate.text.diff import diff, to_terminal, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.store.rows import Comment, QueuedUnit, Revision

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


def shape(history: Sequence[Revision]) -> list[dict[str, Any]]:
    """The history as JSON has it (`review.shape_history`), with `diff`: what a revision changed, in pairs of kind and text."""
    from translate.review import shape_history

    told = shape_history(list(history))
    target: str | None = None
    for entry in told:
        changed = target is not None and entry["target"] != target
        entry["diff"] = [list(change) for change in diff(target or "", entry["target"])] if changed else []
        target = entry["target"]
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


# --- a unit, and many ----------------------------------------------------------------------------


def describe(unit: QueuedUnit, comments: Sequence[Comment] = (), *, color: bool = False) -> str:
    """Everything that a person needs who works on a unit, line by line; the target shows what was changed in the draft."""
    about = [unit.state, f"version {unit.version}"]
    if unit.estimate is not None:
        about.append(f"estimate {unit.estimate:.2f}")
    if unit.claimed_by:
        about.append(f"{unit.claimed_by} has it until {str(unit.claim_expires)[11:16]} UTC")
    about += [f"for {unit.assignee}"] if unit.assignee else []
    about += [f"edited by {unit.last_editor}"] if unit.last_editor else []
    about += [f"approved by {unit.approved_by}"] if unit.approved_by else []
    rows = [
        (
            "unit",
            f"{unit.id} ({visible(unit.article)}, {unit.kind}, {unit.source_language} to {unit.target_language})",
        ),
        ("state", visible(", ".join(about))),
        ("reason", visible(unit.reason)),
        ("source", visible(unit.source)),
        ("was", visible(unit.previous_source or "")),
        ("draft", f"{visible(unit.draft)} [{visible(unit.origin)}]"),
    ]
    if unit.target != unit.draft:
        rows.append(("target", to_terminal(diff(unit.draft, unit.target), color=color)))
    for issue in unit.issues:
        waived = ", waived" if issue.code in unit.waived else ""
        rows.append(("issue", visible(f"{issue.severity} {issue.code}{waived}: {issue.message}")))
    for term in unit.terms:
        pair = (term.english, term.arabic) if unit.target_language == "ar" else (term.arabic, term.english)
        rows.append(("term", visible(f"{pair[0]} = {pair[1]} ({term.status})")))
    for comment in comments:
        settled = " (settled)" if comment.resolved_at else ""
        rows.append(
            (
                "comment",
                visible(f"{comment.person}, {comment.at[:16].replace('T', ' ')}: {comment.text}{settled}"),
            )
        )
    return "".join(f"{name:<8} {text}\n" for name, text in rows if text)


def table(units: Sequence[QueuedUnit], *, width: int = 100) -> str:
    """A line a unit, the texts last, so that Arabic cannot move the columns."""
    head = ("unit", "state", "ver", "est", "issues", "with", "source")
    rows = [
        (
            unit.id,
            unit.state,
            str(unit.version),
            "-" if unit.estimate is None else f"{unit.estimate:.2f}",
            str(
                sum(issue.severity != "info" and issue.code not in unit.waived for issue in unit.issues)
                or "-"
            ),
            visible(unit.claimed_by or (f"for {unit.assignee}" if unit.assignee else "-")),
            visible(" ".join(unit.source.split())),
        )
        for unit in units
    ]
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head) - 1)]
    left = max(20, width - sum(widths) - 2 * len(widths))
    lines = []
    for row in (head, *rows):
        cells = [cell.ljust(size) for cell, size in zip(row[:-1], widths, strict=True)]
        text = row[-1] if len(row[-1]) <= left else f"{row[-1][: left - 1]}…"
        lines.append("  ".join([*cells, text]).rstrip())
    return "\n".join(lines) + "\n"
