"""A dateline stays, with its place: BEIRUT (Reuters) – … and «بيروت (رويترز) - …»."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.lexicon import renderings, stem_set
from translate.text.sounds import arabic_bones, arabic_sounds, is_heard, latin_bones
from translate.text.stems import stemmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_A = "\u0621-\u0652\u0670"
_PATTERN = {
    "en": re.compile(
        r"(?P<place>[A-Z][\w'’.-]*(?:[ ,/]+(?:[A-Z][\w'’.-]*|of|and|the|al-\w+|[a-z]{2}-\w+)){0,5})[,]?(?:\s*\((?P<agency>[^()\n]{2,40})\)|,?\s(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z.]*\s\d{1,2}(?:,\s\d{4})?(?:\s*\([^()\n]{2,40}\))?)?\s*(?:--|[–—]|(?<=\s)-(?=\s))\s*"
    ),
    "ar": re.compile(
        rf"(?P<place>[{_A}]+(?:[ /،]+[{_A}]+){{0,4}})(?:\s*\((?P<agency>[^()\n]{{2,40}})\)|،?\s\d{{1,2}}\s[{_A}]+(?:/[{_A}]+)?(?:\s\d{{4}})?(?:\s*\([^()\n]{{2,40}}\))?)?\s*(?:--|[–—]|(?<=\s)-(?=\s)|(?<=\)):)\s*"
    ),
}
_DASH = re.compile(r"--|[–—]|\s-\s|\):")
_MARK = re.compile(r"[:–—()]|--|\s-\s")
_LOOK = 90  # characters of the target in which a dateline must show


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `dateline.missing` or `dateline.place`, warnings; a dateline has a dash, and an agency in brackets, a date or a place in capitals."""
    source, target = unit.source.lstrip(), unit.target
    if len(source) < 8 or not _DASH.search(source) or not target.strip():
        return
    found = _PATTERN[source_language].match(source)
    if not found or not (found["agency"] or source_language == "ar" or _is_place(found["place"])):
        return
    if source_language == "ar" and not found["agency"]:
        return
    offset = len(unit.source) - len(source)
    start, end = offset + found.start("place"), offset + found.end("place")
    head = target[:_LOOK]
    written = found["place"]
    if not _MARK.search(head):
        yield issue(
            "dateline.missing", Severity.WARNING, side="source", start=start, end=end, written=written
        )
    elif _is_elsewhere(written, head, source_language, target_language):
        yield issue("dateline.place", Severity.WARNING, start=0, end=len(head), written=written)


def _is_place(place: str) -> bool:
    return place.isupper() and len(place) > 2


def _is_elsewhere(place: str, head: str, source_language: str, target_language: str) -> bool:
    """Whether no word of the place is rendered or sounded in the head of the target."""
    there = stem_set(head, target_language)
    if source_language == "en":
        sounds = arabic_sounds(head)
        return not any(
            any(stem in there for stem in renderings(word, "en")) or is_heard(latin_bones(word.raw), sounds)
            for word in stemmed(place, "en")
        )
    bones = {latin_bones(word.raw) for word in stemmed(head, "en")}
    sizes = arabic_sounds(place)
    return not any(
        any(stem in there for stem in renderings(word, "ar")) for word in stemmed(place, "ar")
    ) and not any(is_heard(one, sizes) for one in bones | {arabic_bones(head)} if one)
