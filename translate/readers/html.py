"""A web page in, an article out: headings, paragraphs, lists, quotes, captions; navigation and the like as furniture; links kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from translate import readers
from translate.errors import InputError
from translate.model import Block, BlockKind, Markup
from translate.text import elements, masthead, newspage
from translate.text.folding import fold
from translate.text.markup import safe_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.model import Article

suffixes = (".html", ".htm", ".xhtml")

_DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(
    r"\s*<(?:p|div|h[1-6]|article|section|main|table|ul|ol|blockquote|figure|header)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"</(?:p|div|h[1-6]|article|section|main|table|ul|ol|blockquote|figure|header)\s*>", re.IGNORECASE
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})",
    re.IGNORECASE,
)
_SAME = {
    "strike": "s",
    "del": "s",
    "ins": "u",
    "tt": "code",
    "kbd": "code",
    "samp": "code",
    "bdo": "span",
    "bdi": "span",
    "q": "span",
}
_WHITE = re.compile(r"[ \t\r\n\f]+")
_GAP = re.compile(r"\n[ \t]*\n\s*")
_LONG = 60  # characters; from here on a block weighs in the search for the body of the page
_WRAPPER = 0.4  # share of the page's long text; what holds more is no sidebar, whatever it is called
_DEEPEST = 64  # elements that may carry markup, or name a region, one inside the other


def looks_like(head: str) -> bool:
    """A document, or a fragment that begins with an element of text and closes one."""
    return bool(_DOCUMENT.match(head)) or bool(_FRAGMENT.match(head) and _CLOSED.search(head))


def read(intake: readers.Intake) -> Iterator[Article | InputError]:
    """One article. All text that a browser would show is in exactly one block, in order; links and emphasis lie over it.

    Nothing is loaded, no entity but those of HTML is known, and nesting costs no stack.
    """
    data = intake.data()
    found = _DECLARED.search(data, 0, 4096)
    decoded = intake.decode(data, declared=(found[1] or found[2]).decode("ascii") if found else None)
    page = _Page()
    _parse(decoded.text, page, intake.source)
    yield readers.article(
        intake,
        _blocks(page),
        format="html",
        encoding=decoded.encoding,
        language=page.language,
        metadata=page.metadata(),
        notices=[*decoded.notices, *page.notices()],
    )


def _parse(text: str, page: _Page, source: str) -> None:
    from lxml import etree

    parser = etree.HTMLParser(
        target=cast("etree.ParserTarget", page), encoding="utf-8", huge_tree=True, no_network=True
    )
    try:
        parser.feed(text.encode())
        parser.close()
    except etree.LxmlError as error:
        raise InputError(
            f"this is not HTML ({error})", file=source, advice="give the page as it was saved"
        ) from None


@dataclass(slots=True)
class _Element:
    """An open element. `owner` is the number of the element that gave the kind, `regions` what it lies in, outermost first."""

    tag: str
    block: str = ""
    kind: str | None = None
    owner: int = 0
    level: int = 0
    regions: tuple[int, ...] = ()
    is_unseen: bool = False
    is_pre: bool = False
    is_inline: bool = False


@dataclass(slots=True)
class _Inline:
    """Markup that is open, and where it began in the block at hand."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    start: int


@dataclass(slots=True)
class _Region:
    """An element that is furniture by its name (`nav`, class `related`), or may be the article itself (`main`)."""

    purpose: str
    weight: int = 0
    has_h1: bool = False

    def is_furniture(self, total: int) -> bool:
        """It is what its name says, unless it holds much of the page's long text, or the headline: then it is a wrapper."""
        if self.purpose == "main" or self.weight > _WRAPPER * total:
            return False
        return self.purpose == "furniture" or not (self.has_h1 or not total)


