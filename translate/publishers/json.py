"""A drafted article in, JSON of a stable shape out."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from translate.model import Estimate, Issue, TermMatch

if TYPE_CHECKING:
    from translate.model import Article, Block, BlockDraft, DraftedArticle, Markup, Unit

suffix = ".json"

#: Their fields hold no other dataclass: `asdict`, which copies deeply, takes thirteen times as long.
_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (Estimate, Issue, TermMatch)}


def render(drafted: DraftedArticle) -> str:
    """One object: article, languages, engine, model, signature, blocks, segments."""
    return json.dumps(shape(drafted), ensure_ascii=False, indent=1) + "\n"


def shape(drafted: DraftedArticle) -> dict[str, Any]:
    """The object as dictionaries and lists; keys are only ever added."""
    return {
        "article": _article(drafted.article),
        "source_language": drafted.source_language,
        "target_language": drafted.target_language,
        "engine": drafted.engine,
        "model": drafted.model,
        "signature": drafted.signature,
        "blocks": [_block(block) for block in drafted.blocks],
        "segments": [_segment(unit) for unit in drafted.units],
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "source": article.source,
        "format": article.format,
        "encoding": article.encoding,
        "language": article.language,
        "headline": article.headline,
        "metadata": dict(article.metadata),
        "notices": list(article.notices),
    }


def _block(drafted: BlockDraft) -> dict[str, Any]:
    block: Block = drafted.block
    shaped: dict[str, Any] = {
        "id": block.id,
        "kind": str(block.kind),
        "source": block.text,
        "target": drafted.target,
    }
    if block.level:
        shaped["level"] = block.level
    if block.duplicate_of:
        shaped["duplicate_of"] = block.duplicate_of
    if block.markup:
        shaped["source_markup"] = [_markup(mark) for mark in block.markup]
        shaped["target_markup"] = [_markup(mark) for mark in drafted.markup]
    return shaped


def _markup(mark: Markup) -> dict[str, Any]:
    return {"tag": mark.tag, "start": mark.start, "end": mark.end, "attributes": dict(mark.attributes)}


def _segment(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.segment.id,
        "block": unit.segment.block,
        "source": unit.source,
        "target": unit.target,
        "origin": unit.draft.origin,
        "score": round(unit.draft.score, 4),
        "truncated": unit.draft.is_truncated,
        "stop": unit.draft.stop,
        **({"retries": list(unit.draft.retries)} if unit.draft.retries else {}),
        "source_tokens": unit.draft.source_tokens,
        "target_tokens": unit.draft.target_tokens,
        "estimate": _told(unit.estimate) if unit.estimate else None,
        "terms": [_told(term) for term in unit.terms],
        "issues": [{**_told(issue), "severity": str(issue.severity)} for issue in unit.issues],
    }


def _told(value: Estimate | Issue | TermMatch) -> dict[str, Any]:
    return {name: getattr(value, name) for name in _NAMES[type(value)]}
