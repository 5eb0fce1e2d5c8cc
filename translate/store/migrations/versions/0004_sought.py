"""Units are found by text, issue, estimate, origin and deadline without reading all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

from translate.store.migrations.triggers import follow_text
from translate.store.sought import codes
from translate.text.sought import searchable

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_AT_ONCE = 2000


def upgrade() -> None:
    op.create_table(
        "unit_text",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_unit_text_unit")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_unit_text")),
        sa.UniqueConstraint("unit", name=op.f("uq_unit_text_unit")),
    )
    op.create_table(
        "unit_issue",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_unit_issue_unit")),
        sa.PrimaryKeyConstraint("code", "state", "unit", name=op.f("pk_unit_issue")),
    )
    _fill()
    op.create_index(op.f("ix_unit_issue_unit"), "unit_issue", ["unit"], unique=False)
    nobody, due = sa.text("assignee IS NULL"), sa.text("deadline IS NOT NULL")
    op.create_index(
        "ix_unit_nobody", "unit", ["state", "rank", "id"], sqlite_where=nobody, postgresql_where=nobody
    )
    op.create_index("ix_unit_estimate", "unit", ["state", "estimate", "id"])
    op.create_index("ix_unit_origin", "unit", ["origin", "state"])
    op.create_index(
        "ix_unit_deadline", "unit", ["state", "deadline", "id"], sqlite_where=due, postgresql_where=due
    )
    _index_text()


def _fill() -> None:
    """Texts and codes of the units that are there."""
    unit = sa.table("unit", *(sa.column(name) for name in ("id", "state", "source", "target", "issues")))
    texts = sa.table("unit_text", sa.column("unit"), sa.column("text"))
    issues = sa.table("unit_issue", sa.column("code"), sa.column("state"), sa.column("unit"))
    connection, last = op.get_bind(), ""
    while True:
        query = sa.select(unit).where(unit.c.id > last).order_by(unit.c.id).limit(_AT_ONCE)
        rows = connection.execute(query).all()
        if not rows:
            return
        connection.execute(
            sa.insert(texts), [{"unit": row.id, "text": searchable(row.source, row.target)} for row in rows]
        )
        found = [
            {"code": code, "state": row.state, "unit": row.id} for row in rows for code in codes(row.issues)
        ]
        if found:
            connection.execute(sa.insert(issues), found)
        last = rows[-1].id


def _index_text() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE unit_text_grams USING fts5(text, content='unit_text', content_rowid='number', "
            "tokenize='trigram', detail='none', columnsize=0)"
        )
        op.execute("INSERT INTO unit_text_grams (unit_text_grams) VALUES ('rebuild')")
        follow_text()
        return
    step = connection.begin_nested()
    try:
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except (
        DBAPIError
    ):  # not installed, or not ours to create: texts are found all the same, by reading all of them
        step.rollback()
        return
    step.commit()
    # Without a list of what is pending: each save pays for itself, and none waits for the others' letters.
    op.execute(
        "CREATE INDEX unit_text_grams ON unit_text USING gin (text gin_trgm_ops) WITH (fastupdate = off)"
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that the upgrade made")
