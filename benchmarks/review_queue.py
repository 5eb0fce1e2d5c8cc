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
from functools import partial
from typing import TYPE_CHECKING, Any

from tests import postgres
from tests.desks import article
from translate import review, store
from translate.errors import ReviewError, VersionConflict
from translate.model import Issue, Severity
from translate.review import Filter, Plan
from translate.review.effort import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 40  # segments an article
LIMIT = 100  # milliseconds at p95
TOPICS = ("politics", "water", "economy", "sport", "culture")


CODES = (("number.mismatch", 0.05), ("name.spelling", 0.01), ("quote.unbalanced", 0.0005))


def pairs() -> list[tuple[str, str]]:
    """The paragraphs of the project's corpus, English and Arabic."""
    found = []
    for path in sorted((Path(__file__).parents[1] / "corpora" / "news").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 5 and cells[1] == "paragraph":  # article, kind, language, English, Arabic
                found.append((cells[3], cells[4]))
    return found


def fill(opened: store.Store, segments: int, *, seed: int = 7) -> None:
    """Articles of 40 segments, both ways, with estimates, issues, topics, deadlines and priorities as a desk has them."""
    chance = random.Random(seed)
    texts = pairs()
    desk = review.open_service(store=opened)
    batch: list[tuple[Any, Plan]] = []
    for number in range(-(-segments // SIZE)):
        size = min(SIZE, segments - number * SIZE)
        chosen = [texts[(number * SIZE + place) % len(texts)] for place in range(size)]
        languages = ("en", "ar")
        if number % 3 == 0:
            languages, chosen = ("ar", "en"), [(target, source) for source, target in chosen]
        issues = {
            place: tuple(
                Issue(code, Severity.ERROR, "seen") for code, share in CODES if chance.random() < share
            )
            for place in range(size)
        }
        drafted = article(chosen, name=f"article-{number}", languages=languages, issues=issues)
        estimates = {unit.segment.id: chance.betavariate(2, 6) for unit in drafted.units}
        deadline = f"2026-12-{chance.randint(1, 28):02}T12:00" if chance.random() < 0.3 else None
        plan = Plan(chance.choice(TOPICS), chance.choice((0.5, 1.0, 1.0, 2.0)), deadline, estimates)
        batch.append((drafted, plan))
        if len(batch) == 250:
            desk.submit_many(batch)
            batch.clear()
    desk.submit_many(batch)


#: States as a desk of years has them, and the share of its articles.
STANDING = (("final", 0.5), ("reviewed", 0.1), ("edited", 0.05), ("changes_requested", 0.005), ("stale", 0.005), ("drafted", 0.34))  # fmt: skip


def spread(opened: store.Store, *, seed: int = 11) -> None:
    """Bring articles into the states of a desk of years, some of them with people; set by hand, for this desk answers questions alone."""
    import sqlalchemy as sa

    from translate.store.schema import article as articles
    from translate.store.schema import tally, unit, unit_issue

    chance = random.Random(seed)
    names, shares = zip(*STANDING, strict=True)
    with opened.write() as connection:
        for name in connection.execute(sa.select(articles.c.id)).scalars().all():
            state = chance.choices(names, shares)[0]
            editor = None if state == "drafted" else f"t{min(19, int(chance.expovariate(0.3)))}"
            assignee = f"t{chance.randrange(20)}" if state == "drafted" and chance.random() < 0.3 else None
            now = {"state": state, "last_editor": editor, "assignee": assignee}
            of_article = unit.c.article == name
            connection.execute(sa.update(unit).where(of_article).values(now))
            ids = sa.select(unit.c.id).where(of_article)
            connection.execute(sa.update(unit_issue).where(unit_issue.c.unit.in_(ids)).values(state=state))
        connection.execute(sa.delete(tally))
        counted = sa.select(
            unit.c.target_language, unit.c.state, sa.func.count(), sa.func.sum(unit.c.words)
        ).group_by(unit.c.target_language, unit.c.state)
        connection.execute(
            sa.insert(tally).from_select(["target_language", "state", "units", "words"], counted)
        )


def multiply(opened: store.Store, segments: int) -> None:
    """Copies of the articles that are there, made by the database itself, until there are enough segments.

    The copies' histories are not sealed: this desk answers questions, and is not verified.
    """
    import sqlalchemy as sa

    from translate.store.schema import (
        TEXT_INDEX,
        article_revision,
        revision,
        tally,
        unit,
        unit_issue,
        unit_text,
    )
    from translate.store.schema import article as articles

    with opened.read() as connection:
        there = int(connection.execute(sa.select(sa.func.count()).select_from(unit)).scalar_one())
        first = list(connection.execute(sa.select(articles.c.id)).scalars())
        is_sqlite = opened.dialect == "sqlite"
        follow = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'unit_text_insert'"
            if is_sqlite
            else f"SELECT indexdef FROM pg_indexes WHERE indexname = '{TEXT_INDEX}'"
        ).scalar_one()
    ids = sa.select(unit.c.id).where(unit.c.article.in_(first))
    with opened.write() as connection:  # the index of letters is quicker made at once
        connection.exec_driver_sql(
            "DROP TRIGGER unit_text_insert" if is_sqlite else f"DROP INDEX {TEXT_INDEX}"
        )
    for number in range(1, segments // there):
        new = sa.literal(f"-{number}")
        changed: dict[Any, Any] = {
            articles.c.id: articles.c.id + new,
            article_revision.c.article: article_revision.c.article + new,
            unit.c.id: unit.c.id + new,
            unit.c.article: unit.c.article + new,
            unit.c.rank: unit.c.rank + (number * 7919 % 1000) / 1000,
            revision.c.unit: revision.c.unit + new,
            unit_issue.c.unit: unit_issue.c.unit + new,
            unit_issue.c.rank: unit_issue.c.rank + (number * 7919 % 1000) / 1000,
            unit_text.c.unit: unit_text.c.unit + new,
            unit_text.c.text: unit_text.c.text + sa.literal(f"copy{number} "),
        }
        originals = {
            articles: articles.c.id.in_(first),
            article_revision: article_revision.c.article.in_(first),
            unit: unit.c.article.in_(first),
            revision: revision.c.unit.in_(ids),
            unit_issue: unit_issue.c.unit.in_(ids),
            unit_text: unit_text.c.unit.in_(ids),
        }
        with opened.write() as connection:
            for table, which in originals.items():
                columns = [column for column in table.c if column is not table.autoincrement_column]
                copies = sa.select(*(changed.get(column, column) for column in columns)).where(which)
                connection.execute(sa.insert(table).from_select([column.name for column in columns], copies))
    with opened.write() as connection:
        if is_sqlite:
            connection.exec_driver_sql(f"INSERT INTO {TEXT_INDEX} ({TEXT_INDEX}) VALUES ('rebuild')")
        connection.exec_driver_sql(follow)
        times = segments // there
        connection.execute(sa.update(tally).values(units=tally.c.units * times, words=tally.c.words * times))


def approve(opened: store.Store, number: int) -> None:
    """Some units approved by the desk's rules, so that there are figures."""
    translator, reviewer = (review.open(name, store=opened) for name in ("t1", "r1"))
    ids = [unit.id for name in range(number // SIZE) for unit in translator.units_of(f"article-{name}")]
    chance = random.Random(3)
    for start in range(0, len(ids), 500):
        with opened.write() as connection:
            from translate.review import edits
            from translate.review.act import Act
            from translate.store import clock

            for id_ in ids[start : start + 500]:
                act = Act(connection, translator.person, clock.now())
                found = act.unit(id_)
                edits.edit(
                    act,
                    id_,
                    f"{found.target} {chance.choice(('', 'x'))}",
                    base_version=found.version,
                    active_seconds=9.5,
                )
                edits.approve(
                    Act(connection, reviewer.person, clock.now()),
                    id_,
                    waive=sorted({issue.code for issue in act.unit(id_).issues}),
                )


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


def deep(desk: review.Desk, wanted: Filter, *, by_position: bool = False) -> str | None:
    """The cursor of a page far down in a list."""
    import json

    first = desk.units(wanted, limit=1, by_position=by_position).items[0]
    if by_position:
        return json.dumps(["article-55", 20.0])
    return json.dumps([first.rank - 12.0, "0"])  # units of some days later


def ask(url: str, times: int) -> dict[str, tuple[float, float]]:
    """Each question of a desk, timed."""
    from translate.review import figures

    with store.open(url) as opened:
        translator, reviewer = (review.open(name, store=opened) for name in ("t0", "r0"))
        page = translator.units(limit=50)
        open_ = ("new", "drafted", "edited", "changes_requested", "stale", "quarantined")
        lists = {
            "everything": Filter(),
            "open": Filter(states=open_),
            "edited": Filter(states=("edited",)),
            "final": Filter(states=("final",)),
            "into English": Filter(target_language="en"),
            "a topic": Filter(topic="sport"),
            "a topic that is not there": Filter(topic="nothing"),
            "open, into English, a topic": Filter(states=open_, target_language="en", topic="sport"),
            "an article": Filter(article="article-7"),
            "mine": Filter(assignee="t0"),
            "nobody's": Filter(assignee="", states=open_),
            "edited by one": Filter(editor="t3"),
            "held by nobody": Filter(claimed_by=""),
            "errors": Filter(has_errors=True),
            "an issue in 50,000": Filter(code="number.mismatch"),
            "an issue in 10,000, open": Filter(code="name.spelling", states=open_),
            "an issue in 500": Filter(code="quote.unbalanced"),
            "an issue that is not there": Filter(code="no.such"),
            "an issue and a topic": Filter(code="name.spelling", topic="water"),
            "estimate 0.3 to 0.4": Filter(min_estimate=0.3, max_estimate=0.4),
            "estimate of 0.8 or more": Filter(min_estimate=0.8),
            "estimate of 0.001 or less": Filter(max_estimate=0.001),
            "estimate of 2 or more": Filter(min_estimate=2),
            "due tomorrow": Filter(due="2026-12-01T23:59:59.000000Z"),
            "due this month, open": Filter(due="2026-12-31T00:00:00.000000Z", states=open_),
            "a draft of the engine": Filter(origin="ctranslate2"),
            "a draft of the memory": Filter(origin="memory"),
            "a text in most: the": Filter(text="the"),
            "a text in many: government": Filter(text="government"),
            "a text in many: دمشق": Filter(text="دمشق"),
            "a text in few: البوكمال": Filter(text="البوكمال"),
            "a text in few, edited: al-bukamal": Filter(text="al-bukamal", states=("edited",)),
            "a sentence": Filter(text="and wounding a truck driver who was waiting in line"),
            "a sentence that is not there": Filter(text="of the station in the water of the other"),
            "a text that is not there": Filter(text="zyzzyva"),
            "two letters: في": Filter(text="في"),
            "a text, a topic, an issue": Filter(text="water", topic="water", code="number.mismatch"),
        }
        questions: dict[str, Callable[[], object]] = {
            "next (translator)": lambda: translator.next(),
            "next (reviewer)": lambda: reviewer.next(),
            "next for review": lambda: reviewer.next(purpose="review"),
            "list, second page": lambda: translator.units(limit=50, cursor=page.cursor),
        }
        for name in (
            "a topic", "into English", "an issue in 10,000, open", "an issue in 500", "estimate of 0.8 or more", "due tomorrow",
            "a text in few: البوكمال", "a text in many: government", "a text that is not there", "an article",
        ):  # fmt: skip
            questions[f"next: {name}"] = partial(translator.next, lists[name])
        for name, wanted in lists.items():
            questions[f"list: {name}"] = partial(translator.units, wanted, limit=50)
        for name in (
            "everything", "open", "into English", "a topic", "errors", "an issue in 50,000", "estimate 0.3 to 0.4", "a text in many: government"
        ):  # fmt: skip
            cursor = deep(translator, lists[name])
            questions[f"deep page: {name}"] = partial(translator.units, lists[name], limit=50, cursor=cursor)
        for name in ("everything", "a topic", "an issue in 500", "an article"):
            questions[f"by place: {name}"] = partial(
                translator.units, lists[name], limit=50, by_position=True
            )
        place = deep(translator, Filter(), by_position=True)
        questions["by place: deep page"] = lambda: translator.units(limit=50, cursor=place, by_position=True)
        questions |= {
            "article with its units": lambda: translator.units_of("article-7"),
            "articles, first page": lambda: translator.articles(limit=50),
            "counts by state": lambda: translator.counts(),
            "stats": lambda: figures.report(opened),
            **{f"stats by {by}": partial(figures.report, opened, by=by) for by in DIMENSIONS},
            "history of a unit": lambda: translator.history(page.items[0].id),
        }
        found = {}
        for name, do in questions.items():
            do()
            found[name] = timed(do, times)
            median, p95 = found[name]
            print(f"{opened.dialect}\t{name}\tmedian {median:.1f} ms\tp95 {p95:.1f} ms", flush=True)
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
            fill(opened, min(options.segments, 4000))
            approve(opened, min(options.segments, 400))
            spread(opened)
            multiply(opened, options.segments)
            from translate.store import maintenance

            maintenance.vacuum(opened)
        took = time.perf_counter() - began
        print(f"{name}: {options.segments} segments put in, {options.segments / took:.0f} a second")
        slow = {question for question, (_, p95) in ask(url, options.times).items() if p95 > LIMIT}
        print(
            f"{name}: {f'over {LIMIT} ms: {sorted(slow)}' if slow else f'all within {LIMIT} ms'}", flush=True
        )


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
