"""Pairs of texts of one article go in, one after the other; a name that is spelt otherwise than before comes out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from translate.text.arabic import plain
from translate.text.lexicon import tables
from translate.text.proper import english_names
from translate.text.sounds import alike, arabic_bones, latin_bones
from translate.text.stems import Word, stemmed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_HEADS = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب")
_WITH_WAW = ("w", "o", "u", "v")
_POSSESSIVE = ("'s", "’s")


class Otherwise(NamedTuple):
    """target[start:end] is `written`; the name was `before` in an earlier text."""

    start: int
    end: int
    name: str
    written: str
    before: str


class Heard(NamedTuple):
    """The word target[start:end] renders a name by its sound, as `written` (without proclitic or possessive); `is_exact` where it has all its consonants."""

    start: int
    end: int
    name: str
    written: str
    is_exact: bool


class Ledger:
    """What each name of the article was rendered by so far; names that sound the same in both scripts."""

    def __init__(self, source_language: str, target_language: str) -> None:
        self._into_arabic = target_language == "ar"
        self._forms: dict[str, str] = {}

    def read(self, source: str, target: str) -> list[Otherwise]:
        """The names of this pair that are rendered otherwise than before."""
        found: list[Otherwise] = []
        for one in self.heard(source, target):
            before = self._forms.setdefault(one.name, one.written)
            if before != one.written and not is_same(before, one.written):
                found.append(Otherwise(one.start, one.end, one.name, one.written, before))
        return found

    def heard(self, source: str, target: str, *, sure: Collection[str] = ()) -> list[Heard]:
        """The names of a pair and their renderings; none where two names of the pair sound the same (محمد and محمود), for nothing tells which is which.

        `sure` are English words that are names although they may begin a sentence here.
        """
        english, arabic = (source, target) if self._into_arabic else (target, source)
        words = stemmed(arabic, "ar")
        pairs: list[tuple[Word, str, Word, bool]] = []
        names = [
            word
            for word, is_doubtful in english_names(english)
            if not is_doubtful or _unowned(word.raw) in sure
        ]
        for word in names:
            bones = latin_bones(word.raw)
            if len(bones) < 3:
                continue
            cores = [(self._core(other.raw, word.raw, bones), other) for other in words]
            own = [(core, other) for core, other in cores if core]
            exact = [one for one in own if arabic_bones(one[0]) == bones]
            pairs.extend((word, core, other, bool(exact)) for core, other in exact or own)
        latin: dict[str, set[str]] = {}
        written: dict[str, set[str]] = {}
        for word, core, _, _ in pairs:
            latin.setdefault(core, set()).add(_bare(word.raw))
            written.setdefault(_bare(word.raw), set()).add(_bare(core))
        found: dict[tuple[int, int], Heard] = {}
        for word, core, other, is_exact in pairs:
            if len(latin[core]) > 1 or len(written[_bare(word.raw)]) > 1:
                continue
            name = _unowned(word.raw)
            at, one = (other, (name, core)) if self._into_arabic else (word, (core, name))
            found.setdefault((at.start, at.end), Heard(at.start, at.end, *one, is_exact))
        return [found[place] for place in sorted(found)]

    def _core(self, raw: str, latin: str, bones: str) -> str:
        """The Arabic word without a proclitic, where it sounds like the name; an empty text where it does not."""
        bare = plain(raw)
        rests = [bare[len(head) :] for head in _HEADS if bare.startswith(head) and len(bare) - len(head) > 2]
        if bare.startswith("و") and latin[:1].lower() not in _WITH_WAW:
            rests = rests[1:]  # "and", for it is no consonant of the name
        for rest in rests:
            if arabic_bones(rest) == bones:
                return rest
        if len(bones) > 3:
            for rest in rests:
                if alike(bones, arabic_bones(rest)) and rest not in tables().spellings:
                    return rest
        return ""


def in_one_form(
    pairs: Sequence[tuple[str, str]],
    *,
    source_language: str,
    target_language: str,
    leave: Collection[str] = (),
) -> list[str]:
    """The targets of an article's pairs with each name in one form: the one that comes most often, else the one that sounds most like it.

    Names in `leave` (as the source writes them, without proclitics) stay as they are, and so do forms that differ by an ending or
    an article, and, into Arabic, words that the lexicon knows: an adjective agrees with its noun.
    """
    ledger = Ledger(source_language, target_language)
    sure = {
        _unowned(word.raw)
        for pair in pairs
        for word, is_doubtful in english_names(pair[target_language == "en"])
        if not is_doubtful
    }
    all_heard = [ledger.heard(source, target, sure=sure) for source, target in pairs]
    forms: dict[str, Counter[str]] = {}
    exact: set[tuple[str, str]] = set()
    for own in all_heard:
        for one in own:
            forms.setdefault(one.name, Counter())[one.written] += 1
            if one.is_exact:
                exact.add((one.name, one.written))
    english = tables().pairs["en"]
    best: dict[str, str] = {}
    for name, counted in forms.items():
        is_known = target_language == "ar" and any(
            stem in english for word in stemmed(name, "en") for stem in word.stems
        )
        form = max(counted, key=lambda form: (counted[form], (name, form) in exact))
        is_sure = counted[form] > 1 or (name, form) in exact
        if len(counted) > 1 and is_sure and name not in leave and not is_known:
            best[name] = form
    if not best:
        return [target for _, target in pairs]
    targets = []
    for (_, target), own in zip(pairs, all_heard, strict=True):
        for one in reversed(own):
            wanted = best.get(one.name, one.written)
            raw = target[one.start : one.end]
            if wanted != one.written and not is_same(wanted, one.written) and one.written in raw:
                target = target[: one.start] + raw.replace(one.written, wanted, 1) + target[one.end :]
        targets.append(target)
    return targets


def is_same(before: str, written: str) -> bool:
    """Whether two forms differ by an ending or an article alone: Syria and Syrian, الحسكة and حسكة."""
    one, two = sorted((_bare(before), _bare(written)), key=len)
    return (
        two.startswith(one)
        or two.endswith(one)
        or (len(one) > 3 and two.startswith(one[:-1]) and len(two) - len(one) < 4)
    )


def _unowned(form: str) -> str:
    for ending in _POSSESSIVE:
        form = form.removesuffix(ending)
    return form


def _bare(form: str) -> str:
    form = form.lower().replace("’", "'")
    for article in ("al-", "ال", "لل"):
        form = form.removeprefix(article)
    return form.removesuffix("'s")
