"""A segment goes in; its dateline in the other language and where it ends come out: BEIRUT, Nov. 24 (Reuters) - … and «بيروت (رويترز) - …».

A dateline is no part of the sentence, and an engine that reads it as one says nonsense. It is translated by rule when every word of it is
known: places and agencies of the glossary, a date, marks. Otherwise the engine gets the segment as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from translate.glossary import Kind
from translate.glossary.match import search, term
from translate.text.dates import LEVANT, MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from translate.glossary import Glossary
    from translate.model import TermMatch

LONGEST = 120  # characters
_BODY = 4  # words that must follow, or it is a byline (London - Graham Pell)
_AGENCIES = (Kind.ORG, Kind.GROUP)
_SURE = 1.5  # what stands where a place of origin stands needs so much less of its neighbourhood

_MONTHS_EN = {name[:3].lower(): place for place, name in enumerate(MONTHS["en"])}
_DAYS_EN = {name[:3].lower(): place for place, name in enumerate(WEEKDAYS["en"])}
_MONTHS_AR = {name: place for names in (MONTHS["ar"], LEVANT) for place, name in enumerate(names)}
_MONTH_AR = "|".join(sorted(map(re.escape, _MONTHS_AR), key=len, reverse=True))
_DAY_EN = r"(?:(?P<week>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)\.?,?\s+)?"
_DATE = {
    "en": re.compile(
        _DAY_EN
        + r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?\s+(?P<day>\d{1,2})(?:,?\s+(?P<year>\d{4}))?(?!\w)",
        re.IGNORECASE,
    ),
    "ar": re.compile(
        rf"(?:(?P<week>{'|'.join(WEEKDAYS['ar'])})،?\s+)?(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH_AR})(?:\s?[/(]\s?(?:{_MONTH_AR})\)?)?(?:\s+(?P<year>\d{{4}}))?(?!\w)"
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


def dateline(text: str, source: str, target: str, terms: Glossary) -> Dateline | None:
    """The dateline that a text begins with; None where there is none, or where a part of it is not known."""
    head = text[:LONGEST]
    if not _DASH.search(head):
        return None
    names: dict[int, tuple[TermMatch, bool, int]] = {}
    countries = {entry.id for entry in terms if entry.domain == "country"}
    for hit in search(head, source, terms, rejected=True):
        is_place = hit.entry.kind is Kind.PLACE
        if (is_place or hit.entry.kind in _AGENCIES) and (hit.is_accepted or (hit.score or 0.0) + _SURE >= 1):
            names.setdefault(hit.start, (term(hit, text, source), is_place, hit.end))
    parts: list[str] = []
    found: list[TermMatch] = []
    position, ended = 0, 0
    is_open = is_sure = False
    while position < len(head):
        dash = _DASH.match(head, position)
        if dash and found and not is_open:
            if ended and not parts[-1]:
                break
            ended = dash.end()
            mark = dash[1] if dash[1] in ("–", "—") else "-"
            parts.append(f" {mark} ")
            position = dash.end()
            if not _goes_on(head, position, names):
                break
            continue
        date = _DATE[source].match(head, position)
        name = names.get(position)
        if name is not None and (name[1] or found):
            match, _, position = name
            written = match.arabic if target == "ar" else match.english
            joined = "و" if match.clitics == "و" else ""
            if match.clitics.strip("و") or (joined and not found):
                return None
            if parts and parts[-1] == "و":
                parts[-1] = ""
                joined = "و"
            parts.append((joined if target == "ar" else "and " if joined else "") + written)
            found.append(match)
            is_sure = is_sure or match.entry not in countries
        elif date and found:
            is_sure = True
            parts.append(_date(date, source, target))
            position = date.end()
        elif _AND.match(head, position) and source == "en" and found:
            parts.append("و")
            position = _AND.match(head, position).end()  # type: ignore[union-attr]
        else:
            mark_found = _MARK.match(head, position)
            if mark_found is None or not found:
                return None
            mark = mark_found[0].strip()
            if mark in ("(", ")"):
                if is_open is (mark == "("):
                    return None
                is_open = mark == "("
            parts.append({"(": " (", ")": ")", "": " "}.get(mark, "، " if target == "ar" else ", "))
            position = mark_found.end()
    if (
        not ended
        or is_open
        or not is_sure
        or len(text[ended:].split()) < _BODY
        or not _begins(text[ended:], source)
    ):
        return None
    return Dateline(_tidied("".join(parts)), ended, tuple(found))


def _goes_on(head: str, position: int, names: dict[int, tuple[TermMatch, bool, int]]) -> bool:
    """Whether an agency and another dash follow: «دير الزور - رويترز - قُتل …», «الخرطوم - (رويترز): قالت …»."""
    is_open = head[position : position + 1] == "("
    name = names.get(position + is_open)
    if name is None or name[1]:
        return False
    end = name[2]
    return not (is_open and head[end : end + 1] != ")") and bool(_DASH.match(head, end + is_open))


def _begins(body: str, source: str) -> bool:
    """Whether a sentence begins: what is no letter says nothing."""
    letter = next((character for character in body if character.isalpha()), "")
    return bool(letter) and (source == "ar" or letter.isupper())


def _date(found: re.Match[str], source: str, target: str) -> str:
    day, year = str(int(found["day"])), found["year"]
    if source == "en":
        week = WEEKDAYS[target][_DAYS_EN[found["week"][:3].lower()]] if found["week"] else ""
        month = MONTHS[target][_MONTHS_EN[found["month"][:3].lower()]]
        written = f"{day} {month}" + (f" {year}" if year else "")
        return f"{week}، {written}" if week else written
    week = WEEKDAYS[target][WEEKDAYS[source].index(found["week"])] if found["week"] else ""
    month = MONTHS[target][_MONTHS_AR[found["month"]]]
    written = f"{month} {day}" + (f", {year}" if year else "")
    return f"{week}, {written}" if week else written


def _tidied(text: str) -> str:
    return re.sub(r" {2,}", " ", re.sub(r" +([،,)])", r"\1", text))
