"""Two versions of a text go in; what was kept, taken out and put in, word by word, comes out, for terminal and web page."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import TYPE_CHECKING, Literal, NamedTuple

from translate.text.graphemes import is_boundary

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Above this many cells (words before × words after, in what is not equal at either end) the middle counts as rewritten.
MOST_CELLS = 25_000_000

_PIECE = re.compile(
    r"\d+(?:[.,\u066b\u066c:/]\d+)*"  # 1,200 and 3.5 and 10:30 are one
    r"|[^\W\d_]+(?:['\u2019][^\W\d_]+)*"  # Syria's is one
    r"|\s+|.",
    re.DOTALL,
)
_LETTERS = re.compile(r"[^\W\d_]")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)


class Change(NamedTuple):
    """A run of text that was kept, taken out, or put in."""

    kind: Literal["equal", "delete", "insert"]
    text: str


class Step(NamedTuple):
    """before[i1:i2] became after[j1:j2] (pieces); both are the same where `is_equal`."""

    is_equal: bool
    i1: int
    i2: int
    j1: int
    j2: int


def pieces(text: str) -> list[str]:
    """Words, numbers, runs of space and single marks, in order; joined they give the text back.

    Harakat and other combining marks stay with their letter, and what is read as one character (a flag, a family) is not cut.
    """
    found: list[str] = []
    start = 0
    for match in _PIECE.finditer(text):
        if match.start() > start and not _goes_on(text, start, match.start()):
            found.append(text[start : match.start()])
            start = match.start()
    if start < len(text):
        found.append(text[start:])
    return found


def _goes_on(text: str, start: int, place: int) -> bool:
    """Whether text[start:] is not to be cut at the place: inside a character, or behind a letter that carries a mark."""
    if not is_boundary(text, place):
        return True
    return _is_mark(text[place - 1]) and bool(_LETTERS.match(text[start]) and _LETTERS.match(text[place]))


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M"


def steps(before: Sequence[str], after: Sequence[str]) -> list[Step]:
    """How one list of pieces becomes the other, with the longest common part kept (Myers 1986, by rapidfuzz)."""
    shortest = min(len(before), len(after))
    start = 0
    while start < shortest and before[start] == after[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] == after[-1 - end]:
        end += 1
    i, j = len(before) - end, len(after) - end
    found = [Step(True, 0, start, 0, start)] if start else []
    if (i - start) * (j - start) > MOST_CELLS:
        found.append(Step(False, start, i, start, j))
    elif i > start or j > start:
        found += _middle(before[start:i], after[start:j], start)
    if end:
        found.append(Step(True, i, len(before), j, len(after)))
    return found


def _middle(before: Sequence[str], after: Sequence[str], offset: int) -> list[Step]:
    """The steps of what differs at both ends; neighbours that both change are one step."""
    from rapidfuzz.distance import Indel

    found: list[Step] = []
    for operation in Indel.opcodes(list(before), list(after)):
        i1, i2, j1, j2 = operation.src_start, operation.src_end, operation.dest_start, operation.dest_end
        step = Step(operation.tag == "equal", i1 + offset, i2 + offset, j1 + offset, j2 + offset)
        if found and found[-1].is_equal == step.is_equal:
            found[-1] = Step(step.is_equal, found[-1].i1, step.i2, found[-1].j1, step.j2)
        else:
            found.append(step)
    return found


def diff(before: str, after: str) -> list[Change]:
    """The changes in reading order, what was taken out before what was put in.

    Joined without the insertions they give `before`, without the deletions `after`. A space between two changed words
    belongs to the change: two words that became two others are one change, not two.
    """
    old, new = pieces(before), pieces(after)
    found: list[Change] = []
    gone: list[str] = []
    come: list[str] = []

    def close() -> None:
        if gone:
            found.append(Change("delete", "".join(gone)))
        if come:
            found.append(Change("insert", "".join(come)))
        gone.clear()
        come.clear()

    done = steps(old, new)
    for number, step in enumerate(done):
        if not step.is_equal:
            gone.extend(old[step.i1 : step.i2])
            come.extend(new[step.j1 : step.j2])
            continue
        text = "".join(old[step.i1 : step.i2])
        if gone and come and number + 1 < len(done) and text.isspace() and _replaces(done[number + 1]):
            gone.append(text)
            come.append(text)
            continue
        close()
        found.append(Change("equal", text))
    close()
    return found


def _replaces(step: Step) -> bool:
    return step.i2 > step.i1 and step.j2 > step.j1


def to_terminal(changes: Sequence[Change], *, color: bool = False) -> str:
    """One text for a terminal: `[-taken out-]{+put in+}`, or red and struck through, green and underlined.

    Whatever could steer the terminal (control characters, marks of direction) is shown as its code, never sent.
    """
    if color:
        marks = {"equal": ("", ""), "delete": ("\x1b[31;9m", "\x1b[0m"), "insert": ("\x1b[32;4m", "\x1b[0m")}
    else:
        marks = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
    return "".join(marks[kind][0] + visible(text) + marks[kind][1] for kind, text in changes)


def to_html(changes: Sequence[Change]) -> str:
    """HTML with `del` and `ins`, every text escaped; the element around it says language and direction."""
    names = {"delete": "del", "insert": "ins"}
    return "".join(
        escape(text) if kind == "equal" else f"<{names[kind]}>{escape(text)}</{names[kind]}>"
        for kind, text in changes
    )


def visible(text: str) -> str:
    """The text with control characters and marks of direction written as codes: `\\x1b`, `\\u202e`."""
    return _CONTROL.sub(
        lambda found: f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else f"\\u{ord(found[0]):04x}", text
    )
