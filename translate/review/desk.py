"""The desk of one person: every action on the queue, each in a transaction of its own, each right checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from translate.errors import InputError, NotAllowed, NotFound
from translate.model import Draft, DraftedArticle, Segment, TermMatch, Unit
from translate.review import bulk, edits, holds, roles, staff, states, submit
from translate.review.act import Act, text
from translate.review.submit import Plan, Submitted
from translate.store import articles, audit, claims, clock, editions, notes, people, pipeline, units
from translate.store.find import Filter
from translate.store.rows import Journal, Page, Person, Revision

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from translate.review.act import Recheck
    from translate.review.bulk import Bulk
    from translate.store import Store
    from translate.store.rows import (
        Claim,
        Comment,
        Edition,
        Event,
        Notice,
        QueuedArticle,
        QueuedUnit,
        Session,
        Token,
        Waiver,
    )

T = TypeVar("T")
MOST = 500  # items on a page
PRESENT = timedelta(seconds=90)
KEPT_ANSWERS = timedelta(days=7)


class Desk:
    """What one person can see and do. Made by `review.open`; safe to use from several threads."""

    def __init__(
        self,
        store: Store,
        person: Person,
        *,
        scopes: tuple[str, ...] | None = None,
        origin: str = "api",
        recheck: Recheck | None = None,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self.store, self.person = store, person
        self.scopes, self.origin, self.recheck, self.now = scopes, origin, recheck, now

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self.store.close()

    def may(self, right: str) -> bool:
        """Whether the person may do something; see `roles.RIGHTS`."""
        return roles.may(self.person, right, scopes=self.scopes)

    # --- transactions ----------------------------------------------------------------------------

    def _act(self, connection: Any, *, fresh: bool = True, reads: str | None = None) -> Act:
        """What an action needs; `reads` names the unit that it begins with, so that person and unit are asked for together."""
        moment = self.now()
        act = Act(connection, self.person, moment, self.scopes, self.origin, self.recheck)
        questions = [people.question(self.person.name)] if fresh else []
        if reads is not None:
            questions.append(units.one(reads, now=act.at))
        answers = pipeline.run(connection, *questions) if questions else []
        if fresh:
            act = replace(act, person=people.told(answers[0]) or self.person)
        act.require("read")
        if reads is not None and answers[-1].rows:
            act.read[reads] = units.told(connection, reads, answers[-1].rows)
        return act

    def _once(
        self, key: str | None, request: Sequence[Any], do: Callable[[Act], QueuedUnit], id_: str
    ) -> QueuedUnit:
        """Do an action that makes a version of a unit; a request that came before under this key gets its old answer."""
        with self.store.write(is_short=True) as connection:
            act = self._act(connection, reads=id_)
            digest = ""
            if key is not None:
                digest = audit.digest(*(text(one) if isinstance(one, str) else one for one in request))
                if not 1 <= len(key) <= 200:
                    raise InputError("an idempotency key has 1 to 200 characters")
                before = notes.answered(connection, act.name, key)
                if before is not None:
                    if before[0] != digest:
                        raise InputError(
                            f"idempotency key {key!r} was used for something else", advice="make a new key"
                        )
                    return _as_it_was(act, id_, before[1]["version"])
            made = do(act)
            if key is not None:
                notes.answer(connection, act.name, key, digest, {"version": made.version}, at=act.at)
            return made

    # --- reading ---------------------------------------------------------------------------------

    def articles(
        self,
        *,
        topic: str | None = None,
        target_language: str | None = None,
        text: str | None = None,
        has_open: bool | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[QueuedArticle]:
        """Articles, the one changed last first; `has_open` narrows to those with units that are not reviewed."""
        with self.store.read() as connection:
            self._act(connection)
            return _cursored(
                lambda: articles.page(
                    connection,
                    topic=topic,
                    target_language=target_language,
                    text=text,
                    has_open=has_open,
                    limit=_size(limit),
                    cursor=cursor,
                )
            )

    def article(self, id_: str) -> QueuedArticle:
        """One article with its counts; raises NotFound."""
        with self.store.read() as connection:
            self._act(connection)
            return articles.get(connection, id_)

    def units(
        self,
        wanted: Filter | None = None,
        *,
        limit: int = 50,
        cursor: str | None = None,
        by_position: bool = False,
    ) -> Page[QueuedUnit]:
        """Units by rank (what needs a person most first), or by their place in the article."""
        with self.store.read() as connection:
            act = self._act(connection)
            wanted = _known(wanted or Filter())
            return _cursored(
                lambda: units.page(
                    connection, wanted, now=act.at, limit=_size(limit), cursor=cursor, by_position=by_position
                )
            )

    def unit(self, id_: str) -> QueuedUnit:
        """One unit as it stands; raises NotFound."""
        with self.store.read() as connection:
            return self._act(connection).unit(id_)

    def units_of(self, article: str) -> list[QueuedUnit]:
        """All units of an article, in order; raises NotFound."""
        with self.store.read() as connection:
            act = self._act(connection)
            articles.get(connection, article)
            return units.of_article(connection, article, now=act.at)

    def around(self, id_: str) -> tuple[QueuedUnit | None, QueuedUnit | None]:
        """The unit before and the one behind in the same article."""
        with self.store.read() as connection:
            act = self._act(connection)
            return units.around(connection, act.unit(id_), now=act.at)

    def drafted(self, article: str, *, states: Sequence[str] = ()) -> DraftedArticle:
        """The article with the targets as they stand, for publishers and exchange.

        A block's markup is kept where its target is still the draft's. `states` leaves units in other states without target.
        """
        with self.store.read() as connection:
            act = self._act(connection)
            found = articles.get(connection, article)
            source, blocks = articles.content(connection, article)
            queued = units.of_article(connection, article, now=act.at)
        by_block: dict[str, list[QueuedUnit]] = {}
        for unit in queued:
            by_block.setdefault(unit.block, []).append(unit)
        built = []
        for block in blocks:
            own = by_block.get(block.block.id) or by_block.get(block.block.duplicate_of or "")
            if not own:
                built.append(block)
                continue
            target = "".join(
                unit.lead + unit.target + unit.separator for unit in own if not states or unit.state in states
            )
            built.append(replace(block, target=target, markup=block.markup if target == block.target else ()))
        return DraftedArticle(
            source,
            found.source_language,
            found.target_language,
            found.engine,
            found.model,
            found.signature,
            tuple(built),
            tuple(model_unit(unit) for unit in queued),
        )

    def counts(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Units and source words by target language and state; costs the same for any number of units."""
        with self.store.read() as connection:
            self._act(connection)
            return units.counts(connection)

    def history(self, id_: str) -> list[Revision]:
        """All that happened to a unit, oldest first: revisions, and comments and waivers among them; before them, what
        happened to the units that it was split or joined from."""
        with self.store.read() as connection:
            act = self._act(connection)
            told: dict[str, list[Revision]] = {}
            waiting = [id_]
            while waiting:
                one = waiting.pop()
                if one not in told:
                    told[one] = _story(connection, one)
                    waiting += act.unit(one).parents
        own = told.pop(id_)
        return sorted((entry for story in told.values() for entry in story), key=_moment) + sorted(
            own, key=_moment
        )

    def revision(self, id_: str, version: int) -> Revision:
        """One revision of a unit; raises NotFound."""
        with self.store.read() as connection:
            self._act(connection).unit(id_)
            found = units.at_version(connection, id_, version)
            if found is None:
                raise NotFound("version", f"{id_} {version}")
            return found

    def comments(self, id_: str) -> list[Comment]:
        """The remarks on a unit, oldest first."""
        with self.store.read() as connection:
            self._act(connection).unit(id_)
            return notes.comments(connection, id_)

    def waivers(self, id_: str) -> list[Waiver]:
        """The waivers of a unit, oldest first, withdrawn ones too."""
        with self.store.read() as connection:
            self._act(connection).unit(id_)
            return notes.waivers(connection, id_)

    def claims(self, *, person: str | None = None) -> list[Claim]:
        """Claims that hold now, of one person or of all."""
        with self.store.read() as connection:
            act = self._act(connection)
            return claims.held(connection, now=act.at, person=person)

    def events(
        self, *, after: int = 0, unit: str | None = None, article: str | None = None, limit: int = 100
    ) -> Page[Event]:
        """What happened at the desk after an event, oldest first: what a live page follows. Sign-ins and tokens left out."""
        with self.store.read() as connection:
            act = self._act(connection)
            found = audit.events(connection, after=after, unit=unit, article=article, limit=_size(limit))
            if act.may("audit"):
                return found
            return Page(tuple(event for event in found.items if event.unit or event.article), found.cursor)

    def audit(
        self,
        *,
        before: int | None = None,
        unit: str | None = None,
        article: str | None = None,
        person: str | None = None,
        actions: Sequence[str] = (),
        limit: int = 100,
    ) -> Page[Event]:
        """The audit, newest first; editors and admins read it."""
        with self.store.read() as connection:
            self._act(connection).require("audit")
            return audit.events(
                connection,
                before=before,
                unit=unit,
                article=article,
                person=person,
                actions=actions,
                limit=_size(limit),
                newest_first=True,
            )

    def last_event(self) -> int:
        """The number of the newest event: where a live page begins to follow."""
        with self.store.read() as connection:
            self._act(connection)
            return audit.last(connection)

    # --- submitting ------------------------------------------------------------------------------

    def submit(
        self,
        drafted: DraftedArticle,
        *,
        topic: str | None = None,
        priority: float | None = None,
        deadline: str | None = None,
        estimates: Mapping[str, float] | None = None,
        quarantine: Mapping[str, str] | None = None,
        matches: Mapping[str, float] | None = None,
        redraft: bool = False,
    ) -> Submitted:
        """Put a drafted article into the queue; see `submit.Plan`. The same article again changes nothing, a corrected
        source makes the touched units stale."""
        plan = Plan(topic, priority, deadline, estimates or {}, quarantine or {}, matches or {}, redraft)
        with self.store.write() as connection:
            return submit.submit(self._act(connection), drafted, plan)

    def submit_many(self, drafts: Sequence[tuple[DraftedArticle, Plan]]) -> list[Submitted]:
        """Put many into the queue in one transaction: all or none, and much faster than one by one."""
        with self.store.write() as connection:
            act = self._act(connection)
            return [submit.submit(act, drafted, plan) for drafted, plan in drafts]

    def place(
        self,
        article: str,
        *,
        topic: str | None = None,
        priority: float | None = None,
        deadline: str | None = None,
    ) -> QueuedArticle:
        """Set topic, priority or deadline ("" for none) of an article; its units are ranked anew."""
        with self.store.write() as connection:
            act = self._act(connection)
            act.require("place")
            found = articles.get(connection, article)
            if priority is not None and not 0 < priority <= 1000:
                raise InputError(f"priority {priority} cannot be", advice="give a number above 0; 1 is usual")
            values: dict[str, Any] = {}
            if topic is not None:
                values["topic"] = topic
            if priority is not None:
                values["priority"] = priority
            if deadline is not None:
                values["deadline"] = clock.text(submit.moment(deadline)) if deadline else None
            if not values:
                return found
            due = articles.due(connection, article)
            if deadline is not None:
                due = submit.due_of(act, deadline or None)
            articles.update(connection, article, {**values, "due": due, "updated_at": act.at})
            weight = values.get("priority", found.priority)
            for id_, estimate, position in articles.ranks(connection, article):
                rank = units.rank(estimate=estimate, priority=weight, due=due, position=position)
                units.place(connection, id_, {**values, "rank": rank})
            act.note("place", article=article, details=values)
            return articles.get(connection, article)

    def set_estimates(self, estimates: Mapping[str, float]) -> int:
        """Set the estimates of units (predicted HTER, 0–1) anew, as a refitted estimator gives them; returns how many."""
        with self.store.write() as connection:
            act = self._act(connection)
            act.require("place")
            done = 0
            due: dict[str, float] = {}
            for id_, estimate in estimates.items():
                unit = act.unit(id_)
                if unit.article not in due:
                    due[unit.article] = articles.due(connection, unit.article)
                rank = units.rank(
                    estimate=estimate, priority=unit.priority, due=due[unit.article], position=unit.position
                )
                units.place(connection, id_, {"estimate": estimate, "rank": rank})
                done += 1
            act.note("estimate", details={"units": done})
            return done

    # --- claims ----------------------------------------------------------------------------------

    def next(
        self,
        wanted: Filter | None = None,
        *,
        purpose: str | None = None,
        hold: bool = True,
        minutes: float = 15,
    ) -> QueuedUnit | None:
        """The unit that needs the person most, claimed for them unless `hold` is False; None where nothing waits."""
        lasting, wanted = _minutes(minutes), _known(wanted or Filter())
        with self.store.read() as connection:
            act = self._act(connection)
            choice = holds.look(act, wanted, purpose=purpose)
            if choice is None or not hold:
                return None if choice is None else act.unit(choice.ids[0])
        with self.store.write(is_short=True) as connection:  # looked for before: nobody waits for that
            found = holds.take(self._act(connection), choice, lasting=lasting)
        if found is not None:
            return found
        with self.store.write() as connection:
            act = self._act(connection)
            choice = holds.look(act, wanted, purpose=purpose, limit=1)
            return None if choice is None else holds.take(act, choice, lasting=lasting)

    def claim(self, id_: str, *, minutes: float = 15) -> Claim:
        """Hold a unit. Raises ClaimedByOther, NotAllowed (assigned to somebody else), NotFound."""
        with self.store.write(is_short=True) as connection:
            return holds.claim(self._act(connection), id_, lasting=_minutes(minutes))

    def claim_article(self, article: str, *, minutes: float = 15) -> list[Claim]:
        """Hold all units of an article that nobody else holds and that are not finished."""
        with self.store.write() as connection:
            act = self._act(connection)
            articles.get(connection, article)
            made = []
            for unit in units.of_article(connection, article, now=act.at):
                free = unit.claimed_by in (None, act.name) and unit.assignee in (None, act.name)
                if free and unit.state not in (states.REVIEWED, states.FINAL):
                    made.append(holds.claim(act, unit.id, lasting=_minutes(minutes)))
            return made

    def heartbeat(self, id_: str, *, minutes: float = 15) -> Claim:
        """Say that the person is still at it. Raises ClaimedByOther where somebody took it over."""
        with self.store.write(is_short=True) as connection:
            return holds.heartbeat(self._act(connection), id_, lasting=_minutes(minutes))

    def release(self, id_: str) -> bool:
        """Let a unit go; False where nobody held it."""
        with self.store.write(is_short=True) as connection:
            return holds.release(self._act(connection), id_)

    def take_over(self, id_: str, *, reason: str = "", minutes: float = 15) -> Claim:
        """Hold a unit that somebody else holds; they find a notice."""
        with self.store.write(is_short=True) as connection:
            return holds.take_over(
                self._act(connection),
                id_,
                reason=text(reason, "reason", limit=500),
                lasting=_minutes(minutes),
            )

    def assign(self, id_: str, person: str | None) -> QueuedUnit:
        """Give a unit to somebody, or (None) to nobody."""
        with self.store.write(is_short=True) as connection:
            return holds.assign(self._act(connection), id_, person)

    def assign_article(self, article: str, person: str | None) -> int:
        """Give all units of an article that are not finished to somebody; returns how many."""
        with self.store.write() as connection:
            act = self._act(connection)
            articles.get(connection, article)
            open_ = [
                unit.id
                for unit in units.of_article(connection, article, now=act.at)
                if unit.state not in (states.REVIEWED, states.FINAL)
            ]
            for id_ in open_:
                holds.assign(act, id_, person)
            return len(open_)

    # --- what is being typed ---------------------------------------------------------------------

    def autosave(
        self,
        id_: str,
        target: str,
        *,
        base_version: int,
        sequence: int = 0,
        active_seconds: float = 0.0,
        total_seconds: float = 0.0,
        keystrokes: int = 0,
    ) -> bool:
        """Keep what the person is typing, before it is an edit; False where something typed later is kept already.

        The newest `sequence` (a counter of the page) wins. `edit` clears it; it outlives a lost claim, a crash, a sign-out.
        """
        with self.store.write(is_short=True) as connection:
            act = self._act(connection, fresh=False)
            act.require("edit")
            act.unit(id_)
            return claims.write_journal(
                connection,
                Journal(
                    id_,
                    act.name,
                    text(target),
                    base_version,
                    active_seconds,
                    total_seconds,
                    keystrokes,
                    sequence,
                    act.at,
                ),
            )

    def journal(self, id_: str) -> Journal | None:
        """What the person was typing into a unit and has not saved."""
        with self.store.read() as connection:
            return claims.read_journal(connection, id_, self._act(connection).name)

    def journals(self) -> list[Journal]:
        """All that the person has typed and not saved."""
        with self.store.read() as connection:
            return claims.journals(connection, self._act(connection).name)

    def forget_journal(self, id_: str) -> None:
        """Give up what the person was typing into a unit."""
        with self.store.write(is_short=True) as connection:
            claims.drop_journal(connection, id_, self._act(connection).name)

    def be_present(self, article: str, unit: str | None = None) -> None:
        """Say that the person has an article open; to be said at least once a minute."""
        with self.store.touch() as connection:
            act = self._act(connection, fresh=False)
            articles.get(connection, article)
            claims.be_present(connection, act.name, article, unit, at=act.at)

    def leave(self, article: str) -> None:
        """Say that the person closed it."""
        with self.store.touch() as connection:
            claims.leave(connection, self.person.name, article)

    def present(self, article: str) -> list[tuple[str, str | None, str]]:
        """Who has an article open: name, unit, time of the last sign."""
        with self.store.read() as connection:
            act = self._act(connection)
            return claims.present(connection, article, since=clock.text(act.moment - PRESENT))

    # --- edits -----------------------------------------------------------------------------------

    def edit(
        self,
        id_: str,
        target: str,
        *,
        base_version: int,
        idempotency_key: str | None = None,
        active_seconds: float = 0.0,
        total_seconds: float = 0.0,
        keystrokes: int = 0,
        comment: str = "",
        keep_claim: bool = False,
    ) -> QueuedUnit:
        """Append a post-edit made from version `base_version`; the unit is let go, for a reviewer, unless `keep_claim`.

        The same target saved again confirms a draft or a stale unit. Raises VersionConflict with base, mine, theirs and a
        merge where somebody changed the unit since, ClaimedByOther where somebody else holds it, NotAllowed, NotFound,
        InputError. A request repeated under one `idempotency_key` is done once and gets the same answer.
        """
        request = ("edit", id_, target, base_version, comment)
        return self._once(
            idempotency_key,
            request,
            lambda act: edits.edit(
                act,
                id_,
                target,
                base_version=base_version,
                comment=comment,
                active_seconds=active_seconds,
                total_seconds=total_seconds,
                keystrokes=keystrokes,
                keep_claim=keep_claim,
            ),
            id_,
        )

    def approve(
        self,
        id_: str,
        *,
        base_version: int | None = None,
        idempotency_key: str | None = None,
        comment: str = "",
        waive: Sequence[str] = (),
        active_seconds: float = 0.0,
        total_seconds: float = 0.0,
        keystrokes: int = 0,
    ) -> QueuedUnit:
        """Let a target stand. Raises NotAllowed for one's own edit outside solo mode, OpenIssues for errors that nobody
        waived (`waive` names codes), WrongState, VersionConflict, ClaimedByOther (another reviewer has it)."""
        request = ("approve", id_, base_version, comment, list(waive))
        return self._once(
            idempotency_key,
            request,
            lambda act: edits.approve(
                act,
                id_,
                base_version=base_version,
                comment=comment,
                waive=waive,
                active_seconds=active_seconds,
                total_seconds=total_seconds,
                keystrokes=keystrokes,
            ),
            id_,
        )

    def return_(
        self,
        id_: str,
        reason: str,
        *,
        comment: str = "",
        base_version: int | None = None,
        idempotency_key: str | None = None,
        active_seconds: float = 0.0,
    ) -> QueuedUnit:
        """Send a unit back to whoever edited it last, with a reason."""
        request = ("return", id_, reason, comment, base_version)
        return self._once(
            idempotency_key,
            request,
            lambda act: edits.return_(
                act,
                id_,
                reason=reason,
                comment=comment,
                base_version=base_version,
                active_seconds=active_seconds,
            ),
            id_,
        )

    def revert(
        self,
        id_: str,
        to_version: int,
        *,
        base_version: int | None = None,
        idempotency_key: str | None = None,
        comment: str = "",
    ) -> QueuedUnit:
        """Put the target of an earlier version in again, as a new version."""
        request = ("revert", id_, to_version, base_version, comment)
        return self._once(
            idempotency_key,
            request,
            lambda act: edits.revert(act, id_, to_version, base_version=base_version, comment=comment),
            id_,
        )

    def waive(self, id_: str, code: str, reason: str) -> QueuedUnit:
        """Let the issues of one code pass, for a reason."""
        with self.store.write(is_short=True) as connection:
            act = self._act(connection)
            edits.waive_issue(act, id_, code, reason=reason)
            return act.unit(id_)

    def withdraw_waiver(self, id_: str, code: str) -> QueuedUnit:
        """Let the issues of one code stand again."""
        with self.store.write(is_short=True) as connection:
            act = self._act(connection)
            edits.withdraw_waiver(act, id_, code)
            return act.unit(id_)

    def comment(self, id_: str, text: str, *, reply_to: int | None = None) -> Comment:
        """Put a remark beside a unit; whoever works on it finds a notice."""
        with self.store.write(is_short=True) as connection:
            number = edits.comment(self._act(connection), id_, text, reply_to=reply_to)
            return next(one for one in notes.comments(connection, id_) if one.id == number)

    def resolve_comment(self, number: int) -> None:
        """Mark a remark as settled."""
        with self.store.write(is_short=True) as connection:
            edits.resolve_comment(self._act(connection), number)

    def split(
        self, id_: str, source_at: int, target_at: int, *, base_version: int
    ) -> tuple[QueuedUnit, QueuedUnit]:
        """Cut a unit in two at places in source and target (characters)."""
        with self.store.write() as connection:
            act = self._act(connection)
            one, two = edits.split(act, id_, source_at, target_at, base_version=base_version)
            return act.unit(one), act.unit(two)

    def join(self, first: str, second: str, *, base_versions: tuple[int, int]) -> QueuedUnit:
        """Make one unit of two that follow each other in a paragraph."""
        with self.store.write() as connection:
            act = self._act(connection)
            return act.unit(edits.join(act, first, second, base_versions=base_versions))

    def set_issues(
        self, id_: str, issues: Sequence[Any], terms: Sequence[TermMatch] | None = None
    ) -> QueuedUnit:
        """Keep what a fresh check found in the target as it stands (a check was added, a glossary changed); no new version."""
        with self.store.write() as connection:
            act = self._act(connection)
            act.require("edit")
            unit = act.unit(id_)
            units.place(connection, id_, units.looked_at(issues, unit.terms if terms is None else terms))
            return act.unit(id_)

    # --- many at once ----------------------------------------------------------------------------

    def bulk(
        self,
        action: str,
        wanted: Filter | Sequence[str],
        *,
        preview: bool = True,
        expected: Mapping[str, int] | None = None,
        **options: Any,
    ) -> Bulk:
        """Do one action to many units: approve, return (reason), revert (to_version), replace (find, put), assign (person),
        waive (code, reason), release. A preview tells exactly what would happen; `expected=preview.versions` then changes
        nothing that was not shown so. At most 2,000 units."""
        with self.store.write() as connection:
            act = self._act(connection)
            ids = self._chosen(act, wanted)
            trial = connection.begin_nested()
            found = bulk.run(act, action, ids, options=options, expected=expected)
            if preview:
                trial.rollback()
                return bulk.previewed(found)
            trial.commit()
            return found

    def _chosen(self, act: Act, wanted: Filter | Sequence[str]) -> list[str]:
        if not isinstance(wanted, Filter):
            return list(wanted)
        page = units.page(act.connection, _known(wanted), now=act.at, limit=bulk.MOST)
        if page.cursor:
            raise InputError(f"more than {bulk.MOST} units match", advice="narrow the filter")
        return [unit.id for unit in page.items]

    def undo_bulk(self, number: int) -> Bulk:
        """Put back what a step changed, where nobody went on from it."""
        with self.store.write() as connection:
            return bulk.undo(self._act(connection), number)

    # --- editions --------------------------------------------------------------------------------

    def publishable(self, article: str) -> list[str]:
        """What keeps an article from being published, one line each; empty where nothing does."""
        with self.store.read() as connection:
            act = self._act(connection)
            articles.get(connection, article)
            return _barriers(units.of_article(connection, article, now=act.at))

    def create_edition(self, article: str, content: Mapping[str, Any], *, state: str = "draft") -> Edition:
        """Pin the units of an article as they stand under its next number; `content` is what the publisher needs, as JSON.

        For `approved` and `published`, raises ReviewError while anything in `publishable` stands; `published` makes the
        units final.
        """
        from translate.review import releases

        with self.store.write() as connection:
            return releases.create(self._act(connection), article, content, state=state)

    def set_edition(
        self,
        article: str,
        number: int,
        state: str,
        *,
        notice: Mapping[str, str] | None = None,
        reason: str = "",
    ) -> Edition:
        """Give an edition its next state: proof, approved, published, corrected, retracted (with a reason)."""
        from translate.review import releases

        with self.store.write() as connection:
            return releases.advance(
                self._act(connection), article, number, state, notice=notice or {}, reason=reason
            )

    def edition(self, article: str, number: int | None = None) -> Edition:
        """An edition, the newest unless a number is given; raises NotFound."""
        with self.store.read() as connection:
            self._act(connection)
            return editions.get(connection, article, number)

    def editions(self, article: str) -> list[Edition]:
        """The editions of an article, the first one first."""
        with self.store.read() as connection:
            self._act(connection)
            return editions.of_article(connection, article)

    def edition_page(self, *, limit: int = 50, cursor: str | None = None) -> Page[Edition]:
        """Editions of all articles, the newest first."""
        with self.store.read() as connection:
            self._act(connection)
            return _cursored(lambda: editions.page(connection, limit=_size(limit), cursor=cursor))

    # --- people ----------------------------------------------------------------------------------

    def people(self) -> list[Person]:
        """Everybody at the desk, by name; the program's own names left out."""
        with self.store.read() as connection:
            self._act(connection)
            return [one for one in people.everyone(connection) if one.name not in staff.BUILT_IN]

    def add_person(self, name: str, role: str, *, display: str = "", email: str = "") -> Person:
        """Take somebody on."""
        with self.store.write() as connection:
            return staff.add(self._act(connection), name, role, display=display, email=email)

    def change_person(self, name: str, **values: Any) -> Person:
        """Change `role`, `display`, `email` or `is_active` of somebody."""
        with self.store.write() as connection:
            return staff.change(self._act(connection), name, **values)

    def set_preferences(self, **values: Any) -> Person:
        """Keep the person's own preferences; None takes one away."""
        with self.store.write() as connection:
            self.person = staff.set_preferences(self._act(connection), values)
            return self.person

    def set_password(self, name: str, hashed: str | None) -> None:
        """Keep the argon2 hash of a password; ends that person's sign-ins."""
        with self.store.write() as connection:
            staff.set_password(self._act(connection), name, hashed)

    def make_token(
        self, name: str, *, label: str = "", scopes: Sequence[str] = ("*",), days: float | None = None
    ) -> tuple[str, Token]:
        """A new API token, its secret first: it is shown once."""
        with self.store.write() as connection:
            return staff.make_token(self._act(connection), name, label=label, scopes=scopes, days=days)

    def tokens(self, name: str) -> list[Token]:
        """Somebody's tokens; one's own, or as admin anybody's."""
        with self.store.read() as connection:
            act = self._act(connection)
            if name != act.name:
                act.require("tokens")
            people.get(connection, name)
            return people.tokens(connection, name)

    def revoke_token(self, name: str, number: int) -> None:
        """End a token."""
        with self.store.write() as connection:
            staff.revoke_token(self._act(connection), name, number)

    def sign_in(self, *, address: str = "", agent: str = "") -> tuple[str, Session]:
        """A new sign-in of the person, the secret for the cookie first."""
        with self.store.write() as connection:
            return staff.sign_in(self._act(connection), address=address, agent=agent)

    def invite(self, role: str, *, name: str | None = None) -> str:
        """A one-time secret to make an account with, or (with a name) to set a password anew."""
        with self.store.write() as connection:
            return staff.invite(self._act(connection), role, name=name)

    def notices(self, *, unread: bool = True) -> list[Notice]:
        """What the person should know, newest first."""
        with self.store.read() as connection:
            return people.notices(connection, self._act(connection).name, unread=unread)

    def read_notices(self, up_to: int) -> int:
        """Mark notices as read, up to a number; returns how many."""
        with self.store.write() as connection:
            act = self._act(connection)
            return people.read_notices(connection, act.name, up_to=up_to, at=act.at)

    @property
    def is_solo(self) -> bool:
        """Whether one person may approve their own edits."""
        with self.store.read() as connection:
            return self._act(connection).is_solo()

    def set_solo(self, on: bool) -> None:
        """Say that one person works alone; recorded, and marked on each approval of one's own edit."""
        with self.store.write() as connection:
            staff.set_solo(self._act(connection), on)

    def transaction(self, *, write: bool = True) -> contextlib.AbstractContextManager[Act]:
        """One transaction for code that speaks to store modules itself (learning, exchange): gives an Act."""
        return self._transaction(write)

    def _transaction(self, write: bool) -> contextlib.AbstractContextManager[Act]:
        import contextlib

        @contextlib.contextmanager
        def opened() -> Iterator[Act]:
            with self.store.write() if write else self.store.read() as connection:
                yield self._act(connection)

        return opened()


