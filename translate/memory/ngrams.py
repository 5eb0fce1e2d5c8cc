"""Folded texts in, an index of their character n-grams out: candidates for a fuzzy match in a few milliseconds among millions.

A segment of the index is a folder of arrays that are mapped, not read: opening it costs nothing, memory is shared between processes.
Postings of grams that stand in too many texts are left out, unless a text would keep too few.
"""

from __future__ import annotations

import json
import mmap
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

_GRAM = 4  # characters: three make longer lists, five suffer more from each edit
_BITS = 20  # buckets for grams: 2**20; texts of news have some 200,000 different grams
_CHUNK = 40_000  # texts at a time while building
_COMMON = 0.004  # share of texts above which the postings of a gram are left out ...
_FEWEST = 24  # ... as long as a text keeps so many
_BUDGET = 40_000  # postings that a query may read
_RESCORED = 300  # candidates that are compared character by character
_FORMAT = 1


def grams(text: str) -> NDArray[np.uint32]:
    """The buckets of a text's grams, each once."""
    import numpy as np

    codes = np.frombuffer(_padded(text).encode("utf-32-le", "replace"), dtype=np.uint32)
    return _distinct(_hashed(codes))


def _distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Each number once, in order. np.unique hashes since NumPy 2.3, which takes twenty times as long (2026-11-25)."""
    import numpy as np

    numbers = np.sort(numbers)
    return numbers[np.concatenate([[True], numbers[1:] != numbers[:-1]])] if len(numbers) else numbers


def _padded(text: str) -> str:
    return f" {text} ".ljust(_GRAM)


def _hashed(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The bucket of the gram that begins at each character but the last three."""
    import numpy as np

    mixed = np.zeros(len(codes) - _GRAM + 1, dtype=np.uint32)
    for place in range(_GRAM):
        mixed = (mixed ^ codes[place : len(codes) - _GRAM + 1 + place]) * np.uint32(0x9E3779B1)
        mixed ^= mixed >> np.uint32(15)
    return mixed >> np.uint32(32 - _BITS)


def build(texts: Iterable[tuple[int, str]], folder: Path) -> int:
    """Write the index of (id, folded text) in order of ids; returns how many. The folder must not be there yet."""
    import numpy as np

    folder.mkdir(parents=True)
    chunks: list[tuple[Path, Path]] = []
    frequency = np.zeros(1 << _BITS, dtype=np.int64)
    ids: list[NDArray[np.int64]] = []
    lengths: list[NDArray[np.uint32]] = []
    ends: list[NDArray[np.int64]] = []
    written = 0
    total = 0
    with (folder / "texts.bin").open("wb") as blob:
        for number, chunk in enumerate(_chunks(texts)):
            buckets, owners = _postings([text for _, text in chunk])
            frequency += np.bincount(buckets, minlength=1 << _BITS)
            chunks.append((folder / f"part{number}b.npy", folder / f"part{number}o.npy"))
            np.save(chunks[-1][0], buckets)
            np.save(chunks[-1][1], owners)
            encoded = [text.encode("utf-8", "replace") + b"\n" for _, text in chunk]
            sizes = np.array([len(item) for item in encoded], dtype=np.int64)
            ends.append(np.cumsum(sizes) + written)
            written += int(sizes.sum())
            blob.write(b"".join(encoded))
            ids.append(np.array([ident for ident, _ in chunk], dtype=np.int64))
            lengths.append(np.array([len(text) for _, text in chunk], dtype=np.uint32))
            total += len(chunk)
    np.save(folder / "ids.npy", np.concatenate(ids) if ids else np.zeros(0, np.int64))
    np.save(folder / "lengths.npy", np.concatenate(lengths) if lengths else np.zeros(0, np.uint32))
    np.save(folder / "ends.npy", np.concatenate([np.zeros(1, np.int64), *ends]))
    _invert(chunks, frequency, total, folder)
    (folder / "index.json").write_text(
        json.dumps({"format": _FORMAT, "texts": total, "last": int(ids[-1][-1]) if ids else 0}), "utf-8"
    )
    return total


