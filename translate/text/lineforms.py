"""One line of a news page goes in; whether it looks like a date, a byline, a dateline, a caption, a quote or a list item, comes out."""

from __future__ import annotations

import re

from translate.text.folding import fold, words
from translate.text.pagewords import AGO, DATE_FILLERS, MONTHS, SECTIONS, UNITS, WEEKDAYS

MAX_LENGTH = 400  # characters; a longer line is body text

_DATE_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_DATE_WORDS = MONTHS | WEEKDAYS | AGO | UNITS | DATE_FILLERS
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d)(?!\d)"
)
_DIGITS = {0x660 + digit: str(digit) for digit in range(10)} | {
    0x6F0 + digit: str(digit) for digit in range(10)
}
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
_STATED = re.compile(
    r"(?:published|updated|last|posted|modified|نشر|نشرت|اخر تحديث|تاريخ|محدث|جري التحديث)\b"
)


def _without_section(folded: str) -> str:
    """A date line may begin with a section: `World news February 11, 2019`."""
    words = folded.split()
    cut = next((size for size in (3, 2, 1) if len(words) > size and " ".join(words[:size]) in SECTIONS), 0)
    return " ".join(words[cut:])


def is_date(line: str) -> bool:
    """A line that holds a date or an age and nothing else: `Monday, 11 February, 2019 - 08:00`, `منذ 3 ساعات`."""
    if len(line) > 120:
        return False
    folded = fold(line).translate(_DIGITS)
    tokens = _DATE_TOKEN.findall(_without_section(folded))
    words = [token for token in tokens if not token.isdigit()]
    if not tokens or len(tokens) > 24 or any(word not in _DATE_WORDS for word in words):
        return False
    numbers = len(tokens) - len(words)
    if _NUMERIC_DATE.search(folded):
        return True
    if numbers and not MONTHS.isdisjoint(words):
        return True
    if not AGO.isdisjoint(words):
        return not UNITS.isdisjoint(words) or bool(_CLOCK.search(folded))
    return bool(_CLOCK.search(folded)) and (
        bool(_STATED.match(folded)) or not WEEKDAYS.isdisjoint(words) or "gmt" in words or "غرينتش" in words
    )


_NAME_WORD = r"(?:\w\.|[A-Z\u00c0-\u00de][\w’'.-]*|al-[\w’'-]+|el-[\w’'-]+|bin|bint|ibn|abu|van|von|de|del|der|la|le|di|da|and|&|,|in)"
_NAME_PART = re.compile(_NAME_WORD)
_ARABIC_NAME = re.compile("(?:[\u0621-\u0652\u0670\u0671]{2,16}(?:\\s+|$)){1,5}")
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
_BYLINE = re.compile(
    r"(?:by|written by|reported by|text by|story by|photos? by|photographs by|compiled by|prepared by|edited by|translated by|interviewed by|"
    r"interview by|analysis by|video by|author|authors|writer|reporting by|reporter)\b(?P<colon>\s*:)?\s*(?P<name>\S.{1,110})",
    re.IGNORECASE,
)
_ARABIC_BYLINE = re.compile(
    r"(?:بقلم|كتب|كتبت|كتبه|كتبته|تقرير|إعداد|اعداد|تحرير|ترجمة|حاوره|حاورها|حاورته|حوار|أجرى الحوار|تحقيق|تصوير|الكاتب|الكاتبة|المحرر|المصدر|رسالة)(?![\u0621-\u064a])"
    r"(?P<colon>\s*[:：/])?\s*(?P<name>\S.{1,110})"
)
_WIRE = re.compile(
    r"[(\[]?\s*(?:additional |with )?(?:reporting|writing|editing|compiled|translated|(?:شارك|شاركت|أعد|أعدت) .{0,30}(?:التقرير|النشرة))\b.{3,200}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?؟…]$")
