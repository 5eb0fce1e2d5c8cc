"""The 166 clitic cases of the terminology study, in both modes: strict counts as right in a target, detect finds in a source."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from translate.glossary import Entry, Glossary, accepts, load
from translate.glossary.tsv import read
from translate.text.arabic import plain

DATA = Path(__file__).parent.parent / "data"


def _cases() -> list[tuple[str, str, bool, bool, str]]:
    with (DATA / "clitic_cases.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(term, text, expected == "yes", "[detect=yes]" in why, why) for term, text, expected, why in rows]


CASES = _cases()


@cache
def _entries() -> dict[str, tuple[Entry, Glossary]]:
    house = load()
    found = {plain(entry.arabic): (entry, house) for entry in house}
    for entry in read(DATA / "clitic_entries.tsv"):
        found[plain(entry.arabic)] = (entry, Glossary([*house, entry]))
    return found


def test_all_cases_are_here() -> None:
    assert len(CASES) == 166


@pytest.mark.parametrize(("term", "text", "strict", "detect", "why"), CASES)
def test_a_clitic_case_is_judged_right_in_both_modes(
    term: str, text: str, strict: bool, detect: bool, why: str
) -> None:
    entry, glossary = _entries()[plain(term)]
    assert accepts(entry, text, "strict", glossary=glossary) is strict, why
    assert accepts(entry, text, "detect", glossary=glossary) is detect, why
