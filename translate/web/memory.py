"""A text goes in, earlier translations of it and of what is like it come out; what others propose is kept for the desk's inbox."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from translate.languages import language, other
from translate.store import Store, clock, inbox

if TYPE_CHECKING:
    from translate.memory import Memory

_SHORT = 60  # characters of both sides up to which a proposal can be a term
_LEAST = 70  # percent: what is less alike helps nobody


class Recollection:
    """The desk's memory, opened when the first text wants it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._opened: Memory | None = None

    def memory(self) -> Memory:
        from translate.workflow.memory import open_memory

        with self._lock:
            if self._opened is None:
                self._opened = open_memory(self._store)
            return self._opened

    def matches(self, text: str, source: str) -> list[dict[str, Any]]:
        """Earlier translations: source, target, score 0–101, origin; the best first."""
        code = language(source).code
        found = self.memory().search(text, code, least=_LEAST, limit=6) if text.strip() else []
        return [
            {
                "source": one.source,
                "target": one.target,
                "score": float(one.score),
                "origin": one.author or one.origin,
            }
            for one in found
        ]

    def concordance(self, phrase: str, code: str) -> list[tuple[str, str, str, str]]:
        """HTML of both sides with the phrase and its counterpart marked, and the two languages."""
        from translate.memory import concordance
        from translate.workflow.memory import known_pairs

        lines = concordance(phrase, code, self.memory(), limit=40, pairs=known_pairs(phrase, code))
        return [
            (
                marked(one.text, one.spans),
                marked(one.other, one.other_spans),
                one.language,
                other(one.language).code,
            )
            for one in lines
        ]


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Escaped HTML with spans marked."""
    parts, position = [], 0
    for start, end in sorted(spans):
        if start < position:
            continue
        parts.append(f"{escape(text[position:start])}<mark>{escape(text[start:end])}</mark>")
        position = end
    return "".join(parts) + escape(text[position:])


def suggest(store: Store, source: str, target: str, text: str, better: str) -> None:
    """Keep what somebody proposes through LibreTranslate's route: a pair in the glossary inbox, for a person to decide on."""
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
