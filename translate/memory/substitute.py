"""A new source, a near match and its target go in; where they differ in figures and names alone, the target with these put right comes out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.text import similar
from translate.text.dates import LEVANT, MONTHS, WEEKDAYS
from translate.text.folding import fold_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translate.model import TermMatch

    Terms = Callable[[str, str], Sequence[TermMatch]]

_DIGITS = "0123456789"
_INDIC = "٠١٢٣٤٥٦٧٨٩"
_NUMBER = re.compile(r"[\d٠-٩]+(?:[.,:/٫٬][\d٠-٩]+)*[%٪]?")
_TO_INDIC = str.maketrans(_DIGITS + ".,%", _INDIC + "٫٬٪")


@dataclass(frozen=True, slots=True)
class Substitution:
    """One thing put in place of another: what it is (number, month, weekday, name), as the sources and as the targets have it.

    `start` and `end` are characters of the new target.
    """

    kind: str
    source_from: str
    source_to: str
    target_from: str
    target_to: str
    start: int = 0
    end: int = 0


def substitute(
    wanted: str,
    source: str,
    target: str,
    *,
    source_language: str,
    target_language: str,
    terms: Terms | None = None,
) -> tuple[str, tuple[Substitution, ...]] | None:
    """The target of `source` as a target of `wanted`; None where the two sources differ in more, or a place in the target is not sure.

    `terms` finds the glossary's names in a text of a language.
    """
    old, new = similar.fold(source), similar.fold(wanted)
    if terms is None and (similar.pattern(old) == old or similar.pattern(new) == new):
        return None
    old_names = _names(terms, source, source_language) if terms else []
    new_names = _names(terms, wanted, source_language) if terms else []
    old_parts, new_parts = list(_parts(old, old_names)), list(_parts(new, new_names))
    if [part[0] for part in old_parts] != [part[0] for part in new_parts]:
        return None
    wishes: list[tuple[str, str, str, str, str]] = []
    for (kind, was, was_house), (_, now, now_house) in zip(old_parts, new_parts, strict=True):
        if kind not in ("number", "month", "weekday", "name"):
            if was != now:
                return None
        elif was != now:
            wishes.append((kind, was, now, was_house, now_house))
    if not wishes:
        return None
    counts = Counter((kind, was) for kind, was, _, _, _ in wishes)
    everywhere = Counter((kind, was) for kind, was, _ in old_parts)
    edits: list[tuple[int, int, Substitution]] = []
    for (kind, was), wished in counts.items():
        changes = [wish for wish in wishes if wish[0] == kind and wish[1] == was]
        if wished != everywhere[kind, was] or len({wish[2] for wish in changes}) > 1:
            return None  # the same figure stands for two things
        _, _, now, was_house, now_house = changes[0]
        places = list(_places(kind, was, was_house, target, target_language))
        if len(places) != wished:
            return None
        for start, end in places:
            put = _put(kind, now, now_house, target[start:end], target_language)
            if put is None:
                return None
            edits.append((start, end, Substitution(kind, was, now, target[start:end], put)))
    return _applied(target, edits)


def _applied(
    target: str, edits: list[tuple[int, int, Substitution]]
) -> tuple[str, tuple[Substitution, ...]] | None:
    edits.sort(key=lambda edit: edit[0])
    written, last, done = "", 0, list[Substitution]()
    for start, end, change in edits:
        if start < last:
            return None
        written += target[last:start]
        begin = len(written)
        written += change.target_to
        done.append(
            Substitution(
                change.kind,
                change.source_from,
                change.source_to,
                change.target_from,
                change.target_to,
                begin,
                len(written),
            )
        )
        last = end
    return written + target[last:], tuple(done)


def _names(terms: Terms, text: str, language: str) -> list[tuple[str, str, str]]:
    """(clitics, folded surface behind them, entry's house form in the other language), longest first."""
    found = []
    for match in terms(text, language):
        surface, own = similar.fold(match.surface or ""), similar.fold(match.arabic)
        if (
            language == "ar"
        ):  # an article may have grown together with the clitic before it: then it is not cut
            clitics = similar.fold(match.clitics)
            surface = own if own and surface.endswith(own) else surface.removeprefix(clitics)
            house = match.english
        else:
            clitics, house = "", match.arabic
        if surface and house:
            found.append((clitics, surface, house))
    return sorted(set(found), key=lambda name: -len(name[1]))


def _parts(folded: str, names: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """The text as (kind, text, house form) parts: words between figures and names as they are."""
    spans: list[tuple[int, int, str, str]] = [
        (figure.start, figure.end, figure.kind, "") for figure in similar.figures(folded)
    ]
    taken = [(start, end) for start, end, _, _ in spans]
    for clitics, surface, house in names:
        for found in re.finditer(rf"(?<!\w){re.escape(clitics)}({re.escape(surface)})(?!\w)", folded):
            if all(found.end(1) <= start or found.start(1) >= end for start, end in taken):
                spans.append((found.start(1), found.end(1), "name", house))
                taken.append((found.start(1), found.end(1)))
    last = 0
    for start, end, kind, house in sorted(spans):
        if start > last:
            yield "text:" + folded[last:start], folded[last:start], ""
        yield kind, folded[start:end], house
        last = end
    if last < len(folded):
        yield "text:" + folded[last:], folded[last:], ""


def _places(kind: str, was: str, house: str, target: str, language: str) -> Iterator[tuple[int, int]]:
    """Where the target says what the source says there."""
    if kind == "number":
        for found in _NUMBER.finditer(target):
            if similar.exact(found[0]).rstrip("%") == was.rstrip("%"):
                end = found.end() - (len(found[0]) - len(found[0].rstrip("%٪")))
                yield found.start(), end
        return
    forms = [house] if kind == "name" else _calendar(kind, was, language)
    for form in forms:
        if form:
            before = "" if language == "ar" else r"(?<!\w)"
            for found in re.finditer(rf"{before}{re.escape(form)}(?!\w)", target):
                yield found.start(), found.end()


def _calendar(kind: str, was: str, language: str) -> list[str]:
    """The names, in a language, of a month or day of the week that is named in any."""
    tables = [WEEKDAYS["en"], WEEKDAYS["ar"]] if kind == "weekday" else [MONTHS["en"], MONTHS["ar"], LEVANT]
    for table in tables:
        folded = [fold_letters(name) for name in table]
        if was in folded:
            place = folded.index(was)
            others = (
                [WEEKDAYS[language]]
                if kind == "weekday"
                else [MONTHS[language], *([LEVANT] if language == "ar" else [])]
            )
            return list(dict.fromkeys(other[place] for other in others))
    return []


def _put(kind: str, now: str, house: str, was_written: str, language: str) -> str | None:
    """What to write in the target, in the digits or the calendar that stood there."""
    if kind == "number":
        bare = now.rstrip("%")
        return bare.translate(_TO_INDIC) if any(sign in _INDIC for sign in was_written) else bare
    if kind == "name":
        return house or None
    forms = _calendar(kind, now, language)
    if not forms:
        return None
    is_levantine = kind == "month" and was_written in LEVANT and was_written not in MONTHS["ar"]
    return forms[-1] if is_levantine else forms[0]
