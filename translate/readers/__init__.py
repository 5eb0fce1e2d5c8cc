"""A file, a directory or `-` in, articles of typed blocks out: one file a format. What the formats share stands here."""

from __future__ import annotations

import heapq
import io
import json
import logging
import os
import re
import sys
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, cast

from translate import languages, registry
from translate.errors import InputError
from translate.model import Article, Block, BlockKind
from translate.text.decode import Decoded, clean, decode
from translate.text.detect import detect
from translate.text.packed import PACKED, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

LIMIT = 64 * 2**20  #: bytes of one file (of one line, in JSONL) that are read by default
_HEAD = 65_536  # bytes looked at to find the format
_TAG = re.compile(
    r"</[a-z]|<(?:!doctype|html|body|p|br|div|h[1-6]|a|b|i|img|table|meta|article)\b[^<>]*>", re.IGNORECASE
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Intake:
    """What a reader is given: an open stream of bytes, where it came from, and what the caller ordered.

    `head` holds the first bytes, which have been taken from the stream already. `limit` is in bytes.
    """

    source: str
    id: str
    head: bytes
    stream: BinaryIO
    language: str | None = None
    encoding: str | None = None
    limit: int = LIMIT
    notices: tuple[str, ...] = ()

    def data(self) -> bytes:
        """Every byte; raises InputError for more than `limit`, and for none."""
        room = self.limit + 1 - len(self.head)
        data = self.head + (self.stream.read(room) if room > 0 else b"")
        if len(data) > self.limit:
            advice = "split it, or allow more"
            raise InputError(f"more than {self.limit / 2**20:.4g} MiB", file=self.source, advice=advice)
        if not data:
            raise InputError("the file is empty", file=self.source, advice="give an article")
        return data

    def text(self, *, declared: str | None = None) -> Decoded:
        """Every byte as text; `declared` is the encoding that the file itself names."""
        return self.decode(self.data(), declared=declared)

    def decode(self, data: bytes, *, declared: str | None = None, place: str | None = None) -> Decoded:
        """Some bytes as text; an InputError names the file and the place."""
        try:
            return decode(data, encoding=self.encoding, declared=declared)
        except InputError as error:
            raise InputError(str(error), file=self.source, place=place) from None


class Reader(Protocol):
    """A format: the suffixes of its files, how to know it by its first characters, and how to read it.

    A reader yields an InputError in place of an article that cannot be read, and goes on where it can.
    """

    suffixes: tuple[str, ...]

    def looks_like(self, head: str) -> bool: ...

    def read(self, intake: Intake) -> Iterator[Article | InputError]: ...


def formats() -> list[str]:
    """The formats that can be read, such as `html` and `txt`."""
    return registry.names("readers")


@lru_cache
def reader(name: str) -> Reader:
    """The reader of a format; raises UnknownPart with the known ones."""
    return cast("Reader", registry.load("readers", name))


def read(
    source: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 — the word of the command line
    language: str | None = None,
    encoding: str | None = None,
    limit: int = LIMIT,
) -> Iterator[Article]:
    """Every article of a file, of all files below a directory (in sorted order), or of standard input (`-`).

    `format` is found by suffix, then by content; `language` (`en`, `ar`) and `encoding` are found in the text. `limit` is in bytes a
    file. Raises InputError (with file and place) at the first thing that cannot be read; read_each() goes on instead.
    """
    for found in read_each(source, format=format, language=language, encoding=encoding, limit=limit):
        if isinstance(found, InputError):
            raise found
        yield found


def read_each(
    source: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    language: str | None = None,
    encoding: str | None = None,
    limit: int = LIMIT,
    name: str | None = None,
    stream: BinaryIO | None = None,
) -> Iterator[Article | InputError]:
    """As read(), with an InputError in place of each article that cannot be read.

    `name` is what the articles of a file are called after, its stem unless given; `stream` gives the bytes of a file that
    the caller has opened. Raises InputError only for a wrong order: an unknown language or format.
    """
    order = _Order(format, languages.language(language).code if language else None, encoding, limit)
    if format:
        reader(format)
    given = os.fspath(source)
    try:
        if stream is not None:
            yield from _read_stream(stream, given, name or stem(given), order)
        elif given == "-":
            yield from _read_stream(sys.stdin.buffer, "-", name or "stdin", order)
        elif given.startswith(("http://", "https://")):
            yield InputError(
                "addresses are not fetched", file=given, advice="save the page and give the file"
            )
        elif (path := Path(given)).is_dir():
            yield from _read_directory(path, order)
        else:
            yield from _read_file(path, name or stem(given), order)
    except (OSError, ValueError) as error:
        yield _unreadable(given, error)


def read_text(
    text: str,
    *,
    format: str | None = None,  # noqa: A002
    language: str | None = None,
    source: str = "-",
    name: str = "text",
) -> Article:
    """The article in a string; raises InputError where there is none, or more than one."""
    cleaned, strange = clean(text)
    data = cleaned.encode()
    told = (f"control characters replaced by \ufffd: {strange}",) if strange else ()
    order = _Order(
        format, languages.language(language).code if language else None, "utf-8", max(LIMIT, len(data)), told
    )
    found = list(_read_stream(io.BytesIO(data), source, name, order))
    for article in found:
        if isinstance(article, InputError):
            raise article
    if len(found) != 1:
        raise InputError(f"{len(found)} articles in one text", file=source, advice="read them as a file")
    return cast("Article", found[0])


@dataclass(frozen=True, slots=True)
class _Order:
    format: str | None
    language: str | None
    encoding: str | None
    limit: int
    notices: tuple[str, ...] = ()


def files(
    root: str | os.PathLike[str],
    *,
    is_wanted: Callable[[Path], bool] = lambda path: bool(suffix(path.name)),
    is_left_out: Callable[[Path], bool] = lambda _: False,
) -> Iterator[tuple[Path, str]]:
    """Every file below a directory that is wanted (has a known suffix, packed or not), in order, with the name of its articles.

    Hidden ones are left out, and what lies in a folder that `is_left_out`; a link that leads out of the directory is not followed. A folder that
    cannot be looked into stands for itself: reading it tells why. Memory grows with the largest folder, not with all of them.
    """
    home = Path(root).resolve()

    def below(folder: Path, inside: PurePath) -> Iterator[tuple[Path, str]]:
        names, folders = list[str](), set[str]()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not entry.name.startswith("."):
                        (folders.add if entry.is_dir(follow_symlinks=False) else names.append)(entry.name)
        except OSError:
            yield folder, inside.as_posix()
            return
        names = sorted(name for name in names if is_chosen(folder / name))
        stems = sorted(stem(name) for name in names)
        shared = {one for one, other in pairwise(stems) if one == other}
        for name in heapq.merge(names, sorted(folders)):
            path = folder / name
            if name not in folders:
                yield path, (inside / (name if stem(name) in shared else stem(name))).as_posix()
            elif not is_left_out(path):
                yield from below(path, inside / name)

    def is_chosen(path: Path) -> bool:
        if not is_wanted(path):
            _log.info("%s: not read, no format of that suffix", path)
        elif path.is_symlink() and not path.resolve().is_relative_to(home):
            _log.warning("%s: not read, the link leads out of the directory", path)
        else:
            return path.is_file()
        return False

    yield from below(Path(root), PurePath())


def suffix(name: str) -> str:
    """What a file name ends in, where that is the suffix of a format, packed or not: `.jsonl.gz`; else an empty string."""
    small = PurePath(name).name.casefold()
    return next((end for end in _ends() if small.endswith(end)), "")


@lru_cache(maxsize=1)
def _ends() -> tuple[str, ...]:
    """Every suffix of a format, packed or not, the longest first."""
    known = {end for part in formats() for end in reader(part).suffixes}
    return tuple(
        sorted(
            {end + packing for end in known for packing in ("", *PACKED)}, key=lambda end: (-len(end), end)
        )
    )


def stem(name: str) -> str:
    """The name of a file without folder and suffix."""
    last = PurePath(name).name
    end = suffix(last)
    return last[: -len(end)] if end and len(end) < len(last) else PurePath(last).stem


def _read_directory(root: Path, order: _Order) -> Iterator[Article | InputError]:
    is_empty = True
    for path, name in files(root):
        is_empty = False
        try:
            yield from _read_file(path, name, order)
        except OSError as error:
            yield _unreadable(str(path), error)
    if is_empty:
        known = sorted({end for name in formats() for end in reader(name).suffixes})
        yield InputError(
            "no articles in this directory", file=root, advice=f"files may end in {', '.join(known)}"
        )


def _read_file(path: Path, name: str, order: _Order) -> Iterator[Article | InputError]:
    with path.open("rb") as stream:
        yield from _read_stream(stream, str(path), name, order)


def _read_stream(stream: BinaryIO, source: str, name: str, order: _Order) -> Iterator[Article | InputError]:
    source, name = _printable(source), _printable(name)
    if packing := _packing(source):
        stream = unpacked(stream, packing, source)
    try:
        head = stream.read(min(_HEAD, order.limit + 1))
    except InputError as error:
        yield error
        return
    intake = Intake(source, name, head, stream, order.language, order.encoding, order.limit, order.notices)
    try:
        chosen, notices = (order.format, ()) if order.format else _find_format(source, _peek(intake))
        yield from reader(chosen).read(replace(intake, notices=(*order.notices, *notices)))
    except InputError as error:
        yield error


def _packing(source: str) -> str:
    """`.gz` or `.zst` where a file is packed as a whole; a format that unpacks itself (`.warc.gz`) is not."""
    end = suffix(source)
    if any(end in reader(name).suffixes for name in formats()):
        return ""
    return next((packing for packing in PACKED if end.endswith(packing)), "")


def _peek(intake: Intake) -> str:
    """The first characters, as far as they can be read."""
    try:
        return intake.decode(
            intake.head[: len(intake.head) & ~1] if len(intake.head) == _HEAD else intake.head
        ).text
    except InputError:
        return intake.head.decode("utf-8", "replace")


def _find_format(source: str, head: str) -> tuple[str, tuple[str, ...]]:
    """The format by suffix, unless the content clearly says another; the notice tells where it does."""
    end = suffix(source) if source != "-" else ""
    end = end.removesuffix(_packing(source))
    named = next((name for name in formats() if end and end in reader(name).suffixes), None)
    candidates = [name for name in formats() if name != "txt" and reader(name).looks_like(head)]
    if named is None:
        return (candidates or ["txt"])[0], ()
    if named == "txt" and "html" in candidates:
        return "html", (f"read as HTML, although its name ends in {end}",)
    if named == "html" and not _TAG.search(head):
        return "txt", (f"read as plain text, although its name ends in {end}",)
    return named, ()


def _unreadable(name: str, error: Exception) -> InputError:
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return InputError(f"cannot be read ({reason.lower()})", file=_printable(name), advice="check the path")


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def cleaned(text: str) -> str:
    """A text from inside a file, without control characters and lone surrogates."""
    return clean(text)[0]


def blocks(found: Iterable[tuple[str, str]], repeats: Mapping[int, int] | None = None) -> tuple[Block, ...]:
    """Blocks numbered b1, b2, … from pairs of role and text; `repeats` maps the index of a repeat to that of the original."""
    repeats = repeats or {}
    return tuple(
        Block(
            f"b{place + 1}",
            BlockKind(role),
            text,
            duplicate_of=f"b{repeats[place] + 1}" if place in repeats else None,
        )
        for place, (role, text) in enumerate(found)
    )


def article(
    intake: Intake,
    found: Sequence[Block],
    *,
    format: str,  # noqa: A002
    encoding: str = "utf-8",
    id: str | None = None,  # noqa: A002
    language: str | None = None,
    metadata: Mapping[str, str] | None = None,
    notices: Iterable[str] = (),
    place: str | None = None,
) -> Article:
    """An article with its language found, and a notice that says how; `language` is what the file itself declares.

    Raises InputError where no block holds text.
    """
    if not any(block.text.strip() for block in found):
        raise InputError("there is no text in it", file=intake.source, place=place, advice="give an article")
    code, told = _language(found, intake.language, language)
    return Article(
        id or intake.id,
        intake.source,
        code,
        tuple(found),
        format,
        encoding,
        dict(metadata or {}),
        (*intake.notices, *notices, *told),
    )


def from_object(
    intake: Intake,
    value: Mapping[str, Any],
    *,
    format: str,  # noqa: A002
    number: int,
    what: str,
) -> Article | InputError:
    """The article of an object with the fields of JSON Lines, out of a file of another format.

    `number` counts from 1; an article without an id is called after it, and an InputError names it: `entry 3`.
    """
    line = json.dumps({"id": f"{intake.id}-{number}", **value}, ensure_ascii=True).encode()
    given = replace(intake, head=line, stream=io.BytesIO(), encoding=None, limit=max(intake.limit, len(line)))
    (found,) = reader("jsonl").read(given)
    if isinstance(found, InputError):
        return InputError(str(found).replace(", line 1:", f", {what} {number}:", 1))
    return replace(found, format=format)


def _language(
    found: Sequence[Block], ordered: str | None, declared: str | None
) -> tuple[str, tuple[str, ...]]:
    """An order is followed, letters are believed before a declaration; what does not agree is told."""
    told = [block.text for block in found if block.kind is not BlockKind.FURNITURE] or [
        block.text for block in found
    ]
    guess = detect("\n".join(told), default=ordered or _code(declared) or "en")
    name = languages.language(guess.language).name
    if ordered:
        wrong = ordered != guess.language and guess.confidence > 0.5
        return ordered, (
            f"{guess.share:.0%} of the letters look {name}, but {languages.language(ordered).name} was asked for",
        ) if wrong else ()
    notice = (
        f"language: {name}, by {guess.share:.0%} of the letters"
        if guess.share
        else f"language: taken for {name}"
    )
    if guess.doubt:
        notice += f" ({guess.doubt})"
    elif declared and _code(declared) != guess.language:
        notice += f" (the file says {declared!r})"
    return guess.language, (notice,)


def _code(declared: str | None) -> str | None:
    try:
        return languages.language(declared).code if declared else None
    except InputError:
        return None
