"""A date line of one language goes in, the same date line of the other comes out, or None where it is not just a date."""

from __future__ import annotations

import re
from itertools import chain

from translate.text.normalise import for_engine

MONTHS = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "ar": (
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ),
}
LEVANT = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)
WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}
_HIJRI = re.compile(
    r"\d{1,2} (?:محرم|صفر|ربيع (?:الأول|الآخر|الثاني)|جمادى (?:الأولى|الآخرة|الثانية)|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة),? \d{4} ?ه?ـ?"
)


def _numbers(names: tuple[str, ...], *, short: int = 0) -> dict[str, int]:
    long = {name.lower(): index for index, name in enumerate(names)}
    return long | {name[:short].lower(): index for index, name in enumerate(names)} if short else long


#: What months and weekdays are called (lower case), and their places in MONTHS and WEEKDAYS.
MONTH_OF = {
    "en": _numbers(MONTHS["en"], short=3) | {"sept": 8},
    "ar": _numbers(MONTHS["ar"])
    | _numbers(LEVANT)
    | {"ابريل": 3, "اغسطس": 7, "اكتوبر": 9, "اذار": 2, "ايار": 4, "ايلول": 8, "إبريل": 3},
}
DAY_OF = {
    "en": _numbers(WEEKDAYS["en"], short=3),
    "ar": _numbers(WEEKDAYS["ar"]) | {"الإثنين": 0, "الاربعاء": 2, "الاحد": 6},
}


def either(names: dict[str, int]) -> str:
    """A pattern of any of the names, the longest first."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_PATTERNS = {
    code: re.compile(
        rf"(?:(?P<weekday>{either(DAY_OF[code])})\.?(?:,|،| -)? )?"
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{either(MONTH_OF[code])})\.?(?: ?\([\u0600-\u06ff ]+\))?|(?P<month2>{either(MONTH_OF[code])})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)"
        rf"(?:,|،)? (?P<year>\d{{4}}) ?(?:مـ|م)?"
        rf"(?:(?:,|،)?(?: -| at|| الساعة) ?(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}}) ?(?P<half>[ap]\.?m\.?|ص|م)?)?(?: (?P<zone>GMT|UTC|بتوقيت غرينتش))?",
        re.IGNORECASE | re.ASCII,  # or `ſ` would be an s, and Auguſt a month that has no number
    )
    for code in ("en", "ar")
}


def translate_date(text: str, source: str, target: str) -> str | None:
    """`Monday, 11 February, 2019 - 08:00` ⇄ `الاثنين، 11 فبراير 2019 - 08:00`; None where there is more or less than a date."""
    plain = for_engine(text, source).replace("ـ", "")
    if source == "ar":
        plain = re.sub(r" -\s*(?=-|$)|^\s*- ", " ", _HIJRI.sub("", plain))
        plain = " ".join(plain.split())
    found = _PATTERNS[source].fullmatch(plain)
    if not found:
        return None
    month = MONTH_OF[source][(found["month"] or found["month2"]).lower()]
    day = int(found["day"] or found["day2"])
    if not 1 <= day <= 31:
        return None
    comma = "," if target == "en" and found["weekday"] else ""  # the form of the newspaper's own pages
    date = f"{day} {MONTHS[target][month]}{comma} {found['year']}"
    if found["weekday"]:
        weekday = WEEKDAYS[target][DAY_OF[source][found["weekday"].lower()]]
        date = f"{weekday}{',' if target == 'en' else '،'} {date}"
    if not found["hour"]:
        return date
    half = {"a": "a.m.", "p": "p.m.", "ص": "a.m.", "م": "p.m."}.get((found["half"] or "")[:1].lower(), "")
    if target == "ar":
        half = {"a.m.": "ص", "p.m.": "م"}.get(half, "")
    zone = ("GMT" if target == "en" else "بتوقيت غرينتش") if found["zone"] else ""
    return " ".join(filter(None, chain((f"{date} - {found['hour']}:{found['minute']}",), (half, zone))))
