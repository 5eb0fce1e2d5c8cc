"""Requests are counted as they end; Prometheus' text format comes out."""

from __future__ import annotations

from collections import Counter
from threading import Lock

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds


class Metrics:
    """Counters of one process; a scraper of several workers sees whichever answers, and their sum by process label."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._events: Counter[str] = Counter()
        self._seconds = 0.0
        self._total = 0

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request has ended after so many seconds."""
        method = method if method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS") else "OTHER"
        with self._lock:
            self._requests[method, route, status] += 1
            self._seconds += seconds
            self._total += 1
            for bound in _BOUNDS:
                if seconds <= bound:
                    self._buckets[bound] += 1

    def event(self, name: str, number: int = 1) -> None:
        """Something happened: `signins`, `signin_failures`, `saves`, `conflicts`, `characters`."""
        with self._lock:
            self._events[name] += number

    def text(self, gauges: dict[str, float]) -> str:
        """The exposition format 0.0.4, with gauges that the caller measured."""
        with self._lock:
            lines = [
                "# HELP dragoman_requests_total Requests by method, route and status.",
                "# TYPE dragoman_requests_total counter",
            ]
            lines += [
                f'dragoman_requests_total{{method="{method}",route="{route}",status="{status}"}} {number}'
                for (method, route, status), number in sorted(self._requests.items())
            ]
            lines += [
                "# HELP dragoman_request_seconds Time to answer.",
                "# TYPE dragoman_request_seconds histogram",
            ]
            lines += [
                f'dragoman_request_seconds_bucket{{le="{bound}"}} {self._buckets[bound]}' for bound in _BOUNDS
            ]
            lines += [
                f'dragoman_request_seconds_bucket{{le="+Inf"}} {self._total}',
                f"dragoman_request_seconds_sum {self._seconds:.6f}",
                f"dragoman_request_seconds_count {self._total}",
            ]
            for name, number in sorted(self._events.items()):
                lines += [f"# TYPE dragoman_{name}_total counter", f"dragoman_{name}_total {number}"]
        for name, value in gauges.items():
            lines += [f"# TYPE dragoman_{name} gauge", f"dragoman_{name} {value:g}"]
        return "\n".join(lines) + "\n"


METRICS = Metrics()
