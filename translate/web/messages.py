"""What the parts below say when something cannot be done goes in, in English; the same in the interface's language comes out."""

from __future__ import annotations

import re
from functools import lru_cache

from translate.web.i18n import LOCALE, Words

_PLACE = re.compile(r"\{(\d)\}")
_UNIT = re.compile(r"^unit [0-9a-f]{16}: ")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z")
#: How parts of a value are joined, in English and in Arabic.
_LISTS = (("; ", "؛ "), (" or ", "، "), (", ", "، "))


@lru_cache(maxsize=4)
def _catalogue(code: str) -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], list[str], str], ...]]:
    """Messages without a part that differs, and the others as patterns: those with the most letters of their own first."""
    path = LOCALE / f"{code}-errors.po"
    if not path.is_file():
        return {}, ()
    import polib

    fixed: dict[str, str] = {}
    patterns = []
    for entry in polib.pofile(str(path)):
        pieces = _PLACE.split(entry.msgid)
        if len(pieces) == 1:
            fixed[entry.msgid] = entry.msgstr
            continue
        shape = "".join(
            re.escape(piece) if place % 2 == 0 else _gap(pieces[place - 1])
            for place, piece in enumerate(pieces)
        )
        own = sum(len(piece) for piece in pieces[::2])
        patterns.append((own, re.compile(shape, re.DOTALL), pieces[1::2], entry.msgstr))
    patterns.sort(key=lambda one: -one[0])
    return fixed, tuple((pattern, places, text) for _, pattern, places, text in patterns)


def _gap(before: str) -> str:
    """What stands in a place: a number of a unit is one word, all else may be anything."""
    return r"(\S+?)" if before.endswith("unit ") else "(.*?)"


def told(words: Words, message: str) -> str:
    """A message in the interface's language; as it is where the catalogue does not have it, but without the number of a unit,
    which no page shows.

    What stands in its places is looked up too, and isolated, for a name may be written the other way.
    """
    found = _told(words, message, 3)
    found = _UNIT.sub("", message) if found is None else found
    return _MOMENT.sub(lambda moment: words.time(moment[0]), found)


def _told(words: Words, message: str, depth: int) -> str | None:
    fixed, patterns = _catalogue(words.code)
    if message in fixed:
        return fixed[message]
    for pattern, places, text in patterns if depth else ():
        match = pattern.fullmatch(message)
        if match:
            said = [_value(words, value, depth - 1) for value in match.groups()]
            return _filled(text, dict(zip(places, said, strict=True)))
    where, colon, rest = message.partition(": ")  # a file, and what is wrong with it
    known = _told(words, rest, depth - 1) if colon and depth else None
    return None if known is None else f"\u2068{where}\u2069: {known}"


def _filled(text: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: values[place[1]], text)


def _value(words: Words, value: str, depth: int) -> str:
    for between, joint in _LISTS:
        parts = value.split(between)
        said = [_told(words, part, depth) for part in parts] if len(parts) > 1 else [None]
        if None not in said:
            return joint.join(filter(None, said))
    known = _told(words, value, depth)
    return f"\u2068{value}\u2069" if known is None else known
