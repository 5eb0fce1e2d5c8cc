"""Tasks on this machine: a process for each core, pinned to it, each with what it opened; one that is lost is replaced."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from typing import TYPE_CHECKING, Any

from translate.errors import TranslateError
from translate.runners import OUT_OF_MEMORY, Crew, Outcome, Task, cores, limit_memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

_TICK = 0.5  # seconds between looks at clock and workers
_STARTS = 3  # workers in a row that die before they did anything
_END = 5.0  # seconds for a worker to end by itself


def run(crew: Crew, tasks: Iterator[Task | None]) -> Iterator[Outcome | None]:
    """Outcomes as they come; see Runner."""
    places = cores()
    pins = places if crew.workers <= len(places) else []
    team = [_Worker(crew, pins[number] if pins else None) for number in range(crew.workers)]
    failed = 0  # workers in a row that were lost before they had opened
    is_over = False
    try:
        while True:
            for worker in team:
                if worker.is_free and not is_over:
                    try:
                        task = next(tasks)
                    except StopIteration:
                        is_over = True
                    else:
                        if task is None:
                            break
                        worker.give(task)
            if is_over and not any(worker.task for worker in team):
                return
            ready = set(connection.wait([worker.pipe for worker in team], _TICK))
            outcomes = []
            for place, worker in enumerate(team):
                found = worker.look(is_ready=worker.pipe in ready)
                if found is None:
                    continue
                if worker.is_gone:
                    worker.end()
                    failed = 0 if worker.is_open else failed + 1
                    if failed >= _STARTS * len(team):
                        raise TranslateError(
                            f"the workers cannot be started: {found.reason}; see that the machine has memory for --workers {crew.workers}"
                        )
                    team[place] = _Worker(crew, worker.core)
                else:
                    failed = 0
                outcomes.append(found)
            if not outcomes:
                yield None
            for outcome in outcomes:  # workers that are free again are given work first
                if outcome.key is not None:
                    yield outcome
    finally:
        for worker in team:
            worker.end()


@dataclass(slots=True)
class _Worker:
    """A process, the pipe to it, and the task that it has."""

    crew: Crew
    core: int | None
    process: SpawnProcess = field(init=False)
    pipe: Connection = field(init=False)
    task: Task | None = None
    began: float = 0.0
    is_open: bool = False
    is_gone: bool = False
    is_ended: bool = False

    def __post_init__(self) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=_work, args=(theirs, self.crew, self.core, os.getpid()), daemon=True
        )
        self.process.start()
        theirs.close()

    @property
    def is_free(self) -> bool:
        return self.is_open and self.task is None and not self.is_gone

    def give(self, task: Task) -> None:
        self.task, self.began = task, time.monotonic()
        with contextlib.suppress(OSError):  # it has just died; look() tells
            self.pipe.send(task.payload)

    def look(self, *, is_ready: bool) -> Outcome | None:
        """The outcome of its task if there is one; key None for a worker that is lost, or has opened, without a task."""
        key = self.task.key if self.task else None
        if is_ready:
            try:
                is_done, value = self.pipe.recv()
            except (EOFError, OSError):
                return self._lost(key)
            if not self.is_open:
                if not is_done:
                    raise value
                self.is_open = True
                return Outcome(None)
            outcome = Outcome(key, value, time.monotonic() - self.began)
            self.task = None
            return outcome
        if self.task and time.monotonic() - self.began > self.task.seconds:
            self.is_gone = True
            return Outcome(key, lost="time", reason=f"not done after {self.task.seconds:.0f} seconds")
        return None

    def _lost(self, key: object) -> Outcome:
        self.process.join(_END)
        code = self.process.exitcode
        self.is_gone = True
        if code == OUT_OF_MEMORY:
            reason = f"more memory than {self.crew.memory / 2**20:.0f} MiB"
            return Outcome(key, lost="memory", reason=reason)
        if code is not None and code < 0:
            try:
                name = signal.Signals(-code).name
            except ValueError:
                name = str(-code)
            return Outcome(key, lost="crash", reason=f"the worker was ended by {name}")
        return Outcome(key, lost="crash", reason=f"the worker ended with exit code {code}")

    def end(self) -> None:
        """End the process, at once where it works; once more does nothing."""
        if self.is_ended:
            return
        self.is_ended = True
        with contextlib.suppress(OSError):
            self.pipe.close()
        if self.task or self.is_gone or not self.is_open:
            self.process.kill()
        self.process.join(_END)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        self.process.close()
        self.task = None


def _work(pipe: Connection, crew: Crew, core: int | None, parent: int) -> None:
    """The life of a worker: open, then a task and its result in turns, until the pipe is closed."""
    for number in (signal.SIGINT, signal.SIGTERM):  # the coordinator decides when work ends
        signal.signal(number, signal.SIG_IGN)
    _die_with(parent)
    if core is not None and hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {core})
    limit_memory(crew.memory)
    with contextlib.suppress(BrokenPipeError, EOFError):
        try:
            do = crew.open(crew.order)
        except TranslateError as error:
            pipe.send((False, TranslateError(str(error))))
            return
        pipe.send((True, None))
        while True:
            payload: Any = pipe.recv()
            pipe.send((True, do(payload)))


def _die_with(parent: int) -> None:
    """On Linux, end this process when the coordinator is killed; elsewhere the closed pipe ends it after its task."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)
