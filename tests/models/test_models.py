"""Models by name and by directory, and cards that are what they should be."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from translate import models
from translate.errors import ModelError, ModelNotFound


def made(
    folder: Path, *, files: tuple[str, ...] = ("model.bin", "source.spm", "target.spm"), card: Any = None
) -> Path:
    """A directory that looks like a model."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        (folder / name).write_bytes(name.encode())
    if card is not None:
        (folder / "card.json").write_text(card if isinstance(card, str) else json.dumps(card), "utf-8")
    return folder


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of installed models."""
    monkeypatch.setenv("TRANSLATE_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


KINDS = [
    (("model.bin", "source.spm", "target.spm"), "ctranslate2"),
    (("config.json", "model.safetensors"), "transformers"),
    (("config.json", "model-00001-of-00002.safetensors", "vocab.json"), "transformers"),
    (("model.bin", "source.spm", "config.json", "model.safetensors"), "ctranslate2"),
]


@pytest.mark.parametrize(("files", "engine"), KINDS)
def test_the_files_of_a_directory_tell_its_engine(
    files: tuple[str, ...], engine: str, tmp_path: Path
) -> None:
    model = models.find(made(tmp_path / "desk", files=files))
    assert (model.name, model.path, model.engine, model.card) == ("desk", tmp_path / "desk", engine, {})
    assert not model.is_builtin


@pytest.mark.parametrize(
    "files", [(), ("model.bin",), ("config.json",), ("pytorch_model.bin", "config.json"), ("card.json",)]
)
def test_a_directory_without_a_model_is_told_what_it_needs(files: tuple[str, ...], tmp_path: Path) -> None:
    made(
        tmp_path,
        files=tuple(name for name in files if name != "card.json"),
        card={} if "card.json" in files else None,
    )
    with pytest.raises(ModelNotFound, match=r"no model in this directory; it needs model\.bin"):
        models.find(tmp_path)


def test_an_installed_model_is_found_by_its_name_and_goes_before_an_embedded_one(shelf: Path) -> None:
    made(shelf / "fast", card={"name": "fast", "limit": 90})
    made(shelf / models.DEFAULT, card={"licence": "CC0"})
    made(shelf / "no-card")
    assert models.find("fast").card["limit"] == 90
    assert models.find().path == shelf / models.DEFAULT
    found = {model.name: model.path for model in models.installed()}
    assert found == {"fast": shelf / "fast", models.DEFAULT: shelf / models.DEFAULT}


def test_a_model_that_cannot_be_used_does_not_hide_the_others(shelf: Path) -> None:
    made(shelf / "fast", card={"name": "fast"})
    made(shelf / "slow", card="{")
    assert {model.name for model in models.installed()} >= {"fast", models.DEFAULT}
    assert any("slow" in str(found) for found in models.look() if isinstance(found, ModelError))
    with pytest.raises(ModelNotFound, match="no model 'none'"):
        models.find("none")


@pytest.mark.parametrize("name", ["none", "", "../fast", "a/b", "fast\x00", "~", "."])
def test_a_name_that_is_none_is_told_the_known_ones(
    name: str, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made(shelf / "fast", card={"name": "fast"})
    with pytest.raises(ModelNotFound, match=r"^no model|no model in this directory"):
        models.find(name)


def test_known_models_are_named_where_one_is_missing(shelf: Path) -> None:
    made(shelf / "fast", card={"name": "fast"})
    with pytest.raises(ModelNotFound, match=r"no model 'slow'; installed: .*fast"):
        models.find("slow")


BAD_CARDS = [
    ("{", "cannot be read"),
    (b"\xff\xfe", "cannot be read"),
    ("[]", "is not a JSON object"),
    ({"name": 5}, "name"),
    ({"sha256": ["x"]}, "sha256"),
    ({"limit": "many"}, "limit"),
    ({"limit": True}, "limit"),
    ({"limit": 2}, "limit"),
    ({"shape": 5}, "shape"),
    ({"shape": {"positions": None}}, "shape"),
    ({"terms": ["<t>"]}, "terms"),
    ({"terms": "<t></t>"}, "terms"),
    ({"terms": [1, 2]}, "terms"),
    ({"placeholders": [""]}, "placeholders"),
    ({"placeholders": 7}, "placeholders"),
]


@pytest.mark.parametrize(("card", "message"), BAD_CARDS)
def test_a_card_that_cannot_be_used_is_an_error_that_names_it(
    card: Any, message: str, tmp_path: Path
) -> None:
    made(tmp_path, card="{}")
    data = card if isinstance(card, bytes) else (card if isinstance(card, str) else json.dumps(card)).encode()
    (tmp_path / "card.json").write_bytes(data)
    with pytest.raises(ModelError, match=rf"card\.json: .*{message}"):
        models.find(tmp_path)


@pytest.mark.parametrize(
    "card",
    [{}, {"terms": None, "placeholders": None}, {"limit": 120, "terms": ["<t>", "</t>"], "scores": []}],
)
def test_a_card_may_leave_things_out(card: dict[str, Any], tmp_path: Path) -> None:
    assert models.find(made(tmp_path, card=card)).card == card


def test_weights_are_compared_with_the_card(tmp_path: Path) -> None:
    right = hashlib.sha256(b"model.bin").hexdigest()
    models.verify(models.find(made(tmp_path / "right", card={"sha256": right})))
    models.verify(models.find(made(tmp_path / "silent", card={})))
    for name, files in (("wrong", ("model.bin", "source.spm")), ("none", ("config.json", "a.safetensors"))):
        model = models.find(made(tmp_path / name, files=files, card={"sha256": "0" * 64}))
        with pytest.raises(ModelError, match="the weights are not those of the card"):
            models.verify(model)


def test_the_embedded_model_is_whole_and_says_what_it_is() -> None:
    model = models.find()
    assert model.is_builtin
    models.verify(model)
    assert model.card["licence"]
    assert len(model.card["terms"]) == 2
