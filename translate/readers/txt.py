"""Plain text in, an article out: a page as people copy or scrape it, with banner, headline, caption, body and furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate import readers
from translate.text import newspage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.errors import InputError
    from translate.model import Article

suffixes = (".txt", ".text")


def looks_like(head: str) -> bool:
    """Any text is plain text."""
    return bool(head)


def read(intake: readers.Intake) -> Iterator[Article | InputError]:
    """One article. Every line that is not blank is in exactly one block, in order."""
    decoded = intake.text()
    pieces = newspage.pieces(decoded.text)
    repeats = {place: piece.repeats for place, piece in enumerate(pieces) if piece.repeats is not None}
    found = readers.blocks([(piece.role, piece.text) for piece in pieces], repeats)
    yield readers.article(intake, found, format="txt", encoding=decoded.encoding, notices=decoded.notices)
