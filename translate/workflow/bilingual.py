"""A file of pairs goes in (TSV, JSON of a draft, JSON lines, XLIFF, PO, or a plain article); its pairs come out, and the file with other targets."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.errors import InputError
from translate.languages import KNOWN, other
from translate.text.decode import decode
from translate.workflow.recheck import Pair, direction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Bytes of a file that is read whole.
LARGEST = 256 * 1024 * 1024
_XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mxliff", ".mqxliff")


@dataclass(frozen=True, slots=True)
class Place:
    """A pair, the line (or the number) where it stands, and the characters of that line before its target (None where lines mean nothing)."""

    pair: Pair
    row: int
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Bilingual:
    """What a file holds. `written` makes the file anew with other targets, by pair id; `is_alone` where there are no sources."""

    file: str
    format: str
    places: tuple[Place, ...]
    written: Callable[[Mapping[str, str]], bytes]
    is_alone: bool = False


def read_bytes(name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`; raises InputError."""
    try:
        if name == "-":
            return sys.stdin.buffer.read()
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"cannot be read ({reason})", file=name, advice="give a file of pairs") from error


def read(name: str, data: bytes, *, source: str | None = None, target: str | None = None) -> Bilingual:
    """The pairs of a file, by its suffix and what it holds; languages are found unless given. Raises InputError with the place."""
    if len(data) > LARGEST:
        raise InputError("too large", file=name, advice=f"give a file of at most {LARGEST // 2**20} MiB")
    suffix = Path(name).suffix.lower()
    head = data[:400].lstrip(b"\xef\xbb\xbf \r\n\t")
    if suffix in _XLIFF or (head.startswith(b"<") and b"<xliff" in data[:2000]):
        return _xliff(name, data, source, target)
    text = _decoded(name, data)
    if suffix in (".po", ".pot"):
        return _po(name, text, source, target)
    if suffix in (".json", ".jsonl", ".ndjson"):
        return _json(name, text, source, target, lines=suffix != ".json")
    if suffix == ".tsv" or (suffix not in (".html", ".htm", ".md", ".docx") and "\t" in text):
        return _tsv(name, text, source, target)
    if not suffix and not text.strip():
        return _tsv(name, "", source, target)
    return _article(name, data, source or target)


def _decoded(name: str, data: bytes) -> str:
    try:
        return decode(data).text if data.strip() else ""
    except InputError as error:
        raise InputError("its encoding is not known", file=name, advice="save the file as UTF-8") from error


def _tsv(name: str, text: str, source: str | None, target: str | None) -> Bilingual:
    """Rows `source<TAB>target`; a row of the corpus (article, kind, origin, English, Arabic) is read too. A first row that names its columns is none."""
    lines = text.split("\n")
    places: list[Place] = []
    default = _main_language(lines)
    for number, line in enumerate(lines, 1):
        line = line.removesuffix("\r")
        if not line.strip():
            continue
        cells = line.split("\t")
        if number == 1 and [cell.strip().lower() for cell in cells[:2]] in (
            ["source", "target"],
            ["en", "ar"],
            ["ar", "en"],
        ):
            continue
        if len(cells) == 5 and cells[2] in KNOWN:
            one, two = (cells[3], cells[4]) if cells[2] == "en" else (cells[4], cells[3])
            column = len("\t".join(cells[:4])) + 1 if cells[2] == "en" else len("\t".join(cells[:3])) + 1
        elif len(cells) >= 2:
            one, two, column = cells[0], cells[1], len(cells[0]) + 1
        else:
            raise InputError(
                "no tab in the row", file=name, place=f"line {number}", advice="write source, tab, target"
            )
        languages = direction(one, two, from_=source, to=target, default=default)
        places.append(Place(Pair(str(number), one, two, *languages), number, column))

    def written(targets: Mapping[str, str]) -> bytes:
        made = list(lines)
        for place in places:
            new = targets.get(place.pair.id, place.pair.target)
            line, start = made[place.row - 1], place.column or 0
            if line[start : start + len(place.pair.target)] == place.pair.target:
                made[place.row - 1] = line[:start] + new + line[start + len(place.pair.target) :]
        return "\n".join(made).encode()

    return Bilingual(name, "tsv", tuple(places), written)


