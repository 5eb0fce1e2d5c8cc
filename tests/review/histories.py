"""Histories of post-edits by chance, and their figures counted without our code."""

from __future__ import annotations

import random
import statistics
from datetime import UTC, datetime, timedelta
from typing import Any

from sacrebleu.metrics import CHRF, TER

EDITORS, ENGINES, TOPICS = ("amal", "basim", "clara"), ("ctranslate2", "memory"), ("syria", "economy", "")
AR = [
    "وصل",
    "الوفد",
    "إلى",
    "مدينة",
    "دمشق",
    "يوم",
    "الاثنين",
    "وقال",
    "إن",
    "الطريق",
    "مفتوح",
    "أمام",
    "السكان",
]
EN = [
    "the",
    "delegation",
    "arrived",
    "in",
    "the",
    "city",
    "on",
    "Monday",
    "and",
    "said",
    "the",
    "road",
    "is",
    "open",
]


def history(number: int, seed: int = 8) -> list[dict[str, Any]]:
    """A history of post-edits by chance: who, with which engine, when, and how long it took; of up to 300 different texts."""
    chance = random.Random(seed)
    texts = [_pair(chance) for _ in range(min(number, 300))]
    rows: list[dict[str, Any]] = []
    for place in range(number):
        language, draft, target = chance.choice(texts)
        moment = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(hours=place % 600)
        rows.append(
            {
                "language": language,
                "source": "word " * chance.randint(3, 14),
                "draft": draft,
                "target": target,
                "seconds": chance.choice((0.0, 0.2, 20.0, 35.5, 61.25, 900.0)),
                "keystrokes": chance.choice((0, 7, 40)),
                "editor": chance.choice(EDITORS),
                "engine": chance.choice(ENGINES),
                "topic": chance.choice(TOPICS),
                "at": moment.isoformat(),
                "week": moment.strftime("%G-W%V"),
            }
        )
    return rows


def _pair(chance: random.Random) -> tuple[str, str, str]:
    """Language, draft and post-edit."""
    language, words = chance.choice((("ar", AR), ("en", EN)))
    draft = words[: chance.randint(3, len(words))]
    target = list(draft)
    for _ in range(chance.choice((0, 0, 1, 2, 3))):
        at = chance.randrange(len(target))
        target[at : at + 1] = chance.choice(([], [chance.choice(words)], [target[at], "x"]))
        target = target or ["x"]
    return language, " ".join(draft), " ".join(target)


def levenshtein(before: str, after: str) -> int:
    """The textbook table, written here a second time on purpose."""
    row = list(range(len(after) + 1))
    for i, left in enumerate(before, 1):
        above, row[0] = row[0], i
        for j, right in enumerate(after, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (left != right))
    return row[-1]


def flat(told: dict[str, object]) -> dict[str, object]:
    """`hter: {micro: 1}` as `hter.micro: 1`, in the order of the names."""
    found: dict[str, object] = {}
    for name in sorted(told):
        value = told[name]
        found |= (
            {f"{name}.{inner}": value[inner] for inner in value} if isinstance(value, dict) else {name: value}
        )
    return found


_LEVENSHTEIN: dict[tuple[str, str], int] = {}
_TER: dict[tuple[str, str], int] = {}


def counted(rows: list[dict[str, Any]]) -> dict[str, object]:
    """The same figures, counted without our code: sacrebleu on texts that need no form, and lists instead of bins."""
    ter_metric = TER(normalized=False, case_sensitive=True)
    pairs = [(str(row["draft"]), str(row["target"])) for row in rows]
    for pair in set(pairs) - _TER.keys():
        _TER[pair] = ter_metric.sentence_score(pair[0], [pair[1]]).num_edits
        _LEVENSHTEIN[pair] = levenshtein(*pair)
    lengths = [max(map(len, pair)) for pair in pairs]
    targets = [len(target.split()) for _, target in pairs]
    sources = [len(str(row["source"]).split()) for row in rows]
    seconds = [float(str(row["seconds"])) for row in rows]
    timed = [(s, w) for s, w in zip(seconds, sources, strict=True) if s and 0.25 <= s / w <= 30]
    edits, characters = [_TER[pair] for pair in pairs], [_LEVENSHTEIN[pair] for pair in pairs]
    chrf = CHRF(word_order=2)
    return {
        "units": len(rows),
        "words": sum(sources),
        "touch_rate": 100 * sum(draft != target for draft, target in pairs) / len(pairs),
        "hter": {
            "micro": 100 * sum(edits) / sum(targets),
            "median": statistics.median(100 * e / t for e, t in zip(edits, targets, strict=True)),
        },
        "ped": {
            "micro": 100 * sum(characters) / sum(lengths),
            "median": statistics.median(100 * e / t for e, t in zip(characters, lengths, strict=True)),
        },
        "chrf": {
            "micro": chrf.corpus_score(
                [draft for draft, _ in pairs], [[target for _, target in pairs]]
            ).score,
            "median": statistics.median(_sentence(chrf, *pair) for pair in pairs),
        },
        "seconds": {
            "micro": sum(s for s, _ in timed) / sum(w for _, w in timed),
            "median": statistics.median(s / w for s, w in timed),
            "active": sum(seconds),
            "total": 0.0,
            "excluded": len(rows) - len(timed),
        },
        "keystrokes": sum(int(str(row["keystrokes"])) for row in rows),
    }


_SENTENCE: dict[tuple[str, str], float] = {}


def _sentence(metric: CHRF, draft: str, target: str) -> float:
    if (draft, target) not in _SENTENCE:
        _SENTENCE[draft, target] = metric.sentence_score(draft, [target]).score
    return _SENTENCE[draft, target]
