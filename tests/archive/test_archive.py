"""`translate archive`: what is planned, drafted, set aside, merged and told; workers run in this process."""

from __future__ import annotations

import errno
import json
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.archive.conftest import lines, quarantine, text, write
from translate import runners
from translate.archive import merge, queue, runs
from translate.archive.plan import open_plan
from translate.errors import InputError
from translate.publishers import json as shapes
from translate.readers import read_text
from translate.runners import Outcome
from translate.store.ledger import Ledger
from translate.workflow.draft import draft, open_drafter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Cli, Done
    from translate.runners import Crew, Task

ECHO = ("--to", "ar", "--engine", "echo", "--no-glossary")
ARABIC = "تجف الآبار في الحسكة\n\nقال المزارعون إن آبار المدينة جفت الأحد. وهم ينتظرون المطر منذ مارس.\n"


class Inline:
    """A runner whose worker is this process; `lose` says for a task why its worker is lost."""

    def __init__(self, lose: Callable[[Task], str] = lambda _: "") -> None:
        self.lose, self.opened = lose, 0

    def run(self, crew: Crew, tasks: Iterator[Task | None]) -> Iterator[Outcome | None]:
        do = crew.open(crew.order)
        self.opened += 1
        for task in tasks:
            if task is None:
                yield None
            elif lost := self.lose(task):
                yield Outcome(task.key, lost=lost, reason=f"planted: {lost}")
            else:
                yield Outcome(task.key, do(task.payload), 0.1)


@pytest.fixture(autouse=True)
def inline(monkeypatch: pytest.MonkeyPatch) -> Inline:
    runner = Inline()
    monkeypatch.setattr(runners, "runner", lambda _: runner)
    return runner


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def run(cli: Cli, folder: Path, out: Path, *more: str) -> Done:
    return cli("archive", "run", folder, "--out", out, *ECHO, *more)


# --- what comes out


def test_each_article_is_a_line_as_draft_writes_it(cli: Cli, archive: Path, out: Path) -> None:
    (archive / "links.html").write_text(
        '<h1>Wells</h1><p>The <a href="https://example.org/">wells</a> are <b>dry</b>.</p>', "utf-8"
    )
    done = run(cli, archive, out)
    assert done.code == 0, done.err
    drafter = open_drafter(engine="echo", house_terms=False)
    from translate import readers

    wanted = [shapes.shape(draft(one, drafter, to="ar")) for one in readers.read(archive)]
    assert lines(out) == json.loads(json.dumps(wanted))
    assert "finished: 7 of 7 articles drafted, 0 quarantined, 0 left" in done.out


def test_articles_go_into_their_other_language_unless_one_is_given(
    cli: Cli, archive: Path, out: Path
) -> None:
    (archive / "b.txt").write_text(ARABIC, "utf-8")
    assert cli("archive", "run", archive, "--out", out, "--engine", "echo", "--no-glossary").code == 0
    assert [one["target_language"] for one in lines(out)] == ["ar"] * 6 + ["en"]
    other = out.with_name("other")
    assert run(cli, archive, other).code == 2
    assert quarantine(other) == {"b": "language"}
    assert len(lines(other)) == 6


def test_what_cannot_be_read_is_set_aside_and_the_rest_goes_on(cli: Cli, archive: Path, out: Path) -> None:
    (archive / "a.jsonl").write_text('{"text": "One well."}\n{broken\n{"text": "Two wells."}\n', "utf-8")
    (archive / "empty.txt").touch()
    (archive / "bad.docx").write_bytes(b"PK\x03\x04nothing")
    done = run(cli, archive, out)
    assert done.code == 2
    assert quarantine(out) == {"a#2": "read", "bad#1": "read", "empty#1": "read"}
    ids = [one["article"]["id"] for one in lines(out)]
    assert ids == ["a-1", "a-3", *(f"a{number:03}" for number in range(6))]
    told = json.loads((out / "report.json").read_text("utf-8"))
    assert told["status"]["causes"] == {"read": 3}
    assert "line 2" in told["quarantine"][0]["reason"]


