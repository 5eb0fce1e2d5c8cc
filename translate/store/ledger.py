"""The ledger of an archive, one SQLite file beside the output: its articles, the shards they are drafted in, who holds which, what came out.

Plain sqlite3 and no server: the file belongs to one output folder, goes where the folder goes, and a million rows must be open in
seconds. A change of several rows is one transaction; a process that is killed leaves the ledger as it was before or after it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, TranslateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

LAYOUT = 1  #: of the tables below; a ledger of another layout is refused
PENDING, LEASED, DONE, QUARANTINED = range(4)  #: states of items (never LEASED) and of shards
COMMON, ARTICLES = range(2)  #: stages: segments that several articles share, then the articles
FILE = (
    2**32
)  #: the item `index` of input `file` has the number file * FILE + index, so that numbers are in input order
_BUSY = 60.0  # seconds to wait for another process that is writing
_APPLICATION = 0x44524741  # `PRAGMA application_id`: "DRGA"
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
  n INTEGER PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL, size INTEGER NOT NULL, stamp INTEGER NOT NULL,
  digest TEXT NOT NULL DEFAULT '', state INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE item (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, source TEXT NOT NULL, key BLOB, begin INTEGER, size INTEGER,
  tokens INTEGER NOT NULL DEFAULT 0, segments INTEGER NOT NULL DEFAULT 0, shard INTEGER, state INTEGER NOT NULL DEFAULT 0,
  cause TEXT, reason TEXT, errors INTEGER NOT NULL DEFAULT 0, warnings INTEGER NOT NULL DEFAULT 0, score REAL,
  estimate REAL, twin INTEGER, queued INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX item_shard ON item (shard);
CREATE INDEX item_quarantined ON item (n) WHERE state = 3;
CREATE INDEX item_unqueued ON item (n) WHERE state = 2 AND queued = 0;
CREATE TABLE common (
  n INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, language TEXT NOT NULL, aligned INTEGER NOT NULL, text TEXT NOT NULL,
  articles INTEGER NOT NULL, tokens INTEGER NOT NULL, shard INTEGER, state INTEGER NOT NULL DEFAULT 0, reason TEXT, said BLOB
);
CREATE INDEX common_shard ON common (shard);
CREATE TABLE shard (
  n INTEGER PRIMARY KEY, stage INTEGER NOT NULL, tokens INTEGER NOT NULL, items INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0, owner TEXT, expires REAL, crashes INTEGER NOT NULL DEFAULT 0,
  probes INTEGER NOT NULL DEFAULT 0, part TEXT, digest TEXT, seconds REAL NOT NULL DEFAULT 0,
  done INTEGER NOT NULL DEFAULT 0, segments INTEGER NOT NULL DEFAULT 0, decoded INTEGER NOT NULL DEFAULT 0,
  words INTEGER NOT NULL DEFAULT 0, tallies TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX shard_open ON shard (stage, n) WHERE state < 2;
"""
_PLANNING = """
CREATE TABLE IF NOT EXISTS seen (
  key BLOB PRIMARY KEY, item INTEGER NOT NULL, articles INTEGER NOT NULL, language TEXT, aligned INTEGER, text TEXT, tokens INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS print (band INTEGER, value INTEGER, item INTEGER, whole INTEGER, PRIMARY KEY (band, value, item)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class File:
    """An input: `name` as it was given or found, `label` what its articles are called after; size in bytes, stamp in nanoseconds."""

    n: int
    name: str
    label: str
    size: int
    stamp: int
    digest: str = ""
    state: int = PENDING


@dataclass(frozen=True, slots=True)
class Item:
    """An article: its place in the spool (bytes), its size (source tokens, segments), and what became of it."""

    n: int
    id: str
    source: str
    key: bytes | None = None
    begin: int | None = None
    size: int | None = None
    tokens: int = 0
    segments: int = 0
    shard: int | None = None
    state: int = PENDING
    cause: str | None = None
    reason: str | None = None
    twin: int | None = None


@dataclass(frozen=True, slots=True)
class Common:
    """A segment that more than one article holds."""

    n: int
    key: bytes
    language: str
    is_aligned: bool
    text: str
    tokens: int


@dataclass(frozen=True, slots=True)
class Shard:
    """A piece of work; `crashes` counts the workers that died over it, `probes` how often its items were tried one by one."""

    n: int
    stage: int
    tokens: int
    items: int
    crashes: int
    probes: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A segment as planning finds it."""

    key: bytes
    item: int
    language: str
    is_aligned: bool
    text: str
    tokens: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of an item: its issues by severity, its mean score (nats a token) and estimate (0–100), where there are any."""

    n: int
    errors: int = 0
    warnings: int = 0
    score: float | None = None
    estimate: float | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a run is; `tokens` are those of shards."""

    items: int
    done: int
    quarantined: int
    shards: int
    shards_done: int
    tokens: int
    tokens_done: int
    seconds: float
    segments: int
    decoded: int
    words: int

    @property
    def left(self) -> int:
        return self.items - self.done - self.quarantined


