"""Texts in, hypotheses out, by CTranslate2: the default engine; needs neither torch nor transformers."""

from __future__ import annotations

import json
import os
import re
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.engines import WentOn
from translate.errors import InputError, ModelError, ModelNotFound
from translate.languages import language, other
from translate.model import Hypothesis
from translate.text.pieces import writable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translate.engines import Decoding

COMPUTE_TYPES = (
    "default",
    "auto",
    "int8",
    "int8_float32",
    "int8_bfloat16",
    "int16",
    "bfloat16",
    "float16",
    "float32",
)
_END = "</s>"
_BATCH = 1024  # padded source tokens decoded together by one thread; larger wins nothing on two cores
_JUDGED = 256  # the same where a target is judged: its scores for the whole vocabulary are held at once, 32 kB a piece
_LARGE = 512 << 20  # bytes of weights
_CODES = ({"en": "eng_Latn", "ar": "arb_Arab"}, {"en": "__en__", "ar": "__ar__"})  # NLLB, M2M
_CODE = re.compile(r"__[a-z]{2,3}__|[a-z]{3}_[A-Z][a-z]{3}")
_LIMIT = 200  # source pieces, where the model's card names no limit
SHORTLIST = "vmap.txt"
_BLANK = re.compile(r"[ \t\r\n]")  # what parts the words of a shortlist
_POSITIONS = (
    512  # pieces a Marian decoder can count, where the card does not say; beyond them CTranslate2 fails
)


