"""Links and emphasis that a person placed over a target: kept with the revision that they came with, valid as long as the target reads so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.model import Markup
from translate.store.schema import revision, target_markup, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection


def keep(connection: Connection, *, unit: str, version: int, markup: Sequence[Markup]) -> None:
    """Put down what lies over the target of a revision that was just made; nothing, where a person took all of it away."""
    told = [[mark.tag, mark.start, mark.end, [list(pair) for pair in mark.attributes]] for mark in markup]
    connection.execute(
        sa.insert(target_markup).values(
            unit=unit, version=version, markup=json.dumps(told, ensure_ascii=False)
        )
    )


def of_article(connection: Connection, article: str) -> dict[str, tuple[Markup, ...]]:
    """What people placed over the targets of an article as they stand, by unit; where nobody did, nothing is told."""
    query = _placed(unit.c.target).where(unit.c.article == article)
    return {row.unit: _marks(row.markup) for row in connection.execute(query)}


def at_version(connection: Connection, unit_id: str, version: int, target: str) -> tuple[Markup, ...] | None:
    """What a person had placed over that target of a unit up to a version; None where nobody had."""
    query = _placed(sa.literal(target)).where(unit.c.id == unit_id, target_markup.c.version <= version)
    rows = connection.execute(query).all()
    return _marks(rows[-1].markup) if rows else None


def _placed(target: Any) -> Any:
    """Markup over revisions whose target is the one that is meant, the newest last."""
    return (
        sa.select(target_markup.c.unit, target_markup.c.markup)
        .join(unit, unit.c.id == target_markup.c.unit)
        .join(
            revision,
            sa.and_(revision.c.unit == target_markup.c.unit, revision.c.version == target_markup.c.version),
        )
        .where(revision.c.target == target)
        .order_by(target_markup.c.version)
    )


def _marks(told: str) -> tuple[Markup, ...]:
    return tuple(
        Markup(tag, start, end, tuple((name, value) for name, value in attributes))
        for tag, start, end, attributes in json.loads(told)
    )
