"""Progress on stderr: nothing for short work, a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import pytest

from translate import commands
from translate.commands import progress


class Clock:
    """Time that goes by as it is told."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(commands, "time", clock)
    return clock


def test_short_work_shows_nothing(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with progress("a.txt") as show:
        for done in range(9):
            clock.now += 0.2
            show(done, 9)
    assert capsys.readouterr().err == ""


def test_a_log_gets_a_line_now_and_then(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with progress("a.txt") as show:
        for done in (0, 10, 20, 30, 40):
            clock.now += 6
            show(done, 40)
    assert capsys.readouterr().err.splitlines() == [
        "a.txt: 0/40 segments, 0.0 a second",
        "a.txt: 30/40 segments, 1.2 a second, 0:08 left",
    ]


@pytest.mark.parametrize("total", [0, 20000])
def test_a_terminal_gets_a_bar_that_is_wiped_in_the_end(
    total: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress("a.txt", unit="texts") as show:
        show(total // 4, total)
        show(total, total)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "a.txt" in shown.err
    assert f"{total}/{total}" in shown.err
    assert shown.err.endswith("\x1b[2K")
