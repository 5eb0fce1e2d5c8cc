"""A comma-separated table: a row a unit, for spreadsheets and scripts; out, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from translate.exchange import Record, read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

suffixes = (".csv",)
keeps_codes = False


def write(records: Iterable[Record], stream: BinaryIO) -> None:
    """A header and a row a record; tabs and line ends inside a text stand as `\\t` and `\\n`."""
    write_table(records, stream, ",")


def read(stream: BinaryIO, file: str) -> Iterator[Record]:
    """The rows of a table with the columns id, source and target. Raises InputError with the line."""
    return read_table(stream, file, ",")
