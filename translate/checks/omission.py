"""The target says all that the source says: it is not empty, not cut off, and no sentence or passage is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.languages import language
from translate.model import Severity
from translate.text.passages import lost_passage, lost_sentence
from translate.text.sentences import CLOSERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

#: Words that no sentence ends with; English ends well with `in`, `to`, `for`, `with`.
HANGING = {
    "en": frozenset(["the", "a", "an", "of", "and", "or", "from", "into", "because", "whose", "which", "their", "its", "his", "my", "our", "your"]),
    "ar": frozenset(["في", "من", "على", "إلى", "عن", "مع", "بين", "أو", "ثم", "لكن", "الذي", "التي", "الذين", "حيث", "فيما", "بينما", "كما", "لأن", "أن", "إن", "و", "لدى", "منذ", "خلال", "نحو", "سوى"]),
}  # fmt: skip


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `omission.empty`, `omission.truncated` (errors), `omission.hanging`, `omission.sentence`, `omission.passage` (warnings)."""
    target = unit.target.rstrip()
    if not _says_something(target):
        if _says_something(unit.source):
            yield issue("omission.empty", Severity.ERROR, start=0, end=len(unit.target))
        return
    if unit.draft.is_truncated and unit.target == unit.draft.target:
        yield issue("omission.truncated", Severity.ERROR, start=len(target), end=len(target))
    elif hanging := _hanging(unit.source, target, source_language, target_language):
        yield issue(
            "omission.hanging",
            Severity.WARNING,
            start=len(target) - len(hanging),
            end=len(target),
            written=hanging,
        )
    lost = lost_sentence(unit.source, unit.target, source_language, target_language)
    if lost:
        severity = Severity.WARNING if lost.is_sure else Severity.INFO
        yield issue("omission.sentence", severity, side="source", start=lost.start, end=lost.end)
        return
    lost = lost_passage(unit.source, unit.target, source_language, target_language)
    if lost:
        severity = Severity.WARNING if lost.is_sure else Severity.INFO
        yield issue("omission.passage", severity, side="source", start=lost.start, end=lost.end)


def _says_something(text: str) -> bool:
    """Whether there is a letter or a digit: marks alone are an answer to marks only."""
    return any(sign.isalnum() for sign in text)


def _hanging(source: str, target: str, source_language: str, target_language: str) -> str:
    """The last word where it is one that no sentence ends with and the source does not end so either, or an empty string."""
    last = target.rsplit(maxsplit=1)[-1]
    before = source.rsplit(maxsplit=1)[-1] if source.strip() else ""
    if last.strip(CLOSERS) != last or before.lower() in HANGING[language(source_language).code]:
        return ""
    return last if last.lower() in HANGING[language(target_language).code] else ""
