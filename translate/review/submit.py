"""A drafted article in, units in the queue out; a corrected source touches only the units whose text it changed."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from translate.errors import InputError
from translate.review import states
from translate.review.act import text as clean
from translate.store import articles, audit, claims, clock, people, units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from translate.model import DraftedArticle, Unit
    from translate.review.act import Act
    from translate.store.rows import QueuedArticle, QueuedUnit

MAX_ID = 200  # characters
_PATIENCE = 100_000  # comparisons for one gap of a corrected source; beyond that the order decides


@dataclass(frozen=True, slots=True)
class Plan:
    """How an article goes into the queue.

    `priority` is the desk's factor (1 is usual, 2 twice as urgent), `deadline` ISO 8601. `estimates` (predicted HTER, 0–1),
    `quarantine` (reasons) and `matches` (memory match, 0–101) are by segment id. `redraft` puts a new draft in place of an
    old one that nobody has touched.
    """

    topic: str | None = None
    priority: float | None = None
    deadline: str | None = None
    estimates: Mapping[str, float] = field(default_factory=dict)
    quarantine: Mapping[str, str] = field(default_factory=dict)
    matches: Mapping[str, float] = field(default_factory=dict)
    redraft: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a submission: `status` is created, corrected or unchanged; the lists hold unit ids."""

    article: str
    status: str
    revision: int
    added: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    redrafted: tuple[str, ...] = ()
    kept: int = 0


def submit(act: Act, drafted: DraftedArticle, plan: Plan) -> Submitted:
    """Put a drafted article into the queue; the same article again changes nothing, a corrected one makes units stale."""
    act.require("submit")
    _check(drafted, plan)
    id_ = _id(act, drafted)
    found = articles.find(act.connection, id_)
    if found is None:
        return _create(act, id_, drafted, plan)
    if articles.source_hash(act.connection, id_) == _source_hash(drafted):
        redrafted = _redraft(act, found, drafted, plan) if plan.redraft else ()
        return Submitted(id_, "unchanged", found.revision, redrafted=redrafted, kept=found.units)
    act.require("correct")
    return _correct(act, found, drafted, plan)


def _check(drafted: DraftedArticle, plan: Plan) -> None:
    for language in (drafted.source_language, drafted.target_language):
        if not 1 <= len(language) <= 16:
            raise InputError(f"not a language: {language!r}")
    if not drafted.article.id or len(drafted.article.id) > MAX_ID:
        raise InputError("the id of an article has 1 to 200 characters", file=drafted.article.source)
    clean(drafted.article.id, "article id")
    for unit in drafted.units:
        clean(unit.source, f"segment {unit.segment.id}", limit=1_000_000)
        clean(unit.target, f"segment {unit.segment.id}", limit=1_000_000)
    if plan.priority is not None and not 0 < plan.priority <= 1000:
        raise InputError(f"priority {plan.priority} cannot be", advice="give a number above 0; 1 is usual")
    for segment, estimate in plan.estimates.items():
        if math.isnan(estimate) or estimate < 0:
            raise InputError(f"estimate of segment {segment}: {estimate} cannot be", advice="give 0 to 1")


def moment(deadline: str) -> datetime:
    """The moment of a deadline; raises InputError."""
    try:
        return clock.moment(deadline)
    except (ValueError, OverflowError):
        raise InputError(
            f"not a time: {deadline!r}", advice="give it like 2026-11-25T18:00 or 2026-11-25T18:00+03:00"
        ) from None


def due_of(act: Act, deadline: str | None) -> float:
    """When an article is wanted, in seconds since 1970."""
    return moment(deadline).timestamp() if deadline else act.moment.timestamp() + units.SUPPOSED


def _source_hash(drafted: DraftedArticle) -> str:
    return audit.digest(
        drafted.target_language,
        [[str(block.block.kind), block.block.text] for block in drafted.blocks],
        [unit.source for unit in drafted.units],
    )


def _id(act: Act, drafted: DraftedArticle) -> str:
    """The article's id, numbered where another article has it: two files of one name in two folders are two articles."""
    wanted, number = drafted.article.id, 1
    while True:
        id_ = wanted if number == 1 else f"{wanted}-{number}"
        found = articles.find(act.connection, id_)
        if found is None or (
            found.target_language == drafted.target_language
            and (
                found.source == drafted.article.source
                or articles.source_hash(act.connection, id_) == _source_hash(drafted)
            )
        ):
            return id_
        number += 1


