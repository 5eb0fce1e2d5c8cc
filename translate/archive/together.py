"""Many drafts go forward together: what they ask of the engine is gathered, asked at once in a fixed order, and each goes on with its answer.

An engine is fastest with many texts at a time, and its batches must not depend on who works when: a shard asks the same in the
same order however often it is done, on any machine, beside any others. Each draft runs in a thread of its own, and one at a time.
"""

from __future__ import annotations

import threading
from dataclasses import astuple, dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translate import engines
    from translate.model import Hypothesis

Answers = dict[bytes, "list[Hypothesis]"]


@dataclass(frozen=True, slots=True)
class Request:
    """What a draft asks of the engine, and cannot be answered from what is known."""

    texts: tuple[str, ...]
    source: str
    target: str
    decoding: engines.Decoding

    @property
    def kind(self) -> tuple[str, str, engines.Decoding]:
        return self.source, self.target, self.decoding

    def key(self, text: str) -> bytes:
        """Sixteen bytes for a text in this language pair and decoding."""
        told = repr((self.source, self.target, astuple(self.decoding), text))
        return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Seat:
    """The engine as one draft sees it; `heard` is all that it was answered, `fresh` the texts that were decoded for it."""

    def __init__(self, engine: engines.Engine, known: Mapping[bytes, list[Hypothesis]]) -> None:
        self._engine, self._known = engine, known
        self.name, self.model, self.signature = engine.name, engine.model, engine.signature
        self.limit, self.tags, self.placeholders = engine.limit, engine.tags, engine.placeholders
        self.heard: Answers = {}
        self.request: Request | None = None
        self.answer: Answers | BaseException = {}
        self.result: Any = None
        self.error: BaseException | None = None
        self.is_done = False
        self._go, self._come = threading.Semaphore(0), threading.Semaphore(0)
        self._thread: threading.Thread | None = None

    def count(self, text: str, source: str) -> int:
        return self._engine.count(text, source)

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, decoding: engines.Decoding
    ) -> list[list[Hypothesis]]:
        """Answers from what is known, and for the rest waits until all drafts have asked."""
        whole = Request(tuple(texts), source, target, decoding)
        keys = [whole.key(text) for text in texts]
        unknown = {
            key: text
            for key, text in zip(keys, texts, strict=True)
            if key not in self._known and key not in self.heard
        }
        if unknown:
            self.request = Request(tuple(unknown.values()), source, target, decoding)
            self._come.release()
            self._go.acquire()
            if isinstance(self.answer, BaseException):
                raise self.answer
            self.heard |= self.answer
        for key in keys:
            if key not in self.heard:
                self.heard[key] = self._known[key]
        return [self.heard[key] for key in keys]

    def step(self, work: Callable[[engines.Engine], Any]) -> None:
        """Let the draft run until it asks, or is done."""
        self.request = None
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
            self._thread.start()
        else:
            self._go.release()
        self._come.acquire()
        if self.is_done:
            self._thread.join()

    def _run(self, work: Callable[[engines.Engine], Any]) -> None:
        try:
            self.result = work(self)
        except BaseException as error:  # noqa: BLE001 — whatever it is, it is the end of this draft only
            self.error = error
        self.is_done = True
        self._come.release()


@dataclass(slots=True)
class Together:
    """An engine, what it is known to answer, and how many texts it was given in the end."""

    engine: engines.Engine
    known: Answers = field(default_factory=dict)
    decoded: int = 0

    def run(self, works: Sequence[Callable[[engines.Engine], Any]]) -> list[Seat]:
        """Each work done with an engine of its own; the seats tell result, error, and what was heard."""
        seats = [Seat(self.engine, self.known) for _ in works]
        waiting = list(zip(seats, works, strict=True))
        while waiting:
            for seat, work in waiting:
                seat.step(work)
            waiting = [(seat, work) for seat, work in waiting if not seat.is_done]
            self._answer([seat for seat, _ in waiting])
        return seats

    def _answer(self, seats: Sequence[Seat]) -> None:
        kinds: dict[tuple[str, str, engines.Decoding], list[Seat]] = {}
        for seat in seats:
            if seat.request:
                kinds.setdefault(seat.request.kind, []).append(seat)
        for asking in kinds.values():
            try:
                found = self._decoded([seat.request for seat in asking if seat.request])
            except Exception:  # noqa: BLE001 — one text may be to blame: each draft asks for itself
                for seat in asking:
                    try:
                        seat.answer = self._decoded([seat.request] if seat.request else [])
                    except Exception as error:  # noqa: BLE001
                        seat.answer = error
            else:
                for seat in asking:
                    seat.answer = (
                        {seat.request.key(text): found[seat.request.key(text)] for text in seat.request.texts}
                        if seat.request
                        else {}
                    )

    def _decoded(self, requests: Sequence[Request]) -> Answers:
        """Every distinct text of some requests of one kind, decoded at once."""
        texts = {request.key(text): text for request in requests for text in request.texts}
        source, target, decoding = requests[0].kind
        found = self.engine.translate(list(texts.values()), source=source, target=target, decoding=decoding)
        self.decoded += len(texts)
        return dict(zip(texts, found, strict=True))
