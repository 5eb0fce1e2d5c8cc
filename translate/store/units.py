"""Units and their revisions: what stands now, found by rank or place; every change adds a revision and an audit row."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.errors import NotFound
from translate.model import Issue, Severity, TermMatch
from translate.store import audit, find, memory, pipeline, sought
from translate.store.rows import Page, QueuedUnit, Revision
from translate.store.schema import article, bulk_item, claim, revision, tally, unit, waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection
    from sqlalchemy.sql import ColumnElement, Select, Update

    from translate.store.pipeline import Row, Step

#: A day nearer to the deadline weighs as much as an estimate that is e times higher.
PATIENCE = 86_400.0  # seconds
#: An article without a deadline is taken to be wanted a week after it came; so it rises as it waits, and nothing starves.
SUPPOSED = 7 * 86_400.0  # seconds
#: What is taken for the estimate where none was made, and the least that counts.
USUAL, LEAST = 0.3, 0.02
_AT_ONCE = 500  # ids in one question
_APPROVED = ("reviewed", "final")
#: Whoever brings an approved unit there does not stand by its target; what a later source made stale still translates the earlier.
WITHDRAWN = ("new", "drafted", "edited", "changes_requested", "quarantined")
Filter = find.Filter  # as those who read pages of units know it


def rank(*, estimate: float | None, priority: float, due: float, position: float = 0.0) -> float:
    """What the queue sorts by, highest first: ln(estimate × priority) + urgency; reading order where all are equal.

    `estimate` is the predicted HTER (0–1), `priority` the desk's factor (1 is usual), `due` the deadline in seconds since
    1970. Urgency grows by 1 a day, so that the order of two units never changes as time goes by and an index can hold it.
    """
    effort = max(LEAST, USUAL if estimate is None else min(1.0, estimate))
    return math.log(effort) + math.log(max(priority, 1e-6)) - due / PATIENCE - position * 1e-8


# --- reading -------------------------------------------------------------------------------------


def get(connection: Connection, id_: str, *, now: str) -> QueuedUnit:
    """A unit as it stands; raises NotFound."""
    (found,) = pipeline.run(connection, one(id_, now=now))
    return told(connection, id_, found.rows)


def one(id_: str, *, now: str) -> Step:
    """The question for a unit; `told` makes the unit of its rows."""
    return _one(), {"now": now, "wanted": id_}


def told(connection: Connection, id_: str, rows: Sequence[Row]) -> QueuedUnit:
    """The unit that `one` asked for; raises NotFound."""
    if not rows:
        raise NotFound("unit", id_, advice="translate queue list shows those there are")
    return _units(connection, rows)[0]


def page(
    connection: Connection,
    wanted: Filter,
    *,
    now: str,
    limit: int = 50,
    cursor: str | None = None,
    by_position: bool = False,
) -> Page[QueuedUnit]:
    """Units by rank, highest first, or by their place in the article. Raises ValueError for a cursor that is not ours."""
    look = find.by_position if by_position else find.by_rank
    places: list[Any] = list(look(connection, wanted, now=now, limit=limit + 1, cursor=cursor))
    chosen = [id_ for *_, id_ in places[:limit]]
    found: dict[str, QueuedUnit] = {}
    for start in range(0, len(chosen), _AT_ONCE):
        query = _select(now).where(unit.c.id.in_(chosen[start : start + _AT_ONCE]))
        found |= {read.id: read for read in _units(connection, _rows(connection, query))}
    items = tuple(found[id_] for id_ in chosen)
    if len(places) <= limit:
        return Page(items)
    end = items[-1]
    place = [end.article, end.position] if by_position else [end.rank, end.id]
    return Page(items, json.dumps(place, ensure_ascii=False))


@lru_cache(maxsize=1)
def _one() -> Select[Any]:
    """The unit `wanted` at the time `now`: made once, for it is asked all the time."""
    return _columns(sa.bindparam("now", type_=unit.c.updated_at.type)).where(
        unit.c.id == sa.bindparam("wanted")
    )


@lru_cache(maxsize=1)
def _next() -> Update:
    """What follows the version `was` of the unit `of`; the values come with them."""
    return sa.update(unit).where(unit.c.id == sa.bindparam("of"), unit.c.version == sa.bindparam("was"))


@lru_cache(maxsize=128)
def _touched(before: str, after: str) -> Update:
    """The article `of` whose unit went from one state to another."""
    changed = sa.update(article).where(article.c.id == sa.bindparam("of"))
    if before == after:
        return changed
    less, more = article.c[f"n_{before}"], article.c[f"n_{after}"]
    return changed.values({less: less - 1, more: more + 1})


_REVISION = sa.insert(revision).inline()
_TALLY = sa.text(
    "INSERT INTO tally (target_language, state, units, words) VALUES (:language, :state, :number, :words) "
    "ON CONFLICT (target_language, state) DO UPDATE SET units = tally.units + excluded.units, words = tally.words + excluded.words"
)


def _select(now: str) -> Select[Any]:
    return _columns(sa.literal(now))


def _columns(now: ColumnElement[Any]) -> Select[Any]:
    held = sa.and_(claim.c.unit == unit.c.id, claim.c.expires_at > now)
    waived = sa.exists().where(waiver.c.unit == unit.c.id, waiver.c.withdrawn_at.is_(None))
    return sa.select(
        *(column for column in unit.c if column.name not in ("source_hash", "errors", "warnings", "band")),
        claim.c.person.label("claimed_by"),
        claim.c.purpose.label("claim_purpose"),
        claim.c.expires_at.label("claim_expires"),
        waived.label("has_waivers"),
    ).select_from(unit.outerjoin(claim, held))


def _rows(connection: Connection, query: Select[Any]) -> list[Row]:
    return [dict(row._mapping) for row in connection.execute(query)]


def _units(connection: Connection, rows: Sequence[Row]) -> list[QueuedUnit]:
    with_waivers = [row["id"] for row in rows if row["has_waivers"]]
    waived: dict[str, set[tuple[str, str]]] = {}
    if with_waivers:
        query = sa.select(waiver.c.unit, waiver.c.code, waiver.c.message).where(
            waiver.c.unit.in_(with_waivers), waiver.c.withdrawn_at.is_(None)
        )
        for one in connection.execute(query):
            waived.setdefault(one.unit, set()).add((one.code, one.message))
    found = []
    for row in rows:
        values = dict(row)
        del values["has_waivers"]
        issues = load_issues(values["issues"])
        let_pass = waived.get(values["id"], set())
        codes = dict.fromkeys(issue.code for issue in issues if (issue.code, issue.message) in let_pass)
        values |= {
            "issues": issues,
            "terms": load_terms(values["terms"]),
            "parents": tuple(json.loads(values["parents"])),
            "waived": tuple(codes),
        }
        found.append(QueuedUnit(**values))
    return found


@lru_cache(maxsize=1024)  # a save reads the unit three times
def load_issues(text: str) -> tuple[Issue, ...]:
    """Issues from the JSON that they are kept in."""
    return tuple(Issue(**{**issue, "severity": Severity(issue["severity"])}) for issue in json.loads(text))


@lru_cache(maxsize=1024)
def load_terms(text: str) -> tuple[TermMatch, ...]:
    """Terms from the JSON that they are kept in."""
    return tuple(TermMatch(**term) for term in json.loads(text))


def dump_issues(issues: Iterable[Issue]) -> str:
    """Issues as the JSON that they are kept in."""
    return audit.dumps([{**asdict(issue), "severity": str(issue.severity)} for issue in issues])


def dump_terms(terms: Iterable[TermMatch]) -> str:
    """Terms as the JSON that they are kept in."""
    return audit.dumps([asdict(term) for term in terms])


def looked_at(issues: Sequence[Issue], terms: Sequence[TermMatch]) -> dict[str, Any]:
    """The columns of a unit that hold what checks and glossary found in it."""
    return {
        "issues": dump_issues(issues),
        "terms": dump_terms(terms),
        "errors": sum(issue.severity is Severity.ERROR for issue in issues),
        "warnings": sum(issue.severity is Severity.WARNING for issue in issues),
    }


def of_article(connection: Connection, article_id: str, *, now: str) -> list[QueuedUnit]:
    """The units of an article in order, without those that were split, joined or cut."""
    query = _select(now).where(unit.c.article == article_id, unit.c.state != "removed")
    return _units(connection, _rows(connection, query.order_by(unit.c.position)))


def around(
    connection: Connection, found: QueuedUnit, *, now: str
) -> tuple[QueuedUnit | None, QueuedUnit | None]:
    """The unit before and the one behind in the same article."""
    same = _select(now).where(unit.c.article == found.article, unit.c.state != "removed")
    before = same.where(unit.c.position < found.position).order_by(unit.c.position.desc())
    behind = same.where(unit.c.position > found.position).order_by(unit.c.position)
    answers = [_rows(connection, query.limit(1)) for query in (before, behind)]
    return tuple(_units(connection, rows)[0] if rows else None for rows in answers)  # type: ignore[return-value]


def counts(connection: Connection) -> dict[str, dict[str, tuple[int, int]]]:
    """Units and source words by target language and state."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for row in connection.execute(sa.select(tally).where(tally.c.units != 0)):
        found.setdefault(row.target_language, {})[row.state] = (row.units, row.words)
    return found


