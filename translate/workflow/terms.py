"""Segments and a glossary go in; their targets with every name in its house form, as far as the engine can be brought to it, come out.

The order is verify first (research on frozen engines): decode once, told the names where the engine was taught to listen;
put misspelt and forbidden forms right; for what is still missing look through the n-best lists, told and not told; never
take a target that the engine itself thinks much worse of. What remains missing is said in the unit's terms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translate import engines, glossary
from translate.text.normalise import as_written
from translate.text.spans import places

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translate.model import Hypothesis, Segment, TermMatch

DROP = 0.35  # nats a token: the most that bringing a name in may cost
WIDE = 8  # hypotheses looked through for a name that is missing
_DOCUMENT = 2000  # segments of an article that tell which sense an ambiguous name has


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment's hypothesis over its own text, and what became of its terms."""

    hypothesis: Hypothesis
    terms: tuple[TermMatch, ...]

    @property
    def missing(self) -> int:
        return sum(match.status == "missing" for match in self.terms)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the steps share: engine, glossary, language pair, decoding."""

    engine: engines.Engine
    terms: glossary.Glossary
    source: str
    target: str
    decoding: engines.Decoding

    def told(self, segment: Segment, matches: tuple[TermMatch, ...]) -> str:
        """The text as the engine is given it: with its names announced where the engine was taught to listen."""
        return (
            glossary.annotate(segment.text, matches, self.target)
            if self.engine.tags and matches
            else segment.text
        )

    def translate(
        self,
        texts: Sequence[str],
        *,
        decoding: engines.Decoding,
        progress: Callable[[int], object] | None = None,
    ) -> dict[str, list[Hypothesis]]:
        """Hypotheses of each distinct text."""
        distinct = list(dict.fromkeys(texts))
        found = engines.translate(
            self.engine,
            distinct,
            source=self.source,
            target=self.target,
            decoding=decoding,
            progress=progress,
        )
        return dict(zip(distinct, found, strict=True))


def find(segments: Sequence[Segment], terms: glossary.Glossary, source: str) -> list[tuple[TermMatch, ...]]:
    """The terms of each segment, in order; an ambiguous name is judged in the whole article."""
    if not len(terms):
        return [() for _ in segments]
    document = "\n".join(segment.text for segment in segments[:_DOCUMENT])
    return [glossary.find(segment.text, source, terms, document=document) for segment in segments]


def translate(
    segments: Sequence[Segment],
    matches: Sequence[tuple[TermMatch, ...]],
    desk: Desk,
    count: Callable[[int], object],
) -> list[Translation]:
    """A translation for each segment, in order; a text that comes twice is decoded once. `count` is told how many are done."""
    texts = [desk.told(segment, own) for segment, own in zip(segments, matches, strict=True)]
    found = desk.translate(texts, decoding=desk.decoding, progress=count)
    count(len(texts) - len(found))
    results = [
        _judged(
            _clean(found[text][0], text, segment.text, desk),
            own,
            "annotated" if text != segment.text else "",
            desk,
        )
        for segment, own, text in zip(segments, matches, texts, strict=True)
    ]
    short = [index for index, result in enumerate(results) if result.missing]
    if short:
        wide = replace(desk.decoding, beam=max(WIDE, desk.decoding.beam), hypotheses=WIDE)
        lists = desk.translate(
            [text for index in short for text in (texts[index], segments[index].text)], decoding=wide
        )
        for index in short:
            results[index] = _best(results[index], segments[index].text, texts[index], lists, desk)
    return results


def _best(
    first: Translation, plain: str, told: str, lists: dict[str, list[Hypothesis]], desk: Desk
) -> Translation:
    """The translation with the fewest missing names among the first and the n-best lists; the more probable one where equal."""
    tried = [first]
    for text in dict.fromkeys((told, plain)):
        tried.extend(
            _judged(_clean(hypothesis, text, plain, desk), first.terms, "n-best", desk)
            for hypothesis in lists[text]
            if hypothesis.target.strip()
            and not hypothesis.is_truncated
            and hypothesis.score >= first.hypothesis.score - DROP
        )
    return min(tried, key=lambda translation: (translation.missing, -translation.hypothesis.score))


def _judged(hypothesis: Hypothesis, matches: tuple[TermMatch, ...], way: str, desk: Desk) -> Translation:
    """The hypothesis in house style with wrong forms of its names put right, and the verdict on each; `way` says how a name came in."""
    hypothesis = _rewritten(hypothesis, as_written(hypothesis.target, desk.target))
    if not matches:
        return Translation(hypothesis, ())
    text, notes = hypothesis.target, {}
    for entry in dict.fromkeys(match.entry for match in matches):
        text, note = glossary.micro_repair(text, desk.terms[entry], desk.target, glossary=desk.terms)
        if note:
            notes[entry] = note
    hypothesis = _rewritten(hypothesis, text)
    verdicts = glossary.verify(matches, text, desk.target, desk.terms)
    return Translation(
        hypothesis, tuple(_told(verdict, notes.get(verdict.entry, ""), way) for verdict in verdicts)
    )


def _told(verdict: TermMatch, note: str, way: str) -> TermMatch:
    if verdict.status != "present":
        return verdict
    if note:
        return replace(verdict, status="repaired", note=note)
    return replace(verdict, status=way) if way == "annotated" else replace(verdict, note=verdict.note or way)


def _clean(hypothesis: Hypothesis, told: str, plain: str, desk: Desk) -> Hypothesis:
    """The hypothesis without marks that leaked into it, its alignment moved from the announced text to the segment's own."""
    marks = [mark for mark in desk.engine.tags or () if mark in hypothesis.target and mark not in plain]
    if marks:
        target = hypothesis.target
        for mark in marks:
            target = target.replace(mark, " ")
        hypothesis = _rewritten(hypothesis, " ".join(target.split()))
    if told == plain or not hypothesis.alignment:
        return hypothesis
    back = places(plain, told)
    moved = tuple((begin, end, back[start], back[stop]) for begin, end, start, stop in hypothesis.alignment)
    return replace(hypothesis, alignment=moved)


def _rewritten(hypothesis: Hypothesis, target: str) -> Hypothesis:
    """The hypothesis with another target, its alignment moved along."""
    if target == hypothesis.target:
        return hypothesis
    if not hypothesis.alignment:
        return replace(hypothesis, target=target)
    new = places(target, hypothesis.target)
    last = len(new) - 1
    moved = tuple(
        (new[min(begin, last)], new[min(end, last)], start, stop)
        for begin, end, start, stop in hypothesis.alignment
    )
    return replace(hypothesis, target=target, alignment=moved)