_AGENCY_NAMES = (
    r"AFP|A\.F\.P\.?|AP|A\.P\.|Associated Press|Reuters|EPA|EPA-EFE|DPA|dpa|UPI|TASS|Xinhua|Anadolu(?: Agency)?|AA|SANA|SPA|WAM|KUNA|MENA|Petra|INA|NNA|"
    r"Agence France-Presse|Getty(?: Images)?|Shutterstock|Asharq Al-Awsat|Aawsat|Al Arabiya|Al Jazeera|North Press|Hawar|Rudaw|Agencies|agencies|News agencies|"
    r"أ\s?\.?\s?ف\s?\.?\s?ب\.?|ا\s?\.?\s?ف\s?\.?\s?ب\.?|أ\s?\.\s?ب\.?|أ ب|ا\.ب|إ\.ب\.أ\.?|د\.ب\.أ\.?|رويترز|أسوشييتد برس|أسوشيتد برس|فرانس برس|وكالة الصحافة الفرنسية|"
    r"الصحافة الفرنسية|الأناضول|سانا|واس|وام|كونا|بترا|شينخوا|تاس|سبوتنيك|غيتي|غيتي إيمدجز|نورث برس|هاوار|«?الشرق الأوسط»?|وكالات|الوكالات"
)
_CREDIT_WORDS = (
    r"photos?|file|file photo|archive|archives|handout|courtesy|screenshot|screengrab|image|images|picture|pool|supplied|twitter|facebook|instagram|telegram|social media|"
    r"أرشيفية|أرشيف|الأرشيف|صورة|متداولة|تويتر|فيسبوك|إكس|تلغرام|انستغرام|إنستغرام|لقطة|المكتب الإعلامي"
)
_AGENCY = re.compile(rf"(?<!\w)(?:{_AGENCY_NAMES})(?!\w)")
_ONLY_AGENCY = re.compile(rf"[(\[«]?\s*(?:(?:{_AGENCY_NAMES}|with|and|مع|و)[\s,،/&-]*)+[)\]»]?")
_CREDIT = re.compile(r"[(\[](?P<credit>[^()\[\]]{1,70})[)\]]\s*\.?$")
_CREDIT_END = re.compile(
    rf"(?:[/|–—-]\s*|\s)(?:(?:{_AGENCY_NAMES})(?: photo| Photo| PHOTO)?|Getty Images|AFP PHOTO|AP Photo|file photo|File photo|صورة أرشيفية)$"
)
_CREDIT_WORD = re.compile(rf"(?<!\w)(?:{_CREDIT_WORDS})(?!\w)", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:photo|photos|photograph|photographs|image|picture|pictured|file|file photo|caption|credit|archive photo|صورة|الصورة|الصور|صور|تصوير|صورة أرشيفية|صورة أرشيفية من|عدسة|مصدر الصورة)"
    r"(?:\s+(?:by|of|credit|courtesy of))?\s*[:–—-]\s*\S|(?:image|media|video) (?:caption|source|credit)\b",
    re.IGNORECASE,
)


def _is_capitalised(names: str) -> bool:
    words = names.split()
    return 0 < len(words) <= 14 and all(
        word == "," or _NAME_PART.fullmatch(word.rstrip(",")) for word in words
    )


def is_byline(line: str) -> bool:
    """`By Kamal Sheikho in Mosul`, `بقلم: كمال شيخو`, `(Reporting by …; Editing by …)`."""
    if len(line) > 220:
        return False
    if _WIRE.fullmatch(line.strip(" ()[]")) and (line.lstrip()[:1] in "([" or ";" in line or "؛" in line):
        return True
    text = line.strip()
    if _SENTENCE.search(text) or len(text) > 120:
        return False
    if found := _BYLINE.fullmatch(text):
        return bool(found["colon"]) or _is_capitalised(re.split(r"\s[|–—-]\s", found["name"])[0])
    if found := _ARABIC_BYLINE.fullmatch(text):
        return (
            len(text.split()) <= 14
            if found["colon"]
            else text.split()[0] == "بقلم" and len(text.split()) <= 8
        )
    return False


def is_name(line: str) -> bool:
    """A line of one to five words that may be a person's or an agency's name, and no more than may be."""
    text = line.strip()
    if _ONLY_AGENCY.fullmatch(text):
        return True
    words = text.split()
    if not 2 <= len(words) <= 5:
        return False
    if _ARABIC_LETTER.search(text):
        return bool(_ARABIC_NAME.fullmatch(text))
    ends = all(word[0].isupper() or word.startswith(("al-", "el-")) for word in (words[0], words[-1]))
    return _is_capitalised(text) and ends and not text.isupper()


