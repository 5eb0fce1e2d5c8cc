"""A plan goes in; every shard is drafted exactly once and written to a part, whatever dies meanwhile; counts come out.

A shard is done as a whole, always with the same articles in the same order, so that its bytes do not depend on what happened
before. A shard over which workers died is not cut up: its articles are first tried one by one and the results thrown away;
those that fail alone are quarantined, and the rest is done as a whole again.
"""

from __future__ import annotations

import os
import socket
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from translate import runners
from translate.archive import spool, work
from translate.archive.order import Order
from translate.archive.plan import PARTS, SPOOL
from translate.errors import InputError, TranslateError
from translate.runners import Crew, Outcome, Task
from translate.store.ledger import COMMON, Counts, Ledger, Shard, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SECONDS = 900.0  #: for an article tried alone, and for a shard
_USUAL = (
    1500  # tokens: what is longer has as much more time, so that a slow model is not taken for one that hangs
)
_LEASE = 120.0  # seconds; renewed far more often
_RENEW = 15.0
_GRACE = 60.0  # seconds that shards at work have after a stop
_CRASHES = 2  # workers that may die over a shard before its articles are tried one by one
_ALONE = 2  # workers that must die over one article alone
_PROBES = 2  # rounds of trying one by one
_FULL = 3  # parts in a row that cannot be written


@dataclass(frozen=True, slots=True)
class Way:
    """How a run is done; nothing of it shapes the output. `memory` is in bytes a worker (0: its share of this machine, no limit on a cluster), `until` in Unix time."""

    runner: str = "local"
    workers: int = 0
    memory: int = 0
    seconds: float = SECONDS
    until: float | None = None


