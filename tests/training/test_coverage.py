"""How much of the frequent vocabulary a corpus holds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from translate.errors import InputError, MissingExtra
from translate.training import coverage

STRIPPED = [
    ("والحسكة", "حسكة"),
    ("للمدينة", "مدينة"),
    ("بالطريق", "طريق"),
    ("كالجسر", "جسر"),
    ("الطريق", "طريق"),
    ("الآن", "الآن"),
    ("وقف", "وقف"),
    ("كِتَاب", "كتاب"),
    ("لل", "لل"),
]


@pytest.mark.parametrize(("word", "wanted"), STRIPPED)
def test_a_form_is_counted_without_what_stands_in_front(word: str, wanted: str) -> None:
    assert coverage.stripped(word) == wanted


def test_lemmas_and_forms_are_counted() -> None:
    pytest.importorskip("simplemma", reason="simplemma is not installed (extra train)")
    lemmas, forms = coverage.counts(
        ["The roads were open, the road is open."], ["الطريق وللطريق بطريق", "كتاب"]
    )
    assert (lemmas["road"], lemmas["open"]) == (2, 2)
    assert forms["طريق"] == 3  # الطريق, وللطريق, and بطريق, which may be a duck or by a road
    assert forms["بطريق"] == 1
    assert forms["كتاب"] == 1


def test_the_frequent_words_are_useful_ones(tmp_path: Path) -> None:
    for library in ("wordfreq", "simplemma"):
        pytest.importorskip(library, reason=f"{library} is not installed (extra train)")
    words = tmp_path / "words"
    words.write_text("people\nyear\ntime\nLondon\ncity's\n", "utf-8")
    found = coverage.english_lemmas(9, skip=frozenset({"time"}), dictionary=words)
    assert sorted(found) == ["people", "year"]
    forms = coverage.arabic_forms(50, skip=frozenset({"على"}))
    assert len(forms) == len(set(forms)) == 50
    assert "على" not in forms
    assert len(coverage.english_lemmas(1, dictionary=words)) == 1


def test_what_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "DICTIONARIES", (tmp_path / "none",))
    with pytest.raises(InputError, match="no dictionary"):
        coverage.english_lemmas(5)
    monkeypatch.setitem(sys.modules, "wordfreq", None)
    with pytest.raises(MissingExtra, match="wordfreq is not installed"):
        coverage.arabic_forms(5)


def test_a_skip_list_has_words_of_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "skip.tsv"
    path.write_text("# names\nLondon\ta city\n\nلندن\tمدينة\nok\n", "utf-8")
    assert coverage.skipped(path) == (frozenset({"London", "ok"}), frozenset({"لندن"}))
    assert coverage.skipped(None) == coverage.skipped(tmp_path / "none") == (frozenset(), frozenset())
