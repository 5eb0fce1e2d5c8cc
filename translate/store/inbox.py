"""The glossary inbox: terms that post-edits suggest, with evidence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.errors import NotFound
from translate.store import audit
from translate.store.rows import Proposal
from translate.store.schema import proposal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection, Row

EVIDENCE = 50  # how many pieces of evidence are kept; `seen` counts on


def see(
    connection: Connection,
    *,
    english: str,
    arabic: str,
    kind: str,
    evidence: Mapping[str, Any],
    at: str,
    needed: int = 2,
) -> Proposal:
    """Count one more sighting of a pair; from `needed` sightings on the proposal is open. A decided one stays decided."""
    where = (proposal.c.english == english, proposal.c.arabic == arabic)
    row = connection.execute(sa.select(proposal).where(*where)).one_or_none()
    if row is None:
        connection.execute(
            sa.insert(proposal).values(
                english=english,
                arabic=arabic,
                kind=kind,
                status="open" if needed <= 1 else "waiting",
                seen=1,
                evidence=audit.dumps([dict(evidence)]),
                created_at=at,
                updated_at=at,
            )
        )
    else:
        kept = [*json.loads(row.evidence), dict(evidence)][-EVIDENCE:]
        seen = row.seen + 1
        status = "open" if row.status == "waiting" and seen >= needed else row.status
        connection.execute(
            sa.update(proposal)
            .where(*where)
            .values(seen=seen, status=status, evidence=audit.dumps(kept), updated_at=at)
        )
    return _proposal(connection.execute(sa.select(proposal).where(*where)).one())


def get(connection: Connection, id_: int) -> Proposal:
    """A proposal; raises NotFound."""
    row = connection.execute(sa.select(proposal).where(proposal.c.id == id_)).one_or_none()
    if row is None:
        raise NotFound("proposal", str(id_))
    return _proposal(row)


def page(connection: Connection, *, status: str | None = "open", limit: int = 100) -> list[Proposal]:
    """Proposals of a status, the most often seen first."""
    query = sa.select(proposal)
    if status is not None:
        query = query.where(proposal.c.status == status)
    rows = connection.execute(query.order_by(proposal.c.seen.desc(), proposal.c.id).limit(limit))
    return [_proposal(row) for row in rows]


def decide(connection: Connection, id_: int, *, status: str, person: str, note: str, at: str) -> None:
    """Accept or reject a proposal."""
    connection.execute(
        sa.update(proposal)
        .where(proposal.c.id == id_)
        .values(status=status, decided_by=person, decided_at=at, note=note, updated_at=at)
    )


def _proposal(row: Row[Any]) -> Proposal:
    return Proposal(**{**row._mapping, "evidence": tuple(json.loads(row.evidence))})
