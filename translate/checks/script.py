"""Letters are those of the language: no Latin in Arabic that the source does not hold, no Arabic in English, no look-alikes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.addresses import masked
from translate.text.tidy import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_LATIN = re.compile("[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9.&’'-]*")
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]+(?:[ \u0640\u064b-\u0652][\u0620-\u064a\u0671-\u06d3]+)*")
_FOREIGN = re.compile("[\u0370-\u05ff\u0900-\u1cff\u2e80-\ud7ff\uf900-\ufaff]+")


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `script.latin`, `script.arabic`, `script.foreign`, `script.persian` and `script.homoglyph`."""
    target = unit.target
    if target_language == "ar":
        if _LATIN.search(target):
            known = set(_LATIN.findall(unit.source))
            lower = unit.source.lower()
            for found in _LATIN.finditer(masked(target)):
                word = found[0].strip(".-'’")
                if len(word) > 1 and word not in known and word.lower() not in lower:
                    severity = Severity.INFO if _is_name(target, found) else Severity.WARNING
                    yield issue("script.latin", severity, start=found.start(), end=found.end(), written=word)
    elif not target.isascii():
        for found in _ARABIC.finditer(masked(target)):
            yield issue(
                "script.arabic", Severity.ERROR, start=found.start(), end=found.end(), written=found[0][:40]
            )
    if target.isascii():
        return
    for found in _FOREIGN.finditer(target):
        if found[0] not in unit.source:
            homoglyph = any(
                change.start <= found.start() < change.end
                for change in changes(target, target_language, "script")
            )
            if not homoglyph:
                yield issue(
                    "script.foreign",
                    Severity.WARNING,
                    start=found.start(),
                    end=found.end(),
                    written=found[0][:40],
                )
    for change in changes(target, target_language, "script"):
        severity = Severity.ERROR if change.code == "script.homoglyph" else Severity.WARNING
        yield issue(
            change.code,
            severity,
            start=change.start,
            end=change.end,
            suggestion=change.new,
            written=target[change.start : change.end],
        )
    if max(unit.source, default="") >= "\u0370":
        for change in changes(unit.source, source_language, "script"):
            if change.code == "script.homoglyph":
                yield issue(
                    change.code,
                    Severity.WARNING,
                    side="source",
                    start=change.start,
                    end=change.end,
                    suggestion=change.new,
                    written=unit.source[change.start : change.end],
                )


def _is_name(target: str, found: re.Match[str]) -> bool:
    """Whether the word stands in brackets behind its Arabic form, or is a short code."""
    before = target[: found.start()].rstrip()
    inside = before.rfind("(") > before.rfind(")")
    return inside or (found[0].isupper() and len(found[0]) <= 5)
