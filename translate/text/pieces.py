"""A model's vocabulary and a language go in; the pieces that a text of that language may be made of come out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_ARABIC = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"
_SPECIAL = re.compile(r"<.*>|>>.*<<|__[a-z]{2,3}__|[a-z]{3}_[A-Z][a-z]{3}")  # marks, bytes, languages
#: A letter of no other script than the one named; what is no letter goes with every script.
_OTHER = {
    "ar": re.compile(rf"(?![{_ARABIC}])[^\W\d_]"),
    "en": re.compile(rf"(?![{_LATIN}])[^\W\d_]"),
}
_INITIALS = re.compile("[A-Z]{1,4}")  # BBC, PDF: what an Arabic text leaves in Latin letters


def writable(vocabulary: Collection[str], code: str) -> list[str]:
    """The pieces in the script of a language, those without letters, marks and bytes, single letters of any script, and initials.

    Single letters and bytes spell what the rest cannot, so nothing becomes unsayable.
    """
    other = _OTHER[code]
    return [
        piece
        for piece in vocabulary
        if not other.search(piece)
        or len(word := piece.removeprefix("▁")) == 1
        or _SPECIAL.fullmatch(piece)
        or _INITIALS.fullmatch(word)
    ]
