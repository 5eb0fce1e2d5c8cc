"""The lines of a scraped news page go in; the role of each line comes out. Nothing is dropped; in doubt a line is a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from translate.text import lineforms
from translate.text.folding import fold
from translate.text.furniture import Furniture, cut_furniture, furniture
from translate.text.masthead import is_banner, is_section, is_site, title_parts
from translate.text.pagewords import TAGS
from translate.text.unwrap import unwrap

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADER_LINES = 400  # lines looked at for the head of the page; a longer menu than that has not been seen
_LONG = 40  # words; a standfirst or a caption has fewer
_BODY_WORDS = 20  # words; a line of so many is body even without a full stop

_ARABIC = re.compile("[\u0621-\u064a]{2}")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a page: its text, the role of it (a value of BlockKind), and the index of the piece it repeats."""

    text: str
    role: str
    repeats: int | None = None


def pieces(text: str) -> list[Piece]:
    """A whole page as plain text, in blocks; every line that is not blank is in exactly one of them, in order.

    A page that would be furniture from end to end is a text that somebody wants translated.
    """
    lines = [part.strip() for line in unwrap(text.splitlines()) for part in cut_furniture(line)]
    found = assign(lines)
    if all(piece.role in ("furniture", "site") for piece in found):
        found = [
            replace(piece, role="paragraph") if any(map(str.isalpha, piece.text)) else piece
            for piece in found
        ]
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line looks like, before its neighbours are asked. `form` is date, byline, caption, dateline, separator or empty."""

    text: str
    key: str
    words: int
    furniture: Furniture
    form: str
    is_body: bool
    is_sentence: bool
    is_stopped: bool
    is_name: bool
    is_menu: bool = False

    @property
    def is_label(self) -> bool:
        """Furniture above the body as much as below it."""
        return self.furniture >= Furniture.AT_EDGE or self.form == "separator"


@lru_cache(maxsize=256)  # readers ask twice about a page: by its lines, then with its head and markup
def _look(text: str) -> _Line:
    words = len(text.split(maxsplit=_LONG))
    kind = furniture(text)
    ends, stopped = lineforms.ends_sentence(text), lineforms.ends_with_stop(text)
    form = lineforms.form(text) if kind < Furniture.AT_EDGE else ""
    is_open = kind < Furniture.AT_EDGE and (
        not form or (form == "caption" and lineforms.ends_sentence_before_credit(text))
    )
    body = words >= _BODY_WORDS or (stopped and words >= 3) or (ends and words >= 18)
    return _Line(
        text=text,
        key=fold(text) if len(text) <= lineforms.MAX_LENGTH else text,
        words=words,
        furniture=kind,
        form=form,
        is_body=body and is_open,
        is_sentence=ends and words >= 3 and is_open,
        is_stopped=stopped,
        is_name=lineforms.is_name(text),
    )


def assign(lines: Sequence[str], known: Sequence[str | None] | None = None) -> list[Piece]:
    """The role of each line, in order. `known` gives roles that the page's own markup tells (an h1, a list item), or None."""
    roles: list[str | None] = list(known) if known else [None] * len(lines)
    looks = [_look(line) for line in lines]
    _mark_menus(looks)
    first, last = _body(looks, roles)
    start = _head(looks, roles, first)
    _tail(looks, roles, max(last + 1, start))
    _middle(looks, roles, start, last)
    return _with_repeats(lines, [role or "paragraph" for role in roles])


def _body(looks: Sequence[_Line], roles: Sequence[str | None]) -> tuple[int, int]:
    """The first and the last line of the body; (n, n - 1) for a page without any. A body stands below a headline that is known."""
    top = roles.index("headline") + 1 if "headline" in roles else 0
    told = [
        place
        for place, role in enumerate(roles)
        if place >= top and role in ("paragraph", "quote", "list_item")
    ]
    free = [place for place, role in enumerate(roles) if place >= top and role is None]
    unstopped = _unstopped(looks)
    for body in (
        [place for place in free if looks[place].is_body or place in unstopped],
        [place for place in free if looks[place].is_sentence],
    ):
        if places := sorted(told + body):
            skips = len(places) > 1 and not told and not top and _is_long_title(looks, places[0])
            return places[1 if skips else 0], places[-1]
    return len(looks), len(looks) - 1


