"""Places in one string go in, the same places in a changed copy come out."""

from __future__ import annotations

_EXACT = 4000  # characters; above it places are scaled, for matching costs the square of the length
_WORD = 200  # characters; no word is longer, and a megabyte of letters must not be walked for each mark in it


def places(old: str, new: str) -> list[int]:
    """For each position of `new` (its length included) the position of `old` that it came from; never decreasing."""
    if old == new:
        return list(range(len(new) + 1))
    if max(len(old), len(new)) > _EXACT:
        return [round(position * len(old) / max(1, len(new))) for position in range(len(new) + 1)]
    from rapidfuzz.distance import Levenshtein

    result = [0] * (len(new) + 1)
    for step in Levenshtein.opcodes(old, new):
        for offset, position in enumerate(range(step.dest_start, step.dest_end)):
            came = step.src_start + offset
            result[position] = came if step.tag == "equal" else min(came, step.src_end)
    result[len(new)] = len(old)
    for position in range(1, len(result)):
        result[position] = max(result[position], result[position - 1])
    return result


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to the words that it touches, white space at its edges left out."""
    start, end = max(0, start), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return start, start
    first, last = max(0, start - _WORD), min(len(text), end + _WORD)
    while start > first and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < last and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
