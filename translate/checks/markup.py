"""Tags and placeholders of the source stand in the target, each as often, in an order that can be read."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit

_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]{0,500})?/?>|\{\{?[A-Za-z0-9_.]{0,40}\}?\}|%(?:\([A-Za-z_]+\))[sdif]|(?<![\w%٪])%[sd](?![A-Za-z])|\$\{[A-Za-z0-9_.]{1,40}\}"
    r"|\]\([^()\s]{1,500}\)"
)


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `markup.missing`, `markup.added` (errors) and `markup.order` (a warning)."""
    source, target = unit.source, unit.target
    if not target.strip() or not any(sign in source + target for sign in "<{%]"):
        return
    wanted, found = list(_TAG.finditer(source)), list(_TAG.finditer(target))
    names, others = Counter(tag[0] for tag in wanted), Counter(tag[0] for tag in found)
    for tag, rest in ((tag, names - others) for tag in reversed(wanted)):
        if rest[tag[0]] > 0:
            names[tag[0]] -= 1
            yield issue(
                "markup.missing",
                Severity.ERROR,
                side="source",
                start=tag.start(),
                end=tag.end(),
                written=tag[0],
            )
    names = Counter(tag[0] for tag in wanted)
    for tag in reversed(found):
        if (others - names)[tag[0]] > 0:
            others[tag[0]] -= 1
            yield issue(
                "markup.added",
                Severity.ERROR,
                start=tag.start(),
                end=tag.end(),
                suggestion="",
                written=tag[0],
            )
    if Counter(tag[0] for tag in found) == names and not _is_nested(found) and _is_nested(wanted):
        yield issue("markup.order", Severity.WARNING, start=found[0].start(), end=found[-1].end())


def _is_nested(tags: list[re.Match[str]]) -> bool:
    opened: list[str] = []
    for tag in tags:
        name = re.sub(r"[</>]|\s.*", "", tag[0], flags=re.DOTALL)
        if tag[0].startswith("</"):
            if not opened or opened.pop() != name:
                return False
        elif tag[0].startswith("<") and not tag[0].endswith("/>") and name.lower() not in ("br", "img", "hr"):
            opened.append(name)
    return not opened
