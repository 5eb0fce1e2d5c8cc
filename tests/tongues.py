"""Very small M2M and NLLB models with random weights, in the layout of the hub: for codes and formats, not for sense."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from tests.tiny import news


def sentencepiece_model(size: int = 400) -> bytes:
    """A vocabulary of our own corpus, both languages in one."""
    import sentencepiece

    texts = [text for line in news("train", 150) for text in line.split("\t")[3:5]]
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=out, vocab_size=size, model_type="bpe", unk_id=0, bos_id=-1,
        eos_id=-1, pad_id=-1, hard_vocab_limit=False, num_threads=1, minloglevel=2,
    )  # fmt: skip
    return out.getvalue()


def m2m(folder: Path, pieces: bytes) -> Path:
    """As facebook/m2m100_418M lies on the hub."""
    import sentencepiece

    folder.mkdir(parents=True)
    (folder / "sentencepiece.bpe.model").write_bytes(pieces)
    known = sentencepiece.SentencePieceProcessor(model_proto=pieces)
    vocabulary = dict.fromkeys(
        ["<s>", "<pad>", "</s>", "<unk>", *map(known.id_to_piece, range(known.get_piece_size()))]
    )
    numbered = {piece: number for number, piece in enumerate(vocabulary)}
    (folder / "vocab.json").write_text(json.dumps(numbered), "utf-8")
    table = {"tokenizer_class": "M2M100Tokenizer", "model_max_length": 1024}
    (folder / "tokenizer_config.json").write_text(json.dumps(table), "utf-8")
    _network(len(numbered) + 108).save_pretrained(folder)
    return folder


def nllb(folder: Path, pieces: bytes) -> Path:
    """As facebook/nllb-200-distilled-600M lies on the hub."""
    import transformers

    folder.mkdir(parents=True)
    (folder / "sentencepiece.bpe.model").write_bytes(pieces)
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "NllbTokenizer"}), "utf-8")
    bare: Any = transformers.NllbTokenizer.from_pretrained(str(folder))
    whole: Any = transformers.NllbTokenizer(vocab=bare._vocab, merges=bare._merges)
    whole.save_pretrained(folder)
    _network(len(whole)).save_pretrained(folder)
    return folder


def _network(size: int) -> Any:
    import torch
    import transformers

    torch.manual_seed(7)
    shape = transformers.M2M100Config(
        vocab_size=size, d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=128,
    )  # fmt: skip
    return transformers.M2M100ForConditionalGeneration(shape)
