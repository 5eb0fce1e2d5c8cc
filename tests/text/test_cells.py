"""A table's limit is its own."""

from __future__ import annotations

import csv

import pytest

from translate.text.cells import Rows


def test_each_table_has_its_own_limit_and_the_process_keeps_its_own() -> None:
    before = csv.field_size_limit()
    wide = Rows(["a,b\n", "c," + "d" * 500 + "\n"], 1000)
    narrow = Rows(["a,b\n", "c," + "d" * 500 + "\n"], 100)
    assert next(wide) == next(narrow) == ["a", "b"]
    with pytest.raises(csv.Error, match="field larger than field limit \\(100\\)"):
        next(narrow)
    assert next(wide) == ["c", "d" * 500]
    assert (wide.line_num, csv.field_size_limit()) == (2, before)
    assert list(wide) == []
