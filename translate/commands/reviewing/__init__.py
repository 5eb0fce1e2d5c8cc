"""What the commands of the queue share: options, the desk of a person, and how units are shown."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from translate.errors import TranslateError, VersionConflict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translate.review import Desk, Filter, QueuedUnit

MOST = 500  # units on a page of the desk
_OPEN = ("new", "drafted", "edited", "changes_requested", "stale", "quarantined")
_STATES = (*_OPEN, "reviewed", "final")


def someone(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command: who, and which database."""
    for option in (
        click.option(
            "--database", metavar="URL", help="Database, or SQLite file; that of the settings unless given."
        ),
        click.option("--user", metavar="NAME", help="Who you are; your name on this machine unless given."),
    ):
        function = option(function)
    return function


def shown(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats or ("text", "json")),
        default=formats[0] if formats else "text",
        show_default=True,
        help="What is printed.",
    )


def narrowing(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose units."""
    for option in reversed(
        (
            click.option("--state", "states", multiple=True, type=click.Choice(("open", *_STATES)), help="Only units in this state; `open` is all that is not approved. May be repeated."),
            click.option("--article", metavar="ID", help="Only units of this article."),
            click.option("--to", metavar="LANG", help="Only units into this language."),
            click.option("--topic", metavar="TEXT", help="Only units of this topic."),
            click.option("--assignee", metavar="NAME", help='Only units assigned to them; "" for nobody.'),
            click.option("--editor", metavar="NAME", help="Only units that they edited last."),
            click.option("--claimed-by", metavar="NAME", help='Only units that they hold; "" for nobody.'),
            click.option("--code", metavar="CODE", help="Only units with this issue."),
            click.option("--errors", is_flag=True, help="Only units with errors."),
            click.option("--min-estimate", type=click.FloatRange(min=0), metavar="0-1", help="Only units estimated at this effort or more."),
            click.option("--max-estimate", type=click.FloatRange(min=0), metavar="0-1", help="Only units estimated at this effort or less."),
            click.option("--due", metavar="TIME", help="Only units wanted by then, such as 2026-12-01 or 2026-12-01T18:00."),
            click.option("--origin", metavar="NAME", help="Only drafts from this engine, or from the memory."),
            click.option("--text", metavar="TEXT", help="Only units with this text in source or target; case, vowels and punctuation do not count."),
        )
    ):  # fmt: skip
        function = option(function)
    return function


def filter_of(options: dict[str, Any], units: Sequence[str] = ()) -> Filter:
    from translate.languages import language
    from translate.review import Filter

    chosen = [state for name in options.pop("states") for state in (_OPEN if name == "open" else (name,))]
    errors, to, due = options.pop("errors"), options.pop("to"), options.pop("due")
    return Filter(
        due=_moment(due) if due else None,
        states=tuple(dict.fromkeys(chosen)),
        target_language=language(to).code if to else None,
        has_errors=True if errors else None,
        units=tuple(units),
        **options,
    )


def _moment(text: str) -> str:
    """A time as the store has it; a day alone means its end."""
    from translate.review.submit import moment
    from translate.store import clock

    is_day = len(text.strip()) == len("2026-12-01")
    return clock.text(moment(f"{text.strip()}T23:59:59.999999" if is_day else text))


@contextmanager
def desk_of(user: str | None, database: str | None) -> Iterator[Desk]:
    """The desk of the person; a conflict is told on standard output as JSON before it ends the command with code 3."""
    from translate.workflow.desk import open_desk

    with open_desk(user, url=database) as desk:
        try:
            yield desk
        except VersionConflict as error:
            print_json(error.shape())
            raise


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def say(message: str) -> None:
    print(f"translate: {' '.join(message.split())}", file=sys.stderr)


def has_color() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def print_unit(desk: Desk, unit: QueuedUnit, format_: str, done: str = "") -> None:
    """A unit after something was done to it: one line for people, all of it for scripts."""
    from translate.review import shape

    if format_ == "json":
        print_json(shape(unit))
    elif done:
        click.echo(f"{unit.id}: {done}; it is {unit.state.replace('_', ' ')}, version {unit.version}")
    else:
        from translate.review.story import describe

        click.echo(describe(unit, desk.comments(unit.id), color=has_color()), nl=False)


def each(units: Sequence[str], do: Callable[[str], None]) -> int:
    """Do something to each unit: what cannot be done to one is one line, and the rest goes on."""
    failures = []
    for id_ in dict.fromkeys(units):
        try:
            do(id_)
        except VersionConflict as error:
            print_json(error.shape())
            say(str(error))
            failures.append(error.exit_code)
        except TranslateError as error:
            if len(units) == 1:
                raise
            say(str(error))
            failures.append(error.exit_code)
    return max(failures, default=0)


def learn_from(desk: Desk) -> None:
    """What was approved goes into memory and glossary inbox; where that fails, the approval stands all the same."""
    from translate.workflow.learn import learn

    try:
        learned = learn(desk.store)
    except TranslateError as error:
        say(f"approved, but not learnt yet: {error}")
        return
    for english, arabic in learned.proposed:
        say(f"the glossary inbox has a new proposal: {english} = {arabic}")
