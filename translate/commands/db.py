"""Care for the desk's database: upgrade, verify, back up, restore."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from translate.store import Store

_DATABASE = click.option(
    "--database", metavar="URL|FILE", help="The database; the setting `database` unless given."
)
_JSON = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to tell what was found.",
)


@click.group(name="db", epilog="Example: translate db backup desk-monday.db")
def command() -> None:
    """The database of the desk: SQLite in one file, or PostgreSQL."""


def _open(database: str | None, *, as_it_is: bool = False) -> Store:
    from translate import store

    return store.open(database, create=False, as_it_is=as_it_is)


@command.command("info")
@_DATABASE
@_JSON
def info(database: str | None, format_: str) -> int:
    """Tell where the database is, its version, and how much it holds."""
    from translate.store import maintenance

    with _open(database) as opened:
        found = maintenance.facts(opened)
    if format_ == "json":
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        for name, value in found.items():
            click.echo(f"{name}\t{value}")
    return 0


@command.command("upgrade")
@_DATABASE
def upgrade(database: str | None) -> int:
    """Make the database, or bring one of an earlier version up to date; an SQLite file is copied first."""
    from translate import store
    from translate.store import maintenance

    with store.open(database, as_it_is=True) as opened:
        before, after, copy = maintenance.upgrade(opened)
        name = opened.name
    if before == after:
        click.echo(f"{name}: is at {after} already")
    else:
        click.echo(
            f"{name}: {before or 'new'} -> {after}" + (f"; the copy from before: {copy}" if copy else "")
        )
    return 0


@command.command("verify")
@_DATABASE
@_JSON
def verify(database: str | None, format_: str) -> int:
    """Prove that history is whole: file, revisions, audit chain and counts; exit code 1 where something is not."""
    from translate.store import maintenance

    with _open(database) as opened:
        flaws = list(maintenance.verify(opened))
        found = maintenance.facts(opened)
    if format_ == "json":
        click.echo(json.dumps({"ok": not flaws, "flaws": flaws, **found}, ensure_ascii=False))
    elif flaws:
        for flaw in flaws:
            click.echo(flaw)
    else:
        click.echo(f"{found['database']}: {found['audit']} audit rows and {found['units']} units hold")
    return 1 if flaws else 0


@command.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Write over a file that is there.")
@_DATABASE
def backup(file: Path, replace: bool, database: str | None) -> int:
    """Write a copy to FILE while people go on working; it is an SQLite desk whatever this desk runs on."""
    from translate.store import maintenance

    with _open(database) as opened:
        size = maintenance.backup(opened, file, replace=replace)
    click.echo(f"{file}: {size} bytes")
    return 0


@command.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--replace", is_flag=True, help="Put it in the place of a desk that is there; a copy of that one is kept."
)
@_DATABASE
def restore(file: Path, replace: bool, database: str | None) -> int:
    """Verify the backup FILE and make it the desk's database, SQLite or PostgreSQL."""
    from translate.store import address, maintenance
    from translate.store.connection import name

    kept = maintenance.restore(file, database, replace=replace)
    click.echo(
        f"{name(address(database))}: restored from {file}" + (f"; what was there: {kept}" if kept else "")
    )
    return 0


@command.command("vacuum")
@_DATABASE
def vacuum(database: str | None) -> int:
    """Remove what has expired (claims, sign-ins, answers to repeated requests) and give the space back."""
    from translate.store import maintenance

    with _open(database) as opened:
        gone = maintenance.vacuum(opened)
    click.echo(", ".join(f"{number} {name}" for name, number in gone.items()))
    return 0
