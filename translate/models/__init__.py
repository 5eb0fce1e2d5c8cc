"""A model's name or folder goes in; its path and card come out: the embedded ones, installed ones, any directory."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from translate import config
from translate.errors import InputError, ModelError, ModelNotFound
from translate.models.catalogue import PAIRS, known, members

BUILTIN = Path(__file__).parent / "builtin"
DEFAULT = "newsdesk"
WITHOUT = ("echo", "http")  # engines that run no model of this machine
CARD = "card.json"
_TOKENIZERS = ("source.spm", "sentencepiece.bpe.model")


@dataclass(frozen=True, slots=True)
class Model:
    """A model on this machine: `engine` runs it, `card` tells data, licence, scores, limits (empty where there is none)."""

    name: str
    path: Path
    engine: str
    card: dict[str, Any] = field(default_factory=dict)

    @property
    def is_builtin(self) -> bool:
        return self.path.parent == BUILTIN

    @property
    def languages(self) -> tuple[str, ...]:
        """Directions such as `en-ar`; empty where the card does not tell, and then it is trusted with both."""
        return tuple(self.card.get("languages") or ())

    @property
    def is_proven(self) -> bool:
        """Whether it passed its smoke test, or came without one."""
        smoke = self.card.get("smoke")
        return smoke is None or smoke.get("passed") is True

    def translates(self, source: str, target: str) -> bool:
        return not self.languages or f"{source}-{target}" in self.languages


def installed() -> list[Model]:
    """The embedded models, then those in the models folder, by name; what cannot be used is left out."""
    return [found for found in look() if isinstance(found, Model)]


def look() -> list[Model | ModelError]:
    """As installed(), with an error in place of each model that cannot be used."""
    found: dict[str, Model | ModelError] = {}
    for folder in (BUILTIN, config.settings().models):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if not path.name.startswith(".") and (path / CARD).is_file():
                try:
                    found[path.name] = _open(
                        path
                    )  # an installed model goes before an embedded one of its name
                except ModelError as error:
                    found[path.name] = error
    return list(found.values())


def find(name: str | Path | None = None) -> Model:
    """The model of that name, or in that directory; None stands for the embedded one. Raises ModelNotFound, ModelError."""
    if name is None:
        name = DEFAULT
    for folder in (config.settings().models, BUILTIN):
        if Path(name).name == str(name) and (folder / name / CARD).is_file():
            return _open(folder / name)
    path = Path(name)
    if path.is_dir():
        return _open(path)
    here = ", ".join(model.name for model in installed()) or "none"
    if isinstance(name, str) and known(name):
        raise ModelNotFound(f"{name} is not installed; bring it with: translate models pull {name}")
    raise ModelNotFound(f"no model {str(name)!r}; installed: {here}; a model directory can be given too")


def embedded() -> Model:
    """The model that is part of the package, whatever is installed under its name. Raises ModelError."""
    return _open(BUILTIN / DEFAULT)


def find_for(name: str | Path, source: str, target: str) -> Model:
    """The model of that name for a direction; a pair such as `opus-mt-tc-big` has one for each. Raises InputError too."""
    if str(name) in PAIRS:
        name = next(one for one in members(str(name)) if one.endswith(f"{source}-{target}"))
    model = find(name)
    if not model.translates(source, target):
        raise InputError(
            f"{model.name} translates {' and '.join(model.languages)}, not {source}-{target}",
            advice="give another --model, or none, and the best one is taken",
        )
    return model


def best(source: str, target: str) -> tuple[Model, str]:
    """The best model that is here for a direction, and why it is. Raises ModelNotFound where there is none.

    By published FLORES scores first, then by scores on our own test set, then the embedded one; a model of which nothing is
    known, and one that failed its smoke test, are not taken unasked.
    """
    direction = f"{source}-{target}"
    ranked = []
    for model in installed():
        if model.translates(source, target) and model.is_proven and runs(model):
            place, why = _worth(model, direction)
            ranked.append(((place, model.is_builtin, model.name), model, why))
    if not ranked:
        raise ModelNotFound(f"no model for {direction}; install the package again, or pull one")
    _, model, why = max(ranked, key=lambda one: one[0])
    return model, why


def runs(model: Model) -> bool:
    """Whether the library is here that the model's engine needs."""
    needed = {"firefox": ("fxtranslate",), "transformers": ("torch", "transformers")}
    return all(_is_here(library) for library in needed.get(model.engine, ()))


def _is_here(library: str) -> bool:
    from importlib.util import find_spec

    return find_spec(library) is not None


