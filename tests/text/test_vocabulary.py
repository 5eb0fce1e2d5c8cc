"""A trigger fires wherever its pattern matches, and remembers what it has seen."""

from __future__ import annotations

import re
import sys

import pytest

from translate.text.vocabulary import Trigger, heads, vocabulary

LISTED = r"no(?! more\b| less\b)|rul\w+ out|(?<!or )not|كيلو\s?متر\w*|ha(?:s|ve) to|per-cent"


def test_a_text_gives_its_words() -> None:
    assert vocabulary("Mid-May, 5km: don't", "en") == {"mid", "may", "5km", "don", "t"}
    assert vocabulary("وصلت، لـ«داعش» 12", "ar") == {"وصلت", "ل", "داعش"}


def test_alternatives_are_cut_behind_their_first_word() -> None:
    assert heads(LISTED) == r"no$|rul\w+$|not$|كيلو|ha(?:s|ve)$|per$"
    assert heads("km|m", end="(?![a-z])") == "km(?![a-z])|m(?![a-z])"


@pytest.mark.parametrize(
    ("language", "text", "fires"),
    [
        ("en", "They ruled out a strike", True),
        ("en", "It is not so", True),
        ("en", "A note on nobody", False),
        ("ar", "خمسة كيلومترات", True),
        ("ar", "خمسة أميال", False),
        ("ar", "كـيلو", True),  # stretched: it may hide anything
    ],
)
def test_a_trigger_fires_where_a_first_word_is_there(language: str, text: str, fires: bool) -> None:
    trigger = Trigger(re.compile(heads(LISTED)).match)
    assert [trigger.speaks(text, language) for _ in range(2)] == [fires, fires]


def test_no_cache_of_words_grows_with_what_was_read() -> None:
    """Every cache that a call with a word or a text fills is bounded; memory stays level over an archive."""
    import translate.checks.name
    import translate.estimators  # noqa: F401
    from translate.text.vocabulary import REMEMBERED

    caches = [
        (name, thing.cache_info().maxsize)
        for name, module in sys.modules.items()
        if name.startswith("translate.text.")
        for thing in vars(module).values()
        if hasattr(thing, "cache_info")
    ]
    assert len(caches) > 20
    assert not [one for one in caches if one[1] is None or one[1] > REMEMBERED]
