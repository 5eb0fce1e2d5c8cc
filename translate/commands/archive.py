"""Draft an archive: years of articles, exactly once each."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate.commands import progress
from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from translate.archive.order import Order
    from translate.archive.runs import Way
    from translate.store.ledger import Ledger

EXAMPLES = """\b
Examples:
  translate archive run 2019/ 2020.warc.gz --to ar --out drafts/
  translate archive run --out drafts/ --resume --until 06:00
  translate archive status --out drafts/
"""
_NICE = 15
_READ, _FAILED = 2, 1  # exit codes


@click.group(name="archive", epilog=EXAMPLES)
def command() -> None:
    """Draft an archive: years of articles, exactly once each, on all cores or a cluster."""


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What all subcommands share: which archive, and how it is drafted."""
    for add in reversed(
        (
            click.argument("inputs", nargs=-1, metavar="[INPUT...]"),
            click.option(
                "--out",
                type=click.Path(path_type=Path),
                required=True,
                metavar="DIR",
                help="Folder of the run: ledger, parts, and what is merged.",
            ),
            click.option(
                "--to",
                metavar="ar|en",
                help="Language to draft into; each article into the other language unless given.",
            ),
            click.option(
                "--from",
                "source",
                metavar="LANG",
                help="Language of all articles; found for each unless given.",
            ),
            click.option("--engine", metavar="NAME", help="Engine to use, as for draft."),
            click.option(
                "--model", metavar="NAME|DIR", help="Model to use; the best that is here unless given."
            ),
            click.option(
                "--glossary",
                "glossaries",
                multiple=True,
                type=click.Path(path_type=Path),
                help="A glossary file (.tsv) beside the house glossary; may be repeated.",
            ),
            click.option("--no-glossary", is_flag=True, help="Leave the house glossary out."),
            click.option(
                "--beam",
                type=click.IntRange(min=1),
                default=4,
                show_default=True,
                help="Beam size; 1 is greedy.",
            ),
            click.option("--compute-type", metavar="TYPE", help="Arithmetic: int8, float32, bfloat16 ..."),
            click.option("--furniture", is_flag=True, help="Draft site name and page furniture too."),
            click.option(
                "--memory",
                is_flag=True,
                help="Take from the translation memory what it has exactly when the archive is planned.",
            ),
            click.option(
                "--database",
                metavar="URL",
                help="With --memory or --queue: database, or SQLite file; that of the settings unless given.",
            ),
        )
    ):
        function = add(function)
    return function


def _workers(function: Callable[..., Any]) -> Callable[..., Any]:
    """How work is done; none of it shapes the output."""
    for add in reversed(
        (
            click.option(
                "--runner",
                metavar="local|ray",
                default="local",
                show_default=True,
                help="Where workers run: on this machine, or on a Ray cluster.",
            ),
            click.option(
                "--workers",
                type=click.IntRange(min=1),
                metavar="N",
                help="Workers; one for each core unless given.",
            ),
            click.option(
                "--worker-memory",
                type=click.IntRange(min=1),
                metavar="MB",
                help="Memory a worker may hold; its share of the machine's unless given.",
            ),
            click.option(
                "--timeout",
                type=click.FloatRange(min=0.1),
                default=900.0,
                show_default=True,
                metavar="SECONDS",
                help="Time for an article that is tried alone, and for a shard of usual length.",
            ),
            click.option(
                "--until", metavar="HH:MM", help="Begin nothing that would not be done by this time."
            ),
            click.option("--nice", is_flag=True, help="Give way to other programs."),
            click.option(
                "--queue",
                is_flag=True,
                help="Submit what is drafted to the review queue, those that need a person most first.",
            ),
            click.option(
                "--format",
                "formats",
                multiple=True,
                metavar="NAME",
                help="Written beside articles.jsonl: jsonl.zst, parquet (unless given, where it can be written).",
            ),
        )
    ):
        function = add(function)
    return function


@command.command(name="plan")
@_options
def plan_(inputs: tuple[str, ...], out: Path, **given: Any) -> int:
    """Read every INPUT, find what repeats, and put the work into shards; nothing is drafted.

    Example: translate archive plan 2019/ --to ar --out drafts/
    """
    ledger = _planned(inputs, out, given)
    with contextlib.closing(ledger):
        _show(_status(ledger), as_json=False)
        return _code(ledger)


