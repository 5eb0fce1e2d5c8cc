"""The lines of a scraped news page go in; the role of each line comes out. Nothing is dropped; in doubt a line is a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from translate.text import lineforms
from translate.text.folding import fold
from translate.text.furniture import Furniture, cut_furniture, furniture
from translate.text.pagewords import OUTLETS, SECTIONS, SITE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADER_LINES = 60  # lines looked at for the head of the page; a longer menu than that has not been seen

_DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|news|info|tv|ae|sa|sy|iq|eg|jo|lb|uk|co\.uk|me)(?:/\S*)?",
    re.IGNORECASE,
)
_OUTLET_NOUN = re.compile(r"(?:صحيفة|جريدة|وكالة|قناة|شبكة|مجلة|موقع) \S+(?: \S+){0,4}")
_TITLE_SEPARATOR = re.compile(r"\s+[|–—»•·-]\s+|\s*\|\s*")
_BREADCRUMB = re.compile(r"[^.!?؟>»›/|\n]{1,30}(?:\s?[>»›|/]\s?[^.!?؟>»›/|\n]{1,40}){1,5}")
_WRAP_WIDTHS = range(45, 111)  # characters to a line in hard-wrapped text (mail, Gutenberg, terminals)


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a page: its text, the role of it (a value of BlockKind), and the index of the piece it repeats."""

    text: str
    role: str
    repeats: int | None = None


def pieces(text: str) -> list[Piece]:
    """A whole page as plain text, in blocks; every line that is not blank is in exactly one of them, in order."""
    lines = [part.strip() for line in unwrap(text.splitlines()) for part in cut_furniture(line)]
    return assign(lines)


def unwrap(lines: Sequence[str]) -> list[str]:
    """Lines that are not blank; where text was hard-wrapped, the lines of a paragraph are joined by a space."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.strip())
        elif groups[-1]:
            groups.append([])
    width = _wrap_width(groups)
    joined: list[str] = []
    for group in groups:
        for place, line in enumerate(group):
            if place and width and _continues(group[place - 1], line, width):
                joined[-1] += " " + line
            else:
                joined.append(line)
    return joined


def _wrap_width(groups: Sequence[Sequence[str]]) -> int:
    """The width text was wrapped at, or 0: no line is longer, and most lines could not have held the next word."""
    longest = max((len(line) for group in groups for line in group), default=0)
    if longest not in _WRAP_WIDTHS:
        return 0
    inner = [(line, after) for group in groups for line, after in pairwise(group)]
    full = sum(_is_full(line, after, longest) for line, after in inner)
    broken = sum(not lineforms.ends_sentence(line) for line, _ in inner)
    return longest if full >= 2 and full >= 0.6 * len(inner) and broken >= 0.5 * len(inner) else 0


def _is_full(line: str, after: str, width: int) -> bool:
    return len(line) >= 0.6 * width and len(line) + 1 + len(after.split(maxsplit=1)[0]) > width - 6


def _continues(line: str, after: str, width: int) -> bool:
    if (
        lineforms.bullet(after)
        or lineforms.is_date(line)
        or lineforms.is_separator(line)
        or lineforms.is_separator(after)
        or after.startswith(">")
    ):
        return False
    return _is_full(line, after, width) and not furniture(after)


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line looks like, before its neighbours are asked."""

    text: str
    words: int
    furniture: Furniture
    is_body: bool
    is_sentence: bool


def _look(text: str) -> _Line:
    words = len(text.split(maxsplit=40))
    kind = furniture(text)
    ends, stops = lineforms.ends_sentence(text), lineforms.ends_with_stop(text)
    body = words >= 25 or (stops and words >= 6) or (ends and words >= 14)
    special = (
        kind
        or lineforms.is_date(text)
        or lineforms.is_byline(text)
        or (lineforms.is_caption(text) and not lineforms.ends_sentence_before_credit(text))
    )
    return _Line(text, words, kind, body and not special, ends and words >= 3 and not special)


