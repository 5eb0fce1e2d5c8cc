"""Plain text and the inline markup over it go in; safe HTML or Markdown comes out, and what is unsafe is told from what is safe."""

from __future__ import annotations

import html as _html
import re
from collections import Counter
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: Elements that a text may carry; anything else is text only.
SAFE_TAGS = frozenset(("a", "em", "strong", "b", "i", "u", "s", "sub", "sup", "mark", "code", "span", "br"))
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE_SCHEMES = frozenset(("http:", "https:", "mailto:", "tel:"))
_CONTROL = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029\ufffd]")
_LANG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_LONGEST = 2000  # characters of an address or a title; longer ones are no address of an article


class Span(Protocol):
    """What lies over text[start:end]; translate.model.Markup is one."""

    @property
    def tag(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def attributes(self) -> tuple[tuple[str, str], ...]: ...


def safe_href(address: str) -> str:
    """An address as it may stand in a link: relative, http, https, mailto or tel; an empty string for any other."""
    address = address.strip()
    scheme = _SCHEME.match(_CONTROL.sub("", address))
    if len(address) > _LONGEST or (scheme and scheme[0].casefold() not in _SAFE_SCHEMES):
        return ""
    return _CONTROL.sub(lambda sign: "%20" if sign[0] == " " else "", address)


def safe_attributes(tag: str, attributes: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...] | None:
    """What remains of the attributes of an element, or None where the element itself must go (its text stays).

    `a` needs a safe href, `span` needs lang or dir; href, title, lang and dir are all that may stand.
    """
    if tag not in SAFE_TAGS:
        return None
    kept: dict[str, str] = {}
    for name, value in attributes:
        if name == "href" and tag == "a" and (address := safe_href(value)):
            kept["href"] = address
        elif name == "title" and value.strip():
            kept["title"] = " ".join(value.split())[:_LONGEST]
        elif (name == "lang" and _LANG.fullmatch(value)) or (
            name == "dir" and value.casefold() in ("ltr", "rtl", "auto")
        ):
            kept[name] = value if name == "lang" else value.casefold()
    if (tag == "a" and "href" not in kept) or (tag == "span" and kept.keys().isdisjoint(("lang", "dir"))):
        return None
    return tuple(kept.items())


def to_html(text: str, markup: Sequence[Span] = ()) -> str:
    """Text with its markup as an HTML fragment: everything escaped, elements well nested, line ends as `<br>`."""
    return _render(text, markup, _html_text, _html_open, _html_close)


def to_markdown(text: str, markup: Sequence[Span] = ()) -> str:
    """Text with its markup as CommonMark: what could be read as a sign is escaped, what Markdown lacks stands as HTML."""
    written = _render(text, _for_markdown(text, markup), _markdown_text, _markdown_open, _markdown_close)
    return _LINE_START.sub(r"\1\\\2", written)


def _render(
    text: str,
    markup: Sequence[Span],
    write: Callable[[str, Sequence[Span]], str],
    opening: Callable[[Span], str],
    closing: Callable[[Span], str],
) -> str:
    """Close and reopen what crosses, so that elements nest; a link inside a link is left out."""
    spans = sorted(
        (span for span in markup if span.tag != "br" and 0 <= span.start < min(span.end, len(text))),
        key=lambda span: (span.start, -span.end),
    )
    places = sorted(
        {0, len(text), *(span.start for span in spans), *(min(span.end, len(text)) for span in spans)}
    )
    waiting, is_open, written = spans[::-1], list[Span](), list[str]()
    held, around = "", list[Span]()  # text that no mark has cut yet, and what is open around it
    for place, after in zip(places, [*places[1:], len(text)], strict=True):
        marks: list[str] = []
        reopened: list[Span] = []
        while any(span.end <= place for span in is_open):
            top = is_open.pop()
            marks.append(closing(top))
            if top.end > place:
                reopened.append(top)
        for span in (*reopened[::-1], *_starting(waiting, place)):
            if span.tag == "a" and any(other.tag == "a" for other in is_open):
                continue
            marks.append(opening(span))
            is_open.append(span)
        if any(marks):
            written += [write(held, around), *marks]
            held, around = "", list(is_open)
        held += text[place:after]
    return "".join([*written, write(held, around), *(closing(span) for span in reversed(is_open))])


def _starting(waiting: list[Span], place: int) -> list[Span]:
    found = []
    while waiting and waiting[-1].start == place:
        found.append(waiting.pop())
    return found


def _html_text(text: str, _: Sequence[Span]) -> str:
    return _html.escape(text, quote=False).replace("\n", "<br>\n")


def _html_open(span: Span) -> str:
    attributes = safe_attributes(span.tag, span.attributes)
    if attributes is None:
        return ""
    return (
        "<" + " ".join([span.tag, *(f'{name}="{_html.escape(value)}"' for name, value in attributes)]) + ">"
    )


def _html_close(span: Span) -> str:
    return "" if safe_attributes(span.tag, span.attributes) is None else f"</{span.tag}>"


_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>~|]|&(?=#?\w{1,32};)|!(?=$|\[))")
#: What would make a line a heading, a list item, a quotation, a rule or the underline of a heading.
_LINE_START = re.compile(r"^([ \t]*(?:\d{1,9}(?=[.)]))?)([#+=-]|(?<=\d)[.)])", re.MULTILINE)
_SIGNS = {"em": "*", "i": "*", "strong": "**", "b": "**", "s": "~~"}
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_MANY = 1000  # spans of one text; with more all stand as HTML, for telling which cross costs the square of their number


class _Sign:
    """A span as Markdown will write it: with a sign of its own, or with the HTML element."""

    def __init__(self, span: Span, opening: str, closing: str) -> None:
        self.tag, self.start, self.end, self.attributes = span.tag, span.start, span.end, span.attributes
        self.opening, self.closing = opening, closing


def _for_markdown(text: str, markup: Sequence[Span]) -> list[_Sign]:
    """Signs where they will be read as signs (CommonMark 0.31, 6.2: flanking delimiters), HTML elsewhere."""
    edges = Counter(edge for span in markup for edge in (span.start, span.end))
    are_many = len(markup) > _MANY
    signs = []
    for span in markup:
        attributes = safe_attributes(span.tag, span.attributes)
        if attributes is None:
            continue
        opening, closing = _html_open(span), _html_close(span)
        inside = text[span.start : span.end]
        is_alone = (
            not are_many
            and edges[span.start] == 1
            and edges[span.end] == 1
            and not any(other is not span and _crosses(span, other) for other in markup)
        )
        if span.tag == "a" and is_alone and {"lang", "dir"}.isdisjoint(dict(attributes)):
            opening, closing = "[", _markdown_target(dict(attributes))
        elif (
            span.tag == "code"
            and is_alone
            and not set("`<>&\\\n") & set(inside)
            and inside == inside.strip()
            and not any(_holds(span, other) for other in markup)
        ):
            opening = closing = "`"
        elif (
            span.tag in _SIGNS
            and not attributes
            and is_alone
            and _flanks(text, span.start, span.end)
            and not any(_SIGNS.get(other.tag) == _SIGNS[span.tag] and _holds(other, span) for other in markup)
        ):
            opening = closing = _SIGNS[span.tag]
        signs.append(_Sign(span, opening, closing))
    return signs


def _crosses(span: Span, other: Span) -> bool:
    return span.start < other.start < span.end < other.end or other.start < span.start < other.end < span.end


def _holds(span: Span, other: Span) -> bool:
    return other is not span and span.start <= other.start and other.end <= span.end


def _flanks(text: str, start: int, end: int) -> bool:
    """Whether signs around text[start:end] open and close there, whatever stands beside them."""
    inside = text[start:end]
    if not inside or inside[0].isspace() or inside[-1].isspace() or "\n\n" in inside:
        return False
    before, after = text[start - 1 : start] if start else " ", text[end : end + 1] or " "
    opens = not _PUNCTUATION.match(inside[0]) or before.isspace() or bool(_PUNCTUATION.match(before))
    closes = not _PUNCTUATION.match(inside[-1]) or after.isspace() or bool(_PUNCTUATION.match(after))
    return opens and closes and before not in "*~" and after not in "*~"


def _markdown_target(attributes: dict[str, str]) -> str:
    address = re.sub(r"[<>\\()]", lambda sign: f"%{ord(sign[0]):02X}", attributes["href"])
    title = attributes.get("title", "").replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'](<{address}> "{title}")' if title else f"](<{address}>)"


def _markdown_open(span: Span) -> str:
    return span.opening if isinstance(span, _Sign) else _html_open(span)


def _markdown_close(span: Span) -> str:
    return span.closing if isinstance(span, _Sign) else _html_close(span)


def _markdown_text(text: str, is_open: Sequence[Span]) -> str:
    is_code = any(isinstance(span, _Sign) and span.opening == "`" for span in is_open)
    return text if is_code else _MARKDOWN_SIGNS.sub(r"\\\1", text).replace("\n", "\\\n")
