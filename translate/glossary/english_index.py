"""English words of a text in, the glossary forms that stand there out: listed phrases first, then the coarse key of a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from translate.glossary.entry import Kind, Standing
from translate.glossary.variants import keys, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.glossary.entry import Entry
    from translate.glossary.stored import Tables

_LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_TOKEN = re.compile(rf"(?:[A-Z]\.){{2,}}|[{_LETTER}0-9]+(?:['’‘`ʿʾʻʼ][{_LETTER}]+)*\+?")
_POSSESSIVE = re.compile("['’](?:s|S)$")
_JOIN = re.compile(r"(?:[ \t\u00a0\u202f]+|[ \t\u00a0]*[-‐‑\n][ \t\u00a0]*)['’‘`ʿʾʻʼ]?")
_LISTED = (
    "town city village district subdistrict governorate province countryside camp region area crossing residents people"
    " neighborhood neighbourhood suburb outskirts center centre port battle airport dam field market hospital",
    "al el ul ad adh an ar as ash at ath az ed er es ez bin ibn bint abu abou umm wa de of the",
    # Words that begin a sentence with a capital and are no part of a name.
    "in at from near for to of on by with as and but or when while after before since until if although though across around outside"
    " inside between through toward towards both only even most some many all no this that these those today yesterday residents",
    # Acronyms that are words as well: read as words where a whole line is in capitals.
    "us who is it un all am as at be do go he if in me my no of on or so to up we ap",
)
_SILENT = re.compile("[^aeiouy]e$")
ADMIN, _PARTICLES, _OPENERS, _WORDS = (frozenset(line.split()) for line in _LISTED)
_PERSONS = (Kind.PERSON_M, Kind.PERSON_F)
LONGEST_KEY = 4  # words
NEAR = 12  # words on either side that tell a headline
HEADLINE = 0.9  # share of the words of more than three letters
SHORTEST_KEY = 3  # consonants; with two, English words come in (Cane, Fate, Mere)


class Token(NamedTuple):
    """One English word: text[start:end] without a possessive ending; `plain` is what phrases are compared in."""

    start: int
    end: int
    raw: str
    plain: str
    joined: bool


class EnglishHit(NamedTuple):
    entry: Entry
    length: int
    standing: Standing
    is_short: bool
    by_key: bool
    for_target: bool = False


def tokens(text: str) -> list[Token]:
    """The words of an English text; `joined` says that only white space or a hyphen stands before the word."""
    found: list[Token] = []
    previous = 0
    for match in _TOKEN.finditer(text):
        raw = match[0]
        possessive = _POSSESSIVE.search(raw)
        if possessive:
            raw = raw[: possessive.start()]
        raw = raw.rstrip("'’")
        if not raw:
            continue
        plain = normalise(raw.replace(".", "") if "." in raw else raw)
        between = text[previous : match.start()]
        if found and found[-1].plain[-1:] == "s" and between[:1] in ("'", "’"):
            between = between[1:]  # Kurdistan Workers' Party
        joined = bool(found) and bool(_JOIN.fullmatch(between))
        found.append(Token(match.start(), match.start() + len(raw), raw, plain, joined))
        previous = match.end()
    return found


class _Listed(NamedTuple):
    entry: Entry
    standing: Standing
    is_short: bool
    case: str  # any, capital or the exact spelling of an acronym
    not_before: tuple[str, ...]
    for_target: bool


def listed(entry: Entry) -> Iterator[tuple[str, _Listed]]:
    """The phrases under which an entry is found, house form first."""
    yield from _phrases(entry, entry.english, Standing.PREFERRED)
    if entry.english_short:
        yield from _phrases(entry, entry.english_short, Standing.ADMITTED, is_short=True)
    for variant in entry.english_variants:
        yield from _phrases(
            entry,
            variant.text,
            variant.standing,
            not_before=variant.not_before,
            for_target=variant.for_target,
        )


def _phrases(
    entry: Entry,
    text: str,
    standing: Standing,
    *,
    is_short: bool = False,
    not_before: tuple[str, ...] = (),
    for_target: bool = False,
) -> Iterator[tuple[str, _Listed]]:
    letters = text.replace(".", "").replace("+", "")
    if letters.isupper() and len(letters) <= 6 and " " not in letters:
        case = letters
    else:
        case = "any" if text == text.lower() else "capital"
    words = [token.plain for token in tokens(text)]
    if len(words) > 1 and words[0] == "the" and not entry.english.startswith("The "):
        words = words[1:]
    if not words:
        return
    item = _Listed(entry, standing, is_short, case, not_before, for_target)
    yield " ".join(words), item
    if entry.kind in (Kind.COMMON, Kind.DEMONYM) and case in ("any", "capital"):
        yield " ".join([*words[:-1], plural(words[-1])]), item


def sounds(entry: Entry) -> Iterator[str]:
    """The keys under which other spellings of a name are found; only places and persons with a surname have any."""
    if entry.is_keyed and (entry.kind is Kind.PLACE or (entry.kind in _PERSONS and " " in entry.english)):
        for key in keys(entry.english):
            if len(re.sub("[aiu]", "", key)) >= SHORTEST_KEY:
                yield key


class EnglishIndex:
    """Phrases and keys of all entries; asked word by word, so the cost does not grow with the glossary."""

    def __init__(self, entries: Mapping[str, Entry], tables: Tables) -> None:
        self._entries = entries
        self._phrases, self._longest, self._keys = tables["phrases"], tables["longest"], tables["keys"]
        self._made: dict[str, dict[str, _Listed]] = {}

    def _listed(self, phrase: str) -> Iterator[_Listed]:
        for ident in self._phrases.get(phrase, "").split():
            known = self._made.get(ident)
            if known is None:
                known = {}
                for text, item in listed(self._entries[ident]):
                    known.setdefault(text, item)
                self._made[ident] = known
            yield known[phrase]

    def at(self, text: str, words: Sequence[Token], place: int) -> Iterator[EnglishHit]:
        """Listed hits that begin at words[place], longest first."""
        first = words[place]
        longest = self._longest.get(first.plain, 0)
        phrase = [first.plain]
        spans = [first.plain]
        for step in range(1, longest):
            if place + step >= len(words) or not words[place + step].joined:
                break
            phrase.append(words[place + step].plain)
            spans.append(" ".join(phrase))
        for count in range(len(spans), 0, -1):
            for item in self._listed(spans[count - 1]):
                if self._fits(text, words, place, count, item) and not (
                    item.not_before
                    and place + count < len(words)
                    and words[place + count].plain in item.not_before
                ):
                    yield EnglishHit(
                        item.entry,
                        count,
                        item.standing,
                        item.is_short,
                        by_key=False,
                        for_target=item.for_target,
                    )

    def _fits(self, text: str, words: Sequence[Token], place: int, count: int, item: _Listed) -> bool:
        span = words[place : place + count]
        if item.case == "any":
            return True
        if item.case == "capital":
            return any(word.raw[0].isupper() for word in span if word.plain not in _PARTICLES) or (
                span[0].raw[0].isupper() and count == 1
            )
        if span[0].raw.replace(".", "").rstrip("+") != item.case:
            return False
        if item.case.lower() not in _WORDS or "." in span[0].raw:
            return True
        beside = [word.raw for word in (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])]
        near = text[max(0, span[0].start - 200) : span[0].end + 200]
        return any(letter.islower() for letter in near) and not (
            beside and all(raw.isupper() and len(raw) > 1 for raw in beside)
        )

    def by_key(self, words: Sequence[Token], place: int) -> Iterator[EnglishHit]:
        """Names that sound like the capitalised words at words[place], longest first.

        A word inside a longer name (Santa Barbara, Sarah Mahdi) and one that ends in a silent e (Severe) are left alone.
        """
        limit = 1
        while limit < LONGEST_KEY and place + limit < len(words) and words[place + limit].joined:
            limit += 1
        for length in range(limit, 0, -1):
            span = words[place : place + length]
            if (
                not _is_name(span)
                or _SILENT.search(span[-1].plain)
                or has_capital_beside(words, place, length)
            ):
                continue
            for key in keys(" ".join(word.raw for word in span)):
                for ident in self._keys.get(key, "").split():
                    entry = self._entries[ident]
                    yield EnglishHit(entry, length, Standing.DEPRECATED, is_short=False, by_key=True)


def is_headline(words: Sequence[Token]) -> bool:
    """Whether the words are capitalised as in a title, so that capitals say nothing."""
    long = [word.raw[0].isupper() for word in words if len(word.raw) > 3]
    return len(long) > 3 and sum(long) > HEADLINE * len(long)


def has_capital_beside(words: Sequence[Token], place: int, length: int) -> bool:
    """Whether the words at words[place] stand inside a longer name: Haifa Salloum, Jordan al-Mikhail."""
    if is_headline(words[max(0, place - NEAR) : place + NEAR]):
        return False
    end = place + length
    after = end
    while after < len(words) and words[after].joined and words[after].plain in _PARTICLES:
        after += 1
    if (
        after < len(words)
        and words[after].joined
        and words[after].raw[0].isupper()
        and words[after].plain not in ADMIN
    ):
        return True
    before = place - 1
    while before >= 0 and words[before + 1].joined and words[before].plain in _PARTICLES:
        before -= 1
    if before < 0 or not words[before + 1].joined or not words[before].raw[0].isupper():
        return False
    return before > 0 or words[before].plain not in _OPENERS


def _is_name(words: Sequence[Token]) -> bool:
    capitals = [word.raw[0].isupper() for word in words if word.plain not in _PARTICLES]
    return (
        bool(capitals)
        and all(capitals)
        and words[-1].plain not in _PARTICLES
        and not words[0].raw[0].isdigit()
    )


def plural(word: str) -> str:
    """The regular English plural of a plain word."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"