def assign(lines: Sequence[str], known: Sequence[str | None] | None = None) -> list[Piece]:
    """The role of each line, in order. `known` gives roles that the page's own markup tells (an h1, a list item), or None."""
    roles: list[str | None] = list(known) if known else [None] * len(lines)
    looks = [_look(line) for line in lines]
    first, last = _body(looks, roles)
    head = _head(looks, roles, first)
    _tail(looks, roles, max(last + 1, head))
    _middle(looks, roles, head, last)
    return _with_repeats(lines, [role or "paragraph" for role in roles])


def _body(looks: Sequence[_Line], roles: Sequence[str | None]) -> tuple[int, int]:
    """The first and the last line of the body; (n, n - 1) for a page without any."""
    told = [place for place, role in enumerate(roles) if role in ("paragraph", "quote", "list_item")]
    free = [place for place, role in enumerate(roles) if role is None]
    for body in (
        [place for place in free if looks[place].is_body],
        [place for place in free if looks[place].is_sentence],
    ):
        if places := sorted(told + body):
            return places[0], places[-1]
    return len(looks), len(looks) - 1


def _head(looks: Sequence[_Line], roles: list[str | None], first: int) -> int:
    """Give roles to everything above the body; returns where the body begins."""
    end = _head_end(looks, roles, min(first, _HEADER_LINES))
    headline = _headline(looks, roles, end)
    if headline is None:
        for place in range(end):
            roles[place] = roles[place] or _plain_role(looks[place]) or _meta_role(looks[place])
        return end
    sure = roles[headline] == "headline" or _repeated(looks, headline, end)
    roles[headline] = "headline"
    for place in range(headline):
        roles[place] = roles[place] or _before_headline(looks, place, headline, is_sure=sure)
    title = fold(looks[headline].text)
    for place in range(headline + 1, end):
        if roles[place] is None:
            roles[place] = (
                "headline" if fold(looks[place].text) == title else _after_headline(looks, roles, place, end)
            )
    return end


def _head_end(looks: Sequence[_Line], roles: Sequence[str | None], first: int) -> int:
    """The head goes on below a standfirst of one sentence, when a date, byline or dateline stands just below it."""
    for place in range(first + 1, min(first + 4, len(looks))):
        text = looks[place].text
        is_meta = roles[place] in ("date", "byline", "dateline") or (
            roles[place] is None
            and (lineforms.is_date(text) or lineforms.is_byline(text) or lineforms.is_dateline(text))
        )
        if (
            is_meta
            and first > 0
            and all(look.words < 40 for look in looks[first:place])
            and any(look.is_body for look in looks[place + 1 :])
        ):
            end = place + 1
            while end < len(looks) and not looks[end].is_body and end < place + 8:
                end += 1
            return end if end < len(looks) and looks[end].is_body else place + 1
    return first


def _headline(looks: Sequence[_Line], roles: Sequence[str | None], end: int) -> int | None:
    """The line that the page's markup names, that is printed twice, or that is the first title in the head."""
    for place in range(len(looks)):
        if roles[place] == "headline":
            return place if place < end else None
    seen: dict[str, int] = {}
    for place in range(end):
        key = fold(looks[place].text)
        if (
            key in seen
            and roles[place] is None
            and looks[place].words >= 3
            and not looks[place].furniture
            and not lineforms.is_date(looks[place].text)
        ):
            return seen[key]
        seen.setdefault(key, place)
    titles = [place for place in range(end) if roles[place] is None and _may_be_headline(looks, place, end)]
    if not titles:
        return None
    return titles[0] if looks[titles[0]].words >= 3 or end < len(looks) else None


