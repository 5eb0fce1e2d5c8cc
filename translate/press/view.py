"""An edition and a look go in; what a template shows comes out: rows of two sides, notices, corrections, data for machines."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from translate.languages import language, other
from translate.model import BlockKind, EditionStatus
from translate.press.runs import Html, attribute, escape, plain, runs, to_html, uri
from translate.press.words import WORDS, spoken
from translate.text.diff import diff
from translate.text.isolates import clean
from translate.text.markup import safe_href

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.languages import Language
    from translate.model import BlockDraft, Correction, Edition, Markup, Pin
    from translate.press.house import House, Look
    from translate.press.runs import Run

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
LEFT_OUT = frozenset({BlockKind.SITE, BlockKind.FURNITURE})
_META = frozenset(
    {BlockKind.DATE, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.CAPTION, BlockKind.SECTION}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment of a side: its number in the article, its runs, and what stands behind it."""

    number: int
    runs: tuple[Run, ...]
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One text of a row. `html` is safe and carries the anchors; `twin` is the code of the other side, empty where it is alone."""

    language: str
    direction: str
    pieces: tuple[Piece, ...]
    twin: str = ""

    @property
    def text(self) -> str:
        return "".join("".join(run.text for run in piece.runs) + piece.gap for piece in self.pieces)

    @property
    def html(self) -> Html:
        return Html("".join(self._piece(piece) for piece in self.pieces))

    @property
    def bare_html(self) -> Html:
        """The side without anchors, for a feed or another newsroom's system."""
        return Html("".join(to_html(piece.runs, is_bare=True) + escape(piece.gap) for piece in self.pieces))

    def _piece(self, piece: Piece) -> str:
        inside: str = to_html(piece.runs)
        if piece.number:
            to = ""
            if self.twin:
                said = f"{WORDS[self.language]['sentence']} {piece.number} {WORDS[self.language]['in_other']}"
                # The number is put there by the style, behind the sentence: who copies or reads it aloud has the text alone.
                to = (
                    f'<a class="to" href="#s{piece.number}-{self.twin}" aria-label="{attribute(said)}" '
                    f'data-number="{piece.number}"></a>'
                )
            inside = f'<span class="seg" id="s{piece.number}-{self.language}">{inside}{to}</span>'
        return inside + escape(piece.gap).replace("\n", "<br />")


@dataclass(frozen=True, slots=True)
class Row:
    """A block in one or both languages; `kind` is the block's, `element` the HTML element for it, `is_meta` small print."""

    kind: str
    element: str
    sides: tuple[Side, ...]
    is_meta: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the page in one language; `html` is safe."""

    language: str
    direction: str
    text: str

    @property
    def html(self) -> Html:
        return to_html(runs(self.text, self.language))


@dataclass(frozen=True, slots=True)
class Shift:
    """What a correction changed on one side: `html` with `<del>` and `<ins>`, and the two texts."""

    language: str
    direction: str
    before: str
    after: str
    html: Html


@dataclass(frozen=True, slots=True)
class Erratum:
    """A correction as readers see it: when, what the editor says in each language, what changed."""

    number: int
    time: str
    spoken: tuple[Said, ...]
    notes: tuple[Said, ...]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What a template knows of an edition."""

    name: str
    number: int
    status: str
    language: str
    direction: str
    languages: tuple[Language, ...]
    titles: dict[str, str]
    rows: tuple[Row, ...]
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    notices: tuple[Said, ...]
    facts: tuple[tuple[Said, ...], ...]
    errata: tuple[Erratum, ...]
    data: Html
    canonical: str = ""
    original: str = ""
    time: str = ""
    first_time: str = ""
    section: str = ""
    summaries: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.titles[self.language]

    @property
    def has_heading(self) -> bool:
        return any(row.element == "h1" for row in self.rows)

    @property
    def is_draft(self) -> bool:
        return self.status == EditionStatus.DRAFT

    @property
    def is_retracted(self) -> bool:
        return self.status == EditionStatus.RETRACTED


