"""The fonts that go into books and print: Amiri, by script and weight."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

#: File by script and weight. Each script has a family of its own: one family over several files garbles the text of a PDF.
FONTS = {
    f"{script}-{weight}": f"amiri-{script}-{weight}-normal.woff2"
    for script in ("arabic", "latin", "latin-ext")
    for weight in ("400", "700")
}


@lru_cache(maxsize=len(FONTS))
def read(file: str) -> bytes:
    """The bytes of a font."""
    return Path(__file__).with_name(file).read_bytes()