@dataclass(slots=True)
class _Found:
    """A block as it stands in the page: text, markup, and what the elements around it say."""

    text: str
    markup: tuple[Markup, ...]
    tag: str
    kind: str | None
    owner: int
    level: int
    regions: tuple[int, ...]

    @property
    def is_linked(self) -> bool:
        """Most of it is links."""
        return sum(mark.end - mark.start for mark in self.markup if mark.tag == "a") > 0.6 * len(self.text)

    @property
    def weight(self) -> int:
        """What the block counts in the search for the body: the characters of a long text that is no list of links."""
        return (
            len(self.text)
            if len(self.text) >= _LONG and self.kind in (None, "list_item", "quote") and not self.is_linked
            else 0
        )

    @property
    def is_code(self) -> bool:
        return self.tag == "pre" and any(mark.tag == "code" for mark in self.markup)


class _Page:
    """What lxml tells of a page, event by event: no tree is built, so that no nesting is too deep."""

    def __init__(self) -> None:
        self.language: str | None = None
        self.found: list[_Found] = []
        self.regions: list[_Region] = []
        self.limits: dict[int, elements.Told] = {}
        self.meta: dict[str, str] = {}
        self._stack: list[_Element] = [_Element("")]
        self._inline: list[_Inline] = []
        self._buffer: list[str] = []
        self._length = 0
        self._marks: list[Markup] = []
        self._title: list[str] = []
        self._elements = self._pictures = self._links = 0

    @property
    def title(self) -> str:
        """The title of the page, as it is given to other sites or else in the head."""
        return " ".join((self.meta.get("og:title") or "".join(self._title)).split())

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        self._elements += 1
        if tag in elements.BLOCKS:
            self._flush()
        parent = self._stack[-1]
        element = replace(
            parent, tag=tag, is_inline=False, is_unseen=parent.is_unseen or tag in elements.UNSEEN
        )
        element.is_pre = parent.is_pre or tag in elements.PREFORMATTED
        self._stack.append(element)
        if tag in elements.BLOCKS:
            self._name(element, parent, attributes)
        elif tag == "br":
            self._break()
        elif not element.is_unseen:
            self._open(element, attributes)
        self._note(tag, attributes)

    def end(self, tag: str) -> None:
        """An element closes, and what is still open in it."""
        if tag in elements.BLOCKS:
            self._flush()
        depth = next(
            (back for back in range(1, min(len(self._stack), 200)) if self._stack[-back].tag == tag), 0
        )
        for _ in range(depth):
            self._close(self._stack.pop())

    def data(self, text: str) -> None:
        """Text; white space is one space, as in a browser."""
        element = self._stack[-1]
        if element.is_unseen:
            return
        if element.block == "title" and not any(
            self.regions[region].purpose == "furniture" for region in element.regions
        ):
            self._title.append(text)
        elif element.is_pre:
            self._write(text.replace("\r\n", "\n"))
        else:
            text = _WHITE.sub(" ", text)
            self._write(
                text.lstrip(" ") if not self._length or self._buffer[-1][-1:] in (" ", "\n") else text
            )

    def comment(self, text: str) -> None:
        """A comment is no text of the page."""

    def pi(self, *_: object) -> None:
        """Nor is an instruction to a program."""

    def close(self) -> None:
        """The end of the page."""
        self._flush()

    def _write(self, text: str) -> None:
        if text:
            self._buffer.append(text)
            self._length += len(text)

    def _break(self) -> None:
        """One `<br>` is a line end, but white space in a heading; two are the end of a paragraph."""
        element = self._stack[-1]
        if element.is_unseen:
            return
        if element.kind in ("headline", "subhead"):
            self.data(" ")
        elif not element.is_pre and "".join(self._buffer[-2:]).rstrip(" ").endswith("\n"):
            self._flush()
        elif self._length:
            self._marks.append(Markup("br", self._length, self._length + 1))
            self._write("\n")

    def _open(self, element: _Element, attributes: Mapping[str, str]) -> None:
        tag = _SAME.get(element.tag, element.tag)
        kept = safe_attributes(tag, attributes.items())
        self._links += tag == "a" and kept is None and "href" in attributes
        if kept is not None and len(self._inline) < _DEEPEST:
            element.is_inline = True
            self._inline.append(_Inline(tag, kept, self._length))
        if element.tag == "q":
            self._write("“")

    def _close(self, element: _Element) -> None:
        if element.tag == "q" and not element.is_unseen:
            self._write("”")
        if element.is_inline and (inline := self._inline.pop()).start < self._length:
            self._marks.append(Markup(inline.tag, inline.start, self._length, inline.attributes))

    def _flush(self) -> None:
        """The end of a block: keep its text, and let markup that is still open go on in the next one."""
        if not self._length:
            return
        text, marks = "".join(self._buffer), self._marks
        marks += [
            Markup(inline.tag, inline.start, self._length, inline.attributes)
            for inline in reversed(self._inline)
        ]
        for inline in self._inline:
            inline.start = 0
        self._buffer, self._length, self._marks = [], 0, []
        element = self._stack[-1]
        for start, end in _paragraphs(text) if element.is_pre else [(0, len(text))]:
            self._keep(text, start, end, marks, element)

    def _keep(self, text: str, start: int, end: int, marks: Sequence[Markup], element: _Element) -> None:
        start, end = _strip(text, start, end)
        if start == end:
            return
        markup = _within(text, start, end, marks)
        found = _Found(
            text[start:end],
            markup,
            element.block,
            element.kind,
            element.owner,
            element.level,
            element.regions,
        )
        self.found.append(found)
        weight = found.weight
        for place in found.regions:
            self.regions[place].weight += weight
            self.regions[place].has_h1 |= found.tag == "h1"

    def _note(self, tag: str, attributes: Mapping[str, str]) -> None:
        """What the head of the page says, and what is not carried over."""
        if tag == "html":
            self.language = self.language or attributes.get("lang") or attributes.get("xml:lang")
        elif tag == "img":
            self._pictures += 1
        elif tag == "link" and attributes.get("rel") == "canonical":
            self.meta.setdefault("canonical", attributes.get("href", ""))
        elif tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            self.meta.setdefault(name.casefold(), attributes.get("content", ""))

    def _name(self, element: _Element, parent: _Element, attributes: Mapping[str, str]) -> None:
        """The kind of a block element, and the region that it opens."""
        element.block = element.tag
        if told := elements.told(element.tag, attributes):
            is_deeper = told.kind == parent.kind and told.kind in ("list_item", "quote")
            element.kind, element.owner = told.kind, self._elements
            element.level = (
                int(element.tag[1])
                if element.tag in elements.HEADINGS
                else parent.level + 1
                if is_deeper
                else 1
            )
            self.limits[self._elements] = told
        purpose = elements.purpose(element.tag, attributes)
        if (
            purpose
            and len(element.regions) < _DEEPEST
            and not (element.tag == "footer" and parent.kind == "quote")
        ):
            element.regions = (*element.regions, len(self.regions))
            self.regions.append(_Region(purpose))

    def notices(self) -> list[str]:
        """What does not come over into the article."""
        told = (
            (self._pictures, "picture", "not carried over"),
            (self._links, "link", "left out: the address is not safe"),
        )
        return [f"{count} {what}{'s' * (count > 1)} {why}" for count, what, why in told if count]

    def metadata(self) -> dict[str, str]:
        """Title, description, author, date, site, section and address, as the head of the page gives them."""
        names = {
            "description": ("description", "og:description"),
            "author": ("author", "article:author"),
            "date": ("article:published_time", "datepublished", "date"),
            "site": ("og:site_name",),
            "section": ("article:section",),
            "url": ("canonical", "og:url"),
        }
        found = {
            name: next((self.meta[key] for key in keys if self.meta.get(key)), "")
            for name, keys in names.items()
        }
        return {
            name: " ".join(value.split())[:1000]
            for name, value in {"title": self.title, **found}.items()
            if value.strip()
        }