def page(edition: Edition, look: Look, *, name: str = "", path: str = "") -> Page:
    """The page of an edition; `name` is its file name without suffix, `path` where its page stands below the house's address."""
    order = languages(edition, look)
    titles = {side.code: title(edition, side.code) for side in order}
    rows = () if edition.is_retracted else tuple(_rows(edition, order))
    canonical = look.house.url + path if look.house.url and path else ""
    return Page(
        name=name,
        number=edition.number,
        status=str(edition.status),
        language=order[0].code,
        direction=order[0].direction,
        languages=order,
        titles=titles,
        rows=rows,
        groups=_groups(rows),
        notices=tuple(_notices(edition, order)),
        facts=tuple(tuple(_facts(edition, side.code)) for side in order),
        errata=tuple(_erratum(correction, edition, order) for correction in edition.corrections),
        data=data(edition, look.house, canonical, order),
        canonical=canonical,
        original=web_address(edition.address),
        time=edition.time,
        first_time=edition.first_time or edition.time,
        section=plain(edition.section),
        summaries={side.code: summary(edition, side.code) for side in order},
    )


def web_address(text: str) -> str:
    """An address of the web as a page may link to it, or an empty string."""
    return uri(safe_href(text)) if text.startswith(("http://", "https://")) else ""


def languages(edition: Edition, look: Look) -> tuple[Language, ...]:
    """The languages that a layout shows, the first one first."""
    source, target = language(edition.source_language), language(edition.target_language)
    if look.layout == "target-only":
        return (target,)
    if look.layout == "source-only":
        return (source,)
    first = language(look.first) if look.first else target
    return (first, other(first.code))


def title(edition: Edition, code: str) -> str:
    """The headline in a language, on one line; the article's id where there is none."""
    is_target = code == edition.target_language
    block = next((one for one in edition.blocks if one.block.kind is BlockKind.HEADLINE), None)
    found = (block.target if is_target and block.is_translated else block.block.text) if block else ""
    return plain(found) or plain(edition.article) or "article"


def summary(edition: Edition, code: str) -> str:
    """The first paragraph in a language, on one line, 300 characters at most."""
    if edition.is_retracted:
        return WORDS[code]["retracted"]
    is_target = code == edition.target_language
    for one in edition.blocks:
        text = one.target if is_target else one.block.text
        if one.block.kind is BlockKind.PARAGRAPH and text.strip():
            said = plain(text)
            return said if len(said) <= 300 else said[:299].rsplit(" ", 1)[0] + "…"
    return ""


def _rows(edition: Edition, order: Sequence[Language]) -> Iterator[Row]:
    pins: dict[str, list[Pin]] = {}
    for pin in edition.pins:
        pins.setdefault(pin.segment.block, []).append(pin)
    base = web_address(edition.address)
    number, has_title = 0, False
    for one in edition.blocks:
        block = one.block
        if block.kind in LEFT_OUT or block.duplicate_of or not (block.text.strip() or one.target.strip()):
            continue
        own = pins.get(block.id, [])
        cuts = {code: _places(one, own, code == edition.target_language) for code in (s.code for s in order)}
        element = "p"
        if block.kind is BlockKind.HEADLINE:
            element, has_title = ("h2" if has_title else "h1"), True
        elif block.kind is BlockKind.SUBHEAD:
            element = "h2" if has_title else "p"
        sides = []
        for index, side in enumerate(order):
            is_target = side.code == edition.target_language
            text = one.target if is_target else block.text
            twin = order[1 - index].code if len(order) == 2 and one.is_translated else ""
            if is_target and not one.is_translated:
                continue
            marks = tuple(_resolved(one.markup if is_target else block.markup, base))
            sides.append(_side(text, side, marks, cuts[side.code], number, twin))
        number += max((len(places) for places in cuts.values()), default=0)
        if sides:
            yield Row(str(block.kind), element, tuple(sides), block.kind in _META)


