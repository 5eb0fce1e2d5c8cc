"""Who works on what: claim, release, assign."""

from __future__ import annotations

import click

from translate.commands.reviewing import desk_of, each, print_unit, say, shown, someone
from translate.errors import InputError


@click.command("claim")
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
@shown()
@someone
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

    with desk_of(user, database) as desk:
        if article:
            taken = desk.claim_article(article, minutes=minutes)
            for made in taken:
                print_unit(desk, desk.unit(made.unit), format_, "claimed")

        def do(id_: str) -> None:
            if take_over:
                desk.take_over(id_, reason=reason, minutes=minutes)
            else:
                desk.claim(id_, minutes=minutes)
            unit = desk.unit(id_)
            print_unit(desk, unit, format_, f"yours until {str(unit.claim_expires)[11:16]} UTC")

        return each(units, do)


@click.command("release")
@click.argument("units", nargs=-1, required=True, metavar="UNIT...")
@shown()
@someone
def release(user: str | None, database: str | None, format_: str, units: tuple[str, ...]) -> int:
    """Let units go."""
    with desk_of(user, database) as desk:

        def do(id_: str) -> None:
            was_held = desk.release(id_)
            print_unit(desk, desk.unit(id_), format_, "released" if was_held else "nobody held it")

        return each(units, do)


@click.command("assign")
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option("--to", "person", metavar="NAME", help="Whom to give them to.")
@click.option("--nobody", is_flag=True, help="Take them from whoever has them.")
@click.option("--article", metavar="ID", help="All of an article that is not finished.")
@shown()
@someone
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
    with desk_of(user, database) as desk:
        if article:
            number = desk.assign_article(article, person)
            say(f"{article}: {number} units for {person or 'nobody'}")
        return each(
            units,
            lambda id_: print_unit(desk, desk.assign(id_, person), format_, f"for {person or 'nobody'}"),
        )


commands = (claim, release, assign)