def _may_be_headline(looks: Sequence[_Line], place: int, end: int) -> bool:
    look = looks[place]
    if (
        look.furniture
        or look.is_body
        or look.words > 30
        or lineforms.ends_with_stop(look.text)
        or look.text.endswith(("،", ",", ";", "؛"))
    ):
        return False
    if (
        lineforms.is_date(look.text)
        or lineforms.is_byline(look.text)
        or lineforms.is_caption(look.text)
        or lineforms.is_separator(look.text)
        or lineforms.bullet(look.text) == "strong"
    ):
        return False
    others = any(
        not (
            other.furniture
            or lineforms.is_date(other.text)
            or lineforms.is_byline(other.text)
            or lineforms.is_dateline(other.text)
            or lineforms.is_caption(other.text)
            or lineforms.is_name(other.text)
        )
        for other in looks[place + 1 : end]
    )
    return not (
        others
        and (is_section(look.text) or is_site(look.text) or _is_title_of(look.text, looks[place + 1 : end]))
    )


def _repeated(looks: Sequence[_Line], headline: int, end: int) -> bool:
    key = fold(looks[headline].text)
    return any(fold(look.text) == key for look in looks[headline + 1 : end])


def _before_headline(looks: Sequence[_Line], place: int, headline: int, *, is_sure: bool) -> str:
    look = looks[place]
    if plain := _plain_role(look):
        return plain
    if look.furniture or lineforms.is_separator(look.text):
        return "furniture"
    if is_site(look.text) or _is_title_of(look.text, looks[headline : headline + 1]):
        return "site"
    if is_section(look.text):
        return "section"
    if is_sure and place == 0 and not look.is_sentence:
        return "site"
    if look.words <= 3 and _short_around(looks, place, headline) >= 4:
        return "furniture"  # a menu
    return "section" if look.words <= 5 and not look.is_sentence else "paragraph"


def _short_around(looks: Sequence[_Line], place: int, headline: int) -> int:
    """How many lines of one to three words stand together here, above the headline."""
    start = end = place
    while start > 0 and looks[start - 1].words <= 3:
        start -= 1
    while end < headline and looks[end].words <= 3:
        end += 1
    return end - start


def _after_headline(looks: Sequence[_Line], roles: Sequence[str | None], place: int, end: int) -> str:
    look = looks[place]
    if role := _plain_role(look) or _meta_role(look):
        return role
    if look.furniture or lineforms.is_separator(look.text):
        return "furniture"
    if lineforms.is_name(look.text) and _stands_by_meta(looks, place, end):
        return "byline"
    if is_section(look.text):
        return "section"
    if is_site(look.text):
        return "site"
    return "subhead" if not look.is_sentence or place < end - 1 else "paragraph"


def _stands_by_meta(looks: Sequence[_Line], place: int, end: int) -> bool:
    """A name stands by a date or a dateline, or just above the body."""
    around = [looks[other].text for other in (place - 1, place + 1) if 0 <= other < len(looks)]
    return place == end - 1 or any(lineforms.is_date(text) or lineforms.is_dateline(text) for text in around)


def _plain_role(look: _Line) -> str | None:
    """Roles that a line has wherever it stands above or below the body."""
    if lineforms.is_date(look.text):
        return "date"
    if lineforms.is_byline(look.text):
        return "byline"
    return "caption" if not look.furniture and lineforms.is_caption(look.text) else None


def _meta_role(look: _Line) -> str | None:
    return "dateline" if not look.furniture and lineforms.is_dateline(look.text) else None


def _middle(looks: Sequence[_Line], roles: list[str | None], start: int, last: int) -> None:
    """The body: paragraphs, and among them captions, lists, quotes, subheads and furniture that is sure of itself."""
    for place in range(start, last + 1):
        if roles[place] is not None:
            continue
        look = looks[place]
        if look.furniture >= Furniture.ALONE or (lineforms.is_separator(look.text)):
            roles[place] = "furniture"
            if look.furniture is Furniture.HEADING:
                _titles_of_others(looks, roles, place, last)
        elif place == start and (lineforms.is_dateline(look.text) and not look.is_body):
            roles[place] = "dateline"
        else:
            roles[place] = _body_role(looks, place, last)
    for place in range(start, last + 1):
        if roles[place] == "paragraph" and _may_be_subhead(looks, roles, place, last):
            roles[place] = "subhead"


