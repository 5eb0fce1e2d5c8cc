"""The command line: every failure is one line and an exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from translate import cli as desk
from translate import registry
from translate.errors import InputError, MissingExtra, ModelError, ModelNotFound, TranslateError, UnknownPart

if TYPE_CHECKING:
    from tests.conftest import Cli

ROOT = Path(__file__).parents[1]
FAILURES = [
    # what is raised, exit code, the line
    (TranslateError("it went\nwrong"), 1, "it went wrong"),
    (ModelError("no model"), 1, "no model"),
    (
        MissingExtra("train", library="torch"),
        1,
        "torch is not installed; bring it with: pip install 'dragoman[train]'",
    ),
    (ModelNotFound("no such model"), 2, "no such model"),
    (
        InputError("no text", file="a.txt", place="line 3", advice="give one"),
        2,
        "a.txt, line 3: no text; give one",
    ),
    (UnknownPart("engines", "x", ["echo"]), 2, "no 'x' in engines; known: echo"),
    (KeyboardInterrupt(), 130, "stopped"),
    (click.exceptions.Abort(), 130, "stopped"),
    (click.ClickException("two\nlines"), 1, "two lines"),
    (FileNotFoundError(2, "No such file or directory", "a.txt"), 1, "a.txt: No such file or directory"),
    (OSError("strange"), 1, "input or output: strange"),
    (MemoryError(), 1, "not enough memory; give smaller files, or fewer threads"),
]


@pytest.mark.parametrize(("failure", "code", "line"), FAILURES, ids=lambda value: type(value).__name__)
def test_every_failure_is_one_line_and_an_exit_code(
    failure: BaseException, code: int, line: str, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(desk.main_group, "main", failing)
    done = cli("draft")
    assert (done.code, done.out, done.err) == (code, "", f"translate: {line}\n")


def test_a_flaw_of_the_program_is_one_line_that_says_how_to_report_it(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError("oh\nno")

    monkeypatch.setattr(desk.main_group, "main", failing)
    with pytest.raises(RuntimeError):
        cli("draft")
    monkeypatch.delenv("TRANSLATE_TRACEBACK")
    done = cli("draft")
    assert done.code == 1
    assert done.err == (
        "translate: a flaw of this program: RuntimeError: oh no; set TRANSLATE_TRACEBACK=1 to see where, and report it\n"
    )


@pytest.mark.parametrize(
    "arguments", [("nothing",), ("--nothing",), ("draft", "--nothing"), ("_progress",), ("corpus", "nothing")]
)
def test_what_is_not_known_is_told_in_one_line(arguments: tuple[str, ...], cli: Cli) -> None:
    done = cli(*arguments)
    assert done.code == 2
    assert done.err.startswith("translate: No such ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [(), ("corpus",)])
def test_a_group_without_a_command_shows_its_help_in_lines(arguments: tuple[str, ...], cli: Cli) -> None:
    done = cli(*arguments)
    assert done.code == 2
    assert "Commands:\n" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("name", registry.names("commands"))
def test_every_command_has_help(name: str, cli: Cli) -> None:
    done = cli(name, "--help")
    assert done.code == 0
    assert done.out.startswith(f"Usage: translate {name} ")


def test_the_version_is_told(cli: Cli) -> None:
    from translate import __version__

    assert cli("--version").out.strip() == f"dragoman, version {__version__}"


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    """`translate draft --lines | head -0`"""
    process = subprocess.Popen(
        [sys.executable, "-m", "translate", "draft", "--lines", "--engine", "echo", "--no-glossary"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stdin.write(b"The road is open.\n" * 9000)
    process.stdin.close()
    code, told = process.wait(), process.stderr.read()
    process.stderr.close()
    assert code == 1
    assert b"Traceback" not in told
    assert b"translate:" not in told


def test_letters_come_out_as_utf8_whatever_the_locale_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "translate", "draft", "--lines", "--engine", "echo", "--no-glossary"],
        input="الطريق مفتوح\n".encode(), capture_output=True, check=True, cwd=ROOT,
        env={"PATH": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert done.stdout.decode() == "الطريق مفتوح\n"
