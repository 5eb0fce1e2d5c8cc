"""Lines of print go in, glyphs that stand for one letter each come out: so that text can be taken out of a PDF whole and in order.

A font draws one letter with several glyphs, several letters with one, and lifts letters off their line; WeasyPrint tells of
a glyph only what it first stood for. Whoever reads the file (pdftotext, a browser, a search engine) then loses letters:
of 877 Arabic words of news, pdftotext lost 34 in one order and 124 in another. Here every letter of a line gets a glyph of
its own in the embedded font: the first from the left draws the whole cluster, the others draw nothing, and all of them
stand on the line and share the cluster's width. What is seen stays the same.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import bidirectional

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST = 60_000  # glyphs of one font; TrueType has 65,535
LRM, RLM, ZWSP = "\u200e", "\u200f", "\u200b"
_WEAK = ("ES", "ET", "CS", "EN", "AN")
_LEAST = 0.115  # of the size; pdftotext takes what stands nearer than 0.1 to its neighbour for the same letter once more
_COLOURED = ("png", "svg", "colr")
_alone = Lock()


class Place(NamedTuple):
    """A glyph of the font, and where it is drawn, in units of the font from the cluster's left end."""

    glyph: int
    x: int
    y: int


class Cluster(NamedTuple):
    """Letters that are drawn together; `width` in units of the font."""

    text: str
    is_rtl: bool
    places: tuple[Place, ...]
    width: float


class Letter(NamedTuple):
    """One letter of a cluster as it is written: what is drawn with it, and its share of the width, in thousandths of the size."""

    text: str
    places: tuple[Place, ...]
    width: int


def letters(cluster: Cluster, upem: int) -> list[Letter]:
    """The letters of a cluster from left to right; the first draws it all."""
    texts = cluster.text[::-1] if cluster.is_rtl else cluster.text
    if not texts:
        texts = " "
    whole = round(cluster.width * 1000 / upem)
    share = whole // len(texts)
    last = whole - share * (len(texts) - 1)
    return [
        Letter(text, () if place else cluster.places, last if place == len(texts) - 1 else share)
        for place, text in enumerate(texts)
    ]


@contextmanager
def told() -> Iterator[Callable[[Any, Any], None]]:
    """While it lasts, WeasyPrint draws lines letter by letter; gives the `finisher` for `write_pdf`. One at a time."""
    from weasyprint.draw import text

    with _alone:
        before = text.draw_first_line
        drawing = _Drawing(before)
        text.draw_first_line = drawing.line
        try:
            yield drawing.finish
        finally:
            text.draw_first_line = before


class _Weight:
    """What stands on a page: letters of each direction, mixed lines of each direction, and how to write a space."""

    __slots__ = ("font", "letters", "mixed", "space", "stream")

    def __init__(self, stream: Any, font: Any) -> None:
        self.stream, self.font = stream, font
        self.space = font.letter(Letter(" ", (), 0))
        self.letters = {"ltr": 0, "rtl": 0}
        self.mixed = {"ltr": 0, "rtl": 0}

    @property
    def lacking(self) -> str:
        """Marks that have to be added for a reader to take the page for one of the direction of its mixed lines."""
        way, other, mark = (
            ("rtl", "ltr", RLM) if self.mixed["rtl"] > self.mixed["ltr"] else ("ltr", "rtl", LRM)
        )
        if not self.mixed[way]:
            return ""
        return mark * max(self.letters[other] - self.letters[way] + 1, 0)


