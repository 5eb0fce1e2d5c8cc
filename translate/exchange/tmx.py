"""TMX 1.4b (LISA OSCAR, level 2): translation units with their inline codes out, and back; a stream of any length, with flat memory."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

from translate import __version__
from translate.errors import InputError
from translate.exchange import STATES, Code, Collector, Record, character, limited, pieces, pull, version_of
from translate.languages import KNOWN
from translate.text.inline import tokens, writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

suffixes = (".tmx",)
keeps_codes = True

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CHARACTER = re.compile(r"x-cp-([0-9A-Fa-f]{1,6})")
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?")


def write(records: Iterable[Record], stream: BinaryIO) -> None:
    """A `tu` a record, with a `tuv` a language; a unit without a target has one."""
    from lxml import etree

    rest = iter(records)
    first = next(rest, None)
    if first is None:
        raise InputError("no unit to export", advice="name an article that has units")
    header = {
        "creationtool": "dragoman",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "dragoman",
        "adminlang": "en",
        "srclang": first.source_language,
        "datatype": "plaintext",
    }
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        xml.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with xml.element("tmx", {"version": "1.4"}):
            xml.write(etree.Element("header", header))
            with xml.element("body"):
                for record in chain((first,), rest):
                    xml.write(_unit(record))
                    xml.write("\n")
        xml.flush()


def _unit(record: Record) -> Any:
    from lxml import etree

    unit = etree.Element("tu", {"srclang": record.source_language})
    if record.id:
        unit.set("tuid", writable(record.id))
    if (found := _ISO.match(record.changed)) is not None:
        year, month, day, hour, minute, second = found.groups(default="00")
        unit.set("changedate", f"{year}{month}{day}T{hour}{minute}{second}Z")
    if record.author:
        unit.set("changeid", writable(record.author))
    for note in record.notes:
        etree.SubElement(unit, "note").text = writable(note)
    told: dict[str, str | None] = {
        "x-state": record.state,
        "x-version": "" if record.version is None else str(record.version),
        "x-article": record.article,
        "x-origin": record.origin,
        "x-desk": record.desk,
        "x-context-pre": record.previous,
        "x-context-post": record.next,
        "x-previous-source": record.previous_source or None,
    }
    for name, value in told.items():
        if value is not None and (value or name.startswith("x-context")):
            etree.SubElement(unit, "prop", type=name).text = writable(value)
    _variant(unit, record.source_language, record.source, record.source_codes)
    if record.target or record.target_codes:
        _variant(unit, record.target_language, record.target, record.target_codes)
    return unit


def _variant(unit: Any, code: str, text: str, codes: tuple[Code, ...]) -> None:
    from lxml import etree

    variant = etree.SubElement(unit, "tuv", {_LANG: code})
    segment = etree.SubElement(variant, "seg")
    for token in tokens(text, codes):
        if token.kind == "text":
            _text(segment, token.text)
            continue
        found, name = codes[token.number], str(token.number + 1)
        kind = {"type": writable(found.type)} if found.type else {}
        if token.kind in ("open", "start"):
            _text(etree.SubElement(segment, "bpt", {"i": name, "x": name, **kind}), found.opening)
        elif token.kind in ("close", "end"):
            _text(etree.SubElement(segment, "ept", {"i": name}), found.closing)
        elif found.closing:
            _text(etree.SubElement(segment, "bpt", {"i": name, "x": name, **kind}), found.opening)
            _text(etree.SubElement(segment, "ept", {"i": name}), found.closing)
        else:
            _text(etree.SubElement(segment, "ph", {"x": name, **kind}), found.opening)


def _text(element: Any, text: str) -> None:
    """Text at the end of an element; a character that XML has not becomes a placeholder that names it."""
    from lxml import etree

    for kind, piece in pieces(text):
        if kind == "character" and element.tag == "seg":
            etree.SubElement(element, "ph", {"type": f"x-cp-{piece}"})
            continue
        written = "\ufffd" if kind == "character" else piece
        if len(element):
            element[-1].tail = (element[-1].tail or "") + written
        else:
            element.text = (element.text or "") + written


def read(stream: BinaryIO, file: str) -> Iterator[Record]:
    """A record for each pair of an English and an Arabic variant; a unit of one variant has an empty target. Raises InputError with the line.

    Units in other languages are passed over.
    """
    header_language, found = "", False
    for event, element in pull(stream, file, outer=("tmx",), whole=("header", "tu")):
        name = element.tag.rpartition("}")[2]
        if event == "start":
            found = True
        elif name == "header":
            header_language = element.get("srclang") or ""
        elif name == "tu":
            if not found:
                break
            yield from _records(element, element.get("srclang") or header_language, file)
    if not found:
        raise InputError("not TMX", file=file, advice="give a TMX 1.4 file")


def _records(unit: Any, source_language: str, file: str) -> Iterator[Record]:
    line = f"line {unit.sourceline}"
    variants: list[tuple[str, Collector]] = []
    for variant in unit.iterchildren("{*}tuv"):
        segment = variant.find("{*}seg")
        if segment is None:
            raise InputError("a variant without a segment", file=file, place=line)
        code = variant.get(_LANG) or variant.get("lang") or ""
        collected = Collector()
        _collect(segment, collected)
        limited(collected.text, file, line)
        if _base(code) in KNOWN:
            variants.append((code, collected))
    if not variants:
        return
    wanted = _base(source_language)
    if wanted not in {_base(code) for code, _ in variants}:
        wanted = _base(variants[0][0])
    sources = [(code, found) for code, found in variants if _base(code) == wanted]
    targets = [(code, found) for code, found in variants if _base(code) != wanted]
    if not targets:
        targets = [("ar" if wanted == "en" else "en", Collector())]
    props = {item.get("type"): item.text or "" for item in unit.iterchildren("{*}prop")}
    notes = tuple(item.text or "" for item in unit.iterchildren("{*}note"))
    version = props.get("x-version", "")
    ident = unit.get("tuid") or ""
    for number, (source_code, source) in enumerate(sources):
        for place, (target_code, target) in enumerate(targets):
            state = props.get("x-state", "")
            yield Record(
                id=ident
                if not number and not place
                else f"{ident}/{number + 1}.{place + 1}"
                if ident
                else "",
                source=source.text,
                target=target.text,
                state=state if state in STATES else ("edited" if target.text else "new"),
                version=version_of(version),
                article=props.get("x-article", ""),
                source_language=source_code,
                target_language=target_code,
                origin=props.get("x-origin", ""),
                source_codes=source.codes,
                target_codes=target.codes,
                notes=notes,
                previous_source=props.get("x-previous-source", ""),
                previous=props.get("x-context-pre"),
                next=props.get("x-context-post"),
                author=unit.get("changeid") or unit.get("creationid") or "",
                changed=_iso(unit.get("changedate") or unit.get("creationdate") or ""),
                desk=props.get("x-desk", ""),
            )


def _base(code: str) -> str:
    return code.lower().replace("_", "-").partition("-")[0]


def _iso(stamp: str) -> str:
    found = _STAMP.fullmatch(stamp)
    return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}:{found[5]}:{found[6]}Z" if found else ""


def _collect(element: Any, into: Collector) -> None:
    into.add(element.text)
    for child in element:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        kind = child.get("type") or ""
        if name == "bpt":
            into.open(child.get("i") or "", "".join(child.itertext()), kind)
        elif name == "ept":
            into.close(child.get("i") or "", "".join(child.itertext()))
        elif name == "ph" and (found := _CHARACTER.fullmatch(kind)):
            into.add(character(found[1]))
        elif name in ("ph", "it", "ut"):
            into.point("".join(child.itertext()), kind)
        else:
            _collect(child, into)
        into.add(child.tail)
