"""Times, names of files, words of a page, templates, parcels."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import InputError
from translate.press import templates
from translate.press.parcel import parcel, repacked
from translate.press.words import WORDS, file_name, moment, spoken, stamp


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["en"].keys() == WORDS["ar"].keys()
    assert all(word.strip() for words in WORDS.values() for word in words.values())


@pytest.mark.parametrize(
    ("text", "time", "english", "arabic"),
    [
        ("2026-11-24", "2026-11-24T00:00:00Z", "24 November 2026", "24 نوفمبر 2026"),
        ("2026-11-24T18:30:00Z", "2026-11-24T18:30:00Z", "24 November 2026, 18:30 UTC", "24 نوفمبر 2026، 18:30 بتوقيت غرينتش"),
        ("2026-11-24T21:30:00.5+03:00", "2026-11-24T18:30:00Z", "24 November 2026, 18:30 UTC", "24 نوفمبر 2026، 18:30 بتوقيت غرينتش"),
    ],
)  # fmt: skip
def test_times(text: str, time: str, english: str, arabic: str) -> None:
    assert stamp(moment(text)) == time
    assert (spoken(text, "en"), spoken(text, "ar")) == (english, arabic)
    assert spoken("", "ar") == ""


@pytest.mark.parametrize("text", ["", "yesterday", "1979-12-31", "0001-01-01T00:00:00+14:00", "2026-13-01"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(InputError):
        moment(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("en-waterworks", "en-waterworks"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x", "C-Windows-x"),
        ("خبر/عاجل", "خبر-عاجل"),
        ("a\x00b\nc\u202ed", "a-b-c-d"),
        ("...", "article"),
        ("", "article"),
        ("CON", "CON-1"),
        (".hidden", "hidden"),
        ("x" * 300, "x" * 100),
    ],
)
def test_names_of_files(text: str, name: str) -> None:
    assert file_name(text) == name


@given(st.text(max_size=80))
def test_any_name_is_one_file_in_its_folder(text: str) -> None:
    name = file_name(text)
    assert name
    assert not set(name) & set('/\\.:*?"<>|\x00\n')
    assert len(name.encode()) <= 102
    assert file_name(name) == name


def test_a_parcel_is_the_same_every_day() -> None:
    files = [("mimetype", b"x"), ("a/b.txt", b"y" * 1000)]
    made = parcel(files, stored=frozenset(("mimetype",)))
    assert made == parcel(files, stored=frozenset(("mimetype",)))
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert [(info.filename, info.date_time, info.compress_type) for info in opened.infolist()] == [
            ("mimetype", (1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED),
            ("a/b.txt", (1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED),
        ]
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as opened:
        opened.writestr(zipfile.ZipInfo("a", (2026, 1, 2, 3, 4, 6)), b"z")
    assert repacked(other.getvalue()) == parcel([("a", b"z")])


def test_a_newsroom_replaces_templates(tmp_path: Path) -> None:
    (tmp_path / "foot.html").write_text(
        "{{ 7 * 7 }} {{ text }} {{ text|plain }} {{ '2026-11-24'|spoken('ar') }}", "utf-8"
    )
    assert templates.render("foot.html", tmp_path, text="<b>\n") == "49 &lt;b&gt;\n &lt;b&gt; 24 نوفمبر 2026"
    before = templates.fingerprint(tmp_path)
    (tmp_path / "foot.html").write_text("other", "utf-8")
    assert templates.fingerprint(tmp_path) != before != templates.fingerprint(None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ unknown }}", "'unknown' is undefined"),
        ("a\n{% if %}", "line 2"),
        ("{{ ''.__class__.__mro__ }}", "template"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{% include 'none.html' %}", "none.html"),
        ("{% include '../../../../etc/passwd' %}", "template"),
    ],
)
def test_a_wrong_template_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "foot.html").write_text(text, "utf-8")
    with pytest.raises(InputError) as error:
        templates.render("foot.html", tmp_path)
    assert told in str(error.value)
