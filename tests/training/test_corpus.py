"""Pairs are read as an engine sees them; test sentences, doubles and broken pairs stay out; splits follow from the article."""

from __future__ import annotations

import lzma
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from translate.errors import InputError
from translate.training.corpus import Pair, is_usable, protected_key, read, split_of
from translate.training.recipe import Recipe, Source

TRAIN = next(f"art-{number:03}" for number in range(1000) if split_of(f"art-{number:03}") == "train")
DEV = next(f"art-{number:03}" for number in range(1000) if split_of(f"art-{number:03}") == "dev")
ROWS = [
    (TRAIN, "The road is open.", "الطريق مفتوح."),
    (TRAIN, "THE ROAD IS OPEN.", "الطريق مفتوح."),
    (TRAIN, "The bridge is “closed”.", "الجسر «مغلق»."),
    (TRAIN, "A sentence of the test set.", "جملة من مجموعة الاختبار."),
    (TRAIN, "12", "12"),
    (DEV, "The dev article.", "مقال التطوير."),
]


def recipe(folder: Path, *extra: Source) -> Recipe:
    (folder / "own.tsv").write_text("".join(f"{a}\tparagraph\ten\t{e}\t{r}\n" for a, e, r in ROWS), "utf-8")
    (folder / "hashes.txt").write_text(protected_key("a sentence of the TEST set"), "utf-8")
    own = Source("own", "own.tsv", 1, columns=(3, 4), own=True)
    return Recipe("test", sources=(*extra, own), testset_hashes="hashes.txt")


def test_splits_keep_their_shares_and_never_change() -> None:
    shares = Counter(split_of(f"nes-{number:04}") for number in range(20_000))
    assert {name: round(100 * number / 20_000) for name, number in shares.items()} == {
        "train": 94,
        "dev": 3,
        "test": 3,
    }
    assert [split_of(article) for article in ("nes-024", "lev-042", "wira-131")] == [
        "train",
        "train",
        "train",
    ]


def test_doubles_test_sentences_and_pairs_without_letters_stay_out(tmp_path: Path) -> None:
    pairs = read(recipe(tmp_path), home=tmp_path, data=None)
    assert [pair.english for pair in pairs] == ["The road is open.", 'The bridge is "closed".']


def test_another_split_holds_other_articles(tmp_path: Path) -> None:
    assert [pair.article for pair in read(recipe(tmp_path), home=tmp_path, data=None, split="dev")] == [DEV]


def test_public_sources_come_from_the_data_folder_behind_our_own(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with lzma.open(tmp_path / "data" / "more.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("Bread is dear.\tالخبز غال.\nThe road is open.\tالطريق مفتوح.\n")
    found = recipe(tmp_path, Source("more", "more.tsv.xz", 0.5))
    pairs = read(found, home=tmp_path, data=tmp_path / "data")
    assert [(pair.english, pair.own, pair.weight) for pair in pairs][-1] == ("Bread is dear.", False, 0.5)
    assert len(pairs) == 3
    assert len(read(found, home=tmp_path, data=None)) == 2


def test_a_source_that_is_missing_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(Recipe("x", sources=(Source("own", "none.tsv", 1, own=True),)), home=tmp_path, data=None)
    (tmp_path / "own.tsv").write_text("one column\n", "utf-8")
    with pytest.raises(InputError, match="has no pairs"):
        read(
            Recipe("x", sources=(Source("own", "own.tsv", 1, columns=(3, 4), own=True),)),
            home=tmp_path,
            data=None,
        )


def test_a_pattern_without_files_a_broken_archive_and_lost_hashes_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no file 'news/\*.tsv' of the source 'own'"):
        read(Recipe("x", sources=(Source("own", "news/*.tsv", 1, own=True),)), home=tmp_path, data=None)
    whole = lzma.compress("Bread is dear.\tالخبز غال.\n".encode() * 50)
    for data in (whole[:-20], b"no archive", b""):
        (tmp_path / "more.tsv.xz").write_bytes(data)
        with pytest.raises(InputError, match=r"more\.tsv\.xz: cannot be read"):
            read(Recipe("x", sources=(Source("more", "more.tsv.xz", 1),)), home=tmp_path, data=tmp_path)
    (tmp_path / "own.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"own\.tsv: cannot be read"):
        read(Recipe("x", sources=(Source("own", "own.tsv", 1, own=True),)), home=tmp_path, data=None)
    (tmp_path / "folder").mkdir()
    for name in ("none.txt", "folder"):
        with pytest.raises(InputError, match=f"{name}: cannot be read"):
            read(replace(recipe(tmp_path), testset_hashes=name), home=tmp_path, data=None)


PAIRS = [
    # english, arabic, usable
    ("Prices rose.", "ارتفعت الأسعار.", True),
    ("Prices rose.", "Prices rose.", False),
    ("ارتفعت", "ارتفعت", False),
    ("SDF", "قسد", True),
    ("Read the report of the council on the price of bread in the north", "اقرأ", False),
    ("Facebook", "فيسبوك Facebook Meta", False),
]


@pytest.mark.parametrize(("english", "arabic", "usable"), PAIRS)
def test_a_pair_needs_both_scripts_and_like_lengths(english: str, arabic: str, usable: bool) -> None:
    assert is_usable(Pair(english, arabic, 1)) is usable