def _worth(model: Model, direction: str) -> tuple[tuple[int, float], str]:
    """What a model is ordered by, and the same in words."""
    entry = known(str(model.card.get("known", model.name)))
    if entry and direction in entry.flores and not model.is_builtin:
        shown = entry.flores[direction]
        told = f"chrF++ {shown.chrf_words}" if shown.chrf_words else f"chrF {shown.chrf}"
        return (2, shown.rank), f"{told} on FLORES-200 ({direction})"
    own = [
        float(score["chrF++"])
        for score in model.card.get("scores") or ()
        if "source" not in model.card  # what a model of the hub says of itself is not compared
        and isinstance(score, dict)
        and score.get("direction") == direction
        and isinstance(score.get("chrF++"), int | float)
        and str(score.get("testset", "")).startswith("news")
    ]
    if own:
        return (1, max(own)), f"chrF++ {max(own):.1f} on our own test set ({direction})"
    return (0, float(model.is_builtin)), "embedded" if model.is_builtin else "nothing is known of its quality"


def checksum(path: Path) -> str:
    """SHA-256 of the weights, as written in the card."""
    digest = hashlib.sha256()
    with path.open("rb") as weights:
        while block := weights.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def verify(model: Model) -> None:
    """Raises ModelError when the weights are not those that the card names."""
    wanted, weights = model.card.get("sha256"), model.path / "model.bin"
    files = model.card.get("files") or ({"model.bin": wanted} if wanted else {})
    for name, digest in files.items():
        path = model.path / name
        if not (path.is_file() and checksum(path) == digest):
            again = (
                "install the package again"
                if model.is_builtin
                else f"translate models pull {model.name} --force"
            )
            what = "the weights are not those" if path == weights else f"{name} is not the one"
            raise ModelError(f"{model.path}: {what} of the card; {again}")


def shelf() -> Path:
    """The folder of installed models."""
    return config.settings().models


def read_card(path: Path) -> dict[str, Any]:
    """The card of a model directory, empty where there is none; raises ModelError for one that cannot be used."""
    if not (path / CARD).is_file():
        return {}
    try:
        card = json.loads((path / CARD).read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path / CARD}: the model card cannot be read: {error}") from error
    if not isinstance(card, dict):
        raise ModelError(f"{path / CARD}: the model card is not a JSON object")
    _check(card, path / CARD)
    return card


def _open(path: Path) -> Model:
    card = read_card(path)
    if card.get("engine") == "firefox":
        return Model(str(card.get("name", path.name)), path, "firefox", card)
    if (path / "model.bin").is_file() and any((path / name).is_file() for name in _TOKENIZERS):
        return Model(str(card.get("name", path.name)), path, "ctranslate2", card)
    if (path / "config.json").is_file() and any(path.glob("*.safetensors")):
        return Model(str(card.get("name", path.name)), path, "transformers", card)
    raise ModelNotFound(
        f"{path}: no model in this directory; it needs model.bin and source.spm, or config.json and *.safetensors"
    )


def _check(card: dict[str, Any], path: Path) -> None:
    """Raises ModelError for a key that the desk works with and that is not what it should be."""
    shape = card.get("shape", {})
    right = {
        "name": isinstance(card.get("name", ""), str),
        "sha256": isinstance(card.get("sha256", ""), str),
        "limit": _is_number(card.get("limit", 200)),
        "shape": isinstance(shape, dict) and _is_number(shape.get("positions", 512)),
        "terms": _are_symbols(card.get("terms") or []) and len(card.get("terms") or []) in (0, 2),
        "placeholders": _are_symbols(card.get("placeholders") or []),
        "languages": _are_symbols(card.get("languages") or []),
        "codes": isinstance(codes := card.get("codes") or {}, dict)
        and _are_symbols([*codes, *codes.values()]),
        "files": isinstance(files := card.get("files") or {}, dict)
        and _are_symbols([*files, *files.values()])
        and all(_is_inside(name) for name in files),
        "threads": isinstance(threads := card.get("threads") or {}, dict)
        and (not threads or all(_is_few(threads.get(key)) for key in ("cores", "inter", "intra"))),
        "smoke": isinstance(card.get("smoke") or {}, dict),
        "scores": isinstance(card.get("scores") or [], list),
    }
    for key, is_right in right.items():
        if not is_right:
            raise ModelError(f"{path}: {key} in the model card is not what it should be; see docs/models.md")


def _is_number(value: object) -> bool:
    return type(value) is int and value > 8


def _is_few(value: object) -> bool:
    return type(value) is int and 0 < value <= 1024


def _is_inside(name: str) -> bool:
    """Whether a file that a card names lies in the model's own folder."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _are_symbols(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(symbol, str) and symbol for symbol in value)
