"""The editing page of a long article stays small: what a browser fetches for it, fonts left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import budget, chrome
from tests.chrome import Served, signed_in
from translate import store

pytestmark = [
    pytest.mark.skipif(chrome.binary() is None, reason=chrome.MISSING),
    pytest.mark.timeout(300),
]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_editing_page_of_sixty_segments_is_below_200_kilobytes(
    template: Path, tmp_path: Path, language: str
) -> None:
    shutil.copy(template, tmp_path / "desk.db")
    running = Served(f"sqlite:///{tmp_path / 'desk.db'}?synchronous=off", tmp_path)
    try:
        with store.open(running.url) as opened:
            budget.fill(opened)
        for browser in chrome.browser():
            context = signed_in(browser, running, "amina", language=language)
            fetched, segments = budget.load(context, running.base)
            assert segments == 60
            assert sum(fetched.sizes.values()) <= budget.BYTES, fetched.sizes
    finally:
        running.stop()
