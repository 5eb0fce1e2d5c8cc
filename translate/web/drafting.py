"""Texts and languages go in, targets come out: one open model a process, waiting requests drafted in one batch."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from translate import engines, segmentation
from translate.errors import InputError
from translate.glossary.entry import Entry, Glossary, Kind
from translate.model import Segment, TermMatch
from translate.workflow.draft import Drafter, draft_segments, open_drafter

_TOGETHER = 64  # requests drafted in one batch
_TERMS = 2_000  # terms that one request may bring


@dataclass(frozen=True, slots=True)
class Translated:
    """A text's target, further targets, and what became of its terms (places are of the line that holds them)."""

    target: str
    alternatives: tuple[str, ...] = ()
    terms: tuple[TermMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    texts: tuple[str, ...]
    source: str
    target: str
    terms: str  # key of a glossary
    alternatives: int
    future: Future[list[Translated]]


class Translator:
    """Opened at first use. Calls from any thread wait for one thread that drafts; what waits together is drafted together."""

    def __init__(
        self, *, model: str | None = None, engine: str | None = None, threads: int | None = None
    ) -> None:
        self._given: dict[str, Any] = {"model": model, "engine": engine, "threads": threads}
        self._opened: Drafter | None = None
        self._glossaries: dict[str, Glossary] = {}
        self._queue: queue.SimpleQueue[_Wanted | Callable[[], None]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def is_open(self) -> bool:
        return self._opened is not None

    def drafter(self, terms: str = "house") -> Drafter:
        """The open drafter with a glossary by its key (`house`, `none`, or what `own_terms` gave)."""
        with self._lock:
            if self._opened is None:
                self._opened = open_drafter(**self._given)
                self._glossaries |= {"house": self._opened.terms, "none": Glossary(())}
            return replace(self._opened, terms=self._glossaries[terms])

    def own_terms(self, pairs: Sequence[tuple[str, str]], *, beside_house: bool = True) -> str:
        """The key of a glossary of (English, Arabic) pairs; raises InputError for too many or for empty ones."""
        if len(pairs) > _TERMS:
            raise InputError(f"a glossary of {len(pairs)} terms", advice=f"give at most {_TERMS}")
        entries = tuple(_entry(english, arabic) for english, arabic in pairs)
        digest = sha256(repr((pairs, beside_house)).encode()).hexdigest()[:16]
        house = self.drafter().terms
        with self._lock:
            if digest not in self._glossaries:
                for key in [key for key in self._glossaries if key not in ("house", "none")][:-15]:
                    del self._glossaries[key]
                own = {(entry.english.casefold()) for entry in entries} | {entry.arabic for entry in entries}
                kept = (
                    [e for e in house if e.english.casefold() not in own and e.arabic not in own]
                    if beside_house
                    else []
                )
                self._glossaries[digest] = Glossary([*kept, *entries])
        return digest

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, terms: str = "house", alternatives: int = 0
    ) -> list[Translated]:
        """Each text with its line breaks kept; texts in order. Raises ModelError, InputError."""
        future: Future[list[Translated]] = Future()
        self._put(_Wanted(tuple(texts), source, target, terms, alternatives, future))
        return future.result()

    def call(self, function: Callable[[Drafter], Any], *, terms: str = "house") -> Any:
        """Call a function with the drafter, in turn with what else is drafted."""
        future: Future[Any] = Future()

        def work() -> None:
            try:
                future.set_result(function(self.drafter(terms)))
            except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
                future.set_exception(error)

        self._put(work)
        return future.result()

    def _put(self, work: _Wanted | Callable[[], None]) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="drafting", daemon=True)
                self._thread.start()
        self._queue.put(work)

    def _work(self) -> None:
        while True:
            first = self._queue.get()
            waiting = [first]
            while len(waiting) < _TOGETHER and not self._queue.empty():
                waiting.append(self._queue.get())
            groups: dict[tuple[str, str, str, int], list[_Wanted]] = {}
            for item in waiting:
                if isinstance(item, _Wanted):
                    key = (item.source, item.target, item.terms, item.alternatives)
                    groups.setdefault(key, []).append(item)
                else:
                    item()
            for group in groups.values():
                self._group(group)

    def _group(self, group: Sequence[_Wanted]) -> None:
        one = group[0]
        try:
            done = _draft([text for item in group for text in item.texts], self.drafter(one.terms), one)
        except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
            for item in group:
                item.future.set_exception(error)
            return
        for item in group:
            item.future.set_result(done[: len(item.texts)])
            done = done[len(item.texts) :]


