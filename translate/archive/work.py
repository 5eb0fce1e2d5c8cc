"""What a worker does: an order opens it, then shards go in, and drafted articles as JSON lines, packed, come out."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from translate import engines
from translate.archive import spool
from translate.archive.order import Order
from translate.errors import TranslateError
from translate.model import DraftedArticle, Segment
from translate.publishers import publisher
from translate.workflow.draft import draft_many, draft_segments, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from translate.model import Article
    from translate.workflow.draft import Drafter

Answers = dict[bytes, str]  #: what an engine said, as engines.Cached keeps it


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


@dataclass(slots=True)
class Known:
    """What the engine said within one shard, for `engines.Cached`; `asked` are the keys that were wanted, `decoded` counts the new ones."""

    answers: Answers = field(default_factory=dict)
    asked: set[bytes] = field(default_factory=set)
    decoded: int = 0

    def get(self, keys: Iterable[bytes]) -> Answers:
        wanted = list(keys)
        self.asked.update(wanted)
        return {key: self.answers[key] for key in wanted if key in self.answers}

    def put(self, values: Mapping[bytes, str]) -> None:
        self.answers.update(values)
        self.decoded += len(values)


@dataclass(frozen=True, slots=True)
class Desk:
    """An order, and what drafts by it."""

    order: Order
    drafter: Drafter

    def do(self, task: Shared | Articles) -> Heard | Drafted:
        return self.shared(task) if isinstance(task, Shared) else self.articles(task)

    def shared(self, task: Shared) -> Heard:
        """All segments together first, which is fast; then each by itself, which tells what of the answers its articles will ask for."""
        known, said, failed, signatures = Known(), dict[int, bytes](), dict[int, str](), dict[str, str]()
        for way, places in _by_way([self._pair(one[1]) for one in task.segments]).items():
            drafter = self._fitting(way, known, signatures)
            texts = [task.segments[place] for place in places]
            with suppress(Exception):  # one text may be to blame: each is drafted by itself below
                _draft([one[3] for one in texts], way, drafter, [one[2] for one in texts])
            for number, _, is_aligned, text in texts:
                known.asked.clear()
                try:
                    _draft([text], way, drafter, [is_aligned])
                except Exception as error:  # noqa: BLE001 — whatever it is, it concerns this segment only
                    failed[number] = _reason(error)[1]
                else:
                    said[number] = pack({key: known.answers[key] for key in sorted(known.asked)})
        return Heard(said, failed, known.decoded, signatures)

    def _pair(self, code: str) -> tuple[str, str]:
        return pair(code, self.order.to, source=self.order.source)

    def _fitting(
        self,
        way: tuple[str, str],
        known: Known,
        signatures: dict[str, str],
        recalled: Mapping[str, str] | None = None,
    ) -> Drafter:
        """The drafter for a direction, whose engine is only asked what is not known; its signature is noted."""
        fitting = self.drafter.towards(*way)
        if self.order.memory:
            fitting = replace(fitting, recall=partial(_recall, recalled or {}))
        signatures["-".join(way)] = fitting.signature()
        return replace(fitting, engine=engines.Cached(fitting.engine, known))

    def articles(self, task: Articles) -> Drafted:
        """Articles of a direction together; where one brings the engine down, each by itself."""
        known, signatures = Known(), dict[str, str]()
        for one in task.said:
            known.answers |= unpack(one)
        articles, recalled = [], dict[str, str]()
        for _, record in task.records:
            article, own = spool.unpack(record)
            articles.append(article)
            recalled |= own
        made: dict[int, DraftedArticle | Exception] = {}
        for way, places in _by_way([self._pair(article.language) for article in articles]).items():
            drafter = self._fitting(way, known, signatures, recalled)
            some = [articles[place] for place in places]
            try:
                found: list[DraftedArticle | Exception] = [*self._drafted(some, drafter)]
            except Exception:  # noqa: BLE001 — one article may be to blame
                found = [self._alone(article, drafter) for article in some]
            made.update(zip(places, found, strict=True))
        shape = publisher("json").shape  # type: ignore[attr-defined] # the publisher of JSON has it
        lines, verdicts, failed, tallies = [], [], [], Counter[tuple[str, str]]()
        segments = words = 0
        for place, (number, _) in enumerate(task.records):
            drafted = made[place]
            if isinstance(drafted, Exception):
                failed.append((number, *_reason(drafted)))
                continue
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
            known.decoded,
            words,
            dict(tallies),
            signatures,
        )

    def _drafted(
        self, articles: list[Article], drafter: Drafter
    ) -> Iterable[DraftedArticle | TranslateError]:
        order = self.order
        return draft_many(articles, drafter, to=order.to, source=order.source, furniture=order.furniture)

    def _alone(self, article: Article, drafter: Drafter) -> DraftedArticle | Exception:
        try:
            (drafted,) = self._drafted([article], drafter)
        except Exception as error:  # noqa: BLE001 — whatever it is, it is the end of this article only
            return error
        return drafted


def _recall(recalled: Mapping[str, str], segments: Sequence[Segment], source: str) -> dict[str, str]:
    """What the memory had when the archive was planned: targets by segment id."""
    if not recalled:
        return {}
    found = {one.id: recalled.get(spool.context(segments, place)) for place, one in enumerate(segments)}
    return {name: target for name, target in found.items() if target is not None}


def _by_way(ways: list[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    """Places by direction."""
    return {way: [place for place, own in enumerate(ways) if own == way] for way in sorted(set(ways))}


def _draft(texts: list[str], way: tuple[str, str], drafter: Drafter, aligned: list[bool]) -> None:
    """Each text as a segment in a block of its own."""
    segments = [Segment(f"s{place}", f"b{place}", text, 0) for place, text in enumerate(texts)]
    wanted = {f"b{place}" for place, is_aligned in enumerate(aligned) if is_aligned}
    draft_segments(segments, drafter, source=way[0], target=way[1], aligned=wanted)


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
    told = {key.hex(): value for key, value in answers.items()}
    return packed(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def unpack(data: bytes) -> Answers:
    """Answers from their bytes."""
    import zstandard

    told = json.loads(zstandard.ZstdDecompressor().decompress(data).decode("utf-8", "surrogatepass"))
    return {bytes.fromhex(key): value for key, value in told.items()}


def packed(data: bytes) -> bytes:
    """Packed by zstd, the same bytes for the same data."""
    import zstandard

    return bytes(zstandard.ZstdCompressor(level=3).compress(data))
