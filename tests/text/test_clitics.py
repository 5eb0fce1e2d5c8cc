"""Proclitics on and off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text import clitics

CONTRACTED = [
    ("", "الحسكة", "الحسكة"),
    ("و", "الحسكة", "والحسكة"),
    ("ب", "الحسكة", "بالحسكة"),
    ("ل", "الحسكة", "للحسكة"),
    ("ول", "الحسكة", "وللحسكة"),
    ("ل", "اللاذقية", "للاذقية"),
    ("ل", "الاتحاد", "للاتحاد"),
    ("ل", "إدلب", "لإدلب"),
    ("أب", "الحسكة", "أبالحسكة"),
    ("فك", "دمشق", "فكدمشق"),
]


@pytest.mark.parametrize(("cluster", "form", "written"), CONTRACTED)
def test_a_cluster_is_written_before_a_form(cluster: str, form: str, written: str) -> None:
    assert clitics.contract(cluster, form) == written


def test_an_article_that_is_part_of_the_stem_does_not_contract() -> None:
    assert clitics.contract("ل", "التهاب", article=False) == "لالتهاب"


@pytest.mark.parametrize("cluster", ["س", "بل", "كب", "لو", "x"])
def test_an_unlicensed_cluster_is_an_error(cluster: str) -> None:
    with pytest.raises(ValueError, match="not a nominal proclitic"):
        clitics.contract(cluster, "حلب")


_LETTERS = st.text("ابتجحدرزسشصضطعغفقكلمنهوي", min_size=3, max_size=8)


@given(stem=_LETTERS, cluster=st.sampled_from(sorted(clitics.LICENSED)), article=st.booleans())
def test_what_is_written_can_be_read(stem: str, cluster: str, article: bool) -> None:
    form = ("ال" if article else "") + stem
    written = clitics.contract(cluster, form, article=article)
    read = [
        (found.cluster, found.prefix + written[found.offset :])
        for found in clitics.readings(written)
        if not found.misspelt
    ]
    assert (cluster, form) in read


def test_three_lams_are_read_as_a_misspelling() -> None:
    found = [
        (item.cluster, item.prefix + "لللاذقية"[item.offset :], item.misspelt)
        for item in clitics.readings("لللاذقية")
    ]
    assert ("ل", "اللاذقية", True) in found
    assert ("ل", "اللاذقية", False) not in found


@pytest.mark.parametrize("word", ["و", "ب", "أ", "لا", "حلب"])
def test_short_words_have_themselves_as_first_reading(word: str) -> None:
    first = next(clitics.readings(word))
    assert (first.cluster, first.offset) == ("", 0)


PRONOUNS = [
    ("قيادتهم", {("هم", 5)}),
    ("مستشفاها", {("ها", 6)}),
    ("مقاتليهما", {("هما", 6)}),
    ("كتابنا", {("نا", 4)}),
    ("به", set()),
    ("حلب", set()),
    ("كتابكما", {("كما", 4)}),
]


@pytest.mark.parametrize(("word", "expected"), PRONOUNS)
def test_attached_pronouns_are_seen_at_the_end(word: str, expected: set[tuple[str, int]]) -> None:
    assert expected <= set(clitics.enclitics(word))
    assert bool(set(clitics.enclitics(word))) == bool(expected)
