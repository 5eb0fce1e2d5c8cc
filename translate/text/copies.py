"""A source and its target go in; what was left in the source language comes out: all of it, most of it, or a run of words."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from translate.text.addresses import masked
from translate.text.folding import fold, words

#: Share of target words in the other script from which a target counts as not translated.
WRONG_SHARE = 0.5
#: So many words in a row in the other script are a piece that was left out.
LEFT_RUN = 4
#: A source of at most so many words that all look like names may come back as it is.
NAME_WORDS = 3

_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*")
_ARABIC = re.compile("[\u0620-\u065f\u066e-\u06d3\u06fa-\u06fc]+")
_WORD = re.compile("[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*|[\u0620-\u065f\u066e-\u06d3\u06fa-\u06fc]+")
_FUNCTION = words(
    "the of and to in a an is was for on that with as by at from are were be has have had his her its it he she they said "
    "will not this which but"
)


class Left(StrEnum):
    """How much was left untranslated."""

    COPY = "copy"
    SCRIPT = "script"
    RUN = "run"


class Copy(NamedTuple):
    """target[start:end] was not translated; `share` is the share of target words in the wrong script (0–1)."""

    kind: Left
    start: int
    end: int
    share: float


def is_copy(source: str, target: str, *, source_language: str, target_language: str) -> bool:
    """Whether the target is its source again, or mostly in the source's script, although it should not be."""
    found = find_copy(source, target, source_language=source_language, target_language=target_language)
    return found is not None and found.kind is not Left.RUN


def find_copy(source: str, target: str, *, source_language: str, target_language: str) -> Copy | None:
    """What was left in the source's language, or None. Names, codes, addresses and numbers may stay in Latin script."""
    if source_language == target_language or not target.strip():
        return None
    script, own = (_LATIN, _ARABIC) if target_language == "ar" else (_ARABIC, _LATIN)
    if not script.search(target) and (script.search(source) or own.search(source)):
        return None  # all of it is in the script of its own language, and the source is not, or was in that language already
    if is_kept(source, source_language):
        return None
    found = list(_WORD.finditer(masked(target)))
    wrong = [word for word in found if _is_wrong(word[0], target_language)]
    share = len(wrong) / len(found) if found else 0.0
    if fold(source) == fold(target):
        return Copy(Left.COPY, 0, len(target), share)
    if not wrong:
        return None
    if share > WRONG_SHARE and (target_language == "en" or _reads_as_english(wrong)):
        return Copy(Left.SCRIPT, wrong[0].start(), wrong[-1].end(), share)
    return _run(found, target_language, share)


def is_kept(source: str, language: str) -> bool:
    """Whether a source may come back as it is: numbers, addresses, codes, a short name in Latin script; no other script."""
    visible = masked(source)
    found = [word[0] for word in _WORD.finditer(visible)]
    if not found:
        return not any(map(str.isalpha, visible))
    if language == "ar":
        return not any(_ARABIC.fullmatch(word) for word in found)
    is_name = len(found) <= NAME_WORDS and not any(word.lower() in _FUNCTION for word in found)
    return all(_is_code(word) or (is_name and word[0].isupper()) for word in found)


def _is_code(word: str) -> bool:
    """Whether a Latin word is an acronym or a model name: `UNHCR`, `iOS`, `B`."""
    return any(letter.isupper() for letter in word[1:]) or (len(word) == 1 and word.isupper())


def _is_wrong(word: str, target_language: str) -> bool:
    if target_language == "en":
        return bool(_ARABIC.fullmatch(word))
    return bool(_LATIN.fullmatch(word)) and not _is_code(word)


def _reads_as_english(found: list[re.Match[str]]) -> bool:
    """Whether Latin words are language rather than names: a small word among them, or many."""
    return len(found) > NAME_WORDS or any(word[0].islower() for word in found)


def _run(found: list[re.Match[str]], target_language: str, share: float) -> Copy | None:
    run: list[re.Match[str]] = []
    for word in [*found, None]:
        if word is not None and _is_wrong(word[0], target_language):
            run.append(word)
            continue
        if len(run) >= LEFT_RUN and (target_language == "en" or any(one[0] in _FUNCTION for one in run)):
            return Copy(Left.RUN, run[0].start(), run[-1].end(), share)
        run = []
    return None
