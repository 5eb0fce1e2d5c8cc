"""One file a command group: parse, call a function that anyone can call, print. What the commands share stands here."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_QUIET = 2.0  # seconds before anything is shown: short work needs no progress
_EVERY = 15.0  # seconds between lines in a log


@contextmanager
def progress(label: str, *, unit: str = "segments") -> Iterator[Callable[[int, int], None]]:
    """Yields a function to call with done and total: a bar on a terminal, a plain line now and then in a log, on stderr; shows rate (units a second) and the time that is left."""
    began = time.monotonic()
    is_terminal = sys.stderr.isatty()
    shown = began + _QUIET - (0.2 if is_terminal else _EVERY)
    width = 0

    def show(done: int, total: int) -> None:
        nonlocal shown, width
        now = time.monotonic()
        if now - began < _QUIET or now - shown < (0.2 if is_terminal else _EVERY):
            return
        shown = now
        rate = done / (now - began)
        left = f", {_clock((total - done) / rate)} left" if rate and done < total else ""
        line = f"{label}: {done}/{total} {unit}, {rate:.1f} a second{left}"
        if is_terminal:
            filled = 24 * done // max(1, total)
            line = f"[{'█' * filled}{'·' * (24 - filled)}] {line}"
            print(f"\r{line:<{width}}", end="", file=sys.stderr, flush=True)
            width = len(line)
        else:
            print(line, file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        if width:
            print(f"\r{'':<{width}}\r", end="", file=sys.stderr, flush=True)


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
