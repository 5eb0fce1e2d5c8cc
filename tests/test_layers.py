"""What import-linter does not see: text/ and the nouns touch nothing, torch stays where it belongs, a family's parts have its shape."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translate import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "translate"
PURE = [
    *sorted((PACKAGE / "text").glob("*.py")),
    PACKAGE / "model.py",
    PACKAGE / "languages.py",
    PACKAGE / "errors.py",
]
OUTWARD = {
    "os",
    "io",
    "sys",
    "pathlib",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "urllib",
    "logging",
    "time",
    "random",
}
CALLS = {"open", "print", "input", "exec", "eval"}
TORCH = {"torch", "transformers", "safetensors"}
TORCH_AT = ("training/", "engines/transformers.py", "models/convert.py", "commands/train.py")
DISTRIBUTIONS = {
    "markdown_it": "markdown_it_py",
    "docx": "python_docx",
    "argon2": "argon2_cffi",
    "fontTools": "fonttools",
}
BROUGHT = {"markupsafe", "pydantic", "starlette"}  # by jinja2 and fastapi, whose own types they are
UNSEEN = {"python_multipart", "psycopg"}  # fastapi and SQLAlchemy import them by name
FAMILIES = {
    # family: what each of its parts offers
    "readers": {"suffixes", "looks_like", "read"},
    "engines": {"open_engine"},
    "checks": {"check"},
    "metrics": {"score"},
    "publishers": {"suffix"},
    "exchange": {"suffixes", "keeps_codes", "write", "read"},
    "commands": {"command"},
    "runners": {"run"},
}
HIDDEN = {chr(number) for number in (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def imported(path: Path) -> Iterator[str]:
    """The top-level name of every module that a file imports when it runs; imports for types alone do not count."""
    tree = ast.parse(path.read_text("utf-8"))
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", PURE, ids=name)
def test_text_and_nouns_touch_nothing_outside(path: Path) -> None:
    called = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert OUTWARD & set(imported(path)) == set()
    assert CALLS & called == set()


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {name for extra in project["optional-dependencies"].values() for name in extra}
    declared = {
        re.split(r"[\[<>=!~; ]", name)[0].replace("-", "_") for name in (*project["dependencies"], *extras)
    }
    used = {found for path in PACKAGE.rglob("*.py") for found in imported(path)} - sys.stdlib_module_names
    found = {DISTRIBUTIONS.get(one, one) for one in used - {"translate"} - BROUGHT}
    assert found == declared - {"dragoman"} - UNSEEN


def test_torch_stays_where_it_belongs() -> None:
    users = {name(path) for path in PACKAGE.rglob("*.py") if TORCH & set(imported(path))}
    assert users
    assert [user for user in sorted(users) if not user.startswith(TORCH_AT)] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_each_part_of_a_family_has_its_shape(family: str) -> None:
    parts = registry.names(family)
    assert parts
    for part in parts:
        offered = set(dir(registry.load(family, part)))
        missing = FAMILIES[family] - offered
        assert not missing, f"{family}/{part}.py"
        if family == "publishers":  # of drafts, of editions, or of both
            assert offered & {"render", "write"}, f"{family}/{part}.py"


def test_no_direction_mark_is_pasted_into_a_source() -> None:
    sources = [
        path for folder in ("translate", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")
    ]
    assert [path.name for path in sources if HIDDEN & set(path.read_text("utf-8"))] == []
