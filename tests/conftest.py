"""What all tests share: no settings and no network of this machine, the command line in-process, and a count of what was skipped."""

from __future__ import annotations

import os
import socket
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
NO_SKIPS = "TRANSLATE_CI_NO_SKIPS"  # 1: a run that skipped a test has failed
MAY_BE_SKIPPED = {"the official schema is not on this machine"}  # schemas that we may use and not hand on

settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("house")


@dataclass(frozen=True, slots=True)
class Done:
    """A command that ran: its exit code and what it printed."""

    code: int
    out: str
    err: str


class Cli(Protocol):
    """Runs `translate` with arguments in this process."""

    def __call__(self, *arguments: str | Path) -> Done: ...


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Neither TRANSLATE_* nor the user's own models reach a test; an unexpected error shows where it comes from."""
    for name in [name for name in os.environ if name.startswith("TRANSLATE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TRANSLATE_MODELS", str(tmp_path_factory.getbasetemp() / "no-models"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "data"))
    monkeypatch.setenv("TRANSLATE_TRACEBACK", "1")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """A connection that leaves this machine fails the test that tries it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line: `cli("draft", path, "--to", "ar")` gives exit code, output and messages."""
    from translate.cli import main

    def call(*arguments: str | Path) -> Done:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of example articles."""
    return ROOT / "examples"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of a very small model that our own training code made: `transformers/`, `ctranslate2/`, `vocabulary/`."""
    for library in ("torch", "transformers", "safetensors", "numpy"):
        pytest.importorskip(library, reason=f"{library} is not installed (extra train)")
    from tests.tiny import train

    return train(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A PostgreSQL server of this test process (`tests.postgres.Server`), with an empty desk `empty` to copy."""
    from tests import postgres as servers
    from translate import store

    if servers.binaries() is None:
        pytest.skip(servers.MISSING)
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    server = servers.Server()
    try:
        server.execute(["CREATE DATABASE empty TEMPLATE template0"])
        store.open(server.url("empty")).close()
        yield server
    finally:
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty desk, on each of the two databases."""
    from tests.desks import sqlite_url

    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
        return
    server = request.getfixturevalue("postgres")
    name = server.database("empty")
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def team(database_url: str) -> Iterator[Any]:
    """A desk with people (`tests.desks.Team`), on each of the two databases."""
    from tests.desks import Team
    from translate import store

    with store.open(database_url) as opened:
        yield Team(opened)


def skipped(config: pytest.Config) -> Counter[str]:
    """How many tests, or whole files, were skipped for each reason."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    found = (
        {report.nodeid: _reason(report) for report in reporter.stats.get("skipped", [])} if reporter else {}
    )
    return Counter(found.values())


def forbidden(config: pytest.Config) -> set[str]:
    """The reasons for which tests were skipped although this run may skip none."""
    return skipped(config).keys() - MAY_BE_SKIPPED if os.environ.get(NO_SKIPS) == "1" else set()


def _reason(report: Any) -> str:
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr).removeprefix(
        "Skipped: "
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    if forbidden(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    counted = skipped(config)
    if not counted:
        return
    terminalreporter.section("skipped")
    for reason, number in counted.most_common():
        terminalreporter.line(f"{number} skipped: {reason}")
    for reason in sorted(forbidden(config)):
        terminalreporter.line(f"{NO_SKIPS}=1, and skipped all the same: {reason}", red=True)
