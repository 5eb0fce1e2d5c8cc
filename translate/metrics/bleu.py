"""Hypotheses and references in, BLEU out (Papineni 2002, tokenizer 13a), by sacrebleu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.metrics import Score

if TYPE_CHECKING:
    from collections.abc import Sequence


def score(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """BLEU, 0–100."""
    from sacrebleu.metrics import BLEU

    metric = BLEU(tokenize="13a")
    value = metric.corpus_score(list(hypotheses), [list(references)]).score
    return Score("BLEU", value, str(metric.get_signature()))
