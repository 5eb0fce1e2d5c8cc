"""Pairs of texts of one article go in, one after the other; a name that is spelt otherwise than before comes out."""

from __future__ import annotations

from typing import NamedTuple

from translate.text.arabic import plain
from translate.text.lexicon import tables
from translate.text.proper import english_names
from translate.text.sounds import alike, arabic_bones, latin_bones
from translate.text.stems import stemmed

_HEADS = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب")


class Otherwise(NamedTuple):
    """target[start:end] is `written`; the name was `before` in an earlier text."""

    start: int
    end: int
    name: str
    written: str
    before: str


class Ledger:
    """What each name of the article was rendered by so far; names that sound the same in both scripts."""

    def __init__(self, source_language: str, target_language: str) -> None:
        self._into_arabic = target_language == "ar"
        self._forms: dict[str, str] = {}

    def read(self, source: str, target: str) -> list[Otherwise]:
        """The names of this pair that are rendered otherwise than before."""
        english, arabic = (source, target) if self._into_arabic else (target, source)
        names = [word for word, doubtful in english_names(english) if not doubtful]
        found: list[Otherwise] = []
        words = stemmed(arabic, "ar")
        for word in names:
            bones = latin_bones(word.raw)
            if len(bones) < 3:
                continue
            for other in words:
                form = self._core(other.raw, bones)
                if not form:
                    continue
                name, written, at = (word.raw, form, other) if self._into_arabic else (form, word.raw, word)
                before = self._forms.setdefault(name, written)
                if before != written and not self._same(before, written):
                    found.append(Otherwise(at.start, at.end, name, written, before))
                break
        return found

    def _core(self, raw: str, bones: str) -> str:
        """The Arabic word without a proclitic, where it sounds like the name; an empty text where it does not."""
        bare = plain(raw)
        for head in _HEADS:
            if bare.startswith(head) and len(bare) - len(head) > 2:
                rest = bare[len(head) :]
                heard = arabic_bones(rest)
                if heard == bones or (
                    len(bones) > 3 and alike(bones, heard) and rest not in tables().spellings
                ):
                    return rest
        return ""

    def _same(self, before: str, written: str) -> bool:
        """Whether two forms differ by an ending or an article alone: Syria and Syrian, الحسكة and حسكة."""
        one, two = sorted((_bare(before), _bare(written)), key=len)
        return (
            two.startswith(one)
            or two.endswith(one)
            or (len(one) > 3 and two.startswith(one[:-1]) and len(two) - len(one) < 4)
        )


def _bare(form: str) -> str:
    form = form.lower().replace("’", "'")
    for article in ("al-", "ال", "لل"):
        form = form.removeprefix(article)
    return form.removesuffix("'s")
