"""A word goes in; the usual spelling comes out where the word is a frequent slip, learnt from the spellings of the corpus."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from translate.text.arabic import plain
from translate.text.lexicon import tables
from translate.text.vocabulary import REMEMBERED

_FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ه", "ء": ""})
#: Times the usual form stands in the corpus, while the slip never does.
_LEAST = {"hamza": 10, "ya": 20, "ta": 10}
_LETTERS = ("ف", "ب", "ل", "ك")
#: Times for a reading that a longer word would make sure: a short word may be a foreign name (جيت), a letter in front its first (كاساس).
_LEAST_SHORT = 200
#: Words that look like slips and are none.
_RIGHT = frozenset(
    [
        "متي",
        "خطى",
        "السفلى",
        "توفى",
        "يخفى",
        "راس",
        "فاصلا",
        "بالات",
        "اوان",
        "منى",
        "هدى",
        "ندى",
        "سلمى",
        "يحيى",
        "ليلى",
        "مصطفى",
        "رضا",
    ]
)
_HEADS = ("و", "ف", "ب", "ل", "ك", "وال", "بال", "ال", "لل", "وب", "ول", "ولل")
#: Slips whose right form depends on nothing, though both forms are words for some reader; and those too short for the table.
_SURE = {
    "الى": ("hamza", "إلى"), "الي": ("hamza", "إلى"), "إلي": ("ya", "إلى"), "او": ("hamza", "أو"), "اذا": ("hamza", "إذا"), "فى": ("ya", "في"), "انه": ("hamza", "أنه"), "انها": ("hamza", "أنها"),
    "ان": ("hamza", "أن"), "التى": ("ya", "التي"), "الذى": ("ya", "الذي"), "هذة": ("ta", "هذه"), "علي": ("", ""), "حتي": ("ya", "حتى"), "لدي": ("", ""), "اي": ("hamza", "أي"), "اكثر": ("hamza", "أكثر"),
    "امس": ("hamza", "أمس"), "اول": ("hamza", "أول"), "الان": ("hamza", "الآن"), "ايضا": ("hamza", "أيضا"), "احد": ("hamza", "أحد"), "اخرى": ("hamza", "أخرى"), "مسئول": ("hamza", "مسؤول"), "شئون": ("hamza", "شؤون"),
    "لة": ("ta", "له"), "فية": ("ta", "فيه"), "منة": ("ta", "منه"), "عنة": ("ta", "عنه"), "بة": ("ta", "به"), "علية": ("ta", "عليه"), "إن": ("", ""), "إستقبال": ("hamza", "استقبال"), "إجتماع": ("hamza", "اجتماع"),
    "إنتخابات": ("hamza", "انتخابات"), "الإنتخابات": ("hamza", "الانتخابات"), "الإجتماع": ("hamza", "الاجتماع"), "إتفاق": ("hamza", "اتفاق"), "الإتفاق": ("hamza", "الاتفاق"), "الإقتصاد": ("hamza", "الاقتصاد"),
    "إستخدام": ("hamza", "استخدام"), "الإستخدام": ("hamza", "الاستخدام"), "إتهم": ("hamza", "اتهم"), "إعتقال": ("hamza", "اعتقال"), "الإتحاد": ("hamza", "الاتحاد"), "إبن": ("hamza", "ابن"), "إسم": ("hamza", "اسم"),
    "ليبيه": ("", ""),
}  # fmt: skip
_ENGLISH = {
    "recieve": "receive", "recieved": "received", "teh": "the", "goverment": "government", "seperate": "separate", "occured": "occurred", "untill": "until", "definately": "definitely", "accomodate": "accommodate",
    "adress": "address", "agressive": "aggressive", "begining": "beginning", "beleive": "believe", "comittee": "committee", "commitee": "committee", "enviroment": "environment", "foriegn": "foreign", "happend": "happened",
    "independant": "independent", "millitary": "military", "miltary": "military", "neccessary": "necessary", "necesary": "necessary", "ocurred": "occurred", "offical": "official", "oppurtunity": "opportunity",
    "parliment": "parliament", "politican": "politician", "presidant": "president", "prisioner": "prisoner", "publically": "publicly", "refered": "referred", "resistence": "resistance", "responsability": "responsibility",
    "succesful": "successful", "successfull": "successful", "suprise": "surprise", "thier": "their", "tommorow": "tomorrow", "tomorow": "tomorrow", "truely": "truly", "wich": "which", "wierd": "weird", "whith": "with",
    "becuase": "because", "beacuse": "because", "buisness": "business", "calender": "calendar", "campain": "campaign", "casulties": "casualties", "ceasfire": "ceasefire", "civillian": "civilian", "civillians": "civilians",
    "negotation": "negotiation", "negotations": "negotiations", "humanatarian": "humanitarian", "securty": "security", "minster": "minister", "seige": "siege", "sieze": "seize", "siezed": "seized", "attacted": "attacked",
}  # fmt: skip


@lru_cache(maxsize=1)
def _usual() -> dict[str, list[tuple[str, int]]]:
    """Folded form: the spellings of the corpus, with counts."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for form, count in tables().spellings.items():
        found[form.translate(_FOLD)].append((form, count))
    return found


