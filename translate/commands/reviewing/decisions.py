"""What a reviewer decides: approve, return, waive, comment."""

from __future__ import annotations

import click

from translate.commands.reviewing import (
    desk_of,
    each,
    learn_from,
    print_json,
    print_unit,
    shown,
    someone,
)
from translate.errors import InputError


@click.command("approve")
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
@shown()
@someone
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
    with desk_of(user, database) as desk:

        def do(id_: str) -> None:
            done = desk.approve(
                id_, base_version=base_version, comment=comment, waive=codes, active_seconds=seconds
            )
            print_unit(desk, done, format_, "approved")

        code = each(units, do)
        learn_from(desk)
        return code


@click.command("return")
@click.argument("units", nargs=-1, required=True, metavar="UNIT...")
@click.option("--reason", required=True, metavar="TEXT", help="What is wrong.")
@click.option("--comment", default="", metavar="TEXT", help="More about it.")
@click.option(
    "--base-version",
    type=click.IntRange(min=1),
    metavar="N",
    help="The version that you looked at; for one UNIT.",
)
@shown()
@someone
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
    with desk_of(user, database) as desk:
        return each(
            units,
            lambda id_: print_unit(
                desk,
                desk.return_(id_, reason, comment=comment, base_version=base_version),
                format_,
                "returned",
            ),
        )


@click.command("waive")
@click.argument("unit", metavar="UNIT")
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@click.option("--reason", default="", metavar="TEXT", help="Why it may stand.")
@click.option("--withdraw", is_flag=True, help="Let the issue stand again.")
@shown()
@someone
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
    with desk_of(user, database) as desk:

        def do(code: str) -> None:
            if withdraw:
                print_unit(desk, desk.withdraw_waiver(unit, code), format_, f"{code} stands again")
            else:
                print_unit(desk, desk.waive(unit, code, reason), format_, f"{code} waived")

        return each(codes, do)


@click.command("comment")
@click.argument("unit", metavar="UNIT")
@click.argument("text", metavar="TEXT")
@click.option("--reply-to", type=int, metavar="N", help="The comment that this answers.")
@shown()
@someone
def comment(
    user: str | None, database: str | None, format_: str, unit: str, text: str, reply_to: int | None
) -> None:
    """Put a remark beside a unit."""
    from dataclasses import asdict

    with desk_of(user, database) as desk:
        made = desk.comment(unit, text, reply_to=reply_to)
    if format_ == "json":
        print_json(asdict(made))
    else:
        click.echo(f"{unit}: comment {made.id}")


commands = (approve, return_, waive, comment)
