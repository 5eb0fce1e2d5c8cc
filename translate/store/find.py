"""A filter in, the ids of the units that it means out: by rank, or article by article; as quick for a million units as for ten.

Two ways lead there. Where several things are asked and one of them holds for few units, its own index gives them all, and the rest
is looked at one by one. Else an index in the order of rank is walked along, state by state and merged as it goes, until a page is
full: that of whatever narrows most.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.store import sought
from translate.store.schema import STATES, article, claim, unit, unit_issue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.engine import Connection
    from sqlalchemy.sql import ColumnElement, Select

    Few = list[tuple[float, str]] | Select[Any]  # rank and id of units, or the question for them

#: As many units are looked at one by one as quickly as a page of 50 is found along an order where one in 250 is wanted: some
#: 50 ms for 4,000 of a million; a text gives rank and state with it (SQLite, November 2026, benchmarks/review_queue.py).
FEW, FEW_TEXTS = 4000, 10_000
#: With so few no better condition is sought.
_FEW_ENOUGH = 200
_AT_ONCE = 500  # ids in the first question
_MOST_IDS = 4000  # and in one after it; SQLite takes 32,766
_BY_ID = "sqlite_autoindex_unit_1"
#: Of the first units along an order so many are looked through for a text before the index of letters is asked, which takes
#: 40 ms to say that a text stands in many (as above).
_GLANCE = 1000
_ABREAST = 200  # how many of the first units `candidates` looks at before it asks editor by editor
_WAITING = tuple(state for state in STATES if state != "removed")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which units; what is None or empty does not narrow. `text` is looked for in source and target.

    `editor` is who edited last, `claimed_by` who holds it now ("" for nobody), `assignee` likewise; `due` is a moment (ISO
    8601 in UTC): units with a deadline until then. Case, vowels, hamza seats, digits' script and punctuation do not count in `text`.
    """

    states: tuple[str, ...] = ()
    article: str | None = None
    target_language: str | None = None
    topic: str | None = None
    assignee: str | None = None
    editor: str | None = None
    claimed_by: str | None = None
    code: str | None = None
    has_errors: bool | None = None
    min_estimate: float | None = None
    max_estimate: float | None = None
    origin: str | None = None
    engine: str | None = None
    text: str | None = None
    units: tuple[str, ...] = ()
    due: str | None = None


# --- by rank, by place ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Way:
    """An index in the order of rank: what is read along it, and the conditions of its parts, each in order by itself."""

    query: Select[Any]
    rank: ColumnElement[float]
    id: ColumnElement[str]
    state: ColumnElement[str]
    parts: tuple[ColumnElement[bool] | None, ...] = (None,)


def by_rank(
    connection: Connection,
    wanted: Filter,
    *,
    now: str,
    limit: int,
    cursor: str | None = None,
    also: Sequence[ColumnElement[bool]] = (),
) -> list[tuple[float, str]]:
    """Rank and id of the first units, the highest rank first. Raises ValueError for a cursor that is not ours."""
    states = wanted.states or _WAITING
    after = _place(cursor, float, str) if cursor else None
    few, rest = _few(connection, wanted, now)
    if few is None and wanted.text and wanted.article is None:
        if replace(wanted, text=None, states=(), target_language=None, topic=None, code=None) == Filter():
            first = _walk(connection, replace(wanted, text=None), now, _GLANCE, after, also)
            found = _kept(connection, first, states, [sought.has_text(wanted.text)], limit)
            if len(found) == limit or len(first) < _GLANCE:
                return found
        if connection.dialect.name == "postgresql":
            conditions = [*_conditions(replace(wanted, text=None), now), *also]
            whole = _of_text(connection, wanted.text, states, conditions, after, limit)
            return whole if whole is not None else _walk(connection, wanted, now, limit, after, also)
        few, rest = _with_text(connection, wanted, FEW_TEXTS)
    if few is None:
        return _walk(connection, wanted, now, limit, after, also)
    conditions = [*_conditions(rest, now), *also]
    if isinstance(few, list):
        places = sorted((place for place in few if after is None or place < after), reverse=True)
        return _kept(connection, places, states, conditions, limit)
    return _best(connection, few, states, conditions, after, limit)