@lru_cache(maxsize=REMEMBERED)
def slip(word: str) -> tuple[str, str]:
    """The kind of slip (`hamza`, `ya`, `ta`) and the usual spelling; two empty texts for a word that is right or not known."""
    bare = plain(word)
    known = tables().spellings
    if bare in _SURE:
        return _SURE[bare]
    if bare in known or len(bare) < 3:
        return "", ""
    found = _look(bare)
    if found:
        return _kind(bare, found), found
    for head in _HEADS:
        rest = bare[len(head) :]
        if bare.startswith(head) and len(rest) >= 3:
            if rest in known:
                return "", ""
            if len(rest) >= (5 if head in _LETTERS else 4) and rest not in _SURE:
                found = _look(rest)
                if found:
                    return _kind(rest, found), head + found
    return "", ""


def _look(bare: str) -> str:
    """The one frequent spelling that differs from the word in a hamza, a ya or a ta marbuta only, or an empty text."""
    forms = _usual().get(bare.translate(_FOLD), ())
    if len(forms) != 1 or len(bare) != len(forms[0][0]) or bare == forms[0][0] or bare in _RIGHT:
        return ""
    usual, count = forms[0]
    kind = _kind(bare, usual)
    if not kind or count < (
        _LEAST_SHORT if kind == "hamza" and len(bare) < 5 and bare[0] == usual[0] else _LEAST[kind]
    ):
        return ""
    if kind == "ya" and (bare[-1] == "ي" or (bare[0] in "تين" and len(bare) < 6)):
        return ""  # المجري is Hungarian; تغطى is covered
    if kind == "hamza" and bare.endswith("يا") and bare[0] in "أإ":
        return ""  # إفريقيا and أفريقيا are both written
    if kind == "ta" and (
        usual[-1] == "ه" or not (bare.startswith("ال") or bare[:-1] not in tables().spellings)
    ):
        return ""  # فكره is his thought; المدرسه is nothing
    if kind == "hamza" and usual[0] in "وفبكل" and usual[1:2] in ("أ", "إ", "آ"):
        return ""  # باي is a name
    return usual


def _kind(bare: str, usual: str) -> str:
    """What tells the two apart: a hamza, the last ya, the last ta; an empty text where it is more than one thing."""
    if bare[-1] == usual[-1]:
        return "hamza"
    if bare[:-1] != usual[:-1]:
        return ""
    if {bare[-1], usual[-1]} == {"ة", "ه"}:
        return "ta"
    return "ya" if {bare[-1], usual[-1]} == {"ي", "ى"} else "hamza"


def english_slip(word: str) -> str:
    """The usual spelling of a frequent English slip, or an empty text."""
    return _ENGLISH.get(word, "")
