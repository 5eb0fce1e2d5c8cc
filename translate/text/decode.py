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
_ARTICLE = re.compile(r"(?<!\w)ال")
_HIGH_RUN = re.compile(b"[\x80-\xff]+")
_STRAY = re.compile("[\udc80-\udcff]")
_LOOK = 65_536  # bytes looked at
#: What browsers read for these names (WHATWG Encoding Standard, 4.2).
_ALIASES = dict.fromkeys(
    ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso8859-1"), "windows-1252"
)
#: Encodings that a page may declare; the rest of Python's (utf-7, idna, unicode-escape) are no encodings of pages.
_DECLARABLE = ("cp125", "cp720", "cp864", "iso8859", "koi8", "mac-")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding it was in (such as `utf-8`, `windows-1256`, `utf-16-le`), and one sentence for each thing a reader should know."""

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
            return _clean(data[len(bom) :].decode(name, "replace"), name)
    if wide := _wide(data):
        return _clean(data.decode(wide, "replace"), wide)
    for errors in ("strict", "surrogatepass"):
        try:
            return _clean(data.decode("utf-8", errors), "utf-8")
        except UnicodeDecodeError:
            continue
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


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is 0 (English) or 6 (Arabic), bytes that no other text has."""
    head = data[: _LOOK & ~1]
    even, odd = head[0::2], head[1::2]

    def are(high: bytes, low: bytes) -> bool:
        known = high.count(0) + high.count(6)
        return known >= 0.8 * len(high) and low.count(0) <= 0.02 * len(low) and len(set(low)) > len(set(high))

    if len(head) < 4 or not (are(odd, even) or are(even, odd)):
        return None
    return "utf-16-le" if are(odd, even) else "utf-16-be"


def _legacy(data: bytes, declared: str | None) -> Decoded:
    """Bytes that are not all UTF-8: UTF-8 with flaws, what the page declares, or an 8-bit encoding by its look."""
    flawed = data.decode("utf-8", "surrogateescape")
    strays = len(_STRAY.findall(flawed))
    if sum(sign > "\x7f" for sign in flawed) - strays > strays:
        name = "windows-1256" if _ARABIC.search(flawed) else "windows-1252"
        repaired = _STRAY.sub(lambda stray: _stray(ord(stray[0]) - 0xDC00, name), flawed)
        return _clean(repaired, "utf-8", f"bytes that are not UTF-8: {strays}, read as {_LABELS[name]}")
    guess = _eight_bit(data)
    name = _declared(declared, guess) or guess or ""
    if not name:
        raise InputError("its encoding is not known", advice="save the file as UTF-8, or name the encoding")
    return _clean(data.decode(name, "replace"), name)


def _stray(byte: int, name: str) -> str:
    """One byte that is not UTF-8: a quotation mark or a letter of an 8-bit encoding; in Arabic text, half of a letter is none."""
    is_half = name == "windows-1256" and byte >= 0xC0
    return "\ufffd" if is_half else bytes([byte]).decode(name, "replace")


def _declared(declared: str | None, guess: str | None) -> str | None:
    """The encoding that a page declares, where it can be one; Arabic letters are believed before windows-1252."""
    if not declared:
        return None
    name = _ALIASES.get(declared.casefold(), declared)
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    is_contradicted = known == "cp1252" and guess != "windows-1252"
    return name.casefold() if known.startswith(_DECLARABLE) and not is_contradicted else None


def _eight_bit(data: bytes) -> str | None:
    """Arabic letters come in runs of high bytes, accents of Western languages come alone."""
    head = data[: 4 * _LOOK]
    runs = [len(run) for run in _HIGH_RUN.findall(head)]
    if sum(runs) < 2.0 * len(runs):
        return "windows-1252"
    decoded = {name: head.decode(name, "replace") for name in ("windows-1256", "iso-8859-6")}
    name, text = max(decoded.items(), key=lambda item: _arabic_looks(item[1]))
    high = sum(sign > "\x7f" and (sign.isalpha() or sign == "\ufffd") for sign in text)
    return name if _COMMON.search(text) and len(_ARABIC.findall(text)) >= 0.85 * high else None


def _arabic_looks(text: str) -> int:
    """How many letters are common in Arabic, and how many words have its article."""
    return len(_COMMON.findall(text)) + 2 * len(_ARTICLE.findall(text))


_LABELS = {"windows-1256": "Windows-1256", "windows-1252": "Windows-1252"}


def _clean(text: str, name: str, *notices: str) -> Decoded:
    """Refuse what is binary after all; replace the odd control character, and say so."""
    unread = text.count("\ufffd")
    cleaned, strange = clean(text)
    if unread + strange > 4 and unread + strange > 0.03 * len(text):
        raise InputError("this is not a text", advice="give a text, HTML, Markdown or JSONL file")
    name = {"cp1256": "windows-1256", "cp1252": "windows-1252", "iso8859-6": "iso-8859-6"}.get(name, name)
    found = list(notices)
    if name != "utf-8":
        found.append(f"read as {_LABELS.get(name, name.upper())}")
    if strange:
        found.append(f"control characters replaced by \ufffd: {strange}")
    if unread:
        found.append(f"characters that cannot be read and stand as \ufffd: {unread}")
    return Decoded(cleaned, name, tuple(found))
