"""A language goes in, the interface's words in it come out: gettext catalogues read from locale/*.po, no build step."""

from __future__ import annotations

import gettext
import io
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from babel.dates import format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent

from translate.languages import KNOWN, language

LOCALE = Path(__file__).parent / "locale"


@lru_cache(maxsize=4)
def catalogue(code: str) -> gettext.NullTranslations:
    """The words of a language; English is what stands in the source."""
    path = LOCALE / f"{code}.po"
    if not path.is_file():
        return gettext.NullTranslations()
    import polib

    return gettext.GNUTranslations(io.BytesIO(polib.pofile(str(path)).to_binary()))


def chosen(cookie: str | None, preferred: str | None, accepted: str) -> str:
    """The interface's language: what the person chose, else what the browser asks for, else English."""
    for code in (cookie, preferred):
        if code in KNOWN:
            return str(code)
    for part in accepted.split(","):
        code = part.partition(";")[0].strip().casefold().partition("-")[0]
        if code in KNOWN:
            return code
    return "en"


class Words:
    """What templates ask for in one language: texts, plurals, numbers, times, direction."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.direction = language(code).direction
        self._catalogue = catalogue(code)
        self._locale = "ar" if code == "ar" else "en_GB"

    def gettext(self, message: str) -> str:
        """A text in the language; nothing for nothing (gettext would give the head of its catalogue)."""
        return self._catalogue.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self._catalogue.ngettext(one, many, number)

    def number(self, value: float, digits: int = 0) -> str:
        """A number as it is written in the language; Western digits in both, as in most Arabic newsrooms' tools."""
        return str(format_decimal(round(value, digits), locale=self._locale, numbering_system="latn"))

    def percent(self, value: float | None) -> str:
        """A share of 0 to 1."""
        return (
            "–"
            if value is None
            else str(format_percent(value, format="#,##0%", locale=self._locale, numbering_system="latn"))
        )

    def time(self, moment: str | None) -> str:
        """A moment in UTC as the language writes it."""
        if not moment:
            return "–"
        form = "d MMM y, HH:mm" if self.code == "en" else "d MMM y، HH:mm"
        try:
            return str(format_datetime(datetime.fromisoformat(moment), form, locale=self._locale)) + " UTC"
        except ValueError:
            return moment

    def since(self, seconds: float) -> str:
        """A duration in words."""
        return str(format_timedelta(timedelta(seconds=seconds), locale=self._locale))

    def clock(self, seconds: float) -> str:
        """Minutes and seconds, or hours and minutes."""
        hours, rest = divmod(int(seconds), 3600)
        minutes, seconds_left = divmod(rest, 60)
        return f"{hours}:{minutes:02}:{seconds_left:02}" if hours else f"{minutes}:{seconds_left:02}"


@lru_cache(maxsize=4)
def words(code: str) -> Words:
    """The words of a language, made once."""
    return Words(code)
