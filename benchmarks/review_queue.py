"""The queue under load: next, list, stats and search over a million segments; many processes that claim, edit and approve.

    python benchmarks/review_queue.py --segments 1000000                 SQLite, then PostgreSQL where it is installed
    python benchmarks/review_queue.py --only work --processes 8 --each 2000

Prints milliseconds at the median and at p95 for each question, on each database; then how many segments a second the processes
brought from draft to approved, and whether anything was claimed twice, lost or doubled.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for tests/

import argparse
import multiprocessing
import random
import tempfile
import time
from typing import TYPE_CHECKING, Any

from tests import postgres
from tests.desks import PAIRS, article
from translate import review, store
from translate.errors import ReviewError, VersionConflict
from translate.review import Filter, Plan

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 40  # segments an article
TOPICS = ("politics", "water", "economy", "sport", "culture")


def fill(opened: store.Store, segments: int, *, seed: int = 7) -> None:
    """Articles of 40 segments, both ways, with estimates, topics, deadlines and priorities as a desk has them."""
    chance = random.Random(seed)
    desk = review.open_service(store=opened)
    batch: list[tuple[Any, Plan]] = []
    for number in range(-(-segments // SIZE)):
        pairs = [
            (f"{chance.choice(PAIRS)[0]} {number}-{place}", f"{chance.choice(PAIRS)[1]} {number}-{place}")
            for place in range(min(SIZE, segments - number * SIZE))
        ]
        languages = ("en", "ar")
        if number % 3 == 0:
            languages, pairs = ("ar", "en"), [(target, source) for source, target in pairs]
        drafted = article(pairs, name=f"article-{number}", languages=languages)
        estimates = {unit.segment.id: chance.random() for unit in drafted.units}
        deadline = f"2026-12-{chance.randint(1, 28):02}T12:00" if chance.random() < 0.3 else None
        plan = Plan(chance.choice(TOPICS), chance.choice((0.5, 1.0, 1.0, 2.0)), deadline, estimates)
        batch.append((drafted, plan))
        if len(batch) == 250:
            desk.submit_many(batch)
            batch.clear()
    desk.submit_many(batch)


def multiply(opened: store.Store, segments: int) -> None:
    """Copies of the articles that are there, made by the database itself, until there are enough segments.

    The copies' histories are not sealed: this desk answers questions, and is not verified.
    """
    import sqlalchemy as sa

    from translate.store.schema import article as articles
    from translate.store.schema import article_revision, revision, tally, unit

    with opened.read() as connection:
        there = int(connection.execute(sa.select(sa.func.count()).select_from(unit)).scalar_one())
        first = list(connection.execute(sa.select(articles.c.id)).scalars())
    ids = sa.select(unit.c.id).where(unit.c.article.in_(first))
    for number in range(1, segments // there):
        new = sa.literal(f"-{number}")
        changed: dict[Any, Any] = {
            articles.c.id: articles.c.id + new,
            article_revision.c.article: article_revision.c.article + new,
            unit.c.id: unit.c.id + new,
            unit.c.article: unit.c.article + new,
            unit.c.rank: unit.c.rank + (number * 7919 % 1000) / 1000,
            revision.c.unit: revision.c.unit + new,
        }
        originals = {
            articles: articles.c.id.in_(first),
            article_revision: article_revision.c.article.in_(first),
            unit: unit.c.article.in_(first),
            revision: revision.c.unit.in_(ids),
        }
        with opened.write() as connection:
            for table, which in originals.items():
                columns = [column for column in table.c if not (table is revision and column.name == "id")]
                copies = sa.select(*(changed.get(column, column) for column in columns)).where(which)
                connection.execute(sa.insert(table).from_select([column.name for column in columns], copies))
    with opened.write() as connection:
        times = segments // there
        connection.execute(sa.update(tally).values(units=tally.c.units * times, words=tally.c.words * times))


def staff(opened: store.Store) -> None:
    """People who work there."""
    console = review.open_console(store=opened)
    for number in range(20):
        console.add_person(f"t{number}", "translator")
        console.add_person(f"r{number}", "reviewer")


def timed(do: Callable[[], object], times: int) -> tuple[float, float]:
    """Milliseconds of a call: median and p95."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95)]


def ask(url: str, times: int) -> dict[str, tuple[float, float]]:
    """Each question of a desk, timed."""
    from translate.review import figures

    with store.open(url) as opened:
        translator, reviewer = (review.open(name, store=opened) for name in ("t0", "r0"))
        page = translator.units(limit=50)
        questions: dict[str, Callable[[], object]] = {
            "next (translator)": lambda: translator.next(),
            "next (reviewer)": lambda: reviewer.next(),
            "next of a topic": lambda: translator.next(Filter(topic="water")),
            "list, first page": lambda: translator.units(limit=50),
            "list, second page": lambda: translator.units(limit=50, cursor=page.cursor),
            "list by state": lambda: translator.units(Filter(states=("edited",)), limit=50),
            "list by language and topic": lambda: translator.units(
                Filter(target_language="en", topic="sport"), limit=50
            ),
            "list mine": lambda: translator.units(Filter(assignee="t0"), limit=50),
            "article with its units": lambda: translator.units_of("article-7"),
            "articles, first page": lambda: translator.articles(limit=50),
            "counts by state": lambda: translator.counts(),
            "stats": lambda: figures.report(opened),
            "stats by week": lambda: figures.report(opened, by="week"),
            "history of a unit": lambda: translator.history(page.items[0].id),
        }
        found = {}
        for name, do in questions.items():
            do()
            found[name] = timed(do, times)
        return found


