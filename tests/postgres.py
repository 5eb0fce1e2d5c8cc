"""A throw-away PostgreSQL server from the machine's binaries, for tests: one a process, one database a test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MISSING = "PostgreSQL is not installed (Debian: apt-get install postgresql)"


def binaries() -> Path | None:
    """The folder of the newest server's binaries; None where there is none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3].split(".")[0])
    )
    if found:
        return found[-1].parent
    elsewhere = shutil.which("pg_ctl")
    return Path(elsewhere).parent if elsewhere else None


def _memory() -> str | None:
    """A file system in memory with room for a server, which makes and drops a database a test; None where there is none."""
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() and shutil.disk_usage(shared).free > 400 << 20 else None


class Server:
    """A running server in a folder of its own; ended and removed by `stop`."""

    def __init__(self) -> None:
        home = binaries()
        if home is None:
            raise FileNotFoundError(MISSING)
        self.home = home
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_memory()))
        self.count = 0
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(self.folder, "postgres")
        data = self.folder / "data"
        self._run(
            "initdb", "-D", str(data), "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off "
            "-c full_page_writes=off -c max_connections=60 -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=80MB -c autovacuum=off -c shared_buffers=32MB"
        )
        self._run(
            "pg_ctl",
            "-D",
            str(data),
            "-o",
            options,
            "-l",
            str(self.folder / "log"),
            "-w",
            "-t",
            "60",
            "start",
        )

    def _run(self, name: str, *arguments: str) -> None:
        command = [str(self.home / name), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
        # Files, not pipes: the server keeps what pg_ctl had open, and a pipe would never end.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, cwd="/", check=False
            )
            said.seek(0)
            if done.returncode:
                raise RuntimeError(f"{name}: {said.read().decode(errors='replace')}")

    def url(self, name: str) -> str:
        return f"postgresql://desk@127.0.0.1:{self.port}/{name}"

    def database(self, template: str = "template0") -> str:
        """The name of a new database, a copy of another one."""
        import psycopg

        self.count += 1
        name = f"desk{self.count}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode())
        return name

    def drop(self, name: str) -> None:
        self.execute([f"DROP DATABASE {name} WITH (FORCE)"])

    def execute(self, statements: Sequence[str], name: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(self.url(name), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
