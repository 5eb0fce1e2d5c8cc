"""Two states of a glossary and stored units go in; the units that the change touches come out, with what each would have to become."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from translate import glossary
from translate.glossary import Entry, Glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translate.model import TermMatch
    from translate.review import QueuedUnit

_WHERE = ("file", "line")  # where an entry stands says nothing about the term


@dataclass(frozen=True, slots=True)
class Touched:
    """A unit and one changed term in its source. `change` is added, removed or changed; `status` tells whether its target has the
    term as the new glossary wants it: present, missing, or free where nothing is owed any more."""

    unit: str
    article: str
    state: str
    entry: str
    change: str
    old: str
    new: str
    source: str
    target: str
    status: str


def changes(old: Glossary, new: Glossary) -> dict[str, str]:
    """Entry → added, removed or changed, for entries that are not the same in both."""
    found = {}
    for ident in sorted({*old.entries, *new.entries}):
        before, after = old.get(ident), new.get(ident)
        if before is None or after is None:
            found[ident] = "added" if before is None else "removed"
        elif any(
            getattr(before, item.name) != getattr(after, item.name)
            for item in fields(Entry)
            if item.name not in _WHERE
        ):
            found[ident] = "changed"
    return found


def impact(old: Glossary, new: Glossary, units: Iterable[QueuedUnit]) -> Iterator[Touched]:
    """The units whose source has a changed term, by either glossary, a line for each term; units in their order."""
    changed = changes(old, new)
    if not changed:
        return
    before, after = (
        Glossary(entry for entry in known if entry.id in changed) for known in (old, new)
    )  # few entries, so that a million units are looked through quickly
    for unit in units:
        language, target = unit.source_language, unit.target_language
        was = {match.entry for match in _found(unit.source, language, before, old)}
        matches = _found(unit.source, language, after, new)
        verdicts = {
            verdict.entry: verdict.status for verdict in glossary.verify(matches, unit.target, target, new)
        }
        for entry in sorted(was | set(verdicts)):
            left, right = old.get(entry), new.get(entry)
            yield Touched(
                unit.id,
                unit.article,
                unit.state,
                entry,
                changed[entry],
                left.house(target) if left else "",
                right.house(target) if right else "",
                unit.source,
                unit.target,
                verdicts.get(entry, "free"),
            )


def _found(text: str, language: str, few: Glossary, whole: Glossary) -> tuple[TermMatch, ...]:
    """Matches of the few entries that the whole glossary finds too: a longer name may stand over them."""
    if not len(few) or not glossary.find(text, language, few):
        return ()
    return tuple(match for match in glossary.find(text, language, whole) if match.entry in few)