def run(
    ledger: Ledger,
    out: Path,
    way: Way,
    *,
    progress: Callable[[int, int], object] | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
    tell: Callable[[str], object] = lambda _: None,
) -> Counts:
    """Do what is open, until all is done, the time is over, or a stop is asked for. Raises TranslateError for a full disk, or without workers.

    `progress` is called with articles done (quarantined ones too) and articles in all, `tell` with what should be known at once.
    """
    order = Order.kept(ledger.get("order"))
    coordinator = _Coordinator(ledger, out, way, is_stopped, tell)
    coordinator.take_over()
    workers = way.workers or len(runners.cores())
    memory = way.memory or (runners.memory() // workers if way.runner == "local" else 0)
    crew = Crew(work.open_worker, order.as_dict(), workers, memory)
    if ledger.has_work():
        (out / PARTS).mkdir(exist_ok=True)
        coordinator.follow(runners.runner(way.runner).run(crew, coordinator.tasks()), progress)
    return ledger.counts()


@dataclass(slots=True)
class _Trial:
    """A shard whose items are tried one by one: those to be tried, how many are out, how often a worker died over each."""

    shard: Shard
    waiting: list[int]
    out: int = 0
    deaths: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Coordinator:
    ledger: Ledger
    out: Path
    way: Way
    is_stopped: Callable[[], bool]
    tell: Callable[[str], object]
    owner: str = field(default_factory=lambda: _name(os.getpid()))
    held: dict[int, Shard] = field(default_factory=dict)
    trials: dict[int, _Trial] = field(default_factory=dict)
    renewed: float = field(default_factory=time.monotonic)
    pace: float = 0.0
    unwritten: int = 0

    def take_over(self) -> None:
        """What dead processes of this machine hold is free at once; what others hold, when their leases expire."""
        for owner in self.ledger.owners():
            if _is_dead(owner):
                self.ledger.release(owner)

    def is_over(self) -> bool:
        """Whether no more work is to be begun."""
        until = self.way.until
        return self.is_stopped() or (until is not None and time.time() + self.pace >= until)

    def follow(
        self, outcomes: Iterator[Outcome | None], progress: Callable[[int, int], object] | None
    ) -> None:
        began, over = time.monotonic(), 0.0
        counts = self.ledger.counts()
        passed = counts.done + counts.quarantined
        spent = float(self.ledger.get("wall", 0.0))
        try:
            for outcome in outcomes:
                if outcome is not None:
                    passed += self.take(outcome)
                    if progress:
                        progress(min(passed, counts.items), counts.items)
                now = time.monotonic()
                if now - self.renewed > _RENEW:
                    self.renewed = now
                    runners.give_back()
                    self.ledger.renew(self.owner, now=time.time(), seconds=_LEASE)
                if self.is_over():
                    over = over or now
                    if now - over > _GRACE:
                        self.tell(
                            f"shards that were not done in {_GRACE:.0f} seconds are left for the next run"
                        )
                        break
        finally:
            close = getattr(outcomes, "close", None)
            if close:
                close()
            self.ledger.release(self.owner)
            with self.ledger.change():
                self.ledger.put(wall=spent + time.monotonic() - began)

    # --- giving work

    def tasks(self) -> Iterator[Task | None]:
        """A task whenever one is asked for; None while others hold what is left."""
        with (self.out / SPOOL).open("rb") as stream:
            while not self.is_over():
                if task := self._trial():
                    yield task
                    continue
                shard = self.ledger.lease(self.owner, now=time.time(), seconds=_LEASE)
                if shard is None:
                    if not self.ledger.has_work():
                        return
                    yield None
                    continue
                payload = self._payload(shard, stream)
                if payload is None:
                    self._close(shard)
                    continue
                self.held[shard.n] = shard
                yield Task((shard.n, None), payload, self._seconds(shard.tokens))

    def _seconds(self, tokens: int) -> float:
        return self.way.seconds * max(1.0, tokens / _USUAL)

    def _payload(
        self, shard: Shard, stream: Any, only: int | None = None
    ) -> work.Shared | work.Articles | None:
        if shard.stage == COMMON:
            segments = tuple(
                (one.n, one.language, one.is_aligned, one.text)
                for one in self.ledger.common_of(shard.n)
                if only in (None, one.n)
            )
            return work.Shared(segments) if segments else None
        records: list[tuple[int, bytes]] = []
        keys: list[bytes] = []
        for item in self.ledger.items_of(shard.n):
            if only in (None, item.n):
                stream.seek(item.begin)
                record = stream.read(item.size)
                if blake2b(record, digest_size=16).digest() != item.key:
                    raise TranslateError(
                        f"{self.out / SPOOL}: broken at byte {item.begin}; plan again in another --out"
                    )
                records.append((item.n, record))
                keys.extend(spool.keys(record))
        return work.Articles(tuple(records), tuple(self.ledger.said(keys))) if records else None

    def _close(self, shard: Shard) -> None:
        """Nothing is left to do in it."""
        if shard.stage == COMMON:
            self.ledger.finish_common(self.owner, shard.n, {}, seconds=0, decoded=0)
        else:
            self._finish(shard, (), "", "", None, 0.0)

    def _trial(self) -> Task | None:
        for trial in self.trials.values():
            if trial.waiting:
                number = trial.waiting.pop(0)
                with (self.out / SPOOL).open("rb") as stream:
                    payload = self._payload(trial.shard, stream, number)
                if payload is not None:
                    trial.out += 1
                    tokens = trial.shard.tokens if trial.shard.items == 1 else 0
                    return Task((trial.shard.n, number), payload, self._seconds(tokens))
        return None

    # --- taking results

    def take(self, outcome: Outcome) -> int:
        """Keep an outcome; the number of articles that are done with it, or set aside."""
        number, item = cast("tuple[int, int | None]", outcome.key)
        if item is not None:
            return self._tried(number, item, outcome)
        shard = self.held.pop(number)
        if outcome.lost:
            return self._lost(shard, outcome)
        self._signed(outcome.result)
        self.pace = max(outcome.seconds, 0.8 * self.pace)
        if isinstance(outcome.result, work.Heard):
            if outcome.result.failed:
                for number, reason in outcome.result.failed.items():
                    self.ledger.leave([number], reason)
            self.ledger.finish_common(
                self.owner,
                shard.n,
                outcome.result.said,
                seconds=outcome.seconds,
                decoded=outcome.result.decoded,
            )
            return 0
        return self._written(shard, outcome.result, outcome.seconds)

    def _signed(self, result: work.Heard | work.Drafted) -> None:
        """All workers must draft alike: another processor type may choose another arithmetic."""
        known: dict[str, str] = self.ledger.get("signatures", {})
        for way, signature in result.signatures.items():
            if known.setdefault(way, signature) != signature:
                raise TranslateError(
                    f"a worker drafts as {signature}, the run began as {known[way]}; use the same program and processor type on all"
                )
        if known != self.ledger.get("signatures", {}):
            with self.ledger.change():
                self.ledger.put(signatures=known)

    def _written(self, shard: Shard, result: work.Drafted, seconds: float) -> int:
        verdicts = [Verdict(*one) for one in result.verdicts]
        digest = blake2b(result.lines, digest_size=16).hexdigest()
        name = f"{shard.n:08}-{digest[:12]}.jsonl.zst" if verdicts else ""
        try:
            if name:
                write(self.out / PARTS / name, result.lines)
        except OSError as error:
            self.unwritten += 1
            reason = f"its draft cannot be written ({error.strerror or error})"
            if self.unwritten >= _FULL:
                raise TranslateError(
                    f"{self.out / PARTS}: {reason}; nothing is lost: make room and go on with --resume"
                ) from error
            self.tell(f"{self.out / PARTS / name}: {reason}")
            numbers = [one.n for one in verdicts]
            failed = [*result.failed, *((number, "disk", reason) for number in numbers)]
            self._finish(shard, (), "", "", None, seconds, failed)
            return len(failed)
        self.unwritten = 0
        if not self._finish(shard, verdicts, name, digest, result, seconds, result.failed):
            return 0
        return len(verdicts) + len(result.failed)

    def _finish(
        self,
        shard: Shard,
        verdicts: Sequence[Verdict],
        name: str,
        digest: str,
        result: work.Drafted | None,
        seconds: float,
        failed: Sequence[tuple[int, str, str]] = (),
    ) -> bool:
        return self.ledger.finish_articles(
            self.owner,
            shard.n,
            verdicts,
            part=name,
            digest=digest,
            seconds=seconds,
            segments=result.segments if result else 0,
            decoded=result.decoded if result else 0,
            words=result.words if result else 0,
            tallies=result.tallies if result else {},
            failed=failed,
        )

    # --- when workers die

    def _lost(self, shard: Shard, outcome: Outcome) -> int:
        """A crash may be chance and is tried again; what comes twice, or takes too long or too much, is looked into."""
        if outcome.lost == "crash":
            self.ledger.crashed(shard.n)
            if shard.crashes + 1 < _CRASHES:
                self.ledger.release(self.owner, shard.n)
                return 0
        numbers = self._numbers(shard)
        self.tell(f"shard {shard.n}: {outcome.reason}; its {len(numbers)} items are tried one by one")
        if shard.probes >= _PROBES:
            reason = f"{outcome.reason}, over these {len(numbers)} together, though not over one alone"
            return self._aside(shard, numbers, outcome.lost, reason)
        self.trials[shard.n] = _Trial(shard, numbers)
        return 0

    def _numbers(self, shard: Shard) -> list[int]:
        found = self.ledger.common_of(shard.n) if shard.stage == COMMON else self.ledger.items_of(shard.n)
        return [one.n for one in found]

    def _tried(self, number: int, item: int, outcome: Outcome) -> int:
        trial = self.trials[number]
        trial.out -= 1
        done = 0
        if outcome.lost:
            trial.deaths[item] = trial.deaths.get(item, 0) + 1
            if outcome.lost != "crash" or trial.deaths[item] >= _ALONE:
                done = self._aside(trial.shard, [item], outcome.lost, outcome.reason, close=False)
            else:
                trial.waiting.append(item)
        if not trial.waiting and not trial.out:
            del self.trials[number]
            self.ledger.probed(number)
            self.ledger.release(self.owner, number)
        return done

    def _aside(self, shard: Shard, items: list[int], cause: str, reason: str, *, close: bool = True) -> int:
        if shard.stage == COMMON:
            self.ledger.leave(items, reason)
        else:
            self.ledger.quarantine(items, cause, reason)
        if close:
            self._close(shard)
        return 0 if shard.stage == COMMON else len(items)


def moment(until: str) -> float:
    """The next time the clock of this machine shows `HH:MM`, in Unix time. Raises InputError."""
    try:
        wanted = datetime.strptime(until.strip(), "%H:%M").time()
    except ValueError:
        raise InputError(f"no time of day: {until!r}", advice="give it like 06:00") from None
    now = datetime.now().astimezone()
    found = now.replace(hour=wanted.hour, minute=wanted.minute, second=0, microsecond=0)
    return (found if found > now else found + timedelta(days=1)).timestamp()


def write(path: Path, data: bytes) -> None:
    """The whole file or none, and on the disk when this returns. Raises OSError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        sync(path.parent)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def sync(folder: Path) -> None:
    """The names in a folder are on the disk when this returns, where the system can do that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _name(process: int) -> str:
    """A process of this machine, told from later ones of its number."""
    return f"{socket.gethostname()}:{process}:{_started(process)}"


def _started(process: int) -> str:
    """When a process was started, in ticks since the machine was; empty where the system does not tell."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _is_dead(owner: str) -> bool:
    """Whether it is known that the owner of a lease is no more."""
    host, process, started = owner.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return _started(int(process)) != started
