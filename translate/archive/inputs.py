"""What the command line names goes in; every file that can be read comes out, in a fixed order, and opened one at a time.

A name is a file, a directory, or an address that fsspec knows (`s3://bucket/2024/`); the web is not read.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from translate import readers
from translate.errors import InputError, MissingExtra
from translate.store.ledger import File

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEDGER = "ledger.sqlite"  #: its file in the folder of a run
_FEED = (b"<rss", b"<feed", b"<rdf:RDF")


def find(names: Sequence[str], out: Path) -> Iterator[File]:
    """Every input in order, without its digest; the folder `out`, and those of other runs, are not read. A name that is not there is kept: reading it will tell.

    Raises InputError for no input, an input without a name, one given twice, one that lies in `out`, and a directory in which
    there is nothing to read.
    """
    if not names:
        raise InputError(
            "no input", advice="give files, directories, or addresses such as s3://bucket/folder"
        )
    for name in names:
        if not name or name == "-":
            raise InputError("an archive is read from files", advice="give files or directories")
        if names.count(name) > 1:
            raise InputError("is given twice", file=name)
        if not _is_address(name) and _path(name).resolve().is_relative_to(out.resolve()):
            raise InputError("an input lies in the output folder", file=name, advice="give another --out")
    listed = (row for name in names for row in (_remote(name) if _is_address(name) else _local(name, out)))
    return (File(place, *row) for place, row in enumerate(listed))


def _is_address(name: str) -> bool:
    return "://" in name and not name.startswith("file://")


def _path(name: str) -> Path:
    return Path(name.removeprefix("file://"))


def _local(name: str, out: Path) -> Iterator[tuple[str, str, int, int]]:
    """(name, label, size, stamp) of each file; a label stays the same when the directory is moved."""
    path = _path(name)
    if not path.is_dir():
        yield str(path), readers.stem(path.name), *_state(path)
        return
    is_empty = True
    own = out.resolve()

    def is_output(folder: Path) -> bool:
        return (folder / LEDGER).is_file() or folder.resolve() == own

    for file, label in readers.files(path, is_wanted=_is_wanted, is_left_out=is_output):
        is_empty = False
        yield str(file), label, *_state(file)
    if is_empty:
        raise InputError(
            "there is nothing to read in this directory", file=path, advice="see docs/formats.md for suffixes"
        )


def _is_wanted(path: Path) -> bool:
    """It has the suffix of a format; feeds are often called .xml, and other things too."""
    return bool(readers.suffix(path.name)) or (path.suffix.casefold() == ".xml" and _is_feed(path))


def _is_feed(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            head = stream.read(2000)
    except OSError:
        return True  # reading it tells why not
    return any(mark in head for mark in _FEED)


def _state(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return state.st_size, state.st_mtime_ns


def _remote(name: str) -> Iterator[tuple[str, str, int, int]]:
    if name.startswith(("http://", "https://")):
        raise InputError("the web is not read", file=name, advice="save the pages, or give a WARC file")
    system, path = _system(name)
    protocol = name.partition("://")[0]
    try:
        rows = system.find(path, detail=True)
    except (OSError, ValueError) as error:
        raise InputError(
            f"cannot be listed ({error})", file=name, advice="check address and access"
        ) from error
    root = PurePosixPath(path)
    is_empty = True
    for key in sorted(rows):
        inside = PurePosixPath(key).relative_to(root) if key != path else PurePosixPath(root.name)
        if readers.suffix(key) and not any(part.startswith(".") for part in inside.parts):
            label = (inside.parent / readers.stem(inside.name)).as_posix()
            is_empty = False
            yield f"{protocol}://{key}", label, int(rows[key].get("size") or 0), 0
    if is_empty:
        raise InputError("there is nothing to read", file=name, advice="check the address")


def _system(name: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise MissingExtra("archive", library="fsspec") from error
    try:
        system, path = url_to_fs(name)
    except (ValueError, ImportError) as error:
        raise InputError(f"cannot be opened ({error})", file=name, advice="check the address") from error
    return system, str(path)


@contextmanager
def opened(file: File) -> Iterator[BinaryIO]:
    """The bytes of an input. Raises OSError."""
    if _is_address(file.name):
        system, path = _system(file.name)
        with system.open(path, "rb") as stream:
            yield cast("BinaryIO", stream)
    else:
        with _path(file.name).open("rb") as stream:
            yield stream


def digest(file: File) -> str:
    """What is in an input, in 32 hexadecimal digits; empty for what cannot be read, or is not a file of this machine."""
    found = blake2b(digest_size=16)
    if _is_address(file.name) or not os.path.isfile(file.name):  # noqa: PTH113 — a pipe would be emptied
        return ""
    try:
        with opened(file) as stream:
            while block := stream.read(1 << 20):
                found.update(block)
    except OSError:
        return ""
    return found.hexdigest()


def seen_again(file: File) -> File:
    """The input as it is now."""
    size, stamp = (file.size, file.stamp) if _is_address(file.name) else _state(_path(file.name))
    return replace(file, size=size, stamp=stamp, digest=digest(file))
