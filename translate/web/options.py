"""What `translate serve` is told, as one frozen value that worker processes read from their environment."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "TRANSLATE_SERVE"  # how options travel to worker processes
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))


@dataclass(frozen=True, slots=True)
class Options:
    """How the desk is served.

    `hosts` are the names that a request may be addressed to (empty: every name, or only those of this machine where
    it listens on the loopback interface). `hooks` are names of one's own network that webhooks may call. `keys` says whether the LibreTranslate routes want a key. Sizes are bytes
    (`body`, `upload`) and characters (`characters`), times seconds. `rate` is requests a minute of one client.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    hosts: tuple[str, ...] = ()
    hooks: tuple[str, ...] = ()
    proxies: str = ""
    secure: bool = False
    keys: bool = False
    model: str | None = None
    engine: str | None = None
    database: str | None = None
    solo: bool = False
    characters: int = 200_000
    batch: int = 1_000
    body: int = 2_000_000
    upload: int = 20_000_000
    slow: float = 30.0
    rate: int = 1_200
    session: int = 14 * 24 * 3600
    folder: str = ""
    background: bool = True

    @property
    def is_local(self) -> bool:
        return self.host in LOOPBACK

    def named(self) -> frozenset[str]:
        """The host names that are answered; empty for all."""
        if self.hosts:
            return frozenset(name.casefold() for name in self.hosts)
        return frozenset((*LOOPBACK, "[::1]", "testserver")) if self.is_local else frozenset()

    def shared(self, name: str) -> Path | None:
        """The file that the workers count something in together; None where there is one worker."""
        return Path(self.folder) / f"{name}.counts" if self.workers > 1 and self.folder else None

    def export(self) -> None:
        """Put the options where worker processes find them."""
        os.environ[VARIABLE] = json.dumps(asdict(self))


def from_environment() -> Options:
    """The options that `export` wrote; the defaults where there are none."""
    values = json.loads(os.environ.get(VARIABLE, "{}"))
    for name in ("hosts", "hooks"):
        values[name] = tuple(values.get(name, ()))
    return Options(**values)
