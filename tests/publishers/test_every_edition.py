"""What holds for every format of editions: the same bytes every day, both texts in order, marks of draft and withdrawal, nothing hostile."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from tests.press.editions import ATTACK, corrected, edition, hostile, retracted
from translate import publishers
from translate.model import Edition, EditionStatus
from translate.press.house import House, Look
from translate.workflow.site import EXCHANGED, written

FORMATS = [*publishers.EDITIONS, *EXCHANGED]
READ = [
    name for name in FORMATS if name not in (*EXCHANGED, "pdf")
]  # what people read; print has its own tests, for it is slow
HOUSE = House(
    names={"en": "Euphrates Desk", "ar": "مكتب الفرات"},
    rights={"en": "© Euphrates Desk", "ar": "© مكتب الفرات"},
    url="https://example.org/desk/",
)
LOOK = Look(house=HOUSE)


def said(name: str, data: bytes) -> str:
    """The text of a file, packed or not; of a PDF what pdftotext reads in it."""
    if name == "pdf":
        run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
        return run.stdout.decode()
    if name in ("epub", "docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return "\n".join(
                opened.read(part).decode()
                for part in opened.namelist()
                if part.endswith(("xml", "xhtml", "opf", "svg", "rels"))
            )
    return data.decode()


def make(name: str, one: Edition, look: Look = LOOK) -> str:
    data = written(one, name, look)
    assert data is not None
    return said(name, data)


@pytest.mark.parametrize("name", [one for one in FORMATS if one != "pdf"])
@pytest.mark.parametrize("source", ["en", "ar"])
def test_both_texts_are_in_it_in_order(name: str, source: str) -> None:
    text = make(name, edition(source))
    signs = ["القامشلي", "للتفاصيل", "القمح", "Qamishli", "details", "Wheat"]
    assert all(sign in text for sign in signs)
    if name in ("po", "xliff", "tmx", "json"):
        return
    for side in (signs[:3], signs[3:]):
        places = [text.index(sign) for sign in side]
        assert places == sorted(places)
    assert "Editor Picks" not in text


# What a font draws in a way of its own: letters on top of each other, signs above and below, numbers and Latin in an Arabic line.
PRINTED = [
    ("The council opened the wells.", "فتحَ المجلسُ الآبارَ في الحسكة، ومنحَ خزّانٍ ضغطاً لا يُحتمل."),
    ("It was 1979, they said.", "قالوا إن العام 1979 كان أول الأعوام (نحو 2.3 مليون لتر)، ثم جاء عام 2004."),
    ("The SDF has an S-400.", "وقال متحدث باسم SDF إن S-400 وصلت إلى محمد، بحسب Reuters، وهي جاهزة."),
    (
        "Prices rose by 25% in May.",
        "ارتفعت الأسعار بنسبة 25% في أيار/مايو: الخبز أولاً. ثم المحروقات ٣٫٥٪ فقط.",
    ),
    (
        "Call +963 11 222 3344 now.",
        "اتصلوا على الرقم +963 11 222 3344 أو زوروا https://example.org/figures اليوم.",
    ),
    ("“We will not go back,” she said.", "«لن نعود»، قالت المتحدثة؛ الحجّ والجمعة لله، والمحامي نجح!"),
]


def printed(source: str) -> Edition:
    from translate.model import Block, BlockDraft, BlockKind, Pin, Segment

    sides = [pair if source == "en" else pair[::-1] for pair in PRINTED]
    blocks = tuple(
        BlockDraft(Block(f"b{place}", BlockKind.PARAGRAPH, one), other)
        for place, (one, other) in enumerate(sides)
    )
    pins = tuple(
        Pin(Segment(f"b{place}.0", f"b{place}", one, 0), other, 1, "final")
        for place, (one, other) in enumerate(sides)
    )
    return replace(edition(source), blocks=blocks, pins=pins)


@pytest.mark.parametrize("layout", ["side-by-side", "interleaved"])
def test_a_pdf_gives_its_facts_a_line_each(layout: str) -> None:
    text = make("pdf", edition(), Look(house=HOUSE, layout=layout))
    lines = [line.strip() for line in re.sub("[\u200e\u200f\u202a-\u202e]", "", text).split("\n")]
    lines = [line for line in lines if line]
    english = lines.index("By: Salma Haddad")
    assert lines[english + 1 : english + 6] == [
        "Translation:",
        "ليلى الجبوري",
        "Editor: Omar Tayeb",
        "Published: 24 November 2026, 18:30 UTC",
        "Edition: 1",
    ]
    arabic = lines.index("بقلم: Salma Haddad")
    assert lines[arabic + 1 : arabic + 5] == [
        "ترجمة: ليلى الجبوري",
        "تحرير: Omar Tayeb",
        "نُشرت: 24 نوفمبر 2026، 18:30 بتوقيت غرينتش",
        "الطبعة: 1",
    ]


@pytest.mark.parametrize(
    ("source", "layout"),
    [("en", "side-by-side"), ("en", "interleaved"), ("ar", "interleaved"), ("en", "target-only")],
)
def test_a_pdf_gives_its_text_whole_and_in_reading_order(source: str, layout: str) -> None:
    text = make("pdf", printed(source), Look(house=HOUSE, layout=layout))
    text = re.sub("[\u200e\u200f\u202a-\u202e]", "", text)
    if layout == "side-by-side":  # lines are halved there
        words = text.split()
        for english, arabic in PRINTED:
            said = {word for word in f"{english} {arabic}".split() if "://" not in word}
            assert not said - set(words)
        return
    shown = " ".join(text.split())
    for english, arabic in PRINTED:
        assert arabic in shown
        assert (english in shown) is (layout == "interleaved")


@pytest.mark.parametrize("name", [*READ, "pdf"])
def test_a_draft_says_so_in_both_languages(name: str) -> None:
    text = make(name, edition(status=EditionStatus.DRAFT))
    assert "Machine draft, not reviewed by a translator" in re.sub(r"\s+", " ", text)
    assert "مسودة" in text
    if name != "pdf":
        assert "Machine draft" not in make(name, edition())


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("source", ["en", "ar"])
def test_a_correction_is_told_in_both_languages_with_what_changed(name: str, source: str) -> None:
    text = make(name, corrected(source))
    assert "An earlier edition gave the rise in prices as" in re.sub(r"\s+", " ", text)
    assert "ذكرت طبعة سابقة" in text
    assert "20" in text


@pytest.mark.parametrize("first", ["ar", "en"])
def test_what_changed_is_told_in_the_order_of_the_languages(first: str) -> None:
    from translate.press.view import page

    (erratum,) = page(corrected("ar"), Look(first=first)).errata
    assert [one.language for one in erratum.shifts] == [one.language for one in erratum.notes]
    assert erratum.shifts[0].language == first


@pytest.mark.parametrize("name", READ)
def test_what_is_withdrawn_leaves_a_notice_and_no_text(name: str) -> None:
    text = make(name, retracted())
    assert "The event did not take place." in re.sub(r"\s+", " ", text)
    assert "لم يقع الحدث" in text
    assert "Qamishli" in text  # the headline stays
    assert "Wheat" not in text
    assert "القمح" not in text


@pytest.mark.parametrize("name", EXCHANGED)
def test_other_tools_get_nothing_of_what_is_withdrawn(name: str) -> None:
    assert written(retracted(), name, LOOK) is None


@pytest.mark.parametrize("layout", ["side-by-side", "interleaved", "target-only", "source-only"])
@pytest.mark.parametrize("name", ["html", "epub", "docx", "md", "txt"])
def test_layouts(name: str, layout: str) -> None:
    text = make(name, edition(), Look(house=HOUSE, layout=layout))
    assert ("ماذا بعد" in text) is (layout != "source-only")
    assert ("What comes next" in text) is (layout != "target-only")


@pytest.mark.parametrize("name", ["html", "md", "txt"])
@pytest.mark.parametrize("first", ["ar", "en"])
def test_the_first_language_comes_first(name: str, first: str) -> None:
    text = make(name, edition(), Look(house=HOUSE, first=first))
    arabic, english = text.index("ماذا بعد"), text.index("What comes next")
    assert (arabic < english) is (first == "ar")


@pytest.mark.parametrize(
    ("name", "source"),
    [(name, source) for name in FORMATS for source in ("en", "ar") if (name, source) != ("pdf", "ar")],
)
def test_nothing_hostile_acts(name: str, source: str) -> None:
    data = written(hostile(source), name, LOOK)
    assert data is not None
    text = said(name, data)
    assert not re.search(
        "[\u202a-\u202e\x00\x1b]",
        text.replace("\u202a", "").replace("\u202b", "").replace("\u202c", "") if name == "pdf" else text,
    )
    if name == "pdf":
        assert b"/JavaScript" not in data
        assert b"/JS" not in data
        assert not re.search(rb"/URI \(javascript", data, re.IGNORECASE)
        return
    assert "49" not in re.sub(r"\d{3,}", "", text) or "7*7" in text  # templates are not filled in twice
    if name in ("txt", "po"):  # plain text: nothing in it can act
        return
    if name == "json":
        shape = json.loads(text)
        text = "".join(body["value"] for body in shape["bodies"] if body["contenttype"] == "text/html")
    if name == "md":
        assert not re.search(r"(?<!\\)<(?!https|/?(?:a|em|bdi)\b)", text)
        return
    live = text.replace('<script type="application/ld+json">', "").replace('<img src="cover.svg"', "")
    assert not re.search(r"<(?:script|img|iframe|style\s+[^>]*onload|b>)", live)
    assert not re.search(r"""(?:href|Target)=["']\s*(?:javascript|data:text)""", text, re.IGNORECASE)
    assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', text))


