"""A segment with its neighbours goes in; matches from the memory come out, best first, each with what was taken off its score and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from translate.languages import other
from translate.memory.index import Index
from translate.memory.substitute import Substitution, substitute
from translate.store import clock
from translate.store import memory as rows
from translate.text import similar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from translate.memory.substitute import Terms
    from translate.store import Store
    from translate.store.memory import Pair

_ALIKE = 10  # units that differ in figures alone which are tried
_NAMED = (
    2  # fuzzy candidates in which names are looked for: finding them costs more than finding the candidates
)


@dataclass(frozen=True, slots=True)
class Penalties:
    """Points taken off a score. `age` is for each year beyond `young` years, at most `oldest` points in all.

    `spelling` is for sources that are equal but for case or hamza, `reversed` for a unit of the other direction, `desk` for one of
    another desk, `substituted` for one whose figures or names were put right.
    """

    spelling: int = 1
    reversed: int = 2
    machine: int = 5
    unapproved: int = 5
    desk: int = 1
    age: int = 1
    young: int = 3
    oldest: int = 3
    substituted: int = 1


@dataclass(frozen=True, slots=True)
class Query:
    """A segment that is looked up, with the segments around it: empty at the edge of an article, None where they are not known."""

    text: str
    previous: str | None = None
    following: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A unit of the memory that fits: `score` 0–101 after penalties, `similarity` 0–100 before; `kind` is context, exact or fuzzy.

    `source` and `target` run in the direction asked for. `substitutions` say what was put right in the target. `unit` is the
    memory's id.
    """

    source: str
    target: str
    score: int
    kind: str
    similarity: float
    unit: int
    penalties: tuple[tuple[str, int], ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    is_reversed: bool = False
    is_machine: bool = False
    is_approved: bool = True
    origin: str = ""
    author: str = ""
    desk: str = ""
    changed_at: str = ""
    note: str = ""

    def shape(self) -> dict[str, Any]:
        """The match as JSON has it."""
        return {
            "score": self.score,
            "kind": self.kind,
            "similarity": round(self.similarity, 1),
            "source": self.source,
            "target": self.target,
            "penalties": dict(self.penalties),
            "substitutions": [
                {
                    "kind": item.kind,
                    "source_from": item.source_from,
                    "source_to": item.source_to,
                    "target_from": item.target_from,
                    "target_to": item.target_to,
                    "start": item.start,
                    "end": item.end,
                }
                for item in self.substitutions
            ],
            "reversed": self.is_reversed,
            "machine": self.is_machine,
            "approved": self.is_approved,
            "origin": self.origin,
            "author": self.author,
            "desk": self.desk,
            "changed_at": self.changed_at,
            "note": self.note,
            "unit": self.unit,
        }


@dataclass(slots=True)
class Memory:
    """The memory of a desk, opened: exact matches come from the database, fuzzy ones through an index per language.

    `terms` finds the glossary's names in a text of a language; without it names are not put right.
    """

    store: Store
    desk: str = ""
    penalties: Penalties = field(default_factory=Penalties)
    terms: Terms | None = None
    now: Callable[[], datetime] = clock.now
    _indexes: dict[str, Index] = field(default_factory=dict)

    def index(self, language: str) -> Index:
        """The index of a language, up to date."""
        found = self._indexes.get(language)
        if found is None:
            found = self._indexes.setdefault(language, Index(self.store, language))
        found.refresh()
        return found

    def exact(
        self,
        text: str,
        source: str,
        *,
        previous: str | None = None,
        following: str | None = None,
        approved: bool = True,
    ) -> list[Match]:
        """Matches that are equal: in their context (101), or not (100), less penalties."""
        return self._best(
            self._equal(pair, text, source, is_reversed, previous, following)
            for pair, is_reversed in rows.exact(self.store, text, source, approved=approved)
        )

    def search(
        self,
        text: str,
        source: str,
        *,
        previous: str | None = None,
        following: str | None = None,
        least: int = 75,
        limit: int = 5,
        approved: bool = True,
    ) -> list[Match]:
        """The best matches of a segment, at most `limit`, none under `least` (0–101) before penalties.

        `previous` and `following` are the segments around it: an empty text at the edge of an article, None where they are not known.
        """
        asked = [Query(text, previous, following)]
        return self.search_each(asked, source, least=least, limit=limit, approved=approved)[0]

    def search_each(
        self,
        queries: Sequence[Query],
        source: str,
        *,
        least: int = 75,
        limit: int = 5,
        approved: bool = True,
    ) -> list[list[Match]]:
        """What search() gives, for each of many segments: the database is asked for all of them together."""
        found = [
            self._best(
                self._equal(pair, query.text, source, is_reversed, query.previous, query.following)
                for pair, is_reversed in equal
            )
            for query, equal in zip(
                queries,
                rows.exact_each(self.store, [query.text for query in queries], source, approved=approved),
                strict=True,
            )
        ]
        wanting = [
            place
            for place, matches in enumerate(found)
            if len(matches) < limit and not (matches and matches[0].score >= 100 and limit == 1)
        ]
        texts = [queries[place].text for place in wanting]
        alike = rows.alike_each(self.store, texts, source, approved=approved)
        for place, text, pairs in zip(wanting, texts, alike, strict=True):
            taken = {match.unit for match in found[place]}
            near = (
                self._substituted(pair, text, source, is_reversed)
                for pair, is_reversed in pairs[:_ALIKE]
                if pair.id not in taken
            )
            found[place] += [match for match in near if match is not None]
        self._add_fuzzy(found, dict(zip(wanting, texts, strict=True)), source, least, limit, approved)
        return [self._best(matches)[:limit] for matches in found]

    def _add_fuzzy(
        self,
        found: list[list[Match]],
        texts: dict[int, str],
        source: str,
        least: int,
        limit: int,
        approved: bool,
    ) -> None:
        """Add to the matches of each place what is like its text."""
        if not texts:
            return
        index = self.index(source)
        scores: dict[int, dict[int, float]] = {}
        for place, text in texts.items():
            taken = {match.unit for match in found[place]}
            candidates = index.similar(text, least=least / 100, limit=limit + len(taken) + 5)
            scores[place] = {ident: score for score, ident in candidates if ident not in taken}
        pairs = rows.get(self.store, list(dict.fromkeys(ident for one in scores.values() for ident in one)))
        for place, candidates_of in scores.items():
            for order, (ident, score) in enumerate(candidates_of.items()):
                pair = pairs.get(ident)
                if pair is None:
                    continue
                is_reversed = pair.source_language != source
                if (approved and not pair.is_approved) or (is_reversed and pair.target_language != source):
                    continue
                found[place].append(
                    self._substituted(pair, texts[place], source, is_reversed, names=order < _NAMED)
                    or self._scored(pair, min(99.0, 100 * score), "fuzzy", is_reversed)
                )

    def _equal(
        self,
        pair: Pair,
        text: str,
        source: str,
        is_reversed: bool,
        previous: str | None,
        following: str | None,
    ) -> Match:
        around = (
            not is_reversed
            and None not in (previous, following, pair.previous, pair.next)
            and similar.fold(previous or "") == similar.fold(pair.previous or "")
            and similar.fold(following or "") == similar.fold(pair.next or "")
        )
        return self._scored(pair, 101 if around else 100, "context" if around else "exact", is_reversed)

    def _substituted(
        self, pair: Pair, text: str, source: str, is_reversed: bool, *, names: bool = False
    ) -> Match | None:
        one, two = (pair.target, pair.source) if is_reversed else (pair.source, pair.target)
        done = substitute(
            text,
            one,
            two,
            source_language=source,
            target_language=other(source).code,
            terms=self.terms if names else None,
        )
        if done is None:
            return None
        target, substitutions = done
        match = self._scored(pair, 100, "exact", is_reversed, ("substituted", self.penalties.substituted))
        return replace(match, target=target, substitutions=substitutions)

    def _scored(
        self, pair: Pair, similarity: float, kind: str, is_reversed: bool, *more: tuple[str, int]
    ) -> Match:
        points = self.penalties
        taken = [
            *more,
            ("reversed", points.reversed if is_reversed else 0),
            ("machine", points.machine if pair.is_machine else 0),
            ("unapproved", 0 if pair.is_approved else points.unapproved),
            ("desk", points.desk if pair.desk and self.desk and pair.desk != self.desk else 0),
            ("age", self._age(pair.changed_at)),
        ]
        if kind == "fuzzy" and similarity >= 99:
            similarity = 100 - points.spelling if similarity >= 100 else similarity
        penalties = tuple((name, value) for name, value in taken if value)
        source, target = (pair.target, pair.source) if is_reversed else (pair.source, pair.target)
        return Match(
            source=source,
            target=target,
            score=max(0, int(similarity) - sum(value for _, value in penalties)),
            kind=kind,
            similarity=min(100.0, float(similarity)),
            unit=pair.id,
            penalties=penalties,
            is_reversed=is_reversed,
            is_machine=pair.is_machine,
            is_approved=pair.is_approved,
            origin=pair.origin,
            author=pair.author,
            desk=pair.desk,
            changed_at=pair.changed_at,
            note=pair.note,
        )

    def _age(self, changed_at: str) -> int:
        try:
            years = (self.now() - clock.moment(changed_at)).days / 365.25
        except ValueError:
            return 0
        return min(self.penalties.oldest, max(0, int(years - self.penalties.young)) * self.penalties.age)

    def _best(self, found: Iterable[Match]) -> list[Match]:
        """Best first; of matches that say the same, the best one."""
        newest = sorted(found, key=lambda match: match.changed_at, reverse=True)
        order = sorted(newest, key=lambda match: (-match.score, -match.similarity, match.is_reversed))
        seen: dict[tuple[str, str], Match] = {}
        for match in order:
            seen.setdefault((match.source, match.target), match)
        return list(seen.values())


def texts_around(texts: Sequence[str], place: int) -> tuple[str, str]:
    """The segments before and after one of an article; empty at its edges."""
    return texts[place - 1] if place else "", texts[place + 1] if place + 1 < len(texts) else ""
