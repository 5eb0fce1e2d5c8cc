"""A drafted article in, Markdown out: each block's source and, under it, its target, links and emphasis kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.model import BlockKind
from translate.text.markup import to_markdown

if TYPE_CHECKING:
    from translate.model import BlockDraft, DraftedArticle

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
