"""JSON Lines in, one article out for each line: an object with a headline and a text, or with typed blocks."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate import languages, readers
from translate.errors import InputError
from translate.model import Article, Block, BlockKind, Markup
from translate.text import newspage
from translate.text.markup import safe_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

suffixes = (".jsonl", ".ndjson", ".json")

#: The fields that become blocks above the text, in this order, and their other names.
_HEAD = {
    "site": ("site", "site_name", "publisher"),
    "section": ("section", "category"),
    "headline": ("headline", "title"),
    "subhead": ("subhead", "standfirst", "subtitle", "summary", "description"),
    "date": ("date", "published", "published_at", "datePublished"),
    "byline": ("byline", "author", "authors"),
    "caption": ("caption",),
    "dateline": ("dateline",),
}
_BODY = ("text", "body", "content", "html", "articleBody", "blocks", "paragraphs")
_LANGUAGE = ("language", "lang", "inLanguage")
_NAMES = {"ara": "ar", "arb": "ar", "arabic": "ar", "eng": "en", "english": "en"}
_KNOWN = re.compile(r"\s*\[?\s*\{\s*\"")
_KEY = re.compile(rf"\"(?:{'|'.join([*_HEAD['headline'], *_BODY])})\"\s*:")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_CHUNK = 2**20  # bytes read at once


def looks_like(head: str) -> bool:
    """It begins with an object that has a headline or a text."""
    return bool(_KNOWN.match(head)) and bool(_KEY.search(head))


def read(intake: readers.Intake) -> Iterator[Article | InputError]:
    """An article a line, read as they come; in place of a broken line an InputError that names it. One JSON array is read too.

    `limit` is in bytes of a line, so that an archive of any length can be read.
    """
    count = 0
    for number, place, source in _objects(intake):
        count += 1
        try:
            if isinstance(source, InputError):
                raise source
            yield _Reading(intake, place, f"{intake.id}-{number}" if number else intake.id).article(source)
        except InputError as error:
            yield error
    if not count:
        problem = "there is no article in it" if intake.head else "the file is empty"
        yield InputError(problem, file=intake.source, advice="write one JSON object a line")


def _objects(intake: readers.Intake) -> Iterator[tuple[int, str | None, Any]]:
    """The JSON value of each line with its number, from 1, and its place; or of a whole file, with 0 and no place."""
    start = intake.head.lstrip()
    first, newline, _ = start.partition(b"\n")
    is_wide = b"\0" in intake.head[:200] or intake.head[:2] in (b"\xff\xfe", b"\xfe\xff")
    if (
        is_wide
        or start.startswith(b"[")
        or (newline and start.startswith(b"{") and not _is_json(intake, first))
    ):
        decoded = intake.text()
        try:
            value = json.loads(decoded.text)
        except (ValueError, RecursionError):
            lines: Iterator[tuple[int, bytes | InputError]] = (
                (number, line.encode()) for number, line in enumerate(decoded.text.split("\n"), start=1)
            )
        else:
            if isinstance(value, list):
                yield from ((number, f"article {number}", one) for number, one in enumerate(value, start=1))
            else:
                yield 0, None, value
            return
    else:
        lines = _lines(intake)
    for number, line in lines:
        if isinstance(line, InputError):
            yield number, None, line
        elif line.strip(b" \t\r\n\xef\xbb\xbf\0"):
            yield number, f"line {number}", _value(intake, line, f"line {number}")


def _is_json(intake: readers.Intake, line: bytes) -> bool:
    return not isinstance(_value(intake, line, ""), InputError)


def _lines(intake: readers.Intake) -> Iterator[tuple[int, bytes | InputError]]:
    """Lines with their numbers, never more than `limit` bytes of one in memory."""
    number, rest, is_skipped = 1, b"", False
    chunk = intake.head
    while chunk:
        *whole, last = chunk.split(b"\n")
        for line in whole:
            if not is_skipped:
                yield number, _fitting(intake, rest + line, number)
            number, rest, is_skipped = number + 1, b"", False
        rest = b"" if is_skipped else rest + last
        if len(rest) > intake.limit:
            yield number, _fitting(intake, rest, number)
            rest, is_skipped = b"", True
        chunk = intake.stream.read(_CHUNK)
    if rest:
        yield number, rest


def _fitting(intake: readers.Intake, line: bytes, number: int) -> bytes | InputError:
    if len(line) <= intake.limit:
        return line
    problem = f"the line is longer than {intake.limit / 2**20:.4g} MiB"
    return InputError(problem, file=intake.source, place=f"line {number}", advice="split it, or allow more")


def _value(intake: readers.Intake, line: bytes, place: str) -> Any:
    """The value of a line, or an InputError that says where it breaks off."""
    try:
        return json.loads(intake.decode(line, place=place).text)
    except json.JSONDecodeError as error:
        problem = f"this is not JSON: {error.msg.lower()} (column {error.colno})"
    except RecursionError:
        problem = "this JSON is nested too deep"
    except ValueError as error:
        problem = f"this is not JSON: {error}"
    except InputError as error:
        return error
    return InputError(problem, file=intake.source, place=place, advice="write one JSON object a line")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One object on its way to an article; what is wrong with it is told with file and line."""

    intake: readers.Intake
    place: str | None
    name: str

    def fail(self, problem: str, advice: str) -> InputError:
        return InputError(problem, file=self.intake.source, place=self.place, advice=advice)

    def article(self, source: Any) -> Article:
        """The article of an object; raises InputError for one without text, or with a field of the wrong kind."""
        if not isinstance(source, dict):
            raise self.fail(
                f"{_what(source)} is no article", 'give an object such as {"headline": "…", "text": "…"}'
            )
        left = {key: value for key, value in source.items() if value not in (None, "", [], {})}
        told = {kind: self._first(left, names, kind) for kind, names in _HEAD.items()}
        language = self._language(left)
        name = self._string(left.pop("id"), "id") if "id" in left else self.name
        body = self._body(left)
        metadata = {
            key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for key, value in left.items()
        }
        if _ISO_DATE.fullmatch(told["date"].strip()):
            metadata["date"] = told.pop("date").strip()
        return readers.article(
            self.intake,
            _numbered(
                [Block("", BlockKind(kind), text.strip()) for kind, text in told.items() if text.strip()],
                body,
            ),
            format="jsonl",
            id=name,
            language=language,
            metadata=metadata,
            place=self.place,
        )

    def _first(self, left: dict[str, Any], names: Sequence[str], kind: str) -> str:
        """The text of the first field of that kind; the others stay where they are."""
        for name in names:
            if name in left:
                value = left.pop(name)
                if kind == "byline" and isinstance(value, list):
                    value = ", ".join(self._string(part, name) for part in value)
                return self._string(value, name)
        return ""

    def _string(self, value: Any, name: str) -> str:
        if (
            isinstance(value, (int, float))
            and not isinstance(value, bool)
            and name in ("id", "date", "published")
        ):
            value = str(value)
        if not isinstance(value, str):
            raise self.fail(f"{name!r} is {_what(value)}, not a text", "write it in quotes")
        return readers.cleaned(value)

    def _language(self, left: dict[str, Any]) -> str | None:
        name = self._first(left, _LANGUAGE, "language").strip()
        if not name:
            return None
        try:
            return languages.language(_NAMES.get(name.casefold(), name)).code
        except InputError as error:
            raise self.fail(str(error), "leave it out to have it found") from None

    def _body(self, left: dict[str, Any]) -> list[Block]:
        """The blocks of the text, in whichever field it is."""
        for name in _BODY:
            value = left.pop(name, None)
            if isinstance(value, str):
                return self._from_text(readers.cleaned(value), is_html=name == "html")
            if isinstance(value, list):
                return [self._block(part, f"{name}[{index}]") for index, part in enumerate(value)]
            if value is not None:
                raise self.fail(f"{name!r} is {_what(value)}, not a text", "write it in quotes")
        return []

    def _from_text(self, text: str, *, is_html: bool) -> list[Block]:
        if is_html or readers.reader("html").looks_like(text):
            try:
                return list(readers.read_text(text, format="html").blocks)
            except InputError:
                return []
        return [Block("", BlockKind(piece.role), piece.text) for piece in newspage.pieces(text)]

    def _block(self, part: Any, name: str) -> Block:
        """A block of a list: a text alone, or kind, text, level and markup."""
        if isinstance(part, str):
            return Block("", BlockKind.PARAGRAPH, readers.cleaned(part).strip())
        if not isinstance(part, dict):
            raise self.fail(
                f"{name} is {_what(part)}, not a block", 'write {"kind": "paragraph", "text": "…"}'
            )
        kind = part.get("kind", "paragraph")
        if kind not in list(BlockKind):
            raise self.fail(f"{name} is of no known kind: {kind!r}", f"use one of {', '.join(BlockKind)}")
        text = self._string(part.get("text", ""), f"{name}.text")
        level = part.get("level", 0)
        if not isinstance(level, int) or isinstance(level, bool) or not 0 <= level <= 99:
            raise self.fail(f"{name}.level is no number from 0 to 99", "leave it out")
        entries = part.get("markup") or []
        if not isinstance(entries, list):
            raise self.fail(
                f"{name}.markup is {_what(entries)}, not a list",
                "give tag, start, end (characters) and attributes",
            )
        markup = tuple(mark for entry in entries if (mark := self._mark(entry, text, name)))
        return Block(str(part.get("id", "")), BlockKind(kind), text, markup, level)

    def _mark(self, entry: Any, text: str, name: str) -> Markup | None:
        """Markup over a block; what is unsafe is left out, what lies outside of the text is an error."""
        tag, start, end, attributes = _mark_fields(entry)
        if not 0 <= start < end <= len(text):
            raise self.fail(
                f"{name}.markup does not fit its text", "give tag, start, end (characters) and attributes"
            )
        kept = safe_attributes(tag, attributes)
        return None if kept is None else Markup(tag, start, end, kept)


