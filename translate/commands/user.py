"""People of the desk: add, list, disable, roles and tokens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from translate.review import Desk

_DATABASE = click.option(
    "--database", metavar="URL|FILE", help="The database; the setting `database` unless given."
)
_ROLES = "translator, reviewer, editor, admin or service"


@click.group(name="user", epilog="Example: translate user add salma --role translator")
def command() -> None:
    """The people who work at the desk, and what they may."""


def _desk(database: str | None) -> Desk:
    from translate import review

    return review.open_console(url=database)


@command.command("add")
@click.argument("name")
@click.option("--role", required=True, help=f"What they may: {_ROLES}.")
@click.option("--display", default="", metavar="TEXT", help="Their name in full, in either script.")
@click.option("--email", default="", metavar="ADDRESS", help="Their address.")
@_DATABASE
def add(name: str, role: str, display: str, email: str, database: str | None) -> int:
    """Take NAME on."""
    with _desk(database) as desk:
        made = desk.add_person(name, role, display=display, email=email)
    click.echo(f"{made.name}: {made.role}")
    return 0


@command.command("list")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to show them.",
)
@_DATABASE
def list_(format_: str, database: str | None) -> int:
    """List the people, their roles, and whether they still work here."""
    with _desk(database) as desk:
        found = desk.people()
    shown: list[dict[str, Any]] = [
        {
            "name": one.name,
            "role": one.role,
            "display": one.display,
            "email": one.email,
            "active": one.is_active,
            "created_at": one.created_at,
            "seen_at": one.seen_at,
        }
        for one in found
    ]
    if format_ == "json":
        click.echo(json.dumps(shown, ensure_ascii=False))
    else:
        for one in shown:
            cells = (one["name"], one["role"], "" if one["active"] else "disabled", one["display"])
            click.echo("\t".join(cells).rstrip())
    return 0


@command.command("role")
@click.argument("name")
@click.argument("role")
@_DATABASE
def role(name: str, role: str, database: str | None) -> int:
    """Give NAME another ROLE."""
    with _desk(database) as desk:
        made = desk.change_person(name, role=role)
    click.echo(f"{made.name}: {made.role}")
    return 0


@command.command("disable")
@click.argument("name")
@_DATABASE
def disable(name: str, database: str | None) -> int:
    """End NAME's work here: no sign-in, no token, no claim counts any more; what they wrote stays theirs."""
    with _desk(database) as desk:
        desk.change_person(name, is_active=False)
    click.echo(f"{name}: disabled")
    return 0


@command.command("enable")
@click.argument("name")
@_DATABASE
def enable(name: str, database: str | None) -> int:
    """Let NAME work here again."""
    with _desk(database) as desk:
        desk.change_person(name, is_active=True)
    click.echo(f"{name}: enabled")
    return 0


@command.command("token")
@click.argument("name")
@click.option("--label", default="", metavar="TEXT", help="What the token is for.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="RIGHT",
    help="A right that it is narrowed to; may be repeated.",
)
@click.option("--days", type=float, metavar="N", help="How long it works; for ever unless given.")
@click.option("--revoke", type=int, metavar="ID", help="End the token of this number instead of making one.")
@click.option("--list", "listed", is_flag=True, help="List NAME's tokens instead of making one.")
@_DATABASE
def token(
    name: str,
    label: str,
    scopes: tuple[str, ...],
    days: float | None,
    revoke: int | None,
    listed: bool,
    database: str | None,
) -> int:
    """Print a new API token of NAME; it is shown this once and kept nowhere."""
    with _desk(database) as desk:
        if listed:
            for one in desk.tokens(name):
                state = (
                    "revoked" if one.revoked_at else f"until {one.expires_at}" if one.expires_at else "works"
                )
                click.echo("\t".join((str(one.id), state, ",".join(one.scopes), one.label)).rstrip())
        elif revoke is not None:
            desk.revoke_token(name, revoke)
            click.echo(f"token {revoke} of {name}: revoked")
        else:
            secret, _ = desk.make_token(name, label=label, scopes=scopes or ("*",), days=days)
            click.echo(secret)
    return 0


@command.command("solo")
@click.argument("state", type=click.Choice(["on", "off", "show"]), default="show")
@_DATABASE
def solo(state: str, database: str | None) -> int:
    """Say that one person works here alone and approves their own edits (on), or no longer (off); it is recorded."""
    with _desk(database) as desk:
        if state != "show":
            desk.set_solo(state == "on")
        click.echo(f"solo mode is {'on' if desk.is_solo else 'off'}")
    return 0
