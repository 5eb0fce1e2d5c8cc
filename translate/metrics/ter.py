"""Hypotheses and references in, TER out (Snover 2006: word edits and shifts for each 100 words of the reference), by sacrebleu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.metrics import Score
from translate.text.detect import detect
from translate.text.distance import Edits, word_edits, word_signature

if TYPE_CHECKING:
    from collections.abc import Sequence


def score(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """TER, 0 and up (0 is best): edits of all texts for each 100 words of all references.

    Arabic references are compared in one encoding, without harakat and with punctuation as words; the signature tells.
    """
    language = detect("\n".join(references)).language
    counted = [
        word_edits(made, wanted, language) for made, wanted in zip(hypotheses, references, strict=True)
    ]
    total = Edits(sum(item.edits for item in counted), sum(item.length for item in counted))
    return Score("TER", total.rate, word_signature(language))
