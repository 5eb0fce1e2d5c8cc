"""Search the translation memory; fill it, empty it, measure it."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from translate.commands import progress, replaced
from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translate.memory import Concordance, Match
    from translate.review import Desk
    from translate.store.memory import Filter

FORMATS = ("tmx", "xliff2", "xliff1", "po", "tsv", "csv", "jsonl", "docx")
EXAMPLES = """\b
Examples:
  translate memory import legacy.tmx
  translate memory search "The road to Hasakah is closed"
  translate memory search --concordance "قوات سوريا الديمقراطية"
  translate memory leverage archive/
  translate memory purge --before 2015-01-01 --dry-run
"""


@click.group(name="memory", epilog=EXAMPLES)
def command() -> None:
    """The translation memory: what was approved before is found again, exactly or nearly."""


def _common(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option(
            "--database", metavar="URL", help="Database, or SQLite file; that of the settings unless given."
        ),
        click.option(
            "--format",
            "format_",
            type=click.Choice(("text", "json")),
            default="text",
            show_default=True,
            help="What is printed.",
        ),
    ):
        function = option(function)
    return function


def _narrowing(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose units."""
    for option in reversed(
        (
            click.option("--from", "source", metavar="en|ar", help="Only units out of this language."),
            click.option("--author", metavar="NAME", help="Only units by them."),
            click.option("--desk", metavar="NAME", help='Only units of this desk; "" for none.'),
            click.option("--origin", metavar="NAME", help="Only units whose draft came from this engine."),
            click.option("--before", metavar="DATE", help="Only units last changed before that day."),
            click.option("--after", metavar="DATE", help="Only units changed on that day or later."),
            click.option("--containing", metavar="TEXT", help="Only units with this text on either side."),
            click.option("--unapproved", is_flag=True, help="Only units that nobody approved."),
            click.option("--machine", is_flag=True, help="Only units that a machine wrote."),
        )
    ):
        function = option(function)
    return function


def _filter(options: dict[str, Any]) -> Filter:
    from translate.languages import language
    from translate.store.memory import Filter

    days = {name: _day(options[name], name) for name in ("before", "after")}
    return Filter(
        source_language=language(options["source"]).code if options["source"] else "",
        author=options["author"] or "",
        desk=options["desk"],
        origin=options["origin"] or "",
        containing=options["containing"] or "",
        is_approved=False if options["unapproved"] else None,
        is_machine=True if options["machine"] else None,
        **days,
    )


def _day(text: str | None, name: str) -> str:
    from translate.store import clock

    try:
        return clock.text(clock.moment(text)) if text else ""
    except ValueError:
        raise InputError(f"--{name}: {text!r} is no date", advice="write it as 2025-12-31") from None


@contextmanager
def _desk(user: str | None, database: str | None, *, change: bool = False) -> Iterator[Desk]:
    from translate import review, store
    from translate.review.roles import require

    opened = store.open(database)
    with review.open(user, store=opened) if user else review.open_console(store=opened) as desk:
        if change:
            require(desk.person, "memory", scopes=desk.scopes)
        yield desk


_USER = click.option("--user", metavar="NAME", help="Who you are; whoever sits at this machine unless given.")


@command.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--as", "shape", metavar="NAME", help="Format of the files; found unless given.")
@click.option(
    "--desk",
    default="",
    metavar="NAME",
    help="The desk that the units come from, where a file does not tell.",
)
@click.option("--author", default="", metavar="NAME", help="Who wrote them, where a file does not tell.")
@click.option(
    "--unapproved",
    is_flag=True,
    help="Keep them as not approved: they are found with --all only, and lose points.",
)
@click.option("--machine", is_flag=True, help="A machine wrote them: they lose points.")
@click.option("--dry-run", is_flag=True, help="Read and check the files, and change nothing.")
@_USER
@_common
def import_(
    files: tuple[str, ...],
    shape: str | None,
    desk: str,
    author: str,
    unapproved: bool,
    machine: bool,
    dry_run: bool,
    user: str | None,
    format_: str,
    database: str | None,
) -> int:
    """Take the units of each FILE (TMX, XLIFF, PO, a table, JSON lines) into the memory; each unit once."""
    from pathlib import Path

    from translate.memory.index import Index
    from translate.workflow.memory import import_file

    results = []
    with _desk(user, database, change=True) as opened:
        for name in files:
            path = Path(name)
            if not path.is_file():
                raise InputError("is not there", file=name, advice="give a file")
            with progress(name, unit="units") as show:
                result = import_file(
                    opened.store,
                    path,
                    format_=shape,
                    desk=desk,
                    author=author,
                    approved=False if unapproved else None,
                    machine=machine,
                    dry_run=dry_run,
                    progress=lambda done, show=show: show(done, done),  # type: ignore[misc]
                )
            results.append(result)
            if not dry_run:
                with opened.transaction() as act:
                    act.note(
                        "memory.import",
                        subject=path.name,
                        details={"added": result.added, "read": result.read},
                    )
        if any(result.added for result in results):
            for language in ("en", "ar"):
                Index(opened.store, language).refresh()
    if format_ == "json":
        names = ("read", "added", "known", "skipped", "too_long", "unapproved")
        total = {name: sum(getattr(result, name) for result in results) for name in names}
        _json({**total, "files": [name for result in results for name in result.files]})
        return 0
    for result in results:
        print(
            f"{result.files[0]}: {result.read} units read, {result.added} new, {result.known} known, "
            f"{result.skipped} without both texts, {result.too_long} too long, {result.unapproved} not approved"
        )
    return 0


