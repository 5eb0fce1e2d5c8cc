"""Articles with their units out to a file and back: export, import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.commands import replaced
from translate.commands.reviewing import MOST, desk_of, print_json, say, shown, someone
from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.review import Desk


@click.command("export")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write; standard output unless given."
)
@someone
def export(user: str | None, database: str | None, articles: tuple[str, ...], output: Path | None) -> None:
    """Write articles and their units as JSONL: all of the queue, or those named."""
    from translate.workflow import queuefile

    with desk_of(user, database) as desk:
        lines = queuefile.write(desk, articles or _articles(desk))
        with replaced(output) as stream:
            for line in lines:
                stream.write(f"{line}\n".encode())


def _articles(desk: Desk) -> Iterator[str]:
    """The ids of all articles, those that are there now."""
    cursor: str | None = None
    seen: set[str] = set()
    while True:
        page = desk.articles(limit=MOST, cursor=cursor)
        for article in page.items:
            if article.id not in seen:
                seen.add(article.id)
                yield article.id
        cursor = page.cursor
        if cursor is None:
            return


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Tell what would happen, and change nothing.")
@click.option("--comment", default="", metavar="TEXT", help="What the history says about it.")
@shown()
@someone
def import_(
    user: str | None, database: str | None, format_: str, file: str, dry_run: bool, comment: str
) -> int:
    """Take in targets from a file of `queue export`; changed ones become post-edits of yours, and nothing is overwritten."""
    from translate.workflow import queuefile

    with desk_of(user, database) as desk:
        try:
            with sys.stdin.buffer if file == "-" else Path(file).open("rb") as stream:
                result = queuefile.read(desk, stream, file, dry_run=dry_run, comment=comment)
        except OSError as error:
            raise InputError(
                f"cannot be read ({error.strerror})", file=file, advice="check the path"
            ) from error
    told = result.shape()
    if format_ == "json":
        print_json(told)
    else:
        click.echo(", ".join(f"{len(told[name])} {name}" for name in told))
        for conflict in result.conflicts:
            say(f"unit {conflict['unit']}: changed here since version {conflict['base_version']}")
        for refused in result.rejected:
            say(f"unit {refused['unit']}: {refused['problem']}")
    return 3 if result.conflicts else 1 if result.rejected or result.unknown else 0


commands = (export, import_)
