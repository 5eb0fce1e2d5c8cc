"""A text goes in, what it says of quantity beside plain numbers comes out: per cent, fractions, ordinals, dozens and hundreds, scores, minus."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from translate.text.numbers import numbers_of
from translate.text.numerals import Kind
from translate.text.tidy import MARKS, A
from translate.text.vocabulary import Trigger

if TYPE_CHECKING:
    from decimal import Decimal


class Said(NamedTuple):
    """text[start:end] says `value`."""

    start: int
    end: int
    value: str


_PERCENT = {
    "en": re.compile(r"(?<=\d)%|%(?![A-Za-z(])|٪|\bper ?cent\b|\bpercent\b|\bpct\b", re.IGNORECASE),
    "ar": re.compile(
        f"[%٪](?![A-Za-z(])|(?<![{A}])(?:بالمئة|بالمائة|بالمية|في المئة|في المائة|فى المائة|المئة|المائة|بالمئه)(?![{A}])"
    ),
}
_SHARE = {
    "en": re.compile(
        r"percent|per cent|%|\bpoints?\b|\bhalf\b|\bthirds?\b|\bquarters?\b|\bshare\b|\brate\b|\bmajority\b|\bout of\b|\bin (?:ten|100|a hundred|five|four|three)\b|\bhundred\b",
        re.IGNORECASE,
    ),
    "ar": re.compile("[%٪]|المئة|المائة|مئة|مائة|نسب|نقطة|نقاط|نصف|ثلث|ربع|خمس|عشر|مئوي|معدل|من كل|المية"),
}
_POINTS = {
    "en": re.compile(
        r"\bpercentage[- ]points?\b|\bper cent points?\b|\bpp\b|\bbasis points?\b|\bpoints?\b", re.IGNORECASE
    ),
    "ar": re.compile(f"(?<![{A}])(?:نقطة|نقاط|نقطتين|نقطتان)[{A}]*"),
}
_PP = {
    "en": re.compile(r"\bpercentage[- ]points?\b", re.IGNORECASE),
    "ar": re.compile("نقاط مئوية|نقطة مئوية|نقطتين مئويتين|نقطتان مئويتان"),
}
_FRACTIONS = {
    "en": (
        ("1/2", r"\bhalf\b(?!-| an? (?:hour|century)|time|way)|\bhalves\b"), ("1/3", r"\b(?:a|one)[- ]third\b"), ("2/3", r"\btwo[- ]thirds\b"), ("1/4", r"\b(?:a|one)[- ]quarter\b(?! (?:to|past)\b)"),
        ("3/4", r"\bthree[- ]quarters?\b(?! of an hour)"), *((f"{n}/{d}", rf"\b{word}[- ]{part}\b") for n, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine"], 2) for d, part in ((3, "thirds"), (4, "quarters"), (5, "fifths"), (6, "sixths"), (8, "eighths"), (10, "tenths")) if (n, d) != (2, 3)), ("1/5", r"\b(?:a|one)[- ]fifth\b"), ("2/5", r"\btwo[- ]fifths\b"), ("1/10", r"\b(?:a|one)[- ]tenth\b"),
    ),
    "ar": (
        ("1/2", r"نصف(?! قرن| ساعة|ها?| نهائ)"), ("2/3", r"ثلثا|ثلثي|ثلثين|ثلثان"), ("1/3", r"ثلث"), *((f"{n}/{d}", f"{word} {part}") for n, word in enumerate(["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"], 3) for d, part in ((3, "أثلاث"), (4, "أرباع"), (5, "أخماس"), (6, "أسداس"), (8, "أثمان"), (10, "أعشار"))), ("1/4", r"ربع(?! نهائي)"), ("2/5", r"خمسا|خمسي"), ("1/5", r"خُمس|خمس(?= [الس])"), ("1/10", r"عُشر"),
    ),
}  # fmt: skip
_ORDINALS = {
    "en": tuple((str(n), rf"\b{word}\b(?! (?:lady|aid|place|name|half|time ever))") for n, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1)),
    "ar": tuple(
        (str(n), "|".join(forms.split()))
        for n, forms in enumerate(
            ("أول أولى أولا أولاً", "ثان ثانٍ ثاني ثانية ثانيا ثانياً", "ثالث ثالثة ثالثا ثالثاً", "رابع رابعة رابعا", "خامس خامسة خامسا", "سادس سادسة سادسا", "سابع سابعة سابعا", "ثامن ثامنة ثامنا", "تاسع تاسعة تاسعا", "عاشر عاشرة عاشرا"), 1
        )
    ),
}  # fmt: skip
_VAGUE = {
    "en": (("10", r"\b(?:dozens|scores|tens)\b(?! of (?:thousands|millions))"), ("100", r"\bhundreds\b(?! of (?:thousands|millions))"), ("1000", r"(?<!hundreds of )(?<!tens of )\bthousands\b"), ("10000", r"\btens of thousands\b"), ("100000", r"\bhundreds of thousands\b"), ("1000000", r"(?<!tens of )(?<!hundreds of )\bmillions\b"), ("1000000000", r"\bbillions\b")),
    "ar": (("10000", "عشرات الآلاف|عشرات آلاف|عشرات الالاف|عشرات الألوف"), ("100000", "مئات الآلاف|مئات آلاف|مئات الألوف|مئات الالاف"), ("10", "عشرات(?! (?:الآلاف|آلاف|الملايين|الألوف|المليارات))"), ("100", "مئات(?! (?:الآلاف|آلاف|الملايين|الألوف))"), ("1000", r"(?<!عشرات )(?<!مئات )(?<!\d )(?:آلاف|ألوف|الالاف)"), ("1000000", r"(?<!عشرات )(?<!مئات )(?<!\d )ملايين"), ("1000000000", r"(?<!\d )مليارات")),
}  # fmt: skip


def _compiled(parts: tuple[tuple[str, str], ...], language: str) -> re.Pattern[str]:
    listed = "|".join(f"(?P<p{place}>{part})" for place, (_, part) in enumerate(parts))
    if language == "en":
        return re.compile(listed, re.IGNORECASE)
    return re.compile(
        f"(?<![{A}{MARKS}])[وف]?(?:[بلك]?(?:ال)?|لل)(?:{listed})(?:ه|ها|هم|هن)?(?![{A}{MARKS}])"
    )


_KINDS = {
    kind: {language: (_compiled(table[language], language), tuple(value for value, _ in table[language])) for language in ("en", "ar")}
    for kind, table in (("fraction", _FRACTIONS), ("ordinal", _ORDINALS), ("vague", _VAGUE))
}  # fmt: skip


#: Letters of which one group must stand in a text before the patterns are asked.
_HINTED = {
    ("fraction", "en"): ("hal", "third", "quarter", "fifth", "sixth", "eighth", "tenth", "Hal", "Third", "Quarter"),
    ("fraction", "ar"): ("نصف", "ثلث", "ربع", "خمس", "عشر", "أرباع", "أثلاث", "أخماس", "أسداس", "أثمان", "أعشار", "خُمس", "عُشر"),
    ("vague", "en"): ("ens", "reds", "ands", "ions", "ores", "ENS", "ANDS", "IONS"),
    ("vague", "ar"): ("عشرات", "مئات", "آلاف", "ألوف", "الاف", "ملايين", "مليارات"),
}  # fmt: skip


_ORDINAL = {
    "en": Trigger(frozenset(word for _, part in _ORDINALS["en"] for word in re.findall("[a-z]+", part[2:].split("\\b")[0])).__contains__),
    "ar": Trigger(_KINDS["ordinal"]["ar"][0].search),
}  # fmt: skip
_PER = Trigger(
    frozenset(
        [
            "per",
            "percent",
            "pct",
            "percentage",
            "pp",
            "المئة",
            "المائة",
            "المئه",
            "المية",
            "بالمئة",
            "بالمائة",
            "بالمية",
            "بالمئه",
            "مئوية",
            "مئويتين",
            "مئويتان",
        ]
    ).__contains__
)


def speaks_of_percent(text: str, language: str) -> bool:
    """Whether a sign or a word of the text may stand for per cent or for points of it."""
    return "%" in text or "٪" in text or _PER.speaks(text, language)


@lru_cache(maxsize=128)
def said(text: str, language: str, kind: str) -> tuple[Said, ...]:
    """Fractions (`1/2`), ordinals (`1` to `10`) or vague numbers (`100`) that a text says in words."""
    if kind == "ordinal":
        if not _ORDINAL[language].speaks(text, language):
            return ()
    elif not any(part in text for part in _HINTED[kind, language]):
        return ()
    pattern, values = _KINDS[kind][language]
    return tuple(Said(m.start(), m.end(), values[int(str(m.lastgroup)[1:])]) for m in pattern.finditer(text))


@lru_cache(maxsize=64)
def percents(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Places of signs and words for per cent; percentage points are none."""
    if not speaks_of_percent(text, language):
        return ()
    points = [(m.start(), m.end()) for m in _PP[language].finditer(text)]
    return tuple(
        (m.start(), m.end())
        for m in _PERCENT[language].finditer(text)
        if not any(start <= m.start() < end for start, end in points)
    )


