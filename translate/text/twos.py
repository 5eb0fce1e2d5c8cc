"""An English text and its Arabic other go in; what is two in one and is something else in the other comes out: `two soldiers`, «جنود».

A noun counts as something else where a rendering of it stands in the other text in a form that is not two, and no other two answers for it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from translate.text.arabic import plain
from translate.text.duals import dual_of, is_definite, may_be_dual
from translate.text.lexicon import renderings
from translate.text.numbers import numbers_of
from translate.text.numerals import Kind
from translate.text.stems import stemmed
from translate.text.vocabulary import Trigger

if TYPE_CHECKING:
    from translate.text.numerals import Number
    from translate.text.stems import Word

_TWO = Decimal(2)
_REACH = 4  # words behind `two` among which the noun is looked for
_LIKELY = 0.05  # least probability of a rendering,
_OFTEN = 50  # or so many texts with it
_PLURALS = frozenset(["men", "women", "children", "people", "feet", "teeth", "policemen", "policewomen", "servicemen", "mice", "wives"])  # fmt: skip
_ARTICLE = re.compile(r"\b(?:an?|the) $", re.IGNORECASE)
_STOP = re.compile(r"[.,;:!?()\"“”«»]")
_SINGULAR_S = ("ss", "us", "is", "'s", "’s")
#: English words that say two of something.
_ENGLISH = re.compile(
    r"(?<![\w.,])(?:two|2|both|pairs?|couples?|twins?|twice|doubl\w+|dual|either|neither|bilateral\w*|duo|two\w*|twofold|each other|one another|mutual\w*|joint\w*|2(?=-))(?![\w]|[.,]\d|[ -](?:hundred|thousand|million|billion|trillion|thirds|fifths)\b)",
    re.IGNORECASE,
)
#: Arabic ones that are no dual of a noun.
_ARABIC = re.compile(
    r"(?<![\w.,٫])(?:[2٢](?![\w٫]|[.,]\d)|[وفبل]?[إا]ثن(?:ين|تين)|[وفبلك]?(?:ال)?(?:[إا]ثن(?:ان|تان)|زوج(?:ان?|ين)?|تو[أا]م(?:ان|ين|تان|تين)?|ثنائية?|مزدوجة?)|[وفبل]?كل(?:ا|تا|ي|يهما|اهما|تيهما|تاهما)|[وف]?معا|[وفبل]?بهما|[وفبل]?[إا]ثن[اي] عشر)(?!\w)"
)
_SPEAKS = Trigger(dual_of)


def lost_twos(english: str, arabic: str) -> list[tuple[int, int]]:
    """Places in an English text of each `two` whose noun stands in the Arabic as one or as many."""
    numbers = numbers_of(english, "en")
    twos = [
        n
        for n in numbers
        if n.value == _TWO
        and (n.kind in (Kind.WORDS, Kind.DIGITS) or english[n.start : n.end].lower() == "both")
    ]
    if not twos:
        return []
    words = stemmed(arabic, "ar")
    others = len(_ARABIC.findall(plain(arabic)))
    shapes = [word for word in words if dual_of(word.raw)]
    lost = []
    for two in twos:
        noun = _noun(english, two)
        if noun is None:
            shapes = shapes[1:]
            continue
        known = {stem for stem, p in renderings(noun, "en").items() if _is_likely(p)}
        own = [word for word in words if not known.isdisjoint(word.stems)]
        if not own:
            shapes = shapes[1:]
            continue
        dual = next((word for word in words if _is_two(word, own)), None)
        if dual:
            shapes = [word for word in shapes if word != dual and not 0 < word.start - dual.end < 2]
        else:
            lost.append((two.start, two.end))
    return lost[others + len(shapes) :] if others + len(shapes) < len(lost) else []


def lost_duals(arabic: str, english: str) -> list[tuple[int, int, bool]]:
    """Places in an Arabic text of each dual whose rendering stands in the English without a word of two, and whether it has an article."""
    if not _SPEAKS.speaks(arabic, "ar"):
        return []
    duals: list[Word] = []
    for word in stemmed(arabic, "ar"):
        if dual_of(word.raw):
            if duals and word.start - duals[-1].end < 2 and not word.raw.startswith("و"):
                continue  # an adjective of it
            duals.append(word)
    spoken = [match.span() for match in _ENGLISH.finditer(english)]
    if len(spoken) >= len(duals):
        return []
    there = stemmed(english, "en")
    own = {
        dual: [
            word
            for word in there
            if not _renderings(dual).isdisjoint(word.stems) and _is_counted(english, word)
        ]
        for dual in duals
    }
    for start, end in spoken:
        behind = [
            (word.start, dual)
            for dual, words in own.items()
            for word in words
            if word.start >= end or word.start <= start < word.end
        ]
        if behind:
            own.pop(min(behind)[1])
    lost = [(dual.start, dual.end, is_definite(dual.raw)) for dual, words in own.items() if words]
    return lost[: len(duals) - len(spoken)]


def _renderings(dual: Word) -> set[str]:
    """English stems for a dual, by its singular."""
    single = stemmed(dual_of(dual.raw) or dual.raw, "ar")[0]
    return {stem for stem, p in renderings(single, "ar").items() if _is_likely(p)}


def _is_likely(found: tuple[float, int]) -> bool:
    return found[0] >= _LIKELY or found[1] >= _OFTEN


def _is_two(word: Word, own: list[Word]) -> bool:
    """Whether a word may be two of what is looked for: it is one of the words, or stands right before one («ابني العم»)."""
    before = any(0 < other.start - word.end < 2 for other in own)
    return (before or word in own) and may_be_dual(word.raw, before_noun=True)


def _is_plural(raw: str) -> bool:
    return raw in _PLURALS or (raw.endswith("s") and not raw.endswith(_SINGULAR_S) and len(raw) > 3)


def _is_counted(english: str, word: Word) -> bool:
    """Whether an English word is a noun in the plural, or has an article."""
    return (
        _is_plural(word.raw.lower())
        or _ARTICLE.search(english[max(0, word.start - 4) : word.start]) is not None
    )


def _noun(english: str, two: Number) -> Word | None:
    """The first plural behind `two`, before a mark."""
    stop = _STOP.search(english, two.end)
    end = stop.start() if stop else len(english)
    behind = [word for word in stemmed(english, "en") if two.end <= word.start < end][:_REACH]
    for word in behind:
        raw = word.raw.lower()
        if _is_plural(raw):
            joined = (
                english[word.end :].lstrip().startswith("and ") and english[two.start : two.end] == "both"
            )
            return None if joined else word
        if raw in ("and", "or", "to", "in", "on", "for", "with", "who", "were", "was"):
            return None
    return None
