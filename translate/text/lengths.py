"""How long targets are: the share of the source's length (characters) below and above which a target is suspect."""

from __future__ import annotations

from bisect import bisect_right
from math import log

#: Least and greatest target length ÷ source length for sources of at least so many characters; into Arabic, into English: a little outside
#: the 0.1 % and 99.9 % quantiles of the train part of the news corpus (47,000 pairs, November 2026) and of FLORES dev.
SHORTEST = ((20, 0.36, 0.55), (50, 0.44, 0.60), (100, 0.48, 0.70), (200, 0.52, 0.78))
LONGEST = ((6, 5.0, 6.5), (12, 2.3, 2.7), (50, 1.55, 2.15), (100, 1.40, 1.90), (200, 1.30, 1.75))
#: Mean and standard deviation of log(target ÷ source), by the same lengths, into Arabic and into English; of the same part.
SPREAD = {
    "ar": ((20, -0.202, 0.22), (50, -0.248, 0.176), (100, -0.285, 0.14)),
    "en": ((20, 0.318, 0.186), (50, 0.242, 0.166), (100, 0.223, 0.134)),
}


def bound(table: tuple[tuple[int, float, float], ...], length: int, target_language: str) -> float:
    """The bound for a source of so many characters; 0 where there is none."""
    place = bisect_right([least for least, *_ in table], length) - 1
    return table[place][1 if target_language == "ar" else 2] if place >= 0 else 0.0


def deviation(source: str, target: str, target_language: str) -> float:
    """How many standard deviations the target is longer (shorter: less than 0) than is usual; 0 for very short sources."""
    size, own = len(source.strip()), len(target.strip())
    if size < 20 or not own:
        return 0.0
    mean, spread = next((m, s) for least, m, s in reversed(SPREAD[target_language]) if size >= least)
    return (log(own / size) - mean) / spread
