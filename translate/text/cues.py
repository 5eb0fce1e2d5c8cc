"""A text goes in, the words come out by which it denies, doubts, obliges, or tells who says something: cues of both languages."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from translate.text.tidy import MARKS, A
from translate.text.vocabulary import Trigger, heads

_B, _E = f"(?<![{A}{MARKS}\u0640])", f"(?![{A}{MARKS}\u0640])"


class Cue(NamedTuple):
    """text[start:end] is a cue; a strong one must be rendered by a cue of its kind."""

    start: int
    end: int
    is_strong: bool


class _Part(NamedTuple):
    """A pattern, and what the word that it begins with looks like."""

    pattern: str
    head: str


def _en(words: str) -> _Part:
    return _Part(rf"\b(?:{words})\b", f"(?:{heads(words)})")


def _ar(words: str, clitics: str = "[وفأ]?") -> _Part:
    return _Part(f"{_B}{clitics}(?:{words}){_E}", f"{clitics}(?:{heads(words)})")


class _Pattern:
    """Patterns that are asked only where one of their first words stands in the text."""

    def __init__(self, *parts: _Part) -> None:
        self.search = re.compile("|".join(part.pattern for part in parts), re.IGNORECASE).search
        self.finditer = re.compile("|".join(part.pattern for part in parts), re.IGNORECASE).finditer
        self._trigger = Trigger(re.compile("|".join(part.head for part in parts), re.IGNORECASE).match)

    def found(self, text: str, language: str) -> list[tuple[int, int]]:
        """Start and end of every match in the text; vowel signs of Arabic are read over, but for the damma that tells يُزعم from يزعم."""
        bare, places = _bare(text) if language == "ar" else (text, None)
        if not self._trigger.speaks(bare, language):
            return []
        spans = [match.span() for match in self.finditer(bare)]
        return spans if places is None else [(places[start], places[end - 1] + 1) for start, end in spans]


_SIGNS = re.compile("[\u064b-\u064d\u064e\u0650-\u0652\u0670]")


@lru_cache(maxsize=64)
def _bare(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The text without vowel signs other than the damma, and the place of each character that is left; None where nothing was left out."""
    if not _SIGNS.search(text):
        return text, None
    places = tuple(place for place, sign in enumerate(text) if not _SIGNS.match(sign))
    return "".join(text[place] for place in places), places


def _pattern(*parts: _Part) -> _Pattern:
    return _Pattern(*parts)


