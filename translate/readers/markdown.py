"""Markdown in, an article out: headings, paragraphs, lists, quotes; code, rules and front matter as furniture; links kept."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from translate import readers
from translate.errors import InputError
from translate.model import Article, Block, BlockKind, Markup
from translate.text import elements, newspage
from translate.text.markup import SAFE_TAGS, safe_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

suffixes = (".md", ".markdown", ".mdown")

_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_SIGNS = re.compile(
    r"^#{1,6}[ \t]+\S|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)|^```|^\*\s+\S|\*\*\S[^*\n]{0,200}\*\*", re.MULTILINE
)
_FRONT = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\n(.{0,20000}?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w-]{0,40})\s*[:=]\s*(.*)")
#: More nesting than markdown-it follows: such a text is no Markdown, and is read line by line instead.
_TOO_DEEP = re.compile(
    r"^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){30}|^[ \t]{100,}(?:>|[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE
)
_DEEPEST = 90
_BRACKETS = 1000  # in one paragraph; looking for the links among them costs the square of their number
_TAG = re.compile(
    r"<(?P<close>/)?(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:\s+[^\s=<>\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*/?>"
)
_ATTRIBUTE = re.compile(r"([^\s=<>\"'/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_TAGS = {"em": "em", "strong": "strong", "s": "s", "link": "a"}


def looks_like(head: str) -> bool:
    """It begins with a heading or front matter, or holds several signs that only Markdown has."""
    start = head.lstrip("\ufeff \t\r\n")
    front = _FRONT.match(start)
    if _HEADING.match(start) or (front and _FIELD.match(front[2])):
        return True
    return len({sign[0][:2] for sign in _SIGNS.finditer(head[:20000])}) >= 2


def read(intake: readers.Intake) -> Iterator[Article | InputError]:
    """One article. Every line of text is in exactly one block, in order; links, emphasis and code lie over it as markup."""
    decoded = intake.text()
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    metadata, front, body = _front_matter(text)
    page = _Page()
    if front:
        page.add(front, "furniture")
    if _TOO_DEEP.search(body) or max(part.count("[") for part in body.split("\n\n")) > _BRACKETS:
        page.notices.append("nested too deep for Markdown; read as plain text")
        for piece in newspage.pieces(body):
            page.add(piece.text, piece.role)
    else:
        page.read(body)
    blocks = page.blocks(metadata.get("title", ""))
    notices = [*decoded.notices, *page.told()]
    language = metadata.get("lang") or metadata.get("language")
    yield readers.article(
        intake,
        blocks,
        format="markdown",
        encoding=decoded.encoding,
        metadata=metadata,
        notices=notices,
        language=language,
    )


def _front_matter(text: str) -> tuple[dict[str, str], str, str]:
    """The fields of the front matter, the front matter as it stands, and what follows; lists and nested fields stay in it unread."""
    found = _FRONT.match(text)
    fields = [_FIELD.fullmatch(line) for line in found[2].splitlines()] if found else []
    if not found or not fields or fields[0] is None:
        return {}, "", text
    metadata = {
        field[1].casefold(): field[2].strip().strip("\"'") for field in fields if field and field[2].strip()
    }
    return metadata, found[0].strip("\ufeff \n"), text[found.end() :]


@dataclass(slots=True)
class _Line:
    """The text of one inline token as it grows, with the markup over it and what is still open."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Markup] = field(default_factory=list)
    opened: list[tuple[str, tuple[tuple[str, str], ...], int, bool]] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def open(self, tag: str, attributes: Sequence[tuple[str, str]]) -> bool:
        """Begin an element; False where it may not come over into the article."""
        kept = safe_attributes(tag, attributes)
        self.opened.append((tag, kept or (), self.length, kept is not None))
        return kept is not None

    def close(self, tag: str) -> bool:
        """Close the nearest element of that name; False where none is open."""
        place = next(
            (place for place in reversed(range(len(self.opened))) if self.opened[place][0] == tag), None
        )
        if place is None:
            return False
        _, attributes, start, is_safe = self.opened.pop(place)
        if is_safe and start < self.length:
            self.marks.append(Markup(tag, start, self.length, attributes))
        return True


