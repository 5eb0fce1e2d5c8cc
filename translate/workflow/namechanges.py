"""A source, its draft and the post-edit go in; names that the person spelt in another way come out, in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from translate.text.arabic import Word, adjoins, plain, words
from translate.text.clitics import ARTICLE, readings
from translate.text.diff import diff
from translate.text.folding import words as words_of
from translate.text.sounds import alike, arabic_bones, latin_bones

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 4  # words of a name
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['\u2019\u02bb\u02bf-][A-Za-z\u00c0-\u024f]+)*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_INSIDE = frozenset(
    ["al", "el", "bin", "ibn", "bint", "abu", "umm", "of", "de"]
)  # go on in lower case inside a name
_NO_NAMES = words_of(
    "the a an and but or for in on at of to from by with as his her its their this that he she it they we i mr mrs ms dr"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
    " october november december"
)
#: Texts longer than this (characters) are no segments; they are not searched.
MOST = 4000


class NameChange(NamedTuple):
    """A name as the approved target has it, in both languages, and what the draft had in its place ("" where nothing)."""

    english: str
    arabic: str
    was: str


def name_changes(source: str, draft: str, target: str, *, target_language: str) -> list[NameChange]:
    """Names of the target that the draft spells otherwise, found in the source by their sound; each pair once.

    Whoever reads the list must see a name twice before believing it: sounds are coarse.
    """
    if max(len(source), len(draft), len(target)) > MOST:
        return []
    changed = list(_changed(draft, target))
    if not changed:
        return []
    if target_language == "ar":
        english, arabic = _english_names(source), _arabic_runs(target)
    else:
        english, arabic = _english_names(target), _arabic_runs(source)
    before = _forms(draft, target_language)
    found: dict[tuple[str, str], NameChange] = {}
    covered: list[tuple[int, int]] = []
    for english_span, name in english:
        best = _sounding(name, arabic)
        if best is None:
            continue
        arabic_span, form = best
        span = arabic_span if target_language == "ar" else english_span
        was = next((old for start, end, old in changed if start < span[1] and span[0] < end), None)
        if was is None or any(start <= span[0] and span[1] <= end for start, end in covered):
            continue
        if (form if target_language == "ar" else name.lower()) in before:
            continue  # a clitic, a case or the word order changed, not the name
        covered.append(span)
        found.setdefault((name, form), NameChange(name, form, was))
    return list(found.values())


def _changed(draft: str, target: str) -> Iterator[tuple[int, int, str]]:
    """Where something stands in the target that the draft did not have, and what the draft had there."""
    place, gone = 0, ""
    for kind, text in diff(draft, target):
        if kind == "delete":
            gone = text.strip()
            continue
        if kind == "insert":
            yield place, place + len(text), gone
        gone = ""
        place += len(text)


def _english_names(text: str) -> list[tuple[tuple[int, int], str]]:
    """Runs of capitalised words with their places, the longest first, and the parts of each run."""
    tokens = [(found.start(), _POSSESSIVE.sub("", found[0])) for found in _LATIN.finditer(text)]
    runs: list[list[tuple[int, str]]] = [[]]
    for start, word in tokens:
        last = runs[-1][-1] if runs[-1] else None
        is_next = last is not None and text[last[0] + len(last[1]) : start] == " "
        is_name = word[0].isupper() and word.lower() not in _NO_NAMES
        if not is_next:
            runs.append([])
        if is_name or (is_next and word.lower() in _INSIDE):
            runs[-1].append((start, word))
        elif runs[-1]:
            runs.append([])
    found = []
    for run in runs:
        for first in range(len(run)):
            for last_place in range(first, min(len(run), first + LONGEST)):
                ends = run[first], run[last_place]
                if all(word[0].isupper() for _, word in ends):
                    span = (ends[0][0], ends[1][0] + len(ends[1][1]))
                    found.append((span, text[span[0] : span[1]]))
    return sorted(found, key=lambda item: (item[0][0] - item[0][1], item[0][0]))


def _arabic_runs(text: str) -> list[tuple[tuple[int, int], tuple[str, ...]]]:
    """Up to LONGEST neighbouring words with their places."""
    found = words(text)
    runs: list[tuple[tuple[int, int], tuple[str, ...]]] = []
    for first in range(len(found)):
        run: list[Word] = []
        for word in found[first : first + LONGEST]:
            if run and not adjoins(text, run[-1], word):
                break
            run.append(word)
            runs.append(((run[0].start, word.end), tuple(item.plain for item in run)))
    return runs


def _sounding(
    name: str, runs: list[tuple[tuple[int, int], tuple[str, ...]]]
) -> tuple[tuple[int, int], str] | None:
    """The Arabic words that sound like the name, and their form without proclitics; the closest, then the least changed."""
    bones = latin_bones(name.replace(" ", ""))
    if len(bones) < 2:
        return None
    number = len([part for part in re.split(r"[\s-]+", name) if part.lower() not in ("al", "el")])
    best: tuple[tuple[int, int, int], tuple[int, int], str] | None = None
    for span, parts in runs:
        if abs(len(parts) - number) > 1:
            continue
        for cost, reading in enumerate(readings(parts[0])):
            head = reading.prefix + parts[0][reading.offset :]
            heard = arabic_bones("".join(_bare(part) for part in (head, *parts[1:])))
            if not alike(bones, heard):
                continue
            rank = (int(heard != bones), abs(len(parts) - number), cost)
            if best is None or rank < best[0]:
                best = rank, span, " ".join((head, *parts[1:]))
    return best[1:] if best else None


def _bare(word: str) -> str:
    return word.removeprefix(ARTICLE) if len(word) > len(ARTICLE) + 1 else word


def _forms(text: str, language: str) -> frozenset[str]:
    """Everything that may be a name in the draft, as it is compared."""
    if language != "ar":
        return frozenset(name.lower() for _, name in _english_names(text))
    forms = set()
    for _, parts in _arabic_runs(text):
        for reading in readings(parts[0]):
            forms.add(" ".join((plain(reading.prefix + parts[0][reading.offset :]), *parts[1:])))
    return frozenset(forms)
