"""A site: its pages, what a second run leaves alone, what it takes away, and what it never touches."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from tests.press.editions import corrected, edition, hostile, retracted
from translate.errors import InputError
from translate.model import Edition
from translate.press.house import House, Look
from translate.workflow import site

LOOK = Look(house=House(names={"en": "Desk", "ar": "مكتب"}, url="https://example.org/desk/"))
FORMATS = ("html", "md", "xliff", "json")


def sources(*editions: Edition, seen: list[str] | None = None) -> list[site.Source]:
    def load(one: Edition) -> Callable[[], Edition]:
        def loaded() -> Edition:
            if seen is not None:
                seen.append(one.article)
            return one

        return loaded

    return [
        site.Source(f"{one.article}|{one.number}|{one.editor}", load(one), one.article) for one in editions
    ]


ONE = edition()
TWO = replace(corrected("ar"), article="two/..", section="أخبار")
THREE = replace(
    edition(),
    article="three",
    section="أخبار",
    time="2026-10-01T08:00:00Z",
    first_time="2026-10-01T08:00:00Z",
)


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_site_has_its_pages(tmp_path: Path) -> None:
    built = site.build(sources(ONE, TWO, THREE), tmp_path, LOOK, formats=FORMATS)
    assert (built.made, built.kept, built.failures) == (3, 0, ())
    assert sorted(snapshot(tmp_path)) == sorted(
        [
            site.LEDGER, "index.html", "ar.html", "en.html", "sections.html", "dates.html", "sitemap.xml",
            *(f"feed.{code}.{kind}.xml" for code in ("ar", "en") for kind in ("atom", "rss")),
            "sections/Security.html", "sections/أخبار.html", "dates/2026-11-24.html", "dates/2026-10-01.html",
            *(f"articles/{name}{end}" for name in ("qamishli-airport", "two", "three") for end in (".html", ".ar.html", ".en.html", ".md", ".xlf", ".json")),
        ]
    )  # fmt: skip
    text = (tmp_path / "articles/two.html").read_text("utf-8")
    assert (
        '<link rel="alternate" hreflang="ar" href="https://example.org/desk/articles/two.ar.html" />' in text
    )
    assert '<a href="two.xlf" dir="ltr">XLIFF</a>' in text
    assert '<a href="../index.html">' in text
    assert "تصويب" in (tmp_path / "index.html").read_text("utf-8")
    assert "English" not in (tmp_path / "ar.html").read_text("utf-8").partition("<main")[2]


def test_every_link_inside_a_site_leads_somewhere(tmp_path: Path) -> None:
    import re
    from urllib.parse import unquote

    site.build(sources(ONE, TWO, replace(retracted(), article="gone")), tmp_path, LOOK, formats=FORMATS)
    for page in tmp_path.rglob("*.html"):
        for address in re.findall(r'(?:href)="([^"#]+)', page.read_text("utf-8")):
            if "://" not in address:
                assert (page.parent / unquote(address)).exists(), (page.name, address)


def test_the_map_names_languages_and_leaves_out_what_is_withdrawn(tmp_path: Path) -> None:
    site.build(sources(ONE, replace(retracted(), article="gone")), tmp_path, LOOK)
    root = fromstring((tmp_path / "sitemap.xml").read_text("utf-8"))
    places = [element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert "https://example.org/desk/articles/qamishli-airport.ar.html" in places
    assert not any("gone" in place for place in places)


def test_the_map_is_xml_whatever_the_address(tmp_path: Path) -> None:
    look = Look(house=House(url="https://example.org/?a=1&b=<2>/"))
    site.build(sources(edition()), tmp_path, look)
    root = fromstring((tmp_path / "sitemap.xml").read_text("utf-8"))
    links = [element.get("href", "") for element in root.iter("{http://www.w3.org/1999/xhtml}link")]
    assert links
    assert all(link.startswith("https://example.org/?a=1&b=<2>/articles/") for link in links)


def test_pages_are_written_as_they_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def two(*_: object) -> Iterator[tuple[str, bytes]]:
        yield "one.html", b"1"
        assert (tmp_path / "one.html").is_file()  # and not held until all are there
        yield "two.html", b"2"

    monkeypatch.setattr(site, "pages", two)
    site.build(sources(edition()), tmp_path, Look())
    assert (tmp_path / "two.html").is_file()


def test_a_second_run_makes_only_what_changed(tmp_path: Path) -> None:
    site.build(sources(ONE, TWO, THREE), tmp_path, LOOK, formats=FORMATS)
    before = snapshot(tmp_path)
    seen: list[str] = []
    built = site.build(sources(ONE, TWO, THREE, seen=seen), tmp_path, LOOK, formats=FORMATS)
    assert (built.made, built.kept, seen) == (0, 3, [])
    assert snapshot(tmp_path) == before
    changed = replace(THREE, editor="Another")
    built = site.build(sources(ONE, TWO, changed, seen=seen), tmp_path, LOOK, formats=FORMATS)
    assert (built.made, seen) == (1, ["three"])
    after = snapshot(tmp_path)
    moved = {path for path in after if after[path] != before[path]}
    assert {path for path in moved if path != site.LEDGER} == {
        f"articles/three{end}" for end in (".html", ".ar.html", ".en.html", ".md", ".json")
    } | ({"articles/three.xlf"} & moved)


def test_another_look_or_a_lost_file_makes_pages_again(tmp_path: Path) -> None:
    site.build(sources(ONE, THREE), tmp_path, LOOK)
    (tmp_path / "articles/three.html").unlink()
    assert site.build(sources(ONE, THREE), tmp_path, LOOK).made == 1
    assert site.build(sources(ONE, THREE), tmp_path, replace(LOOK, first="en")).made == 2
    (tmp_path / site.LEDGER).write_text("no", "utf-8")
    assert site.build(sources(ONE, THREE), tmp_path, replace(LOOK, first="en")).made == 2


def test_what_is_gone_is_taken_away_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    site.build(sources(ONE, THREE), tmp_path, LOOK, formats=FORMATS)
    (tmp_path / "articles/mine.html").write_text("mine", "utf-8")
    built = site.build(sources(ONE), tmp_path, LOOK, formats=FORMATS)
    assert built.removed == 8  # six files, the day and the section
    assert not (tmp_path / "articles/three.html").exists()
    assert (tmp_path / "articles/mine.html").read_text("utf-8") == "mine"


def test_a_ledger_from_elsewhere_takes_nothing_away(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("x", "utf-8")
    folder = tmp_path / "site"
    folder.mkdir()
    row = {"name": "x", "key": "x", "files": {"../outside.txt": ""}, "entry": {}}
    ledger = {
        "look": "",
        "articles": {"x": row},
        "lists": ["../outside.txt", "/etc/x", "a/../../outside.txt"],
    }
    (folder / site.LEDGER).write_text(json.dumps(ledger), "utf-8")
    site.build(sources(ONE), folder, LOOK)
    assert outside.exists()


def test_what_cannot_be_made_is_told_and_stays(tmp_path: Path) -> None:
    def broken() -> Edition:
        raise InputError("broken", file="b.json")

    site.build(sources(ONE, THREE), tmp_path, LOOK)
    progress: list[tuple[int, int]] = []
    bad = site.Source("new", broken, "three")
    built = site.build(
        [*sources(ONE), bad],
        tmp_path,
        LOOK,
        progress=lambda done, total: progress.append((done, total)),
        total=2,
    )
    assert [str(error) for error in built.failures] == ["b.json: broken"]
    assert (tmp_path / "articles/three.html").exists()
    assert progress == [(0, 2), (1, 2), (2, 2)]
    again = site.build(sources(ONE, replace(ONE, editor="x")), tmp_path, LOOK)
    assert "is there twice" in str(again.failures[0])


def test_hostile_names_stay_inside(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "site"
    site.build(sources(hostile()), folder, LOOK, formats=("html", "md"))
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} <= {
        folder,
        folder / "articles",
        folder / "sections",
        folder / "dates",
    }


def test_a_site_of_nothing_is_a_site(tmp_path: Path) -> None:
    site.build([], tmp_path, Look())
    assert "There is nothing here yet" in (tmp_path / "en.html").read_text("utf-8")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "articles").write_text("a file", "utf-8")
    built = site.build(sources(ONE), tmp_path, LOOK)
    assert "cannot be written" in str(built.failures[0])


@pytest.mark.parametrize("name", ["po", "xliff", "tmx"])
def test_exchange_files_say_the_state(name: str) -> None:
    data = site.written(edition(), name, LOOK)
    assert data is not None
    assert b"reviewed" in data
    assert site.suffix(name) in (".po", ".xlf", ".tmx")
