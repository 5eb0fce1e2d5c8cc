"""`translate --help` imports nothing heavy, and names every command with one line of help."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from translate import registry

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BANNED = PYPROJECT["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-module-level-imports"]
HEAVY = {*BANNED, "asyncio", "email", "http", "multiprocessing", "sqlite3", "ssl", "urllib.request"}
LOADED = """
import sys
from translate.cli import main
main(sys.argv[1:])
print("", *sys.modules, sep="\\n")
"""
COMMANDS = registry.names("commands")
# Coverage follows a process into its children by these, and brings modules of its own.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "COV_"))
}


def output(*arguments: str) -> str:
    """What a fresh Python prints."""
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT, env=ENVIRONMENT
    ).stdout


def modules(*arguments: str) -> set[str]:
    """Every module that a fresh process has imported when the command is done."""
    return set(output("-c", LOADED, *arguments).splitlines())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), *((name, "--help") for name in COMMANDS)])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert not HEAVY & modules(*arguments)


def test_help_imports_no_command() -> None:
    assert not {f"translate.commands.{name}" for name in COMMANDS} & modules("--help")


def test_importing_the_package_imports_no_part_of_it() -> None:
    found = output("-c", "import sys, translate; print(*sys.modules, sep='\\n')").splitlines()
    assert "translate" in found
    assert not {name for name in found if name.startswith("translate.")}


@pytest.mark.parametrize("script", [("translate_cli.py",), ("-m", "translate")])
def test_help_lists_each_command_with_one_line(script: tuple[str, ...]) -> None:
    listed = output(*script, "--help").partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    told = {line.split()[0]: line for line in listed}
    assert sorted(told) == COMMANDS
    assert all(line.endswith(".") for line in told.values())


def test_the_first_commands_are_there() -> None:
    assert {"draft", "train", "doctor", "corpus"} <= set(COMMANDS)
