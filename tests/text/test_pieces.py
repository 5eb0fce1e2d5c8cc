"""Which pieces of a vocabulary a language may be written with."""

from __future__ import annotations

import pytest

from translate.text.pieces import writable

CASES = [
    # piece, in Arabic, in English
    ("▁طريق", True, False),
    ("▁road", False, True),
    ("▁café", False, True),
    ("▁дорога", False, False),
    ("道路", False, False),
    ("ش", True, True),
    ("▁x", True, True),
    ("ж", True, True),
    ("▁BBC", True, True),
    ("▁UNESCO", False, True),
    ("▁2026", True, True),
    ("،", True, True),
    ("٤٢", True, True),
    ("▁", True, True),
    ("<x1>", True, True),
    ("<0xD9>", True, True),
    ("</s>", True, True),
    (">>ara<<", True, True),
    ("__en__", True, True),
    ("arb_Arab", True, True),
]


@pytest.mark.parametrize(("piece", "arabic", "english"), CASES)
def test_a_piece_is_of_a_script(piece: str, arabic: bool, english: bool) -> None:
    assert (writable([piece], "ar") == [piece], writable([piece], "en") == [piece]) == (arabic, english)
