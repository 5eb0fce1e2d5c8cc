"""One file a command group: parse, call a function that anyone can call, print. What the commands share stands here."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

_QUIET = 2.0  # seconds before anything is shown: short work needs no progress
_EVERY = 15.0  # seconds between lines in a log


@contextmanager
def progress(label: str, *, unit: str = "segments") -> Iterator[Callable[[int, int], None]]:
    """Yields a function to call with done and total: a bar on a terminal, a plain line now and then in a log, on stderr; shows rate (units a second) and the time that is left."""
    if sys.stderr.isatty():
        with _bar(label, unit) as show:
            yield show
    else:
        yield _lines(label, unit)


@contextmanager
def _bar(label: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    from rich import progress as rich
    from rich.console import Console

    columns = (
        rich.TextColumn("{task.description}"),
        rich.BarColumn(),
        rich.MofNCompleteColumn(),
        rich.TextColumn("{task.fields[rate]}"),
        rich.TimeRemainingColumn(compact=True),
    )
    with rich.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, rate="")

        def show(done: int, total: int) -> None:
            speed = bar.tasks[task].speed
            bar.update(task, completed=done, total=total, rate=f"{speed:.1f} {unit}/s" if speed else "")

        yield show


def _lines(label: str, unit: str) -> Callable[[int, int], None]:
    began = time.monotonic()
    shown = began + _QUIET - _EVERY

    def show(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - began < _QUIET or now - shown < _EVERY:
            return
        shown = now
        rate = done / (now - began)
        left = f", {_clock((total - done) / rate)} left" if rate and done < total else ""
        print(f"{label}: {done}/{total} {unit}, {rate:.1f} a second{left}", file=sys.stderr, flush=True)

    return show


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@contextmanager
def replaced(path: Path | None) -> Iterator[BinaryIO]:
    """Yields a stream for a file that takes its place once all was written, and not before; standard output for None. Raises InputError.

    A pipe or a device, such as /dev/null, is written to as it is: a file must not take its place.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.exists() and not path.is_file() and not path.is_dir():
        try:
            with path.open("wb") as stream:
                yield stream
        except OSError as error:
            raise InputError(
                f"cannot be written: {error.strerror or error}", file=path, advice="give another -o"
            ) from error
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
        temporary.replace(path)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror or error}", file=path, advice="give another -o"
        ) from error
    finally:
        with suppress(OSError):  # a file where a folder should be
            temporary.unlink(missing_ok=True)
