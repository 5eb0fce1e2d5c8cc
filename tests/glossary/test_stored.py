"""A large glossary is kept between runs, and gives the same answers when it is read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import translate.glossary as door
from translate.errors import InputError
from translate.glossary import find, house_files, load, stored

Write = Callable[..., Path]
TEXTS = [
    (
        "en",
        "The SDF left Hassakeh, Al Sour and Deir Ezzor's countryside; Iraqi fighters went to Tripoli, Libya.",
    ),
    ("ar", "انسحبت «قسد» من الحسكه وبلدة الصور، ومقاتلوها إلى عين عيسى وللرقة من الحسكة"),
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of our own, used for glossaries of any size."""
    monkeypatch.setattr(stored, "folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(stored, "FROM_BYTES", 0)
    door._load.cache_clear()
    yield tmp_path / "cache"
    door._load.cache_clear()


def again() -> door.Glossary:
    door._load.cache_clear()
    return load(house_files())


def test_what_is_read_back_is_what_was_kept(cache: Path) -> None:
    first = load(house_files())
    assert len(list(cache.glob("*.json"))) == 1
    second = again()
    assert isinstance(second.entries, stored.Rows)
    assert len(second) == len(first)
    assert list(second.entries) == list(first.entries)
    assert second.signature == first.signature
    for language, text in TEXTS:
        assert find(text, language, second) == find(text, language, first)
    assert list(second) == list(first)
    assert "hasakah" in second
    assert second.get("nowhere") is None


def test_a_changed_file_is_read_anew(cache: Path, write: Write) -> None:
    path = write("type ; en ; ar", "place ; Aleppo ; حلب")
    load(path)
    write("type ; en ; ar", "place ; Homs city ; حمص")
    door._load.cache_clear()
    assert [entry.english for entry in load(path)] == ["Homs city"]
    assert len(list(cache.glob("*.json"))) == 2


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"format": 0}', "\udcff"])
def test_a_file_that_cannot_be_read_back_is_made_again(cache: Path, kept: str) -> None:
    load(house_files())
    (path,) = cache.glob("*.json")
    whole = path.read_bytes()
    path.write_bytes(kept.encode("utf-8", "surrogatepass"))
    assert len(again()) > 2000
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_error(cache: Path) -> None:
    cache.write_text("a file in the way")
    assert len(load(house_files())) > 2000
    assert len(again()) > 2000


def test_only_the_newest_are_kept(cache: Path) -> None:
    for number in range(stored.KEPT + 3):
        stored.write(str(number), {"number": number})
    assert len(list(cache.glob("*.json"))) == stored.KEPT
    assert stored.read(str(stored.KEPT + 2)) == {"number": stored.KEPT + 2, "format": stored.FORMAT}


def test_a_broken_glossary_leaves_nothing_behind(cache: Path, write: Write) -> None:
    with pytest.raises(InputError):
        load(write("type ; en ; ar", "place ; Aleppo"))
    assert not list(cache.glob("*"))


def test_small_glossaries_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    monkeypatch.setattr(stored, "folder", lambda: tmp_path / "cache")
    load(write("type ; en ; ar", "place ; Aleppo ; حلب"))
    assert not (tmp_path / "cache").exists()


def test_the_folder_is_the_users_own() -> None:
    assert stored.folder().parts[-2:] == ("dragoman", "glossary")
