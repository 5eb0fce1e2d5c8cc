"""A CSV table in, an article out for each row; the columns are called as the fields of JSON Lines."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from translate import readers
from translate.errors import InputError
from translate.text.cells import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

    from translate.model import Article

suffixes = (".csv",)

_BODY = {"text", "body", "content", "html", "articlebody"}
_MARKS = ",;\t|"
_CELL = re.compile(r"[\"']?[\w .-]{1,40}[\"']?")
_MOST = 2**31 - 1


def looks_like(head: str) -> bool:
    """The first line names columns, and the text is one of them."""
    first = head.lstrip("\ufeff").partition("\n")[0].strip()
    cells = [cell.strip() for cell in first.split(_mark(first))]
    return (
        len(cells) > 1
        and all(_CELL.fullmatch(cell) for cell in cells)
        and bool(_BODY & {cell.strip("\"'").casefold() for cell in cells})
    )


def _mark(line: str) -> str:
    """What stands between the cells."""
    return max(_MARKS, key=line.count)


def read(intake: readers.Intake) -> Iterator[Article | InputError]:
    """An article a row, read as they come; `limit` is in bytes of a cell. Raises InputError for a table without a column of text."""
    if not intake.head:
        raise InputError("the file is empty", file=intake.source, advice="give a table")
    whole = intake.head.rpartition(b"\n")[0] or intake.head
    encoding = intake.encoding or intake.decode(whole).encoding
    stream = io.TextIOWrapper(
        io.BufferedReader(_Whole(intake)),
        encoding="utf-8-sig" if encoding == "utf-8" else encoding,
        errors="replace",
        newline="",
    )
    first = stream.readline(65_536)
    longest = min(intake.limit, _MOST)
    mark = _mark(first)
    names = [name.strip().lstrip("\ufeff") for name in next(Rows([first], longest, delimiter=mark), [])]
    if not _BODY & {name.casefold() for name in names}:
        raise InputError(
            "no column is called text, body, content or html",
            file=intake.source,
            place="line 1",
            advice="name the columns in the first line",
        )
    rows = Rows(stream, longest, delimiter=mark)
    count = 0
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            count += 1
            place = f"line {rows.line_num + 1}"
            yield InputError(f"the row cannot be read ({error})", file=intake.source, place=place)
            if "field larger" in str(error):
                continue
            return
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            continue
        count += 1
        value = {name: cell for name, cell in zip(names, row, strict=False) if name and cell.strip()}
        if len(row) > len(names):
            yield InputError(
                f"{len(row)} cells, and {len(names)} columns", file=intake.source, place=f"row {count}"
            )
            continue
        found = readers.from_object(intake, value, format="csv", number=count, what="row")
        yield found if isinstance(found, InputError) else replace(found, encoding=encoding)
    if not count:
        yield InputError(
            "there is no row in the table", file=intake.source, advice="give articles below the names"
        )


class _Whole(io.RawIOBase):
    """The first bytes and the stream as one."""

    def __init__(self, intake: readers.Intake) -> None:
        self._head, self._stream = intake.head, intake.stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self._head[: len(view)] or self._stream.read(len(view))
        self._head = self._head[len(data) :]
        view[: len(data)] = data
        return len(data)
