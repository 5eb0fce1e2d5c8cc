"""A text goes in, 64 bits come out that are nearly the same for texts that are nearly the same."""

from __future__ import annotations

import re
from hashlib import blake2b

_WORD = re.compile(r"\w+")
_RUN = 3  # words
_SPREAD = [sum(1 << 16 * place for place in range(4) if half >> place & 1) for half in range(16)]


def likeness(text: str) -> int:
    """The simhash (Charikar 2002) over runs of three words: near-duplicates differ in at most 3 of the 64 bits (Manku et al. 2007)."""
    words = [word.casefold() for word in _WORD.findall(text)]
    runs = {" ".join(words[place : place + _RUN]) for place in range(max(1, len(words) - _RUN + 1))}
    counts, lanes = [0] * 16, 0
    # Sixteen integers of four 16-bit lanes count the set bits: one addition for four bits.
    for number, run in enumerate(runs, start=1):
        bits = int.from_bytes(blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
        for place in range(16):
            counts[place] += _SPREAD[bits >> 4 * place & 15]
        lanes = number
        if number == 60_000:  # a lane holds 65,535; so long a text is judged by its first runs
            break
    print_ = 0
    for place, lane in enumerate(counts):
        for bit in range(4):
            if 2 * (lane >> 16 * bit & 0xFFFF) > lanes:
                print_ |= 1 << 4 * place + bit
    return print_