_RANGE = re.compile(r"\s*(?:[-–—,،/]|to|and|or|إلى|و|أو|حتى|وحتى)\s*(?:ما بين |نحو |about )?\s*[و]?\s*")


def shares(text: str, language: str) -> frozenset[Decimal]:
    """Values of numbers that are per cent, both of a range: 5 to 10 %."""
    signs = percents(text, language)
    found: set[Decimal] = set()
    if not signs:
        return frozenset()
    starts = [start for start, _ in signs]
    ahead = False
    last = len(text)
    for number in reversed(numbers_of(text, language)):
        if number.kind is Kind.HINT:
            continue
        is_share = any(0 <= start - number.end <= 3 for start in starts)
        if not is_share and ahead and _RANGE.fullmatch(text, number.end, last):
            is_share = True
        if is_share or any(end <= number.start <= end + 1 for _, end in signs):
            found.add(number.value)
        ahead, last = is_share, number.start
    return frozenset(found)


def speaks_of_share(text: str, language: str) -> bool:
    """Whether the text may say a percentage in other words."""
    return bool(_SHARE[language].search(text))


def points(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Places of percentage points."""
    if not speaks_of_percent(text, language):
        return ()
    return tuple((m.start(), m.end()) for m in _PP[language].finditer(text))


def may_be_points(text: str, language: str) -> bool:
    """Whether there is a word for points of any kind."""
    return bool(_POINTS[language].search(text))


_SCORE = re.compile(
    r"(?<![\w./:-])([0-9\u0660-\u0669]{1,3})\s?[-–:]\s?([0-9\u0660-\u0669]{1,3})(?![\w/:%٪.-]*\d|[\w%٪])"
)
_NEAR_SCORE = re.compile("[0-9\u0660-\u0669]\\s?[-–:]")
_NEAR_MINUS = re.compile("[-−–][0-9\u0660-\u0669]|minus|negative|below|ناقص|سالب|تحت|دون")
_MINUS = re.compile(
    r"(?:(?<=\s)|^|(?<=\())[-−–]([0-9\u0660-\u0669]+(?:[.,٫][0-9\u0660-\u0669]+)?)|(?:\bminus |\bnegative |(?:ناقص|سالب|تحت الصفر) )([0-9\u0660-\u0669]+)|(?:\bminus |\bnegative |(?<![\u0621-\u0652])(?:ناقص|سالب) )((?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty)\b|[\u0621-\u0652]+ (?:درجة|درجات))|([0-9\u0660-\u0669]+)[^.،,]{0,24}(?:below zero|below freezing|تحت الصفر|دون الصفر)"
)
_BELOW = re.compile(
    r"[-−–]\s?[0-9\u0660-\u0669]|[0-9\u0660-\u0669]\s?[-−–]|\bminus\b|\bnegative\b|\bbelow\b|\bsub-?zero\b|ناقص|سالب|تحت|دون|أقل|انخفض|انخفاض|تراجع|هبط|هبوط|\bfell\b|\bdown\b|\bdrop|\bdecline|\blos[st]|خسر|خسائر|انكماش|\bshr[aiu]nk|\bcontract",
    re.IGNORECASE,
)
_WESTERN = {zero + digit: str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}


def scores(text: str) -> list[tuple[int, int, tuple[str, str]]]:
    """Results such as 3-1, with the two figures as 0-9."""
    if not _NEAR_SCORE.search(text):
        return []
    return [
        (m.start(), m.end(), (m[1].translate(_WESTERN), m[2].translate(_WESTERN)))
        for m in _SCORE.finditer(text)
    ]


def negatives(text: str) -> list[tuple[int, int, str]]:
    """Numbers below zero."""
    if not _NEAR_MINUS.search(text):
        return []
    return [
        (m.start(), m.end(), (m[1] or m[2] or m[3] or m[4]).translate(_WESTERN))
        for m in _MINUS.finditer(text)
    ]


def may_be_below(text: str) -> bool:
    """Whether anything in the text may say that a number is below zero."""
    return bool(_BELOW.search(text))


def digit_systems(text: str) -> tuple[int, int]:
    """How many Western and how many Arabic or Persian digits the text has."""
    return len(_DIGIT.findall(text)), len(_EASTERN_DIGIT.findall(text))


_DIGIT, _EASTERN_DIGIT = re.compile("[0-9]"), re.compile("[\u0660-\u0669\u06f0-\u06f9]")
