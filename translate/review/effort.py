"""A draft, what people made of it, and when they worked go in; what it cost comes out, for one unit and for many.

Definitions: research into post-editing counts edits from the draft to its own post-edit (HTER, Snover et al. 2006) and
characters beside them, because one clitic makes a whole Arabic word wrong. Many units are summed before dividing (micro): the
mean of rates lies on short headlines. Rates are 0–100; words are words of the source unless the name says otherwise.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from translate.text.distance import Edits, character_edits, word_edits, word_signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Seconds without a sign of life after which nobody is working: the whole gap is idle (it adds nothing).
IDLE = 30.0
#: Active seconds a source word that a person can need; what lies outside is kept, but left out of the figures on time.
FASTEST, SLOWEST = 0.25, 30.0
#: How effort is grouped.
DIMENSIONS = ("editor", "engine", "model", "topic", "week")
#: What has a median. Rates and seconds are put into bins of a hundredth.
MEASURES = ("hter", "ped", "chrf", "seconds")
BIN = 100
#: Orders of chrF++: characters 1–6, words 1–2; three counts each (draft, target, common).
_CHRF_COUNTS = 24


@dataclass(frozen=True, slots=True)
class Effort:
    """What one draft cost until it was approved. `flags`: `untimed`, `fast` or `slow` keep it out of the figures on time."""

    source_words: int
    target_words: int
    ter_edits: int
    ter_words: int
    hter: float
    ped_edits: int
    ped_length: int
    ped: float
    chrf: float
    chrf_statistics: tuple[int, ...]
    touched: bool
    active_seconds: float
    total_seconds: float
    keystrokes: int
    signature: str
    flags: str

    @property
    def is_timed(self) -> bool:
        return not self.flags

    @property
    def seconds_per_word(self) -> float:
        return self.active_seconds / self.source_words if self.source_words else 0.0

    def values(self) -> dict[str, Any]:
        """The fields by name, as the store keeps them."""
        return asdict(self)


def measure(
    source: str,
    draft: str,
    target: str,
    *,
    language: str,
    active_seconds: float = 0.0,
    total_seconds: float = 0.0,
    keystrokes: int = 0,
) -> Effort:
    """The effort from a draft to the target as approved; `language` is the target's.

    Seconds are those of `active` and `total`, summed over all visits; 0 where nobody measured.
    """
    draft, target = unicodedata.normalize("NFC", draft), unicodedata.normalize("NFC", target)
    ter, ped = word_edits(draft, target, language), character_edits(draft, target)
    statistics = _chrf_statistics(draft, target)
    words = count_words(source)
    return Effort(
        source_words=words,
        target_words=count_words(target),
        ter_edits=ter.edits,
        ter_words=ter.length,
        hter=ter.rate,
        ped_edits=ped.edits,
        ped_length=ped.length,
        ped=ped.rate,
        chrf=_chrf(statistics),
        chrf_statistics=tuple(statistics),
        touched=draft != target,
        active_seconds=active_seconds,
        total_seconds=total_seconds,
        keystrokes=keystrokes,
        signature=signature(language),
        flags=_flag(active_seconds, words),
    )


def count_words(text: str) -> int:
    """What stands between spaces and holds a letter or a digit: a dash by itself is no word."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def _flag(seconds: float, words: int) -> str:
    if seconds <= 0:
        return "untimed"
    pace = seconds / max(words, 1)
    return "fast" if pace < FASTEST else "slow" if pace > SLOWEST else ""


def signature(language: str) -> str:
    """What has to be equal for two efforts to compare."""
    return f"hter:{word_signature(language)} ped:levenshtein|nfc|max chrf:{_metric().get_signature()} idle:{IDLE:g}"


# --- time ----------------------------------------------------------------------------------------


def active(times: Iterable[float], *, idle: float = IDLE) -> float:
    """Seconds of work in a list of moments (seconds; keystrokes, clicks, scrolling, opening and saving), in any order.

    A gap longer than `idle` adds nothing: ten idle minutes are no work.
    """
    ordered = sorted(times)
    gaps = (after - before for before, after in pairwise(ordered))
    return sum(gap for gap in gaps if gap <= idle)


def total(times: Iterable[float]) -> float:
    """Seconds from the first moment to the last."""
    ordered = list(times)
    return max(ordered) - min(ordered) if ordered else 0.0


# --- chrF++ --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _metric() -> Any:
    from sacrebleu.metrics import CHRF

    metric = CHRF(word_order=2)
    metric.sentence_score("a", ["a"])  # a signature needs a number of references
    return metric


def _chrf_statistics(draft: str, target: str) -> list[int]:
    """The counts that chrF++ is computed from; summed over texts they give the score of all (as sacrebleu does it)."""
    metric = _metric()
    counts: list[int] = metric._compute_segment_statistics(draft, metric._extract_reference_info([target]))
    return counts


