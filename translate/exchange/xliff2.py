"""XLIFF 2.1 (OASIS, 2018): units with state, notes, terms, matches and inline codes out, and back; XLIFF 2.0 is read too."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from translate.errors import InputError
from translate.exchange import (
    Code,
    Collector,
    Record,
    character,
    limited,
    one_direction,
    pieces,
    pull,
    version_of,
)
from translate.languages import language
from translate.text.inline import tokens, writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

suffixes = (".xlf", ".xliff", ".xlf2")
keeps_codes = True

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_MODULES = {
    "mtc": "urn:oasis:names:tc:xliff:matches:2.0",
    "gls": "urn:oasis:names:tc:xliff:glossary:2.0",
    "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NMTOKEN = re.compile(r"[A-Za-z0-9._:-]+")
#: Our state -> state and subState (research of peers, part E: rework and stale have no state of their own in XLIFF).
_STATES = {
    "new": ("initial", ""),
    "drafted": ("initial", "nt:mt"),
    "edited": ("translated", ""),
    "changes_requested": ("initial", "nt:rework"),
    "stale": ("initial", "nt:stale"),
    "quarantined": ("initial", "nt:quarantined"),
    "reviewed": ("reviewed", ""),
    "final": ("final", ""),
}
_SUBSTATES = {"nt:mt": "drafted", "nt:tm": "drafted", "nt:rework": "changes_requested", "nt:stale": "stale", "nt:quarantined": "quarantined"}  # fmt: skip
_READ = {"translated": "edited", "reviewed": "reviewed", "final": "final"}
_RANK = ("initial", "translated", "reviewed", "final")


def write(records: Iterable[Record], stream: BinaryIO) -> None:
    """One `file` element an article. Raises InputError where the records have more than one pair of languages."""
    from lxml import etree

    checked = one_direction(records, "XLIFF 2.1")
    first = next(checked, None)
    names: Any = {None: NAMESPACE, **_MODULES}
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        source, target = (first.source_language, first.target_language) if first else ("en", "ar")
        attributes = {"version": "2.1", "srcLang": source, "trgLang": target}
        with xml.element(f"{{{NAMESPACE}}}xliff", attributes, nsmap=names):
            if first is None:
                raise InputError("no unit to export", advice="name an article that has units")
            articles = groupby(_chain(first, checked), key=lambda record: record.article)
            for number, (article, units) in enumerate(articles, 1):
                place = {
                    "id": f"f{number}",
                    "original": writable(article),
                    "srcDir": language(source).direction,
                    "trgDir": language(target).direction,
                }
                with xml.element(f"{{{NAMESPACE}}}file", place):
                    for count, record in enumerate(units, 1):
                        xml.write(_unit(record, count))
                        xml.write("\n")
        xml.flush()


def _chain(first: Record, rest: Iterator[Record]) -> Iterator[Record]:
    yield first
    yield from rest


def _element(parent: Any, name: str, text: str | None = None, /, **attributes: str) -> Any:
    from lxml import etree

    prefix, _, local = name.rpartition(":")
    child = etree.SubElement(parent, f"{{{_MODULES.get(prefix, NAMESPACE)}}}{local}", attributes)
    child.text = text
    return child


def _unit(record: Record, count: int) -> Any:
    from lxml import etree

    names: Any = {None: NAMESPACE, **_MODULES}
    unit = etree.Element(
        f"{{{NAMESPACE}}}unit", {"id": f"u{count}", "name": writable(record.id)}, nsmap=names
    )
    segment_id = "s1"
    if record.matches:
        matches = _element(unit, "mtc:matches")
        for match in record.matches:
            element = _element(
                matches,
                "mtc:match",
                ref=f"#{segment_id}",
                similarity=f"{min(100, match.score)}.0",
                type="icm" if match.score > 100 else "tm",
                origin=writable(match.origin),
            )
            _inline(_element(element, "source"), match.source, (), "m", {})
            _inline(_element(element, "target"), match.target, (), "m", {})
    if record.terms:
        glossary = _element(unit, "gls:glossary")
        for source, target in record.terms:
            entry = _element(glossary, "gls:glossEntry")
            _element(entry, "gls:term", writable(source))
            _element(entry, "gls:translation", writable(target))
    _metadata(unit, record)
    if record.notes:
        notes = _element(unit, "notes")
        for note in record.notes:
            _element(notes, "note", writable(note))
    data: dict[str, str] = {}
    one, other = (etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=names) for name in ("source", "target"))
    _inline(one, record.source, record.source_codes, "", data)
    _inline(other, record.target, record.target_codes, "", data)
    if data:
        originals = _element(unit, "originalData")
        for code, name in data.items():
            _text(_element(originals, "data", id=name), code)
    state, substate = _STATES.get(record.state, ("initial", ""))
    if substate == "nt:mt" and record.origin == "memory":
        substate = "nt:tm"
    segment = _element(unit, "segment", id=segment_id, state=state)
    if substate:
        segment.set("subState", substate)
    segment.append(one)
    if record.target or record.target_codes:
        segment.append(other)
    return unit


def _metadata(unit: Any, record: Record) -> None:
    """What XLIFF has no place for, as metadata that other tools keep."""
    told = {
        "version": "" if record.version is None else str(record.version),
        "origin": record.origin,
        "previous-source": record.previous_source,
        "author": record.author,
        "changed": record.changed,
    }
    if any(told.values()):
        group = _element(_element(unit, "mda:metadata"), "mda:metaGroup", category="dragoman")
        for name, value in told.items():
            if value:
                _element(group, "mda:meta", writable(value), type=name)


def _inline(element: Any, text: str, codes: tuple[Code, ...], prefix: str, data: dict[str, str]) -> None:
    """Text and codes into a source or target element; native codes go into `data` (code -> its name)."""
    element.set(_SPACE, "preserve")
    holder = element
    for token in tokens(text, codes):
        if token.kind == "text":
            _text(holder, token.text)
            continue
        code, name = codes[token.number], f"{prefix}{token.number + 1}"
        begin, finish = _data(code.opening, data), _data(code.closing, data)
        if token.kind == "open":
            holder = _element(holder, "pc", id=name, **_named(dataRefStart=begin, dataRefEnd=finish))
        elif token.kind == "close":
            holder = holder.getparent()
        elif token.kind == "start":
            _element(holder, "sc", id=name, **_named(dataRef=begin))
        elif token.kind == "end":
            _element(holder, "ec", startRef=name, **_named(dataRef=finish))
        elif code.closing:  # a pair around nothing
            _element(holder, "pc", id=name, **_named(dataRefStart=begin, dataRefEnd=finish))
        else:
            _element(holder, "ph", id=name, **_named(dataRef=begin))


def _named(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _data(code: str, data: dict[str, str]) -> str:
    return data.setdefault(code, f"d{len(data) + 1}") if code else ""


def _text(element: Any, text: str) -> None:
    """Text at the end of an element; a character that XML has not becomes a `cp`."""
    for kind, piece in pieces(text):
        if kind == "character":
            _element(element, "cp", hex=piece)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text = (element.text or "") + piece


def read(stream: BinaryIO, file: str) -> Iterator[Record]:
    """The units of a document; a unit that a tool cut into segments is joined again. Raises InputError with the line."""
    source, target, article = "", "", ""
    found = False
    for event, element in pull(stream, file, outer=("xliff", "file"), whole=("unit",)):
        name = element.tag.rpartition("}")[2]
        if event == "start" and name == "xliff":
            found = True
            source, target = element.get("srcLang") or "", element.get("trgLang") or ""
            if not (element.get("version") or "").startswith("2"):
                raise InputError(
                    f"XLIFF of version {element.get('version') or 'none'}",
                    file=file,
                    advice="give version 2.0 or 2.1",
                )
        elif event == "start":
            article = element.get("original") or ""
        elif name == "unit":
            yield _record(element, source, target, article, file)
    if not found:
        raise InputError("not XLIFF", file=file, advice="give an XLIFF 2.1 file")


def _record(unit: Any, source_language: str, target_language: str, article: str, file: str) -> Record:
    line = f"line {unit.sourceline}"
    data = {item.get("id"): _flat(item, file, line) for item in unit.iterfind("{*}originalData/{*}data")}
    source, target = Collector(), Collector()
    states, substates = [], []
    has_target = False
    for part in unit.iterchildren("{*}segment", "{*}ignorable"):
        one, other = part.find("{*}source"), part.find("{*}target")
        if one is None:
            raise InputError("a segment without a source", file=file, place=line)
        _collect(one, source, data)
        if other is not None:
            has_target = True
            _collect(other, target, data)
        elif part.tag.endswith("ignorable"):
            _collect(one, target, data)
        if part.tag.endswith("segment"):
            states.append(part.get("state") or "initial")
            substates.append(part.get("subState") or "")
    target.borrow(source)
    text = limited(target.text, file, line) if has_target else ""
    state = min(states, key=lambda name: _RANK.index(name) if name in _RANK else 0, default="initial")
    mine = _READ.get(state) or next(
        (_SUBSTATES[name] for name in substates if name in _SUBSTATES), "drafted" if text else "new"
    )
    meta = {
        item.get("type"): item.text or ""
        for group in unit.iterfind("{*}metadata/{*}metaGroup")
        if group.get("category") == "dragoman"
        for item in group.iterfind("{*}meta")
    }
    version = meta.get("version", "")
    return Record(
        id=unit.get("name") or unit.get("id") or "",
        source=limited(source.text, file, line),
        target=text,
        state=mine,
        version=version_of(version),
        article=article,
        source_language=source_language,
        target_language=target_language,
        origin=meta.get("origin", ""),
        source_codes=source.codes,
        target_codes=target.codes if has_target else (),
        notes=tuple(note.text or "" for note in unit.iterfind("{*}notes/{*}note")),
        terms=tuple(
            (entry.findtext("{*}term") or "", entry.findtext("{*}translation") or "")
            for entry in unit.iterfind("{*}glossary/{*}glossEntry")
        ),
        previous_source=meta.get("previous-source", ""),
        author=meta.get("author", ""),
        changed=meta.get("changed", ""),
    )


def _flat(element: Any, file: str, line: str) -> str:
    collected = Collector()
    _collect(element, collected, {})
    return limited(collected.text, file, line)


def _collect(element: Any, into: Collector, data: dict[str | None, str]) -> None:
    into.add(element.text)
    for child in element:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "cp":
            into.add(character(child.get("hex") or ""))
        elif name == "pc":
            key = child.get("id") or ""
            into.open(key, data.get(child.get("dataRefStart"), ""), child.get("type") or "")
            _collect(child, into, data)
            into.close(key, data.get(child.get("dataRefEnd"), ""))
        elif name == "sc":
            into.open(child.get("id") or "", data.get(child.get("dataRef"), ""), child.get("type") or "")
        elif name == "ec":
            into.close(child.get("startRef") or child.get("id") or "", data.get(child.get("dataRef"), ""))
        elif name == "ph":
            into.point(data.get(child.get("dataRef"), ""), key=child.get("id") or "")
        else:  # annotations lie over text; their text is ours
            _collect(child, into, data)
        into.add(child.tail)
