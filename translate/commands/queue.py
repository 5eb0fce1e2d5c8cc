"""Review drafts: find what needs a person, edit it, approve it."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate.errors import InputError, TranslateError, VersionConflict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translate.review import Bulk, Desk, Filter, QueuedUnit

EXAMPLES = """\b
Examples:
  translate draft article.txt --to ar --queue
  translate queue next --user amal
  translate queue edit 18e0ba0078615a23 --target "عاد السكان" --base-version 1 --user amal
  translate queue approve 18e0ba0078615a23 --user basim
  translate queue stats --by engine --format html -o effort.html
"""
_CUT = "# ------------------------ >8 ------------------------"
_MOST = 500  # units on a page of the desk
_OPEN = ("new", "drafted", "edited", "changes_requested", "stale", "quarantined")
_STATES = (*_OPEN, "reviewed", "final")


@click.group(name="queue", epilog=EXAMPLES)
def command() -> None:
    """Review drafts: find what needs a person, edit it, approve it, and see what it took."""


# --- what the commands share ---------------------------------------------------------------------


def _someone(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command: who, and which database."""
    for option in (
        click.option(
            "--database", metavar="URL", help="Database, or SQLite file; that of the settings unless given."
        ),
        click.option("--user", metavar="NAME", help="Who you are; your name on this machine unless given."),
    ):
        function = option(function)
    return function


def _shown(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats or ("text", "json")),
        default=formats[0] if formats else "text",
        show_default=True,
        help="What is printed.",
    )


def _narrowing(function: Callable[..., Any]) -> Callable[..., Any]:
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


def _filter(options: dict[str, Any], units: Sequence[str] = ()) -> Filter:
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
def _desk(user: str | None, database: str | None) -> Iterator[Desk]:
    """The desk of the person; a conflict is told on standard output as JSON before it ends the command with code 3."""
    from translate.workflow.desk import open_desk

    with open_desk(user, url=database) as desk:
        try:
            yield desk
        except VersionConflict as error:
            _json(error.shape())
            raise


def _json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _say(message: str) -> None:
    print(f"translate: {' '.join(message.split())}", file=sys.stderr)


def _color() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _print(desk: Desk, unit: QueuedUnit, format_: str, done: str = "") -> None:
    """A unit after something was done to it: one line for people, all of it for scripts."""
    from translate.review import shape

    if format_ == "json":
        _json(shape(unit))
    elif done:
        click.echo(f"{unit.id}: {done}; it is {unit.state.replace('_', ' ')}, version {unit.version}")
    else:
        from translate.review.story import describe

        click.echo(describe(unit, desk.comments(unit.id), color=_color()), nl=False)


def _each(units: Sequence[str], do: Callable[[str], None]) -> int:
    """Do something to each unit: what cannot be done to one is one line, and the rest goes on."""
    failures = []
    for id_ in dict.fromkeys(units):
        try:
            do(id_)
        except VersionConflict as error:
            _json(error.shape())
            _say(str(error))
            failures.append(error.exit_code)
        except TranslateError as error:
            if len(units) == 1:
                raise
            _say(str(error))
            failures.append(error.exit_code)
    return max(failures, default=0)


def _learn(desk: Desk) -> None:
    """What was approved goes into memory and glossary inbox; where that fails, the approval stands all the same."""
    from translate.workflow.learn import learn

    try:
        learned = learn(desk.store)
    except TranslateError as error:
        _say(f"approved, but not learnt yet: {error}")
        return
    for english, arabic in learned.proposed:
        _say(f"the glossary inbox has a new proposal: {english} = {arabic}")


# --- finding -------------------------------------------------------------------------------------


