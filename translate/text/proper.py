"""Two texts go in; the names of one that are neither rendered nor sounded in the other come out."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from translate.text.arabic import plain
from translate.text.calendar import months
from translate.text.lexicon import FUNCTION, is_function, renderings, stem_set, tables
from translate.text.sounds import (
    arabic_bones,
    arabic_sounds,
    heard_as,
    is_heard,
    is_heard_well,
    latin_bones,
    sized,
    word_sounds,
)
from translate.text.stems import Word, stemmed
from translate.text.vocabulary import REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Collection

_BREAK = re.compile(r"[.!?:;…\n\"“”«»(–—-]\s*[\"“«(]?\s*$|^\s*[\"“«(]?\s*$")
_ARTICLE = re.compile(r"(?:al|el|ash|as|ad|an|ar|at|az|ez)-[A-Z]")
_DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "mr",
        "mrs",
        "ms",
        "dr",
        "god",
        "i",
    ]
)
_TITLE = 0.55  # share of capitals among longer words from which a text is a headline
_SMALL = 1  # longer words in small letters that a short headline may have
_LOOK = 12  # characters before a word that tell whether it begins a sentence
_LONGEST = 20_000  # characters; a longer text is no segment, and names are looked for in segments
_FREQUENT = 20  # texts of the corpus from which a rendering of a cut word is believed
_COUNT = 4  # texts of the corpus that make a rendering certain
_SHARE = 0.5
_SOUNDED = 0.3  # instead, where a rendering sounds like the word: رهف, Rahaf
_CERTAIN = 0.8  # probability of one rendering from which a name need not sound like it: دمشق, Damascus
_MOST = 0.8  # of the renderings of an Arabic word that are names
_NISBA = re.compile("(?:ي|ية|يا|ياً|يين|يون|يات|يتين|يتان)$")
_INFLECTED = re.compile(
    "^(?:[وف]?[سأ]?[يت](?=.{4})|[وف]?است|[وف]?ال|[وف]?[بلك]ال|[وف]?لل|[وف]?م(?=.{5}))|(?:ون|ين|ات|ية|ها|هم|ته|تها|وا|نا|هما|تان|تين|اً|ه|ت)$"
)
_PARTICLES = frozenset(
    [
        "abu",
        "abou",
        "umm",
        "ibn",
        "bin",
        "ben",
        "bint",
        "al",
        "el",
        "ul",
        "albu",
        "de",
        "del",
        "van",
        "von",
        "der",
        "da",
        "la",
        "le",
        "los",
        "las",
        "st",
        "san",
        "saint",
        "mount",
        "lake",
        "river",
        "sir",
        "lord",
        "lady",
        "king",
        "queen",
        "prince",
        "sheikh",
        "pope",
    ]
)


#: Parts of names that another spelling joins: عبد السلام, Abdelsalam.
_ARABIC_PARTICLES = frozenset(["عبد", "ابو", "أبو", "أبي", "ابن", "بن", "أم", "آل", "ذو"])
_TRADES = (
    "سيد|دكتور|مهندس|محامي?|نائب|وزير|قاضي|طبيب|معلم|مدرب|لاعب|فنان|مغني|كاتب|صحفي|صحافي|باحث|متحدث|مدير|مزارع|ممثل|مخرج|شاعر|روائي|حارس|عالم|سائق|خباز"
    "|ممرض|محلل|خبير|مفتش|محقق|رقيب|ملازم|سفير|قنصل|مبعوث|موفد|قائد|زعيم|مستشار|محافظ|مختار|مصور|مذيع|تاجر|ناشط|مدافع|مهاجم|مؤرخ|رسام|موسيقي|مطرب|عازف|طالب|مدرس|أستاذ"
    "|رئيس|مصمم|مبرمج|عداء|سباح|ملاكم|جراح|قبطان|طيار|رائد|أكاديمي|ناقد|مترجم|ناشر|خياط|نجار|حداد|صياد|راعي|أمين|عميد|منسق|مسؤول|قيادي"
)
_TITLE_AR = re.compile(
    f"[وفبل]?(?:ال(?:{_TRADES})[ةه]?|ال(?:شيخ|عقيد|لواء|نقيب|مقدم|جندي|ناطق|استاذ|حاج|ملك|أمير|امير|جنرال|بروفيسور|مارشال|كابتن|عريف|قس|مطران|بطريرك|أب))"
)
#: With what it is a title of behind it: عالمة الوراثة.
_OFFICE = re.compile(f"[وفبل]?(?:{_TRADES})[ةه]?")
#: What stands before a person's name without being a title.
_PERSON = re.compile(
    "[وف]?(?:هو|هي|شقيقه|شقيقها|أخيه|أخيها|زوجها|زوجته|ابنه|ابنها|ابنته|ابنتها|والده|والدها|والدته|محافظه|محافظها|رئيسها|رئيسه|مديره|مديرها)"
)
#: What is said to speak and is nobody: وكالة رويترز.
_BODIES = re.compile(
    "(?:وكال|شرك|منظم|حرك|قنا|صحيف|جريد|وزار|هيئ|مدين|بلد|محافظ|جماع|شبك|مؤسس|جمعي|إدار|قيس)[ةه]|جيش|حزب|مجلس|بنك|مصرف|تلفزيون|موقع|مركز|نادي|مصدر|مسؤول|فريق|حي|مستشفى|تنظيم|مكتب|مرصد"
)
_BESIDE = re.compile(r"[ ’'-](?:(?:al|el|bin|ibn|abu|van|von|de|du|der)[ -])*[A-Z]|[ -](?:al|el)-")
_BEFORE_NAME = re.compile(f"{_TITLE_AR.pattern}|[وف]?(?:قال|قالت|يقول|تقول|أضاف|أضافت|أكد|أكدت|أوضح|أوضحت)")
_VERBAL = re.compile(
    "^(?:[وف]?[سأ]?[يت](?=.{3})|[وف]?است|[وف]?[بلك]ال|[وف]?لل)|(?:ها|هم|وا|نا|هما|اً|اته|اتها)$"
)
_ENDED = re.compile("(?:[ةهتا]|ين|ان|ون|ات)$")
#: Agencies as their datelines are signed.
_PARTICLES_AR = frozenset(["فان", "فون", "دي", "دو", "دا", "بن", "ابن", "أبو", "ابو", "آل", "لو", "لا"])
_AGENCIES = {
    name: re.compile("(?<![\u0621-\u064a])" + "[. ]{0,2}".join(letters) + "(?![\u0621-\u064a])")
    for name, letters in (("AP", "أب"), ("AFP", "أفب"), ("dpa", "دبأ"), ("DPA", "دبأ"), ("SPA", "واس"))
}
_ARTICLE_SHARE = (
    10  # times that the form with the article is more frequent, from which one without it is another word
)


class Name(NamedTuple):
    """text[start:end] is a name, or one word of it; `is_sure` where the lexicon knows its rendering, or a neighbour of it is there."""

    start: int
    end: int
    is_sure: bool


@lru_cache(maxsize=64)
def english_names(text: str) -> tuple[tuple[Word, bool], ...]:
    """Words with a capital that are names, with whether something else may explain the capital (the beginning of a sentence, a headline)."""
    words = stemmed(text, "en")
    long = [word for word in words if len(word.raw) > 3]
    small = sum(word.raw[0].islower() for word in long)
    is_title = (
        len(long) > 2
        and small <= max(_SMALL, (1 - _TITLE) * len(long) * 0.5)
        and not (small and text.rstrip().endswith("."))  # a short sentence
    )
    found = []
    known = tables()
    dated = {month.start for month in months(text, "en")}  # Nov. 24
    for word in words:
        raw = word.raw
        if word.start in dated or (not raw[0].isupper() and not _ARTICLE.match(raw)):
            continue
        lower = raw.lower()
        if len(raw) < 3 or lower in _DAYS or lower in _PARTICLES or lower in FUNCTION["en"] or raw.isupper():
            continue
        is_first = bool(
            _BREAK.search(("" if word.start < _LOOK else "x") + text[max(0, word.start - _LOOK) : word.start])
        )
        if (is_first or is_title) and word.stem not in known.names:
            found.append((word, True))
        else:
            found.append((word, False))
    return tuple(found)


@lru_cache(maxsize=64)
def lost_english(source: str, target: str) -> tuple[Name, ...]:
    """Names of an English source that its Arabic target lacks."""
    if max(len(source), len(target)) > _LONGEST:
        return ()
    there = stem_set(target, "ar")
    latin = frozenset(word.raw for word in stemmed(target, "en"))  # names that stay as they are: Google
    sounds, free = arabic_sounds(target), _unrendered(source, target)
    lost: list[Name] = []
    heard: list[Word] = []
    names = english_names(source)
    for word, is_doubtful in names:
        known = renderings(word, "en")
        if word.raw in latin or not there.isdisjoint(known) or _sounds(word.raw, sounds, free):
            heard.append(word)
            continue
        best = max(known.items(), key=lambda item: item[1][0], default=("", (0.0, 0)))
        total = sum(p for p, _ in known.values())
        is_name = word.stem in tables().names
        if known and not is_name and not is_doubtful:
            is_name = _is_rendered_by_sound(word, known)
        if known and is_name and total >= _SHARE and best[1][1] >= _COUNT:
            is_sure = not _is_named_otherwise(word, target) and not is_heard(latin_bones(word.raw), sounds)
            lost.append(Name(word.start, word.end, is_sure))
        elif known and not is_name:
            continue
        elif not is_doubtful and len(latin_bones(word.raw)) >= 2:
            is_sure = (
                not _is_common(word)
                and _has_neighbour(source, word, heard)
                and not is_heard(latin_bones(word.raw), sounds)
            )
            lost.append(Name(word.start, word.end, is_sure))
    common = {word.start for word, _ in names if _is_common(word)}
    return tuple(_joined(source, lost, common=common))


def _is_rendered_by_sound(word: Word, known: dict[str, tuple[float, int]]) -> bool:
    """Whether the likeliest rendering of a word sounds like it: يوناس, Jonas."""
    stem, (share, _) = max(known.items(), key=lambda item: item[1][0])
    return share >= _SOUNDED and is_heard(latin_bones(word.raw), word_sounds(stem))


_AMERICA = ("america", "american", "americas", "us", "usa")


def _is_named_otherwise(word: Word, target: str) -> bool:
    """Whether another name of the country stands for America or Americans."""
    return word.stem in _AMERICA and (
        "الولايات المتحدة" in target or "أمريكت" in target or "أميركت" in target
    )


def _has_neighbour(source: str, word: Word, heard: list[Word]) -> bool:
    """Whether a name that is rendered by its sound stands right before this one: Charles Saroukhan."""
    return any(
        source[other.end : word.start] == " "
        and other.stem in tables().names
        and len(latin_bones(word.raw)) > 2
        for other in heard
    )


def _is_common(word: Word) -> bool:
    """Whether the word is an English one behind a capital: a street, a title, a book."""
    return (
        word.raw.lower()
        .removesuffix("s")
        .endswith(
            (
                "ism",
                "ist",
                "tion",
                "ness",
                "ment",
                "ship",
                "ing",
                "ity",
                "ance",
                "ence",
                "ics",
                "ese",
                "ian",
                "ish",
                "ans",
                "als",
                "ory",
                "tine",
                "ive",
                "ous",
                "ure",
                "ary",
                "ican",
                "ssion",
                "ic",
                "ural",
                "ical",
                "onal",
                "able",
                "ship",
                "ology",
                "land’s",
            )
        )
    )


def _unrendered(source: str, target: str) -> tuple[frozenset[str], ...]:
    """As arabic_sounds(), of each word of an Arabic target that renders no word of its source: one of them may nearly sound like a name."""
    there = stem_set(source, "en")
    return sized(
        bones
        for word in stemmed(target, "ar")
        if there.isdisjoint(renderings(word, "ar"))
        for bones in heard_as(word.raw)
    )


def _sounds(raw: str, sounds: tuple[frozenset[str], ...], free: tuple[frozenset[str], ...]) -> bool:
    """Whether a name is heard: exactly among all `sounds`, or nearly among those of words that render nothing else."""
    parts = [part for part in re.split("[-’']", raw) if len(part) > 2]
    whole = latin_bones(raw.replace("-", "").replace("’", "").replace("'", ""))
    if _is_exact(whole, sounds) or is_heard(whole, free):
        return True
    bones = [latin_bones(part) for part in parts]
    return (
        bool(bones)
        and all(_is_exact(one, sounds) or is_heard(one, free) for one in bones if len(one) > 1)
        and any(len(one) > 1 for one in bones)
    )


def _is_exact(bones: str, sounds: tuple[frozenset[str], ...]) -> bool:
    return bool(bones) and len(bones) < len(sounds) and bones in sounds[len(bones)]


@lru_cache(maxsize=64)
def lost_arabic(source: str, target: str) -> tuple[Name, ...]:
    """Names of an Arabic source, as far as the lexicon knows them, that its English target lacks."""
    if max(len(source), len(target)) > _LONGEST:
        return ()
    there = stem_set(target, "en")
    words = stemmed(source, "ar")
    lost = _behind_titles(source, target, words)
    taken = {place for name in lost for place in range(name.start, name.end)}
    last = near = -9  # where the last name that is there ended; the last word that may be one
    before = ""
    doubtful: Word | None = None  # a word that nobody knows, until a name is heard right behind it
    dates = [(month.start, month.end) for month in months(source, "ar")]
    for word in words:
        said, before = before, _plain(word.raw)
        if word.start in taken or any(start <= word.start < end for start, end in dates):
            continue
        if before in _ARABIC_PARTICLES:
            last = near = word.end
            continue
        kind = _arabic_kind(word.raw, word.stems)
        known = renderings(word, "ar")
        if kind is _Kind.WORD and _is_word(word.raw, word.stems):
            if not _capitals(target).isdisjoint(heard_as(word.raw)):
                near = word.end  # a name that is a word too: سامر
            continue
        is_there = kind is _Kind.BESIDE or not there.isdisjoint(known) or _is_heard_in(word, target)
        if is_there:
            if doubtful and source[doubtful.end : word.start] == " ":
                lost.append(Name(doubtful.start, doubtful.end, False))
            near, doubtful = word.end, None
            last = word.end if kind in (_Kind.NAME, _Kind.FOREIGN) else last
        elif kind is _Kind.FOREIGN:
            is_sure = (
                source[last : word.start] == " " and before[0] not in "بلك" and not _is_near(word, target)
            )
            lost.append(Name(word.start, word.end, is_sure))
        elif kind is _Kind.NAME:
            share = sum(p for stem, (p, _) in known.items() if stem in tables().names)
            is_sure = share >= _SHARE and _is_plain(word) and not _is_near(word, target)
            lost.append(Name(word.start, word.end, is_sure))
        elif (
            source[near : word.start] == " "
            or _BEFORE_NAME.fullmatch(said)
            or (not known and _has_foreign_core(before))
        ):
            lost.append(Name(word.start, word.end, False))
        else:
            doubtful = word
    return tuple(_joined(source, sorted(lost), are_sure=False))


@lru_cache(maxsize=REMEMBERED)
def _is_word(raw: str, stems: tuple[str, ...]) -> bool:
    """Whether a word that is no name by itself is none beside a name either."""
    word = Word(0, len(raw), raw, stems[0], stems)
    known = renderings(word, "ar")
    return bool(known and _is_known(word, known)) or not _may_stand_beside(word)


def _is_known(word: Word, known: dict[str, tuple[float, int]]) -> bool:
    """Whether renderings belong to the word as it is spelt, and not to another that its letters may be cut down to (نوجين is no نوج)."""
    spelt_ = tables().spellings
    bare = plain(word.raw)
    return any(
        head in spelt_ for head in (bare, bare.removeprefix("و"), bare.removeprefix("ال"), f"ال{bare}")
    ) or (max(count for _, count in known.values()) >= _FREQUENT)


_plain = lru_cache(maxsize=REMEMBERED)(plain)


@lru_cache(maxsize=REMEMBERED)
def _is_title(raw: str) -> bool:
    return _TITLE_AR.fullmatch(plain(raw)) is not None


def _may_stand_beside(word: Word) -> bool:
    """Whether a word without a rendering may be part of a name, where one stands beside it."""
    bare = plain(word.raw)
    return len(bare) > 2 and not is_function(word, "ar") and not _VERBAL.search(bare)


def _behind_titles(source: str, target: str, words: tuple[Word, ...]) -> list[Name]:
    """A whole name of two words behind a title that is lost («المحامي كريم منصور»), and one word of it beside the other that is there («سلام ديب», Deeb)."""
    there = stem_set(target, "en")
    found: list[Name] = []
    for place in range(1, len(words) - 1):
        title, first, second = words[place - 1 : place + 2]
        if not (source[title.end : first.start] == source[first.end : second.start] == " "):
            continue
        is_title = _is_title(title.raw) or _has_office(source, words, place)
        if plain(first.raw).startswith("ال") or not (is_title or _may_name(title.raw)):
            continue
        is_lost = [
            (
                _may_stand_beside(word)
                or plain(word.raw) in _PARTICLES_AR
                or _arabic_kind(word.raw, word.stems) is _Kind.FOREIGN
            )
            and there.isdisjoint(renderings(word, "ar"))
            and not _is_heard_in(word, target)
            for word in (first, second)
        ]
        if all(is_lost):
            if is_title or _PERSON.fullmatch(plain(title.raw)):
                found.append(Name(first.start, second.end, is_title))
        elif is_lost[0] and not _BODIES.fullmatch(plain(first.raw)):
            if any(_alike(second, one) for one in _bones(target)):
                found.append(Name(first.start, first.end, False))
            elif is_title and _arabic_kind(first.raw, first.stems) is not _Kind.WORD:
                found.append(Name(first.start, first.end, True))
        elif is_lost[1] and _ends_alone(first, target):
            found.append(Name(second.start, second.end, False))
    return found


@lru_cache(maxsize=REMEMBERED)
def _may_name(raw: str) -> bool:
    """Whether a word stands before the name of a person: «قال», «وهو», «شقيقه»."""
    bare = plain(raw)
    return _PERSON.fullmatch(bare) is not None or _BEFORE_NAME.fullmatch(bare) is not None


def _has_office(source: str, words: tuple[Word, ...], place: int) -> bool:
    """Whether a title and what it is a title of stand right before a word: «عالمة الوراثة», «المتحدث العسكري»."""
    if place < 2:
        return False
    office, of = words[place - 2 : place]
    return (
        plain(of.raw).startswith("ال")
        and source[office.end : of.start] == " "
        and (_is_title(office.raw) or _OFFICE.fullmatch(plain(office.raw)) is not None)
    )


def _ends_alone(first: Word, target: str) -> bool:
    """Whether the English word that sounds like a first name has a capital and no other word with a capital beside it."""
    sounds = heard_as(first.raw)
    return any(
        word.raw[0].isupper()
        and latin_bones(word.raw) in sounds
        and len(latin_bones(word.raw)) > 2
        and not _BESIDE.match(target, word.end)
        for word in stemmed(target, "en")
    )


def _is_plain(word: Word) -> bool:
    """Whether the word stands as its name does: no nisba, no ending taken off (عربة is no Arab), the article there where the name has it (اليمن)."""
    bare = plain(word.raw)
    if _NISBA.search(word.raw) or (
        len(word.stems) > 1 and len(word.stems[0]) < len(bare.removeprefix("ال")) and _ENDED.search(bare)
    ):
        return False
    known = tables().spellings
    return known.get(bare, 0) * _ARTICLE_SHARE >= known.get(f"ال{bare}", 0)


class _Kind(Enum):
    """What an Arabic word is by itself: no name; one that no corpus has; one that stands beside names; a name with a rendering."""

    WORD = 0
    FOREIGN = 1
    BESIDE = 2
    NAME = 3


@lru_cache(maxsize=REMEMBERED)
def _arabic_kind(raw: str, stems: tuple[str, ...]) -> _Kind:
    word = Word(0, len(raw), raw, stems[0], stems)
    known = renderings(word, "ar")
    if not known:
        return _Kind.FOREIGN if _may_be_name(word) else _Kind.WORD
    names = [(stem, p, count) for stem, (p, count) in known.items() if stem in tables().names]
    total = sum(p for p, _ in known.values())
    share = sum(p for _, p, _ in names)
    if share < max(_SOUNDED, _MOST * total) or max((count for *_, count in names), default=0) < _COUNT:
        return _Kind.WORD
    if _is_own(word, names):
        return _Kind.NAME
    return _Kind.BESIDE if share >= _SHARE else _Kind.WORD


@lru_cache(maxsize=64)
def _bones(text: str) -> frozenset[str]:
    """The bones of the words of an English text that may be names, and of the parts of those with a hyphen."""
    return frozenset(
        latin_bones(part)
        for word in stemmed(text, "en")
        if not word.raw[0].islower() or _ARTICLE.match(word.raw)
        for part in {word.raw, *word.raw.split("-")}
    )


@lru_cache(maxsize=64)
def _common_bones(text: str) -> frozenset[str]:
    """The bones of its words in small letters: a name may be a word by now («كولبر», kolbars)."""
    return frozenset(latin_bones(word.raw) for word in stemmed(text, "en") if word.raw[0].islower())


def _is_near(word: Word, text: str) -> bool:
    """Whether an Arabic word sounds nearly like a word in small letters: no name perhaps, but not surely a lost one."""
    return any(_alike(word, one) for one in _common_bones(text))


def _is_heard_in(word: Word, text: str) -> bool:
    """Whether an Arabic word sounds like one of an English text: nearly like one with a capital, exactly like another."""
    return any(_alike(word, one) for one in _bones(text)) or any(
        len(bones) > 2 and bones in _common_bones(text) for bones in heard_as(word.raw)
    )


@lru_cache(maxsize=64)
def _capitals(text: str) -> frozenset[str]:
    """The bones of the words of an English text that are written with a capital."""
    found = (
        latin_bones(word.raw)
        for word in stemmed(text, "en")
        if word.raw[0].isupper() or _ARTICLE.match(word.raw)
    )
    return frozenset(bones for bones in found if len(bones) > 2)


def _may_be_name(word: Word) -> bool:
    """Whether no form of the word stands in the corpus: a foreign name, or a rare word."""
    bare = plain(word.raw)
    known = tables().spellings
    if bare in known or len(bare) < 4 or any(stem in known for stem in word.stems) or _INFLECTED.search(bare):
        return False
    return len(arabic_bones(bare)) >= 3


@lru_cache(maxsize=REMEMBERED)
def _has_foreign_core(bare: str) -> bool:
    """Whether what stands behind an article is in no corpus: «الكرنك»."""
    core = bare.removeprefix("ال")
    return core != bare and _may_be_name(Word(0, len(core), core, core, (core,)))


def _is_own(word: Word, names: list[tuple[str, float, int]]) -> bool:
    """Whether the Arabic word sounds like one of its renderings: a name, not a noun that happens to stand beside one."""
    if max((p for _, p, _ in names), default=0.0) >= _CERTAIN:
        return True
    heard = word_sounds(word.raw)
    return any(is_heard(latin_bones(stem), heard) for stem, p, _ in names if p >= 0.1)


def _alike(word: Word, latin: str) -> bool:
    return len(latin) > 1 and is_heard(latin, word_sounds(word.raw))


def unheard_english(target: str, source: str) -> list[Name]:
    """Names of an English target that the Arabic source has nothing for."""
    return list(lost_english(target, source))


def _joined(
    text: str, names: list[Name], *, are_sure: bool = True, common: Collection[int] = ()
) -> list[Name]:
    """Words of one name as one, sure where one of its words is, or, if `are_sure`, where two that nobody knows stand together."""
    found: list[Name] = []
    for name in names:
        if found and re.fullmatch(r"[ -]", text[found[-1].end : name.start]):
            joins = are_sure and name.start not in common and found[-1].start not in common
            found[-1] = Name(found[-1].start, name.end, joins or found[-1].is_sure or name.is_sure)
        else:
            found.append(name)
    return found


@lru_cache(maxsize=256)
def is_said_otherwise(name: str, text: str, language: str) -> bool:
    """Whether another spelling or rendering of every word of a name (in the other language) stands in a text: Wellington in «ويلنجتون», «حديثة» in `modern`."""
    if max(len(name), len(text)) > _LONGEST:
        return False
    if name in _AGENCIES and language == "ar":
        return _AGENCIES[name].search(text) is not None
    own = "en" if language == "ar" else "ar"
    there = stem_set(text, language)
    words = [
        word
        for word in stemmed(name, own)
        if len(word.raw) > 2 and (own == "ar" or word.raw.lower() not in FUNCTION["en"])
    ]
    return bool(words) and all(
        not there.isdisjoint(renderings(word, own)) or _is_sounded(word.raw, text, language) for word in words
    )


def _is_sounded(raw: str, text: str, language: str) -> bool:
    if language == "ar":
        return is_heard_well(latin_bones(raw), arabic_sounds(text))
    sounds = word_sounds(raw)
    return any(is_heard_well(bones, sounds) for bones in _bones(text))


def spelt(name: str) -> str:
    """The bones of a name in either script, for comparing."""
    return latin_bones(name) or arabic_bones(name)
