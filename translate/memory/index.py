"""Which units of the memory resemble a text: segments of an n-gram index beside the database, and the units that are newer than they are.

The index is a companion that can be deleted at any time: it is built again from the rows. Ids that it gives may be gone from the
memory, so whoever asks looks the rows up.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import threading
import uuid
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from translate.memory import ngrams
from translate.store import memory as rows
from translate.text import similar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from translate.store import Store

_TAIL = 2_000  # newer units that are compared one by one before they become a segment
_LARGEST = 1_000_000  # texts above which a segment is left as it is
_GROWTH = 4  # a segment is merged with a newer one of at least this part of its size


class Index:
    """The units of one language, searched by likeness. Safe among threads; several processes may share the folder."""

    def __init__(self, store: Store, language: str, folder: Path | None = None) -> None:
        self._store, self._language = store, language
        self._folder = (folder or place(store)) / language
        self._segments: list[ngrams.Segment] = []
        self._tail: list[tuple[int, str]] = []
        self._read = 0
        self._lock = threading.RLock()
        self._manifest = self._folder / "index.json"

    def __len__(self) -> int:
        return sum(segment.texts for segment in self._segments) + len(self._tail)

    def refresh(self, *, progress: Callable[[int], object] | None = None) -> None:
        """Take in what came since the last time; costs a query where nothing did."""
        with self._lock:
            if not self._segments and not self._tail:
                self._open()
            last = rows.last(self._store)
            if last < self._read:  # another database, or an older copy of it
                self._segments, self._tail, self._read = [], [], 0
            if last - self._read > _TAIL:
                self._compact(last, progress)
            elif last > self._read:
                self._tail += self._newer(last, progress)
                self._read = last
                if len(self._tail) > _TAIL:
                    self._compact(last)

    def _newer(self, last: int, progress: Callable[[int], object] | None = None) -> Iterator[tuple[int, str]]:
        """(id, folded text) of what came after the last time, up to an id."""
        for number, (ident, text) in enumerate(rows.texts(self._store, self._language, after=self._read)):
            if ident > last:
                return
            if progress and number % 1_000 == 0:
                progress(number)
            yield ident, similar.fold(text)

    def _open(self) -> None:
        """Map the segments that are on disk, as far as they are whole and of this database."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(self._manifest.read_text("utf-8"))
            found = [ngrams.Segment(self._folder / name) for name in told["segments"]]
            if found and self._is_ours(found[-1]):
                self._segments, self._read = found, found[-1].last

    def _is_ours(self, segment: ngrams.Segment) -> bool:
        """Whether the last unit of a segment is what the database has under its id; a deleted one is searched for among the last."""
        numbers = list(range(segment.texts - 1, max(-1, segment.texts - 50), -1))
        known = rows.get(self._store, [int(segment.ids[number]) for number in numbers])
        for number in numbers:
            pair = known.get(int(segment.ids[number]))
            if pair is not None:
                text = pair.source if pair.source_language == self._language else pair.target
                return similar.fold(text) == segment.text(number)
        return rows.last(self._store) >= segment.last

    def _compact(self, last: int, progress: Callable[[int], object] | None = None) -> None:
        """Make a segment of the tail and of what is newer, together with the small segments before it."""
        kept, small = list(self._segments), list[ngrams.Segment]()
        size = len(self._tail) + last - self._read
        while kept and kept[-1].texts < min(_GROWTH * size, _LARGEST):
            small.insert(0, kept.pop())
            size += small[0].texts

        def everything() -> Iterator[tuple[int, str]]:
            for segment in small:
                for number in range(segment.texts):
                    yield int(segment.ids[number]), segment.text(number)
            yield from self._tail
            yield from self._newer(last, progress)

        name, folder = f"s-{uuid.uuid4().hex}", self._folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            ngrams.build(everything(), folder / name)
        except OSError:  # no room or no right there: this process keeps its own
            folder = Path(tempfile.mkdtemp(prefix="dragoman-memory-"))
            ngrams.build(everything(), folder / name)
        made = ngrams.Segment(folder / name)
        self._segments = [*kept, made] if made.texts else kept
        self._tail, self._read = [], last
        if not made.texts:
            made.remove()
        elif folder == self._folder:
            self._write_manifest()
        for segment in small:
            segment.remove()

    def _write_manifest(self) -> None:
        beside = self._manifest.with_name(f".index.{os.getpid()}.{uuid.uuid4().hex[:8]}.json")
        told = {"segments": [segment.folder.name for segment in self._segments]}
        with contextlib.suppress(OSError):
            beside.write_text(json.dumps(told), "utf-8")
            beside.replace(self._manifest)

    def similar(self, text: str, *, least: float = 0.75, limit: int = 10) -> list[tuple[float, int]]:
        """(similarity 0–1, id) of the units most like a text, best first; none under `least`."""
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        folded = similar.fold(text)
        if not folded:
            return []
        with self._lock:
            segments, tail = list(self._segments), self._tail
        found: list[tuple[float, int]] = []
        if segments:
            buckets = ngrams.grams(folded)
            for segment in segments:
                found += segment.similar(folded, buckets, least, limit)
        if tail:
            near = process.extract(
                folded,
                [item[1] for item in tail],
                scorer=Levenshtein.normalized_similarity,
                score_cutoff=least,
                limit=limit,
            )
            found += [(score, tail[number][0]) for _, score, number in near]
        return sorted(found, key=lambda pair: (-pair[0], -pair[1]))[:limit]

    def find(self, expression: str, *, limit: int = 200) -> list[int]:
        """Ids of units whose folded text has a regular expression in it, newest first."""
        import re

        with self._lock:
            segments, tail = list(self._segments), list(self._tail)
        wanted = re.compile(expression)
        found = [ident for ident, text in reversed(tail) if wanted.search(text)]
        for segment in reversed(segments):
            if len(found) >= limit:
                break
            found += segment.find(expression.encode(), limit - len(found))
        return found[:limit]


def place(store: Store) -> Path:
    """The folder of the index: beside an SQLite file, else in the user's cache."""
    if store.file is not None:
        return store.file.with_name(f"{store.file.name}.memory")
    if store.dialect == "sqlite":  # in memory: nobody shares it
        return Path(tempfile.gettempdir()) / f"dragoman-memory-{os.getpid()}-{id(store):x}"
    from platformdirs import user_cache_path

    name = sha256(store.name.encode()).hexdigest()[:24]
    return user_cache_path("dragoman", appauthor=False) / "memory" / name


def forget(store: Store) -> None:
    """Delete the index on disk; it is made again when it is wanted."""
    shutil.rmtree(place(store), ignore_errors=True)