def _main_language(lines: list[str]) -> str:
    """The language of most sources; a row of figures alone takes it."""
    arabic = sum(
        any("\u0620" <= sign <= "\u064a" for sign in line.partition("\t")[0]) for line in lines[:500]
    )
    return "ar" if 2 * arabic > min(len(lines), 500) else "en"


def _json(name: str, text: str, source: str | None, target: str | None, *, lines: bool) -> Bilingual:
    """A drafted article (translate draft --format json), a list of objects, or an object a line, with `source` and `target`."""
    try:
        if lines:
            value: Any = [json.loads(line) for line in text.split("\n") if line.strip()]
        else:
            value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}", file=name, advice="give what translate draft wrote") from None
    drafts = [value] if isinstance(value, dict) else value
    if not isinstance(drafts, list):
        raise InputError("no segments in it", file=name, advice="give what translate draft wrote")
    places: list[Place] = []
    holders: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for draft in drafts:
        if not isinstance(draft, dict):
            raise InputError("no segments in it", file=name, advice="give what translate draft wrote")
        segments = draft["segments"] if isinstance(draft.get("segments"), list) else [draft]
        own = source or draft.get("source_language"), target or draft.get("target_language")
        for segment in segments:
            one = segment.get("source") if isinstance(segment, dict) else None
            two = segment.get("target") if isinstance(segment, dict) else None
            if not isinstance(one, str) or not isinstance(two, str | None):
                raise InputError(
                    "a segment without source and target",
                    file=name,
                    place=f"segment {len(places) + 1}",
                    advice="give what translate draft wrote",
                )
            from_, to = (code if isinstance(code, str) and code in KNOWN else None for code in own)
            identity = str(segment.get("id", len(places) + 1))
            key = (
                identity
                if all(place.pair.id != identity for place in places[-1000:])
                else f"{identity}#{len(places) + 1}"
            )
            places.append(
                Place(
                    Pair(key, one, two or "", *direction(one, two or "", from_=from_, to=to)), len(places) + 1
                )
            )
            holders.append((draft, segment))

    def written(targets: Mapping[str, str]) -> bytes:
        for place, (draft, segment) in zip(places, holders, strict=True):
            new = targets.get(place.pair.id, place.pair.target)
            if new == place.pair.target:
                continue
            segment["target"] = new
            for block in draft.get("blocks", ()):
                if (
                    isinstance(block, dict)
                    and block.get("id") == segment.get("block")
                    and isinstance(block.get("target"), str)
                ):
                    block["target"] = block["target"].replace(place.pair.target, new, 1)
        if lines:
            return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in value).encode(
                "utf-8", "replace"
            )
        return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")

    return Bilingual(name, "json", tuple(places), written)


