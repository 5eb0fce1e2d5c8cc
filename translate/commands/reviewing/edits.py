"""Targets: edit, revert, split, join."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.commands.reviewing import desk_of, print_json, print_unit, shown, someone
from translate.errors import InputError

if TYPE_CHECKING:
    from translate.review import Desk

_CUT = "# ------------------------ >8 ------------------------"


@click.command("edit")
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
@shown()
@someone
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
    with desk_of(user, database) as desk:
        made: tuple[str, int, float] | None
        if target is None and file is None:
            made = _in_editor(desk, unit, base_version)
            if made is None:
                print_unit(desk, desk.unit(unit), format_, "left as it is")
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
        print_unit(desk, done, format_, "saved")


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


@click.command("revert")
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
@shown()
@someone
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
    with desk_of(user, database) as desk:
        done = desk.revert(unit, to_version, base_version=base_version, comment=comment)
        print_unit(desk, done, format_, f"back to version {to_version}")


@click.command("split")
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
@shown()
@someone
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

    with desk_of(user, database) as desk:
        parts = desk.split(unit, source_at, target_at, base_version=base_version)
        if format_ == "json":
            print_json([shape(part) for part in parts])
        else:
            for part in parts:
                print_unit(desk, part, format_)


@click.command("join")
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
@shown()
@someone
def join(
    user: str | None,
    database: str | None,
    format_: str,
    first: str,
    second: str,
    base_versions: tuple[int, int] | None,
) -> None:
    """Make one unit of two that follow each other in a paragraph."""
    with desk_of(user, database) as desk:
        versions = base_versions or (desk.unit(first).version, desk.unit(second).version)
        print_unit(desk, desk.join(first, second, base_versions=versions), format_)


commands = (edit, revert, split, join)