def _unstopped(looks: Sequence[_Line]) -> set[int]:
    """The body of an Arabic page that ends its paragraphs without full stops: lines of eight words, but for the first, the headline."""
    long = [
        place
        for place, look in enumerate(looks)
        if look.words >= 8 and not look.is_label and look.form in ("", "dateline")
    ]
    if len(long) < 3 or sum(looks[place].is_stopped for place in long) > 0.5 * len(long):
        return set()
    if sum(_ARABIC.search(looks[place].text) is not None for place in long) < 0.9 * len(long):
        return set()
    return {place for place in long if looks[place].key != looks[long[0]].key}


def _is_long_title(looks: Sequence[_Line], place: int) -> bool:
    """A first line of twenty words or more without a full stop, on a page whose paragraphs have them."""
    is_first = all(look.is_label or look.form or look.words <= 5 for look in looks[:place])
    return (
        is_first
        and not looks[place].is_sentence
        and looks[place].words <= 30
        and _is_stopped(looks[place + 1 :])
    )


def _head(looks: Sequence[_Line], roles: list[str | None], first: int) -> int:
    """Give roles to everything above the body; returns where the body begins."""
    end = _head_end(looks, roles, min(first, _HEADER_LINES))
    headline = _headline(looks, roles, end)
    if headline is None:
        for place in range(end):
            roles[place] = roles[place] or (
                "furniture" if looks[place].is_label else looks[place].form or None
            )
        return end
    key = looks[headline].key
    is_sure = roles[headline] == "headline" or any(look.key == key for look in looks[headline + 1 : end])
    roles[headline] = "headline"
    titles = [look.text for look in looks[:headline] if key in title_parts(look.text)]
    for place in range(headline):
        if roles[place] is None:
            roles[place] = _before_headline(
                looks[place], is_first=is_sure and place == 0, is_last=place == headline - 1, titles=titles
            )
    for place in range(headline + 1, end):
        if roles[place] is None:
            roles[place] = (
                "headline" if looks[place].key == key else _after_headline(looks, roles, place, end)
            )
    return end


def _head_end(looks: Sequence[_Line], roles: Sequence[str | None], first: int) -> int:
    """The head goes on below a standfirst of one sentence, when a date, byline or dateline stands just below it."""
    for place in range(first + 1, min(first + 4, len(looks))):
        form = roles[place] or looks[place].form
        if form not in ("date", "byline", "dateline") or ";" in looks[place].text:
            continue  # `Reporting by …; Editing by …` ends a short report
        if (
            first > 0
            and all(look.words < _LONG for look in looks[first:place])
            and any(look.is_body for look in looks[place + 1 :])
        ):
            end = place + 1
            while end < len(looks) and not looks[end].is_body and end < place + 8:
                end += 1
            return end if end < len(looks) and looks[end].is_body else place + 1
    return first


def _headline(looks: Sequence[_Line], roles: Sequence[str | None], end: int) -> int | None:
    """The line that the page's markup names, that is printed twice, or that is the first title in the head."""
    if "headline" in roles:
        place = roles.index("headline")
        return place if place < end else None
    seen: dict[str, int] = {}
    for place in range(end):
        look = looks[place]
        if (
            roles[place] is None
            and look.words >= 3
            and not look.is_label
            and look.form not in ("date", "byline")
        ):
            if look.key in seen:
                return seen[look.key]
            seen[look.key] = place
    for place in range(end):
        if names := title_parts(looks[place].text) & seen.keys():
            return max(seen[name] for name in names)
    titles = _titles(looks, roles, end)
    if not titles or (len(titles) == 1 and looks[titles[0]].form and looks[titles[0]].words <= 5):
        return None
    outside_menus = [place for place in titles if not looks[place].is_menu]
    best, *others = outside_menus or titles
    if looks[best].words <= 2 and others and looks[others[0]].words >= 4:
        best = others[0]  # a kicker that is no section known here
    return best if looks[best].words >= 3 or end < len(looks) else None