def work(arguments: tuple[str, int, int]) -> dict[str, Any]:
    """One process: claim the next segment, edit it, and approve what another has edited."""
    url, number, each = arguments
    done: dict[str, Any] = {"claimed": [], "edited": [], "approved": [], "conflicts": 0, "reported": 0}
    with store.open(url) as opened:
        translator = review.open(f"t{number}", store=opened, origin="benchmark")
        reviewer = review.open(f"r{number}", store=opened, origin="benchmark")
        while len(done["edited"]) < each:
            unit = translator.next()
            if unit is None:
                break
            done["claimed"].append((unit.id, unit.version))
            edited = translator.edit(
                unit.id,
                f"{unit.target} {number}",
                base_version=unit.version,
                idempotency_key=f"{number}-{unit.id}-{unit.version}",
                active_seconds=9.5,
            )
            done["edited"].append((unit.id, edited.version))
            if len(done["edited"]) % 50 == 0:  # a second writer with an old version
                done["conflicts"] += 1
                try:
                    reviewer.edit(unit.id, "late", base_version=unit.version)
                except VersionConflict:
                    done["reported"] += 1
            other = reviewer.next(purpose="review")
            if other is not None:
                done["approved"].append(
                    (other.id, reviewer.approve(other.id, base_version=other.version).version)
                )
        while (other := reviewer.next(purpose="review")) is not None:
            try:
                done["approved"].append((other.id, reviewer.approve(other.id).version))
            except ReviewError:
                break
    return done


def together(url: str, processes: int, each: int) -> dict[str, Any]:
    """Many processes at once; what came of it, and what does not hold."""
    from translate.store import maintenance

    began = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        results = pool.map(work, [(url, number, each) for number in range(processes)], chunksize=1)
    took = time.perf_counter() - began
    claimed = [one for result in results for one in result["claimed"]]
    edited = [one for result in results for one in result["edited"]]
    approved = [one for result in results for one in result["approved"]]
    with store.open(url) as opened:
        flaws = list(maintenance.verify(opened))
        counts = review.open("t0", store=opened).counts()
    return {
        "seconds": round(took, 1),
        "segments a second": round(len(edited) / took, 1),
        "edited": len(edited),
        "approved": len(approved),
        "claimed twice": len(claimed) - len(set(claimed)),
        "revisions doubled": len(edited) + len(approved) - len(set(edited) | set(approved)),
        "approved by the count": sum(states.get("reviewed", (0, 0))[0] for states in counts.values()),
        "conflicts": sum(result["conflicts"] for result in results),
        "conflicts reported": sum(result["reported"] for result in results),
        "flaws": flaws,
    }


def measure(url: str, name: str, options: argparse.Namespace) -> None:
    if options.only != "work":
        began = time.perf_counter()
        with store.open(url) as opened:
            staff(opened)
            fill(opened, min(options.segments, 8000))
            multiply(opened, options.segments)
            from translate.store import maintenance

            maintenance.vacuum(opened)
        took = time.perf_counter() - began
        print(f"{name}: {options.segments} segments put in, {options.segments / took:.0f} a second")
        for question, (median, p95) in ask(url, options.times).items():
            print(f"{name}\t{question}\tmedian {median:.1f} ms\tp95 {p95:.1f} ms", flush=True)


def measure_work(url: str, name: str, options: argparse.Namespace) -> None:
    if options.only != "ask":
        with store.open(url) as opened:
            staff(opened)
            fill(opened, options.processes * options.each)
        print(f"{name}\t{together(url, options.processes, options.each)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--segments", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=100, help="calls of each question")
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--each", type=int, default=2000, help="segments a process")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--only", choices=["ask", "work"])
    parser.add_argument(
        "--folder", type=Path, help="where the SQLite files go; a temporary folder unless given"
    )
    parser.add_argument("--synchronous", choices=["full", "normal", "off"], default="full")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        if options.database != "postgresql":
            how = f"?synchronous={options.synchronous}"
            measure(f"sqlite:///{folder}/ask.db{how}", "sqlite", options)
            measure_work(f"sqlite:///{folder}/work.db{how}", "sqlite", options)
        if options.database != "sqlite":
            if postgres.binaries() is None:
                print(postgres.MISSING)
                return
            server = postgres.Server()
            try:
                server.execute(["CREATE DATABASE ask", "CREATE DATABASE work"])
                measure(server.url("ask"), "postgresql", options)
                measure_work(server.url("work"), "postgresql", options)
            finally:
                server.stop()


if __name__ == "__main__":
    main()
