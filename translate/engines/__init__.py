"""Texts and a language pair go in; one list of hypotheses a text comes out, in order, best first, never cut silently."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from translate import registry
from translate.languages import language
from translate.model import Hypothesis
from translate.text.clauses import split_clauses
from translate.text.copies import is_copy
from translate.text.normalise import for_engine
from translate.text.repetition import is_loop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_KEPT = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"]*[^\s<>«»\".,;:!?؟،؛)\]]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])@[A-Za-z0-9_]{2,}"
)


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
    """Hypotheses for each text, in order, best first; an empty text gives an empty hypothesis.

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
    prepared = [_Masked(for_engine(text, source), engine.placeholders) for text in texts]
    plan = [_pieces(engine, masked.text, source) for masked in prepared]
    decoded = iter(
        _guarded(engine, [piece for pieces in plan for piece, _ in pieces if piece], source, target, decoding)
    )
    results = []
    for masked, pieces in zip(prepared, plan, strict=True):
        parts = [(next(decoded) if piece else [Hypothesis("")], separator) for piece, separator in pieces]
        hypotheses = parts[0][0] if len(parts) == 1 else [_joined([(found[0], gap) for found, gap in parts])]
        restored = [masked.restore(hypothesis) for hypothesis in hypotheses]
        if not restored[0][1] and masked.kept:
            plain = _Masked(masked.original, ())
            bare = (
                _guarded(engine, [plain.text], source, target, decoding)[0]
                if len(pieces) == 1
                else hypotheses
            )
            restored = [(replace(found, target=masked.fill(found.target)), True) for found in bare]
        results.append([hypothesis for hypothesis, _ in restored])
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
    """A text whose URLs, addresses and handles stand as placeholders, and the way back."""

    def __init__(self, text: str, symbols: Sequence[str]) -> None:
        self.original, self.kept = text, list(dict.fromkeys(_KEPT.findall(text)))[: len(symbols)]
        self.symbols = symbols[: len(self.kept)]
        for symbol, kept in sorted(zip(self.symbols, self.kept, strict=True), key=lambda pair: -len(pair[1])):
            text = text.replace(kept, symbol)
        self.text = text

    def restore(self, hypothesis: Hypothesis) -> tuple[Hypothesis, bool]:
        """The hypothesis with everything back in place, and whether each came back exactly as often as it went in."""
        target = hypothesis.target
        whole = all(target.count(symbol) == self.text.count(symbol) for symbol in self.symbols)
        for symbol, kept in zip(self.symbols, self.kept, strict=True):
            target = target.replace(symbol, kept)
        return (replace(hypothesis, target=target) if target != hypothesis.target else hypothesis), whole

    def fill(self, target: str) -> str:
        """Put what an engine lost or broke at the end, rather than lose it."""
        missing = [kept for kept in self.kept if kept not in target]
        return " ".join([target, *missing]).strip()
