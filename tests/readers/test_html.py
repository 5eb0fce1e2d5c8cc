"""Web pages: what is the article, what is furniture, and which markup comes over."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import readers
from translate.errors import InputError
from translate.model import Article, Markup
from translate.text.markup import to_html

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Drought empties the wells | Example News</title>
<meta property="og:site_name" content="Example News"><meta name="author" content="Leila Hadi">
<link rel="canonical" href="https://example.org/wells"><style>p{x}</style><script>var a="<p>no</p>";</script></head>
<body class="has-sidebar news"><header><div class="logo">Example News</div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav></header>
<main><article class="post tag-syria"><p class="kicker">Middle East</p><h1>Drought empties<br>the wells</h1>
<p class="standfirst">Farmers say they will leave if no rain falls this month.</p>
<div class="byline">By <a href="/a">Leila Hadi</a></div><time datetime="2019">11 February 2019</time>
<figure><img src="x.jpg" alt="A well"><figcaption>A dry well near Hasakah (AFP)</figcaption></figure>
<p>The wells of <a href="https://example.org/?a=1&amp;b=2" title="Map" onclick="x()">Hasakah</a> are
<em>running <strong>dry</strong></em> for the third year, farmers say, and nobody knows what comes next.</p>
<aside class="related"><h3>Related</h3><ul><li><a href="/1">Wheat harvest falls again</a></li></ul></aside>
<blockquote><p>We are tired &mdash; of waiting.</p><footer>Abu Ahmad</footer></blockquote>
<h2>What next</h2><ul><li>One</li><li>Two <ul><li>Deep</li></ul></li></ul>
<p>He said <a href="java&#10;script:alert(1)">this</a>.<br>And that.<br><br>A paragraph of its own.</p>
<pre><code>x = 1</code></pre></article></main>
<div class="share-buttons"><a href="#">Facebook</a></div><footer>Example News</footer></body></html>"""

BLOCKS = [
    ("site", "Example News", 0),
    ("furniture", "Home", 0),
    ("furniture", "World", 0),
    ("section", "Middle East", 0),
    ("headline", "Drought empties the wells", 1),
    ("subhead", "Farmers say they will leave if no rain falls this month.", 1),
    ("byline", "By Leila Hadi", 0),
    ("date", "11 February 2019", 0),
    ("caption", "A dry well near Hasakah (AFP)", 0),
    (
        "paragraph",
        "The wells of Hasakah are running dry for the third year, farmers say, and nobody knows what comes next.",
        0,
    ),
    ("furniture", "Related", 0),
    ("furniture", "Wheat harvest falls again", 0),
    ("quote", "We are tired — of waiting.", 1),
    ("quote", "Abu Ahmad", 1),
    ("subhead", "What next", 2),
    ("list_item", "One", 1),
    ("list_item", "Two", 1),
    ("list_item", "Deep", 2),
    ("paragraph", "He said this.\nAnd that.", 0),
    ("paragraph", "A paragraph of its own.", 0),
    ("furniture", "x = 1", 0),
    ("furniture", "Facebook", 0),
    ("furniture", "Example News", 0),
]


def read(page: str) -> Article:
    return readers.read_text(page, format="html")


def shape(page: str) -> list[tuple[str, str]]:
    return [(str(block.kind), block.text) for block in read(page).blocks]


def test_a_page_is_read_whole() -> None:
    assert [(block.kind, block.text, block.level) for block in read(PAGE).blocks] == BLOCKS


def test_links_and_emphasis_lie_over_the_text() -> None:
    paragraph = read(PAGE).blocks[9]
    assert paragraph.markup == (
        Markup("a", 13, 20, (("href", "https://example.org/?a=1&b=2"), ("title", "Map"))),
        Markup("em", 25, 36),
        Markup("strong", 33, 36),
    )
    assert [paragraph.text[mark.start : mark.end] for mark in paragraph.markup] == [
        "Hasakah",
        "running dry",
        "dry",
    ]


def test_the_head_of_the_page_is_metadata() -> None:
    assert read(PAGE).metadata == {
        "title": "Drought empties the wells | Example News",
        "author": "Leila Hadi",
        "site": "Example News",
        "url": "https://example.org/wells",
    }


def test_what_does_not_come_over_is_told() -> None:
    assert read(PAGE).notices[:2] == (
        "1 picture not carried over",
        "1 link left out: the address is not safe",
    )


ARABIC = """<html dir=rtl lang=ar><head><title>الجفاف يفرغ الآبار - الشرق الأوسط</title></head><body><form id=aspnet><table>
<tr><td class=menu><a href=1>الرئيسية</a> <a href=2>سياسة</a></td></tr><tr><td>
<span class=title>الجفاف يفرغ الآبار</span><br><br>الاثنين 11 فبراير 2019<br><br>الحسكة: كمال شيخو<br><br>
تجف آبار محافظة الحسكة للعام الثالث على التوالي، بحسب ما يقول المزارعون في المنطقة.<br><br>
ويضيف هؤلاء أن المياه باتت غالية جداً على الأسر الفقيرة هناك.<br><br>اقرأ أيضاً<br><br><a href=x>محصول القمح يتراجع</a>
</td></tr></table></form></body></html>"""


