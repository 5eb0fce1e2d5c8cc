"""Hypotheses and references in, one signed score out: one file a metric."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from translate import registry

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Score:
    """A value (0–100) that carries its signature: two scores compare only where the signatures are equal."""

    metric: str
    value: float
    signature: str

    def __str__(self) -> str:
        return f"{self.metric} {self.value:.1f} ({self.signature})"


class Metric(Protocol):
    """A way to compare whole test sets."""

    def score(self, hypotheses: Sequence[str], references: Sequence[str]) -> Score: ...


def score(name: str, hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """The score of a metric by name; raises UnknownPart. The two lists are equally long."""
    return cast("Metric", registry.load("metrics", name)).score(hypotheses, references)
