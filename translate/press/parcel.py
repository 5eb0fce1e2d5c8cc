"""Names and bytes go in, a zip file comes out that is the same on every day and every machine."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can hold: what is inside tells the time
_MODE = 0o100644 << 16


def parcel(files: Iterable[tuple[str, bytes]], *, stored: frozenset[str] = frozenset()) -> bytes:
    """The files in their order; `stored` are not compressed (an EPUB's mimetype). Times, rights and system are fixed."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        for name, data in files:
            info = zipfile.ZipInfo(name, _DAY)
            info.create_system = 3
            info.external_attr = _MODE
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            opened.writestr(info, data, compresslevel=6)
    return written.getvalue()


def repacked(data: bytes) -> bytes:
    """The same zip file with its files in the same order and everything else fixed."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return parcel((info.filename, opened.read(info)) for info in opened.infolist())
