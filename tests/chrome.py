"""The machine's own Chromium without a window, and a desk that is served to it from a process of its own: for tests that do what people do."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate import review, store
from translate.store import people
from translate.web import auth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

MISSING = "Chromium is not installed (Debian: apt-get install chromium)"
ROOT = Path(__file__).parents[1]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
WAIT = 20_000  # ms that a page may take to show what is waited for, on a machine that does much else
WIDE, NARROW = (1280, 900), (390, 844)  # a desk and a telephone


def binary() -> str | None:
    """Where Chromium is; None where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    return None


def browser() -> Iterator[Browser]:
    """A running Chromium; ended when the iterator goes on."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=binary(), args=ARGUMENTS)
        yield running
        running.close()


class Served:
    """`translate serve` on loopback, which can be killed and started again on its port; `stop` ends it."""

    def __init__(self, url: str, folder: Path, *options: str, engine: str = "echo") -> None:
        self.url, self.options = url, ("--engine", engine, *options)
        self.log = folder / "serve.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Serve, and wait until the desk answers."""
        command = [sys.executable, "-m", "translate", "serve", "--port", str(self.port), *self.options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, "TRANSLATE_DATABASE_URL": self.url},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{self.base}/ready", timeout=5):
                    return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"the desk does not answer: {self.log.read_text(errors='replace')[-2000:]}")

    def kill(self) -> None:
        """Kill it as it stands: SIGKILL."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as a person does: SIGTERM."""
        self._end(signal.SIGTERM)

    def _end(self, by: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(by)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(30)


def signed_in(
    chrome: Browser,
    served: Served,
    name: str,
    *,
    language: str = "en",
    size: tuple[int, int] = WIDE,
    **options: Any,
) -> BrowserContext:
    """A browser of its own that somebody has signed in with."""
    with store.open(served.url) as opened, opened.write() as connection:
        person = people.get(connection, name)
        found = auth.begin(connection, person, address="127.0.0.1", agent="test", seconds=3600)
    context = chrome.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-GB", **options)
    context.set_default_timeout(WAIT)
    context.add_cookies(
        [
            {"name": "desk", "value": found.secret, "url": served.base},
            {"name": "language", "value": language, "url": served.base},
        ]
    )
    return context


def editing(context: BrowserContext, served: Served, article: str, unit: str = "") -> Page:
    """The editing page of an article, ready to be typed in."""
    page = context.new_page()
    page.goto(f"{served.base}/articles/{article}/edit" + (f"?unit={unit}" if unit else ""))
    page.wait_for_selector("#editor[data-ready='1']", state="attached")
    page.wait_for_selector("#side section")
    return page


def desk(served: Served, name: str) -> review.Desk:
    """The desk of a person, beside the browser; its store stays open as long as it is used."""
    return review.open(name, store=store.open(served.url))