def _story(connection: Any, id_: str) -> list[Revision]:
    """The revisions of a unit, and its comments and waivers as entries that speak of a version."""
    found = {one.version: one for one in units.history(connection, id_)}

    def beside(version: int, action: str, person: str, at: str, comment: str, reason: str = "") -> Revision:
        then = found[version]
        return Revision(id_, version, action, then.state, then.target, person, at, comment, reason)

    return [
        *found.values(),
        *(
            beside(one.version, "comment", one.person, one.at, one.text)
            for one in notes.comments(connection, id_)
        ),
        *(
            beside(one.version, "waive", one.person, one.at, one.reason, one.code)
            for one in notes.waivers(connection, id_)
        ),
    ]


def _moment(entry: Revision) -> tuple[str, int, bool]:
    return entry.at, entry.version, entry.action == "comment"


def _size(limit: int) -> int:
    if not 1 <= limit <= MOST:
        raise InputError(f"a page of {limit}", advice=f"ask for 1 to {MOST}")
    return limit


def _minutes(minutes: float) -> timedelta:
    if not 0 < minutes <= 720:
        raise InputError(f"a claim of {minutes} minutes", advice="ask for up to 720")
    return timedelta(minutes=minutes)


def _known(wanted: Filter) -> Filter:
    for state in wanted.states:
        if state not in states.STATES:
            raise InputError(f"no state {state!r}", advice=f"known: {', '.join(states.STATES)}")
    return wanted


