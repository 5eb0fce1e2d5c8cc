"""Workers that some articles harm: for tests of what becomes of such articles."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.archive import work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translate.engines import Decoding
    from translate.model import Hypothesis

PACE = "TESTS_PACE"  # seconds that each call of the engine takes
COUNT = "TESTS_COUNT"  # a file to which each text that is decoded is written


class Harmed:
    """The echo engine, which some words end, stop, fill or confuse."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> list[list[Hypothesis]]:
        time.sleep(float(os.environ.get(PACE, "0")))
        if COUNT in os.environ:
            with Path(os.environ[COUNT]).open("a", encoding="utf-8") as counted:
                counted.writelines(f"{text}\n" for text in texts)
        for text in texts:
            if "KILLER" in text:
                os._exit(9)
            if "SLEEPER" in text:
                time.sleep(60)
            if "GLUTTON" in text:
                held = b"x" * 400_000_000
                time.sleep(3)
                del held
            if "FLAW" in text:
                raise RuntimeError("a planted flaw")
        found: list[list[Hypothesis]] = self._engine.translate(
            texts, source=source, target=target, decoding=decoding
        )
        return found


def open_worker(order: dict[str, Any]) -> Callable[[Any], Any]:
    """As the archive's, with an engine that can be harmed."""
    desk = work.open_desk(order)
    object.__setattr__(desk.drafter, "engine", Harmed(desk.drafter.engine))
    return desk.do
