"""JSON Lines: fields, typed blocks, and what is wrong with a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from translate import readers
from translate.errors import InputError
from translate.model import Article, Markup

if TYPE_CHECKING:
    from pathlib import Path


def article(value: dict[str, Any]) -> Article:
    return readers.read_text(json.dumps(value, ensure_ascii=False), format="jsonl")


FIELDS = [
    # object, kinds, metadata
    ({"text": "The wells are dry."}, ["paragraph"], {}),
    ({"headline": "Wells", "text": "Wells\nThe wells are dry. Editor Picks"}, ["headline", "headline", "paragraph", "furniture"], {}),
    ({"title": "Wells", "body": "The wells are dry."}, ["headline", "paragraph"], {}),
    ({"title": "Wells", "text": "Drought\nThe wells are dry."}, ["headline", "paragraph", "paragraph"], {}),
    ({"title": "Wells", "html": "<h2>More</h2><p>The wells <b>are</b> dry.</p>"}, ["headline", "subhead", "paragraph"], {}),
    ({"title": "Wells", "body": "<p>The wells are dry.</p><p>Nobody pays.</p>"}, ["headline", "paragraph", "paragraph"], {}),
    ({"title": "Wells", "html": "<!-- nothing -->"}, ["headline"], {}),
    ({"title": "Wells", "paragraphs": ["The wells are dry.", "Nobody pays."]}, ["headline", "paragraph", "paragraph"], {}),
    ({"site": "Example News", "section": "World", "headline": "Wells", "summary": "No rain.", "published": "Sunday", "authors": ["A B", "C D"], "caption": "A well", "dateline": "Hajin"},
     ["site", "section", "headline", "subhead", "date", "byline", "caption", "dateline"], {}),
    ({"headline": "Wells", "date": "2019-02-11T08:00:00Z", "url": "https://x.org", "n": 3, "tags": ["a", "ب"], "empty": None}, ["headline"],
     {"date": "2019-02-11T08:00:00Z", "url": "https://x.org", "n": "3", "tags": '["a", "ب"]'}),
    ({"headline": "Wells", "title": "Other"}, ["headline"], {"title": "Other"}),
]  # fmt: skip


@pytest.mark.parametrize(("value", "kinds", "metadata"), FIELDS)
def test_fields_become_blocks_and_metadata(
    value: dict[str, Any], kinds: list[str], metadata: dict[str, str]
) -> None:
    found = article(value)
    assert ([str(block.kind) for block in found.blocks], found.metadata) == (kinds, metadata)


BLOCKS: list[Any] = [
    {"id": "h", "kind": "headline", "text": "Wells run dry", "level": 1},
    {"id": "p", "kind": "paragraph", "text": "A dry well", "markup": [
        {"tag": "b", "start": 2, "end": 5}, {"tag": "a", "start": 0, "end": 1, "attributes": {"href": "javascript:x"}},
        {"tag": "a", "start": 6, "end": 10, "attributes": {"href": "/x", "onclick": "y"}},
    ]},
    {"id": "again", "kind": "headline", "text": "Wells run dry"},
]  # fmt: skip


def test_typed_blocks_keep_ids_levels_and_safe_markup() -> None:
    blocks = article({"id": 7, "blocks": BLOCKS}).blocks
    assert [(block.id, block.kind, block.level, block.duplicate_of) for block in blocks] == [
        ("h", "headline", 1, None),
        ("p", "paragraph", 0, None),
        ("again", "headline", 0, "h"),
    ]
    assert blocks[1].markup == (Markup("b", 2, 5), Markup("a", 6, 10, (("href", "/x"),)))


def test_blocks_without_ids_of_their_own_are_numbered() -> None:
    assert [block.id for block in article({"blocks": [BLOCKS[0], "Nobody pays.", " "]}).blocks] == [
        "b1",
        "b2",
    ]


WRONG = [
    # object, what is said of it
    ({"foo": 1}, "there is no text in it"),
    ({"text": 5}, "'text' is a number, not a text"),
    ({"text": {"a": 1}}, "'text' is an object, not a text"),
    ({"headline": True}, "'headline' is true or false, not a text"),
    ({"authors": [["x"]]}, "'authors' is a list, not a text"),
    ({"text": "x", "language": "fr"}, "no language 'fr'"),
    ({"blocks": [{"kind": "nope", "text": "x"}]}, "blocks[0] is of no known kind: 'nope'"),
    ({"blocks": [{"kind": ["x"], "text": "x"}]}, "blocks[0] is of no known kind"),
    ({"blocks": ["x", 5]}, "blocks[1] is a number, not a block"),
    ({"blocks": [{"text": 5}]}, "'blocks[0].text' is a number"),
    ({"blocks": [{"text": "x", "level": -1}]}, "blocks[0].level is no number from 0 to 99"),
    ({"blocks": [{"text": "x", "level": True}]}, "blocks[0].level is no number"),
    ({"blocks": [{"text": "x", "markup": [{"tag": "b", "start": 0, "end": 2}]}]}, "blocks[0].markup does not fit its text"),
    ({"blocks": [{"text": "x", "markup": ["b"]}]}, "blocks[0].markup does not fit"),
    ({"blocks": [{"text": "x", "markup": 5}]}, "blocks[0].markup is a number, not a list"),
    ({"blocks": [{"text": "x", "markup": [{"tag": "a", "start": 0, "end": 1, "attributes": {"href": 1}}]}]}, "does not fit"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "message"), WRONG)
def test_a_wrong_field_is_named(value: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        article(value)
    assert message in str(caught.value)


LINES = [
    # line, what is found: an id or the beginning of an error
    ('{"id": "first", "text": "The wells are dry."}', "first"),
    ("", None),
    ("{broken", "news.jsonl, line 3: this is not JSON: "),
    ('{"text": "Nobody pays."}', "news-4"),
    ("[1, 2]", "news.jsonl, line 5: a list is no article; give an object"),
    ("null", "news.jsonl, line 6: nothing is no article"),
    ('{"text": "' + "x" * 600 + '"}', "news.jsonl, line 7: the line is longer than 0.0004768 MiB"),
    ("[" * 450, "news.jsonl, line 8: this"),
    ('{"n": ' + "9" * 450 + '.5e400, "text": "خبر قصير."}', "news-9"),
    ('{"text": "\\ud800 lone."}', "news-10"),
    ("\x00\x01\x02\x03\x04\x05", "news.jsonl, line 11: this is not a text"),
    ('{"text": "last"}', "news-12"),
]  # fmt: skip


def test_a_broken_line_is_told_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(line for line, _ in LINES), encoding="utf-8")
    found = [one if isinstance(one, Article) else str(one) for one in readers.read_each(path, limit=500)]
    wanted = [want for _, want in LINES if want]
    for one, want in zip(found, wanted, strict=True):
        if isinstance(one, Article):
            assert one.id == want
        else:
            assert one.removeprefix(f"{tmp_path}/").startswith(want)


def test_read_stops_at_the_first_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"text": "One."}\n{broken\n{"text": "Two."}\n', encoding="utf-8")
    found = readers.read(path)
    assert next(found).id == "news-1"
    with pytest.raises(InputError, match="line 2"):
        next(found)


FILES = [
    # bytes, ids or places of errors
    (b'[{"text": "One."}, {"id": "two", "text": "Two."}, 3]', ["a-1", "two", "article 3: a number"]),
    (b'{\n "headline": "One",\n "text": "Two."\n}\n', ["a"]),
    ('{"text": "خبر."}\n{"text": "آخر."}\n'.encode("utf-16"), ["a-1", "a-2"]),
    ('{"text": "خبر"}\n'.encode("windows-1256"), ["a-1"]),
    (b'\xef\xbb\xbf{"text": "One."}\n\n\n{"text": "Two."}', ["a-1", "a-4"]),
    (b'{\n"text": broken\n', ["line 1: this is not JSON", "line 2: this is not JSON"]),
    (b"", ["the file is empty"]),
    (b"\n\n", ["there is no article in it"]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wanted"), FILES)
def test_files_come_in_several_shapes(data: bytes, wanted: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    for one, want in zip(readers.read_each(path), wanted, strict=True):
        assert one.id == want if isinstance(one, Article) else want in str(one)


def test_a_long_archive_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    path.write_text(f'{{"text": "{"word " * 40}."}}\n' * 2_000, encoding="utf-8")
    first = next(readers.read(path, limit=1000))
    assert (first.id, sum(1 for _ in readers.read(path, limit=1000))) == ("archive-1", 2_000)
