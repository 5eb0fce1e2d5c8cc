"""XLIFF 1.2 (OASIS, 2008): units with state, notes, matches and native codes out, and back; 1.1 is read too."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from translate.errors import InputError
from translate.exchange import Code, Collector, Record, character, limited, pieces, pull, version_of
from translate.text.inline import tokens, writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

suffixes = (".xlf", ".xliff", ".xlf1")
keeps_codes = True

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_XML = "{http://www.w3.org/XML/1998/namespace}"
#: Our state -> state, state-qualifier, approved (research of peers, part E).
_STATES = {
    "new": ("needs-translation", "", ""),
    "drafted": ("needs-review-translation", "leveraged-mt", ""),
    "edited": ("translated", "", ""),
    "changes_requested": ("needs-translation", "", ""),
    "stale": ("needs-adaptation", "", ""),
    "quarantined": ("needs-translation", "", ""),
    "reviewed": ("signed-off", "", ""),
    "final": ("final", "", "yes"),
}
_READ = {
    "translated": "edited",
    "signed-off": "reviewed",
    "final": "final",
    "needs-review-translation": "drafted",
    "needs-adaptation": "stale",
    "needs-review-adaptation": "drafted",
    "needs-review-l10n": "drafted",
    "needs-l10n": "drafted",
}
_CHARACTER = re.compile(r"x-cp-([0-9A-Fa-f]{1,6})")
_STAMP = re.compile(r"(\w[\w-]*)=([^;]*)(?:; |$)")


def write(records: Iterable[Record], stream: BinaryIO) -> None:
    """One `file` element an article and direction."""
    from lxml import etree

    names: Any = {None: NAMESPACE}
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{NAMESPACE}}}xliff", {"version": "1.2"}, nsmap=names):
            empty = True
            for key, units in groupby(
                records, key=lambda record: (record.article, record.source_language, record.target_language)
            ):
                empty = False
                article, source, target = key
                place = {
                    "original": writable(article) or "units",
                    "source-language": source,
                    "target-language": target,
                    "datatype": "plaintext",
                }
                with (
                    xml.element(f"{{{NAMESPACE}}}file", place),
                    xml.element(f"{{{NAMESPACE}}}body"),
                ):
                    for count, record in enumerate(units, 1):
                        xml.write(_unit(record, count))
                        xml.write("\n")
            if empty:
                raise InputError("no unit to export", advice="name an article that has units")
        xml.flush()


def _element(parent: Any, name: str, text: str | None = None, /, **attributes: str) -> Any:
    from lxml import etree

    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    child.text = text
    return child


def _unit(record: Record, count: int) -> Any:
    from lxml import etree

    state, qualifier, approved = _STATES.get(record.state, _STATES["new"])
    if qualifier and record.origin == "memory":
        qualifier = "leveraged-tm"
    names: Any = {None: NAMESPACE}
    unit = etree.Element(
        f"{{{NAMESPACE}}}trans-unit", {"id": f"u{count}", "resname": writable(record.id)}, nsmap=names
    )
    unit.set(f"{_XML}space", "preserve")
    if approved:
        unit.set("approved", approved)
    stamp = {
        "version": "" if record.version is None else str(record.version),
        "state": record.state,
        "origin": record.origin.replace(";", ","),
        "author": record.author.replace(";", ","),
        "changed": record.changed,
    }
    unit.set("extradata", writable("; ".join(f"{name}={value}" for name, value in stamp.items() if value)))
    _inline(_element(unit, "source"), record.source, record.source_codes)
    if record.target or record.target_codes:
        target = _element(unit, "target", state=state)
        if qualifier:
            target.set("state-qualifier", qualifier)
        _inline(target, record.target, record.target_codes)
    for note in record.notes:
        _element(unit, "note", writable(note), **{"from": "dragoman"})
    for source, house in record.terms:
        _element(unit, "note", writable(f"{source} = {house}"), **{"from": "dragoman-terms"})
    if record.previous_source:
        _element(unit, "note", writable(record.previous_source), **{"from": "dragoman-previous"})
    for match in record.matches:
        other = _element(
            unit, "alt-trans", **{"match-quality": f"{match.score}%", "origin": writable(match.origin)}
        )
        _inline(_element(other, "source"), match.source, ())
        _inline(_element(other, "target"), match.target, ())
    return unit


def _inline(element: Any, text: str, codes: tuple[Code, ...]) -> None:
    """Text with native codes: bpt and ept for pairs, crossing or not, ph for points."""
    for token in tokens(text, codes):
        if token.kind == "text":
            _text(element, token.text)
            continue
        code, name = codes[token.number], str(token.number + 1)
        if token.kind in ("open", "start"):
            _text(_element(element, "bpt", id=name), code.opening)
        elif token.kind in ("close", "end"):
            _text(_element(element, "ept", id=name), code.closing)
        elif code.closing:
            _text(_element(element, "bpt", id=name), code.opening)
            _text(_element(element, "ept", id=name), code.closing)
        else:
            _text(_element(element, "ph", id=name), code.opening)


def _text(element: Any, text: str) -> None:
    """Text at the end of an element; a character that XML has not becomes an `x` that names it."""
    from lxml import etree

    in_code = etree.QName(element).localname in ("bpt", "ept", "ph")
    for kind, piece in pieces(text):
        if kind == "character" and not in_code:
            number = f"c{piece}-{len(element)}"
            _element(element, "x", id=number, ctype=f"x-cp-{piece}")
            continue
        written = "\ufffd" if kind == "character" else piece
        if len(element):
            element[-1].tail = (element[-1].tail or "") + written
        else:
            element.text = (element.text or "") + written


def read(stream: BinaryIO, file: str) -> Iterator[Record]:
    """The units of a document. Raises InputError with the line."""
    source, target, article = "", "", ""
    found = False
    for event, element in pull(stream, file, outer=("xliff", "file"), whole=("trans-unit",)):
        name = element.tag.rpartition("}")[2]
        if event == "start" and name == "xliff":
            found = True
            if not (element.get("version") or "").startswith("1."):
                raise InputError(
                    f"XLIFF of version {element.get('version') or 'none'}",
                    file=file,
                    advice="give version 1.2",
                )
        elif event == "start":
            article = element.get("original") or ""
            source, target = element.get("source-language") or "", element.get("target-language") or ""
        elif name == "trans-unit":
            yield _record(element, source, target, article, file)
    if not found:
        raise InputError("not XLIFF", file=file, advice="give an XLIFF 1.2 file")


def _record(unit: Any, source_language: str, target_language: str, article: str, file: str) -> Record:
    line = f"line {unit.sourceline}"
    one, other = unit.find("{*}source"), unit.find("{*}target")
    if one is None:
        raise InputError("a unit without a source", file=file, place=line)
    source, target = Collector(), Collector()
    _collect(one, source)
    if other is not None:
        _collect(other, target)
        target.borrow(source)
    text = limited(target.text, file, line)
    stamp = dict(_STAMP.findall(unit.get("extradata") or ""))
    version = stamp.get("version", "")
    notes = list(unit.iterfind("{*}note"))
    return Record(
        id=unit.get("resname") or unit.get("id") or "",
        source=limited(source.text, file, line),
        target=text,
        state=_state(unit, other, text, stamp.get("state", "")),
        version=version_of(version),
        article=article,
        source_language=source_language,
        target_language=target_language,
        origin=stamp.get("origin", ""),
        source_codes=source.codes,
        target_codes=target.codes,
        notes=tuple(
            note.text or "" for note in notes if not (note.get("from") or "").startswith("dragoman-")
        ),
        terms=tuple(
            (begin, rest)
            for note in notes
            if note.get("from") == "dragoman-terms"
            for begin, _, rest in [(note.text or "").partition(" = ")]
        ),
        previous_source=next(
            (note.text or "" for note in notes if note.get("from") == "dragoman-previous"), ""
        ),
        author=stamp.get("author", ""),
        changed=stamp.get("changed", ""),
    )


def _state(unit: Any, target: Any, text: str, exported: str) -> str:
    """Our state, by the state of the target; what XLIFF cannot tell apart is told by the stamp of the export."""
    if unit.get("approved") == "yes":
        return "final"
    state = target.get("state") if target is not None else None
    if state is None or state in ("new", "needs-translation"):
        kept = exported if exported in ("changes_requested", "quarantined", "stale", "drafted") else ""
        return kept or ("drafted" if text else "new")
    return _READ.get(state, "drafted")


def _collect(element: Any, into: Collector) -> None:
    into.add(element.text)
    for child in element:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        key = child.get("rid") or child.get("id") or ""
        kind = child.get("ctype") or ""
        if name == "bpt":
            into.open(key, "".join(child.itertext()), kind)
        elif name == "ept":
            into.close(key, "".join(child.itertext()))
        elif name == "bx":
            into.open(key, "", kind)
        elif name == "ex":
            into.close(key, "")
        elif name == "g":
            into.open(f"g{key}", "", kind)
            _collect(child, into)
            into.close(f"g{key}", "")
        elif name == "x" and (found := _CHARACTER.fullmatch(kind)):
            into.add(character(found[1]))
        elif name in ("x", "ph", "it"):
            into.point("".join(child.itertext()), kind, key=key)
        else:
            _collect(child, into)
        into.add(child.tail)
