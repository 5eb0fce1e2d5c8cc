"""A segment goes in; its dateline in the other language and where it ends come out: BEIRUT, Nov. 24 (Reuters) - … and «بيروت (رويترز) - …».

A dateline is no part of the sentence, and an engine that reads it as one says nonsense. It is translated by rule when every word of it is
known: places and agencies of the glossary, a date, marks. Otherwise the engine gets the segment as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from translate.glossary import Kind
from translate.glossary.match import search, term
from translate.text.dates import DAY_OF, MONTH_OF, MONTHS, WEEKDAYS, either

if TYPE_CHECKING:
    from translate.glossary import Glossary
    from translate.model import TermMatch

LONGEST = 120  # characters
_BODY = 4  # words that must follow, or it is a byline (London - Graham Pell)
_AGENCIES = (Kind.ORG, Kind.GROUP)
_SURE = 1.5  # what stands where a place of origin stands needs so much less of its neighbourhood

_DATE = {
    "en": re.compile(
        r"(?:(?P<week>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)\.?,?\s+)?"
        r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?\s+(?P<day>\d{1,2})(?:,?\s+(?P<year>\d{4}))?(?!\w)",
        re.IGNORECASE,
    ),
    "ar": re.compile(
        rf"(?:(?P<week>{either(DAY_OF['ar'])})،?\s+)?(?P<day>\d{{1,2}})\s+(?P<month>{either(MONTH_OF['ar'])})(?:\s?[/(]\s?(?:{either(MONTH_OF['ar'])})\)?)?(?:\s+(?P<year>\d{{4}}))?(?!\w)"
    ),
}
_DASH = re.compile(r"\s*(--|[–—])\s*|\s+([-ـ])\s+|(?<=[\w)])(:)\s+")
_MARK = re.compile(r"\s*[,،]\s*|\s*\(|\)|\s+")
_AND = re.compile(r"and\s+", re.IGNORECASE)


class Dateline(NamedTuple):
    """What the target begins with, and the `length` (characters) of what it stands for in the source; places of terms are of the source."""

    target: str
    length: int
    terms: tuple[TermMatch, ...]


class _Name(NamedTuple):
    match: TermMatch
    is_place: bool
    end: int


def dateline(text: str, source: str, target: str, terms: Glossary) -> Dateline | None:
    """The dateline that a text begins with; None where there is none, or where a part of it is not known."""
    head = text[:LONGEST]
    if not _DASH.search(head):
        return None
    names = _names(head, source, terms)
    parts: list[str] = []
    found: list[TermMatch] = []
    position = ended = 0
    is_open = is_sure = is_joined = False
    while position < len(head):
        name = names.get(position)
        if name is not None and (name.is_place or found):
            match, position = name.match, name.end
            if match.clitics not in ("", "و") or (match.clitics and not found):
                return None
            joint = ("و" if target == "ar" else "and ") if is_joined or match.clitics else ""
            parts.append(joint + (match.arabic if target == "ar" else match.english))
            found.append(match)
            is_sure = is_sure or terms[match.entry].domain != "country"
            is_joined = False
        elif not found:
            return None
        elif not is_open and (dash := _DASH.match(head, position)):
            ended = position = dash.end()
            parts.append(f" {dash[1] if dash[1] in ('–', '—') else '-'} ")
            if not _goes_on(head, position, names):
                break
        elif date := _DATE[source].match(head, position):
            is_sure = True
            parts.append(_date(date, source, target))
            position = date.end()
        elif source == "en" and (joined := _AND.match(head, position)) and joined.end() in names:
            is_joined = True
            position = joined.end()
        elif between := _MARK.match(head, position):
            mark = between[0].strip()
            if mark in ("(", ")"):
                if is_open is (mark == "("):
                    return None
                is_open = mark == "("
            parts.append({"(": " (", ")": ")", "": " "}.get(mark, "، " if target == "ar" else ", "))
            position = between.end()
        else:
            return None
    body = text[ended:]
    if not ended or is_open or not is_sure or len(body.split()) < _BODY or not _begins(body, source):
        return None
    return Dateline(_tidied("".join(parts)), ended, tuple(found))


def _names(head: str, source: str, terms: Glossary) -> dict[int, _Name]:
    """Places and agencies by where they begin."""
    names: dict[int, _Name] = {}
    for hit in search(head, source, terms, rejected=True):
        is_place = hit.entry.kind is Kind.PLACE
        if (is_place or hit.entry.kind in _AGENCIES) and (hit.is_accepted or (hit.score or 0.0) + _SURE >= 1):
            names.setdefault(hit.start, _Name(term(hit, head, source), is_place, hit.end))
    return names


def _goes_on(head: str, position: int, names: dict[int, _Name]) -> bool:
    """Whether an agency and another dash follow: «دير الزور - رويترز - قُتل …», «الخرطوم - (رويترز): قالت …»."""
    is_open = head[position : position + 1] == "("
    name = names.get(position + is_open)
    if name is None or name.is_place:
        return False
    return not (is_open and head[name.end : name.end + 1] != ")") and bool(
        _DASH.match(head, name.end + is_open)
    )


def _begins(body: str, source: str) -> bool:
    """Whether a sentence begins: what is no letter says nothing."""
    letter = next((character for character in body if character.isalpha()), "")
    return bool(letter) and (source == "ar" or letter.isupper())


def _date(found: re.Match[str], source: str, target: str) -> str:
    cut = 3 if source == "en" else None  # Nov., November
    month = MONTHS[target][MONTH_OF[source][found["month"][:cut].lower()]]
    day, comma = int(found["day"]), "," if target == "en" else "،"
    written = f"{day} {month}" if target == "ar" else f"{month} {day}"
    if found["year"]:
        written += f"{comma if target == 'en' else ''} {found['year']}"
    week = WEEKDAYS[target][DAY_OF[source][found["week"][:cut].lower()]] if found["week"] else ""
    return f"{week}{comma} {written}" if week else written


def _tidied(text: str) -> str:
    return re.sub(r" {2,}", " ", re.sub(r" +([،,)])", r"\1", text))
