"""Pairs of texts and a model directory go in; the model's lexical shortlist (`vmap.txt`) comes out: what may be said of what.

An engine then looks for the next piece among the few hundred that the words of a batch can give, and not in the whole vocabulary.
Each piece is allowed itself (names that are told, placeholders, figures), the pieces that stand with it in pairs more often than
chance (log-likelihood, the best KEPT either way), and for each language its FREQUENT most frequent pieces.
Measured in November 2026 with the embedded model of that day, 160 sentences each way, beam 4: 1.27 and 1.18 times as fast,
chrF++ +1.0 and −0.1; `benchmarks/shortlist.py` measures it for any model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translate.errors import InputError, ModelError
from translate.languages import language
from translate.models.convert import pieces
from translate.text.normalise import for_engine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

FILE = "vmap.txt"
KEPT = 12  # pieces of the other language that a piece may give
FREQUENT = 250  # pieces that are always allowed
LEAST = 2  # pairs in which two pieces must stand together
_CHUNK = 2_000  # pairs counted at a time
_END = "</s>"


def build(
    folder: Path, pairs: Iterable[tuple[str, str]], *, kept: int = KEPT, frequent: int = FREQUENT
) -> Path:
    """Write the shortlist of a Marian model from (English, Arabic) pairs; returns its path. Raises InputError, ModelError.

    Some ten thousand pairs of the model's own kind of text make a good one.
    """
    import numpy

    vocabulary = pieces(folder)
    if not (folder / "source.spm").is_file():
        raise InputError("a shortlist is for Marian models", file=folder, advice="give another model")
    number_of = {piece: number for number, piece in enumerate(vocabulary)}
    counted = _count(_encoded(folder, pairs, number_of), len(vocabulary))
    if counted is None:
        raise InputError("no pairs", advice="give tab-separated files with English and Arabic")
    keys, together, english, arabic, total = counted
    left, right = keys // len(vocabulary), keys % len(vocabulary)
    expected = english[left].astype(float) * arabic[right] / total
    score = together * numpy.log(together / expected)
    is_close = (together >= LEAST) & (score > 0)
    left, right, score = left[is_close], right[is_close], score[is_close]
    allowed: list[set[int]] = [{number} for number in range(len(vocabulary))]
    for own, other in ((left, right), (right, left)):
        for number, best in _best(own, other, score, kept):
            allowed[number].update(best)
    always = {
        "ar": numpy.argsort(-arabic, kind="stable")[:frequent].tolist(),
        "en": numpy.argsort(-english, kind="stable")[:frequent].tolist(),
    }
    for code, common in always.items():  # a tag stands before every source, an end mark behind it
        key = language(code).tag if language(code).tag in number_of else _END
        if key in number_of:
            allowed[number_of[key]].update(common)
    text = "".join(
        f"{vocabulary[number]}\t{' '.join(vocabulary[one] for one in sorted(own))}\n"
        for number, own in enumerate(allowed)
        if vocabulary[number].strip() and "\t" not in vocabulary[number]
    )
    part = folder / f".{FILE}.part"
    try:
        part.write_text(text, "utf-8")
        part.replace(folder / FILE)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ModelError(f"{folder / FILE}: cannot be written ({error.strerror})") from error
    return folder / FILE


def read_pairs(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """(English, Arabic) of tab-separated files: the columns of our own corpus (five), or two. Raises InputError."""
    for path in paths:
        try:
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    row = line.rstrip("\n").split("\t")
                    if len(row) >= 5:
                        yield row[3], row[4]
                    elif len(row) == 2:
                        yield row[0], row[1]
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot be read: {error}", file=path) from error


def _encoded(
    folder: Path, pairs: Iterable[tuple[str, str]], number_of: dict[str, int]
) -> Iterator[tuple[list[int], list[int]]]:
    """The distinct pieces of both texts, by their numbers; each side by the model of the side that it is read on."""
    import sentencepiece

    source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    for english, arabic in pairs:
        found = [
            sorted(
                {
                    number_of[piece]
                    for piece in source.encode(for_engine(text, code), out_type=str)
                    if piece in number_of
                }
            )
            for text, code in ((english, "en"), (arabic, "ar"))
        ]
        if found[0] and found[1]:
            yield found[0], found[1]


def _count(
    encoded: Iterator[tuple[list[int], list[int]]], size: int
) -> tuple[Any, Any, Any, Any, int] | None:
    """Which two pieces stand in one pair (one number for both), how often, how often each, and pairs in all."""
    import numpy

    keys, counts = numpy.zeros(0, numpy.int64), numpy.zeros(0, numpy.int64)
    english, arabic = numpy.zeros(size, numpy.int64), numpy.zeros(size, numpy.int64)
    total = 0
    for chunk in _chunks(encoded):
        total += len(chunk)
        fresh = []
        for left, right in chunk:
            english[left] += 1
            arabic[right] += 1
            fresh.append(
                (numpy.array(left, numpy.int64)[:, None] * size + numpy.array(right)[None, :]).ravel()
            )
        new, often = numpy.unique(numpy.concatenate(fresh), return_counts=True)
        keys, where = numpy.unique(numpy.concatenate([keys, new]), return_inverse=True)
        counts = numpy.bincount(where, weights=numpy.concatenate([counts, often])).astype(numpy.int64)
    return (keys, counts, english, arabic, total) if total else None


def _chunks(encoded: Iterator[tuple[list[int], list[int]]]) -> Iterator[list[tuple[list[int], list[int]]]]:
    chunk: list[tuple[list[int], list[int]]] = []
    for one in encoded:
        chunk.append(one)
        if len(chunk) >= _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _best(own: Any, other: Any, score: Any, kept: int) -> Iterator[tuple[int, Sequence[int]]]:
    """For each piece its best partners."""
    import numpy

    order = numpy.lexsort((-score, own))
    own, other = own[order], other[order]
    starts: Any = numpy.flatnonzero(numpy.r_[True, own[1:] != own[:-1]]) if len(own) else []
    ends = [*starts[1:], len(own)] if len(own) else []
    for start, end in zip(starts, ends, strict=True):
        yield int(own[start]), other[start : min(end, start + kept)].tolist()
