"""Many units at once: bulk, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from translate.commands.reviewing import (
    desk_of,
    filter_of,
    has_color,
    learn_from,
    narrowing,
    print_json,
    shown,
    someone,
)
from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.review import Bulk, Filter


@click.command("bulk")
@click.argument(
    "action", type=click.Choice(["approve", "return", "revert", "replace", "assign", "waive", "release"])
)
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@narrowing
@click.option("--dry-run", is_flag=True, help="Show what would happen, and change nothing.")
@click.option("--reason", metavar="TEXT", help="For return and waive.")
@click.option("--comment", metavar="TEXT", help="For approve, return, revert and replace.")
@click.option("--to-version", type=click.IntRange(min=1), metavar="N", help="For revert.")
@click.option("--find", metavar="TEXT", help="For replace: the text to look for in targets.")
@click.option("--put", metavar="TEXT", help="For replace: what takes its place.")
@click.option("--person", metavar="NAME", help="For assign; nobody unless given.")
@click.option("--issue", metavar="CODE", help="For waive: the issue to let pass.")
@shown()
@someone
def bulk(
    user: str | None,
    database: str | None,
    format_: str,
    action: str,
    units: tuple[str, ...],
    dry_run: bool,
    reason: str | None,
    comment: str | None,
    to_version: int | None,
    find: str | None,
    put: str | None,
    person: str | None,
    issue: str | None,
    **options: Any,
) -> int:
    """Do one thing to many units at once; look at it with --dry-run, take it back with undo."""
    given: dict[str, Any] = {
        "reason": reason,
        "comment": comment,
        "to_version": to_version,
        "find": find,
        "put": put,
        "person": person,
        "code": issue,
    }
    narrowed = any(options[name] not in (None, (), False) for name in options)
    if not units and not narrowed:
        raise InputError("no units chosen", advice="give UNITs, or options such as --article or --state")
    wanted: Filter | Sequence[str] = units if units and not narrowed else filter_of(options, units)
    with desk_of(user, database) as desk:
        done = desk.bulk(
            action,
            wanted,
            preview=dry_run,
            **{name: value for name, value in given.items() if value is not None},
        )
        _bulk(done, format_)
        if action == "approve" and not dry_run:
            learn_from(desk)
    return 1 if done.refused and not done.done else 0


@click.command("undo")
@click.argument("number", type=int, metavar="NUMBER")
@shown()
@someone
def undo(user: str | None, database: str | None, format_: str, number: int) -> int:
    """Take a bulk step back, where nobody went on from it."""
    with desk_of(user, database) as desk:
        done = desk.undo_bulk(number)
    _bulk(done, format_, is_undone=True)
    return 1 if done.refused and not done.done else 0


def _bulk(done: Bulk, format_: str, *, is_undone: bool = False) -> None:
    from dataclasses import asdict

    from translate.text.diff import diff, to_terminal, visible

    if format_ == "json":
        print_json(asdict(done))
        return
    for item in done.done:
        change = (
            to_terminal(diff(item.target, item.new_target), color=has_color())
            if item.target != item.new_target
            else ""
        )
        click.echo(f"{item.unit}: {item.state} to {item.new_state}{'  ' if change else ''}{change}")
    for item in done.refused:
        click.echo(f"{item.unit}: left alone: {visible(item.problem)}")
    number = len(done.done)
    what = f"{number} unit{'' if number == 1 else 's'}{' taken back' if is_undone else ''}, {len(done.refused)} left alone"
    if is_undone:
        click.echo(what)
    elif done.id:
        click.echo(f"{what}; take it back with: translate queue undo {done.id}")
    else:
        click.echo(f"{what}; nothing was changed")


commands = (bulk, undo)
