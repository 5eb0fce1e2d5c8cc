"""An Arabic word goes in; whether its form may be that of two, or can hardly be another, comes out: «مستشفيين», «شقيقاه», «مدينتا حلب».

The lexicon knows the singular: of «طفلان» it is «طفل», of «جولتين» «جولة», of «مستشفيين» «مستشفى».
"""

from __future__ import annotations

import re
from functools import lru_cache

from translate.text.arabic import plain
from translate.text.lexicon import tables
from translate.text.vocabulary import REMEMBERED


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: The endings of two: free, before a genitive, before a pronoun.
_FREE = re.compile(r"(?P<ta>ت)?(?:ان|ين)")
_BOUND = re.compile(r"(?P<ta>ت)?[اي](?P<pronoun>هما|كما|ها|هم|هن|نا|كم|ه|ك)?")
_HEADS = ("وبال", "فبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال", "وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك", "")  # fmt: skip
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)")
#: Who may have a plural in ين: متطرف, فلسطيني, حامل.
_PEOPLE = re.compile("م.{3,}|.{3,}ي|.ا..|.*[أا]ئ.")
#: What everybody has two of, and English says in the plural alone.
_NATURAL = _listed("عين يد قدم ساق أذن كتف ذراع ركبة رئة كلية جناح شفة والد حاجب خد كف ورك فخذ كعب")
_SHORT = ("حي", "حد", "خط", "فم", "سد", "ظل", "سر")
_LEAST = 2  # letters of a singular: يد, حي, أب
#: Frequent words with such an ending that are no dual, as plain() gives them.
_NEVER = _listed(
    "في هي التي الذي اللي علي إلي لدي لكي إني أني لي بي عليه عليها عليهم عليهما علينا إليه إليها إليهم إليهما إلينا لديه لديها لديهم لديهما لدينا "
    "فيه فيها فيهم فيهما فينا الذين بين حين أين كان وكان كما ما لما إذا هذا هكذا أنا هنا لا إلا أما إما ربما بينما عندما كلما حيثما مثلما أيضا "
    "غدا جدا الآن إن أن بأن لأن كأن إيران لبنان عمان السودان اليونان طهران رمضان سليمان عثمان مروان عدنان حمدان زيدان سلمان "
    "رمضان إنسان الإنسان سكان السكان مكان المكان زمان الزمان ميدان الميدان لسان برلمان البرلمان ضمان عدوان العدوان فلسطين الصين برلين "
    "حسين الحسين ياسين البحرين عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين سنين ملايين قوانين القوانين بساتين "
    "ميادين دين الدين طين تعيين تأمين تحسين تكوين تدوين تمكين تخزين تمرين يقين يمين اليمين جنين مسكين سجين أمين الأمين "
    "بنيامين بوتين لينين ستالين يونان نيسان شعبان فيضان بركان البركان مهرجان المهرجان غليان جريان فقدان نقصان طيران "
    "الطيران دوران شجعان غزلان جدران ألوان حيوان إعلان الإعلان عنوان بيان البيان سلطان السلطان اتفاقا "
    "ريحان الريحان سرطان السرطان غفران إيمان أمان الأمان حنان كيان الكيان أركان الألبان الأحيان أحيان أديان أذهان أسنان "
    "أغصان أوطان إدمان إتقان إحسان قطبان شريان نسيان هذيان عصيان غثيان لجان اللجان حدودا "
    "أولاها أولاهما أولاهم إحداها إحداهما أخراهما شاهين عابدين ثوران فوران هيجان خفقان ذوبان دخان سكين السكين بستان البستان شيطان خسران برهان قربان وجدان حصان فنجان بطلان عرفان ديوان الديوان أقران"
)
#: Plurals that look like a dual.
_PLURALS = frozenset(["بلدان", "جيران", "شبان"])
_NAMES = re.compile("(?:ستان|.روان)$")  # كردستان, شيروان


@lru_cache(maxsize=REMEMBERED)
def may_be_dual(word: str, *, before_noun: bool = False) -> bool:
    """Whether a word may mean two of its kind; `before_noun` where one with an article follows, before which a dual loses its nun."""
    return _singular(word, before_noun=before_noun) is not None


