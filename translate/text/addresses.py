"""A text goes in; the same text with blanks in place of URLs, e-mail addresses, handles and tags comes out."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"https?://|www\.|\w@\w|^\W?[@#]\w|\w\.(?:com|org|net|info|io|gov|edu|tv)(?:\W|$)", re.IGNORECASE
)
_TOKEN = re.compile(r"\S+")


def masked(text: str) -> str:
    """Blanks for every token that holds an address; all places stay where they were. Linear."""
    return _TOKEN.sub(lambda token: " " * len(token[0]) if _ADDRESS.search(token[0]) else token[0], text)
