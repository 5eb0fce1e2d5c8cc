"""`translate doctor`: what is there, what is missing, and the command that brings it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translate import models
from translate.commands import doctor
from translate.errors import InputError

if TYPE_CHECKING:
    from tests.conftest import Cli


def test_everything_is_looked_at_and_a_draft_is_made_each_way(cli: Cli) -> None:
    done = cli("doctor")
    assert done.code == 0
    for part in (
        "python",
        *doctor.REQUIRED,
        "model newsdesk",
        "models folder",
        "trial draft",
        "house glossary",
    ):
        assert f"ok  {part} " in done.out
    trial = next(line for line in done.out.splitlines() if "trial draft" in line)
    arabic, _, english = trial.partition("trial draft")[2].partition(" | ")
    assert any("\u0600" < letter < "\u06ff" for letter in arabic)
    assert any("a" <= letter <= "z" for letter in english)


def test_no_draft_is_made_where_none_is_wanted(cli: Cli) -> None:
    done = cli("doctor", "--no-draft")
    assert done.code == 0
    assert "trial draft" not in done.out


def test_a_missing_library_is_told_with_its_remedy_and_an_extra_is_no_failure(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = doctor._version
    monkeypatch.setattr(
        doctor, "_version", lambda name: "" if name in ("torch", "wordfreq") else version(name)
    )
    done = cli("doctor", "--no-draft")
    assert done.code == 0
    assert "torch, wordfreq not installed (not needed for drafting)" in done.out
    assert "→ pip install torch && pip install 'dragoman[train]'" in done.out
    monkeypatch.setattr(
        doctor, "_version", lambda name: "" if name in ("lxml", "wordfreq") else version(name)
    )
    done = cli("doctor", "--no-draft")
    assert done.code == 1
    assert "--  lxml " in done.out
    assert "→ pip install dragoman\n" in done.out
    assert "→ pip install 'dragoman[train]'\n" in done.out


def test_a_package_that_is_not_there_has_no_version() -> None:
    assert doctor._version("no-such-package-anywhere") == ""


BROKEN = [
    # the card of an installed model, what is told
    (json.dumps({"name": "fast", "sha256": "0" * 64}), "the weights are not those of the card"),
    ("{", "the model card cannot be read"),
    (json.dumps({"limit": "many"}), "limit in the model card"),
]


@pytest.mark.parametrize(("card", "message"), BROKEN)
def test_a_broken_model_is_told_and_the_others_are_looked_at(
    card: str, message: str, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATE_MODELS", str(tmp_path))
    (tmp_path / "fast").mkdir()
    for name in ("model.bin", "source.spm", "target.spm"):
        (tmp_path / "fast" / name).touch()
    (tmp_path / "fast" / "card.json").write_text(card, "utf-8")
    done = cli("doctor", "--no-draft")
    assert done.code == 1
    assert message in done.out
    assert "ok  model newsdesk" in done.out


def test_no_model_at_all_is_told(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "BUILTIN", tmp_path / "builtin")
    done = cli("doctor")
    assert done.code == 1
    assert "--  models " in done.out
    assert "trial draft" not in done.out


def test_a_flawed_glossary_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def flawed() -> None:
        raise InputError("ar: is empty", file="places.tsv:7:3")

    monkeypatch.setattr("translate.glossary.load", flawed)
    done = cli("doctor", "--no-draft")
    assert done.code == 1
    assert "places.tsv:7:3: ar: is empty" in done.out
    assert "→ translate glossary lint" in done.out


def test_a_draft_that_fails_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise InputError("no text")

    monkeypatch.setattr("translate.draft", failing)
    done = cli("doctor")
    assert done.code == 1
    assert "--  trial draft" in done.out


def test_a_wrong_setting_is_one_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATE_THREADS", "two")
    done = cli("doctor")
    assert done.code == 2
    assert done.err == "translate: TRANSLATE_THREADS: threads is not a number: 'two'; give 0 for every core\n"