def test_a_page_of_tables_and_line_breaks_is_understood() -> None:
    assert [kind for kind, _ in shape(ARABIC)] == [
        "furniture", "headline", "date", "dateline", "paragraph", "paragraph", "furniture", "furniture",
    ]  # fmt: skip


LONG = "The wells of Hasakah province are running dry for the third year, farmers say."

KINDS = [
    # page, its blocks
    (f"<div class=sidebar><h1>Wells run dry</h1><p>{LONG}</p></div>", ["headline", "paragraph"]),
    (f"<body class='no-comments'><h1>Wells run dry</h1><p>{LONG}</p>", ["headline", "paragraph"]),
    (f"<aside><p>{LONG}</p></aside>", ["paragraph"]),
    (f"<h1>Wells run dry</h1><p>{LONG}</p><p>{LONG}</p><aside><p>{LONG}</p></aside>", ["headline", "paragraph", "paragraph", "furniture"]),
    (f"<h1>Wells run dry</h1><p>{LONG}</p><p style='display: none'>Loading</p>", ["headline", "paragraph", "furniture"]),
    (f"<h1>Wells run dry</h1><p>{LONG}</p><p hidden>Loading</p>", ["headline", "paragraph", "furniture"]),
    (f"<h1>Wells run dry</h1><p>{LONG}</p><div role=navigation>Top</div>", ["headline", "paragraph", "furniture"]),
    (f"<h1>Wells run dry</h1><p>{LONG}</p><h3><a href=/x>Wheat fails</a></h3>", ["headline", "paragraph", "furniture"]),
    (f"<h1>Wells run dry</h1><p>{LONG}</p><p><a href=/x>Read the whole report of the commission</a></p>", ["headline", "paragraph", "paragraph"]),
    (f"<h1>Wells run dry</h1><p>{LONG}</p><select><option>English</select><button>Go</button>", ["headline", "paragraph", "furniture", "furniture"]),
    (f"<h2>Wells run dry</h2><p>{LONG}</p><h2>What next</h2><p>{LONG}</p>", ["headline", "paragraph", "subhead", "paragraph"]),
    (f"<h1>Example News</h1><title>Wells run dry</title><h1>Wells run dry</h1><p>{LONG}</p>", ["site", "headline", "paragraph"]),
    (f"<h1>Wells run dry</h1><p>{LONG}</p><h1>Second part</h1><p>{LONG}</p>", ["headline", "paragraph", "subhead", "paragraph"]),
    (f"<title>Wells run dry - Reuters</title><p>{LONG}</p>", ["headline", "paragraph"]),
    (f"<title>Wells run dry | Hasakah Herald</title><div>Wells run dry</div><p>{LONG}</p>", ["headline", "paragraph"]),
    (f"<div class=headline>Wells run dry</div><div class='post-date'>Yesterday morning</div><p>{LONG}</p>", ["headline", "date", "paragraph"]),
    (f"<h1>Wells run dry</h1><div class=pullquote>Nobody pays.</div><p>{LONG}</p>", ["headline", "quote", "paragraph"]),
    (f"<h1>Wells run dry</h1><table><caption>Wells</caption><tr><th>Place<td>Depth of it</table><p>{LONG}</p>", ["headline", "caption", "subhead", "subhead", "paragraph"]),
    (f"<h1>Wells run dry</h1><dl><dt>How deep<dd>It is forty metres deep.</dl><address>Leila Hadi</address><p>{LONG}</p>", ["headline", "subhead", "subhead", "byline", "paragraph"]),
    (f"<h1>Wells run dry</h1><div class=date>{LONG} {LONG}</div>", ["headline", "paragraph"]),
    ("<pre>Wells run dry\n\nThe wells\nare dry.\n</pre>", ["headline", "paragraph"]),
    ("<p>Just a fragment</p><p>of two.</p>", ["headline", "paragraph"]),
    ("<svg><title>Icon</title><text>Menu</text></svg><p>The wells are dry.</p>", ["furniture", "furniture", "paragraph"]),
    ("<noscript>Turn on scripts</noscript><p>The wells are dry.</p>", ["furniture", "paragraph"]),
    ("<p>The wells are dry.</p></body></html>And here?", ["paragraph", "paragraph"]),
]  # fmt: skip


@pytest.mark.parametrize(("page", "kinds"), KINDS)
def test_elements_and_their_places_tell_the_kind(page: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in shape(page)] == kinds