def history(connection: Connection, id_: str) -> list[Revision]:
    """The revisions of a unit, oldest first."""
    query = sa.select(*(column for column in revision.c if column.name != "id")).where(revision.c.unit == id_)
    return [Revision(**row._mapping) for row in connection.execute(query.order_by(revision.c.version))]


def at_version(connection: Connection, id_: str, version: int) -> Revision | None:
    """One revision of a unit, None where there is none of that number."""
    if not 1 <= version < 2**31:
        return None
    query = sa.select(*(column for column in revision.c if column.name != "id"))
    row = connection.execute(query.where(revision.c.unit == id_, revision.c.version == version)).one_or_none()
    return Revision(**row._mapping) if row else None


def revisions_by(connection: Connection, person: str, *, limit: int = 50) -> list[Revision]:
    """What a person wrote last, newest first."""
    query = sa.select(*(column for column in revision.c if column.name != "id"))
    query = query.where(revision.c.person == person).order_by(revision.c.at.desc()).limit(limit)
    return [Revision(**row._mapping) for row in connection.execute(query)]


# --- writing -------------------------------------------------------------------------------------


def insert(
    connection: Connection, rows: Sequence[Mapping[str, Any]], *, person: str, at: str, action: str = "draft"
) -> str:
    """Put new units in at version 1, each with its first revision; returns the digest of those revisions.

    Rows hold the columns of `unit`, without version, counts of issues, times and sums.
    """
    if not rows:
        return audit.digest()
    filled, revisions = [], []
    for row in rows:
        issues = load_issues(str(row.get("issues", "[]")))
        filled.append(
            {
                "version": 1,
                "errors": sum(issue.severity is Severity.ERROR for issue in issues),
                "warnings": sum(issue.severity is Severity.WARNING for issue in issues),
                "created_at": at,
                "updated_at": at,
                "band": sought.band(row.get("estimate")),
                **row,
            }
        )
        entry = {
            "unit": row["id"],
            "version": 1,
            "action": action,
            "state": row["state"],
            "source": row["source"],
            "target": row["target"],
            "person": person,
            "at": at,
            "reason": row.get("reason", ""),
            "comment": "",
            "parent": 0,
            "origin": row["origin"],
            "solo": False,
        }
        revisions.append({**entry, "digest": sealed(entry)})
    connection.execute(sa.insert(unit), filled)
    connection.execute(sa.insert(revision), revisions)
    sought.add(connection, filled)
    moved: dict[tuple[str, str, str], tuple[int, int]] = {}
    for row in filled:
        key = (row["article"], row["target_language"], row["state"])
        number, words = moved.get(key, (0, 0))
        moved[key] = (number + 1, words + row["words"])
    for (name, language, state), (number, words) in moved.items():
        column = article.c[f"n_{state}"]
        connection.execute(sa.update(article).where(article.c.id == name).values({column: column + number}))
        pipeline.run(connection, _counted(language, state, number, words))
    return audit.digest(*(entry["digest"] for entry in revisions))


