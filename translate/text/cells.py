"""A text goes in, what may stand in a cell of a table comes out, and back: no line ends, no tabs, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_BACK = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPED = re.compile(r"\\([\\tnr])")
#: What a spreadsheet takes for a formula (OWASP, CSV injection); full-width forms count in some of them.
_FORMULA = re.compile("'*[=+\\-@\uff1d\uff0b\uff0d\uff20]")


def to_cell(text: str) -> str:
    """The text in one line: `\\t`, `\\n`, `\\r` and `\\\\` for tab, line ends and backslash; an apostrophe before a formula."""
    written = _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text)
    return f"'{written}" if _FORMULA.match(written) else written


def from_cell(cell: str) -> str:
    """The text of a cell that to_cell() wrote."""
    if cell.startswith("'") and _FORMULA.match(cell):
        cell = cell[1:]
    return _ESCAPED.sub(lambda found: _BACK[found[1]], cell)


class Rows:
    """The rows of a table, a cell at most `longest` characters. Raises csv.Error for one that is longer.

    The csv module has one limit for the whole process: it is set for each row and put back, or readers would change each other's.
    """

    def __init__(self, lines: Iterable[str], longest: int, **options: Any) -> None:
        self._rows, self._longest = csv.reader(lines, **options), longest

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        before = csv.field_size_limit(self._longest)
        try:
            return next(self._rows)
        finally:
            csv.field_size_limit(before)

    @property
    def line_num(self) -> int:
        return self._rows.line_num
