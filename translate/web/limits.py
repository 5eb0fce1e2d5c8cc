"""A client and a moment go in; whether it may go on comes out: token buckets in memory, of one process or of all workers."""

from __future__ import annotations

import mmap
import os
import struct
import time
from collections import OrderedDict
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Protocol

_CLIENTS = 20_000  # buckets kept; the one not used for longest goes first


class Limit(Protocol):
    """How often each client may do something."""

    def wait(self, client: str, *, cost: float = 1.0, now: float | None = None) -> float:
        """Seconds that the client must wait: 0 where it may go on, and then the action is counted."""

    def forget(self, client: str) -> None:
        """Begin anew with a client."""


def limit(rate: float, burst: float, *, file: Path | None = None) -> Limit:
    """`rate` actions a minute for each client, `burst` at once; counted by all processes that name the same file.

    Where the system cannot share memory between processes, each counts for itself.
    """
    if file is None:
        return Buckets(rate, burst)
    try:
        return SharedBuckets(rate, burst, file)
    except ImportError:  # no fcntl: not a Unix
        return Buckets(rate, burst)


class Buckets:
    """Of one process."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate / 60, burst
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, client: str, *, cost: float = 1.0, now: float | None = None) -> float:
        """Seconds that the client must wait: 0 where it may go on, and then the action is counted."""
        now = time.monotonic() if now is None else now
        with self._lock:
            level, last = self._known.pop(client, (self._burst, now))
            left, seconds = _taken(level, last, now, rate=self._rate, burst=self._burst, cost=cost)
            self._known[client] = (left, now)
            while len(self._known) > _CLIENTS:
                self._known.popitem(last=False)
        return seconds

    def forget(self, client: str) -> None:
        """Begin anew with a client."""
        with self._lock:
            self._known.pop(client, None)


_SLOT = struct.Struct(
    "<Qdd"
)  # a client's digest, its level, the moment of that (seconds of the system's monotonic clock)
_SLOTS, _NEAR = (
    1 << 15,
    8,
)  # a client has its bucket in one of eight places; the one not used for longest makes room


class SharedBuckets:
    """Of all processes that have the file open: it is small, lies in memory, and is locked for some microseconds."""

    def __init__(self, rate: float, burst: float, file: Path) -> None:
        import fcntl

        self._rate, self._burst = rate / 60, burst
        self._flock, self._exclusive, self._unlock = fcntl.flock, fcntl.LOCK_EX, fcntl.LOCK_UN
        self._file = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(self._file, _SLOT.size * _SLOTS)
        self._map = mmap.mmap(self._file, _SLOT.size * _SLOTS)
        self._lock = Lock()

    def wait(self, client: str, *, cost: float = 1.0, now: float | None = None) -> float:
        """Seconds that the client must wait: 0 where it may go on, and then the action is counted."""
        now = time.monotonic() if now is None else now
        name = _digest(client)
        with self._lock:
            self._flock(self._file, self._exclusive)
            try:
                place, level, last = self._find(name, now)
                left, seconds = _taken(level, last, now, rate=self._rate, burst=self._burst, cost=cost)
                _SLOT.pack_into(self._map, place, name, left, now)
            finally:
                self._flock(self._file, self._unlock)
        return seconds

    def forget(self, client: str) -> None:
        """Begin anew with a client."""
        name = _digest(client)
        with self._lock:
            self._flock(self._file, self._exclusive)
            try:
                place, level, _ = self._find(name, 0.0)
                if level != self._burst:
                    _SLOT.pack_into(self._map, place, 0, 0.0, 0.0)
            finally:
                self._flock(self._file, self._unlock)

    def _find(self, name: int, now: float) -> tuple[int, float, float]:
        """Where a client's bucket is or may be, its level, and when that was."""
        oldest, since = 0, float("inf")
        for step in range(_NEAR):
            place = (name + step) % _SLOTS * _SLOT.size
            found, level, last = _SLOT.unpack_from(self._map, place)
            if found == name:
                return place, level, last
            if last < since:
                oldest, since = place, last
        return oldest, self._burst, now


def _digest(client: str) -> int:
    return int.from_bytes(blake2b(client.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1


def _taken(
    level: float, last: float, now: float, *, rate: float, burst: float, cost: float
) -> tuple[float, float]:
    """The level after an action, and the seconds to wait where there is too little for it."""
    level = min(burst, level + (now - last) * rate)
    needed = min(cost, burst)
    return (level - cost, 0.0) if level >= needed else (level, (needed - level) / rate)