#: (strong, weak) by kind and language: weak cues may render a strong one of the other side, but need not be rendered.
_CUES: dict[str, dict[str, tuple[_Pattern, _Pattern]]] = {
    "negation": {
        "en": (
            _pattern(
                _en(r"(?<!or )(?<!if )not(?! only\b| just\b| least\b| merely\b| to mention\b| even\b)|cannot|never|nobody|none|nothing|neither|nowhere|no(?! \w+er than\b| longer than\b|\.| \d| one\b| doubt\b| matter\b| later than\b| fewer\b| less\b| more than\b| wonder\b| sooner\b| end\b)|no one|denied|denies|deny|denying"),
                _Part(r"\b\w+n['’]t\b(?! forget\b)", "t$"),
            ),
            _pattern(
                _en(r"no|not|nor|neither|never|without|unable|refus\w+|reject\w+|fail\w*|lack\w*|absen\w+|hardly|barely|scarcely|impossible|prevent\w*|avoid\w*|stop\w*|ban|bans|banned|banning|forbid\w*|prohibit\w*|declin(?:e|es|ed|ing)|rul\w+ out|free of|far from|denial\w*|zero|nil|exempt\w*|devoid|deprived?|cannot|nobody|none|nothing|nowhere|deny|denie[sd]|denying|except|unless|little|few|few\w+|yet to|beyond|\w{3,}less|instead of|rather than|loses?|lost|lacking|withheld|spare[sd]?|skip\w*|miss(?:es|ed|ing)?|ignor\w+|all but|apart from|other than|no longer|stateless|ends?|ended|halt\w*|cut off|instead|rarely|seldom|unlike|resist\w*|preclud\w+|negative|out of|run out|ran out|short of|empty|vacant|dis(?:miss|allow|approv|agree|obey|regard|like|believ|courag|qualif|abl|connect|satisf|content|interest|unit|appear)[a-z]*(?<!disability)(?<!disabled)"),
                _Part(r"\b\w+n['’]t\b", "t$"),
                _Part(r"\b(?:un(?!til|der|ion|it|ite|ited|ites|iver|iq|ifor|ifi|less|animous|iform)|in(?=[a-z]*(?:able|ible|adequa|suffic|valid|secur|formal|direct|just|stab|correct|effect|accura|complete|consist|defin|expens|experien|eligib|conclus|differ|conven|compet|conceiv|action|evit))|im(?=poss|mobil|prec|mature|perf)|ir(?=reg|rat|res|rel)|il(?=leg|lit|lic)|non-?|anti-)[a-z]{3,}\b", "un|in|im|ir|il|non|anti"),
            ),
        ),
        "ar": (
            _pattern(
                _ar(r"(?:لم|لن)(?![^،.]{0,70} (?:سوى|إلا)|[^،.]{0,40} (?:فحسب|فقط))|(?:ليس|ليست|ليسوا|لست|لسنا|لسن|ليسا)(?![^،.]{0,20} (?:فقط|فحسب)| بعيد)", "[وف]?"),
                _ar(r"لا(?![^،.]{0,70} (?:سوى|إلا))(?! (?:يقل|تقل|يتجاوز|تتجاوز|يزيد|تزيد|يتعدى|تتعدى|داعي|أقل|أكثر|سيما|بد|شك|محالة|تزال|يزال|زال|زالت|زلت|يزالون|تزالون|نزال|أزال|بأس|غنى|ريب|جدال|مفر|نهائي|نهائية|نهاية|متناه|متناهية|متناهي|حصر|إرادي|إرادية|مركزي|مركزية|سلكي|سلكية)(?![\u0621-\u064a]))", "[وف]?"),
                _ar(r"نف(?:ى|ت|وا|ا)(?:ه|ها|هم)?|[يتن]نفي(?:ه|ها|هم)?|ينفون|نافيا|نافية|نفيا", "[وف]?"),
            ),
            _pattern(
                _ar(r"لا|لم|لن|ليس\w*|لست\w*|لسنا|لسن|غير|دون|بدون|بلا|عدم|بعدم|لعدم|من دون|سوى|ألا|ألّا|لئلا|كيلا|لكيلا|عديم\w*|انعدام|غياب|لولا|كلا|خال|خالية|خاليا|خالٍ|استحال\w*|مستحيل\w*|رفض\w*|يرفض\w*|ترفض\w*|رافض\w*|أنكر\w*|ينكر\w*|إنكار\w*|نفي|نفيه|نفيها|نفيهم|نفيا|النفي|منع\w*|يمنع\w*|تمنع\w*|فشل\w*|أخفق\w*|تعذر\w*|يتعذر|تعذّر\w*|عجز\w*|يعجز\w*|عاجز\w*|امتنع\w*|حظر\w*|يحظر|تحظر|خلو|خلت|يخلو|تخلو|قلما|قلّما|نادرا\w*|بالكاد|هيهات|توقف\w*|استبعد\w*|يستبعد|مستبعد\w*|افتقر\w*|يفتقر\w*|تفتقر\w*|حرم\w*|محروم\w*|يعفى|معفى|معفاة|نفاد|نفد\w*|صفر|تجنب\w*|بمنأى|بعيدا|استثناء|باستثناء|عدا|ماعدا|فقدت|فقدوا|فقدان|يفقد\w*|تفقد|انقطع\w*|أبى|يأبى|تأبى|أبت|كفّ\w*|ما من|ما زال\w*|على خلاف|خلافا|بخلاف|إن لم", "[وفأ]?[بلك]?(?:ال)?"),
                _ar("لا|غير|اللا|بلا", "[وف]?"),
                _Part(f"{_B}[وف]?اللا(?!عب|فت|حق|ئح|جئ|زم|ذق|تي|تين|ئي)[{A}]+", "[وف]?اللا"),
            ),
        ),
    },
    "hedge": {
        "en": (
            _pattern(
                _en(r"allegedly|alleged|alleges|reportedly|purportedly|purported|supposedly|presumably|probably|possibly|perhaps|maybe|apparently|unconfirmed|might|likely(?! to be\b)|suspected"),
                _Part(r"(?:\b(?-i:may|MAY)|(?<![\w,;:] )\b(?-i:May)(?= [a-z]))\b(?! \d)", "may$"),
            ),
            _pattern(
                _en(r"allege\w*|reported\w*|claim\w*|suppos\w+|presum\w+|probab\w+|possib\w+|perhaps|maybe|apparent\w*|unconfirmed|might|may|could|can|would|likely|unlikely|suspect\w*|believed?|believes|thought|seem\w*|appear\w*|suggest\w*|potential\w*|accus\w+|said to|assum\w+|rumou?r\w*|so-called|feared?|risk\w*|should|uncertain\w*|unclear|perceived|prone|liable|candidate\w*|odds|chance\w*|as if|as though|look\w* like|sound\w* like|doubt\w*|expect\w*|sometimes|often|prospect\w*|threat\w*|allow\w*|permit\w*|estimat\w*|wish\w*|hope\w*"),
            ),
        ),
        "ar": (
            _pattern(
                _ar(r"رُ?بما|لعل|لعله|لعلها|يُزعم|زُعم|يزعم|المزعوم|المزعومة|مزعومة|مزعوم|يُحتمل|يُعتقد|يُشتبه|يُرجح|يُقال|المشتبه|مشتبه|المحتمل|المحتملة|المرجح|مرجح|محتمل|محتملة|يبدو"),
                _ar(r"قد(?= (?:لا )?(?:ي(?!سر\b|ئس\b)|ت(?!م(?:ت|كن|كنت|كنوا)?\b|رك|ضاعف|حول|وقف|عرض|لق[ىت]|قدم|راجع|جاوز\b|سبب|أثر|ول[ىت]\b|غير\b|زايد|زوج|عهد|خل[ىت]|بن[ىت]\b|خرج|رجم\b|علم\b|كبد|وصل|أكد|أخر|أسس|قرر\b|كرر\b|شكل\b|عطل\b|حسن\b|دهور|واصل\b|نازل|وفي|وفيت|سلم\b|سلل|مت|بدل|دفق|طور\b|فاقم\b|ضرر|صدر\b|صاعد\b|قلص\b|حطم|مزق|دمر\b|لاش|[\u0621-\u064a]+ت(?:ا|م)?\b)|(?:أ|ن)كون |نحتاج |نضطر )[\u0621-\u064a]*)"),
            ),
            _pattern(
                _ar(r"رُ?بما|لعل\w*|[ُ\w]*زعم\w*|مزعوم\w*|مزاعم\w*|[ُ\w]*حتمل\w*|احتمال\w*|محتمل\w*|[ُ\w]*عتقد\w*|اعتقاد\w*|[ُ\w]*شتبه\w*|مشتبه\w*|اشتباه\w*|[ُ\w]*رجح\w*|[ُ\w]*رجّح\w*|ترجيح\w*|مرجح\w*|أرجح|يُقال|يقال|قيل|قد(?= (?:ت|ي|ن|أ|لا )[\u0621-\u064a]{2})|يحق|تحق|يبدو|تبدو|بدا|بدت|كأن\w*|[ُ\w]*مكن\w*|تمكن|ممكن\w*|[ُ\w]*فترض\w*|مفترض\w*|[ُ\w]*ظن\w*|ظنا|ادعى|ادعت|يدعي|تدعي|ادعاء\w*|أنباء|تقارير|[ُ\w]*شاع\w*|إشاع\w*|شائع\w*|غير مؤكد\w*|[ُ\w]*توقع\w*|متوقع\w*|متهم\w*|اتهام\w*|اتهم\w*|تهمة|تهم|[ُ\w]*خشى|خشية|مخاوف|خطر|أخطار|عسى|لعل|يجوز|تصور\w*|أشبه|مهدد\w*|عرضة|فرصة|فرص|إمكان\w*|أحيان\w*|مسموح|يسمح|تسمح|بوسع\w*|باستطاع\w*|[ُ\w]*ستطيع\w*|قابل\w*|يوحي|توحي|غالبا\w*|الغالب|شك\w*|يشك|مرشح\w*", "[وفأ]?[بلك]?(?:ال)?"),
            ),
        ),
    },
    "obligation": {
        "en": (
            _pattern(_en(r"must(?! have\b)|ought to|obliged to|required to|mandatory|compulsory|obligatory")),
            _pattern(_en(r"must|should|shall|ought|need\w*|ha(?:s|ve|d) to|oblig\w+|requir\w+|mandat\w+|compuls\w+|necess\w+|forc\w+|order\w*|demand\w*|compel\w*|impos\w+|duty|duties|essential|vital|bound to|supposed|call\w*|ask\w*|insist\w*|urg\w+|condition\w*|must be|is to|are to|was to|were to|subject to|due|entail\w*|incumbent|imperative|responsib\w+|cannot|has got|expected|advis\w+|better|deserv\w*|owe\w*|meant|set to|to be \w+ed|has yet to|for \w+ to|it is for|have got to|allowed|may not|not to|never|no one|right|shouldn|mustn")),
        ),
        "ar": (
            _pattern(_ar(r"يجب|يتعين|يتوجب|ينبغي|لا بد|إلزامي|إلزامية|يلزم")),
            _pattern(
                _ar(r"[ُ\w]*جب|وجوب\w*|[ُ\w]*وجب\w*|واجب\w*|[ُ\w]*تعين|[ُ\w]*تعيّن|ينبغي|بد|[ُ\w]*لزم\w*|إلزام\w*|ملزم\w*|لازم\w*|التزام\w*|ضرور\w+|[ُ\w]*ضطر\w*|مضطر\w*|إجبار\w*|[ُ\w]*جبر\w*|مجبر\w*|[ُ\w]*فرض\w*|[ُ\w]*شترط\w*|شرط\w*|اشتراط\w*|[ُ\w]*حتاج\w*|حاجة|بحاجة|[ُ\w]*طلب\w*|طالب\w*|يطالب\w*|مطالب\w*|مطلوب\w*|[ُ\w]*تطلب\w*|[ُ\w]*قتضي|على(?= [^،.]{2,40} أن(?![\u0621-\u064a]))|عليه|عليها|عليهم|عليهن|علينا|عليك|عليكم|علي|حتم\w*|محتم\w*|مفترض|[ُ\w]*كلف\w*|مكلف\w*|[ُ\w]*ناط|أمر\w*|حق|مسؤول\w*|لا يجوز|لا يحق|لا يمكن|ممنوع\w*|يمنع|يحظر|يحق|غنى|مناص|مفر|[ُ\w]*ستدع\w*|[ُ\w]*ستوجب\w*|الأولى|الأجدر|الأحرى|فلي[\u0621-\u064a]{3,}", "[وفأ]?[بلك]?(?:ال)?"),
            ),
        ),
    },
    "saying": {
        "en": (
            _pattern(_en(r"said|says|told|added|stated|announced|declared|explained|noted|according to|asked|wrote|insisted|warned|confirmed|reported|stressed")),
            _pattern(_en(r"sa[iy]\w*|t[eo]l[dl]\w*|add\w*|stat\w+|announc\w+|declar\w+|expla\w+|not\w+|accord\w+|ask\w*|wr[io]t\w+|insist\w*|warn\w*|confirm\w*|report\w*|stress\w*|repl\w+|recall\w*|argu\w+|claim\w*|comment\w*|describ\w*|call\w*|spok\w*|speak\w*|quot\w+|cit\w+|point\w*|assert\w*|admit\w*|acknowledg\w*|reiterat\w*|emphasi\w+|remark\w*|mention\w*|shout\w*|respond\w*|answer\w*|read\w*|put it|words|view|deny|denied|denies|promis\w+|vow\w*|pledg\w+|agree\w*|believ\w*|think\w*|thought|indicat\w*|suggest\w*|reveal\w*|relat\w*|insist\w*|hear\w*|mean\w*|urg\w+|cried|sigh\w*|laugh\w*|recount\w*|continu\w*|conclu\w+|go\w* on|went on|statement|testif\w+")),
        ),
        "ar": (
            _pattern(_ar(r"قال|قالت|قالوا|يقول|تقول|يقولون|أضاف|أضافت|أعلن|أعلنت|أكد|أكدت|ذكر|ذكرت|صرح|صرحت|أوضح|أوضحت|بحسب|وفقا|أشار|أشارت|حذر|حذرت|أفاد|أفادت")),
            _pattern(
                _ar(r"[ُ\w]*قال\w*|[ُ\w]*قول\w*|قائل\w*|قيل|[ُ\w]*ضاف\w*|[ُ\w]*ضيف\w*|مضيف\w*|[ُ\w]*علن\w*|معلن\w*|إعلان\w*|[ُ\w]*أكد\w*|[ُ\w]*ؤكد\w*|مؤكد\w*|تأكيد\w*|[ُ\w]*ذكر\w*|[ُ\w]*صرح\w*|[ُ\w]*صرّح\w*|تصريح\w*|[ُ\w]*وضح\w*|موضح\w*|[ُ\w]*حسب|[ُ\w]*وفق\w*|[ُ\w]*شار\w*|[ُ\w]*شير\w*|مشير\w*|إشارة|[ُ\w]*حذر\w*|[ُ\w]*حذّر\w*|محذر\w*|تحذير\w*|[ُ\w]*فاد\w*|[ُ\w]*فيد\w*|إفادة|[ُ\w]*روى|[ُ\w]*روي\w*|[ُ\w]*روت|[ُ\w]*سأل\w*|[ُ\w]*سئل\w*|[ُ\w]*جاب\w*|[ُ\w]*جيب\w*|مجيب\w*|[ُ\w]*رد|[ُ\w]*ردت|[ُ\w]*كتب\w*|[ُ\w]*خبر\w*|[ُ\w]*بلغ\w*|[ُ\w]*شرح\w*|شارح\w*|[ُ\w]*صف\w*|وصف\w*|[ُ\w]*شدد\w*|[ُ\w]*شدّد\w*|مشدد\w*|[ُ\w]*نقل\w*|عن|رأى|يرى|ترى|[ُ\w]*عتبر\w*|معتبر\w*|[ُ\w]*تحدث\w*|متحدث\w*|حديث\w*|كلم\w*|[ُ\w]*لفت\w*|لافت\w*|[ُ\w]*نفى|[ُ\w]*نفت|[ُ\w]*عترف\w*|[ُ\w]*قر|أقرت|[ُ\w]*تابع\w*|[ُ\w]*ستطرد\w*|[ُ\w]*علق\w*|[ُ\w]*علّق\w*|[ُ\w]*عبر\w*|[ُ\w]*ردد\w*|بيان|[ُ\w]*ورد|جاء|زعم\w*|يزعم|[ُ\w]*صر|أصرت|[ُ\w]*نوه\w*|[ُ\w]*بين|[ُ\w]*كشف\w*|[ُ\w]*طالب\w*|[ُ\w]*دعا\w*|[ُ\w]*سم\w*|صاح\w*|[ُ\w]*هتف\w*|[ُ\w]*ناد\w*|نبه\w*|مفاد\w*|[ُ\w]*قرأ\w*|خلص\w*|[ُ\w]*ختم\w*|[ُ\w]*تساءل\w*|[ُ\w]*لاحظ\w*|[ُ\w]*ستذكر\w*|[ُ\w]*قسم\w*|[ُ\w]*عد|وعد\w*|[ُ\w]*تعهد\w*|[ُ\w]*حك\w*|رفض\w*|مردد\w*|[ُ\w]*جزم\w*|[ُ\w]*ظن\w*|[ُ\w]*عتقد\w*|منوه\w*|مستشهد\w*", "[وفأ]?[بلك]?(?:ال)?"),
            ),
        ),
    },
}  # fmt: skip


