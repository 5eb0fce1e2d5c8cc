"""Short transactions of several threads go in; one commit keeps them all, and each returns once it is kept."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.engine import Connection

MOST = 32  # transactions in one commit
LONGEST = 0.03  # seconds that a commit is put off for those that wait to join


class _Batch:
    """An open transaction; each of its members but the first, who has it to themselves, is a savepoint in it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.members = 0
        self.until = time.monotonic() + LONGEST
        self.ended = threading.Event()
        self.error: BaseException | None = None


class Together:
    """Group commit: to bring a commit to the disk takes longer than a short transaction, and one serves all that wait.

    Who comes alone is committed at once. Who came meanwhile shares the next commit. A member that fails takes back its own
    changes only; where the commit fails, all its members do. `begin` opens a transaction to write in; `turn` is held by
    whoever writes.
    """

    def __init__(self, begin: Callable[[], Connection], turn: Any) -> None:
        self._begin, self._turn = begin, turn
        self._count = threading.Lock()
        self._waiting = 0
        self._batch: _Batch | None = None
        self._inside = 0  # the thread that writes

    @contextlib.contextmanager
    def join(self) -> Iterator[Connection]:
        """A transaction to write in; what it wrote is kept when the block is left."""
        if self._inside == threading.get_ident():
            raise RuntimeError("a transaction inside a transaction")
        with self._count:
            self._waiting += 1
        try:
            self._turn.acquire()
        finally:
            with self._count:
                self._waiting -= 1
        self._inside = threading.get_ident()
        try:
            if self._batch is None:
                self._batch = _Batch(self._begin())
            batch = self._batch
            with self._savepoint(batch):
                yield batch.connection
        finally:
            self._inside = 0
            self._turn.release()
        while not batch.ended.wait(1.0):  # whoever was to join it has gone away
            with self._turn:
                self.end()
        if batch.error is not None:
            raise batch.error

    @contextlib.contextmanager
    def _savepoint(self, batch: _Batch) -> Iterator[None]:
        batch.members += 1
        lost: BaseException | None = None
        try:
            savepoint = batch.connection.begin_nested() if batch.members > 1 else None
            try:
                yield
            except BaseException as failed:
                if savepoint is None:
                    lost = failed
                    raise
                try:
                    savepoint.rollback()
                except Exception as error:  # noqa: BLE001 - the database has ended the whole transaction
                    lost = error
                raise
            if savepoint is not None:
                try:
                    savepoint.commit()
                except Exception as error:
                    lost = error
                    raise
        finally:
            is_full = batch.members >= MOST or time.monotonic() >= batch.until
            if lost or is_full or not self._waiting:
                self.end(lost)

    def end(self, lost: BaseException | None = None) -> None:
        """Commit what is open, or take it back where it is `lost`; its members learn what became of it. The caller has the turn."""
        batch, self._batch = self._batch, None
        if batch is None:
            return
        batch.error = lost
        try:
            with contextlib.closing(batch.connection):
                if lost is None:
                    batch.connection.commit()
        except Exception as error:  # noqa: BLE001 - each member raises it
            batch.error = batch.error or error
        finally:
            batch.ended.set()
