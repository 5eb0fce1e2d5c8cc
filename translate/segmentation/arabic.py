"""Where an Arabic sentence ends: abbreviations, agency letters, eras, dots as a pause, questions inside quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.text import sentences
from translate.text.sentences import before, token_after, token_before, word_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translate.text.sentences import Mark

TERMINATORS = sentences.TERMINATORS + "؛"
#: A semicolon ends a segment only between two stretches of at least this many words: long clauses that Arabic prose
#: strings together and English cuts; below that the halves are no sentences.
LONG_CLAUSE = 15


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Who speaks, after a quote. With و or ف before it, the word begins the next sentence.
SPEECH = _words(
    "قال قالت قالوا قلت قلنا يقول تقول يقولون سأل سألت سألوا سألته سألتها سأله سألها يسأل تسأل تساءل تساءلت تساءلوا يتساءل "
    "تتساءل صاح صاحت صاحوا يصيح صرخ صرخت صرخوا يصرخ تصرخ هتف هتفت هتفوا يهتف أجاب أجابت أجابوا أجابني أجابه يجيب تجيب رد "
    "ردت ردوا يرد ترد همس همست يهمس كتب كتبت كتبوا يكتب علق علقت يعلق ردد رددت رددوا يردد يرددون أضاف أضافت يضيف تضيف تابع "
    "تابعت يتابع نادى نادت استفسر استفسرت قاطعه مازحه خاطب خاطبت يروي تروي يتذكر تتذكر قالها هكذا"
)
#: Verbs and links that begin the next sentence once و or ف stands before them.
LINKED = SPEECH | _words(
    "أكد أكدت أكدوا أوضح أوضحت أوضحوا أشار أشارت أشاروا ذكر ذكرت ذكروا لفت لفتت شدد شددت بين بينت كشف كشفت أعلن أعلنت "
    "اعتبر اعتبرت رأى رأت دعا دعت كان كانت كانوا يعد تعد يأتي تأتي جاء جاءت يشير تشير يؤكد تؤكد يرى ترى نقل نقلت أفاد "
    "أفادت أفادوا زاد زادت مضى مضت استطرد استدرك ختم ختمت حذر حذرت نفى نفت اتهم اتهمت بحسب وفق وفقا وفقاً حسب قد لم لن "
    "لا ليس ليست هو هي هم هذا هذه ذلك تلك يبدو في من على إلى منذ بعد قبل خلال عندما حين لكن مع عن"
)
#: What goes on with the sentence after a quoted question: `«لماذا؟» أمام البرلمان`.
CONTINUERS = SPEECH | _words(
    "في من على إلى عن مع أمام خلال بعد قبل بحسب وفق وفقا وفقاً حسب حيث بينما فيما كما ثم بين ضد حول داخل خارج عند لدى بدل "
    "قائلا قائلاً قائلة مضيفا مضيفاً مضيفة متسائلا متسائلاً متسائلة مشيرا مشيراً مشيرة وسط عبر أو أم بل هو هي كان كانت "
    "التي الذي الذين بصوت بنبرة بلهجة باستغراب بسخرية بغضب بدهشة"
)
#: What goes on behind an hour or a year: `الساعة 5.30 م. في`.
AFTER_CLOCK = _words("في من على إلى عن مع بتوقيت قبل بعد حتى")
#: Latin abbreviations met inside Arabic text; a name or a number follows.
LATIN_SHORT = _words(
    "inc ltd co corp plc llc mr mrs ms dr prof st no vs jr sr gen col lt vol p pp op cf e.g i.e etc al"
)
#: After one of these a Latin capital is a name of its own, not an initial: `فيتامين C.`
LETTERED = _words(
    "حرف الحرف حرفا فيتامين الفيتامين فئة الفئة مجموعة المجموعة خطة الخطة نوع النوع قسم القسم بوابة البوابة قاعة القاعة"
)
DOMAINS = _words("كوم نت أورغ اورغ نيت إيه تي سوريا مصر السعودية")

_LETTER = r"[\u0621-\u064a]\u0640?"
#: One letter, with و before any or ل before a title; never `به`, `لا`, `لا بد`, which end many sentences.
_SHORT = re.compile(rf"و?{_LETTER}|ل[دأ]|[وفلبك]?{_LETTER}(?:\.{_LETTER})+")
_LATIN_LETTERS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_GLUED = re.compile(r"[^\W\d_]{2,}")
_MARKS = re.compile("[\u064b-\u0652\u0670]")
_AFTER_ERA = re.compile(r"[0-9\u0660-\u0669)]\s?(?:ق\.\s?)?$|(?:القرن|عام|سنة)\s\S{1,20}\s(?:ق\.\s?)?$")
_WORD = re.compile(r"\w+")


def ends_sentence(text: str, mark: Mark, begin: int, pairs: Mapping[int, int]) -> bool:
    """Whether the mark ends the sentence that began at `begin`; looks at no more than some words on either side."""
    run = text[mark.start : mark.end]
    token = _bare(token_before(text, mark.start, begin))
    if mark.next == mark.close:
        return _is_glued(text, mark, token)
    if text[mark.next] in "،,؛;:)]!?؟.%٪":
        return False
    if text[mark.start - 1 : mark.start] in ("(", "[") and mark.close > mark.end:
        return False  # (!) (؟) [...]
    word = _bare(word_after(text, mark.next))
    if "؛" in run:
        return mark.close == mark.end and _is_long(text, mark, begin)
    if "؟" in run or "?" in run or "!" in run:
        return _ends_question(text, mark, word, begin, pairs)
    if len(run) > 1 or run == "…":
        return _is_linked(word) or len(run) > 3
    if _in_aside(text, mark, begin, pairs):
        return False
    if _in_quotes(text, mark):
        return word not in SPEECH and not _is_short(token, text, mark)
    return not _is_short(token, text, mark) or _is_linked(word)


def _bare(word: str) -> str:
    """The word without vowel signs."""
    return _MARKS.sub("", word)


def _is_linked(word: str) -> bool:
    """Whether the word begins a sentence: `وقال`, `فأجابت`."""
    return word[:1] in ("و", "ف") and word[1:] in LINKED


def _is_short(token: str, text: str, mark: Mark) -> bool:
    """Whether the token is an abbreviation: letters with full stops (`أ.د`), a Latin one, an initial."""
    if _SHORT.fullmatch(token):
        is_era = token.rsplit(".", 1)[-1] in ("م", "ه", "هـ") and _AFTER_ERA.search(
            text[max(0, mark.start - len(token) - 32) : mark.start - len(token.rsplit(".", 1)[-1])]
        )
        return not is_era or _bare(word_after(text, mark.next)) in AFTER_CLOCK
    if token.isascii() and token:
        if len(token) == 1 and token.isupper():
            return token_before(text, mark.start - 2) not in LETTERED
        return token.lower() in LATIN_SHORT or bool(_LATIN_LETTERS.fullmatch(token))
    return False


def _is_long(text: str, mark: Mark, begin: int) -> bool:
    """Whether LONG_CLAUSE words stand on both sides of a semicolon, up to the next mark."""
    left = _WORD.findall(text[max(begin, mark.start - 400) : mark.start])
    ahead = re.split(r"[.!?؟؛\n]", text[mark.next : mark.next + 400], maxsplit=1)[0]
    return len(left) >= LONG_CLAUSE and len(_WORD.findall(ahead)) >= LONG_CLAUSE


def _in_aside(text: str, mark: Mark, begin: int, pairs: Mapping[int, int]) -> bool:
    """Whether the mark ends brackets that were opened in the middle of the sentence."""
    return any(
        text[place] in ")]"
        and pairs.get(place, begin) > begin
        and before(text, pairs[place]) not in TERMINATORS
        for place in range(mark.end, mark.close)
    )


def _in_quotes(text: str, mark: Mark) -> bool:
    return any(text[place] in '»”"’›' for place in range(mark.end, mark.close))


def _ends_question(text: str, mark: Mark, word: str, begin: int, pairs: Mapping[int, int]) -> bool:
    """A question or call ends the sentence, unless it stands in quotes and the sentence goes on around them."""
    if not _in_quotes(text, mark):
        return not (mark.close > mark.end and text[mark.end] in ")]" and word in CONTINUERS)
    if text[mark.next] in '-–—«"“' or _is_linked(word):
        return True
    if word in CONTINUERS or word == "و" or word[:1] == "ف":
        return False
    if word[:1] == "و" and len(word) > 3:
        return True
    opener = next((pairs[place] for place in range(mark.end, mark.close) if place in pairs), None)
    return opener is None or opener <= begin or before(text, opener) in ":.!؟?…»"


def _is_glued(text: str, mark: Mark, token: str) -> bool:
    """Whether a space was forgotten: `قال.وأضاف`, `الحرب؟لا`, or a note mark stands in its place."""
    run = text[mark.start : mark.end]
    if "؛" in run or len(run) > 3 or "/" in token or "@" in token or "." in token:
        return False
    word = word_after(text, mark.close)
    is_arabic = "\u0621" <= word[:1] <= "\u064a"
    if (
        not is_arabic
        or word in DOMAINS
        or token_after(text, mark.close)[len(word) : len(word) + 1] in ("/", "@", "_")
    ):
        return False
    is_closed = mark.close > mark.end or token[-1:] in '»”")'
    return is_closed or (len(word) > 1 and bool(_GLUED.fullmatch(token)))
