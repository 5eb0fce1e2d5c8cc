"""A trained network and its vocabulary go in; a transformers directory and a CTranslate2 directory come out."""

from __future__ import annotations

import json
import shutil
import warnings
from typing import TYPE_CHECKING, Any

from translate.errors import TrainingError

if TYPE_CHECKING:
    from pathlib import Path

_TOKENIZER = {
    "source_lang": "mul",
    "target_lang": "mul",
    "tokenizer_class": "MarianTokenizer",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
    "separate_vocabs": False,
}


def to_transformers(network: Any, vocabulary: Path, folder: Path) -> None:
    """Write config, float32 weights and tokenizer files; raises TrainingError when the padding row is not zero.

    Decoding starts from the padding embedding: CTranslate2 starts from zeros whatever the row holds, so a row that drifted
    makes the two engines disagree.
    """
    pad = network.config.pad_token_id
    if float(network.model.shared.weight[pad].detach().abs().max()) != 0.0:
        raise TrainingError("the padding row of the embedding is not zero; the engines would disagree")
    folder.mkdir(parents=True, exist_ok=True)
    network.save_pretrained(folder)
    for name in ("source.spm", "target.spm", "vocab.json"):
        shutil.copyfile(vocabulary / name, folder / name)
    table = {**_TOKENIZER, "model_max_length": network.config.max_position_embeddings}
    (folder / "tokenizer_config.json").write_text(json.dumps(table), "utf-8")


def to_ctranslate2(source: Path, folder: Path, *, quantization: str = "int8") -> None:
    """Convert a transformers directory; int8, int8_float32, bfloat16 or float32. Replaces `folder`."""
    with warnings.catch_warnings():
        # Our tokenizer files need no Moses rules; transformers recommends them all the same.
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        _convert(source, folder, quantization)


def _convert(source: Path, folder: Path, quantization: str) -> None:
    import ctranslate2

    converter = ctranslate2.converters.TransformersConverter(
        str(source), copy_files=["source.spm", "target.spm"]
    )
    converter.convert(str(folder), quantization=quantization, force=True)
