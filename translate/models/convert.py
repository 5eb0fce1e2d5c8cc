"""A Marian, NLLB or M2M directory as transformers reads it goes in; a CTranslate2 directory comes out, with what it needs to be told.

Conversion needs torch and transformers (extra train); what comes out needs neither.
"""

from __future__ import annotations

import json
import mmap
import re
import shutil
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, MissingExtra, ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

QUANTIZATIONS = ("int8", "int8_float32", "bfloat16", "float32")
_LANGUAGES = ("en", "ar")
_NLLB = {"en": "eng_Latn", "ar": "arb_Arab"}
_M2M = {"en": "__en__", "ar": "__ar__"}
#: How hubs and tokenizers name the two languages.
_NAMES = {"en": "en", "eng": "en", "english": "en", "ar": "ar", "ara": "ar", "arb": "ar", "arabic": "ar"}
_PAIR = re.compile(r"(?:^|[-_/])(en|eng|ar|ara)[-_](en|eng|ar|ara)(?=$|[-_.])", re.IGNORECASE)
_JSON = 64 << 20  # bytes: no configuration or vocabulary is larger
#: Source pieces that models of a kind translate well: they were trained on sentences.
LIMITS = {"marian": 200, "m2m": 200, "nllb": 200}


@dataclass(frozen=True, slots=True)
class Described:
    """What a directory says of its model: how it is told a text, positions of its decoder, directions where they can be read."""

    kind: str
    positions: int
    languages: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    copied: tuple[str, ...] = ()


def describe(folder: Path, *, name: str = "") -> Described:
    """Read a directory's configuration; raises InputError where it holds no model of a kind that can be converted."""
    config = _read(folder / "config.json", folder)
    tokenizer = _read(folder / "tokenizer_config.json", folder, or_empty=True)
    kind = config.get("model_type")
    positions = config.get("max_position_embeddings", 512)
    positions = positions if isinstance(positions, int) and 8 < positions < 1 << 20 else 512
    if kind == "marian":
        _need(folder, "source.spm", "target.spm")
        return Described(
            "marian",
            positions,
            _directions(name, tokenizer, folder),
            copied=("source.spm", "target.spm"),
        )
    if kind == "m2m_100":
        _need(folder, "sentencepiece.bpe.model")
        is_nllb = str(tokenizer.get("tokenizer_class", "")).startswith("Nllb")
        return Described(
            "nllb" if is_nllb else "m2m",
            positions,
            ("en-ar", "ar-en"),
            _NLLB if is_nllb else _M2M,
            ("sentencepiece.bpe.model",),
        )
    raise InputError(
        f"a model of kind {str(kind)[:40]!r} cannot be converted",
        file=folder,
        advice="Marian, NLLB and M2M can",
    )


def convert(source: Path, folder: Path, *, quantization: str = "int8", name: str = "") -> Described:
    """Write the CTranslate2 model into `folder`, which is replaced. Raises InputError, ModelError, MissingExtra."""
    if quantization not in QUANTIZATIONS:
        raise InputError(f"no quantization {quantization!r}", advice=f"use one of {', '.join(QUANTIZATIONS)}")
    found = describe(source, name=name)
    try:
        import ctranslate2
        import torch  # noqa: F401
        import transformers
    except ImportError as error:
        raise MissingExtra("train", library=error.name) from error
    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    with warnings.catch_warnings(action="ignore"), _whole_vocabulary():
        try:
            converter = ctranslate2.converters.TransformersConverter(
                str(source), copy_files=list(found.copied), low_cpu_mem_usage=True
            )
            converter.convert(str(folder), quantization=quantization, force=True)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            if error.errno is not None:  # the disk, not the model: whoever called knows what was wanted
                raise
            raise ModelError(f"{source}: the model cannot be converted: {_first(error)}") from error
        except MemoryError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        except Exception as error:  # what a broken directory makes three libraries raise has no common name
            shutil.rmtree(folder, ignore_errors=True)
            raise ModelError(f"{source}: the model cannot be converted: {_first(error)}") from error
    missing = set(found.codes.values()) - set(pieces(folder))
    if missing:
        shutil.rmtree(folder, ignore_errors=True)
        raise ModelError(f"{source}: the vocabulary lacks the language codes {', '.join(sorted(missing))}")
    return found


def described(folder: Path, *, name: str = "") -> Described:
    """As describe(), of a directory that is converted already: by its tokenizer files and its vocabulary."""
    known = set(pieces(folder))
    if (folder / "source.spm").is_file():
        return Described(
            "marian", positions(folder), _directions(name, {}, folder), copied=("source.spm", "target.spm")
        )
    _need(folder, "sentencepiece.bpe.model")
    for kind, codes in (("nllb", _NLLB), ("m2m", _M2M)):
        if set(codes.values()) <= known:
            return Described(kind, positions(folder), ("en-ar", "ar-en"), codes, ("sentencepiece.bpe.model",))
    raise InputError(
        "the vocabulary knows neither English nor Arabic", file=folder, advice="give another model"
    )


