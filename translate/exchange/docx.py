"""A word-processor file with a table a person can review in: unit, source, target, remarks; out, and back.

Read are the cells as they would print: insertions count, deletions do not. What is bold or coloured there is of no account.
"""

from __future__ import annotations

import re
import zipfile
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from translate.errors import InputError
from translate.exchange import STATES, Record, limited, pull
from translate.languages import KNOWN, language
from translate.text.inline import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

suffixes = (".docx",)
keeps_codes = False

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_MAIN}}}"
_MAX_PART = 1024 * 1024 * 1024  # bytes of the document inside, unpacked
_HEADER = ("Unit", "Source", "Target", "Remarks")
_WIDTHS = (1300, 5600, 5600, 2600)  # twentieths of a point; A4 across
_STAMP = re.compile(r"v(\d{1,9})? ?· ?(\w+)")
_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""
_PARTS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"""
_STYLES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style></w:styles>"""


def write(records: Iterable[Record], stream: BinaryIO) -> None:
    """A heading and a table an article and direction; Arabic cells run from right to left."""
    from lxml import etree

    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/_rels/document.xml.rels", _PARTS),
            ("word/styles.xml", _STYLES),
        ):
            package.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
        document = zipfile.ZipInfo("word/document.xml")
        document.compress_type = zipfile.ZIP_DEFLATED
        names: Any = {"w": _MAIN}
        with package.open(document, "w") as part, etree.xmlfile(part, encoding="utf-8") as xml:
            xml.write_declaration(standalone=True)
            with xml.element(f"{_W}document", nsmap=names), xml.element(f"{_W}body"):
                for key, units in groupby(
                    records,
                    key=lambda record: (record.article, record.source_language, record.target_language),
                ):
                    _table(xml, key, units)
                xml.write(_section())
            xml.flush()


def _table(xml: Any, key: tuple[str, str, str], units: Iterator[Record]) -> None:
    article, source, target = key
    heading = _paragraph(article or " ", "en")
    heading.insert(0, _node("pPr", _node("pStyle", val="Heading1")))
    xml.write(heading)
    with xml.element(f"{_W}tbl"):
        xml.write(_table_properties())
        xml.write(_node("tblGrid", *(_node("gridCol", w=str(width)) for width in _WIDTHS)))
        titles = (_HEADER[0], f"{_HEADER[1]} ({source})", f"{_HEADER[2]} ({target})", _HEADER[3])
        header = _row([[_paragraph(title, "en")] for title in titles])
        header.insert(0, _node("trPr", _node("tblHeader")))
        xml.write(header)
        for record in units:
            stamp = f"v{'' if record.version is None else record.version} · {record.state}"
            remarks = [*record.notes, *(f"{one} = {other}" for one, other in record.terms)]
            xml.write(
                _row(
                    [
                        [_paragraph(record.id, "en"), _paragraph(stamp, "en")],
                        [_paragraph(record.source, source)],
                        [_paragraph(record.target, target)],
                        [_paragraph(remark, "en") for remark in remarks] or [_paragraph("", "en")],
                    ]
                )
            )
    xml.write(_paragraph("", "en"))


def _node(name: str, *children: Any, **attributes: str) -> Any:
    from lxml import etree

    names: Any = {"w": _MAIN}
    node = etree.Element(
        f"{_W}{name}", {f"{_W}{key}": value for key, value in attributes.items()}, nsmap=names
    )
    node.extend(children)
    return node