class _Drawing:
    """Draws lines as weasyprint.draw.text.draw_first_line does; those with coloured pictures are drawn by `otherwise`."""

    def __init__(self, otherwise: Any) -> None:
        self._otherwise = otherwise
        self._fonts = _font_class()
        self._pages: dict[int, _Weight] = {}

    def line(self, stream: Any, textbox: Any, overflow: str, ellipsis: str, matrix: Any) -> Any:
        from weasyprint.text.ffi import ffi, pango

        size = textbox.style["font_size"]
        runs = []
        is_plain = overflow != "ellipsis" and ellipsis == "none" and textbox.text.strip() and size >= 1e-6
        if is_plain:
            pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)
            first, _ = textbox.pango_layout.get_first_line()
            run = first.runs[0]
            while run != ffi.NULL:
                runs.append((run.data, *self._fonts.of(stream, run.data.item.analysis.font)))
                run = run.next
        if not runs or any(font is None for _, font, _ in runs):
            return self._otherwise(stream, textbox, overflow, ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        text = textbox.pango_layout.text.encode()
        way = textbox.style["direction"]
        drawn = ""
        for item, font, font_size in runs:
            clusters = marked(list(_clusters(item, text, font.upem / font_size)), way == "rtl", font.upem)
            found = [letter for cluster in clusters for letter in letters(cluster, font.upem)]
            drawn += "".join(letter.text for letter in found)
            if found:
                stream.set_font_size(font.hash, font_size)
                stream.show_text(f"<{''.join(f'{font.letter(letter):04x}' for letter in found)}>")
        self._weigh(stream, runs[0][1], drawn, way)
        return []

    def _weigh(self, stream: Any, font: Any, drawn: str, way: str) -> None:
        page = self._pages.setdefault(id(stream), _Weight(stream, font))
        kinds = [bidirectional(letter) for letter in drawn]
        page.letters["ltr"] += kinds.count("L")
        page.letters["rtl"] += kinds.count("R") + kinds.count("AL")
        # A mark is there only where a run goes against its line.
        page.mixed[way] += (RLM if way == "rtl" else LRM) in drawn

    def finish(self, _document: Any, _pdf: Any) -> None:
        """Give each page the direction of its mixed lines.

        poppler counts the letters of a page and reads all its lines in the direction of the most: on a page in two
        languages Arabic lines with a number would come out in pieces. Marks that are not seen turn the count.
        """
        import pydyf

        for page in self._pages.values():
            if marks := page.lacking:
                said = pydyf.Dictionary({"ActualText": pydyf.String(marks)}).data
                written = f" BDC BT /{page.font.hash} 1 Tf 1 0 0 1 9 9 Tm [<{page.space:04x}>] TJ ET EMC EMC"
                page.stream.stream.append(b"/Artifact BMC /Span " + said + written.encode())


def _clusters(item: Any, text: bytes, scale: float) -> Iterator[Cluster]:
    """The clusters of a run from left to right; `text` is the line in UTF-8, `scale` units of the font in a point."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    glyphs, starts = item.glyphs.glyphs, item.glyphs.log_clusters
    count, offset, length = item.glyphs.num_glyphs, item.item.offset, item.item.length
    ends = dict(zip(known := sorted({starts[i] for i in range(count)}), [*known[1:], length], strict=True))
    is_rtl = bool(item.item.analysis.level % 2)
    for start, group in groupby(range(count), key=lambda index: starts[index]):
        places, left = [], 0.0
        for index in group:
            info = glyphs[index]
            glyph = info.glyph
            if glyph != pango.PANGO_GLYPH_EMPTY:
                if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                    glyph = 0
                x = left + info.geometry.x_offset * FROM_UNITS * scale
                y = -info.geometry.y_offset * FROM_UNITS * scale
                places.append(Place(glyph, round(x), round(y)))
            left += info.geometry.width * FROM_UNITS * scale
        said = text[offset + start : offset + ends[start]].decode(errors="replace").replace(ZWSP, "")
        if said or places:
            yield Cluster(said, is_rtl, tuple(places), left)


def marked(found: list[Cluster], is_rtl: bool, upem: int) -> list[Cluster]:
    """Clusters of a run in a line of a direction: what has no width goes to the letter that it stands with.

    A run against its line ends in a mark of the line's direction: readers of PDF turn a run round together with the space
    and the full stop beside it (poppler's `reorderText`), and the mark keeps them apart.
    """
    whole: list[Cluster] = []
    waiting: list[Cluster] = []  # marks of Arabic are drawn before their letter, from the left
    for one in _parted(found) if is_rtl else found:
        if one.width:
            whole.append(joined(*waiting, one))
            waiting = []
        elif whole and not one.is_rtl:
            whole[-1] = joined(whole[-1], one)
        else:
            waiting.append(one)
    if waiting:
        whole[-1:] = [joined(*whole[-1:], *waiting)]
    whole = _roomy(whole, upem)
    if not whole or whole[0].is_rtl is is_rtl:
        return whole
    if is_rtl:
        whole[0] = whole[0]._replace(text=f"{RLM}{whole[0].text}")
    else:
        whole[-1] = whole[-1]._replace(text=f"{LRM}{whole[-1].text}")
    return whole


def _parted(found: list[Cluster]) -> Iterator[Cluster]:
    """In Arabic, a sign between numbers that is followed by no letter gets a mark as well: such readers take it for a number."""
    left = ""
    for one in found:
        is_weak = bidirectional(one.text[-1:] or " ") in _WEAK and one.is_rtl
        yield one._replace(text=one.text + RLM) if is_weak and not left.isalpha() else one
        left = one.text[:1]


def _roomy(found: list[Cluster], upem: int) -> list[Cluster]:
    """Clusters joined with their neighbours until every letter has some width: what is narrower is taken for one drawn twice."""
    least = _LEAST * upem
    rows = list(found)
    place = 0
    while place < len(rows):
        one = rows[place]
        if len(rows) == 1 or one.width >= least * len(one.text):
            place += 1
            continue
        besides = [index for index in (place - 1, place + 1) if 0 <= index < len(rows)]
        other = max(besides, key=lambda index: (rows[index].text != " ", rows[index].width))
        first = min(place, other)
        rows[first : first + 2] = [joined(*rows[first : first + 2])]
        place = max(first - 1, 0)
    return rows


def joined(*found: Cluster) -> Cluster:
    """Clusters that stand beside each other, from left to right, as one."""
    places: list[Place] = []
    left = 0.0
    for one in found:
        places += [place._replace(x=place.x + round(left)) for place in one.places]
        left += one.width
    texts = [one.text for one in found]
    is_rtl = found[0].is_rtl
    return Cluster("".join(reversed(texts) if is_rtl else texts), is_rtl, tuple(places), left)


def _font_class() -> Any:
    """A font of WeasyPrint's whose glyphs are the letters that were written with it."""
    from weasyprint.pdf import fonts
    from weasyprint.text.fonts import get_pango_font_key

    base: Any = fonts.Font

    class Letters(base):  # type: ignore[misc]
        name: bytes
        hash: str
        file_content: bytes

        def __init__(self, pango_font: Any, description: Any, size: float, number: int) -> None:
            super().__init__(pango_font, description, size)
            # Not the name that WeasyPrint gives the same font where it draws itself.
            name = self.name.partition(b"+")[2]
            self.hash = "".join(chr(65 + (ord(sign) - 64 + number) % 26) for sign in self.hash)
            self.name = b"/" + self.hash.encode() + b"+" + name
            self.known: dict[Letter, int] = {}

        @staticmethod
        def of(stream: Any, pango_font: Any) -> tuple[Any, float]:
            """The font for a run, None for one of coloured pictures, of curves that we do not rearrange, or of a variable kind."""
            key, description, size = get_pango_font_key(pango_font)
            number = 0
            while (key, number) in stream._fonts and stream._fonts[key, number].is_full:
                number += 1
            if (key, number) not in stream._fonts:
                made = Letters(pango_font, description, size, number)
                if not made.is_plain:
                    return None, size
                stream._fonts[key, number] = made
            return stream._fonts[key, number], size

        @property
        def is_plain(self) -> bool:
            is_outline = "glyf" in self.tables and "fvar" not in self.tables and not self.bitmap
            return is_outline and not any(getattr(self, kind) for kind in _COLOURED)

        @property
        def is_full(self) -> bool:
            return len(self.known) >= _MOST

        def letter(self, letter: Letter) -> int:
            """The number by which a letter is written."""
            found = self.known.get(letter)
            if found is None:
                found = self.known[letter] = len(self.known) + 1  # 0 is .notdef
                self.to_unicode[found], self.widths[found] = letter.text, letter.width
            return found

        def clean(self, _to_unicode: Any, hinting: bool) -> None:
            """Leave of the font what was drawn, and put the letters together."""
            used = {place.glyph for letter in self.known for place in letter.places} | {0}
            self.missing = {0: 0}  # keeps the outline of .notdef
            self.subset(dict.fromkeys(used, ""), hinting)
            self.missing = {}
            self.file_content = composed(self.file_content, self.index, list(self.known))

    return Letters


def composed(data: bytes, index: int, found: list[Letter]) -> bytes:
    """A TrueType font whose glyphs are .notdef and then the letters, each put together from glyphs of the font in `data`."""
    import io

    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    font = TTFont(io.BytesIO(data), fontNumber=index, recalcTimestamp=False)
    order, table, metrics = font.getGlyphOrder(), font["glyf"], font["hmtx"]
    upem = font["head"].unitsPerEm
    drawn = sorted({place.glyph for letter in found for place in letter.places})
    glyphs = {".notdef": table[order[0]]}
    widths = {".notdef": metrics[order[0]]}
    for number, letter in enumerate(found, 1):
        glyph = Glyph()
        if letter.places:
            glyph.numberOfContours = -1
            glyph.components = []
        for place in letter.places:
            part = GlyphComponent()
            part.glyphName, part.x, part.y, part.flags = f"g{place.glyph}", place.x, place.y, 0x0002
            glyph.components.append(part)
        glyphs[f"c{number}"] = glyph
        widths[f"c{number}"] = (max(round(letter.width * upem / 1000), 0), 0)
    places = {name: place for place, name in enumerate(order)}
    while drawn:
        gid = drawn.pop()
        glyph = table[order[gid]]
        if f"g{gid}" in glyphs:
            continue
        glyphs[f"g{gid}"], widths[f"g{gid}"] = glyph, metrics[order[gid]]
        if glyph.isComposite():  # it names its parts by their old names
            glyph.expand(table)
            for part in glyph.components:
                inner = places[part.glyphName]
                part.glyphName = f"g{inner}"
                drawn.append(inner)
    for name in [name for name in font.keys() if name not in _KEPT]:  # noqa: SIM118
        del font[name]
    font.setGlyphOrder(list(glyphs))
    table.glyphs, table.glyphOrder = glyphs, list(glyphs)
    table._reverseGlyphOrder = {}
    metrics.metrics = widths
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        if name[0] == "c":
            metrics[name] = (widths[name][0], getattr(glyph, "xMin", 0))
    font["post"].formatType = 3.0
    written = io.BytesIO()
    font.save(written, reorderTables=False)
    return written.getvalue()


_KEPT = (
    "GlyphOrder",
    "head",
    "hhea",
    "maxp",
    "hmtx",
    "loca",
    "glyf",
    "post",
    "OS/2",
    "name",
    "cvt ",
    "fpgm",
    "prep",
)
