"""How much of the source the target says, as far as the lexicon knows, and how much of the target the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.text.lengths import deviation
from translate.text.lexicon import coverage
from translate.text.numbers import numbers_of, unmatched
from translate.text.proper import lost_arabic, lost_english
from translate.text.stems import stemmed

if TYPE_CHECKING:
    from translate.model import Unit


def features(unit: Unit, *, source_language: str, target_language: str) -> dict[str, float]:
    """Shares (0-1) of content words without a counterpart, both ways; of rare words; lengths; numbers and names that differ."""
    source, target = unit.source, unit.target
    there = coverage(source, target, source_language, target_language)
    back = coverage(target, source, target_language, source_language)
    dev = deviation(source, target, target_language)
    wanted, found = numbers_of(source, source_language), numbers_of(target, target_language)
    if source_language == "en":
        names = len(lost_english(source, target)) + len(lost_arabic(target, source))
    else:
        names = len(lost_arabic(source, target)) + len(lost_english(target, source))
    words = max(1, len(stemmed(source, source_language)))
    return {
        "uncovered": _share(there, False),
        "unfounded": _share(back, False),
        "unknown": _share(there, None),
        "rareness": _share(back, None),
        "deviation": min(4.0, abs(dev)),
        "shortness": max(-3.0, min(3.0, -dev)),
        "length": min(60, words) / 10,
        "brevity": 1.0 / words,
        "numbers": float(len(unmatched(wanted, found)) + len(unmatched(found, wanted))),
        "names": float(min(4, names)),
        "commas": min(6.0, source.count(",") + source.count("،") + source.count("(") + source.count(":")),
    }


def _share(words: tuple[tuple[object, bool | None], ...], value: bool | None) -> float:
    """Share of the words with that verdict; unknown ones are left out of the shares of known ones."""
    if value is None:
        return sum(verdict is None for _, verdict in words) / len(words) if words else 0.0
    known = [verdict for _, verdict in words if verdict is not None]
    return (sum(verdict is value for verdict in known) + 0.5) / (len(known) + 1.5)
