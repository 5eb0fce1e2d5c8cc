"""A folder being made goes in; an installed model comes out, whole or not at all; and the way back: removing one."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate import config, models
from translate.errors import InputError, ModelError
from translate.models import catalogue
from translate.models.hub import checksum_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTIAL = ".partial"  # beside the installed models: what is being fetched and made


@contextmanager
def staging(name: str) -> Iterator[Path]:
    """The folder in which a model of that name is made, held by one process at a time. What lies there is gone on with.

    Nothing in it counts as a model. Raises InputError for a name that cannot be one, ModelError where another process has it.
    """
    if not catalogue.is_name(name):
        raise InputError(
            f"{name!r} cannot be the name of a model",
            advice="use letters, digits, '-', '_' and '.'; give --name",
        )
    folder = config.settings().models / PARTIAL / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder.parent / f"{name}.lock").open("a")
    except OSError as error:
        raise ModelError(
            f"{folder.parent}: cannot be written ({error.strerror}); make room, or set TRANSLATE_MODELS to another folder"
        ) from error
    with lock:
        if not _hold(lock):
            raise ModelError(f"{name} is being installed by another process; wait for it to end")
        try:
            yield folder
        finally:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
            lock.close()
            Path(lock.name).unlink(missing_ok=True)
            if not any(folder.parent.iterdir()):
                folder.parent.rmdir()


def publish(made: Path, name: str, *, replaces: bool = False) -> models.Model:
    """Move a finished folder (with its card) to its place under the installed models; one of that name gives way at once.

    Raises ModelError where there is one and it is not to be replaced.
    """
    shelf = config.settings().models
    place = shelf / name
    for file in made.iterdir():
        _sync(file)
    if place.exists() and not replaces:
        raise ModelError(f"{place} is there already; remove it first, or give --force")
    old = made.parent / "replaced"
    if place.exists():
        shutil.rmtree(old, ignore_errors=True)
        place.replace(old)
    try:
        made.replace(place)
    except OSError:
        if old.exists():
            old.replace(place)
        raise
    _sync(shelf)
    shutil.rmtree(old, ignore_errors=True)
    return models.find(name)


def write_card(folder: Path, card: dict[str, Any]) -> dict[str, Any]:
    """Write the card with the SHA-256 of every file; returns it as written."""
    files = {
        path.relative_to(folder).as_posix(): models.checksum(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != models.CARD
    }
    card = {**card, "sha256": files.get("model.bin") or checksum_of(files), "files": files}
    (folder / models.CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return card


def remove(name: str) -> Path:
    """Take an installed model away, with what was left of fetching it; returns where it was. Raises InputError."""
    shelf = config.settings().models
    place, rest = shelf / name, shelf / PARTIAL / name
    is_there = catalogue.is_name(name) and place.is_dir()
    if not is_there and not (catalogue.is_name(name) and rest.is_dir()):
        if catalogue.is_name(name) and (models.BUILTIN / name).is_dir():
            raise InputError(f"{name} is part of the package and stays")
        here = ", ".join(model.name for model in models.installed() if not model.is_builtin) or "none"
        raise InputError(f"no installed model {name!r}", advice=f"installed: {here}")
    if is_there:
        going = shelf / PARTIAL / f"{name}.removed.{os.getpid()}"
        going.parent.mkdir(exist_ok=True)
        place.replace(going)  # from here on it is no model, whatever interrupts
        shutil.rmtree(going)
    shutil.rmtree(rest, ignore_errors=True)
    if rest.parent.is_dir() and not any(rest.parent.iterdir()):
        rest.parent.rmdir()
    return place


def _hold(lock: Any) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: two at once are not told apart there
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sync(path: Path) -> None:
    """To the disk, so that a power cut leaves no model that is named and empty."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
