"""An engine and a test set go in, signed scores come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate import engines, metrics
from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

METRICS = ("chrf", "bleu")


@dataclass(frozen=True, slots=True)
class TestSet:
    """Sources and references, one for one, of one direction."""

    __test__ = False

    name: str
    source_language: str
    target_language: str
    sources: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What an engine made of a test set, and the scores it got for that."""

    testset: TestSet
    engine: str
    hypotheses: tuple[str, ...]
    scores: tuple[metrics.Score, ...]

    def __str__(self) -> str:
        direction = f"{self.testset.source_language}→{self.testset.target_language}"
        return f"{self.testset.name} {direction}, {len(self.hypotheses)} segments: " + ", ".join(
            map(str, self.scores)
        )


def from_files(source: Path, reference: Path, *, source_language: str, target_language: str) -> TestSet:
    """A test set in two files of one segment a line; raises InputError when they are not equally long."""
    texts = []
    for path in (source, reference):
        try:
            texts.append(path.read_text("utf-8").split("\n"))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot be read: {error}", file=path) from error
        if not texts[-1][-1]:
            texts[-1].pop()
    if len(texts[0]) != len(texts[1]):
        raise InputError(
            f"{len(texts[0])} sources, but {len(texts[1])} references",
            file=source,
            advice="give one reference a line",
        )
    if not texts[0]:
        raise InputError("there is nothing to score", file=source, advice="give one segment a line")
    return TestSet(source.stem, source_language, target_language, tuple(texts[0]), tuple(texts[1]))


def evaluate(
    testset: TestSet,
    engine: engines.Engine,
    *,
    decoding: engines.Decoding | None = None,
    progress: Callable[[int], object] | None = None,
    names: Sequence[str] = METRICS,
) -> Result:
    """Translate the sources as they are, one segment each, without glossary, and score them."""
    found = engines.translate(
        engine,
        testset.sources,
        source=testset.source_language,
        target=testset.target_language,
        decoding=decoding,
        progress=progress,
    )
    hypotheses = tuple(hypotheses[0].target for hypotheses in found)
    scores = tuple(metrics.score(name, hypotheses, testset.references) for name in names)
    return Result(testset, engine.signature, hypotheses, scores)
