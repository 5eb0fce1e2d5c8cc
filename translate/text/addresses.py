"""What in a text is an address or a picture: what must come through unchanged, and the same text with blanks in place of addresses and tags."""

from __future__ import annotations

import re
from functools import lru_cache

#: A web or mail address or a handle that a translation must hold unchanged, without the punctuation behind it. Linear.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"]*[^\s<>«»\".,;:!?؟،؛)\]]"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])@\w{2,}"
)
#: A sign that is a picture (emoji, arrow, star), as a class of a regular expression.
PICTURE = "[\u203c\u2049\u2139\u2190-\u21ff\u231a-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001fbff]"
#: One picture sign or several in a row, with what belongs to them: variation, joiner, skin, key, tag. Linear.
PICTURES = re.compile(f"(?:{PICTURE}[\ufe0e\ufe0f\u200d\u20e3\U000e0020-\U000e007f]*)+")
#: A telephone number as news write it: behind a plus or a zero, seven digits and more in groups. Linear.
TELEPHONE = re.compile(
    r"(?<![\w.,:/+-])(?!\d\d?[ ./-]\d\d?[ ./-]\d{2,4}(?!\d))"  # 05.06.2018
    r"(?:\+ ?\d|\([0\u0660]\d|[0\u0660]\d)(?:[ ()./-]{0,2}\d){6,17}(?![\w/:-]|[.,]\d)"
)
_HASHTAG = r"(?<![\w&#])#(?=\w*[^\W\d_])\w+"
#: What an engine is not given as it stands, for it has not learnt it and says something of its own for it.
CARRIED = re.compile(f"{ADDRESS.pattern}|{_HASHTAG}|{TELEPHONE.pattern}|{PICTURES.pattern}")
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