def _chrf(statistics: Sequence[int]) -> float:
    return float(_metric()._compute_f_score(list(statistics))) if any(statistics) else 100.0


# --- many units ----------------------------------------------------------------------------------


@dataclass(slots=True)
class Totals:
    """Sums and bins of many efforts. Adding is all it takes, so that they can be kept beside a million units and brought up to date."""

    sums: dict[str, float] = field(default_factory=dict)
    chrf_statistics: list[int] = field(default_factory=lambda: [0] * _CHRF_COUNTS)
    bins: dict[str, Counter[int]] = field(
        default_factory=lambda: {measure: Counter() for measure in MEASURES}
    )

    def add(self, effort: Effort, *, sign: int = 1) -> None:
        """Count an effort; with sign −1 take it back."""
        for measured, amount in addends(effort).items():
            self.sums[measured] = self.sums.get(measured, 0) + sign * amount
        for order, count in enumerate(effort.chrf_statistics):
            self.chrf_statistics[order] += sign * count
        for name, number in bins(effort).items():
            self.bins[name][number] += sign

    def summary(self) -> dict[str, Any]:
        """The figures as `translate queue stats` gives them: micro-average and median of each measure."""
        return summary(self.sums, self.chrf_statistics, self.bins)


def addends(effort: Effort) -> dict[str, float]:
    """What an effort adds to the sums."""
    timed = effort.is_timed
    return {
        "units": 1,
        "touched": int(effort.touched),
        "source_words": effort.source_words,
        "target_words": effort.target_words,
        "ter_edits": effort.ter_edits,
        "ter_words": effort.ter_words,
        "ped_edits": effort.ped_edits,
        "ped_length": effort.ped_length,
        "active_seconds": effort.active_seconds,
        "total_seconds": effort.total_seconds,
        "keystrokes": effort.keystrokes,
        "timed_units": int(timed),
        "timed_words": effort.source_words if timed else 0,
        "timed_seconds": effort.active_seconds if timed else 0,
    }


def bins(effort: Effort) -> dict[str, int]:
    """The bin of each measure that an effort has, in hundredths."""
    found = {"hter": effort.hter, "ped": effort.ped, "chrf": effort.chrf}
    if effort.is_timed:
        found["seconds"] = effort.seconds_per_word
    return {name: round(value * BIN) for name, value in found.items()}


def summary(
    sums: Mapping[str, float], chrf_statistics: Sequence[int], bins: Mapping[str, Mapping[int, int]]
) -> dict[str, Any]:
    """Micro-averages from sums, medians from bins; None where nothing was measured.

    `hter`, `ped`, `chrf`: 0–100 (HTER may be more). `seconds`: active seconds a source word, without what no person can
    have needed (`excluded` units); `active` and `total` are the sums of all. `touch_rate`: units changed, 0–100.
    """
    units = int(sums.get("units", 0))

    def rate(edits: str, length: str) -> float | None:
        counted = Edits(int(sums.get(edits, 0)), int(sums.get(length, 0)))
        return round(counted.rate, 2) if units else None

    def middle(name: str) -> float | None:
        return median(bins.get(name, {}))

    words = sums.get("timed_words", 0)
    return {
        "units": units,
        "words": int(sums.get("source_words", 0)),
        "touch_rate": round(100 * sums.get("touched", 0) / units, 2) if units else None,
        "hter": {"micro": rate("ter_edits", "ter_words"), "median": middle("hter")},
        "ped": {"micro": rate("ped_edits", "ped_length"), "median": middle("ped")},
        "chrf": {"micro": round(_chrf(chrf_statistics), 2) if units else None, "median": middle("chrf")},
        "seconds": {
            "micro": round(sums.get("timed_seconds", 0) / words, 2) if words else None,
            "median": middle("seconds"),
            "active": round(sums.get("active_seconds", 0), 2),
            "total": round(sums.get("total_seconds", 0), 2),
            "excluded": units - int(sums.get("timed_units", 0)),
        },
        "keystrokes": int(sums.get("keystrokes", 0)),
    }


def median(counted: Mapping[int, int]) -> float | None:
    """The median of values in bins of a hundredth; of two middle values their mean."""
    number = sum(counted.values())
    if number <= 0:
        return None
    low = high = None
    seen = 0
    for place in sorted(counted):
        seen += counted[place]
        if low is None and seen > (number - 1) // 2:
            low = place
        if seen > number // 2:
            high = place
            break
    assert low is not None  # noqa: S101 - the bins hold `number` values
    assert high is not None  # noqa: S101
    return round((low + high) / 2 / BIN, 3)