def _create(act: Act, id_: str, drafted: DraftedArticle, plan: Plan) -> Submitted:
    due = due_of(act, plan.deadline)
    deadline = clock.text(moment(plan.deadline)) if plan.deadline else None
    priority = plan.priority or 1.0
    articles.insert(
        act.connection,
        {
            "id": id_,
            "topic": plan.topic or "",
            "priority": priority,
            "deadline": deadline,
            "due": due,
            **_described(drafted),
        },
        articles.dump(drafted.article, drafted.blocks),
        person=act.name,
        at=act.at,
    )
    maker = _Maker(act, id_, drafted, plan, plan.topic or "", priority, deadline, due)
    rows = [maker.row(unit, float(position)) for position, unit in enumerate(drafted.units)]
    digest = units.insert(act.connection, rows, person=act.name, at=act.at)
    act.note(
        "submit",
        article=id_,
        details={
            "units": len(rows),
            "revision": 1,
            "signature": drafted.signature,
            "source": drafted.article.source,
        },
        digest=digest,
    )
    return Submitted(id_, "created", 1, added=tuple(row["id"] for row in rows))


def _described(drafted: DraftedArticle) -> dict[str, Any]:
    headline = next(
        (
            block
            for block in drafted.blocks
            if block.block.kind == "headline" and not block.block.duplicate_of
        ),
        None,
    )
    return {
        "source": drafted.article.source,
        "source_language": drafted.source_language,
        "target_language": drafted.target_language,
        "headline": (headline.block.text if headline else drafted.units[0].source if drafted.units else "")[
            :500
        ],
        "headline_target": (headline.target if headline else "")[:500],
        "source_hash": _source_hash(drafted),
        "engine": drafted.engine,
        "model": drafted.model,
        "signature": drafted.signature,
        "words": sum(len(unit.source.split()) for unit in drafted.units),
    }


def estimated(plan: Plan, unit: Unit, otherwise: float | None = None) -> float | None:
    """The estimate of a unit, 0–1: what the plan says, else what it was drafted with (a predicted HTER of 0–100)."""
    drafted_with = min(1.0, unit.estimate.hter / 100) if unit.estimate else otherwise
    return plan.estimates.get(unit.segment.id, drafted_with)


class _Maker:
    """Makes rows of new units; ids come from article and source text, not from the place, so that they outlive corrections."""

    def __init__(
        self,
        act: Act,
        article: str,
        drafted: DraftedArticle,
        plan: Plan,
        topic: str,
        priority: float,
        deadline: str | None,
        due: float,
        taken: set[str] | None = None,
    ) -> None:
        self.act, self.article, self.drafted, self.plan = act, article, drafted, plan
        self.topic, self.priority, self.deadline, self.due = topic, priority, deadline, due
        self.kinds = {block.block.id: str(block.block.kind) for block in drafted.blocks}
        self.taken = taken if taken is not None else set()
        self.seen: defaultdict[str, int] = defaultdict(int)

    def _new_id(self, source: str) -> str:
        while True:
            self.seen[source] += 1
            id_ = audit.digest("unit", self.article, self.drafted.target_language, source, self.seen[source])[
                :16
            ]
            if id_ not in self.taken:
                self.taken.add(id_)
                return id_

    def rank(self, estimate: float | None, position: float) -> float:
        return units.rank(estimate=estimate, priority=self.priority, due=self.due, position=position)

    def row(self, unit: Unit, position: float) -> dict[str, Any]:
        reason = self.plan.quarantine.get(unit.segment.id, "")
        target = unit.target.strip()
        estimate = estimated(self.plan, unit)
        state = states.QUARANTINED if reason else states.DRAFTED if target else states.NEW
        return {
            "id": self._new_id(unit.source),
            "article": self.article,
            "position": position,
            **self.place(unit),
            **self.draft(unit),
            "source_language": self.drafted.source_language,
            "target_language": self.drafted.target_language,
            "source": unit.source,
            "source_hash": units.source_hash(unit.source),
            "target": target,
            "reason": reason,
            "estimate": estimate,
            "topic": self.topic,
            "deadline": self.deadline,
            "priority": self.priority,
            "rank": self.rank(estimate if not reason else 1.0, position),
            "state": state,
            "words": len(unit.source.split()),
            "terms": units.dump_terms(unit.terms),
            "issues": units.dump_issues(unit.issues),
        }

    def place(self, unit: Unit) -> dict[str, Any]:
        segment = unit.segment
        return {
            "block": segment.block,
            "kind": self.kinds.get(segment.block, "paragraph"),
            "segment": segment.id,
            "start": segment.start,
            "lead": segment.lead,
            "separator": segment.separator,
        }

    def draft(self, unit: Unit) -> dict[str, Any]:
        return {
            "draft": unit.draft.target.strip(),
            "origin": unit.draft.origin,
            "engine": self.drafted.engine,
            "model": self.drafted.model,
            "signature": self.drafted.signature,
            "score": unit.draft.score,
            "stop": unit.draft.stop,
            "source_tokens": unit.draft.source_tokens,
            "target_tokens": unit.draft.target_tokens,
            "match": self.plan.matches.get(unit.segment.id),
        }


