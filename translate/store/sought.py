"""What units are found by beside their columns: the letters of their texts, and the codes of their issues."""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translate.store.schema import TEXT_INDEX, unit, unit_issue, unit_text
from translate.text import sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection
    from sqlalchemy.sql import ColumnElement, Select

    from translate.store.pipeline import Step


#: Estimates are told apart in steps of 0.05; the last band holds what is more.
BANDS = tuple(step / 20 for step in range(1, 20))
# Made once: every save runs them.
_RETEXT = sa.update(unit_text).where(unit_text.c.unit == sa.bindparam("of"))
_NO_ISSUES = sa.delete(unit_issue).where(unit_issue.c.unit == sa.bindparam("of"))
_ISSUE = sa.insert(unit_issue).inline()
_MOVED = sa.update(unit_issue).where(unit_issue.c.unit == sa.bindparam("of"))


def band(estimate: float | None) -> int | None:
    """The band that an estimate lies in, 0–19; None where there is none."""
    return None if estimate is None else bisect_right(BANDS, estimate)


def codes(issues: str) -> list[str]:
    """The codes of issues in the JSON that they are kept in, each once."""
    return list(dict.fromkeys(issue["code"] for issue in json.loads(issues)))


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let new units be found; rows hold `id`, `state`, `rank`, `source`, `target` and `issues`."""
    texts = [{"unit": row["id"], "text": sought.searchable(row["source"], row["target"])} for row in rows]
    connection.execute(sa.insert(unit_text), texts)
    found = [
        {"code": code, "state": row["state"], "unit": row["id"], "rank": row["rank"]}
        for row in rows
        for code in codes(row.get("issues", "[]"))
    ]
    if found:
        connection.execute(sa.insert(unit_issue), found)


def retexted(id_: str, source: str, target: str) -> Step:
    """Lets a unit be found by what it says now."""
    return _RETEXT, {"of": id_, "text": sought.searchable(source, target)}


def reissued(id_: str, codes: Iterable[str], *, state: str, rank: float) -> list[Step]:
    """Lets a unit be found by the issues that it has now."""
    found: list[Step] = [(_NO_ISSUES, {"of": id_})]
    found += [(_ISSUE, {"code": code, "state": state, "unit": id_, "rank": rank}) for code in codes]
    return found


def moved(id_: str, *, state: str, rank: float) -> Step:
    """Lets a unit be found by its issues in the state and at the rank that it has now."""
    return _MOVED, {"of": id_, "state": state, "rank": rank}


def with_text(
    connection: Connection, text: str, states: Sequence[str], *, limit: int
) -> list[tuple[float, str]] | None:
    """Rank and id of the units in these states with a text in source or target, from the index.

    None where more than `limit` units have it, in whatever state, or where only marks are looked for.
    """
    wanted = sought.needle(text)
    if not wanted:
        return None
    if connection.dialect.name == "postgresql":
        having: Any = by_letters(text)
        some = having.limit(limit + 1).subquery()
        query = sa.select(unit.c.rank, unit.c.id, unit.c.state).join(some, some.c.id == unit.c.id)
    else:
        grams = sa.table(TEXT_INDEX, sa.column("rowid"), sa.column("text"))
        whole = sa.literal_column(f"+{TEXT_INDEX}.text").like(
            f"%{wanted}%"
        )  # the plus keeps it from the index
        words = (grams.c.text.like(f"%{word}%") for word in sought.telling(wanted))
        some = sa.select(grams.c.rowid).where(*words, whole).limit(limit + 1).subquery()
        query = sa.select(unit.c.rank, unit.c.id, unit.c.state).select_from(
            some.join(unit_text, unit_text.c.number == some.c.rowid).join(unit, unit.c.id == unit_text.c.unit)
        )
    rows = connection.execute(query).all()
    if len(rows) > limit:
        return None
    return [(rank, id_) for rank, id_, state in rows if state in states]


def by_letters(text: str) -> Select[Any] | None:
    """The ids of units with a text in source or target, from PostgreSQL's index; None where only marks are looked for."""
    wanted = sought.needle(text)
    if not wanted:
        return None
    return sa.select(unit_text.c.unit.label("id")).where(unit_text.c.text.like(f"%{wanted}%"))


def has_text(text: str) -> ColumnElement[bool]:
    """Whether a row of `unit` holds a text; asked unit by unit."""
    wanted = sought.needle(text)
    if not wanted:
        return unit.c.source.contains(text, autoescape=True) | unit.c.target.contains(text, autoescape=True)
    own = sa.select(unit_text.c.text).where(unit_text.c.unit == unit.c.id).scalar_subquery()
    return own.like(
        f"%{wanted}%"
    )  # of this unit; an `exists` sends PostgreSQL to look through the letters of all units


def has_code(code: str) -> ColumnElement[bool]:
    """Whether a row of `unit` has an issue; asked unit by unit."""
    return sa.exists().where(
        unit_issue.c.code == code, unit_issue.c.state == unit.c.state, unit_issue.c.unit == unit.c.id
    )
