"""Units out to other tools and back: a part writes records to a file of its format and reads them again.

Every part offers `suffixes`, `write(records, stream)` and `read(stream, file)`. Reading streams where the format allows it, checks what it
reads, and ends in one InputError with file and place where something is wrong.
"""

from __future__ import annotations

import codecs
import contextlib
import csv as stdlib_csv  # csv.py is a part of this family
import io
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, cast

from translate import registry
from translate.errors import InputError
from translate.text.cells import Rows, from_cell, to_cell
from translate.text.inline import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: Bytes that one unit of an XML file may take; a longer one is no segment but an attack or an accident.
MAX_UNIT = 8 * 1024 * 1024
#: Bytes of a file that has to be read whole (PO).
MAX_WHOLE = 64 * 1024 * 1024
#: Characters of one text.
MAX_TEXT = 1_000_000
_CHUNK = 64 * 1024
_LONGEST = 4_000_000  # characters of a line, or of a cell
STATES = ("new", "drafted", "edited", "changes_requested", "stale", "reviewed", "final", "quarantined")


@dataclass(frozen=True, slots=True)
class Code:
    """An inline code over text[start:end]: its opening and closing data as written (`<b>`, `</b>`); an empty span is a point.

    `type` is what the code does (`bold`, `link`), where that is known.
    """

    start: int
    end: int
    opening: str
    closing: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A memory match that travels with a unit; `score` 0–101."""

    source: str
    target: str
    score: int
    origin: str = "memory"


@dataclass(frozen=True, slots=True)
class Record:
    """A unit as other tools see it. `version` is what the target was based on; `state` one of STATES.

    `notes` are for people (issues, comments), `terms` house forms (source, target), `previous_source` what a stale unit was translated from.
    `previous` and `next` are the sources before and after; `changed` is ISO 8601. Languages are BCP 47 tags.
    """

    id: str
    source: str
    target: str = ""
    state: str = "new"
    version: int | None = None
    article: str = ""
    source_language: str = "en"
    target_language: str = "ar"
    origin: str = ""
    source_codes: tuple[Code, ...] = ()
    target_codes: tuple[Code, ...] = ()
    notes: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    matches: tuple[Suggestion, ...] = ()
    previous_source: str = ""
    previous: str | None = None
    next: str | None = None
    author: str = ""
    changed: str = ""
    desk: str = ""


class Exchange(Protocol):
    """A format: the door to one file of this family. `keeps_codes` says whether inline codes come back."""

    suffixes: tuple[str, ...]
    keeps_codes: bool

    def write(self, records: Iterable[Record], stream: BinaryIO) -> None: ...

    def read(self, stream: BinaryIO, file: str) -> Iterator[Record]: ...


def formats() -> list[str]:
    """The names of all formats."""
    return registry.names("exchange")


def exchange(name: str) -> Exchange:
    """The part of that name; raises UnknownPart."""
    return cast("Exchange", registry.load("exchange", name))


def detect(path: Path) -> str:
    """The format of a file, by its suffix, and for XLIFF by its version. Raises InputError where it is none of ours."""
    suffix = path.suffix.lower()
    if suffix in (".xlf", ".xliff"):
        return _xliff(path)
    for name in formats():
        if suffix in exchange(name).suffixes:
            return name
    raise InputError(
        "its format is not known", file=path, advice=f"name one with --as: {', '.join(formats())}"
    )


def _xliff(path: Path) -> str:
    with path.open("rb") as stream:
        for event, element in pull(stream, str(path), outer=("xliff",), whole=()):
            if event == "start":
                return "xliff2" if (element.get("version") or "").startswith("2") else "xliff1"
    raise InputError("not XLIFF", file=path)


def pull(
    stream: BinaryIO, file: str, *, outer: tuple[str, ...], whole: tuple[str, ...]
) -> Iterator[tuple[str, Any]]:
    """('start', element) of outer elements, ('end', element) of outer and whole ones, by local name; memory stays flat.

    Whole elements are emptied once they were used. No entity is expanded, nothing is fetched, depth and sizes are limited.
    Raises InputError with the line for what is no XML, is not in the encoding that it declares, or is too big.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        ("start", "end"),
        tag=[f"{{*}}{name}" for name in (*outer, *whole)],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    reading = _Encoding(file)
    since, looked = 0, False
    try:
        while True:
            chunk = stream.read(_CHUNK)
            if chunk:
                parser.feed(chunk)
            else:
                parser.close()
            since += len(chunk)
            element: Any
            for event, element in parser.read_events():
                if not looked:
                    looked = True
                    _refuse_entities(element, file)
                name = etree.QName(element).localname
                if event == "end" and name in whole:
                    _refuse_unknown(element, file)
                    yield "end", element
                    since = 0
                    _forget(element)
                elif name in outer:
                    yield event, element
                    if event == "end":
                        _forget(element)
            if since > MAX_UNIT:
                raise InputError(
                    f"more than {MAX_UNIT // 1024 // 1024} MB without a whole unit",
                    file=file,
                    advice="cut the file into segments",
                )
            reading.look(chunk)
            if not chunk:
                return
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise InputError(
            f"not XML that can be read: {error.msg}",
            file=f"{file}:{line}:{column}",
            advice="export the file again",
        ) from None