def _po(name: str, text: str, source: str | None, target: str | None) -> Bilingual:
    """The messages of a PO file that are in use; plural messages are pairs of their own."""
    import polib

    try:
        file = polib.pofile(text if "\n" in text else text + "\n")
    except (OSError, ValueError, UnicodeDecodeError, AttributeError, IndexError) as error:
        raise InputError(f"not a PO file: {error}", file=name, advice="give a file of gettext") from None
    if not len(file) and not file.metadata and text.strip():
        raise InputError("no message is in it", file=name, advice="give a file of gettext")
    told = str(file.metadata.get("Language", "")).lower().replace("_", "-").split("-")[0]
    to = target or (told if told in KNOWN else None)
    places: list[Place] = []
    holders: dict[str, tuple[Any, int | None]] = {}
    for entry in file:
        if entry.obsolete:
            continue
        forms: list[tuple[str, str, int | None]] = (
            [
                (entry.msgid if form == 0 else entry.msgid_plural, made, form)
                for form, made in sorted(entry.msgstr_plural.items())
            ]
            if entry.msgid_plural
            else [(entry.msgid, entry.msgstr, None)]
        )
        for one, two, form in forms:
            key = str(len(places) + 1)
            places.append(
                Place(
                    Pair(
                        key,
                        one,
                        two,
                        *direction(one, two, from_=source or (other(to).code if to else None), to=to),
                    ),
                    entry.linenum,
                )
            )
            holders[key] = (entry, form)

    def written(targets: Mapping[str, str]) -> bytes:
        for key, (entry, form) in holders.items():
            if key in targets:
                if form is None:
                    entry.msgstr = targets[key]
                else:
                    entry.msgstr_plural[form] = targets[key]
        return str(file).encode()

    return Bilingual(name, "po", tuple(places), written)


def _xliff(name: str, data: bytes, source: str | None, target: str | None) -> Bilingual:
    """The units of XLIFF 1.2 or 2.x; inline codes are left out of the texts, and a target with codes is not rewritten."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"not XLIFF: {error}", file=name, advice="give a well-formed file") from None
    if etree.QName(root).localname != "xliff":
        raise InputError("not XLIFF", file=name, advice="give a file whose root is xliff")
    places: list[Place] = []
    holders: dict[str, Any] = {}
    for element in root.iter("{*}trans-unit", "{*}segment"):
        one, two = element.find("{*}source"), element.find("{*}target")
        if one is None:
            raise InputError(
                "a unit without source",
                file=name,
                place=f"line {element.sourceline}",
                advice="give a whole file",
            )
        texts = (
            "".join(map(str, one.itertext())),
            "".join(map(str, two.itertext())) if two is not None else "",
        )
        holder = element.getparent()
        identity = (
            element.get("id") or (holder.get("id") if holder is not None else None) or str(len(places) + 1)
        )
        key = identity if identity not in holders else f"{identity}#{len(places) + 1}"
        languages = [
            source or _language(element, "source-language", "srcLang"),
            target or _language(element, "target-language", "trgLang"),
        ]
        places.append(
            Place(
                Pair(key, *texts, *direction(*texts, from_=languages[0], to=languages[1])),
                int(element.sourceline or len(places) + 1),  # type: ignore[arg-type]
            )
        )
        holders[key] = two

    def written(targets: Mapping[str, str]) -> bytes:
        for key, element in holders.items():
            if key in targets and element is not None and not len(element):
                element.text = targets[key]
        return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8"))

    return Bilingual(name, "xliff", tuple(places), written)


def _language(element: Any, *names: str) -> str | None:
    """The language of the nearest element around that names one, or None."""
    while element is not None:
        for attribute in names:
            code = (element.get(attribute) or "").lower().split("-")[0]
            if code in KNOWN:
                return code
        element = element.getparent()
    return None


def _article(name: str, data: bytes, language: str | None) -> Bilingual:
    """An article in one language: its blocks are checked by themselves, what needs a source is left out."""
    from translate import readers

    suffix = {"": "txt", ".htm": "html", ".md": "markdown"}.get(
        Path(name).suffix.lower(), Path(name).suffix.lower()[1:]
    )
    text = decode(data).text
    article = readers.read_text(
        text, format=suffix if suffix in ("html", "markdown", "txt") else "txt", language=language
    )
    code = article.language
    places = tuple(
        Place(Pair(block.id, "", block.text, other(code).code, code), number)
        for number, block in enumerate(article.blocks, 1)
        if block.text.strip()
    )

    def written(targets: Mapping[str, str]) -> bytes:
        made = text
        for place in places:
            if place.pair.id in targets:
                made = made.replace(place.pair.target, targets[place.pair.id], 1)
        return made.encode()

    return Bilingual(name, "article", places, written, is_alone=True)
