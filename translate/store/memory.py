"""The translation memory's rows: pairs go in, once each; what has a key, an id or a filter comes out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from translate.store import clock
from translate.store.schema import memory
from translate.text import similar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.engine import Connection, Row

    from translate.store.connection import Store

_MOST = 50  # pairs of one key: a line such as "Read more" may stand in the memory thousands of times
_AT_ONCE = 500  # keys of one statement
BATCH = 2_000  # rows of one transaction: other writers get their turn in between


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit of the memory. `source_tag` and `target_tag` are languages as an import had them (`ar-SY`), `codes` inline codes as JSON.

    `unit` is the unit under review that it came from, `ident` its name elsewhere (tuid). `previous` and `next` are the sources around
    it, None where they are not known. `origin` is an engine, or empty. `changed_at` is ISO 8601.
    """

    source: str
    target: str
    source_language: str
    target_language: str
    source_tag: str = ""
    target_tag: str = ""
    codes: str = ""
    unit: str | None = None
    ident: str = ""
    previous: str | None = None
    next: str | None = None
    origin: str = ""
    is_machine: bool = False
    is_approved: bool = True
    desk: str = ""
    author: str = ""
    note: str = ""
    changed_at: str = ""
    added_at: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Filter:
    """Which pairs are meant; what is None or empty does not count. `before` and `after` are ISO 8601, against the last change."""

    source_language: str = ""
    author: str = ""
    desk: str | None = None
    origin: str = ""
    before: str = ""
    after: str = ""
    containing: str = ""
    is_approved: bool | None = None
    is_machine: bool | None = None


_NAMES = tuple(field.name for field in fields(Pair))
_KEPT = tuple(name for name in _NAMES if name not in ("id", "changed_at", "added_at"))


def digest(pair: Pair) -> str:
    """What two pairs share that are one: languages, texts, context and desk."""
    parts = (
        pair.source_language, pair.target_language, pair.source, pair.target, pair.desk,
        "\1" if pair.previous is None else pair.previous, "\1" if pair.next is None else pair.next,
    )  # fmt: skip
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def source_key(text: str, language: str) -> int:
    """The key under which exact matches of a text are found."""
    return similar.key(similar.exact(text), language)


def pattern_key(text: str, language: str) -> int | None:
    """The key of a text with its figures taken out; None where it has none."""
    return _keys(text, language)[1]


def _keys(text: str, language: str) -> tuple[int, int | None]:
    plain = similar.exact(text)
    folded = similar.fold_exact(plain)
    without = similar.pattern(folded)
    pattern = similar.key(without, f"{language}#") if without != folded else None
    return similar.key(plain, language), pattern


def _row(pair: Pair, now: str) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(pair, name) for name in _KEPT}
    row["digest"] = digest(pair)
    row["source_key"], row["source_pattern"] = _keys(pair.source, pair.source_language)
    row["target_key"], row["target_pattern"] = _keys(pair.target, pair.target_language)
    row["changed_at"] = pair.changed_at or now
    row["added_at"] = now
    return row


def add(connection: Connection, pairs: Sequence[Pair]) -> int:
    """Add pairs; one that is there already becomes approved if the new one is. Returns how many were new."""
    if not pairs:
        return 0
    now = clock.text(clock.now())
    rows = {row["digest"]: row for row in (_row(pair, now) for pair in pairs)}
    before = _known(connection, list(rows))
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(memory)
    update = insert.on_conflict_do_update(
        index_elements=["digest"],
        set_={
            "is_approved": sa.or_(memory.c.is_approved, insert.excluded.is_approved),
            "is_machine": sa.and_(memory.c.is_machine, insert.excluded.is_machine),
            "unit": sa.func.coalesce(insert.excluded.unit, memory.c.unit),
            "changed_at": sa.case(
                (insert.excluded.changed_at > memory.c.changed_at, insert.excluded.changed_at),
                else_=memory.c.changed_at,
            ),
        },
    )
    connection.execute(update, list(rows.values()))
    return len(rows) - len(before)


def _known(connection: Connection, digests: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(digests), 500):
        wanted = sa.select(memory.c.digest).where(memory.c.digest.in_(digests[start : start + 500]))
        found.update(connection.execute(wanted).scalars())
    return found


def add_many(store: Store, pairs: Iterable[Pair]) -> tuple[int, int]:
    """Add pairs batch by batch, each batch a transaction; returns how many were new and how many were there already."""
    new = seen = 0
    batch: list[Pair] = []
    for pair in pairs:
        batch.append(pair)
        if len(batch) == BATCH:
            with store.write() as connection:
                new += add(connection, batch)
            seen += len(batch)
            batch = []
    if batch:
        with store.write() as connection:
            new += add(connection, batch)
        seen += len(batch)
    return new, seen - new


def learn(connection: Connection, pair: Pair) -> None:
    """Put an approved unit into the memory, in place of what it was before. Inside Store.write, with the approval itself."""
    if pair.unit:
        gone = sa.delete(memory).where(memory.c.unit == pair.unit, memory.c.digest != digest(pair))
        connection.execute(gone)
    add(connection, [pair])


