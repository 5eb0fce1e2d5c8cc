"""A name in either script goes in, its consonants in coarse classes come out: what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from translate.text.arabic import plain
from translate.text.vocabulary import REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGRAPHS = (
    ("x", "ks"), ("tsch", "S"), ("tch", "S"), ("sch", "S"), ("sh", "S"), ("ch", "S"), ("kh", "X"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph", "f"),
    ("ck", "k"), ("zh", "g"), ("dj", "g"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("c", "k"), ("q", "k"), ("j", "g"), ("z", "s"), ("p", "b"), ("v", "f"),
)  # fmt: skip
_CLASS = str.maketrans(dict.fromkeys("aeiouwy", ""))
_ARABIC = str.maketrans(
    {
        "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "g", "چ": "S", "ح": "h", "خ": "X", "د": "d", "ذ": "d", "ض": "d", "ظ": "d", "ر": "r",
        "ز": "s", "س": "s", "ص": "s", "ش": "S", "غ": "g", "گ": "g", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    }
    | dict.fromkeys("ةءأإآاؤوئىيع", "")
)  # fmt: skip
_RUN = re.compile(r"(.)\1+")
_ARTICLE = re.compile(r"^(?:al|el|as|ash|ad|ar|an|at|az|ez)[-‐‑ ](?=\w)", re.IGNORECASE)
_KEEP = re.compile("[a-z]+")
_WORDS = re.compile("[\u0621-\u0652\u0670-\u06d3]+")


@lru_cache(maxsize=REMEMBERED)
def latin_bones(name: str) -> str:
    """The consonant classes of a Latin spelling; an article in front is left out: al-Hasakah → hsk, Schneider → Sndr."""
    name = _ARTICLE.sub("", unicodedata.normalize("NFKD", name[:60])).lower()
    word = "".join(_KEEP.findall(name))
    for old, new in _DIGRAPHS:
        word = word.replace(old, new)
    return _RUN.sub(r"\1", word.translate(_CLASS)).rstrip("h")


@lru_cache(maxsize=REMEMBERED)
def arabic_bones(word: str) -> str:
    """The consonant classes of an Arabic spelling, as it stands (proclitics included): الحسكة → lhsk."""
    bones = "".join(sign for sign in plain(word[:60]).translate(_ARABIC) if sign.isascii())
    return _RUN.sub(r"\1", bones).rstrip("h")


def alike(latin: str, arabic: str) -> bool:
    """Whether two bones may be those of one name; three consonants must be the same or lack one, five may differ by one, six by two."""
    if not latin or not arabic:
        return False
    if latin == arabic:
        return True
    longest = max(len(latin), len(arabic))
    if longest < 3 or abs(len(latin) - len(arabic)) > 2:
        return False
    if longest == 3 and len(latin) == len(arabic):
        return False
    from rapidfuzz.distance import Levenshtein

    allowed = 1 if longest < 6 else 2
    return Levenshtein.distance(latin, arabic, score_cutoff=allowed) <= allowed


@lru_cache(maxsize=64)
def arabic_sounds(text: str) -> tuple[frozenset[str], ...]:
    """For an Arabic text the bones of its words, of each without a proclitic, and of neighbours joined: one set a length of bones."""
    words = _WORDS.findall(text)
    found: set[str] = set()
    last: tuple[str, ...] = ()
    for word in words:
        own = heard_as(word)
        found.update(own)
        found.update([before + after for before in last for after in own])
        last = own
    return sized(found)


def sized(bones: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Bones by their length: one set a length."""
    by_size: dict[int, set[str]] = {}
    for one in bones:
        by_size.setdefault(len(one), set()).add(one)
    return tuple(frozenset(by_size.get(size, ())) for size in range(max(by_size, default=0) + 1))


@lru_cache(maxsize=REMEMBERED)
def word_sounds(word: str) -> tuple[frozenset[str], ...]:
    """As arabic_sounds(), of one word."""
    return arabic_sounds.__wrapped__(word)


@lru_cache(maxsize=REMEMBERED)
def heard_as(word: str) -> tuple[str, ...]:
    """The bones of a word, and of what is left without a proclitic."""
    bare = plain(word)
    heads = [bare]
    heads.extend(bare[size:] for size in (1, 2, 3, 4) if bare[:size] in _CLITICS and len(bare) > size + 1)
    return tuple(dict.fromkeys(arabic_bones(head) for head in heads))


_CLITICS = frozenset(
    ["و", "ف", "ب", "ل", "ك", "ال", "بال", "وال", "لل", "ول", "وب", "ولل", "وبال", "فال", "كال"]
)


def is_heard_well(latin: str, sounds: tuple[frozenset[str], ...]) -> bool:
    """As is_heard(), but three consonants must be the same, and more may differ by one only."""
    size = len(latin)
    if size < 3:
        return False
    if size < len(sounds) and latin in sounds[size]:
        return True
    from rapidfuzz.distance import Levenshtein

    return size > 3 and any(
        Levenshtein.distance(latin, bones, score_cutoff=1) <= 1
        for length in range(size - 1, min(len(sounds), size + 2))
        for bones in sounds[length]
    )


def is_heard(latin: str, sounds: tuple[frozenset[str], ...]) -> bool:
    """Whether a name in Latin bones may stand among the sounds of an Arabic text; where all words are asked, three consonants must be the same."""
    size = len(latin)
    if not size:
        return False
    if size < len(sounds) and latin in sounds[size]:
        return True
    if size < 3:
        return False
    return any(
        alike(latin, bones)
        for length in range(max(4 if size == 3 else 2, size - 2), min(len(sounds), size + 3))
        for bones in sounds[length]
    )
