"""The name, class, id and role of an HTML element go in; what it is for on a news page comes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Elements that end a block of text; all others stand inside one.
BLOCKS = HEADINGS | frozenset(
    (
        "address", "article", "aside", "audio", "blockquote", "body", "button", "canvas", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html",
        "iframe", "legend", "li", "listing", "main", "menu", "nav", "noframes", "noscript", "object", "ol", "optgroup", "option", "p",
        "plaintext", "pre", "section", "select", "summary", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th",
        "thead", "title", "tr", "ul", "video", "xmp",
    )
)  # fmt: skip
#: All elements that a browser knows; a name in angle brackets that is none of them is text.
KNOWN = BLOCKS | frozenset(
    (
        "a", "abbr", "acronym", "area", "b", "base", "bdi", "bdo", "big", "br", "cite", "code", "col", "colgroup", "data", "del", "dfn",
        "em", "embed", "font", "head", "i", "img", "input", "ins", "kbd", "label", "link", "map", "mark", "math", "meta", "meter",
        "nobr", "output", "param", "picture", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "small", "source", "span",
        "strike", "strong", "style", "sub", "sup", "time", "track", "tt", "u", "var", "wbr",
    )
)  # fmt: skip
UNSEEN = frozenset(("script", "style", "template"))  # what stands in them is no text of the page
PREFORMATTED = frozenset(("pre", "xmp", "listing", "plaintext"))

_KINDS = {
    "h1": "headline", "h2": "subhead", "h3": "subhead", "h4": "subhead", "h5": "subhead", "h6": "subhead", "li": "list_item",
    "blockquote": "quote", "figcaption": "caption", "caption": "caption", "address": "byline", "summary": "subhead",
}  # fmt: skip
_FURNITURE = frozenset(
    (
        "nav", "footer", "button", "select", "menu", "noscript", "iframe", "textarea", "svg", "video", "audio", "canvas", "datalist",
    )
)  # fmt: skip
_AMP = ("amp-ad", "amp-sidebar", "amp-social", "amp-consent", "amp-embed")
_LIKELY_FURNITURE = frozenset(("aside", "form", "dialog", "object"))
_ROLES = frozenset(
    (
        "navigation",
        "contentinfo",
        "complementary",
        "search",
        "menu",
        "menubar",
        "toolbar",
        "dialog",
        "alertdialog",
    )
)
#: Words in a class or an id that tell what an element is for; the second set only as the last word of a name.
_PURPOSE = frozenset(
    (
        "nav", "navbar", "navigation", "navi", "sidebar", "related", "recommended", "recommendations", "sharing", "sharebar", "social",
        "newsletter", "newsletters", "subscribe", "subscription", "signup", "disqus", "advert", "adverts", "advertisement",
        "adsbygoogle", "promo", "sponsored", "outbrain", "taboola", "cookie", "cookies", "consent", "gdpr", "popup", "modal",
        "trending", "morestories", "morenews", "readmore", "alsoread", "mostpopular", "sharedaddy", "sharethis", "addthis", "mostread", "mostviewed", "recirc", "pagination", "pager", "copyright", "toolbar", "skiplink", "addtoany",
    )
)  # fmt: skip
_LAST = frozenset(
    ("share", "ad", "ads", "menu", "comments", "tags", "widget", "widgets", "popular", "footer", "picks")
)
_NEGATIONS = frozenset(("no", "not", "non", "without", "with", "has", "is", "hide"))
_MAIN = re.compile(
    r"(?:article|entry|post|story|content)[-_]?(?:body|content|text)|articlebody", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]+")
_LOOK = 400  # characters of a class that are looked at


class Told(NamedTuple):
    """A kind of block, the most characters such a block has, and the most blocks that an element so named holds (0: any)."""

    kind: str
    characters: int = 0
    blocks: int = 0


_CLASSES = {
    "byline": Told("byline", 200, 3), "author": Told("byline", 200, 2), "authors": Told("byline", 200, 3), "writer": Told("byline", 200, 2),
    "dateline": Told("dateline", 120, 1), "kicker": Told("section", 120, 2), "eyebrow": Told("section", 120, 2),
    "rubric": Told("section", 120, 2), "breadcrumb": Told("section", 120, 12), "breadcrumbs": Told("section", 120, 12),
    "standfirst": Told("subhead", 600, 3), "deck": Told("subhead", 600, 2), "dek": Told("subhead", 600, 2),
    "subtitle": Told("subhead", 600, 1), "subheadline": Told("subhead", 600, 1), "caption": Told("caption", 600, 3),
    "credit": Told("caption", 200, 1), "pullquote": Told("quote", 2000, 4), "logo": Told("site", 160, 2), "masthead": Told("site", 160, 2),
    "timestamp": Told("date", 80, 2), "pubdate": Told("date", 80, 2), "datepublished": Told("date", 80, 2), "date": Told("date", 80, 2),
    "datetime": Told("date", 80, 2), "headline": Told("headline", 300, 1),
}  # fmt: skip


def told(tag: str, attributes: Mapping[str, str]) -> Told | None:
    """The kind of block that an element holds, as its tag, a class, its id or its itemprop says."""
    if tag in _KINDS:
        return Told(_KINDS[tag])
    for parts in _names(
        f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('itemprop', '')}"
    ):
        if found := _CLASSES.get(parts[-1]) or _CLASSES.get("".join(parts)):
            return found
    return None


def purpose(tag: str, attributes: Mapping[str, str]) -> str:
    """`main` (it may hold the article), `furniture`, `likely` (furniture, unless much of the page is in it), or empty."""
    if tag in ("html", "body", "h1", "title"):
        return ""
    role = attributes.get("role", "")
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:_LOOK]
    if (
        tag in ("article", "main")
        or role == "main"
        or attributes.get("itemprop") == "articleBody"
        or _MAIN.search(names)
    ):
        return "main"
    if tag in _FURNITURE or tag.startswith(_AMP) or role in _ROLES or _is_hidden(attributes):
        return "furniture"
    parts_of_names = list(_names(names))
    if any("pullquote" in "".join(parts) for parts in parts_of_names):
        return ""
    if tag in _LIKELY_FURNITURE or any(_tells_furniture(parts) for parts in parts_of_names):
        return "likely"
    return ""


def _names(names: str) -> list[list[str]]:
    """The words of each name: `article-byline top` gives article, byline and top."""
    return [parts for parts in (_WORDS.findall(name) for name in names[:_LOOK].casefold().split()) if parts]


def _tells_furniture(parts: list[str]) -> bool:
    return parts[0] not in _NEGATIONS and (
        not _PURPOSE.isdisjoint(parts) or "".join(parts) in _PURPOSE or parts[-1] in _LAST
    )


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(attributes.get("style", "")))
    )
