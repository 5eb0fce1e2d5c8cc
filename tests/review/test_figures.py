"""Figures of the queue: what was approved is measured once, summed, and comes out as an independent count says."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from tests.review.histories import EDITORS, counted, flat, history
from translate import review
from translate.errors import InputError
from translate.model import Article, Block, BlockDraft, BlockKind, Draft, DraftedArticle, Segment, Unit
from translate.review import edits, figures
from translate.review.desk import Desk
from translate.store import clock, people
from translate.store import effort as kept

NUMBER = 150


def drafted(rows: list[dict[str, Any]], name: str, engine: str, language: str) -> DraftedArticle:
    """An article whose segments are sources and drafts of a history."""
    source = "en" if language == "ar" else "ar"
    blocks = [
        Block(f"b{place}", BlockKind.PARAGRAPH, f"{row['source']}".strip()) for place, row in enumerate(rows)
    ]
    units = [
        Unit(
            Segment(f"s{place}", f"b{place}", blocks[place].text, 0),
            Draft(row["draft"], engine),
            row["draft"],
        )
        for place, row in enumerate(rows)
    ]
    article = Article(name, f"{name}.txt", source, tuple(blocks))
    targets = tuple(BlockDraft(block, unit.target) for block, unit in zip(blocks, units, strict=True))
    return DraftedArticle(article, source, language, engine, "m", "test", targets, tuple(units))


@pytest.fixture(scope="module")
def desk() -> Desk:
    """A desk in memory with the history of 150 post-edits, all approved by somebody else."""
    opened = review.open("chief", url="sqlite://")
    for name in EDITORS:
        opened.add_person(name, "editor")
    groups: defaultdict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in ROWS:
        groups[row["topic"], row["engine"], row["language"]].append(row)
    for number, ((topic, engine, language), rows) in enumerate(groups.items()):
        made = opened.submit(drafted(rows, f"a{number}", engine, language), topic=topic)
        with opened.transaction() as act:
            persons = {name: people.get(act.connection, name) for name in EDITORS}
            for unit, row in zip(made.added, rows, strict=True):
                moment = clock.moment(f"{row['at']}")
                editor = replaced(act, persons[row["editor"]], moment)
                edits.edit(
                    editor,
                    unit,
                    f"{row['target']}",
                    base_version=1,
                    active_seconds=row["seconds"],
                    keystrokes=row["keystrokes"],
                )
                edits.approve(replaced(act, opened.person, moment), unit)
    return opened


def replaced(act: Any, person: Any, moment: Any) -> Any:
    from dataclasses import replace

    return replace(act, person=person, moment=moment)


ROWS = history(NUMBER)


@pytest.mark.parametrize("by", [None, "editor", "engine", "topic", "week"])
def test_the_figures_are_those_of_an_independent_count(desk: Desk, by: str | None) -> None:
    found = figures.report(desk.store, by=by)
    assert flat(found.everything) == pytest.approx(flat(with_total(ROWS)), abs=0.0051)
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in ROWS:
        groups[str(row.get(str(by)))].append(row)
    if by:
        assert sorted(name for name, _ in found.groups) == sorted(groups)
    for name, figured in found.groups:
        assert flat(figured) == pytest.approx(flat(with_total(groups[name])), abs=0.0051)


def with_total(rows: list[dict[str, Any]]) -> dict[str, object]:
    """The count, with the total time that the desk takes to be at least the active time."""
    told = counted(rows)
    seconds = told["seconds"]
    assert isinstance(seconds, dict)
    return {**told, "seconds": {**seconds, "total": seconds["active"]}}


def test_each_approval_is_measured_once(desk: Desk) -> None:
    before = figures.report(desk.store).shape()
    assert figures.catch_up(desk.store) == 0
    with desk.store.read() as connection:
        rows = kept.rows(connection)
    with desk.store.write() as connection:
        kept.add(connection, rows[:3])  # whoever was killed in between measures again
    assert figures.report(desk.store).shape() == before
    assert len(rows) == NUMBER


def test_a_unit_that_is_approved_again_counts_once_with_its_last_text(database_url: str) -> None:
    opened = review.open("chief", url=database_url)
    opened.add_person("amal", "editor")
    amal = review.open("amal", store=opened.store)
    row = {"source": "word " * 6, "draft": "وصل الوفد", "language": "ar"}
    unit = opened.submit(drafted([row], "a", "m", "ar")).added[0]
    amal.edit(unit, "وصل وفد", base_version=1, active_seconds=12)
    opened.approve(unit)
    assert figures.report(opened.store).everything["hter"] == {"micro": 50.0, "median": 50.0}
    amal.edit(unit, "وصل الوفد", base_version=3, active_seconds=6)
    assert (
        figures.report(opened.store).everything["hter"]["micro"] == 50.0
    )  # not approved yet: the old text counts
    opened.approve(unit)
    told = figures.report(opened.store, by="editor")
    assert told.everything["units"] == 1
    assert told.everything["hter"] == {"micro": 0.0, "median": 0.0}
    assert told.everything["seconds"]["active"] == 18.0
    assert [name for name, _ in told.groups] == ["amal"]
    opened.close()


def test_a_draft_that_nobody_changed_is_its_approvers() -> None:
    opened = review.open("chief", url="sqlite://")
    row = {"source": "word " * 6, "draft": "وصل الوفد", "language": "ar"}
    unit = opened.submit(drafted([row], "a", "m", "ar"), topic="t").added[0]
    opened.approve(unit)
    told = figures.report(opened.store, by="editor")
    assert told.groups[0][0] == "chief"
    assert told.everything["touch_rate"] == 0.0
    assert told.everything["seconds"]["excluded"] == 1


def test_nothing_was_approved_yet() -> None:
    opened = review.open("chief", url="sqlite://")
    assert figures.report(opened.store, by="week").everything["units"] == 0
    with pytest.raises(InputError, match="no group 'mood'"):
        figures.report(opened.store, by="mood")


def test_many_approvals_are_measured_in_parts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_AT_ONCE", 7)
    opened = review.open("chief", url="sqlite://")
    rows = [{"source": f"word {place}", "draft": f"نص {place}", "language": "ar"} for place in range(20)]
    for unit in opened.submit(drafted(rows, "a", "m", "ar")).added:
        opened.approve(unit)
    seen: list[int] = []
    assert figures.catch_up(opened.store, progress=seen.append) == 20
    assert seen == [7, 14, 20]
    assert figures.report(opened.store).everything["units"] == 20