@command.command("list")
@_narrowing
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
@_shown("table", "json", "jsonl")
@_someone
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

    wanted = _filter(options)
    with _desk(user, database) as desk:
        units: list[QueuedUnit] = []
        while not limit or len(units) < limit:
            page = desk.units(
                wanted,
                limit=min(_MOST, limit - len(units)) if limit else _MOST,
                cursor=cursor,
                by_position=order == "position",
            )
            units += page.items
            cursor = page.cursor
            if cursor is None:
                break
    if format_ == "json":
        _json([shape(unit) for unit in units])
    elif format_ == "jsonl":
        for unit in units:
            click.echo(json.dumps(shape(unit), ensure_ascii=False))
    elif units:
        click.echo(table(units, width=max(80, shutil.get_terminal_size().columns)), nl=False)
    else:
        _say("no such units in the queue; bring some with: translate draft ARTICLE --queue")
    if cursor is not None:
        _say(f"there are more: --cursor '{cursor}'")


@command.command("next")
@_narrowing
@click.option(
    "--purpose",
    type=click.Choice(["edit", "review"]),
    help="Only what waits for an editor, or for a reviewer.",
)
@click.option("--peek", is_flag=True, help="Show it, but do not claim it.")
@click.option("--minutes", type=float, default=15, show_default=True, help="How long the claim holds.")
@_shown()
@_someone
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
    with _desk(user, database) as desk:
        unit = desk.next(_filter(options), purpose=purpose, hold=not peek, minutes=minutes)
        if unit is not None:
            _print(desk, unit, format_)
            return
        if format_ == "json":
            _json(None)
        _say(f"nothing waits for {desk.person.name}")


@command.command("show")
@click.argument("units", nargs=-1, required=True, metavar="UNIT...")
@_shown()
@_someone
def show(user: str | None, database: str | None, format_: str, units: tuple[str, ...]) -> int:
    """Show units: the texts, what was found in them, and who has them."""
    from translate.review import shape

    with _desk(user, database) as desk:
        if format_ == "json" and len(units) > 1:
            _json([shape(desk.unit(id_)) for id_ in units])
            return 0
        return _each(units, lambda id_: _print(desk, desk.unit(id_), format_))


@command.command("history")
@click.argument("unit", metavar="UNIT")
@_shown()
@_someone
def history(user: str | None, database: str | None, format_: str, unit: str) -> None:
    """Tell the story of a unit: who changed what, when, and why."""
    from translate.review import story

    with _desk(user, database) as desk:
        found, entries = desk.unit(unit), desk.history(unit)
    if format_ == "json":
        _json(story.shape(entries))
    else:
        click.echo(story.tell(found, entries, color=_color()), nl=False)


# --- claims --------------------------------------------------------------------------------------


@command.command("claim")
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option("--article", metavar="ID", help="Claim all of an article that is free and not finished.")
@click.option("--take-over", is_flag=True, help="Take it from whoever holds it; they find a notice.")
@click.option("--reason", default="", metavar="TEXT", help="What the notice says.")
@click.option(
    "--minutes",
    type=float,
    default=15,
    show_default=True,
    help="How long the claim holds; claiming again makes it last.",
)
@_shown()
@_someone
def claim(
    user: str | None,
    database: str | None,
    format_: str,
    units: tuple[str, ...],
    article: str | None,
    take_over: bool,
    reason: str,
    minutes: float,
) -> int:
    """Hold units, so that nobody else works on them."""
    if not units and not article:
        raise InputError("nothing to claim", advice="give a UNIT, or --article")

    with _desk(user, database) as desk:
        if article:
            taken = desk.claim_article(article, minutes=minutes)
            for made in taken:
                _print(desk, desk.unit(made.unit), format_, "claimed")

        def do(id_: str) -> None:
            if take_over:
                desk.take_over(id_, reason=reason, minutes=minutes)
            else:
                desk.claim(id_, minutes=minutes)
            unit = desk.unit(id_)
            _print(desk, unit, format_, f"yours until {str(unit.claim_expires)[11:16]} UTC")

        return _each(units, do)


