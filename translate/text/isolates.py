"""A text of one direction goes in; the pieces that run the other way come out, and the text without what turns lines round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from translate.text.addresses import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"

#: What no published text may hold: controls, marks that embed, override or isolate, tags, surrogates, what is no character.
_HOSTILE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U0001fffe\U0001ffff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")

_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff"
_ARABIC = "\u0620-\u063f\u0641-\u065f\u066e-\u06d3\u06d5-\u06dc\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_EASTERN = "\u0660-\u0669\u06f0-\u06f9"
_MONEY = "$\u20ac\u00a3\u20aa"

#: Words and numbers of Latin letters and Western digits with the marks that stand inside them: S-400, U.S, AT&T, 3,000.
_LATIN_WORD = re.compile(rf"[{_LATIN}0-9]+(?:[.,:/&'\u2019@+\-\u2010-\u2014_#~=]{{1,2}}[{_LATIN}0-9]+)*")
_LATIN_LETTER = re.compile(rf"[{_LATIN}]")
_LATIN_GAPS = frozenset((" ", "\u00a0", ", ", " & "))
_ARABIC_WORD = re.compile(rf"[{_ARABIC}{_EASTERN}]+")
_ARABIC_LETTER = re.compile(rf"[{_ARABIC}]")
_ARABIC_GAP = re.compile(
    r"[ \u00a0]|\u060c | ?[-/] ?|[ \u00a0][0-9]{1,4}[ \u00a0/\-]|[ \u00a0]?[\u00ab\u00bb][ \u00a0]?"
)
#: Seven digits and more behind + or 0, in groups: a line of Arabic would turn a telephone number round.
PHONE = re.compile(
    "|".join(
        rf"(?<![\w+.,/-])(?:\+{one}|\(?{zero}{one})(?:[ \-().]{{0,2}}{one}){{5,18}}(?!\w)"
        for one, zero in (("[0-9]", "0"), (f"[{_EASTERN}]", "[\u0660\u06f0]"))
    )
)
#: What stands between quotes or brackets; where it is Latin altogether, its marks go with it: «We are done!»
_QUOTED = re.compile(
    r"[\u00ab\u201c\"\u2039(\[]([^\u00ab\u00bb\u201c\u201d\"\u2039\u203a()\[\]\n]{1,300})[\u00bb\u201d\"\u203a)\]]"
)
#: Degrees with their letter, of heat or on a map: the letter would go to the other side of its number.
_DEGREES = re.compile(r"(?<![0-9A-Za-z.,])(?:[+\-\u2212]\s?)?[0-9][0-9.,]*\s?\u00b0\s?[CFKNSEW](?!\w)")
#: A number with its sign. With Western digits Arabic writes it from left to right, with its own from right to left (CLDR 46, `ar`).
#: A hyphen behind a letter is none: كوفيد-19; money and numbers follow a letter that belongs to the next word: و$5, و30%.
_SIGN = rf"(?:(?<![0-9A-Za-z.,%{_ARABIC}])[+\-\u2212]|(?<![0-9A-Za-z.,%])[{_MONEY}])"
_SIGNED = re.compile(
    rf"(?:{_SIGN}\s?|(?<![0-9A-Za-z.,%]))[0-9][0-9.,]*\s?[%\u2030\u00b0](?!\w)"
    rf"|{_SIGN}[+\-\u2212{_MONEY}]?[0-9]+(?:[.,][0-9]+)*(?!\w)"
)
_EASTERN_SIGNED = re.compile(
    rf"(?<![{_EASTERN}\u066b])[{_EASTERN}][{_EASTERN}\u066b\u066c.,]*\s?[%\u066a](?!\w)"
)


class Piece(NamedTuple):
    """text[start:end] runs in `direction` (ltr, rtl); `language` is en, ar, or empty for what is no word."""

    start: int
    end: int
    direction: str
    language: str


def clean(text: str) -> str:
    """The text as it may be published: no control, no override of direction, no tag, nothing that XML cannot hold.

    LRM, RLM and ALM stay, for they turn nothing round but themselves, and so do the joiners; every break is a line feed.
    """
    return _HOSTILE.sub("", _BREAKS.sub("\n", text))


def embedded(text: str, direction: str) -> list[Piece]:
    """The pieces of a text of `direction` that have to be isolated, in order, none over another. Linear."""
    return _in_arabic(text) if direction == "rtl" else _in_english(text)


def isolated(text: str, direction: str) -> str:
    """Plain text in which each embedded piece stands between isolate and pop (U+2066 or U+2067, U+2069); cleaned first."""
    text = clean(text)
    written, place = [], 0
    for piece in embedded(text, direction):
        mark = RLI if piece.direction == "rtl" else LRI
        written += [text[place : piece.start], mark, text[piece.start : piece.end], PDI]
        place = piece.end
    return "".join([*written, text[place:]])


def _in_arabic(text: str) -> list[Piece]:
    found: list[Piece] = []
    taken = bytearray(len(text))
    for pieces in (
        (Piece(*match.span(), "ltr", "") for match in ADDRESS.finditer(text)),
        (Piece(*match.span(), "ltr", "") for match in PHONE.finditer(text)),
        _quotations(text),
        (Piece(*match.span(), "ltr", "") for match in _DEGREES.finditer(text)),
        _phrases(text),
        (Piece(*match.span(), "ltr", "") for match in _SIGNED.finditer(text)),
        (Piece(*match.span(), "rtl", "") for match in _EASTERN_SIGNED.finditer(text)),
    ):
        _take(pieces, found, taken)
    return sorted(found)


def _in_english(text: str) -> list[Piece]:
    found: list[Piece] = []
    _take((Piece(start, end, "rtl", "ar") for start, end in _arabic_runs(text)), found, bytearray(len(text)))
    return found


def _take(pieces: Iterable[Piece], found: list[Piece], taken: bytearray) -> None:
    for piece in pieces:
        if not any(taken[piece.start : piece.end]):
            taken[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
            found.append(piece)


def _quotations(text: str) -> Iterator[Piece]:
    """What is quoted in Latin letters and holds no Arabic one, from its first sign to its last."""
    for match in _QUOTED.finditer(text):
        if _LATIN_LETTER.search(match[1]) and not _ARABIC_WORD.search(match[1]):
            begin = match.start(1) + len(match[1]) - len(match[1].lstrip())
            yield Piece(begin, begin + len(match[1].strip()), "ltr", "en")


def _phrases(text: str) -> Iterator[Piece]:
    """Latin words, joined to the Latin words and numbers that follow; a number in front counts what is Arabic."""
    begin = end = -1
    for match in _LATIN_WORD.finditer(text):
        is_word = bool(_LATIN_LETTER.search(match[0]))
        if begin >= 0 and text[end : match.start()] in _LATIN_GAPS:
            end = match.end()
            continue
        if begin >= 0:
            yield Piece(begin, end, "ltr", "en")
            begin = -1
        if is_word:
            begin, end = match.span()
            if begin and text[begin - 1] in "#@" and not text[begin - 2 : begin - 1].strip():
                begin -= 1
    if begin >= 0:
        yield Piece(begin, end, "ltr", "en")


def _arabic_runs(text: str) -> Iterator[tuple[int, int]]:
    begin = end = -1
    for match in _ARABIC_WORD.finditer(text):
        if begin >= 0 and match.start() - end <= 6 and _ARABIC_GAP.fullmatch(text, end, match.start()):
            end = match.end()
            continue
        if begin >= 0:
            yield begin, end
            begin = -1
        if _ARABIC_LETTER.search(match[0]):
            begin, end = match.span()
    if begin >= 0:
        yield begin, end