@lru_cache(maxsize=128)
def strong(text: str, language: str, kind: str) -> tuple[Cue, ...]:
    """Cues that must be rendered."""
    found = [Cue(start, end, True) for start, end in _CUES[kind][language][0].found(text, language)]
    if (
        kind == "negation"
        and language == "ar"
        and (len(found) > 1 or weak(text, language, kind) > len(found))
    ):
        found = [
            cue for cue in found if not text.startswith(("ولا", "ولم", "ولن", "وليس"), cue.start)
        ]  # goes on with a denial
    return tuple(found)


#: Words that answer a denial though they need none themselves: `without`, «ألا»; and, told by a pattern of their own, every plain denial.
_ANSWERS = {
    "en": (
        re.compile(r"\bwithout\b|\bnor\b|\bagainst(?= \w+ing\b)", re.IGNORECASE),
        re.compile(
            r"\b(?:not|cannot|never|nobody|none|nothing|neither|nowhere|no|den(?:y|ied|ies|ying))\b|\b\w+n['’]t\b",
            re.IGNORECASE,
        ),
    ),
    "ar": (
        re.compile(f"{_B}[وف]?(?:من )?(?:بلا|دون|بدون|عدم|بعدم|لعدم|ألا(?! و?ه)|لئلا|كيلا|لكيلا){_E}"),
        re.compile(
            f"{_B}[وف]?(?:لا(?! (?:سيما|بد|شك|محالة|تزال|يزال|زال|زالت|زلت|يزالون|تزالون|نزال|أزال|بأس|غنى|ريب|جدال|مفر){_E})|لم|لن|ليس|ليست|ليسوا|لست|لسنا|لسن|ليسا|نف(?:ى|ت|وا|ا)(?:ه|ها|هم)?|[يتن]نفي(?:ه|ها|هم)?|ينفون|نافيا|نافية|نفيا){_E}"
        ),
    ),
}


