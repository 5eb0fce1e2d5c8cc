"""A text and its counterpart go in; a denial comes out whose own words the counterpart says without denying them: «لم يصل», `arrived`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.text.cues import near, strong
from translate.text.lexicon import is_function, renderings
from translate.text.stems import stemmed

if TYPE_CHECKING:
    from translate.text.cues import Cue
    from translate.text.stems import Word

_WORDS, _REACH = 3, 60  # content words, and characters, behind a denial that tell what it denies
_BEFORE, _BEHIND = 4, 2  # words around a rendering in which a denial may stand
_BELIEVED = 0.04  # least probability of a rendering
_PAUSE = re.compile(r"[.!?؟،؛;:\"«»“”]")


def affirmed(text: str, other: str, language: str, other_language: str) -> Cue | None:
    """The first denial of which the next content words of its clause are rendered in the other text, with no word of denial around any of them."""
    cues = strong(text, language, "negation")
    if not cues:
        return None
    words, others = stemmed(text, language), stemmed(other, other_language)
    for cue in cues:
        places = [
            places
            for word in _denied(text, words, cue, language)
            if (places := _places(word, others, language))
        ]
        if places and not any(
            _is_denied(other, others, place, other_language) for own in places for place in own
        ):
            return cue
    return None


def _denied(text: str, words: tuple[Word, ...], cue: Cue, language: str) -> list[Word]:
    """The content words behind a cue, up to the next pause."""
    found: list[Word] = []
    for word in words:
        if word.start < cue.end or is_function(word, language):
            continue
        if word.start > cue.end + _REACH or _PAUSE.search(text, cue.end, word.start) or len(found) == _WORDS:
            break
        found.append(word)
    return found


def _places(word: Word, others: tuple[Word, ...], language: str) -> list[int]:
    """Where the other text says a word."""
    known = {stem for stem, (p, _) in renderings(word, language).items() if p >= _BELIEVED}
    return [place for place, one in enumerate(others) if not known.isdisjoint(one.stems)]


def _is_denied(text: str, words: tuple[Word, ...], place: int, language: str) -> bool:
    first, last = words[max(0, place - _BEFORE)], words[min(len(words) - 1, place + _BEHIND)]
    return near(text, first.start, last.end, language)
