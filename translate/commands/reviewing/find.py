"""What the queue holds: list, next, show, history."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import click

from translate.commands.reviewing import (
    MOST,
    desk_of,
    each,
    filter_of,
    has_color,
    narrowing,
    print_json,
    print_unit,
    say,
    shown,
    someone,
)

if TYPE_CHECKING:
    from translate.review import QueuedUnit


@click.command("list")
@narrowing
@click.option(
    "--limit", type=click.IntRange(min=0), default=100, show_default=True, help="How many units; 0 for all."
)
@click.option("--cursor", metavar="TEXT", help="Go on where an earlier list ended.")
@click.option(
    "--order",
    type=click.Choice(["rank", "position"]),
    default="rank",
    show_default=True,
    help="What needs a person most first, or article by article.",
)
@shown("table", "json", "jsonl")
@someone
def list_(
    user: str | None,
    database: str | None,
    format_: str,
    limit: int,
    cursor: str | None,
    order: str,
    **options: Any,
) -> None:
    """List units, what needs a person most first."""
    from translate.review import shape
    from translate.review.story import table

    wanted = filter_of(options)
    with desk_of(user, database) as desk:
        units: list[QueuedUnit] = []
        while not limit or len(units) < limit:
            page = desk.units(
                wanted,
                limit=min(MOST, limit - len(units)) if limit else MOST,
                cursor=cursor,
                by_position=order == "position",
            )
            units += page.items
            cursor = page.cursor
            if cursor is None:
                break
    if format_ == "json":
        print_json([shape(unit) for unit in units])
    elif format_ == "jsonl":
        for unit in units:
            click.echo(json.dumps(shape(unit), ensure_ascii=False))
    elif units:
        click.echo(table(units, width=max(80, shutil.get_terminal_size().columns)), nl=False)
    else:
        say("no such units in the queue; bring some with: translate draft ARTICLE --queue")
    if cursor is not None:
        say(f"there are more: --cursor '{cursor}'")


@click.command("next")
@narrowing
@click.option(
    "--purpose",
    type=click.Choice(["edit", "review"]),
    help="Only what waits for an editor, or for a reviewer.",
)
@click.option("--peek", is_flag=True, help="Show it, but do not claim it.")
@click.option("--minutes", type=float, default=15, show_default=True, help="How long the claim holds.")
@shown()
@someone
def next_(
    user: str | None,
    database: str | None,
    format_: str,
    purpose: str | None,
    peek: bool,
    minutes: float,
    **options: Any,
) -> None:
    """Claim what needs you most, and show it."""
    with desk_of(user, database) as desk:
        unit = desk.next(filter_of(options), purpose=purpose, hold=not peek, minutes=minutes)
        if unit is not None:
            print_unit(desk, unit, format_)
            return
        if format_ == "json":
            print_json(None)
        say(f"nothing waits for {desk.person.name}")


@click.command("show")
@click.argument("units", nargs=-1, required=True, metavar="UNIT...")
@shown()
@someone
def show(user: str | None, database: str | None, format_: str, units: tuple[str, ...]) -> int:
    """Show units: the texts, what was found in them, and who has them."""
    from translate.review import shape

    with desk_of(user, database) as desk:
        if format_ == "json" and len(units) > 1:
            print_json([shape(desk.unit(id_)) for id_ in units])
            return 0
        return each(units, lambda id_: print_unit(desk, desk.unit(id_), format_))


@click.command("history")
@click.argument("unit", metavar="UNIT")
@shown()
@someone
def history(user: str | None, database: str | None, format_: str, unit: str) -> None:
    """Tell the story of a unit: who changed what, when, and why."""
    from translate.review import story

    with desk_of(user, database) as desk:
        found, entries = desk.unit(unit), desk.history(unit)
    if format_ == "json":
        print_json(story.shape(entries))
    else:
        click.echo(story.tell(found, entries, color=has_color()), nl=False)


commands = (list_, next_, show, history)
