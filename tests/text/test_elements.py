"""What class names, ids and roles on news sites mean."""

from __future__ import annotations

import pytest

from translate.text.elements import purpose, told

PURPOSES = [
    # tag, attributes, purpose
    ("nav", {}, "furniture"),
    ("footer", {}, "furniture"),
    ("aside", {}, "likely"),
    ("form", {"id": "aspnetForm"}, "likely"),
    ("aside", {"class": "pull-quote"}, ""),
    ("div", {"class": "related-articles"}, "likely"),
    ("div", {"class": "Article__RelatedPosts sidebar"}, "likely"),
    ("div", {"id": "post-share"}, "likely"),
    ("div", {"class": "share-price"}, ""),
    ("div", {"class": "no-sidebar"}, ""),
    ("div", {"class": "tag-syria post-1"}, ""),
    ("div", {"class": "post-tags"}, "likely"),
    ("article", {"class": "related"}, "main"),
    ("main", {}, "main"),
    ("div", {"role": "main"}, "main"),
    ("div", {"itemprop": "articleBody"}, "main"),
    ("div", {"class": "entry-content"}, "main"),
    ("div", {"role": "navigation"}, "furniture"),
    ("div", {"hidden": ""}, "furniture"),
    ("div", {"aria-hidden": "true"}, "furniture"),
    ("p", {"style": "color: red; display : none"}, "furniture"),
    ("body", {"class": "sidebar"}, ""),
    ("h1", {"class": "related"}, ""),
    ("p", {}, ""),
]


@pytest.mark.parametrize(("tag", "attributes", "wanted"), PURPOSES)
def test_names_tell_what_an_element_is_for(tag: str, attributes: dict[str, str], wanted: str) -> None:
    assert purpose(tag, attributes) == wanted


KINDS = [
    # tag, attributes, kind
    ("h1", {"class": "byline"}, "headline"),
    ("h4", {}, "subhead"),
    ("li", {}, "list_item"),
    ("figcaption", {}, "caption"),
    ("div", {"class": "article-byline"}, "byline"),
    ("p", {"class": "sub-title"}, "subhead"),
    ("p", {"class": "subtitle lead"}, "subhead"),
    ("div", {"itemprop": "datePublished"}, "date"),
    ("div", {"id": "logo"}, "site"),
    ("p", {"class": "wp-caption-text image-credit"}, "caption"),
    ("p", {"class": "dateless"}, None),
    ("p", {}, None),
]


@pytest.mark.parametrize(("tag", "attributes", "kind"), KINDS)
def test_names_tell_the_kind_of_a_block(tag: str, attributes: dict[str, str], kind: str | None) -> None:
    found = told(tag, attributes)
    assert (found.kind if found else None) == kind
