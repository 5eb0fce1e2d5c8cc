"""Tasks on a Ray cluster: actors that hold what they opened, as many as there is room for; one that is lost is replaced."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate.errors import MissingExtra, TranslateError
from translate.runners import Crew, Outcome, Task, limit_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

_TICK = 0.5  # seconds between looks at clock and actors
_STARTS = 3  # actors in a row that die before they did anything
_OPEN = 900.0  # seconds in which some actor must have opened
_GPUS = "TRANSLATE_RAY_GPUS"  # GPUs an actor; a fraction shares one


def run(crew: Crew, tasks: Iterator[Task | None]) -> Iterator[Outcome | None]:
    """Outcomes as they come; see Runner. Joins the cluster of RAY_ADDRESS, or the one of this machine, or starts one for the run."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault(
        "RAY_worker_niceness", "0"
    )  # 15 by default: beside other programs they would get nothing
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # what Ray will do by itself one day
    try:
        import ray
    except ImportError as error:
        raise MissingExtra("ray", library="ray") from error
    is_ours = not ray.is_initialized()
    if is_ours:
        _join(ray, crew.workers)
    try:
        yield from _Team(ray, crew, tasks).outcomes()
    finally:
        if is_ours:
            ray.shutdown()


def _join(ray: Any, workers: int) -> None:
    quiet = {"log_to_driver": False, "logging_level": "error", "configure_logging": True}
    if os.environ.get("RAY_ADDRESS"):
        try:
            ray.init(**quiet)
        except Exception as error:
            raise TranslateError(f"no Ray cluster at {os.environ['RAY_ADDRESS']}: {error}") from error
        return
    try:
        ray.init(
            address="local",
            num_cpus=max(1, workers),
            object_store_memory=256 * 2**20,
            include_dashboard=False,
            **quiet,
        )
    except Exception as error:  # on a busy machine its node may not answer in time; Ray has no class for it
        raise TranslateError(
            f"Ray could not start on this machine ({' '.join(str(error).split())}); go on with --resume when it is less busy, or with --runner local"
        ) from error


@dataclass(slots=True)
class _Actor:
    """An actor, what it is doing, and since when."""

    handle: Any
    call: Any
    began: float
    task: Task | None = None
    is_open: bool = False


class _Team:
    def __init__(self, ray: Any, crew: Crew, tasks: Iterator[Task | None]) -> None:
        self.ray, self.crew, self.tasks = ray, crew, tasks
        room = float(ray.cluster_resources().get("CPU", 1))
        # A little less than a core each: a cluster on which something else holds a fraction still takes one actor a core.
        self.cpus = max(0.1, round(min(1.0, 0.9 * room / crew.workers), 2))
        self.gpus = float(os.environ.get(_GPUS, "0") or 0)
        self.failed = 0
        self.is_over = False
        self.began = time.monotonic()

        @ray.remote(max_restarts=0, max_task_retries=0)
        class Worker:
            """A process of the cluster that opens once and then does tasks."""

            def __init__(self, opener: Any, order: Any, memory: int) -> None:
                limit_memory(memory)
                self.do = opener(order)

            def is_open(self) -> bool:
                return True

            def work(self, payload: Any) -> Any:
                return self.do(payload)

        self.worker: Any = Worker
        self.actors = [self._start() for _ in range(crew.workers)]

    def _start(self) -> _Actor:
        handle = self.worker.options(num_cpus=self.cpus, num_gpus=self.gpus).remote(
            self.crew.open, self.crew.order, self.crew.memory
        )
        return _Actor(handle, handle.is_open.remote(), time.monotonic())

    def outcomes(self) -> Iterator[Outcome | None]:
        """The life of the team: an actor has at most one task, so that nothing piles up."""
        while True:
            self._give()
            if self.is_over and not any(actor.task for actor in self.actors):
                return
            calls = {actor.call: place for place, actor in enumerate(self.actors) if actor.call is not None}
            ready, _ = self.ray.wait(list(calls), num_returns=1, timeout=_TICK) if calls else ([], [])
            if not calls:
                time.sleep(_TICK)
            found = [self._take(calls[call]) for call in ready]
            found.extend(self._late())
            told = [outcome for outcome in found if outcome is not None]
            if not told:
                yield None
            else:
                self._give()
                yield from told
            if not any(actor.is_open for actor in self.actors) and time.monotonic() - self.began > _OPEN:
                raise TranslateError(
                    f"no actor could be started in {_OPEN:.0f} seconds; see that the cluster has {self.cpus} CPUs free, or lower --workers"
                )

    def _give(self) -> None:
        for actor in self.actors:
            if self.is_over or not actor.is_open or actor.task:
                continue
            try:
                task = next(self.tasks)
            except StopIteration:
                self.is_over = True
                return
            if task is None:
                return
            actor.task, actor.began = task, time.monotonic()
            actor.call = actor.handle.work.remote(task.payload)

    def _take(self, place: int) -> Outcome | None:
        actor = self.actors[place]
        try:
            value = self.ray.get(actor.call)
        except self.ray.exceptions.RayTaskError as error:  # raised by our own code, in an actor that lives
            cause = error.cause if isinstance(getattr(error, "cause", None), TranslateError) else None
            if not actor.is_open or cause is not None:
                raise TranslateError(str(cause or error).strip().splitlines()[-1]) from None
            return self._lost(place, "crash", str(error).strip().splitlines()[-1])
        except self.ray.exceptions.RayError as error:
            cause = getattr(error, "cause", None)
            if not actor.is_open and "TranslateError" in str(error):
                raise TranslateError(str(error).strip().splitlines()[-1]) from None
            return self._lost(place, "crash", f"the actor was lost ({type(error).__name__})")
        actor.call = None
        if not actor.is_open:
            actor.is_open, self.failed = True, 0
            return None
        task, actor.task = actor.task, None
        return Outcome(task.key, value, time.monotonic() - actor.began) if task else None

    def _late(self) -> Iterator[Outcome | None]:
        for place, actor in enumerate(self.actors):
            if actor.task and time.monotonic() - actor.began > actor.task.seconds:
                yield self._lost(place, "time", f"not done after {actor.task.seconds:.0f} seconds")

    def _lost(self, place: int, kind: str, reason: str) -> Outcome | None:
        actor = self.actors[place]
        with contextlib.suppress(Exception):
            self.ray.kill(actor.handle)
        if not actor.is_open:
            self.failed += 1
            if self.failed >= _STARTS * self.crew.workers:
                raise TranslateError(f"the actors cannot be started: {reason}")
        self.actors[place] = self._start()
        return Outcome(actor.task.key, lost=kind, reason=reason) if actor.task else None