def _titles(looks: Sequence[_Line], roles: Sequence[str | None], end: int) -> list[int]:
    """The lines of the head that may be the headline, in order: a section, a site or a page title only where no other line may be."""
    titles: list[int] = []
    others = False
    below: set[str] = set()
    for place in reversed(range(end)):
        look = looks[place]
        if roles[place] is not None or look.is_label or look.form not in ("", "dateline"):
            continue
        if _is_title(look) and not (
            others
            and (is_section(look.text) or is_site(look.text) or not below.isdisjoint(title_parts(look.text)))
        ):
            titles.append(place)
        others = others or not (look.is_name or look.form)
        below.add(look.key)
    return titles[::-1]


def _is_title(look: _Line) -> bool:
    if look.is_stopped or look.words > 30 or look.text.endswith(("،", ",", ";", "؛")):
        return False
    return lineforms.bullet(look.text) != "strong" and any(sign.isalnum() for sign in look.text)


def _before_headline(look: _Line, *, is_first: bool, is_last: bool, titles: Sequence[str]) -> str:
    """`titles` are page titles that hold the headline; what stands behind it in them is the name of the site."""
    if look.is_label:
        return "furniture"
    if look.form and look.form != "dateline":
        return look.form
    if is_site(look.text) or any(title.endswith(look.text) for title in titles):
        return "site"
    if is_section(look.text):
        return "furniture" if look.is_menu and not is_last else "section"
    if is_first and not look.is_stopped and is_banner(look.text):
        return "site"
    if look.is_menu:
        return "furniture"
    return "section" if look.words <= 5 and not look.is_sentence else "paragraph"


def _mark_menus(looks: list[_Line]) -> None:
    """Four lines or more of one to three words, a known label or section among them, are a menu, up to the last that is known."""
    start = 0
    while start < len(looks):
        end = start
        while end < len(looks) and looks[end].words <= 3 and not looks[end].form:
            end += 1
        next_start = end + 1
        known = [
            place for place in range(start, end) if looks[place].is_label or is_section(looks[place].text)
        ]
        if known and known[-1] - start >= 3:
            for place in range(start, known[-1] + 1):
                looks[place] = replace(looks[place], is_menu=True)
        start = next_start


def _after_headline(looks: Sequence[_Line], roles: Sequence[str | None], place: int, end: int) -> str:
    look = looks[place]
    if look.is_label:
        return "furniture"
    if look.form:
        return look.form
    if place == end - 1 and lineforms.is_place(look.text):
        return "dateline"
    if look.is_name and _stands_by_meta(looks, place, end):
        return "byline"
    if is_section(look.text):
        return "section"
    if is_site(look.text):
        return "site"
    has_meta_below = any(
        (roles[other] or looks[other].form) in ("date", "byline", "dateline")
        for other in range(place + 1, end)
    )
    if end == len(looks) or look.is_sentence or "dateline" in roles[:place]:
        return "subhead" if has_meta_below else "paragraph"
    return "subhead"


def _stands_by_meta(looks: Sequence[_Line], place: int, end: int) -> bool:
    """A name stands by a date or a dateline, or just above the body."""
    around = [looks[other].form for other in (place - 1, place + 1) if 0 <= other < len(looks)]
    is_last = end < len(looks) and all(look.is_label for look in looks[place + 1 : end])
    return is_last or "date" in around or "dateline" in around


def _middle(looks: Sequence[_Line], roles: list[str | None], start: int, last: int) -> None:
    """The body: paragraphs, and among them captions, lists, quotes, subheads and furniture that is sure of itself."""
    is_stopped = _is_stopped(looks)
    free = [place for place in range(start, last + 1) if roles[place] is None]
    for place in free:
        if roles[place] is not None:
            continue  # the title below a `Read more`
        look = looks[place]
        if look.furniture >= Furniture.ALONE or look.form == "separator":
            roles[place] = "furniture"
            if look.furniture is Furniture.HEADING:
                _titles_of_others(looks, roles, place, last, limit=6 if is_stopped else 1)
        elif place == start and look.form == "dateline":
            roles[place] = "dateline"
        else:
            roles[place] = _body_role(looks, place, last)
    for place in free:
        if roles[place] == "paragraph" and _may_be_subhead(looks, roles, place, last):
            roles[place] = "subhead"