def _blocks(page: _Page) -> tuple[Block, ...]:
    """Every block with its kind, in order; the title of the page is the headline where nothing else is."""
    kinds = _kinds(page)
    _choose_headline(page, kinds)
    pieces = newspage.assign([block.text for block in page.found], kinds)
    has_headline = any(piece.role == "headline" for piece in pieces)
    title = (
        ""
        if has_headline or not pieces
        else masthead.without_site(page.title, page.meta.get("og:site_name", ""))
    )
    blocks = [Block("b1", BlockKind.HEADLINE, title, level=1)] if title else []
    first = len(blocks) + 1
    for place, (block, piece) in enumerate(zip(page.found, pieces, strict=True)):
        repeats = None if piece.repeats is None else f"b{piece.repeats + first}"
        is_levelled = piece.role in ("headline", "subhead", "list_item", "quote") and block.kind is not None
        level = block.level if is_levelled else 0
        blocks.append(
            Block(f"b{place + first}", BlockKind(piece.role), block.text, block.markup, level, repeats)
        )
    return tuple(blocks)


def _kinds(page: _Page) -> list[str | None]:
    """What elements and regions say of each block; None where only the text can tell."""
    total = sum(block.weight for block in page.found)
    is_furniture = [region.is_furniture(total) for region in page.regions]
    held = Counter(block.owner for block in page.found)
    kinds: list[str | None] = []
    for block in page.found:
        told = page.limits.get(block.owner)
        is_beyond = told is not None and (
            (told.characters and len(block.text) > told.characters)
            or (told.blocks and held[block.owner] > told.blocks)
        )
        if block.is_code or any(is_furniture[region] for region in block.regions):
            kinds.append("furniture")
        else:
            kinds.append(None if is_beyond else block.kind)
    _mark_links_outside(page, kinds, total)
    return kinds


