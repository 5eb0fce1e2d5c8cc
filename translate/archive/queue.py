"""Drafted articles of a run go in; each is put into the review queue once, those that need a person most first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from translate.archive.merge import lines_of
from translate.errors import InputError
from translate.model import (
    Article,
    Block,
    BlockDraft,
    BlockKind,
    Draft,
    DraftedArticle,
    Estimate,
    Issue,
    Markup,
    Segment,
    Severity,
    TermMatch,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from translate.store.ledger import Ledger


class Submit(Protocol):
    """What the review desk offers: it knows an article again by its id and texts, and then changes nothing."""

    def __call__(self, drafted: DraftedArticle, *, estimates: Mapping[str, float]) -> object: ...


def submit_all(
    ledger: Ledger,
    out: Path,
    submit: Submit,
    *,
    progress: Callable[[int, int], object] | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
    tell: Callable[[str], object] = lambda _: None,
) -> int:
    """Call `submit` with each article that is not in the queue yet and the estimates of its segments (HTER, 0–1); how many there were.

    An article that is submitted and not noted, because the process was killed between the two, is submitted again: `submit`
    must know it again by its id and texts, as the store does. What the queue refuses is told, and the rest goes on.
    """
    waiting = list(ledger.unqueued())
    done = 0
    for number, shard in waiting:
        if is_stopped():
            break
        told = json.loads(lines_of(ledger, out, shard)[number])
        try:
            submit(drafted(told), estimates=estimates(told))
        except InputError as error:
            tell(str(error))
            continue
        ledger.queue(number)
        done += 1
        if progress:
            progress(done, len(waiting))
    return done


def estimates(told: Mapping[str, Any]) -> dict[str, float]:
    """The estimates (HTER, 0–1) of the segments of a JSON line, by segment id."""
    from translate.archive.tables import estimate

    return {one["id"]: value / 100 for one in told["segments"] if (value := estimate(one)) is not None}


def drafted(told: Mapping[str, Any]) -> DraftedArticle:
    """The article of a JSON line as it was drafted; leads and separators of segments are found in the blocks again."""
    blocks = tuple(
        BlockDraft(
            Block(
                one["id"],
                BlockKind(one["kind"]),
                one["source"],
                _markup(one.get("source_markup", ())),
                one.get("level", 0),
                one.get("duplicate_of"),
            ),
            one["target"],
            _markup(one.get("target_markup", ())),
        )
        for one in told["blocks"]
    )
    article = told["article"]
    read = Article(
        article["id"],
        article["source"],
        article["language"],
        tuple(one.block for one in blocks),
        article["format"],
        article["encoding"],
        article["metadata"],
        tuple(article["notices"]),
    )
    return DraftedArticle(
        read,
        told["source_language"],
        told["target_language"],
        told["engine"],
        told["model"],
        told["signature"],
        blocks,
        tuple(_units(told["segments"], {one.block.id: one.block.text for one in blocks})),
    )


def _units(told: list[dict[str, Any]], texts: Mapping[str, str]) -> list[Unit]:
    places: dict[str, int] = {}
    starts = []
    for one in told:
        begin = texts[one["block"]].find(one["source"], places.get(one["block"], 0))
        starts.append(max(begin, 0))
        places[one["block"]] = max(begin, 0) + len(one["source"])
    found = []
    for place, (one, start) in enumerate(zip(told, starts, strict=True)):
        text, end = texts[one["block"]], start + len(one["source"])
        is_first = place == 0 or told[place - 1]["block"] != one["block"]
        is_last = place + 1 == len(told) or told[place + 1]["block"] != one["block"]
        separator = text[end:] if is_last else text[end : starts[place + 1]]
        segment = Segment(
            one["id"], one["block"], one["source"], start, separator, text[:start] if is_first else ""
        )
        draft = Draft(
            one["target"],
            one["origin"],
            one["score"],
            one["source_tokens"],
            one["target_tokens"],
            one["stop"],
            **({"retries": tuple(one["retries"])} if "retries" in one else {}),
        )
        terms = tuple(TermMatch(**term) for term in one["terms"])
        issues = tuple(Issue(**{**issue, "severity": Severity(issue["severity"])}) for issue in one["issues"])
        estimate = Estimate(**one["estimate"]) if one.get("estimate") else None
        found.append(Unit(segment, draft, one["target"], terms, issues, estimate))
    return found


def _markup(told: Any) -> tuple[Markup, ...]:
    return tuple(
        Markup(one["tag"], one["start"], one["end"], tuple(one["attributes"].items())) for one in told
    )
