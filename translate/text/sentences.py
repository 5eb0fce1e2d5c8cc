"""Where a text may end a sentence: marks with their closers, pairs of quotes and brackets, words at a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Marks that can end a sentence in either language (۔ is the Urdu full stop, seen in copied names and captions).
TERMINATORS = ".!?؟…۔‼⁇⁈⁉"
#: Marks without a width or a meaning of their own: direction marks, zero-width space, byte-order mark.
INVISIBLE = "\u200b\u200e\u200f\u061c\ufeff"
#: What may stand between a mark and the space behind it, and still belongs to the sentence.
CLOSERS = "\"'”’»›)]}*†‡⁰¹²³⁴⁵⁶⁷⁸⁹\u202c\u2069" + INVISIBLE
#: What may stand before the first word of a sentence.
OPENERS = "\"'“‘«‹([{„‚–—―-•▪●◦·¿¡\u202a\u202b\u2066\u2067\u2068" + INVISIBLE
NEWLINES = "\n\r\x0b\x0c\x85\u2028\u2029"

_QUOTES = {"«": "»", "“": "”", "‹": "›", "‘": "’"}
_BRACKETS = {"(": ")", "[": "]"}
_CLOSING = {close: opening for opening, close in (_QUOTES | _BRACKETS).items()}
_OPENING = frozenset(_QUOTES) | frozenset(_BRACKETS)
_PAIRED = re.compile("[" + re.escape('"' + "".join(_CLOSING) + "".join(_CLOSING.values())) + "]")
_CLOSE = re.compile(rf"(?:[{re.escape(CLOSERS)}]|\[\d{{1,3}}\])*")
_NOTE = re.compile(r"\d{1,3}(?=\s+[^\W\d_a-z])")
_SPACE = re.compile(r"\s*")
_LOOK = 48  # characters looked at on either side of a mark; no word of either language is longer


@dataclass(frozen=True, slots=True)
class Mark:
    """text[start:end] is a run of terminators, text[end:close] what closes behind it, text[close:next] white space.

    Where a line ends without a terminator, start, end and close are the same.
    """

    start: int
    end: int
    close: int
    next: int


def marks(text: str, pairs: Mapping[int, int], *, terminators: str = TERMINATORS) -> Iterator[Mark]:
    """Every run of terminators and every end of a line, from left to right, in linear time.

    `pairs` is what enclosures() found.
    """
    place = re.compile(f"(?P<run>[{re.escape(terminators)}]+)|[{NEWLINES}]")
    position = 0
    while match := place.search(text, position):
        if match["run"]:
            start, end = match.span()
            close = _closed(text, end, pairs)
            if close == end and text[start - 3 : start].isalpha() and (note := _NOTE.match(text, end)):
                close = note.end()  # passed.12 The next one
        else:
            start = end = close = position + len(text[position : match.start()].rstrip())
        position = skip_space(text, close)
        yield Mark(start, end, close, position)


def _closed(text: str, position: int, pairs: Mapping[int, int]) -> int:
    """The end of the closers behind a mark; a straight quote before a word, as in `said."The`, may open instead."""
    match = _CLOSE.match(text, position)
    end = match.end() if match else position
    while (
        end > position and text[end - 1] in "\"'*" and text[end : end + 1].isalnum() and end - 1 not in pairs
    ):
        end -= 1
    return end


def skip_space(text: str, position: int) -> int:
    """The first position from here on that holds no white space."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def enclosures(text: str) -> dict[int, int]:
    """Positions of closing quotes and brackets, and where each was opened; strays are left out. Linear."""
    pairs: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for match in _PAIRED.finditer(text):
        sign, position = match[0], match.start()
        left, right = text[position - 1 : position], text[position + 1 : position + 2]
        if sign == "’" and left.isalpha() and right.isalpha():
            continue  # an apostrophe
        wanted = _CLOSING.get(sign, '"')
        if _straight_opens(left, right, is_open=_is_open(stack, sign)) if sign == '"' else sign in _OPENING:
            stack.append((sign, position))
        elif _is_open(stack, wanted):
            while stack:
                opening, start = stack.pop()
                if opening == wanted:
                    pairs[position] = start
                    break
    return pairs


def _straight_opens(left: str, right: str, *, is_open: bool) -> bool:
    """Whether a straight quote opens: its neighbours tell, else whether one is open already."""
    stands_before = not left or left.isspace() or left in "([—–"
    stands_behind = not right or right.isspace() or right in ".,;:!?)]؟،؛"
    return not is_open if stands_before == stands_behind else stands_before


def _is_open(stack: list[tuple[str, int]], sign: str) -> bool:
    """Whether the sign waits for its partner near the top; deeper ones are strays."""
    return any(opening == sign for opening, _ in stack[-6:])


def token_before(text: str, position: int, start: int = 0) -> str:
    """The characters without white space that end at the position, without what opens before them; 48 at most."""
    low = max(start, position - _LOOK)
    piece = text[low:position]
    words = piece.split()
    if not words or piece[-1].isspace():
        return ""
    return words[-1].lstrip(OPENERS)


def token_after(text: str, position: int) -> str:
    """The characters without white space from the position on, without what opens before them; 48 at most."""
    words = text[position : position + _LOOK].lstrip(OPENERS + " \u00a0").split(maxsplit=1)
    return words[0] if words else ""


def word_after(text: str, position: int) -> str:
    """The letters, digits and hyphens that come first from the position on, without what opens before them."""
    token = token_after(text, position)
    end = 0
    while end < len(token) and (
        token[end].isalnum() or token[end] in "-'’" or "\u064b" <= token[end] <= "\u0652"
    ):
        end += 1
    return token[:end].rstrip("-'’")


def before(text: str, position: int) -> str:
    """The last character before the position that is no white space, or an empty string; looks back 48 characters."""
    return text[max(0, position - _LOOK) : position].rstrip()[-1:]


def counts_newlines(gap: str) -> int:
    """How many lines end in a stretch of white space; CR LF is one."""
    return sum(gap.count(sign) for sign in NEWLINES) - gap.count("\r\n")