@pytest.mark.parametrize(
    ("href", "address", "found"),
    [
        ("//evil.example/x", "", ""),
        ("//example.net/x", "https://example.org/news/1", "https://example.net/x"),
        ("../about?a=1", "https://example.org/news/1", "https://example.org/about?a=1"),
        ("#note", "https://example.org/news/1", "https://example.org/news/1#note"),
        ("/about", "", ""),
        ("//[bad", "https://example.org/news/1", ""),
        ("mailto:desk@example.org", "", "mailto:desk@example.org"),
    ],
)
def test_links_lead_on_from_where_the_article_stood(href: str, address: str, found: str) -> None:
    from translate.model import Markup

    one = edition(address=address)
    mark = Markup("a", 0, 3, (("href", href), ("title", "t")))
    blocks = tuple(replace(row, block=replace(row.block, markup=(mark,)), markup=()) for row in one.blocks)
    for name in ("html", "epub", "docx", "md", "json"):
        text = make(name, replace(one, blocks=blocks), Look())
        assert found in text, name
        assert "evil" not in text
        assert 'href="/' not in text


def test_names_in_a_package_stay_inside_it() -> None:
    for name in ("epub", "docx"):
        data = written(hostile(), name, LOOK)
        assert data is not None
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            assert all(".." not in part and not part.startswith("/") for part in opened.namelist())


