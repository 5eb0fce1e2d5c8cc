"""Whatever is killed, and however often: what comes out in the end is what an undisturbed run gives, byte for byte."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.archive.conftest import lines, quarantine, running, write
from tests.archive.poison import COUNT, PACE

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks into /proc")
FILES = ("articles.jsonl", "articles.parquet", "units.parquet", "quarantine.jsonl")


def order(folder: Path, out: Path, *more: str) -> list[str | Path]:
    return ["run", folder, "--to", "ar", "--engine", "echo", "--no-glossary", "--out", out, *more]


def test_kills_of_workers_and_coordinator_change_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", 60)
    with running(*order(folder, tmp_path / "calm", "--workers", "1")) as calm:
        assert calm.end()[0] == 0
    chance, out, kills = random.Random(7), tmp_path / "out", 0
    parts = 1
    for victim in ("worker", "coordinator", "coordinator", "worker"):
        with running(*order(folder, out, "--workers", "2", "--resume"), **{PACE: "0.05"}) as run:
            if not run.wait_for(out, parts):
                break
            time.sleep(chance.random() * 0.1)
            workers = run.workers()
            if victim == "worker" and workers:
                run.kill(workers[0])
                kills += 1
                run.wait_for(out, parts + 2)
            run.kill(run.process.pid)
            kills += 1
        parts = len(list(out.glob("parts/*.zst"))) + 1
    assert kills >= 4
    with running(*order(folder, out, "--resume", "--workers", "2")) as last:
        assert last.end()[0] == 0
    assert len(lines(out)) == 60
    for name in FILES:
        assert (out / name).read_bytes() == (tmp_path / "calm" / name).read_bytes(), name


def test_a_killed_coordinator_takes_its_workers_with_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with running(*order(write(tmp_path / "in", 20), out, "--workers", "1"), **{PACE: "0.2"}) as run:
        assert run.wait_for(out, 1)
        (worker,) = run.workers()
        run.kill(run.process.pid)
        run.process.wait()
        end = time.monotonic() + 20
        while Path(f"/proc/{worker}").exists() and time.monotonic() < end:
            time.sleep(0.05)
        assert not Path(f"/proc/{worker}").exists()


def test_sigterm_stops_between_shards_and_resume_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = order(write(tmp_path / "in", 30), out, "--workers", "1")
    with running(*command, **{PACE: "0.1"}) as run:
        assert run.wait_for(out, 1)
        os.kill(run.process.pid, signal.SIGTERM)
        code, errors = run.end()
    assert code == 0
    assert "stopped; " in errors
    assert not (out / "articles.jsonl").exists()
    with running(*command) as again:
        code, errors = again.end()
    assert code == 2
    assert "are drafted already; go on with --resume" in errors
    with running("run", "--out", out, "--resume") as last:
        assert last.end()[0] == 0
    assert [one["article"]["id"] for one in lines(out)] == [f"a{number:03}" for number in range(30)]


def test_poisonous_articles_are_quarantined_and_the_rest_is_drafted(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in",
        8,
        a1="The KILLER ends the worker.",
        a2="The SLEEPER never comes back.",
        a4="The GLUTTON takes all memory.",
        a6="The FLAW raises.",
    )
    out = tmp_path / "out"
    with running(*order(folder, out, "--workers", "2", "--timeout", "8", "--worker-memory", "300")) as run:
        code, errors = run.end()
    assert code == 1
    assert "tried one by one" in errors
    assert quarantine(out) == {"a001": "crash", "a002": "time", "a004": "memory", "a006": "draft"}
    assert [one["article"]["id"] for one in lines(out)] == ["a000", "a003", "a005", "a007"]


def test_what_articles_share_is_decoded_once(tmp_path: Path) -> None:
    counted, out = tmp_path / "count.txt", tmp_path / "out"
    with running(*order(write(tmp_path / "in", 10), out), **{COUNT: str(counted)}) as run:
        assert run.end()[0] == 0
    decoded = [line for line in counted.read_text("utf-8").splitlines() if "daily news" in line]
    alone = tmp_path / "alone.txt"
    with running(*order(write(tmp_path / "one", 1), tmp_path / "out1"), **{COUNT: str(alone)}) as run:
        assert run.end()[0] == 0
    assert len(decoded) == sum("daily news" in line for line in alone.read_text("utf-8").splitlines())