@lru_cache(maxsize=128)
def denials(text: str, language: str) -> int:
    """How many words of denial a text holds that ask for one of the other side: strong ones, and such as `without`."""
    bare = _bare(text)[0]
    return len(strong(text, language, "negation")) + len(_ANSWERS[language][0].findall(bare))


@lru_cache(maxsize=128)
def answers(text: str, language: str) -> int:
    """How many words of a text may answer a denial: those that deny and need no answer («لا يزيد على», «ولا») are among them."""
    bare = _bare(text)[0]
    return max(denials(text, language), sum(len(pattern.findall(bare)) for pattern in _ANSWERS[language]))


def near(text: str, start: int, end: int, language: str) -> bool:
    """Whether a word of denial of any strength stands in text[start:end]."""
    bare, places = _bare(text) if language == "ar" else (text, None)
    if places is not None:
        start, end = bisect_left(places, start), bisect_left(places, end)
    return any(pattern.search(bare, start, end) for pattern in _CUES["negation"][language])


@lru_cache(maxsize=128)
def weak(text: str, language: str, kind: str) -> int:
    """How many cues of any strength the text holds."""
    strong_ones, weak_ones = _CUES[kind][language]
    places = {end for _, end in strong_ones.found(text, language)}
    return len(places | {end for _, end in weak_ones.found(text, language)})
