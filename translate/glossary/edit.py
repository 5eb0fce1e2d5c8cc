"""An entry goes into a glossary file; a file is replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.glossary.tsv import COLUMNS, parse, read_text, row

if TYPE_CHECKING:
    from pathlib import Path

    from translate.glossary.entry import Entry


def append(path: Path, entry: Entry) -> None:
    """Put an entry at the end of a glossary file, which is made if it is not there; columns it needs are added to the header.

    The file is read first, so that nothing is added to a broken one; comments and order stay. Raises InputError.
    """
    told = row(entry)
    if not path.exists():
        names = [name for name in COLUMNS if name in told]
        replace_file(
            path, ("\t".join(names) + "\n" + "\t".join(told[name] for name in names) + "\n").encode()
        )
        return
    text = read_text(path)
    for known in parse(text, str(path)):
        if known.id == entry.id:
            raise InputError(f"the id {entry.id!r} is there already", file=f"{path}:{known.line}:1")
    lines = text.splitlines()
    place = next(number for number, line in enumerate(lines) if line.strip() and not line.startswith("#"))
    names = [name.strip().lower() for name in lines[place].split("\t")]
    added = [name for name in COLUMNS if name in told and name not in names]
    lines[place] = "\t".join([lines[place], *added])
    lines.append("\t".join(told.get(name, "") for name in [*names, *added]).rstrip("\t"))
    replace_file(path, ("\n".join(lines) + "\n").encode())


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)  # noqa: PTH101 (mkstemp gives a string)
            os.replace(name, path)  # noqa: PTH105 (ditto)
        except BaseException:
            os.unlink(name)  # noqa: PTH108 (ditto)
            raise
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror or error})", file=path) from None
