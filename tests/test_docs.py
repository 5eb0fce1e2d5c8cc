"""The manual is whole and true: every command, option, setting, format, key, code and folder stands in it, and what it shows exists."""

from __future__ import annotations

import inspect
import re
import shlex
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

import translate
from translate import config, model, publishers, readers, registry
from translate.cli import main_group
from translate.glossary.tsv import COLUMNS
from translate.publishers import json as json_publisher
from translate.text.reasons import REASONS
from translate.training import recipe
from translate.workflow.draft import draft, open_drafter

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [
    ROOT / name
    for name in ("README.md", "ARCHITECTURE.md", "STYLE.md", "CHANGELOG.md", "benchmarks/README.md")
]
PAGES += sorted(DOCS.glob("*.md"))
PACKAGES = sorted(path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("translate/*/__init__.py"))
TOP = ["translate", "glossaries", "corpora", "tests", "docs", "examples", "benchmarks", "changelog.d"]
FORBIDDEN = {  # the same import name as ours, or a licence that binds those who use us
    "translate-toolkit", "pyarabic", "tashaphyne", "ebooklib", "unidecode",
}  # fmt: skip
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a group with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield (*path, name), found
        if isinstance(found, click.Group):
            yield from commands(found, *path, name)


COMMANDS = dict(commands(main_group))


def manual(name: str) -> str:
    return (DOCS / f"{name}.md").read_text("utf-8")


