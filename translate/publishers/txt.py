"""A drafted article or an edition in, plain text out: each block's source and, under it, its target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.press.view import page
from translate.text.isolates import isolated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import DraftedArticle, Edition
    from translate.press.house import Look
    from translate.press.view import Page

suffix = ".txt"


def render(drafted: DraftedArticle) -> str:
    """Blocks in order, a blank line between them; a block that was left alone stands by itself, with its kind in brackets."""
    parts = []
    for block in drafted.blocks:
        if block.is_translated:
            parts.append(f"{block.block.text}\n{block.target}")
        else:
            parts.append(f"[{block.block.kind}] {block.block.text}")
    return "\n\n".join(parts) + "\n"


def write(edition: Edition, look: Look) -> bytes:
    """The texts of a page in their order, a blank line between rows; pieces that run the other way are isolated (U+2066 to U+2069)."""
    return ("\n\n".join(part for part in _parts(page(edition, look)) if part) + "\n").encode()


def _parts(shown: Page) -> Iterator[str]:
    directions = {side.code: side.direction for side in shown.languages}
    yield "\n".join(f"*** {isolated(one.text, one.direction)} ***" for one in shown.notices)
    if not shown.has_heading:
        yield "\n".join(isolated(text, directions[code]) for code, text in shown.titles.items())
    for erratum in () if shown.is_retracted else shown.errata:
        yield "\n".join(
            f"{isolated(when.text, when.direction)}: {isolated(note.text, note.direction)}"
            for when, note in zip(erratum.spoken, erratum.notes, strict=True)
        )
        yield "\n".join(
            f"- {isolated(shift.before, shift.direction)}\n+ {isolated(shift.after, shift.direction)}"
            for shift in erratum.shifts
        )
    for row in shown.rows:
        yield "\n".join(isolated(side.text, side.direction) for side in row.sides)
    yield "\n".join(isolated(one.text, one.direction) for group in shown.facts for one in group)
    if shown.original:
        yield shown.original