@command.command("export")
@click.option("-o", "--output", metavar="FILE", help="File to write; standard output unless given, or for -.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="Format; by the suffix of -o, else tmx."
)
@_narrowing
@click.option(
    "--database", metavar="URL", help="Database, or SQLite file; that of the settings unless given."
)
def export(output: str | None, format_: str | None, database: str | None, **options: Any) -> int:
    """Write the memory, or what the options choose of it, for other tools."""
    from pathlib import Path

    from translate import store
    from translate.workflow.memory import export

    path = Path(output) if output and output != "-" else None
    suffix = path.suffix.lower().lstrip(".") if path else ""
    chosen = format_ or {"xlf": "xliff2", "xliff": "xliff2"}.get(suffix, suffix or "tmx")
    if chosen not in FORMATS:
        raise InputError("its format is not known", file=path, advice=f"give --format: {', '.join(FORMATS)}")
    opened = store.open(database, create=False)
    with opened, replaced(path) as stream:
        export(opened, stream, chosen, _filter(options))
    return 0


@command.command("search")
@click.argument("text")
@click.option("--from", "source", metavar="en|ar", help="Language of the text; by its script unless given.")
@click.option("--previous", metavar="TEXT", help='The segment before it; "" at the beginning of an article.')
@click.option("--next", "following", metavar="TEXT", help='The segment after it; "" at the end.')
@click.option(
    "--min",
    "least",
    type=click.IntRange(1, 101),
    default=75,
    show_default=True,
    help="Least score, before penalties.",
)
@click.option("--limit", type=click.IntRange(1, 200), default=5, show_default=True, help="Most matches.")
@click.option("--all", "everything", is_flag=True, help="Units that nobody approved, too.")
@click.option(
    "--concordance", is_flag=True, help="Find the text inside units, and mark it in both languages."
)
@click.option("--desk", default="", metavar="NAME", help="Your desk: units of others lose a point.")
@_common
def search(
    text: str,
    source: str | None,
    previous: str | None,
    following: str | None,
    least: int,
    limit: int,
    everything: bool,
    concordance: bool,
    desk: str,
    format_: str,
    database: str | None,
) -> int:
    """Find TEXT in the memory: units equal to it or like it, best first; with --concordance, units that have it."""
    from translate import store
    from translate.languages import language
    from translate.workflow.memory import known_pairs, open_memory

    if not text.strip():
        raise InputError("no text", advice="give a segment or a phrase")
    code = language(source).code if source else _script(text)
    with store.open(database, create=False) as opened:
        memory = open_memory(opened, desk=desk)
        if concordance:
            from translate.memory import concordance as find

            lines = find(
                text, code, memory, limit=limit, approved=not everything, pairs=known_pairs(text, code)
            )
            if format_ == "json":
                _json([line.shape() for line in lines])
            else:
                _show_concordance(lines)
            return 0
        found = memory.search(
            text,
            code,
            previous=previous,
            following=following,
            least=least,
            limit=limit,
            approved=not everything,
        )
    if format_ == "json":
        _json([match.shape() for match in found])
    else:
        _show_matches(found)
    return 0


def _script(text: str) -> str:
    arabic = sum("\u0600" <= sign <= "\u06ff" for sign in text)
    latin = sum(sign.isascii() and sign.isalpha() for sign in text)
    return "ar" if arabic >= latin else "en"


def _show_matches(found: Sequence[Match]) -> None:
    if not found:
        print("translate: no match", file=sys.stderr)
    for match in found:
        taken = "".join(f", {name} -{points}" for name, points in match.penalties)
        changed = "".join(f", {item.target_from} → {item.target_to}" for item in match.substitutions)
        print(f"{match.score}\t{match.kind}{taken}{changed}")
        print(f"\t{_isolated(match.source)}\n\t{_isolated(match.target)}")


def _show_concordance(lines: Sequence[Concordance]) -> None:
    from translate.languages import other

    if not lines:
        print("translate: nothing found", file=sys.stderr)
    for line in lines:
        print(_isolated(_lit(line.text, line.spans)))
        print(f"\t{_isolated(_lit(line.other, line.other_spans))}\t{other(line.language).code}")


