"""A glossary as it is kept between runs: checked rows and look-up tables in, a glossary out that makes an entry when it is asked for.

Parsing 100,000 entries takes seconds; reading them back takes less than one. The file is JSON in the user's cache folder, named by
what it was made from, so that a changed glossary never meets old tables; a file that cannot be read is made again.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from translate import __version__
from translate.glossary.entry import Entry, Kind
from translate.text.arabic import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMAT = 2
FROM_BYTES = 500_000  # smaller glossaries are parsed in a few tenths of a second
KEPT = 4  # files


class Tables(TypedDict):
    """Ids by what leads to them: Arabic first words (free, hosts), English phrases and keys, house forms, districts, adjectives.

    Ids are joined by a space: a table of strings is read back in half the time that one of lists takes, and an id has no space.
    """

    free: dict[str, str]
    hosts: dict[str, str]
    phrases: dict[str, str]
    longest: dict[str, int]
    keys: dict[str, str]
    english: dict[str, str]
    arabic: dict[str, str]
    district: dict[str, str]
    homes: dict[str, str]


def tables_of(entries: Iterable[Entry]) -> Tables:
    """The look-up tables of entries."""
    from translate.glossary.arabic_index import paradigm
    from translate.glossary.english_index import listed, sounds

    tables = Tables(
        free={}, hosts={}, phrases={}, longest={}, keys={}, english={}, arabic={}, district={}, homes={}
    )

    def put(table: dict[str, str], key: str, ident: str) -> None:
        table[key] = f"{table[key]} {ident}" if key in table else ident

    for entry in entries:
        made = paradigm(entry)
        for key in made.free:
            put(tables["free"], key, entry.id)
        for key in made.hosts:
            put(tables["hosts"], key, entry.id)
        for phrase in dict.fromkeys(text for text, _ in listed(entry)):
            put(tables["phrases"], phrase, entry.id)
            first, length = phrase.partition(" ")[0], phrase.count(" ") + 1
            if length > tables["longest"].get(first, 0):
                tables["longest"][first] = length
        for key in sounds(entry):
            put(tables["keys"], key, entry.id)
        put(tables["english"], entry.english, entry.id)
        put(tables["arabic"], plain(entry.arabic), entry.id)
        if entry.within:
            put(tables["district"], entry.within, entry.id)
        if entry.kind is Kind.PLACE:
            for adjective in dict.fromkeys(map(plain, entry.derived)):
                put(tables["homes"], adjective, entry.id)
    return tables


class Rows(Mapping[str, Entry]):
    """Entries by id, made from their columns when they are asked for; a row is file number, line and `column=value`, tabs between."""

    def __init__(self, rows: dict[str, str], files: Sequence[str]) -> None:
        self._rows, self._files = rows, files
        self._made: dict[str, Entry] = {}

    def __getitem__(self, ident: str) -> Entry:
        known = self._made.get(ident)
        if known is None:
            from translate.glossary.tsv import made

            file, line, *columns = self._rows[ident].split("\t")
            row = dict(column.split("=", 1) for column in columns)
            known = self._made[ident] = made(row, self._files[int(file)], int(line))
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def row_of(entry: Entry, row: dict[str, str], files: Sequence[str]) -> str:
    """A row as Rows keeps it."""
    return "\t".join(
        [str(files.index(entry.file)), str(entry.line), *(f"{name}={value}" for name, value in row.items())]
    )


def folder() -> Path:
    """Where glossaries are kept between runs."""
    from platformdirs import user_cache_path

    return user_cache_path("dragoman", appauthor=False) / "glossary"


def key_of(files: Sequence[Path]) -> str:
    """A name for what is made from these files by this version of the program."""
    digest = sha256(f"{FORMAT} {__version__}".encode())
    for path in files:
        data = path.read_bytes()
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:32]


def read(key: str) -> dict[str, Any] | None:
    """What was kept under a key, None where there is nothing that can be read."""
    try:
        kept = json.loads((folder() / f"{key}.json").read_bytes())
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) and kept.get("format") == FORMAT else None


def write(key: str, kept: dict[str, Any]) -> None:
    """Keep something under a key and forget the oldest; a folder that cannot be written is no error."""
    place = folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept | {"format": FORMAT}, file, ensure_ascii=False, separators=(",", ":"))
        Path(name).replace(place / f"{key}.json")
        for old in sorted(place.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return
