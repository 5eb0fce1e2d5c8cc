"""Corpus files go in; what is wrong with them comes out, one finding a flaw, with file and line."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate import registry
from translate.errors import InputError
from translate.model import Draft, Segment, Severity, Unit
from translate.training.corpus import protected_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

KINDS = frozenset(
    {
        "headline",
        "subhead",
        "section",
        "dateline",
        "byline",
        "caption",
        "paragraph",
        "quote",
        "list",
        "sentence",
        "furniture",
        "correction",
    }
)
SENTENCES = frozenset({"paragraph", "quote", "list", "sentence", "caption", "correction", "subhead"})
NEAR = 0.7  # share of common word 3-grams (of the longer text) from which two texts are nearly equal
_SHORT = 6  # words below which sameness is no accident worth reporting
_CHECKED = ("omission", "copy", "untranslated", "repetition", "number")
_RATIO = (0.45, 1.7)  # Arabic characters per English character; outside it a clause is missing
_ID = re.compile(r"[a-z]{3,5}-\d{2,4}")
# Tatweel has one use: it parts a one-letter preposition from a quotation, a figure or a Latin word (لـ«قسد»).
_FORBIDDEN = re.compile(
    r"(?<![بكل])\u0640|\u0640(?![«(\dA-Za-z])"
    "|[\u0660-\u0669\u06f0-\u06f9\ufb50-\ufdff\ufe70-\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffd]"
)
_LATIN_MARK = re.compile(r"[,;?](?!\d)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Row:
    """One pair as it stands in a file, with its place."""

    file: str
    line: int
    article: str
    kind: str
    origin: str
    english: str
    arabic: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw of a row: a code such as `quotes.unbalanced` and a message."""

    row: Row
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.row.file}:{self.row.line}: {self.code}: {self.message}"


def read(paths: Iterable[Path]) -> tuple[list[Row], list[Finding]]:
    """All rows of the files (a folder stands for its *.tsv), and findings for lines that are no rows."""
    rows, findings = [], []
    for path in paths:
        files = sorted(path.glob("*.tsv")) if path.is_dir() else [path]
        if not files:
            raise InputError("no corpus files", file=path, advice="give a folder of .tsv files, or files")
        for file in files:
            try:
                lines = file.read_bytes().decode("utf-8").split("\n")
            except (OSError, UnicodeDecodeError) as error:
                raise InputError(f"cannot be read: {error}", file=file) from error
            for number, line in enumerate(lines, 1):
                columns = line.split("\t")
                if not line and number == len(lines):
                    continue
                if len(columns) != 5:
                    bad = Row(str(file), number, "", "", "", line, "")
                    findings.append(Finding(bad, "format", f"{len(columns)} columns instead of 5"))
                    continue
                rows.append(Row(str(file), number, *columns))
    return rows, findings


