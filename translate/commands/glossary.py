"""House terms: find them in a text, check, add, import, export."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.glossary import Entry, Glossary

MAX_LINE = 1_000_000  # characters
SHAPES = ("tsv", "tbx", "deepl-csv", "deepl-tsv", "weblate-csv")
_FILES = click.option(
    "--glossary",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Glossary file or folder of *.tsv, instead of the house glossary; may be repeated.",
)


@click.group(name="glossary")
def command() -> None:
    """The house glossary: names and terms with their forms in both languages."""


def _glossary(files: tuple[Path, ...]) -> Glossary:
    from translate import glossary

    return glossary.load(files or None)


def _lines(inputs: tuple[str, ...]) -> Iterator[str]:
    """Lines of the files in UTF-8, `-` for standard input; raises InputError with file and line."""
    for name in inputs:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror or error})", file=name) from None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise InputError(
                "not UTF-8", file=name, place=f"line {line}", advice="convert it to UTF-8"
            ) from None
        lines = text.split("\n")
        if lines and not lines[-1]:
            lines.pop()
        for number, line in enumerate(lines, start=1):
            if len(line) > MAX_LINE:
                raise InputError(f"longer than {MAX_LINE} characters", file=name, place=f"line {number}")
            yield line.rstrip("\r")


@command.command("find")
@click.argument("inputs", nargs=-1, metavar="[FILE]...")
@click.option(
    "--language", metavar="en|ar", help="Language of the lines; told by the script of each line unless given."
)
@_FILES
@click.option(
    "--strict", is_flag=True, help="Only forms that are right as they stand, as in a finished translation."
)
@click.option(
    "--all", "everything", is_flag=True, help="Matches whose sense is not shown too, marked as rejected."
)
@click.option(
    "--article",
    is_flag=True,
    help="The lines are one article: a name that is plain in one of them is plain in all.",
)
def find(
    inputs: tuple[str, ...],
    language: str | None,
    files: tuple[Path, ...],
    strict: bool,
    everything: bool,
    article: bool,
) -> int:
    """Find terms in each line of FILE (standard input unless given) and print one JSON object a line."""
    from translate import languages
    from translate.glossary.match import search, term

    if language:
        language = languages.language(language).code
    glossary = _glossary(files)
    lines = list(_lines(inputs or ("-",))) if article else _lines(inputs or ("-",))
    document = "\n".join(lines) if article else None
    for number, line in enumerate(lines, start=1):
        code = language or _script(line)
        hits = search(line, code, glossary, strict=strict, document=document, rejected=everything)
        barred = "ar2en" if code == "en" else "en2ar"
        matches = []
        for hit in hits:
            if hit.entry.direction != barred:
                match = _shown(term(hit, line, code))
                matches.append(match | {"rejected": True} if not hit.is_accepted else match)
        click.echo(json.dumps({"line": number, "matches": matches}, ensure_ascii=False))
    return 0


def _script(line: str) -> str:
    arabic = sum("\u0620" <= letter <= "\u06d3" or letter >= "\ufb50" for letter in line)
    latin = sum(letter.isascii() and letter.isalpha() for letter in line)
    return "ar" if arabic > latin else "en"


def _shown(match: Any) -> dict[str, Any]:
    names = ("entry", "english", "arabic", "start", "end", "surface", "clitics", "mode", "sense")
    return {name: getattr(match, name) for name in names}


@command.command("lint")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
def lint(files: tuple[Path, ...]) -> int:
    """Report flaws of glossary files (the house glossary unless given) with file and line. Exit code 1 when there is an error."""
    from translate.glossary.lint import lint as flaws_of
    from translate.model import Severity

    glossary = _glossary(files)
    flaws = flaws_of(glossary)
    for flaw in flaws:
        click.echo(str(flaw))
    errors = sum(flaw.severity is Severity.ERROR for flaw in flaws)
    click.echo(f"{len(glossary)} entries, {errors} errors, {len(flaws) - errors} warnings", err=True)
    return 1 if errors else 0


@command.command("add")
@click.argument("english")
@click.argument("arabic")
@click.option(
    "--type",
    "kind",
    help="place, person_m, person_f, org, group, event, common or demonym; guessed unless given.",
)
@click.option("--variant", "variants", multiple=True, help="Another English spelling; may be repeated.")
@click.option("--in", "within", help="The place it lies in, by its English house form.")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to add it to; made if it is not there.",
)
@click.option("--force", is_flag=True, help="Add it in spite of conflicts with the house glossary.")
def add(
    english: str,
    arabic: str,
    kind: str | None,
    variants: tuple[str, ...],
    within: str | None,
    path: Path,
    force: bool,
) -> int:
    """Add a term: ENGLISH and ARABIC house forms. Exit code 2 when it conflicts with what is there."""
    from translate import glossary
    from translate.glossary.edit import append
    from translate.glossary.lint import conflicts

    house = glossary.load()
    taken = set(house.entries)
    known = glossary.load(path) if path.exists() else None
    if known is not None:
        taken |= set(known.entries)
    entry = _entry(english, arabic, kind, variants, within, taken)
    others = glossary.Glossary([*house, *(item for item in known or () if item.id not in house)])
    flaws = conflicts([entry], others)
    for flaw in flaws:
        click.echo(f"{flaw.severity}: {flaw.message}", err=True)
    same = next(
        (item for item in others if (item.english, item.arabic) == (entry.english, entry.arabic)), None
    )
    if same is not None and not force:
        raise InputError(f"{english} – {arabic} is there already", file=f"{same.file}:{same.line}")
    if any(flaw.severity == "error" for flaw in flaws) and not force:
        raise InputError("not added, because it conflicts", advice="change it, or give --force")
    append(path, entry)
    click.echo(f"{entry.id}: {entry.english} – {entry.arabic} ({entry.kind}) added to {path}", err=True)
    return 0


def _entry(
    english: str,
    arabic: str,
    kind: str | None,
    variants: tuple[str, ...],
    within: str | None,
    taken: set[str],
) -> Entry:
    from dataclasses import replace

    from translate.glossary.entry import Kind
    from translate.glossary.guess import entry_of

    for text in (english, arabic, *variants):
        if any(mark in text for mark in "\t\n\r|") or not text.strip():
            raise InputError(f"{text!r} is not a term", advice="write it without tabs, line ends and |")
    known = tuple(item.value for item in Kind)
    if kind is not None and kind not in known:
        raise InputError(f"no type {kind!r}", advice=f"use one of {', '.join(known)}")
    chosen = Kind(kind) if kind else None
    entry = entry_of(
        english, arabic, kind=chosen, variants=variants, taken=taken, file="command line", line=1
    )
    return replace(entry, within=within or "")


@command.command("suggest")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--to", metavar="ar|en", help="Language to spell it in; the other one unless given.")
@click.option(
    "--limit", type=click.IntRange(1, 20), default=5, show_default=True, help="Suggestions for each name."
)
@_FILES
def suggest(names: tuple[str, ...], to: str | None, limit: int, files: tuple[Path, ...]) -> int:
    """Suggest how to spell each NAME in the other language, best first; names of the glossary that sound like it come before others."""
    from translate import languages
    from translate.glossary.names import suggest as spellings

    glossary = _glossary(files)
    for name in names:
        target = languages.language(to).code if to else languages.other(_script(name)).code
        for item in spellings(name, target, glossary, limit):
            click.echo(f"{name}\t{item.text}\t{item.origin}\t{item.score:.2f}")
    return 0


@command.command("import")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Glossary file to write; standard output unless given.",
)
def import_(path: Path, output: Path | None) -> int:
    """Turn a TBX, CSV or TSV file into a glossary file. What the file does not tell (type, inflection) is guessed; look it through."""
    from translate.glossary import tables, tbx, tsv

    if path.suffix.lower() in (".tbx", ".xml"):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror or error})", file=path) from None
        entries, left_out = tbx.read(data, str(path))
        for line in left_out:
            click.echo(line, err=True)
    else:
        entries = list(tables.parse(tsv.read_text(path), str(path)))
    if not entries:
        raise InputError("no term in it", file=path, advice="give English and Arabic terms")
    _write(tsv.dump(entries).encode(), output)
    click.echo(f"{len(entries)} entries", err=True)
    return 0


@command.command("export")
@click.option(
    "--format",
    "shape",
    type=click.Choice(SHAPES),
    default="tbx",
    show_default=True,
    help="Shape of the output.",
)
@click.option(
    "--from",
    "source",
    metavar="en|ar",
    default="en",
    show_default=True,
    help="Source language of two-column tables.",
)
@_FILES
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output unless given.",
)
def export(shape: str, source: str, files: tuple[Path, ...], output: Path | None) -> int:
    """Write the glossary as TBX-Basic (ISO 30042), as one glossary file, or as a table for DeepL or Weblate."""
    from translate import languages
    from translate.glossary import tables, tbx, tsv

    code = languages.language(source).code
    entries = list(_glossary(files))
    if shape == "tbx":
        data = tbx.dump(entries)
    elif shape == "tsv":
        data = tsv.dump(entries).encode()
    else:
        table, _, suffix = shape.partition("-")
        data = tables.dump(entries, table, "\t" if suffix == "tsv" else ",", code).encode()
    _write(data, output)
    return 0


def _write(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from translate.glossary.edit import replace_file

    replace_file(output, data)


@command.command("impact")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "shape",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Lines for people, or a JSON object a line.",
)
@click.option("--house", is_flag=True, help="OLD and NEW stand beside the house glossary.")
def impact(old: Path, new: Path, shape: str, house: bool) -> int:
    """Show which stored segments a change from OLD to NEW (glossary files or folders) touches.

    For each changed term in the source of a segment: what it was, what it is now, and whether the target has it.
    """
    from collections import Counter
    from dataclasses import asdict

    from translate import glossary, review
    from translate.workflow.impact import changes
    from translate.workflow.impact import impact as touched

    beside = glossary.house_files() if house else []
    before, after = glossary.load([*beside, old]), glossary.load([*beside, new])
    counted: Counter[str] = Counter(changes(before, after).values())
    found, missing = 0, 0
    with review.open_console() as desk:
        for one in touched(before, after, _stored(desk)):
            found += 1
            missing += one.status == "missing"
            if shape == "json":
                click.echo(json.dumps(asdict(one), ensure_ascii=False))
            else:
                click.echo(
                    f"{one.unit}\t{one.state}\t{one.entry}\t{one.change}\t{one.old or '-'} → {one.new or '-'}\t{one.status}\t{one.target}"
                )
    click.echo(
        f"{sum(counted.values())} terms differ ({counted['added']} added, {counted['removed']} removed, {counted['changed']} changed); "
        f"{found} places in stored segments, {missing} of them lack the new form",
        err=True,
    )
    return 0


def _stored(desk: Any) -> Iterator[Any]:
    """Every unit of the store, page by page."""
    from translate.review import Filter

    cursor = None
    while True:
        page = desk.units(Filter(), limit=200, cursor=cursor)
        yield from page.items
        cursor = page.cursor
        if not cursor:
            return
