"""What is checked when a target is kept: terms of the house as it is now, and those that the article came with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests import desks
from translate import review, store
from translate.model import TermMatch
from translate.workflow.desk import open_desk, recheck

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAIRS = [("The water came back to Hasakah and Zarrana on Sunday.", "عادت المياه")]
OWN = TermMatch("request:zarrana", "Zarrana", "زرانة", 35, 42, "Zarrana")
ARTICLE = TermMatch("request:waterworks", "water", "الماء", 4, 9, "water")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[store.Store]:
    with store.open(desks.sqlite_url(tmp_path)) as found:
        yield found


@pytest.fixture
def unit(opened: store.Store) -> Any:
    made = review.open_service(store=opened).submit(desks.article(PAIRS))
    return review.open("ann", store=opened).units_of(made.article)[0]


TARGETS = [
    # terms of the unit, target, status by entry
    ((), "عادت المياه إلى الحسكة", {"hasakah": "present"}),
    ((), "عادت المياه", {"hasakah": "missing"}),
    ((OWN,), "عادت إلى الحسكة وزرانة", {"hasakah": "present", "request:zarrana": "present"}),
    ((OWN,), "عادت إلى الحسكة", {"hasakah": "present", "request:zarrana": "missing"}),
    ((ARTICLE,), "للماء طريق إلى الحسكة", {"request:waterworks": "present", "hasakah": "present"}),
]


@pytest.mark.parametrize(("terms", "target", "wanted"), TARGETS)
def test_terms_are_the_houses_and_the_articles_own(
    unit: Any, terms: tuple[TermMatch, ...], target: str, wanted: dict[str, str]
) -> None:
    issues, found = recheck(replace(unit, terms=terms), target)
    told = {term.entry: term.status for term in found}
    assert wanted.items() <= told.items()
    missing = {issue.code for issue in issues if issue.code == "term.missing"}
    assert bool(missing) is ("missing" in told.values())


def test_what_a_person_saves_is_checked(opened: store.Store, unit: Any) -> None:
    desk = open_desk("ann", store=opened)
    saved = desk.edit(unit.id, "عادت المياه  يوم الأحد", base_version=1)
    assert "term.missing" in {issue.code for issue in saved.issues}
    saved = desk.edit(unit.id, "عادت المياه إلى الحسكة يوم الأحد.", base_version=2)
    assert "term.missing" not in {issue.code for issue in saved.issues}