def _redraft(act: Act, found: QueuedArticle, drafted: DraftedArticle, plan: Plan) -> tuple[str, ...]:
    """New drafts for units that nobody has touched."""
    maker = _Maker(
        act,
        found.id,
        drafted,
        plan,
        found.topic,
        found.priority,
        found.deadline,
        articles.due(act.connection, found.id),
    )
    by_source: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in drafted.units:
        by_source[unit.source].append(unit)
    done = []
    for queued in units.of_article(act.connection, found.id, now=act.at):
        new = by_source[queued.source].pop(0) if by_source[queued.source] else None
        untouched = (
            queued.state in (states.NEW, states.DRAFTED, states.QUARANTINED) and not queued.last_editor
        )
        if new is None or not untouched or new.target.strip() == queued.target:
            continue
        reason = plan.quarantine.get(new.segment.id, "")
        target = new.target.strip()
        estimate = estimated(plan, new)
        units.change(
            act.connection,
            queued,
            at=act.at,
            person=act.name,
            action="draft",
            state=states.QUARANTINED if reason else states.DRAFTED if target else states.NEW,
            target=target,
            reason=reason,
            origin=new.draft.origin,
            issues=new.issues,
            terms=new.terms,
            values={
                **maker.draft(new),
                "reason": reason,
                "estimate": estimate,
                "rank": maker.rank(1.0 if reason else estimate, queued.position),
            },
        )
        done.append(queued.id)
    return tuple(done)


def _correct(act: Act, found: QueuedArticle, drafted: DraftedArticle, plan: Plan) -> Submitted:
    """Bring an article to its corrected source: kept units keep everything, changed ones become stale."""
    old = units.of_article(act.connection, found.id, now=act.at)
    pairs, fresh, gone = _paired(old, drafted.units)
    topic = found.topic if plan.topic is None else plan.topic
    priority = plan.priority or found.priority
    deadline = clock.text(moment(plan.deadline)) if plan.deadline else found.deadline
    due = due_of(act, plan.deadline) if plan.deadline else articles.due(act.connection, found.id)
    taken = set(units.ids_of(act.connection, found.id))
    maker = _Maker(act, found.id, drafted, plan, topic, priority, deadline, due, taken)
    revision = articles.correct(
        act.connection,
        found.id,
        {"topic": topic, "priority": priority, "deadline": deadline, "due": due, **_described(drafted)},
        articles.dump(drafted.article, drafted.blocks),
        person=act.name,
        at=act.at,
    )
    stale, kept = [], 0
    for queued, new, position in pairs:
        estimate = estimated(plan, new, queued.estimate)
        where = {
            **maker.place(new),
            "position": position,
            "topic": topic,
            "priority": priority,
            "deadline": deadline,
            "estimate": estimate,
            "rank": maker.rank(estimate, position),
        }
        if queued.source == new.source:
            units.place(act.connection, queued.id, where)
            kept += 1
        else:
            _make_stale(act, queued, new, maker, where)
            stale.append(queued.id)
    for queued in gone:
        units.change(
            act.connection,
            queued,
            at=act.at,
            person=act.name,
            action="cut",
            state=states.REMOVED,
            origin=act.origin,
            also=[claims.dropped(queued.id)],
        )
    rows = [maker.row(unit, position) for unit, position in fresh]
    digest = units.insert(act.connection, rows, person=act.name, at=act.at)
    act.note(
        "correct",
        article=found.id,
        details={
            "revision": revision,
            "stale": stale,
            "added": [row["id"] for row in rows],
            "removed": [queued.id for queued in gone],
        },
        digest=digest,
    )
    return Submitted(
        found.id,
        "corrected",
        revision,
        added=tuple(row["id"] for row in rows),
        stale=tuple(stale),
        removed=tuple(queued.id for queued in gone),
        kept=kept,
    )


