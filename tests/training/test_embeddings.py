"""Pieces that say the same start alike."""

from __future__ import annotations

import random
from typing import Any

import pytest

from translate.training.corpus import Pair

torch = pytest.importorskip("torch", reason="torch is not installed")

from translate.training import embeddings  # noqa: E402

WORDS = 60


class Words:
    """A vocabulary of whole words: e0 … e59 and a0 … a59, which say the same, and some that stand nowhere."""

    pad = 150

    def encode(self, texts: list[str]) -> list[list[int]]:
        return [[int(word[1:]) + WORDS * (word[0] == "a") for word in text.split()] for text in texts]


def pairs(count: int = 900, weight: float = 1.0) -> list[Pair]:
    """Texts of five words of the same topic; a topic has six words."""
    chance = random.Random(5)
    found = []
    for _ in range(count):
        topic = chance.randrange(WORDS // 6)
        chosen = [topic * 6 + place for place in chance.sample(range(6), 5)]
        found.append(
            Pair(
                " ".join(f"e{word}" for word in chosen),
                " ".join(f"a{word}" for word in reversed(chosen)),
                weight,
                own=True,
            )
        )
    return found


@pytest.fixture
def pieces() -> Any:
    return Words()


def test_translations_start_alike_and_other_topics_do_not(pieces: Any) -> None:
    torch.manual_seed(1)
    vectors = embeddings.likeness(pairs(), pieces, 12)
    assert vectors.shape == (151, 12)
    assert torch.isfinite(vectors).all()
    english, arabic = vectors[:WORDS], vectors[WORDS : 2 * WORDS]
    alike = (english * arabic).sum(1)
    elsewhere = (english * arabic.roll(6, 0)).sum(1)
    assert float(alike.mean()) > float(elsewhere.mean()) + 0.3
    assert float(vectors[140].norm()) > 0, "what stands nowhere has a vector of chance"


def test_too_little_tells_nothing(pieces: Any) -> None:
    assert embeddings.likeness(pairs(20), pieces, 12) is None
    assert embeddings.likeness(pairs(weight=0.05), pieces, 12) is None, "hardly seen: no say"
    assert embeddings.likeness(pairs(), pieces, 100) is None, "more directions than pieces"