def _chunks(texts: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    chunk: list[tuple[int, str]] = []
    for item in texts:
        chunk.append(item)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _postings(texts: list[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Buckets and the texts (numbers in the chunk) that have them, sorted by bucket, then text."""
    import numpy as np

    padded = [_padded(text) for text in texts]
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "replace"), dtype=np.uint32)
    sizes = np.array([len(text) for text in padded], dtype=np.int64)
    owners = np.repeat(np.arange(len(texts), dtype=np.uint64), sizes)
    inside = np.ones(len(codes), dtype=bool)
    borders = np.cumsum(sizes)
    for back in range(1, _GRAM):
        inside[borders - back] = False  # a gram that began here would run into the next text
    hashed = _hashed(codes)
    inside = inside[: len(hashed)]
    keys = (hashed[inside].astype(np.uint64) << np.uint64(24)) | owners[: len(hashed)][inside]
    keys = _distinct(keys)
    return (keys >> np.uint64(24)).astype(np.uint32), (keys & np.uint64(0xFFFFFF)).astype(np.uint32)


def _invert(chunks: list[tuple[Path, Path]], frequency: NDArray[np.int64], total: int, folder: Path) -> None:
    """Leave out what is too common, then lay the chunks' postings one behind the other, bucket by bucket."""
    import numpy as np

    common = frequency > max(2_000, _COMMON * total)
    kept = np.zeros(1 << _BITS, dtype=np.int64)
    for buckets_at, owners_at in chunks:
        buckets, owners = np.load(buckets_at), np.load(owners_at)
        rare = ~common[buckets]
        left = np.bincount(owners[rare], minlength=int(owners.max()) + 1 if len(owners) else 1)
        keep = rare | (left < _FEWEST)[owners]
        np.save(buckets_at, buckets[keep])
        np.save(owners_at, owners[keep])
        kept += np.bincount(buckets[keep], minlength=1 << _BITS)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept)])
    np.save(folder / "offsets.npy", offsets)
    postings = np.lib.format.open_memmap(
        folder / "postings.npy", mode="w+", dtype=np.uint32, shape=(int(offsets[-1]),)
    )
    cursor = offsets[:-1].copy()
    for number, (buckets_at, owners_at) in enumerate(chunks):
        buckets, owners = np.load(buckets_at), np.load(owners_at)
        counts = np.bincount(buckets, minlength=1 << _BITS)
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)[:-1]])
        places = cursor[buckets] + (np.arange(len(buckets)) - starts[buckets])
        postings[places] = owners + np.uint32(number * _CHUNK)
        cursor += counts
        buckets_at.unlink()
        owners_at.unlink()
    postings.flush()
    del postings


class Segment:
    """An index on disk, opened: candidates for a query, and the texts themselves."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError or ValueError where the folder holds no whole index of ours."""
        import numpy as np

        told = json.loads((folder / "index.json").read_text("utf-8"))
        if told.get("format") != _FORMAT:
            raise ValueError("another format")
        self.folder = folder
        self.texts: int = told["texts"]
        self.last: int = told["last"]
        self.ids, self._lengths, self._ends, self._postings = (
            # as plain arrays: each slice of a numpy.memmap costs as much as looking a posting list up
            np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))
            for name in ("ids", "lengths", "ends", "postings")
        )
        self._offsets: Any = np.load(folder / "offsets.npy")
        if not (len(self.ids) == len(self._lengths) == len(self._ends) - 1 == self.texts):
            raise ValueError("broken")
        with (folder / "texts.bin").open("rb") as blob:
            self._blob: Any = mmap.mmap(blob.fileno(), 0, access=mmap.ACCESS_READ) if self.texts else b""

    def text(self, number: int) -> str:
        """The folded text of a number in this segment."""
        return str(self._blob[self._ends[number] : self._ends[number + 1] - 1], "utf-8")

    def similar(
        self, folded: str, buckets: NDArray[np.uint32], least: float, limit: int
    ) -> list[tuple[float, int]]:
        """(similarity 0–1, id) of the texts most like a folded one, best first; none under `least`."""
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        found = self.candidates(folded, buckets, least)
        if not len(found):
            return []
        blob, ends = self._blob, self._ends
        texts = [
            str(blob[begin : end - 1], "utf-8")
            for begin, end in zip(ends[found].tolist(), ends[found + 1].tolist(), strict=True)
        ]
        best = process.extract(
            folded, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=least, limit=limit
        )
        return [(score, int(self.ids[found[place]])) for _, score, place in best]

    def candidates(self, folded: str, buckets: NDArray[np.uint32], least: float) -> NDArray[np.int64]:
        """Numbers of the texts that share most of the query's rarest grams and may be long enough."""
        import numpy as np

        offsets = self._offsets
        begins = offsets[buckets]
        sizes = offsets[buckets + np.uint32(1)] - begins
        order = np.argsort(sizes, kind="stable")
        order = order[sizes[order] > 0]
        if not len(order):
            return np.zeros(0, np.int64)
        reach = np.cumsum(sizes[order])
        order = order[: max(6, int(np.searchsorted(reach, _BUDGET, side="right")))]
        lists = [
            self._postings[begin : begin + size]
            for begin, size in zip(begins[order].tolist(), sizes[order].tolist(), strict=True)
        ]
        together = np.sort(np.concatenate(lists))
        edges = np.flatnonzero(together[1:] != together[:-1]) + 1
        starts = np.concatenate([np.zeros(1, np.int64), edges])
        counts = np.diff(np.concatenate([starts, np.array([len(together)])]))
        numbers: NDArray[np.int64] = together[starts].astype(np.int64)
        lengths = self._lengths[numbers]
        size = len(folded)
        fits = (lengths >= least * size - 1) & (lengths * least <= size + 1)
        numbers, counts = numbers[fits], counts[fits]
        if len(numbers) > _RESCORED:
            best = np.argpartition(counts, len(counts) - _RESCORED)[-_RESCORED:]
            numbers = numbers[best]
        return numbers

    def find(self, expression: bytes, limit: int) -> list[int]:
        """Ids of texts in which a regular expression over UTF-8 bytes is found, newest first."""
        import re

        import numpy as np

        if not self.texts:
            return []
        places = np.array([match.start() for match in re.finditer(expression, self._blob)], dtype=np.int64)
        numbers = np.unique(np.searchsorted(self._ends, places, side="right") - 1)
        return [int(self.ids[number]) for number in numbers[::-1][:limit]]

    def remove(self) -> None:
        """Delete the folder; who has it mapped keeps it."""
        shutil.rmtree(self.folder, ignore_errors=True)