def _make_stale(act: Act, queued: QueuedUnit, new: Unit, maker: _Maker, where: dict[str, Any]) -> None:
    untouched = queued.state in (states.NEW, states.DRAFTED, states.QUARANTINED) and not queued.last_editor
    units.change(
        act.connection,
        queued,
        at=act.at,
        person=act.name,
        action="stale",
        state=states.STALE,
        source=new.source,
        target=new.target.strip() if untouched else queued.target,
        origin=act.origin,
        issues=new.issues if untouched else (),
        terms=new.terms,
        values={
            **where,
            **maker.draft(new),
            "words": len(new.source.split()),
            "previous_source": queued.previous_source or queued.source,
            "approved_by": None,
        },
    )
    for name in {queued.last_editor, queued.claimed_by} - {None, act.name}:
        if people.find(act.connection, str(name)):
            people.tell(
                act.connection,
                str(name),
                kind="stale",
                text="its source was corrected",
                at=act.at,
                unit=queued.id,
                article=queued.article,
            )


def _paired(
    old: Sequence[QueuedUnit], new: Sequence[Unit]
) -> tuple[list[tuple[QueuedUnit, Unit, float]], list[tuple[Unit, float]], list[QueuedUnit]]:
    """Old and new units that belong together, with their new place; what is new; what is gone.

    Same text in the same order first, then same text that moved, then what stands in the same gap, then what is most alike.
    """
    pairs: list[tuple[QueuedUnit, Unit, float]] = []
    gaps: list[tuple[list[int], list[int]]] = []
    matcher = SequenceMatcher(
        None, [unit.source for unit in old], [unit.source for unit in new], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs += [(old[i], new[j], float(j)) for i, j in zip(range(a, b), range(c, d), strict=True)]
        else:
            gaps.append((list(range(a, b)), list(range(c, d))))
    loose: defaultdict[str, list[int]] = defaultdict(list)
    for befores, _ in gaps:
        for i in befores:
            loose[old[i].source].append(i)
    moved: dict[int, int] = {}
    for _, afters in gaps:
        for j in afters:
            if loose[new[j].source]:
                moved[j] = loose[new[j].source].pop(0)
    pairs += [(old[i], new[j], float(j)) for j, i in moved.items()]
    left_over: list[int] = []
    right_over: list[int] = []
    settled = set(moved.values())
    for befores, afters in gaps:
        left = [i for i in befores if i not in settled]
        right = [j for j in afters if j not in moved]
        alike = _alike(left, right, old, new)
        pairs += [(old[i], new[j], float(j)) for i, j in alike]
        before, after = {i for i, _ in alike}, {j for _, j in alike}
        right_over += [j for j in right if j not in after]
        left_over += [i for i in left if i not in before]
    alike = _alike(left_over, right_over, old, new, by_words=True)
    pairs += [(old[i], new[j], float(j)) for i, j in alike]
    before, after = {i for i, _ in alike}, {j for _, j in alike}
    fresh = [(new[j], float(j)) for j in right_over if j not in after]
    return pairs, fresh, [old[i] for i in left_over if i not in before]


def _alike(
    left: Sequence[int],
    right: Sequence[int],
    old: Sequence[QueuedUnit],
    new: Sequence[Unit],
    *,
    by_words: bool = False,
) -> list[tuple[int, int]]:
    """Pairs of a gap: one for one where the numbers agree (unless `by_words`), else those whose words agree most."""
    if len(left) * len(right) > _PATIENCE:
        return [] if by_words else list(zip(left, right, strict=False))
    if len(left) == len(right) and not by_words:
        return list(zip(left, right, strict=True))
    scored = []
    for i in left:
        words = set(old[i].source.split())
        for j in right:
            others = set(new[j].source.split())
            shared = len(words & others) / max(1, len(words | others))
            if shared >= 0.3:  # less is another sentence
                scored.append((-shared, i, j))
    chosen: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return list(chosen.items())