def _cursored(find: Callable[[], T]) -> T:
    try:
        return find()
    except ValueError as error:
        raise InputError(f"cursor: {error}", advice="begin again without one") from error


def _as_it_was(act: Act, id_: str, version: int) -> QueuedUnit:
    """A unit as the answer to a repeated request has it: at the version that the request made."""
    found = act.unit(id_)
    then = units.at_version(act.connection, id_, version)
    if then is None or version == found.version:
        return found
    return replace(found, version=version, target=then.target, state=then.state)


def _barriers(found: Sequence[QueuedUnit]) -> list[str]:
    barriers = [] if found else ["it has no units"]
    for unit in found:
        if unit.state not in (states.REVIEWED, states.FINAL):
            barriers.append(f"unit {unit.id} is {unit.state.replace('_', ' ')}, not reviewed")
        barriers += [f"unit {unit.id}: {issue.code}: {issue.message}" for issue in edits.open_errors(unit)]
    return barriers


def model_unit(unit: QueuedUnit) -> Unit:
    """A queued unit as the nouns of the flow have it."""
    return Unit(
        Segment(unit.segment, unit.block, unit.source, unit.start, unit.separator, unit.lead),
        Draft(unit.draft, unit.origin, unit.score, unit.source_tokens, unit.target_tokens, unit.stop),
        unit.target,
        unit.terms,
        unit.issues,
    )


def person_at(connection: Any, name: str) -> Person:
    """A person who may work; raises NotFound, NotAllowed."""
    found = people.get(connection, name)
    if not found.is_active:
        raise NotAllowed(f"{name} no longer works at this desk; an admin can change that")
    return found
