"""Source terms and a target text in, what became of each term out; annotation before and micro-repair after translation."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from translate.glossary.entry import Glossary, Policy, Standing
from translate.glossary.match import Found, search
from translate.glossary.realise import realise
from translate.text.arabic import fold_detection, plain
from translate.text.clitics import contract

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translate.glossary.entry import Entry
    from translate.model import TermMatch

OPEN, CLOSE = "<t>", "</t>"
_CASES = {"ابي": "genitive", "ابا": "accusative"}  # of a kunya, by its folded head


def accepts(
    entry: Entry,
    surface: str,
    mode: str = "strict",
    *,
    language: str = "ar",
    glossary: Glossary | None = None,
) -> bool:
    """Whether an entry stands in a surface (a word, or a stretch of text that shows the sense of an ambiguous name).

    `glossary` gives the places that keep an ambiguous name company. `strict` asks for a form that is right as it stands.
    """
    known = glossary if glossary is not None and entry.id in glossary else Glossary([entry])
    hits = search(surface, language, known, strict=mode == "strict", nested=True)
    return any(hit.entry.id == entry.id and (hit.is_strict or mode == "detect") for hit in hits)


def annotate(text: str, matches: Iterable[TermMatch], target_language: str) -> str:
    """The source with the house form of the other language after each term: `Baghouz <t> الباغوز </t> fell`.

    Places of matches are characters of text; of two that overlap the first is taken. Suggested terms are not announced, for their
    citation form is rarely the one that fits. Text that holds the marks already is returned as it is.
    """
    if OPEN in text or CLOSE in text:
        return text
    parts: list[str] = []
    position = 0
    for match in sorted(matches, key=lambda item: item.start):
        if match.start < position or match.status == "suggested":
            continue
        lemma = match.arabic if target_language == "ar" else match.english
        parts.append(f"{text[position : match.end]} {OPEN} {lemma} {CLOSE}")
        position = match.end
    parts.append(text[position:])
    return "".join(parts)


def required(mentions: int) -> int:
    """How many of n mentions a target must render: half, rounded up, for a second mention may be a pronoun."""
    return (mentions + 1) // 2


def verify(
    source_matches: Sequence[TermMatch], target_text: str, target_language: str, glossary: Glossary
) -> tuple[TermMatch, ...]:
    """The matches with status `present` or `missing`; suggested ones stay as they are.

    A target that has a term ceil(n/2) times for n mentions has it; where it has it less often, as many of the last mentions are
    missing as fall short. Misspelt, deprecated and forbidden forms do not count and
    stand in the note; a derived form (the Iraqi president for Iraq) counts under the relaxed policy.
    """
    hits = search(
        target_text, target_language, glossary, nested=True, rejected=True, repairs=True, in_target=True
    )
    good: Counter[str] = Counter()
    bad: dict[str, list[Found]] = {}
    free: dict[str, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, not hit.is_strict, hit.start - hit.end)):
        if hit.start < free.get(hit.entry.id, 0):
            continue  # inside a longer form of the same entry (تنظيم داعش, داعش): one mention
        if hit.is_strict:
            good[hit.entry.id] += 1
            free[hit.entry.id] = hit.end
        else:
            bad.setdefault(hit.entry.id, []).append(hit)
    mentions = Counter(match.entry for match in source_matches)
    told: Counter[str] = Counter()
    result = []
    for match in source_matches:
        if match.status == "suggested":
            result.append(match)
            continue
        entry = glossary.get(match.entry)
        count = good[match.entry] or sum(good[other] for other in _twins(entry, glossary))
        note = _note(entry, bad.get(match.entry, []), target_text, target_language)
        if entry is not None and count < required(mentions[match.entry]) and entry.policy is Policy.RELAXED:
            derived = _derived(entry, target_text, target_language, glossary, good)
            if derived:
                count += derived
                note = note or "by its adjective"
        short = max(0, required(mentions[match.entry]) - count)
        told[match.entry] += 1
        is_missing = told[match.entry] > mentions[match.entry] - short
        result.append(replace(match, status="missing" if is_missing else "present", note=note))
    return tuple(result)


def _twins(entry: Entry | None, glossary: Glossary) -> list[str]:
    """Other entries with the same Arabic form: طرابلس is two cities, and either stands for the other in a target."""
    if entry is None:
        return []
    return [name for name in glossary.written(entry.arabic) if name != entry.id]


def _note(entry: Entry | None, hits: list[Found], text: str, language: str) -> str:
    if entry is None or not hits:
        return ""
    worst = next((hit for hit in hits if hit.standing is Standing.FORBIDDEN), hits[0])
    return f"{worst.reason}: {text[worst.start : worst.end]}; write {entry.house(language)}"


def _derived(entry: Entry, text: str, language: str, glossary: Glossary, good: Counter[str]) -> int:
    """How often the adjectives of a name stand in the target."""
    if language != "ar":
        return sum(good[name] for name in glossary.demonyms(entry.id))
    adjectives = glossary.adjectives(entry.id)
    return len({hit.start for hit in search(text, "ar", adjectives, strict=True)}) if len(adjectives) else 0


def micro_repair(
    target: str, entry: Entry, target_language: str = "ar", *, glossary: Glossary | None = None
) -> tuple[str, str]:
    """The target with misspelt, deprecated and forbidden forms of an entry made good, and a note on what was changed.

    The clitic cluster is kept: لالحسكة → للحسكة, ادلب → إدلب, بأبو كمال → بالبوكمال. Nothing to repair: the target as it is and "".
    """
    known = glossary if glossary is not None and entry.id in glossary else Glossary([entry])
    hits = [
        hit
        for hit in search(target, target_language, known, repairs=True)
        if hit.entry.id == entry.id
        and (not hit.is_strict or _is_spelt_otherwise(hit, target, target_language))
        and hit.mode != "key"
        and not hit.pronoun
    ]
    notes = []
    for hit in reversed(hits):
        if entry.inflect in ("noun", "demonym", "phrase") and hit.standing not in (
            Standing.DEPRECATED,
            Standing.FORBIDDEN,
        ):
            continue
        surface = target[hit.start : hit.end]
        written = (
            _arabic(entry, hit, surface)
            if target_language == "ar"
            else realise(entry, language="en", short=hit.is_short, is_first=_begins(target, hit.start))
        )
        if written != surface:
            target = target[: hit.start] + written + target[hit.end :]
            notes.append(f"{surface} → {written}")
    return target, "; ".join(reversed(notes))


def _arabic(entry: Entry, hit: Found, surface: str) -> str:
    """The right spelling of a hit with its clitics: an admitted form stays the form it is."""
    if hit.form and hit.form != plain(entry.arabic) and entry.inflect != "kunya":
        return contract(hit.clitics, hit.form)
    case = _CASES.get(
        fold_detection(plain(surface.split(maxsplit=1)[0])[len(hit.clitics) :][:3]), "nominative"
    )
    return realise(entry, hit.clitics, case, short=hit.is_short)


def _is_spelt_otherwise(hit: Found, target: str, language: str) -> bool:
    """Whether an English house form stands there with other marks than the house writes (Al Qaeda for al-Qaeda)."""
    if language == "ar" or hit.standing is not Standing.PREFERRED:
        return False
    surface, house = target[hit.start : hit.end].casefold(), hit.entry.english.casefold()
    return surface not in (house, house.removeprefix("the "))


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'“‘(«")
    return not before or before[-1] in ".!?\n"