def test_retry_does_only_what_was_set_aside_and_reads_it_again(
    cli: Cli, archive: Path, out: Path, inline: Inline
) -> None:
    (archive / "a0005.jsonl").write_text('{"text": "One well."}\n{broken\n', "utf-8")
    inline.lose = lambda task: "time" if b"a002" in packed_ids(task) else ""
    assert run(cli, archive, out).code == 2
    assert quarantine(out) == {"a0005#2": "read", "a002": "time"}
    first = lines(out)
    parts = {path.name for path in out.glob("parts/*")}
    (archive / "a0005.jsonl").write_text('{"text": "One well."}\n{"text": "Two wells."}\n', "utf-8")
    inline.lose = lambda _: ""
    done = cli("archive", "retry", "--out", out)
    assert done.code == 0, done.err
    assert "2 articles are tried again" in done.err
    assert len({path.name for path in out.glob("parts/*")} - parts) == 2
    ids = [one["article"]["id"] for one in lines(out)]
    assert ids == ["a000", "a0005-1", "a0005-2", *(f"a{number:03}" for number in range(1, 6))]
    assert [one for one in lines(out) if one in first] == first
    assert quarantine(out) == {}


def packed_ids(task: Task) -> bytes:
    from translate.archive import spool, work

    if not isinstance(task.payload, work.Articles):
        return b""
    return " ".join(spool.unpack(record)[0].id for _, record in task.payload.records).encode()


LOSSES = [
    # kind, how often it happens, quarantined
    ("crash", 1, {}),
    ("crash", 2, {}),
    ("crash", 99, {"a002": "crash"}),
    ("time", 99, {"a002": "time"}),
    ("memory", 99, {"a002": "memory"}),
]


@pytest.mark.parametrize(("kind", "times", "wanted"), LOSSES)
def test_a_lost_worker_is_chance_until_it_happens_to_an_article_alone(
    kind: str, times: int, wanted: dict[str, str], cli: Cli, archive: Path, out: Path, inline: Inline
) -> None:
    happened: list[object] = []

    def lose(task: Task) -> str:
        if b"a002" not in packed_ids(task) or len(happened) >= times:
            return ""
        happened.append(task.key)
        return kind

    inline.lose = lose
    run(cli, archive, out)
    assert quarantine(out) == wanted
    calm = out.with_name("calm")
    inline.lose = lambda _: ""
    run(cli, archive, calm)
    rest = [one for one in lines(calm) if one["article"]["id"] not in wanted]
    assert lines(out) == rest


def test_shared_segments_over_which_workers_die_are_left_to_their_articles(
    cli: Cli, archive: Path, out: Path, inline: Inline
) -> None:
    from translate.archive import work

    inline.lose = lambda task: "memory" if isinstance(task.payload, work.Shared) else ""
    assert run(cli, archive, out).code == 0
    assert len(lines(out)) == 6


def test_articles_that_only_fail_together_are_set_aside(
    cli: Cli, archive: Path, out: Path, inline: Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translate.archive.plan.SHARD", (10_000, 1, 10_000))
    inline.lose = lambda task: "memory" if packed_ids(task).count(b" ") else ""
    assert run(cli, archive, out).code == 1
    assert set(quarantine(out).values()) == {"memory"}


# --- one run, one order


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--beam", "2"), "--beam (planned: 4; now: 2)"),
        (("--furniture",), "--furniture (planned: False; now: True)"),
        (("--from", "en"), "--from (planned: not given; now: en)"),
    ],
)
def test_another_order_is_refused_with_the_difference(
    more: tuple[str, ...], told: str, cli: Cli, archive: Path, out: Path
) -> None:
    assert cli("archive", "plan", archive, "--out", out, *ECHO).code == 0
    for command in ("plan", "run"):
        done = cli("archive", command, archive, "--out", out, *ECHO, *more)
        assert done.code == 2
        assert told in done.err
        assert "give another --out" in done.err
    assert cli("archive", "status", "--out", out, *more).code == 2