def _is_stopped(looks: Sequence[_Line]) -> bool:
    """Whether paragraphs of this page end with full stops; not all Arabic pages do, and titles are known by it."""
    body = [look.is_stopped for look in looks if look.is_body]
    return sum(body) > 0.5 * len(body)


def _titles_of_others(
    looks: Sequence[_Line], roles: list[str | None], heading: int, last: int, *, limit: int
) -> None:
    """One title below a `Read more` in the middle of the body belongs to it; of several, all but the last, which may be a subhead."""
    run = heading + 1
    while run <= min(last, heading + limit) and roles[run] is None and _is_other_title(looks[run]):
        run += 1
    count = run - heading - 1
    for place in range(heading + 1, run if count == 1 else run - 1):
        roles[place] = "furniture"


def _is_other_title(look: _Line) -> bool:
    return (
        look.furniture < Furniture.ALONE
        and look.form in ("", "dateline")
        and not look.is_sentence
        and look.words <= 15
    )


def _body_role(looks: Sequence[_Line], place: int, last: int) -> str:
    look = looks[place]
    if look.form in ("date", "byline"):
        return look.form
    if look.form == "caption" and not (
        lineforms.ends_sentence_before_credit(look.text) and (place == last or look.words > _LONG)
    ):
        return "caption"
    if _is_list_item(looks, place):
        return "list_item"
    return "quote" if lineforms.is_quote(look.text) else "paragraph"


def _is_list_item(looks: Sequence[_Line], place: int) -> bool:
    bullet = lineforms.bullet(looks[place].text)
    if bullet != "weak":
        return bool(bullet)
    return any(
        0 <= other < len(looks) and bool(lineforms.bullet(looks[other].text))
        for other in (place - 1, place + 1)
    )


def _may_be_subhead(looks: Sequence[_Line], roles: Sequence[str | None], place: int, last: int) -> bool:
    look = looks[place]
    if look.is_body or look.is_stopped or look.words > 12 or look.text.endswith((":", "،", ",", ";", "؛")):
        return False
    if look.is_sentence and not look.text.endswith(("?", "؟")):
        return False
    if not any(sign.isalpha() for sign in look.text) or look.text[:1].islower() or look.text[0] in "-–—":
        return False
    below = next(
        (other for other in range(place + 1, last + 1) if roles[other] not in ("furniture", "caption")), None
    )
    return below is not None and (
        looks[below].is_sentence
        or looks[below].is_body
        or looks[below].text.endswith(":")
        or roles[below] in ("list_item", "quote")
    )


def _tail(looks: Sequence[_Line], roles: list[str | None], start: int) -> None:
    """Everything below the body; below a furniture heading, titles of other articles are furniture too."""
    is_list = False
    for place in range(start, len(looks)):
        look = looks[place]
        if roles[place] is not None:
            continue
        is_list = is_list or look.furniture is Furniture.HEADING or look.key in TAGS
        if (
            look.furniture
            or look.form == "separator"
            or is_section(look.text)
            or _is_row(look)
            or (is_list and _is_other_title(look))
        ):
            roles[place] = "furniture"
        elif look.form and look.form != "dateline":
            roles[place] = look.form
        else:
            roles[place] = (
                "list_item"
                if _is_list_item(looks, place)
                else "quote"
                if lineforms.is_quote(look.text)
                else "paragraph"
            )


def _is_row(look: _Line) -> bool:
    """A row of links: `Newsletter | Podcasts | Archive`."""
    parts = look.text.split("|")
    return len(parts) > 2 and look.words <= 20 and all(len(part.split()) <= 3 for part in parts)


def _with_repeats(lines: Sequence[str], roles: Sequence[str]) -> list[Piece]:
    """Mark headlines and captions that repeat an earlier one word for word."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for place, (line, role) in enumerate(zip(lines, roles, strict=True)):
        key = (role, line)
        repeats = seen.get(key) if role in ("headline", "caption") else None
        seen.setdefault(key, place)
        found.append(Piece(line, role, repeats))
    return found
