"""What approvals teach: memory at once, names seen twice, rules that are overruled; each approval counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from translate import review
from translate.errors import StoreError
from translate.model import (
    Article,
    Block,
    BlockDraft,
    BlockKind,
    Draft,
    DraftedArticle,
    Issue,
    Segment,
    Severity,
    Unit,
)
from translate.store import inbox
from translate.workflow import learn as learning
from translate.workflow.learn import learn, rule_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.review import Desk
    from translate.store.effort import Approval

WRONG = Issue("number.missing", Severity.ERROR, "3 is not in the translation")
PAIRS = [
    ("Residents of Al-Bukamal returned.", "عاد سكان أبو كمال.", "عاد سكان البوكمال."),
    ("Aid reached Al-Bukamal.", "وصلت المساعدات إلى أبو كمال.", "وصلت المساعدات إلى البوكمال."),
    ("The road is open.", "الطريق مفتوح.", "الطريق مفتوح."),
]


def submit(
    desk: Desk, pairs: Sequence[tuple[str, str, str]], name: str = "a", issues: tuple[Issue, ...] = ()
) -> tuple[str, ...]:
    blocks = tuple(
        Block(f"b{place}", BlockKind.PARAGRAPH, source) for place, (source, _, _) in enumerate(pairs)
    )
    units = tuple(
        Unit(Segment(f"s{place}", f"b{place}", source, 0), Draft(draft, "m"), draft, issues=issues)
        for place, (source, draft, _) in enumerate(pairs)
    )
    targets = tuple(BlockDraft(block, unit.target) for block, unit in zip(blocks, units, strict=True))
    return desk.submit(
        DraftedArticle(Article(name, name, "en", blocks), "en", "ar", "m", "m", "s", targets, units)
    ).added


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    with review.open("chief", url=database_url) as made:
        made.add_person("amal", "editor")
        yield made


def approve(desk: Desk, unit: str, target: str) -> None:
    amal = review.open("amal", store=desk.store)
    found = desk.unit(unit)
    if found.target != target:
        amal.edit(unit, target, base_version=found.version)
    desk.approve(unit)


def proposals(desk: Desk, status: str | None = "open") -> list[tuple[str, str, int]]:
    with desk.store.read() as connection:
        return [(one.english, one.arabic, one.seen) for one in inbox.page(connection, status=status)]


def test_a_name_is_proposed_when_two_post_edits_agree(desk: Desk) -> None:
    got: list[Approval] = []
    units = submit(desk, PAIRS)
    approve(desk, units[0], PAIRS[0][2])
    first = learn(desk.store, remember=got.extend)
    assert (first.units, first.proposed, proposals(desk)) == (1, (), [])
    for unit, (_, _, target) in zip(units[1:], PAIRS[1:], strict=True):
        approve(desk, unit, target)
    second = learn(desk.store, remember=got.extend)
    assert (second.units, second.proposed) == (2, (("Al-Bukamal", "البوكمال"),))
    assert proposals(desk) == [("Al-Bukamal", "البوكمال", 2)]
    assert [(one.source, one.target, one.editor, one.reviewer) for one in got] == [
        (PAIRS[0][0], PAIRS[0][2], "amal", "chief"),
        (PAIRS[1][0], PAIRS[1][2], "amal", "chief"),
        (PAIRS[2][0], PAIRS[2][2], None, "chief"),
    ]
    assert learn(desk.store, remember=got.extend).units == 0


def test_a_unit_that_is_approved_again_is_no_second_sighting(desk: Desk) -> None:
    (unit,) = submit(desk, PAIRS[:1])
    approve(desk, unit, PAIRS[0][2])
    learn(desk.store, remember=lambda _: None)
    approve(desk, unit, "رجع سكان البوكمال.")
    learn(desk.store, remember=lambda _: None)
    assert proposals(desk, status="waiting") == [("Al-Bukamal", "البوكمال", 1)]


def test_what_the_memory_does_not_take_is_learnt_next_time(desk: Desk) -> None:
    (unit,) = submit(desk, PAIRS[:1])
    approve(desk, unit, PAIRS[0][2])

    def full(_: Any) -> None:
        raise StoreError("the disk is full")

    with pytest.raises(StoreError):
        learn(desk.store, remember=full)
    assert proposals(desk, status="waiting") == []
    assert learn(desk.store, remember=lambda _: None).units == 1


def test_approved_units_enter_the_memory_at_once(desk: Desk) -> None:
    (unit,) = submit(desk, PAIRS[2:])
    approve(desk, unit, "الطريق سالك.")
    assert learn(desk.store).units == 1
    from translate.workflow.memory import open_memory

    best = open_memory(desk.store, house_terms=False).exact("The road is open.", "en")
    assert best[0].target == "الطريق سالك."


def test_what_was_withdrawn_is_offered_no_more_until_it_is_approved_again(desk: Desk) -> None:
    from translate.workflow.memory import open_memory

    memory = open_memory(desk.store, house_terms=False)

    def offered() -> list[str]:
        learn(desk.store)
        return [match.target for match in memory.exact("The road is open.", "en")]

    (unit,) = submit(desk, PAIRS[2:])
    approve(desk, unit, "الطريق سالك.")
    desk.return_(unit, "style")
    assert offered() == []  # withdrawn before it was learnt
    approve(desk, unit, "الطريق مفتوحة.")
    assert offered() == ["الطريق مفتوحة."]
    bulk = desk.bulk("return", [unit], preview=False, reason="style")
    assert offered() == []
    assert [match.target for match in memory.exact("The road is open.", "en", approved=False)] == [
        "الطريق مفتوحة."
    ]
    assert bulk.id is not None
    desk.undo_bulk(bulk.id)
    assert desk.unit(unit).state == "reviewed"
    assert offered() == ["الطريق مفتوحة."]
    review.open("amal", store=desk.store).edit(unit, "الطريق سالكة.", base_version=desk.unit(unit).version)
    assert offered() == []


def test_many_are_learnt_in_parts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "_AT_ONCE", 2)
    for unit in submit(desk, PAIRS):
        desk.approve(unit)
    assert learn(desk.store, remember=lambda _: None).units == 3


def test_an_issue_that_is_waived_often_asks_for_another_rule(desk: Desk) -> None:
    pairs = [(f"{number} roads are open.", f"طرق مفتوحة {number}.", "") for number in range(8)]
    units = submit(desk, pairs, issues=(WRONG,))
    for number, unit in enumerate(units[:4]):
        desk.waive(unit, "number.missing", "in words" if number else "other")
    assert rule_changes(desk.store) == []  # four are not yet often
    desk.waive(units[4], "number.missing", "in words")
    (found,) = rule_changes(desk.store)
    assert (found.code, found.waived, found.units, found.carrying) == ("number.missing", 5, 5, 8)
    assert found.reasons[0] == ("in words", 4)
    assert found.shape()["share"] == 0.625
    assert rule_changes(desk.store, since="2999") == []
    submit(
        desk,
        [(f"{number} bridges.", f"جسور {number}.", "") for number in range(8)],
        name="b",
        issues=(WRONG,),
    )
    assert rule_changes(desk.store) == []  # most of those that carry it were mended, or wait
