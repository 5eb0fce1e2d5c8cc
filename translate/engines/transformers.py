"""Texts in, hypotheses out, by transformers and torch: any Marian, NLLB or M2M directory; slow, exact, for comparison."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, MissingExtra, ModelError
from translate.languages import language
from translate.model import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from translate.engines import Decoding

_NLLB = {"en": "eng_Latn", "ar": "arb_Arab"}
_BATCH = 16


class Transformers:
    """One model directory, held open; `dtype` float32 or bfloat16."""

    name = "transformers"

    def __init__(self, folder: Path, *, dtype: str, device: str, card: dict[str, Any]) -> None:
        try:
            import torch
            import transformers
        except ImportError as error:
            raise MissingExtra("train", library=error.name) from error
        transformers.logging.set_verbosity_error()
        transformers.utils.logging.disable_progress_bar()
        try:
            with warnings.catch_warnings(
                action="ignore"
            ):  # it recommends sacremoses, which no model of ours needs
                self._tokenizer = transformers.AutoTokenizer.from_pretrained(
                    str(folder), local_files_only=True
                )
            network = transformers.AutoModelForSeq2SeqLM.from_pretrained(
                str(folder), local_files_only=True, dtype=getattr(torch, dtype)
            )
        except Exception as error:  # what a broken directory makes three libraries raise has no common name
            first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelError(f"{folder}: transformers cannot load it: {first}") from error
        self._network: Any = network.to(device).eval()
        self._device = device
        self._kind = network.config.model_type
        self.model = str(card.get("name", folder.name))
        self._positions = int(getattr(network.config, "max_position_embeddings", 512))
        self.limit = min(int(card.get("limit", 200)), self._positions - 2)
        marks = card.get("terms")
        self.tags: tuple[str, str] | None = (marks[0], marks[1]) if marks else None
        self.placeholders = tuple(card.get("placeholders", ()))
        self.signature = f"transformers:{transformers.__version__}|torch:{torch.__version__}|model:{self.model}|dtype:{dtype}"
        vocabulary = self._tokenizer.get_vocab()
        self._tags = {code: tag for code in _NLLB if (tag := language(code).tag) in vocabulary}
        # NLLB names a language in full both ways; M2M is told `en` and marks it `__en__`.
        self._codes = (
            {
                code: (name, name) if (name := _NLLB[code]) in vocabulary else (code, f"__{code}__")
                for code in _NLLB
            }
            if self._kind == "m2m_100"
            else {}
        )

    def count(self, text: str, source: str) -> int:
        return len(self._tokenizer(text)["input_ids"]) + 1

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> list[list[Hypothesis]]:
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        results: list[list[Hypothesis]] = [[] for _ in texts]
        for begin in range(0, len(order), _BATCH):
            part = order[begin : begin + _BATCH]
            for index, found in zip(
                part, self._batch([texts[index] for index in part], source, target, decoding), strict=True
            ):
                results[index] = found
        return results

    def _batch(
        self, texts: list[str], source: str, target: str, decoding: Decoding
    ) -> list[list[Hypothesis]]:
        import torch

        if self._codes:
            self._tokenizer.src_lang = self._codes[source][0]
            forced = {"forced_bos_token_id": self._tokenizer.convert_tokens_to_ids(self._codes[target][1])}
        else:
            texts, forced = (
                [f"{self._tags[target]} {text}" if target in self._tags else text for text in texts],
                {},
            )
        ids = self._tokenizer(texts, return_tensors="pt", padding=True).to(self._device)
        lengths = ids["attention_mask"].sum(1).tolist()
        room = min(3 * max(lengths) + 20, self._positions - 1)
        count = min(decoding.hypotheses, decoding.beam)
        with torch.inference_mode():
            out = self._network.generate(
                **ids,
                **forced,
                num_beams=decoding.beam,
                num_return_sequences=count,
                do_sample=False,
                max_new_tokens=room,
                max_length=None,
                no_repeat_ngram_size=decoding.no_repeat,
                repetition_penalty=decoding.repetition_penalty,
                length_penalty=decoding.length_penalty,
                return_dict_in_generate=True,
                output_scores=True,
            )
        scores = (
            out.sequences_scores.tolist()
            if decoding.beam > 1
            else [
                float(row[row.isfinite()].sum() / row.isfinite().sum().clamp(min=1))
                for row in self._network.compute_transition_scores(
                    out.sequences, out.scores, normalize_logits=True
                )
            ]
        )
        decoded = self._tokenizer.batch_decode(out.sequences, skip_special_tokens=True)
        pad, end = self._network.config.pad_token_id, self._network.config.eos_token_id
        rows = []
        for number, (text, sequence) in enumerate(zip(decoded, out.sequences.tolist(), strict=True)):
            body = [token for token in sequence[1:] if token != pad]
            rows.append(
                Hypothesis(
                    target=text.replace("▁", " ").strip(),
                    score=scores[number],
                    source_tokens=lengths[number // count],
                    target_tokens=len(body),
                    stop="end"
                    if end in body and len(body) < room
                    else "length",  # an end mark is forced at the limit
                )
            )
        return [rows[begin : begin + count] for begin in range(0, len(rows), count)]


def open_engine(
    model: Path | None,
    *,
    compute_type: str | None = None,
    threads: int | None = None,
    device: str = "cpu",
    card: dict[str, Any] | None = None,
) -> Transformers:
    """Open a transformers directory in float32 or bfloat16; raises InputError, ModelError, MissingExtra."""
    if model is None:
        raise InputError(
            "the engine transformers needs a model", advice="give --model with a transformers model directory"
        )
    if compute_type not in (None, "float32", "bfloat16"):
        raise InputError(
            f"no compute type {compute_type!r} in transformers", advice="use float32 or bfloat16"
        )
    return Transformers(model, dtype=compute_type or "float32", device=device, card=card or {})
