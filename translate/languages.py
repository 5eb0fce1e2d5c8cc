"""What the two languages are like: direction, script, quotes, sentence marks, months. A code goes in, facts come out."""

from __future__ import annotations

from dataclasses import dataclass

from translate.errors import InputError


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the desk; `tag` is what a multilingual Marian model expects before the source."""

    code: str
    name: str
    direction: str
    tag: str
    quotes: tuple[str, str]
    terminators: str

    @property
    def is_rtl(self) -> bool:
        return self.direction == "rtl"


ENGLISH = Language("en", "English", "ltr", ">>eng<<", ("“", "”"), ".!?…")
ARABIC = Language("ar", "Arabic", "rtl", ">>ara<<", ("«", "»"), ".!؟?…")
KNOWN = {language.code: language for language in (ENGLISH, ARABIC)}


def language(code: str) -> Language:
    """The language of an ISO 639-1 code; raises InputError for one the desk does not work in."""
    try:
        return KNOWN[code.lower().split("-")[0]]
    except KeyError:
        raise InputError(f"no language {code!r}", advice=f"use one of {', '.join(KNOWN)}") from None


def other(code: str) -> Language:
    """The language on the other side of the desk."""
    return ARABIC if language(code) is ENGLISH else ENGLISH
