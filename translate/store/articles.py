"""Articles as they came, each revision of their source kept; who is where in them now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.errors import NotFound
from translate.model import Article, Block, BlockDraft, BlockKind, Markup
from translate.store import audit
from translate.store.rows import Page, QueuedArticle
from translate.store.schema import STATES, article, article_revision, unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.engine import Connection, Row

_COUNTED = tuple(state for state in STATES if state != "removed")


def get(connection: Connection, id_: str) -> QueuedArticle:
    """An article of the queue; raises NotFound."""
    row = connection.execute(sa.select(article).where(article.c.id == id_)).one_or_none()
    if row is None:
        raise NotFound("article", id_)
    return _article(row)


def find(connection: Connection, id_: str) -> QueuedArticle | None:
    """An article of the queue, None where there is none of that id."""
    row = connection.execute(sa.select(article).where(article.c.id == id_)).one_or_none()
    return _article(row) if row else None


def by_source(connection: Connection, source: str, target_language: str) -> list[QueuedArticle]:
    """The articles that came from one path or address."""
    query = sa.select(article).where(article.c.source == source, article.c.target_language == target_language)
    return [_article(row) for row in connection.execute(query.order_by(article.c.id))]


def page(
    connection: Connection,
    *,
    topic: str | None = None,
    target_language: str | None = None,
    text: str | None = None,
    has_open: bool | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[QueuedArticle]:
    """Articles, the one changed last first. Raises ValueError for a cursor that is not ours."""
    query = sa.select(article)
    if topic is not None:
        query = query.where(article.c.topic == topic)
    if target_language is not None:
        query = query.where(article.c.target_language == target_language)
    if text:
        query = query.where(
            article.c.headline.icontains(text, autoescape=True)
            | article.c.headline_target.icontains(text, autoescape=True)
            | article.c.id.icontains(text, autoescape=True)
        )
    if has_open is not None:
        still: Any = sum(article.c[f"n_{state}"] for state in _COUNTED if state not in ("reviewed", "final"))
        query = query.where(still > 0 if has_open else still == 0)
    if cursor:
        try:
            at, id_ = json.loads(cursor)
        except (ValueError, TypeError):
            raise ValueError("not a cursor of ours") from None
        if not isinstance(at, str) or not isinstance(id_, str):
            raise ValueError("not a cursor of ours")
        query = query.where(
            sa.tuple_(article.c.updated_at, article.c.id) < sa.tuple_(sa.literal(at), sa.literal(id_))
        )
    query = query.order_by(article.c.updated_at.desc(), article.c.id.desc()).limit(limit + 1)
    rows = connection.execute(query).all()
    items = tuple(_article(row) for row in rows[:limit])
    more = json.dumps([items[-1].updated_at, items[-1].id]) if len(rows) > limit else None
    return Page(items, more)


def _article(row: Row[Any]) -> QueuedArticle:
    values = dict(row._mapping)
    counts = {state: values.pop(f"n_{state}") for state in STATES}
    for name in ("due", "source_hash"):
        values.pop(name)
    return QueuedArticle(**values, counts={state: counts[state] for state in _COUNTED if counts[state]})


def insert(connection: Connection, values: Mapping[str, Any], content: str, *, person: str, at: str) -> None:
    """Put a new article in at revision 1."""
    connection.execute(
        sa.insert(article).values(
            **{"revision": 1, "created_at": at, "created_by": person, "updated_at": at, **values}
        )
    )
    _keep(connection, str(values["id"]), 1, str(values["source_hash"]), content, person, at)


def correct(
    connection: Connection, id_: str, values: Mapping[str, Any], content: str, *, person: str, at: str
) -> int:
    """Put in a corrected source; returns the new revision of the article."""
    number = 1 + int(
        connection.execute(sa.select(article.c.revision).where(article.c.id == id_)).scalar_one()
    )
    connection.execute(
        sa.update(article)
        .where(article.c.id == id_)
        .values(**{**values, "revision": number, "updated_at": at})
    )
    _keep(connection, id_, number, str(values["source_hash"]), content, person, at)
    return number


def _keep(
    connection: Connection, id_: str, number: int, source_hash: str, content: str, person: str, at: str
) -> None:
    connection.execute(
        sa.insert(article_revision).values(
            article=id_, revision=number, source_hash=source_hash, content=content, person=person, at=at
        )
    )


def update(connection: Connection, id_: str, values: Mapping[str, Any]) -> None:
    """Set topic, priority, deadline and the like."""
    connection.execute(sa.update(article).where(article.c.id == id_).values(**values))


def due(connection: Connection, id_: str) -> float:
    """When the article is wanted, in seconds since 1970: its deadline, or the one that the desk supposes."""
    return float(connection.execute(sa.select(article.c.due).where(article.c.id == id_)).scalar_one())


def source_hash(connection: Connection, id_: str) -> str:
    """The digest of the source as it stands."""
    return str(connection.execute(sa.select(article.c.source_hash).where(article.c.id == id_)).scalar_one())


def content(
    connection: Connection, id_: str, revision: int | None = None
) -> tuple[Article, tuple[BlockDraft, ...]]:
    """The article as it came, with the targets and markup of its draft; raises NotFound."""
    query = sa.select(article_revision.c.content).where(article_revision.c.article == id_)
    if revision is not None:
        query = query.where(article_revision.c.revision == revision)
    found = connection.execute(query.order_by(article_revision.c.revision.desc()).limit(1)).scalar()
    if found is None:
        raise NotFound("article", id_ if revision is None else f"{id_} (revision {revision})")
    return load(found)


def dump(source: Article, blocks: Sequence[BlockDraft]) -> str:
    """An article and its drafted blocks as JSON."""
    return audit.dumps(
        {
            "id": source.id,
            "source": source.source,
            "language": source.language,
            "format": source.format,
            "encoding": source.encoding,
            "metadata": dict(source.metadata),
            "notices": list(source.notices),
            "blocks": [
                {
                    "id": block.block.id,
                    "kind": str(block.block.kind),
                    "text": block.block.text,
                    "level": block.block.level,
                    "duplicate_of": block.block.duplicate_of,
                    "markup": [_mark(mark) for mark in block.block.markup],
                    "target": block.target,
                    "target_markup": [_mark(mark) for mark in block.markup],
                }
                for block in blocks
            ],
        }
    )


def load(text: str) -> tuple[Article, tuple[BlockDraft, ...]]:
    """The article and its drafted blocks from that JSON."""
    found = json.loads(text)
    blocks = tuple(
        BlockDraft(
            Block(
                block["id"],
                BlockKind(block["kind"]),
                block["text"],
                tuple(_unmark(mark) for mark in block["markup"]),
                block["level"],
                block["duplicate_of"],
            ),
            block["target"],
            tuple(_unmark(mark) for mark in block["target_markup"]),
        )
        for block in found["blocks"]
    )
    return (
        Article(
            found["id"],
            found["source"],
            found["language"],
            tuple(block.block for block in blocks),
            found["format"],
            found["encoding"],
            found["metadata"],
            tuple(found["notices"]),
        ),
        blocks,
    )


def _mark(mark: Markup) -> list[Any]:
    return [mark.tag, mark.start, mark.end, [list(pair) for pair in mark.attributes]]


def _unmark(mark: Sequence[Any]) -> Markup:
    tag, start, end, attributes = mark
    return Markup(tag, start, end, tuple((name, value) for name, value in attributes))


def ranks(connection: Connection, id_: str) -> list[tuple[str, float | None, float]]:
    """Unit, estimate and position of an article's units: what their ranks are computed from."""
    query = sa.select(unit.c.id, unit.c.estimate, unit.c.position).where(unit.c.article == id_)
    return [(row.id, row.estimate, row.position) for row in connection.execute(query)]
