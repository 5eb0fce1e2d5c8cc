"""Articles as they were read, kept until they are drafted: an article and the keys of its segments in, bytes out, and back.

JSON packed by zstd, so that a run does not read its inputs twice and a cluster need not see them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from translate.model import Article, Block, BlockKind, Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translate.model import Segment

_KEY = 16  # bytes
_ARTICLE = [field.name for field in fields(Article)]


def pack(article: Article, keys: list[bytes], recalled: Mapping[str, str] | None = None) -> bytes:
    """One record: the number of keys, the keys, the article, and what the memory has for its segments, by context()."""
    import zstandard

    told = {name: getattr(article, name) for name in _ARTICLE}
    told["metadata"] = dict(article.metadata)
    told["blocks"] = [_told(block) for block in article.blocks]
    if recalled:
        told["recalled"] = dict(recalled)
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


def context(segments: Sequence[Segment], place: int) -> str:
    """A segment between its neighbours, in 32 hexadecimal digits: what the memory has for it is the same wherever it stands so."""
    texts = [
        segments[near].text if 0 <= near < len(segments) else "" for near in (place - 1, place, place + 1)
    ]
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def unpack(record: bytes) -> tuple[Article, dict[str, str]]:
    """The article of a record, and what the memory has for its segments."""
    import zstandard

    begin = 4 + _KEY * int.from_bytes(record[:4], "big")
    text = zstandard.ZstdDecompressor().decompress(record[begin:]).decode("utf-8", "surrogatepass")
    told: dict[str, Any] = json.loads(text)
    recalled = told.pop("recalled", {})
    blocks = tuple(_block(block) for block in told.pop("blocks"))
    return Article(**{**told, "blocks": blocks, "notices": tuple(told["notices"])}), recalled


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
