"""Whatever is asked of the queue has an index in the order of rank."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_BANDS = 20  # of estimates, 0.05 wide


def upgrade() -> None:
    op.add_column("unit", sa.Column("band", sa.Integer(), nullable=True))
    bands = " ".join(f"WHEN estimate >= {band} / 20.0 THEN {band}" for band in range(_BANDS - 1, 0, -1))
    op.execute(f"UPDATE unit SET band = CASE {bands} ELSE 0 END WHERE estimate IS NOT NULL")  # noqa: S608  (our own numbers)
    op.add_column("unit_issue", sa.Column("rank", sa.Float(), server_default="0", nullable=False))
    op.execute("UPDATE unit_issue SET rank = (SELECT rank FROM unit WHERE unit.id = unit_issue.unit)")
    op.create_index("ix_unit_issue_rank", "unit_issue", ["code", "state", "rank", "unit"])
    for name in ("estimate", "origin", "topic", "language", "deadline"):
        op.drop_index(f"ix_unit_{name}", "unit")
    op.create_index("ix_unit_language", "unit", ["target_language", "state", "rank", "id", "assignee"])
    op.create_index("ix_unit_topic", "unit", ["topic", "state", "rank", "id", "target_language", "assignee"])
    op.create_index("ix_unit_place", "unit", ["id", "state", "rank"])
    op.create_index("ix_unit_band", "unit", ["band", "state", "rank", "id", "estimate"])
    op.create_index("ix_unit_origin", "unit", ["origin", "state", "rank", "id"])
    due = sa.text("deadline IS NOT NULL")
    op.create_index(
        "ix_unit_deadline",
        "unit",
        ["state", "deadline", "rank", "id"],
        sqlite_where=due,
        postgresql_where=due,
    )
    op.create_index(
        "ix_unit_due", "unit", ["state", "rank", "id", "deadline"], sqlite_where=due, postgresql_where=due
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that the upgrade made")