def sealed(entry: Mapping[str, Any]) -> str:
    """The digest of a revision: over everything that it says, who, when and why."""
    names = (
        "unit",
        "version",
        "action",
        "state",
        "source",
        "target",
        "person",
        "at",
        "reason",
        "comment",
        "parent",
        "origin",
    )
    return audit.digest(*(entry[name] for name in names))


def change(
    connection: Connection,
    found: QueuedUnit,
    *,
    at: str,
    person: str,
    action: str,
    state: str,
    target: str | None = None,
    source: str | None = None,
    comment: str = "",
    reason: str = "",
    parent: int | None = None,
    origin: str = "",
    bulk: int | None = None,
    solo: bool = False,
    active_seconds: float = 0.0,
    total_seconds: float = 0.0,
    keystrokes: int = 0,
    issues: Sequence[Issue] | None = None,
    terms: Sequence[TermMatch] | None = None,
    values: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
    also: Sequence[Step] = (),
) -> QueuedUnit:
    """Write the next revision of a unit, what stands now, the counts and the audit row; returns the unit as it stands then.

    `values` are further columns of the unit, `also` goes to the database with all this. Raises RuntimeError where the unit
    is not as `found` says: whoever calls this has read it in the same transaction.
    """
    version = found.version + 1
    entry = {
        "unit": found.id,
        "version": version,
        "action": action,
        "state": state,
        "source": source,
        "target": found.target if target is None else target,
        "person": person,
        "at": at,
        "reason": reason,
        "comment": comment,
        "parent": found.version if parent is None else parent,
        "origin": origin,
        "solo": solo,
        "bulk": bulk,
        "active_seconds": active_seconds,
        "total_seconds": total_seconds,
        "keystrokes": keystrokes,
    }
    digest = sealed(entry)
    entry["digest"] = digest
    now = {
        "version": version,
        "state": state,
        "target": entry["target"],
        "updated_at": at,
        "active_seconds": found.active_seconds + active_seconds,
        "total_seconds": found.total_seconds + total_seconds,
        "keystrokes": found.keystrokes + keystrokes,
        **(values or {}),
    }
    if source is not None:
        now |= {"source": source, "source_hash": source_hash(source)}
    if issues is not None:
        now |= {
            "issues": dump_issues(issues),
            "errors": sum(issue.severity is Severity.ERROR for issue in issues),
            "warnings": sum(issue.severity is Severity.WARNING for issue in issues),
        }
    if terms is not None:
        now["terms"] = dump_terms(terms)
    if "estimate" in now:
        now["band"] = sought.band(now["estimate"])
    steps: list[Step] = [(_next(), {**now, "of": found.id, "was": found.version}), (_REVISION, entry)]
    if source is not None or entry["target"] != found.target:
        steps.append(
            sought.retexted(found.id, found.source if source is None else source, str(entry["target"]))
        )
    new_rank = float(now.get("rank", found.rank))
    codes = {issue.code for issue in found.issues}
    new_codes = codes if issues is None else {issue.code for issue in issues}
    if codes != new_codes:
        steps += sought.reissued(found.id, new_codes, state=state, rank=new_rank)
    elif codes and (state, new_rank) != (found.state, found.rank):
        steps.append(sought.moved(found.id, state=state, rank=new_rank))
    words = int(now.get("words", found.words))
    if state != found.state or words != found.words:
        steps.append(_counted(found.target_language, found.state, -1, -found.words))
        steps.append(_counted(found.target_language, state, 1, words))
    steps.append((_touched(found.state, state), {"of": found.article, "updated_at": at}))
    steps += audit.added(
        connection,
        at=at,
        person=person,
        action=action,
        unit=found.id,
        article=found.article,
        version=version,
        details={"from": found.state, "to": state, **({"solo": True} if solo else {}), **(details or {})},
        digest=digest,
    )
    answers = pipeline.run(connection, *steps, *also, one(found.id, now=at))
    if answers[0].count != 1:
        raise RuntimeError(f"unit {found.id} changed inside a transaction")
    stood = found.state in _APPROVED
    if stood and state in WITHDRAWN:
        memory.stand(connection, found.id, approved=False)
    elif (
        not stood and state in _APPROVED and action != "approve"
    ):  # an undone withdrawal; approvals are learnt
        memory.stand(connection, found.id, approved=True)
    return told(connection, found.id, answers[-1].rows)


