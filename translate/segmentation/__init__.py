"""Article in, segments out: one file of rules a language; nothing is lost, joined segments are the block again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from translate.languages import language
from translate.model import BlockKind, Segment
from translate.registry import load
from translate.text.sentences import Mark, counts_newlines, enclosures, marks, skip_space

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translate.model import Article

#: Kinds that are one segment each: cutting a headline or a byline at a full stop gains nothing.
WHOLE = frozenset(
    {
        BlockKind.SITE,
        BlockKind.SECTION,
        BlockKind.HEADLINE,
        BlockKind.DATE,
        BlockKind.BYLINE,
        BlockKind.DATELINE,
    }
)
#: A block of such a kind that is longer than this (characters) is a paragraph that was taken for a headline.
WHOLE_LIMIT = 240
#: A text is not cut inside brackets that are at most this long (characters).
ASIDE = 200
#: A paragraph may be broken by hand where its longest line has so many characters; longer lines end where they are meant to.
WRAP = range(60, 121)

_LABEL = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxIVX]{2,5}|[\u0621-\u064a]\u0640?)\)?")
_ITEM = re.compile(r"[•▪●◦·*–—-]\s|[(\[]?\d{1,3}[.)\]-]\s")
_BIDI = str.maketrans("", "", "\u200b\u200e\u200f\u061c\ufeff\u202a\u202b\u202c\u2066\u2067\u2068\u2069")


class Piece(NamedTuple):
    """A piece of a text: `lead` stands before it (white space, first piece only), `separator` behind it."""

    lead: str
    text: str
    separator: str


class Rules(Protocol):
    """What a language brings: its terminators, and whether a mark ends the sentence that began at `begin`.

    `pairs` gives for the position of each closing quote or bracket the position where it was opened.
    """

    TERMINATORS: str

    def ends_sentence(self, text: str, mark: Mark, begin: int, pairs: Mapping[int, int]) -> bool: ...


def segment(article: Article) -> tuple[Segment, ...]:
    """The segments of all blocks in order; ids are `BLOCK.1`, `BLOCK.2`. A blank block has none.

    Lead, texts and separators of a block's segments, joined, are block.text, character for character.
    """
    segments: list[Segment] = []
    for block in article.blocks:
        is_whole = block.kind in WHOLE and len(block.text) <= WHOLE_LIMIT
        pieces = (
            [whole(block.text)]
            if is_whole and block.text.strip()
            else segment_text(block.text, article.language)
        )
        start = 0
        for number, piece in enumerate(pieces, 1):
            start += len(piece.lead)
            segments.append(
                Segment(f"{block.id}.{number}", block.id, piece.text, start, piece.separator, piece.lead)
            )
            start += len(piece.text) + len(piece.separator)
    return tuple(segments)


def segment_text(text: str, language_code: str) -> list[Piece]:
    """The sentences of a text, without white space at their edges; a blank text has none.

    Raises InputError for a language the desk does not work in. Linear in the length of the text.
    """
    rules = cast("Rules", load("segmentation", language(language_code).name.lower()))
    if not text.strip():
        return []
    lead = skip_space(text, 0)
    pieces: list[Piece] = []
    begin = lead
    for end, start in breaks(text, rules):
        if begin < end and start < len(text):
            pieces.append(Piece(text[:lead] if not pieces else "", text[begin:end], text[end:start]))
            begin = start
    end = begin + len(text[begin:].rstrip())
    pieces.append(Piece(text[:lead] if not pieces else "", text[begin:end], text[end:]))
    return pieces


def whole(text: str) -> Piece:
    """The text as one piece, white space at its edges set apart."""
    start, end = skip_space(text, 0), len(text.rstrip())
    return Piece(text[:start], text[start:end], text[end:])


def breaks(text: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Where a segment ends and the next one starts, from left to right."""
    pairs = enclosures(text)
    asides = sorted(
        (start, end) for end, start in pairs.items() if text[start] in "([" and end - start <= ASIDE
    )
    widest = max(len(line) for line in text.splitlines())
    begin = line = skip_space(text, 0)
    covered = passed = 0
    for mark in marks(text, pairs, terminators=rules.TERMINATORS):
        while passed < len(asides) and asides[passed][0] < mark.start:
            covered = max(covered, asides[passed][1])
            passed += 1
        if mark.next >= len(text):
            break
        if mark.close > begin and (
            _ends_line(text, mark, line, widest)
            or (
                mark.end > mark.start
                and covered < mark.close
                and not _is_label(text, begin, mark)
                and rules.ends_sentence(text, mark, begin, pairs)
            )
        ):
            yield mark.close, mark.next
            begin = mark.next
        if counts_newlines(text[mark.close : mark.next]):
            line = mark.next


def _is_label(text: str, begin: int, mark: Mark) -> bool:
    """Whether all there is so far is the number of a list item or section: `1.`, `2.3.`, `(b).`, `أ.`."""
    return mark.end - begin <= 24 and bool(
        _LABEL.fullmatch(text[begin : mark.end].translate(_BIDI).rstrip("."))
    )


def _ends_line(text: str, mark: Mark, line: int, widest: int) -> bool:
    """Whether the line that starts at `line` was ended on purpose, and not only because it was full."""
    newlines = counts_newlines(text[mark.close : mark.next])
    if newlines != 1:
        return newlines > 1
    rest = text[mark.next : mark.next + 48]
    if _ITEM.match(rest):
        return True
    if rest[0].islower() or text[mark.close - 1] in ",،-–(«“":
        return False
    length = mark.close - line
    return widest not in WRAP or length + 1 + len(rest.split(maxsplit=1)[0]) <= widest
