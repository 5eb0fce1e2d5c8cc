"""What a worker does: an order opens it, then shards go in, and drafted articles as JSON lines, packed, come out."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import astuple, dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from translate.archive import spool
from translate.archive.order import Order
from translate.archive.together import Answers, Seat, Together
from translate.errors import TranslateError
from translate.model import Hypothesis, Segment
from translate.publishers import publisher
from translate.workflow.draft import draft, draft_segments, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from translate import engines
    from translate.model import DraftedArticle
    from translate.workflow.draft import Drafter


@dataclass(frozen=True, slots=True)
class Shared:
    """Segments that several articles share: (number, language, whether it is aligned, text) each."""

    segments: tuple[tuple[int, str, bool, str], ...]


@dataclass(frozen=True, slots=True)
class Articles:
    """Articles as they were spooled, with their numbers, and what the engine has said to the segments that they share."""

    records: tuple[tuple[int, bytes], ...]
    said: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What the engine said to shared segments, by number; those that failed, with the reason."""

    said: dict[int, bytes]
    failed: dict[int, str]
    decoded: int
    signatures: dict[str, str]


@dataclass(frozen=True, slots=True)
class Drafted:
    """Articles in order, a JSON line each, packed by zstd; what is to be known of each; and those that failed (number, cause, reason)."""

    lines: bytes
    verdicts: tuple[tuple[int, int, int, float | None, float | None], ...]
    failed: tuple[tuple[int, str, str], ...]
    segments: int
    decoded: int
    words: int
    tallies: dict[tuple[str, str], int]
    signatures: dict[str, str]


def open_worker(order: dict[str, Any]) -> Callable[[Shared | Articles], Heard | Drafted]:
    """Open what the order names, once. Raises TranslateError."""
    return open_desk(order).do


def open_desk(order: dict[str, Any]) -> Desk:
    """What a worker holds open. Raises TranslateError."""
    told = Order.kept(order)
    return Desk(told, told.drafter(threads=1))


@dataclass(frozen=True, slots=True)
class _Work:
    """Something to be drafted in a direction, when a drafter for it is given."""

    way: tuple[str, str]
    do: Callable[[Drafter], Any]

    def by(self, drafter: Drafter, engine: engines.Engine) -> Any:
        return self.do(replace(drafter, engine=engine))


@dataclass(frozen=True, slots=True)
class Desk:
    """An order, and what drafts by it."""

    order: Order
    drafter: Drafter

    def do(self, task: Shared | Articles) -> Heard | Drafted:
        return self.shared(task) if isinstance(task, Shared) else self.articles(task)

    def shared(self, task: Shared) -> Heard:
        """Each segment by itself: what it asks of the engine, in all steps, is what its articles will ask."""

        def work(number: int, code: str, is_aligned: bool, text: str) -> _Work:
            source, target = self._pair(code)
            segment, aligned = Segment(f"s{number}", "b1", text, 0), {"b1"} if is_aligned else set[str]()
            return _Work(
                (source, target),
                lambda drafter: draft_segments(
                    [segment], drafter, source=source, target=target, aligned=aligned
                ),
            )

        seats, decoded, signatures = self._together([work(*one) for one in task.segments], {})
        said, failed = {}, {}
        for (number, *_), seat in zip(task.segments, seats, strict=True):
            if seat.error is None:
                said[number] = pack(seat.heard)
            else:
                failed[number] = _reason(seat.error)[1]
        return Heard(said, failed, decoded, signatures)

    def _pair(self, code: str) -> tuple[str, str]:
        return pair(code, self.order.to, source=self.order.source)

    def _together(self, works: list[_Work], known: Answers) -> tuple[list[Seat], int, dict[str, str]]:
        """Works of each direction together; the seats in order, how many texts were decoded, and the signature of each direction."""
        seats: dict[int, Seat] = {}
        decoded, signatures = 0, dict[str, str]()
        for way in sorted({work.way for work in works}):
            places = [place for place, work in enumerate(works) if work.way == way]
            fitting = self.drafter.towards(*way)
            together = Together(fitting.engine, known)
            done = together.run([partial(works[place].by, fitting) for place in places])
            seats.update(zip(places, done, strict=True))
            decoded += together.decoded
            signatures["-".join(way)] = fitting.signature()
        return [seats[place] for place in range(len(works))], decoded, signatures

    def articles(self, task: Articles) -> Drafted:
        known: Answers = {}
        for one in task.said:
            known |= unpack(one)

        def work(record: bytes) -> _Work:
            article = spool.unpack(record)
            return _Work(
                self._pair(article.language),
                lambda drafter: draft(
                    article,
                    drafter,
                    to=self.order.to,
                    source=self.order.source,
                    furniture=self.order.furniture,
                ),
            )

        seats, decoded, signatures = self._together([work(record) for _, record in task.records], known)
        shape = publisher("json").shape  # type: ignore[attr-defined] # the publisher of JSON has it
        lines, verdicts, failed, tallies = [], [], [], Counter[tuple[str, str]]()
        segments = words = 0
        for (number, _), seat in zip(task.records, seats, strict=True):
            if seat.error is not None:
                failed.append((number, *_reason(seat.error)))
                continue
            drafted: DraftedArticle = seat.result
            lines.append(json.dumps(shape(drafted), ensure_ascii=False) + "\n")
            verdicts.append((number, *_judged(drafted)))
            tallies.update(_counted(drafted))
            segments += len(drafted.units)
            words += sum(len(unit.source.split()) for unit in drafted.units)
        return Drafted(
            packed("".join(lines).encode("utf-8", "surrogatepass")),
            tuple(verdicts),
            tuple(failed),
            segments,
            decoded,
            words,
            dict(tallies),
            signatures,
        )


