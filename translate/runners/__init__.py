"""A function and tasks go in; results come out as they are ready, from this machine's cores or from a cluster. A worker that dies costs its task, not the run."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from translate import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOOK = 0.2  # seconds between looks at the memory
_TRIM = 10  # looks between two times that free memory is given back
OUT_OF_MEMORY = 77  #: exit code of a worker that took more memory than it may


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work: what the worker is given, and how many seconds it may take."""

    key: object
    payload: Any
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: a result, or why its worker was lost (`crash`, `time`, `memory`) with a sentence that says more."""

    key: object
    result: Any = None
    seconds: float = 0.0
    lost: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Crew:
    """The workers: each calls `open(order)` once, which gives the function that does the tasks.

    `open` is a function of a module and `order` can be pickled. `memory` is in bytes a worker, 0 without a limit.
    """

    open: Callable[[Any], Callable[[Any], Any]]
    order: Any
    workers: int
    memory: int = 0


class Runner(Protocol):
    """A way to run tasks.

    `tasks` gives a task, or None while there is none to be had; it is asked for one whenever a worker is free, so that nothing
    piles up. run() yields outcomes as they come and None at least once a second, ends when `tasks` has ended and no task is
    out, and closing it ends the workers. Raises TranslateError where no worker can be opened.
    """

    def run(self, crew: Crew, tasks: Iterator[Task | None]) -> Iterator[Outcome | None]: ...


def runner(name: str) -> Runner:
    """The runner of that name; raises UnknownPart with the known ones."""
    return cast("Runner", registry.load("runners", name))


def cores() -> list[int]:
    """The processor cores that this process may use."""
    return (
        sorted(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else list(range(os.cpu_count() or 1))
    )


def memory() -> int:
    """Bytes of memory of this machine; 0 where the system does not tell."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return 0


def resident(process: int | str = "self") -> int:
    """Bytes of memory that a process holds; 0 where the system does not tell."""
    try:
        with open(f"/proc/{process}/statm", "rb") as file:  # noqa: PTH123 — asked twice a second
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def give_back() -> None:
    """Give memory that is free back to the system, which glibc keeps otherwise; elsewhere nothing happens."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def limit_memory(most: int) -> None:
    """End this process as soon as it holds more than so many bytes; 0 is no limit."""
    if not most:
        return

    def watch() -> None:
        looks = 0
        while resident() <= most:
            time.sleep(_LOOK)
            looks += 1
            if looks % _TRIM == 0:
                give_back()
        sys.stderr.flush()
        os._exit(OUT_OF_MEMORY)

    threading.Thread(target=watch, daemon=True, name="memory").start()