def _draft(texts: Sequence[str], drafter: Drafter, wanted: _Wanted) -> list[Translated]:
    """Lines are translated one by one, their sentences too; what stands between comes back as it was."""
    segments: list[Segment] = []
    shapes: list[list[tuple[str, str, str]]] = []  # of each text: lead, id, separator of each piece
    for number, text in enumerate(texts):
        shape: list[tuple[str, str, str]] = []
        for place, line in enumerate(text.splitlines(keepends=True)):
            body = line.rstrip("\r\n")
            end = line[len(body) :]
            if not body.strip():
                shape.append((body, "", end))
                continue
            pieces = segmentation.segment_text(body, wanted.source)
            for index, piece in enumerate(pieces):
                name = f"{number}.{place}.{index}"
                segments.append(Segment(name, str(number), piece.text, 0))
                last = index == len(pieces) - 1
                shape.append((piece.lead, name, piece.separator + (end if last else "")))
        shapes.append(shape)
    units, _ = draft_segments(segments, drafter, source=wanted.source, target=wanted.target)
    known = {unit.segment.id: unit for unit in units}
    further = _further([unit.segment.text for unit in units], drafter, wanted) if wanted.alternatives else {}
    results = []
    for shape in shapes:
        named = [known[name] for _, name, _ in shape if name]
        target = _joined(shape, {unit.segment.id: unit.target for unit in named})
        alternatives: list[str] = []
        for rank in range(wanted.alternatives):
            other = _joined(
                shape,
                {
                    unit.segment.id: (further[unit.segment.text] + [unit.target])[rank]
                    if rank < len(further[unit.segment.text])
                    else unit.target
                    for unit in named
                },
            )
            if other != target and other not in alternatives:
                alternatives.append(other)
        terms = tuple(term for unit in named for term in unit.terms)
        results.append(Translated(target, tuple(alternatives), terms))
    return results


def _joined(shape: Sequence[tuple[str, str, str]], targets: dict[str, str]) -> str:
    parts: list[str] = []
    for lead, name, separator in shape:
        gap = separator
        if name and not separator and parts is not None:
            gap = "" if name == shape[-1][1] else " "
        parts.append(lead + (targets[name] if name else "") + gap)
    return "".join(parts)


def _further(texts: Sequence[str], drafter: Drafter, wanted: _Wanted) -> dict[str, list[str]]:
    """Other hypotheses of each text, best first, the best of all left out."""
    wide = max(drafter.decoding.beam, wanted.alternatives + 1)
    decoding = replace(drafter.decoding, beam=wide, hypotheses=wanted.alternatives + 1)
    distinct = list(dict.fromkeys(texts))
    found = engines.translate(
        drafter.towards(wanted.source, wanted.target).engine,
        distinct,
        source=wanted.source,
        target=wanted.target,
        decoding=decoding,
    )
    return {text: [one.target for one in all_[1:]] for text, all_ in zip(distinct, found, strict=True)}


@lru_cache(maxsize=4096)
def _entry(english: str, arabic: str) -> Entry:
    english, arabic = " ".join(english.split()), " ".join(arabic.split())
    if not english or not arabic:
        raise InputError("a term without one of its sides", advice="give both languages")
    if len(english) > 200 or len(arabic) > 200:
        raise InputError("a term longer than 200 characters", advice="give names and phrases, not texts")
    ident = "request:" + sha256(f"{english}\0{arabic}".encode()).hexdigest()[:12]
    al = "lex" if arabic.startswith("ال") else "none"
    return Entry(ident, Kind.ORG, english, arabic, al=al)