class Ledger:
    """One ledger, held open."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Raises InputError where there is no ledger (and none shall be made), or one that cannot be read."""
        self.path = path
        if not create and not path.is_file():
            raise InputError("there is no archive run here", file=path.parent, advice="plan one first")
        try:
            self._connection = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            made = self._one("PRAGMA application_id")
            if not made and create and not self._one("SELECT count(*) FROM sqlite_master"):
                with self.change():
                    for statement in _TABLES.split(";"):
                        self._connection.execute(statement)
                    self._connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                    self._connection.execute(f"PRAGMA user_version = {LAYOUT}")
            elif made != _APPLICATION:
                raise InputError("this is no ledger of an archive", file=path, advice="give another --out")
            elif (layout := self._one("PRAGMA user_version")) != LAYOUT:
                problem = f"the ledger has layout {layout}, this program writes {LAYOUT}"
                raise InputError(problem, file=path, advice="give another --out")
        except sqlite3.Error as error:
            raise InputError(
                f"the ledger cannot be used ({error})", file=path, advice="give another --out"
            ) from error

    def close(self) -> None:
        self._connection.close()

    def _one(self, statement: str, values: Sequence[Any] = ()) -> Any:
        row = self._connection.execute(statement, values).fetchone()
        return row[0] if row else None

    @contextmanager
    def change(self) -> Iterator[None]:
        """One transaction: everything in it, or nothing. Raises TranslateError where it cannot be written (a full disk)."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise _unwritable(self.path, error) from error
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise _unwritable(self.path, error) from error
            raise

    # --- what a run remembers of itself

    def get(self, key: str, default: Any = None) -> Any:
        """A value that was put under a key."""
        found = self._one("SELECT value FROM meta WHERE key = ?", (key,))
        return default if found is None else json.loads(found)

    def put(self, **values: Any) -> None:
        """Keep values (what JSON can hold) under keys."""
        self._connection.executemany(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()],
        )

    # --- planning

    def start_planning(self) -> None:
        """Make the tables that only planning needs."""
        with self.change():
            for statement in _PLANNING.split(";"):
                self._connection.execute(statement)

    def add_files(self, files: Iterable[File]) -> None:
        self._connection.executemany(
            "INSERT INTO file (n, name, label, size, stamp, digest) VALUES (?, ?, ?, ?, ?, ?)",
            ((file.n, file.name, file.label, file.size, file.stamp, file.digest) for file in files),
        )

    def files(self, first: int = 0) -> Iterator[File]:
        """Every input from the number `first` on, in order."""
        statement = (
            "SELECT n, name, label, size, stamp, digest, state FROM file WHERE n > ? ORDER BY n LIMIT 1000"
        )
        yield from (File(*row) for row in self._pages(statement, first - 1))

    def file(self, n: int) -> File | None:
        """One input; None where there is none of that number."""
        return next((file for file in self.files(n) if file.n == n), None)

    def length(self, first: int | None = None) -> int:
        """Bytes of all inputs, or of those before the number `first`."""
        return int(
            self._one("SELECT coalesce(sum(size), 0) FROM file WHERE n < coalesce(?, n + 1)", (first,))
        )

    def finish_files(self, files: Iterable[File]) -> None:
        """These inputs have been read to their end."""
        self._connection.executemany(
            "UPDATE file SET digest = ?, size = ?, stamp = ?, state = ? WHERE n = ?",
            [(file.digest, file.size, file.stamp, DONE, file.n) for file in files],
        )

    def add_items(self, items: Iterable[Item]) -> None:
        """New articles, or new readings of articles that could not be read before."""
        self._connection.executemany(
            """
            INSERT INTO item (n, id, source, key, begin, size, tokens, segments, state, cause, reason, twin)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (n) DO UPDATE SET
              id = excluded.id, source = excluded.source, key = excluded.key, begin = excluded.begin, size = excluded.size,
              tokens = excluded.tokens, segments = excluded.segments, state = excluded.state, cause = excluded.cause,
              reason = excluded.reason, twin = excluded.twin
            WHERE item.state = 3
            """,
            [
                (
                    item.n,
                    item.id,
                    item.source,
                    item.key,
                    item.begin,
                    item.size,
                    item.tokens,
                    item.segments,
                    item.state,
                    item.cause,
                    item.reason,
                    item.twin,
                )
                for item in items
            ],
        )

    def see(self, found: Iterable[Seen]) -> None:
        """Count the articles that hold a segment; its text is kept from the second on."""
        rows = [(one.key, one.item, one.language, int(one.is_aligned), one.text, one.tokens) for one in found]
        if not rows:  # as after planning, when the table is gone
            return
        self._connection.executemany(
            """
            INSERT INTO seen (key, item, articles) VALUES (?, ?, 1)
            ON CONFLICT (key) DO UPDATE SET
              articles = articles + 1, item = excluded.item, language = ?, aligned = ?, text = ?, tokens = ?
            WHERE item <> excluded.item
            """,
            rows,
        )

    def twin(self, item: int, print_: int) -> int | None:
        """The first article whose 64-bit fingerprint differs in at most three bits; None where this is the first of its kind."""
        bands = [(band, print_ >> 16 * band & 0xFFFF) for band in range(4)]
        for band, value in bands:  # of four bands at least one is equal where three bits differ
            rows = self._connection.execute(
                "SELECT item, whole FROM print WHERE band = ? AND value = ? ORDER BY item LIMIT 1000",
                (band, value),
            )
            for other, whole in rows:
                if other < item and ((whole ^ print_) & 2**64 - 1).bit_count() <= 3:
                    return int(other)
        return None

    def add_print(self, item: int, print_: int) -> None:
        """Keep the fingerprint of an article that later ones are compared with."""
        signed = print_ - 2**64 if print_ >= 2**63 else print_
        self._connection.executemany(
            "INSERT OR IGNORE INTO print VALUES (?, ?, ?, ?)",
            [(band, print_ >> 16 * band & 0xFFFF, item, signed) for band in range(4)],
        )

    def finish_planning(self, *, size: tuple[int, int, int], most: int) -> None:
        """Keep the segments that articles share, and put everything into shards of even length.

        `size` is (tokens, divisor, tokens): a shard holds about the total divided by the divisor, within the two; at most `most` items.
        """
        with self.change():
            total, distinct = self._connection.execute(
                "SELECT (SELECT coalesce(sum(segments), 0) FROM item), count(*) FROM seen"
            ).fetchone()
            self._connection.execute(
                """
                INSERT INTO common (key, language, aligned, text, articles, tokens)
                SELECT key, language, aligned, text, articles, tokens FROM seen WHERE articles > 1 ORDER BY item, key
                """
            )
            self.put(segments=total, distinct=distinct)
            length = self._one("SELECT coalesce(sum(tokens), 0) FROM item")
            least, divisor, greatest = size
            room = min(greatest, max(length // divisor, min(least, length // 16), 1))
            for stage, table in ((COMMON, "common"), (ARTICLES, "item")):
                self._make_shards(stage, table, room, most)
            self._connection.execute("DROP TABLE seen")
            self._connection.execute("DROP TABLE print")
            self.put(state="planned")

    def _make_shards(self, stage: int, table: str, room: int, most: int) -> None:
        rows = self._connection.execute(
            f"SELECT n, tokens FROM {table} WHERE state = 0 AND shard IS NULL ORDER BY n"  # noqa: S608 — names of our own
        )
        number = self._one("SELECT coalesce(max(n), -1) + 1 FROM shard")
        first = last = tokens = items = 0

        def close() -> None:
            nonlocal number, tokens, items
            if items:
                self._connection.execute(
                    "INSERT INTO shard (n, stage, tokens, items) VALUES (?, ?, ?, ?)",
                    (number, stage, tokens, items),
                )
                self._connection.execute(
                    f"UPDATE {table} SET shard = ? WHERE n BETWEEN ? AND ? AND state = 0 AND shard IS NULL",  # noqa: S608
                    (number, first, last),
                )
                number, tokens, items = number + 1, 0, 0

        while part := rows.fetchmany(1000):
            for item, length in part:
                if items and (tokens + length > room or items >= most):
                    close()
                first = item if not items else first
                last, tokens, items = item, tokens + length, items + 1
        close()

    def retry(self) -> int:
        """Give each quarantined article that could be read a shard of its own; the number of them."""
        with self.change():
            self._connection.execute(
                "UPDATE item SET state = 0, cause = NULL, reason = NULL, shard = NULL WHERE state = 3 AND begin IS NOT NULL"
            )
            count = int(self._one("SELECT count(*) FROM item WHERE state = 0 AND shard IS NULL"))
            self._make_shards(ARTICLES, "item", 1, 1)
        return count

    # --- working

    def lease(self, owner: str, *, now: float, seconds: float) -> Shard | None:
        """The next open shard, held by `owner` for so long; None where there is none to be had now. Articles wait for what they share."""
        with self.change():
            stage = self._one("SELECT min(stage) FROM shard WHERE state < 2")
            row = self._connection.execute(
                """
                UPDATE shard SET state = 1, owner = ?, expires = ? WHERE n = (
                  SELECT n FROM shard WHERE stage = ? AND (state = 0 OR (state = 1 AND expires < ?)) AND state < 2 ORDER BY n LIMIT 1
                ) RETURNING n, stage, tokens, items, crashes, probes
                """,
                (owner, now + seconds, stage, now),
            ).fetchall()
        return Shard(*row[0]) if row else None

    def renew(self, owner: str, *, now: float, seconds: float) -> None:
        """A sign of life: what the owner holds, it goes on holding."""
        with self.change():
            self._connection.execute(
                "UPDATE shard SET expires = ? WHERE owner = ? AND state = 1", (now + seconds, owner)
            )

    def release(self, owner: str, shard: int | None = None) -> None:
        """Give back one shard, or all that the owner holds."""
        with self.change():
            self._connection.execute(
                "UPDATE shard SET state = 0, owner = NULL WHERE state = 1 AND owner = ? AND n = coalesce(?, n)",
                (owner, shard),
            )

    def owners(self) -> list[str]:
        """Who holds shards."""
        return [
            row[0]
            for row in self._connection.execute(
                "SELECT DISTINCT owner FROM shard WHERE state = 1 AND owner IS NOT NULL"
            )
        ]

    def crashed(self, shard: int) -> None:
        """A worker died over a shard."""
        with self.change():
            self._connection.execute("UPDATE shard SET crashes = crashes + 1 WHERE n = ?", (shard,))

    def probed(self, shard: int) -> None:
        """The items of a shard have been tried one by one."""
        with self.change():
            self._connection.execute(
                "UPDATE shard SET probes = probes + 1, crashes = 0 WHERE n = ?", (shard,)
            )

    def items_of(self, shard: int) -> list[Item]:
        """The articles of a shard that are still to be drafted."""
        return [
            Item(*row)
            for row in self._connection.execute(
                """
                SELECT n, id, source, key, begin, size, tokens, segments, shard, state, cause, reason, twin
                FROM item WHERE shard = ? AND state = 0 ORDER BY n
                """,
                (shard,),
            )
        ]

    def common_of(self, shard: int) -> list[Common]:
        """The shared segments of a shard that are still to be translated."""
        return [
            Common(n, key, language, bool(aligned), text, tokens)
            for n, key, language, aligned, text, tokens in self._connection.execute(
                "SELECT n, key, language, aligned, text, tokens FROM common WHERE shard = ? AND state = 0 ORDER BY n",
                (shard,),
            )
        ]

    def said(self, keys: Iterable[bytes]) -> list[bytes]:
        """What the engine said to those of the segments that are shared."""
        rows = (self._one("SELECT said FROM common WHERE key = ?", (key,)) for key in dict.fromkeys(keys))
        return [kept for kept in rows if kept is not None]

    def finish_common(
        self, owner: str, shard: int, said: dict[int, bytes], *, seconds: float, decoded: int
    ) -> bool:
        """Keep what the engine said; False where the shard is no longer the owner's, and nothing was kept."""
        with self.change():
            if not self._finish(owner, shard, "", "", seconds, len(said), len(said), decoded, 0):
                return False
            self._connection.executemany(
                "UPDATE common SET state = 2, said = ? WHERE n = ?", [(kept, n) for n, kept in said.items()]
            )
        return True

    def finish_articles(
        self,
        owner: str,
        shard: int,
        verdicts: Sequence[Verdict],
        *,
        part: str,
        digest: str,
        seconds: float,
        segments: int,
        decoded: int,
        words: int,
        tallies: dict[tuple[str, str], int],
        failed: Sequence[tuple[int, str, str]] = (),
    ) -> bool:
        """A part was written, and some articles failed (number, cause, reason); False where the shard is no longer the owner's, and nothing was kept."""
        with self.change():
            if not self._finish(owner, shard, part, digest, seconds, len(verdicts), segments, decoded, words):
                return False
            self._connection.executemany(
                "UPDATE item SET state = 2, cause = NULL, reason = NULL, errors = ?, warnings = ?, score = ?, estimate = ? WHERE n = ?",
                [(one.errors, one.warnings, one.score, one.estimate, one.n) for one in verdicts],
            )
            told = json.dumps(
                [[*names, count] for names, count in sorted(tallies.items())], ensure_ascii=False
            )
            self._connection.execute("UPDATE shard SET tallies = ? WHERE n = ?", (told, shard))
            self._connection.executemany(
                "UPDATE item SET state = 3, cause = ?, reason = ? WHERE n = ?",
                [(cause, reason, item) for item, cause, reason in failed],
            )
        return True

    def _finish(
        self,
        owner: str,
        shard: int,
        part: str,
        digest: str,
        seconds: float,
        done: int,
        segments: int,
        decoded: int,
        words: int,
    ) -> bool:
        changed = self._connection.execute(
            """
            UPDATE shard SET state = 2, part = ?, digest = ?, seconds = ?, done = ?, segments = ?, decoded = ?, words = ?
            WHERE n = ? AND state = 1 AND owner = ?
            """,
            (part, digest, seconds, done, segments, decoded, words, shard, owner),
        )
        return changed.rowcount == 1

    def quarantine(self, items: Iterable[int], cause: str, reason: str) -> None:
        """Set articles aside. `cause` is one word: read, language, draft, crash, time, memory or disk."""
        with self.change():
            self._connection.executemany(
                "UPDATE item SET state = 3, cause = ?, reason = ? WHERE n = ? AND state = 0",
                [(cause, reason, item) for item in items],
            )

    def leave(self, common: Iterable[int], reason: str) -> None:
        """Shared segments that cannot be translated by themselves are left to their articles."""
        with self.change():
            self._connection.executemany(
                "UPDATE common SET state = 3, reason = ? WHERE n = ?", [(reason, one) for one in common]
            )

    def reopen(self, shard: int) -> None:
        """The part of a shard is gone or broken: its articles are drafted again."""
        with self.change():
            self._connection.execute(
                "UPDATE shard SET state = 0, owner = NULL, part = NULL WHERE n = ?", (shard,)
            )
            self._connection.execute("UPDATE item SET state = 0 WHERE shard = ? AND state = 2", (shard,))

    # --- what came of it

    def counts(self) -> Counts:
        """How far the run is; reads one row a shard, and the indexes of the items."""
        rows = self._connection.execute(
            """
            SELECT count(*), coalesce(sum(state = 2), 0), coalesce(sum(tokens), 0), coalesce(sum(tokens * (state = 2)), 0),
              coalesce(sum(seconds), 0), coalesce(sum(segments * (stage = 1)), 0), coalesce(sum(decoded), 0), coalesce(sum(words), 0),
              coalesce(sum(done * (stage = 1)), 0)
            FROM shard
            """
        ).fetchone()
        shards, shards_done, tokens, tokens_done, seconds, segments, decoded, words, done = rows
        items = int(self._one("SELECT count(*) FROM item"))
        quarantined = int(self._one("SELECT count(*) FROM item WHERE state = 3"))
        return Counts(
            items,
            done,
            quarantined,
            shards,
            shards_done,
            tokens,
            tokens_done,
            seconds,
            segments,
            decoded,
            words,
        )

    def has_work(self) -> bool:
        """Whether a shard is open."""
        return bool(self._one("SELECT EXISTS (SELECT 1 FROM shard WHERE state < 2)"))

    def has_begun(self) -> bool:
        """Whether a shard is done."""
        return bool(self._one("SELECT EXISTS (SELECT 1 FROM shard WHERE state = 2)"))

    def parts(self) -> dict[int, tuple[str, str]]:
        """The part of each shard that is done and its digest."""
        return {
            n: (part, digest)
            for n, part, digest in self._connection.execute(
                "SELECT n, part, digest FROM shard WHERE state = 2 AND stage = 1"
            )
        }

    def part_of(self, shard: int) -> tuple[str, str]:
        """The part of one shard that is done, and its digest."""
        row = self._connection.execute("SELECT part, digest FROM shard WHERE n = ?", (shard,)).fetchone()
        return str(row[0]), str(row[1])

    def done_of(self, shard: int) -> list[int]:
        """The articles of a shard that are drafted, in order."""
        rows = self._connection.execute(
            "SELECT n FROM item WHERE shard = ? AND state = 2 ORDER BY n", (shard,)
        )
        return [row[0] for row in rows]

    def done(self) -> Iterator[tuple[int, int]]:
        """Number and shard of every article that is drafted, in input order."""
        yield from self._pages("SELECT n, shard FROM item WHERE n > ? AND state = 2 ORDER BY n LIMIT 1000")

    def _pages(self, statement: str, first: int = -1) -> Iterator[tuple[Any, ...]]:
        """Rows by pages, so that no statement stays open; the first column counts up."""
        while rows := self._connection.execute(statement, (first,)).fetchall():
            yield from rows
            first = rows[-1][0]

    def quarantined(self) -> Iterator[Item]:
        """Every article that was set aside, in input order."""
        for row in self._pages(
            """
            SELECT n, id, source, key, begin, size, tokens, segments, shard, state, cause, reason, twin
            FROM item WHERE n > ? AND state = 3 ORDER BY n LIMIT 1000
            """
        ):
            yield Item(*row)

    def unread(self) -> list[int]:
        """Inputs of which something could not be read."""
        return [
            row[0]
            for row in self._connection.execute(
                f"SELECT DISTINCT n / {FILE} FROM item WHERE state = 3 AND begin IS NULL ORDER BY 1"  # noqa: S608
            )
        ]

    def is_unread(self, number: int) -> bool:
        """Whether there is no article of that number that could be read."""
        return bool(self._one("SELECT begin IS NULL FROM item WHERE n = ?", (number,)) != 0)

    def causes(self) -> dict[str, int]:
        """How many articles were set aside for each cause."""
        return dict(
            self._connection.execute(
                "SELECT cause, count(*) FROM item WHERE state = 3 GROUP BY cause ORDER BY count(*) DESC, cause"
            ).fetchall()
        )

    def tallies(self, kind: str) -> dict[str, int]:
        """What was counted: `issue` by severity and code, `origin` of targets, `language` pairs."""
        found = Counter[str]()
        for (told,) in self._connection.execute(
            "SELECT tallies FROM shard WHERE state = 2 AND tallies <> '{}'"
        ):
            for one, name, count in json.loads(told):
                if one == kind:
                    found[name] += count
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def worst(self, number: int) -> list[dict[str, Any]]:
        """The articles that most need a person: most errors, then highest estimate, most warnings, lowest score."""
        names = ("id", "source", "errors", "warnings", "score", "estimate", "segments")
        return [
            dict(zip(names, row, strict=True))
            for row in self._connection.execute(
                f"""
                SELECT {", ".join(names)} FROM item WHERE state = 2 AND (errors > 0 OR warnings > 0 OR score < -1 OR estimate > 30)
                ORDER BY errors DESC, coalesce(estimate, 0) DESC, warnings DESC, coalesce(score, 0), n LIMIT ?
                """,  # noqa: S608
                (number,),
            )
        ]

    def shared(self) -> tuple[int, int]:
        """How many segments several articles share, and how many decodings that saved."""
        row = self._connection.execute(
            "SELECT count(*), coalesce(sum(articles - 1), 0) FROM common WHERE state <> 3"
        ).fetchone()
        return int(row[0]), int(row[1])

    def twins(self) -> int:
        """How many articles nearly repeat an earlier one."""
        return int(self._one("SELECT count(*) FROM item WHERE twin IS NOT NULL"))

    def name_of(self, item: int) -> str:
        """The id of an article."""
        return str(self._one("SELECT id FROM item WHERE n = ?", (item,)))

    # --- the queue

    def unqueued(self) -> Iterator[tuple[int, int]]:
        """Number and shard of drafted articles that are not in the queue yet, those that most need a person first."""
        rows = self._connection.execute(
            """
            SELECT n, shard FROM item WHERE state = 2 AND queued = 0
            ORDER BY errors DESC, coalesce(estimate, 0) DESC, warnings DESC, n
            """
        )
        while part := rows.fetchmany(1000):
            yield from part

    def queue(self, item: int) -> None:
        """The article is in the queue."""
        with self.change():
            self._connection.execute("UPDATE item SET queued = 1 WHERE n = ?", (item,))

    def queued(self) -> int:
        """How many articles are in the queue."""
        return int(self._one("SELECT count(*) FROM item WHERE queued = 1"))


def _unwritable(path: Path, error: sqlite3.Error) -> TranslateError:
    if "full" in str(error) or "disk I/O" in str(error):
        return TranslateError(f"{path}: the disk is full; nothing is lost: make room and go on with --resume")
    return TranslateError(
        f"{path}: the ledger cannot be written ({error}); nothing is lost: go on with --resume"
    )
