"""A text goes in, its months, weekdays and times of day come out: both Arabic sets of months, the Hijri months, `a.m.` and «مساء»."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from translate.text.tidy import MARKS, A
from translate.text.vocabulary import Trigger, heads

_EN_MONTHS = (
    "January|Jan", "February|Feb", "March|Mar", "April|Apr", "May", "June|Jun", "July|Jul", "August|Aug", "September|Sept|Sep", "October|Oct", "November|Nov", "December|Dec",
)  # fmt: skip
_AR_MONTHS = (
    "يناير|كانون الثاني|كانون ثاني|جانفي", "فبراير|شباط|فيفري", "مارس|آذار|اذار", "أبريل|إبريل|ابريل|نيسان|أفريل|نيسان", "مايو|أيار|ايار|ماي", "يونيو|يونيه|حزيران|جوان",
    "يوليو|يوليه|تموز|جويلية", "أغسطس|اغسطس|آب|أوت|غشت", "سبتمبر|أيلول|ايلول|شتنبر", "أكتوبر|اكتوبر|تشرين الأول|تشرين أول", "نوفمبر|تشرين الثاني|تشرين ثاني|نونبر", "ديسمبر|كانون الأول|كانون أول|دجنبر",
)  # fmt: skip
_EN_DAYS = (
    "Mondays?|Mon",
    "Tuesdays?|Tues|Tue",
    "Wednesdays?|Wed",
    "Thursdays?|Thurs|Thu",
    "Fridays?|Fri",
    "Saturdays?|Sat",
    "Sundays?|Sun",
)
_AR_DAYS = (
    "الاثنين|الإثنين|اثنين",
    "الثلاثاء|ثلاثاء",
    "الأربعاء|الاربعاء|أربعاء",
    "الخميس|خميس",
    "الجمعة|جمعة",
    "السبت|سبت",
    "الأحد|الاحد",
)
_EN_HIJRI = (
    "Muharram", "Safar", "Rabi al-Awwal|Rabi' al-Awwal|Rabi I", "Rabi al-Thani|Rabi' al-Thani|Rabi II", "Jumada al-Awwal|Jumada al-Ula|Jumada I", "Jumada al-Thani|Jumada al-Akhirah|Jumada II", "Rajab",
    "Sha['’]?ban|Shaaban", "Ramadan", "Shawwal", "Dhu al-Qa['’]?da(?:h)?|Dhul Qadah", "Dhu al-Hijja(?:h)?|Dhul Hijjah",
)  # fmt: skip
_AR_HIJRI = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر|ربيع الثاني", "جمادى الأولى", "جمادى الآخرة|جمادى الثانية", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة|ذي القعدة", "ذو الحجة|ذي الحجة",
)  # fmt: skip
_HALVES = {
    "en": (r"\b\d{1,2}(?::\d\d)?\s?a\.?m\b\.?|\bin the morning\b|\bat dawn\b", r"\b\d{1,2}(?::\d\d)?\s?p\.?m\b\.?|\bin the (?:afternoon|evening)\b|\bat (?:night|noon)\b"),
    "ar": (f"(?<![{A}])[وب]?(?:ال)?(?:صباح|فجر)[{A}{MARKS}]*|(?<=\\d )ص(?![{A}])", f"(?<![{A}])[وب]?(?:ال)?(?:مساء|عصر|ظهر|ليل|عشي|ظهيرة|مغرب|غروب)[{A}{MARKS}]*|(?<=\\d )م(?![{A}])"),
}  # fmt: skip
_RELATIVE = {
    "en": (r"\byesterday\b|\bday before\b|\bprevious day\b|\blast night\b|\bday earlier\b", r"\btomorrow\b|\bday after\b|\bnext day\b|\bfollowing day\b"),
    "ar": (f"(?<![{A}])[وفب]?(?:ال)?(?:أمس|البارحة|بارحة)(?![{A}])|اليوم السابق", f"(?<![{A}])[وفلب]?(?:ال)?غد(?:ا|اً|ًا)?(?![{A}])|اليوم التالي"),
}  # fmt: skip


class Mention(NamedTuple):
    """text[start:end] names `value`: a month 1-12, a weekday 0-6 from Monday, a half of the day 0-1."""

    start: int
    end: int
    value: int


def _words(groups: tuple[str, ...], *, arabic: bool) -> re.Pattern[str]:
    parts = [f"(?P<g{place}>{group})" for place, group in enumerate(groups)]
    listed = "|".join(parts)
    return (
        re.compile(f"(?<![{A}{MARKS}])[وفبلك]?(?:{listed})(?![{A}{MARKS}])")
        if arabic
        else re.compile(rf"\b(?:{listed})\b")
    )


_MONTHS = {"en": _words(_EN_MONTHS, arabic=False), "ar": _words(_AR_MONTHS, arabic=True)}
_DAYS = {"en": _words(_EN_DAYS, arabic=False), "ar": _words(_AR_DAYS, arabic=True)}
_HIJRI = {"en": _words(_EN_HIJRI, arabic=False), "ar": _words(_AR_HIJRI, arabic=True)}
_HALF = {code: tuple(re.compile(part, re.IGNORECASE) for part in parts) for code, parts in _HALVES.items()}
_NEAR = {code: tuple(re.compile(part, re.IGNORECASE) for part in parts) for code, parts in _RELATIVE.items()}
_DOUBTFUL_EN = frozenset(["May", "March", "Mar", "Jan", "Jun", "June", "April", "August", "Sept", "Dec"])
_DOUBTFUL_AR = frozenset(["آب", "ماي", "أوت", "جوان", "أيار", "نيسان", "تموز", "شباط", "آذار", "مارس"])
_DATED_EN = re.compile(
    r"(?:\d|\b(?:in|of|on|by|until|till|since|early|late|mid|from|to|last|next|this|every|each|through|between|and|and|during|before|after|for|th|st|nd|rd|a|the))[\s-]*$",
    re.IGNORECASE,
)
_DAY_AR = re.compile(
    "(?:يوم|مساء|صباح|ليلة|ظهر|فجر|عصر|مطلع|أمس|نهار|كل|حتى|منذ|من|في|و|أيام|يومي|صلاة|الأحد|،|إلى|قبل|بعد|جلسة|ليل|ليالي|موعد|عطلة|خطبة|خطب|غد|الموافق|بين|كان|هذا)[ ]?[اً]*$"
)


def _first(*tables: tuple[str, ...], more: str, arabic: bool) -> Trigger:
    listed = "|".join(heads("|".join(table)) for table in tables)
    return Trigger(re.compile(f"{'[وفبلك]?' if arabic else ''}(?:{listed})|{more}", re.IGNORECASE).match)


#: First words of all that tells a time, by language.
_TIMES = {
    "en": _first(_EN_MONTHS, _EN_DAYS, _EN_HIJRI, more=r"(?:\d*[ap]?m|morning|dawn|afternoon|evening|night|noon|yesterday|tomorrow|day)$", arabic=False),
    "ar": _first(_AR_MONTHS, _AR_DAYS, _AR_HIJRI, more="[وفبل]?(?:ال)?(?:صباح|فجر|مساء|عصر|ظهر|ليل|عشي|ظهيرة|مغرب|غروب|أمس|بارحة|غد|يوم$)|[صم]$", arabic=True),
}  # fmt: skip


def speaks_of_time(text: str, language: str) -> bool:
    """Whether a word of the text may belong to what the functions below find."""
    return _TIMES[language].speaks(text, language)


def _found(pattern: re.Pattern[str], text: str) -> list[Mention]:
    return [
        Mention(match.start(), match.end(), int(str(match.lastgroup)[1:])) for match in pattern.finditer(text)
    ]


@lru_cache(maxsize=64)
def months(text: str, language: str) -> tuple[Mention, ...]:
    """Gregorian months (1-12); a word that may be another (May, March, آب) only beside a figure or a word of time."""
    found = []
    for one in _found(_MONTHS[language], text):
        word = text[one.start : one.end]
        if language == "en" and word in _DOUBTFUL_EN and not _is_dated(text, one):
            continue
        if language == "ar" and word.lstrip("وفبلك") in _DOUBTFUL_AR and not _is_dated_arabic(text, one):
            continue
        found.append(Mention(one.start, one.end, one.value + 1))
    return tuple(found)


def _is_dated(text: str, one: Mention) -> bool:
    return bool(_DATED_EN.search(text[max(0, one.start - 12) : one.start])) or bool(
        re.match(r"\.?,?\s\d", text[one.end : one.end + 4])
    )


def _is_dated_arabic(text: str, one: Mention) -> bool:
    around = text[max(0, one.start - 14) : one.start] + " " + text[one.end : one.end + 7]
    return bool(
        re.search(
            "\\d|[\u0660-\u0669/]|شهر|في |من |منذ|حتى|مطلع|أواخر|أوائل|منتصف|نهاية|بداية|بين |خلال|كل |و",
            around,
        )
    ) and not re.match(" [؟!]", text[one.end : one.end + 2])


@lru_cache(maxsize=64)
def weekdays(text: str, language: str) -> tuple[Mention, ...]:
    """Weekdays (0-6 from Monday)."""
    found = []
    for one in _found(_DAYS[language], text):
        word = text[one.start : one.end]
        if language == "en" and len(word) < 6:
            if not re.match(r"[.,]?\s", text[one.end : one.end + 2]) or word in (
                "Sun",
                "Sat",
                "Fri",
                "Mon",
                "Wed",
            ):
                continue
        elif (
            language == "ar"
            and not word.lstrip("وفبلك").startswith("ال")
            and not _DAY_AR.search(text[max(0, one.start - 8) : one.start])
        ) or (
            language == "ar"
            and re.match("اثنين", word.lstrip("وفبلك"))
            and not text[: one.start].endswith("يوم ")
        ):
            continue
        found.append(one)
    return tuple(found)


@lru_cache(maxsize=64)
def hijri(text: str, language: str) -> tuple[Mention, ...]:
    """Hijri months (1-12); صفر, شعبان and رجب, which are words and names too, only beside a figure."""
    found = []
    for one in _found(_HIJRI[language], text):
        word = text[one.start : one.end].lstrip("وفبلك")
        if (
            word in ("صفر", "شعبان", "رجب", "شوال", "محرم", "حرم", "Rajab", "Safar")
            and not re.search(r"\d[\s]?$", text[max(0, one.start - 3) : one.start])
            and not re.match(r"[\s]\d", text[one.end : one.end + 3])
        ):
            continue
        found.append(Mention(one.start, one.end, one.value + 1))
    return tuple(found)


@lru_cache(maxsize=64)
def halves(text: str, language: str) -> tuple[Mention, ...]:
    """Times of day: 0 before noon, 1 after it; in English only those of a clock."""
    return tuple(
        Mention(m.start(), m.end(), value)
        for value, part in enumerate(_HALF[language])
        for m in part.finditer(text)
    )


@lru_cache(maxsize=64)
def relatives(text: str, language: str) -> tuple[Mention, ...]:
    """Yesterday (0) and tomorrow (1)."""
    return tuple(
        Mention(m.start(), m.end(), value)
        for value, part in enumerate(_NEAR[language])
        for m in part.finditer(text)
    )


_FULL = {
    "en": re.compile(rf"(?P<wd>{'|'.join(_EN_DAYS)})\.?,?\s(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m1>{'|'.join(_EN_MONTHS)})\.?|(?P<m2>{'|'.join(_EN_MONTHS)})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?),?\s(?P<y>\d{{4}})"),
    "ar": re.compile(rf"(?P<wd>{'|'.join(_AR_DAYS)})[،,]?\s(?P<d1>\d{{1,2}})\s(?P<m1>{'|'.join(_AR_MONTHS)})(?:[/ (]+(?:{'|'.join(_AR_MONTHS)})\)?)?[،,]?\s(?:عام\s|سنة\s)?(?P<y>\d{{4}})"),
}  # fmt: skip


def wrong_weekday(text: str, language: str) -> tuple[int, int, int, str] | None:
    """Place of the weekday of a full date that fell on another, that other day (0-6), and the date as written; None where all agree."""
    for found in _FULL[language].finditer(text.translate(_WESTERN)):
        groups = found.groupdict()
        month = months(f"1 {groups['m1'] or groups.get('m2')} 1", language)
        day = weekdays(groups["wd"] + " ", language)
        try:
            date = datetime.date(int(groups["y"]), month[0].value, int(groups["d1"] or groups.get("d2") or 0))
        except (ValueError, IndexError, OverflowError):
            continue
        if day and date.weekday() != day[0].value and date.year > 1600:
            return (
                found.start("wd"),
                found.end("wd"),
                date.weekday(),
                found[0][found.end("wd") - found.start() :].strip(" ،,"),
            )
    return None


_WESTERN = {zero + digit: str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
NAMES = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}
MONTH_NAMES = {
    "en": tuple(group.split("|")[0] for group in _EN_MONTHS),
    "ar": tuple(group.split("|")[0] for group in _AR_MONTHS),
}
LEVANT = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول")  # fmt: skip