def _resolved(marks: Sequence[Markup], base: str) -> Iterator[Markup]:
    """Links of an article as they lead on from a page elsewhere: what was relative begins with the original's address.

    Without that address such a link leads nowhere, or into the reader's own network (`//host` in a file), and is left out.
    """
    for mark in marks:
        address = safe_href(dict(mark.attributes).get("href", "")) if mark.tag == "a" else ""
        if not address or _ABSOLUTE.match(address):
            yield mark
            continue
        try:
            whole = urljoin(base, address) if base else ""
        except ValueError:
            whole = ""
        if web_address(whole):
            yield replace(
                mark, attributes=(*(one for one in mark.attributes if one[0] != "href"), ("href", whole))
            )


def _places(one: BlockDraft, pins: Sequence[Pin], is_target: bool) -> list[tuple[int, int]]:
    """Where the segments stand in the text of a block; the block is one where it does not tell."""
    text = one.target if is_target else one.block.text
    whole = [(0, len(text))]
    if not is_target:
        found = [(pin.segment.start, pin.segment.start + len(pin.source)) for pin in pins]
        is_right = all(text[begin:end] == pin.source for (begin, end), pin in zip(found, pins, strict=True))
        return found if found and is_right else whole
    found, place = [], 0
    for pin in pins:
        begin = text.find(pin.target, place)
        if begin < 0:
            return whole
        place = begin + len(pin.target)
        found.append((begin, place))
    return found or whole


def _side(
    text: str,
    side: Language,
    marks: Sequence[Markup],
    places: Sequence[tuple[int, int]],
    before: int,
    twin: str,
) -> Side:
    cuts = {place for span in places for place in span}
    begins = [begin for begin, _ in places]
    inside: list[list[Run]] = [[] for _ in places]
    gaps: list[list[str]] = [[] for _ in places]
    for run in runs(text, side.code, marks, cuts=cuts):
        index = max(bisect_right(begins, run.start) - 1, 0)
        if run.start < places[index][1] or (run.start == 0 and index == 0):
            inside[index].append(run)
        else:
            gaps[index].append(run.text)
    pieces = tuple(
        Piece(before + index + 1, tuple(inside[index]), "".join(gaps[index])) for index in range(len(places))
    )
    return Side(side.code, side.direction, pieces, twin)


