"""Families and their parts: a part is a file in a plural folder, found by its file name."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from translate.errors import UnknownPart


def names(family: str) -> list[str]:
    """The parts of a family, in alphabetical order, without importing any of them."""
    package = importlib.import_module(f"translate.{family}")
    return sorted(
        part.name
        for part in pkgutil.iter_modules(package.__path__)
        if not part.name.startswith("_") and not part.ispkg
    )


def load(family: str, name: str) -> Any:
    """The module of one part; raises UnknownPart with the known names."""
    known = names(family)
    if name not in known:
        raise UnknownPart(family, name, known)
    return importlib.import_module(f"translate.{family}.{name}")
