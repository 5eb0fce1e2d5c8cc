"""No hidden mark turns a text round: overrides, embeddings and invisible signs are found on both sides, isolates are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.tidy import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `bidi.override` (error), `bidi.unbalanced` and `bidi.invisible` (warnings), in source and target."""
    for side, text, language in (
        ("source", unit.source, source_language),
        ("target", unit.target, target_language),
    ):
        if text.isascii():
            continue
        for change in changes(text, language, "bidi"):
            severity = Severity.ERROR if change.code == "bidi.override" else Severity.WARNING
            yield issue(
                change.code, severity, side=side, start=change.start, end=change.end, suggestion=change.new
            )
