"""The page of an edition: valid, accessible, linked from side to side, told to machines, without scripts."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import html5lib
import pytest

from tests.press.editions import corrected, edition, hostile, retracted
from translate import publishers
from translate.model import Edition, EditionStatus
from translate.press import feeds as feed
from translate.press.house import House, Logo, Look
from translate.workflow import site

AXE = Path(__file__).parents[1] / "data" / "axe-4.14.1.min.js.gz"
LOGO = Logo("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
HOUSE = House(
    names={"en": "Euphrates Desk", "ar": "مكتب الفرات"},
    rights={"en": "© Euphrates Desk", "ar": "© مكتب الفرات"},
    url="https://example.org/desk/",
    logo=LOGO,
)
LOOK = Look(
    house=HOUSE,
    alternates={
        "ar": "https://example.org/a.ar.html",
        "en": "https://example.org/a.en.html",
        "x-default": "https://example.org/a.html",
    },
    feeds={"RSS": "../feed.ar.rss.xml", "Atom": "../feed.ar.atom.xml"},
    home="../index.html",
    downloads={"EPUB": "a.epub"},
    path="articles/a.html",
)
EDITIONS = {
    "published": edition(),
    "from Arabic": edition("ar"),
    "corrected": corrected(),
    "retracted": retracted(),
    "draft": edition(status=EditionStatus.DRAFT),
    "hostile": hostile(),
}


def page(one: Edition, look: Look = LOOK) -> str:
    return publishers.for_editions("html").write(one, look).decode()


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("layout", ["side-by-side", "target-only"])
def test_a_page_is_valid(name: str, layout: str) -> None:
    html5lib.HTMLParser(strict=True).parse(page(EDITIONS[name], Look(house=HOUSE, layout=layout)))


def test_lists_are_valid() -> None:
    entries = [feed.entry(one, LOOK, name=f"a{number}") for number, one in enumerate(EDITIONS.values())]
    for path, data in site.pages(entries, LOOK):
        if path.endswith(".html"):
            html5lib.HTMLParser(strict=True).parse(data.decode())


def test_each_side_links_to_its_twin() -> None:
    text = page(edition())
    ids = re.findall(r'id="(s\d+-(?:en|ar))"', text)
    links = re.findall(r'<a class="to" href="#(s\d+-(?:en|ar))"[^>]*></a>', text)  # no number in the text
    assert len(ids) == len(set(ids)) == 26
    assert sorted(ids) == sorted(links)
    assert 'aria-label="Sentence 3 in Arabic"' in text
    assert 'aria-label="الجملة 3 بالإنجليزية"' in text
    alone = page(edition(), Look(layout="target-only"))
    assert 'class="to"' not in alone
    assert 'id="s3-ar"' in alone


def test_each_text_has_its_language_and_direction() -> None:
    text = page(edition())
    assert text.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl">')
    assert '<bdi lang="en" dir="ltr" class="keep">S-400</bdi>' in text
    assert '<bdi dir="ltr" class="keep">+963 11 222 3344</bdi>' in text
    assert '<bdi lang="ar" dir="rtl">الحسكة</bdi>' in text
    assert page(edition("ar")).startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">')
    assert 'lang="en" dir="ltr">By: Salma Haddad' not in text  # facts stand in lists
    assert not re.search(r"(?:margin|padding|border)-(?:left|right)", text)  # logical properties only


def test_machines_are_told() -> None:
    text = page(corrected())
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found
    told = json.loads(found[1])
    assert told["@type"] == "NewsArticle"
    assert told["inLanguage"] == ["ar", "en"]
    assert told["translator"] == [{"@type": "Person", "name": "ليلى الجبوري"}]
    assert told["translationOfWork"]["inLanguage"] == "en"
    assert told["translationOfWork"]["url"] == "https://example.org/news/qamishli"
    assert (told["datePublished"], told["dateModified"]) == ("2026-11-24T18:30:00Z", "2026-11-25T08:00:00Z")
    assert [one["inLanguage"] for one in told["correction"]] == ["ar", "en"]
    assert '<link rel="canonical" href="https://example.org/desk/articles/a.html" />' in text
    assert '<link rel="alternate" hreflang="x-default" href="https://example.org/a.html" />' in text
    assert (
        json.loads(re.findall(r'json">(.*?)</script>', page(retracted()))[0])["creativeWorkStatus"]
        == "Retracted"
    )


def test_a_page_that_stands_alone_names_itself_and_its_original() -> None:
    text = page(edition(), Look())
    assert '<link rel="canonical" href="qamishli-airport.html" />' in text
    assert '<link rel="alternate" hreflang="ar" href="qamishli-airport.html" />' in text
    assert '<link rel="alternate" hreflang="en" href="https://example.org/news/qamishli" />' in text
    there = page(edition(), Look(house=HOUSE))
    assert (
        '<link rel="alternate" hreflang="x-default" href="https://example.org/desk/qamishli-airport.html" />'
        in there
    )


def test_what_a_template_of_the_newsroom_may_show(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "{{ page.title }}|{{ page.rows[5].sides[0].html }}|{{ page.rows[1].sides[1].bare_html }}|{{ house.name('en') }}|{{ words.ar.correction }}",
        "utf-8",
    )
    text = page(edition(), Look(house=House(names={"en": "A<B", "ar": ""}, templates=tmp_path)))
    assert text.startswith("«قسد»: بطارية S-400 وصلت إلى مطار القامشلي|<span class=")
    assert text.endswith("|SDF says an S-400 battery reached Qamishli airport|A&lt;B|تصويب")


def violations(html: str, folder: Path) -> list[tuple[str, str]]:
    """What axe-core finds on a page in a browser: rule and element."""
    chromium = shutil.which("chromium")
    assert chromium, "the tests of pages need chromium"
    axe = gzip.decompress(AXE.read_bytes()).decode().replace("</script>", "<\\/script>")
    run = (
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(found => {"
        "const told = document.createElement('pre'); told.id = 'axe-told';"
        "told.textContent = JSON.stringify(found.violations.flatMap(one => one.nodes.map(node => [one.id, node.html])));"
        "document.body.appendChild(told);});"
    )
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)  # it would stop axe
    (folder / "page.html").write_text(
        open_page.replace("</body>", f"<script>{axe}</script><script>{run}</script></body>"), "utf-8"
    )
    done = subprocess.run(
        [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
            f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=30000", "--dump-dom", (folder / "page.html").as_uri(),
        ],
        capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip
    told = re.search(r'<pre id="axe-told">(.*?)</pre>', done.stdout, re.DOTALL)
    assert told, done.stderr[-500:]
    return [
        tuple(one)
        for one in json.loads(told[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    ]


@pytest.mark.timeout(300)
def test_a_page_is_accessible(tmp_path: Path) -> None:
    assert violations(page(corrected()), tmp_path) == []


@pytest.mark.timeout(300)
def test_a_list_is_accessible(tmp_path: Path) -> None:
    entries = [
        feed.entry(one, LOOK, name=f"a{number}")
        for number, one in enumerate((edition(), corrected("ar"), retracted()))
    ]
    assert violations(dict(site.pages(entries, LOOK))["index.html"].decode(), tmp_path) == []
