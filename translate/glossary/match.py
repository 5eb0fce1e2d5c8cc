"""A text in, the glossary terms it holds out: longest match, ambiguous names weighed by their neighbourhood."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from translate.glossary import sense
from translate.glossary.english_index import tokens
from translate.glossary.entry import Kind, Standing
from translate.languages import language as known_language
from translate.model import TermMatch
from translate.text.arabic import words as arabic_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.glossary.english_index import EnglishHit, Token
    from translate.glossary.entry import Entry, Glossary

MODES = ("detect", "strict")
_RANK = {Standing.PREFERRED: 0, Standing.ADMITTED: 1, Standing.DEPRECATED: 2, Standing.FORBIDDEN: 3}


class Found(NamedTuple):
    """A hit in a text: text[start:end]; `rank` orders hits over the same words, lower is better."""

    entry: Entry
    start: int
    end: int
    first: int  # word
    length: int  # words
    clitics: str
    pronoun: str
    is_strict: bool
    standing: Standing
    is_short: bool
    mode: str
    reason: str
    score: float | None
    is_accepted: bool

    @property
    def rank(self) -> tuple[int, bool, int, float, int, int]:
        return (
            -self.length, not self.is_strict, len(self.clitics), -(self.score or 0.0), -self.entry.priority, _RANK[self.standing],
        )  # fmt: skip


class _Context(NamedTuple):
    """What an article says beside the sentence: names present (ids), ambiguous names confirmed."""

    present: frozenset[str]
    confirmed: frozenset[str]


_NOTHING = _Context(frozenset(), frozenset())
_contexts: OrderedDict[tuple[int, str, int], tuple[Glossary, str, _Context]] = OrderedDict()
_KEPT = 8  # documents


def find(
    text: str, language: str, glossary: Glossary, mode: str = "detect", document: str | None = None
) -> tuple[TermMatch, ...]:
    """Terms of the glossary in a text, in order, not overlapping; `document` is the whole article, for the sense of names.

    `strict` finds forms that are right as they stand, `detect` (for sources) also misspelt and deprecated ones. An ambiguous
    name whose sense is not shown by its neighbourhood is left out. Raises InputError for an unknown language.
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
        note=note,
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
) -> list[Found]:
    """Hits in a text; `nested` keeps those inside longer ones, `rejected` those that the sense gate turns down.

    `repairs` adds words that no writer means otherwise and that are too broken to count as found (لالحسكة).
    """
    code = known_language(language).code
    if not text or not len(glossary):
        return []
    context = _context(document, code, glossary) if document is not None else _NOTHING
    hits = list(
        _arabic(text, glossary, strict=strict, repairs=repairs) if code == "ar" else _english(text, glossary)
    )
    hits = _weigh(hits, text, code, glossary, context)
    if not rejected:
        hits = [hit for hit in hits if hit.is_accepted]
    hits.sort(key=lambda hit: (hit.first, not hit.is_accepted, hit.rank))
    return hits if nested else _longest(hits)


def _longest(hits: list[Found]) -> list[Found]:
    """Hits that do not overlap, the best from the left; a longer one that begins inside a shorter one wins."""
    chosen: list[Found] = []
    for hit in hits:
        if not chosen or hit.first >= chosen[-1].first + chosen[-1].length:
            chosen.append(hit)
        elif hit.first > chosen[-1].first and hit.length > chosen[-1].length and hit.is_accepted:
            chosen[-1] = hit
    return chosen


def _arabic(text: str, glossary: Glossary, *, strict: bool, repairs: bool) -> Iterator[Found]:
    words = arabic_words(text)
    index = glossary.arabic
    for place in range(len(words)):
        for hit in index.at(text, words, place):
            if hit.is_strict or (not strict and (repairs or not hit.is_broken)):
                last = words[place + hit.length - 1]
                yield Found(
                    hit.entry, words[place].start, last.end, place, hit.length, hit.cluster, hit.pronoun, hit.is_strict,
                    hit.form.standing, hit.form.short, "strict" if hit.is_strict else "detect", hit.reason, None, True,
                )  # fmt: skip


def _english(text: str, glossary: Glossary) -> Iterator[Found]:
    words = tokens(text)
    index = glossary.english
    covered = [False] * len(words)
    for place in range(len(words)):
        for hit in index.at(text, words, place):
            for step in range(place, place + hit.length):
                covered[step] = True
            yield _english_found(hit, words, place, "listed")
    for place, word in enumerate(words):
        if not covered[place] and (word.raw[0].isupper() or not word.raw.isascii()) and len(word.raw) > 1:
            for hit in index.by_key(words, place):
                if not any(covered[place : place + hit.length]):
                    yield _english_found(hit, words, place, "key")


def _english_found(hit: EnglishHit, words: Sequence[Token], place: int, mode: str) -> Found:
    last = words[place + hit.length - 1]
    good = hit.standing in (Standing.PREFERRED, Standing.ADMITTED)
    return Found(
        hit.entry, words[place].start, last.end, place, hit.length, "", "", good, hit.standing, hit.is_short, mode,
        "" if good else f"{hit.standing} form" if mode == "listed" else "another spelling", None, True,
    )  # fmt: skip


def _weigh(hits: list[Found], text: str, code: str, glossary: Glossary, context: _Context) -> list[Found]:
    """Score ambiguous hits and names that share their form; what is neither passes as it is."""
    if not hits:
        return hits
    owners: dict[tuple[int, int], set[str]] = {}
    for hit in hits:
        owners.setdefault((hit.first, hit.length), set()).add(hit.entry.id)
    doubtful = [hit for hit in hits if _is_gated(hit, code) or len(owners[hit.first, hit.length]) > 1]
    if not doubtful:
        return hits
    arabic = arabic_words(text) if code == "ar" else []
    english = tokens(text) if code == "en" else []
    sure = {
        hit.entry.id
        for hit in hits
        if not _is_gated(hit, code) and len(owners[hit.first, hit.length]) == 1
    }
    places = {name for name in sure if glossary[name].kind is Kind.PLACE} | set(context.present)
    result = []
    for hit in hits:
        if hit not in doubtful:
            result.append(hit)
            continue
        near = not glossary.company(hit.entry).isdisjoint(places)
        if code == "ar":
            score = sense.score_arabic(
                hit.entry, arabic, hit.first, hit.length, clitics=hit.clitics, has_company=near
            )
        else:
            score = sense.score_english(hit.entry, english, hit.first, hit.length, has_company=near)
        confirmed = hit.entry.id in context.confirmed and score >= 0
        accepted = not _is_gated(hit, code) or score >= sense.ACCEPTED or confirmed
        result.append(hit._replace(score=score, is_accepted=accepted))
    return result


def _is_gated(hit: Found, code: str) -> bool:
    """Whether a hit must show its sense; a longer form of a name that has one-word forms shows it (المدينة المنورة)."""
    entry = hit.entry
    if code == "en":
        return bool(entry.sense.for_en or entry.sense.against_en)
    return entry.ambiguous != "no" and (hit.length == 1 or not _has_short_form(entry))


def _has_short_form(entry: Entry) -> bool:
    return " " not in entry.arabic or any(" " not in variant.text for variant in entry.arabic_variants)


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
        (confirmed if _is_gated(hit, code) else present).add(hit.entry.id)
    context = _Context(
        frozenset(name for name in present if glossary[name].kind is Kind.PLACE), frozenset(confirmed)
    )
    _contexts[key] = (glossary, document, context)
    while len(_contexts) > _KEPT:
        _contexts.popitem(last=False)
    return context
