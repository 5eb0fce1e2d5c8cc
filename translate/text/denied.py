"""Two texts go in; a denial of the first comes out whose verb the second affirms: `did not arrive`, «وصل»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.text.cues import near, strong
from translate.text.lexicon import is_function, renderings
from translate.text.stems import stemmed

if TYPE_CHECKING:
    from translate.text.cues import Cue

_BEFORE, _BEHIND = 4, 2  # words around the rendered verb in which a denial may stand
_NEXT = 24  # characters behind a denial in which its verb begins


def affirmed(text: str, other: str, language: str, other_language: str) -> Cue | None:
    """The first denial whose next content word is rendered in the other text, with no word of denial around any rendering."""
    cues = strong(text, language, "negation")
    if not cues:
        return None
    words, others = stemmed(text, language), stemmed(other, other_language)
    for cue in cues:
        verb = next(
            (
                word
                for word in words
                if cue.end <= word.start <= cue.end + _NEXT and not is_function(word, language)
            ),
            None,
        )
        if verb is None:
            continue
        known = {stem for stem, (p, _) in renderings(verb, language).items() if p >= 0.04}
        places = [place for place, word in enumerate(others) if not known.isdisjoint(word.stems)]
        if places and not any(_is_denied(other, others, place, other_language) for place in places):
            return cue
    return None


def _is_denied(text: str, words: tuple, place: int, language: str) -> bool:  # type: ignore[type-arg]
    first, last = words[max(0, place - _BEFORE)], words[min(len(words) - 1, place + _BEHIND)]
    return near(text, first.start, last.end, language)