@command.command("release")
@click.argument("units", nargs=-1, required=True, metavar="UNIT...")
@_shown()
@_someone
def release(user: str | None, database: str | None, format_: str, units: tuple[str, ...]) -> int:
    """Let units go."""
    with _desk(user, database) as desk:

        def do(id_: str) -> None:
            was_held = desk.release(id_)
            _print(desk, desk.unit(id_), format_, "released" if was_held else "nobody held it")

        return _each(units, do)


@command.command("assign")
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option("--to", "person", metavar="NAME", help="Whom to give them to.")
@click.option("--nobody", is_flag=True, help="Take them from whoever has them.")
@click.option("--article", metavar="ID", help="All of an article that is not finished.")
@_shown()
@_someone
def assign(
    user: str | None,
    database: str | None,
    format_: str,
    units: tuple[str, ...],
    person: str | None,
    nobody: bool,
    article: str | None,
) -> int:
    """Give units to a person."""
    if bool(person) == nobody:
        raise InputError("whom to?", advice="give --to NAME, or --nobody")
    if not units and not article:
        raise InputError("nothing to assign", advice="give a UNIT, or --article")
    with _desk(user, database) as desk:
        if article:
            number = desk.assign_article(article, person)
            _say(f"{article}: {number} units for {person or 'nobody'}")
        return _each(
            units, lambda id_: _print(desk, desk.assign(id_, person), format_, f"for {person or 'nobody'}")
        )


# --- post-editing --------------------------------------------------------------------------------


@command.command("edit")
@click.argument("unit", metavar="UNIT")
@click.option("--target", metavar="TEXT", help="The new target.")
@click.option("--file", "file", metavar="FILE", help="A file with the new target; - for standard input.")
@click.option(
    "--base-version",
    type=click.IntRange(min=1),
    metavar="N",
    help="The version that you changed; needed with --target and --file.",
)
@click.option("--comment", default="", metavar="TEXT", help="Why.")
@click.option("--seconds", type=float, default=0.0, metavar="N", help="Active seconds that it took.")
@click.option("--total-seconds", type=float, default=0.0, metavar="N", help="Seconds from opening to saving.")
@click.option("--keystrokes", type=int, default=0, metavar="N", help="Keys pressed.")
@click.option("--key", metavar="TEXT", help="Idempotency key: a request that comes twice is done once.")
@_shown()
@_someone
def edit(
    user: str | None,
    database: str | None,
    format_: str,
    unit: str,
    target: str | None,
    file: str | None,
    base_version: int | None,
    comment: str,
    seconds: float,
    total_seconds: float,
    keystrokes: int,
    key: str | None,
) -> None:
    """Post-edit a unit: with --target, with --file, or in your $EDITOR.

    A unit that somebody changed since is not overwritten: base, mine and theirs come out as JSON with a merge of both, and the
    exit code is 3.
    """
    from translate.text.merge import has_marks

    if target is not None and file is not None:
        raise InputError("two targets", advice="give --target or --file")
    with _desk(user, database) as desk:
        made: tuple[str, int, float] | None
        if target is None and file is None:
            made = _in_editor(desk, unit, base_version)
            if made is None:
                _print(desk, desk.unit(unit), format_, "left as it is")
                return
            target, base_version, total_seconds = made
        elif file is not None:
            target = _read(file)
        if base_version is None:
            found = desk.unit(unit)
            raise InputError(
                "--base-version is missing",
                advice=f"unit {unit} stands at version {found.version}: look at it, then give that",
            )
        assert target is not None  # noqa: S101 - one of the three ways gave it
        if has_marks(target):
            raise InputError(
                "the target still holds marks of a merge", advice="choose one text in each pair of marks"
            )
        done = desk.edit(
            unit,
            target,
            base_version=base_version,
            comment=comment,
            active_seconds=seconds,
            total_seconds=total_seconds,
            keystrokes=keystrokes,
            idempotency_key=key,
        )
        _print(desk, done, format_, "saved")


