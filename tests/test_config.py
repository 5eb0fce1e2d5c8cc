"""Settings from desk.toml and the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.config import Settings, settings
from translate.errors import InputError


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The desk.toml of an empty working directory, and no setting in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRANSLATE_MODELS")
    return tmp_path / "desk.toml"


def test_defaults_where_nothing_is_set(desk: Path) -> None:
    found = settings()
    assert (found.model, found.threads) == ("", 0)
    assert found.models.parts[-2:] == ("dragoman", "models")


def test_desk_toml_goes_before_defaults_and_the_environment_before_both(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write_text('model = "fast"\nmodels = "~/desk"\nthreads = 3\n', "utf-8")
    assert settings() == Settings(Path.home() / "desk", "fast", 3)
    monkeypatch.setenv("TRANSLATE_MODEL", "slow")
    monkeypatch.setenv("TRANSLATE_THREADS", "2")
    monkeypatch.setenv("TRANSLATE_MODELS", "/srv/models")
    assert settings() == Settings(Path("/srv/models"), "slow", 2)


def test_a_change_of_the_file_is_noticed(desk: Path) -> None:
    import os

    desk.write_text("threads = 3\n", "utf-8")
    assert settings().threads == 3
    desk.write_text("threads = 4\n", "utf-8")
    os.utime(desk, ns=(1, 1))
    assert settings().threads == 4


WRONG = [
    (b'colour = "red"', "unknown setting 'colour'; known: models, model, threads"),
    (b'threads = "many"', "threads is not a number"),
    (b"threads = 1.5", "threads is not a number"),
    (b"threads = true", "threads is not a number"),
    (b"threads = [1]", "threads is not a number"),
    (b"model = 5", "model is not a text"),
    (b"models = []", "models is not a text"),
    (b'models = "~no-such-user/x"', "models: '~no-such-user/x' names no home directory"),
    (b"= 5", "cannot be read"),
    (b"\xff", "cannot be read"),
    (b"[model]\nname = 1", "model is not a text"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_not_understood_is_an_error_with_the_file(text: bytes, message: str, desk: Path) -> None:
    desk.write_bytes(text)
    with pytest.raises(InputError, match=f"desk.toml: {message}"):
        settings()


def test_a_wrong_number_in_the_environment_is_an_error_with_its_name(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATE_THREADS", "two")
    with pytest.raises(InputError, match="TRANSLATE_THREADS: threads is not a number"):
        settings()
    desk.write_text("threads = 2\n", "utf-8")
    with pytest.raises(InputError, match="TRANSLATE_THREADS"):
        settings()


def test_a_desk_toml_that_is_a_directory_is_no_file_of_settings(desk: Path) -> None:
    desk.mkdir()
    assert settings().model == ""
