"""Is this the place or the word? A hit and its neighbourhood in, a score out; 1 or more is accepted.

Weights of the terminology study, section 2.3: admin noun on the left +2, direction +1.5, nationality adjective on the right +1.5,
a place that keeps it company +1, preposition +0.5 (+1 where the entry names it as a cue), a cue of the entry ±2. Of our own, measured on
news of November 2026: a sure place joined by «و» +1, a sure place or an adjective of the same country +0.5, the place of a dateline
+1.5, something that happens in it or somebody who comes or goes +1, a side and a sure place on the right +1.5 (بلد شمال بغداد), a first
name or a title on the left −2 (a surname: محمد الخليل), a side of something where an adjective is looked for −2 (غربي بغداد).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.glossary.english_index import ADMIN, has_capital_beside
from translate.text.arabic import fold_detection, plain
from translate.text.clitics import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.glossary.english_index import Token
    from translate.glossary.entry import Entry
    from translate.text.arabic import Word

ACCEPTED = 1.0
WORDY = 1.5  # for a name that is more often a word (الباب): one that no preposition makes sure
PERSON = "*"  # a cue against: a capitalised word beside the name (Haifa Salloum)
EVENT = 3  # words on the left in which something happens
WINDOW = 4  # words on either side in which a cue of the entry is looked for


def _folded(line: str) -> frozenset[str]:
    return frozenset(map(fold_detection, line.split()))


def _listed(line: str) -> frozenset[str]:
    return frozenset(line.split())


_ADMIN_AR = _folded(
    "مدينة مدينتي مدن بلدة بلدتي بلدات قرية قريتي قرى ناحية نواحي ريف ريفي أرياف مخيم مخيمي مخيمات محافظة محافظتي محافظات منطقة"
    " مناطق قضاء حي أحياء أهالي سكان أبناء معبر معبري حقل حقلي مطار بادية ضواحي ضاحية مشارف أطراف وسط مركز محيط بلدية جبهة"
    " جبهات معركة معارك شوارع مستشفى مشفى حاجز سوق قلعة جسر صحراء مجلس ولاية إمارة عشائر عاصمة سد كتيبة وجهاء"
    " محافظ محافظي محافظو نازحي نازحو مهجري مهجرو ناشطي ناشطو أسواق بساتين مستشفيات مشافي"
)
_DIRECTION_AR = _folded(
    "شمال جنوب شرق غرب شمالي جنوبي شرقي غربي قرب باتجاه نحو قبالة جوار ضفاف داخل خارج مدخل مداخل طريق"
)
_PREPOSITION_AR = _folded("في من إلى على عن بين حتى عبر حول تجاه")
_ATTACHED = {"ب": "في", "ل": "إلى"}
_NATION_AR = _folded(
    "السورية السوري العراقية العراقي اللبنانية اللبناني الأردنية الأردني اليمنية اليمني التركية التركي الإيرانية الليبية الليبي"
    " السعودية المصرية المصري الفلسطينية السودانية السوداني العمانية الكردية الحدودية الأثرية الجنوبية الشمالية الشرقية الغربية"
)
#: What happens at a place (في، بـ) or to it (على). No words for hurts, which go to the eye, and none for fires and floors.
_EVENT_AR = _folded(
    "قصف قصفت قتل قتلت قتلوا مقتل قتلى قتيل قتيلان انفجار انفجارات انفجر انفجرت تفجير تفجيرات تفجيران اشتباك اشتباكات هجوم هجمات"
    " غارة غارات غارتان اغتيال كمين مجزرة مظاهرة مظاهرات تظاهر تظاهرات احتجاج احتجاجات مدنيون مدنيين مدنيان مدنيا اعتقل اعتقلت اعتقال أوقف أوقفت خطف خطفت اعتصم تجمع"
)
_ATTACK_AR = _folded("قصف هجوم هجمات غارة غارات غارتان سيطر سيطرت سيطروا سيطرة السيطرة استولى استولت قذائف")
_MOTION_AR = _folded(
    "غادر غادرت يغادر تغادر زار زارت يزور تزور زيارة مغادرة مغادرته زيارته وصل وصلت يصل بلغ دخلوا دخل دخلت"
    " اجتاح اجتاحت اقتحم اقتحمت حاصر حاصرت احتل احتلت"
)
#: Sides of the world as an adjective or a preposition would say them, without an article.
_SIDE_AR = _folded("شمالي جنوبي شرقي غربي شمالية جنوبية شرقية غربية")
_WIND_AR = _folded("رياح الرياح ريح هواء")
_FIRST_NAMES_AR = _listed(
    "محمد أحمد محمود علي حسن حسين إبراهيم خليل إسماعيل يوسف عمر عثمان خالد سعد سعيد صالح عبدالله الله الرحمن العزيز الرحيم الكريم"
    " القادر الحميد المجيد اللطيف الوهاب السلام الرزاق الناصر مصطفى ماهر ياسر عادل كمال جمال سامي سمير منير بشير نبيل وليد طارق زياد"
    " ناصر فيصل سلمان سليمان داود موسى عيسى هاني رامي فادي مازن غسان فراس باسم بشار حافظ رياض عماد أيمن أكرم أنور أسعد أمجد حمزة"
    " بلال جابر جاسم قاسم كاظم حيدر عباس مهدي رضا صادق هادي فاضل عدنان قحطان مروان نزار هشام هيثم وائل وسام يحيى زكريا إلياس جورج"
    " ميشال أنطوان بيار بطرس بولس بشارة فاطمة زينب مريم عائشة خديجة سارة ليلى نور هدى منى سلوى رنا ريم دينا لينا نادية سعاد أمينة"
    " سميرة جميلة هند رشا رغد إلهام أمل عبير نجاح فرح"
)
_TITLES_AR = _listed(
    "السيد السيدة الدكتور الدكتورة المهندس المحامي المحامية النائب النائبة الوزير الوزيرة الأستاذ الشيخ اللواء العميد العقيد المقدم"
    " الرائد النقيب الملازم الضابط السفير القاضي الحاج البطريرك المطران الأب اللاعب المدرب الفنان الفنانة الكاتب الصحافي الصحافية"
)
#: Speech of a man, told of what follows; a town speaks as a woman does (قالت الرياض).
_SPEECH_AR = _listed(
    "قال وقال أضاف وأضاف أكد وأكد أوضح وأوضح ذكر صرح تابع وتابع لفت ولفت ويقول يقول ويضيف يضيف"
)
_SURNAME_AFTER = _FIRST_NAMES_AR | _TITLES_AR | _SPEECH_AR
_PREPOSITION_EN = _listed("in to from near at around outside inside towards toward into between through via")
_DIRECTION_EN = _listed(
    "north south east west northern southern eastern western northeast northwest southeast southwest central"
)


def stems(word: str) -> set[str]:
    """What may be left of a folded word without proclitics and article: a cue is looked for among these."""
    found = {word}
    for cut in (1, 2):
        if (
            len(word) > cut + 2
            and word[cut - 1] in "وفبكل"
            and all(letter in "وفبكل" for letter in word[:cut])
        ):
            found.add(word[cut:])
    for stem in tuple(found):
        if stem.startswith(ARTICLE) and len(stem) > 4:
            found.add(stem[2:])
        if stem.startswith("لل") and len(stem) > 4:
            found.update((stem[2:], ARTICLE + stem[2:]))
        elif word.startswith("لل") and stem.startswith("ل") and len(stem) > 4:
            found.add(stem[1:])
    return found


def fold_cue(cue: str) -> str:
    return " ".join(fold_detection(plain(word)) for word in cue.split())


#: Shapes of a noun that a feminine adjective describes: ـة and ـات, and broken plurals as مصادر and تقارير; some have no shape.
_DESCRIBED_AR = re.compile("[^ا].+(?:ة|ات)|[وفبل]?(?:[^اوفبكلتي].ا..|..ا.ي.)|[وفبل]?أ..ا.")
_FEMININE_AR = _folded("أرض أراض أراضي مدن قرى قوى دول نساء حرب يد سماء جنود صحف كتب سفن طرق شمس نفس دار")


def may_be_described(words: Sequence[Word], place: int) -> bool:
    """Whether a feminine adjective may stand at words[place]: قوات سورية، غارات روسية أو سورية; not behind a verb or preposition."""
    before = place - 1
    if before > 0 and words[before].folded in ("او", "و"):
        before -= 1
    left = stems(words[before].folded)
    if left & _FEMININE_AR:
        return True
    return bool(_DESCRIBED_AR.fullmatch(words[before].plain)) and not left & (_PREPOSITION_AR | _DIRECTION_AR)


#: No accusatives of a noun, though they end in alef: adverbs, particles, and verbs of two who do something to a place.
_NO_NOUN_AR = _folded(
    "هذا هكذا أيضا أبدا جدا معا غدا كما فيما بينما عندما حينما حيثما مما لما ربما إنما أما إلا إذا لماذا ماذا سيما خصوصا خاصة لاحقا سابقا مجددا"
    " أخيرا حتما طبعا عموما فورا تحديدا خلافا زارا غادرا دخلا تركا هددا طالبا دعوا اتهما حضا أبلغا سيزورا يزورا هنا هناك لولا كلا ضد نحوا عدا ما لا"
)
#: Accusatives in يا that are nouns; the others are adverbs sooner (رسميا، حاليا).
_NOUN_IN_YA_AR = _folded(
    "جنديا مدنيا شرطيا صحافيا صحفيا قياديا عسكريا دبلوماسيا ديبلوماسيا سياسيا إعلاميا أكاديميا انتحاريا إسلاميا صبيا حزبيا جهاديا"
)


def is_accusative(words: Sequence[Word], place: int) -> bool:
    """Whether the word before words[place] is an indefinite noun in the accusative, so that an adjective follows: وفدا روسيا.

    Two of something before two places look the same (سفيرا سوريا ولبنان) and are left to the places.
    """
    before = words[place - 1].folded
    if place + 1 < len(words) and words[place + 1].folded.startswith("و"):
        return False
    if (
        len(before) < 4
        or before[-1] != "ا"
        or before.startswith(ARTICLE)
        or before.endswith(("ها", "تنا", "دنا", "طننا", "وا"))
    ):
        return False
    if before.endswith("يا"):
        return not stems(before).isdisjoint(_NOUN_IN_YA_AR)
    return stems(before).isdisjoint(_NO_NOUN_AR)


#: First names that are words as well: باسم العراقي is "in the name of".
_NAME_OR_WORD_AR = _listed(
    "علي حسن صالح سعيد سعد باسم نجاح أمل فرح نور هدى منى الله السلام جمال كمال هند رضا عمر صادق ناصر فاضل زياد عادل"
    " هادي جابر خالد"
)


def is_first_name(word: Word) -> bool:
    """Whether a word is a first name and nothing else."""
    return word.plain in _FIRST_NAMES_AR and word.plain not in _NAME_OR_WORD_AR


def is_direction(word: Word) -> bool:
    """Whether a word says on which side something lies: شمال، قرب."""
    return word.folded in _DIRECTION_AR


def is_wordy(entry: Entry) -> bool:
    """Whether an ambiguous name is more often the word: its cues name no preposition."""
    return entry.ambiguous == "yes" and not any(
        fold_cue(cue) in _PREPOSITION_AR for cue in entry.sense.for_ar
    )


def score_arabic(
    entry: Entry, words: Sequence[Word], place: int, count: int, *, clitics: str, is_beside: bool = False
) -> float:
    """The sense score of an entry that stands at words[place : place + count] behind the clitics.

    `is_beside` tells that a side of the world and a sure place follow.
    """
    score = 1.5 if is_beside else 0.0
    end = place + count
    if count == 1 and _is_side(words, place):
        score -= 2
    if place:
        left = stems(words[place - 1].folded)
        if not clitics and _is_surname(entry, words, place, count):
            score -= 2
        if left & _ADMIN_AR and "إحيا" not in words[place - 1].plain:
            score += 2
        elif left & _DIRECTION_AR:
            score += 1.5
        elif left & _PREPOSITION_AR:
            score += 1 if any(fold_cue(cue) in left for cue in entry.sense.for_ar) else 0.5
    if clitics[-1:] in ("ب", "ل") or (place and words[place - 1].stretched):
        is_sure = (
            _ATTACHED.get(clitics[-1:]) in entry.sense.for_ar and len(words[place].plain) - len(clitics) > 4
        )
        score += 1 if is_sure else 0.5
    if _happens(words, place, clitics) or _is_goal(words, place, clitics):
        score += 1
    if end < len(words) and words[end].folded in _NATION_AR:
        score += 1.5
    around = [*words[max(0, place - WINDOW) : place], *words[end : end + WINDOW]]
    return score + _cues(
        entry.sense.for_ar,
        entry.sense.against_ar,
        " ".join(word.folded for word in around),
        [stems(w.folded) for w in around],
    )


def _is_surname(entry: Entry, words: Sequence[Word], place: int, count: int) -> bool:
    """Whether one word with an article stands behind a first name, a title or a verb of speech: محمد الخليل، وقال الخليل."""
    if count > 1 or not entry.arabic.startswith(ARTICLE):
        return False
    before = words[place - 1].plain  # على is no علي
    return before in _SURNAME_AFTER or (before[:1] in ("و", "ل") and before[1:] in _FIRST_NAMES_AR)


def _happens(words: Sequence[Word], place: int, clitics: str) -> bool:
    """Whether the words on the left tell what happened in a place (انفجار بالصور) or to it (غارة على الصور)."""
    if clitics.endswith("ب"):
        wanted, end = _EVENT_AR, place
    elif place and words[place - 1].folded in ("في", "وفي", "علي", "وعلي"):
        wanted, end = _ATTACK_AR if words[place - 1].folded.endswith("علي") else _EVENT_AR, place - 1
    else:
        return False
    return any(not stems(word.folded).isdisjoint(wanted) for word in words[max(0, end - EVENT) : end])


def _is_goal(words: Sequence[Word], place: int, clitics: str) -> bool:
    """Whether somebody comes, goes or breaks in on the left, and the name is no part of another: غادر العاهل الأردني العقبة."""
    return not clitics and any(
        not stems(word.folded).isdisjoint(_MOTION_AR) for word in words[max(0, place - EVENT) : place]
    )


def _is_side(words: Sequence[Word], place: int) -> bool:
    """Whether an adjective without an article is a side of what follows or of the wind: غربي بغداد، رياح جنوبية غربية."""
    word = words[place].folded
    if word not in _SIDE_AR:
        return False
    before = stems(words[place - 1].folded) if place else set()
    after = words[place + 1].folded if place + 1 < len(words) else ""
    return bool(before & (_SIDE_AR | _DIRECTION_AR | _PREPOSITION_AR | _WIND_AR) or after.startswith(ARTICLE))


def _cues(wanted: Sequence[str], unwanted: Sequence[str], line: str, around: Sequence[set[str]]) -> float:
    score = 0.0
    for cues, weight in ((wanted, 2.0), (unwanted, -2.0)):
        for cue in cues:
            folded = fold_cue(cue)
            if folded in _PREPOSITION_AR:
                continue  # counts only where it stands before the name
            if folded in line if " " in folded else any(folded in stem for stem in around):
                score += weight
                break
    return score


def score_english(entry: Entry, words: Sequence[Token], place: int, count: int) -> float:
    """The sense score of an entry that stands at words[place : place + count]."""
    score = 0.0
    end = place + count
    if place:
        left = words[place - 1].plain
        if left == "of" and place > 1:
            left = words[place - 2].plain
        if left in ADMIN:
            score += 2
        elif left in _DIRECTION_EN:
            score += 1.5
        elif left in _PREPOSITION_EN:
            score += 1
    if end < len(words) and words[end].joined and words[end].plain in ADMIN:
        score += 2
    around = [word.plain for word in (*words[max(0, place - WINDOW) : place], *words[end : end + WINDOW])]
    line = f" {' '.join(around)} "
    if PERSON in entry.sense.against_en and has_capital_beside(words, place, count):
        score -= 2
    for cues, weight in ((entry.sense.for_en, 2.0), (entry.sense.against_en, -2.0)):
        if any(f" {cue.lower()} " in line for cue in cues):
            score += weight
    return score
