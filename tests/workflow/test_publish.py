"""Editions of the queue: the gate, numbers, the same again, corrections with what changed, withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.press.editions import edition as fixture
from translate import review, store
from translate.errors import InputError, NotAllowed, NotFound, ReviewError, WrongState
from translate.model import Article, Draft, DraftedArticle, EditionStatus, Issue, Severity, TermMatch, Unit
from translate.workflow import publish

if TYPE_CHECKING:
    from translate.model import Edition
    from translate.review import Desk
    from translate.store import Store


def drafted(
    one: Edition, *, name: str = "qamishli", terms: tuple[TermMatch, ...] = (), issues: tuple[Issue, ...] = ()
) -> DraftedArticle:
    article = Article(
        name,
        f"{name}.txt",
        one.source_language,
        tuple(block.block for block in one.blocks),
        metadata={"date": "2026-11-24"},
    )
    units = tuple(
        Unit(
            pin.segment,
            Draft(pin.target, "echo"),
            pin.target,
            terms if not index else (),
            issues if not index else (),
        )
        for index, pin in enumerate(pin for pin in one.pins if pin.target)
    )
    return DraftedArticle(
        article, one.source_language, one.target_language, "echo", "m", "sig", one.blocks, units
    )


@pytest.fixture
def opened(tmp_path: object) -> Iterator[Store]:
    with store.open(f"sqlite:///{tmp_path}/desk.db") as found:
        yield found


@pytest.fixture
def root(opened: Store) -> Desk:
    desk = review.open("root", store=opened)
    desk.add_person("basim", "editor")
    desk.add_person("amal", "translator")
    return desk


def approve(desk: Desk, article: str) -> None:
    for unit in desk.units_of(article):
        if unit.state not in ("reviewed", "final"):
            desk.approve(unit.id, base_version=unit.version)


def change(desk: Desk, article: str, old: str, new: str) -> str:
    unit = next(unit for unit in desk.units_of(article) if old in unit.target)
    desk.edit(unit.id, unit.target.replace(old, new), base_version=unit.version)
    return unit.id


@pytest.fixture
def article(root: Desk) -> str:
    return root.submit(drafted(fixture())).article


def test_only_what_was_reviewed_is_published(root: Desk, article: str) -> None:
    with pytest.raises(ReviewError, match=r"cannot be published: unit .* is drafted, not reviewed; .*more"):
        publish.publish(root, article)
    assert root.editions(article) == []
    with pytest.raises(NotFound):
        publish.publish(root, "none")


def test_a_translator_does_not_publish(opened: Store, root: Desk, article: str) -> None:
    approve(root, article)
    with pytest.raises(NotAllowed):
        publish.publish(review.open("amal", store=opened), article)


def test_an_edition_pins_what_was_approved(root: Desk, article: str) -> None:
    approve(root, article)
    made = publish.publish(root, article, time="2026-11-24T18:30:00Z")
    assert (made.number, made.status, made.time, made.editor) == (
        1,
        EditionStatus.PUBLISHED,
        "2026-11-24T18:30:00Z",
        "root",
    )
    assert [(pin.segment.id, pin.revision) for pin in made.pins] == list(root.edition(article).pins)
    assert {unit.state for unit in root.units_of(article)} == {"final"}
    assert made.blocks[6].markup == fixture().blocks[6].markup
    assert publish.publish(root, article) == made  # nothing changed: the same edition
    assert publish.edition(root, article) == made


def test_a_correction_has_a_notice_and_what_changed(opened: Store, root: Desk, article: str) -> None:
    approve(root, article)
    first = publish.publish(root, article)
    with pytest.raises(InputError, match="nothing was changed since edition 1"):
        publish.correct(root, article, {})
    unit = change(root, article, "25%", "20%")
    with pytest.raises(WrongState, match="was changed since edition 1"):
        publish.publish(root, article)
    with pytest.raises(ReviewError, match="is edited, not reviewed"):
        publish.correct(root, article, {})
    approve(review.open("basim", store=opened), article)
    (told,) = publish.changes(root, article)
    assert (told.segment, "25%" in told.target_before, "20%" in told.target) == (unit, True, True)
    second = publish.correct(
        root, article, publish.notes(["It was 20%.", "كانت 20% فقط."]), time="2027-01-01T00:00:00Z"
    )
    assert (second.number, second.status, second.first_time) == (2, EditionStatus.CORRECTED, first.first_time)
    assert second.corrections[0].notes == {"en": "It was 20%.", "ar": "كانت 20% فقط."}
    assert second.corrections[0].changes == (told,)
    assert second.translators == ("root",)
    assert publish.edition(root, article, 1) == first
    assert publish.publish(root, article) == second
    assert [one.number for one in publish.published(root)] == [2]


def test_withdrawal_leaves_a_notice(root: Desk, article: str) -> None:
    with pytest.raises(WrongState, match="no published edition"):
        publish.retract(root, article, {"en": "Wrong."})
    with pytest.raises(InputError, match="for a reason"):
        publish.retract(root, article, {})
    approve(root, article)
    publish.publish(root, article)
    before = publish.key(root.edition(article))
    gone = publish.retract(root, article, {"en": "It did not happen."})
    assert (gone.number, gone.status) == (1, EditionStatus.RETRACTED)
    assert gone.corrections[0].notes == {"en": "It did not happen."}
    assert publish.edition(root, article) == gone
    assert publish.key(root.edition(article)) != before
    with pytest.raises(WrongState, match="cannot be corrected: edition 1 is retracted"):
        publish.correct(root, article, {})
    assert publish.publish(root, article).number == 2  # put right and published anew


def test_errors_and_missing_names_stand_in_the_way(root: Desk) -> None:
    term = TermMatch("hasakah", "Hasakah", "الحسكة", 0, 2, "Se", status="missing")
    name = root.submit(drafted(fixture(), terms=(term,))).article
    approve(root, name)
    with pytest.raises(ReviewError, match="the name 'الحسكة' is missing"):
        publish.publish(root, name)
    error = Issue("number.missing", Severity.ERROR, "25 is not there")
    other = root.submit(drafted(replace(fixture(), article="other"), name="other", issues=(error,))).article
    unit = root.units_of(other)[0]
    root.approve(unit.id, base_version=unit.version, waive=("number.missing",))
    approve(root, other)
    assert publish.publish(root, other).number == 1


def test_a_draft_shows_what_stands(root: Desk, article: str) -> None:
    change(root, article, "25%", "20%")
    made = publish.draft(root, article, time="2026-11-24T00:00:00Z")
    assert (made.number, made.status) == (0, EditionStatus.DRAFT)
    assert any("20%" in block.target for block in made.blocks)
    moved = next(block for block in made.blocks if "20%" in block.target)
    assert {mark.tag for mark in moved.markup} == {"a", "em"} or {mark.tag for mark in moved.markup} == {
        "a",
        "strong",
    }
    assert len(publish.fingerprint(made)) == 64


def test_an_edition_of_another_program_is_told(root: Desk, article: str) -> None:
    approve(root, article)
    root.create_edition(article, {}, state="published")
    with pytest.raises(ReviewError, match="made by another program"):
        publish.edition(root, article)


def test_notes_find_their_language() -> None:
    assert publish.notes(["The date was wrong.", "كان التاريخ خاطئاً."]).keys() == {"en", "ar"}
    with pytest.raises(InputError, match="two notes in one language"):
        publish.notes(["One.", "Two."])
    with pytest.raises(InputError, match="an empty note"):
        publish.notes([" "])
