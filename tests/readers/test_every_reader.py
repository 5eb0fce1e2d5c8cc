"""What holds for every format: the door, directories, encodings, languages, hostile input."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import readers
from translate.errors import InputError, UnknownPart
from translate.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = readers.formats()
SAMPLES = {
    "txt": "Wells run dry\nThe wells of Hasakah — “dry” for years, farmers say.\nآبار الحسكة\n",
    "html": "<h1>Wells run dry</h1><p>The wells of Hasakah — “dry” for years, farmers say.</p><p>آبار الحسكة</p>",
    "markdown": "# Wells run dry\n\nThe wells of Hasakah — “dry” for years, farmers say.\n\nآبار الحسكة\n",
    "jsonl": '{"headline": "Wells run dry", "text": "The wells of Hasakah — “dry” for years, farmers say.\\nآبار الحسكة"}\n',
}

HEADS = {  # formats whose files have tests of their own: how one begins
    "csv": "title,text\nWells,dry\n",
    "docx": "PK\x03\x04\x14\0[Content_Types].xml word/document.xml",
    "feed": '<?xml version="1.0"?>\n<rss version="2.0">',
    "parquet": "PAR1\x15",
    "warc": "WARC/1.0\r\nWARC-Type: response",
}


def only(path: Path) -> Article:
    (found,) = readers.read(path)
    return found


def test_the_four_formats_are_there() -> None:
    assert set(SAMPLES) <= set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_reader_keeps_its_contract(name: str) -> None:
    part = readers.reader(name)
    assert part.suffixes == tuple(suffix.casefold() for suffix in part.suffixes)
    assert part.looks_like(SAMPLES.get(name) or HEADS[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_gives_the_same_article(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"wells{readers.reader(name).suffixes[0]}"
    path.write_text(SAMPLES[name], encoding="utf-8")
    article = only(path)
    assert [(block.kind, block.text) for block in article.blocks] == [
        ("headline", "Wells run dry"),
        ("paragraph", "The wells of Hasakah — “dry” for years, farmers say."),
        ("paragraph", "آبار الحسكة"),
    ]
    assert (article.format, article.source, article.headline, article.encoding) == (
        name,
        str(path),
        "Wells run dry",
        "utf-8",
    )
    assert article.id.startswith("wells")


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256"]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_are_found(name: str, encoding: str, tmp_path: Path) -> None:
    sample = {
        "jsonl": '{"headline": "تجف الآبار", "text": "تجف آبار محافظة الحسكة."}\n',
        "html": "<h1>تجف الآبار</h1>\n<p>تجف آبار محافظة الحسكة.",
    }
    path = tmp_path / f"wells{readers.reader(name).suffixes[0]}"
    path.write_bytes(sample.get(name, "تجف الآبار\n\nتجف آبار محافظة الحسكة.").encode(encoding))
    article = only(path)
    assert [block.text for block in article.blocks] == ["تجف الآبار", "تجف آبار محافظة الحسكة."]
    assert article.language == "ar"


def test_an_encoding_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("تجف آبار محافظة الحسكة.".encode("windows-1256"))
    assert only(path).notices[0] == "read as Windows-1256"
    assert only(path).encoding == "windows-1256"


def test_an_encoding_can_be_ordered(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Это текст".encode("koi8-r"))
    (article,) = readers.read(path, encoding="koi8-r")
    assert article.blocks[0].text == "Это текст"


def test_the_page_declares_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<meta charset=iso-8859-6><p>" + "سوق".encode("iso-8859-6"))
    assert only(path).blocks[0].text == "سوق"


BY_CONTENT = [
    # name, text, format, notice
    (
        "a.txt",
        "<!DOCTYPE html><p>The wells are dry.</p>",
        "html",
        "read as HTML, although its name ends in .txt",
    ),
    ("a.TXT", "The wells are dry.", "txt", None),
    (
        "a.html",
        "The wells <of Hasakah> are dry.",
        "txt",
        "read as plain text, although its name ends in .html",
    ),
    ("a.htm", "The wells<br>are dry.", "html", None),
    ("a", SAMPLES["html"], "html", None),
    ("a", SAMPLES["jsonl"], "jsonl", None),
    ("a", SAMPLES["markdown"], "markdown", None),
    ("a.news", SAMPLES["txt"], "txt", None),
    ("a.md", "<p>The wells are dry.</p>", "markdown", None),
]


@pytest.mark.parametrize(("name", "text", "wanted", "notice"), BY_CONTENT)
def test_the_format_is_found_by_suffix_then_by_content(
    name: str, text: str, wanted: str, notice: str | None, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    article = only(path)
    assert article.format == wanted
    assert notice is None or article.notices[0] == notice


def test_the_format_can_be_ordered(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(SAMPLES["html"], encoding="utf-8")
    (article,) = readers.read(path, format="txt")
    assert article.blocks[0].text.startswith("<h1>")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(SAMPLES["html"].encode())))
    (article,) = readers.read("-")
    assert (article.source, article.id, article.format) == ("-", "stdin", "html")


def test_a_directory_is_read_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/y.html", "a/y.txt", "c.pdf", ".hidden.txt", ".git/x.txt", "a-1.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("The wells are dry.", encoding="utf-8")
    assert [article.id for article in readers.read(tmp_path)] == ["a/y.html", "a/y.txt", "a/z", "a-1", "b"]


def test_links_out_of_a_directory_are_not_followed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("Secret.", encoding="utf-8")
    (inside / "a.txt").write_text("The wells are dry.", encoding="utf-8")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "same.txt").symlink_to(inside / "a.txt")
    (inside / "broken.txt").symlink_to(inside / "gone.txt")
    assert [article.id for article in readers.read(inside)] == ["a", "same"]
    assert "link.txt: not read, the link leads out of the directory" in caplog.text


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0" * 100)
    (tmp_path / "b.txt").write_text("The wells are dry.", encoding="utf-8")
    first, second = readers.read_each(tmp_path)
    assert isinstance(first, InputError)
    assert isinstance(second, Article)
    with pytest.raises(InputError, match=r"a\.txt: this is not a text"):
        list(readers.read(tmp_path))


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def lines(path: Path) -> Path:
    path.write_text("\n" * 10_000, encoding="utf-8")
    return path


BROKEN: list[tuple[Callable[[Path], Path | str], str]] = [
    (
        lambda folder: folder / "gone.txt",
        "gone.txt: cannot be read (no such file or directory); check the path",
    ),
    (lambda folder: folder, "no articles in this directory; files may end in .atom"),
    (lambda folder: empty(folder / "a.txt"), "a.txt: the file is empty; give an article"),
    (lambda folder: empty(folder / "a.html"), "a.html: the file is empty"),
    (lambda folder: empty(folder / "a.md"), "a.md: the file is empty"),
    (lambda folder: lines(folder / "a.txt"), "a.txt: there is no text in it; give an article"),
    (lambda folder: lines(folder / "a.md"), "a.md: there is no text in it"),
    (lambda _: "https://example.org/a.html", "addresses are not fetched; save the page and give the file"),
    (lambda _: "a\0b.txt", "cannot be read"),
    (lambda folder: folder / "x" / ("y" * 300), "cannot be read"),
]


@pytest.mark.parametrize(("make", "message"), BROKEN)
def test_what_cannot_be_read_is_one_line_with_the_file(
    make: Callable[[Path], Path | str], message: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        list(readers.read(make(tmp_path)))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "jsonl"])
def test_a_file_over_the_limit_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{readers.reader(name).suffixes[0]}"
    path.write_bytes(b"a " * 600_000)
    with pytest.raises(InputError, match="more than 1 MiB; split it, or allow more"):
        list(readers.read(path, limit=2**20))
    assert len(list(readers.read(path, limit=2 * 2**20))) == 1


def test_an_endless_file_is_refused() -> None:
    with pytest.raises(InputError, match=r"not a text|more than"):
        list(readers.read("/dev/zero", limit=10_000))


def test_wrong_orders_are_refused() -> None:
    with pytest.raises(UnknownPart, match="no 'pdf' in readers"):
        list(readers.read_each("a.txt", format="pdf"))
    with pytest.raises(InputError, match="no language 'fr'"):
        list(readers.read_each("a.txt", language="fr"))
    with pytest.raises(InputError, match="2 articles in one text"):
        readers.read_text('{"text": "a"}\n{"text": "b"}', format="jsonl")


LANGUAGES = [
    # text, ordered language, language, notice
    ("The wells of Hasakah are dry.", None, "en", "language: English, by 100% of the letters"),
    ("آبار الحسكة جافة.", None, "ar", "language: Arabic, by 100% of the letters"),
    ("آبار الحسكة جافة.", "ar-SY", "ar", None),
    ("آبار الحسكة جافة.", "en", "en", "100% of the letters look Arabic, but English was asked for"),
    ("123 😀", None, "en", "language: taken for English (no English or Arabic letters in it)"),
    (
        "Wells آبار wells جافة",
        None,
        "en",
        "language: English, by 56% of the letters (only 56% of the letters are Latin)",
    ),
]


@pytest.mark.parametrize(("text", "ordered", "language", "notice"), LANGUAGES)
def test_the_language_is_found_and_told(
    text: str, ordered: str | None, language: str, notice: str | None
) -> None:
    article = readers.read_text(text, language=ordered)
    assert (article.language, article.notices) == (language, (notice,) if notice else ())


def test_letters_are_believed_before_what_the_page_says() -> None:
    article = readers.read_text("<html lang=ar><p>The wells of Hasakah are dry.</p></html>")
    assert article.notices == ("language: English, by 100% of the letters (the file says 'ar')",)
    assert readers.read_text("<html lang=ar><p>123</p></html>").language == "ar"


def test_furniture_does_not_vote_for_the_language() -> None:
    article = readers.read_text(
        "تجف الآبار في الحسكة.\nFacebook Twitter WhatsApp\nSign up for our daily newsletter"
    )
    assert article.language == "ar"


def test_control_characters_and_lone_surrogates_are_replaced_and_told() -> None:
    article = readers.read_text("The wells\x00 are dry,\ud800 farmers\x1b say.")
    assert article.blocks[0].text == "The wells\ufffd are dry,\ufffd farmers\ufffd say."
    assert article.notices[0] == "control characters replaced by \ufffd: 3"


@pytest.mark.parametrize("name", SAMPLES)
@given(text=st.text(st.characters() | st.sampled_from("<>&[]{}\"'#*`|-:\n\n")))
def test_any_text_gives_an_article_or_an_input_error(name: str, text: str) -> None:
    try:
        article = readers.read_text(text, format=name)
    except InputError:
        return
    assert all(block.text.strip() for block in article.blocks)
    assert "".join(block.text for block in article.blocks).encode()


@pytest.mark.parametrize("name", ["x.txt", "x.html", "x.md", "x.jsonl", "x.json", "x"])
@given(data=st.binary(max_size=300))
def test_any_bytes_give_articles_or_input_errors(
    name: str, data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    assert all(isinstance(one, Article | InputError) for one in readers.read_each(path))


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "jsonl"])
@pytest.mark.parametrize(
    "text", ["word " * 200_000, "كلمة" * 250_000, "x" * 1_000_000], ids=["words", "Arabic", "one word"]
)
def test_a_megabyte_on_one_line_is_one_block(name: str, text: str) -> None:
    assert [block.text for block in readers.read_text(text, format=name).blocks] == [text.strip()]