def _table_properties() -> Any:
    edges = [
        _node(edge, val="single", sz="4", space="0", color="A0A0A0")
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    return _node(
        "tblPr",
        _node("tblW", w="0", type="auto"),
        _node("tblBorders", *edges),
        _node("tblLayout", type="fixed"),
    )


def _section() -> Any:
    return _node(
        "sectPr",
        _node("pgSz", w="16838", h="11906", orient="landscape"),
        _node(
            "pgMar", top="850", right="850", bottom="850", left="850", header="450", footer="450", gutter="0"
        ),
    )


def _row(cells: list[list[Any]]) -> Any:
    return _node(
        "tr",
        _node("trPr", _node("cantSplit")) if len(cells[0]) > 1 else _node("trPr"),
        *(
            _node("tc", _node("tcPr", _node("tcW", w=str(width), type="dxa")), *paragraphs)
            for width, paragraphs in zip(_WIDTHS, cells, strict=True)
        ),
    )


def _paragraph(text: str, code: str) -> Any:
    """A text as one paragraph: line ends as breaks, tabs as tabs; right to left where the language is."""
    known = language(code)
    paragraph = _node("p")
    if known.is_rtl:
        paragraph.append(_node("pPr", _node("bidi")))
    run = _node("r")
    properties = _node("rPr")
    if known.is_rtl:
        properties.append(_node("rtl"))
        properties.append(_node("lang", bidi=code))
    else:
        properties.append(_node("lang", val=code))
    run.append(properties)
    text = UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    for piece in re.split("([\n\t])", text):
        if piece in ("\n", "\t"):
            run.append(_node("br" if piece == "\n" else "tab"))
        elif piece:
            node = _node("t")
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            node.text = piece
            run.append(node)
    paragraph.append(run)
    return paragraph


def read(stream: BinaryIO, file: str) -> Iterator[Record]:
    """The rows of every table that has our header. Raises InputError for what is no such file."""
    try:
        package = zipfile.ZipFile(stream)
        inside = package.getinfo("word/document.xml")
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, ValueError):
        raise InputError("not a word-processor file (.docx)", file=file, advice="save it as .docx") from None
    if inside.file_size > _MAX_PART or inside.flag_bits & 1:
        raise InputError(
            "too big, or locked", file=file, advice="export fewer articles at once, without a password"
        )
    languages: tuple[str, str] | None = None
    found = False
    try:
        with package, package.open(inside) as part:
            for event, element in pull(part, file, outer=("document", "tbl"), whole=("tr",)):  # type: ignore[arg-type]
                if element.tag == f"{_W}tbl" and event == "start":
                    languages = None
                elif element.tag == f"{_W}tr":
                    cells = [_cell(cell) for cell in element.iterchildren(f"{_W}tc", f"{_W}sdt")]
                    if languages is None:
                        languages = _languages(cells)
                        found = found or languages is not None
                        if languages is None:
                            languages = ("", "")
                    elif languages[0]:
                        yield _record(cells, languages, file, f"line {element.sourceline}")
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib_error()) as error:
        raise InputError(f"a broken file ({error})", file=file, advice="export it again") from None
    if not found:
        raise InputError(
            "no table of units in it", file=file, advice="keep the header row: Unit, Source, Target"
        )


def zlib_error() -> type[Exception]:
    """What broken compressed data raises."""
    import zlib

    return zlib.error


def _languages(cells: list[list[str]]) -> tuple[str, str] | None:
    """The pair of languages that the header row names; None where it is the header of another table."""
    titles = [" ".join(cell).strip() for cell in cells]
    if len(titles) < 3 or titles[0] != _HEADER[0]:
        return None
    pair = []
    for title, name in zip(titles[1:3], _HEADER[1:3], strict=True):
        found = re.fullmatch(rf"{name} \(([A-Za-z-]+)\)", title)
        if not found or found[1].lower().partition("-")[0] not in KNOWN:
            return None
        pair.append(found[1])
    return pair[0], pair[1]


def _record(cells: list[list[str]], languages: tuple[str, str], file: str, place: str) -> Record:
    if len(cells) < 3:
        raise InputError(
            "a row with fewer than three cells", file=file, place=place, advice="do not merge cells"
        )
    stamp = _STAMP.search(" ".join(cells[0][1:]))
    target = limited("\n".join(cells[2]), file, place)
    state = stamp[2] if stamp else ""
    return Record(
        id=cells[0][0].strip() if cells[0] else "",
        source=limited("\n".join(cells[1]), file, place),
        target=target,
        state=state if state in STATES else ("edited" if target else "new"),
        version=int(stamp[1]) if stamp and stamp[1] else None,
        source_language=languages[0],
        target_language=languages[1],
        notes=tuple(filter(None, cells[3])) if len(cells) > 3 else (),
    )


def _cell(cell: Any) -> list[str]:
    """The paragraphs of a cell."""
    return ["".join(_pieces(paragraph)) for paragraph in cell.iter(f"{_W}p")]


def _pieces(node: Any) -> Iterator[str]:
    for child in node:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "t":
            yield child.text or ""
        elif name == "tab":
            yield "\t"
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "\u2011"
        elif name == "softHyphen":
            yield "\u00ad"
        elif name not in ("del", "moveFrom", "pPr", "rPr", "p"):
            yield from _pieces(child)
