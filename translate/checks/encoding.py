"""The text was read in its own encoding: no mojibake, no lost characters, no printed shapes, no codes of characters, all composed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.tidy import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

#: UTF-8 read as Latin-1 or cp1252 (Ø§Ù„, Ã©, â€™), and Arabic of cp1256 read as cp1252 (ÇáÚÑÈ).
_MOJIBAKE = re.compile(
    "(?:[ØÙÚÛ][\u0080-\u00bf\u0152-\u0178\u2010-\u2122†‡ˆ‰Š‹ŒŽ''“”•–—˜™š›œžŸ]){2,}|â€[™œ\u009d\u0093\u0094¦“”˜¢]?|Ã[\u0080-\u00bf©¨ª«®¯±´¶·¸¼½¾]|Â[\u00a0«»°·]|ï»¿|ï؟½|ط§ظ„|[\u00c0-\u00ff]{5,}"
)
_MAY = re.compile("[\u00c0-\u00ff§]")
_SEVERITIES = {
    "encoding.control": Severity.ERROR,
    "encoding.presentation": Severity.WARNING,
    "encoding.composed": Severity.INFO,
}
_ENTITY = re.compile(
    "&(?:amp|lt|gt|quot|apos|nbsp|#\\d{2,6}|#x[0-9a-fA-F]{2,5}|[lr]squo|[lr]dquo|[mn]dash|hellip|rlm|lrm);"
)


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `encoding.mojibake`, `encoding.replacement`, `encoding.control`, `encoding.entity` (errors), `encoding.presentation`, `encoding.composed`."""
    target = unit.target
    if "\ufffd" in target:
        for place in [place for place, sign in enumerate(target) if sign == "\ufffd"]:
            yield issue("encoding.replacement", Severity.ERROR, start=place, end=place + 1)
    if _MAY.search(target):
        for found in _MOJIBAKE.finditer(target):
            if found[0] not in unit.source:
                yield issue(
                    "encoding.mojibake",
                    Severity.ERROR,
                    start=found.start(),
                    end=found.end(),
                    written=found[0],
                )
    if "&" in target:
        for found in _ENTITY.finditer(target):
            if found[0] not in unit.source:
                yield issue(
                    "encoding.entity", Severity.ERROR, start=found.start(), end=found.end(), written=found[0]
                )
    for change in changes(target, target_language, "encoding"):
        severity = _SEVERITIES[change.code]
        yield issue(change.code, severity, start=change.start, end=change.end, suggestion=change.new)
