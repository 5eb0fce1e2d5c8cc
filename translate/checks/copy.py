"""The target is no copy of the source, and is in its own language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.languages import language
from translate.model import Severity
from translate.text.copies import Left, find_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `copy.source` (the source again) or `copy.script` (most words are not in the target's language), errors."""
    found = find_copy(
        _without_tags(unit.source),
        _without_tags(unit.target),
        source_language=source_language,
        target_language=target_language,
    )
    if found is None or found.kind is Left.RUN:
        return
    if found.kind is Left.COPY:
        yield issue("copy.source", Severity.ERROR, start=found.start, end=found.end)
    else:
        yield issue(
            "copy.script",
            Severity.ERROR,
            start=found.start,
            end=found.end,
            share=f"{found.share:.0%}",
            language=language(target_language).name,
        )


def _without_tags(text: str) -> str:
    """Blanks for tags, which are in neither language; all places stay."""
    return _TAG.sub(lambda tag: " " * len(tag[0]), text) if "<" in text else text
