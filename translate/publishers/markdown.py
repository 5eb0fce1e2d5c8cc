"""A drafted article or an edition in, Markdown out: each block's source and, under it, its target, links and emphasis kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.model import BlockKind, Markup
from translate.press.view import page
from translate.text.isolates import LRI, PDI, RLI, isolated
from translate.text.markup import to_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.model import BlockDraft, DraftedArticle, Edition
    from translate.press.house import Look
    from translate.press.runs import Run
    from translate.press.view import Page, Row, Side

suffix = ".md"


def render(drafted: DraftedArticle) -> str:
    """Headlines as headings, quotes and list items as such; a block that was left alone stands in a comment-like line."""
    return "\n\n".join(_block(block) for block in drafted.blocks) + "\n"


def _block(drafted: BlockDraft) -> str:
    block = drafted.block
    if not drafted.is_translated:
        return f"*\\[{block.kind}\\]* {to_markdown(block.text, block.markup)}"
    lines = (to_markdown(block.text, block.markup), to_markdown(drafted.target, drafted.markup))
    match block.kind:
        case BlockKind.HEADLINE:
            return "\n\n".join(f"# {_one_line(line)}" for line in lines)
        case BlockKind.SUBHEAD:
            return "\n\n".join(f"## {_one_line(line)}" for line in lines)
        case BlockKind.QUOTE:
            return "\n>\n".join("> " + line.replace("\n", "\n> ") for line in lines)
        case BlockKind.LIST_ITEM:
            first, second = (line.replace("\n", "\n  ") for line in lines)
            return f"- {first}\n\n  {second}"
        case _:
            return "\n\n".join(lines)


def _one_line(line: str) -> str:
    return " ".join(line.replace("\\\n", " ").split())


def write(edition: Edition, look: Look) -> bytes:
    """The page of an edition as CommonMark, links and emphasis kept; pieces that run the other way are isolated."""
    return ("\n\n".join(part for part in _parts(page(edition, look)) if part) + "\n").encode()


def _parts(shown: Page) -> Iterator[str]:
    directions = {side.code: side.direction for side in shown.languages}
    yield "\n>\n".join(f"> **{_plain(one.text, one.direction)}**" for one in shown.notices)
    if not shown.has_heading:
        for code, text in shown.titles.items():
            yield f"# {_one_line(_plain(text, directions[code]))}"
    for erratum in () if shown.is_retracted else shown.errata:
        yield "\n>\n".join(
            f"> **{_plain(when.text, when.direction)}**: {_one_line(_plain(note.text, note.direction))}"
            for when, note in zip(erratum.spoken, erratum.notes, strict=True)
        )
        yield "\n".join(
            f"- ~~{_one_line(_plain(shift.before, shift.direction))}~~ → {_one_line(_plain(shift.after, shift.direction))}"
            for shift in erratum.shifts
        )
    for row in shown.rows:
        yield _row(row)
    yield "\n".join(
        f"- {_one_line(_plain(one.text, one.direction))}" for group in shown.facts for one in group
    )
    if shown.original:
        yield f"<{shown.original.replace('<', '%3C').replace('>', '%3E')}>"


def _row(row: Row) -> str:
    lines = [_side(side) for side in row.sides]
    if row.element in ("h1", "h2"):
        return "\n\n".join(f"{'#' * int(row.element[1])} {_one_line(line)}" for line in lines)
    if row.kind == BlockKind.QUOTE:
        return "\n>\n".join("> " + line.replace("\n", "\n> ") for line in lines)
    if row.kind == BlockKind.LIST_ITEM:
        return "- " + "\n\n  ".join(line.replace("\n", "\n  ") for line in lines)
    return "\n\n".join(lines)


def _side(side: Side) -> str:
    """The runs of a side as one text again, with isolates in it and markup over it."""
    text, marks = "", list[Markup]()
    for piece in side.pieces:
        text, more = _joined(text, piece.runs)
        marks += more
        text += piece.gap
    return to_markdown(text, marks)


def _joined(text: str, found: Sequence[Run]) -> tuple[str, list[Markup]]:
    begun: dict[tuple[str, int], Markup] = {}
    for index, run in enumerate(found):
        start = len(text)
        opens = run.is_embedded and not (index and found[index - 1].isolate == run.isolate)
        closes = run.is_embedded and not (index + 1 < len(found) and found[index + 1].isolate == run.isolate)
        text += (RLI if run.direction == "rtl" else LRI) * opens + run.text + PDI * closes
        for part in run.parts:
            if part.tag == "bdi":
                continue
            key = (part.tag, part.order)
            first = begun[key].start if key in begun else start
            told = tuple(one for one in part.attributes if one[0] != "title" or not set("<>") & set(one[1]))
            begun[key] = Markup(part.tag, first, len(text), told)
    return text, list(begun.values())


def _plain(text: str, direction: str) -> str:
    return to_markdown(isolated(text, direction))