def _read(name: str) -> str:
    """The target in a file, without the line end behind it."""
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as stream:
            data = stream.read(4_000_001)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=name, advice="check the path") from error
    except UnicodeDecodeError:
        raise InputError("not UTF-8", file=name, advice="save it as UTF-8") from None
    return text.rstrip("\r\n")


def _in_editor(desk: Desk, id_: str, base_version: int | None) -> tuple[str, int, float] | None:
    """The target from the person's editor, the version it was based on, and how long it was open; None where nothing changed."""
    from translate.review.story import describe

    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR") or sys.stdin.isatty()):
        raise InputError("no target", advice="give --target TEXT or --file FILE, or set EDITOR")
    found = desk.unit(id_)
    if base_version is not None and base_version != found.version:
        raise InputError(
            f"unit {id_} stands at version {found.version}",
            advice="leave --base-version out to edit what stands",
        )
    held_before = found.claimed_by == desk.person.name
    desk.claim(id_, minutes=60)
    told = "".join(f"# {line}\n" for line in describe(found, desk.comments(id_)).splitlines())
    text = (
        f"{found.target}\n\n{_CUT}\n# The target stands above this line; what is below is not kept.\n{told}"
    )
    began = time.monotonic()
    try:
        written = click.edit(text, extension=".txt", require_save=False)
    except BaseException:
        if not held_before:
            desk.release(id_)
        raise
    target = (written or "").partition(_CUT)[0].strip()
    if not target or target == found.target:
        if not held_before:
            desk.release(id_)
        return None
    return target, found.version, time.monotonic() - began


@command.command("revert")
@click.argument("unit", metavar="UNIT")
@click.option(
    "--to",
    "--to-version",
    "to_version",
    type=click.IntRange(min=1),
    required=True,
    metavar="N",
    help="The version whose target comes back.",
)
@click.option(
    "--base-version", type=click.IntRange(min=1), metavar="N", help="The version that you looked at."
)
@click.option("--comment", default="", metavar="TEXT", help="Why.")
@_shown()
@_someone
def revert(
    user: str | None,
    database: str | None,
    format_: str,
    unit: str,
    to_version: int,
    base_version: int | None,
    comment: str,
) -> None:
    """Go back to an earlier target; what came since stays in the history."""
    with _desk(user, database) as desk:
        done = desk.revert(unit, to_version, base_version=base_version, comment=comment)
        _print(desk, done, format_, f"back to version {to_version}")


@command.command("split")
@click.argument("unit", metavar="UNIT")
@click.option(
    "--source-at",
    type=click.IntRange(min=1),
    required=True,
    metavar="N",
    help="Characters of the source before the cut.",
)
@click.option(
    "--target-at",
    type=click.IntRange(min=0),
    required=True,
    metavar="N",
    help="Characters of the target before the cut.",
)
@click.option(
    "--base-version",
    type=click.IntRange(min=1),
    required=True,
    metavar="N",
    help="The version that you looked at.",
)
@_shown()
@_someone
def split(
    user: str | None,
    database: str | None,
    format_: str,
    unit: str,
    source_at: int,
    target_at: int,
    base_version: int,
) -> None:
    """Cut a unit in two."""
    from translate.review import shape

    with _desk(user, database) as desk:
        parts = desk.split(unit, source_at, target_at, base_version=base_version)
        if format_ == "json":
            _json([shape(part) for part in parts])
        else:
            for part in parts:
                _print(desk, part, format_)


@command.command("join")
@click.argument("first", metavar="UNIT")
@click.argument("second", metavar="UNIT")
@click.option(
    "--base-version",
    "base_versions",
    type=click.IntRange(min=1),
    nargs=2,
    metavar="N N",
    help="The versions that you looked at.",
)
@_shown()
@_someone
def join(
    user: str | None,
    database: str | None,
    format_: str,
    first: str,
    second: str,
    base_versions: tuple[int, int] | None,
) -> None:
    """Make one unit of two that follow each other in a paragraph."""
    with _desk(user, database) as desk:
        versions = base_versions or (desk.unit(first).version, desk.unit(second).version)
        _print(desk, desk.join(first, second, base_versions=versions), format_)