_MAKE = """
import json, sys
from hashlib import sha256
from tests.press.editions import corrected, edition
from tests.publishers.test_every_edition import FORMATS, LOOK
from translate.press.house import Look
from translate.press import feeds as feed
from translate.publishers import Book, binder
from translate.workflow.site import written
found = {name: sha256(written(corrected(), name, LOOK)).hexdigest() for name in FORMATS}
book = Book({"en": "Week", "ar": "الأسبوع"}, (edition(), corrected("ar")), "2026-11-25T08:00:00Z")
found |= {f"book.{name}": sha256(binder(name).bind(book, LOOK)).hexdigest() for name in ("epub", "pdf")}
found |= {name: sha256(data).hexdigest() for name, data in feed.feeds([feed.entry(corrected(), LOOK)], LOOK)}
print(json.dumps(found))
"""
_ANOTHER_DAY = """
import time, datetime
_time, _localtime = time.time, time.localtime
time.time = lambda: _time() + 86400 * 400
time.localtime = lambda at=None: _localtime(_time() + 86400 * 400 if at is None else at)
"""


@pytest.mark.timeout(600)
def test_the_same_bytes_on_another_day_in_another_place() -> None:
    """Another process, another clock, time zone, locale and order of sets; every format, book and feed."""
    from tests.publishers import test_every_edition as here  # what the other process imports

    assert here.FORMATS == FORMATS
    root = Path(__file__).parents[2]
    runs = []
    for before, told in (
        ("", {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
        (
            _ANOTHER_DAY,
            {
                "TZ": "Pacific/Kiritimati",
                "LC_ALL": "ar_SY.UTF-8",
                "LANG": "tr_TR.UTF-8",
                "PYTHONHASHSEED": "77",
            },
        ),
    ):
        run = subprocess.run(
            [sys.executable, "-c", before + _MAKE],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), "SOURCE_DATE_EPOCH": "", **told},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        runs.append(json.loads(run.stdout))
    assert runs[0] == runs[1]
    assert len(runs[0]) == len(FORMATS) + 6


def test_another_edition_gives_other_bytes() -> None:
    for name in ("html", "docx", "epub", "json"):
        one, other = (written(replace(edition(), editor=who), name, LOOK) for who in ("A", "B"))
        assert one is not None
        assert other is not None
        assert sha256(one).digest() != sha256(other).digest()


def test_the_attack_of_these_tests_is_one() -> None:
    assert all(sign in ATTACK for sign in ("<script>", "onerror", "{{", "\u202e", "\x00", "javascript:"))
