"""Training goes on from a converted model: the network says what the model says, and what cannot be gone on from is told."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from tests import tiny
from translate.cli import main
from translate.errors import TrainingError

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")

from translate.training import finetune, fit, recipe  # noqa: E402


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.home(tmp_path_factory.mktemp("home") / "corpora")


@pytest.fixture(scope="module")
def learnt(home: Path, tmp_path_factory: pytest.TempPathFactory) -> fit.Run:
    run = fit.Run(
        recipe.load(home), tmp_path_factory.mktemp("run"), home=home.parent, data=None, say=lambda line: None
    )
    for step in range(3):
        run.step(step / 6)
    return run


@pytest.mark.parametrize(("quantization", "near"), [("float32", 0.0), ("float16", 2e-3), ("int8", 2e-2)])
def test_a_network_goes_on_from_the_weights_of_a_model(
    quantization: str, near: float, home: Path, learnt: fit.Run, tmp_path: Path
) -> None:
    model = learnt.export(f"model-{quantization}", quantization=quantization)
    said: list[str] = []
    run = fit.Run(recipe.load(home), tmp_path, home=home.parent, data=None, say=said.append, start=model)
    assert any("goes on from the weights" in line for line in said)
    assert run.pieces.processor.serialized_model_proto() == learnt.pieces.processor.serialized_model_proto()
    for (name, had), (_, has) in zip(
        learnt.network.named_parameters(), run.network.named_parameters(), strict=True
    ):
        assert float((had - has).detach().abs().max()) <= near, name
    assert run.progress.step == 0
    run.step(0.0)


def test_a_run_that_has_begun_goes_on_from_its_own_checkpoint(
    home: Path, learnt: fit.Run, tmp_path: Path
) -> None:
    model = learnt.export("model", quantization="float32")
    run = fit.Run(
        recipe.load(home), tmp_path, home=home.parent, data=None, say=lambda line: None, start=model
    )
    run.step(0.0)
    run.save()
    again = fit.Run(
        recipe.load(home), tmp_path, home=home.parent, data=None, say=lambda line: None, start=model
    )
    assert again.progress.step == 1
    assert torch.equal(run.network.model.shared.weight, again.network.model.shared.weight)


def test_a_model_of_another_shape_is_told(home: Path, learnt: fit.Run, tmp_path: Path) -> None:
    model = learnt.export("model", quantization="int8")
    wide = home.with_name("wide.toml")
    wide.write_text(home.read_text("utf-8").replace("feedforward = 64", "feedforward = 96"), "utf-8")
    with pytest.raises(TrainingError, match="another shape than the recipe"):
        fit.Run(recipe.load(wide), tmp_path, home=home.parent, data=None, say=lambda line: None, start=model)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("model.bin", None, "name the folder of a CTranslate2 model"),
        ("model.bin", b"", "not a Marian model"),
        ("model.bin", b"\x06\x00\x00\x00\x05\x00abcd\x00" + b"\xff" * 64, "not a Marian model"),
        ("source.spm", None, "no vocabulary of its own"),
        ("target.spm", b"another", "two vocabularies"),
    ],
)
def test_what_cannot_be_gone_on_from_is_told(
    name: str, data: bytes | None, words: str, learnt: fit.Run, tmp_path: Path
) -> None:
    model = tmp_path / "model"
    shutil.copytree(learnt.export("model", quantization="int8"), model)
    (model / name).unlink()
    if data is not None:
        (model / name).write_bytes(data)
    take = (
        finetune.weights_of
        if name == "model.bin"
        else partial(finetune.copy_vocabulary, folder=tmp_path / "vocabulary")
    )
    with pytest.raises(TrainingError, match=words):
        take(model)


def test_the_command_takes_a_folder(
    home: Path, learnt: fit.Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = learnt.export("model", quantization="int8")
    told = ["train", str(home), "-o", str(tmp_path / "run"), "--steps", "2", "--processes", "1", "--from"]
    assert main([*told, str(model)]) == 0
    assert "goes on from the weights" in capsys.readouterr().err
    assert main([*told, "no-such-model"]) == 2
