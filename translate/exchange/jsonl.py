"""JSON lines: an object a unit, with everything that a record holds; out, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, BinaryIO

from translate.errors import InputError
from translate.exchange import STATES, Code, Record, Suggestion, limited, lines, version_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

suffixes = (".jsonl", ".ndjson")
keeps_codes = True

_TEXTS = (
    "article",
    "source_language",
    "target_language",
    "origin",
    "previous_source",
    "author",
    "changed",
    "desk",
)
_KNOWN = {field.name: field.default for field in fields(Record)}


def write(records: Iterable[Record], stream: BinaryIO) -> None:
    """One object a line; what is empty is left out."""
    for record in records:
        value = {
            name: item
            for name, item in asdict(record).items()
            if name in ("id", "source", "target", "state", "source_language", "target_language")
            or item != _KNOWN[name]
        }
        stream.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def read(stream: BinaryIO, file: str) -> Iterator[Record]:
    """A record an object; `id`, `source` and `target` are wanted, unknown keys passed over. Raises InputError with the line."""
    for number, line in enumerate(lines(stream, file), 1):
        if not line.strip():
            continue
        place = f"{file}:{number}"
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"not JSON: {error}", file=place, advice="give one object a line") from None
        if not isinstance(value, dict):
            raise InputError("not an object", file=place, advice="give one object a line")
        yield _record(value, place)


def _record(value: dict[str, Any], place: str) -> Record:
    for name in ("id", "source", "target"):
        if name not in value:
            raise InputError(f"no {name}", file=place, advice="give id, source and target")
    version = value.get("version")
    if version is not None and (type(version) is not int or version_of(str(version)) is None):
        raise InputError("version is not a number", file=place)
    state = value.get("state")
    target = limited(_text(value, "target", place), place, "target")
    return Record(
        id=_text(value, "id", place),
        source=limited(_text(value, "source", place), place, "source"),
        target=target,
        state=state if state in STATES else ("edited" if target else "new"),
        version=version,
        **{name: _text(value, name, place) for name in _TEXTS if name in value},
        source_codes=_codes(value, "source", place),
        target_codes=_codes(value, "target", place),
        notes=tuple(str(note) for note in _list(value, "notes", place)),
        terms=_terms(value, place),
        matches=_matches(value, place),
        previous=_text(value, "previous", place) if value.get("previous") is not None else None,
        next=_text(value, "next", place) if value.get("next") is not None else None,
    )


def _text(value: dict[str, Any], name: str, place: str) -> str:
    found = value[name]
    if not isinstance(found, str):
        raise InputError(f"{name} is not a text", file=place)
    if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in found):
        raise InputError(f"{name} holds NUL, or half a character", file=place, advice="write it as UTF-8")
    return found


def _list(value: dict[str, Any], name: str, place: str) -> list[Any]:
    found = value.get(name, [])
    if not isinstance(found, list):
        raise InputError(f"{name} is not a list", file=place)
    return found


def _terms(value: dict[str, Any], place: str) -> tuple[tuple[str, str], ...]:
    found = []
    for pair in _list(value, "terms", place):
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(side, str) for side in pair)):
            raise InputError("a term that is no pair of texts", file=place)
        found.append((pair[0], pair[1]))
    return tuple(found)


def _matches(value: dict[str, Any], place: str) -> tuple[Suggestion, ...]:
    found = []
    for match in _list(value, "matches", place):
        try:
            found.append(Suggestion(str(match["source"]), str(match["target"]), int(match["score"])))
        except (KeyError, TypeError, ValueError, OverflowError):
            raise InputError("a match without source, target and score", file=place) from None
    return tuple(found)


def _codes(value: dict[str, Any], side: str, place: str) -> tuple[Code, ...]:
    found = []
    for item in _list(value, f"{side}_codes", place):
        try:
            code = Code(
                int(item["start"]),
                int(item["end"]),
                str(item["opening"]),
                str(item.get("closing", "")),
                str(item.get("type", "")),
            )
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            raise InputError(f"a code of the {side} that is none", file=place) from None
        if not 0 <= code.start <= code.end <= len(value[side]):
            raise InputError(f"a code outside the {side}", file=place)
        found.append(code)
    return tuple(found)
