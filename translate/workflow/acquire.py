"""A model's name, its place on a hub, or a directory goes in; an installed model that passed its smoke test comes out."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from translate import engines, models
from translate.errors import InputError, ModelError
from translate.models import catalogue, convert, firefox, hub, install, smoke

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_ROUNDS = 3  # times that each layout is tried
_LONG = 2.0  # seconds after which once is enough
_OWN = ("version", "limit", "terms", "placeholders", "parameters", "training", "data", "scores", "limits")


@dataclass(frozen=True, slots=True)
class Order:
    """How to pull or convert: `replaces` an installed one of that name, `accepts` a model that fails its smoke test."""

    name: str = ""
    revision: str = ""
    quantization: str = "int8"
    languages: tuple[str, ...] = ()
    mirror: str = ""
    replaces: bool = False
    accepts: bool = False
    say: Callable[[str], object] = field(default=lambda _line: None)
    show: Callable[[int, int], object] | None = None


def pull(wanted: str, order: Order | None = None) -> list[models.Model]:
    """Download, convert, try and install a model, or the two of a pair. What is there and whole is left as it is.

    The licence is said before the first byte. Raises InputError, ModelError, MissingExtra; whatever happens, a model is
    installed whole or not at all, and what was downloaded is gone on with next time.
    """
    order = order or Order()
    names = catalogue.members(wanted)
    if len(names) > 1 and order.name:
        raise InputError(f"{wanted} is {' and '.join(names)}", advice="leave --name out")
    return [_pull(name, order) for name in names]


def _pull(wanted: str, order: Order) -> models.Model:
    entry = catalogue.known(wanted) or catalogue.from_hub(wanted, revision=order.revision)
    if not entry.hub and entry.kind != "firefox":
        raise InputError(f"{entry.name} is part of the package", advice="there is nothing to pull")
    name = order.name or entry.name
    if (here := _installed(name, order)) is not None:
        return here
    _check_quantization(order)
    _check_languages(order.languages)
    with install.staging(name) as staging:
        try:
            return (
                _pull_firefox(entry, name, order, staging)
                if entry.kind == "firefox"
                else _pull_hub(entry, name, order, staging)
            )
        except OSError as error:
            shutil.rmtree(staging, ignore_errors=True)
            raise ModelError(
                f"{staging.parent.parent}: cannot be written ({error.strerror or error}); nothing was installed: make room, or set TRANSLATE_MODELS to another folder"
            ) from error


def _pull_hub(entry: catalogue.Known, name: str, order: Order, staging: Path) -> models.Model:
    found = hub.snapshot(entry.hub, revision=order.revision or entry.revision)
    licence = entry.licence if entry.licence != "unknown" else found.licence or "unknown"
    _say_licence(entry.hub, licence, entry, order, found.size)
    folder = staging / f"download-{found.commit[:16] or 'newest'}"
    for old in staging.iterdir():  # another commit's files are of no use, and a half-made model neither
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    files = hub.fetch(found, folder, show=order.show)
    made = staging / "model"
    if (folder / "model.bin").is_file():
        described = convert.described(folder, name=f"{entry.hub} {name}")
        shutil.copytree(folder, made)
    else:
        order.say(f"converting to {order.quantization}")
        described = convert.convert(folder, made, quantization=order.quantization, name=f"{entry.hub} {name}")
    own = models.read_card(folder)
    languages = order.languages or entry.languages or tuple(own.get("languages") or ()) or described.languages
    if not languages:
        raise InputError(
            f"{entry.hub} does not tell its languages", advice="give --languages en-ar, ar-en, or both"
        )
    card = {
        **_card(name, described, languages, licence, order.quantization),
        **_said_of_itself(own),
        "source": {"hub": entry.hub, "revision": found.commit, "files": files},
        **_known(entry),
    }
    return _finish(made, name, card, order)


def _pull_firefox(entry: catalogue.Known, name: str, order: Order, staging: Path) -> models.Model:
    _say_licence("Firefox's models", entry.licence, entry, order, entry.download * 1_000_000)
    made = staging / "model"
    shutil.rmtree(made, ignore_errors=True)
    source = firefox.fetch(
        made,
        staging / "download",
        languages=order.languages or entry.languages,
        architecture=entry.architecture,
        mirror=order.mirror,
        show=order.show,
    )
    card = {
        "name": name,
        "engine": "firefox",
        "kind": "firefox",
        "languages": list(order.languages or entry.languages),
        "licence": entry.licence,
        "limit": 100,
        "source": source,
        **_known(entry),
    }
    return _finish(made, name, card, order)


def install_directory(source: Path, order: Order | None = None) -> models.Model:
    """Convert a directory (Marian, NLLB or M2M, as transformers saves it, or converted already), try it and install it."""
    order = order or Order()
    _check_quantization(order)
    _check_languages(order.languages)
    if not source.is_dir():
        raise InputError(
            "is no directory", file=source, advice="give a model directory, or pull a model by name"
        )
    name = order.name or source.resolve().name
    if (here := _installed(name, order)) is not None:
        return here
    with install.staging(name) as staging:
        made = staging / "model"
        shutil.rmtree(made, ignore_errors=True)
        try:
            card = _from_directory(source, made, name, order)
            return _finish(made, name, card, order)
        except OSError as error:
            raise ModelError(
                f"{made}: cannot be written ({error.strerror or error}); nothing was installed"
            ) from error
        finally:
            shutil.rmtree(made, ignore_errors=True)


def convert_to(source: Path, folder: Path, order: Order | None = None) -> models.Model:
    """As install_directory(), into any folder, which must not be there yet: made beside it, tried, then named."""
    order = order or Order()
    _check_quantization(order)
    if not source.is_dir():
        raise InputError("is no directory", file=source, advice="give a model directory")
    if folder.exists() and not (order.replaces and (folder / models.CARD).is_file()):
        raise InputError("is there already", file=folder, advice="give another -o, or --force for a model")
    made = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(made, ignore_errors=True)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        card = _from_directory(source, made, order.name or folder.name, order)
        _tried(made, card, order)
        if folder.exists():
            shutil.rmtree(folder)
        made.replace(folder)
    except OSError as error:
        raise ModelError(f"{folder}: cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return models.find(folder)


def _from_directory(source: Path, made: Path, name: str, order: Order) -> dict[str, Any]:
    if (source / "model.bin").is_file():
        described = convert.described(source, name=name)
        made.mkdir(parents=True)
        for path in source.iterdir():
            if path.is_file() and hub.is_plain(path.name) and path.name != models.CARD:
                shutil.copyfile(path, made / path.name)
        quantization = "as it was"
    else:
        described = convert.convert(
            source, made, quantization=order.quantization, name=f"{source.name} {name}"
        )
        quantization = order.quantization
    old = _said_of_itself(own := models.read_card(source))
    languages = order.languages or tuple(own.get("languages") or ()) or described.languages
    if not languages:
        raise InputError(
            "the directory does not tell its languages",
            file=source,
            advice="give --languages en-ar, ar-en, or both",
        )
    licence = str(own.get("licence", "unknown"))
    return {**_card(name, described, languages, licence, quantization), **old}


def try_out(model: models.Model) -> dict[str, list[str]]:
    """What speaks against a model, by direction: its smoke test. Raises ModelError, MissingExtra where it cannot be opened."""
    engine = engines.load(model.engine, model.path, card=model.card)
    return {
        direction: smoke.judge(direction, _said(engine, direction))
        for direction in model.languages or catalogue.BOTH
        if direction in smoke.SENTENCES
    }


def check(model: models.Model) -> dict[str, list[str]]:
    """Checksums, then the smoke test: what speaks against the model, by direction. Raises ModelError for changed files."""
    models.verify(model)
    return try_out(model)


def _said(engine: engines.Engine, direction: str) -> Sequence[Any]:
    source, _, target = direction.partition("-")
    found = engines.translate(engine, smoke.SENTENCES[direction], source=source, target=target)
    return [own[0] for own in found]


def _finish(made: Path, name: str, card: dict[str, Any], order: Order) -> models.Model:
    """The card, the smoke test, and the move to its place."""
    staging = made.parent
    try:
        _tried(made, card, order)
        model = install.publish(made, name, replaces=order.replaces)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    for rest in staging.iterdir():  # it stands in its place: what it was made of can go
        shutil.rmtree(rest, ignore_errors=True)
    return model


def _tried(made: Path, card: dict[str, Any], order: Order) -> None:
    written = install.write_card(made, card)
    order.say("trying it on known sentences")
    model = models.find(made)
    flaws = {direction: told for direction, told in try_out(model).items() if told}
    told = "; ".join(f"{direction}: {', '.join(found)}" for direction, found in flaws.items())
    if told and not order.accepts:
        raise ModelError(
            f"{card['name']} failed its smoke test and was not installed ({told}); give --accept to install it all the same"
        )
    if told:
        order.say(
            f"it failed its smoke test ({told}); installed because --accept was given, and never taken unasked"
        )
    if layout := _layout(model):
        written["threads"] = layout
    smoke_told = {"passed": not told, **({"flaws": flaws} if told else {})}
    install.write_card(made, {**written, "smoke": smoke_told})


def _layout(model: models.Model, *, clock: Callable[[], float] = time.perf_counter) -> dict[str, int]:
    """How many translations at a time, with how many threads each, are fastest on this machine: a few sentences in each way.

    The rule of the engine stands unless another way is a tenth faster; empty then, and where there is nothing to choose. Ways are
    tried in turns, and the best time of each counts, so that a machine with other work to do does not choose by chance.
    """
    if model.engine != "ctranslate2":
        return {}
    cores = engines.load("ctranslate2", model.path, card=model.card).cores  # type: ignore[attr-defined]
    direction = (model.languages or catalogue.BOTH)[0]
    source, _, target = direction.partition("-")
    times: dict[tuple[int, int], float] = {}
    layouts = dict.fromkeys([(0, 0), (cores, 1), (max(1, cores // 2), min(2, cores)), (1, cores)])
    texts = smoke.SENTENCES[direction] * 4
    for _ in range(_ROUNDS):
        for inter, intra in layouts:
            told = (
                {"threads": {"cores": cores, "inter": inter, "intra": intra}} if inter else {"threads": None}
            )
            engine = engines.load("ctranslate2", model.path, card={**model.card, **told})
            engine.translate(texts[:2], source=source, target=target, decoding=engines.Decoding())
            began = clock()
            engine.translate(texts, source=source, target=target, decoding=engines.Decoding())
            spent = clock() - began
            times[inter, intra] = min(spent, times.get((inter, intra), spent))
        if max(times.values()) > _LONG:
            break  # a large model: what others do on the machine weighs little in so long a time
    best = min(times, key=lambda layout: times[layout])
    if best == (0, 0) or times[best] > 0.9 * times[0, 0]:
        return {}
    return {"cores": cores, "inter": best[0], "intra": best[1]}


def _card(
    name: str, described: convert.Described, languages: Sequence[str], licence: str, quantization: str
) -> dict[str, Any]:
    card: dict[str, Any] = {
        "name": name,
        "engine": "ctranslate2",
        "kind": described.kind,
        "languages": list(languages),
        "licence": licence,
        "limit": min(convert.LIMITS[described.kind], max(16, described.positions - 2)),
        "shape": {"positions": described.positions},
        "quantization": quantization,
    }
    if described.codes:
        card["codes"] = dict(described.codes)
    return card


def _said_of_itself(card: dict[str, Any]) -> dict[str, Any]:
    """What a model's own card may say of it; where it came from and whether it works is ours to say."""
    return {key: card[key] for key in _OWN if card.get(key)}


