"""Break one thing in clean pairs and see who notices: what the checks catch, what they cry wolf about, how fast they are.

    python benchmarks/checks.py                         corpora/news, test and dev parts
    python benchmarks/checks.py --pairs DIR/flores-dev.en DIR/flores-dev.ar    false alarms on other clean pairs
    python benchmarks/checks.py --missed name.dropped   shows what went unnoticed

A case counts as caught where an issue of its families is told that the clean pair did not have. It is the issue that is compared,
not the number of them: a name that is lost takes with it the remark about the word beside it.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from translate import checks, glossary
from translate.text.calendar import MONTH_NAMES, NAMES, months, weekdays
from translate.text.cues import strong
from translate.text.lexicon import renderings, tables
from translate.text.measures import measures
from translate.text.numbers import numbers_of
from translate.text.numerals import Kind
from translate.text.passages import sentences
from translate.text.proper import english_names
from translate.text.quantities import percents
from translate.text.sounds import arabic_sounds, is_heard_well, latin_bones
from translate.text.stems import stemmed
from translate.training.corpus import split_of
from translate.workflow.recheck import Pair, house_glossary, termed

if TYPE_CHECKING:
    from collections.abc import Callable

    from translate.model import Unit

ROOT = Path(__file__).parents[1]
EACH = 60  # cases of a class and direction
SEED = 20261125


class Bench:
    """What planting needs: the glossary and other pairs."""

    def __init__(self, known: glossary.Glossary, pairs: list[Pair]) -> None:
        self.known = known
        self.pairs = pairs

    def another(self, pair: Pair, chance: random.Random) -> Pair:
        """Another pair of the same direction, with a whole sentence in it."""
        while True:
            other = chance.choice(self.pairs)
            if (
                other.source_language == pair.source_language
                and other.id != pair.id
                and len(other.target.split()) > 7
            ):
                return other


def _put(pair: Pair, start: int, end: int, new: str) -> Pair | None:
    target = pair.target[:start] + new + pair.target[end:]
    return replace(pair, target=target) if target != pair.target else None


def _clean(pair: Pair | None) -> Pair | None:
    return (
        replace(
            pair,
            target=re.sub(r"  +", " ", pair.target)
            .replace(" .", ".")
            .replace(" ،", "،")
            .replace(" ,", ",")
            .strip(),
        )
        if pair
        else None
    )


def digit(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """One digit of a figure is another."""
    places = [place for place, sign in enumerate(pair.target) if sign.isdigit()]
    if not places:
        return None
    place = chance.choice(places)
    other = chance.choice([sign for sign in "123456789" if sign != pair.target[place]])
    return _put(pair, place, place + 1, other)


def transposed(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """Two neighbours of a figure change places."""
    places = [m.start() for m in re.finditer(r"(?<![\d.,:])([1-9])(?!\1)[1-9](?![.,:]?\d)", pair.target)]
    if not places:
        return None
    place = chance.choice(places)
    return _put(pair, place, place + 2, pair.target[place + 1] + pair.target[place])


def figure_lost(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A figure is left out."""
    found = list(re.finditer(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)", pair.target))
    return _clean(_put(pair, *chance.choice(found).span(), "")) if found else None


_WORDS = {
    "en": ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    "ar": ["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"],
}


def number_word(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A number in words is another."""
    found = [
        m
        for word in _WORDS[pair.target_language]
        for m in re.finditer(rf"(?<!\w){word}(?![\w-])", pair.target)
    ]
    found = [
        m
        for m in found
        if not re.match(r"[ -](?:hundred|thousand|million|عشر|عشرة|آلاف|ملايين|و)", pair.target[m.end() :])
    ]
    if not found:
        return None
    match = chance.choice(found)
    return _put(
        pair,
        *match.span(),
        chance.choice([word for word in _WORDS[pair.target_language] if word != match[0]]),
    )


def dual(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """Two become three."""
    if pair.target_language == "en":
        found = list(re.finditer(r"\b[Tt]wo\b", pair.target))
        return _put(pair, *chance.choice(found).span(), "three") if found else None
    numbers = [n for n in numbers_of(pair.target, "ar") if n.kind is Kind.DUAL]
    if not numbers or not re.search(r"\btwo\b", pair.source, re.IGNORECASE):
        return None
    number = chance.choice(numbers)
    return _put(pair, number.start, number.end, "ثلاثة")


def scale(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A million becomes a billion, a thousand a million."""
    table = {
        "en": (("million", "billion"), ("billion", "million"), ("thousand", "million")),
        "ar": (("مليون", "مليار"), ("مليار", "مليون"), ("ألف", "مليون"), ("آلاف", "ملايين")),
    }
    for old, new in table[pair.target_language]:
        found = re.search(rf"(?<=\d ){old}(?!\w)", pair.target)
        if found:
            return _put(pair, *found.span(), new)
    return None


def percent(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """The sign or word for per cent is lost."""
    if not percents(pair.source, pair.source_language):
        return None
    found = re.search(r"(?<=\d)\s?(?:%|٪|per ?cent|percent|في المئة|في المائة|بالمئة|بالمائة)", pair.target)
    return _put(pair, *found.span(), "") if found else None


def exchanged(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """Two figures change places."""
    found = list(re.finditer(r"(?<![\w.,:/-])\d{1,3}(?![\w.,:/%-]|[.,]\d)", pair.target))
    if len(found) < 2 or found[0][0] == found[1][0]:
        return None
    one, two = found[:2]
    return replace(
        pair,
        target=pair.target[: one.start()]
        + two[0]
        + pair.target[one.end() : two.start()]
        + one[0]
        + pair.target[two.end() :],
    )


def month(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A month is another."""
    found = months(pair.target, pair.target_language)
    if not found or not months(pair.source, pair.source_language):
        return None
    one = chance.choice(found)
    word = pair.target[one.start : one.end]
    head = (
        word[0]
        if pair.target_language == "ar" and word[0] in "وفبلك" and word[1:] in MONTH_NAMES["ar"]
        else ""
    )
    return _put(
        pair,
        one.start,
        one.end,
        head
        + chance.choice(
            [name for place, name in enumerate(MONTH_NAMES[pair.target_language], 1) if place != one.value]
        ),
    )


def weekday(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A weekday is another."""
    found = weekdays(pair.target, pair.target_language)
    if not found or not weekdays(pair.source, pair.source_language):
        return None
    one = chance.choice(found)
    return _put(
        pair,
        one.start,
        one.end,
        chance.choice([name for place, name in enumerate(NAMES[pair.target_language]) if place != one.value]),
    )


_UNITS = {
    "en": {"km": "miles", "m": "feet", "kg": "pounds", "t": "kilograms", "USD": "euros", "EUR": "dollars", "h": "days", "d": "weeks", "min": "hours", "wk": "months", "mo": "years", "y": "months", "l": "gallons", "ha": "acres", "C": "Fahrenheit"},
    "ar": {"km": "ميلاً", "m": "قدماً", "kg": "رطلاً", "t": "كيلوغراماً", "USD": "يورو", "EUR": "دولار", "h": "يوماً", "d": "أسبوعاً", "min": "ساعة", "wk": "شهراً", "mo": "سنة", "y": "شهراً", "l": "غالوناً", "ha": "فداناً"},
}  # fmt: skip


def unit_(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A unit beside its number is another of the dimension."""
    table = _UNITS[pair.target_language]
    found = [
        one
        for one in measures(pair.target, pair.target_language)
        if one.unit in table and one.value is not None and one.start and pair.target[one.start - 1] == " "
    ]
    if not found:
        return None
    one = chance.choice(found)
    if not any(
        other.unit == one.unit and other.value == one.value
        for other in measures(pair.source, pair.source_language)
    ):
        return None
    if pair.target_language == "ar" and re.search("ين$|ان$", pair.target[one.start : one.end]):
        return None
    return _put(pair, one.start, one.end, table[one.unit])


def glossary_name(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A name of the glossary is left out."""
    wanted = {
        match.entry
        for match in glossary.find(pair.source, pair.source_language, bench.known)
        if match.english[:1].isupper()
    }
    found = [
        match
        for match in glossary.find(pair.target, pair.target_language, bench.known)
        if match.entry in wanted
    ]
    if not found:
        return None
    one = chance.choice(found)
    if sum(match.entry == one.entry for match in found) > 1:
        return None
    return _clean(_put(pair, one.start, one.end, ""))


def glossary_other(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A name of the glossary becomes another."""
    wanted = {
        match.entry
        for match in glossary.find(pair.source, pair.source_language, bench.known)
        if match.english[:1].isupper()
    }
    found = [
        match
        for match in glossary.find(pair.target, pair.target_language, bench.known)
        if match.entry in wanted
    ]
    if not found:
        return None
    one = chance.choice(found)
    if sum(match.entry == one.entry for match in found) > 1:
        return None
    others = {"en": ("Nairobi", "Lisbon", "Caracas"), "ar": ("نيروبي", "لشبونة", "كراكاس")}[
        pair.target_language
    ]
    return _put(pair, one.start, one.end, chance.choice(others))


def person(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A name that sounds the same in both scripts, glossary or not, is left out."""
    english, arabic = (
        (pair.source, pair.target) if pair.source_language == "en" else (pair.target, pair.source)
    )
    names = [
        word
        for word, doubtful in english_names(english)
        if not doubtful
        and len(latin_bones(word.raw)) >= 3
        and (word.stem in tables().names or not renderings(word, "en"))
    ]
    chance.shuffle(names)
    for name in names:
        if english.count(name.raw) > 1:
            continue
        heard = [
            word
            for word in stemmed(arabic, "ar")
            if is_heard_well(latin_bones(name.raw), arabic_sounds(word.raw))
        ]
        if len(heard) == 1:
            start, end = (
                (heard[0].start, heard[0].end) if pair.target_language == "ar" else (name.start, name.end)
            )
            return _clean(_put(pair, start, end, ""))
    return None


def negation(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A denial is left out."""
    target = pair.target
    if not strong(pair.source, pair.source_language, "negation"):
        return None
    if pair.target_language == "ar":
        found = list(re.finditer(r"(?<!\w)[وف]?(?:لا|لم|لن|ليس|ليست) ", target))
    else:
        found = list(re.finditer(r"\b(?:not|never)\b ?|n['’]t\b", target))
    return _clean(_put(pair, *chance.choice(found).span(), "")) if len(found) == 1 else None


def modality(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A doubt is left out."""
    cues = strong(pair.target, pair.target_language, "hedge")
    if len(cues) != 1 or not strong(pair.source, pair.source_language, "hedge"):
        return None
    return _clean(_put(pair, cues[0].start, cues[0].end, ""))


def question(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A question becomes a statement."""
    target = re.sub("[?؟]", ".", pair.target)
    return replace(pair, target=re.sub(r"(?<!\w)هل ", "", target)) if target != pair.target else None


def quotation(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """The marks of a quotation are left out."""
    if not any(len(m[0].split()) > 4 for m in re.finditer('«[^»]*»|"[^"]*"|“[^”]*”', pair.source)):
        return None
    target = re.sub('[«»“”"]', "", pair.target)
    return replace(pair, target=target) if target != pair.target else None


def quote_mark(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """One mark of a pair is left out."""
    places = [place for place, sign in enumerate(pair.target) if sign in "«»“”"]
    if not places:
        places = [place for place, sign in enumerate(pair.target) if sign == '"']
    return _put(pair, places[0], places[0] + 1, "") if places else None


def latin_mark(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A mark of the other script."""
    table = {"ar": {"،": ",", "؛": ";", "؟": "?"}, "en": {",": "،", ";": "؛", "?": "؟"}}[pair.target_language]
    places = [
        place
        for place, sign in enumerate(pair.target)
        if sign in table and not pair.target[place - 1 : place].isdigit()
    ]
    return (
        _put(pair, (place := chance.choice(places)), place + 1, table[pair.target[place]]) if places else None
    )


def doubled_mark(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A mark stands twice."""
    places = [place for place, sign in enumerate(pair.target) if sign in "،؛؟,;"]
    return _put(pair, (place := chance.choice(places)), place + 1, pair.target[place] * 2) if places else None


def stop_lost(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """The stop at the end is left out."""
    return (
        replace(pair, target=pair.target[:-1])
        if pair.target.endswith(".") and pair.source.endswith(".") and len(pair.source.split()) > 6
        else None
    )


def bracket(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A bracket is left open."""
    place = pair.target.find(")")
    return _put(pair, place, place + 1, "") if place > 3 else None


def space(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A space before a mark, or twice."""
    place = pair.target.find("،" if pair.target_language == "ar" else ",")
    if place > 0:
        return _put(pair, place, place, " ")
    place = pair.target.find(" ")
    return _put(pair, place, place, " ") if place > 0 else None


def sentence_lost(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A sentence of several is left out."""
    parts = sentences(pair.target)
    if (
        len(parts) < 2
        or len(sentences(pair.source)) < 2
        or min(len(pair.target[p.start : p.end].split()) for p in parts) < 3
    ):
        return None
    part = chance.choice(parts)
    return _clean(_put(pair, part.start, part.end, ""))


def half(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """The second half is left out."""
    words = pair.target.split()
    return replace(pair, target=" ".join(words[: len(words) // 2]) + ".") if len(words) > 11 else None


def empty(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """Nothing is there."""
    return replace(pair, target=chance.choice(["", " ", "…"]))


def sentence_more(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A sentence of another pair follows."""
    if len(pair.target.split()) < 7 or not pair.target.endswith("."):
        return None
    return replace(pair, target=f"{pair.target} {bench.another(pair, chance).target}")


def left(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """The second half is left in the source's language."""
    one, two = pair.source.split(), pair.target.split()
    return (
        replace(pair, target=" ".join(two[: len(two) // 2] + one[len(one) // 2 :])) if len(one) > 11 else None
    )


def left_word(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A word is left in the source's language."""
    words = (
        list(re.findall(r"\b[a-z]{4,}\b", pair.source))
        if pair.source_language == "en"
        else [w.raw for w in stemmed(pair.source, "ar") if len(w.raw) > 4]
    )
    spaces = [m.start() for m in re.finditer(" ", pair.target)]
    return (
        _put(pair, (place := chance.choice(spaces)), place, f" {chance.choice(words)}")
        if words and spaces
        else None
    )


def copied(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """The source again."""
    return replace(pair, target=pair.source) if len(pair.source.split()) > 4 else None


def word_twice(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A word stands twice."""
    words = [
        m
        for m in re.finditer(r"(?<!\w)[^\W\d_]{3,}(?!\w)", pair.target)
        if m[0].lower() not in ("very", "that", "had", "جدا", "جداً")
    ]
    if not words:
        return None
    word = chance.choice(words)
    return _put(pair, word.end(), word.end(), " " + word[0])


def phrase_twice(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A phrase stands twice."""
    words = pair.target.split()
    if len(words) < 8:
        return None
    size, start = chance.randint(2, 5), chance.randint(0, len(words) - 6)
    return replace(
        pair, target=" ".join(words[: start + size] + words[start : start + size] + words[start + size :])
    )


def loop(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """The end goes round."""
    words = pair.target.split()
    return replace(pair, target=" ".join(words + words[-3:] * 4)) if len(words) > 6 else None


def persian(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """Persian letters."""
    target = pair.target.replace("ي", "ی", 1) if chance.random() < 0.5 else pair.target.replace("ك", "ک", 1)
    return replace(pair, target=target) if target != pair.target and pair.target_language == "ar" else None


def homoglyph(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """Letters that only look right."""
    places = [m.start() for m in re.finditer(r"(?<=[a-z])[aeocp](?=[a-z])", pair.target)]
    return (
        _put(
            pair,
            (place := chance.choice(places)),
            place + 1,
            {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р"}[pair.target[place]],
        )
        if places
        else None
    )


def letters(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A word in the letters of the other language, not of the source."""
    spaces = [m.start() for m in re.finditer(" ", pair.target)]
    return (
        _put(
            pair,
            (place := chance.choice(spaces)),
            place,
            " update" if pair.target_language == "ar" else " بعض",
        )
        if spaces
        else None
    )


def mojibake(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A word read in the wrong encoding."""
    words = list(re.finditer(r"(?<!\w)[^\W\d_]{4,}(?!\w)", pair.target))
    if not words:
        return None
    word = chance.choice(words)
    if pair.target_language == "ar":
        return _put(pair, *word.span(), word[0].encode().decode("latin-1"))
    return _put(pair, word.end(), word.end(), "’s".encode().decode("cp1252"))


def printed(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """Letters in their printed shapes."""
    return (
        replace(pair, target=pair.target.replace("لا", "ﻻ", 1))
        if pair.target_language == "ar" and "لا" in pair.target
        else None
    )


def hamza(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A hamza of a frequent word is left out."""
    if pair.target_language != "ar":
        return None
    for old, new in (
        ("إلى", "الى"),
        ("أكثر", "اكثر"),
        ("أعلن", "اعلن"),
        ("أكد", "اكد"),
        ("رئيس", "رييس"),
        ("أو", "او"),
        ("الأمن", "الامن"),
        ("أشخاص", "اشخاص"),
        ("مسؤول", "مسوول"),
    ):
        found = re.search(rf"(?<!\w){old}(?!\w)", pair.target)
        if found:
            return _put(pair, *found.span(), new)
    return None


def ta(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """The dots of a ta marbuta behind an article, or of a ya, are left out."""
    if pair.target_language != "ar":
        return None
    found = re.search(
        r"(?<!\w)(?:المدينة|الحكومة|المدرسة|المنطقة|القرية|الحكومية|السورية|الحركة|البلدة|المحافظة|العاصمة)(?!\w)",
        pair.target,
    )
    if found:
        return _put(pair, found.end() - 1, found.end(), "ه")
    found = re.search(r"(?<!\w)(?:في|التي|الذي|حتى)(?!\w)", pair.target)
    return _put(pair, found.end() - 1, found.end(), "ي" if found[0] == "حتى" else "ى") if found else None


def stretched(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A letter is stretched."""
    words = list(re.finditer("[\u0628\u062a-\u062e\u0633-\u063a\u0641-\u0647\u064a]{3,}", pair.target))
    return (
        _put(pair, (place := chance.choice(words).start() + 1), place, "ــ")
        if words and pair.target_language == "ar"
        else None
    )


def turned(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A hidden override, an isolate that stays open, or an invisible sign."""
    place = chance.randint(0, len(pair.target))
    return _put(pair, place, place, chance.choice(["\u202e", "\u2067", "\u200b", "\u202d", "\ufeff"]))


def detached(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A letter is torn from its word."""
    if pair.target_language != "ar":
        return None
    found = list(re.finditer(r"(?<= )(?:و(?=[\u0621-\u064a]{4})|[بل](?=ال[\u0621-\u064a]{3}))", pair.target))
    return _put(pair, (one := chance.choice(found)).end(), one.end(), " ") if found else None


def tag(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A tag is lost."""
    word = chance.choice(["<b>", "{0}", "</a>"])
    return replace(pair, source=f"{pair.source[:5]}{word}{pair.source[5:]}")


def address(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """An address is changed."""
    return replace(
        pair,
        source=pair.source + " https://example.org/a/123",
        target=pair.target + chance.choice([" https://example.org/a/132", "", " https://example.com/a/123"]),
    )


def dateline(pair: Pair, chance: random.Random, bench: Bench) -> Pair | None:
    """A dateline is lost."""
    if len(pair.source.split()) < 8:
        return None
    head = chance.choice(
        ["BEIRUT (Reuters) - ", "DAMASCUS — ", "Baghdad (AFP) – "]
        if pair.source_language == "en"
        else ["بيروت (رويترز) - ", "دمشق (سانا) – ", "بغداد (أ ف ب): "]
    )
    return replace(pair, source=head + pair.source)


#: class: (families that may tell it, how it is planted, share that must be caught)
CLASSES: dict[str, tuple[tuple[str, ...], Callable[[Pair, random.Random, Bench], Pair | None], float]] = {
    "number.digit": (("number", "date"), digit, 0.99), "number.transposed": (("number",), transposed, 0.99), "number.lost": (("number",), figure_lost, 0.99), "number.word": (("number",), number_word, 0.99),
    "number.dual": (("number",), dual, 0.99), "number.scale": (("number",), scale, 0.99), "number.percent": (("number",), percent, 0.99), "number.exchanged": (("number",), exchanged, 0.95),
    "date.month": (("date",), month, 0.95), "date.weekday": (("date",), weekday, 0.95), "unit.changed": (("unit",), unit_, 0.95),
    "name.glossary": (("name", "term"), glossary_name, 0.99), "name.other": (("name", "term"), glossary_other, 0.99), "name.person": (("name", "term"), person, 0.99),
    "negation.lost": (("negation",), negation, 0.95), "modality.lost": (("modality",), modality, 0.95), "question.turned": (("question",), question, 0.95),
    "quote.lost": (("quote",), quotation, 0.95), "quote.mark": (("quote",), quote_mark, 0.95), "punctuation.script": (("punctuation",), latin_mark, 0.95), "punctuation.doubled": (("punctuation",), doubled_mark, 0.95),
    "punctuation.end": (("punctuation",), stop_lost, 0.95), "bracket.open": (("bracket",), bracket, 0.95), "space.planted": (("space",), space, 0.95), "omission.sentence": (("omission", "length"), sentence_lost, 0.95),
    "omission.half": (("omission", "length"), half, 0.95), "omission.empty": (("omission",), empty, 0.95), "addition.sentence": (("addition", "length"), sentence_more, 0.95),
    "untranslated.half": (("untranslated", "copy", "script"), left, 0.95), "untranslated.word": (("untranslated", "script"), left_word, 0.95), "copy.source": (("copy",), copied, 0.95),
    "repetition.word": (("repetition",), word_twice, 0.95), "repetition.phrase": (("repetition",), phrase_twice, 0.95), "repetition.loop": (("repetition",), loop, 0.95), "script.persian": (("script",), persian, 0.95),
    "script.homoglyph": (("script",), homoglyph, 0.95), "script.letters": (("script", "untranslated"), letters, 0.95), "encoding.mojibake": (("encoding",), mojibake, 0.95), "encoding.printed": (("encoding",), printed, 0.95),
    "spelling.hamza": (("spelling",), hamza, 0.95), "spelling.ta": (("spelling",), ta, 0.95), "spelling.tatweel": (("spelling",), stretched, 0.95), "bidi.planted": (("bidi",), turned, 0.95),
    "clitic.detached": (("clitic",), detached, 0.95), "markup.lost": (("markup",), tag, 0.95), "url.changed": (("url",), address, 0.95), "dateline.lost": (("dateline",), dateline, 0.95),
}  # fmt: skip


def corpus(part: str) -> list[Pair]:
    """Pairs of a part of corpora/news, both ways."""
    pairs = []
    for file in sorted((ROOT / "corpora" / "news").glob("*.tsv")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            article, _, _, english, arabic = line.split("\t")
            if split_of(article) == part:
                pairs += both(f"{file.stem}:{number}", english, arabic)
    return pairs


def both(name: str, english: str, arabic: str) -> list[Pair]:
    """A pair in its two directions."""
    return [Pair(f"{name}>", english, arabic, "en", "ar"), Pair(f"{name}<", arabic, english, "ar", "en")]


def told(unit: Unit, pair: Pair) -> Counter[tuple[str, str, str, str]]:
    """The issues of a unit without their place: code, severity, side and the words they stand at, and how often."""
    found = checks.check_all(
        unit, source_language=pair.source_language, target_language=pair.target_language, rules=checks.Rules()
    )
    texts = {"source": pair.source, "target": pair.target}
    return Counter(
        (issue.code, issue.severity, issue.side, texts[issue.side][issue.start : issue.end])
        for issue in found
    )


def planted(pairs: list[Pair], bench: Bench, wanted: str, shown: bool) -> tuple[int, int, list[Pair]]:
    """Cases, caught, and those that went unnoticed."""
    families, plant, _ = CLASSES[wanted]
    chance = random.Random(f"{SEED}{wanted}")
    order = list(pairs)
    chance.shuffle(order)
    count: Counter[str] = Counter()
    clean, broken = [], []
    for pair in order:
        if count[pair.target_language] < EACH:
            made = plant(pair, chance, bench)
            if made is not None and made != pair:
                clean.append(pair)
                broken.append(made)
                count[pair.target_language] += 1
    missed = []
    for (one, before), (two, after) in zip(
        zip(clean, termed(clean, bench.known), strict=True),
        zip(broken, termed(broken, bench.known), strict=True),
        strict=True,
    ):
        new = told(after, two) - told(before, one)
        if not any(code.partition(".")[0] in families for code, *_ in new):
            missed.append(two)
    return len(broken), len(broken) - len(missed), missed


def alarms(name: str, pairs: list[Pair], known: glossary.Glossary) -> None:
    """Segments of clean pairs with an error, with a warning; and the speed."""
    for into in ("ar", "en"):
        part = [pair for pair in pairs if pair.target_language == into]
        units = termed(part, known)
        began = time.process_time()
        told = [
            list(
                checks.check_all(
                    unit, source_language=pair.source_language, target_language=into, rules=checks.Rules()
                )
            )
            for unit, pair in zip(units, part, strict=True)
        ]
        took = time.process_time() - began
        shares = {
            level: sum(any(issue.severity == level for issue in issues) for issues in told) / len(part)
            for level in ("error", "warning")
        }
        counted = Counter(issue.code for issues in told for issue in issues if issue.severity != "info")
        print(
            f"{name} into {into}: {len(part)} segments, error {shares['error']:.2%}, warning {shares['warning']:.2%}, {60 * len(part) / took:,.0f} segments a minute; {', '.join(f'{code} {n}' for code, n in counted.most_common(8))}"
        )


def main() -> int:
    """0 where every class is caught as often as it must be."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", nargs=2, action="append", default=[], metavar=("ENGLISH", "ARABIC"))
    parser.add_argument("--missed", metavar="CLASS", help="show what went unnoticed of one class")
    parser.add_argument("--only", choices=["planted", "alarms"])
    options = parser.parse_args()
    known = house_glossary()
    test, dev = corpus("test"), corpus("dev")
    failed = 0
    if options.only != "alarms":
        bench = Bench(known, test + dev)
        total = 0
        for name in [options.missed] if options.missed else CLASSES:
            cases, caught, missed = planted(test + dev, bench, name, bool(options.missed))
            total += cases
            share = caught / cases if cases else 0.0
            mark = "" if share >= CLASSES[name][2] else "  <-- too few"
            failed += bool(mark)
            print(f"{name:22} {cases:5} cases {share:7.1%}{mark}", flush=True)
            if options.missed:
                for pair in missed:
                    print(f"\n{pair.source}\n{pair.target}")
        print(f"{total} cases")
    if options.only != "planted" and not options.missed:
        alarms("corpus test", test, known)
        for english, arabic in options.pairs:
            lines = zip(
                *(Path(file).read_text("utf-8").splitlines() for file in (english, arabic)), strict=True
            )
            alarms(
                Path(english).stem,
                [pair for n, (e, a) in enumerate(lines) for pair in both(str(n), e, a)],
                known,
            )
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
