"""Hypotheses and references in, chrF++ out (Popović 2017: character 6-grams and word 2-grams), by sacrebleu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.metrics import Score

if TYPE_CHECKING:
    from collections.abc import Sequence


def score(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """chrF++, 0–100."""
    from sacrebleu.metrics import CHRF

    metric = CHRF(word_order=2)
    value = metric.corpus_score(list(hypotheses), [list(references)]).score
    return Score("chrF++", value, str(metric.get_signature()))