def _mark_fields(entry: Any) -> tuple[str, int, int, list[tuple[str, str]]]:
    """Tag, start, end and attributes of markup; a place that cannot be where they are not of their kinds."""
    fields = entry if isinstance(entry, dict) else {}
    tag, start, end, attributes = (
        fields.get("tag"),
        fields.get("start"),
        fields.get("end"),
        fields.get("attributes") or {},
    )
    are_texts = isinstance(attributes, dict) and all(isinstance(value, str) for value in attributes.values())
    if not (isinstance(tag, str) and type(start) is int and type(end) is int and are_texts):
        return "", -1, -1, []
    return tag, start, end, list(attributes.items())


def _numbered(head: list[Block], body: list[Block]) -> tuple[Block, ...]:
    """All blocks in order; a headline that the text repeats is marked, and ids are kept where each block has its own."""
    found = [*head, *body]
    kinds: list[str | None] = [block.kind.value for block in found]
    title = next((block.text for block in head if block.kind is BlockKind.HEADLINE), None)
    if title is not None:
        for place, block in enumerate(body, start=len(head)):
            if block.kind is BlockKind.HEADLINE and block.text != title:
                kinds[place] = BlockKind.SUBHEAD if block.level else BlockKind.PARAGRAPH
    pieces = newspage.assign([block.text for block in found], kinds)
    ids = [block.id for block in body]
    is_own = not head and all(ids) and len(set(ids)) == len(ids)
    names = ids if is_own else [f"b{place}" for place in range(1, len(found) + 1)]
    return tuple(
        Block(
            names[place],
            BlockKind(piece.role),
            block.text,
            block.markup,
            block.level,
            None if piece.repeats is None else names[piece.repeats],
        )
        for place, (block, piece) in enumerate(zip(found, pieces, strict=True))
        if block.text.strip()
    )


def _what(value: Any) -> str:
    """What a JSON value is, in a word."""
    names = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), "nothing") if value is not None else "nothing"