# --- reviewing -----------------------------------------------------------------------------------


@command.command("approve")
@click.argument("units", nargs=-1, required=True, metavar="UNIT...")
@click.option(
    "--base-version",
    type=click.IntRange(min=1),
    metavar="N",
    help="The version that you looked at; for one UNIT.",
)
@click.option(
    "--waive", "codes", multiple=True, metavar="CODE", help="An issue to let pass with it; may be repeated."
)
@click.option("--comment", default="", metavar="TEXT", help="What you want to say; with --waive the reason.")
@click.option("--seconds", type=float, default=0.0, metavar="N", help="Active seconds that it took.")
@_shown()
@_someone
def approve(
    user: str | None,
    database: str | None,
    format_: str,
    units: tuple[str, ...],
    base_version: int | None,
    codes: tuple[str, ...],
    comment: str,
    seconds: float,
) -> int:
    """Let targets stand; nobody approves what they edited last themselves."""
    if base_version is not None and len(units) > 1:
        raise InputError(
            "one --base-version for several units", advice="approve them one by one, or leave it out"
        )
    with _desk(user, database) as desk:

        def do(id_: str) -> None:
            done = desk.approve(
                id_, base_version=base_version, comment=comment, waive=codes, active_seconds=seconds
            )
            _print(desk, done, format_, "approved")

        code = _each(units, do)
        _learn(desk)
        return code


@command.command("return")
@click.argument("units", nargs=-1, required=True, metavar="UNIT...")
@click.option("--reason", required=True, metavar="TEXT", help="What is wrong.")
@click.option("--comment", default="", metavar="TEXT", help="More about it.")
@click.option(
    "--base-version",
    type=click.IntRange(min=1),
    metavar="N",
    help="The version that you looked at; for one UNIT.",
)
@_shown()
@_someone
def return_(
    user: str | None,
    database: str | None,
    format_: str,
    units: tuple[str, ...],
    reason: str,
    comment: str,
    base_version: int | None,
) -> int:
    """Send units back to whoever edited them."""
    if base_version is not None and len(units) > 1:
        raise InputError(
            "one --base-version for several units", advice="return them one by one, or leave it out"
        )
    with _desk(user, database) as desk:
        return _each(
            units,
            lambda id_: _print(
                desk,
                desk.return_(id_, reason, comment=comment, base_version=base_version),
                format_,
                "returned",
            ),
        )


@command.command("waive")
@click.argument("unit", metavar="UNIT")
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@click.option("--reason", default="", metavar="TEXT", help="Why it may stand.")
@click.option("--withdraw", is_flag=True, help="Let the issue stand again.")
@_shown()
@_someone
def waive(
    user: str | None,
    database: str | None,
    format_: str,
    unit: str,
    codes: tuple[str, ...],
    reason: str,
    withdraw: bool,
) -> int:
    """Let issues of a unit pass by name, for a reason."""
    if not withdraw and not reason.strip():
        raise InputError("an issue is waived for a reason", advice="give --reason")
    with _desk(user, database) as desk:

        def do(code: str) -> None:
            if withdraw:
                _print(desk, desk.withdraw_waiver(unit, code), format_, f"{code} stands again")
            else:
                _print(desk, desk.waive(unit, code, reason), format_, f"{code} waived")

        return _each(codes, do)


