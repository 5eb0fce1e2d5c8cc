"""The house glossary, loaded once; and a way to write a small one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from translate.glossary import Glossary, load

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def house() -> Glossary:
    return load()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes lines as a glossary file: columns are separated by ` ; ` in the test for the eye."""

    def written(*lines: str, name: str = "own.tsv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(line.replace(" ; ", "\t") for line in lines) + "\n", encoding="utf-8")
        return path

    return written
