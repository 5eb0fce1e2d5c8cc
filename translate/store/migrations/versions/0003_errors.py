"""Units with errors, by rank: an index of those alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    some = sa.text("errors > 0")
    op.create_index(
        "ix_unit_errors", "unit", ["state", "rank", "id"], sqlite_where=some, postgresql_where=some
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that the upgrade made")
