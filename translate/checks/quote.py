"""Quotations of the source are marked in the target, in pairs, with the house's marks, and it stays said who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.cues import strong, weak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_QUOTED = re.compile(
    "«([^«»]*)»|“([^“”]*)”|„([^„“”]*)[“”]|(?<![\\w])\"([^\"\\n]*)\"|''([^']+)''|‘([^‘’]{12,})’|‹([^‹›]*)›"
)
_SIGN = re.compile("[«»“”„\"‘’‹›]|''")
_WORDS = 4  # a shorter quotation may be a name, which the other language does not mark


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `quote.missing`, `quote.unbalanced`, `quote.attribution` (warnings), and `quote.mark` (info)."""
    source, target = unit.source, unit.target
    if not target.strip() or not (_SIGN.search(source) or _SIGN.search(target)):
        return
    wanted, found = list(_QUOTED.finditer(source)), list(_QUOTED.finditer(target))
    long = [quoted for quoted in wanted if len(quoted[0].split()) >= _WORDS]
    has_marks = any(sign in target for sign in '«»“”„"')
    if long and not has_marks and "'" not in target and "‘" not in target:
        yield issue("quote.missing", Severity.WARNING, start=0, end=len(target))
    elif has_marks or wanted:
        stray = _stray(target)
        if stray and not _stray(source):
            for place in stray:
                goes_on = len(stray) == 1 and place in (
                    0,
                    len(target.rstrip(" .")) - 1,
                )  # a quotation of several paragraphs
                severity = Severity.INFO if goes_on else Severity.WARNING
                yield issue("quote.unbalanced", severity, start=place, end=place + 1)
        elif len(long) > len(found) + target.count("'") // 2:
            yield issue("quote.missing", Severity.INFO, start=0, end=len(target))
    if target_language == "ar":
        for quoted in found:
            if quoted[0][0] in '"“„':
                yield issue(
                    "quote.mark",
                    Severity.INFO,
                    start=quoted.start(),
                    end=quoted.end(),
                    suggestion=f"«{quoted[0][1:-1]}»",
                )
    if long:
        cues = strong(source, source_language, "saying")
        if cues and not weak(_QUOTED.sub(" … ", target), target_language, "saying"):
            cue = cues[0]
            yield issue(
                "quote.attribution",
                Severity.WARNING,
                side="source",
                start=cue.start,
                end=cue.end,
                written=source[cue.start : cue.end],
            )


def _stray(text: str) -> list[int]:
    """Places of quotation marks without a partner; a mark behind a figure is inches, one that opens a paragraph may stay open."""
    stray: list[int] = []
    for opener, closer in ("«»", "“”"):
        opened: list[int] = []
        for place, sign in enumerate(text):
            if sign == opener:
                opened.append(place)
            elif sign == closer:
                if opened:
                    opened.pop()
                elif "„" not in text:
                    stray.append(place)
        stray += opened
    straight = [found.start() for found in re.finditer('"', text)]
    if len(straight) % 2 and not re.search('\\d"', text):  # inches
        stray.append(straight[-1])
    return sorted(stray)