def _mark_links_outside(page: _Page, kinds: list[str | None], total: int) -> None:
    """Lists of links above and below the body are furniture; the body is `main` or `article`, or what lies between long texts."""
    mains = [
        place
        for place, region in enumerate(page.regions)
        if region.purpose == "main" and region.weight > 0.5 * total
    ]
    main = max(mains, key=lambda place: page.regions[place].weight, default=None)
    body = [
        place
        for place, block in enumerate(page.found)
        if kinds[place] != "furniture" and (block.weight if main is None else main in block.regions)
    ]
    for place, block in enumerate(page.found):
        is_outside = bool(body) and not body[0] <= place <= body[-1]
        if is_outside and block.is_linked and block.tag not in ("p", "h1") and kinds[place] != "section":
            kinds[place] = "furniture"


def _choose_headline(page: _Page, kinds: list[str | None]) -> None:
    """One text is the headline: an h1, or what a class names so, or what the title repeats, or a heading above the body."""
    found, title = page.found, fold(page.title)
    texts = [fold(block.text) for block in found]
    free = [place for place, kind in enumerate(kinds) if kind != "furniture"]
    body = next((place for place in free if found[place].weight), len(found))
    in_title = {place for place in free if texts[place] and texts[place] in title}
    choices = (
        [place for place in free if found[place].tag == "h1" and place in in_title],
        [place for place in free if found[place].tag == "h1"],
        [place for place in free if kinds[place] == "headline"],
        [
            place
            for place in free
            if place in in_title and len(texts[place].split()) >= 3 and 2 * len(texts[place]) > len(title)
        ],
        [place for place in free if found[place].tag in elements.HEADINGS and place < body],
    )
    chosen = next((places[0] for places in choices if places), None)
    for place in free:
        if (
            chosen is not None
            and texts[place] == texts[chosen]
            and kinds[place] in (None, "headline", "subhead")
        ):
            kinds[place] = "headline"
        elif kinds[place] == "headline":
            kinds[place] = None if chosen is None or place < chosen else "subhead"


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Places of the paragraphs of preformatted text, which blank lines part."""
    start = 0
    for gap in _GAP.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of text[start:end] without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _within(text: str, start: int, end: int, marks: Sequence[Markup]) -> tuple[Markup, ...]:
    """Markup over text[start:end], counted from there, without white space at its edges; outer elements come first."""
    kept: dict[Markup, None] = {}
    for mark in marks:
        low, high = max(start, mark.start), min(end, mark.end)
        if mark.tag != "br":
            low, high = _strip(text, low, high)
        if low < high:
            kept[replace(mark, start=low - start, end=high - start)] = None
    outer_first = list(kept)[::-1]  # inner elements close first
    return tuple(sorted(outer_first, key=lambda mark: (mark.start, -mark.end)))
