"""A text in, the glossary terms it holds out: longest match, ambiguous names weighed by their neighbourhood."""

from __future__ import annotations

from collections import Counter, OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

from translate.glossary import sense
from translate.glossary.english_index import tokens
from translate.glossary.entry import Kind, Policy, Standing
from translate.languages import language as known_language
from translate.model import TermMatch
from translate.text.addresses import masked
from translate.text.arabic import adjoins
from translate.text.arabic import words as arabic_words
from translate.text.clitics import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from translate.glossary.arabic_index import Hit
    from translate.glossary.english_index import EnglishHit, Token
    from translate.glossary.entry import Entry, Glossary
    from translate.text.arabic import Word

SHORT = 4  # letters
_NEAR = (Kind.PLACE, Kind.DEMONYM)  # what tells where a sentence is
SHORTEST = -2.0  # the prior of إب written as اب: محافظة اب and company make it good, في اب (August) does not
#: Words of their own that look like a short name behind a clitic, without و and ف.
_OTHER_WORDS = frozenset({"بليون", "كنيس", "كريمة", "كريمه", "باكرا", "فاطمة", "فاطمه"})
HOPELESS = -9.0  # a prior that no neighbourhood makes good
BYLINE = 40  # characters of a dateline
MODES = ("detect", "strict")
#: What writers leave out of a letter, and what they take for another in a longer name.
_LEFT_OUT = {"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي", "ي": "ى", "ة": "ه"}
_SWAPPED = {**_LEFT_OUT, "أ": "اإ", "إ": "اأ", "آ": "اأ", "ى": "ي"}
_HABITS = {**_LEFT_OUT, "ى": "ي"}
_POOR = (Standing.DEPRECATED, Standing.FORBIDDEN)
_RANK = {Standing.PREFERRED: 0, Standing.ADMITTED: 1, Standing.DEPRECATED: 2, Standing.FORBIDDEN: 3}


class Found(NamedTuple):
    """A hit in a text: text[start:end], `length` words from the word `first`. `prior` is where its sense score starts (None: sure).

    `form` is the right spelling of what stands there, without proclitics; empty where the house form has to be written.
    """

    entry: Entry
    start: int
    end: int
    first: int
    length: int
    clitics: str
    pronoun: str
    is_strict: bool
    standing: Standing
    is_short: bool
    mode: str
    reason: str
    for_target: bool
    form: str
    prior: float | None
    score: float | None = None
    is_accepted: bool = True
    is_inflected: bool = False

    @property
    def rank(self) -> tuple[int, bool, int, bool, bool, float, int, int]:
        """What orders hits over the same words; lower is better.

        كتيبتي is a form of كتيبة sooner than ك and Tibetan, أفريقيا is Africa sooner than an accusative of African; where the place
        is told to be an adjective the demonym comes first.
        """
        return (
            -self.length,
            not self.is_strict,
            len(self.clitics),
            self.is_inflected,
            self.is_inflected and self.entry.kind is Kind.PLACE,
            -(self.score or 0.0),
            -self.entry.priority,
            _RANK[self.standing],
        )


class _Context(NamedTuple):
    """What an article says beside the sentence: names present (ids), ambiguous names confirmed."""

    present: frozenset[str]
    confirmed: frozenset[str]


_NOTHING = _Context(frozenset(), frozenset())
#: Texts asked of last, with their words and all that may stand there: a target is searched to repair, to judge and to check it.
_asked: dict[tuple[int, str, str], tuple[Glossary, Any, Any]] = {}
_ASKED, _LINE = 32, 5000  # texts, characters of the longest
_contexts: OrderedDict[tuple[int, str, int], tuple[Glossary, str, _Context]] = OrderedDict()
_KEPT = 8  # documents


def find(
    text: str, language: str, glossary: Glossary, mode: str = "detect", document: str | None = None
) -> tuple[TermMatch, ...]:
    """Terms of the glossary in a text, in order, not overlapping; `document` is the whole article, for the sense of names.

    `strict` finds forms that are right as they stand, `detect` (for sources) also misspelt and deprecated ones. An ambiguous
    name whose sense is not shown by its neighbourhood is left out. Status is `pending`, or `suggested` for entries that are not
    enforced (policy suggest). Raises InputError for an unknown language.
    """
    if mode not in MODES:
        raise ValueError(f"mode is {' or '.join(MODES)}, not {mode!r}")
    barred = "ar2en" if known_language(language).code == "en" else "en2ar"
    return tuple(
        term(hit, text, language)
        for hit in search(text, language, glossary, strict=mode == "strict", document=document)
        if hit.entry.direction != barred
    )


