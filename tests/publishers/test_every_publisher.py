"""What holds for every format: everything is in it, in order, escaped, and the same input gives the same text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import publishers
from translate.errors import UnknownPart
from translate.model import (
    Article,
    Block,
    BlockDraft,
    BlockKind,
    Draft,
    DraftedArticle,
    Issue,
    Markup,
    Segment,
    Severity,
    TermMatch,
    Unit,
)

FORMATS = publishers.drafts()
ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;&#60;"
VOID = {"meta", "br"}


def drafted(
    *blocks: BlockDraft, source: str = "en", name: str = "a.txt", units: tuple[Unit, ...] = ()
) -> DraftedArticle:
    target = "ar" if source == "en" else "en"
    article = Article(
        name, name, source, tuple(block.block for block in blocks), notices=(name,), metadata={"title": name}
    )
    return DraftedArticle(article, source, target, "echo", name, f"echo|{name}", blocks, units)


def unit(block: str, source: str, target: str, *issues: Issue) -> Unit:
    term = TermMatch("t", "Hasakah", "الحسكة", 0, 2, source[:2], note=target)
    return Unit(
        Segment(f"{block}.1", block, source, 0),
        Draft(target, "echo", -0.123456, 3, 4),
        target,
        (term,),
        issues,
    )


PAGE = (
    BlockDraft(Block("b1", BlockKind.SITE, "The Desk"), ""),
    BlockDraft(Block("b2", BlockKind.HEADLINE, "Wells run dry", level=1), "تجف الآبار"),
    BlockDraft(Block("b3", BlockKind.HEADLINE, "Wells run dry", duplicate_of="b2"), "تجف الآبار"),
    BlockDraft(Block("b4", BlockKind.BYLINE, "By A. Writer"), "كاتب"),
    BlockDraft(
        Block(
            "b5",
            BlockKind.PARAGRAPH,
            "The wells\nare dry.",
            (Markup("a", 4, 9, (("href", "https://example.org/?a&b"),)),),
        ),
        "جفت الآبار\nكلها.",
        (Markup("a", 4, 10, (("href", "https://example.org/?a&b"),)),),
    ),
    BlockDraft(Block("b6", BlockKind.QUOTE, "We wait.\nAnd wait."), "ننتظر.\nوننتظر."),
    BlockDraft(Block("b7", BlockKind.LIST_ITEM, "wheat", level=1), "واحد"),
    BlockDraft(Block("b8", BlockKind.SUBHEAD, "Rain", level=2), "المطر"),
    BlockDraft(Block("b9", BlockKind.FURNITURE, "Editor Picks"), ""),
)


class Page(HTMLParser):
    """What a page is made of; `is_balanced` says whether each element is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.is_balanced = True
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_balanced &= bool(self.open) and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_formats_are_there() -> None:
    assert FORMATS == ["html", "json", "markdown", "txt"]
    assert publishers.formats() == sorted([*FORMATS, "docx", "epub", "feed", "ninjs", "pdf"])


def test_a_format_that_is_none_is_an_error() -> None:
    with pytest.raises(UnknownPart, match="no 'rtf' in publishers; known: docx, epub, feed, html, json, "):
        publishers.publisher("rtf")
    with pytest.raises(UnknownPart, match="no 'feed' in formats of editions; known: html, epub, docx"):
        publishers.for_editions("feed")
    with pytest.raises(UnknownPart, match="no 'html' in formats of books; known: epub, pdf"):
        publishers.binder("html")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("source", ["en", "ar"])
def test_every_text_is_in_it_and_in_order(name: str, source: str) -> None:
    part = publishers.publisher(name)
    text = part.render(drafted(*PAGE, source=source))
    assert part.suffix == {"markdown": ".md"}.get(name, f".{name}")
    assert text == part.render(drafted(*PAGE, source=source))
    assert text.endswith("\n")
    places = [
        text.index(sign)
        for sign in (
            "The Desk",
            "By A. Writer",
            "كاتب",
            "And wait",
            "وننتظر",
            "wheat",
            "واحد",
            "Editor Picks",
        )
    ]
    assert places == sorted(places)
    assert text.count("Wells run dry") >= 2


@pytest.mark.parametrize("name", FORMATS)
def test_an_article_without_blocks_is_written_too(name: str) -> None:
    assert publishers.publisher(name).render(drafted()).endswith("\n")


def test_text_stands_under_its_source_and_what_was_left_alone_by_itself() -> None:
    text = publishers.publisher("txt").render(drafted(*PAGE[:2], PAGE[8]))
    assert text == "[site] The Desk\n\nWells run dry\nتجف الآبار\n\n[furniture] Editor Picks\n"