def _titles_of_others(looks: Sequence[_Line], roles: list[str | None], heading: int, last: int) -> None:
    """One title below a `Read more` in the middle of the body belongs to it; of several, all but the last, which may be a subhead."""
    run = heading + 1
    while (
        run <= last
        and roles[run] is None
        and not looks[run].furniture
        and not looks[run].is_sentence
        and 3 <= looks[run].words <= 20
    ):
        run += 1
    count = run - heading - 1
    for place in range(heading + 1, run if count == 1 else run - 1):
        roles[place] = "furniture"


def _body_role(looks: Sequence[_Line], place: int, last: int) -> str:
    look = looks[place]
    if lineforms.is_date(look.text):
        return "date"
    if lineforms.is_caption(look.text) and not (
        place == last and lineforms.ends_sentence_before_credit(look.text)
    ):
        return (
            "caption"
            if look.words <= 70
            and not (look.is_body and lineforms.ends_sentence_before_credit(look.text) and look.words > 45)
            else "paragraph"
        )
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
    if (
        look.is_body
        or look.words > 12
        or look.text.endswith((":", "،", ",", ";", "؛"))
        or lineforms.ends_with_stop(look.text)
    ):
        return False
    if lineforms.ends_sentence(look.text) and not look.text.endswith(("?", "؟")):
        return False
    if not any(sign.isalpha() for sign in look.text) or look.text[:1].islower():
        return False
    below = next(
        (other for other in range(place + 1, last + 1) if roles[other] not in ("furniture", "caption")), None
    )
    return below is not None and (looks[below].is_sentence or roles[below] in ("list_item", "quote"))


def _tail(looks: Sequence[_Line], roles: list[str | None], start: int) -> None:
    """Everything below the body; below a furniture heading, titles of other articles are furniture too."""
    in_list = False
    for place in range(start, len(looks)):
        look = looks[place]
        if roles[place] is not None:
            continue
        if look.furniture or lineforms.is_separator(look.text):
            roles[place] = "furniture"
            in_list = in_list or look.furniture >= Furniture.ALONE
        elif in_list and not look.is_sentence:
            roles[place] = "furniture"
        else:
            roles[place] = _plain_role(look) or (
                "list_item"
                if _is_list_item(looks, place)
                else "quote"
                if lineforms.is_quote(look.text)
                else "paragraph"
            )


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


def is_section(line: str) -> bool:
    """`Middle East`, `العالم العربي`, or a trail such as `Home > News > Syria`."""
    folded = fold(line)
    if folded in SECTIONS:
        return True
    if len(line) > 120 or not _BREADCRUMB.fullmatch(line.strip()):
        return False
    parts = [fold(part) for part in re.split(r"[>»›|/]", line)]
    return any(part in SECTIONS or part in ("home", "الرئيسية") for part in parts)


def is_site(line: str) -> bool:
    """The name of a site or of a known outlet, with nothing behind it but words such as `English` and `Newspaper`, or a slogan."""
    if len(line) > 160:
        return False
    text = line.strip()
    if _DOMAIN.fullmatch(text) or (_OUTLET_NOUN.fullmatch(text.strip("«» ")) and len(text.split()) <= 4):
        return True
    parts = [fold(part) for part in _TITLE_SEPARATOR.split(text)]
    if len(parts) > 1:
        return (parts[0] in OUTLETS and len(text.split()) <= 14) or (
            parts[-1] in OUTLETS and all(_are_site_words(part) or part in SECTIONS for part in parts[:-1])
        )
    words = parts[0].split()
    for length in range(min(6, len(words)), 0, -1):
        if " ".join(words[:length]) in OUTLETS:
            return all(word in SITE_WORDS for word in words[length:])
    return False


def _are_site_words(folded: str) -> bool:
    return all(word in SITE_WORDS for word in folded.split())


def _is_title_of(line: str, below: Sequence[_Line]) -> bool:
    """A page title such as `Headline | Site`, where the headline itself stands below."""
    parts = _TITLE_SEPARATOR.split(line)
    return (
        any(
            fold(line).startswith(fold(look.text)) and len(line) > len(look.text) + 2
            for look in below
            if look.words >= 3
        )
        if len(parts) > 1
        else False
    )
