"""Editions go in one by one, a site comes out: a page an article, lists by date, section and language, feeds, a map; only what changed is made again."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from translate import publishers
from translate.errors import InputError, TranslateError
from translate.languages import ARABIC, ENGLISH, language
from translate.press.feeds import NOWHERE, Entry, feeds
from translate.press.feeds import entry as entry_of
from translate.press.runs import runs, to_html
from translate.press.templates import fingerprint, render
from translate.press.words import WORDS, file_name, spoken
from translate.workflow.edition import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from translate.languages import Language
    from translate.model import Edition
    from translate.press.house import Look

LEDGER = ".dragoman-site.json"  # what was made of what, so that the next run makes only what changed
ARTICLES, SECTIONS, DATES = "articles/", "sections/", "dates/"
LATEST = 100  # entries of the first page
LONGEST = 1000  # entries of any list: a page must be shown
_LAYOUT = 3  # of the site; another one makes every page again
EXCHANGED = {"po": "po", "xliff": "xliff2", "tmx": "tmx"}  # format by its name, and the part that writes it
FORMATS = (*publishers.EDITIONS, *EXCHANGED)


@dataclass(frozen=True, slots=True)
class Source:
    """Where an edition is: `key` changes when it does, `load` gives it; it is only called where a page has to be made."""

    key: str
    load: Callable[[], Edition]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """What a run did: articles made, articles left as they were, files taken away, and what could not be made."""

    made: int = 0
    kept: int = 0
    removed: int = 0
    failures: tuple[TranslateError, ...] = ()


def written(edition: Edition, name: str, look: Look) -> bytes | None:
    """An edition in a format of FORMATS; None where the format has nothing to hold (an exchange file of what was withdrawn)."""
    if name not in EXCHANGED:
        return publishers.for_editions(name).write(edition, look)
    import io

    from translate import exchange

    found = list(records(edition))
    if not found:
        return None
    stream = io.BytesIO()
    exchange.exchange(EXCHANGED[name]).write(found, stream)
    return stream.getvalue()


def suffix(name: str) -> str:
    """The suffix of a format's files."""
    return {"po": ".po", "xliff": ".xlf", "tmx": ".tmx"}.get(name) or publishers.for_editions(name).suffix


def put(path: Path, data: bytes) -> bool:
    """Write a file, whole or not at all; whether it changed. Raises InputError."""
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name[:80]}.{os.getpid()}.tmp")
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}", file=path, advice="give another -o"
        ) from error
    return True


# --- a site --------------------------------------------------------------------------------------


def build(
    sources: Iterable[Source],
    folder: Path,
    look: Look,
    *,
    formats: Sequence[str] = ("html",),
    progress: Callable[[int, int], object] | None = None,
    total: int = 0,
) -> Built:
    """Make the site of all sources in a folder, or make it anew where they changed; what is no longer there is taken away.

    Memory holds an entry an article, never the articles. What cannot be made is told in `failures` and left as it was.
    """
    look_key = _look_key(look, formats)
    ledger = _read_ledger(folder, look_key)
    old: dict[str, Any] = ledger["articles"]
    by_key = {row["key"]: row for row in old.values()} if ledger["same"] else {}
    new: dict[str, Any] = {}
    failures: list[TranslateError] = []
    made = kept = 0
    if progress and total:
        progress(0, total)  # said before the first is made
    for done, source in enumerate(sources, 1):
        try:
            known = by_key.get(source.key)
            if known and known["name"] not in new and _are_there(folder, known["files"]):
                new[known["name"]] = known
                kept += 1
            else:
                record = article(source, folder, look, formats, new)
                new[record["name"]] = record
                made += 1
        except TranslateError as error:
            failures.append(error)
        if progress:
            progress(done, max(total, done))
    entries = [_entry(one["entry"]) for one in new.values()]
    lists: list[str] = []
    for path, data in pages(entries, look):
        put(folder / path, data)
        lists.append(path)
    removed = _sweep(folder, ledger, new, lists, bool(failures))
    _write_ledger(folder, look_key, new, lists)
    return Built(made, kept, removed, tuple(failures))


def article(
    source: Source, folder: Path, look: Look, formats: Sequence[str], taken: Mapping[str, Any]
) -> dict[str, Any]:
    """Make all files of one article; returns its row of the ledger."""
    edition = source.load()
    name = file_name(edition.article)
    if name in taken:
        raise InputError(
            f"the article {edition.article!r} is there twice",
            file=source.label or None,
            advice="leave one out",
        )
    files = []
    for path, data in _files(edition, name, look, formats):
        put(folder / path, data)
        files.append(path)
    return {
        "name": name,
        "key": source.key,
        "files": files,
        "entry": asdict(entry_of(edition, replace(look, layout="side-by-side"), name=name)),
    }


