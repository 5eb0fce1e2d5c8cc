"""Two-column glossaries, in the shapes of DeepL and Weblate: entries in, CSV or TSV out, and back.

A cell that a spreadsheet would run as a formula (= + - @ and controls first) gets an apostrophe, and loses it on the way back.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.glossary.guess import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translate.glossary.entry import Entry

SHAPES = ("deepl", "weblate")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WEBLATE = (
    "location",
    "source",
    "target",
    "id",
    "fuzzy",
    "context",
    "translator_comments",
    "developer_comments",
)
_SOURCE = ("en", "source", "english", "term")
_TARGET = ("ar", "target", "arabic", "translation")
_MAX_ROWS = 1_000_000


def safe(cell: str) -> str:
    """The cell so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unsafe(cell: str) -> str:
    """The cell without the apostrophe that `safe` put before it."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in _FORMULA else cell


def dump(entries: Iterable[Entry], shape: str = "deepl", delimiter: str = ",", language: str = "en") -> str:
    """A table of source and target; variants that are as good as the house form, or spelt otherwise, get a row each.

    `language` is the source. DeepL takes a source only once: the house form of the first entry that has it.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    if shape == "weblate":
        writer.writerow(_WEBLATE)
    seen: set[str] = set()
    for entry in entries:
        target = entry.house("ar" if language == "en" else "en")
        sources = [entry.house(language), *(v.text for v in entry.variants(language) if not v.for_target)]
        for source in sources:
            if source.casefold() in seen:
                continue
            seen.add(source.casefold())
            if shape == "weblate":
                note = entry.notes or entry.domain
                writer.writerow(
                    ["", safe(source), safe(target), entry.id, "", entry.kind.value, safe(note), ""]
                )
            else:
                writer.writerow([safe(source), safe(target)])
    return out.getvalue()


def parse(text: str, file: str) -> Iterator[Entry]:
    """Entries of a table with two columns, or with a header that names source and target.

    Comma, semicolon or tab; rows with the same target become one entry with variants. Raises InputError with line and column.
    """
    delimiter = _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    source, target, header = 0, 1, None
    made: dict[tuple[str, str], tuple[list[str], int]] = {}
    try:
        for values in rows:
            if rows.line_num > _MAX_ROWS:
                raise InputError(f"more than {_MAX_ROWS} lines", file=file)
            cells = [unsafe(value.strip().lstrip("\ufeff")) for value in values]
            if not any(cells):
                continue
            names = [cell.lower() for cell in cells]
            if header is None:
                header = cells
                columns = [
                    (names.index(s), names.index(t))
                    for s in _SOURCE
                    for t in _TARGET
                    if s in names and t in names
                ]
                if columns:
                    source, target = columns[0]
                    continue
            if len(cells) <= max(source, target) or not cells[source] or not cells[target]:
                raise InputError(
                    "a row needs a source and a target",
                    file=f"{file}:{rows.line_num}:1",
                    advice="fill in both columns",
                )
            one, two = cells[source], cells[target]
            english, arabic = (two, one) if _is_arabic(one) else (one, two)
            if not _is_arabic(arabic) or _is_arabic(english):
                raise InputError(
                    f"{one!r} and {two!r} are not English and Arabic",
                    file=f"{file}:{rows.line_num}:1",
                    advice="give one column in each language",
                )
            made.setdefault((arabic, str(english[:1].isupper())), ([], rows.line_num))[0].append(english)
    except csv.Error as error:
        raise InputError(f"not a table: {error}", file=f"{file}:{rows.line_num}:1") from None
    taken: set[str] = set()
    for (arabic, _), (forms, line) in made.items():
        yield entry_of(forms[0], arabic, variants=forms[1:], taken=taken, file=file, line=line)


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(("\t", ";", ","), key=first.count) if any(mark in first for mark in "\t;,") else ","


def _is_arabic(text: str) -> bool:
    return any("\u0620" <= letter <= "\u06d3" for letter in text)
