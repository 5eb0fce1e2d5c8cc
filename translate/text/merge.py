"""A text and what two people made of it go in; one text with both people's changes, and where they clash, comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from translate.text.diff import Step, pieces, steps

#: How a clash stands in the merged text, for a person to settle.
OPEN, BETWEEN, CLOSE = "\u27e6", "\u2016", "\u27e7"  # ⟦mine‖theirs⟧

Kind = Literal["same", "mine", "theirs", "both", "conflict"]


@dataclass(frozen=True, slots=True)
class Region:
    """A run of the text: `same` in all three, changed by me, by them, by `both` alike, or by each in another way."""

    kind: Kind
    base: str
    mine: str
    theirs: str

    @property
    def text(self) -> str:
        """What the merge proposes here; both ways between marks where it cannot."""
        if self.kind == "conflict":
            return f"{OPEN}{self.mine}{BETWEEN}{self.theirs}{CLOSE}"
        return self.theirs if self.kind == "theirs" else self.mine


@dataclass(frozen=True, slots=True)
class Merge:
    """Regions in reading order. Joined, their `base`, `mine` and `theirs` give the three texts back."""

    regions: tuple[Region, ...]

    @property
    def is_clean(self) -> bool:
        return not self.conflicts

    @property
    def conflicts(self) -> tuple[Region, ...]:
        return tuple(region for region in self.regions if region.kind == "conflict")

    @property
    def text(self) -> str:
        """The proposal; clashes stand in it as `⟦mine‖theirs⟧`."""
        return "".join(region.text for region in self.regions)

    def shape(self) -> dict[str, Any]:
        """The merge as JSON has it: `clean`, `text`, and `regions` with kind, base, mine and theirs."""
        return {
            "clean": self.is_clean,
            "text": self.text,
            "regions": [
                {"kind": region.kind, "base": region.base, "mine": region.mine, "theirs": region.theirs}
                for region in self.regions
            ],
        }


def merge3(base: str, mine: str, theirs: str) -> Merge:
    """Merge two changes of one text, word by word (diff3: Khanna, Kunal and Pierce 2007).

    Words that both left alone hold the text together; between them a change by one side is taken, equal changes are taken
    once, and anything else is a conflict. Nothing is ever dropped silently.
    """
    words, ours, others = pieces(base), pieces(mine), pieces(theirs)
    to_mine, to_theirs = _kept(steps(words, ours)), _kept(steps(words, others))
    runs: list[tuple[Kind, list[str], list[str], list[str]]] = []

    def add(base: list[str], mine: list[str], theirs: list[str]) -> None:
        kind = _kind(base, mine, theirs)
        if runs and kind == runs[-1][0] == "same":
            for side, more in zip(runs[-1][1:], (base, mine, theirs), strict=True):
                side.extend(more)
        elif base or mine or theirs:
            runs.append((kind, base, mine, theirs))

    i = a = b = 0
    for place in range(len(words)):
        if place in to_mine and place in to_theirs:
            at, to = to_mine[place], to_theirs[place]
            add(words[i:place], ours[a:at], others[b:to])
            add([words[place]], [ours[at]], [others[to]])
            i, a, b = place + 1, at + 1, to + 1
    add(words[i:], ours[a:], others[b:])
    return Merge(tuple(Region(kind, *("".join(side) for side in sides)) for kind, *sides in runs))


def _kept(done: list[Step]) -> dict[int, int]:
    """For each piece of the base that a side kept, where it stands there."""
    return {
        step.i1 + offset: step.j1 + offset
        for step in done
        if step.is_equal
        for offset in range(step.i2 - step.i1)
    }


def _kind(base: list[str], mine: list[str], theirs: list[str]) -> Kind:
    if mine == theirs:
        return "same" if mine == base else "both"
    if mine == base:
        return "theirs"
    return "mine" if theirs == base else "conflict"


def has_marks(text: str) -> bool:
    """Whether a text still holds a clash that nobody settled."""
    return OPEN in text and CLOSE in text and BETWEEN in text
