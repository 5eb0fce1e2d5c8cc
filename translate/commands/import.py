"""Bring the work of other tools back into the queue."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from translate.workflow.exchange import Imported

EXAMPLES = """\b
Examples:
  translate import bridge.xlf --user amal --dry-run
  translate import bridge.xlf --user amal
  translate import week.po --user amal --format json
"""


@click.command(name="import", epilog=EXAMPLES)
@click.argument("file", metavar="FILE")
@click.option(
    "--user", metavar="NAME", required=True, help="Whose work it is; changed units are edited by them."
)
@click.option("--dry-run", is_flag=True, help="Tell what would happen, and change nothing.")
@click.option(
    "--confirm",
    is_flag=True,
    help="Drafts that the file calls translated are confirmed, even where nobody changed them.",
)
@click.option(
    "--as",
    "shape",
    metavar="NAME",
    help="Format of the file: xliff2, xliff1, po, tmx, tsv, csv, jsonl or docx; found unless given.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="What is printed.",
)
@click.option(
    "--database", metavar="URL", help="Database, or SQLite file; that of the settings unless given."
)
def command(
    file: str, user: str, dry_run: bool, confirm: bool, shape: str | None, format_: str, database: str | None
) -> int:
    """Take the targets of FILE, written by `translate export` and changed elsewhere, as edits of NAME."""
    from pathlib import Path

    from translate import exchange, store
    from translate.errors import InputError
    from translate.workflow.desk import open_desk
    from translate.workflow.exchange import import_file

    path = Path(file)
    if not path.is_file():
        raise InputError(
            "is not there" if not path.exists() else "is no file", file=file, advice="give one file"
        )
    if shape:
        exchange.exchange(shape)
    with open_desk(user, store=store.open(database, create=False), origin="import") as desk:
        result = import_file(desk, path, format_=shape, dry_run=dry_run, confirm=confirm)
    for notice in result.notices:
        print(f"translate: {notice}", file=sys.stderr)
    if format_ == "json":
        print(json.dumps(result.shape(), ensure_ascii=False, indent=1))
    else:
        _tell(result, dry_run=dry_run)
    return 0


def _tell(result: Imported, *, dry_run: bool) -> None:
    print(
        f"{'would change' if dry_run else 'changed'} {len(result.changed)}, unchanged {len(result.unchanged)}, "
        f"unknown {len(result.unknown)}, conflicts {len(result.conflicts)}, rejected {len(result.rejected)}"
    )
    for unit in result.unknown:
        print(f"translate: unit {unit}: is not in this queue", file=sys.stderr)
    for item in (*result.conflicts, *result.rejected):
        print(f"translate: unit {item['unit']}: {item['problem']}", file=sys.stderr)