def term(hit: Found, text: str, language: str) -> TermMatch:
    """The hit as the desk's noun: a short form leads to the short form of the other language."""
    entry = hit.entry
    english = entry.english_short if hit.is_short and entry.english_short else entry.english
    arabic = entry.arabic_short if hit.is_short and entry.arabic_short else entry.arabic
    note = hit.reason if hit.is_accepted else "sense not shown"
    status = "suggested" if entry.policy is Policy.SUGGEST else "pending"
    return TermMatch(
        entry.id,
        english,
        arabic,
        hit.start,
        hit.end,
        text[hit.start : hit.end],
        hit.clitics,
        hit.mode,
        hit.score,
        status,
        note,
    )


def search(
    text: str,
    language: str,
    glossary: Glossary,
    *,
    strict: bool = False,
    document: str | None = None,
    nested: bool = False,
    rejected: bool = False,
    repairs: bool = False,
    in_target: bool = False,
) -> list[Found]:
    """Hits in a text; `nested` keeps those inside longer ones, `rejected` those that the sense gate turns down.

    `repairs` adds words that no writer means otherwise and that are too broken to count as found (لالحسكة), `in_target` forms
    that only a target is searched for. What stands in an address, a handle or a hashtag names nothing.
    """
    code = known_language(language).code
    if not text or not len(glossary):
        return []
    text = masked(text)
    context = _context(document, code, glossary) if document is not None else _NOTHING
    if code == "ar":
        words, readings = _looked_up(text, code, glossary)
        found = _arabic(text, words, readings, strict=strict, repairs=repairs)
        hits = [hit for hit in found if in_target or not hit.for_target]
        hits = _weigh(
            hits, glossary, context, lambda hit, near, sure: _score_arabic(hit, text, words, near, sure)
        )
    else:
        english, listed = _looked_up(text, code, glossary)
        hits = [hit for hit in listed if in_target or not hit.for_target]
        hits = _weigh(hits, glossary, context, lambda hit, near, _: _score_english(hit, english, near))
    hits = [hit for hit in hits if hit.is_accepted or rejected]
    hits.sort(key=lambda hit: (hit.first, not hit.is_accepted, hit.rank))
    return hits if nested else _longest(hits)


def _looked_up(text: str, code: str, glossary: Glossary) -> tuple[Any, Any]:
    """The words of a text, and what may begin at each (Arabic) or all that stands in it (English), before any sense is weighed."""
    key = (id(glossary), code, text)
    known = _asked.get(key)
    if known is not None and known[0] is glossary:
        return known[1], known[2]
    words: Any
    found: Any
    if code == "ar":
        words, index = arabic_words(text), glossary.arabic
        found = [
            sorted(index.at(text, words, place), key=lambda hit: -hit.length) for place in range(len(words))
        ]
    else:
        words = tokens(text)
        found = list(_english(text, words, glossary))
    if len(text) <= _LINE:
        if len(_asked) >= _ASKED:
            _asked.clear()
        _asked[key] = (glossary, words, found)
    return words, found


def _longest(hits: list[Found]) -> list[Found]:
    """Hits that do not overlap, the best from the left; a longer one that begins inside a shorter one wins.

    What is only suggested gives way to a name that it holds in both languages: the Council of a Security Council resolution has to
    come out right; a US dollar has no States in Arabic.
    """
    chosen: list[Found] = []
    names = [hit for hit in hits if hit.entry.is_name and hit.is_accepted]
    for hit in hits:
        if hit.entry.policy is Policy.SUGGEST and hit.length > 1 and not hit.entry.is_name:
            end = hit.first + hit.length
            if any(
                hit.first <= name.first
                and name.first + name.length <= end
                and name.entry.english in hit.entry.english
                and name.entry.arabic in hit.entry.arabic
                for name in names
            ):
                continue
        if not chosen or hit.first >= chosen[-1].first + chosen[-1].length:
            chosen.append(hit)
        elif hit.first > chosen[-1].first and hit.length > chosen[-1].length and hit.is_accepted:
            chosen[-1] = hit
    return chosen