def test_other_inputs_and_another_glossary_are_refused(
    cli: Cli, archive: Path, out: Path, tmp_path: Path
) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("id\ttype\ten\tar\nwell\tplace\twell\tبئر\n", "utf-8")
    given = ("--to", "ar", "--engine", "echo", "--no-glossary", "--glossary", str(terms))
    first = cli("archive", "plan", archive, "--out", out, *given)
    assert first.code == 0, first.err
    terms.write_text("id\ttype\ten\tar\nwell\tplace\twell\tالبئر\n", "utf-8")
    done = cli("archive", "run", "--out", out, "--resume")
    assert done.code == 2
    assert "the glossary (planned: 1 entries, " in done.err
    terms.write_text("id\ttype\ten\tar\nwell\tplace\twell\tبئر\n", "utf-8")
    (archive / "new.txt").write_text("Another well.", "utf-8")
    done = cli("archive", "run", archive, "--out", out, *given)
    assert "the inputs (planned: 6 files, " in done.err
    assert f"{archive / 'new.txt'} was not there" in done.err
    (archive / "new.txt").unlink()
    (archive / "a001.txt").write_text(text(1).replace("Sunday", "Monday"), "utf-8")
    done = cli("archive", "run", archive, "--out", out, *given)
    assert f"{archive / 'a001.txt'} is another" in done.err
    (archive / "a001.txt").write_text(text(1), "utf-8")
    (archive / "a005.txt").unlink()
    done = cli("archive", "run", archive, "--out", out, *given)
    assert f"{archive / 'a005.txt'} is not there" in done.err


def test_the_output_of_runs_is_no_input(cli: Cli, archive: Path, tmp_path: Path) -> None:
    inside = archive / "drafts"
    for _ in range(2):
        assert run(cli, archive, inside).code == 0
        assert len(lines(inside)) == 6
    other = tmp_path / "other"
    assert run(cli, archive, other).code == 0
    assert len(lines(other)) == 6


def test_a_touched_input_is_the_same_input(cli: Cli, archive: Path, out: Path) -> None:
    assert cli("archive", "plan", archive, "--out", out, *ECHO).code == 0
    os.utime(archive / "a001.txt", (1, 1))
    assert run(cli, archive, out).code == 0


def test_a_finished_run_is_merged_again_and_drafts_nothing(
    cli: Cli, archive: Path, out: Path, inline: Inline
) -> None:
    assert run(cli, archive, out).code == 0
    before = (out / "articles.jsonl").read_bytes()
    (out / "articles.jsonl").unlink()
    assert run(cli, archive, out, "--resume").code == 0
    assert inline.opened == 1
    assert (out / "articles.jsonl").read_bytes() == before


