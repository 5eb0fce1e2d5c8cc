"""A file that is written takes its place whole; what is no file stays what it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from translate.commands import replaced
from translate.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_takes_its_place_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with replaced(path) as stream:
        stream.write(b"new")
        assert path.read_text() == "old"
    assert [one.read_text() for one in tmp_path.iterdir()] == ["new"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with replaced(path) as stream:
        stream.write("نعم".encode())
    assert os.read(reader, 100).decode() == "نعم"
    os.close(reader)
    assert path.is_fifo()
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(InputError, match="cannot be written"), replaced(tmp_path / "a" / "b") as stream:
        stream.write(b"new")