@dataclass(slots=True)
class _Page:
    """Blocks as they are found, and what is not carried over."""

    texts: list[str] = field(default_factory=list)
    kinds: list[str | None] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    markup: list[tuple[Markup, ...]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    pictures: int = 0
    links: int = 0
    tags: int = 0
    used: set[str] = field(default_factory=set)

    def add(self, text: str, kind: str | None, level: int = 0, markup: Sequence[Markup] = ()) -> None:
        """Keep a block, without the white space around it."""
        start = len(text) - len(text.lstrip())
        stripped = text.strip()
        if not stripped:
            return
        kept = []
        for mark in markup:
            low, high = max(0, mark.start - start), min(len(stripped), mark.end - start)
            if low < high:
                kept.append(Markup(mark.tag, low, high, mark.attributes))
        self.texts.append(stripped)
        self.kinds.append(kind)
        self.levels.append(level)
        outer_first = kept[::-1]  # inner elements close first
        self.markup.append(tuple(sorted(outer_first, key=lambda mark: (mark.start, -mark.end))))

    def told(self) -> list[str]:
        """What does not come over into the article."""
        counts = (
            (self.pictures, "picture", "not carried over"),
            (self.links, "link", "left out: the address is not safe"),
            (self.tags, "HTML tag", "left out"),
        )
        return [
            *self.notices,
            *(f"{count} {what}{'s' * (count > 1)} {why}" for count, what, why in counts if count),
        ]

    def read(self, text: str) -> None:
        """Walk through the tokens of markdown-it."""
        from markdown_it import MarkdownIt

        parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
        parser.validateLink = lambda url: bool(url)  # type: ignore[method-assign] # else the address would stay in the text
        lines, environment = text.split("\n"), dict[str, Any]()
        tokens = parser.parse(text, environment)
        unused = self._unused(
            [*environment.get("references", {}).values(), *environment.get("duplicate_refs", [])],
            tokens,
            lines,
        )
        quotes, items = 0, 0
        for place, token in enumerate(tokens):
            while unused and token.map and unused[0][0] < token.map[0]:
                self.add(unused.pop(0)[1], "furniture")
            quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
            items += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
            if token.type == "inline":
                self._inline(token, tokens[place - 1], quotes, items)
            elif token.type in ("fence", "code_block", "hr"):
                self.add("\n".join(lines[slice(*token.map)]) if token.map else token.content, "furniture")
            elif token.type == "html_block":
                self._html(token.content)
        for _, line in unused:
            self.add(line, "furniture")

    def _unused(
        self, references: Sequence[dict[str, object]], tokens: Sequence[Token], lines: Sequence[str]
    ) -> list[tuple[int, str]]:
        """Definitions of links that no link uses, with their lines: `[Name]: word` may be meant as text."""
        used = {
            str(child.attrs.get("href") or child.attrs.get("src"))
            for token in tokens
            for child in token.children or ()
            if child.attrs
        }
        found = []
        for reference in references:
            start, end = cast("tuple[int, int]", reference["map"])
            if reference["href"] not in used:
                found.append((start, "\n".join(lines[start:end])))
        return sorted(found)

    def _inline(self, token: Token, opening: Token, quotes: int, items: int) -> None:
        line = _Line()
        pictures, blocks = self.pictures, len(self.texts)
        for child in token.children or ():
            self._child(child, line)
        text = "".join(line.parts)
        if opening.type == "heading_open":
            level = int(opening.tag[1])
            kind: str | None = "headline" if level == 1 else "subhead"
        else:
            level = items or quotes
            kind = (
                "list_item"
                if items
                else "quote"
                if quotes
                else "paragraph"
                if opening.type in ("th_open", "td_open")
                else None
            )
        if self.pictures > pictures and not text.strip() and len(self.texts) == blocks:
            text, kind = token.content, "furniture"
        self.add(text, kind, level, line.marks)

    def _child(self, child: Token, line: _Line) -> None:
        name = child.type.removesuffix("_open").removesuffix("_close")
        if child.type == "softbreak":
            line.write(" ")
        elif child.type == "hardbreak":
            line.marks.append(Markup("br", line.length, line.length + 1))
            line.write("\n")
        elif child.type == "code_inline":
            line.marks.append(Markup("code", line.length, line.length + len(child.content)))
            line.write(child.content)
        elif child.type == "image":
            self.pictures += 1
            if "".join(line.parts).strip():
                line.write(child.content)
            else:
                self.add(child.content, "caption")
        elif child.type == "html_inline":
            self._tag(child.content, line)
        elif child.type.endswith("_open"):
            is_safe = line.open(
                _TAGS.get(name, name), [(key, str(value)) for key, value in child.attrs.items()]
            )
            self.links += name == "link" and not is_safe
        elif child.type.endswith("_close"):
            line.close(_TAGS.get(name, name))
        else:
            line.write(child.content)

    def _tag(self, source: str, line: _Line) -> None:
        """An HTML tag in the text: markup where it is safe; the text itself where it is no HTML, as in `<name>`."""
        found = _TAG.fullmatch(source)
        if found is None:
            self.tags += 1
            return
        tag = found["tag"].casefold()
        attributes = [
            (name.casefold(), html.unescape(double or single or bare))
            for name, double, single, bare in _ATTRIBUTE.findall(found["attributes"])
        ]
        if tag not in elements.KNOWN and tag not in SAFE_TAGS:
            line.write(source)
        elif tag == "br":
            line.marks.append(Markup("br", line.length, line.length + 1))
            line.write("\n")
        elif found["close"]:
            if not line.close(tag):
                self.tags += 1
        else:
            self.tags += not line.open(tag, attributes)

    def _html(self, source: str) -> None:
        """A block of HTML: the text in it, or the tags alone as furniture."""
        try:
            article = readers.read_text(source, format="html")
        except InputError:
            self.add(source, "furniture")
            return
        for block in article.blocks:
            is_heading = block.kind is BlockKind.HEADLINE and not block.level
            self.add(block.text, None if is_heading else block.kind.value, block.level, block.markup)

    def blocks(self, title: str) -> tuple[Block, ...]:
        """Every block with its kind; one headline, the first heading or else the title of the front matter."""
        self._choose_headline(is_titled=bool(title))
        pieces = newspage.assign(self.texts, self.kinds)
        is_headless = title and not any(piece.role == "headline" for piece in pieces)
        blocks = [Block("b1", BlockKind.HEADLINE, title, level=1)] if is_headless else []
        first = len(blocks) + 1
        for place, piece in enumerate(pieces):
            repeats = None if piece.repeats is None else f"b{piece.repeats + first}"
            level = (
                self.levels[place]
                if self.kinds[place] in ("headline", "subhead", "list_item", "quote")
                else 0
            )
            blocks.append(
                Block(
                    f"b{place + first}", BlockKind(piece.role), piece.text, self.markup[place], level, repeats
                )
            )
        return tuple(blocks)

    def _choose_headline(self, *, is_titled: bool) -> None:
        """The first h1; without one, the first heading above all text, unless the front matter gives a title."""
        headings = [place for place, kind in enumerate(self.kinds) if kind == "headline"]
        if not headings and not is_titled:
            above = next(
                (place for place, kind in enumerate(self.kinds) if kind not in ("furniture", "subhead")),
                len(self.kinds),
            )
            headings = [place for place, kind in enumerate(self.kinds[:above]) if kind == "subhead"][:1]
        for place in headings[1:]:
            if self.texts[place] != self.texts[headings[0]]:
                self.kinds[place] = "subhead"
        for place in headings[:1]:
            self.kinds[place] = "headline"
