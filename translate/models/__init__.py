"""A model's name or folder goes in; its path and card come out: the embedded ones, installed ones, any directory."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translate import config
from translate.errors import ModelError, ModelNotFound

BUILTIN = Path(__file__).parent / "builtin"
DEFAULT = "newsdesk"
CARD = "card.json"


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


def installed() -> list[Model]:
    """The embedded models, then those in the models folder, by name; what cannot be used is left out."""
    return [found for found in look() if isinstance(found, Model)]


def look() -> list[Model | ModelError]:
    """As installed(), with an error in place of each model that cannot be used."""
    found: dict[str, Model | ModelError] = {}
    for folder in (BUILTIN, config.settings().models):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if (path / CARD).is_file():
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
    known = ", ".join(model.name for model in installed()) or "none"
    raise ModelNotFound(f"no model {str(name)!r}; installed: {known}; a model directory can be given too")


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
    if wanted and not (weights.is_file() and checksum(weights) == wanted):
        raise ModelError(f"{model.path}: the weights are not those of the card; install the package again")


def _open(path: Path) -> Model:
    card: dict[str, Any] = {}
    if (path / CARD).is_file():
        try:
            card = json.loads((path / CARD).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"{path / CARD}: the model card cannot be read: {error}") from error
        if not isinstance(card, dict):
            raise ModelError(f"{path / CARD}: the model card is not a JSON object")
        _check(card, path / CARD)
    if (path / "model.bin").is_file() and (path / "source.spm").is_file():
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
    }
    for key, is_right in right.items():
        if not is_right:
            raise ModelError(f"{path}: {key} in the model card is not what it should be; see docs/models.md")


def _is_number(value: object) -> bool:
    return type(value) is int and value > 8


def _are_symbols(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(symbol, str) and symbol for symbol in value)
