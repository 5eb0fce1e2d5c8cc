"""Word files, feeds, web archives, CSV, Parquet, and what is packed: what is read, what is refused, and that the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate import readers
from translate.errors import InputError
from translate.model import Article
from translate.text import packed

if TYPE_CHECKING:
    from collections.abc import Callable

EN = "The wells of the town were dry on Sunday, farmers said. They have waited for rain since March."
AR = "قال المزارعون إن آبار المدينة جفت الأحد. وهم ينتظرون المطر منذ مارس."


def read(path: Path, **more: Any) -> list[Article | InputError]:
    return list(readers.read_each(path, **more))


def texts(found: Article | InputError) -> list[tuple[str, str]]:
    assert isinstance(found, Article), found
    return [(str(block.kind), block.text) for block in found.blocks]


# --- Word


@pytest.fixture
def word(tmp_path: Path) -> Path:
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    document = docx.Document()
    document.core_properties.author = "Salma"
    document.add_heading("Wells run dry in Hasakah", 0)
    paragraph = document.add_paragraph("The wells of ")
    paragraph.add_run("Hasa").bold = True
    paragraph.add_run("kah").bold = True
    paragraph.add_run(" are dry, farmers said on Sunday.").italic = True
    key = document.part.relate_to("https://example.org/?a=1", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {space} r:id="{key}"><w:r><w:t> Read more.</w:t></w:r></w:hyperlink>')
    )
    paragraph._p.append(parse_xml(f"<w:ins {space}><w:r><w:t> Added.</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {space}><w:r><w:delText>Gone.</w:delText></w:r></w:del>"))
    document.add_heading("What farmers say", 2)
    document.add_paragraph("One well is left.", style="List Bullet")
    document.add_paragraph("“We wait,” one of them said.", style="Quote")
    document.add_table(1, 2).rows[0].cells[1].text = "17 wells"
    document.save(str(tmp_path / "wells.docx"))
    return tmp_path / "wells.docx"


def test_a_word_file_keeps_headings_lists_tables_links_and_emphasis(word: Path) -> None:
    (found,) = read(word)
    assert texts(found) == [
        ("headline", "Wells run dry in Hasakah"),
        ("paragraph", "The wells of Hasakah are dry, farmers said on Sunday. Read more. Added."),
        ("subhead", "What farmers say"),
        ("list_item", "One well is left."),
        ("quote", "“We wait,” one of them said."),
        ("paragraph", "17 wells"),
    ]
    assert isinstance(found, Article)
    assert (found.format, found.metadata["author"]) == ("docx", "Salma")
    marks = [(mark.tag, found.blocks[1].text[mark.start : mark.end]) for mark in found.blocks[1].markup]
    assert marks == [("strong", "Hasakah"), ("em", " are dry, farmers said on Sunday."), ("a", " Read more.")]


def test_an_arabic_word_file_is_arabic(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("تجف الآبار", 1)
    document.add_paragraph(AR)
    document.save(str(tmp_path / "abar.docx"))
    (found,) = read(tmp_path / "abar.docx")
    assert isinstance(found, Article)
    assert (found.language, texts(found)[0]) == ("ar", ("headline", "تجف الآبار"))


def test_broken_and_swelling_word_files_are_refused(word: Path) -> None:
    data = word.read_bytes()
    swelling = io.BytesIO()
    with zipfile.ZipFile(swelling, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b"0" * 50_000_000)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("hello.txt", b"hello")
    noise = bytearray(data)
    noise[200:1200] = bytes(range(250)) * 4
    cases = [
        (data[:3000], "no Word file"),
        (swelling.getvalue(), "swells"),
        (other.getvalue(), "no Word file"),
        (b"\xd0\xcf\x11\xe0old", "old Word file"),
        (bytes(noise), "Word file"),
        (b"", "empty"),
    ]
    for content, message in cases:
        word.write_bytes(content)
        (found,) = read(word)
        assert isinstance(found, InputError)
        assert message in str(found)


# --- feeds

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Desk</title><language>en</language>
<item><title>Wells &amp;amp; rain</title><link>https://example.org/1</link><guid>one</guid><dc:creator>Salma</dc:creator>
<description>Short.</description><content:encoded><![CDATA[<p>%s</p><p>More <b>here</b>.</p>]]></content:encoded></item>
<item><title>تجف الآبار</title><description>%s</description></item>
<item><title></title></item>
</channel></rss>""".replace("%s", EN, 1).replace("%s", AR, 1)
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Desk</title>
<entry><title type="html">&lt;b&gt;Wells&lt;/b&gt;</title><id>tag:1</id><link rel="self" href="https://example.org/self"/>
<link href="https://example.org/2"/><author><name>Salma</name></author><updated>2024-12-02T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{EN}</p></div></content></entry></feed>"""


def test_a_feed_gives_an_article_an_entry(tmp_path: Path) -> None:
    (tmp_path / "news.rss").write_text(RSS, "utf-8")
    first, second, third = read(tmp_path / "news.rss")
    assert texts(first) == [
        ("headline", "Wells & rain"),
        ("byline", "Salma"),
        ("paragraph", EN),
        ("paragraph", "More here."),
    ]
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.metadata["url"] == "https://example.org/1"
    assert (second.language, second.id) == ("ar", "news-2")
    assert "entry 3" in str(third)


def test_atom_is_read_whatever_the_suffix(tmp_path: Path) -> None:
    (tmp_path / "news.xml").write_text(ATOM, "utf-8")
    (found,) = read(tmp_path / "news.xml")
    assert texts(found) == [("headline", "Wells"), ("byline", "Salma"), ("paragraph", EN)]
    assert isinstance(found, Article)
    assert found.metadata["url"] == "https://example.org/2"
    assert found.metadata["date"] == "2024-12-02T10:00:00Z"


BAD_FEEDS = [
    # feed, articles, message
    ('<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel><item><title>&a;</title></item></channel></rss>', 0, "declares entities"),
    ('<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel></channel></rss>', 0, "no entry"),
    (RSS.partition("<item><title></title>")[0] + "<item><ti", 2, "the feed is broken"),
    ("<urlset><url>x</url></urlset>", 0, "no feed but <urlset>"),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "articles", "message"), BAD_FEEDS)
def test_bad_feeds_are_told(feed: str, articles: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "news.rss").write_text(feed, "utf-8")
    *before, last = read(tmp_path / "news.rss", format="feed")
    assert len(before) == articles
    assert message in str(last)


# --- web archives


def record(url: str, body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    answer = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", ""]).encode() + body
    top = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return top.encode() + answer + b"\r\n\r\n"


def page(number: int) -> bytes:
    body = " ".join(f"Sentence {place} tells of the wells of region {number}." for place in range(9))
    return (
        f"<html><body><nav><a href='/'>Home</a></nav><article><h1>Wells {number}</h1><p>{body}</p></article>"
        "<footer>Copyright Desk</footer></body></html>"
    ).encode()


RECORDS = [
    record("https://example.org/1", page(1)),
    record("https://example.org/i.png", b"\x89PNG", kind="image/png"),
    record("https://example.org/gone", page(9), status="404 Not Found"),
    record("https://example.org/2", gzip.compress(page(2)), "Content-Encoding: gzip"),
    record(
        "https://example.org/3",
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(page(3)), page(3)),
        "Transfer-Encoding: chunked",
    ),
]
HEADLINES = ["Wells 1", "Wells 2", "Wells 3"]


def headlines(found: list[Article | InputError]) -> list[str]:
    return [one.headline for one in found if isinstance(one, Article)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", b"".join(RECORDS)),
        ("a.warc.gz", b"".join(map(gzip.compress, RECORDS))),
        ("whole.warc.gz", gzip.compress(b"".join(RECORDS))),
    ],
)
def test_a_web_archive_gives_its_pages_without_what_is_around_them(
    name: str, data: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    found = read(tmp_path / name)
    assert headlines(found) == HEADLINES
    first = found[0]
    assert isinstance(first, Article)
    assert (first.format, first.metadata["url"]) == ("warc", "https://example.org/1")
    assert not any("Home" in block.text or "Copyright" in block.text for block in first.blocks)


def damaged(data: bytes, place: int, patch: bytes) -> bytes:
    return data[:place] + patch + data[place + len(patch) :]


PACKED = list(map(gzip.compress, RECORDS))
BROKEN_ARCHIVES = [
    # name, bytes, headlines, messages
    ("a.warc.gz", damaged(PACKED[0], 40, b"\0" * 20) + b"".join(PACKED[1:]), HEADLINES[1:], ["a packed record is broken"]),
    ("a.warc.gz", b"".join(PACKED)[:-30], HEADLINES[:2], ["ends too early"]),
    ("a.warc", damaged(b"".join(RECORDS), 0, b"XXXXXXX"), HEADLINES[1:], ["no record of a WARC file"]),
    ("a.warc", b"".join(RECORDS)[:-40], HEADLINES[:2], ["the record ends too early"]),
    ("a.warc", RECORDS[0].replace(b"Content-Length: ", b"Content-Length: 1", 1) + RECORDS[3], [], ["ends too early"]),
    ("a.warc", record("u", b"\x1f\x8bnothing", "Content-Encoding: gzip") + RECORDS[0], HEADLINES[:1], ["the packed page is broken"]),
    ("a.warc", record("u", gzip.compress(b"0" * 9_000_000), "Content-Encoding: gzip") + RECORDS[0], HEADLINES[:1], ["swells"]),
    ("a.warc", record("u", page(1), "Content-Encoding: magic") + RECORDS[0], HEADLINES[:1], ["not known (magic)"]),
    ("a.warc", record("u", b"<html><body><nav>Home</nav></body></html>") + RECORDS[0], HEADLINES[:1], ["u"]),
    ("a.warc", RECORDS[1], [], ["there is no web page in it"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "wanted", "messages"), BROKEN_ARCHIVES)
def test_a_broken_record_costs_only_itself(
    name: str, data: bytes, wanted: list[str], messages: list[str], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    found = read(tmp_path / name, format="warc")
    assert headlines(found) == wanted
    told = [str(one) for one in found if isinstance(one, InputError)]
    assert len(told) == len(messages)
    assert all(message in one for message, one in zip(messages, told, strict=True))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_record_over_the_limit_is_passed_over(name: str, tmp_path: Path) -> None:
    large = record(
        "https://example.org/9", page(9) + b" " * 60_000 + b"".join(bytes([65 + n % 26]) for n in range(9))
    )
    parts = [RECORDS[0], large, RECORDS[3]]
    (tmp_path / name).write_bytes(b"".join(map(gzip.compress, parts) if name.endswith("gz") else parts))
    found = read(tmp_path / name, limit=40_000)
    assert headlines(found) == HEADLINES[:2]
    assert sum("a record of more than" in str(one) for one in found) == 1


# --- tables


def test_csv_rows_are_articles_in_any_encoding(tmp_path: Path) -> None:
    table = 'id;title;text\nx;Wells;"The wells are dry.\nThey said so."\n;تجف الآبار;' + AR + "\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "windows-1256"):
        (tmp_path / "t.csv").write_bytes(table.encode(encoding))
        first, second = read(tmp_path / "t.csv")
        assert texts(first)[:2] == [("headline", "Wells"), ("paragraph", "The wells are dry.")]
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert (first.id, second.id, second.language) == ("x", "t-2", "ar")
        assert texts(second)[1][1] == AR


BAD_TABLES = [
    ("title,author\nWells,Salma\n", ["no column is called text"]),
    ("title,text\nWells,dry,too\nRain,It rains.\n\n", ["3 cells, and 2 columns"]),
    ("title,text\n", ["there is no row"]),
    ("", ["the file is empty"]),
    ("title,text\na," + "x" * 3000 + "\nRain,It rains.\n", ["row cannot be read"]),
]


@pytest.mark.parametrize(("table", "messages"), BAD_TABLES)
def test_bad_rows_are_told_and_the_rest_is_read(table: str, messages: list[str], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(table, "utf-8")
    found = read(tmp_path / "t.csv", limit=2000 if "xxx" in table else readers.LIMIT)
    told = [str(one) for one in found if isinstance(one, InputError)]
    assert [message in one for message, one in zip(messages, told, strict=True)] == [True] * len(messages)
    assert ("Rain" in table) == any(isinstance(one, Article) for one in found)


def test_parquet_rows_are_articles(tmp_path: Path) -> None:
    import datetime

    import pyarrow as pa
    from pyarrow import parquet

    rows = {
        "headline": ["Wells", None],
        "text": [EN, AR],
        "when": [datetime.datetime(2024, 1, 2), None],
        "tags": [["a"], []],
    }
    parquet.write_table(pa.table(rows), tmp_path / "t.parquet")
    first, second = read(tmp_path / "t.parquet")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.headline, first.format, second.language) == ("Wells", "parquet", "ar")
    assert first.metadata == {"when": "2024-01-02 00:00:00", "tags": '["a"]'}
    parquet.write_table(pa.table({"n": [1]}), tmp_path / "n.parquet")
    assert "no column is called" in str(read(tmp_path / "n.parquet")[0])
    (tmp_path / "t.parquet").write_bytes(b"PAR1 and nothing else")
    assert "cannot be read" in str(read(tmp_path / "t.parquet")[0])
    parquet.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "e.parquet")
    assert "there is no row" in str(read(tmp_path / "e.parquet")[0])


# --- what is packed

LINES = "".join(json.dumps({"id": f"n{number}", "text": EN}) + "\n" for number in range(3)).encode()


def zstd(data: bytes) -> bytes:
    import zstandard

    half = len(data) // 2
    return zstandard.compress(data[:half]) + zstandard.compress(data[half:])  # frames one after the other


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstd)])
def test_packed_files_are_read_and_named_as_if_they_were_not(
    suffix: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    (tmp_path / f"many.jsonl{suffix}").write_bytes(pack(LINES))
    (tmp_path / f"one.txt{suffix}").write_bytes(pack(EN.encode()))
    (tmp_path / f"other{suffix}").write_bytes(pack(EN.encode()))  # no format of that suffix
    found = [one.id for one in read(tmp_path) if isinstance(one, Article)]
    assert found == ["n0", "n1", "n2", "one"]


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstd)])
def test_what_stands_before_a_break_is_read(
    suffix: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    data = pack(b"".join(LINES.replace(b"n", b"%d" % n) for n in range(3)) * 400)
    (tmp_path / f"many.jsonl{suffix}").write_bytes(data[: len(data) * 2 // 3] + b"\0" * 20)
    *before, last = read(tmp_path / f"many.jsonl{suffix}")
    assert before
    assert isinstance(last, InputError)


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstd)])
def test_a_bomb_is_refused(
    suffix: str, pack: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "_FREE", 2**20)
    (tmp_path / f"bomb.jsonl{suffix}").write_bytes(pack(b"0" * 20_000_000))
    *_, last = read(tmp_path / f"bomb.jsonl{suffix}", limit=2**16)
    assert "it unpacks to more than 200 times its size" in str(last)


@pytest.mark.parametrize(
    "name", ["x.docx", "x.rss", "x.csv", "x.parquet", "x.warc", "x.warc.gz", "x.jsonl.gz", "x.txt.zst"]
)
@settings(max_examples=15)
@given(data=st.binary(max_size=300))
def test_any_bytes_give_articles_or_input_errors(
    name: str, data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    for start in (b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08\0", b"(\xb5/\xfd", b"text,title\n"):
        path.write_bytes(start + data)
        assert all(isinstance(one, Article | InputError) for one in readers.read_each(path))


STEMS = [("a.txt", "a"), ("a.b.html", "a.b"), ("a.jsonl.zst", "a"), ("a.WARC.GZ", "a"), ("a.tar.gz", "a.tar"), (".txt", ".txt")]  # fmt: skip


@pytest.mark.parametrize(("name", "stem"), STEMS)
def test_a_stem_has_no_suffix(name: str, stem: str) -> None:
    assert readers.stem(name) == stem
