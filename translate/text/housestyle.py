"""A target goes in; the same words come out in the newsroom's style: months, digits, marks and quotes, the article of names."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from translate.text.addresses import ADDRESS
from translate.text.dates import LEVANT, MONTHS

AS_IS = "as-is"
CHOICES = {
    "months": (AS_IS, "egyptian", "levantine", "both"),
    "digits": (AS_IS, "western", "arabic-indic"),
    "arabic_quotes": (AS_IS, "guillemets", "curly", "straight"),
    "english_quotes": (AS_IS, "curly", "straight"),
    "article": (AS_IS, "Al-", "al-"),
}

_INDIC = {ord("0") + digit: chr(0x660 + digit) for digit in range(10)}
_WESTERN = {
    **{0x660 + digit: str(digit) for digit in range(10)},
    **{0x6F0 + digit: str(digit) for digit in range(10)},
}
_EGYPT = MONTHS["ar"]
_SPELLINGS = {"ابريل": 3, "إبريل": 3, "اغسطس": 7, "اكتوبر": 9, "اذار": 2, "ايار": 4, "ايلول": 8}
_MONTH = {name: place for names in (_EGYPT, LEVANT) for place, name in enumerate(names)} | _SPELLINGS
_NAMES = "|".join(sorted((re.escape(name).replace(r"\ ", r"\s") for name in _MONTH), key=len, reverse=True))
# «مارس» is a verb too, «آب» a father: a month is one beside a day, a year or the word month.
_DATED = re.compile(
    rf"(?P<before>(?:(?<!\d)\d{{1,2}}|[٠-٩]{{1,2}}|\b(?:[وبلف]?شهر|شهري|أوائل|مطلع|منتصف|أواخر|نهاية|بداية))\s)?"
    rf"(?P<clitic>(?<!\w)[وبل]?)(?P<one>{_NAMES})(?!\w)(?:\s?\((?P<two>{_NAMES})\))?"
    rf"(?P<after>\s(?:من\s)?(?:عام\s|سنة\s)?(?:[12]\d{{3}}|[١٢][٠-٩]{{3}})(?!\w))?"
)
_LATIN_MARK = re.compile(r"(?<=[\u0621-\u064a\u064b-\u0652»)])(?:\s?([,;?]))(?=\s|$|[»\")])")
_MARKS = {",": "،", ";": "؛", "?": "؟"}
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_/.-])(?P<number>\d+(?:[.,]\d+)*)(?P<percent>\s?%)?(?![\w/]*[A-Za-z])(?!-[A-Za-z])"
)
_INDIC_NUMBER = re.compile(r"[٠-٩۰-۹]+(?:[٫٬.,][٠-٩۰-۹]+)*|(?<=[٠-٩۰-۹])٪")
_PAIRS = {"guillemets": ("«", "»"), "curly": ("\u201c", "\u201d"), "straight": ('"', '"')}
_QUOTED = re.compile(r"«([^«»\n]*)»|\u201c([^\u201c\u201d\n]*)\u201d|\"([^\"\n]*)\"")
_AL = re.compile(r"(?<![\w-])(?P<lead>(?:[A-Z]\w+ )?)(?P<al>[Aa]l-)(?=[A-Z])")
_SENTENCE_END = re.compile(r"(?:^|[.!?:]['\")\u201d»]*\s+|[\"“'«(])$")


@dataclass(frozen=True, slots=True)
class Style:
    """How the house writes; `as-is` leaves what stands.

    `months`: egyptian (مارس), levantine (آذار) or both (مارس (آذار)). `digits` of Arabic: western or arabic-indic. Quotes of
    each language. `article`: Al-Bukamal or al-Bukamal within a sentence; at its beginning it is always Al-.
    """

    months: str = AS_IS
    digits: str = AS_IS
    arabic_quotes: str = AS_IS
    english_quotes: str = AS_IS
    article: str = AS_IS

    def __post_init__(self) -> None:
        for item in fields(self):
            if getattr(self, item.name) not in CHOICES[item.name]:
                raise ValueError(f"{item.name} is one of {', '.join(CHOICES[item.name])}")

    def __str__(self) -> str:
        """What differs from `as-is`, for a signature."""
        said = [f"{item.name}={getattr(self, item.name)}" for item in fields(self)]
        return ",".join(part for part in said if not part.endswith(f"={AS_IS}"))


def restyled(text: str, language: str, style: Style) -> str:
    """The text in the house's style; no word and no figure becomes another one. Doing it twice changes nothing more."""
    parts, position = [], 0
    for found in ADDRESS.finditer(text):
        parts += [_part(text[position : found.start()], language, style), found[0]]
        position = found.end()
    text = "".join([*parts, _part(text[position:], language, style)])
    wanted = style.arabic_quotes if language == "ar" else style.english_quotes
    if wanted != AS_IS:
        opening, closing = _PAIRS[wanted]

        def one(quote: re.Match[str]) -> str:
            return f"{opening}{quote[1] or quote[2] or quote[3] or ''}{closing}"

        while (quoted := _QUOTED.sub(one, text)) != text:  # a quotation inside another is seen first
            text = quoted
    return text


def _part(text: str, language: str, style: Style) -> str:
    if language == "en":
        return _article(text, style.article) if style.article != AS_IS else text
    text = _LATIN_MARK.sub(lambda mark: _MARKS[mark[1]], text)
    if style.months != AS_IS:
        text = _DATED.sub(lambda date: _month(date, style.months), text)
    if style.digits == "arabic-indic":
        text = _NUMBER.sub(_indic, text)
    elif style.digits == "western":
        text = _INDIC_NUMBER.sub(
            lambda number: (
                number[0].translate(_WESTERN).replace("٫", ".").replace("٬", ",").replace("٪", "%")
            ),
            text,
        )
    return text


def _month(date: re.Match[str], wanted: str) -> str:
    """A month beside a day, a year or the word month, in the wanted set; elsewhere what stands, for it may be another word."""
    if not (date["before"] or date["after"] or date["two"]):
        return date[0]
    place = _MONTH[" ".join(date["one"].split())]
    if date["two"] and _MONTH[" ".join(date["two"].split())] != place:
        return date[0]
    name = {
        "egyptian": _EGYPT[place],
        "levantine": LEVANT[place],
        "both": f"{_EGYPT[place]} ({LEVANT[place]})",
    }[wanted]
    return f"{date['before'] or ''}{date['clitic']}{name}{date['after'] or ''}"


def _indic(number: re.Match[str]) -> str:
    figures = number["number"]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", figures):
        figures = figures.replace(",", "٬").replace(".", "٫")
    elif re.fullmatch(r"\d+\.\d+", figures):
        figures = figures.replace(".", "٫")
    return (figures + (number["percent"] or "").replace("%", "٪")).translate(_INDIC)


def _article(text: str, wanted: str) -> str:
    """Al- at the beginning of a sentence; inside a name of several words (Ras al-Ain) what stands; else as wanted."""

    def written(name: re.Match[str]) -> str:
        if _SENTENCE_END.search(text[: name.start()]) and not name["lead"]:
            return "Al-"
        starts = not name["lead"] or _SENTENCE_END.search(text[: name.start()])
        return name["lead"] + (wanted if starts and not name["lead"] else name["al"])

    return _AL.sub(written, text)
