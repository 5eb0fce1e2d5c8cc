"""Writers that are killed at any moment lose nothing that was acknowledged, and leave nothing that stands in the way."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.review_queue import together
from tests.desks import PAIRS, Team, article
from translate import review, store
from translate.store import clock, maintenance

WRITER = """
import sys
from translate import review
desk = review.open("ann", url=sys.argv[1])
version, number = int(sys.argv[3]), 0
while True:
    number += 1
    desk.claim(sys.argv[2])
    unit = desk.edit(sys.argv[2], f"{sys.argv[4]}-{number}", base_version=version, keep_claim=True)
    version = unit.version
    print(unit.version, unit.target, flush=True)
"""


def test_whoever_is_killed_while_writing_loses_nothing_acknowledged(database_url: str) -> None:
    with store.open(database_url) as opened:
        unit = Team(opened).submit()[0]
    chance, acknowledged, version = random.Random(11), {}, 1
    for turn in range(2):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, database_url, unit.id, str(version), str(turn)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "COVERAGE_PROCESS_START": ""},
        )
        assert writer.stdout is not None
        for _ in range(chance.randint(1, 12)):
            number, target = writer.stdout.readline().split()
            acknowledged[int(number)] = target
        writer.send_signal(signal.SIGKILL)
        for line in writer.stdout.read().splitlines():
            if line.count(" ") == 1:
                number, target = line.split()
                acknowledged[int(number)] = target
        writer.wait()
        writer.stdout.close()
        with store.open(database_url) as opened:
            ann = review.open("ann", store=opened)
            kept = {one.version: one.target for one in ann.history(unit.id)}
            assert {number: kept.get(number) for number in acknowledged} == acknowledged
            assert sorted(kept) == list(range(1, len(kept) + 1))
            assert list(maintenance.verify(opened)) == []
            version = ann.unit(unit.id).version
    with store.open(database_url) as opened:
        later = review.open("ben", store=opened, now=lambda: clock.now() + timedelta(minutes=16))
        assert later.claim(unit.id).person == "ben"


def test_processes_that_work_at_once_lose_and_double_nothing(database_url: str) -> None:
    with store.open(database_url) as opened:
        console = review.open_console(store=opened)
        for number in range(2):
            console.add_person(f"t{number}", "translator")
            console.add_person(f"r{number}", "reviewer")
        pairs = [(f"{source} {number}", target) for number in range(4) for source, target in PAIRS[:3]]
        review.open_service(store=opened).submit(article(pairs))
    found = together(database_url, 2, 6)
    assert found["edited"] == found["approved"] == found["approved by the count"] == 12
    assert (found["claimed twice"], found["revisions doubled"], found["flaws"]) == (0, 0, [])


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")
def test_a_desk_that_was_open_before_a_fork_still_works_after_it(database_url: str) -> None:
    with store.open(database_url) as opened:
        unit = Team(opened).submit()[0]
        ann = review.open("ann", store=opened)
        assert ann.edit(unit.id, "أ", base_version=1).version == 2
        opened.close()  # whoever forks gives the connections back first
        child = multiprocessing.get_context("fork").Process(
            target=ann.edit, args=(unit.id, "ب"), kwargs={"base_version": 2}
        )
        child.start()
        child.join()
        assert child.exitcode == 0
        assert ann.unit(unit.id).target == "ب"