def _forget(element: Any) -> None:
    """Empty an element and drop what stands before it."""
    parent = element.getparent()
    element.clear(keep_tail=False)
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _refuse_entities(element: Any, file: str) -> None:
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise InputError("declares entities", file=file, advice="remove the document type declaration")


def _refuse_unknown(element: Any, file: str) -> None:
    """A name like `&deg;` that only a document type elsewhere could explain: to leave it out would change the text."""
    from lxml import etree

    unknown: Any = next(element.iter(etree.Entity), None)
    if unknown is not None:
        raise InputError(
            f"has {unknown.text}, which the file does not explain",
            file=file,
            place=f"line {element.sourceline}",
            advice="write the character itself",
        )


_HEAD = 256  # bytes in which an XML declaration ends
_FEW = 4  # letters beyond ASCII below which nothing is concluded
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


class _Encoding:
    """Watches for UTF-8 in a file that declares an 8-bit encoding: it would come out as nonsense, without any error."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._declared = ""
        self._head = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8, self._letters = True, 0

    def look(self, chunk: bytes) -> None:
        if not self._is_utf8:
            return
        if len(self._head) < _HEAD:
            self._head += chunk[:_HEAD]
            found = _DECLARATION.match(self._head)
            self._declared = found[1].decode().lower() if found else ""
        try:
            text = self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            self._is_utf8 = False
            return
        self._letters += 0 if text.isascii() else sum(letter > "\x7f" for letter in text)
        if (
            not chunk
            and self._letters >= _FEW
            and self._declared
            and not self._declared.startswith(("utf", "ucs", "iso-10646", "us-ascii", "ascii"))
        ):
            raise InputError(
                f"declares {self._declared}, but is written in UTF-8",
                file=self.file,
                advice="correct its first line",
            )


class Collector:
    """Text and codes of one segment as a reader meets them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._codes: list[Code] = []
        self._keys: list[str] = []
        self._open: dict[str, int] = {}

    def add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)

    def open(self, key: str, data: str, kind: str = "") -> None:
        """A code begins here; an `end` of the same key closes it."""
        self._open[key] = len(self._codes)
        self.point(data, kind, key=key)

    def close(self, key: str, data: str) -> None:
        """A code ends here; one that never began is a point."""
        place = self._open.pop(key, None)
        if place is None:
            self.point(data)
            return
        begun = self._codes[place]
        self._codes[place] = Code(begun.start, self._length, begun.opening, data, begun.type)

    def point(self, data: str, kind: str = "", *, key: str = "") -> None:
        self._codes.append(Code(self._length, self._length, data, "", kind))
        self._keys.append(key)

    def borrow(self, source: Collector) -> None:
        """Give codes that came without data those of the source's code of the same key: tools may name a code and no more."""
        known = {key: code for key, code in zip(source._keys, source._codes, strict=True) if key}
        for place, (key, code) in enumerate(zip(self._keys, self._codes, strict=True)):
            if key in known and not code.opening and not code.closing:
                lent = known[key]
                self._codes[place] = Code(code.start, code.end, lent.opening, lent.closing, lent.type)

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def codes(self) -> tuple[Code, ...]:
        return tuple(self._codes)


