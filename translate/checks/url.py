"""Web and mail addresses and handles come through unchanged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text.addresses import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `url.missing` (place in the source) and `url.added`, errors; the lone one that was changed is told with the right one."""
    source, target = unit.source, unit.target
    if not target.strip() or not any(sign in source + target for sign in ("@", "://", "www.")):
        return
    wanted, found = list(ADDRESS.finditer(source)), list(ADDRESS.finditer(target))
    lost = Counter(one[0] for one in wanted) - Counter(one[0] for one in found)
    new = Counter(one[0] for one in found) - Counter(one[0] for one in wanted)
    for one in wanted:
        if lost[one[0]] > 0:
            lost[one[0]] -= 1
            yield issue(
                "url.missing", Severity.ERROR, side="source", start=one.start(), end=one.end(), written=one[0]
            )
    only = [one[0] for one in wanted if one[0] not in target]
    for one in found:
        if new[one[0]] > 0:
            new[one[0]] -= 1
            yield issue(
                "url.added",
                Severity.ERROR,
                start=one.start(),
                end=one.end(),
                suggestion=only[0] if len(only) == 1 else None,
                written=one[0],
            )
