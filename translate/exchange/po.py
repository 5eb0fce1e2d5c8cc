"""PO of gettext, through polib: the unit's id is the context, states stand as flags and `nt:` comments; out, and back."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from translate import __version__
from translate.errors import InputError
from translate.exchange import Record, limited, one_direction, version_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

suffixes = (".po", ".pot")
keeps_codes = False

#: Unicode CLDR 46, plural rules, as gettext writes them.
_PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "en": "nplurals=2; plural=(n != 1);",
}
_FUZZY = ("drafted", "changes_requested", "stale", "quarantined")
_MARKS = {
    "drafted": "nt:mt",
    "changes_requested": "nt:rework",
    "stale": "nt:stale",
    "quarantined": "nt:quarantined",
    "reviewed": "nt:reviewed",
    "final": "nt:final",
}
_STATES = {mark: state for state, mark in _MARKS.items()} | {"nt:tm": "drafted"}
_LINE = re.compile(
    r'(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?|domain)\s+)?"(?:[^"\\]|\\.)*"'
)  # what is no comment
#: The encoding that the header declares; a template has the word CHARSET there.
_CHARSET = re.compile(r"charset=([\w.:-]{1,40})")
_CONTROL = re.compile("[\x00-\x07\x0e-\x1f\x7f]")
#: Bytes as `msgcat --escape` writes them; a backslash that is escaped itself stands before no number.
_ESCAPED = re.compile(rb"((?<!\\)(?:\\\\)*)((?:\\[0-7]{3}|\\x[0-9A-Fa-f]{2})+)")
_BYTE = re.compile(rb"\\(?:([0-7]{3})|x(..))")
_STILL_ESCAPED = {0: b"\\000", 10: b"\\n", 13: b"\\r", 34: b'\\"', 92: b"\\\\"}


def write(records: Iterable[Record], stream: BinaryIO) -> None:
    """An entry a record. Raises InputError where the records have more than one pair of languages."""
    import polib

    units = list(one_direction(records, "PO"))
    if not units:
        raise InputError("no unit to export", advice="name an article that has units")
    catalogue = polib.POFile(wrapwidth=0, encoding="utf-8")
    language = units[0].target_language
    changed = max((record.changed for record in units), default="")[:16].replace("T", " ")
    catalogue.metadata = {
        "Project-Id-Version": f"dragoman {__version__}",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": f"{changed or '1970-01-01 00:00'}+0000",
        "PO-Revision-Date": f"{changed or '1970-01-01 00:00'}+0000",
        "Last-Translator": "Dragoman",
        "Language-Team": "Dragoman",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _PLURALS.get(language.partition("-")[0], _PLURALS["en"]),
        "X-Source-Language": units[0].source_language,
    }
    for record in units:
        catalogue.append(_entry(record))
    stream.write(str(catalogue).encode("utf-8", "replace") + b"\n")


def _entry(record: Record) -> Any:
    import polib

    source, target = _edges(record.source), _edges(record.target)
    told = []
    if record.version is not None:
        told.append(f"nt:version {record.version}")
    if record.state in _MARKS:
        told.append(
            "nt:tm" if record.state == "drafted" and record.origin == "memory" else _MARKS[record.state]
        )
    for name, value in (
        ("article", record.article),
        ("origin", record.origin),
        ("author", record.author),
        ("changed", record.changed),
    ):
        if value:
            told.append(f"nt:{name} {_line(value)}")
    edges = [len(found[side]) for found in (source, target) for side in (0, 2)]
    if any(edges):  # msgfmt wants the line ends at the edges of both texts alike
        told.append(f"nt:line-ends {' '.join(map(str, edges))}")
    told += [f"term: {_line(one)} = {_line(other)}" for one, other in record.terms]
    told += [_line(note) for note in record.notes]
    entry = polib.POEntry(
        msgctxt=record.id,
        msgid=source[1],
        msgstr=target[1],
        comment="\n".join(told),
        flags=["fuzzy"] if record.state in _FUZZY and record.target else [],
    )
    if record.previous_source:
        entry.previous_msgctxt, entry.previous_msgid = record.id, record.previous_source
    return entry


def _edges(text: str) -> tuple[str, str, str]:
    """The line ends before a text, the text, and the line ends behind it."""
    inner = text.lstrip("\n")
    bare = inner.rstrip("\n")
    return text[: len(text) - len(inner)], bare, inner[len(bare) :]


def _line(text: str) -> str:
    return _CONTROL.sub(" ", " ".join(text.split()))


def read(stream: BinaryIO, file: str) -> Iterator[Record]:
    """The entries of a catalogue, obsolete ones left out. Raises InputError with the line."""
    import polib

    data = _unescaped(whole(stream, file))
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: {error}", file=file, advice="save it as UTF-8") from None
    if "\0" in text:
        raise InputError("holds a NUL character", file=file, advice="export the file again")
    if b"msgid" not in data:
        raise InputError("not a PO file", file=file, advice="give a file with msgid and msgstr")
    for number, line in enumerate(text.split("\n"), 1):
        plain = line.strip(" \t\r\f\v")
        if plain and not plain.startswith("#") and not _LINE.fullmatch(plain):
            raise InputError(
                f"not a PO file: {plain[:60]!r}", file=f"{file}:{number}", advice="check it with msgfmt -c"
            )
    with (
        tempfile.TemporaryDirectory() as folder
    ):  # a text that polib is given is cut at U+2028 too, a file is not
        copy = Path(folder) / "catalogue.po"
        copy.write_bytes(data.removeprefix(b"\xef\xbb\xbf"))
        try:
            catalogue = polib.pofile(str(copy), encoding="utf-8", wrapwidth=0)
        except (OSError, ValueError, IndexError, KeyError, AttributeError, UnicodeError) as error:
            problem = str(error).replace(str(copy), "").strip() or "broken"
            raise InputError(
                f"not a PO file: {problem}", file=file, advice="check it with msgfmt -c"
            ) from None
    declared = _CHARSET.search(catalogue.metadata.get("Content-Type", ""))
    if declared and not text.isascii() and declared[1].lower() not in ("utf-8", "utf8", "charset"):
        raise InputError(
            f"declares {declared[1]}, but is written in UTF-8", file=file, advice="correct its Content-Type"
        )
    target_language = catalogue.metadata.get("Language", "")
    source_language = catalogue.metadata.get("X-Source-Language", "")
    for entry in catalogue:
        if not entry.obsolete:
            yield _record(entry, source_language, target_language, file)


def _unescaped(data: bytes) -> bytes:
    """The catalogue with bytes for their numbers, which polib would leave as they are written."""
    if not _ESCAPED.search(data):
        return data

    def byte(found: re.Match[bytes]) -> bytes:
        number = int(found[1], 8) & 0xFF if found[1] else int(found[2], 16)
        return _STILL_ESCAPED.get(number) or bytes([number])

    def letters(found: re.Match[bytes]) -> bytes:
        return found[1] + _BYTE.sub(byte, found[2])

    return b"\n".join(
        line if line.startswith(b"#") else _ESCAPED.sub(letters, line) for line in data.split(b"\n")
    )


def _record(entry: Any, source_language: str, target_language: str, file: str) -> Record:
    place = f"line {entry.linenum}"
    told, notes, terms = dict[str, str](), list[str](), list[tuple[str, str]]()
    state = ""
    for line in (entry.comment or "").splitlines():
        name, _, value = line.partition(" ")
        if name in _STATES:
            state = _STATES[name]
        elif name.startswith("nt:"):
            told[name] = value
        elif name == "term:" and " = " in value:
            one, _, other = value.partition(" = ")
            terms.append((one, other))
        else:
            notes.append(line)
    edges = [
        int(count) if count.isdigit() and len(count) < 4 else 0
        for count in told.get("nt:line-ends", "").split()
    ]
    if len(edges) != 4:
        edges = [0, 0, 0, 0]
    target = "\n" * edges[2] + (entry.msgstr or "") + "\n" * edges[3]
    fuzzy = "fuzzy" in entry.flags
    if fuzzy:
        state = state if state in _FUZZY else "drafted"
    elif target:
        state = state if state in ("reviewed", "final") else "edited"
    else:
        state = state if state in ("changes_requested", "stale", "quarantined") else "new"
    version = told.get("nt:version", "")
    return Record(
        id=entry.msgctxt or "",
        source=limited("\n" * edges[0] + (entry.msgid or "") + "\n" * edges[1], file, place),
        target=limited(target, file, place),
        state=state,
        version=version_of(version),
        article=told.get("nt:article", ""),
        source_language=source_language or "en",
        target_language=target_language or "ar",
        origin=told.get("nt:origin", ""),
        notes=tuple(notes),
        terms=tuple(terms),
        previous_source=entry.previous_msgid or "",
        author=told.get("nt:author", ""),
        changed=told.get("nt:changed", ""),
    )
