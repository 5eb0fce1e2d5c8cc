"""Marks are those of the language, single, and the last one says what the source's says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.tidy import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_CLOSERS = " \t\n»”\"'’)]}›\u200e\u200f\u2069*_"
_CLASSES = {".": ".", "…": "…", "!": "!", ":": ":", "؛": ";", ";": ";", "?": "?", "؟": "?"}
_ASIDE = re.compile(r"\([^()]*\)$")
_WORDS = 6  # a shorter text may be a headline


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `punctuation.latin` and `punctuation.arabic` (marks of the other language), `punctuation.doubled`, `punctuation.end`."""
    source, target = unit.source, unit.target
    for change in changes(target, target_language, "punctuation"):
        severity = Severity.ERROR if change.code == "punctuation.arabic" else Severity.WARNING
        if change.code == "punctuation.doubled" and target[change.start : change.end] in source:
            continue
        yield issue(change.code, severity, start=change.start, end=change.end, suggestion=change.new)
    wanted, found = _last(source), _last(target)
    if wanted == found or len(source.split()) < _WORDS or not target.strip():
        return
    ends = len(target.rstrip(_CLOSERS))
    if not found and wanted in (".", "!", ":", "…"):
        yield issue(
            "punctuation.end",
            Severity.WARNING,
            start=ends,
            end=ends,
            suggestion="." if wanted == "." else None,
            written=wanted,
        )
    elif "!" in (wanted, found) or ":" in (wanted, found):
        yield issue(
            "punctuation.end",
            Severity.INFO if "!" in (wanted, found) else Severity.WARNING,
            start=max(0, ends - 1),
            end=ends,
            written=wanted or "–",
        )


def _last(text: str) -> str:
    bare = text.rstrip(_CLOSERS)
    aside = _ASIDE.search(text)
    if aside and bare.endswith("."):
        return ""  # etc.)
    if aside and _CLASSES.get(text[: aside.start()].rstrip()[-1:]) == ".":
        return "."  # … (see below)
    if bare.endswith("..."):
        return "…"
    return _CLASSES.get(bare[-1:], "")