@command.command(name="run")
@_options
@_workers
@click.option("--resume", is_flag=True, help="Go on with a run that was begun.")
def run_(inputs: tuple[str, ...], out: Path, *, resume: bool, **given: Any) -> int:
    """Plan, draft and merge; a run that was stopped or killed is gone on with by --resume.

    Example: translate archive run 2019/ feeds/ news.warc.gz --to ar --out drafts/
    """
    from translate.archive.inputs import LEDGER
    from translate.archive.plan import check, go_on_planning, open_plan

    way = _way(given)
    _lower(nice=given["nice"])
    with _stopping() as is_stopped:
        if inputs:
            ledger = _planned(inputs, out, given, is_stopped=is_stopped)
        else:
            if not (out / LEDGER).is_file():
                raise InputError(
                    "no input", advice="give files or directories, or the --out of a run that was planned"
                )
            ledger = open_plan(out)
            _same(ledger, out, given)
            check(ledger, out, _kept(ledger))
            with progress("planning", unit="bytes") as show:
                go_on_planning(ledger, out, database=given["database"], progress=show, is_stopped=is_stopped)
        with contextlib.closing(ledger):
            if ledger.has_begun() and ledger.has_work() and not resume:
                counts = ledger.counts()
                raise InputError(
                    f"{counts.done} of {counts.items} articles are drafted already",
                    file=out,
                    advice="go on with --resume, or give another --out",
                )
            return _work(ledger, out, given, way, is_stopped)


@command.command(name="retry")
@_options
@_workers
def retry_(inputs: tuple[str, ...], out: Path, **given: Any) -> int:
    """Draft what was quarantined, and only that: what could not be read is read again, each article by itself.

    Example: translate archive retry --out drafts/
    """
    from translate.archive.plan import check, open_plan, read_again

    way = _way(given)
    _lower(nice=given["nice"])
    with _stopping() as is_stopped, contextlib.closing(open_plan(out)) as ledger:
        _same(ledger, out, given, inputs)
        check(ledger, out, _kept(ledger))
        if ledger.get("state") != "planned":
            raise InputError(
                "the plan is not whole", file=out, advice="go on with: translate archive run --resume"
            )
        read_again(ledger, out, database=given["database"])
        _say(f"{ledger.retry()} articles are tried again")
        return _work(ledger, out, given, way, is_stopped)


@command.command(name="status")
@_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status_(inputs: tuple[str, ...], out: Path, *, as_json: bool, **given: Any) -> int:
    """Tell how far a run is, what was set aside and why, and when it will be done.

    Example: translate archive status --out drafts/
    """
    from translate.archive.plan import open_plan

    with contextlib.closing(open_plan(out)) as ledger:
        _same(ledger, out, given, inputs)
        _show(_status(ledger), as_json=as_json)
    return 0


@command.command(name="merge")
@_options
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME",
    help="Written beside articles.jsonl: jsonl.zst, parquet (unless given, where it can be written).",
)
def merge_(inputs: tuple[str, ...], out: Path, *, formats: tuple[str, ...], **given: Any) -> int:
    """Write DIR/articles.jsonl of what is drafted so far, an article a line in input order.

    Example: translate archive merge --out drafts/
    """
    from translate.archive.plan import open_plan

    with contextlib.closing(open_plan(out)) as ledger:
        _same(ledger, out, given, inputs)
        left = ledger.counts().left
        _merge(ledger, out, formats)
        if left:
            _say(f"{out}: {left} articles are not drafted yet; go on with: translate archive run --resume")
    return 0


@command.command(name="report")
@_options
@click.option(
    "--price",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="PRICE",
    help="What an hour of one core costs, for the forecast.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON too.")
def report_(inputs: tuple[str, ...], out: Path, *, price: float, as_json: bool, **given: Any) -> int:
    """Write DIR/report.html and DIR/report.json: counts, throughput, savings, issues, worst articles, forecast.

    Example: translate archive report --out drafts/
    """
    from translate.archive import report
    from translate.archive.plan import open_plan

    with contextlib.closing(open_plan(out)) as ledger:
        _same(ledger, out, given, inputs)
        told = report.write(ledger, out, price=price)
    print(json.dumps(told, ensure_ascii=False, indent=1) if as_json else out / report.HTML)
    return 0


# --- what they share


def _order(given: dict[str, Any]) -> Order:
    from translate.archive.order import Order

    return Order(
        to=given["to"],
        source=given["source"],
        engine=given["engine"],
        model=given["model"],
        glossaries=tuple(str(path) for path in given["glossaries"]),
        house_terms=not given["no_glossary"],
        beam=given["beam"],
        compute_type=given["compute_type"],
        furniture=given["furniture"],
        memory=given["memory"],
    )


