"""The segments of articles go in; how many of them the memory knows, band by band, comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from translate.memory.match import Query, texts_around
from translate.text import similar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from translate.memory.match import Memory

_AT_ONCE = 100  # segments that are looked up together
#: Name of a band and the least score in it, best first; repetitions are segments that an earlier one of the same analysis equals.
BANDS = (
    ("101", 101),
    ("repetition", 101),
    ("100", 100),
    ("95-99", 95),
    ("85-94", 85),
    ("75-84", 75),
    ("50-74", 50),
    ("none", 0),
)


@dataclass(slots=True)
class Leverage:
    """Segments, source words and characters of each band."""

    segments: dict[str, int] = field(default_factory=lambda: {name: 0 for name, _ in BANDS})
    words: dict[str, int] = field(default_factory=lambda: {name: 0 for name, _ in BANDS})
    characters: dict[str, int] = field(default_factory=lambda: {name: 0 for name, _ in BANDS})

    def count(self, band: str, text: str) -> None:
        self.segments[band] += 1
        self.words[band] += len(text.split())
        self.characters[band] += len(text)

    def add(self, more: Leverage) -> None:
        """Count what another analysis counted, too."""
        for mine, theirs in (
            (self.segments, more.segments),
            (self.words, more.words),
            (self.characters, more.characters),
        ):
            for band, number in theirs.items():
                mine[band] += number

    def shape(self) -> dict[str, Any]:
        """The analysis as JSON has it; `share` is of the words, 0–1."""
        total = sum(self.words.values())
        return {
            "segments": sum(self.segments.values()),
            "words": total,
            "characters": sum(self.characters.values()),
            "bands": [
                {
                    "band": name,
                    "segments": self.segments[name],
                    "words": self.words[name],
                    "characters": self.characters[name],
                    "share": round(self.words[name] / total, 4) if total else 0.0,
                }
                for name, _ in BANDS
            ],
        }


def leverage(
    articles: Iterable[tuple[str, Sequence[str]]],
    memory: Memory,
    *,
    least: int = 50,
    approved: bool = True,
    progress: Callable[[int], object] | None = None,
) -> Leverage:
    """Look up every segment of (language, texts of an article) and count it in its band; nothing under `least` is looked for."""
    found, seen, done = Leverage(), set[int](), 0
    for language, texts in articles:
        for start in range(0, len(texts), _AT_ONCE):
            places = range(start, min(len(texts), start + _AT_ONCE))
            queries = [Query(texts[place], *texts_around(texts, place)) for place in places]
            best = memory.search_each(queries, language, least=least, limit=1, approved=approved)
            for query, matches in zip(queries, best, strict=True):
                own = similar.key(similar.exact(query.text), language)
                score = matches[0].score if matches else 0
                found.count("repetition" if own in seen and score < 101 else band(score), query.text)
                seen.add(own)
            done += len(queries)
            if progress:
                progress(done)
    return found


def band(score: int) -> str:
    """The band of a score."""
    return next(name for name, least in BANDS if score >= least and name != "repetition")
