"""A text and a place in it go in; whether a reader would call what stands on both sides two characters comes out."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200d"
_SKIN = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAGS = range(0x1F1E6, 0x1F200)
#: Hangul vowels and final consonants go with the letter before them (UAX #29, GB6–GB8).
_HANGUL = range(0x1160, 0x1200)
#: A cluster longer than this (code points) is a heap of marks, not a character; it may be cut.
LONGEST = 32


def is_boundary(text: str, place: int) -> bool:
    """Whether text[:place] and text[place:] meet between two characters as read (UAX #29, the rules that news text needs)."""
    if place <= 0 or place >= len(text):
        return True
    left, right = text[place - 1], text[place]
    if left == "\r" and right == "\n":
        return False
    if left in "\r\n" or right in "\r\n":
        return True
    if right in _JOINERS or left in _JOINERS or unicodedata.category(right) in ("Mn", "Mc", "Me"):
        return False
    code = ord(right)
    if code in _SKIN or code in _TAGS or code in _HANGUL:
        return False
    if code in _FLAGS and ord(left) in _FLAGS:
        run = 0
        while run < LONGEST and place - 1 - run >= 0 and ord(text[place - 1 - run]) in _FLAGS:
            run += 1
        return run % 2 == 0
    return True


def boundary_before(text: str, place: int, start: int = 0) -> int:
    """The last boundary at or before the place and behind start; the place itself where there is none within LONGEST."""
    for candidate in range(place, max(start, place - LONGEST), -1):
        if is_boundary(text, candidate):
            return candidate
    return place


def boundary_after(text: str, place: int) -> int:
    """The first boundary behind the place, LONGEST further at most."""
    for candidate in range(place + 1, min(len(text), place + LONGEST)):
        if is_boundary(text, candidate):
            return candidate
    return min(len(text), place + LONGEST)
