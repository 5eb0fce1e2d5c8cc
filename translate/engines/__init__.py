"""Texts and a language pair go in; one list of hypotheses a text comes out, in order, best first, never cut silently."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from translate import registry
from translate.languages import language
from translate.model import Hypothesis
from translate.text.addresses import ADDRESS
from translate.text.clauses import split_clauses
from translate.text.copies import is_copy
from translate.text.normalise import for_engine
from translate.text.repetition import is_loop
from translate.text.spans import places

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


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
        """`decoding.hypotheses` hypotheses a text, best first, texts in order. Raises ModelError."""
        ...


def load(name: str, model: Path | None, **options: Any) -> Engine:
    """Open an engine by its file name; raises UnknownPart, ModelError, MissingExtra."""
    engine: Engine = registry.load("engines", name).open_engine(model, **options)
    return engine


def translate(
    engine: Engine,
    texts: Sequence[str],
    *,
    source: str,
    target: str,
    decoding: Decoding | None = None,
    progress: Callable[[int], object] | None = None,
    chunk: int = 256,
) -> list[list[Hypothesis]]:
    """Hypotheses for each text, in order, best first; a text without words (a figure, an address) comes back as it is.

    What exceeds the engine's limit is split at clause boundaries and rejoined (stop `split`). URLs, addresses and handles
    go through as placeholders. A loop, a copy of the source or a cut-off end is decoded again more strictly and then
    clause by clause; what still is one comes back marked by its text or by stop `length`, for the checks to report.
    `progress` is called with the number of texts done since the last call; `chunk` texts are decoded at a time.
    """
    language(source), language(target)
    decoding = decoding or Decoding()
    results: list[list[Hypothesis]] = []
    for begin in range(0, len(texts), chunk):
        part = texts[begin : begin + chunk]
        results.extend(_whole(engine, part, source, target, decoding))
        if progress:
            progress(len(part))
    return results


def _whole(
    engine: Engine, texts: Sequence[str], source: str, target: str, decoding: Decoding
) -> list[list[Hypothesis]]:
    """Hypotheses with every address back in place; where one was lost, those of the text with its addresses in it."""
    masked = [_Masked(text, for_engine(text, source), engine.placeholders) for text in texts]
    found = _decoded(engine, [one.text if one.has_words else "" for one in masked], source, target, decoding)
    results = [[one.restored(each) for each in own] for one, own in zip(masked, found, strict=True)]
    lost = [index for index, one in enumerate(masked) if not one.is_whole(found[index][0])]
    plain = _decoded(engine, [masked[index].plain for index in lost], source, target, decoding)
    for index, own in zip(lost, plain, strict=True):
        if not _is_wrong(masked[index].plain, own[0], source, target):
            results[index] = [masked[index].unmasked(each) for each in own]
    return results


def _decoded(
    engine: Engine, texts: Sequence[str], source: str, target: str, decoding: Decoding
) -> list[list[Hypothesis]]:
    """Hypotheses of each text, what is too long in parts that are joined again."""
    plan = [_pieces(engine, text, source) for text in texts]
    pieces = [piece for parts in plan for piece, _ in parts if piece]
    decoded = iter(_guarded(engine, pieces, source, target, decoding) if pieces else ())
    results = []
    for parts in plan:
        found = [(next(decoded) if piece else [Hypothesis("")], gap) for piece, gap in parts]
        results.append(found[0][0] if len(found) == 1 else [_joined([(own[0], gap) for own, gap in found])])
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
    )


def _guarded(
    engine: Engine, texts: Sequence[str], source: str, target: str, decoding: Decoding
) -> list[list[Hypothesis]]:
    results = engine.translate(texts, source=source, target=target, decoding=decoding)
    for retry in (
        replace(decoding, no_repeat=3, repetition_penalty=1.1),
        replace(decoding, beam=max(6, decoding.beam), no_repeat=2),
    ):
        wrong = [
            index for index, text in enumerate(texts) if _is_wrong(text, results[index][0], source, target)
        ]
        if not wrong:
            return results
        again = engine.translate(
            [texts[index] for index in wrong], source=source, target=target, decoding=retry
        )
        for index, found in zip(wrong, again, strict=True):
            if not _is_wrong(texts[index], found[0], source, target):
                results[index] = found
    for index, text in enumerate(texts):
        if _is_wrong(text, results[index][0], source, target):
            results[index] = _by_clauses(engine, text, results[index], source, target, decoding)
    return results


def _by_clauses(
    engine: Engine, text: str, found: list[Hypothesis], source: str, target: str, decoding: Decoding
) -> list[Hypothesis]:
    """The last resort: half the length at a time; kept only when it is no loop, copy or cut-off."""
    size = engine.count(text, source)
    if size < 12:
        return found
    parts = split_clauses(text, lambda part: engine.count(part.strip(), source) <= size * 2 // 3, source)
    pieces = [(part.strip(), part[len(part.rstrip()) :]) for part in parts if part.strip()]
    if len(pieces) < 2:
        return found
    strict = replace(decoding, hypotheses=1, no_repeat=3)
    decoded = engine.translate([piece for piece, _ in pieces], source=source, target=target, decoding=strict)
    joined = _joined([(part[0], gap) for part, (_, gap) in zip(decoded, pieces, strict=True)])
    return found if _is_wrong(text, joined, source, target) else [joined]


def _is_wrong(text: str, hypothesis: Hypothesis, source: str, target: str) -> bool:
    return (
        hypothesis.is_truncated
        or not hypothesis.target.strip()
        or is_loop(hypothesis.target, source=text)
        or is_copy(text, hypothesis.target, source_language=source, target_language=target)
    )


class _Masked:
    """A text as an engine is given it, its addresses standing as placeholders that the engine copies; and the way back."""

    def __init__(self, given: str, plain: str, symbols: Sequence[str]) -> None:
        self.given, self.plain, self.symbols = given, plain, symbols
        self.kept = list(dict.fromkeys(ADDRESS.findall(plain)))
        free = [symbol for symbol in symbols if symbol not in plain]
        self.symbol_of = dict(zip(self.kept, free, strict=False))
        self.text = ADDRESS.sub(lambda found: self.symbol_of.get(found[0], found[0]), plain)
        self.has_words = any(map(str.isalpha, ADDRESS.sub("", plain)))

    def is_whole(self, hypothesis: Hypothesis) -> bool:
        """Whether each placeholder came back exactly as often as it went in, and no other came."""
        return not self.has_words or all(
            hypothesis.target.count(symbol) == self.text.count(symbol) for symbol in self.symbols
        )

    def restored(self, hypothesis: Hypothesis) -> Hypothesis:
        """A hypothesis of the masked text with addresses for placeholders; a text without words is its own translation."""
        if not self.has_words:
            return Hypothesis(self.plain)
        target = hypothesis.target
        for kept, symbol in self.symbol_of.items():
            target = target.replace(symbol, kept)
        return _moved(hypothesis, self._whole(target), self.text, self.given)

    def unmasked(self, hypothesis: Hypothesis) -> Hypothesis:
        """A hypothesis of the text as it is."""
        return _moved(hypothesis, self._whole(hypothesis.target), self.plain, self.given)

    def _whole(self, target: str) -> str:
        """A placeholder that stands for nothing is taken out; an address that was lost or broken stands at the end, rather than nowhere."""
        for symbol in self.symbols:
            if symbol in target and symbol not in self.plain:
                target = " ".join(target.replace(symbol, " ").split())
        rest, missing = target, set()
        for kept in sorted(self.kept, key=len, reverse=True):  # one may be the beginning of another
            if kept in rest:
                rest = rest.replace(kept, " ")
            else:
                missing.add(kept)
        return " ".join([target, *(kept for kept in self.kept if kept in missing)]).strip()


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