def _known(entry: catalogue.Known) -> dict[str, Any]:
    """What the catalogue says of a model, for its card."""
    if entry.name not in catalogue.KNOWN:
        return {}
    return {
        "known": entry.name,
        "commercial": entry.is_commercial,
        "limits": list(entry.limits),
        "published": {
            direction: {
                key: value
                for key, value in (("BLEU", shown.bleu), ("chrF", shown.chrf), ("chrF++", shown.chrf_words))
                if value is not None
            }
            for direction, shown in entry.flores.items()
        },
    }


def _installed(name: str, order: Order) -> models.Model | None:
    """The model of that name, if it is installed, whole, and not to be replaced."""
    if order.replaces or not catalogue.is_name(name) or not (models.shelf() / name / models.CARD).is_file():
        return None
    model = models.find(name)
    models.verify(model)
    order.say(f"{name} is installed already ({model.path}); --force pulls it anew")
    return model


def _say_licence(what: str, licence: str, entry: catalogue.Known, order: Order, size: int) -> None:
    order.say(f"{what}: licence {licence}" + (f", {hub.megabytes(size)} to download" if size else ""))
    is_barred = not entry.is_commercial or any(
        mark in licence.lower() for mark in ("-nc", "non-commercial", "noncommercial")
    )
    if is_barred:
        order.say(
            f"NOT FOR COMMERCIAL USE: {licence} does not allow a newsroom that earns money to use {what}"
        )


def _check_quantization(order: Order) -> None:
    if order.quantization not in convert.QUANTIZATIONS:
        raise InputError(
            f"no quantization {order.quantization!r}", advice=f"use one of {', '.join(convert.QUANTIZATIONS)}"
        )


def _check_languages(languages: Sequence[str]) -> None:
    for direction in languages:
        if direction not in catalogue.BOTH:
            raise InputError(f"no direction {direction!r}", advice=f"use {' or '.join(catalogue.BOTH)}")