def test_markdown_keeps_headings_quotes_lists_and_links() -> None:
    text = publishers.publisher("markdown").render(drafted(*PAGE))
    assert text.split("\n\n") == [
        "*\\[site\\]* The Desk",
        "# Wells run dry",
        "# تجف الآبار",
        "# Wells run dry",
        "# تجف الآبار",
        "By A. Writer",
        "كاتب",
        "The [wells](<https://example.org/?a&b>)\\\nare dry.",
        "جفت [الآبار](<https://example.org/?a&b>)\\\nكلها.",
        "> We wait.\\\n> And wait.\n>\n> ننتظر.\\\n> وننتظر.",
        "- wheat",
        "  واحد",
        "## Rain",
        "## المطر",
        "*\\[furniture\\]* Editor Picks\n",
    ]


# --- HTML


@pytest.mark.parametrize("source", ["en", "ar"])
def test_each_side_of_a_page_has_its_language_and_direction(source: str) -> None:
    page = Page(publishers.publisher("html").render(drafted(*PAGE, source=source)))
    target = "ar" if source == "en" else "en"
    directions = {"en": "ltr", "ar": "rtl"}
    assert page.tags[0] == ("html", {"lang": target, "dir": "ltr"})
    told = [attributes for _, attributes in page.tags[1:] if attributes.get("lang")]
    assert all(attributes["dir"] == directions[str(attributes["lang"])] for attributes in told)
    sides = [
        attributes["lang"]
        for tag, attributes in page.tags
        if tag in ("h1", "h2", "p", "blockquote") and "lang" in attributes
    ][2:]
    assert sides == [source, *[source, target] * 7, source]
    rows = [
        attributes.get("dir")
        for tag, attributes in page.tags
        if tag == "div" and attributes.get("class") == "row"
    ]
    assert rows == [None, *[directions[source]] * 7, None]
    assert page.is_balanced
    assert page.open == []


def test_a_page_has_one_first_heading_a_side_and_names_itself_a_machine_draft() -> None:
    page = Page(publishers.publisher("html").render(drafted(*PAGE)))
    assert [tag for tag, _ in page.tags].count("h1") == 2
    assert "Machine draft, not reviewed by a translator." in page.texts
    assert "مسودة ترجمة آلية لم يراجعها مترجم." in page.texts
    assert page.texts[page.texts.index("تجف الآبار")] == "تجف الآبار"
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in page.tags}


def test_a_page_without_a_headline_is_called_by_its_id() -> None:
    assert "<title>a.txt</title>" in publishers.publisher("html").render(drafted(PAGE[4]))
    left = BlockDraft(Block("b1", BlockKind.HEADLINE, "Wells & rain"), "")
    assert "<title>Wells &amp; rain</title>" in publishers.publisher("html").render(drafted(left))


def test_errors_and_warnings_stand_under_their_block_and_what_was_done_does_not() -> None:
    issues = [Issue("a.b", severity, f"{severity} <here>") for severity in Severity]
    units = (unit("b2", "Wells run dry", "تجف الآبار", *issues),)
    page = publishers.publisher("html").render(drafted(*PAGE, units=units))
    assert (
        '<ul class="issues"><li dir="auto">error &lt;here&gt;</li><li dir="auto">warning &lt;here&gt;</li></ul>'
        in page
    )
    assert "info &lt;" not in page


@pytest.mark.parametrize("source", ["en", "ar"])
def test_nothing_in_an_article_becomes_markup_of_the_page(source: str) -> None:
    marks = (
        Markup("a", 0, 3, (("href", "javascript:alert(1)"), ("onclick", ATTACK))),
        Markup("a", 2, 9, (("href", f"https://example.org/{ATTACK}"), ("title", ATTACK), ("style", ATTACK))),
        Markup("script", 1, 5),
        Markup("span", 3, 8, (("lang", ATTACK), ("dir", ATTACK))),
    )
    blocks = [BlockDraft(Block(ATTACK, kind, ATTACK, marks), ATTACK, marks) for kind in BlockKind]
    blocks += [BlockDraft(Block("b", kind, ATTACK, marks), "") for kind in BlockKind]
    issue = Issue(ATTACK, Severity.ERROR, ATTACK)
    made = drafted(*blocks, source=source, name=ATTACK, units=(unit(ATTACK, ATTACK, ATTACK, issue),))
    text = publishers.publisher("html").render(made)
    page = Page(text)
    clean = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "div",
        "p",
        "footer",
        "h1",
        "h2",
        "blockquote",
        "ul",
        "li",
        "a",
        "br",
    }
    assert {tag for tag, _ in page.tags} <= clean
    assert page.is_balanced
    assert page.open == []
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert tag != "a" or str(attributes["href"]).startswith("https://example.org/")
    assert "".join(page.texts).count("alert(1)</script>") == text.count(
        "alert(1)&lt;/script&gt;"
    ) - text.count('title="')
    markdown = publishers.publisher("markdown").render(made)
    assert not re.search(r"(?<!\\)<(?!https|/?a\b)", markdown)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20)
