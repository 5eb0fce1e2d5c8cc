"""Families and their parts: a part is a file in a plural folder, found by its file name."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from typing import Any

from translate.errors import UnknownPart


def names(family: str) -> list[str]:
    """The parts of a family, in alphabetical order, without importing any of them."""
    package = importlib.import_module(f"translate.{family}")
    return list(_names(tuple(package.__path__)))


@lru_cache
def _names(folders: tuple[str, ...]) -> tuple[str, ...]:
    """A folder is read once: the checks of every segment ask for their names."""
    return tuple(
        sorted(
            part.name
            for part in pkgutil.iter_modules(list(folders))
            if not part.name.startswith("_") and not part.ispkg
        )
    )


def load(family: str, name: str) -> Any:
    """The module of one part; raises UnknownPart with the known names."""
    known = names(family)
    if name not in known:
        raise UnknownPart(family, name, known)
    return importlib.import_module(f"translate.{family}.{name}")
