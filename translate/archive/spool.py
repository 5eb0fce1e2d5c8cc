"""Articles as they were read, kept until they are drafted: an article and the keys of its segments in, bytes out, and back.

JSON packed by zstd, so that a run does not read its inputs twice and a cluster need not see them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from translate.model import Article, Block, BlockKind, Markup

_KEY = 16  # bytes
_ARTICLE = [field.name for field in fields(Article)]


def pack(article: Article, keys: list[bytes]) -> bytes:
    """One record: the number of keys, the keys, the article."""
    import zstandard

    told = {name: getattr(article, name) for name in _ARTICLE}
    told["metadata"] = dict(article.metadata)
    told["blocks"] = [_told(block) for block in article.blocks]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    packed = zstandard.ZstdCompressor(level=3).compress(text.encode("utf-8", "surrogatepass"))
    return len(keys).to_bytes(4, "big") + b"".join(keys) + packed


def _told(block: Block) -> dict[str, Any]:
    told: dict[str, Any] = {"id": block.id, "kind": block.kind, "text": block.text}
    if block.markup:
        told["markup"] = [asdict(mark) for mark in block.markup]
    if block.level:
        told["level"] = block.level
    if block.duplicate_of:
        told["duplicate_of"] = block.duplicate_of
    return told


def keys(record: bytes) -> list[bytes]:
    """The keys of a record."""
    count = int.from_bytes(record[:4], "big")
    return [record[4 + _KEY * place : 4 + _KEY * (place + 1)] for place in range(count)]


def unpack(record: bytes) -> Article:
    """The article of a record."""
    import zstandard

    begin = 4 + _KEY * int.from_bytes(record[:4], "big")
    text = zstandard.ZstdDecompressor().decompress(record[begin:]).decode("utf-8", "surrogatepass")
    told: dict[str, Any] = json.loads(text)
    return Article(
        **{
            **told,
            "blocks": tuple(_block(block) for block in told["blocks"]),
            "notices": tuple(told["notices"]),
        }
    )


def _block(told: dict[str, Any]) -> Block:
    markup = tuple(
        Markup(
            mark["tag"],
            mark["start"],
            mark["end"],
            tuple((name, value) for name, value in mark["attributes"]),
        )
        for mark in told.get("markup", ())
    )
    return Block(
        told["id"],
        BlockKind(told["kind"]),
        told["text"],
        markup,
        told.get("level", 0),
        told.get("duplicate_of"),
    )
