"""What was published goes in as entries, RSS 2.0 and Atom come out, one of each in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from translate.languages import KNOWN, language
from translate.press.view import languages, summary, title
from translate.press.words import WORDS, file_name, moment
from translate.text.isolates import clean, isolated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from translate.model import Edition
    from translate.press.house import Look

MOST = 50  # entries of a feed, the newest
NOWHERE = "http://localhost/"  # where a house without an address is taken to stand
_ATOM = "http://www.w3.org/2005/Atom"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition as lists of them show it; titles and summaries by language code, `mark` is a word of WORDS or empty."""

    name: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    time: str
    first_time: str
    section: str = ""
    authors: tuple[str, ...] = ()
    mark: str = ""
    number: int = 0


def entry(edition: Edition, look: Look, *, name: str = "") -> Entry:
    """The entry of an edition."""
    order = languages(edition, look)
    marks = {"draft": "draft_short", "corrected": "correction", "retracted": "retracted_short"}
    return Entry(
        name or file_name(edition.article),
        {side.code: title(edition, side.code) for side in order},
        {side.code: summary(edition, side.code) for side in order},
        edition.time,
        edition.first_time or edition.time,
        clean(edition.section),
        tuple(map(clean, edition.authors)),
        marks.get(edition.status, ""),
        edition.number,
    )


def feeds(
    entries: Iterable[Entry], look: Look, *, folder: str = "", pages: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of `feed.LANGUAGE.rss.xml` and `feed.LANGUAGE.atom.xml`; `folder` and `pages` are below the house's address."""
    newest = sorted(entries, key=lambda one: (one.time, one.name), reverse=True)[:MOST]
    for code in sorted({code for one in newest for code in one.titles}) or sorted(KNOWN):
        own = [one for one in newest if code in one.titles]
        base = look.house.url or NOWHERE
        for kind, write in (("rss", _rss), ("atom", _atom)):
            name = f"feed.{code}.{kind}.xml"
            root = write(own, code, look, base, f"{base}{folder}{name}", pages)
            indent(root, " ")
            body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
            yield f"{folder}{name}", body + b"\n"


def _name(look: Look, code: str) -> str:
    return look.house.name(code) or WORDS[code]["both"]


def _titled(one: Entry, code: str) -> str:
    title = isolated(one.titles[code], language(code).direction)
    return f"[{WORDS[code][one.mark]}] {title}" if one.mark else title


def _summary(one: Entry, code: str) -> str:
    return isolated(one.summaries.get(code, ""), language(code).direction)


def _page(one: Entry, base: str, pages: str, code: str) -> str:
    return f"{base}{pages}{quote(one.name)}.html#s1-{code}"


def _id(one: Entry, base: str, code: str) -> str:
    """A tag (RFC 4151) that stays the same over corrections."""
    host = urlsplit(base).hostname or "localhost"
    year = (one.first_time or "1980")[:4]
    return f"tag:{host},{year}:{quote(one.name)}:{code}"


def _rfc822(text: str) -> str:
    when = moment(text)
    return (
        f"{_DAYS[when.weekday()]}, {when.day:02} {_MONTHS[when.month - 1]} {when.year} {when:%H:%M:%S} +0000"
    )


def _rss(entries: Sequence[Entry], code: str, look: Look, base: str, own: str, pages: str) -> Element:
    root = Element(
        "rss", {"version": "2.0", "xmlns:atom": _ATOM, "xmlns:dc": "http://purl.org/dc/elements/1.1/"}
    )
    channel = SubElement(root, "channel")
    SubElement(channel, "title").text = _name(look, code)
    SubElement(channel, "link").text = base
    SubElement(channel, "description").text = f"{_name(look, code)}: {WORDS[code]['latest']}"
    SubElement(channel, "language").text = code
    SubElement(channel, "atom:link", {"href": own, "rel": "self", "type": "application/rss+xml"})
    if rights := look.house.rights.get(code):
        SubElement(channel, "copyright").text = rights
    if entries and entries[0].time:
        SubElement(channel, "lastBuildDate").text = _rfc822(entries[0].time)
    for one in entries:
        item = SubElement(channel, "item")
        SubElement(item, "title").text = _titled(one, code)
        SubElement(item, "link").text = _page(one, base, pages, code)
        SubElement(item, "guid", {"isPermaLink": "false"}).text = _id(one, base, code)
        if one.time:
            SubElement(item, "pubDate").text = _rfc822(one.first_time or one.time)
        for author in one.authors:
            SubElement(item, "dc:creator").text = author
        if one.section:
            SubElement(item, "category").text = one.section
        SubElement(item, "description").text = _summary(one, code)
    return root


def _atom(entries: Sequence[Entry], code: str, look: Look, base: str, own: str, pages: str) -> Element:
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": code})
    SubElement(root, "title").text = _name(look, code)
    SubElement(root, "id").text = own
    SubElement(root, "updated").text = (entries[0].time if entries else "") or "1980-01-01T00:00:00Z"
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": base})
    author = SubElement(root, "author")
    SubElement(author, "name").text = _name(look, code)
    if rights := look.house.rights.get(code):
        SubElement(root, "rights").text = rights
    for one in entries:
        item = SubElement(root, "entry")
        SubElement(item, "title").text = _titled(one, code)
        SubElement(item, "id").text = _id(one, base, code)
        SubElement(item, "published").text = one.first_time or one.time or "1980-01-01T00:00:00Z"
        SubElement(item, "updated").text = one.time or "1980-01-01T00:00:00Z"
        for side in sorted(one.titles):
            address = _page(one, base, pages, side)
            rel = "alternate"
            SubElement(item, "link", {"rel": rel, "type": "text/html", "hreflang": side, "href": address})
        for name in one.authors:
            SubElement(SubElement(item, "author"), "name").text = name
        if one.section:
            SubElement(item, "category", {"term": one.section})
        SubElement(item, "summary", {"type": "text"}).text = _summary(one, code)
    return root