def review(rows: Sequence[Row], *, protected: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Every flaw of every row, then repetition across rows. `protected` are hashes of test sentences."""
    for row in rows:
        yield from (Finding(row, code, message) for code, message in _flaws(row))
        for text in (row.english, row.arabic):
            if len(text.split()) > 3 and protected_key(text) in protected:
                yield Finding(row, "testset", "stands in a protected test set")
    yield from duplicates(rows)


def _flaws(row: Row) -> Iterator[tuple[str, str]]:
    english, arabic = row.english, row.arabic
    if not _ID.fullmatch(row.article):
        yield "format", f"article id {row.article!r}"
    if row.kind not in KINDS:
        yield "format", f"kind {row.kind!r}; known: {', '.join(sorted(KINDS))}"
    if row.origin not in ("en", "ar"):
        yield "format", f"origin {row.origin!r} is neither en nor ar"
    for side, text in (("English", english), ("Arabic", arabic)):
        if not text.strip():
            yield "empty", f"no {side} text"
        if text != text.strip() or "  " in text or "\u00a0" in text:
            yield "spaces", f"spaces at the edge or doubled in the {side}"
        if text != unicodedata.normalize("NFC", text):
            yield "nfc", f"the {side} is not in NFC"
    if re.search("[\u0600-\u06ff]", english):
        yield "script", "Arabic letters in the English"
    if found := _FORBIDDEN.search(arabic):
        yield (
            "script",
            f"U+{ord(found[0]):04X} in the Arabic (Eastern digits, marks, presentation forms, and tatweel but for لـ«…», are not used)",
        )
    if _LATIN_MARK.search(arabic) or '"' in arabic or "“" in arabic:
        yield "punctuation", "Latin punctuation in the Arabic"
    if arabic.count("«") != arabic.count("»") or english.count('"') % 2:
        yield "quotes.unbalanced", "quotes do not pair"
    if english.count('"') and "«" not in arabic:
        yield "quotes.lost", "the Arabic has lost the quotation"
    if len(english) > 25 and not _RATIO[0] <= len(arabic) / len(english) <= _RATIO[1]:
        yield "length", f"{len(arabic) / len(english):.2f} Arabic characters to an English one"
    if row.kind in SENTENCES | {"headline"} and english.endswith("?") != arabic.endswith("؟"):
        yield "question", "a question on one side only"
    yield from _numbers(row)


def _numbers(row: Row) -> Iterator[tuple[str, str]]:
    """The draft checks that concern meaning, on the pair in its original direction."""
    source, target = (row.english, row.arabic) if row.origin == "en" else (row.arabic, row.english)
    language, other = ("en", "ar") if row.origin == "en" else ("ar", "en")
    unit = Unit(Segment("1", "1", source, 0), Draft(target, "corpus"), target)
    for name in _CHECKED:
        if name in registry.names("checks"):
            for issue in registry.load("checks", name).check(
                unit, source_language=language, target_language=other
            ):
                if issue.severity is Severity.ERROR:
                    yield issue.code, issue.message


def duplicates(rows: Sequence[Row]) -> Iterator[Finding]:
    """Rows whose English or Arabic equals, or nearly equals, that of an earlier row (sentences of six words and more).

    Headlines, datelines, bylines and furniture may share one side with another row, but not both.
    """
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (_folded(row.english), _folded(row.arabic))
        if earlier := seen.get(key):
            yield Finding(row, "duplicate", f"the same pair stands in {earlier.file}:{earlier.line}")
        seen.setdefault(key, row)
    for side in ("english", "arabic"):
        yield from _near(rows, side)


def _near(rows: Sequence[Row], side: str) -> Iterator[Finding]:
    words = [tuple(_folded(getattr(row, side)).split()) if row.kind in SENTENCES else () for row in rows]
    grams = [
        {hash(text[place : place + 3]) for place in range(len(text) - 2)} if len(text) >= _SHORT else set()
        for text in words
    ]
    rarity = Counter(gram for own in grams for gram in own)
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for index, own in enumerate(grams):
        # Two texts that share 70 % of their 3-grams share one of the rarest 30 % and one more (prefix filtering).
        rarest = sorted(own, key=lambda gram: (rarity[gram], gram))[: int((1 - NEAR) * len(own)) + 1]
        for earlier in {candidate for gram in rarest for candidate in holders[gram]}:
            if len(own & grams[earlier]) >= NEAR * max(len(own), len(grams[earlier])):
                same = "equals" if words[earlier] == words[index] else "nearly equals"
                yield Finding(
                    rows[index],
                    "near",
                    f"the {side.title()} {same} {rows[earlier].file}:{rows[earlier].line}",
                )
                break
        for gram in rarest:
            holders[gram].append(index)


def _folded(text: str) -> str:
    text = re.sub("[\u064b-\u0652\u0670\u0640]", "", unicodedata.normalize("NFKC", text).lower())
    return " ".join(_WORD.findall(text))
