"""What an engine said of a text is kept in an SQLite file of its own: keys go in, values come out, and how often there was one."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

KEPT = 500_000  # results; some 300 bytes each
_SPARE = (
    0.1  # of the results that go at once when there are too many: the ones that were not used for longest
)
_AT_ONCE = 500  # keys in a statement
_META = sa.MetaData()
_RESULT = sa.Table(
    "result",
    _META,
    sa.Column("key", sa.LargeBinary, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("used", sa.Integer, nullable=False, index=True),
    sqlite_with_rowid=False,
)
_TALLY = sa.Table(
    "tally",
    _META,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often the cache was asked, and had an answer; `results` are kept now, `size` in bytes."""

    asked: int
    hits: int
    results: int
    size: int

    @property
    def rate(self) -> float:
        """Hits per question, 0–1."""
        return self.hits / self.asked if self.asked else 0.0


class Cache:
    """A file of results. Several threads and processes may share it; a result that was lost is only a result to make again."""

    def __init__(self, path: Path, *, kept: int = KEPT) -> None:
        self.path, self._kept = path, kept
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
            sa.event.listen(self._engine, "connect", _prepare)
            _META.create_all(self._engine)
            with self._engine.begin() as connection:
                self._clock = connection.scalar(sa.select(sa.func.max(_RESULT.c.used))) or 0
        except (OSError, sa.exc.SQLAlchemyError) as error:
            raise InputError(
                f"the cache cannot be opened ({getattr(error, 'orig', None) or error})",
                file=path,
                advice="remove the file, or give another one to the setting cache",
            ) from error

    def get(self, keys: Iterable[bytes]) -> dict[bytes, str]:
        """The values of those keys that are known."""
        wanted = list(dict.fromkeys(keys))
        found: dict[bytes, str] = {}
        with self._lock, self._engine.begin() as connection:
            self._clock += 1
            for begin in range(0, len(wanted), _AT_ONCE):
                part = _RESULT.c.key.in_(wanted[begin : begin + _AT_ONCE])
                rows = connection.execute(sa.select(_RESULT.c.key, _RESULT.c.value).where(part))
                found.update((bytes(key), str(value)) for key, value in rows)
                connection.execute(sa.update(_RESULT).where(part).values(used=self._clock))
            _count(connection, "asked", len(wanted))
            _count(connection, "hits", len(found))
        return found

    def put(self, values: Mapping[bytes, str]) -> None:
        """Keep values; where there are too many, those that were not used for longest go."""
        if not values:
            return
        with self._lock, self._engine.begin() as connection:
            self._clock += 1
            rows = [{"key": key, "value": value, "used": self._clock} for key, value in values.items()]
            statement = insert(_RESULT)
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["key"],
                    set_={"value": statement.excluded.value, "used": statement.excluded.used},
                ),
                rows,
            )
            number = connection.scalar(sa.select(sa.func.count()).select_from(_RESULT)) or 0
            if number > self._kept:
                oldest = (
                    sa.select(_RESULT.c.key)
                    .order_by(_RESULT.c.used, _RESULT.c.key)
                    .limit(number - int(self._kept * (1 - _SPARE)))
                )
                connection.execute(sa.delete(_RESULT).where(_RESULT.c.key.in_(oldest)))

    def tally(self) -> Tally:
        """What the cache was worth since it was made."""
        with self._lock, self._engine.begin() as connection:
            told = {row.name: row.number for row in connection.execute(sa.select(_TALLY))}
            results = connection.scalar(sa.select(sa.func.count()).select_from(_RESULT)) or 0
        size = sum(
            path.stat().st_size
            for path in self.path.parent.glob(f"{self.path.name}*")
            if path.name in (self.path.name, f"{self.path.name}-wal")
        )
        return Tally(int(told.get("asked", 0)), int(told.get("hits", 0)), int(results), size)

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()


def _count(connection: sa.Connection, name: str, number: int) -> None:
    statement = insert(_TALLY).values(name=name, number=number)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"number": _TALLY.c.number + statement.excluded.number}
        )
    )


def _prepare(connection: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:
    """Readers beside one writer; a power cut may cost the last results, never the file."""
    cursor = connection.cursor()
    for order in ("journal_mode=WAL", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {order}")
    cursor.close()
