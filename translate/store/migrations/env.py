"""Alembic runs this: migrations on the connection that it was given, inside the transaction that is open."""

from __future__ import annotations

from alembic import context

from translate.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
    render_as_batch=True,
)
context.run_migrations()
