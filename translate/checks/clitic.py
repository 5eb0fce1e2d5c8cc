"""The letters that Arabic joins to a word are joined: وقال, بالحسكة; and the article behind ل is written as it should be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.tidy import A, changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_ARTICLE = re.compile(f"(?<![{A}])([وف]?)لال([{A}]{{3,}})")
#: Words in which لال is no article behind a preposition.
_OWN = frozenset(["لالتزام", "لالتهام", "لالتقاط", "لالتحاق", "لالتماس", "لالتفاف", "لالتقاء"])


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `clitic.detached` and `clitic.article` (لالحسكة for للحسكة), warnings; into English nothing."""
    if target_language != "ar":
        return
    target = unit.target
    for change in changes(target, "ar", "clitic"):
        yield issue(
            change.code,
            Severity.WARNING,
            start=change.start,
            end=change.end,
            suggestion=change.new,
            written=change.new,
        )
    if "لال" not in target:
        return
    for found in _ARTICLE.finditer(target):
        if "ل" + "ال" + found[2] in _OWN or found[2].startswith(("ت", "ن")):
            continue  # لالتزام: the two letters are the word's own
        stem = found[2] if found[2].startswith("ل") else "ل" + found[2]
        yield issue(
            "clitic.article",
            Severity.WARNING,
            start=found.start(),
            end=found.end(),
            suggestion=found[1] + "ل" + stem,
            written=found[0],
        )
