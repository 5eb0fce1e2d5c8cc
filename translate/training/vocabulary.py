"""Pairs go in, a joint sentencepiece vocabulary comes out that Marian in transformers and CTranslate2 read alike."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from translate.errors import TrainingError
from translate.languages import ARABIC, ENGLISH
from translate.training.annotate import TERM_CLOSE, TERM_OPEN

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable
    from pathlib import Path

PLACEHOLDERS = tuple(f"<x{number}>" for number in range(1, 10))
SYMBOLS = (ARABIC.tag, ENGLISH.tag, TERM_OPEN, TERM_CLOSE, *PLACEHOLDERS)
PAD = "<pad>"


def train(texts: Iterable[str], folder: Path, *, size: int) -> None:
    """Write source.spm, target.spm (the same joint model) and vocab.json; `size` counts all pieces and <pad>.

    <pad> has the last id and stands outside sentencepiece: CTranslate2 cuts the last row of a Marian vocabulary as padding.
    Raises TrainingError when the texts are too few for the size.
    """
    import sentencepiece

    folder.mkdir(parents=True, exist_ok=True)
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts),
            model_prefix=str(folder / "joint"),
            vocab_size=size - 1,
            model_type="unigram",
            character_coverage=0.9999,
            byte_fallback=True,
            split_digits=True,
            normalization_rule_name="identity",
            user_defined_symbols=list(SYMBOLS),
            eos_id=0,
            unk_id=1,
            bos_id=-1,
            pad_id=-1,
            max_sentence_length=8192,
            num_threads=2,
            minloglevel=2,
        )
    except RuntimeError as error:
        raise TrainingError(
            f"no vocabulary of {size} pieces can be made from these texts; give more texts or a smaller [shape] vocabulary"
        ) from error
    joint = (folder / "joint.model").read_bytes()
    (folder / "joint.model").unlink()
    (folder / "joint.vocab").unlink()
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(joint)
    write_table(folder)


def write_table(folder: Path) -> None:
    """Write vocab.json, with <pad> behind the pieces of source.spm; last, and whole: a run that was killed before makes it again."""
    pieces = Pieces(folder)
    table = {pieces.processor.id_to_piece(index): index for index in range(pieces.pad)} | {PAD: pieces.pad}
    (folder / "vocab.new").write_text(json.dumps(table, ensure_ascii=False), "utf-8")
    (folder / "vocab.new").replace(folder / "vocab.json")


class Pieces:
    """The vocabulary of a folder, held open."""

    def __init__(self, folder: Path) -> None:
        import sentencepiece

        self.processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
        self.pad = self.processor.get_piece_size()
        self._begins = [self.processor.id_to_piece(index).startswith("▁") for index in range(self.pad)]
        self.eos = self.processor.eos_id()
        self.tags = {
            language.code: self.processor.piece_to_id(language.tag) for language in (ARABIC, ENGLISH)
        }

    def words(self, ids: list[int]) -> list[int]:
        """For each piece the place of its word among the words between spaces."""
        word, places = -1, []
        for index in ids:
            word += self._begins[index]
            places.append(max(word, 0))
        return places

    def encode(
        self, texts: list[str], *, sampling: float = 0.0, chance: random.Random | None = None
    ) -> list[list[int]]:
        """Ids of each text without tags; `chance` cuts the share `sampling` (0–1) of the texts at random (subword regularisation)."""
        ids: list[list[int]] = self.processor.encode(texts, out_type=int)
        if sampling and chance:
            import sentencepiece

            sentencepiece.set_random_generator_seed(chance.randrange(2**32))  # or a resumed epoch differs
            for index, text in enumerate(texts):
                if chance.random() < sampling:
                    ids[index] = self.processor.encode(
                        text, out_type=int, enable_sampling=True, alpha=0.2, nbest_size=-1
                    )
        return ids
