"""An edition in, a Word document out: true right-to-left paragraphs, runs, tables and sections, each run with its language."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from translate.press.parcel import repacked
from translate.press.runs import escape, runs
from translate.press.view import differences, page
from translate.press.words import WORDS, moment
from translate.text.isolates import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from translate.model import Edition
    from translate.press.house import Look
    from translate.press.runs import Run
    from translate.press.view import Erratum, Page, Row, Said, Side

suffix = ".docx"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TAGS = {"en": 'w:val="en-US"', "ar": 'w:bidi="ar-SA"'}
_STYLES = {
    "headline": "Title",
    "subhead": "Heading 2",
    "quote": "Quote",
    "list_item": "List Bullet",
    "caption": "Caption",
}
#: Word knows no isolates: what begins or ends without a letter (a telephone number, #Syria) would be turned round without marks.
_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
_STRONG = {"ltr": ("L",), "rtl": ("R", "AL")}


def write(edition: Edition, look: Look) -> bytes:
    """The page of an edition: side by side it is a table whose first column is that of the first language."""
    from docx import Document

    shown = page(edition, look)
    document = Document()
    body = document.element.body
    for element in list(body):
        if not element.tag.endswith("}sectPr"):
            body.remove(element)
    writer = _Writer(document)
    text = "".join(_parts(shown, look, writer))
    _dress(document, shown, look)
    _fill(document, text)
    written = io.BytesIO()
    document.save(written)
    return repacked(written.getvalue())


def _fill(document: Any, text: str) -> None:
    """Put a text of elements at the head of the body; read with it, for lxml moves elements in a time that grows with the square of their number."""
    from docx.oxml import parse_xml
    from lxml import etree

    whole = etree.tostring(document.element, encoding="unicode")
    before, start, behind = whole.partition("<w:body>")
    document.part._element = parse_xml(f"{before}{start}{text}{behind}")


class _Writer:
    """Runs and paragraphs as WordprocessingML; keeps the links that the document has to know."""

    def __init__(self, document: Any) -> None:
        self._part = document.part
        self._styles = {style.name: style.style_id for style in document.styles}
        self._links: dict[str, str] = {}

    def paragraph(
        self,
        found: Iterable[str],
        direction: str,
        *,
        style: str = "Normal",
        keeps: bool = False,
        extra: str = "",
    ) -> str:
        """A paragraph; elements of its properties stand in the order of the schema (ECMA-376, 17.3.1.26)."""
        about = f'<w:pStyle w:val="{self._styles[style]}"/>'
        if keeps:
            about += "<w:keepNext/>"
        if direction == "rtl":
            about += "<w:bidi/>"
        return f"<w:p><w:pPr>{about}{extra}</w:pPr>{''.join(found)}</w:p>"

    def side(self, side: Side) -> Iterator[str]:
        for piece in side.pieces:
            yield from self.runs(piece.runs)
            if piece.gap:
                yield self.run(piece.gap, side.language, side.direction)

    def said(self, one: Said, *, bold: bool = False) -> Iterator[str]:
        yield from self.runs(runs(one.text, one.language), bold=bold)

    def runs(self, found: Sequence[Run], *, bold: bool = False, mark: str = "") -> Iterator[str]:
        before: Run | None = None
        for run in found:
            text = run.text
            if run.is_embedded:
                text = _marked(text, run.direction)
            elif before and before.is_embedded and _turns(text):
                text = _MARKS[run.direction] + text
            before = run
            code = run.language or ("ar" if run.direction == "rtl" else "en")
            written = self.run(
                text,
                code,
                run.direction,
                bold=bold or run.has("b", "strong"),
                italic=run.has("i", "em") and code != "ar",
                strong=run.has("i", "em") and code == "ar",  # Arabic has no italics
                mark=mark or ("u" if run.has("u") else "s" if run.has("s") else ""),
                raised="superscript" if run.has("sup") else "subscript" if run.has("sub") else "",
                style="Hyperlink" if run.address else "",
            )
            yield self.linked(written, run.address) if run.address else written

    def run(
        self,
        text: str,
        code: str,
        direction: str,
        *,
        bold: bool = False,
        italic: bool = False,
        strong: bool = False,
        mark: str = "",
        raised: str = "",
        style: str = "",
    ) -> str:
        """A run; elements of its properties stand in the order of the schema (17.3.2.28)."""
        about = ""
        if bold or strong:
            about += "<w:b/><w:bCs/>"
        if italic:
            about += "<w:i/><w:iCs/>"
        if mark == "s":
            about += "<w:strike/>"
        if style == "Hyperlink":
            about += '<w:color w:val="6B3A06"/>'
        if mark == "u" or style == "Hyperlink":
            about += '<w:u w:val="single"/>'
        if raised:
            about += f'<w:vertAlign w:val="{raised}"/>'
        if direction == "rtl":
            about += "<w:rtl/>"
        about += f"<w:lang {_TAGS[code]}/>"
        lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in text.split("\n"))
        return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r>'

    def linked(self, written: str, address: str) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE

        if address.startswith(("#", "/")) or ":" not in address:  # a link inside the site it came from
            return written
        if address not in self._links:
            self._links[address] = self._part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return f'<w:hyperlink r:id="{self._links[address]}">{written}</w:hyperlink>'


def _marked(text: str, direction: str) -> str:
    """A piece that runs against its line, with marks where it does not begin or end with a letter of its own direction."""
    mark, strong = _MARKS[direction], _STRONG[direction]
    first = "" if bidirectional(text[0]) in strong else mark
    last = "" if bidirectional(text[-1]) in (strong if first else (*strong, "EN")) else mark
    return f"{first}{text}{last}"


def _turns(text: str) -> bool:
    """Whether a number comes before the first letter: behind a piece that ran the other way it would be drawn into it."""
    for letter in text:
        kind = bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return False
        if kind in ("EN", "AN"):
            return True
    return False


def _parsed(found: Iterable[str]) -> list[Any]:
    from docx.oxml import parse_xml

    root = parse_xml(f'<w:body xmlns:w="{_W}" xmlns:r="{_R}">{"".join(found)}</w:body>')
    return list(root)


def _parts(shown: Page, look: Look, writer: _Writer) -> Iterator[str]:
    for one in shown.notices:
        yield writer.paragraph(writer.said(one, bold=True), one.direction, style="Normal")
    if not shown.has_heading:
        for side in shown.languages:
            text = writer.runs(runs(shown.titles[side.code], side.code))
            yield writer.paragraph(text, side.direction, style="Title")
    for erratum in () if shown.is_retracted else shown.errata:
        yield from _erratum(erratum, writer)
    if look.layout == "side-by-side" and len(shown.languages) == 2 and shown.rows:
        yield _table(shown, writer)
    else:
        for row in shown.rows:
            for index, side_of in enumerate(row.sides):
                yield _side(row, side_of, writer, keeps=index == 0 and len(row.sides) == 2)
    for group in shown.facts:
        for said in group:
            yield writer.paragraph(writer.said(said), said.direction, style="Caption")
    if shown.original:
        first = shown.languages[0]
        link = writer.run(WORDS[first.code]["original"], first.code, first.direction, style="Hyperlink")
        yield writer.paragraph((writer.linked(link, shown.original),), first.direction, style="Caption")


def _erratum(erratum: Erratum, writer: _Writer) -> Iterator[str]:
    for when, note in zip(erratum.spoken, erratum.notes, strict=True):
        yield writer.paragraph(writer.said(when, bold=True), when.direction, style="Normal", keeps=True)
        yield writer.paragraph(writer.said(note), note.direction)
    for shift in erratum.shifts:
        found: list[str] = []
        for kind, text in differences(shift.before, shift.after):
            mark = {"delete": "s", "insert": "u"}.get(kind, "")
            if found:  # two numbers beside each other would be drawn as one line of the other direction
                found.append(writer.run(_MARKS[shift.direction], shift.language, shift.direction))
            found += writer.runs(runs(text, shift.language), mark=mark)
        yield writer.paragraph(found, shift.direction, style="List Bullet")


def _side(row: Row, one: Side, writer: _Writer, *, keeps: bool = False, in_table: bool = False) -> str:
    style = _STYLES.get(row.kind, "Normal")
    if style == "Title" and row.element != "h1":
        style = "Heading 1"
    if row.is_meta and style == "Normal":
        style = "Subtitle" if row.kind == "section" else "Caption"
    return writer.paragraph(writer.side(one), one.direction, style=style, keeps=keeps and not in_table)


def _table(shown: Page, writer: _Writer) -> str:
    """A row a block; `bidiVisual` puts the first column on the right where Arabic comes first."""
    visual = "<w:bidiVisual/>" if shown.direction == "rtl" else ""
    about = (
        f'<w:tblPr>{visual}<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="140" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="4680"/><w:gridCol w:w="4680"/></w:tblGrid>'
    )
    return f"<w:tbl>{about}{''.join(_row(row, shown, writer) for row in shown.rows)}</w:tbl>"


def _row(row: Row, shown: Page, writer: _Writer) -> str:
    cells = []
    for side in shown.languages:
        one = next((found for found in row.sides if found.language == side.code), None)
        inside = _side(row, one, writer, in_table=True) if one else writer.paragraph((), side.direction)
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="2500" w:type="pct"/></w:tcPr>{inside}</w:tc>')
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _dress(document: Any, shown: Page, look: Look) -> None:
    """Fonts, colours, the running head, and what the document says of itself; times come from the edition."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    if shown.direction == "rtl":
        section._sectPr.append(parse_xml(f'<w:bidi xmlns:w="{_W}"/>'))
    accent = RGBColor.from_string(look.house.accent.lstrip("#").upper())
    for name, size in (
        ("Normal", 11),
        ("Title", 20),
        ("Heading 1", 16),
        ("Heading 2", 14),
        ("Caption", 9.5),
        ("Subtitle", 11),
        ("Quote", 11),
    ):
        style = document.styles[name]
        style.font.size = Pt(size)
        about = style.element.get_or_add_rPr()
        for tag in ("w:szCs", "w:rFonts", "w:spacing", "w:kern"):  # letters of Arabic may not be set apart
            for old in about.findall(qn(tag)):
                about.remove(old)
        fonts = parse_xml(
            f'<w:rFonts xmlns:w="{_W}" w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
        )
        about.insert(0, fonts)
        size_of_arabic = parse_xml(f'<w:szCs xmlns:w="{_W}" w:val="{int(size * 2 + 2)}"/>')
        about.find(qn("w:sz")).addnext(size_of_arabic)
        style.font.color.rgb = accent if name == "Subtitle" else RGBColor(0x1C, 0x1B, 0x19)
        if name in ("Subtitle", "Caption", "Quote"):
            style.font.italic = False
            style.font.bold = name == "Subtitle"
        if name == "Quote":
            style.paragraph_format.left_indent = style.paragraph_format.right_indent = Mm(6)
        if name == "Title":
            style.font.bold = True
        for old in about.findall(qn("w:bCs")) + about.findall(qn("w:iCs")):
            about.remove(old)
        if style.font.bold:
            about.find(qn("w:b")).addnext(parse_xml(f'<w:bCs xmlns:w="{_W}"/>'))
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break
    writer = _Writer(document)
    head = list(shown.notices) if shown.is_draft else []
    paragraphs = [
        writer.paragraph(writer.said(one, bold=True), one.direction, style="Header") for one in head
    ]
    if not head:
        paragraphs = [
            writer.paragraph(
                writer.runs(runs(look.house.names[side.code], side.code)), side.direction, style="Header"
            )
            for side in shown.languages
            if look.house.names.get(side.code)
        ]
    if paragraphs:
        section.different_first_page_header_footer = shown.is_draft  # the first page has the notice already
        header = section.header
        header.is_linked_to_previous = False
        old = list(header._element)
        for part in _parsed(paragraphs):
            header._element.append(part)
        for part in old:
            header._element.remove(part)
    _tell(document, shown, look)


def _tell(document: Any, shown: Page, look: Look) -> None:
    about = document.core_properties
    when = moment(shown.time or "1980-01-01").replace(tzinfo=None)
    about.title = shown.title[:250]
    about.author = look.house.name(shown.language)[:250]
    about.last_modified_by = ""
    about.comments = ""
    about.language = shown.language
    about.revision = max(shown.number, 1)
    about.created = about.modified = when
    about.content_status = clean(shown.status)