TEXTS = [
    # page, text of the first block, markup
    ("<p>a  b\n c</p>", "a b c", []),
    ("<p> <b> x </b> y</p>", "x y", [("b", "x")]),
    ("<p>a<b></b>b</p>", "ab", []),
    ("<p><b>a<i>b</b>c</i></p>", "abc", [("b", "ab"), ("i", "b")]),
    ("<p><q>Enough</q>, he said</p>", "“Enough”, he said", []),
    ("<p>Al-<bdi dir=rtl>هول</bdi></p>", "Al-هول", [("span", "هول")]),
    ("<p><span lang=ar>هول</span> <span class=x>y</span></p>", "هول y", [("span", "هول")]),
    ("<p>H<sub>2</sub>O <del>old</del> <ins>new</ins> <kbd>k</kbd> <mark>m</mark></p>", "H2O old new k m", [("sub", "2"), ("s", "old"), ("u", "new"), ("code", "k"), ("mark", "m")]),
    ("<p>a<br>b</p>", "a\nb", [("br", "\n")]),
    ("<p>a<br/></p>", "a", []),
    ("<p>&lt;b&gt; &amp;amp; &eacute; &#1575; &nosuch;</p>", "<b> &amp; é ا &nosuch;", []),
    ("<p><a name=x>anchor</a> <a href='data:x'>d</a> <a href=VBSCRIPT:x>v</a> <a href='//e.org/'>s</a></p>", "anchor d v s", [("a", "s")]),
    ("<a href=/x><h3>Linked</h3></a>", "Linked", [("a", "Linked")]),
    ("<p>x<script>y</script>z<!-- c --></p>", "xz", []),
    ("<p>1 < 2 & 3 > 2</p>", "1 < 2 & 3 > 2", []),
]  # fmt: skip


@pytest.mark.parametrize(("page", "text", "marks"), TEXTS)
def test_text_is_as_a_browser_shows_it(page: str, text: str, marks: list[tuple[str, str]]) -> None:
    block = read(page).blocks[0]
    assert (block.text, [(mark.tag, block.text[mark.start : mark.end]) for mark in block.markup]) == (
        text,
        marks,
    )


NO_TEXT = [
    "<p></p>",
    "<!-- only -->",
    "<script>x</script>",
    "<html><head><title>Title only</title></head></html>",
    "<p",
    "<!DOCTYPE html>",
]


@pytest.mark.parametrize("page", NO_TEXT)
def test_a_page_without_text_is_an_error(page: str) -> None:
    with pytest.raises(InputError, match="no text"):
        read(page)


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><p>&e;</p>",
        "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaa'>]><p>&a;</p>",
    ],
)
def test_no_entity_is_expanded(page: str) -> None:
    assert read(page).blocks[-1].text.endswith((";", "]>&e;", "]>&a;"))


@pytest.mark.parametrize(
    "tag", ["div", "b", "blockquote", "nav class=related", "ul><li", "table><tr><td", "a href=/x", "pre"]
)
def test_deep_nesting_costs_no_stack_and_no_text(tag: str) -> None:
    texts = [
        block.text for block in read(f"<{tag}>" * 5000 + "The wells are dry." + "<p>Nobody pays.").blocks
    ]
    assert texts[0].startswith("The wells are dry.")
    assert texts[-1].endswith("Nobody pays.")


class Seen(HTMLParser):
    """The text of a page by another parser."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, _: object) -> None:
        self.unseen += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in ("script", "style") and self.unseen > 0

    def handle_data(self, data: str) -> None:
        self.text += [] if self.unseen else [data]


TAGS = st.sampled_from(
    re.findall(
        r"\S+",
        "p div span b i em a h1 h2 ul li table tr td br blockquote aside nav section article figure figcaption pre code form button font x-y time footer main",
    )
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' class="related"',
        ' class="byline"',
        " hidden",
        ' href="http://a.b/c"',
        " lang=ar dir=rtl",
        ' style="display:none"',
    ]
)
WORDS = st.sampled_from(
    [
        " road ",
        "سوريا",
        " Hasakah ",
        "&amp;",
        " said. ",
        "Editor Picks",
        " 11 February 2019 ",
        "(AFP)",
        "\n",
        "  ",
    ]
)
PIECES = st.one_of(
    WORDS, WORDS, st.builds("<{}{}>".format, TAGS, ATTRIBUTES), st.builds("</{}>".format, TAGS)
)


@given(st.lists(PIECES, max_size=40))
def test_no_text_is_lost_doubled_or_moved(pieces: list[str]) -> None:
    page = "".join(pieces)
    seen = Seen()
    seen.feed(page)
    seen.close()
    wanted = "".join("".join(seen.text).split())
    try:
        blocks = read(page).blocks
    except InputError:
        assert not wanted
        return
    assert "".join("".join(block.text.split()) for block in blocks) == wanted
    assert all(0 <= mark.start < mark.end <= len(block.text) for block in blocks for mark in block.markup)


INLINE = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<em>",
        "</em>",
        '<a href="/x">',
        "</a>",
        "<sup>",
        "</sup>",
        "x",
        "سوريا",
        " ",
        "&amp;",
        "&lt;",
        ".",
    ]
)


@given(st.lists(INLINE, min_size=1, max_size=25))
def test_what_is_written_as_html_reads_the_same(pieces: list[str]) -> None:
    try:
        first = read("<p>w" + "".join(pieces) + "</p>").blocks[0]
    except InputError:
        return
    again = read(f"<p>{to_html(first.text, first.markup)}</p>").blocks[0]
    assert again.text == first.text
    assert to_html(again.text, again.markup) == to_html(first.text, first.markup)
