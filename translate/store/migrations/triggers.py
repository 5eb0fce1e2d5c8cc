"""Names of tables in, triggers out that let rows be added and nothing else."""

from __future__ import annotations

from alembic import op


def append_only(*tables: str) -> None:
    """Refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL) on these tables."""
    if op.get_bind().dialect.name == "sqlite":
        for table in tables:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION desk_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in tables:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION desk_append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION desk_append_only()"
        )


def follow_text() -> None:
    """Let SQLite's index of letters follow `unit_text`, as an index of PostgreSQL does by itself."""
    add = "INSERT INTO unit_text_grams (rowid, text) VALUES (new.number, new.text);"
    take = (
        "INSERT INTO unit_text_grams (unit_text_grams, rowid, text) VALUES ('delete', old.number, old.text);"
    )
    for when, what in (("INSERT", add), ("DELETE", take), ("UPDATE OF text", f"{take} {add}")):
        name = f"unit_text_{when.split()[0].lower()}"
        op.execute(f"CREATE TRIGGER {name} AFTER {when} ON unit_text BEGIN {what} END")