def stand(connection: Connection, unit: str, *, approved: bool) -> int:
    """Say of what a unit under review put in whether its approval stands: it was withdrawn, or came back; returns how many rows."""
    return connection.execute(
        sa.update(memory).where(memory.c.unit == unit).values(is_approved=approved)
    ).rowcount


def _pair(row: Row[Any]) -> Pair:
    return Pair(**{name: getattr(row, name) for name in _NAMES})


_Found = list[tuple[Pair, bool]]


def exact(store: Store, text: str, source: str, *, approved: bool = True) -> _Found:
    """Pairs whose source in that language is the text, newest first, at most 50; True with those of the other direction, where it is the target."""
    return exact_each(store, [text], source, approved=approved)[0]


def exact_each(store: Store, texts: Sequence[str], source: str, *, approved: bool = True) -> list[_Found]:
    """What exact() gives, for each of many texts."""
    return _by_key(store, _EXACT, [source_key(text, source) for text in texts], source, approved)


def alike_each(store: Store, texts: Sequence[str], source: str, *, approved: bool = True) -> list[_Found]:
    """Pairs that differ from each text in figures alone, as exact() gives them; none where the text has no figure."""
    return _by_key(store, _ALIKE, [pattern_key(text, source) for text in texts], source, approved)


def _looked_up(forward: Any, backward: Any) -> tuple[Any, Any]:
    """The statement for one key, and for many, made once: making it anew each time would cost more than the answer."""
    language: Any = sa.bindparam("language")
    key: Any = sa.bindparam("key")
    keys: Any = sa.bindparam("keys", expanding=True)

    def selecting(one: Any, other: Any) -> Any:
        return (
            sa.select(*(memory.c[name] for name in _NAMES), forward, backward)
            .where(
                sa.or_(
                    sa.and_(one, memory.c.source_language == language),
                    sa.and_(other, memory.c.target_language == language),
                ),
                sa.or_(memory.c.is_approved, sa.bindparam("all", type_=sa.Boolean)),
            )
            .order_by(memory.c.id.desc())
        )

    return (
        selecting(forward == key, backward == key).limit(_MOST),
        selecting(forward.in_(keys), backward.in_(keys)),
    )


_EXACT = _looked_up(memory.c.source_key, memory.c.target_key)
_ALIKE = _looked_up(memory.c.source_pattern, memory.c.target_pattern)


def _by_key(
    store: Store, statements: tuple[Any, Any], keys: Sequence[int | None], source: str, approved: bool
) -> list[_Found]:
    wanted = list(dict.fromkeys(key for key in keys if key is not None))
    found: dict[int | None, _Found] = {key: [] for key in wanted}
    one, many = statements
    values = {"language": source, "all": not approved}
    if wanted:
        with store.read() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                part = wanted[start : start + _AT_ONCE]
                rows = (
                    connection.execute(one, {"key": part[0], **values})
                    if len(part) == 1
                    else connection.execute(many, {"keys": part, **values})
                )
                for *cells, forward, backward in rows:
                    pair = Pair(*cells)
                    is_reversed = pair.source_language != source
                    kept = found[backward if is_reversed else forward]
                    if len(kept) < _MOST:
                        kept.append((pair, is_reversed))
    return [found.get(key, []) for key in keys]


_BY_ID = sa.select(*(memory.c[name] for name in _NAMES)).where(
    memory.c.id.in_(sa.bindparam("ids", expanding=True))
)
_LAST = sa.select(sa.func.max(memory.c.id))


def get(store: Store, ids: Sequence[int]) -> dict[int, Pair]:
    """The pairs of some ids; those that are gone are left out."""
    found: dict[int, Pair] = {}
    with store.read() as connection:
        for start in range(0, len(ids), 500):
            rows = connection.execute(_BY_ID, {"ids": list(ids[start : start + 500])})
            found |= {row.id: Pair(*row) for row in rows}
    return found


def texts(store: Store, language: str, *, after: int = 0) -> Iterator[tuple[int, str]]:
    """(id, text) of every pair in one language, whichever side it is on, in order of ids above `after`."""
    side = sa.case((memory.c.source_language == language, memory.c.source), else_=memory.c.target)
    with store.read(as_one=True) as connection:
        query = (
            sa.select(memory.c.id, side)
            .where(
                memory.c.id > after,
                sa.or_(memory.c.source_language == language, memory.c.target_language == language),
            )
            .order_by(memory.c.id)
        )
        for row in connection.execute(query.execution_options(yield_per=5_000)):
            yield row[0], row[1]


def pairs(store: Store, wanted: Filter | None = None) -> Iterator[Pair]:
    """Every pair that a filter lets through, oldest first, read in pages so that no writer waits."""
    last = 0
    while True:
        query = sa.select(memory).where(memory.c.id > last, *_conditions(wanted or Filter()))
        with store.read() as connection:
            page = [_pair(row) for row in connection.execute(query.order_by(memory.c.id).limit(BATCH))]
        yield from page
        if len(page) < BATCH:
            return
        last = page[-1].id