def _arabic(
    text: str, words: Sequence[Word], readings: Sequence[Sequence[Hit]], *, strict: bool, repairs: bool
) -> Iterator[Found]:
    wrong: dict[str, tuple[int, int]] = {}  # the last longer form of an entry that is not right as it stands
    for place, readable in enumerate(readings):
        for hit in readable:
            if not hit.is_strict:
                if hit.length > 1 and not hit.is_broken:
                    wrong[hit.entry.id] = (place, place + hit.length)
                if strict or (hit.is_broken and not repairs):
                    continue
            elif hit.entry.id in wrong and _is_within((place, place + hit.length), wrong[hit.entry.id]):
                continue  # الحرس الثوري in الحرس الثوري الايراني
            if hit.length == 1 and not strict and not hit.entry.is_name and _is_another_word(hit):
                continue
            if hit.entry.kind is Kind.DEMONYM and _is_surname(hit, text, words, place):
                continue
            yield Found(
                hit.entry,
                words[place].start,
                words[place + hit.length - 1].end,
                place,
                hit.length,
                hit.cluster,
                hit.pronoun,
                hit.is_strict,
                hit.form.standing,
                hit.form.short,
                "strict" if hit.is_strict else "detect",
                hit.reason,
                hit.form.for_target,
                "" if hit.form.glued or hit.form.standing in _POOR else " ".join(hit.form.words),
                _prior_arabic(hit),
                is_inflected=_is_inflected(hit, text, words, place),
            )


def _is_within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return inner != outer and inner[1] <= outer[1]


def _is_surname(hit: Hit, text: str, words: Sequence[Word], place: int) -> bool:
    """Whether an adjective of nationality stands behind a first name: محمود المصري."""
    return (
        hit.form.article
        and not hit.cluster
        and place > 0
        and adjoins(text, words[place - 1], words[place])
        and sense.is_first_name(words[place - 1])
    )


def _is_habit(seen: str, form: str, forgiven: Mapping[str, str]) -> bool:
    """Whether the spelling differs from a form of as many letters only where writers are forgiven."""
    return all(one == right or one in forgiven.get(right, "") for one, right in zip(seen, form, strict=True))


def _is_another_word(hit: Hit) -> bool:
    """Whether a form of a common noun or a demonym is sooner a word of its own: أمام for إمام, عمله for عملة, أعرب as أ + عرب."""
    form = hit.form.words[0]
    if "أ" in hit.cluster and len(form) <= SHORT:
        return True
    if hit.is_strict or hit.surface == form:
        return False
    seen = hit.surface.removesuffix(hit.pronoun) if hit.pronoun else hit.surface
    is_habit = len(seen) == len(form) and _is_habit(seen, form, _HABITS)
    is_his = len(form) <= SHORT and not hit.form.article and seen[-1] == "ه" != form[-1]
    return not is_habit or is_his


def _is_inflected(hit: Hit, text: str, words: Sequence[Word], place: int) -> bool:
    """Whether a hit is not the entry's own spelling; nor is an adjective a place behind its noun: طائرة سورية، جنديا بريطانيا."""
    entry, form = hit.entry, " ".join(hit.form.words)
    if entry.kind is Kind.PLACE:
        if not entry.derived or hit.cluster or not place or not adjoins(text, words[place - 1], words[place]):
            return False
        if form.endswith("يا") and hit.length == 1:
            return sense.is_accusative(words, place)
        return form != entry.arabic and form[-1] == "ة" and sense.may_be_described(words, place)
    return form != entry.arabic and all(form != variant.text for variant in entry.arabic_variants)


def _prior_arabic(hit: Hit) -> float | None:
    """Where the sense score of a hit starts; None where the form alone decides.

    A short name is a word of its own too often when it is misspelt (باب for بإب, جده for جدة) or behind a rare clitic (كسرت for
    كـ + سرت): measured on 42,000 pairs of news, November 2026.
    """
    entry = hit.entry
    prior = None
    if entry.ambiguous != "no" and (hit.length == 1 or not _has_short_form(entry)):
        prior = 1.0 if entry.ambiguous == "mild" else 0.0
    if hit.length > 1 or not entry.is_name:
        return prior
    letters = len(hit.form.words[0])
    if hit.cluster.lstrip("أوف") + hit.surface in _OTHER_WORDS and hit.cluster.strip("أوف"):
        return HOPELESS
    if not hit.is_strict and letters <= SHORT + 1:
        return _prior_misspelt(hit, prior, letters)
    if not hit.is_strict and prior == 0.0:
        return -1.0  # two doubts at once
    if letters <= SHORT and "أ" in hit.cluster:
        return -1.0
    if letters < SHORT and "ك" in hit.cluster:
        return 0.0
    return prior


