"""Tokens of an Arabic text go in, its numbers come out: «٣ ملايين و200 ألف», «خمسة وعشرون», «شخصان», «السبعينات», «الثالث عشر»."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from translate.text.duals import may_be_dual
from translate.text.folding import words
from translate.text.numerals import Kind, Number, Token, is_minute_zero, plain_numerals
from translate.text.vocabulary import REMEMBERED

HALF, HUNDRED, THOUSAND = Decimal("0.5"), Decimal(100), Decimal(1000)


def _each(*groups: str) -> dict[str, Decimal]:
    """Words and their values: the forms of one value stand together, values count up from 1."""
    return {word: Decimal(value) for value, group in enumerate(groups, 1) for word in group.split()}


# All words stand folded: أ إ آ as ا, ى as ي, without vowel signs.
UNITS = _each(
    "واحد واحده واحدة احد احدي احدا واحدا",
    "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
    "ثلاثة ثلاث ثلاثه ثلاثا",
    "اربعة اربع اربعه اربعا",
    "خمسة خمس خمسه خمسا",
    "ستة ست سته ستا",
    "سبعة سبع سبعه سبعا",
    "ثمانية ثماني ثمان ثمانيه ثمانيا",
    "تسعة تسع تسعا",
    "عشرة عشر عشره عشرا",
)
TENS = {
    word + ending: Decimal(10 * value)
    for value, word in enumerate(["عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع"], 2)
    for ending in ("ون", "ين")
}
_HUNDRED = ("مئة", "مائة", "مئه")
HUNDREDS = (
    dict.fromkeys(_HUNDRED, HUNDRED)
    | {stem + ending: 2 * HUNDRED for stem, ending in product(("مئ", "مائ"), ("تان", "تين", "تا", "تي"))}
    | {
        prefix + hundred: value * HUNDRED
        for prefix, value in {
            "ثلاث": 3,
            "اربع": 4,
            "خمس": 5,
            "ست": 6,
            "سبع": 7,
            "ثمان": 8,
            "ثماني": 8,
            "تسع": 9,
        }.items()
        for hundred in _HUNDRED
    }
)
SCALES = (
    dict.fromkeys(("الف", "الفا", "الاف", "الوف"), THOUSAND)
    | dict.fromkeys(("مليون", "مليونا", "ملايين"), THOUSAND**2)
    | dict.fromkeys(("مليار", "مليارا", "مليارات", "بليون", "بليونا", "بلايين"), THOUSAND**3)
    | dict.fromkeys(("تريليون", "تريليونا", "تريليونات", "ترليون", "ترليونا", "ترليونات"), THOUSAND**4)
)
TWO_SCALES = {
    stem + ending: 2 * SCALES[stem]
    for stem, ending in product(("الف", "مليون", "مليار", "بليون", "تريليون", "ترليون"), ("ان", "ين", "ي"))
}
#: With no count before them these are a dual in the construct state or an accusative: `ألفا دولار`, `ألفاً`.
EITHER = {"الفا", "مليونا", "مليارا", "بليونا", "تريليونا", "ترليونا"}
VAGUE = frozenset(["الاف", "الوف", "ملايين", "مليارات", "بلايين", "تريليونات", "ترليونات"])
ORDINALS = {
    form: Decimal(value)
    for value, word in enumerate(["ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"], 2)
    for form in (word, word + "ة", word + "ه", word + "ا")
} | {
    "ثان": Decimal(2),
    "حادي": Decimal(1),
    "حادية": Decimal(1),
    "اول": Decimal(1),
    "اولي": Decimal(1),
    "اولا": Decimal(1),
}
DECADES = {
    stem + ending: value
    for word, value in TENS.items()
    if word.endswith("ين")
    for stem, ending in ((word, "ات"), (word, "يات"), (word[:-2], "ات"))
    if stem != "عشر"
}
#: People by their age (`سبعيني`), and what a decade is called with a pronoun behind it (`سبعيناته`).
AGES = {
    word + ending: value
    for word, value in TENS.items()
    if word.endswith("ين")
    for ending in ("ي", "ية", "يان", "يون", "اته", "اتها")
}
MONTHS = _each(
    "يناير جانفي", "فبراير شباط فيفري", "مارس اذار", "ابريل نيسان افريل", "مايو ايار ماي", "يونيو حزيران جوان يونيه",
    "يوليو تموز جويلية يوليه", "اغسطس اب اوت غشت", "سبتمبر ايلول شتنبر", "اكتوبر", "نوفمبر نونبر", "ديسمبر دجنبر",
)  # fmt: skip
FRACTIONS = {"نصف": HALF, "ربع": Decimal("0.25")}
#: Words that stand for a number now and then, and the numbers.
HINTS: dict[str, tuple[int | str, ...]] = {
    "نصف": ("0.5", 30, 50, 2), "ربع": ("0.25", 15, 25, 45, 4), "ربعا": (45, 15), "ثلث": (3, 20), "ثلثا": (2, 3, 40), "ثلثي": (2, 3), "ثلثين": (2, 3),
    "ارباع": (4,), "اخماس": (5,), "خمسا": (5,), "سدس": (6,), "خمس": (5,), "ثالث": (3,), "رابع": (4,), "كلا": (2,), "كلتا": (2,), "كلي": (2,), "كليهما": (2,), "كلاهما": (2,), "كلتيهما": (2,),
    "معا": (2,), "زوج": (2,), "زوجان": (2,), "زوجين": (2,), "توام": (2,), "توامان": (2,), "توامين": (2,), "مزدوج": (2,), "مزدوجة": (2,), "ثنائي": (2,),
    "ثنائية": (2,), "ضعف": (2,), "ضعفي": (2,), "ضعفين": (2,), "تضاعف": (2,), "تضاعفت": (2,), "يتضاعف": (2,), "مضاعفة": (2,), "ضاعف": (2,), "اخر": (2,),
    "ثلاثي": (3,), "ثلاثية": (3,), "مثلث": (3,), "رباعي": (4,), "رباعية": (4,), "مربع": (4,), "خماسي": (5,), "خماسية": (5,), "سداسي": (6,), "سباعي": (7,),
    "عقد": (10,), "عقدين": (20,), "عقدان": (20,), "عقدا": (10, 20), "عقود": (10,), "قرن": (100,), "قرنين": (200,), "قرنا": (100,), "مئوية": (100,), "الفية": (1000, 2000),
    "دزينة": (12,), "اسبوع": (7,), "اسبوعين": (14, 15), "يوم": (24,), "يومين": (48,), "عام": (12,), "سنة": (12,), "منتصف": (12, "0.5", 0), "ظهرا": (12,),
    "صفر": (0,), "سلبي": (0,), "سلبيا": (0,), "مرة": (1,), "عشرات": (10,), "مئات": (100,), "الاف": (1000,), "ملايين": (10**6,), "مليارات": (10**9,),
}  # fmt: skip
#: Duals that news uses, and no plural looks like them.
DUALS = words(
    "يومين يومان عامين عامان شهرين شهران ساعتين ساعتان سنتين سنتان مرتين مرتان دقيقتين دقيقتان اسبوعين اسبوعان ليلتين ليلتان شخصين "
    "شخصان جنديين جنديان طفلين طفلان رجلين رجلان امراتين امراتان طفلتين طفلتان فتاتين فتاتان قتيلين قتيلان جريحين جريحان شقيقين "
    "شقيقان شقيقتين شقيقتان بلدين دولتين دولتان طرفين طرفان جانبين جانبان هدفين هدفان نقطتين نقطتان قريتين قريتان مدينتين "
    "مدينتان غارتين غارتان صاروخين صاروخان سيارتين سيارتان شاحنتين شاحنتان مرحلتين مرحلتان جولتين جولتان حاجزين حاجزان غرفتين "
    "غرفتان كيلومترين مترين لترين دولارين ضابطين ضابطان شرطيين شرطيان"
)

_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
_FOLD = str.maketrans("أإآٱى", "اااا" + "ي")
#: What is before a dual that has lost its nun: an article, or a proper name.
_FOLLOWS = re.compile("ال")
#: Pronouns of two.
_BOTH = frozenset(
    pre + word
    for word in ("هما", "بينهما", "منهما", "لهما", "عليهما", "اليهما", "فيهما", "معهما", "عنهما", "انهما", "لديهما", "اللذان", "اللذين", "اللتان", "اللتين", "هذان", "هذين", "هاتان", "هاتين", "كلاهما", "بهما")
    for pre in ("", "و", "ف")
)  # fmt: skip
_PART = re.compile("(نصف|ثلثي|ثلثا|ثلث|ربع|خمس|سدس|ثالث|رابع)(?:ه|ها|هم|هن|هما|نا)")
_PERCENT_BEFORE = frozenset(["في", "ب", "بال", "فى"])
_NOT_NUMBERS = frozenset(["ألّف", "وألّف", "أثنى", "وأثنى", "أثني", "وأثني", "فأثنى"])
_DOUBTFUL = frozenset(["لست", "ولست", "فلست", "كست", "فست", "وست", "ستون"])


class Reading(NamedTuple):
    """One word: what class of number word it is, its value, whether و is joined to it, whether it has the article."""

    kind: str
    value: Decimal
    is_joined: bool
    is_definite: bool
    core: str


def read(tokens: list[Token]) -> list[Number]:
    """Every number, in order; a word that is part of one is not read again."""
    numbers: list[Number] = []
    index = 0
    while index < len(tokens):
        if _is_plain(tokens[index].text):
            index += 1
            continue
        found, index = _at(tokens, index)
        numbers.extend(found)
    return numbers


def counts(word: str) -> bool:
    """Whether a word may be, or be part of, a number that is more than a hint."""
    hint = _hint(Token(word, 0, len(word), ""))
    return understand(word) is not None or (bool(hint) and hint[0].kind is not Kind.HINT)


@lru_cache(maxsize=REMEMBERED)
def _is_plain(word: str) -> bool:
    """Whether a token is neither a numeral nor a word that says or hints at a number."""
    token = Token(word, 0, len(word), "")
    return not token.is_numeral and understand(word) is None and not _hint(token, before_noun=True)


@lru_cache(maxsize=REMEMBERED)
def understand(word: str) -> Reading | None:
    """What number word this is, proclitics taken off; None for another word."""
    if len(word) > 24 or word in _NOT_NUMBERS:
        return None
    bare = _MARKS.sub("", word)
    if bare in ("وأحد", "وإحدى"):  # folded they would be واحد and its like
        return Reading("unit", Decimal(1), is_joined=True, is_definite=False, core=bare[1:])
    for joined, core, definite in _readings(bare.translate(_FOLD)):
        for kind, table in _TABLES:
            if core in table:
                return Reading(kind, table[core], joined, definite, core)
    return None


def _readings(word: str) -> list[tuple[bool, str, bool]]:
    """The word without و ف, ب ل ك, ال, in the order in which they are believed."""
    found = [(False, word, False)]
    for joined, rest in ((False, word), (True, word[1:] if word[:1] in ("و", "ف") and len(word) > 2 else "")):
        if not rest:
            continue
        if joined:
            found.append((joined, rest, False))
        if rest.startswith("ال"):
            found.append((joined, rest[2:], True))
        if rest.startswith("لل"):
            found.append((joined, rest[2:], True))
        if rest[:1] in ("ب", "ل", "ك") and len(rest) > 2:
            found.append((False, rest[1:], False))  # a preposition begins a number of its own
            if rest[1:3] == "ال":
                found.append((False, rest[3:], True))
    return found


_TABLES: tuple[tuple[str, dict[str, Decimal]], ...] = (
    ("unit", UNITS),
    ("tens", TENS),
    ("hundred", HUNDREDS),
    ("scale", SCALES),
    ("two", TWO_SCALES),
    ("ordinal", ORDINALS),
    ("decade", DECADES | AGES),
    ("fraction", FRACTIONS),
    ("month", MONTHS),
)


def _at(tokens: list[Token], index: int) -> tuple[list[Number], int]:
    """What starts at a token, and where to go on."""
    token = tokens[index]
    if token.is_numeral:
        if is_minute_zero(tokens, index):
            return [], index + 1
        numbers = plain_numerals(tokens, index)
        if len(numbers) > 1:
            return numbers, index + 1
        return _chain(tokens, index, numbers[0])
    reading = understand(token.text)
    if reading is None:
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        is_before = following is not None and not following.gap.strip() and _FOLLOWS.match(following.text)
        return _hint(token, before_noun=bool(is_before)), index + 1
    if reading.kind == "month":
        return [Number(token.start, token.end, reading.value, Kind.HINT)], index + 1
    if reading.core in ("كانون", "تشرين"):
        return [], index + 1
    if reading.kind == "decade":
        return _decade(tokens, index, reading)
    if reading.kind == "hundred" and _is_percent(tokens, index, reading):
        return [], index + 1
    if reading.kind == "fraction":
        return _fraction(tokens, index, reading)
    if reading.kind == "ordinal":
        return _ordinal(tokens, index, reading)
    if reading.core in VAGUE or _is_doubtful(tokens, index, reading):
        others = (2 * reading.value,) if reading.core in EITHER else ()
        return [Number(token.start, token.end, reading.value, Kind.HINT, others)], index + 1
    return _chain(tokens, index, None)


def _is_doubtful(tokens: list[Token], index: int, reading: Reading) -> bool:
    """Whether the word may be Monday, the letter alpha, `I am not`, a name."""
    if tokens[index].text in _DOUBTFUL:
        return True
    if reading.core == "اثنين":
        return reading.is_definite or (
            index > 0 and tokens[index - 1].text.removeprefix("و") in ("كل", "يوم", "ليلة", "مساء", "صباح")
        )
    return reading.core == "الفا" and "\u064b" not in tokens[index].text


def _is_percent(tokens: list[Token], index: int, reading: Reading) -> bool:
    """Whether the hundred is that of «في المئة» or «بالمئة»."""
    if not reading.is_definite or reading.value != HUNDRED:
        return False
    return tokens[index].text.startswith("بال") or (index > 0 and tokens[index - 1].text in _PERCENT_BEFORE)


def _next(tokens: list[Token], place: int) -> tuple[Reading | None, bool]:
    """The number word at a place, and whether it is joined to what stands before (by و, glued or alone)."""
    if place >= len(tokens) or tokens[place].gap.strip(" \u00a0"):
        return None, False
    reading = understand(tokens[place].text)
    return reading, reading is not None and reading.is_joined


def _joined_numeral(tokens: list[Token], place: int) -> Number | None:
    """The numeral of «و200», or None."""
    if place + 1 >= len(tokens) or tokens[place].text != "و" or not tokens[place + 1].is_numeral:
        return None
    numbers = plain_numerals(tokens, place + 1)
    return numbers[0] if len(numbers) == 1 else None


def _chain(tokens: list[Token], index: int, numeral: Number | None) -> tuple[list[Number], int]:
    """A number from here on, in words or beginning with a numeral; the longest that is one number."""
    start, end = tokens[index].start, tokens[index].end
    total, ceiling = Decimal(0), Decimal(10**15)
    parts: list[Decimal] = []
    others: tuple[Decimal, ...] = ()
    kind = Kind.DIGITS if numeral else Kind.WORDS
    place = index + 1
    if numeral:
        chunk, last, others = numeral.value, "numeral", numeral.others
    else:
        first = understand(tokens[index].text)
        assert first is not None  # noqa: S101
        chunk, last = first.value, first.kind
        if first.kind in ("scale", "two"):
            ceiling = first.value if first.kind == "scale" else first.value / 2
            total, chunk, last = first.value, Decimal(0), "scale"
            others = (2 * first.value,) if first.core in EITHER else ()
    saved: tuple[Decimal, int, int] | None = (
        None  # total, place and end before a joined chunk that may not belong here
    )
    while True:
        reading, is_joined = _next(tokens, place)
        joined = _joined_numeral(tokens, place) if reading is None else None
        if (
            joined
            and last in ("scale", "hundred")
            and joined.value < (ceiling if last == "scale" else HUNDRED)
        ):
            if last == "scale":
                saved = (total, place, end)
                parts.append(total)
                chunk, last = joined.value, "numeral"
            else:
                chunk, last = chunk + joined.value, "unit"
            end, place, kind = joined.end, place + 2, Kind.DIGITS
            continue
        if reading is None:
            break
        value = reading.value
        if not is_joined:
            if last == "unit" and reading.kind == "unit" and value == 10 and chunk % 100 < 10:
                chunk, last = chunk + 10, "teen"
            elif (
                last == "unit"
                and reading.kind == "hundred"
                and value == HUNDRED
                and chunk < 10
                and not reading.is_definite
            ):
                chunk, last = chunk * 100, "hundred"
            elif reading.kind == "scale" and last == "scale" and not reading.is_definite and value > ceiling:
                total, ceiling, others = total * value, value, ()  # ألف مليون
            elif (
                reading.kind == "scale"
                and last != "scale"
                and (not reading.is_definite or numeral is None)
                and chunk
            ):
                if value >= ceiling:
                    if saved:
                        total, place, end = saved
                        chunk, parts = Decimal(0), []
                    break
                if parts:
                    parts.append(chunk * value)
                total, chunk, ceiling, last, others = total + chunk * value, Decimal(0), value, "scale", ()
                saved = None
            else:
                break
        elif reading.kind == "fraction":
            if last == "scale":
                total += ceiling * value
                if _is_scale(tokens, place + 1, ceiling):
                    place, end = place + 1, tokens[place + 1].end
            elif last in ("unit", "numeral", "teen"):
                others, chunk = (*others, chunk), chunk + value
            else:
                break
            end, place, last = max(end, tokens[place].end), place + 1, "fraction"
            following, glued = _next(tokens, place)
            if chunk and following and following.kind == "scale" and not glued:
                total, end, place = total + chunk * following.value, tokens[place].end, place + 1
                chunk, others = Decimal(0), ()
            break
        elif reading.kind == "tens" and last == "unit" and chunk % 100 < 10:
            chunk, last = chunk + value, "tens"
        elif last == "hundred" and reading.kind in ("unit", "tens") and not _is_hundred(tokens, place + 1):
            chunk, last = chunk + value, reading.kind if value != 10 else "teen"
        elif (
            last == "scale"
            and reading.kind in ("unit", "tens", "hundred")
            and not (reading.is_definite and numeral)
        ):
            saved = (total, place, end)
            parts.append(total)
            chunk, last = value, reading.kind
        elif last == "scale" and reading.kind in ("scale", "two") and value < ceiling:
            total, ceiling = total + value, value if reading.kind == "scale" else value / 2
        else:
            break
        end, place = tokens[place].end, place + 1
    value = total + chunk
    if parts and chunk:
        parts.append(chunk)
    if kind is Kind.WORDS and value <= 2:
        kind = Kind.HINT if value == 1 else Kind.DUAL
    if kind is Kind.WORDS and _word(tokens, place).endswith(("ارباع", "أرباع", "أخماس", "اخماس", "أثلاث")):
        kind = Kind.HINT
    multiple = {"عقود": 10, "قرون": 100}.get(_word(tokens, place))
    others = (*others, value * multiple) if multiple else others
    return [Number(start, end, value, kind, others, tuple(parts) if len(parts) > 1 else ())], place


def _word(tokens: list[Token], place: int) -> str:
    return _MARKS.sub("", tokens[place].text) if place < len(tokens) else ""


def _is_hundred(tokens: list[Token], place: int) -> bool:
    """Whether «مئة» stands there alone, as the second word of «ثلاث مئة»."""
    reading, is_joined = _next(tokens, place)
    return reading is not None and not is_joined and not reading.is_definite and reading.value == HUNDRED


def _is_scale(tokens: list[Token], place: int, scale: Decimal) -> bool:
    """Whether the scale is named again, as in «مليونين ونصف المليون»."""
    reading, is_joined = _next(tokens, place)
    return reading is not None and not is_joined and reading.kind == "scale" and reading.value == scale


def _decade(tokens: list[Token], index: int, reading: Reading) -> tuple[list[Number], int]:
    """«السبعينات», «سبعينات القرن الماضي», «ثلاثينيات القرن التاسع عشر»; «سبعيني» is a hint."""
    token = tokens[index]
    if reading.core in AGES:
        return [Number(token.start, token.end, reading.value, Kind.HINT)], index + 1
    others = (1900 + reading.value, 1800 + reading.value, 2000 + reading.value)
    if _word(tokens, index + 1) == "القرن" and index + 2 < len(tokens):
        century = understand(tokens[index + 2].text)
        if century and century.kind in ("ordinal", "tens") and not century.is_joined:
            found, place = _ordinal(tokens, index + 2, century)
            value = (found[0].value - 1) * 100 + reading.value
            return [Number(token.start, found[0].end, value, Kind.WORDS, (reading.value,))], place
    return [Number(token.start, token.end, reading.value, Kind.WORDS, others)], index + 1


def _fraction(tokens: list[Token], index: int, reading: Reading) -> tuple[list[Number], int]:
    """«نصف مليون»; a plain «نصف» is a hint."""
    token = tokens[index]
    following, is_joined = _next(tokens, index + 1)
    if following and not is_joined and following.kind == "scale":
        value = reading.value * following.value
        return [Number(token.start, tokens[index + 1].end, value, Kind.WORDS)], index + 2
    first, *rest = (Decimal(value) for value in HINTS[reading.core])
    return [Number(token.start, token.end, first, Kind.HINT, tuple(rest))], index + 1


def _ordinal(tokens: list[Token], index: int, reading: Reading) -> tuple[list[Number], int]:
    """«الثالث عشر», «الحادي والعشرين»; months such as «تشرين الثاني» are hints."""
    token = tokens[index]
    value, end, place = reading.value, token.end, index + 1
    before = _word(tokens, index - 1) if index else ""
    if before.endswith(("كانون", "تشرين")):
        month = {("كانون", 1): 12, ("كانون", 2): 1, ("تشرين", 1): 10, ("تشرين", 2): 11}[
            before[-5:], int(value)
        ]
        return [Number(token.start, token.end, Decimal(month), Kind.HINT)], place
    following, is_joined = _next(tokens, place)
    if following and not is_joined and following.kind == "unit" and following.value == 10:
        value, end, place = value + 10, tokens[place].end, place + 1
    elif following and is_joined and following.kind == "tens":
        value, end, place = value + following.value, tokens[place].end, place + 1
    kind = Kind.HINT if value <= 2 else Kind.ORDINAL
    return [Number(token.start, end, value, kind)], place


def _hint(token: Token, *, before_noun: bool = False) -> list[Number]:
    """A word that may stand for a number, or a dual; one with an article may follow."""
    folded = _MARKS.sub("", token.text[:24]).translate(_FOLD)
    for _, core, is_definite in _readings(folded):
        part = _PART.fullmatch(core)
        core = part[1] if part else core
        if core in DUALS:
            others = tuple(Decimal(value) for value in HINTS.get(core, ()))
            return [
                Number(token.start, token.end, Decimal(2), Kind.HINT if is_definite else Kind.DUAL, others)
            ]
        if core in HINTS:
            first, *rest = (Decimal(value) for value in HINTS[core])
            more = (Decimal(2),) if may_be_dual(token.text[:24], before_noun=before_noun) else ()
            return [Number(token.start, token.end, first, Kind.HINT, (*rest, *more))]
    if may_be_dual(token.text[:24], before_noun=before_noun) or folded in _BOTH:
        return [Number(token.start, token.end, Decimal(2), Kind.HINT)]
    return []
