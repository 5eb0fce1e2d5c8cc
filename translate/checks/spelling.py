"""Frequent slips of Arabic spelling are found: hamza, ya, ta marbuta, tatweel, vowel signs, the place of the tanween; a few of English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.slips import english_slip, slip
from translate.text.tidy import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_WORD = re.compile("[\u0621-\u063f\u0641-\u0652\u0670]{2,}")
_VOWELLED = re.compile("[\u0621-\u064a]*[\u064c-\u0650\u0652\u0670][\u0621-\u0652\u0670]*")
_SIGN = re.compile("[\u064b-\u0652]")
_ENGLISH = re.compile(r"\b[a-z]{4,}\b")


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `spelling.hamza`, `.ya`, `.ta`, `.tatweel`, `.english` (warnings), `.tanween` and `.tashkeel` (info), each with what is usual."""
    target = unit.target
    if target_language == "en":
        for found in _ENGLISH.finditer(target):
            usual = english_slip(found[0])
            if usual:
                yield issue(
                    "spelling.english",
                    Severity.WARNING,
                    start=found.start(),
                    end=found.end(),
                    suggestion=usual,
                    written=found[0],
                )
        return
    for found in _WORD.finditer(target):
        kind, usual = slip(found[0])
        if kind:
            yield issue(
                f"spelling.{kind}",
                Severity.WARNING,
                start=found.start(),
                end=found.end(),
                suggestion=usual,
                written=found[0],
            )
    for change in changes(target, "ar", "spelling"):
        severity = Severity.WARNING if change.code == "spelling.tatweel" else Severity.INFO
        yield issue(change.code, severity, start=change.start, end=change.end, suggestion=change.new)
    if _SIGN.search(target):
        for found in _VOWELLED.finditer(target):
            yield issue(
                "spelling.tashkeel", Severity.INFO, start=found.start(), end=found.end(), written=found[0]
            )
