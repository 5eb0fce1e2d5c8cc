"""Fifty editors save at once through the REST interface: how long a save takes, and that none is lost.

    python benchmarks/desk.py [--editors 50] [--saves 20] [--database postgresql://…] [--workers 1]

The desk is served on loopback from a database of its own (a temporary SQLite file unless one is given). Each editor has a unit of an article
and saves it about once a second, at moments of their own, each time from the version before. Prints p50, p99 and the slowest save in
milliseconds, what was refused, whether every acknowledged save stands in the history, and the server's CPU time.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from translate import review, store
from translate.readers import read_text
from translate.workflow.draft import draft, open_drafter

ROOT = Path(__file__).parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--editors", type=int, default=50)
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/desk.db"
        tokens, units = prepare(url, given.editors)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "translate",
            "serve",
            "--port",
            str(port),
            "--engine",
            "echo",
            "--workers",
            str(given.workers),
        ]
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "TRANSLATE_DATABASE_URL": url}, stderr=subprocess.DEVNULL
        )
        try:
            base = f"http://127.0.0.1:{port}"
            wait(base)
            before = seconds_of(server.pid)
            measure(base, tokens, units, given.saves, url)
            spent = seconds_of(server.pid) - before
            if spent:
                print(
                    f"server CPU {spent:.2f} s, {spent * 1000 / (given.editors * given.saves):.1f} ms a save"
                )
        finally:
            server.terminate()
            server.wait(20)


def prepare(url: str, editors: int) -> tuple[list[str], list[str]]:
    """A token and a unit for each editor."""
    text = "\n\n".join(
        f"Paragraph {number} tells of the water works of Hasakah." for number in range(editors)
    )
    with store.open(url) as opened:
        console = review.open_console(store=opened)
        article = replace(read_text(text, format="txt"), id=f"load-{time.time_ns()}")
        made = review.open_service(store=opened).submit(draft(article, open_drafter(engine="echo")))
        names = [f"editor{number}-{time.time_ns()}" for number in range(editors)]
        tokens = []
        for name in names:
            console.add_person(name, "translator")
            tokens.append(console.make_token(name)[0])
    return tokens, list(made.added)[:editors]


def seconds_of(process: int) -> float:
    """The CPU time of a process and those that it started; 0 where the system has no /proc."""
    ticks, parents = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            fields = path.read_text().rpartition(")")[2].split()
            number = int(path.parent.name)
            parents[number], ticks[number] = int(fields[1]), int(fields[11]) + int(fields[12])
    family = {process} | {one for one, parent in parents.items() if parent == process}
    return sum(ticks.get(one, 0) for one in family) / os.sysconf("SC_CLK_TCK")


def wait(base: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{base}/ready", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the desk does not answer")


class Editor:
    """Somebody with a connection of their own that stays open, as a browser's does."""

    def __init__(self, base: str, token: str) -> None:
        parts = urlsplit(base)
        self._wire = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
        self._token = token

    def call(self, path: str, body: dict[str, Any] | None, version: int) -> tuple[int, dict[str, Any]]:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "If-Match": f'"{version}"',
        }
        self._wire.request(
            "POST" if body else "GET", path, json.dumps(body).encode() if body else None, headers
        )
        answer = self._wire.getresponse()
        data = answer.read()
        return answer.status, json.loads(data) if answer.status < 400 else {}


def measure(base: str, tokens: list[str], units: list[str], saves: int, url: str) -> None:
    took: list[float] = []
    statuses: dict[int, int] = {}
    last: dict[str, int] = {}
    lock = threading.Lock()

    def edit(editor: Editor, unit: str) -> None:
        version, pauses = 1, random.Random(unit)
        for number in range(saves):
            began = time.perf_counter()
            target = f"عادت المياه إلى الحسكة، المرة {number}."
            status, answer = editor.call(
                f"/api/v1/units/{unit}/revisions",
                {"target": target, "keep_claim": True},
                version,
            )
            seconds = time.perf_counter() - began
            with lock:
                took.append(seconds)
                statuses[status] = statuses.get(status, 0) + 1
            if status == 201:
                version = answer["version"]
            time.sleep(pauses.uniform(0.5, 1.5))  # an editor who saves every second is a quick one
        last[unit] = version

    editors = [Editor(base, token) for token in tokens]
    for editor, unit in zip(editors, units, strict=True):
        editor.call(f"/api/v1/units/{unit}", None, 1)  # as whoever has opened the page
    threads = [threading.Thread(target=edit, args=pair) for pair in zip(editors, units, strict=True)]
    for thread in threads:
        thread.start()
        time.sleep(1.0 / len(threads))
    for thread in threads:
        thread.join()
    took.sort()
    with store.open(url) as opened:
        kept = review.open_console(store=opened)
        lost = [unit for unit, version in last.items() if kept.unit(unit).version != version]
    rank = min(len(took) - 1, int(len(took) * 0.99))
    print(
        f"saves {len(took)}  p50 {took[len(took) // 2] * 1000:.1f} ms  p99 {took[rank] * 1000:.1f} ms  slowest {took[-1] * 1000:.1f} ms"
    )
    print(f"statuses {statuses}  lost {len(lost)}")


if __name__ == "__main__":
    main()
