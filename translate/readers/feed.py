"""An RSS or Atom feed in, an article out for each entry; entities and documents from elsewhere are refused."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from translate import readers
from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from translate.model import Article

suffixes = (".rss", ".atom")

_START = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*|<\?xml-stylesheet[^>]{0,500}\?>\s*){0,5}<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL,
)
_ENTRIES = ("item", "entry")
_FIELDS = {  # local names, first choice first: the field of an article
    "headline": ("title",),
    "html": ("encoded", "content", "description", "summary"),
    "byline": ("creator", "author"),
    "date": ("pubDate", "published", "date", "updated", "issued"),
    "section": ("category",),
    "url": ("link",),
    "guid": ("guid", "id"),
}
_TAG = re.compile(r"<[A-Za-z/!]|&(?:#\d+|#x[0-9A-Fa-f]+|\w+);")


def looks_like(head: str) -> bool:
    """It begins with the element of a feed."""
    return bool(_START.match(head))


def read(intake: readers.Intake) -> Iterator[Article | InputError]:
    """An article an entry, with address and date as metadata. A feed that breaks off gives the entries before that, then an InputError.

    Nothing is fetched, no entity is known but those of XML, and a document type with declarations is refused.
    """
    from lxml import etree

    data = intake.data()
    if re.search(rb"<!(?:ENTITY|ELEMENT|ATTLIST)", data[:65_536].replace(b"\0", b"")):
        raise InputError(
            "the feed declares entities", file=intake.source, advice="give the feed as the site serves it"
        )
    count, language = 0, None
    events = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth = 0
    try:
        for event, element in events:
            name = _local(element)
            if event == "start":
                depth += 1
                if depth == 1 and name.casefold() not in ("rss", "feed", "rdf"):
                    raise InputError(f"this is no feed but <{name}>", file=intake.source)
                language = language or element.get("{http://www.w3.org/XML/1998/namespace}lang")
                continue
            depth -= 1
            if name == "language" and depth <= 3 and element.text:
                language = element.text.strip()
            if name in _ENTRIES and depth <= 3:
                count += 1
                yield readers.from_object(
                    intake, _fields(element, language), format="feed", number=count, what="entry"
                )
                element.clear()
    except etree.XMLSyntaxError as error:
        line = error.position[0]
        yield InputError(
            f"the feed is broken ({' '.join(str(error.msg).split())})",
            file=intake.source,
            place=f"line {line}",
        )
        count += 1
    if not count:
        yield InputError(
            "there is no entry in the feed", file=intake.source, advice="give a feed with articles"
        )


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _fields(entry: etree._Element, language: str | None) -> dict[str, Any]:
    """An entry as an object that an article is made of."""
    texts: dict[str, str] = {}
    for child in entry:
        name = _local(child)
        if name == "link" and child.get("href"):
            if child.get("rel", "alternate") == "alternate":
                texts.setdefault(name, child.get("href", ""))
        elif name == "author" and len(child):
            texts.setdefault(name, next((part.text or "" for part in child if _local(part) == "name"), ""))
        elif text := _text(child):
            if name == "content" and not child.get("type", "").startswith(("html", "text", "xhtml", "")):
                continue
            texts.setdefault(name, text)
    found: dict[str, Any] = {}
    for field, names in _FIELDS.items():
        if text := next((texts[name] for name in names if texts.get(name)), ""):
            found[field] = text
    if "headline" in found:
        found["headline"] = _plain(found["headline"])
    body = found.pop("html", "")
    found["html" if _TAG.search(body) else "text"] = body
    inner = entry.get("{http://www.w3.org/XML/1998/namespace}lang") or texts.get("language") or language
    if inner and inner.casefold()[:2] in ("ar", "en"):
        found["language"] = inner[:2]
    return found


def _text(element: etree._Element) -> str:
    """The text of an element; XHTML inside it as markup."""
    from lxml import etree

    if len(element) and element.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode", with_tail=True) for child in element).strip()
    return "".join(str(part) for part in element.itertext()).strip()


def _plain(title: str) -> str:
    """A headline without markup and entities, which feeds write twice."""
    if not _TAG.search(title):
        return " ".join(title.split())
    try:
        article = readers.read_text(f"<p>{title}</p>", format="html")
    except InputError:
        return " ".join(title.split())
    return " ".join(" ".join(block.text for block in article.blocks).split())