def _walk(
    connection: Connection,
    wanted: Filter,
    now: str,
    limit: int,
    after: tuple[float, str] | None,
    also: Sequence[ColumnElement[bool]],
) -> list[tuple[float, str]]:
    """Rank and id of the first units along the way of what narrows most."""
    states = wanted.states or _WAITING
    way = _way(wanted)
    conditions = [*_conditions(replace(wanted, code=None) if _is_by_code(wanted) else wanted, now), *also]
    if after:
        conditions.append(sa.tuple_(way.rank, way.id) < sa.tuple_(*(sa.literal(one) for one in after)))
    query = way.query.where(*conditions)
    if wanted.article is not None:
        asked: Any = query.where(way.state.in_(states)).order_by(way.rank.desc(), way.id.desc())
    else:
        arms = [
            query.where(way.state == state, *(() if part is None else (part,)))
            for part in way.parts
            for state in states
        ]
        if (
            connection.dialect.name == "postgresql"
        ):  # else it sorts all arms: 1,250 ms of a million units, not 0.3
            arms = [arm.order_by(way.rank.desc(), way.id.desc()).limit(limit) for arm in arms]
        merged: Any = sa.union_all(*arms) if len(arms) > 1 else arms[0]
        asked = merged.order_by(sa.desc("rank"), sa.desc("id"))
    return [(row.rank, row.id) for row in connection.execute(asked.limit(limit))]


def _kept(
    connection: Connection,
    places: Sequence[tuple[float, str]],
    states: Sequence[str],
    conditions: Sequence[ColumnElement[bool]],
    limit: int,
) -> list[tuple[float, str]]:
    """The first places whose units are as they are wanted."""
    found: list[tuple[float, str]] = []
    start, size = 0, _AT_ONCE
    while start < len(places) and len(found) < limit:
        ids = [id_ for _, id_ in places[start : start + size]]
        found += sorted(_of(connection, ids, (unit.c.rank, unit.c.id), states, conditions), reverse=True)
        start, size = start + size, _MOST_IDS  # few of the first are wanted: look at the rest together
    return found[:limit]


def _best(
    connection: Connection,
    few: Select[Any],
    states: Sequence[str],
    conditions: Sequence[ColumnElement[bool]],
    after: tuple[float, str] | None,
    limit: int,
) -> list[tuple[float, str]]:
    """The same of a few units that the database finds by itself: on PostgreSQL only the page is sent."""
    if connection.dialect.name != "postgresql":
        found = ((row.rank, row.id) for row in connection.execute(few))
        places = sorted((place for place in found if after is None or place < after), reverse=True)
        return _kept(connection, places, states, conditions, limit)
    ordered = few.order_by(sa.desc("rank"), sa.desc("id")).limit(FEW).subquery("few")
    query = _page(ordered, states, conditions, after).order_by(ordered.c.rank.desc(), ordered.c.id.desc())
    return [(row.rank, row.id) for row in connection.execute(query.limit(limit))]


def _page(
    some: sa.FromClause,
    states: Sequence[str],
    conditions: Sequence[ColumnElement[bool]],
    after: tuple[float, str] | None,
) -> Select[Any]:
    """Rank and id of those of some units, given by `id`, that are wanted: each is looked up by itself, for PostgreSQL would rather read them all."""
    own = sa.select(unit.c.rank, unit.c.id).where(
        unit.c.id == some.c.id, unit.c.state.in_(states), *conditions
    )
    if after:
        own = own.where(sa.tuple_(unit.c.rank, unit.c.id) < sa.tuple_(*map(sa.literal, after)))
    found = own.limit(1).lateral("own")
    return sa.select(found.c.rank, found.c.id).select_from(some.join(found, sa.true()))


