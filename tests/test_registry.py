"""Families and their parts."""

from __future__ import annotations

import pytest

from translate import registry
from translate.errors import MissingExtra, TranslateError, UnknownPart

FAMILIES = ["readers", "engines", "checks", "publishers", "metrics", "commands"]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_part_of_a_family_can_be_loaded_by_its_name(family: str) -> None:
    names = registry.names(family)
    assert names == sorted(names)
    assert names
    assert not any(name.startswith("_") for name in names)
    assert all(registry.load(family, name).__name__ == f"translate.{family}.{name}" for name in names)


@pytest.mark.parametrize("name", ["", "nothing", "_progress", "__init__", "os", "txt.x", "../txt", "txt\x00"])
def test_a_part_that_is_none_is_an_error_with_the_known_names(name: str) -> None:
    for family in FAMILIES:
        with pytest.raises(UnknownPart, match="known: ") as caught:
            registry.load(family, name)
        assert all(part in str(caught.value) for part in registry.names(family))
        assert caught.value.exit_code == 2


def test_an_error_without_words_says_its_own() -> None:
    assert str(TranslateError()) == "Something went wrong."
    assert (
        str(MissingExtra("train"))
        == "an optional dependency is not installed; bring it with: pip install 'dragoman[train]'"
    )
    assert str(MissingExtra("train", library="torch")).startswith("torch is not installed; ")
