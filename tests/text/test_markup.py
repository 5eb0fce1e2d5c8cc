"""Markup as safe HTML and as Markdown; what is unsafe."""

from __future__ import annotations

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.model import Markup
from translate.text.markup import safe_attributes, safe_href, to_html, to_markdown

LINK = (("href", "/x"),)

HREFS = [
    # address, what remains of it
    ("https://example.org/?a=1&b=2#c", "https://example.org/?a=1&b=2#c"),
    (" /wells ", "/wells"),
    ("wells.html", "wells.html"),
    ("#top", "#top"),
    ("//example.org", "//example.org"),
    ("mailto:a@example.org", "mailto:a@example.org"),
    ("tel:+963", "tel:+963"),
    ("/a b", "/a%20b"),
    ("/الحسكة", "/الحسكة"),
    ("javascript:alert(1)", ""),
    ("JaVaScRiPt:alert(1)", ""),
    ("java\nscript:alert(1)", ""),
    (" \x01javascript:alert(1)", ""),
    ("vbscript:x", ""),
    ("data:text/html,x", ""),
    ("file:///etc/passwd", ""),
    ("/" + "x" * 2000, ""),
    ("", ""),
]


@pytest.mark.parametrize(("address", "kept"), HREFS)
def test_only_safe_addresses_are_links(address: str, kept: str) -> None:
    assert safe_href(address) == kept


ATTRIBUTES = [
    # tag, attributes, what remains
    (
        "a",
        [("href", "/x"), ("title", " A \n map "), ("onclick", "x"), ("class", "y")],
        [("href", "/x"), ("title", "A map")],
    ),
    ("a", [("href", "javascript:x")], None),
    ("a", [("name", "x")], None),
    ("b", [("href", "/x"), ("style", "x")], []),
    ("span", [("class", "x")], None),
    ("span", [("lang", "ar-SY"), ("dir", "RTL")], [("lang", "ar-SY"), ("dir", "rtl")]),
    ("span", [("lang", '"><script>'), ("dir", "up")], None),
    ("script", [], None),
    ("p", [], None),
]


@pytest.mark.parametrize(("tag", "attributes", "kept"), ATTRIBUTES)
def test_only_safe_attributes_remain(
    tag: str, attributes: list[tuple[str, str]], kept: list[tuple[str, str]] | None
) -> None:
    assert safe_attributes(tag, attributes) == (None if kept is None else tuple(kept))


HTML = [
    # text, markup, HTML
    ("a < b & c", [], "a &lt; b &amp; c"),
    ("سوق الحسكة", [Markup("b", 4, 10)], "سوق <b>الحسكة</b>"),
    ("abc", [Markup("b", 0, 2), Markup("i", 1, 3)], "<b>a<i>b</i></b><i>c</i>"),
    ("abc", [Markup("i", 0, 3), Markup("b", 0, 3)], "<i><b>abc</b></i>"),
    ("abc", [Markup("a", 0, 3, LINK), Markup("a", 1, 2, LINK)], '<a href="/x">abc</a>'),
    ("abc", [Markup("a", 0, 3, (("href", "javascript:x"),)), Markup("script", 0, 3)], "abc"),
    (
        "abc",
        [Markup("a", 0, 3, (("href", "/?a=1&b"), ("title", 'a "b"')))],
        '<a href="/?a=1&amp;b" title="a &quot;b&quot;">abc</a>',
    ),
    ("abc", [Markup("b", 1, 1), Markup("b", 2, 9), Markup("b", -1, 2), Markup("b", 5, 6)], "ab<b>c</b>"),
    ("a\nb", [Markup("br", 1, 2)], "a<br>\nb"),
    ("", [Markup("b", 0, 1)], ""),
]


@pytest.mark.parametrize(("text", "markup", "html"), HTML)
def test_html_is_escaped_and_well_nested(text: str, markup: list[Markup], html: str) -> None:
    assert to_html(text, markup) == html


MARKDOWN = [
    # text, markup, Markdown
    ("1. *a* _b_ [c](d) <e> `f` ~g~ a|b", [], r"1\. \*a\* \_b\_ \[c\](d) \<e\> \`f\` \~g\~ a\|b"),
    ("- a\n# b", [], "\\- a\\\n\\# b"),
    ("2019. was", [], "2019\\. was"),
    ("a &amp; b & c", [], r"a \&amp; b & c"),
    ("the dry wells", [Markup("b", 4, 7)], "the **dry** wells"),
    ("the dry wells", [Markup("em", 4, 7)], "the *dry* wells"),
    ("the dry wells", [Markup("s", 4, 7)], "the ~~dry~~ wells"),
    ("the dry wells", [Markup("code", 4, 7)], "the `dry` wells"),
    ("the d`y wells", [Markup("code", 4, 7)], "the <code>d\\`y</code> wells"),
    ("the dry wells", [Markup("u", 4, 7)], "the <u>dry</u> wells"),
    ("the dry wells", [Markup("a", 4, 7, (("href", "/a(b)"), ("title", 'x "y"')))], r'the [dry](</a%28b%29> "x \"y\"") wells'),
    ("the dry wells", [Markup("a", 4, 7, (("href", "/x"), ("lang", "en")))], 'the <a href="/x" lang="en">dry</a> wells'),
    ("في«الحسكة»و", [Markup("b", 2, 10)], "في<b>«الحسكة»</b>و"),
    ("the dry wells", [Markup("b", 4, 13), Markup("i", 4, 7)], "the <b><i>dry</i> wells</b>"),
    ("the dry wells", [Markup("b", 3, 7)], "the<b> dry</b> wells"),
    ("the dry wells", [Markup("b", 0, 7), Markup("i", 4, 13)], "<b>the <i>dry</i></b><i> wells</i>"),
    ("the dry wells", [Markup("a", 4, 7, (("href", "javascript:x"),))], "the dry wells"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "markup", "markdown"), MARKDOWN)
def test_markdown_is_escaped_and_uses_signs_where_they_work(
    text: str, markup: list[Markup], markdown: str
) -> None:
    assert to_markdown(text, markup) == markdown


MARKS = st.builds(
    Markup,
    st.sampled_from(["a", "b", "em", "code", "span", "script", "img"]),
    st.integers(-2, 12),
    st.integers(-2, 14),
    st.lists(
        st.tuples(
            st.sampled_from(["href", "title", "dir", "onload"]),
            st.sampled_from(["/x", "javascript:x", '"><script>', "rtl", "x\ny"]),
        )
    ).map(tuple),
)


@given(st.text(st.sampled_from("ab<>&\"' \nا«"), max_size=12), st.lists(MARKS, max_size=6))
def test_html_passes_a_sanitiser_unchanged(text: str, markup: list[Markup]) -> None:
    html = to_html(text, markup)
    tags = {"a", "b", "em", "code", "span", "br"}
    attributes = {tag: {"title", "dir"} | ({"href"} if tag == "a" else set()) for tag in tags}
    clean = nh3.clean(html, tags=tags, attributes=attributes, link_rel=None)
    bare = re.compile(r"<[^>]*>")
    assert re.sub(r"\s+", "", bare.sub("", clean)) == re.sub(r"\s+", "", bare.sub("", html))
    assert sorted(bare.findall(clean.replace("&quot;", '"'))) == sorted(
        bare.findall(html.replace("&quot;", '"'))
    )
