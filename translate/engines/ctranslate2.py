"""Texts in, hypotheses out, by CTranslate2: the default engine; needs neither torch nor transformers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, ModelError, ModelNotFound
from translate.languages import language
from translate.model import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from translate.engines import Decoding

COMPUTE_TYPES = (
    "default",
    "auto",
    "int8",
    "int8_float32",
    "int8_bfloat16",
    "int16",
    "bfloat16",
    "float16",
    "float32",
)
_END = "</s>"
_BATCH = 1024  # padded source tokens decoded together by one thread; larger wins nothing on two cores
_LIMIT = 200  # source pieces, where the model's card names no limit
_POSITIONS = (
    512  # pieces a Marian decoder can count, where the card does not say; beyond them CTranslate2 fails
)


class CTranslate2:
    """One converted Marian model, held open. Not safe to share between processes; threads may share it."""

    name = "ctranslate2"

    def __init__(
        self, folder: Path, *, compute_type: str, threads: int | None, device: str, card: dict[str, Any]
    ) -> None:
        import ctranslate2
        import sentencepiece

        needed = [name for name in ("model.bin", "source.spm", "target.spm") if not (folder / name).is_file()]
        if needed:
            raise ModelNotFound(
                f"{folder}: not a CTranslate2 model ({', '.join(needed)} missing); give a converted Marian model"
            )
        cores = (
            threads or len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else threads or os.cpu_count() or 1
        )
        try:
            self._translator = ctranslate2.Translator(
                str(folder),
                device=device,
                compute_type=compute_type,
                inter_threads=cores,
                intra_threads=1,
                max_queued_batches=-1,
            )
            self._source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
            self._target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(f"{folder}: the model cannot be loaded: {error}") from error
        self.model = str(card.get("name", folder.name))
        self._folder, self._positions = folder, int(card.get("shape", {}).get("positions", _POSITIONS))
        self.limit = min(int(card.get("limit", _LIMIT)), self._positions - 2)
        marks = card.get("terms")
        self.tags: tuple[str, str] | None = (marks[0], marks[1]) if marks else None
        self.placeholders = tuple(card.get("placeholders", ()))
        self.signature = f"ctranslate2:{ctranslate2.__version__}|model:{self.model}|sha256:{card.get('sha256', '?')[:12]}|compute:{self._translator.compute_type}"
        self._known = {
            piece
            for piece in ("ara", "eng")
            if self._source.piece_to_id(f">>{piece}<<") != self._source.unk_id()
        }
        self._symbols = {*(marks or ()), *self.placeholders}

    def count(self, text: str, source: str) -> int:
        return len(self._source.encode(text)) + 2

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> list[list[Hypothesis]]:
        if not texts:
            return []
        batch = [self._tokens(text, target) for text in texts]
        results: list[list[Hypothesis]] = [[] for _ in batch]
        # Marian may need more pieces than the source has, never three times as many; the limit is set by the longest of each
        # group of like length, so that a short text that loops stops early.
        for group in _groups(batch):
            room = min(3 * len(batch[group[0]]) + 20, self._positions)
            try:
                found = self._translator.translate_batch(
                    [batch[index] for index in group],
                    beam_size=decoding.beam,
                    num_hypotheses=min(decoding.hypotheses, decoding.beam),
                    no_repeat_ngram_size=decoding.no_repeat,
                    repetition_penalty=decoding.repetition_penalty,
                    length_penalty=decoding.length_penalty,
                    max_decoding_length=room,
                    max_input_length=0,
                    max_batch_size=_BATCH,
                    batch_type="tokens",
                    return_scores=True,
                    return_attention=decoding.alignment,
                )
            except (RuntimeError, ValueError) as error:
                raise ModelError(f"{self._folder}: the model cannot decode: {error}") from error
            for index, result in zip(group, found, strict=True):
                results[index] = [
                    self._hypothesis(
                        texts[index], batch[index], result, number, room, align=decoding.alignment
                    )
                    for number in range(len(result.hypotheses))
                ]
        return results

    def _tokens(self, text: str, target: str) -> list[str]:
        tag = language(target).tag
        tags = [tag] if tag.strip("<>") in self._known else []
        pieces: list[str] = self._source.encode(text, out_type=str)
        return [*tags, *pieces, _END]

    def _hypothesis(
        self, text: str, tokens: list[str], result: Any, number: int, room: int, *, align: bool
    ) -> Hypothesis:
        pieces = result.hypotheses[number]
        target = self._target.decode(pieces).replace("▁", " ").strip()
        return Hypothesis(
            target=target,
            score=result.scores[number] if result.scores else 0.0,
            source_tokens=len(tokens),
            target_tokens=len(pieces),
            stop="length" if len(pieces) >= room else "end",
            alignment=self._alignment(text, tokens, pieces, result.attention[number])
            if align and result.attention
            else (),
        )

    def _alignment(
        self, text: str, tokens: list[str], pieces: list[str], attention: Any
    ) -> tuple[tuple[int, int, int, int], ...]:
        """(target start, target end, source start, source end) in characters for each target piece and its best source piece."""
        spans = self._source.encode(text, return_type="offset_mapping")["offsets"]  # characters
        first = len(tokens) - 1 - len(spans)
        ends = [len(self._target.decode(pieces[: count + 1])) for count in range(len(pieces))]
        links = []
        for position, weights in enumerate(attention[: len(pieces)]):
            inner = list(weights)[first : first + len(spans)]
            if inner:
                begin, end = spans[max(range(len(inner)), key=inner.__getitem__)]
                links.append((ends[position - 1] if position else 0, ends[position], begin, end))
        return tuple(links)


def _groups(batch: Sequence[list[str]], width: int = 24) -> list[list[int]]:
    """Indices in groups of like source length, longest first."""
    groups: dict[int, list[int]] = {}
    for index in sorted(range(len(batch)), key=lambda index: -len(batch[index])):
        groups.setdefault(len(batch[index]) // width, []).append(index)
    return list(groups.values())


def open_engine(
    model: Path | None,
    *,
    compute_type: str | None = None,
    threads: int | None = None,
    device: str = "cpu",
    card: dict[str, Any] | None = None,
) -> CTranslate2:
    """Open a converted model; `threads` None takes every core this process may use. Raises InputError, ModelError."""
    if model is None:
        raise InputError(
            "the engine ctranslate2 needs a model", advice="give --model NAME or a model directory"
        )
    if compute_type and compute_type not in COMPUTE_TYPES:
        raise InputError(f"no compute type {compute_type!r}", advice=f"use one of {', '.join(COMPUTE_TYPES)}")
    return CTranslate2(
        model, compute_type=compute_type or "default", threads=threads, device=device, card=card or {}
    )