MARKS = st.lists(
    st.builds(
        lambda tag, ends, href: Markup(tag, min(ends), max(ends), (("href", href),)),
        st.sampled_from(["a", "em", "b", "span", "code", "br", "script", "mark"]),
        st.tuples(st.integers(0, 22), st.integers(0, 22)),
        st.sampled_from(["/x", "javascript:x", 'https://example.org/"><b>', ""]),
    ),
    max_size=5,
)


@given(TEXT, TEXT, MARKS, MARKS, st.sampled_from(list(BlockKind)))
def test_any_page_is_balanced_and_says_what_the_texts_say(
    source: str, target: str, source_marks: list[Markup], target_marks: list[Markup], kind: BlockKind
) -> None:
    block = BlockDraft(Block("b1", kind, source, tuple(source_marks)), target, tuple(target_marks))
    text = publishers.publisher("html").render(drafted(block))
    row = text[text.index('<div class="row"') : text.index("<footer")]
    page = Page(row)
    assert page.is_balanced
    assert page.open == []
    said = "".join("\n" if tag == "br" else "" for tag, _ in page.tags)
    assert len(said) == (source + target).count("\n")
    assert "".join(page.texts).rstrip("\n").replace("\n", "") == (source + target).replace("\n", "")
    assert nh3.clean(row, tags={"a"}).count("<a") == row.count("<a ")


# --- JSON


def test_the_json_is_of_a_stable_shape() -> None:
    issue = Issue("a.b", Severity.WARNING, "look", "source", 1, 2)
    units = (unit("b2", "Wells run dry", "تجف الآبار", issue),)
    shape: dict[str, Any] = json.loads(publishers.publisher("json").render(drafted(*PAGE, units=units)))
    assert list(shape) == [
        "article",
        "source_language",
        "target_language",
        "engine",
        "model",
        "signature",
        "blocks",
        "segments",
    ]
    assert shape["article"] == {
        "id": "a.txt", "source": "a.txt", "format": "txt", "encoding": "utf-8", "language": "en", "headline": "Wells run dry",
        "metadata": {"title": "a.txt"}, "notices": ["a.txt"],
    }  # fmt: skip
    assert shape["blocks"][0] == {"id": "b1", "kind": "site", "source": "The Desk", "target": ""}
    assert shape["blocks"][2] == {
        "id": "b3",
        "kind": "headline",
        "source": "Wells run dry",
        "target": "تجف الآبار",
        "duplicate_of": "b2",
    }
    mark = {"tag": "a", "start": 4, "end": 9, "attributes": {"href": "https://example.org/?a&b"}}
    assert shape["blocks"][4]["source_markup"] == [mark]
    assert shape["blocks"][4]["target_markup"] == [{**mark, "end": 10}]
    assert shape["blocks"][7]["level"] == 2
    assert shape["segments"] == [
        {
            "id": "b2.1", "block": "b2", "source": "Wells run dry", "target": "تجف الآبار", "origin": "echo", "score": -0.1235,
            "truncated": False, "stop": "end", "source_tokens": 3, "target_tokens": 4, "estimate": None,
            "terms": [{
                "entry": "t", "english": "Hasakah", "arabic": "الحسكة", "start": 0, "end": 2, "surface": "We", "clitics": "",
                "mode": "listed", "sense": None, "status": "pending", "note": "تجف الآبار",
            }],
            "issues": [{"code": "a.b", "severity": "warning", "message": "look", "side": "source", "start": 1, "end": 2, "suggestion": None, "message_ar": ""}],
        }
    ]  # fmt: skip


@given(TEXT, TEXT)
def test_json_gives_every_text_back_and_stands_in_readable_letters(source: str, target: str) -> None:
    text = publishers.publisher("json").render(
        drafted(BlockDraft(Block("b1", BlockKind.PARAGRAPH, source), target))
    )
    (block,) = json.loads(text)["blocks"]
    assert (block["source"], block["target"]) == (source, target)
    assert "\\u06" not in text