def _counted(language: str, state: str, number: int, words: int) -> Step:
    return _TALLY, {"language": language, "state": state, "number": number, "words": words}


def source_hash(text: str) -> str:
    """What finds units of the same source."""
    return audit.digest(text)


def place(connection: Connection, id_: str, values: Mapping[str, Any]) -> None:
    """Set what is not part of a unit's history: assignee, rank, position, estimate, issues."""
    now = dict(values)
    if "estimate" in now:
        now["band"] = sought.band(now["estimate"])
    connection.execute(sa.update(unit).where(unit.c.id == id_).values(now))
    if not now.keys() & {"rank", "issues"}:
        return
    row = connection.execute(
        sa.select(unit.c.state, unit.c.rank, unit.c.issues).where(unit.c.id == id_)
    ).one()
    if "issues" in now:
        codes = sought.codes(row.issues)
        pipeline.run(connection, *sought.reissued(id_, codes, state=row.state, rank=row.rank))
    else:
        pipeline.run(connection, sought.moved(id_, state=row.state, rank=row.rank))


def keep_before(connection: Connection, bulk: int, id_: str, before: Mapping[str, Any], version: int) -> None:
    """Note what undo puts back."""
    connection.execute(
        sa.insert(bulk_item).values(bulk=bulk, unit=id_, before=audit.dumps(before), version=version)
    )


def ids_of(connection: Connection, article_id: str) -> list[str]:
    """The ids of an article's units, removed ones too."""
    return list(connection.execute(sa.select(unit.c.id).where(unit.c.article == article_id)).scalars())
