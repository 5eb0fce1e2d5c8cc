"""Texts in, hypotheses out, by Firefox's translation models on the CPU (package fxtranslate): greedy, one hypothesis, no scores."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, MissingExtra, ModelError, ModelNotFound
from translate.model import Hypothesis
from translate.text.clauses import Cut, cuts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from translate.engines import Decoding

_LIMIT = 100  # pieces: the library silently cuts a sentence at its context, 128 in Firefox
_PIECES = 3  # pieces a word, where the vocabulary cannot be asked


class Firefox:
    """One folder with a model for each direction; each is opened at first use, once for each thread that works with it."""

    name = "firefox"
    tags: tuple[str, str] | None = None
    placeholders: tuple[str, ...] = ()

    def __init__(self, folder: Path, *, threads: int | None, card: dict[str, Any]) -> None:
        try:
            import fxtranslate
        except ImportError as error:
            raise MissingExtra("firefox", library="fxtranslate") from error
        self.model = str(card.get("name", folder.name))
        self._library, self._folder = fxtranslate, folder
        self.directions = tuple(
            path.name for path in sorted(folder.iterdir()) if (path / "model.bin").is_file()
        )
        if not self.directions:
            raise ModelNotFound(f"{folder}: no Firefox model (en-ar/model.bin); pull it again")
        self.limit = int(card.get("limit", _LIMIT))
        version = getattr(fxtranslate, "__version__", None) or _version()
        self.signature = f"firefox:{version}|model:{self.model}|sha256:{str(card.get('sha256', '?'))[:12]}"
        cores = threads or (
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )
        self._pool = ThreadPoolExecutor(cores, thread_name_prefix="firefox")
        self._own = threading.local()
        self._counters: dict[str, Any] = {}

    def count(self, text: str, source: str) -> int:
        pieces = self._pieces(source)
        return len(pieces.encode(text)) + 1 if pieces else _PIECES * len(text.split()) + 1

    def _pieces(self, source: str) -> Any:
        """The sentencepiece model of the source side, or None where it cannot be read."""
        if source not in self._counters:
            direction = next((way for way in self.directions if way.startswith(f"{source}-")), "")
            data = _read(self._folder / direction, "srcvocab") or _read(self._folder / direction, "vocab")
            try:
                import sentencepiece

                self._counters[source] = (
                    sentencepiece.SentencePieceProcessor(model_proto=data) if data else None
                )
            except (RuntimeError, ValueError, OSError):
                self._counters[source] = None
        return self._counters[source]

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> list[list[Hypothesis]]:
        return self.submit(texts, source=source, target=target, decoding=decoding)()

    def submit(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> Callable[[], list[list[Hypothesis]]]:
        """Start translating and return at once. `decoding` has nothing to say: the library is greedy."""
        direction = f"{source}-{target}"
        if direction not in self.directions:
            raise InputError(
                f"{self.model} has no model for {direction}",
                advice=f"it has {' and '.join(self.directions)}; pull it again for both",
            )
        started = [self._pool.submit(self._text, text, source, direction) for text in texts]
        return lambda: [[one.result()] for one in started]

    def _text(self, text: str, source: str, direction: str) -> Hypothesis:
        """Sentence by sentence: the library takes one at a time, and cuts what is longer than its context."""
        translator = self._translator(direction)
        said = []
        places = [place for place, cut in cuts(text, source) if cut is Cut.SENTENCE]
        for start, end in zip([0, *places], [*places, len(text)], strict=True):
            sentence = text[start:end].strip()
            if sentence:
                try:
                    said.append(str(translator.translate(sentence)).strip())
                except ValueError as error:
                    raise ModelError(
                        f"{self._folder / direction}: the model cannot translate: {error}"
                    ) from error
        target = " ".join(said)
        return Hypothesis(target, 0.0, self.count(text, source), len(target.split()))

    def _translator(self, direction: str) -> Any:
        """The open model of this thread: the library does not say that threads may share one."""
        held: dict[str, Any] = self._own.__dict__.setdefault("held", {})
        if direction not in held:
            folder = self._folder / direction
            try:
                shared = _read(folder, "vocab")
                source, target = _read(folder, "srcvocab") or shared, _read(folder, "trgvocab") or shared
                if source is None or target is None:
                    raise ModelNotFound(f"{folder}: no vocabulary beside the model; pull it again")
                held[direction] = self._library.Translator(
                    (folder / "model.bin").read_bytes(), source, target, _read(folder, "lex")
                )
            except (ValueError, OSError) as error:
                raise ModelError(f"{folder}: the model cannot be loaded: {error}") from error
        return held[direction]


def _read(folder: Path, name: str) -> bytes | None:
    path = folder / f"{name}.bin"
    return path.read_bytes() if path.is_file() else None


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("fxtranslate")
    except metadata.PackageNotFoundError:
        return "?"


def open_engine(
    model: Path | None,
    *,
    compute_type: str | None = None,
    threads: int | None = None,
    card: dict[str, Any] | None = None,
) -> Firefox:
    """Open a folder of Firefox models; they are int8, so there is no compute type. Raises InputError, ModelError, MissingExtra."""
    if model is None:
        raise InputError("the engine firefox needs a model", advice="translate models pull firefox")
    if compute_type not in (None, "int8", "default"):
        raise InputError(
            f"no compute type {compute_type!r} in firefox", advice="leave it out: the models are int8"
        )
    return Firefox(model, threads=threads, card=card or {})
