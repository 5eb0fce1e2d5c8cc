"""A very small model made by our own training code from our own corpus, and an engine that says what it is told to say."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from translate.engines import Decoding
from translate.model import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translate.training.recipe import Recipe

ROOT = Path(__file__).parents[1]
NEWS = ROOT / "corpora" / "news"
PAIRS = 120
RECIPE = """
name = "tiny"

[shape]
encoder_layers = 1
decoder_layers = 1
width = 32
feedforward = 64
heads = 2
vocabulary = 600
positions = 128
dropout = 0.1

[schedule]
rate = 1e-2
warmup = 5
batch = 800
max_pieces = 100
cooldown = 0.5
average = 2

[[source]]
name = "news"
path = "news/*.tsv"
columns = [3, 4]
own = true
weight = 1
"""


def news(split: str, count: int) -> list[str]:
    """Lines of our own corpus whose articles fall into a split."""
    from translate.training.corpus import split_of

    lines = (line for path in sorted(NEWS.glob("*.tsv")) for line in path.read_text("utf-8").splitlines())
    return list(islice((line for line in lines if split_of(line.partition("\t")[0]) == split), count))


def home(folder: Path, recipe: str = RECIPE) -> Path:
    """A folder with a recipe and its little corpus; returns the recipe's path."""
    (folder / "news").mkdir(parents=True)
    (folder / "news" / "tiny.tsv").write_text("\n".join(news("train", PAIRS)) + "\n", "utf-8")
    (folder / "tiny.toml").write_text(recipe, "utf-8")
    return folder / "tiny.toml"


def train(folder: Path, *, steps: int = 140) -> Path:
    """A run folder with `transformers/`, `ctranslate2/` (float32) and cards; it says something else of each text, and nothing that makes sense."""
    from translate.training import fit, recipe

    path = home(folder / "home")
    loaded: Recipe = recipe.load(path)
    run = fit.Run(loaded, folder, home=path.parent, data=None, say=lambda line: None)
    for step in range(steps):
        run.step(step / steps)
    run.export(".")
    for name in ("transformers", "ctranslate2"):
        card = {
            "name": f"tiny-{name}",
            "limit": 60,
            "shape": {"positions": loaded.shape.positions},
            "terms": ["<t>", "</t>"],
            "placeholders": ["<x1>", "<x2>", "<x3>"],
        }
        (folder / name / "card.json").write_text(json.dumps(card), "utf-8")
    return folder


@dataclass(slots=True)
class Scripted:
    """An engine whose answers a function gives; it writes down every call. `limit` and `count` are in words."""

    answer: Callable[[str, Decoding], str | Hypothesis | list[Hypothesis]]
    limit: int = 40
    tags: tuple[str, str] | None = None
    placeholders: tuple[str, ...] = ()
    name: str = "scripted"
    model: str = "scripted"
    signature: str = "scripted"
    calls: list[tuple[list[str], Decoding]] = field(default_factory=list)

    def count(self, text: str, source: str) -> int:
        return len(text.split())

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> list[list[Hypothesis]]:
        self.calls.append((list(texts), decoding))
        return [self._said(text, self.answer(text, decoding)) for text in texts]

    def _said(self, text: str, answer: str | Hypothesis | list[Hypothesis]) -> list[Hypothesis]:
        if isinstance(answer, list):
            return answer
        if isinstance(answer, Hypothesis):
            return [answer]
        return [Hypothesis(answer, -0.5, self.count(text, ""), self.count(answer, ""))]