def _files(edition: Edition, name: str, look: Look, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    base = f"{look.house.url}{ARTICLES}" if look.house.url else ""
    address = base + quote(name)
    alternates = {code: f"{address}.{code}.html" for code in sorted((ENGLISH.code, ARABIC.code))}
    alternates["x-default"] = f"{address}.html"
    others = [one for one in formats if one != "html" and not (edition.is_retracted and one in EXCHANGED)]
    here = replace(
        look,
        alternates=alternates,
        feeds={
            f"{kind} ({WORDS[code]['name']})": f"../feed.{code}.{kind.lower()}.xml"
            for code in ("ar", "en")
            for kind in ("RSS", "Atom")
        },
        home="../index.html",
        downloads={one.upper(): f"{quote(name)}{suffix(one)}" for one in others},
        path=f"{ARTICLES}{quote(name)}.html",
    )
    html = publishers.for_editions("html")
    yield f"{ARTICLES}{name}.html", html.write(edition, here)
    for code in (edition.source_language, edition.target_language):
        layout = "target-only" if code == edition.target_language else "source-only"
        alone = replace(here, layout=layout, downloads={}, path=f"{ARTICLES}{quote(name)}.{code}.html")
        yield f"{ARTICLES}{name}.{code}.html", html.write(edition, alone)
    for one in others:
        data = written(edition, one, look)
        if data is not None:
            yield f"{ARTICLES}{name}{suffix(one)}", data


# --- lists ---------------------------------------------------------------------------------------


def pages(entries: Sequence[Entry], look: Look) -> Iterator[tuple[str, bytes]]:
    """Every list of a site: the latest, each language, section and day, the feeds and the map, as path and bytes."""
    newest = sorted(entries, key=lambda one: (one.first_time, one.name), reverse=True)
    sections: dict[str, list[Entry]] = defaultdict(list)
    days: dict[str, list[Entry]] = defaultdict(list)
    for one in newest:
        if one.section:
            sections[one.section].append(one)
        if one.first_time:
            days[one.first_time[:10]].append(one)
    order = (
        [language(look.first), *(s for s in (ARABIC, ENGLISH) if s.code != look.first)]
        if look.first
        else [ARABIC, ENGLISH]
    )
    paths = _section_paths(sections)
    chips = [{"text": name, "address": paths[name]} for name in sorted(sections)]
    listed = _Lists(look, order)
    home = {side.code: look.house.names.get(side.code) or WORDS[side.code]["latest"] for side in order}
    yield "index.html", listed.page("index.html", home, newest[:LATEST], chips)
    for side in order:
        one_language = _Lists(look, [side])
        title = {side.code: WORDS[side.code]["name"]}
        yield f"{side.code}.html", one_language.page(f"{side.code}.html", title, newest[:LONGEST], [])
    titles = {side.code: WORDS[side.code]["sections"] for side in order}
    yield "sections.html", listed.page("sections.html", titles, [], chips)
    for name, found in sections.items():
        titles = {side.code: name for side in order}
        yield paths[name], listed.page(paths[name], titles, found[:LONGEST], [])
    titles = {side.code: WORDS[side.code]["dates"] for side in order}
    of_days = [{"text": day, "address": f"{DATES}{day}.html"} for day in sorted(days, reverse=True)]
    yield "dates.html", listed.page("dates.html", titles, [], of_days)
    for day, found in days.items():
        titles = {side.code: spoken(day, side.code) for side in order}
        yield f"{DATES}{day}.html", listed.page(f"{DATES}{day}.html", titles, found[:LONGEST], [])
    yield from feeds(newest, replace(look, layout="side-by-side"), pages=ARTICLES)
    yield "sitemap.xml", _map(newest, look)


def _section_paths(sections: Iterable[str]) -> dict[str, str]:
    """A path for each section; two names that come out the same are told apart by number."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for name in sorted(sections):
        stem, number = file_name(name), 1
        path = f"{SECTIONS}{stem}.html"
        while path.casefold() in used:
            number += 1
            path = f"{SECTIONS}{stem}-{number}.html"
        used.add(path.casefold())
        found[name] = path
    return found


class _Lists:
    """Pages that list entries, in one language or in both."""

    def __init__(self, look: Look, order: Sequence[Language]) -> None:
        self.look, self.order = look, tuple(order)

    def page(
        self,
        path: str,
        titles: Mapping[str, str],
        entries: Sequence[Entry],
        chips: Sequence[Mapping[str, str]],
    ) -> bytes:
        look, first = self.look, self.order[0]
        root = "../" if "/" in path else ""
        is_home = path in ("index.html", "ar.html", "en.html")
        base = look.house.url or root
        return render(
            "index.html",
            look.house.templates,
            first=first,
            languages=self.order,
            titles=dict(titles),
            house=look.house,
            root=root,
            menu=self._menu(first),
            chips=[{"text": chip["text"], "address": quote(chip["address"])} for chip in chips],
            entries=[self._shown(one) for one in entries],
            canonical=f"{look.house.url}{quote(path)}" if look.house.url else "",
            alternates={"ar": f"{base}ar.html", "en": f"{base}en.html", "x-default": f"{base}index.html"}
            if is_home
            else {},
            feeds={
                f"{kind} ({WORDS[side.code]['name']})": f"{root}feed.{side.code}.{kind.lower()}.xml"
                for side in self.order
                for kind in ("RSS", "Atom")
            },
        ).encode()

    def _menu(self, first: Language) -> list[dict[str, str]]:
        words = WORDS[first.code]
        own = {"language": first.code, "direction": first.direction}
        return [
            {"text": words["latest"], "address": "index.html", **own},
            {"text": words["sections"], "address": "sections.html", **own},
            {"text": words["dates"], "address": "dates.html", **own},
            *(
                {
                    "text": WORDS[side.code]["name"],
                    "address": f"{side.code}.html",
                    "language": side.code,
                    "direction": side.direction,
                }
                for side in (ARABIC, ENGLISH)
            ),
        ]

    def _shown(self, one: Entry) -> dict[str, Any]:
        alone = f".{self.order[0].code}" if len(self.order) == 1 else ""
        return {
            "sides": [
                {
                    "language": side.code,
                    "direction": side.direction,
                    "title": to_html(runs(one.titles[side.code], side.code)),
                    "summary": to_html(runs(one.summaries.get(side.code, ""), side.code)),
                    "when": spoken(one.first_time, side.code),
                    "mark": WORDS[side.code][one.mark] if one.mark else "",
                    "address": f"{ARTICLES}{quote(one.name)}{alone}.html",
                }
                for side in self.order
                if side.code in one.titles
            ]
        }


def _map(entries: Sequence[Entry], look: Look) -> bytes:
    """sitemap.xml with the languages of each page (sitemaps.org 0.9, and hreflang as search engines read it).

    It is written as text: a tree of its elements, twelve an article, takes far more memory.
    """
    from xml.sax.saxutils import escape, quoteattr

    base = look.house.url or NOWHERE
    lines = [
        "<?xml version='1.0' encoding='utf-8'?>",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for path in ("index.html", "ar.html", "en.html"):
        lines += [" <url>", f"  <loc>{escape(base + path)}</loc>", " </url>"]
    for one in entries:
        if one.mark in ("draft_short", "retracted_short"):
            continue
        address = f"{base}{ARTICLES}{quote(one.name)}"
        addresses = {"ar": f"{address}.ar.html", "en": f"{address}.en.html", "x-default": f"{address}.html"}
        others = "\n".join(
            f'  <xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(other)} />'
            for code, other in addresses.items()
        )
        for own in addresses.values():
            lines += [" <url>", f"  <loc>{escape(own)}</loc>"]
            if one.time:
                lines.append(f"  <lastmod>{escape(one.time)}</lastmod>")
            lines += [others, " </url>"]
    return "\n".join([*lines, "</urlset>", ""]).encode()


# --- the ledger ----------------------------------------------------------------------------------


def _look_key(look: Look, formats: Sequence[str]) -> str:
    from translate import __version__

    house = asdict(replace(look.house, templates=None, logo=None))
    logo = sha256(look.house.logo.data).hexdigest() if look.house.logo else ""
    about = [
        _LAYOUT,
        __version__,
        house,
        logo,
        look.layout,
        look.first,
        sorted(formats),
        fingerprint(look.house.templates),
    ]
    return sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()


def _read_ledger(folder: Path, look_key: str) -> dict[str, Any]:
    """What the last run left, and whether its pages look the same; nothing where it cannot be read."""
    empty: dict[str, Any] = {"same": False, "articles": {}, "lists": []}
    try:
        found = json.loads((folder / LEDGER).read_bytes())
        rows = {
            str(name): row
            for name, row in found["articles"].items()
            if {"name", "key", "files", "entry"} <= row.keys() and all(map(_is_ours, row["files"]))
        }
        return {
            "same": found["look"] == look_key,
            "articles": rows,
            "lists": [path for path in found["lists"] if _is_ours(path)],
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return empty


def _is_ours(path: object) -> bool:
    """Whether a path of the ledger is one inside the site: what it names may be taken away."""
    if not isinstance(path, str):
        return False
    parts = path.split("/")
    return len(parts) <= 2 and all(part and not part.startswith(".") and "\\" not in part for part in parts)


def _are_there(folder: Path, files: Iterable[str]) -> bool:
    return all((folder / path).is_file() for path in files)


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(**{**row, "authors": tuple(row["authors"])})


def _sweep(
    folder: Path,
    ledger: Mapping[str, Any],
    new: Mapping[str, Any],
    lists: Sequence[str],
    has_failures: bool,
) -> int:
    """Take away what an earlier run made and this one did not; after failures what they would have made stays."""
    stays = {path for row in new.values() for path in row["files"]} | set(lists)
    gone = set(ledger["lists"])
    for name, row in ledger["articles"].items():
        if name in new or not has_failures:
            gone |= set(row["files"])
    removed = 0
    for path in sorted(gone - stays):
        try:
            (folder / path).unlink()
            removed += 1
        except OSError:
            continue
    return removed


def _write_ledger(folder: Path, look_key: str, articles: Mapping[str, Any], lists: Sequence[str]) -> None:
    found = {"look": look_key, "articles": dict(sorted(articles.items())), "lists": sorted(lists)}
    put(folder / LEDGER, json.dumps(found, ensure_ascii=False, sort_keys=True).encode())
