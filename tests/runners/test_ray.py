"""The ray runner: its logic over a Ray of our own that loses actors when told to, and once over the real one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from translate.errors import TranslateError
from translate.runners import Crew, Outcome, Task
from translate.runners import ray as runner

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


class RayError(Exception):
    pass


class RayTaskError(RayError):
    cause: Exception | None = None


class FakeRay:
    """What the runner uses of Ray, in this process: actors do their work when they are asked for it."""

    exceptions = SimpleNamespace(RayError=RayError, RayTaskError=RayTaskError)

    def __init__(self) -> None:
        self.started = self.killed = 0
        self.is_up = False

    def is_initialized(self) -> bool:
        return self.is_up

    def init(self, **options: Any) -> None:
        self.options, self.is_up = options, True

    def shutdown(self) -> None:
        self.is_up = False

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": 2.0}

    def remote(self, **_: Any) -> Callable[[type], Any]:
        def wrap(kind: type) -> Any:
            def make(*arguments: Any) -> Any:
                self.started += 1
                made: list[Any] = []

                def call(name: str) -> Any:
                    def later(*given: Any) -> Callable[[], Any]:
                        def now() -> Any:
                            if not made:
                                made.append(kind(*arguments))
                            return getattr(made[0], name)(*given)

                        return now

                    return SimpleNamespace(remote=later)

                return SimpleNamespace(is_open=call("is_open"), work=call("work"))

            return SimpleNamespace(options=lambda **_: SimpleNamespace(remote=make))

        return wrap

    def wait(self, calls: list[Any], *, num_returns: int, timeout: float) -> tuple[list[Any], list[Any]]:
        ready = [call for call in calls if getattr(call, "is_slow", False) is False]
        return ready[:num_returns], ready[num_returns:]

    def get(self, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except RayError:
            raise
        except Exception as error:
            wrapped = RayTaskError(str(error))
            wrapped.cause = error
            raise wrapped from error

    def kill(self, handle: object) -> None:
        self.killed += 1


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeRay:
    ray = FakeRay()
    monkeypatch.setitem(sys.modules, "ray", ray)
    for name in (
        "RAY_ADDRESS",
        "RAY_worker_niceness",
        "RAY_USAGE_STATS_ENABLED",
        "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO",
    ):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return ray


def open_worker(order: Any) -> Callable[[Any], Any]:
    if order == "refuse":
        raise TranslateError("no model of that name")
    if order == "die":
        raise RayError("it died")

    def do(payload: Any) -> Any:
        if payload == "die":
            raise RayError("the actor died")
        if payload == "flaw":
            raise ValueError("a planted flaw")
        return payload

    return do


def run(payloads: list[Any], *, order: Any = None, seconds: float = 30) -> list[Outcome]:
    tasks: list[Task | None] = [None, *(Task(n, payload, seconds) for n, payload in enumerate(payloads))]
    found = [one for one in runner.run(Crew(open_worker, order, 2), iter(tasks)) if one is not None]
    return sorted(found, key=lambda one: str(one.key))


def test_lost_actors_are_replaced_and_every_task_has_an_outcome(fake: FakeRay) -> None:
    found = run(["a", "die", "b", "flaw", "c"])
    assert [one.key for one in found] == list(range(5))
    assert [one.lost for one in found] == ["", "crash", "", "crash", ""]
    assert [one.result for one in found if not one.lost] == ["a", "b", "c"]
    assert fake.started == 4
    assert not fake.is_up


def test_an_actor_that_takes_too_long_is_killed(fake: FakeRay, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = iter(range(100))
    monkeypatch.setattr(fake, "wait", lambda calls, **_: (calls[:1] if next(waits) % 3 != 2 else [], []))
    found = run(["a", "b"], seconds=-1)
    assert [one.key for one in found] == [0, 1]
    assert "time" in {one.lost for one in found}
    assert fake.killed


def test_actors_that_cannot_open_end_the_run(fake: FakeRay) -> None:
    with pytest.raises(TranslateError, match="no model of that name"):
        run(["a"], order="refuse")
    with pytest.raises(TranslateError, match="the actors cannot be started"):
        run(["a"], order="die")


def test_a_cluster_that_is_not_there_is_told(fake: FakeRay, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> None:
        raise ConnectionError("nobody answers")

    monkeypatch.setenv("RAY_ADDRESS", "nowhere:6379")
    monkeypatch.setattr(fake, "init", refuse)
    with pytest.raises(TranslateError, match="no Ray cluster at nowhere:6379: nobody answers"):
        run(["a"])


def test_a_ray_that_does_not_start_here_is_told(fake: FakeRay, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> None:
        raise Exception("The current node timed out\nduring startup.")  # noqa: TRY002 — as Ray does

    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    monkeypatch.setattr(fake, "init", refuse)
    with pytest.raises(TranslateError, match=r"node timed out during startup\.\); go on with --resume"):
        run(["a"])


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(TranslateError, match=r"pip install 'dragoman\[ray\]'"):
        run(["a"])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_killed_ray_actor_changes_nothing(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="ray is not installed (extra ray)")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra archive)")
    script = ROOT / "benchmarks" / "archive.py"
    command = [
        sys.executable,
        str(script),
        "kills",
        "--runner",
        "ray",
        "--articles",
        "60",
        "--kills",
        "1",
        "--workers",
        "2",
    ]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "COV_"))
    }
    done = subprocess.run(
        [*command, "--pause", "0.5", "--only", "worker"],
        capture_output=True, text=True, check=False, cwd=ROOT, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the output is the same, byte for byte" in done.stdout
    assert json.dumps(done.stderr) == '""'