def _kept(ledger: Ledger) -> Order:
    from translate.archive.order import Order

    return Order.kept(ledger.get("order"))


def _same(ledger: Ledger, out: Path, given: dict[str, Any], inputs: tuple[str, ...] = ()) -> None:
    """What is given beside --out must be what was planned; raises InputError."""
    from translate.archive.order import agree

    order = _order(given)
    named = {name for name in click.get_current_context().params if _is_given(name)}
    kept = ledger.get("order")
    told = order.as_dict() | {"inputs": list(inputs)}
    names = {"glossaries": "glossaries", "no_glossary": "house_terms"}
    chosen = [names.get(name, name) for name in sorted(named) if names.get(name, name) in told]
    planned = kept | {"inputs": ledger.get("names")}
    agree(
        {name: _plain(planned[name]) for name in chosen},
        {name: _plain(told[name]) for name in chosen},
        out,
    )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _is_given(name: str) -> bool:
    source = click.get_current_context().get_parameter_source(name)
    return source is click.core.ParameterSource.COMMANDLINE


def _planned(
    inputs: tuple[str, ...],
    out: Path,
    given: dict[str, Any],
    *,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Ledger:
    from translate.archive.plan import plan

    with progress("planning", unit="bytes") as show:
        return plan(
            inputs, out, _order(given), database=given["database"], progress=show, is_stopped=is_stopped
        )


def _way(given: dict[str, Any]) -> Way:
    """How the work is to be done; raises InputError for what is wrong, before a night's work."""
    from translate.archive import merge, runs
    from translate.runners import runner

    merge.formats(given["formats"])
    runner(given["runner"])
    return runs.Way(
        given["runner"],
        given["workers"] or 0,
        (given["worker_memory"] or 0) * 2**20,
        given["timeout"],
        runs.moment(given["until"]) if given["until"] else None,
    )


def _work(ledger: Ledger, out: Path, given: dict[str, Any], way: Way, is_stopped: Callable[[], bool]) -> int:
    from translate.archive import report, runs

    left = "planning is not done"
    if ledger.get("state") == "planned":
        with progress("drafting", unit="articles") as show:
            counts = runs.run(ledger, out, way, progress=show, is_stopped=is_stopped, tell=_say)
        left = f"{counts.left} of {counts.items} articles are left"
        if given["queue"]:
            _queue(ledger, out, given["database"], is_stopped)
    if ledger.get("state") != "planned" or ledger.has_work():
        _say(f"{out}: stopped; {left}; go on with: translate archive run --out {out} --resume")
        return 0
    _merge(ledger, out, given["formats"])
    report.write(ledger, out)
    _show(_status(ledger), as_json=False)
    return _code(ledger)


def _merge(ledger: Ledger, out: Path, formats: tuple[str, ...]) -> None:
    from translate.archive.merge import merge

    with progress("merging", unit="articles") as show:
        merged = merge(ledger, out, wanted=formats, progress=show)
    _say(f"{out / merged.files[0]}: {merged.articles} articles, {merged.quarantined} quarantined")


def _queue(ledger: Ledger, out: Path, database: str | None, is_stopped: Callable[[], bool]) -> None:
    from translate import review
    from translate.archive.queue import submit_all

    with (
        review.open_service(origin="archive", url=database) as desk,
        progress("queue", unit="articles") as show,
    ):
        count = submit_all(ledger, out, desk.submit, progress=show, is_stopped=is_stopped, tell=_say)
    _say(f"{count} articles were put into the queue")


def _code(ledger: Ledger) -> int:
    """0; 2 where an input could not be used; 1 where an article failed otherwise."""
    causes = set(ledger.causes())
    if causes & {"read", "language"}:
        return _READ
    return _FAILED if causes else 0


def _status(ledger: Ledger) -> dict[str, Any]:
    from translate.archive.report import status

    return status(ledger)


def _show(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    from translate.archive.report import sentences

    for line in sentences(told):
        print(line)


def _say(message: str) -> None:
    print(f"translate: {' '.join(message.split())}", file=sys.stderr, flush=True)


def _lower(*, nice: bool) -> None:
    if nice and hasattr(os, "nice"):
        os.nice(_NICE)


@contextlib.contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """SIGTERM and the first Ctrl-C ask for a stop between shards; the second ends at once."""
    asked: list[int] = []

    def ask(number: int, frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        _say("stopping when the shards at work are done; once more stops at once")

    before = {}
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(ValueError):  # not the main thread
            before[number] = signal.signal(number, ask)
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
