"""Who may come to a desk: the first is its admin, others come as editors until people are added by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate import review, store
from translate.errors import NotFound


def test_on_a_desk_in_a_file_people_come_until_they_are_added_by_name(tmp_path: Path) -> None:
    with store.open(str(tmp_path / "desk.db")) as opened:
        assert review.open("salma", store=opened).person.role == "admin"
        assert review.open("omar", store=opened).person.role == "editor"
        review.open("salma", store=opened).add_person("basim", "translator")
        with pytest.raises(NotFound, match="no person 'nadia'"):
            review.open("nadia", store=opened)
        assert review.open("omar", store=opened).person.role == "editor"


def test_nobody_comes_through_the_web(tmp_path: Path) -> None:
    with store.open(str(tmp_path / "desk.db")) as opened:
        review.open("salma", store=opened)
        with pytest.raises(NotFound):
            review.open("mallory", store=opened, origin="web")