def _reason(error: BaseException) -> tuple[str, str]:
    """Cause and reason, for people."""
    if isinstance(error, TranslateError):
        return "draft", " ".join(str(error).split())
    if isinstance(error, MemoryError):
        return "memory", "not enough memory for it"
    return "draft", f"a flaw of this program: {type(error).__name__}: {' '.join(str(error).split())[:300]}"


def _judged(drafted: DraftedArticle) -> tuple[int, int, float | None, float | None]:
    """Errors, warnings, mean score a segment that was decoded, mean estimate where there is one."""
    severities = Counter(str(issue.severity) for unit in drafted.units for issue in unit.issues)
    scores = [unit.draft.score for unit in drafted.units if unit.draft.score]
    estimates = [unit.estimate.hter for unit in drafted.units if unit.estimate]
    return (
        severities["error"],
        severities["warning"],
        round(sum(scores) / len(scores), 4) if scores else None,
        round(sum(estimates) / len(estimates), 2) if estimates else None,
    )


def _counted(drafted: DraftedArticle) -> Iterable[tuple[str, str]]:
    yield "language", f"{drafted.source_language}-{drafted.target_language}"
    for unit in drafted.units:
        yield "origin", unit.draft.origin
        for issue in unit.issues:
            yield "issue", f"{issue.severity} {issue.code}"


def pack(answers: Answers) -> bytes:
    """Answers of the engine as bytes."""
    told = [[key.hex(), [astuple(one) for one in found]] for key, found in answers.items()]
    return packed(
        json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    )


def unpack(data: bytes) -> Answers:
    """Answers from their bytes."""
    import zstandard

    told = json.loads(zstandard.ZstdDecompressor().decompress(data).decode("utf-8", "surrogatepass"))
    return {bytes.fromhex(key): [_hypothesis(one) for one in found] for key, found in told}


def _hypothesis(told: list[Any]) -> Hypothesis:
    values = dict(zip((item.name for item in fields(Hypothesis)), told, strict=True))
    values["alignment"] = tuple(tuple(link) for link in values["alignment"])
    values["retries"] = tuple(values["retries"])
    return Hypothesis(**values)


def packed(data: bytes) -> bytes:
    """Packed by zstd, the same bytes for the same data."""
    import zstandard

    return bytes(zstandard.ZstdCompressor(level=3).compress(data))
