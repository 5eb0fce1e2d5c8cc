"""What in a text is an address: what must come through unchanged, and the same text with blanks in place of addresses and tags."""

from __future__ import annotations

import re
from functools import lru_cache

#: A web or mail address or a handle that a translation must hold unchanged, without the punctuation behind it. Linear.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"]*[^\s<>«»\".,;:!?؟،؛)\]]"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])@[A-Za-z0-9_]{2,}"
)
_LOOKS = re.compile(
    r"https?://|www\.|\w@\w|^\W?[@#]\w|\w\.(?:com|org|net|info|io|gov|edu|tv)(?:\W|$)", re.IGNORECASE
)
_TOKEN = re.compile(r"\S+")
_DOT = re.compile(r"\.(?:com|org|net|info|io|gov|edu|tv|(?<=www\.))", re.IGNORECASE)


@lru_cache(maxsize=64)
def masked(text: str) -> str:
    """Blanks for every token that holds an address; all places stay where they were. Linear."""
    if not ("@" in text or "#" in text or "://" in text or _DOT.search(text)):
        return text
    return _TOKEN.sub(lambda token: " " * len(token[0]) if _LOOKS.search(token[0]) else token[0], text)
