"""The local runner: every task has one outcome, whatever its worker does; workers open once and are replaced."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import pytest

from translate import runners
from translate.errors import TranslateError, UnknownPart
from translate.runners import Crew, Outcome, Task, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def open_worker(order: Any) -> Callable[[Any], Any]:
    """Does what a payload says."""
    if order == "refuse":
        raise TranslateError("no model of that name")
    if order == "die":
        os._exit(3)
    held: list[bytes] = []

    def do(payload: Any) -> Any:
        if payload == "exit":
            os._exit(5)
        if payload == "abort":
            os.abort()
        if payload == "sleep":
            time.sleep(60)
        if payload == "eat":
            held.append(b"x" * 300_000_000)
            time.sleep(20)
        return (
            payload,
            os.getpid(),
            sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [],
        )

    return do


def run(
    payloads: list[Any], *, workers: int = 1, order: Any = None, seconds: float = 30, memory: int = 0
) -> list[Outcome]:
    tasks = [Task(number, payload, seconds) for number, payload in enumerate(payloads)]
    crew = Crew(open_worker, order, workers, memory)
    return sorted(
        (one for one in local.run(crew, iter(tasks)) if one is not None), key=lambda one: str(one.key)
    )


def test_every_task_has_an_outcome_and_lost_workers_are_replaced() -> None:
    found = run(["a", "exit", "b", "abort", "sleep", "eat", "c"], workers=2, seconds=8, memory=200 * 2**20)
    assert [one.key for one in found] == list(range(7))
    assert [one.lost for one in found] == ["", "crash", "", "crash", "time", "memory", ""]
    assert "exit code 5" in found[1].reason
    assert "SIGABRT" in found[3].reason
    assert {one.result[0] for one in found if one.result} == {"a", "b", "c"}


def test_workers_are_pinned_and_open_once() -> None:
    found = run(list("abcd"))
    assert len({one.result[1] for one in found}) == 1
    assert all(len(one.result[2]) == 1 for one in found if one.result[2])


def test_a_worker_that_cannot_open_ends_the_run() -> None:
    with pytest.raises(TranslateError, match="no model of that name"):
        run(["a"], order="refuse")
    with pytest.raises(TranslateError, match="the workers cannot be started"):
        run(["a"], order="die")


def test_tasks_are_taken_only_when_a_worker_is_free_and_closing_ends_the_workers() -> None:
    taken = []

    def tasks() -> Iterator[Task | None]:
        yield None
        for number in range(100):
            taken.append(number)
            yield Task(number, "a", 30)

    outcomes = local.run(Crew(open_worker, None, 1), tasks())
    first = next(one for one in outcomes if one is not None)
    assert first.key == 0
    assert len(taken) <= 2
    outcomes.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(first.result[1], 0)


def test_an_unknown_runner_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownPart, match="known: local, ray"):
        runners.runner("spark")