def _prior_misspelt(hit: Hit, prior: float | None, letters: int) -> float | None:
    """Where the sense score of a short name starts that is not written as it should be.

    What writers leave out (ا for أ, ه for ة, ى for ي) is forgiven; a letter that they put in makes another word more often (أب for
    إب, عالية for عاليه), and so does one behind a clitic (باكرا for بـ + أكرا) or an ending that is a pronoun too (زواره for زوارة).
    """
    form = hit.form.words[0]
    if hit.surface == form:
        return prior  # a listed form
    is_habit = _is_habit(hit.surface, form, _SWAPPED if letters > SHORT else _LEFT_OUT)
    if letters < SHORT - 1:
        return SHORTEST if is_habit and not hit.cluster.strip("و") else HOPELESS
    if letters < SHORT:
        return 0.0 if is_habit and prior is None else HOPELESS
    if prior == 0.0:
        return -1.0  # two doubts at once
    is_apart = letters > SHORT or not hit.cluster.strip("ول")
    has_pronoun = not hit.form.article and hit.surface[-1] == "ه" != form[-1]
    if is_habit and is_apart and not has_pronoun:
        return prior
    return 0.5 if letters > SHORT else 0.0


def _has_short_form(entry: Entry) -> bool:
    written = (
        entry.arabic,
        *filter(None, [entry.arabic_short]),
        *(one.text for one in entry.arabic_variants if not one.for_target),
    )
    return any(" " not in text for text in written)


def _english(text: str, words: Sequence[Token], glossary: Glossary) -> Iterator[Found]:
    index = glossary.english
    covered = [False] * len(words)
    for place in range(len(words)):
        for hit in index.at(text, words, place):
            for step in range(place, place + hit.length):
                covered[step] = True
            found = _english_found(hit, words, place)
            if place and _is_article(text, words, place) and hit.entry.arabic.startswith(ARTICLE):
                covered[place - 1] = True
                found = found._replace(start=words[place - 1].start, first=place - 1, length=hit.length + 1)
            yield found
    for place, word in enumerate(words):
        if not covered[place] and (word.raw[0].isupper() or not word.raw.isascii()) and len(word.raw) > 1:
            for hit in index.by_key(words, place):
                if not any(covered[place : place + hit.length]):
                    yield _english_found(hit, words, place)


def _is_article(text: str, words: Sequence[Token], place: int) -> bool:
    """Whether an Arabic article in Latin letters stands before words[place]: El-Hassakah, Al Raqqa, ar-Raqqa."""
    before = words[place - 1]
    if not words[place].joined:
        return False
    return before.plain in ("al", "el", "ul") or (
        len(before.plain) in (2, 3)
        and before.plain[0] in "ae"
        and text[before.end : words[place].start] == "-"
        and words[place].plain.startswith(before.plain[1:])
    )


def _english_found(hit: EnglishHit, words: Sequence[Token], place: int) -> Found:
    good = hit.standing in (Standing.PREFERRED, Standing.ADMITTED)
    cues = hit.entry.sense
    return Found(
        hit.entry,
        words[place].start,
        words[place + hit.length - 1].end,
        place,
        hit.length,
        "",
        "",
        good,
        hit.standing,
        hit.is_short,
        "key" if hit.by_key else "listed",
        "" if good else "another spelling" if hit.by_key else f"{hit.standing} form",
        hit.for_target,
        "",
        0.0 if cues.for_en else 1.0 if cues.against_en else None,
    )


def _score_arabic(hit: Found, text: str, words: Sequence[Word], near: float, sure: frozenset[int]) -> float:
    clitics = hit.clitics if hit.is_strict else ""
    end = hit.first + hit.length
    is_beside = hit.entry.kind is Kind.PLACE and end + 1 in sure and sense.is_direction(words[end])
    score = near + sense.score_arabic(
        hit.entry, words, hit.first, hit.length, clitics=clitics, is_beside=is_beside
    )
    if hit.entry.kind is Kind.PLACE and _is_dateline(
        text, hit, ":(" if not sense.is_wordy(hit.entry) else "("
    ):
        score += 1.5
    if hit.entry.domain == "media" and (_is_quoted(text, hit) or _is_byline(text, hit)):
        score += 2
    return score


def _score_english(hit: Found, words: Sequence[Token], near: float) -> float:
    return near + sense.score_english(hit.entry, words, hit.first, hit.length)


def _is_quoted(text: str, hit: Found) -> bool:
    return text[hit.start - 1 : hit.start] in ("«", '"', "“") and text[hit.end : hit.end + 1] in (
        "»",
        '"',
        "”",
    )


