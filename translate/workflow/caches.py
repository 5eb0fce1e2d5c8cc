"""A number goes in; afterwards the caches of single words hold no more entries than that."""

from __future__ import annotations

import sys

_LARGE = 10_000  # entries; smaller caches hold what a segment needs


def forget_words(most: int) -> None:
    """Empty the caches of single words, which grow with the vocabulary of what was read, where all together hold more than so many."""
    caches = [
        thing
        for name, module in [*sys.modules.items()]
        if name.startswith("translate.")
        for thing in vars(module).values()
        if hasattr(thing, "cache_info") and (thing.cache_info().maxsize or 0) >= _LARGE
    ]
    if sum(cache.cache_info().currsize for cache in caches) > most:
        for cache in caches:
            cache.cache_clear()
