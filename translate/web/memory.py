"""A text goes in, earlier translations of it and of what is like it come out; what others propose is kept for the desk's inbox."""

from __future__ import annotations

from typing import Any

from translate.languages import language
from translate.store import Store, clock, desk, inbox

_SHORT = 60  # characters of both sides up to which a proposal can be a term


def matches(store: Store, text: str, source: str) -> list[dict[str, Any]]:
    """Approved translations of this very text: unit, source, target, score 0–101, origin; the newest first."""
    with store.read() as connection:
        found = desk.same_source(connection, text, language(source).code, limit=6)
    return [
        {"unit": unit, "source": text, "target": target, "score": 100.0, "origin": article}
        for unit, article, target in found
    ]


def suggest(store: Store, source: str, target: str, text: str, better: str) -> None:
    """Keep what somebody proposes through LibreTranslate's route: a short pair in the glossary inbox, for a person to decide on."""
    english, arabic = (text, better) if source == "en" else (better, text)
    english, arabic = " ".join(english.split()), " ".join(arabic.split())
    kind = "" if len(english) <= _SHORT and len(arabic) <= _SHORT else "phrase"
    with store.write() as connection:
        inbox.see(
            connection,
            english=english[:2000],
            arabic=arabic[:2000],
            kind=kind,
            evidence={"from": "suggest", "source": source, "target": target},
            at=clock.text(clock.now()),
            needed=1,
        )
