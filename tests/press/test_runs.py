"""Runs of text: language, direction, safe markup, isolates, well nested HTML."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.model import Markup
from translate.press.runs import plain, runs, to_html, uri
from translate.press.view import differences
from translate.text.isolates import clean

LINK = (("href", "https://example.org/?a&b"),)
CASES = [
    # text, language, markup, HTML
    ("Wells & rain", "en", (), "Wells &amp; rain"),
    ("باسم SDF إن", "ar", (), 'باسم <bdi lang="en" dir="ltr">SDF</bdi> إن'),
    ("25% و٢٥٪", "ar", (), '<bdi dir="ltr">25%</bdi> و<bdi dir="rtl">٢٥٪</bdi>'),
    (
        "بئر الحسكة",
        "ar",
        (Markup("a", 4, 10, LINK),),
        'بئر <a href="https://example.org/?a&amp;b">الحسكة</a>',
    ),
    (
        "a b c",
        "en",
        (Markup("em", 0, 3), Markup("strong", 2, 5)),
        "<em>a <strong>b</strong></em><strong> c</strong>",
    ),
    (
        "a b",
        "en",
        (Markup("a", 0, 3, LINK), Markup("a", 0, 1, LINK)),
        '<a href="https://example.org/?a&amp;b">a b</a>',
    ),
    ("a\nb", "en", (), "a<br />b"),
    ("an S-400 now", "en", (), 'an <span class="keep">S-400</span> now'),
    ("well-known", "en", (), "well-known"),
    ("Call (0116) 222-3344.", "en", (), 'Call <span class="keep">(0116) 222-3344</span>.'),
    ("+963 11 222\n3344", "en", (), '<span class="keep">+963 11 222</span><br />3344'),
    ("at https://a.org/2026-11-24/x-1", "en", (), "at https://a.org/2026-11-24/x-1"),
    ("من 10–15 كوفيد-19", "ar", (), 'من <span class="keep">10–15</span> <span class="keep">كوفيد-19</span>'),
    ("إن S-400", "ar", (), 'إن <bdi lang="en" dir="ltr" class="keep">S-400</bdi>'),
    ("a-1-2-3-4-5", "en", (), "a-1-2-3-4-5"),
    (f"{'long' * 9}-1", "en", (), f"{'long' * 9}-1"),
    ("abc", "en", (Markup("a", 0, 3, (("href", "javascript:x"),)), Markup("script", 0, 3)), "abc"),
    ("abc", "en", (Markup("em", 2, 1), Markup("b", -5, 1), Markup("i", 2, 99)), "<b>a</b>b<i>c</i>"),
    # a mark that ends inside what has to stay together
    ("و SDF", "ar", (Markup("em", 0, 3),), '<em>و </em><bdi lang="en" dir="ltr"><em>S</em>DF</bdi>'),
]


@pytest.mark.parametrize(("text", "code", "markup", "html"), CASES)
def test_runs_as_html(text: str, code: str, markup: tuple[Markup, ...], html: str) -> None:
    assert to_html(runs(text, code, markup)) == html


def test_bare_html_has_no_classes_of_ours() -> None:
    assert to_html(runs("إن S-400", "ar"), is_bare=True) == 'إن <bdi lang="en" dir="ltr">S-400</bdi>'


def test_runs_tell_their_language_direction_and_address() -> None:
    found = runs("see الحسكة now", "en", (Markup("a", 4, 10, LINK),))
    assert [(run.text, run.language, run.direction, run.is_embedded) for run in found] == [
        ("see ", "en", "ltr", False),
        ("الحسكة", "ar", "rtl", True),
        (" now", "en", "ltr", False),
    ]
    assert [run.address for run in found] == ["", "https://example.org/?a&b", ""]
    assert found[1].has("a", "b")
    assert not found[0].has("a")
    assert found[1].isolate is not None
    assert found[0].isolate is None


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ('https://a.org/"<>', "https://a.org/%22%3C%3E"),
        ("https://a.org/50%", "https://a.org/50%25"),
        ("https://a.org/%D8%A7", "https://a.org/%D8%A7"),
        ("https://a.org/خبر", "https://a.org/خبر"),
        ("https://a.org/#a#b", "https://a.org/%23a#b"),
    ],
)
def test_addresses_are_written_as_uris(address: str, written: str) -> None:
    assert uri(address) == written


def test_a_title_is_one_clean_line() -> None:
    assert plain(" a\n b\u202e\x00c ") == "a bc"


MARKS = st.lists(
    st.builds(
        lambda tag, ends, href: Markup(tag, min(ends), max(ends), (("href", href),)),
        st.sampled_from(["a", "em", "b", "span", "code", "br", "script", "bdi"]),
        st.tuples(st.integers(-2, 30), st.integers(0, 30)),
        st.sampled_from(["/x", "javascript:x", 'https://example.org/"><b>', "", "mailto:a@b.org"]),
    ),
    max_size=6,
)


@given(
    st.text("aS 4-ب ة،25%\u202e<&\n\"'+", max_size=30),
    MARKS,
    st.sampled_from(["en", "ar"]),
    st.lists(st.integers(0, 30), max_size=3),
)
def test_any_html_is_xml_and_says_the_text(
    text: str, marks: list[Markup], code: str, cuts: list[int]
) -> None:
    found = runs(text, code, marks, cuts=cuts)
    assert "".join(run.text for run in found) == clean(text)
    root = fromstring(f"<p>{to_html(found)}</p>")
    assert "".join(root.itertext()) == clean(text).replace("\n", "")
    assert {element.tag for element in root.iter()} <= {"p", "a", "em", "b", "code", "br", "bdi", "span"}
    assert not any(
        inner.tag == "a" for outer in root.iter("a") for inner in outer.iter() if inner is not outer
    )


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (
            "rose by 20% now",
            "rose by 25% now",
            [("equal", "rose by "), ("delete", "20%"), ("insert", "25%"), ("equal", " now")],
        ),
        ("بنسبة ٢٠٪", "بنسبة ٢٥٪", [("equal", "بنسبة "), ("delete", "٢٠٪"), ("insert", "٢٥٪")]),
        ("% a", "% b", [("equal", "% "), ("delete", "a"), ("insert", "b")]),
        ("", "new", [("insert", "new")]),
    ],
)
def test_differences_keep_a_number_with_its_sign(
    before: str, after: str, found: list[tuple[str, str]]
) -> None:
    assert differences(before, after) == found
    assert "".join(text for kind, text in found if kind != "insert") == before
    assert "".join(text for kind, text in found if kind != "delete") == after
