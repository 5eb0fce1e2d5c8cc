"""Statements that are made once go in with their values; what each gives comes out: PostgreSQL is waited for once, not once a statement.

They run as they stand, in their order, in the transaction that the connection is in. They are prepared where they are first run and planned
once; SQLAlchemy's own way through a statement takes longer than SQLite or PostgreSQL takes for a row that is found by its key.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.engine import Connection, Dialect
    from sqlalchemy.sql import Executable

    Step = tuple[Executable, Mapping[str, Any]]
    Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a statement gave: its rows by column, and how many rows it found or changed."""

    rows: Sequence[Row]
    count: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as the driver takes it."""

    sql: str
    fixed: Mapping[str, Any]  # values that stand in the statement
    order: tuple[str, ...] | None  # of the values, where the driver wants them in order
    columns: tuple[str, ...]  # of its rows; none where it gives no rows


def run(connection: Connection, *steps: Step) -> list[Answer]:
    """Run statements that live as long as the program: each one's text is kept. Raises SQLAlchemy's errors."""
    texts = [(_text(statement, tuple(values), connection.dialect), values) for statement, values in steps]
    raw: Any = connection.connection.driver_connection
    run_all = _run_postgresql if connection.dialect.name == "postgresql" else _run_sqlite
    try:
        return run_all(raw, texts)
    except _error(connection) as error:
        is_gone = bool(getattr(raw, "closed", False))
        wrapped = sa.exc.DBAPIError.instance(
            texts[0][0].sql,
            None,
            error,
            _error(connection),
            hide_parameters=True,
            connection_invalidated=is_gone,
            dialect=connection.dialect,
        )
        if is_gone:
            connection.invalidate(error)
        raise wrapped from error


def _error(connection: Connection) -> type[Exception]:
    found: type[Exception] = connection.dialect.loaded_dbapi.Error
    return found


def _run_sqlite(raw: Any, texts: Sequence[tuple[_Text, Mapping[str, Any]]]) -> list[Answer]:
    answers = []
    for text, values in texts:
        given = {**text.fixed, **values}
        cursor = raw.execute(text.sql, [given[name] for name in text.order or ()])
        answers.append(_answer(cursor, text))
    return answers


def _run_postgresql(raw: Any, texts: Sequence[tuple[_Text, Mapping[str, Any]]]) -> list[Answer]:
    if len(texts) == 1:
        text, values = texts[0]
        return [_answer(raw.execute(text.sql, {**text.fixed, **values}, prepare=True), text)]
    with raw.pipeline():
        cursors = [
            (raw.execute(text.sql, {**text.fixed, **values}, prepare=True), text) for text, values in texts
        ]
    return [_answer(cursor, text) for cursor, text in cursors]


def _answer(cursor: Any, text: _Text) -> Answer:
    rows = [dict(zip(text.columns, row, strict=True)) for row in cursor.fetchall()] if text.columns else []
    return Answer(rows, cursor.rowcount if not text.columns else len(rows))


@lru_cache(maxsize=512)
def _text(statement: Any, keys: tuple[str, ...], dialect: Dialect) -> _Text:
    compiled = statement.compile(dialect=dialect, column_keys=list(keys))
    columns = tuple(statement.selected_columns.keys()) if isinstance(statement, sa.Select) else ()
    order = tuple(compiled.positiontup) if compiled.positional else None
    return _Text(
        str(compiled),
        {key: value for key, value in compiled.params.items() if key not in keys},
        order,
        columns,
    )
