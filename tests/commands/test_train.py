"""`translate train`: a budget, a recipe, a model; every failure is one line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import tiny
from translate import models

if TYPE_CHECKING:
    from tests.conftest import Cli

WRONG = [
    # arguments, exit code, message
    (("tiny.toml", "-o", "run"), 2, "no budget; give either --hours or --steps"),
    (
        ("tiny.toml", "-o", "run", "--steps", "3", "--hours", "1"),
        2,
        "two budgets; give either --hours or --steps",
    ),
    (("tiny.toml", "--steps", "3"), 2, "Missing option '-o' / '--output'"),
    (("none.toml", "-o", "run", "--steps", "3"), 2, "none.toml: cannot be read"),
    (("bad.toml", "-o", "run", "--steps", "3"), 2, "bad.toml, [shape]: unknown key 'depth'"),
    (("lost.toml", "-o", "run", "--steps", "3"), 2, "no file 'nowhere/*.tsv' of the source 'news'"),
    (("tiny.toml", "-o", "run", "--steps", "0"), 2, "0 is not in the range"),
    (("tiny.toml", "-o", "run", "--hours", "0"), 2, "0.0 is not in the range"),
    (
        ("tiny.toml", "-o", "run", "--steps", "3", "--device", "cuda:99"),
        2,
        "no device 'cuda:99' on this machine",
    ),
    (("tiny.toml", "-o", "tiny.toml", "--steps", "3"), 1, "tiny.toml: File exists"),
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The recipe of a tiny model in the working directory."""
    monkeypatch.chdir(tmp_path)
    path = tiny.home(tmp_path)
    (tmp_path / "bad.toml").write_text("[shape]\ndepth = 3\n", "utf-8")
    (tmp_path / "lost.toml").write_text(tiny.RECIPE.replace("news/*.tsv", "nowhere/*.tsv"), "utf-8")
    return path


@pytest.mark.parametrize(("arguments", "code", "message"), WRONG)
def test_a_wrong_order_is_one_line(
    arguments: tuple[str, ...], code: int, message: str, cli: Cli, home: Path
) -> None:
    for library in ("torch", "transformers"):
        pytest.importorskip(library, reason=f"{library} is not installed (extra train)")
    done = cli("train", *arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err.splitlines()[-1]
    assert "Traceback" not in done.err


def test_without_torch_the_command_says_what_brings_it(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    done = cli("train", "tiny.toml", "-o", "run", "--steps", "3")
    assert (done.code, done.err) == (
        1,
        "translate: torch is not installed; bring it with: pip install 'dragoman[train]'\n",
    )


def test_a_run_prints_the_model_that_it_made(cli: Cli, home: Path) -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed (extra train)")
    pytest.importorskip("transformers", reason="transformers is not installed (extra train)")
    threads = torch.get_num_threads()
    try:
        done = cli("train", "tiny.toml", "-o", "run", "--steps", "2", "--threads", "1")
    finally:
        torch.set_num_threads(threads)
    assert done.code == 0, done.err
    assert models.find(done.out.strip()).card["training"]["steps"] == 2
    assert "of them our own" in done.err.splitlines()[0]
    (home.parent / "lines.txt").write_text("The road is open.\n\nIt is closed.\n", "utf-8")
    drafted = cli("draft", "--lines", "lines.txt", "--from", "en", "--model", done.out.strip(), "--beam", "1")
    assert (drafted.code, drafted.out.count("\n"), drafted.out.splitlines()[1]) == (0, 3, "")
