"""What a run exports is read alike by both engines, and its card says what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tiny import home as home_in
from translate import engines, models
from translate.engines import Decoding

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")

from translate.training import card, export, recipe, vocabulary  # noqa: E402

TEXTS = ["The road is open.", "Prices rose 3 percent in the town.", "He waited for two days."]


def test_an_export_has_what_both_engines_need(tiny: Path) -> None:
    assert {path.name for path in (tiny / "transformers").iterdir()} >= {
        "config.json",
        "model.safetensors",
        "source.spm",
        "target.spm",
        "tokenizer_config.json",
        "vocab.json",
    }
    assert {path.name for path in (tiny / "ctranslate2").iterdir()} >= {
        "model.bin",
        "source.spm",
        "target.spm",
    }
    config = json.loads((tiny / "transformers" / "config.json").read_text("utf-8"))
    assert config["pad_token_id"] == config["vocab_size"] - 1 == config["decoder_start_token_id"]


def test_a_padding_row_that_drifted_would_make_the_engines_disagree(tiny: Path, tmp_path: Path) -> None:
    """Why the export refuses it: transformers starts from the row, CTranslate2 from zeros (research: engines, trap 2)."""
    from transformers import MarianMTModel

    network = MarianMTModel.from_pretrained(tiny / "transformers")
    with torch.no_grad():
        network.model.shared.weight[network.config.pad_token_id].normal_(std=3.0)
    network.save_pretrained(tmp_path / "drifted")
    for name in ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json"):
        (tmp_path / "drifted" / name).write_bytes((tiny / "transformers" / name).read_bytes())
    export.to_ctranslate2(tmp_path / "drifted", tmp_path / "converted", quantization="float32")
    told = {"limit": 60, "shape": {"positions": 128}}
    ours = engines.load("ctranslate2", tmp_path / "converted", card=told)
    theirs = engines.load("transformers", tmp_path / "drifted", card=told)
    found = [
        [
            own[0].target
            for own in engine.translate(TEXTS, source="en", target="ar", decoding=Decoding(beam=1))
        ]
        for engine in (ours, theirs)
    ]
    assert found[0] != found[1]


def test_a_card_says_what_the_model_is_and_takes_scores(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes((tiny / "ctranslate2" / "model.bin").read_bytes())
    (tmp_path / "source.spm").touch()
    loaded = recipe.load(home_of(tmp_path))
    trained = {"step": 9, "tokens": 900, "seconds": 1800.0}
    path = card.write(tmp_path, loaded, parameters=5, trained=trained, pairs=3, own_pairs=2)
    model = models.find(tmp_path)
    models.verify(model)
    assert (model.name, model.card["limit"], model.card["training"]["hours"]) == ("tiny", 100, 0.5)
    assert model.card["placeholders"] == list(vocabulary.PLACEHOLDERS)
    assert [source["name"] for source in model.card["data"]] == ["news"]
    for score in (40.0, 41.0):
        card.add_scores(path, [{"testset": "news", "direction": "en-ar", "chrf": score}])
    card.add_scores(path, [{"testset": "news", "direction": "ar-en", "chrf": 50.0}])
    assert [score["chrf"] for score in models.find(tmp_path).card["scores"]] == [41.0, 50.0]


def home_of(folder: Path) -> Path:
    return home_in(folder / "home")
