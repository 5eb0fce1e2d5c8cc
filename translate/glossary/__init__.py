"""Terms in a text, in every form and both languages: load a glossary, find its terms, annotate, verify and repair them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.glossary.entry import Entry, Glossary, Kind, Policy, Sense, Standing, Variant
from translate.glossary.match import find, search
from translate.glossary.realise import realise
from translate.glossary.verify import accepts, annotate, micro_repair, verify

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Entry", "Glossary", "Kind", "Policy", "Sense", "Standing", "Variant",
    "accepts", "annotate", "find", "house_files", "load", "micro_repair", "realise", "search", "verify",
]  # fmt: skip


def house_files() -> list[Path]:
    """The files of the house glossary: glossaries/ of a checkout, or the copy inside an installed package."""
    package = Path(__file__).parent
    for folder in (package / "house", package.parent.parent / "glossaries"):
        files = sorted(folder.glob("*.tsv"))
        if files:
            return files
    raise InputError(
        "no house glossary", file=package / "house", advice="install dragoman again, or give a file"
    )


def load(paths: Iterable[Path | str] | Path | str | None = None) -> Glossary:
    """The glossary of the files (a folder stands for its *.tsv; None for the house glossary), whole or not at all.

    Raises InputError with file, line and column for the first flaw. A glossary is kept in memory until one of its files changes.
    """
    given = house_files() if paths is None else [paths] if isinstance(paths, str | Path) else list(paths)
    files: list[Path] = []
    for path in map(Path, given):
        files.extend(sorted(path.glob("*.tsv")) if path.is_dir() else [path])
    if not files:
        raise InputError("no glossary file", file=given[0] if given else None, advice="give a .tsv file")
    return _load(tuple((str(path), _stamp(path)) for path in files))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=path) from None
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=4)
def _load(files: tuple[tuple[str, tuple[int, int]], ...]) -> Glossary:
    from translate.glossary import stored, tsv

    paths = [Path(path) for path, _ in files]
    if sum(size for _, (_, size) in files) < stored.FROM_BYTES:
        return Glossary(tsv.load(paths))
    key = stored.key_of(paths)
    kept = stored.read(key)
    if kept is None:
        names = [str(path) for path in paths]
        rows = tsv.rows(paths)
        glossary = Glossary(entry for entry, _ in rows)
        kept = {
            "files": names,
            "rows": {entry.id: stored.row_of(entry, row, names) for entry, row in rows},
            "tables": glossary.tables,
            "signature": glossary.signature,
        }
        stored.write(key, kept)
        return glossary
    return Glossary(
        stored.Rows(kept["rows"], kept["files"]), tables=kept["tables"], signature=kept["signature"]
    )
