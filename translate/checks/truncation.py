"""The target goes to the end: the engine was not cut off, the length is plausible, the last word is not left hanging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.languages import language
from translate.model import Issue, Severity
from translate.text.sentences import CLOSERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Unit

#: Least target length ÷ source length, in characters, for sources of at least so many characters; into Arabic, into English.
#: Just under the 0.1 % quantile of the news corpus (39,000 pairs) and under the least of FLORES dev.
SHORTEST = ((200, 0.50, 0.80), (100, 0.46, 0.70), (50, 0.40, 0.58))
#: Words that no sentence ends with; English ends well with `in`, `to`, `for`, `with`.
HANGING = {
    "en": frozenset(["the", "a", "an", "of", "and", "or", "from", "into", "because", "whose", "which", "their", "its", "his", "my", "our", "your"]),
    "ar": frozenset(["في", "من", "على", "إلى", "عن", "مع", "بين", "أو", "ثم", "لكن", "الذي", "التي", "الذين", "حيث", "فيما", "بينما", "كما", "لأن", "أن", "إن", "و", "لدى", "منذ", "خلال", "نحو", "سوى"]),
}  # fmt: skip


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `target.truncated` (error: the engine hit its limit; warning: the last word hangs) and `target.short` (warning)."""
    target = unit.target.rstrip()
    if not target:
        return
    if unit.draft.is_truncated and unit.target == unit.draft.target:
        yield Issue(
            "target.truncated",
            Severity.ERROR,
            "the engine reached its limit; the end is missing",
            start=len(target),
            end=len(target),
        )
    elif hanging := _hanging(unit.source, target, source_language, target_language):
        start = len(target) - len(hanging)
        yield Issue(
            "target.truncated",
            Severity.WARNING,
            f"the translation ends with {hanging}",
            start=start,
            end=len(target),
        )
    least = _least(len(unit.source.strip()), target_language)
    share = len(target) / max(1, len(unit.source.strip()))
    if share < least:
        message = (
            f"the translation has {share:.0%} of the length of the source; at least {least:.0%} is usual"
        )
        yield Issue("target.short", Severity.WARNING, message, start=0, end=len(target))


def _least(length: int, target_language: str) -> float:
    into_english = not language(target_language).is_rtl
    return next((shares[into_english] for least, *shares in SHORTEST if length >= least), 0.0)


def _hanging(source: str, target: str, source_language: str, target_language: str) -> str:
    """The last word where it is one that no sentence ends with and the source does not end so either, or an empty string."""
    last = target.rsplit(maxsplit=1)[-1]
    before = source.rsplit(maxsplit=1)[-1] if source.strip() else ""
    if last.strip(CLOSERS) != last or before.lower() in HANGING[language(source_language).code]:
        return ""
    return last if last.lower() in HANGING[language(target_language).code] else ""
