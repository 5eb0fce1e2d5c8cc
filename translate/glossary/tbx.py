"""TBX-Basic (ISO 30042:2019, DCA style): entries in, XML out, and back; TBX of 2008 (martif) is read too.

What TBX has no category for (article, inflection, cues) travels in a note `dragoman: column=value; …` and comes back from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translate.errors import InputError
from translate.glossary.entry import Entry, Kind, Standing
from translate.glossary.guess import entry_of, kind_of
from translate.glossary.tsv import COLUMNS, parse, row, slug, written

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
MAX_BYTES = 64 * 1024 * 1024
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS = {
    Standing.PREFERRED: "preferredTerm-admn-sts",
    Standing.ADMITTED: "admittedTerm-admn-sts",
    Standing.DEPRECATED: "deprecatedTerm-admn-sts",
    Standing.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_STANDING = {
    "preferredTerm-admn-sts": Standing.PREFERRED,
    "admittedTerm-admn-sts": Standing.ADMITTED,
    "deprecatedTerm-admn-sts": Standing.DEPRECATED,
    "supersededTerm-admn-sts": Standing.DEPRECATED,
}
_ORDER = (Standing.PREFERRED, Standing.ADMITTED, Standing.DEPRECATED)
_MARK = "dragoman: "
_CARRIED = tuple(
    name for name in COLUMNS if name not in ("en", "ar", "en_variants", "ar_variants", "domain", "notes")
)


def dump(entries: Iterable[Entry], title: str = "Dragoman glossary") -> bytes:
    """Entries as a TBX-Basic document in UTF-8."""
    from lxml import etree

    prefixes: Any = {None: NAMESPACE}
    root = etree.Element(
        f"{{{NAMESPACE}}}tbx", {"type": "TBX-Basic", "style": "dca", _LANG: "en"}, nsmap=prefixes
    )
    header = _child(_child(root, "tbxHeader"), "fileDesc")
    _child(_child(header, "titleStmt"), "title", title)
    _child(_child(header, "sourceDesc"), "p", "Written by the translation desk")
    body = _child(_child(root, "text"), "body")
    for entry in entries:
        _concept(body, entry)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document


def _child(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    from lxml import etree

    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    child.text = text
    return child


def _concept(body: Any, entry: Entry) -> None:
    concept = _child(body, "conceptEntry", id=f"c-{entry.id}")
    if entry.domain:
        _child(concept, "descrip", entry.domain, type="subjectField")
    carried = {name: value for name, value in row(entry).items() if name in _CARRIED}
    _child(
        concept,
        "note",
        _MARK + "; ".join(f"{name}={value.replace(';', ',')}" for name, value in carried.items()),
    )
    if entry.notes:
        _child(concept, "note", entry.notes)
    for language in ("en", "ar"):
        section = _child(concept, "langSec")
        section.set(_LANG, language)
        _term(section, entry, entry.house(language), Standing.PREFERRED, language)
        for variant in entry.variants(language):
            _term(section, entry, variant.text, variant.standing, language, note=written(variant))


def _term(
    section: Any, entry: Entry, text: str, standing: Standing, language: str, *, note: str = ""
) -> None:
    term = _child(section, "termSec")
    _child(term, "term", text)
    _child(term, "termNote", _STATUS[standing], type="administrativeStatus")
    speech = "properNoun" if entry.is_name else "adjective" if entry.kind is Kind.DEMONYM else "noun"
    _child(term, "termNote", speech, type="partOfSpeech")
    if language == "ar" and standing is Standing.PREFERRED and entry.gender in ("m", "f"):
        _child(term, "termNote", "masculine" if entry.gender == "m" else "feminine", type="grammaticalGender")
    if note.startswith(("!", "~")) or note.endswith(")"):
        _child(term, "note", _MARK + note)


def read(data: bytes, file: str) -> tuple[list[Entry], list[str]]:
    """Entries of a TBX document, and a line for every concept left out because it has no term in one of the languages.

    Entities are not expanded and nothing is fetched; raises InputError with the line.
    """
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise InputError(
            "too big for a glossary", file=file, advice=f"keep it under {MAX_BYTES // 1024 // 1024} MB"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise InputError(f"not XML: {error.msg}", file=f"{file}:{line}:{column}") from None
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise InputError("declares entities", file=file, advice="remove the document type declaration")
    if etree.QName(root).localname not in ("tbx", "martif", "TBX"):
        raise InputError(f"not TBX but {etree.QName(root).localname}", file=f"{file}:{root.sourceline}:1")
    taken: set[str] = set()
    entries, left_out = [], []
    for element in root.iter("{*}conceptEntry", "{*}termEntry"):
        entry = _entry(element, taken, file)
        if entry is None:
            left_out.append(
                f"{file}:{element.sourceline}: left out, a concept without a term in each language"
            )
        else:
            entries.append(entry)
    return entries, left_out


def _entry(element: Any, taken: set[str], file: str) -> Entry | None:
    """The entry of a concept; None where the concept has no term in one of the languages."""
    terms: dict[str, list[tuple[str, Standing, str]]] = {"en": [], "ar": []}
    for section in element.iterfind("{*}langSec"):
        _collect(section, terms)
    for section in element.iterfind("{*}langSet"):
        _collect(section, terms)
    if not terms["en"] or not terms["ar"]:
        return None
    for found in terms.values():
        found.insert(0, found.pop(min(range(len(found)), key=lambda place: _ORDER.index(found[place][1]))))
    english, arabic = terms["en"][0][0], terms["ar"][0][0]
    notes = [" ".join((note.text or "").split()) for note in element.iterfind("{*}note")]
    carried = next((note.removeprefix(_MARK) for note in notes if note.startswith(_MARK)), "")
    columns = dict(part.split("=", 1) for part in carried.split("; ") if "=" in part)
    columns = {name: value for name, value in columns.items() if name in _CARRIED}
    columns.setdefault("type", kind_of(english, arabic).value)
    subject = next(
        (item.text for item in element.iterfind("{*}descrip") if item.get("type") == "subjectField"), None
    )
    columns |= {
        "en": english,
        "ar": arabic,
        "domain": subject or "",
        "notes": next((n for n in notes if not n.startswith(_MARK)), ""),
    }
    for language in ("en", "ar"):
        columns[f"{language}_variants"] = " | ".join(mark for _, _, mark in terms[language][1:])
    ident = columns.get("id") or slug(english)
    if ident in taken:
        columns["id"] = entry_of(english, arabic, taken=taken, file=file, line=element.sourceline or 0).id
    taken.add(columns.get("id") or ident)
    columns = {name: " ".join(value.split()) for name, value in columns.items() if value and value.strip()}
    try:
        return next(parse("\t".join(columns) + "\n" + "\t".join(columns.values()), file))
    except InputError as error:
        raise InputError(str(error).partition(": ")[2], file=f"{file}:{element.sourceline}:1") from None


def _collect(section: Any, terms: dict[str, list[tuple[str, Standing, str]]]) -> None:
    language = (section.get(_LANG) or section.get("lang") or "").lower().split("-")[0]
    if language not in terms:
        return
    for term in section.iter("{*}term"):
        text = " ".join("".join(term.itertext()).replace("|", "/").split())
        if not text:
            continue
        holder = term.getparent()
        statuses = [
            item.text for item in holder.iter("{*}termNote") if item.get("type") == "administrativeStatus"
        ]
        statuses += [item.text for item in holder.iter("{*}administrativeStatus")]
        default = Standing.ADMITTED if terms[language] else Standing.PREFERRED
        standing = _STANDING.get(((statuses or [""])[0] or "").strip(), default)
        notes = [" ".join((note.text or "").split()) for note in holder.iterfind("{*}note")]
        mark = next((note.removeprefix(_MARK) for note in notes if note.startswith(_MARK)), "")
        terms[language].append(
            (text, standing, mark or f"{'' if standing is Standing.DEPRECATED else '='}{text}")
        )
