"""A drafted article in, plain text out: each block's source and, under it, its target."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.model import DraftedArticle

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
