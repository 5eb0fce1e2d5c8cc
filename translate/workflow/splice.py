"""A target that lacks names goes in, with its alignment; the target with the names where the source has them comes out, if the engine can live with it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from translate import glossary
from translate.text.addresses import CARRIED
from translate.text.clitics import LICENSED
from translate.text.normalise import for_engine
from translate.text.repetition import is_loop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translate.engines import Decoding, Engine
    from translate.model import Hypothesis, TermMatch

_WORD = re.compile(r"[\w\u064b-\u0652\u0640'’-]+")
_SPARE = 2  # words that the stretch to replace may have more than the name
_PROCLITICS = re.compile(r"[وف]?[بكل]?")


class Splice(NamedTuple):
    """A target with the name in it: `prefix` ends with the name, for an engine that goes on from there, `rest` is what was said behind it."""

    prefix: str
    rest: str


def can_splice(engine: Engine, text: str, source: str) -> bool:
    """Whether the engine can judge targets of a text, and takes the text as a whole and as it is."""
    return (
        hasattr(engine, "go_on")
        and not CARRIED.search(text)
        and engine.count(for_engine(text, source), source) <= engine.limit
    )


BEAM = 2  # hypotheses followed to the end of a target whose beginning is given


class Wanted(NamedTuple):
    """A hypothesis that lacks a name, and the text as the engine was given it."""

    hypothesis: Hypothesis
    match: TermMatch
    told: str


def put_in(
    wanted: Sequence[Wanted],
    *,
    engine: Engine,
    terms: glossary.Glossary,
    source: str,
    target: str,
    decoding: Decoding,
    drop: float,
) -> Callable[[], list[list[Hypothesis]]]:
    """Start putting names in; what comes back waits for hypotheses with the name in place of the words that the engine wrote for it.

    The rest of the target is kept, or said anew from the name on. The one that the engine likes best comes first, and none that it
    thinks more than `drop` (nats a piece) worse than what it said itself; `score` is what it thinks of each.
    """
    begun = [
        (place, splice)
        for place, one in enumerate(wanted)
        for splice in splices(one.hypothesis, one.match, target, terms)
    ]
    judged = (
        engine.go_on(  # type: ignore[attr-defined]
            [for_engine(wanted[place].told, source) for place, _ in begun],
            [(splice.prefix, splice.rest) for _, splice in begun],
            source=source,
            target=target,
            decoding=replace(decoding, beam=min(decoding.beam, BEAM)),
        )
        if begun
        else list
    )

    def collect() -> list[list[Hypothesis]]:
        scores: list[dict[str, float]] = [{} for _ in wanted]
        for (place, splice), found in zip(begun, judged(), strict=True):
            scores[place][splice.prefix + splice.rest] = found.kept
            if found.end:
                scores[place].setdefault(found.end, found.ended)
        return [
            [
                replace(one.hypothesis, target=text, score=score, alignment=())
                for text, score in sorted(own.items(), key=lambda item: -item[1])
                if score >= one.hypothesis.score - drop and not is_loop(text, source=one.told)
            ]
            for one, own in zip(wanted, scores, strict=True)
        ]

    return collect


def splices(
    hypothesis: Hypothesis, match: TermMatch, language: str, terms: glossary.Glossary
) -> Iterator[Splice]:
    """The target with the name in place of the words that the engine wrote for it, with and without their proclitics.

    Nothing where the alignment does not tell which words these are, or where they are far more than the name has.
    """
    entry = terms[match.entry]
    wanted = match.arabic if language == "ar" else match.english
    is_short = wanted == entry.short(language)  # a surname stays a surname
    place = _stretch(hypothesis, match, len(wanted.split()))
    if place is None:
        return
    start, end = place
    before, after = hypothesis.target[:start], hypothesis.target[end:]
    for cluster in _clusters(hypothesis.target[start:end]) if language == "ar" else ("",):
        name = glossary.realise(
            entry, cluster, language=language, short=is_short, is_first=not before.strip()
        )
        yield Splice(before + name, after)


def _stretch(hypothesis: Hypothesis, match: TermMatch, size: int) -> tuple[int, int] | None:
    """Where the words stand that say what source[match.start:match.end] says: the run of neighbours with the most links."""
    words = [(found.start(), found.end()) for found in _WORD.finditer(hypothesis.target)]
    runs: list[tuple[int, int, int]] = []  # links, first word, last word
    for place, (first, last) in enumerate(words):
        links = sum(
            begin < last and stop > first and _is_inside(start, end, match)
            for begin, stop, start, end in hypothesis.alignment
        )
        if links and runs and runs[-1][2] == place - 1:
            runs[-1] = (runs[-1][0] + links, runs[-1][1], place)
        elif links:
            runs.append((links, place, place))
    if not runs:
        return None
    _, first, last = max(runs, key=lambda run: run[0])
    return (words[first][0], words[last][1]) if last - first < size + _SPARE else None


def _is_inside(start: int, end: int, match: TermMatch) -> bool:
    """Whether a link leads to the name, or to where it was announced: that place has no length in the source, and stands at its end."""
    return (start < match.end and end > match.start) or start == end == match.end


def _clusters(words: str) -> list[str]:
    """The proclitics that the first word may have, the longest first, and none: only the engine can tell."""
    head = words.split(maxsplit=1)[0]
    longest = _PROCLITICS.match(head)
    lead = longest[0] if longest and len(head) > len(longest[0]) + 1 else ""
    return [lead[:size] for size in range(len(lead), -1, -1) if lead[:size] in LICENSED]