class CTranslate2:
    """One converted Marian, NLLB or M2M model, held open. Not safe to share between processes; threads may share it."""

    name = "ctranslate2"

    def __init__(
        self, folder: Path, *, compute_type: str, threads: int | None, device: str, card: dict[str, Any]
    ) -> None:
        import ctranslate2
        import sentencepiece

        marian = (folder / "source.spm").is_file() or not (folder / "sentencepiece.bpe.model").is_file()
        files = ("source.spm", "target.spm") if marian else ("sentencepiece.bpe.model",) * 2
        needed = [name for name in dict.fromkeys(("model.bin", *files)) if not (folder / name).is_file()]
        if needed:
            raise ModelNotFound(
                f"{folder}: not a CTranslate2 model ({', '.join(needed)} missing); give a converted model"
            )
        device = _device(device)
        inter, intra = _measured(threads, device, card) or _threads(threads, folder, device)
        vocabulary = _vocabulary(folder)
        self._tags = {tag for code in ("en", "ar") if (tag := language(code).tag) in vocabulary}
        self._codes = {} if marian else _codes(folder, card, vocabulary)
        self._shortlist = "words" if (folder / SHORTLIST).is_file() else ""
        leads = {} if self._shortlist or card.get("shortlist") is False else self._leads(card)
        try:
            with _linked(folder, _sayable(folder, leads)) as place:
                if place != folder:
                    self._shortlist = "script"
                self._translator = ctranslate2.Translator(
                    str(place),
                    device=device,
                    compute_type=compute_type,
                    inter_threads=inter,
                    intra_threads=intra,
                    max_queued_batches=-1,
                )
            self._source = sentencepiece.SentencePieceProcessor(model_file=str(folder / files[0]))
            self._target = sentencepiece.SentencePieceProcessor(model_file=str(folder / files[1]))
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(f"{folder}: the model cannot be loaded: {error}") from error
        if self._shortlist == "script" and self._translator.compute_type == "float32":
            self._shortlist = ""  # whoever takes float32 wants the model's very words
        self.model, self.cores = str(card.get("name", folder.name)), cores_here()
        self._folder, self._positions = folder, int(card.get("shape", {}).get("positions", _POSITIONS))
        self.limit = min(int(card.get("limit", _LIMIT)), self._positions - 2)
        marks = card.get("terms")
        self.tags: tuple[str, str] | None = (marks[0], marks[1]) if marks else None
        self.placeholders = tuple(card.get("placeholders", ()))
        self.signature = f"ctranslate2:{ctranslate2.__version__}|model:{self.model}|sha256:{card.get('sha256', '?')[:12]}|compute:{self._translator.compute_type}"
        if device != "cpu":
            self.signature += f"|device:{device}"
        if self._shortlist:
            self.signature += f"|shortlist:{self._shortlist}"
        self._special = {_END, "<s>", "<pad>"}
        if self._codes:  # a code is never text, whichever language it is of
            self._special |= {piece for piece in vocabulary if _CODE.fullmatch(piece)}

    def _leads(self, card: dict[str, Any]) -> dict[str, str]:
        """The piece that every source of a direction has and none of the other, and the language that follows from it."""
        if self._codes:
            return {self._codes[code]: other(code).code for code in ("en", "ar")}
        if len(self._tags) == 2:
            return {language(code).tag: code for code in ("en", "ar")}
        towards = {str(way).partition("-")[2] for way in card.get("languages", ())}
        return {_END: towards.pop()} if len(towards) == 1 and towards <= {"en", "ar"} else {}

    def count(self, text: str, source: str) -> int:
        return len(self._source.encode(text)) + 2

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> list[list[Hypothesis]]:
        return self.submit(texts, source=source, target=target, decoding=decoding)()

    def submit(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> Callable[[], list[list[Hypothesis]]]:
        """Start decoding and return at once; what comes back waits for the end. Threads decode while Python does other things."""
        batch = [self._tokens(text, source, target) for text in texts]
        prefix = [self._codes[target]] if self._codes else None
        # Marian may need more pieces than the source has, never three times as many; the limit is set by the longest of each
        # group of like length, so that a short text that loops stops early. Groups do not wait for each other.
        started: list[tuple[int, int, Any]] = []
        is_short = bool(self._shortlist) and not decoding.no_repeat and decoding.repetition_penalty == 1.0
        try:
            for group in _groups(batch):
                room = min(3 * len(batch[group[0]]) + 20, self._positions)
                found = self._translator.translate_batch(
                    [batch[index] for index in group],
                    target_prefix=[prefix] * len(group) if prefix else None,
                    beam_size=decoding.beam,
                    num_hypotheses=min(decoding.hypotheses, decoding.beam),
                    no_repeat_ngram_size=decoding.no_repeat,
                    repetition_penalty=decoding.repetition_penalty,
                    length_penalty=decoding.length_penalty,
                    max_decoding_length=room,
                    max_input_length=0,
                    max_batch_size=_BATCH,
                    batch_type="tokens",
                    return_scores=True,
                    return_attention=decoding.alignment,
                    use_vmap=is_short,
                    asynchronous=True,
                )
                started += [(index, room, one) for index, one in zip(group, found, strict=True)]
        except (RuntimeError, ValueError) as error:
            raise self._failed(error) from error

        def collect() -> list[list[Hypothesis]]:
            results: list[list[Hypothesis]] = [[] for _ in batch]
            for index, room, one in started:
                try:
                    result = one.result()
                except (RuntimeError, ValueError) as error:
                    raise self._failed(error) from error
                results[index] = [
                    self._hypothesis(
                        texts[index], batch[index], result, number, room, align=decoding.alignment
                    )
                    for number in range(len(result.hypotheses))
                ]
            return results

        return collect

    def go_on(
        self,
        texts: Sequence[str],
        begun: Sequence[tuple[str, str]],
        *,
        source: str,
        target: str,
        decoding: Decoding,
    ) -> Callable[[], list[WentOn]]:
        """Start judging a target of each text, given as its beginning and its rest, and going on from the beginning as the engine would.

        Scores are what a hypothesis has: log-probability a target piece, the end included (nats). Raises ModelError.
        """
        batch = [self._tokens(text, source, target) for text in texts]
        prefix = [self._codes[target]] if self._codes else []
        parts = [self._parted(*one) for one in begun]
        room = min(3 * max(map(len, batch), default=0) + 20, self._positions)
        how: dict[str, Any] = {"max_input_length": 0, "batch_type": "tokens", "asynchronous": True}
        try:
            ends = self._translator.translate_batch(
                batch,
                target_prefix=[[*prefix, *head] for head, _ in parts],
                beam_size=decoding.beam,
                no_repeat_ngram_size=decoding.no_repeat,
                max_decoding_length=room,
                return_scores=True,
                max_batch_size=_BATCH,
                **how,
            )
            kept = self._translator.score_batch(
                batch, [[*prefix, *head, *rest] for head, rest in parts], max_batch_size=_JUDGED, **how
            )
        except (RuntimeError, ValueError) as error:
            raise self._failed(error) from error

        def collect() -> list[WentOn]:
            try:
                return [
                    self._went_on(len(prefix) + len(head), one.result(), other.result(), room)
                    for (head, _), one, other in zip(parts, ends, kept, strict=True)
                ]
            except (RuntimeError, ValueError) as error:
                raise self._failed(error) from error

        return collect

    def _parted(self, begun: str, rest: str) -> tuple[list[str], list[str]]:
        """The pieces of a target that has to be cut behind its beginning."""
        head: list[str] = self._target.encode(begun, out_type=str)
        whole: list[str] = self._target.encode(begun + rest, out_type=str)
        if whole[: len(head)] == head:
            return head, whole[len(head) :]
        tail: list[str] = self._target.encode(rest, out_type=str)
        if tail and not rest[:1].isspace():
            tail[0] = tail[0].removeprefix("▁")
        return head, [piece for piece in tail if piece]

    def _went_on(self, begun: int, ended: Any, kept: Any, room: int) -> WentOn:
        logs: list[float] = kept.log_probs
        score, pieces = sum(logs) / max(1, len(logs)), ended.hypotheses[0]
        if len(pieces) >= room:
            return WentOn(score)
        # the score of a hypothesis whose beginning was given leaves the beginning out of the sum, not out of the length
        end = self._target.decode([piece for piece in pieces if piece not in self._special])
        return WentOn(
            score, end.replace("▁", " ").strip(), ended.scores[0] + sum(logs[:begun]) / (len(pieces) + 1)
        )

    def _failed(self, error: Exception) -> ModelError:
        return ModelError(f"{self._folder}: the model cannot decode: {error}")

    def _tokens(self, text: str, source: str, target: str) -> list[str]:
        pieces: list[str] = self._source.encode(text, out_type=str)
        if self._codes:
            return [self._codes[source], *pieces, _END]
        tag = language(target).tag
        return [tag, *pieces, _END] if tag in self._tags else [*pieces, _END]

    def _hypothesis(
        self, text: str, tokens: list[str], result: Any, number: int, room: int, *, align: bool
    ) -> Hypothesis:
        pieces, attention = (
            result.hypotheses[number],
            result.attention[number] if align and result.attention else [],
        )
        if self._codes:  # the prefix comes back with the hypothesis; further codes are no text
            kept = [place for place, piece in enumerate(pieces) if piece not in self._special]
            attention = [attention[place] for place in kept if place < len(attention)]
            pieces = [pieces[place] for place in kept]
        target = self._target.decode(pieces).replace("▁", " ").strip()
        return Hypothesis(
            target=target,
            score=result.scores[number] if result.scores else 0.0,
            source_tokens=len(tokens),
            target_tokens=len(pieces),
            stop="length" if len(result.hypotheses[number]) >= room else "end",
            alignment=self._alignment(text, tokens, pieces, attention) if attention else (),
        )

    def _alignment(
        self, text: str, tokens: list[str], pieces: list[str], attention: Any
    ) -> tuple[tuple[int, int, int, int], ...]:
        """(target start, target end, source start, source end) in characters for each target piece and its best source piece."""
        spans = self._source.encode(text, return_type="offset_mapping")["offsets"]  # characters
        first = len(tokens) - 1 - len(spans)
        ends = [len(self._target.decode(pieces[: count + 1])) for count in range(len(pieces))]
        links = []
        for position, weights in enumerate(attention[: len(pieces)]):
            inner = list(weights)[first : first + len(spans)]
            if inner:
                begin, end = spans[max(range(len(inner)), key=inner.__getitem__)]
                links.append((ends[position - 1] if position else 0, ends[position], begin, end))
        return tuple(links)


@contextmanager
def _linked(folder: Path, pieces: dict[str, list[str]]) -> Iterator[Path]:
    """The model as a directory that has a shortlist too: by the piece that every source of a direction has, what may be said.

    The shortlist depends on the direction alone, so no text's target depends on the company that it has in its batch, as it does
    with a shortlist by words. 500 test segments each way (November 2026, newsdesk of 28 M tokens): 1.19 and 1.26 times as fast,
    chrF++ +0.07 and −0.17; 300 others −0.14 and +0.27. Where no link can be made, the directory itself, without it.
    """
    if not any(pieces.values()):
        yield folder
        return
    with ExitStack() as stack:
        place = folder
        try:
            made = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dragoman-")))
            for path in folder.iterdir():
                if path.suffix in (".bin", ".json", ".txt"):
                    (made / path.name).symlink_to(path.absolute())
            text = "".join(f"{lead}\t{' '.join(own)}\n" for lead, own in pieces.items())
            (made / SHORTLIST).write_text(text, "utf-8")
            place = made
        except OSError:
            pass  # drafts say in their signature that there was none
        yield place


def _sayable(folder: Path, leads: dict[str, str]) -> dict[str, list[str]]:
    """For each lead the pieces of the target vocabulary that its language may be written with."""
    if not leads:
        return {}
    known = [piece for piece in _vocabulary(folder, "target") if not _BLANK.search(piece)]
    return {lead: writable(known, code) for lead, code in leads.items()}


def _device(wanted: str) -> str:
    """`auto` is the graphics card where there is one and its libraries load, else the processor."""
    if wanted != "auto":
        return wanted
    import ctranslate2

    try:
        return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    except RuntimeError:
        return "cpu"


def _measured(threads: int | None, device: str, card: dict[str, Any]) -> tuple[int, int] | None:
    """What was measured when the model was installed, where this is a machine of as many cores and nothing else is wanted."""
    told = card.get("threads") or {}
    if threads or device != "cpu" or told.get("cores") != cores_here():
        return None
    return int(told["inter"]), int(told["intra"])


def cores_here() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _threads(threads: int | None, folder: Path, device: str) -> tuple[int, int]:
    """Translations at a time, and threads for each. Small models: one thread each, which wins for batches on two cores and more.

    A model of more than half a gigabyte would fill memory with the work of many threads at once, so its threads share a batch.
    """
    if device != "cpu":
        return 1, threads or 1
    cores = threads or cores_here()
    if (folder / "model.bin").stat().st_size > _LARGE and cores > 4:
        return max(1, cores // 4), 4
    return cores, 1


def _vocabulary(folder: Path, side: str = "source") -> set[str]:
    """The vocabulary of a side: a tag may stand there and not in the sentencepiece model (opus-mt). Raises ModelError."""
    for name in ("shared_vocabulary", f"{side}_vocabulary"):
        for suffix in (".json", ".txt"):
            path = folder / f"{name}{suffix}"
            if path.is_file():
                try:
                    text = path.read_text("utf-8")
                    return set(json.loads(text)) if suffix == ".json" else set(text.split("\n")) - {""}
                except (OSError, ValueError, TypeError) as error:
                    raise ModelError(f"{path}: the vocabulary cannot be read: {error}") from error
    return set()


def _codes(folder: Path, card: dict[str, Any], vocabulary: set[str]) -> dict[str, str]:
    """The tokens that tell an NLLB or M2M model its two languages. Raises ModelError where it knows none of them."""
    for codes in (card.get("codes") or {}, *_CODES):
        if codes and set(codes) >= {"en", "ar"} and set(codes.values()) <= vocabulary:
            return dict(codes)
    raise ModelError(f"{folder}: the vocabulary has no code for English and Arabic; convert the model again")


def _groups(batch: Sequence[list[str]], width: int = 24) -> list[list[int]]:
    """Indices in groups of like source length, longest first."""
    groups: dict[int, list[int]] = {}
    for index in sorted(range(len(batch)), key=lambda index: -len(batch[index])):
        groups.setdefault(len(batch[index]) // width, []).append(index)
    return list(groups.values())


def open_engine(
    model: Path | None,
    *,
    compute_type: str | None = None,
    threads: int | None = None,
    device: str = "auto",
    card: dict[str, Any] | None = None,
) -> CTranslate2:
    """Open a converted model; `threads` None takes every core this process may use. Raises InputError, ModelError."""
    if model is None:
        raise InputError(
            "the engine ctranslate2 needs a model", advice="give --model NAME or a model directory"
        )
    if compute_type and compute_type not in COMPUTE_TYPES:
        raise InputError(f"no compute type {compute_type!r}", advice=f"use one of {', '.join(COMPUTE_TYPES)}")
    return CTranslate2(
        model, compute_type=compute_type or "default", threads=threads, device=device, card=card or {}
    )
