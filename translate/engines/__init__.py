"""Texts and a language pair go in; one list of hypotheses a text comes out, in order, best first, never cut silently."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import astuple, dataclass, fields, replace
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from translate import registry
from translate.languages import language
from translate.model import Hypothesis
from translate.text.addresses import CARRIED, PICTURES
from translate.text.clauses import split_clauses
from translate.text.copies import is_copy
from translate.text.detect import has_letters
from translate.text.normalise import for_engine
from translate.text.repetition import is_loop
from translate.text.spans import places

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

CHUNK = 256  # texts decoded together
AHEAD = 1  # parts that are decoded while one is worked on
#: A target of more characters than LONGER times its source and ROOM is none: of 53,000 pairs of our corpus the longest has 1.6 times (November 2026).
LONGER, ROOM = 3, 40


@dataclass(frozen=True, slots=True)
class Decoding:
    """How an engine searches. `hypotheses` ≤ `beam`; `no_repeat` forbids n-grams of that length twice (0: off)."""

    beam: int = 4
    hypotheses: int = 1
    no_repeat: int = 0
    repetition_penalty: float = 1.0
    length_penalty: float = 1.0
    alignment: bool = False


class Engine(Protocol):
    """What an engine offers. It decodes what it is given and reports how; splitting and retrying is done here, for all.

    `limit` is the most source pieces it translates well, `tags` the inline term marks it was taught (None if it was not),
    `placeholders` the symbols that it copies, `signature` what a draft must name to be made again.
    """

    name: str
    model: str
    signature: str
    limit: int
    tags: tuple[str, str] | None
    placeholders: tuple[str, ...]

    def count(self, text: str, source: str) -> int:
        """Source pieces of a text, language tag and end mark included."""
        ...

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """`decoding.hypotheses` hypotheses a text, best first, texts in order. Raises ModelError.

        An engine that can decode while Python does other things offers `submit` beside it: the same arguments, and what it
        returns waits for the hypotheses when called. One that can judge a target offers `go_on`, which takes a beginning and a
        rest of a target for each text, and returns what waits for a WentOn each.
        """
        ...


class WentOn(NamedTuple):
    """What an engine thinks of a target that it was given (`kept`), and how it goes on itself from the same beginning.

    Scores are log-probability a target piece (nats). `end` is the whole target, empty where it ran into the limit.
    """

    kept: float
    end: str = ""
    ended: float = 0.0


def load(name: str, model: Path | None, **options: Any) -> Engine:
    """Open an engine by its file name; raises UnknownPart, ModelError, MissingExtra."""
    engine: Engine = registry.load("engines", name).open_engine(model, **options)
    return engine


_FIELDS = tuple(field.name for field in fields(Hypothesis))


class Memory(Protocol):
    """What a cache offers: values by key (see store/cache.py)."""

    def get(self, keys: Iterable[bytes]) -> dict[bytes, str]: ...
    def put(self, values: Mapping[bytes, str]) -> None: ...


class Cached:
    """An engine that is only asked what the cache does not know.

    The key is all that makes the answer: the engine's signature (model checksum, arithmetic, library), direction, decoding, and
    the text as the engine is told it, with the house forms of the names in it; so a change of the glossary asks anew just where
    it changes something.
    """

    def __init__(self, engine: Engine, memory: Memory) -> None:
        self.engine, self.memory = engine, memory
        self.name, self.model, self.signature = engine.name, engine.model, engine.signature
        self.limit, self.tags, self.placeholders = engine.limit, engine.tags, engine.placeholders

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def count(self, text: str, source: str) -> int:
        return self.engine.count(text, source)

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> list[list[Hypothesis]]:
        return self.submit(texts, source=source, target=target, decoding=decoding)()

    def submit(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> Callable[[], list[list[Hypothesis]]]:
        """Start decoding what is not known."""
        told = repr((self.signature, source, target, astuple(decoding)))
        keys = [
            blake2b(f"{told}{text}".encode("utf-8", "surrogatepass"), digest_size=20).digest()
            for text in texts
        ]
        known = self.memory.get(keys) if texts else {}
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        asked: dict[str, Any] = {"source": source, "target": target, "decoding": decoding}
        start = getattr(self.engine, "submit", None)
        begun = start(list(fresh.values()), **asked) if start and fresh else None

        def collect() -> list[list[Hypothesis]]:
            results = {key: _read(value) for key, value in known.items()}
            if fresh:
                found = begun() if begun else self.engine.translate(list(fresh.values()), **asked)
                made = dict(zip(fresh, found, strict=True))
                self.memory.put({key: _written(own) for key, own in made.items()})
                results |= made
            return [results[key] for key in keys]

        return collect


def _written(hypotheses: Sequence[Hypothesis]) -> str:
    told = [
        [getattr(one, name) for name in _FIELDS] for one in hypotheses
    ]  # astuple() copies ten times as long
    return json.dumps(told, separators=(",", ":"))


def _read(value: str) -> list[Hypothesis]:
    return [
        Hypothesis(
            target, score, sources, targets, stop, tuple(tuple(one) for one in alignment), tuple(retries)
        )
        for target, score, sources, targets, stop, alignment, retries in json.loads(value)
    ]


def translate(
    engine: Engine,
    texts: Sequence[str],
    *,
    source: str,
    target: str,
    decoding: Decoding | None = None,
    progress: Callable[[int], object] | None = None,
    chunk: int = CHUNK,
) -> list[list[Hypothesis]]:
    """Hypotheses for each text, in order, best first; a text without a letter of the source comes back as it is (a figure, an address).

    What exceeds the engine's limit is split at clause boundaries and rejoined (stop `split`). URLs, addresses, handles
    and pictures go through as placeholders. A loop, a copy of the source, a wrong script, a text that is far too long and a cut-off end are
    decoded again more strictly and then clause by clause; the steps stand in `retries`. What still is one comes back marked by
    its text or by stop `length`, for the checks to report.
    `progress` is called with the number of texts done since the last call; `chunk` texts are decoded at a time.
    """
    decoding = decoding or Decoding()
    parts = ((texts[begin : begin + chunk], decoding) for begin in range(0, len(texts), chunk))
    results: list[list[Hypothesis]] = []
    for found in stream(engine, parts, source=source, target=target):
        results.extend(found)
        if progress:
            progress(len(found))
    return results


def stream(
    engine: Engine, parts: Iterable[tuple[Sequence[str], Decoding]], *, source: str, target: str
) -> Iterator[list[list[Hypothesis]]]:
    """As translate(), part by part: while one is decoded, the next is read and the last one is in the caller's hands.

    What has to be decoded again is looked at before the next part is waited for, so that the engine is never without work.
    At most three parts are held, so memory does not grow with the input.
    """
    language(source), language(target)
    waiting: deque[_Part] = deque()
    for texts, decoding in parts:
        waiting.append(_Part(engine, texts, source, target, decoding))
        if len(waiting) > AHEAD + 1:
            yield waiting.popleft().results()
        if len(waiting) > AHEAD:
            waiting[-1 - AHEAD].look()
    while waiting:
        yield waiting.popleft().results()


class _Part:
    """Some texts that are being decoded: started when it is made, decoded again where it is wrong when it is looked at, finished
    when it is asked for its results.
    """

    def __init__(
        self, engine: Engine, texts: Sequence[str], source: str, target: str, decoding: Decoding
    ) -> None:
        self.engine, self.source, self.target, self.decoding = engine, source, target, decoding
        self.masked = [_Masked(text, for_engine(text, source), engine.placeholders, source) for text in texts]
        self.job = self._decode([one.text if one.has_words else "" for one in self.masked])

    def look(self) -> None:
        """Wait for the first hypotheses, and have those that are wrong decoded again."""
        self.job.look()

    def results(self) -> list[list[Hypothesis]]:
        """Hypotheses with every address back in place; where one was lost, those of the text with its addresses in it."""
        found = self.job.joined()
        results = [[one.restored(each) for each in own] for one, own in zip(self.masked, found, strict=True)]
        lost = [index for index, one in enumerate(self.masked) if not one.is_whole(found[index][0])]
        if lost:
            plain = self._decode([self.masked[index].plain for index in lost]).joined()
            for index, own in zip(lost, plain, strict=True):
                one = self.masked[index]
                if not _is_wrong(one.plain, own[0], self.source, self.target):
                    results[index] = [one.unmasked(each) for each in own]
        return results

    def _decode(self, texts: Sequence[str]) -> _Job:
        return _Job(self.engine, texts, self.source, self.target, self.decoding)


class _Job:
    """Texts as an engine is given them: what is too long in parts, a piece that comes twice decoded once."""

    def __init__(
        self, engine: Engine, texts: Sequence[str], source: str, target: str, decoding: Decoding
    ) -> None:
        self.plan = [_pieces(engine, text, source) for text in texts]
        self.pieces = list(dict.fromkeys(piece for parts in self.plan for piece, _ in parts if piece))
        self.ladder = _Ladder(engine, self.pieces, source, target, decoding)

    def look(self) -> None:
        """Wait for the first hypotheses, and start the first step for those that are wrong."""
        self.ladder.look()

    def joined(self) -> list[list[Hypothesis]]:
        """What the engine said of each text, its parts joined again."""
        decoded = dict(zip(self.pieces, self.ladder.climbed(), strict=True))
        results = []
        for parts in self.plan:
            own = [(decoded[piece] if piece else [Hypothesis("")], gap) for piece, gap in parts]
            results.append(own[0][0] if len(own) == 1 else [_joined([(one[0], gap) for one, gap in own])])
        return results


def _pieces(engine: Engine, text: str, source: str) -> list[tuple[str, str]]:
    """The text in parts that fit, each with what stands behind it."""
    if not text:
        return [("", "")]
    if engine.count(text, source) <= engine.limit:
        return [(text, "")]
    parts = split_clauses(text, lambda part: engine.count(part.strip(), source) <= engine.limit, source)
    return [(part.strip(), part[len(part.rstrip()) :]) for part in parts if part.strip()]


def _joined(parts: Sequence[tuple[Hypothesis, str]]) -> Hypothesis:
    found = [hypothesis for hypothesis, _ in parts]
    tokens = sum(hypothesis.target_tokens for hypothesis in found)
    return Hypothesis(
        target="".join(hypothesis.target + (gap or " ") for hypothesis, gap in parts).strip(),
        score=sum(hypothesis.score * hypothesis.target_tokens for hypothesis in found) / max(1, tokens),
        source_tokens=sum(hypothesis.source_tokens for hypothesis in found),
        target_tokens=tokens,
        stop="length" if any(hypothesis.is_truncated for hypothesis in found) else "split",
        retries=tuple(dict.fromkeys(step for hypothesis in found for step in hypothesis.retries)),
    )


class _Ladder:
    """Texts that are decoded, and again where they come out wrong: stricter, wider, another of the list, by clauses.

    Each step that was climbed is written into `retries` as `flaw:step`; a hypothesis that no step could mend names them all.
    """

    def __init__(
        self, engine: Engine, texts: Sequence[str], source: str, target: str, decoding: Decoding
    ) -> None:
        self.engine, self.texts, self.source, self.target = engine, texts, source, target
        self.decoding = decoding
        self.first = self._begin(texts, decoding)
        self.second: Callable[[], list[list[Hypothesis]]] | None = None
        self.results: list[list[Hypothesis]] | None = None
        self.flaws: dict[int, str] = {}
        self.steps = (
            ("no-repeat", replace(decoding, no_repeat=3, repetition_penalty=1.1)),
            (
                "wider",
                replace(
                    decoding,
                    beam=max(6, decoding.beam),
                    no_repeat=2,
                    hypotheses=max(4, decoding.hypotheses),
                ),
            ),
        )

    def _begin(self, texts: Sequence[str], decoding: Decoding) -> Callable[[], list[list[Hypothesis]]]:
        """Start decoding, where the engine can do so while Python does other things."""
        if not texts:
            return list
        start = getattr(self.engine, "submit", None) or partial(partial, self.engine.translate)
        begun: Callable[[], list[list[Hypothesis]]] = start(
            texts, source=self.source, target=self.target, decoding=decoding
        )
        return begun

    def look(self) -> list[list[Hypothesis]]:
        """The first hypotheses; those that are wrong are being decoded again."""
        if self.results is None:
            self.results = self.first()
            self.flaws = {
                index: flaw
                for index, text in enumerate(self.texts)
                if (flaw := flaw_of(text, self.results[index][0], self.source, self.target))
            }
            self.second = self._begin([self.texts[index] for index in self.flaws], self.steps[0][1])
        return self.results

    def climbed(self) -> list[list[Hypothesis]]:
        """The hypotheses, mended as far as the ladder goes."""
        results = self.look()
        climbed: dict[int, list[str]] = {index: [] for index in self.flaws}
        for step, retry in self.steps:
            wrong = [index for index in self.flaws if index in climbed]
            if not wrong:
                return results
            begun = self.second or self._begin([self.texts[index] for index in wrong], retry)
            self.second = None
            for index, found in zip(wrong, begun(), strict=True):
                climbed[index].append(f"{self.flaws[index]}:{step}")
                right = [
                    one for one in found if not flaw_of(self.texts[index], one, self.source, self.target)
                ]
                if right:
                    if right[0] is not found[0]:
                        climbed[index].append(f"{self.flaws[index]}:other-hypothesis")
                    steps = tuple(climbed.pop(index))
                    best = right[: max(1, self.decoding.hypotheses)]
                    results[index] = [replace(one, retries=steps) for one in best]
        for index, tried in climbed.items():
            mended = _by_clauses(self.engine, self.texts[index], self.source, self.target, self.decoding)
            told = (*tried, f"{self.flaws[index]}:split")
            if mended is None:
                results[index] = [replace(one, retries=(*told, "unmended")) for one in results[index]]
            else:
                results[index] = [replace(mended, retries=told)]
        return results


def _by_clauses(engine: Engine, text: str, source: str, target: str, decoding: Decoding) -> Hypothesis | None:
    """The last resort: two thirds of the length at a time; None when that is wrong too."""
    size = engine.count(text, source)
    if size < 12:
        return None
    parts = split_clauses(text, lambda part: engine.count(part.strip(), source) <= size * 2 // 3, source)
    pieces = [(part.strip(), part[len(part.rstrip()) :]) for part in parts if part.strip()]
    if len(pieces) < 2:
        return None
    strict = replace(decoding, hypotheses=1, no_repeat=3)
    decoded = engine.translate([piece for piece, _ in pieces], source=source, target=target, decoding=strict)
    joined = _joined([(part[0], gap) for part, (_, gap) in zip(decoded, pieces, strict=True)])
    return None if _is_wrong(text, joined, source, target) else joined


def flaw_of(text: str, hypothesis: Hypothesis, source: str, target: str) -> str:
    """What is wrong with a hypothesis: `cut`, `empty`, `loop`, `copy` (wrong script too), `long`; an empty text where nothing is."""
    if hypothesis.is_truncated:
        return "cut"
    if not hypothesis.target.strip():
        return "empty"
    if is_loop(hypothesis.target, source=text):
        return "loop"
    if is_copy(text, hypothesis.target, source_language=source, target_language=target):
        return "copy"
    return "long" if len(hypothesis.target) > LONGER * len(text) + ROOM else ""


def _is_wrong(text: str, hypothesis: Hypothesis, source: str, target: str) -> bool:
    return bool(flaw_of(text, hypothesis, source, target))


class _Masked:
    """A text as an engine is given it, and the way back: addresses and pictures stand as placeholders that the engine copies.

    Pictures at its ends are left out and put there again, so are those for which there is no placeholder: at the end.
    """

    def __init__(self, given: str, plain: str, symbols: Sequence[str], source: str) -> None:
        self.given, self.whole, self.symbols = given, plain, symbols
        self.lead, body, self.tail = _ends(plain)
        self.plain = " ".join(PICTURES.sub(" ", body).split()) if PICTURES.search(body) else body
        self.kept = list(dict.fromkeys(CARRIED.findall(body)))
        free = [symbol for symbol in symbols if symbol not in plain]
        self.symbol_of: dict[str, str] = dict(zip(self.kept, free, strict=False))
        lost = any(PICTURES.fullmatch(kept) and kept not in self.symbol_of for kept in self.kept)
        self.text = CARRIED.sub(self._told, body)
        if lost:
            self.text = " ".join(self.text.split())
        self.has_words = has_letters(CARRIED.sub("", body), source)

    def _told(self, found: re.Match[str]) -> str:
        """What stands for an address or pictures in the text that the engine is given."""
        written: str = found[0]
        return self.symbol_of.get(written, "" if PICTURES.fullmatch(written) else written)

    def is_whole(self, hypothesis: Hypothesis) -> bool:
        """Whether each placeholder came back exactly as often as it went in, and no other came."""
        return not self.has_words or all(
            hypothesis.target.count(symbol) == self.text.count(symbol) for symbol in self.symbols
        )

    def restored(self, hypothesis: Hypothesis) -> Hypothesis:
        """A hypothesis of the masked text with addresses for placeholders; a text without words is its own translation."""
        if not self.has_words:
            return Hypothesis(self.whole)
        target = hypothesis.target
        for kept, symbol in self.symbol_of.items():
            target = target.replace(symbol, kept)
        return _moved(hypothesis, self._whole(target), self.text, self.given)

    def unmasked(self, hypothesis: Hypothesis) -> Hypothesis:
        """A hypothesis of the text with its addresses and without pictures."""
        return _moved(hypothesis, self._whole(hypothesis.target), self.plain, self.given)

    def _whole(self, target: str) -> str:
        """A placeholder that stands for nothing is taken out; what was lost or broken stands at the end, rather than nowhere."""
        for symbol in self.symbols:
            if symbol in target and symbol not in self.plain:
                target = " ".join(target.replace(symbol, " ").split())
        rest, missing = target, set()
        for kept in sorted(self.kept, key=len, reverse=True):  # one may be the beginning of another
            if kept in rest:
                rest = rest.replace(kept, " ")
            else:
                missing.add(kept)
        target = " ".join([target, *(kept for kept in self.kept if kept in missing)]).strip()
        return f"{self.lead}{target}{self.tail}" if target else target


def _ends(text: str) -> tuple[str, str, str]:
    """The pictures at the beginning of a text and those at its end, with the blanks beside them, and what stands between."""
    begin, end = 0, len(text)
    runs = [found.span() for found in PICTURES.finditer(text)]
    for start, stop in runs:
        if text[begin:start].strip():
            break
        begin = stop
    for start, stop in reversed(runs):
        if text[stop:end].strip() or start < begin:
            break
        end = start
    body = text[begin:end]
    first = begin + len(body) - len(body.lstrip())
    last = max(first, end - len(body) + len(body.rstrip()))
    return text[:first], text[first:last], text[last:]


def _moved(hypothesis: Hypothesis, target: str, told: str, given: str) -> Hypothesis:
    """The hypothesis with a changed target, its alignment moved to it and from the text the engine was told to the given one."""
    if not hypothesis.alignment:
        return replace(hypothesis, target=target) if target != hypothesis.target else hypothesis
    new, old = places(target, hypothesis.target), places(given, told)
    last = len(new) - 1
    alignment = tuple(
        (new[min(begin, last)], new[min(end, last)], old[start], old[stop])
        for begin, end, start, stop in hypothesis.alignment
    )
    return replace(hypothesis, target=target, alignment=alignment)
