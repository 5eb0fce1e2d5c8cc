"""English spellings of Arabic names: a spelling in, the coarse keys that other spellings of the name share out.

The key drops the article in all its dresses (al-, el-, ez-, ash-, glued), folds doubled and foreign consonants and reduces vowels
to a, i, u. An `e` may be either a or i, so a spelling has several keys; two spellings agree when they share one. On 86 listed
variants of 16 places the key finds 77 %, with 0.09 % false hits on capitalised words of news (terminology study, section 4).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

_SUN = {"t": "t", "th": "t", "d": "d", "dh": "d", "r": "r", "z": "z", "s": "s", "sh": "s", "l": "l", "n": "n"}
_ARTICLE = re.compile(r"^(?:al|el|ul|il)$")
_ASSIMILATED = re.compile(r"^[aeiu](th|dh|sh|[tdrzsln])$")
_GLUED = re.compile(r"^(?:[ae]l-?(?=[a-z]{4})|[ae](?=(tt|dd|rr|zz|ss|nn)[a-z]{2}))")
_DROP = re.compile("['’‘`ʿʾʻʼ´ʹ-]")
_CONSONANTS = (
    ("kh", "x"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "ç"), ("ch", "ç"), ("dj", "j"), ("ph", "f"), ("ck", "k"),
    ("q", "k"), ("c", "k"),
)  # fmt: skip
_RUN = re.compile(r"[aeiouwy]+")
_KUNYA = {
    "abu": "bu",
    "abou": "bu",
    "albu": "bu",
    "albou": "bu",
    "abo": "bu",
    "bou": "bu",
    "bu": "bu",
    "elbu": "bu",
}
_SAME = {
    "tell": "tal",
    "tel": "tal",
    "tall": "tal",
    "ayn": "ain",
    "ein": "ain",
    "dayr": "deir",
    "dair": "deir",
    "der": "deir",
}


def normalise(text: str) -> str:
    """Lower case without accents and apostrophes: what listed English variants are compared in."""
    text = unicodedata.normalize("NFKD", text)
    return _DROP.sub("", "".join(c for c in text if not unicodedata.combining(c))).lower()


def skeleton(text: str) -> str:
    """The consonants of a name alone, for suggestions: Hassakeh, Hasaka → hsk."""
    return re.sub("[aiu]", "", min(keys(text), default=""))


@lru_cache(maxsize=65536)
def keys(text: str) -> frozenset[str]:
    """Every coarse key of an English spelling (words joined); empty for a text without Latin letters."""
    words = [word for word in re.split(r"[\s-]+", _split_accents(text)) if word]
    found: set[str] = set()
    for parts in _without_articles(words):
        choices = [_word_keys(part) for part in parts]
        size = 1
        for choice in choices:
            size *= len(choice)
        if parts and size <= 64:
            found.update("".join(choice) for choice in product(*choices))
    return frozenset(key for key in found if key)


def _split_accents(text: str) -> str:
    text = unicodedata.normalize("NFKD", text)
    return re.sub("['’‘`ʿʾʻʼ´ʹ]", "", "".join(c for c in text if not unicodedata.combining(c))).lower()


def _without_articles(words: list[str]) -> list[list[str]]:
    kept: list[str] = []
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if following and _ARTICLE.match(word):
            continue
        sun = _ASSIMILATED.match(word)
        if following and sun and following.startswith(sun[1][0]):
            continue
        kept.append(_SAME.get(word, word))
    if kept and kept[0] in _KUNYA and len(kept) > 1:
        kept[0] = _KUNYA[kept[0]]
    readings = [kept]
    for place, word in enumerate(kept):
        glued = _GLUED.match(word)
        if glued:
            readings.append([*kept[:place], word[glued.end() :], *kept[place + 1 :]])
    if kept and len(kept) == 1:
        readings.extend(
            ["bu", kept[0][len(prefix) :]]
            for prefix in ("albu", "abu", "abou", "albou")
            if kept[0].startswith(prefix) and len(kept[0]) > len(prefix) + 3
        )
    return readings


@lru_cache(maxsize=65536)
def _word_keys(word: str) -> tuple[str, ...]:
    if not word.isascii() or not word.isalnum():
        word = "".join(c for c in word if c.isascii() and c.isalnum())
    for old, new in _CONSONANTS:
        word = word.replace(old, new)
    word = re.sub(r"(?<=[aeiouy])h$", "", word)
    pieces: list[tuple[str, ...]] = []
    position = 0
    for run in _RUN.finditer(word):
        pieces.append((re.sub(r"(.)\1+", r"\1", word[position : run.start()]),))
        pieces.append(_vowel_keys(run[0], is_first=run.start() == 0, is_last=run.end() == len(word)))
        position = run.end()
    pieces.append((re.sub(r"(.)\1+", r"\1", word[position:]),))
    return tuple(dict.fromkeys("".join(choice) for choice in product(*pieces)))


def _vowel_keys(run: str, *, is_first: bool, is_last: bool) -> tuple[str, ...]:
    """Classes of a run of vowels: zawr, zor, zour → u; deir, dayr → i; a final ia, iya, iyya → ia; e is a or i."""
    if is_first and run[0] in "wy" and len(run) > 1:
        return tuple(run[0] + rest for rest in _vowel_keys(run[1:], is_first=False, is_last=is_last))
    glide = re.match(r"^[aeiou]*?[uo]?w(?=[aeiouy])", run)
    if glide:
        rest = _vowel_keys(run[glide.end() :], is_first=False, is_last=is_last)
        return tuple("w" + tail for tail in rest)
    if is_last and re.fullmatch(r"[iey]+[aeh]+|[iy]+e", run):
        return ("ia",)
    if any(letter in run for letter in "uow"):
        return ("u",)
    if any(letter in run for letter in "iy") or "ee" in run:
        return ("i",)
    if is_last:
        return ("a",)
    return ("a", "i") if "e" in run else ("a",)
