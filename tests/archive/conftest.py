"""An archive of our own, and the command line in processes that can be killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
TOWNS = ("Hasakah", "Raqqa", "Idlib", "Homs", "Daraa")
SHARED = "Sign up and receive our daily news at noon."


def text(number: int, *extra: str) -> str:
    town = TOWNS[number % len(TOWNS)]
    return "\n\n".join(
        [
            f"Wells of {town} run dry, report {number} says",
            f"The wells of {town} were dry on Sunday, farmer number {number} said. They have waited for rain since March.",
            *extra,
            SHARED,
        ]
    )


def write(folder: Path, count: int, **extra: str) -> Path:
    """A folder of English articles; `a7="…"` adds a paragraph to article 7."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        added = [extra[f"a{number}"]] if f"a{number}" in extra else []
        (folder / f"a{number:03}.txt").write_text(text(number, *added), "utf-8")
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Six articles."""
    return write(tmp_path / "in", 6)


@dataclass(slots=True)
class Running:
    """A command in its own process."""

    process: subprocess.Popen[str]
    killed: list[int] = field(default_factory=list)

    def workers(self) -> list[int]:
        """The processes that it started and that Python spawned for it."""
        found: list[int] = []
        for task in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found.extend(int(one) for one in task.read_text().split())
        return [one for one in found if "spawn_main" in command_of(one)]

    def wait_for(self, folder: Path, parts: int, seconds: float = 60) -> bool:
        """Wait until so many parts are written; False when the process ended before."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if len(list(folder.glob("parts/*.zst"))) >= parts:
                return True
            if self.process.poll() is not None:
                return False
            time.sleep(0.02)
        raise AssertionError(f"{parts} parts were not written in {seconds} seconds")

    def kill(self, process: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
            self.killed.append(process)

    def end(self) -> tuple[int, str]:
        _, errors = self.process.communicate(timeout=90)
        return self.process.returncode, errors


def command_of(process: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


@contextlib.contextmanager
def running(*arguments: str | Path, **environment: str) -> Iterator[Running]:
    """`translate archive …` in a process; killed at the end if it still runs."""
    script = (
        "import sys; from translate.archive import work; from tests.archive import poison; "
        "work.open_worker = poison.open_worker; from translate.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, "archive", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | environment,
    )
    try:
        yield Running(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "articles.jsonl").read_text("utf-8").splitlines()]


def quarantine(out: Path) -> dict[str, str]:
    """Cause by id."""
    told = [json.loads(line) for line in (out / "quarantine.jsonl").read_text("utf-8").splitlines()]
    return {one["id"]: one["cause"] for one in told}
