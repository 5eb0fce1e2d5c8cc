"""A packed stream in (gzip, zstd), its bytes out as they are read; one that swells beyond all measure is refused."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from translate.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

PACKED = (".gz", ".zst")  #: what may follow the suffix of a format
RATIO = 200  #: bytes out for a byte in, on the whole; text packs 3 to 30 fold, a file of zeros more than a thousand fold
_FREE = (
    2**31
)  # bytes that any stream may have, whatever its ratio: readers hold no more of one than a line, or their own limit
PIECE = 2**18  #: bytes read at once, and bytes given out at once
_SLICE = (
    1024  # bytes given to zstd at once: in the worst case they are 32 MiB (blocks of 128 KiB in four bytes)
)
_WINDOW = 2**27  # bytes of the largest window of zstd (its `--ultra` level)


def unpacked(stream: BinaryIO, packing: str, source: str) -> BinaryIO:
    """The bytes inside; reading raises InputError for a stream that is broken, or expands more than RATIO fold."""
    pieces = _gzip(stream) if packing == ".gz" else _zstd(stream)
    return cast("BinaryIO", _Unpacked(pieces, source))


class _Unpacked:
    """A readable stream over pieces (bytes read so far, bytes)."""

    def __init__(self, pieces: Iterator[tuple[int, bytes]], source: str) -> None:
        self._pieces, self._source = pieces, source
        self._rest, self._out = b"", 0
        self._error: InputError | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """As a buffered file: less than `size` bytes only at the end."""
        wanted = -1 if size is None else size
        parts, length = [self._rest], len(self._rest)
        while wanted < 0 or length < wanted:
            try:
                piece = self._next()
            except InputError as error:  # what came before is given first
                self._error, piece = error, b""
            if not piece:
                break
            parts.append(piece)
            length += len(piece)
        data = b"".join(parts)
        if self._error and not data:
            raise self._error
        self._rest = b"" if wanted < 0 else data[wanted:]
        return data if wanted < 0 else data[:wanted]

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)

    def _next(self) -> bytes:
        if self._error:
            return b""
        try:
            taken, piece = next(self._pieces, (0, b""))
        except MissingExtra:
            raise
        except (zlib.error, EOFError, ValueError, OSError) as error:
            problem = f"the packed file is broken after {self._out} bytes ({error})"
            raise InputError(problem, file=self._source, advice="pack it again") from error
        self._out += len(piece)
        if self._out > _FREE and taken and self._out > RATIO * taken:
            problem = f"it unpacks to more than {RATIO} times its size"
            raise InputError(problem, file=self._source, advice="unpack it yourself if it is no bomb")
        return piece


def _gzip(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Members one after the other, as gzip(1) reads them."""
    taken, rest = 0, b""
    unpacker = None
    while True:
        if not rest:
            rest = stream.read(PIECE)
            taken += len(rest)
            if not rest:
                break
        if unpacker is None:
            rest = rest.lstrip(b"\0")  # padding between members
            if not rest:
                continue
            unpacker = zlib.decompressobj(31)
        piece = unpacker.decompress(rest, PIECE)
        rest = unpacker.unconsumed_tail
        if unpacker.eof:
            rest, unpacker = unpacker.unused_data, None
        if piece:
            yield taken, piece
    if unpacker is not None:
        raise EOFError("it ends too early")


def _zstd(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Frames one after the other, as zstd(1) reads them."""
    import zstandard

    taken, rest = 0, b""
    unpacker: zstandard.ZstdDecompressionObj | None = None
    while True:
        if not rest:
            rest = stream.read(PIECE)
            taken += len(rest)
            if not rest:
                break
        if unpacker is None:
            unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        try:
            piece = unpacker.decompress(rest[:_SLICE])
        except zstandard.ZstdError as error:
            raise ValueError(str(error)) from error
        rest = rest[_SLICE:]
        if unpacker.eof:
            rest, unpacker = unpacker.unused_data + rest, None
        if piece:
            yield taken, piece
    if unpacker is not None:
        raise EOFError("it ends too early")
