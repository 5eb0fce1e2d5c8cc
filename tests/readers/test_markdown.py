"""Markdown articles: blocks, inline markup, and what has no place in an article."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translate import readers
from translate.errors import InputError
from translate.model import Article, Markup
from translate.text.markup import to_markdown

ARTICLE = """\
---
title: "Wells"
lang: en
---

Drought empties the wells
=========================

*By Leila Hadi*

11 February 2019

![A dry well](well.jpg)
*A dry well near Hasakah (AFP)*

The wells of **Hasakah** are running [dry **for** good](https://x.org "T") & `code *x*`, farmers
say.\\
Second line with <span dir="rtl">الحسكة</span> and <place> and <u>under</u>.

> We are tired.
>
> > So tired.

1. One
2. Two
   - Deep *em*

   still two

| Place | Wells |
|-------|-------|
| Hajin | ten   |

```python
x = 1
```

* * *

<div dir="rtl"><p>فقرة عربية داخل الصفحة.</p></div>

## What next

~~Nothing~~ [happens](javascript:alert(1)).

# Second part
"""

BLOCKS = [
    ("furniture", '---\ntitle: "Wells"\nlang: en\n---', 0),
    ("headline", "Drought empties the wells", 1),
    ("byline", "By Leila Hadi", 0),
    ("date", "11 February 2019", 0),
    ("caption", "A dry well", 0),
    ("caption", "A dry well near Hasakah (AFP)", 0),
    (
        "paragraph",
        "The wells of Hasakah are running dry for good & code *x*, farmers say.\nSecond line with الحسكة and <place> and under.",
        0,
    ),
    ("quote", "We are tired.", 1),
    ("quote", "So tired.", 2),
    ("list_item", "One", 1),
    ("list_item", "Two", 1),
    ("list_item", "Deep em", 2),
    ("list_item", "still two", 1),
    ("paragraph", "Place", 0),
    ("paragraph", "Wells", 0),
    ("paragraph", "Hajin", 0),
    ("paragraph", "ten", 0),
    ("furniture", "```python\nx = 1\n```", 0),
    ("furniture", "* * *", 0),
    ("paragraph", "فقرة عربية داخل الصفحة.", 0),
    ("subhead", "What next", 2),
    ("paragraph", "Nothing happens.", 0),
    ("subhead", "Second part", 1),
]


def read(text: str) -> Article:
    return readers.read_text(text, format="markdown")


def test_an_article_is_read_whole() -> None:
    found = [(block.kind, block.text, block.level) for block in read(ARTICLE).blocks]
    assert [(kind, text, level) for kind, text, level in found if text != ""] == BLOCKS


def test_links_emphasis_and_code_lie_over_the_text() -> None:
    block = read(ARTICLE).blocks[6]
    assert [(mark.tag, block.text[mark.start : mark.end], mark.attributes) for mark in block.markup] == [
        ("strong", "Hasakah", ()),
        ("a", "dry for good", (("href", "https://x.org"), ("title", "T"))),
        ("strong", "for", ()),
        ("code", "code *x*", ()),
        ("br", "\n", ()),
        ("span", "الحسكة", (("dir", "rtl"),)),
        ("u", "under", ()),
    ]


def test_front_matter_is_metadata_and_the_rest_is_told() -> None:
    article = read(ARTICLE)
    assert article.metadata == {"title": "Wells", "lang": "en"}
    assert article.notices[:2] == ("1 picture not carried over", "1 link left out: the address is not safe")


CASES = [
    # text, kinds, texts
    ("# Title\n\nText.", ["headline", "paragraph"], ["Title", "Text."]),
    ("## Title\n\nThe wells are dry.\n\n## More\n\nNobody pays.", ["headline", "paragraph", "subhead", "paragraph"], None),
    ("The wells are dry.\n\n## More\n\nNobody pays.", ["paragraph", "subhead", "paragraph"], None),
    ("---\ntitle: Wells run dry\n---\nThe wells are dry.", ["headline", "furniture", "paragraph"], None),
    ("+++\ntitle = 'Wells run dry'\n+++\nThe wells are dry.", ["headline", "furniture", "paragraph"], None),
    ("---\nnothing here\n---\n\nThe wells are dry.", ["furniture", "headline", "paragraph"], None),
    ("[Editor]: note\n\nThe wells are dry.", ["furniture", "paragraph"], ["[Editor]: note", "The wells are dry."]),
    ("The wells are dry.\n\n[Editor]: note", ["paragraph", "furniture"], None),
    ("See [Map].\n\n[Map]: /map", ["paragraph"], ["See Map."]),
    ("![](x.png)\n\nThe wells are dry.", ["furniture", "paragraph"], ["![](x.png)", "The wells are dry."]),
    ("The map ![of wells](x.png) is old.", ["paragraph"], ["The map of wells is old."]),
    ("<!-- note -->\n\nThe wells are dry.", ["furniture", "paragraph"], None),
    ("<div>\n\nThe wells are dry.\n\n</div>", ["furniture", "paragraph", "furniture"], None),
    ("Wells<br>run <font>dry</font> <b>now</u>.", ["paragraph"], ["Wells\nrun dry now."]),
    ("a <!-- c --> b.", ["paragraph"], ["a  b."]),
    ("    code\n\nThe wells are dry.", ["furniture", "paragraph"], ["code", "The wells are dry."]),
    ("The wells are dry.\r\n\r\nNobody pays.\r\n", ["paragraph", "paragraph"], None),
    ("# Title\n\n# Title\n\nThe wells are dry.", ["headline", "headline", "paragraph"], None),
    ("\\*not bold\\* &copy; 1\\. x", ["headline"], ["*not bold* © 1. x"]),
    ("Read more\n\nThe wells are dry.\n\n© 2019 The Example Times", ["furniture", "paragraph", "furniture"], None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kinds", "texts"), CASES)
def test_signs_tell_the_kind(text: str, kinds: list[str], texts: list[str] | None) -> None:
    blocks = read(text).blocks
    assert [block.kind for block in blocks] == kinds
    assert texts is None or [block.text for block in blocks] == texts


DEEP = [
    ">" * 3000 + " The wells are dry.",
    "\n".join("  " * depth + "- well" for depth in range(200)),
    "[" * 4000 + "well" + "]" * 4000,
    "1. " * 40 + "well",
]


@pytest.mark.parametrize("text", DEEP)
def test_what_is_nested_too_deep_is_read_as_plain_text(text: str) -> None:
    article = read(text)
    assert article.notices[0] == "nested too deep for Markdown; read as plain text"
    assert "".join(block.text for block in article.blocks).replace(" ", "") == "".join(text.split())


WORDS = st.sampled_from(
    [
        "road",
        "سوريا",
        "Hasakah",
        "&amp;",
        "«داعش»",
        "said.",
        "1.",
        "-",
        "*",
        "**",
        "_x_",
        "`c`",
        "[a](b)",
        "[a]",
        "![i](j)",
        ">",
        "#",
        "~~",
        "<b>",
        "</b>",
        "<x>",
        "<div>",
        "\\*",
        "|",
        "|--|",
        "---",
        "===",
        "```",
        "    ",
        "\n",
        "\n\n",
        "\n",
    ]
)


@given(st.lists(WORDS, max_size=50))
def test_no_word_is_lost_or_doubled(words: list[str]) -> None:
    text = " ".join(words)
    try:
        found = "".join(block.text for block in read(text).blocks)
    except InputError:
        found = ""
    assert [found.count(word) for word in ("Hasakah", "سوريا", "داعش", "road")] == [
        text.count(word) for word in ("Hasakah", "سوريا", "داعش", "road")
    ]


TEXT = st.lists(
    st.sampled_from(
        [
            "a",
            "ب",
            " ",
            ".",
            "*",
            "_",
            "`",
            "[",
            "]",
            "(",
            "<b>",
            "&lt;",
            "#",
            "1.",
            "-",
            "+",
            ">",
            "!",
            "|",
            "~",
            "\\",
            "«",
            "»",
            "\n",
        ]
    ),
    min_size=1,
    max_size=20,
)
MARKS = st.lists(
    st.tuples(
        st.sampled_from(["em", "strong", "s", "code", "a", "u", "i", "b"]),
        st.integers(0, 20),
        st.integers(1, 8),
    ),
    max_size=3,
)


@example(
    ["a", "a", "1.", ".", ".", "a", "a", " ", "a"], [("em", 5, 6), ("em", 6, 3)]
)  # one emphasis in another
@example(["&lt;"], [("a", 0, 2), ("a", 0, 5)])  # a link inside a link is left out, and cuts nothing
@given(TEXT, MARKS)
def test_what_is_written_as_markdown_reads_as_the_same_text(
    parts: list[str], marks: list[tuple[str, int, int]]
) -> None:
    text = "w" + " ".join("".join(parts).replace("\n", " ").split()) + "w"
    markup = [
        Markup(tag, start, min(len(text), start + size), (("href", "/x"),) if tag == "a" else ())
        for tag, start, size in marks
    ]
    blocks = read(to_markdown(text, markup) + "\n").blocks
    assert [" ".join(block.text.split()) for block in blocks] == [text]


def test_a_few_signs_are_enough_to_know_markdown() -> None:
    from translate.readers import markdown

    assert [
        markdown.looks_like(text)
        for text in ("# T", "---\nt: x\n---\n", "a **b** [c](d)", "#tag", "* * *", "---\n\n---", "a *b*")
    ] == [True] * 3 + [False] * 4
