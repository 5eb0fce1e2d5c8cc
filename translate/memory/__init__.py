"""Nothing is translated twice: a segment goes in, what was approved before comes out, with a score that says how far it fits.

A match scores 101 in its context (the same segment before and after), 100 where it is exact, else the similarity of the folded
texts in percent: 100 · (1 - Levenshtein distance / length of the longer). Penalties are taken off, and each is named.
"""

from __future__ import annotations

from translate.memory.concordance import Concordance, concordance
from translate.memory.leverage import BANDS, Leverage, leverage
from translate.memory.match import Match, Memory, Penalties, Query
from translate.memory.substitute import Substitution

__all__ = [
    "BANDS",
    "Concordance",
    "Leverage",
    "Match",
    "Memory",
    "Penalties",
    "Query",
    "Substitution",
    "concordance",
    "leverage",
]
