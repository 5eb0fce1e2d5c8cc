"""An HTML text goes in, the same HTML with its running text translated comes out: elements, attributes and order are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.etree import ParserError, _Comment, _Element, _ProcessingInstruction

from translate.errors import InputError
from translate.languages import language
from translate.model import Article, Block, BlockKind, DraftedArticle, Markup
from translate.text.elements import BLOCKS

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
    ]
)
_UNTOUCHED = frozenset(
    [
        "script",
        "style",
        "template",
        "code",
        "pre",
        "kbd",
        "samp",
        "var",
        "math",
        "svg",
        "textarea",
        "noscript",
        "head",
        "iframe",
        "object",
    ]
)
_DEEP = 200  # elements inside each other
_ATTRIBUTES = ("alt", "title", "placeholder", "aria-label")


@dataclass(slots=True)
class Run:
    """Text between two elements that end it: it hangs behind `before` in `parent`; `nodes` are the inline elements in it."""

    parent: _Element
    before: _Element | None
    text: str
    nodes: list[tuple[_Element, int, int]]
    members: list[_Element]


def translate_html(text: str, draft: Callable[[Article], DraftedArticle], *, source: str, target: str) -> str:
    """Raises InputError for what cannot be read as HTML. `draft` drafts an article of paragraphs."""
    if not text.strip():
        return text
    is_page = "<html" in text[:2000].casefold() or "<!doctype" in text[:2000].casefold()
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        root = (
            lxml_html.document_fromstring(text.encode(), parser=parser)
            if is_page
            else lxml_html.fragment_fromstring(text.encode(), create_parent="div", parser=parser)
        )
    except (ParserError, ValueError) as error:
        raise InputError(f"this is no HTML: {error}", advice="send it as format text") from error
    runs = [run for run in _runs(root) if run.text.strip()]
    blocks = tuple(_block(number, run) for number, run in enumerate(runs))
    if blocks:
        drafted = draft(Article("request", "-", source, blocks, "html"))
        for run, done in zip(runs, drafted.blocks, strict=True):
            if done.target:
                _replace(run, done.target, done.markup)
    if is_page:
        root.set("lang", target)
        root.set("dir", language(target).direction)
        doctype = str(getattr(root.getroottree().docinfo, "doctype", ""))
        body: str = lxml_html.tostring(root, encoding="unicode")
        return f"{doctype}\n{body}" if doctype else body
    inner = (root.text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return inner + "".join(lxml_html.tostring(child, encoding="unicode") for child in root)


def _runs(root: _Element) -> Iterator[Run]:
    stack: list[tuple[_Element, int]] = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        if depth > _DEEP:
            raise InputError(f"elements more than {_DEEP} deep", advice="send simpler HTML")
        run = Run(element, None, element.text or "", [], [])
        inner: list[_Element] = []
        for child in element:
            if _is_inline(child, 0):
                _take(run, child)
                run.text += child.tail or ""
                continue
            yield run
            if not isinstance(child, _Comment | _ProcessingInstruction) and not _is_left(child):
                inner.append(child)
            run = Run(element, child, child.tail or "", [], [])
        yield run
        stack.extend((child, depth + 1) for child in reversed(inner))


def _is_left(element: _Element) -> bool:
    return (
        element.tag in _UNTOUCHED
        or element.get("translate") == "no"
        or "notranslate" in (element.get("class") or "").split()
    )


def _is_inline(element: _Element, depth: int) -> bool:
    if isinstance(element, _Comment | _ProcessingInstruction) or not isinstance(element.tag, str):
        return False
    if element.tag not in _INLINE or element.tag in BLOCKS or _is_left(element) or depth > 20:
        return False
    return all(_is_inline(child, depth + 1) for child in element)


def _take(run: Run, element: _Element) -> None:
    start = len(run.text)
    place = len(run.nodes)
    run.nodes.append((element, start, start))
    run.text += element.text or ""
    for child in element:
        _take(run, child)
        run.text += child.tail or ""
    run.nodes[place] = (element, start, len(run.text))
    if element.getparent() is run.parent:
        run.members.append(element)


def _block(number: int, run: Run) -> Block:
    markup = tuple(
        Markup(str(element.tag), start, end, (("node", str(place)),))
        for place, (element, start, end) in enumerate(run.nodes)
        if end > start
    )
    return Block(f"b{number}", BlockKind.PARAGRAPH, run.text, markup)


def _replace(run: Run, text: str, markup: Sequence[Markup]) -> None:
    """Put the target where the run was, its inline elements (with all their attributes) around their words."""
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    tail = run.text[len(run.text.rstrip()) :]
    at = 0 if run.before is None else run.parent.index(run.before) + 1
    for member in run.members:
        member.tail = None
        run.parent.remove(member)
    spans = sorted(
        ((mark.start, mark.end, int(dict(mark.attributes)["node"])) for mark in markup),
        key=lambda s: (s[0], -s[1]),
    )
    pieces = _nested(text, spans, 0, len(text), run)
    first, rest = pieces
    if run.before is None:
        run.parent.text = lead + first
    else:
        run.before.tail = lead + first
    for place, node in enumerate(rest):
        run.parent.insert(at + place, node)
    if rest:
        rest[-1].tail = (rest[-1].tail or "") + tail
    elif run.before is None:
        run.parent.text = (run.parent.text or "") + tail
    else:
        run.before.tail = (run.before.tail or "") + tail


def _nested(
    text: str, spans: list[tuple[int, int, int]], start: int, end: int, run: Run
) -> tuple[str, list[_Element]]:
    """Text before the first element, and the elements with their tails, of text[start:end]; what crosses is cut to fit."""
    nodes: list[_Element] = []
    lead, position = "", start
    index = 0
    while index < len(spans):
        begin, stop, place = spans[index]
        begin, stop = max(begin, position), min(stop, end)
        index += 1
        inside = []
        while index < len(spans) and spans[index][0] < stop:
            inside.append(spans[index])
            index += 1
        between = text[position:begin]
        if nodes:
            nodes[-1].tail = between
        else:
            lead = between
        original = run.nodes[place][0]
        node = copy(original)
        for child in list(node):
            node.remove(child)
        node.text, children = _nested(text, inside, begin, max(begin, stop), run)
        for child in children:
            node.append(child)
        node.tail = None
        nodes.append(node)
        position = max(begin, stop)
    rest = text[position:end]
    if nodes:
        nodes[-1].tail = rest
    else:
        lead = rest
    return lead, nodes
