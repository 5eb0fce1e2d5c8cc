"""Links and emphasis that a person placed over a target stand with its revision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from translate.store.migrations.triggers import append_only

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "target_markup",
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("markup", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_target_markup_unit")),
        sa.PrimaryKeyConstraint("unit", "version", name=op.f("pk_target_markup")),
    )
    append_only("target_markup")


def downgrade() -> None:
    raise NotImplementedError("restore the backup that the upgrade made")