def _conditions(wanted: Filter) -> list[Any]:
    found: list[Any] = []
    for column, value in (
        (memory.c.source_language, wanted.source_language),
        (memory.c.author, wanted.author),
        (memory.c.origin, wanted.origin),
    ):
        if value:
            found.append(column == value)
    if wanted.desk is not None:
        found.append(memory.c.desk == wanted.desk)
    if wanted.before:
        found.append(memory.c.changed_at < wanted.before)
    if wanted.after:
        found.append(memory.c.changed_at >= wanted.after)
    if wanted.containing:
        found.append(
            sa.or_(
                memory.c.source.contains(wanted.containing, autoescape=True),
                memory.c.target.contains(wanted.containing, autoescape=True),
            )
        )
    if wanted.is_approved is not None:
        found.append(memory.c.is_approved.is_(wanted.is_approved))
    if wanted.is_machine is not None:
        found.append(memory.c.is_machine.is_(wanted.is_machine))
    return found


def count(store: Store, wanted: Filter | None = None) -> int:
    """How many pairs a filter lets through."""
    with store.read() as connection:
        query = sa.select(sa.func.count()).select_from(memory).where(*_conditions(wanted or Filter()))
        return int(connection.execute(query).scalar_one())


def purge(store: Store, wanted: Filter) -> int:
    """Delete what a filter lets through; returns how many."""
    with store.write() as connection:
        return connection.execute(sa.delete(memory).where(*_conditions(wanted))).rowcount


def duplicates(store: Store) -> list[int]:
    """Ids of pairs that say what a newer one says: same languages, desk, context and, encodings aside, the same texts."""
    same = (
        memory.c.source_language, memory.c.target_language, memory.c.source_key, memory.c.target_key,
        memory.c.desk, sa.func.coalesce(memory.c.previous, "\1"), sa.func.coalesce(memory.c.next, "\1"),
    )  # fmt: skip
    rank = (
        sa.func.row_number()
        .over(
            partition_by=same,
            order_by=(memory.c.is_approved.desc(), memory.c.changed_at.desc(), memory.c.id.desc()),
        )
        .label("rank")
    )
    ranked = sa.select(memory.c.id, rank).subquery()
    with store.read() as connection:
        return list(connection.execute(sa.select(ranked.c.id).where(ranked.c.rank > 1)).scalars())


def delete(store: Store, ids: Sequence[int]) -> int:
    """Delete pairs by id; returns how many were there."""
    gone = 0
    with store.write() as connection:
        for start in range(0, len(ids), 500):
            query = sa.delete(memory).where(memory.c.id.in_(ids[start : start + 500]))
            gone += connection.execute(query).rowcount
    return gone


def conflicts(store: Store, limit: int = 100) -> list[list[Pair]]:
    """Sources that have more than one target, context and desk aside: the pairs of each, newest first."""
    key = (memory.c.source_language, memory.c.source_key)
    several = (
        sa.select(*key)
        .where(memory.c.is_approved)
        .group_by(*key)
        .having(sa.func.count(memory.c.target_key.distinct()) > 1)
        .order_by(sa.func.max(memory.c.id).desc())
        .limit(limit)
    )
    found = []
    with store.read() as connection:
        for language, source in connection.execute(several).all():
            query = sa.select(memory).where(
                memory.c.source_language == language, memory.c.source_key == source, memory.c.is_approved
            )
            found.append(
                [_pair(row) for row in connection.execute(query.order_by(memory.c.id.desc()).limit(20))]
            )
    return found


def summary(store: Store) -> dict[str, Any]:
    """How many pairs there are, by direction, origin, author and desk; first and last change; the highest id."""
    with store.read() as connection:
        total, last, first_change, last_change = connection.execute(
            sa.select(
                sa.func.count(),
                sa.func.max(memory.c.id),
                sa.func.min(memory.c.changed_at),
                sa.func.max(memory.c.changed_at),
            ).select_from(memory)
        ).one()

        def by(*columns: Any) -> dict[str, int]:
            query = (
                sa.select(*columns, sa.func.count())
                .group_by(*columns)
                .order_by(sa.func.count().desc())
                .limit(50)
            )
            return {"-".join(str(part) for part in row[:-1]): row[-1] for row in connection.execute(query)}

        return {
            "units": total,
            "approved": connection.execute(
                sa.select(sa.func.count()).select_from(memory).where(memory.c.is_approved)
            ).scalar_one(),
            "machine": connection.execute(
                sa.select(sa.func.count()).select_from(memory).where(memory.c.is_machine)
            ).scalar_one(),
            "directions": by(memory.c.source_language, memory.c.target_language),
            "origins": by(memory.c.origin),
            "authors": by(memory.c.author),
            "desks": by(memory.c.desk),
            "first_change": first_change or "",
            "last_change": last_change or "",
            "last": last or 0,
        }


def last(store: Store) -> int:
    """The highest id there is; 0 for an empty memory."""
    with store.read() as connection:
        return int(connection.execute(_LAST).scalar() or 0)
