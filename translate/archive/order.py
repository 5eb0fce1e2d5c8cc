"""What a run is told goes in; its fingerprint, and what makes two fingerprints differ, comes out."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate import __version__, glossary, models
from translate.config import settings
from translate.errors import InputError, TranslateError
from translate.languages import ARABIC, ENGLISH, language, other
from translate.models.catalogue import PAIRS
from translate.workflow.draft import Drafter, open_drafter, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from translate.store.ledger import File

_TOLD = {  # fingerprint: what a message calls it
    "inputs": "the inputs",
    "to": "--to",
    "source": "--from",
    "engine": "the engine",
    "model": "the model",
    "checksum": "the weights of the model",
    "library": "the library of the engine",
    "glossary": "the glossary",
    "beam": "--beam",
    "compute": "--compute-type",
    "furniture": "--furniture",
    "memory": "--memory",
    "style": "the house style",
    "version": "the version of Dragoman",
    "layout": "the layout of the archive",
}
LAYOUT = 1  #: of spool, shards and parts; raised when another program would draft another way


@dataclass(frozen=True, slots=True)
class Order:
    """How every article of an archive is drafted; as for `translate draft`."""

    to: str | None = None
    source: str | None = None
    engine: str | None = None
    model: str | None = None
    glossaries: tuple[str, ...] = ()
    house_terms: bool = True
    beam: int = 4
    compute_type: str | None = None
    furniture: bool = False
    memory: bool = False

    def __post_init__(self) -> None:
        """Raises InputError for a language that is none, and for a pair that is none."""
        for code in (self.to, self.source):
            if code:
                language(code)
        if self.to and self.source and language(self.to) is language(self.source):
            raise InputError("source and target are one language", advice="give another --to or --from")
        if self.beam < 1:
            raise InputError(f"a beam of {self.beam}", advice="give 1 (greedy) or more")

    @classmethod
    def kept(cls, values: Mapping[str, Any]) -> Order:
        """The order that asdict() was made of."""
        return cls(**{**values, "glossaries": tuple(values["glossaries"])})

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def drafter(self, *, threads: int | None = None) -> Drafter:
        """Open what drafts; raises as open_drafter()."""
        return open_drafter(
            model=self.model,
            engine=self.engine,
            glossaries=self.glossaries,
            house_terms=self.house_terms,
            beam=self.beam,
            compute_type=self.compute_type,
            threads=threads,
        )

    def fingerprint(self, files: Iterable[File]) -> dict[str, Any]:
        """Everything that shapes the output, by name. Raises InputError, ModelNotFound, ModelError.

        The model is named by the SHA-256 of its weights, the glossary by its signature, each input by what is in it.
        """
        found = self._models()
        engines = dict.fromkeys(model.engine for model in found) if found else {str(self.engine): None}
        terms = [*(glossary.house_files() if self.house_terms else []), *map(Path, self.glossaries)]
        told = glossary.load(terms) if terms else glossary.Glossary(())
        return {
            "layout": LAYOUT,
            "version": __version__,
            "inputs": inputs(files),
            "to": language(self.to).code if self.to else None,
            "source": language(self.source).code if self.source else None,
            "engine": ", ".join(engines),
            "model": ", ".join(model.name for model in found),
            "checksum": ", ".join(_weights(model) for model in found),
            "library": ", ".join(filter(None, map(_library, engines))),
            "glossary": f"{len(told)} entries, {told.signature}",
            "style": str(style()),
            "beam": self.beam,
            "compute": self.compute_type,
            "furniture": self.furniture,
            "memory": self.memory or None,
        }

    def _models(self) -> list[models.Model]:
        """The models that will draft, by direction, as open_drafter() chooses them; none for an engine without."""
        if self.engine in models.WITHOUT:
            return []
        name = self.model or settings().model or None
        found: dict[Path, models.Model] = {}
        for target in (language(self.to),) if self.to else (ENGLISH, ARABIC):
            pair = other(target.code).code, target.code
            if name is None and self.engine is None:
                model = models.best(*pair)[0]
            else:
                model = models.find_for(name, *pair) if name in PAIRS else models.find(name)
            found[model.path] = model
        return list(found.values())


def inputs(files: Iterable[File]) -> str:
    """One word for some inputs: their number, and a digest over names, order and contents."""
    digest, count = blake2b(digest_size=8), 0
    for file in files:
        digest.update(json.dumps([file.label, file.size, file.digest]).encode())
        count += 1
    return f"{count} files, {digest.hexdigest()}"


def differences(planned: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What differs between two fingerprints, in words: `the glossary (planned: 12 entries, …; now: 13 entries, …)`."""
    return [
        f"{_TOLD.get(name, name)} (planned: {_said(planned.get(name))}; now: {_said(now.get(name))})"
        for name in dict.fromkeys([*planned, *now])
        if planned.get(name) != now.get(name)
    ]


def agree(
    planned: Mapping[str, Any], now: Mapping[str, Any], out: Path, *, others: Sequence[str] = ()
) -> None:
    """Raises InputError, with the differences, where a run would not be the one that was planned; `others` are those of the inputs."""
    if found := differences(planned, now):
        raise InputError(
            f"was planned otherwise: {'; '.join([*found, *others])}",
            file=out,
            advice="give another --out for another run, or go on with what was planned",
        )


def _said(value: Any) -> str:
    return "not given" if value is None or value == "" else str(value)[:60]


def _weights(model: models.Model) -> str:
    """SHA-256 over the weights of a model, 64 hexadecimal digits."""
    files = [model.path / "model.bin", *sorted(model.path.glob("*.safetensors"))]
    return next((models.checksum(path) for path in files if path.is_file()), "")


def _library(engine: str) -> str:
    try:
        return f"{engine} {version(engine)}" if engine in ("ctranslate2", "transformers") else ""
    except PackageNotFoundError as error:
        raise TranslateError(f"{engine} is not installed") from error