def _of_text(
    connection: Connection,
    text: str,
    states: Sequence[str],
    conditions: Sequence[ColumnElement[bool]],
    after: tuple[float, str] | None,
    limit: int,
) -> list[tuple[float, str]] | None:
    """The first units with a text, found by PostgreSQL's index of letters; None where there are more than FEW_TEXTS."""
    having = sought.by_letters(text)
    if having is None:
        return None
    some = having.limit(FEW_TEXTS + 1).cte("some").prefix_with("MATERIALIZED")
    number = sa.select(sa.func.count()).select_from(some).scalar_subquery()
    wanted = _page(some, states, conditions, after).where(number <= FEW_TEXTS)
    page = wanted.order_by(sa.desc("rank"), sa.desc("id")).limit(limit).subquery()
    counted = sa.select(sa.cast(number, sa.Float).label("rank"), sa.null().label("id"))
    rows = connection.execute(sa.union_all(counted, sa.select(page.c.rank, page.c.id))).all()
    if next(row.rank for row in rows if row.id is None) > FEW_TEXTS:
        return None
    return sorted(((row.rank, row.id) for row in rows if row.id is not None), reverse=True)


def by_position(
    connection: Connection, wanted: Filter, *, now: str, limit: int, cursor: str | None = None
) -> list[tuple[str, float, str]]:
    """Article, position and id of the first units, in the order of the articles' ids. Raises ValueError as `by_rank`."""
    few, rest = _few(connection, wanted, now, is_ranked=False)
    if few is None and wanted.text and wanted.article is None:
        few, rest = _with_text(connection, wanted, FEW)
    conditions = list(_conditions(rest, now))
    name, position = _place(cursor, str, float) if cursor else ("", 0.0)
    if cursor:
        behind = sa.tuple_(unit.c.article, unit.c.position) > sa.tuple_(
            sa.literal(name), sa.literal(position)
        )
        conditions.append(behind)
    states = wanted.states or _WAITING
    columns = (unit.c.article, unit.c.position, unit.c.id)
    if few is not None:
        places = few if isinstance(few, list) else [tuple(row) for row in connection.execute(few)]
        return sorted(_of(connection, [id_ for _, id_ in places], columns, states, conditions))[:limit]
    query = _along(sa.select(*columns).where(*conditions, unit.c.state.in_(states)), "ix_unit_article")
    query = query.order_by(unit.c.article, unit.c.position)
    if not _tells_articles(wanted):
        return [tuple(row) for row in connection.execute(query.limit(limit))]
    found: list[Any] = []
    for names in _articles(connection, wanted, name):
        some = query.where(_among(connection, unit.c.article, names)).limit(limit - len(found))
        found += (tuple(row) for row in connection.execute(some))
        if len(found) == limit:
            break
    return found


def _tells_articles(wanted: Filter) -> bool:
    """Whether an article can be passed over without a look at its units."""
    return wanted.article is None and bool(
        wanted.states or wanted.topic is not None or wanted.target_language
    )


def _articles(connection: Connection, wanted: Filter, first: str) -> Iterator[list[str]]:
    """Articles that can have wanted units, from one on, in the order of their ids: few at once, then more."""
    query = sa.select(article.c.id).order_by(article.c.id)
    if wanted.topic is not None:
        query = query.where(article.c.topic == wanted.topic)
    if wanted.target_language is not None:
        query = query.where(article.c.target_language == wanted.target_language)
    if wanted.states:
        query = query.where(sa.or_(*(article.c[f"n_{state}"] > 0 for state in wanted.states)))
    number = 8
    names = list(connection.execute(query.where(article.c.id >= first).limit(number)).scalars())
    while names:
        yield names
        if len(names) < number:
            return
        number = min(_AT_ONCE, number * 4)
        names = list(connection.execute(query.where(article.c.id > names[-1]).limit(number)).scalars())


def _place(cursor: str, first: type, second: type) -> tuple[Any, Any]:
    try:
        one, two = json.loads(cursor)
    except (ValueError, TypeError):
        raise ValueError("not a cursor of ours") from None
    numbers = (int, float)
    if not isinstance(one, numbers if first is float else first) or not isinstance(
        two, numbers if second is float else second
    ):
        raise ValueError("not a cursor of ours")  # noqa: TRY004  (one kind of flaw, one error)
    return one, two