def limited(text: str, file: str, place: str) -> str:
    """The text, unless it is longer than any segment, or holds what no text has. Raises InputError."""
    if len(text) > MAX_TEXT:
        raise InputError(
            f"a text of {len(text)} characters", file=file, place=place, advice=f"keep one under {MAX_TEXT}"
        )
    if "\0" in text:
        raise InputError("holds a NUL character", file=file, place=place, advice="export the file again")
    return text


def version_of(text: str) -> int | None:
    """The version that a file tells; None for what can be none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def whole(stream: BinaryIO, file: str) -> bytes:
    """All bytes of a file that cannot be read piece by piece; raises InputError above MAX_WHOLE."""
    data = stream.read(MAX_WHOLE + 1)
    if len(data) > MAX_WHOLE:
        raise InputError(
            f"more than {MAX_WHOLE // 1024 // 1024} MB",
            file=file,
            advice="export fewer articles at once, or use XLIFF",
        )
    return data


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """('text', …) and ('character', hexadecimal) in turn: what XML can carry, and what needs a code."""
    last = 0
    for found in UNWRITABLE.finditer(text):
        if found.start() > last:
            yield "text", text[last : found.start()]
        yield "character", f"{ord(found[0]):04X}"
        last = found.end()
    if last < len(text):
        yield "text", text[last:]


def character(code: str) -> str:
    """The character of a hexadecimal code; U+FFFD for what is none."""
    try:
        found = chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    return "\ufffd" if 0xD800 <= ord(found) < 0xE000 else found


def one_direction(records: Iterable[Record], what: str) -> Iterator[Record]:
    """The records, as long as all have one pair of languages. Raises InputError where a format holds only one pair."""
    pair = None
    for record in records:
        found = (record.source_language, record.target_language)
        if pair and found != pair:
            raise InputError(
                f"one {what} file holds one pair of languages, and there are {'-'.join(pair)} and {'-'.join(found)}",
                advice="export each direction by itself",
            )
        pair = found
        yield record


COLUMNS = ("id", "source", "target", "state", "version", "article", "source_language", "target_language", "origin", "author", "changed", "previous_source", "notes", "terms")  # fmt: skip


def lines(stream: BinaryIO, file: str) -> Iterator[str]:
    """The lines of a text file, each with its end; UTF-8, or UTF-16 by its mark. Raises InputError with the line."""
    mark = stream.read(4)
    stream.seek(0)
    encoding = "utf-16" if mark[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    text = io.TextIOWrapper(stream, encoding, newline="")
    number = 0
    try:
        while line := text.readline(_LONGEST):
            number += 1
            if len(line) >= _LONGEST:
                raise InputError(
                    f"a line of more than {_LONGEST} characters",
                    file=f"{file}:{number}",
                    advice="export the file again",
                )
            if "\0" in line:
                raise InputError(
                    "holds a NUL character", file=f"{file}:{number}", advice="export the file again"
                )
            yield line
    except UnicodeError as error:
        raise InputError(
            f"not {encoding.removesuffix('-sig').upper()}: {error}",
            file=f"{file}:{number + 1}",
            advice="save it as UTF-8",
        ) from None
    finally:
        with contextlib.suppress(ValueError):  # whoever reads may have closed the file
            text.detach()


def write_table(records: Iterable[Record], stream: BinaryIO, separator: str) -> None:
    """A header and a row a record; texts stand in one line each."""
    text = io.TextIOWrapper(stream, "utf-8", newline="")
    table = stdlib_csv.writer(text, delimiter=separator, lineterminator="\n")
    table.writerow(COLUMNS)
    for record in records:
        told = {
            "version": "" if record.version is None else str(record.version),
            "notes": " | ".join(record.notes),
            "terms": " | ".join(f"{source} = {target}" for source, target in record.terms),
        }
        row = (told[name] if name in told else getattr(record, name) for name in COLUMNS)
        table.writerow([to_cell(cell.encode("utf-8", "replace").decode()) for cell in row])
    text.flush()
    text.detach()


def _separator(header: str, usual: str) -> str:
    """What stands between the columns that a header names: spreadsheets of some countries write `;` into CSV."""
    for sign in (usual, ";", "\t", ","):
        names = {cell.strip().strip('"').lower() for cell in header.split(sign)}
        if names >= {"id", "source", "target"}:
            return sign
    return usual


class _Ended:
    """Lines, and whether the last one that was given had an end: a table that was cut off has none."""

    def __init__(self, given: Iterator[str]) -> None:
        self._given = given
        self.is_ended = True

    def __iter__(self) -> Iterator[str]:
        for line in self._given:
            self.is_ended = line.endswith(("\n", "\r"))
            yield line


def read_table(stream: BinaryIO, file: str, separator: str) -> Iterator[Record]:
    """The rows of a table whose header names at least id, source and target, in any order. Raises InputError with the line."""
    given = lines(stream, file)
    first = next(given, "")
    whole_lines = _Ended(chain([first], given))
    rows = Rows(whole_lines, _LONGEST, delimiter=_separator(first, separator), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        missing = [name for name in ("id", "source", "target") if name not in header]
        if missing:
            raise InputError(
                f"no column {', '.join(missing)}",
                file=f"{file}:1",
                advice="begin with a line that names the columns",
            )
        for row in rows:
            if not any(row):
                continue
            if len(row) > len(header) and any(row[len(header) :]):
                raise InputError(
                    f"{len(row)} cells under {len(header)} columns",
                    file=f"{file}:{rows.line_num}",
                    advice="escape tabs as \\t",
                )
            if len(row) < 1 + max(header.index(name) for name in ("id", "source", "target")):
                raise InputError(
                    "a row that ends early", file=f"{file}:{rows.line_num}", advice="export the file again"
                )
            if len(row) < len(header) and not whole_lines.is_ended:
                raise InputError(
                    "ends in the middle of a row",
                    file=f"{file}:{rows.line_num}",
                    advice="export the file again",
                )
            yield _row(
                {name: from_cell(cell) for name, cell in zip(header, row, strict=False)},
                f"{file}:{rows.line_num}",
            )
    except stdlib_csv.Error as error:
        raise InputError(
            f"not a table: {error}", file=f"{file}:{rows.line_num}", advice="export the file again"
        ) from None


def _row(cells: dict[str, str], place: str) -> Record:
    version = cells.get("version", "").strip()
    if version and version_of(version) is None:
        raise InputError(f"version {version!r} is not a number", file=place)
    text: dict[str, Any] = {
        name: cells[name]
        for name in ("article", "origin", "author", "changed", "previous_source")
        if name in cells
    }
    return Record(
        id=cells["id"],
        source=limited(cells["source"], place, "source"),
        target=limited(cells["target"], place, "target"),
        state=cells["state"] if cells.get("state") in STATES else ("edited" if cells["target"] else "new"),
        version=version_of(version),
        source_language=cells.get("source_language", "") or "en",
        target_language=cells.get("target_language", "") or "ar",
        notes=tuple(filter(None, cells.get("notes", "").split(" | "))),
        **text,
    )
