"""A client and a moment go in; whether it may go on comes out: token buckets in memory, one set a process."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock

_CLIENTS = 20_000  # buckets kept; the one not used for longest goes first


class Buckets:
    """`rate` actions a minute for each client, `burst` at once."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate / 60, burst
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, client: str, *, cost: float = 1.0, now: float | None = None) -> float:
        """Seconds that the client must wait: 0 where it may go on, and then the action is counted."""
        now = time.monotonic() if now is None else now
        with self._lock:
            level, last = self._known.pop(client, (self._burst, now))
            level = min(self._burst, level + (now - last) * self._rate)
            enough = level >= min(cost, self._burst)
            self._known[client] = (level - cost if enough else level, now)
            while len(self._known) > _CLIENTS:
                self._known.popitem(last=False)
        return 0.0 if enough else (min(cost, self._burst) - level) / self._rate

    def forget(self, client: str) -> None:
        """Begin anew with a client."""
        with self._lock:
            self._known.pop(client, None)