def _of(
    connection: Connection,
    ids: Sequence[str],
    columns: Sequence[Any],
    states: Sequence[str],
    conditions: Sequence[ColumnElement[bool]],
) -> list[Any]:
    """What is wanted of the units of these ids."""
    found: list[Any] = []
    query = sa.select(*columns).where(*conditions, unit.c.state.in_(states))
    for start in range(0, len(ids), _MOST_IDS):
        some = query.where(_among(connection, unit.c.id, ids[start : start + _MOST_IDS]))
        found += (tuple(row) for row in connection.execute(_along(some, _BY_ID)))
    return found


def _among(connection: Connection, column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    """Whether a column holds one of many values: to PostgreSQL one value that is a list, for thousands take longer to send than to find."""
    if connection.dialect.name == "postgresql":
        return column == sa.any_(sa.literal(list(values), sa.ARRAY(sa.String)))
    return column.in_(values)


def _along(query: Select[Any], index: str) -> Select[Any]:
    """Let SQLite take this index, whatever it may think of the tables; PostgreSQL counts their rows, and knows."""
    return query.with_hint(unit, f"INDEXED BY {index}", "sqlite")


def _way(wanted: Filter) -> _Way:
    """The way along what narrows most."""
    if _is_by_code(wanted):
        query: Select[Any] = sa.select(
            unit_issue.c.rank.label("rank"), unit_issue.c.unit.label("id")
        ).join_from(unit_issue, unit)
        query = query.where(unit_issue.c.code == wanted.code)
        index = _index(replace(wanted, min_estimate=None, max_estimate=None))
        if index == "ix_unit_state":
            index = _BY_ID
        else:  # in the order in which the issues come, and narrow: its pages are at hand, those of the units are not
            query = query.where(unit.c.state == unit_issue.c.state, unit.c.rank == unit_issue.c.rank)
        query = _along(query.with_hint(unit_issue, "INDEXED BY ix_unit_issue_rank", "sqlite"), index)
        return _Way(query, unit_issue.c.rank, unit_issue.c.unit, unit_issue.c.state)
    parts: tuple[ColumnElement[bool] | None, ...] = (None,)
    index = _index(wanted)
    if index == "ix_unit_band":
        low = 0 if wanted.min_estimate is None else sought.band(wanted.min_estimate)
        high = len(sought.BANDS) if wanted.max_estimate is None else sought.band(wanted.max_estimate)
        parts = tuple(unit.c.band == band for band in range(low or 0, max(low or 0, high or 0) + 1))
    chosen: Select[Any] = sa.select(unit.c.rank, unit.c.id)
    return _Way(_along(chosen, index), unit.c.rank, unit.c.id, unit.c.state, parts)


def _is_by_code(wanted: Filter) -> bool:
    return bool(wanted.code) and not (
        wanted.article is not None or wanted.assignee or wanted.editor is not None
    )


def _index(wanted: Filter) -> str:
    has_estimate = wanted.min_estimate is not None or wanted.max_estimate is not None
    ways = (
        ("ix_unit_article", wanted.article is not None),
        ("ix_unit_assignee", bool(wanted.assignee)),
        ("ix_unit_last_editor", wanted.editor is not None),
        ("ix_unit_due", wanted.due is not None),
        ("ix_unit_band", has_estimate),
        ("ix_unit_topic", wanted.topic is not None),
        ("ix_unit_errors", bool(wanted.has_errors)),
        ("ix_unit_origin", wanted.origin is not None),
        ("ix_unit_nobody", wanted.assignee == ""),
        ("ix_unit_language", wanted.target_language is not None),
    )
    return next((index for index, is_asked in ways if is_asked), "ix_unit_state")


# --- conditions ----------------------------------------------------------------------------------


def _conditions(wanted: Filter, now: str) -> Iterator[ColumnElement[bool]]:
    """What a row of `unit` has to be, the states left out."""
    equal: tuple[tuple[ColumnElement[Any], Any], ...] = (
        (unit.c.article, wanted.article),
        (unit.c.target_language, wanted.target_language),
        (unit.c.topic, wanted.topic),
        (unit.c.last_editor, wanted.editor),
        (unit.c.origin, wanted.origin),
        (unit.c.engine, wanted.engine),
    )
    for column, value in equal:
        if value is not None:
            yield column == value
    if wanted.assignee is not None:
        yield unit.c.assignee == wanted.assignee if wanted.assignee else unit.c.assignee.is_(None)
    if wanted.claimed_by is not None:
        held = sa.exists().where(claim.c.unit == unit.c.id, claim.c.expires_at > now)
        yield held.where(claim.c.person == wanted.claimed_by) if wanted.claimed_by else ~held
    if wanted.has_errors is not None:
        none: ColumnElement[int] = sa.literal_column("0")  # as the partial index says it: not a parameter
        yield unit.c.errors > none if wanted.has_errors else unit.c.errors == none
    yield from _ranges(wanted)
    if wanted.code:
        yield sought.has_code(wanted.code)
    if wanted.text:
        yield sought.has_text(wanted.text)
    if wanted.units:
        yield unit.c.id.in_(wanted.units)


def _ranges(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    if wanted.min_estimate is not None:
        yield unit.c.estimate >= wanted.min_estimate
    if wanted.max_estimate is not None:
        yield unit.c.estimate <= wanted.max_estimate
    if wanted.due is not None:
        yield from _due(wanted.due)


def _due(moment: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return unit.c.deadline.is_not(None), unit.c.deadline <= moment  # the first as the partial index says it


# --- few -----------------------------------------------------------------------------------------


def _few(
    connection: Connection, wanted: Filter, now: str, *, is_ranked: bool = True
) -> tuple[Few | None, Filter]:
    """What one of the conditions but for a text leaves, where that is few, and what is still to be looked at; else None."""
    columns = (unit.c.rank, unit.c.id)
    if wanted.units:
        ids = list(dict.fromkeys(wanted.units))
        return _of(connection, ids, columns, STATES, ()), replace(wanted, units=())
    if wanted.claimed_by:
        held = sa.select(claim.c.unit).where(claim.c.person == wanted.claimed_by, claim.c.expires_at > now)
        return _of(connection, list(connection.execute(held).scalars()), columns, STATES, ()), wanted
    if wanted.article is not None:  # never many
        return None, wanted
    best, least = None, FEW + 1
    sets = list(_sets(wanted))
    if len(sets) > 1 or wanted.text or not is_ranked:  # of a single thing its own way is better
        for query in sets:
            number = _up_to(connection, query, least)
            if number < least:
                best, least = query, number
            if least <= _FEW_ENOUGH:
                break
    if wanted.text and best is not None and least > _FEW_ENOUGH:
        found, rest = _with_text(connection, wanted, least - 1)
        if found is not None:
            return found, rest
    return best, wanted


def _with_text(connection: Connection, wanted: Filter, most: int) -> tuple[Few | None, Filter]:
    """The units with the wanted text, where they are no more than that, and what is still to be looked at; else None."""
    found = sought.with_text(connection, str(wanted.text), wanted.states or _WAITING, limit=most)
    return (None, wanted) if found is None else (found, replace(wanted, text=None))


def _up_to(connection: Connection, query: Select[Any], most: int) -> int:
    """How many rows a query has, counted up to a number."""
    counted = sa.select(sa.func.count()).select_from(query.limit(most).subquery())
    return int(connection.execute(counted).scalar_one())


def _sets(wanted: Filter) -> Iterator[Select[Any]]:
    """Rank and id of what each condition leaves, from an index that need not be read to its end to count a few."""
    states = wanted.states or _WAITING
    query = sa.select(unit.c.rank, unit.c.id).where(unit.c.state.in_(states))
    if wanted.code:
        issues = sa.select(unit_issue.c.rank.label("rank"), unit_issue.c.unit.label("id"))
        yield issues.where(unit_issue.c.code == wanted.code, unit_issue.c.state.in_(states))
    if wanted.assignee:
        yield _along(query.where(unit.c.assignee == wanted.assignee), "ix_unit_assignee")
    if wanted.editor is not None:
        yield _along(query.where(unit.c.last_editor == wanted.editor), "ix_unit_last_editor")
    if wanted.due is not None:
        yield _along(query.where(*_due(wanted.due)), "ix_unit_deadline")
    if wanted.min_estimate is not None or wanted.max_estimate is not None:
        bands = _way(
            replace(Filter(), min_estimate=wanted.min_estimate, max_estimate=wanted.max_estimate)
        ).parts
        yield _along(query.where(sa.or_(*(part for part in bands if part is not None))), "ix_unit_band")
    if wanted.topic is not None:
        yield _along(query.where(unit.c.topic == wanted.topic), "ix_unit_topic")
    if wanted.has_errors:
        yield _along(query.where(unit.c.errors > sa.literal_column("0")), "ix_unit_errors")
    if wanted.origin is not None:
        yield _along(query.where(unit.c.origin == wanted.origin), "ix_unit_origin")
    if wanted.assignee == "":
        yield _along(query.where(unit.c.assignee.is_(None)), "ix_unit_nobody")
    if wanted.states and (wanted.has_errors is False or wanted.engine is not None or wanted.text):
        yield _along(query, "ix_unit_state")


# --- the next one --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """Units that somebody may be given, the best first, and why they were chosen."""

    ids: tuple[str, ...]
    wanted: Filter
    not_by: str | None


def candidates(
    connection: Connection,
    states: Sequence[str],
    wanted: Filter,
    *,
    now: str,
    person: str,
    not_by: str | None,
    others: Sequence[str],
    limit: int = 1,
) -> Choice | None:
    """The best units in these states that nobody holds: what is assigned to the person, else what is nobody's; None without any.

    `not_by` leaves out what this person edited last; `others` are all the other people's names.
    """
    if not states:
        return None
    asked = replace(wanted, states=tuple(states), claimed_by=None)
    for assignee in (person, "") if wanted.assignee is None else (wanted.assignee,):
        narrowed = replace(asked, assignee=assignee)
        found = _first(connection, narrowed, now, not_by, others, limit)
        if found:
            return Choice(tuple(found), narrowed, not_by)
    return None


def still(connection: Connection, choice: Choice, *, now: str) -> str | None:
    """The best of the chosen units that is as it was wanted now, and that nobody holds."""
    conditions = [*_conditions(choice.wanted, now), _free(now)]
    if choice.not_by:
        conditions.append(unit.c.last_editor.is_distinct_from(choice.not_by))
    found = _of(connection, choice.ids, (unit.c.rank, unit.c.id), choice.wanted.states, conditions)
    return str(max(found)[1]) if found else None


def _free(now: str) -> ColumnElement[bool]:
    return ~sa.exists().where(claim.c.unit == unit.c.id, claim.c.expires_at > now)


def _first(
    connection: Connection, wanted: Filter, now: str, not_by: str | None, others: Sequence[str], limit: int
) -> list[str]:
    free = _free(now)
    rows = by_rank(connection, wanted, now=now, limit=_ABREAST if not_by else limit, also=[free])
    if not rows or not not_by:
        return [id_ for _, id_ in rows]
    editors = sa.select(unit.c.id, unit.c.last_editor).where(
        _among(connection, unit.c.id, [id_ for _, id_ in rows])
    )
    last = {row.id: row.last_editor for row in connection.execute(editors)}
    found = [id_ for _, id_ in rows if last[id_] != not_by][:limit]
    if found or len(rows) < _ABREAST:
        return found
    # The person edited all of the first: ask the index of each other editor.
    best = [
        found
        for editor in others
        if wanted.editor in (None, editor)
        for found in by_rank(connection, replace(wanted, editor=editor), now=now, limit=1, also=[free])
    ]
    return [id_ for _, id_ in sorted(best, reverse=True)[:limit]]