def _lit(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with its spans set off: bold on a terminal, between [ and ] elsewhere."""
    before, after = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("[", "]")
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{before}{text[start:end]}{after}{text[end:]}"
    return text


def _isolated(text: str) -> str:
    """One line, kept apart from its surroundings where directions mix; no control character reaches the terminal."""
    plain = "".join(sign if sign.isprintable() or sign in "\u200c\u200d\033" else " " for sign in text)
    return f"\u2068{plain}\u2069" if any("\u0590" <= sign <= "\u08ff" for sign in plain) else plain


@command.command("leverage")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--from", "source", metavar="LANG", help="Language of the input; detected unless given.")
@click.option(
    "--min",
    "least",
    type=click.IntRange(1, 100),
    default=50,
    show_default=True,
    help="Least score that is looked for.",
)
@click.option("--all", "everything", is_flag=True, help="Units that nobody approved, too.")
@_common
def leverage(
    inputs: tuple[str, ...],
    source: str | None,
    least: int,
    everything: bool,
    format_: str,
    database: str | None,
) -> int:
    """Count the segments of each INPUT (a file, a directory, an article of the queue) by how well the memory knows them."""
    from translate import store
    from translate.memory import leverage as analyse
    from translate.workflow.memory import open_memory, texts_of

    with store.open(database, create=False) as opened, progress("leverage") as show:
        memory = open_memory(opened, house_terms=False)
        found = analyse(
            texts_of(inputs, language=source, store=opened),
            memory,
            least=least,
            approved=not everything,
            progress=lambda done: show(done, done),
        ).shape()
    if format_ == "json":
        _json(found)
        return 0
    print("band\tsegments\twords\tcharacters\tshare of words")
    for row in found["bands"]:
        print(f"{row['band']}\t{row['segments']}\t{row['words']}\t{row['characters']}\t{row['share']:.1%}")
    print(f"all\t{found['segments']}\t{found['words']}\t{found['characters']}\t")
    return 0


@command.command("stats")
@click.option("--conflicts", is_flag=True, help="Show sources that have more than one target.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=100, show_default=True, help="Most conflicts shown."
)
@_common
def stats(conflicts: bool, limit: int, format_: str, database: str | None) -> int:
    """Tell how many units there are, by direction, origin, author and desk; or where they contradict each other."""
    from translate import store
    from translate.store import memory as rows

    with store.open(database, create=False) as opened:
        if conflicts:
            groups = rows.conflicts(opened, limit)
            if format_ == "json":
                _json(
                    [
                        {
                            "source": group[0].source,
                            "source_language": group[0].source_language,
                            "targets": [
                                {
                                    "unit": pair.id,
                                    "target": pair.target,
                                    "author": pair.author,
                                    "changed_at": pair.changed_at,
                                }
                                for pair in group
                            ],
                        }
                        for group in groups
                    ]
                )
                return 0
            for group in groups:
                print(_isolated(group[0].source))
                for pair in group:
                    print(f"\t{_isolated(pair.target)}\t{pair.author}\t{pair.changed_at[:10]}")
            return 0
        found = rows.summary(opened)
    del found["last"]
    if format_ == "json":
        _json(found)
        return 0
    for name, value in found.items():
        told = (
            ", ".join(f"{key or 'none'} {number}" for key, number in value.items())
            if isinstance(value, dict)
            else value
        )
        print(f"{name.replace('_', ' ')}: {told}")
    return 0


@command.command("purge")
@_narrowing
@click.option("--duplicates", is_flag=True, help="Units that say what a newer one says.")
@click.option("--everything", is_flag=True, help="All units.")
@click.option("--dry-run", is_flag=True, help="Tell how many there are, and delete nothing.")
@_USER
@_common
def purge(
    duplicates: bool,
    everything: bool,
    dry_run: bool,
    user: str | None,
    format_: str,
    database: str | None,
    **options: Any,
) -> int:
    """Delete the units that the options choose."""
    from translate.memory.index import forget
    from translate.store import memory as rows

    wanted = _filter(options)
    narrowed = wanted != rows.Filter()
    if sum((narrowed, duplicates, everything)) != 1:
        raise InputError(
            "nothing is chosen" if not (narrowed or duplicates or everything) else "too much is chosen",
            advice="give a filter, or --duplicates, or --everything",
        )
    with _desk(user, database, change=True) as desk:
        if duplicates:
            ids = rows.duplicates(desk.store)
            number = len(ids) if dry_run else rows.delete(desk.store, ids)
        else:
            number = rows.count(desk.store, wanted) if dry_run else rows.purge(desk.store, wanted)
        if number and not dry_run:
            with desk.transaction() as act:
                act.note("memory.purge", details={"units": number})
            if number > rows.count(desk.store) / 10:  # an index of what is gone finds less
                forget(desk.store)
    if format_ == "json":
        _json({"purged": 0 if dry_run else number, "chosen": number})
    else:
        print(f"{'would delete' if dry_run else 'deleted'} {number} units")
    return 0


def _json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
