"""Entries in, flaws out: conflicts, variants that nothing reaches, names that are common words, cues and references that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from translate.glossary.entry import Kind, Policy, Standing
from translate.glossary.match import SHORT
from translate.glossary.paradigm import folded, forms
from translate.glossary.variants import normalise
from translate.model import Severity
from translate.text.arabic import fold_encoding, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translate.glossary.entry import Entry, Glossary

# Words that a name must not equal without `ambiguous`: the most frequent of Arabic and English news.
_LISTED = (
    "في من على إلى عن مع بين بعد قبل حتى عند كان كانت قال قالت هذا هذه ذلك تلك الذي التي كل بعض غير أن إن "
    "لا ما لم لن قد هو هي هم نحو كما حيث منذ خلال حول ضد دون أي أو ثم إذا لو كيف لماذا متى أين وان عنه "
    "عليه منه فيه له لها به بها سيول جدة حجة صور بلد حديثة عمران باب الباب الصور الدور القائم العين الخبر "
    "البيضاء الزاوية المدينة الجزيرة القطاع الضفة الحق العام الجديد الكبير الصغير الأول الثاني الأبيض "
    "الأزرق الأسود الرمادي الخيام الخليل القاهرة قطر مالي قمر سرت قم نوى صيدا معان نصيب تل هجين الرقة "
    "الطبقة الكرامة الشيوخ الحراك",
    "a an and are as at be but by do for from go had has have he her him his how i if in into is it its "
    "me more most my no not of off on one or our out over she so than that the their them then there they "
    "this to two up us was we were what when where which who will with you all any can may new now old "
    "see van hit male salt hail mare nice reading bath cork split turkey chad",
)
_COMMON_AR, _COMMON_EN = (frozenset(line.split()) for line in _LISTED)


class Flaw(NamedTuple):
    """What lint found, with the file and line of the entry."""

    code: str
    severity: Severity
    message: str
    entry: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message} [{self.code}]"


def lint(glossary: Glossary) -> list[Flaw]:
    """Every flaw of the glossary, by file and line. An error makes a match wrong; a warning may."""
    found = [
        *_shared_english(glossary),
        *_shared_arabic(glossary),
        *(flaw for entry in glossary for flaw in _entry(entry, glossary)),
    ]
    return sorted(set(found), key=lambda flaw: (flaw.file, flaw.line, flaw.code, flaw.message))


def _flaw(entry: Entry, code: str, severity: Severity, message: str) -> Flaw:
    return Flaw(code, severity, message, entry.id, entry.file, entry.line)


def _is_told_apart(entries: list[Entry], language: str) -> bool:
    """Whether each of the entries says how it is told from the others."""

    def tells(entry: Entry) -> bool:
        sense = entry.sense
        cues = (sense.for_ar or sense.against_ar) if language == "ar" else (sense.for_en or sense.against_en)
        return bool(cues or entry.near or entry.within or entry.priority)

    return all(tells(entry) for entry in entries)


def _shared_english(glossary: Glossary) -> Iterator[Flaw]:
    owners: dict[str, dict[str, Entry]] = {}
    for entry in glossary:
        if entry.direction == "ar2en":
            continue
        written = [
            entry.english,
            entry.english_short,
            *(v.text for v in entry.english_variants if not v.for_target),
        ]
        for text in written:
            key = normalise(text.replace(".", "")) if text != text.upper() else text.replace(".", "")
            if key:
                owners.setdefault(" ".join(key.removeprefix("the ").split()), {})[entry.id] = entry
    for text, sharing in owners.items():
        if len(sharing) > 1 and not _is_told_apart(list(sharing.values()), "en"):
            names = ", ".join(sorted(sharing))
            for entry in sharing.values():
                yield _flaw(
                    entry,
                    "term.conflict",
                    Severity.ERROR,
                    f"{text!r} leads to {names}; give cues, near or priority",
                )


def _shared_arabic(glossary: Glossary) -> Iterator[Flaw]:
    owners: dict[str, dict[str, Entry]] = {}
    for entry in glossary:
        if entry.direction == "en2ar":
            continue
        for text in (entry.arabic, *(v.text for v in entry.arabic_variants if not v.for_target)):
            owners.setdefault(plain(text), {})[entry.id] = entry
    for text, sharing in owners.items():
        named = [entry for entry in sharing.values() if entry.policy is not Policy.SUGGEST]
        if len(named) > 1 and not _is_told_apart(named, "ar"):
            names = ", ".join(sorted(entry.id for entry in named))
            for entry in named:
                yield _flaw(
                    entry,
                    "term.conflict",
                    Severity.ERROR,
                    f"{text} leads to {names}; give cues, near or priority",
                )


def _entry(entry: Entry, glossary: Glossary) -> Iterator[Flaw]:
    yield from _spelling(entry)
    yield from _variants(entry)
    yield from _cues(entry)
    for name in (*entry.near, *((entry.within,) if entry.within else ())):
        if not glossary.named(name) and name not in glossary:
            yield _flaw(
                entry, "term.reference", Severity.WARNING, f"no entry is called {name!r}; name one by its en"
            )


def _spelling(entry: Entry) -> Iterator[Flaw]:
    for text in (entry.arabic, *(variant.text for variant in entry.arabic_variants)):
        if any(character.isdigit() or (character.isascii() and character.isalpha()) for character in text):
            yield _flaw(
                entry,
                "term.letters",
                Severity.ERROR,
                f"{text} holds figures or Latin letters and is never found",
            )
    for text in (entry.arabic, entry.arabic_short, *entry.plurals, *entry.derived):
        if text != fold_encoding(text):
            yield _flaw(
                entry,
                "term.encoding",
                Severity.ERROR,
                f"{text} is written with foreign letters or a tatweel; {fold_encoding(text)}",
            )
    for word in entry.arabic.split():
        if word.startswith(
            ("الإست", "الإجت", "الإتح", "الإنت", "الإقت", "الإحت", "الإعت", "الإشت", "الإتف", "الإنف")
        ):
            yield _flaw(
                entry,
                "term.hamza",
                Severity.WARNING,
                f"{word} has a hamza on a joining alef; {word.replace('الإ', 'الا', 1)}",
            )
    if entry.vocalised and plain(entry.vocalised) != plain(entry.arabic):
        yield _flaw(
            entry, "term.vocalised", Severity.ERROR, f"{entry.vocalised} is not a vocalised {entry.arabic}"
        )


def _variants(entry: Entry) -> Iterator[Flaw]:
    house = normalise(entry.english)
    for language in ("en", "ar"):
        seen: dict[str, str] = {}
        for variant in entry.variants(language):
            key = normalise(variant.text) if language == "en" else plain(variant.text)
            if key == (house if language == "en" else plain(entry.arabic)) and variant.text != entry.house(
                language
            ):
                continue  # another case or other marks of the house form
            if key in seen or variant.text == entry.house(language):
                yield _flaw(
                    entry, "term.repeated", Severity.WARNING, f"{variant.text} is listed already; remove one"
                )
            seen[key] = variant.text
    accepted = {
        folded(form.words)
        for form in forms(entry)
        if form.standing in (Standing.PREFERRED, Standing.ADMITTED)
    }
    for variant in entry.arabic_variants:
        words = folded(tuple(plain(word) for word in variant.text.split()))
        if len(words) == 1 and len(words[0]) <= SHORT + 1:
            continue  # misspelt short names are found in doubt only; a listed one is sure
        if variant.standing is Standing.DEPRECATED and words in accepted:
            yield _flaw(
                entry,
                "term.unreachable",
                Severity.WARNING,
                f"{variant.text} is found without being listed, as a misspelling of another form; remove it",
            )


def _cues(entry: Entry) -> Iterator[Flaw]:
    sense = entry.sense
    if entry.ambiguous == "yes" and not (sense.for_ar or sense.against_ar or entry.near or entry.within):
        yield _flaw(
            entry,
            "term.cues",
            Severity.WARNING,
            f"{entry.arabic} is ambiguous and has no cue; give for_ar or near",
        )
    if entry.policy is Policy.SUGGEST or entry.kind in (Kind.COMMON, Kind.DEMONYM):
        return
    for text in (entry.arabic, *(v.text for v in entry.arabic_variants if not v.for_target)):
        if entry.ambiguous == "no" and not sense.for_ar and plain(text) in _COMMON_AR:
            yield _flaw(
                entry,
                "term.common",
                Severity.WARNING,
                f"{text} is a common word; set ambiguous and give cues",
            )
    for text in (entry.english, *(v.text for v in entry.english_variants if not v.for_target)):
        if not (sense.for_en or sense.against_en) and text.lower() in _COMMON_EN and text != text.upper():
            yield _flaw(
                entry, "term.common", Severity.WARNING, f"{text} is a common word; give for_en or against_en"
            )


def conflicts(entries: Iterable[Entry], glossary: Glossary) -> list[Flaw]:
    """Flaws that new entries would bring into a glossary."""
    from translate.glossary.entry import Glossary as Made

    new = {entry.id for entry in entries}
    both = Made([*(entry for entry in glossary if entry.id not in new), *entries])
    return [flaw for flaw in lint(both) if flaw.entry in new]
