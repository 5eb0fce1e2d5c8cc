"""A unit and a target as it is typed go in; issues, terms, and the right form of a term for a place come out."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any

from translate import checks, glossary
from translate.glossary.entry import Entry
from translate.languages import other
from translate.model import Draft, Issue, Segment, TermMatch, Unit
from translate.store import Store, clock, units
from translate.store.rows import QueuedUnit
from translate.text.clitics import contract
from translate.workflow import desk as checked
from translate.workflow.desk import house

__all__ = ["form_for", "house", "looked_at", "mended", "recheck", "warm", "written"]

_LETTERS = re.compile(r"[\u0621-\u064a\u0671][\u0621-\u065f\u0670\u0671]*$")
_WORD = re.compile(r"([\u0621-\u064a\u0671]+)\s+$")
#: Proclitics that may stand right before a name, the longest first.
_CLITICS = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال", "وب", "ول", "وك", "فب", "فل", "فك", "و", "ف", "ب", "ك", "ل")  # fmt: skip
_BARE = {"وبال": "وب", "وكال": "وك", "فبال": "فب", "ولل": "ول", "فلل": "فل", "وال": "و", "فال": "ف", "بال": "ب", "كال": "ك", "لل": "ل", "ال": ""}  # fmt: skip
#: Words after which a name is in the genitive: what makes أبو أبي.
_GENITIVE = frozenset(
    [
        "من",
        "إلى",
        "عن",
        "على",
        "في",
        "مع",
        "بين",
        "عند",
        "لدى",
        "حول",
        "ضد",
        "قرب",
        "دون",
        "خلال",
        "بعد",
        "قبل",
        "تحت",
        "فوق",
        "أمام",
        "وراء",
        "خلف",
        "منذ",
        "نحو",
        "غير",
        "بنت",
        "ابن",
    ]
)
_ACCUSATIVE = frozenset(["إن", "أن", "كأن", "لكن", "لأن", "لعل", "ليت", "قتل", "اعتقل", "استهدف"])


_WARMING = (
    (
        "en",
        "Three people were wounded in Al-Bukamal, 35 km away.",
        "أصيب ثلاثة أشخاص في البوكمال، على بعد ٣٥ كم.",
    ),
    (
        "ar",
        "أصيب ثلاثة أشخاص في البوكمال، على بعد ٣٥ كم.",
        "Three people were wounded in Al-Bukamal, 35 km away.",
    ),
)


def warm() -> None:
    """Load what the first save would wait for: glossary, checks and their tables are there once one of each direction was checked."""
    for code, source, target in _WARMING:
        found = glossary.verify(glossary.find(source, code, house()), target, other(code).code, house())
        unit = Unit(Segment("warm", "warm", source, 0), Draft(target, "warm"), target, terms=found)
        tuple(checks.check_all(unit, source_language=code, target_language=other(code).code))


_TURN = threading.Lock()


def recheck(unit: QueuedUnit, target: str) -> tuple[tuple[Issue, ...], tuple[TermMatch, ...]]:
    """`workflow.desk.recheck`, one at a time: side by side the threads of a process are no quicker, and whoever saves waits for them."""
    with _TURN:
        return checked.recheck(unit, target)


def looked_at(store: Store, unit: str, target: str) -> Callable[[QueuedUnit, str], Any]:
    """A recheck whose work is done before the transaction begins, so that no other writer waits for it."""
    with store.read() as connection:
        found = units.get(connection, unit, now=clock.text(clock.now()))
    done = recheck(found, target.strip())

    def again(now: QueuedUnit, text: str) -> Any:
        return done if now.source == found.source and text == target.strip() else recheck(now, text)

    return again


def mended(target: str, issue: Issue) -> str | None:
    """The target with an issue's suggestion in its place; None where there is none."""
    if issue.suggestion is None or issue.start is None or issue.end is None or issue.side != "target":
        return None
    return target[: issue.start] + issue.suggestion + target[issue.end :]


def written(entry: Entry, clitics: str) -> str:
    """The Arabic form with its proclitics; raises ValueError for a cluster that there is not."""
    return glossary.realise(entry, clitics)


def form_for(entry: Entry, target: str, start: int, end: int, *, language: str) -> tuple[int, int, str]:
    """Where to put a term and how it is written there: clitics typed before the place are drawn into the form.

    `ل|` and الحسكة give للحسكة in place of the ل; after a preposition أبو بكر is أبي بكر. An English sentence begins with a
    capital. A space is put before a form that would touch a word.
    """
    start, end = max(0, min(start, len(target))), max(0, min(end, len(target)))
    start, end = min(start, end), max(start, end)
    before = target[:start]
    if language != "ar":
        head = before.rstrip(" \"'“‘(")
        form = glossary.realise(entry, language="en", is_first=not head or head[-1] in ".!?\n")
        gap = " " if before and (before[-1].isalnum() or before[-1] in ",.;:!?”)") else ""
        return start, end, gap + form
    joined = _LETTERS.search(before)
    clitic = joined[0] if joined and joined[0] in _CLITICS else ""
    place = start - len(clitic)
    previous = _WORD.search(target[:place])
    word = previous[1] if previous else ""
    case = (
        "genitive"
        if word.lstrip("وف") in _GENITIVE or word in _GENITIVE
        else "accusative"
        if word in _ACCUSATIVE
        else "nominative"
    )
    bare = _BARE.get(clitic, clitic)
    try:
        form = glossary.realise(entry, bare, case)
    except ValueError:
        form = contract(bare, entry.arabic)
    gap = " " if not clitic and before and (before[-1].isalnum() or before[-1] in "،.؛:؟!»)") else ""
    return place, end, gap + form
