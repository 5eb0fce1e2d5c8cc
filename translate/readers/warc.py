"""A WARC file in, an article out for each web page in it; what is not the article is left out, and a broken record costs only itself."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, cast

from translate import readers
from translate.errors import InputError, MissingExtra
from translate.model import BlockKind
from translate.text.packed import PIECE, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Article

suffixes = (".warc", ".warc.gz")

_START = b"WARC/1."
_MEMBER = b"\x1f\x8b\x08"
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_HEADER = 2**20  # bytes of a record's header
_HTML = ("text/html", "application/xhtml+xml")
_LEFT_OUT = frozenset({BlockKind.SITE, BlockKind.FURNITURE})
_RATIO = 200  # bytes of a page for a byte that the server sent packed


def looks_like(head: str) -> bool:
    """It begins with a record."""
    return head.startswith("WARC/1.")


def read(intake: readers.Intake) -> Iterator[Article | InputError]:
    """An article for each answer of a server (status 200) that is HTML; anything else is passed over.

    In place of a record that is broken stands an InputError; the search goes on at the next one. `limit` is in bytes a record.
    """
    count = 0
    for place, record in _records(intake):
        try:
            if isinstance(record, InputError):
                raise record
            found = _page(intake, record, place, count + 1)
        except InputError as error:
            count += 1
            yield error
        else:
            if found:
                count += 1
                yield found
    if not count:
        yield InputError(
            "there is no web page in it", file=intake.source, advice="see that it holds responses"
        )


def _fail(intake: readers.Intake, place: str, problem: str) -> InputError:
    return InputError(problem, file=intake.source, place=place)


def _records(intake: readers.Intake) -> Iterator[tuple[str, bytes | InputError]]:
    """The bytes of each record with its place."""
    source = _Source(intake)
    if not intake.head.startswith(b"\x1f\x8b"):
        yield from _plain(intake, source)
        return
    number = 0
    while source.peek(1):
        at = source.at
        try:
            data = _member(source, intake.limit)
        except (zlib.error, EOFError) as error:
            yield f"byte {at}", _fail(intake, f"byte {at}", f"a packed record is broken ({error})")
            source.seek_mark(_MEMBER, at)
            continue
        number += 1
        if data is None and number == 1:  # the whole file packed as one
            whole = replace(intake, head=b"", stream=unpacked(cast("BinaryIO", source), ".gz", intake.source))
            yield from _plain(intake, _Source(whole))
            return
        if data is None:
            yield (
                f"byte {at}",
                _fail(intake, f"byte {at}", f"a record of more than {intake.limit / 2**20:.4g} MiB"),
            )
            source.seek_mark(_MEMBER, at)
        else:  # one record, or several in a file that was packed otherwise
            inside = _Source(replace(intake, head=data, stream=io.BytesIO()))
            yield from ((f"byte {at}", record) for _, record in _plain(intake, inside))


class _Source(io.RawIOBase):
    """Bytes that can be looked at before they are taken; `at` counts those taken."""

    def __init__(self, intake: readers.Intake) -> None:
        self._stream, self._rest, self.at = intake.stream, intake.head, 0
        self._kept = b""

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        while len(self._rest) < size:
            piece = self._stream.read(max(size - len(self._rest), PIECE))
            if not piece:
                break
            self._rest += piece
        return self._rest[:size]

    def read(self, size: int | None = -1, /) -> bytes:
        data = self.peek(PIECE if size is None or size < 0 else size)
        self._rest = self._rest[len(data) :]
        self.at += len(data)
        return data

    def give_back(self, data: bytes) -> None:
        """Undo the taking of the last bytes."""
        self._rest = data + self._rest
        self.at -= len(data)

    def seek_mark(self, mark: bytes, after: int) -> bool:
        """Go on to the next mark; False at the end."""
        if self.at <= after:
            self.read(1)
        while True:
            data = self.peek(PIECE)
            found = data.find(mark)
            if found >= 0:
                self.read(found)
                return True
            if len(data) < PIECE:
                self.read(len(data))
                return False
            self.read(len(data) - len(mark))


def _member(source: _Source, limit: int) -> bytes | None:
    """One member of a gzip file, unpacked; None, and nothing taken, for one of more than `limit` bytes. Raises zlib.error, EOFError.

    Where it is broken, only its first bytes are taken, so that the search for the next one misses none.
    """
    unpacker, parts, length, taken = zlib.decompressobj(31), [], 0, []
    data = b""
    try:
        while not unpacker.eof:
            if not data:
                data = source.read(PIECE)
                taken.append(data)
                if not data:
                    raise EOFError("it ends too early")
            piece = unpacker.decompress(data, PIECE)
            data = unpacker.unconsumed_tail
            length += len(piece)
            parts.append(piece)
            if length > limit:
                source.give_back(b"".join(taken))
                return None
            if sum(map(len, taken)) > limit:
                raise EOFError("it does not end")
    except (zlib.error, EOFError):
        source.give_back(b"".join(taken))
        source.read(1)
        raise
    source.give_back(unpacker.unused_data)
    return b"".join(parts)


def _plain(intake: readers.Intake, source: _Source) -> Iterator[tuple[str, bytes | InputError]]:
    """Records one after the other, by the lengths that they tell."""
    while source.peek(1):
        at, head = source.at, source.peek(8192)
        blank = len(head) - len(head.lstrip(b"\r\n"))
        if blank:
            source.read(blank)
            continue
        end = head.find(b"\r\n\r\n")
        if end < 0:
            head = source.peek(_HEADER)
            end = head.find(b"\r\n\r\n")
        length = _LENGTH.search(head, 0, end) if end > 0 and head.startswith(_START) else None
        place = f"byte {at}"
        if length is None:
            yield place, _fail(intake, place, "this is no record of a WARC file")
            source.seek_mark(_START, at)
            continue
        size = end + 4 + int(length[1])
        if size > intake.limit:
            yield place, _fail(intake, place, f"a record of more than {intake.limit / 2**20:.4g} MiB")
            source.read(end + 4)
            source.seek_mark(_START, at)
            continue
        data = source.read(size)
        tail = source.peek(4)
        if len(data) < size:
            yield place, _fail(intake, place, "the record ends too early")
        elif tail.strip(b"\r\n") and tail != b"WARC":
            yield place, _fail(intake, place, "the record is not as long as it says")
            source.give_back(data[end + 4 :])
            source.seek_mark(_START, at)
        else:
            yield place, data


def _page(intake: readers.Intake, data: bytes, place: str, number: int) -> Article | None:
    """The article of a record; None where it is no page. Raises InputError for a page that cannot be read."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise MissingExtra("archive", library="fastwarc") from error
    try:
        record = next(
            iter(ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response, parse_http=True)),
            None,
        )
        if record is None or not record.is_http or not record.http_headers:
            return None
        headers = record.http_headers
        kind = (record.http_content_type or "").casefold()
        if kind not in _HTML or headers.status_code != 200:
            return None
        url = record.headers.get("WARC-Target-URI") or ""
        date = record.headers.get("WARC-Date") or ""
        body = record.reader.read()
        coded = (headers.get("Content-Encoding") or "").strip().casefold()
        chunked = "chunked" in (headers.get("Transfer-Encoding") or "").casefold()
    except (OSError, ValueError, UnicodeError) as error:
        raise _fail(intake, place, f"the record cannot be read ({error})") from error
    where = readers.cleaned(url.strip("<>"))[:500] or place
    body = _unpacked(_joined(body) if chunked else body, coded, intake, where)
    if not body.strip():
        return None
    try:
        (found,) = readers.reader("html").read(
            replace(
                intake,
                head=body,
                stream=io.BytesIO(),
                id=f"{intake.id}-{number}",
                limit=max(intake.limit, len(body)),
            )
        )
    except InputError as error:
        raise _fail(intake, where, str(error).partition(": ")[2] or str(error)) from None
    if isinstance(found, InputError):
        raise found
    kept = {block.id: block for block in found.blocks if block.kind not in _LEFT_OUT}
    if not kept:
        raise _fail(intake, where, "there is no article on the page")
    blocks = tuple(
        block if block.duplicate_of in kept else replace(block, duplicate_of=None) for block in kept.values()
    )
    metadata = {**found.metadata, "url": where} if url else dict(found.metadata)
    if date:
        metadata["crawled"] = readers.cleaned(date)[:40]
    dropped = len(found.blocks) - len(kept)
    notices = (f"left out: {dropped} blocks that are not the article",) if dropped else ()
    return replace(found, blocks=blocks, format="warc", metadata=metadata, notices=(*found.notices, *notices))