_DATELINE_SEPARATOR = re.compile(r"\s+[-–—]\s+|\s?:\s+")
_REGION = re.compile(r"\([^()]{2,40}\)")
_OPEN_DATELINE = re.compile(
    r"(?P<place>[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de’'. /-]{2,40}(?:,\s[\w’'. ]{2,30}){0,2}(?:\s?\([\w ./-]{2,40}\))?)(?:\s*[–—]{1,2}\s*|\s+-{1,2}(?:\s+|$))"
)
_ARABIC_OPEN_DATELINE = re.compile(
    "[\u0621-\u0652 ]{2,40}\\s?(?:\\([^()]{2,30}\\)|«[^«»]{2,30}»)\\s?[-–—:]{1,2}(?:\\s+|$)"
)
_PARTICLES = words(
    "and in for of from with desk staff correspondent correspondents online agencies agency reporter special our health "
    "van von de del der den la le di da bin bint ibn abu ben el al te ter"
)
_PLACE_NOUNS = words(
    "countryside camp oil gas field village town city province border crossing near outside north south east west northern "
    "southern eastern western central"
)
#: Words of sentences; not folded, for `على` (on) and `علي` (a name) fold into one.
_NOT_A_NAME = re.compile(
    r"(?<!\w)(?:في|على|عن|إلى|كان|كانت|لا|لم|لن|هل|أن|إن|ما|مع|خلال|قد|بين|بعد|قبل|ضد|هو|هي|يقول|قال|هذا|هذه|التي|الذي|الذين|"
    r"أي|كل|كيف|لماذا|متى|أين)(?!\w)|[\d٠-٩؟!،]"
)
_ARABIC_JOINERS = frozenset(("عبد", "أبو", "ابو", "بن", "آل", "ال", "أم", "وكالة", "من"))


def is_dateline(line: str) -> bool:
    """A line of its own that tells place and writer: `Deir Ezzor (eastern Syria) - Kamal Sheikho`, `دير الزور: كمال شيخو`."""
    text = line.strip()
    if not 5 <= len(text) <= 120 or (_SENTENCE.search(text) and not text.endswith((".ب", ".أ", "A.P."))):
        return False
    if _OPEN_DATELINE.fullmatch(text) or _ARABIC_OPEN_DATELINE.fullmatch(text):
        return True
    *places, who = _DATELINE_SEPARATOR.split(_REGION.sub("", text))
    if not 1 <= len(places) <= 3 or not who or not all(1 <= len(place.split()) <= 7 for place in places):
        return False
    return (
        _is_arabic_writer(who) if _ARABIC_LETTER.match(text.lstrip("«")) else _is_english_writer(places, who)
    )


def _is_english_writer(places: list[str], who: str) -> bool:
    """All of it in capitals at the start of words, but for the small words of names."""
    place_words = [word for place in places for word in place.split()]
    are_places = all(_is_proper(word) or word.casefold() in _PLACE_NOUNS for word in place_words)
    return (
        are_places and places[0][0].isupper() and len(who.split()) <= 8 and all(map(_is_proper, who.split()))
    )


def _is_arabic_writer(who: str) -> bool:
    names = who.split()
    longest = 4 + sum(name in _ARABIC_JOINERS or name.startswith(("و", "«")) for name in names)
    return len(names) <= min(8, longest) and not _NOT_A_NAME.search(who)


def _is_proper(word: str) -> bool:
    bare = word.strip("(“”\"'«»,.:/&-–—")
    return (
        not bare
        or bare[:1].isupper()
        or bare.casefold().startswith(("al-", "el-", "ad-", "as-", "ar-", "an-"))
        or bare in _PARTICLES
    )


_PLACE = re.compile(r"(?P<place>[^(),،:.!?؟…]{2,40}?)\s?(?:\([^()]{2,40}\))?(?:[,،]\s(?P<date>.{3,30}))?")


def is_place(line: str) -> bool:
    """A line that may be nothing but a place, with its region or a date: `Erbil`, `القامشلي (شمال شرقي سوريا)`, `Amman, March 9`."""
    found = _PLACE.fullmatch(line.strip())
    if not found or (found["date"] and not is_date(found["date"])):
        return False
    place = found["place"].split()
    is_told = bool(found["date"]) or "(" in line
    return len(place) <= (3 if is_told else 1) and all(
        word[:1].isupper() or _ARABIC_LETTER.match(word) for word in place
    )