@lru_cache(maxsize=REMEMBERED)
def dual_of(word: str) -> str | None:
    """The singular of a word that can hardly be anything but two of a thing: «طفلان», «قريتين», «بصاروخين»; «معلمين» may be a plural."""
    bare = plain(word)
    rests = [bare[len(head) :] for head in _HEADS if bare.startswith(head)]
    if any(rest in _NEVER for rest in rests):
        return None
    found: dict[str, int] = {}
    for rest in rests:
        match = _ending(_FREE, rest)
        if not match or _NAMES.search(rest):
            continue
        stem = rest[: match.start()]
        single = stem + "ة" if match["ta"] else _nominative(stem)
        if single in _NATURAL or rest in _PLURALS:
            return None
        if match["ta"] or ((len(stem) > _LEAST or stem in _SHORT) and _is_sure(rest, stem)):
            found[single] = _count(single)
    best = max(found, key=lambda single: found[single], default=None)
    return best.removeprefix("ال") if best and found[best] else None


def _is_sure(rest: str, stem: str) -> bool:
    """Whether what ends in ان is no verb (يعملان), and what ends in ين no plural: no participle, nobody from a place."""
    if stem[0] in "يت" and f"ال{stem}" not in tables().spellings:
        return False  # يعملان, تكتبين; but التمثال
    if rest.endswith("ان") or (stem[0] == "م" and _count(f"{stem[:2]}ا{stem[2:]}")):
        return True  # مركز, مراكز
    if _count(stem + "ون") or _count(stem + "و"):
        return False
    return not _PEOPLE.fullmatch(stem) or (stem[0] == "م" and _count(stem + "ات") > 0)


def is_definite(word: str) -> bool:
    """Whether a word has an article."""
    return _ARTICLE.match(plain(word)) is not None


def _singular(word: str, *, before_noun: bool) -> str | None:
    """The singular of what may be a dual, or None."""
    if word.endswith(("ً", "ى", "ًا")) or "ٍ" in word:
        return None
    bare = plain(word)
    if bare in _NEVER or len(bare) < 4:
        return None
    for head in _HEADS:
        if not bare.startswith(head):
            continue
        rest = bare[len(head) :]
        if rest in _NEVER:
            return None
        has_article = head.endswith(("ال", "لل"))
        for pattern in (_FREE, _BOUND):
            match = _ending(pattern, rest)
            if not match:
                continue
            is_bare = pattern is _BOUND and not match["pronoun"]
            if is_bare and not match["ta"] and (rest[0] in "يت" or rest[-2] in "هة"):
                continue  # يجري, أبنائها
            if is_bare and (has_article or not (before_noun or match["ta"] or word.endswith("\u064e" + "ي"))):
                continue
            stem = rest[: match.start()]
            if has_article and rest.endswith("ين") and _PEOPLE.fullmatch(stem) and _count(f"ال{stem}ون"):
                continue  # المفقودين
            if len(stem) < 3 and not match["ta"] and stem not in (*_SHORT, "يد", "أب", "أخ"):
                continue
            single = stem + "ة" if match["ta"] else _nominative(stem)
            if _count(single) or _count(stem) or (pattern is _FREE and len(stem) > 3 and not _count(rest)):
                return single
    return None


def _ending(pattern: re.Pattern[str], word: str) -> re.Match[str] | None:
    """The longest ending of the pattern with which the word ends."""
    for start in range(max(_LEAST, len(word) - 6), len(word)):
        match = pattern.fullmatch(word, start)
        if match:
            return match
    return None


def _nominative(stem: str) -> str:
    """«مستشفي», of «مستشفيين», is «مستشفى» by itself."""
    if stem.endswith("ي") and not _count(stem) and _count(stem[:-1] + "ى"):
        return stem[:-1] + "ى"
    return stem


def _count(word: str) -> int:
    """How often the corpus of the lexicon has an Arabic form, with or without its article."""
    known = tables().spellings
    return known.get(word, 0) or known.get(f"ال{word}", 0)