def _joined(body: bytes) -> bytes:
    """The pieces of a chunked body (RFC 9112, 7.1); a body that is not chunked although it says so comes back as it is."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 1000)
        size = body[at:end].partition(b";")[0].strip() if end > 0 else b""
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            return b"".join(parts) if parts else body
        if not int(size, 16):
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + int(size, 16)])
        at = end + 2 + int(size, 16) + 2


def _unpacked(body: bytes, coded: str, intake: readers.Intake, where: str) -> bytes:
    """The body as it was before the server packed it. Raises InputError."""
    if coded in ("", "identity") or (coded in ("gzip", "x-gzip") and not body.startswith(b"\x1f\x8b")):
        return body  # crawlers often unpack and keep the header
    most = min(intake.limit, max(2**20, _RATIO * len(body)))
    try:
        if coded in ("gzip", "x-gzip", "deflate"):
            unpacker = zlib.decompressobj(-15 if coded == "deflate" and body[:1] != b"x" else 47)
            data = unpacker.decompress(body, most + 1)
        elif coded == "br":
            from fastwarc.stream_io import BrotliReader

            data = BrotliReader(io.BytesIO(body)).read(most + 1)
        else:
            raise _fail(intake, where, f"the page is packed in a way that is not known ({coded[:20]})")
    except (zlib.error, OSError, ValueError, ImportError) as error:
        raise _fail(intake, where, f"the packed page is broken ({error})") from error
    if len(data) > most:
        raise _fail(intake, where, "the packed page swells beyond all measure")
    return bytes(data)
