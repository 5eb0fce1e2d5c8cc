"""No run of words and no lone word of the source's language is left in the target."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.addresses import masked
from translate.text.copies import LEFT_RUN, Left, find_copy
from translate.text.lexicon import renderings
from translate.text.stems import stemmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_WORD = {"en": re.compile(r"[A-Za-z][A-Za-z'’-]*"), "ar": re.compile("[\u0621-\u0652\u0670-\u06d3]+")}
_RUN = {
    "ar": re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[ ,;:-]+[A-Za-z][A-Za-z'’-]*)*"),
    "en": re.compile("[\u0621-\u0652\u0670-\u06d3]+(?:[ ،؛:-]+[\u0621-\u0652\u0670-\u06d3]+)*"),
}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|<[^<>]*>|%\(\w+\)[a-z]")
_SMALL = re.compile("[a-z]")
_LOWER = re.compile(r"(?<![A-Za-z0-9_./@#-])[a-z]{2,}(?:[-'’][a-z]+)*(?![A-Za-z0-9_/@])")
_CAPITAL = re.compile(r"(?<![A-Za-z0-9_./@#-])[A-Z][a-z]{2,}(?:[-'’][A-Za-z]+)*(?![A-Za-z0-9_/@])")
_BESIDE, _BEHIND = (
    re.compile(r"[A-Z][A-Za-z’']*[ -]$|\b(?:de|del|of|to|the)[ ]$"),
    re.compile(r"[ -](?:of |to |the )?[A-Z]"),
)
_QUOTED = re.compile(r"[(\[«“\"][^)\]»”\"]*[)\]»”\"]")


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `untranslated.run` and `untranslated.word`: warnings; a name in Latin letters inside Arabic is info."""
    found = find_copy(
        unit.source, unit.target, source_language=source_language, target_language=target_language
    )
    if found is not None and found.kind is Left.RUN:
        yield issue(
            "untranslated.run",
            Severity.WARNING,
            start=found.start,
            end=found.end,
            written=unit.target[found.start : found.end],
        )
        return
    if found is not None and found.kind is Left.SCRIPT:
        yield from _longest(unit, target_language)
        return
    if found is None and target_language == "en":
        yield from _arabic(unit)
        return
    if found is not None or target_language != "ar" or not _SMALL.search(unit.target):
        return
    target = _PLACEHOLDER.sub(lambda found: " " * len(found[0]), masked(unit.target))
    known = set(re.findall("[A-Za-z]+", unit.source))
    if not any("\u0620" <= sign <= "\u064a" for sign in target):
        return
    aside = [(quoted.start(), quoted.end()) for quoted in _QUOTED.finditer(target)]
    for pattern, severity in ((_LOWER, Severity.WARNING), (_CAPITAL, Severity.WARNING)):
        for word in pattern.finditer(target):
            if word[0].split("-")[0] in known:
                is_aside = any(start < word.start() < end for start, end in aside) or (
                    _BESIDE.search(target[: word.start()]) or _BEHIND.match(target[word.end() :])
                )
                is_kept = pattern is _CAPITAL and not any(
                    renderings(one, "en") for one in stemmed(word[0], "en")
                )  # a name that no corpus has: a firm, a site
                yield issue(
                    "untranslated.word",
                    Severity.INFO if is_aside or is_kept else severity,
                    start=word.start(),
                    end=word.end(),
                    written=word[0],
                )


def _longest(unit: Unit, target_language: str) -> Iterator[Issue]:
    """The longest run of words of the source's language, in a target that is mostly in it."""
    target = masked(unit.target)
    runs = list(_RUN[target_language].finditer(target))
    best = max(runs, key=lambda run: len(run[0].split()), default=None)
    own = _WORD["ar" if target_language == "ar" else "en"].search(target)
    if best and own and len(best[0].split()) >= LEFT_RUN:
        yield issue("untranslated.run", Severity.WARNING, start=best.start(), end=best.end(), written=best[0])


def _arabic(unit: Unit) -> Iterator[Issue]:
    """Arabic words of the source that stand in an English target; their script is an error of its own."""
    if unit.target.isascii():
        return
    known = set(_WORD["ar"].findall(unit.source))
    for word in _WORD["ar"].finditer(masked(unit.target)):
        if word[0] in known:
            yield issue(
                "untranslated.word", Severity.WARNING, start=word.start(), end=word.end(), written=word[0]
            )
