"""Take units out for other tools: XLIFF, PO, TMX, tables, Word."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from translate.commands import replaced
from translate.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("xliff2", "xliff1", "po", "tmx", "tsv", "csv", "jsonl", "docx")
EXAMPLES = """\b
Examples:
  translate export 5c1f0e7d --format xliff2 -o bridge.xlf
  translate export 5c1f0e7d 9a44b210 --format po -o week.po
  translate export --all --format tmx -o desk.tmx
"""


@click.command(name="export", epilog=EXAMPLES)
@click.argument("articles", nargs=-1, metavar="ARTICLE...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="Format of the file; by the suffix of -o unless given.",
)
@click.option("-o", "--output", metavar="FILE", help="File to write; standard output unless given, or for -.")
@click.option("--all", "everything", is_flag=True, help="Every article of the queue.")
@click.option(
    "--matches",
    type=click.IntRange(0, 10),
    default=3,
    show_default=True,
    help="Matches of the memory beside each unit, in XLIFF and JSON lines.",
)
@click.option("--user", metavar="NAME", help="Who you are; whoever sits at this machine unless given.")
@click.option(
    "--database", metavar="URL", help="Database, or SQLite file; that of the settings unless given."
)
def command(
    articles: tuple[str, ...],
    format_: str | None,
    output: str | None,
    everything: bool,
    matches: int,
    user: str | None,
    database: str | None,
) -> int:
    """Write the units of each ARTICLE (its id, see `translate queue list`) with states, notes, terms and matches.

    What comes back goes in with `translate import`.
    """
    from pathlib import Path

    from translate import review, store
    from translate.store import memory as rows
    from translate.workflow.exchange import export
    from translate.workflow.memory import open_memory

    if bool(articles) == everything:
        raise InputError(
            "no article" if not articles else "articles, and --all", advice="give their ids, or --all"
        )
    path = Path(output) if output and output != "-" else None
    chosen = format_ or _by_suffix(path)
    opened = store.open(database, create=False)
    with review.open(user, store=opened) if user else review.open_console(store=opened) as desk:
        names = _all(desk) if everything else list(dict.fromkeys(articles))
        memory = None
        if matches and chosen in ("xliff2", "xliff1", "jsonl") and rows.last(opened):
            memory = open_memory(opened)
        with replaced(path) as stream:
            export(desk, names, stream, chosen, memory=memory, matches=matches)
    if path:
        print(f"translate: {len(names)} articles written to {path}", file=sys.stderr)
    return 0


def _all(desk: object) -> list[str]:
    found: list[str] = []
    cursor = None
    while True:
        page = desk.articles(limit=200, cursor=cursor)  # type: ignore[attr-defined]
        found += [article.id for article in page.items]
        cursor = page.cursor
        if cursor is None:
            return found


def _by_suffix(path: Path | None) -> str:
    suffix = path.suffix.lower() if path else ""
    found = {".xlf": "xliff2", ".xliff": "xliff2"}.get(suffix, suffix.lstrip("."))
    if found not in FORMATS:
        raise InputError("no format", file=path, advice=f"give --format: {', '.join(FORMATS)}")
    return found
