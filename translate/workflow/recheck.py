"""Pairs of source and target go in; units with their terms and issues come out, and targets put right where that is safe."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translate import checks, glossary
from translate.languages import other
from translate.model import Draft, Segment, Unit
from translate.text.addresses import masked
from translate.text.detect import detect
from translate.text.tidy import Change, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from translate.model import Issue

_TAG = re.compile(r"<[^<>]{1,200}>|\{[^{}]{0,80}\}|%[a-z]\b")
_DOCUMENT = 2000  # segments that tell which sense an ambiguous name has


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its target, with a name for the place where they stand."""

    id: str
    source: str
    target: str
    source_language: str
    target_language: str


def house_glossary(files: Iterable[Path | str] = (), *, house: bool = True) -> glossary.Glossary:
    """The house glossary and the files beside it; empty where neither is wanted."""
    wanted = [*(glossary.house_files() if house else []), *files]
    return glossary.load(wanted) if wanted else glossary.Glossary(())


def direction(
    source: str, target: str, *, from_: str | None = None, to: str | None = None, default: str = "en"
) -> tuple[str, str]:
    """The languages of a pair: as given, or by the script of the source, then of the target, else the default and its other."""
    if from_ or to:
        code = from_ or other(to or "ar").code
        return code, to or other(code).code
    found = detect(_bare(source))
    if found.confidence and found.share > 0.5:
        return found.language, other(found.language).code
    found = detect(_bare(target))
    if found.confidence:
        return other(found.language).code, found.language
    return default, other(default).code


def _bare(text: str) -> str:
    """The text without its addresses and tags, which are in no language; the text as it is where nothing else is in it."""
    bare = _TAG.sub(" ", masked(text))
    return bare if bare.strip() else text


def check_pairs(
    pairs: Sequence[Pair], known: glossary.Glossary, *, rules: checks.Rules | None = None
) -> list[list[Issue]]:
    """The issues of each pair, in order: its own, then what only all pairs together show."""
    wanted = checks.configured() if rules is None else rules
    units = termed(pairs, known)
    found = [
        list(
            checks.check_all(
                unit,
                source_language=pair.source_language,
                target_language=pair.target_language,
                rules=wanted,
            )
        )
        for pair, unit in zip(pairs, units, strict=True)
    ]
    for source in dict.fromkeys(pair.source_language for pair in pairs):
        places = [place for place, pair in enumerate(pairs) if pair.source_language == source]
        part = [units[place] for place in places]
        for place, issue in checks.check_article(
            part,
            source_language=source,
            target_language=pairs[places[0]].target_language,
            rules=wanted,
        ):
            found[places[place]].append(issue)
    return found


def termed(pairs: Sequence[Pair], known: glossary.Glossary) -> list[Unit]:
    """A unit for each pair, with the terms of its source and the verdict on each in its target."""
    by_language: dict[str, list[int]] = {}
    for place, pair in enumerate(pairs):
        by_language.setdefault(pair.source_language, []).append(place)
    found: dict[int, Unit] = {}
    for language, places in by_language.items():
        segments = [Segment(pairs[place].id, pairs[place].id, pairs[place].source, 0) for place in places]
        document = "\n".join(segment.text for segment in segments[:_DOCUMENT])
        matches = [
            glossary.find(segment.text, language, known, document=document) if len(known) else ()
            for segment in segments
        ]
        for place, segment, own in zip(places, segments, matches, strict=True):
            pair = pairs[place]
            verdicts = (
                glossary.verify(own, pair.target, pair.target_language, known) if own and pair.target else own
            )
            found[place] = Unit(segment, Draft(pair.target, "given"), pair.target, terms=tuple(verdicts))
    return [found[place] for place in range(len(pairs))]


def fix(pair: Pair) -> tuple[Pair, tuple[Change, ...]]:
    """The pair with its target put right where that touches no word and no figure, and what was changed."""
    target, changes = tidy(pair.target, pair.target_language)
    return (replace(pair, target=target), changes) if changes else (pair, ())


def check_alone(pairs: Sequence[Pair], *, rules: checks.Rules | None = None) -> list[list[Issue]]:
    """The issues of targets that have no source: what is wrong with each text by itself."""
    wanted = checks.configured() if rules is None else rules
    return [
        list(
            checks.check_all(
                Unit(Segment(pair.id, pair.id, "", 0), Draft(pair.target, "given"), pair.target),
                source_language=pair.source_language,
                target_language=pair.target_language,
                rules=wanted,
                only=checks.ALONE,
            )
        )
        for pair in pairs
    ]
