"""A text goes in, its units of measure and currencies come out, each with the number before it where one is there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from translate.text.numbers import numbers_of
from translate.text.tidy import MARKS, A
from translate.text.vocabulary import Trigger, heads

if TYPE_CHECKING:
    from decimal import Decimal

#: unit: (dimension, English, Arabic); Arabic stands without the article and proclitics.
UNITS: dict[str, tuple[str, str, str]] = {
    "km/h": ("speed", r"km/h|kph|kmph|kilomet(?:re|er)s? (?:per|an) hour|kilomet(?:re|er)s-per-hour", r"كم/س|كم/ساعة|كيلومتر\w* (?:في الساعة|بالساعة)|كلم/س\w*|كلم في الساعة"),
    "mph": ("speed", r"mph|miles (?:per|an) hour", r"ميل\w* (?:في الساعة|بالساعة)|أميال (?:في الساعة|بالساعة)"),
    "km": ("length", r"km|kms|kilomet(?:re|er)s?", r"كم|كلم|كيلومتر\w*|كيلو متر\w*|كيلومترات"),
    "cm": ("length", r"cm|centimet(?:re|er)s?", r"سم|سنتيمتر\w*|سنتمتر\w*|سنتي\s?متر\w*"),
    "mm": ("length", r"mm|millimet(?:re|er)s?", r"مم|ملم|مليمتر\w*|ميلمتر\w*|ملليمتر\w*|ميليمتر\w*|ميلليمتر\w*"),
    "m": ("length", r"m|met(?:re|er)s?", r"متر|مترا|متراً|مترين|متران|أمتار|امتار"),
    "mi": ("length", r"miles?|(?:half-)?milers?|mi", r"ميل|ميلا|ميلاً|ميلين|ميلان|أميال|اميال"),
    "ft": ("length", r"ft|feet|foot(?=-|$|[ ,.](?:high|tall|deep|wide|long))", r"قدم|قدما|قدماً|قدمين|قدمان|أقدام|اقدام"),
    "in": ("length", r"inch(?:es)?", r"بوصة|بوصات|بوصتين|[إا]نش(?:ات|اً|ا|ين)?"),
    "yd": ("length", r"yards?", r"ياردة|ياردات|ياردتين"),
    "kg": ("mass", r"kg|kgs|kilos?|kilograms?|kilogrammes?", r"كغ|كجم|كلغ|كيلوغرام\w*|كيلوجرام\w*|كيلو\s?غرام\w*|كيلو|كيلوغ|كيلوين"),
    "g": ("mass", r"grams?|grammes?", r"غ|غرام|غراما|غراماً|غرامات|غرامين|جرام|جراما|جرامات"),
    "t": ("mass", r"tonnes?|tons?|metric tons?", r"طن|طنا|طناً|طنين|طنان|أطنان|اطنان"),
    "lb": ("mass", r"lbs?", r"رطل\w*|أرطال|باوند"),
    "ha": ("area", r"hectares?|ha", r"هكتار\w*"),
    "acre": ("area", r"acres?", r"فدان\w*|أفدنة|أكر\w*|إيكر\w*|آكر\w*"),
    "dunam": ("area", r"dunams?|dunums?|donums?", r"دونم\w*"),
    "l": ("volume", r"lit(?:re|er)s?", r"لتر|لترا|لتراً|لترات|لترين|لتران|ليتر\w*"),
    "gal": ("volume", r"gallons?", r"غالون\w*|جالون\w*"),
    "bbl": ("volume", r"barrels?|bpd", r"برميل\w*|براميل"),
    "C": ("temperature", r"(?:°|degrees?) ?(?:C|Celsius)|Celsius|centigrade", r"درجة مئوية|درجات مئوية|مئوية|سيلسيوس|سلزيوس|°\s?م"),
    "F": ("temperature", r"(?:°|degrees?) ?(?:F|Fahrenheit)|Fahrenheit", r"فهرنهايت\w*|فارنهايت"),
    "kW": ("power", r"kW|kilowatts?", r"كيلوواط\w*|كيلو واط\w*|كيلووات\w*"),
    "MW": ("power", r"MW|megawatts?", r"ميغاواط\w*|ميجاواط\w*|ميغاوات\w*|ميجاوات\w*|ميغا واط\w*"),
    "GW": ("power", r"GW|gigawatts?", r"غيغاواط\w*|جيجاواط\w*|غيغاوات\w*|جيجاوات\w*"),
    "USD": ("money", r"(?:US|U\.S\.)?\$|USD|dollars?|bucks?|greenbacks?", r"\$|دولار|دولارا|دولاراً|دولارات|دولارين|دولاران|دولاري"),
    "EUR": ("money", r"€|EUR|euros?", r"€|يورو|أورو"),
    "GBP": ("money", r"£|GBP|(?:pounds? sterling|sterling)", r"£|جنيه\w* (?:إسترليني|استرليني)\w*|إسترليني\w*|استرليني\w*"),
    "pound": ("money", r"pounds?|SYP|LBP|EGP", r"ليرة|ليرات|ليرتين|ليرتان|جنيه\w*|رطل\w*|أرطال|باوند|باوندا"),
    "lira": ("money", r"liras?|lire", r"ليرة|ليرات|ليرتين"),
    "dinar": ("money", r"dinars?|IQD|KWD", r"دينار\w*|دنانير"),
    "dirham": ("money", r"dirhams?|AED|dhs?", r"درهم\w*|دراهم"),
    "riyal": ("money", r"riyals?|rials?|SAR", r"ريال\w*"),
    "ruble": ("money", r"roubles?|rubles?", r"روبل\w*"),
    "yen": ("money", r"¥|yen", r"ين|ينا|يناً"),
    "yuan": ("money", r"yuan|renminbi", r"يوان\w*"),
    "rupee": ("money", r"rupees?", r"روبية|روبيات"),
    "shekel": ("money", r"₪|shekels?", r"شيكل\w*|شواكل|شيقل\w*"),
    "toman": ("money", r"tomans?", r"تومان\w*"),
    "franc": ("money", r"francs?", r"فرنك\w*"),
    "s": ("time", r"seconds?", r"ثانية|ثوان|ثواني|ثانيتين|ثانيتان"),
    "min": ("time", r"minutes?|mins?", r"دقيقة|دقائق|دقيقتين|دقيقتان"),
    "h": ("time", r"hours?|hrs?", r"ساعة|ساعات|ساعتين|ساعتان|ساعتي"),
    "d": ("time", r"days?", r"يوم|يوما|يوماً|أيام|ايام|يومين|يومان|يومي|يومًا"),
    "wk": ("time", r"weeks?|fortnight", r"أسبوع\w*|اسبوع\w*|أسابيع|اسابيع"),
    "mo": ("time", r"months?", r"شهر|شهرا|شهراً|أشهر|اشهر|شهور|شهرين|شهران|شهرًا"),
    "y": ("time", r"years?|yrs?", r"سنة|سنوات|سنين|سنتين|سنتان|عام|عاما|عاماً|عامين|عامان|أعوام|اعوام|عامًا|حول\w*|سنويا|سنوي\w*"),
}  # fmt: skip
#: What one unit may be called in the other language.
SAME = {
    "pound": {"lira", "GBP", "lb"},
    "lira": {"pound"},
    "GBP": {"pound"},
    "lb": {"pound"},
    "C": set(),
    "km": {"km/h"},
    "mi": {"mph"},
    "acre": {"dunam"},
    "kg": {"kW"},
}
_TIGHT = frozenset(["m", "in", "s", "ha", "g", "mi"])  # short signs count behind a numeral only


_TIGHT_ARABIC = ("سم", "مم", "كم", "غ")  # «سم» is poison too


class Measure(NamedTuple):
    """text[start:end] is a unit; `value` the number that stands with it, or None."""

    start: int
    end: int
    unit: str
    dimension: str
    value: Decimal | None


def _compiled(language: str) -> re.Pattern[str]:
    parts = []
    for place, (_, english, arabic) in enumerate(UNITS.values()):
        parts.append(f"(?P<u{place}>{english if language == 'en' else arabic})")
    if language == "en":
        return re.compile(r"(?<![A-Za-z])(?:" + "|".join(parts) + r")(?![A-Za-z])")
    return re.compile(f"(?<![{A}{MARKS}])[وف]?(?:[بلك]?(?:ال)?|لل)(?:" + "|".join(parts) + f")(?![{A}])")


_UNIT = {"en": _compiled("en"), "ar": _compiled("ar")}
_NAMES = tuple(UNITS)
_SIGN = re.compile("[$€£¥₪°]")
_FIRST = {
    "en": Trigger(re.compile(rf"[\d_]*(?:{heads('|'.join(row[1] for row in UNITS.values()), end='(?![a-z])')})", re.IGNORECASE).match),
    "ar": Trigger(re.compile(f"[وف]?(?:[بلك]?(?:ال)?|لل)(?:{heads('|'.join(row[2] for row in UNITS.values()), end=f'(?![{A}])')})").match),
}  # fmt: skip
_DUAL = re.compile("(?:ين|ان|تي|تا)$")


@lru_cache(maxsize=64)
def measures(text: str, language: str) -> tuple[Measure, ...]:
    """The units of a text, in order."""
    if not _FIRST[language].speaks(text, language) and not _SIGN.search(text):
        return ()
    numbers = numbers_of(text, language)
    found = []
    for match in _UNIT[language].finditer(text):
        name = _NAMES[int(str(match.lastgroup)[1:])]
        value = None
        for number in numbers:
            if (
                number.end <= match.start()
                and match.start() - number.end <= 3
                and text[number.end : match.start()].strip(" \u00a0-\u200f") in ("", "من")
            ):
                value = number.value
            elif number.start >= match.end() and match[0][-1] in "$€£¥₪" and number.start - match.end() <= 1:
                value = value or number.value
        if name == "yen" and language == "ar" and (value is None or not match[0].startswith("ين")):
            continue
        if value is None and language == "ar" and match[0].endswith(_TIGHT_ARABIC) and len(match[0]) < 4:
            continue
        if value is None and language == "ar" and _DUAL.search(match[0]):
            from decimal import Decimal

            value = Decimal(2)
        if (
            name in _TIGHT
            and len(match[0]) <= 2
            and language == "en"
            and (value is None or not match[0].islower())
        ):
            continue
        found.append(Measure(match.start(), match.end(), name, UNITS[name][0], value))
    return tuple(found)