def cells(page: str) -> set[str]:
    """What stands as code in the text of a page."""
    return set(re.findall(r"`([^`\n]+)`", page))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_its_heading_in_the_manual(path: tuple[str, ...]) -> None:
    assert re.search(rf"^#+ translate {' '.join(path)}$", manual(path[0]), re.MULTILINE)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_stands_in_the_manual(path: tuple[str, ...]) -> None:
    heading = f"# translate {' '.join(path)}\n"
    section = manual(path[0]).partition(heading)[2]
    if len(path) > 1:
        section = section.partition("\n## translate")[0]
    told = {word for cell in cells(section) for word in re.split(r"[ \\]", cell)}
    command = COMMANDS[path]
    options = {
        name
        for option in command.params
        if isinstance(option, click.Option)
        for name in (*option.opts, *option.secondary_opts)
    }
    assert options - told == set()


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_has_a_help_line(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    assert command.help
    assert [
        option.name for option in command.params if isinstance(option, click.Option) and not option.help
    ] == []


@pytest.mark.parametrize("name", [item.name for item in fields(config.Settings)])
def test_every_setting_stands_in_the_manual(name: str) -> None:
    assert {name, config.variable(name)} <= cells(manual("settings"))


def test_every_format_stands_in_the_manual() -> None:
    told = cells(manual("formats"))
    assert set(readers.formats()) <= told
    assert {suffix for name in readers.formats() for suffix in readers.reader(name).suffixes} <= told
    assert {publishers.publisher(name).suffix for name in publishers.formats()} <= told
    assert set(model.BlockKind) <= told


def test_every_key_of_the_json_stands_in_the_manual() -> None:
    page = '<h1>Hasakah</h1><p>The road to <a href="https://example.org/">Hasakah</a> has 3 lanes.</p><h1>Hasakah</h1>'
    drafted = draft(readers.read_text(page, format="html"), open_drafter(engine="echo"), to="ar")
    found = set(keys(json_publisher.shape(drafted)))
    assert {"duplicate_of", "source_markup", "surface", "severity"} <= found
    assert found - {"href", "title"} - cells(manual("formats")) == set()


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = value.values()
    elif not isinstance(value, list):
        return
    for part in value:
        yield from keys(part)


@pytest.mark.parametrize("name", registry.names("checks"))
def test_every_issue_code_stands_in_the_manual(name: str) -> None:
    codes = {code for code in REASONS if code.partition(".")[0] == name}
    assert codes
    assert codes <= cells(manual("checks"))


def test_every_column_of_a_glossary_stands_in_the_manual() -> None:
    assert set(COLUMNS) <= cells(manual("glossary"))


@pytest.mark.parametrize("part", [recipe.Shape, recipe.Schedule, recipe.Augmentation, recipe.Source])
def test_every_key_of_a_recipe_stands_in_the_manual(part: Any) -> None:
    assert {item.name for item in fields(part)} <= cells(manual("train"))


def test_the_python_interface_stands_in_the_manual() -> None:
    page = manual("python")
    assert set(inspect.signature(translate.draft).parameters) <= cells(page)
    assert all(f"translate.{name}" in page for name in translate.__all__)


def shown() -> Iterator[tuple[str, str]]:
    """Every command line that a page shows, with the name of the page."""
    for page in PAGES:
        for language, body in FENCE.findall(page.read_text("utf-8")):
            if language in ("sh", "console"):
                for line in body.splitlines():
                    line = line.removeprefix("$ ").partition("  #")[0].strip()
                    for part in re.split(r" \| | && ", line):
                        if part.split()[:1] in (["translate"], ["make"]):
                            yield page.name, part


SHOWN = sorted(set(shown()))


def test_the_readme_shows_the_two_commands() -> None:
    assert {("README.md", "make demo"), ("README.md", "make test")} <= set(SHOWN)


@pytest.mark.parametrize(("page", "line"), SHOWN)
def test_every_command_line_of_the_manual_can_be_called(page: str, line: str) -> None:
    words = shlex.split(re.sub(r"\s[<>]\s*\S+", "", line))
    if words[0] == "make":
        targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert {word for word in words[1:] if "=" not in word} <= set(targets)
        return
    command: click.Command = main_group
    context = click.Context(command, info_name="translate")
    rest = words[1:]
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(context, rest[0])
        assert found is not None, line
        command, rest = found, rest[1:]
        context = click.Context(command, info_name=words[0])
    if rest not in (["--help"], ["--version"]):
        command.parse_args(context, rest)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_the_manual_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", FENCE.sub("", page.read_text("utf-8")))
    assert [target for target in targets if "://" not in target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    named = {
        cell
        for cell in cells(FENCE.sub("", page.read_text("utf-8")))
        if re.fullmatch(r"(?:translate|tests|docs|corpora|benchmarks|examples|glossaries)/[\w./-]*", cell)
    }
    assert [
        name
        for name in sorted(named)
        if not (ROOT / name).exists() and not name.startswith("translate/models/builtin/")
    ] == []


@pytest.mark.parametrize("folder", [*PACKAGES, *TOP])
def test_every_folder_stands_in_the_architecture(folder: str) -> None:
    assert f"{Path(folder).name}/" in (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def test_the_architecture_names_no_folder_that_is_not_there() -> None:
    tree = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("## The package")[2].partition("\n## ")[0]
    named = set(re.findall(r"^ {2}(\w+)/ ", FENCE.findall(tree)[0][1], re.MULTILINE))
    assert named == {Path(folder).name for folder in PACKAGES}


def test_style_and_architecture_name_the_layers_of_pyproject() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert [layer for layer in layers if layer not in page] == []


def test_no_dependency_is_forbidden() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    wanted = [*project["project"]["dependencies"], *(name for extra in extras for name in extra)]
    names = {re.split(r"[\[<>=!~; ]", name)[0].lower().replace("_", "-") for name in wanted}
    assert names & FORBIDDEN == set()
    assert "torch" not in {re.split(r"[\[<>=!~; ]", name)[0] for name in project["project"]["dependencies"]}


def test_the_changelog_fragments_are_whole_sentences() -> None:
    fragments = sorted((ROOT / "changelog.d").glob("*.md"))
    assert fragments
    for path in fragments:
        assert re.fullmatch(r"[\w-]+\.(added|changed|fixed|removed)\.md", path.name)
        assert path.read_text("utf-8").strip().endswith("."), path.name