@command.command("comment")
@click.argument("unit", metavar="UNIT")
@click.argument("text", metavar="TEXT")
@click.option("--reply-to", type=int, metavar="N", help="The comment that this answers.")
@_shown()
@_someone
def comment(
    user: str | None, database: str | None, format_: str, unit: str, text: str, reply_to: int | None
) -> None:
    """Put a remark beside a unit."""
    from dataclasses import asdict

    with _desk(user, database) as desk:
        made = desk.comment(unit, text, reply_to=reply_to)
    if format_ == "json":
        _json(asdict(made))
    else:
        click.echo(f"{unit}: comment {made.id}")


@command.command("bulk")
@click.argument(
    "action", type=click.Choice(["approve", "return", "revert", "replace", "assign", "waive", "release"])
)
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@_narrowing
@click.option("--dry-run", is_flag=True, help="Show what would happen, and change nothing.")
@click.option("--reason", metavar="TEXT", help="For return and waive.")
@click.option("--comment", metavar="TEXT", help="For approve, return, revert and replace.")
@click.option("--to-version", type=click.IntRange(min=1), metavar="N", help="For revert.")
@click.option("--find", metavar="TEXT", help="For replace: the text to look for in targets.")
@click.option("--put", metavar="TEXT", help="For replace: what takes its place.")
@click.option("--person", metavar="NAME", help="For assign; nobody unless given.")
@click.option("--issue", metavar="CODE", help="For waive: the issue to let pass.")
@_shown()
@_someone
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
    wanted: Filter | Sequence[str] = units if units and not narrowed else _filter(options, units)
    with _desk(user, database) as desk:
        done = desk.bulk(
            action,
            wanted,
            preview=dry_run,
            **{name: value for name, value in given.items() if value is not None},
        )
        _bulk(done, format_)
        if action == "approve" and not dry_run:
            _learn(desk)
    return 1 if done.refused and not done.done else 0


@command.command("undo")
@click.argument("number", type=int, metavar="NUMBER")
@_shown()
@_someone
def undo(user: str | None, database: str | None, format_: str, number: int) -> int:
    """Take a bulk step back, where nobody went on from it."""
    with _desk(user, database) as desk:
        done = desk.undo_bulk(number)
    _bulk(done, format_)
    return 1 if done.refused and not done.done else 0


def _bulk(done: Bulk, format_: str) -> None:
    from dataclasses import asdict

    from translate.text.diff import diff, to_terminal, visible

    if format_ == "json":
        _json(asdict(done))
        return
    for item in done.done:
        change = (
            to_terminal(diff(item.target, item.new_target), color=_color())
            if item.target != item.new_target
            else ""
        )
        click.echo(f"{item.unit}: {item.state} to {item.new_state}{'  ' if change else ''}{change}")
    for item in done.refused:
        click.echo(f"{item.unit}: left alone: {visible(item.problem)}")
    what = f"{len(done.done)} units, {len(done.refused)} left alone"
    click.echo(
        f"{what}; take it back with: translate queue undo {done.id}"
        if done.id
        else f"{what}; nothing was changed"
    )


# --- figures, learning, files --------------------------------------------------------------------


@command.command("stats")
@click.option(
    "--by", type=click.Choice(["editor", "engine", "model", "topic", "week"]), help="Group the figures."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write; standard output unless given."
)
@_shown("table", "json", "csv", "html")
@_someone
def stats(user: str | None, database: str | None, format_: str, by: str | None, output: Path | None) -> None:
    """Show what approved drafts cost: HTER, character edits, chrF++, words and time."""
    from translate.review import report
    from translate.review.figures import report as figures

    with _desk(user, database) as desk:
        found = figures(desk.store, by=by)
    if format_ == "json":
        text = json.dumps(found.shape(), ensure_ascii=False, indent=1) + "\n"
    else:
        text = {"table": report.to_table, "csv": report.to_csv, "html": report.to_html}[format_](found)
    _write(text, output)