def _groups(rows: Sequence[Row]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Rows that belong together: the items of a list under `list`, each other row alone under its kind."""
    found: list[tuple[str, list[Row]]] = []
    for row in rows:
        if row.kind == BlockKind.LIST_ITEM and found and found[-1][0] == "list":
            found[-1][1].append(row)
        else:
            found.append(("list" if row.kind == BlockKind.LIST_ITEM else row.kind, [row]))
    return tuple((kind, tuple(group)) for kind, group in found)


def _notices(edition: Edition, order: Sequence[Language]) -> Iterator[Said]:
    told = {EditionStatus.DRAFT: "draft", EditionStatus.RETRACTED: "retracted"}.get(edition.status)
    if told:
        for side in (language(edition.target_language), language(edition.source_language)):
            yield Said(side.code, side.direction, WORDS[side.code][told])
    if edition.is_retracted and edition.corrections:
        for side in order:
            if note := edition.corrections[0].notes.get(side.code):
                yield Said(side.code, side.direction, clean(note))


def _facts(edition: Edition, code: str) -> Iterator[Said]:
    """Who and when, a line each, in one language."""
    words, side = WORDS[code], language(code)

    def fact(label: str, text: str) -> Said:
        return Said(code, side.direction, f"{words[label]}: {plain(text)}" if text else words[label])

    if edition.authors:
        yield fact("author", words["comma"].join(edition.authors))
    if edition.translators:
        yield fact("translator", words["comma"].join(edition.translators))
    if edition.editor:
        yield fact("editor", edition.editor)
    first = edition.first_time or edition.time
    if first and not edition.is_draft:
        yield fact("published", spoken(first, code))
    if edition.status is EditionStatus.CORRECTED:
        yield fact("updated", spoken(edition.time, code))
    if edition.is_retracted:
        yield fact("withdrawn", spoken(edition.time, code))
    if edition.number:
        yield fact("edition", str(edition.number))


def _erratum(correction: Correction, edition: Edition, order: Sequence[Language]) -> Erratum:
    notes = []
    for side in order:
        note = correction.notes.get(side.code) or WORDS[side.code]["corrected"]
        notes.append(Said(side.code, side.direction, clean(note)))
    shifts = []
    for change in correction.changes:
        texts = {
            edition.source_language: (change.source_before, change.source),
            edition.target_language: (change.target_before, change.target),
        }
        for side in order:
            before, after = texts[side.code]
            if before != after:
                shifts.append(shift(before, after, side.code))
    said = tuple(
        Said(
            side.code,
            side.direction,
            f"{WORDS[side.code]['correction']}{WORDS[side.code]['comma']}{spoken(correction.time, side.code)}",
        )
        for side in order
    )
    return Erratum(correction.number, correction.time, said, tuple(notes), tuple(shifts))


def shift(before: str, after: str, code: str) -> Shift:
    """Two versions of a text with their differences marked; each piece is isolated, so that letters do not join over the edge."""
    written: list[str] = []
    for kind, text in differences(before, after):
        inside = to_html(runs(text, code))
        if kind == "equal":
            written.append(inside)
        else:
            label = WORDS[code]["removed" if kind == "delete" else "added"]
            tag = "del" if kind == "delete" else "ins"
            written.append(f'<{tag}><span class="aside">{escape(label)}: </span>{inside}</{tag}>')
    return Shift(code, language(code).direction, clean(before), clean(after), Html("".join(written)))


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """What was kept, taken out and put in, in reading order; a per cent goes with its number, so that both keep their order."""
    found: list[tuple[str, str]] = []
    for kind, text in diff(clean(before), clean(after)):
        if kind == "equal" and text[0] in "%\u066a" and found:
            changed = len(found)
            while changed and found[changed - 1][0] != "equal":
                changed -= 1
            if changed < len(found):
                found[changed:] = [(one, part + text[0]) for one, part in found[changed:]]
                text = text[1:]
        if text:
            found.append((kind, text))
    return found


def data(edition: Edition, house: House, canonical: str, order: Sequence[Language]) -> Html:
    """schema.org NewsArticle as JSON that may stand in a page: no sign in it can end its element."""
    target, source = edition.target_language, edition.source_language
    publisher = {"@type": "NewsMediaOrganization", "name": house.name(order[0].code)}
    if house.url:
        publisher["url"] = house.url
    original: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": title(edition, source)[:110],
        "inLanguage": source,
    }
    if address := web_address(edition.address):
        original["url"] = address
    if edition.authors:
        original["author"] = [{"@type": "Person", "name": plain(name)} for name in edition.authors]
    status = {
        EditionStatus.DRAFT: "Draft",
        EditionStatus.RETRACTED: "Retracted",
    }.get(edition.status, "Published")
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title(edition, target)[:110],  # what search engines show
        "inLanguage": [side.code for side in order],
        "translationOfWork": original,
        "creativeWorkStatus": status,
        "version": edition.number,
    }
    if edition.authors:
        found["author"] = original["author"]
    if edition.translators:
        found["translator"] = [{"@type": "Person", "name": plain(name)} for name in edition.translators]
    if edition.editor:
        found["editor"] = {"@type": "Person", "name": plain(edition.editor)}
    if publisher["name"]:
        found["publisher"] = publisher
    if canonical:
        found |= {"@id": canonical, "url": canonical, "mainEntityOfPage": canonical}
    if edition.first_time or edition.time:
        found["datePublished"] = edition.first_time or edition.time
        found["dateModified"] = edition.time
    if edition.section:
        found["articleSection"] = plain(edition.section)
    if about := summary(edition, target):
        found["description"] = about
    notes = [
        {"@type": "CorrectionComment", "datePublished": one.time, "inLanguage": code, "text": plain(text)}
        for one in edition.corrections
        for code, text in sorted(one.notes.items())
    ]
    if notes and not edition.is_retracted:
        found["correction"] = notes
    return in_page(found)


_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}


def in_page(value: object) -> Html:
    """JSON that may stand inside an element of HTML or XML."""
    return Html(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))
