"""What people keep doing: which issues they let pass, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from translate.store.schema import unit_issue, waiver

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def reasons(connection: Connection, code: str, *, since: str = "", limit: int = 5) -> list[tuple[str, int]]:
    """Why issues of a code were waived, the most frequent reason first."""
    number = sa.func.count().label("number")
    query = sa.select(waiver.c.reason, number).where(
        waiver.c.code == code, waiver.c.at >= since, waiver.c.withdrawn_at.is_(None)
    )
    query = query.group_by(waiver.c.reason).order_by(number.desc(), waiver.c.reason).limit(limit)
    return [(row.reason, row.number) for row in connection.execute(query)]


def carrying(connection: Connection, code: str) -> int:
    """How many units carry an issue of a code now, waived or not."""
    carried = (unit_issue.c.code == code, unit_issue.c.state != "removed")
    return int(
        connection.execute(sa.select(sa.func.count()).select_from(unit_issue).where(*carried)).scalar_one()
    )