WRONG = [
    # arguments, message
    (("run",), "no input"),
    (("status",), "there is no archive run here"),
    (("run", "in", "--to", "fr"), "no language 'fr'"),
    (("run", "in", "--to", "ar", "--from", "ar"), "source and target are one language"),
    (("run", "in", "in", "--to", "ar"), "is given twice"),
    (("run", "-", "--to", "ar"), "an archive is read from files"),
    (("run", "https://example.org/", "--to", "ar"), "the web is not read"),
    (("run", "empty", "--to", "ar", "--engine", "echo"), "there is nothing to read in this directory"),
    (("run", "in", "--engine", "echo", "--format", "xml"), "no format 'xml'"),
    (("run", "in", "--engine", "echo", "--until", "25:99"), "no time of day"),
    (("run", "in", "--engine", "nothing"), "nothing"),
    (("run", "in", "--glossary", "gone.tsv", "--engine", "echo"), "gone.tsv"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_a_wrong_order_is_one_line(
    arguments: tuple[str, ...],
    message: str,
    cli: Cli,
    archive: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(archive.parent)
    (archive.parent / "empty").mkdir()
    done = cli("archive", *arguments, "--out", out)
    assert done.code == 2
    assert message in done.err
    assert done.err.splitlines()[-1].startswith("translate: ")


def test_a_folder_with_other_things_is_left_alone(cli: Cli, archive: Path, out: Path) -> None:
    out.mkdir()
    (out / "novel.txt").write_text("mine", "utf-8")
    done = run(cli, archive, out)
    assert done.code == 2
    assert "the folder holds other things (novel.txt)" in done.err
    assert [path.name for path in out.iterdir()] == ["novel.txt"]
    (out / "novel.txt").rename(out / "ledger.sqlite")
    assert "cannot be used" in run(cli, archive, out).err
    assert "lies in the output folder" in run(cli, archive, archive.parent).err


# --- stops, disks, parts


def test_a_run_stops_before_its_time_is_over(
    cli: Cli, archive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "moment", lambda _: time.time() - 1)
    done = run(cli, archive, out, "--until", "06:00")
    assert done.code == 0
    assert "stopped; 6 of 6 articles are left" in done.err
    assert json.loads(cli("archive", "status", "--out", out, "--json").out)["state"] == "planned"


def test_the_time_of_day_is_the_next_one() -> None:
    for until in ("06:00", "23:59", "00:00"):
        assert 0 < runs.moment(until) - time.time() <= 86_400


def test_a_part_that_cannot_be_written_is_told_and_a_full_disk_stops(
    cli: Cli, archive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = [True]
    whole = runs.write

    def write_part(path: Path, data: bytes) -> None:
        if failing:
            failing.pop()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        whole(path, data)

    monkeypatch.setattr(runs, "write", write_part)
    assert run(cli, archive, out).code == 1
    assert list(quarantine(out).values()) == ["disk"]
    assert cli("archive", "retry", "--out", out).code == 0
    assert len(lines(out)) == 6
    other = out.with_name("other")
    failing.extend([True] * 3)
    done = run(cli, archive, other)
    assert done.code == 1
    assert "make room and go on with --resume" in done.err
    assert run(cli, archive, other, "--resume").code == 1
    assert cli("archive", "retry", "--out", other).code == 0
    assert (other / "articles.jsonl").read_bytes() == (out / "articles.jsonl").read_bytes()


def test_a_broken_part_is_drafted_again(cli: Cli, archive: Path, out: Path) -> None:
    assert run(cli, archive, out).code == 0
    before = (out / "articles.jsonl").read_bytes()
    part = sorted(out.glob("parts/*"))[1]
    part.write_bytes(b"nothing")
    done = cli("archive", "merge", "--out", out)
    assert done.code == 1
    assert "its articles are drafted again by" in done.err
    assert run(cli, archive, out, "--resume").code == 0
    assert (out / "articles.jsonl").read_bytes() == before
    min(out.glob("parts/*")).unlink()
    assert cli("archive", "merge", "--out", out).code == 1


def test_an_unfinished_run_can_be_merged(cli: Cli, archive: Path, out: Path, inline: Inline) -> None:
    assert cli("archive", "plan", archive, "--out", out, *ECHO).code == 0
    done = cli("archive", "merge", "--out", out)
    assert done.code == 0
    assert "6 articles are not drafted yet" in done.err
    assert lines(out) == []


def test_planning_that_was_stopped_goes_on(
    cli: Cli, archive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from translate.archive import plan

    (archive / "b.jsonl").write_text("".join(json.dumps({"text": text(n)}) + "\n" for n in range(9)), "utf-8")
    calm = out.with_name("calm")
    assert run(cli, archive, calm).code == 0
    monkeypatch.setattr(plan, "_BATCH", 2)
    asked = iter([False] * 11)
    from translate.archive.order import Order

    told = Order(to="ar", engine="echo", house_terms=False)
    ledger = plan.plan([str(archive)], out, told, is_stopped=lambda: next(asked, True))
    assert ledger.get("state") == "planning"
    ledger.close()
    with (out / "spool.bin").open("ab") as spool:
        spool.write(b"half a record")
    assert cli("archive", "retry", "--out", out).code == 2
    assert cli("archive", "run", "--out", out, "--resume").code == 0
    assert (out / "articles.jsonl").read_bytes() == (calm / "articles.jsonl").read_bytes()


# --- what is told


def test_tables_hold_units_statistics_and_issues(cli: Cli, archive: Path, out: Path) -> None:
    from pyarrow import parquet

    assert run(cli, archive, out, "--format", "parquet", "--format", "jsonl.zst").code == 0
    units = parquet.read_table(out / "units.parquet").to_pylist()
    articles = parquet.read_table(out / "articles.parquet").to_pylist()
    told = lines(out)
    assert len(articles) == 6
    assert [unit["source"] for unit in units] == [one["source"] for line in told for one in line["segments"]]
    assert units[0]["issues"][0]["code"] == told[0]["segments"][0]["issues"][0]["code"]
    assert articles[2]["errors"] == sum(unit["errors"] for unit in units if unit["article"] == "a002")
    assert articles[0]["target_text"].startswith("Wells of Hasakah")
    import zstandard

    with zstandard.open(out / "articles.jsonl.zst", "rb") as packed:
        assert packed.read() == (out / "articles.jsonl").read_bytes()


def test_without_pyarrow_there_are_lines_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    assert merge.formats() == ("jsonl",)
    with pytest.raises(Exception, match="pip install"):
        merge.formats(["parquet"])


def test_the_report_tells_savings_issues_worst_articles_and_the_forecast(
    cli: Cli, archive: Path, out: Path
) -> None:
    write(archive, 7, a6="<script>alert(1)</script> 17 wells & more.")
    assert run(cli, archive, out).code == 0
    done = cli("archive", "report", "--out", out, "--price", "0.05", "--json")
    told = json.loads(done.out)
    assert (
        told["saving"]["segments"] - told["saving"]["distinct_segments"] == 7 * 2 - 2
    )  # two sentences that all have
    assert told["saving"]["decodings_saved"] == 12
    assert told["issues"]["error copy.source"] > 7
    assert told["worst"][0]["errors"] > 0
    assert told["forecast"]["cost_left"] == 0
    assert told["languages"] == {"en-ar": 7}
    page = (out / "report.html").read_text("utf-8")
    assert "<h1>Archive report</h1>" in page
    assert "<script>" not in page
    assert re.search(r"saved by repetition</td><td[^>]*>\d+", page)


def test_status_tells_how_far_a_run_is(cli: Cli, archive: Path, out: Path) -> None:
    assert cli("archive", "plan", archive, "--out", out, *ECHO).code == 0
    told = json.loads(cli("archive", "status", archive, "--to", "ar", "--out", out, "--json").out)
    assert (told["state"], told["articles"], told["left"]) == ("planned", 6, 6)
    run(cli, archive, out)
    done = cli("archive", "status", "--out", out)
    assert done.out.startswith("finished: 6 of 6 articles drafted")


# --- the queue


def test_finished_articles_are_submitted_once(
    cli: Cli, archive: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATE_DATABASE_URL", f"sqlite:///{tmp_path}/desk.sqlite")
    (archive / "links.html").write_text(
        '<h1>Wells</h1><p>The <a href="https://example.org/">wells</a> are <b>dry</b>.  So it is. </p>',
        "utf-8",
    )
    done = run(cli, archive, out, "--queue")
    assert done.code == 0, done.err
    assert "7 articles were put into the queue" in done.err
    done = run(cli, archive, out, "--queue", "--resume")
    assert "0 articles were put into the queue" in done.err
    assert json.loads(cli("archive", "status", "--out", out, "--json").out)["queued"] == 7


def test_those_that_need_a_person_most_come_first_and_what_the_queue_refuses_is_told(
    cli: Cli, archive: Path, out: Path
) -> None:
    write(archive, 7, a5="There were 17 of 23 wells.")
    assert run(cli, archive, out).code == 0
    seen: list[str] = []
    told: list[str] = []

    def submit(drafted: Any, *, estimates: Any) -> None:
        if drafted.article.id == "a000":
            raise InputError("not this one", file="a000")
        seen.append(drafted.article.id)

    ledger = open_plan(out)
    assert queue.submit_all(ledger, out, submit, tell=told.append) == 6
    errors = {one["article"]["id"]: sum(len(s["issues"]) for s in one["segments"]) for one in lines(out)}
    assert errors[seen[0]] == max(errors.values())
    assert told == ["a000: not this one"]
    assert queue.submit_all(ledger, out, submit, is_stopped=lambda: True) == 0
    ledger.close()


def test_what_the_memory_has_when_the_archive_is_planned_is_taken(
    cli: Cli, archive: Path, out: Path, tmp_path: Path
) -> None:
    memory, database = tmp_path / "memory.tsv", tmp_path / "desk.db"
    memory.write_text(
        "id\tsource\ttarget\tsource_language\ttarget_language\nu1\tSign up and receive our daily news at noon.\tسجلوا لتصلكم أخبارنا ظهر كل يوم.\ten\tar\n",
        "utf-8",
    )
    assert cli("memory", "import", memory, "--database", database).code == 0
    (archive / "b.txt").write_text(ARABIC, "utf-8")
    more = ("--engine", "echo", "--no-glossary", "--memory", "--database", database)
    planned = cli("archive", "plan", archive, "--out", out, *more)
    assert planned.code == 0, planned.err
    database.unlink()  # what was taken stands in the plan
    done = cli("archive", "run", archive, "--out", out, "--engine", "echo", "--no-glossary", "--memory")
    assert done.code == 0, done.err
    found = lines(out)
    assert [one["segments"][-1]["origin"] for one in found] == ["memory"] * 6 + ["echo"]
    assert {one["segments"][-1]["target"] for one in found[:6]} == {"سجلوا لتصلكم أخبارنا ظهر كل يوم."}
    assert all(one["signature"].endswith("|memory") for one in found)
    told = json.loads((out / "report.json").read_text("utf-8"))["saving"]
    assert told["from_memory"] == 6
    assert told["segments_shared_by_articles"] == 1  # the sign-up is not asked for


def test_a_long_shard_has_more_time(tmp_path: Path, inline: Inline) -> None:
    given: list[float] = []

    def note(task: Task) -> str:
        given.append(task.seconds)
        return ""

    inline.lose = note
    write(tmp_path / "in", 1, a0=" ".join(["The well is dry."] * 1000))
    ledger = planned_of(tmp_path / "in", tmp_path / "out")
    runs.run(ledger, tmp_path / "out", runs.Way(seconds=10))
    assert given
    assert given[-1] > 20


def planned_of(folder: Path, out: Path) -> Ledger:
    from translate.archive.order import Order
    from translate.archive.plan import plan

    return plan([str(folder)], out, Order(to="ar", engine="echo", house_terms=False))


def test_an_article_comes_back_from_its_line_as_it_was_drafted() -> None:
    page = (
        '<h1>Wells</h1><p>The <a href="https://example.org/">wells</a> are dry. So it is.</p><h1>Wells</h1>'
    )
    drafted = draft(read_text(page, format="html"), open_drafter(engine="echo"), to="ar")
    assert queue.drafted(json.loads(json.dumps(shapes.shape(drafted)))) == drafted


# --- the ledger


def test_a_lease_expires_is_renewed_and_released(tmp_path: Path) -> None:
    ledger = planned(tmp_path, 3)
    first = ledger.lease("one", now=0, seconds=10)
    second = ledger.lease("two", now=0, seconds=10)
    assert [one and one.n for one in (first, second)] == [0, 1]
    ledger.renew("one", now=8, seconds=10)
    taken = ledger.lease("three", now=15, seconds=10)
    assert taken
    assert taken.n == 1
    assert not ledger.finish_common("two", 1, {}, seconds=0, decoded=0)
    assert ledger.owners() == ["one", "three"]
    ledger.release("three")
    assert ledger.owners() == ["one"]
    ledger.close()


def planned(folder: Path, count: int) -> Ledger:
    return planned_of(write(folder / "in", count), folder / "out")


def test_leases_of_dead_processes_of_this_machine_are_free_at_once(tmp_path: Path) -> None:
    import socket

    ledger = planned(tmp_path, 3)
    host = socket.gethostname()
    for owner, is_free in (
        (f"{host}:999999999:1", True),
        (f"{host}:{os.getpid()}:0", True),
        ("elsewhere:1:1", False),
    ):
        assert ledger.lease(owner, now=time.time(), seconds=100)
        runs.run(ledger, tmp_path / "out", runs.Way(), is_stopped=lambda: True)
        assert ledger.owners() == ([] if is_free else [owner])
    ledger.close()


def test_a_ledger_of_another_layout_or_program_is_refused(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "ledger.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (n)")
    connection.close()
    with pytest.raises(InputError, match="no ledger of an archive"):
        Ledger(path, create=True)
    path.unlink()
    ledger = Ledger(path, create=True)
    ledger._connection.execute("PRAGMA user_version = 99")
    ledger.close()
    with pytest.raises(InputError, match="layout 99"):
        Ledger(path)
