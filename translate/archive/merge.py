"""The parts of a run go in; whole files come out, an article a line in input order, and a row a unit for who counts.

A file is written beside its place, synced, and moved there: it is whole or not there. The same parts give the same bytes.
"""

from __future__ import annotations

import json
import os
from collections import deque
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from translate.archive.plan import PARTS
from translate.archive.runs import sync
from translate.errors import InputError, MissingExtra, TranslateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from translate.store.ledger import Ledger

FORMATS = ("jsonl", "jsonl.zst", "parquet")  #: the first is always written
ARTICLES, QUARANTINE = "articles.jsonl", "quarantine.jsonl"
_ROWS = 1000  # rows of a Parquet row group


@dataclass(frozen=True, slots=True)
class Merged:
    """What was written."""

    articles: int
    quarantined: int
    files: tuple[str, ...]


def formats(wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """The formats to write: those that are wanted, or every one that can be written here, packed JSON Lines left out.

    Raises InputError for one that is not known, MissingExtra for one that cannot be written.
    """
    for name in wanted:
        if name not in FORMATS:
            raise InputError(f"no format {name!r}", advice=f"use one of {', '.join(FORMATS)}")
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        if "parquet" in wanted:
            raise MissingExtra("archive", library="pyarrow") from error
        return tuple(dict.fromkeys(("jsonl", *wanted)))
    return tuple(dict.fromkeys(("jsonl", *(wanted or ("parquet",)))))


def merge(
    ledger: Ledger,
    out: Path,
    *,
    wanted: Sequence[str] = (),
    progress: Callable[[int, int], object] | None = None,
) -> Merged:
    """Write every article that is drafted, and the list of those that were set aside.

    Raises TranslateError where a part is gone or broken (its articles are open again then), and for a full disk.
    """
    chosen = formats(wanted)
    total, count = ledger.counts().done, 0
    with ExitStack() as stack:
        writers: list[_Writer] = [stack.enter_context(_lines(out / ARTICLES))]
        names = [ARTICLES]
        if "jsonl.zst" in chosen:
            writers.append(stack.enter_context(_packed(out / f"{ARTICLES}.zst")))
            names.append(f"{ARTICLES}.zst")
        if "parquet" in chosen:
            from translate.archive.tables import writing

            writers.append(stack.enter_context(writing(out, rows=_ROWS)))
            names.extend(("articles.parquet", "units.parquet"))
        for number, line in lines(ledger, out):
            for writer in writers:
                writer.write(number, line)
            count += 1
            if progress:
                progress(count, total)
    quarantined = _quarantine(ledger, out / QUARANTINE)
    return Merged(count, quarantined, (*names, QUARANTINE))


def lines(ledger: Ledger, out: Path) -> Iterator[tuple[int, bytes]]:
    """Number and JSON line (without its end) of every article that is drafted, in input order."""
    parts = ledger.parts()
    opened: dict[int, deque[bytes]] = {}
    for number, shard in ledger.done():
        if shard not in opened:
            opened[shard] = deque(_part(ledger, out, shard, *parts[shard]))
        if not opened[shard]:
            raise _broken(ledger, out, shard, parts[shard][0])
        yield number, opened[shard].popleft()
        if not opened[shard]:
            del opened[shard]


def lines_of(ledger: Ledger, out: Path, shard: int) -> dict[int, bytes]:
    """The JSON lines of one shard by number. Raises TranslateError as lines()."""
    name, digest = ledger.part_of(shard)
    return dict(zip(ledger.done_of(shard), _part(ledger, out, shard, name, digest), strict=True))


def _part(ledger: Ledger, out: Path, shard: int, name: str, digest: str) -> list[bytes]:
    """The lines of a part."""
    import zstandard

    try:
        data = (out / PARTS / name).read_bytes()
    except OSError as error:
        raise _broken(ledger, out, shard, name) from error
    if blake2b(data, digest_size=16).hexdigest() != digest:
        raise _broken(ledger, out, shard, name)
    return zstandard.ZstdDecompressor().decompress(data).split(b"\n")[:-1]


def _broken(ledger: Ledger, out: Path, shard: int, name: str) -> TranslateError:
    ledger.reopen(shard)
    return TranslateError(
        f"{out / PARTS / name}: gone, or not as it was written; its articles are drafted again by: translate archive run --resume"
    )


class _Writer(Protocol):
    def write(self, number: int, line: bytes) -> object: ...


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that stands at its place when it is whole. Raises TranslateError where it cannot be written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        sync(path.parent)
    except OSError as error:
        raise TranslateError(
            f"{path}: cannot be written ({error.strerror or error}); make room and merge again"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Lines:
    stream: Any

    def write(self, number: int, line: bytes) -> object:
        return self.stream.write(line + b"\n")


@contextmanager
def _lines(path: Path) -> Iterator[_Lines]:
    with replacing(path) as stream:
        yield _Lines(stream)


@contextmanager
def _packed(path: Path) -> Iterator[_Lines]:
    import zstandard

    with (
        replacing(path) as stream,
        zstandard.ZstdCompressor(level=6).stream_writer(stream, closefd=False) as packer,
    ):
        yield _Lines(packer)


def _quarantine(ledger: Ledger, path: Path) -> int:
    """Every article that was set aside: id, source, cause, reason."""
    count = 0
    with replacing(path) as stream:
        for item in ledger.quarantined():
            told = {"id": item.id, "source": item.source, "cause": item.cause, "reason": item.reason}
            stream.write(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
            count += 1
    return count
