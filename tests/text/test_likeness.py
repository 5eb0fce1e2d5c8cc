"""Texts that are nearly the same have fingerprints that are nearly the same, and others have not."""

from __future__ import annotations

import pytest

from translate.text.likeness import likeness

WORDS = [f"word{number % 97} and river{number % 89}" for number in range(300)]
TEXT = " ".join(WORDS)
ARABIC = " ".join(f"بئر{number % 97} وواد{number % 89}" for number in range(300))
CASES = [
    # one text, another, whether they are near
    (TEXT, TEXT, True),
    (TEXT, TEXT.upper(), True),
    (TEXT, f"{TEXT} Updated on Sunday.", True),
    (TEXT, " ".join(f"wadi{number}" for number in range(300)), False),
    ("", "", True),
    (ARABIC, f"{ARABIC} حُدِّث الأحد", True),
    (ARABIC, TEXT, False),
]


@pytest.mark.parametrize(("one", "other", "is_near"), CASES)
def test_likeness_is_near_for_what_is_near(one: str, other: str, is_near: bool) -> None:
    assert ((likeness(one) ^ likeness(other)).bit_count() <= 3) is is_near


def test_a_fingerprint_has_64_bits() -> None:
    assert 0 <= likeness(TEXT) < 2**64
