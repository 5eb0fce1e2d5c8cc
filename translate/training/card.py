"""A recipe and what a run did go in; the card of the model comes out: what it is, what it was made of, what it scores."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from translate import __version__
from translate.models import CARD, checksum
from translate.training.annotate import TERM_CLOSE, TERM_OPEN
from translate.training.vocabulary import PLACEHOLDERS

if TYPE_CHECKING:
    from pathlib import Path

    from translate.training.recipe import Recipe

LICENCE = "CC BY-SA 4.0"  # the strictest of the licences of the data


def write(
    folder: Path, recipe: Recipe, *, parameters: int, trained: dict[str, Any], pairs: int, own_pairs: int
) -> Path:
    """Write card.json beside the weights of an exported CTranslate2 model; `trained` is the run's progress."""
    card = {
        "name": recipe.name,
        "version": __version__,
        "engine": "ctranslate2",
        "languages": ["en-ar", "ar-en"],
        "licence": LICENCE,
        "sha256": checksum(folder / "model.bin"),
        "limit": recipe.schedule.max_pieces,
        "terms": [TERM_OPEN, TERM_CLOSE],
        "placeholders": list(PLACEHOLDERS),
        "parameters": parameters,
        "shape": asdict(recipe.shape),
        "training": {
            "steps": trained["step"],
            "tokens": trained["tokens"],
            "hours": round(trained["seconds"] / 3600, 2),
            "pairs": pairs,
            "own_pairs": own_pairs,
            "schedule": asdict(recipe.schedule),
            "augmentation": asdict(recipe.augmentation),
        },
        "data": [
            {
                "name": source.name,
                "licence": source.licence,
                "origin": source.origin,
                "weight": source.weight,
                "pairs": source.pairs or None,
            }
            for source in recipe.sources
        ],
        "limits": list(recipe.limits),
        "scores": [],
    }
    path = folder / CARD
    path.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def add_scores(path: Path, scores: list[dict[str, Any]]) -> None:
    """Put scores into a card, in place of older ones of the same test set and direction."""
    card = json.loads(path.read_text("utf-8"))
    fresh = {(score["testset"], score["direction"]) for score in scores}
    kept = [score for score in card.get("scores", []) if (score["testset"], score["direction"]) not in fresh]
    card["scores"] = kept + scores
    path.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf-8")
