"""Bytes go in, text comes out, with the name of the encoding and what had to be done. No byte is lost without a word."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from translate.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What a file is that is no text at all: its first bytes, and what to do about it.
_SIGNATURES = (
    (b"%PDF-", "a PDF file", "save its text as .txt or .html"),
    (b"PK\x03\x04", "a zip or Office file", "save it as .txt, .html or .md"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as .txt or .html"),
    (b"{\\rtf", "an RTF file", "save it as .txt or .html"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first"),
    (b"\x89PNG", "a picture", None),
    (b"\xff\xd8\xff", "a picture", None),
    (b"GIF8", "a picture", None),
    (b"\x7fELF", "a program", None),
    (b"SQLite format 3", "a database", None),
)
_PLAIN_SIGNATURES = (b"%PDF-", b"{\\rtf")
_UNTYPED = re.compile(
    rb"[\x00-\x08\x0e-\x1a]"
)  # bytes that no 8-bit text has; a text may well begin with GIF8
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_ARABIC = re.compile("[\u0621-\u064a]")
_COMMON = re.compile("[اليمونرتبةعدس]")  # nine of ten letters of any Arabic text
_HIGH_RUN = re.compile(b"[\x80-\xff]+")
_LOOK = 65_536
_ALIASES = {
    "iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "ascii": "windows-1252",
    "us-ascii": "windows-1252", "cp1256": "windows-1256", "cp1252": "windows-1252", "utf8": "utf-8",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding it was in (a Python codec name), and one sentence for each thing a reader should know."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def decode(data: bytes, *, encoding: str | None = None, declared: str | None = None) -> Decoded:
    """The text of some bytes. `encoding` is an order; `declared` (of an HTML page) is believed where it fits.

    Without either: byte-order mark, UTF-16 by its pattern of zero bytes, UTF-8, then Windows-1256, ISO 8859-6 or
    Windows-1252 by the look of the letters. Raises InputError for what is no text, or in no encoding known here.
    """
    for start, what, advice in _SIGNATURES:
        if data.startswith(start) and (start in _PLAIN_SIGNATURES or _UNTYPED.search(data, 0, 1024)):
            raise InputError(f"this is {what}, not a text", advice=advice)
    if encoding:
        return _ordered(data, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _clean(_lenient(data[len(bom) :], name), name)
    wide = _wide(data)
    if wide:
        return _clean(_lenient(data, wide), wide)
    try:
        return _clean(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _legacy(data, declared)


def clean(text: str) -> tuple[str, int]:
    """Text without control characters and lone surrogates, each replaced by U+FFFD, and how many there were."""
    return _UNWANTED.subn("\ufffd", text)


def _ordered(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(name)
    except LookupError:
        raise InputError(f"no encoding {encoding!r}", advice="try utf-8, utf-16 or windows-1256") from None
    except UnicodeError as error:
        raise InputError(
            f"this is not {encoding}: {error}", advice="leave the encoding out to have it found"
        ) from None
    return _clean(text.removeprefix("\ufeff"), name)


def _lenient(data: bytes, name: str) -> str:
    return data.decode(name, "replace")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is zero (English) or 6 (Arabic), spaces and line ends included."""
    head = data[: _LOOK & ~1]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[0::2], head[1::2]

    def likely(high: bytes, low: bytes) -> bool:
        known = high.count(0) + high.count(6)
        return (
            b"\0" in high
            and known >= 0.8 * len(high)
            and low.count(0) <= 0.02 * len(low)
            and len(set(low)) > len(set(high))
        )

    if likely(odd, even):
        return "utf-16-le"
    return "utf-16-be" if likely(even, odd) else None


def _legacy(data: bytes, declared: str | None) -> Decoded:
    """Bytes that are not all UTF-8: UTF-8 with flaws, what the page declares, or an 8-bit encoding by its look."""
    guess = _eight_bit(data)
    flawed = data.decode("utf-8", "surrogateescape")
    strays = len(re.findall("[\udc80-\udcff]", flawed))
    whole = sum(1 for sign in flawed if ord(sign) > 127) - strays
    if whole > 3 * strays:
        repaired = re.sub(
            "[\udc80-\udcff]", lambda stray: _one(ord(stray[0]) - 0xDC00, guess or "windows-1252"), flawed
        )
        return _clean(
            repaired,
            "utf-8",
            f"{strays} bytes are not UTF-8 and were read as {_label(guess or 'windows-1252')}",
        )
    if declared:
        name = _ALIASES.get(declared.casefold(), declared)
        try:
            if not codecs.lookup(name).name.startswith(("utf-8", "utf-16")) and (
                guess is None or "1252" not in name
            ):
                return _clean(_sloppy(data, name), codecs.lookup(name).name)
        except LookupError:
            pass
    if guess is None:
        raise InputError("the encoding is not known", advice="save the file as UTF-8, or name its encoding")
    return _clean(_sloppy(data, guess), guess)


def _eight_bit(data: bytes) -> str | None:
    """Arabic letters come in runs of high bytes, accents of Western languages come alone."""
    head = data[: 4 * _LOOK]
    runs = [len(run) for run in _HIGH_RUN.findall(head)]
    if not runs or sum(runs) / len(runs) < 2.0:
        return "windows-1252"
    best = max(
        ("windows-1256", "iso-8859-6"), key=lambda name: len(_COMMON.findall(head.decode(name, "ignore")))
    )
    letters = head.decode(best, "ignore")
    high = sum(1 for sign in letters if ord(sign) > 127 and sign.isalpha())
    return best if len(_ARABIC.findall(letters)) >= 0.85 * max(1, high) and _COMMON.search(letters) else None


def _one(byte: int, name: str) -> str:
    return bytes([byte]).decode(name, "replace")


def _sloppy(data: bytes, name: str) -> str:
    return data.decode(name, "replace")


def _label(name: str) -> str:
    return {
        "windows-1256": "Windows-1256",
        "cp1256": "Windows-1256",
        "windows-1252": "Windows-1252",
        "cp1252": "Windows-1252",
    }.get(name, name.upper())


def _clean(text: str, name: str, *notices: str) -> Decoded:
    """Refuse what is binary after all; replace the odd control character, and say so."""
    cleaned, strange = clean(text)
    bad = strange + text.count("\ufffd")
    if bad > 4 and bad > 0.03 * len(text):
        raise InputError("this is not a text", advice="give a text, HTML, Markdown or JSONL file")
    found = list(notices)
    if name != "utf-8":
        found.append(f"read as {_label(name)}")
    if strange:
        found.append(f"{strange} control characters replaced by \ufffd")
    if bad > strange:
        found.append(f"{bad - strange} characters could not be read and stand as \ufffd")
    return Decoded(cleaned, codecs.lookup(name).name, tuple(found))
