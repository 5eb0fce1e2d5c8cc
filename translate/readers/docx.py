"""A Word file in, an article out: headings, paragraphs, lists, quotes, tables; links and emphasis kept; packed bombs are refused."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from translate import readers
from translate.errors import InputError
from translate.model import Block, BlockKind, Markup
from translate.text import newspage
from translate.text.markup import safe_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Article

suffixes = (".docx",)

_SIZE = 256 * 2**20  # bytes of the whole file, unpacked
_RATIO = 200  # bytes out for a byte in, of a part that is larger than a MiB
_PARTS = 10_000
_KINDS = (
    ("title", "headline"),
    ("heading 1", "headline"),
    ("subtitle", "subhead"),
    ("heading", "subhead"),
    ("list", "list_item"),
    ("quote", "quote"),
    ("intense quote", "quote"),
    ("caption", "caption"),
)
_RUNS = ".//w:r[not(ancestor::w:del) and not(ancestor::w:txbxContent)]"


def looks_like(head: str) -> bool:
    """It is a zip file with the parts of a Word file."""
    return head.startswith("PK\x03\x04") and "word/" in head


def read(intake: readers.Intake) -> Iterator[Article | InputError]:
    """One article. Text that was deleted under tracked changes is left out; headers, footers and notes are not read."""
    data = intake.data()
    _check(data, intake)
    document = _open(data, intake)
    page = _Page()
    for element in document.element.body.iterchildren():
        page.take(element, document)
    properties = document.core_properties
    metadata = {
        name: readers.cleaned(str(value))[:1000]
        for name, value in (
            ("title", properties.title),
            ("author", properties.author),
            ("subject", properties.subject),
            ("created", properties.created),
        )
        if value and str(value) != "python-docx"
    }
    notices = []
    if len(document.inline_shapes):
        count = len(document.inline_shapes)
        notices.append(f"{count} picture{'s' * (count > 1)} not carried over")
    yield readers.article(intake, page.blocks(), format="docx", metadata=metadata, notices=notices)


def _check(data: bytes, intake: readers.Intake) -> None:
    """Raises InputError for what is no Word file, or swells beyond all measure."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            "an old Word file, or one with a password",
            file=intake.source,
            advice="save it as .docx without a password",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(
            f"this is no Word file ({error})", file=intake.source, advice="save it again"
        ) from error
    swells = any(part.file_size > max(2**20, _RATIO * part.compress_size) for part in parts)
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _SIZE or swells:
        raise InputError("the file swells beyond all measure when it is unpacked", file=intake.source)
    if not any(part.filename == "word/document.xml" for part in parts):
        raise InputError("this is no Word file", file=intake.source, advice="save it as .docx")


def _open(data: bytes, intake: readers.Intake) -> Any:
    import docx
    from lxml import etree

    try:
        return docx.Document(io.BytesIO(data))
    except (
        etree.LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        zipfile.BadZipFile,
        OSError,
        EOFError,
        docx.opc.exceptions.OpcError,
        docx.exceptions.PythonDocxError,
    ) as error:
        told = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(
            f"the Word file is broken ({told})",
            file=intake.source,
            advice="open it in Word and save it again",
        ) from error
    except Exception as error:
        if "zlib" in type(error).__module__ or type(error).__name__ == "error":
            raise InputError("the Word file is broken", file=intake.source, advice="save it again") from error
        raise


@dataclass(slots=True)
class _Page:
    """Blocks as they are found."""

    texts: list[str] = field(default_factory=list)
    kinds: list[str | None] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    markup: list[tuple[Markup, ...]] = field(default_factory=list)

    def take(self, element: Any, document: Any) -> None:
        """A paragraph, or every cell of a table."""
        name = str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name == "p":
            self._paragraph(element, document)
        elif name in ("tbl", "sdt", "ins", "moveTo", "sdtContent", "customXml", "smartTag"):
            for inner in element.xpath(".//w:p[not(ancestor::w:txbxContent)]"):
                self._paragraph(inner, document)

    def _paragraph(self, element: Any, document: Any) -> None:
        from docx.text.paragraph import Paragraph
        from docx.text.run import Run

        paragraph = Paragraph(element, document._body)
        parts: list[str] = []
        marks: list[Markup] = []
        length = 0
        for inner in element.xpath(_RUNS):
            run = Run(inner, paragraph)
            text = readers.cleaned(run.text.replace("\t", " "))
            if not text:
                continue
            for tag, attributes in _styles(run, inner, document):
                marks.append(Markup(tag, length, length + len(text), attributes))
            parts.append(text)
            length += len(text)
        whole = "".join(parts)
        start = len(whole) - len(whole.lstrip())
        stripped = whole.strip()
        if not stripped:
            return
        moved = [
            Markup(
                mark.tag, max(0, mark.start - start), min(len(stripped), mark.end - start), mark.attributes
            )
            for mark in _joined(marks)
        ]
        self.texts.append(stripped)
        kind, level = _kind(paragraph)
        self.kinds.append(kind)
        self.levels.append(level)
        self.markup.append(tuple(mark for mark in moved if mark.start < mark.end))

    def blocks(self) -> tuple[Block, ...]:
        """Every block with its kind; the first headline stays one."""
        heads = [place for place, kind in enumerate(self.kinds) if kind == "headline"]
        for place in heads[1:]:
            if self.texts[place] != self.texts[heads[0]]:
                self.kinds[place] = "subhead"
        pieces = newspage.assign(self.texts, self.kinds)
        return tuple(
            Block(
                f"b{place + 1}",
                BlockKind(piece.role),
                piece.text,
                self.markup[place],
                self.levels[place],
                None if piece.repeats is None else f"b{piece.repeats + 1}",
            )
            for place, piece in enumerate(pieces)
        )


def _kind(paragraph: Any) -> tuple[str | None, int]:
    """What the style of a paragraph says it is."""
    style = paragraph.style
    name = (style.name or "").casefold() if style is not None else ""
    kind = next((kind for start, kind in _KINDS if name == start or name.startswith(f"{start} ")), None)
    if kind is None and paragraph._p.xpath("./w:pPr/w:numPr"):
        kind = "list_item"
    digits = name.rpartition(" ")[2]
    level = (
        int(digits)
        if kind in ("headline", "subhead") and digits.isdecimal()
        else 1
        if kind == "headline"
        else 0
    )
    return kind, min(level, 9)


def _styles(run: Any, element: Any, document: Any) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The link around a run, and its emphasis."""
    for link in element.xpath("./ancestor::w:hyperlink[1]"):
        key = link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        relation = document.part.rels.get(key) if key else None
        href = str(relation.target_ref) if relation is not None and relation.is_external else ""
        kept = safe_attributes("a", [("href", href)]) if href else None
        if kept:
            yield "a", kept
    if run.bold:
        yield "strong", ()
    if run.italic:
        yield "em", ()


def _joined(marks: list[Markup]) -> list[Markup]:
    """Marks of one kind that touch are one; Word cuts runs where it likes."""
    found: list[Markup] = []
    for mark in marks:
        last = next(
            (
                place
                for place in reversed(range(len(found)))
                if (found[place].tag, found[place].attributes, found[place].end)
                == (mark.tag, mark.attributes, mark.start)
            ),
            None,
        )
        if last is None:
            found.append(mark)
        else:
            found[last] = Markup(mark.tag, found[last].start, mark.end, mark.attributes)
    return sorted(found, key=lambda mark: (mark.start, -mark.end))
