"""Every example of docs/checks.md is what it says: the bad target has the issue, the good one has not."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translate import checks
from translate.text.detect import detect
from translate.text.reasons import REASONS
from translate.workflow.recheck import Pair, house_glossary, termed

if TYPE_CHECKING:
    from translate.glossary import Glossary

PAGE = (Path(__file__).parents[2] / "docs" / "checks.md").read_text("utf-8")
ROW = re.compile(r"^\| `([a-z]+\.[a-z]+)` \| ([^|]+) \| (.+?) \| (.*?) \| (.*?) \|$", re.MULTILINE)


def text(cell: str) -> str:
    """What stands in a cell."""
    return "" if cell == "(empty)" else cell.strip("`").replace("⏎", "\n").replace("\\|", "|")


EXAMPLES = [
    (code, severity, text(source), text(bad), text(good))
    for code, severity, source, bad, good in ROW.findall(PAGE)
    if bad != "–"
]


@lru_cache(maxsize=1)
def known() -> Glossary:
    return house_glossary()


def found(source: str, target: str, language: str, other: str) -> dict[str, str]:
    """Codes and severities of a pair."""
    (unit,) = termed([Pair("1", source, target, language, other)], known())
    issues = checks.check_all(unit, source_language=language, target_language=other, rules=checks.Rules())
    return {issue.code: str(issue.severity) for issue in issues}


def test_the_manual_shows_every_code() -> None:
    assert {code for code, *_ in ROW.findall(PAGE)} == set(REASONS) - {"waived"}


@pytest.mark.parametrize(("code", "severity", "source", "bad", "good"), EXAMPLES)
def test_the_bad_example_has_the_issue_and_the_good_one_has_not(
    code: str, severity: str, source: str, bad: str, good: str
) -> None:
    language = detect(source).language if source.strip() else ("en" if detect(bad).language == "ar" else "ar")
    other = "ar" if language == "en" else "en"
    issues = found(source, bad, language, other)
    assert issues.get(code, "none") in severity
    assert code not in found(source, good, language, other)