def form(line: str) -> str:
    """`date`, `byline`, `dateline`, `caption` or `separator` where the whole line looks like one, or an empty string."""
    if len(line) > MAX_LENGTH:
        return "caption" if is_caption(line) else ""
    for name, is_form in (("separator", is_separator), ("date", is_date), ("byline", is_byline)):
        if is_form(line):
            return name
    if is_caption(line) and (_LABELLED.match(line) or line.rstrip().endswith(")") or len(line.split()) > 9):
        return "caption"
    return "dateline" if is_dateline(line) else "caption" if is_caption(line) else ""


def is_caption(line: str) -> bool:
    """A line with the credit of an agency or a photographer at its end, or labelled as a picture."""
    text = line.strip()
    if len(text) > 600:
        return False
    if _LABELLED.match(text):
        return True
    if found := _CREDIT.search(text):
        credit = found["credit"]
        return found.start() > 0 and bool(_AGENCY.search(credit) or _CREDIT_WORD.search(credit))
    return bool(_CREDIT_END.search(text)) and len(text.split()) >= 4


def ends_sentence_before_credit(line: str) -> bool:
    """Whether a sentence ends before the credit, as in `… he said. (AFP)`, which may be a paragraph's sign-off."""
    found = _CREDIT.search(line.strip())
    return (
        bool(found) and bool(re.search(r"[.!?؟…]['\"’”»]?\s*$", line.strip()[: found.start()]))
        if found
        else False
    )


_BULLET = re.compile(r"[•▪■●◦‣∙·⁃➤►✓✔]\s*\S")
_WEAK_BULLET = re.compile(
    r"(?:[-–—*+]\s+|(?:\d{1,2}|[٠-٩]{1,2})[.)\-]\s*|\((?:\d{1,2}|[٠-٩]{1,2}|[a-z])\)\s*|[a-zأ-ي][.)]\s+)\S"
)
_SEPARATOR = re.compile("[\\W_\u0640]+")


def bullet(line: str) -> str:
    """`strong` for a line with a bullet, `weak` for one with a dash or a number, which only neighbours can confirm, or empty."""
    return "strong" if _BULLET.match(line) else "weak" if _WEAK_BULLET.match(line) else ""


def is_separator(line: str) -> bool:
    """Stars, dashes and other signs of ASCII or of punctuation, and no letter, digit or emoji."""
    return (
        len(line) <= 200
        and bool(_SEPARATOR.fullmatch(line))
        and not any(sign > "\u2bff" or "\u2600" <= sign <= "\u27bf" for sign in line)
    )


_QUOTES = {"“": "”", "«": "»", "„": "“", "‘": "’"}


def is_quote(line: str) -> bool:
    """A line that is in one pair of quotes from end to end, or marked with `>`."""
    text = line.strip()
    if text.startswith("> "):
        return True
    text = text.rstrip(".،,")
    if len(text) < 3:
        return False
    if text[0] == '"':
        return text[-1] == '"' and text.count('"') == 2
    close = _QUOTES.get(text[0])
    if close is None or text[-1] != close:
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == text[0]) - (sign == close)
        if depth <= 0:
            return place == len(text) - 1
    return False


_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:(?:[A-Z]\.){2,}|Inc\.|Co\.|Ltd\.|Jr\.|Sr\.|St\.|No\.|vs\.|etc\.)$")
_ENDED = re.compile(r"[.!?؟…۔][\"'”’»)\]\u200e\u200f]*$")
_STOPPED = re.compile(r"[.۔][\"'”’»)\]\u200e\u200f]*$")


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does; `U.S.` at its end does not."""
    text = line.rstrip()[-60:]
    return bool(_ENDED.search(text)) and not _ABBREVIATED.search(text)


def ends_with_stop(line: str) -> bool:
    """Whether the line ends with a full stop, which headlines do not have."""
    text = line.rstrip()[-60:]
    return bool(_STOPPED.search(text)) and not text.endswith("..") and not _ABBREVIATED.search(text)