def pieces(folder: Path) -> list[str]:
    """The source vocabulary of a converted model. Raises ModelError."""
    for file in ("shared_vocabulary.json", "source_vocabulary.json"):
        if (folder / file).is_file():
            try:
                found = json.loads((folder / file).read_text("utf-8"))
            except (OSError, ValueError) as error:
                raise ModelError(f"{folder / file}: the vocabulary cannot be read: {error}") from error
            if isinstance(found, list):
                return list(map(str, found))
    for file in ("shared_vocabulary.txt", "source_vocabulary.txt"):
        if (folder / file).is_file():
            return (folder / file).read_text("utf-8").split("\n")
    raise ModelError(f"{folder}: the model has no vocabulary; pull or convert it again")


def positions(folder: Path) -> int:
    """How many pieces the decoder of a converted model can count: the first dimension of its table; 512 where there is none."""
    name = b"decoder/position_encodings/encodings\0"
    with (
        (folder / "model.bin").open("rb") as weights,
        mmap.mmap(weights.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        place = data.find(name)
        head = data[place + len(name) : place + len(name) + 5] if place >= 0 else b""
    if len(head) < 5 or head[0] != 2:  # the rank, then its dimensions
        return 512
    return max(16, min(int.from_bytes(head[1:5], "little"), 1 << 20))


@contextmanager
def _whole_vocabulary() -> Iterator[None]:
    """CTranslate2 4.8 leaves the language codes of M2M and NLLB out of the vocabulary where transformers is version 5."""
    from ctranslate2.converters import transformers as loaders

    class Loader(loaders.M2M100Loader):  # type: ignore[misc]
        def get_vocabulary(self, model: Any, tokenizer: Any) -> list[str]:
            by_id: dict[int, str] = {number: piece for piece, number in tokenizer.get_vocab().items()}
            codes = getattr(tokenizer, "lang_token_to_id", None) or {}
            by_id.update({number: piece for piece, number in codes.items()})
            return [by_id.get(number, f"madeupword{number}") for number in range(model.config.vocab_size)]

    before = loaders._MODEL_LOADERS["M2M100Config"]
    loaders._MODEL_LOADERS["M2M100Config"] = Loader()
    try:
        yield
    finally:
        loaders._MODEL_LOADERS["M2M100Config"] = before


def _directions(name: str, tokenizer: dict[str, Any], folder: Path) -> tuple[str, ...]:
    """The directions of a Marian model: by the tags it knows, by its name, by its tokenizer; none where nothing tells."""
    known = _tags(folder)
    if {">>ara<<", ">>eng<<"} <= known:
        return ("en-ar", "ar-en")
    found = _PAIR.search(name)
    pair = found.groups() if found else (tokenizer.get("source_lang"), tokenizer.get("target_lang"))
    source, target = (_NAMES.get(str(one).lower().split("_")[0]) for one in pair)
    if source and target and source != target:
        return (f"{source}-{target}",)
    return ("en-ar",) if ">>ara<<" in known else ("ar-en",) if ">>eng<<" in known else ()


def _tags(folder: Path) -> set[str]:
    """The language tags in a vocabulary, converted or not."""
    for file in ("vocab.json", "source_vocab.json", "shared_vocabulary.json", "source_vocabulary.json"):
        path = folder / file
        if path.is_file() and path.stat().st_size <= _JSON:
            try:
                return {tag for tag in (">>ara<<", ">>eng<<") if tag in json.loads(path.read_text("utf-8"))}
            except (OSError, ValueError, TypeError):
                return set()
    return set()


def _read(path: Path, folder: Path, *, or_empty: bool = False) -> dict[str, Any]:
    if or_empty and not path.is_file():
        return {}
    try:
        if path.stat().st_size > _JSON:
            raise InputError("is far too large", file=path, advice="give another model")
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(
            f"no {path.name}", file=folder, advice="give a directory as transformers saves a model"
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(
            f"cannot be read: {_first(error)}", file=path, advice="fetch the model again"
        ) from error
    if not isinstance(found, dict):
        raise InputError("is not a JSON object", file=path, advice="fetch the model again")
    return found


def _need(folder: Path, *names: str) -> None:
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise InputError(
            f"no {', '.join(missing)}", file=folder, advice="the model's own tokenizer is needed"
        )


def _first(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), "") or type(error).__name__