def _write(text: str, output: Path | None) -> None:
    """To a file, the whole or none of it, or to standard output."""
    if output is None:
        click.echo(text, nl=False)
        return
    temporary = output.with_name(f".{output.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, "utf-8")
        temporary.replace(output)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError(f"cannot be written: {error.strerror}", file=output) from error


@command.command("learn")
@click.option("--since", default="", metavar="TIME", help="Look at waivers from then on, such as 2026-11-01.")
@_shown()
@_someone
def learn(user: str | None, database: str | None, format_: str, since: str) -> None:
    """Show what post-edits teach: proposals for the glossary, and issues that are waived too often."""
    from dataclasses import asdict

    from translate.store import inbox
    from translate.text.diff import visible
    from translate.workflow import learn as learning

    with _desk(user, database) as desk:
        new = learning.learn(desk.store)
        with desk.store.read() as connection:
            proposals = inbox.page(connection)
        rules = learning.rule_changes(desk.store, since=since)
    if format_ == "json":
        _json(
            {
                "learnt": new.units,
                "proposals": [asdict(proposal) for proposal in proposals],
                "rules": [rule.shape() for rule in rules],
            }
        )
        return
    for proposal in proposals:
        click.echo(
            visible(f"term {proposal.id}: {proposal.english} = {proposal.arabic}, seen {proposal.seen} times")
        )
    for rule in rules:
        why = f": {rule.reasons[0][0]}" if rule.reasons else ""
        click.echo(
            visible(
                f"rule {rule.code}: waived {rule.waived} times, in {rule.units} of {rule.carrying} units{why}"
            )
        )
    if not proposals and not rules:
        _say("nothing yet: a name counts once two post-edits agree, a rule after five waivers")


@command.command("export")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write; standard output unless given."
)
@_someone
def export(user: str | None, database: str | None, articles: tuple[str, ...], output: Path | None) -> None:
    """Write articles and their units as JSONL: all of the queue, or those named."""
    from translate.workflow import queuefile

    with _desk(user, database) as desk:
        lines = queuefile.write(desk, articles or _articles(desk))
        if output is None:
            for line in lines:
                click.echo(line)
            return
        temporary = output.with_name(f".{output.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("w", encoding="utf-8") as stream:
                for line in lines:
                    stream.write(line + "\n")
            temporary.replace(output)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", file=output) from error
        finally:
            temporary.unlink(missing_ok=True)


def _articles(desk: Desk) -> Iterator[str]:
    """The ids of all articles, those that are there now."""
    cursor: str | None = None
    seen: set[str] = set()
    while True:
        page = desk.articles(limit=_MOST, cursor=cursor)
        for article in page.items:
            if article.id not in seen:
                seen.add(article.id)
                yield article.id
        cursor = page.cursor
        if cursor is None:
            return


@command.command("import")
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Tell what would happen, and change nothing.")
@click.option("--comment", default="", metavar="TEXT", help="What the history says about it.")
@_shown()
@_someone
def import_(
    user: str | None, database: str | None, format_: str, file: str, dry_run: bool, comment: str
) -> int:
    """Take in targets from a file of `queue export`; changed ones become post-edits of yours, and nothing is overwritten."""
    from translate.workflow import queuefile

    with _desk(user, database) as desk:
        try:
            with sys.stdin.buffer if file == "-" else Path(file).open("rb") as stream:
                result = queuefile.read(desk, stream, file, dry_run=dry_run, comment=comment)
        except OSError as error:
            raise InputError(
                f"cannot be read ({error.strerror})", file=file, advice="check the path"
            ) from error
    told = result.shape()
    if format_ == "json":
        _json(told)
    else:
        click.echo(", ".join(f"{len(told[name])} {name}" for name in told))
        for conflict in result.conflicts:
            _say(f"unit {conflict['unit']}: changed here since version {conflict['base_version']}")
        for refused in result.rejected:
            _say(f"unit {refused['unit']}: {refused['problem']}")
    return 3 if result.conflicts else 1 if result.rejected or result.unknown else 0