def _is_dateline(text: str, hit: Found, marks: str) -> bool:
    """Whether a text begins with the name and a colon or a bracket: «تدمر (وسط سوريا): …»."""
    return (
        hit.start < BYLINE
        and not text[: hit.start].strip()
        and text[hit.end : hit.end + 3].lstrip()[:1] in tuple(marks)
    )


def _is_byline(text: str, hit: Found) -> bool:
    """Whether nothing but a name stands after a short dateline: «القاهرة: الشرق الأوسط»."""
    before = text[max(0, hit.start - BYLINE) : hit.start].rstrip(' «"')
    after = text[hit.end : hit.end + BYLINE]
    return hit.start < BYLINE and before.endswith((":", "-", "–")) and not after.strip(' »".')


def _weigh(
    hits: list[Found],
    glossary: Glossary,
    context: _Context,
    score_of: Callable[[Found, float, frozenset[int]], float],
) -> list[Found]:
    """Score ambiguous hits and names that share their words; what is neither passes as it is."""
    owners: dict[tuple[int, int], set[str]] = {}
    for hit in hits:
        owners.setdefault((hit.first, hit.length), set()).add(hit.entry.id)
    shared = {span for span, names in owners.items() if len(names) > 1}
    if not shared and all(hit.prior is None for hit in hits):
        return hits
    result = [hit if hit.prior is None and (hit.first, hit.length) not in shared else None for hit in hits]
    for _ in range(2):  # what the first pass makes sure keeps company in the second
        company = _Company(
            [hit for hit in result if hit is not None and hit.is_accepted and hit.entry.kind in _NEAR],
            context.present,
            glossary,
        )
        for number, hit in enumerate(hits):
            known = result[number]
            if known is hit or (known is not None and known.is_accepted and hit.prior is not None):
                continue
            near = company.of(hit, owners[hit.first, hit.length])
            score = (hit.prior or 0.0) + score_of(hit, near, company.starts)
            wordy = hit.mode in MODES and sense.is_wordy(hit.entry)
            wanted = sense.WORDY if wordy else sense.ACCEPTED
            if hit.entry.id in context.confirmed:
                wanted = 0.5 if wordy else 0.0
            result[number] = hit._replace(score=score, is_accepted=hit.prior is None or score >= wanted)
    return [hit for hit in result if hit is not None]


class _Company:
    """The sure places of a sentence and its article, and what they add to the score of a doubtful hit.

    `starts` are the places of their first words. An adjective (الأردنية) tells the country.
    """

    def __init__(self, found: list[Found], present: frozenset[str], glossary: Glossary) -> None:
        self._glossary = glossary
        sure = [hit for hit in found if hit.entry.kind is Kind.PLACE]
        self.starts = frozenset(hit.first for hit in sure)
        self._places = {hit.entry.id for hit in sure} | present
        self._countries = Counter(glossary.country(ident) for ident in self._places)
        self._countries.update(
            home for hit in found if hit.entry.kind is Kind.DEMONYM for home in glossary.homes(hit.entry.id)
        )
        self._joined_at = {hit.first for hit in sure if hit.clitics.startswith("و")}
        self._ends = {hit.first + hit.length for hit in sure}

    def of(self, hit: Found, owners: set[str]) -> float:
        """1 for a place it keeps company with, else 0.5 for one of its country; 1 more for a sure place joined to it by «و»."""
        country = self._glossary.country(hit.entry.id)
        own = sum(self._glossary.country(ident) == country for ident in owners & self._places)
        if not self._glossary.company(hit.entry).isdisjoint(self._places - owners):
            near = 1.0
        else:
            near = 0.5 if country and self._countries[country] > own else 0.0
        is_joined = hit.first + hit.length in self._joined_at or (
            hit.clitics.startswith("و") and hit.first in self._ends
        )
        return near + is_joined


def _context(document: str, code: str, glossary: Glossary) -> _Context:
    """What the article holds, computed once for an article (the last few are kept)."""
    key = (id(glossary), code, hash(document))
    known = _contexts.get(key)
    if known is not None and known[0] is glossary and known[1] == document:
        _contexts.move_to_end(key)
        return known[2]
    present: set[str] = set()
    confirmed: set[str] = set()
    for hit in search(document, code, glossary):
        (present if hit.prior is None else confirmed).add(hit.entry.id)
    context = _Context(
        frozenset(name for name in present if glossary[name].kind is Kind.PLACE), frozenset(confirmed)
    )
    _contexts[key] = (glossary, document, context)
    while len(_contexts) > _KEPT:
        _contexts.popitem(last=False)
    return context
