"""Drafts as editions, and editions as they are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.press.editions import corrected, edition, hostile, retracted
from translate import readers
from translate.errors import InputError
from translate.model import EditionStatus
from translate.publishers import json as json_publisher
from translate.workflow.draft import draft, open_drafter
from translate.workflow.edition import drafts, of_drafted, of_json, of_shape, records, to_shape

PAGE = "<h1>Hasakah</h1><p>The road is open. It has <b>3</b> lanes.</p><p>It was shut.</p>"


def shape() -> dict[str, Any]:
    drafted = draft(
        readers.read_text(PAGE, format="html"), open_drafter(engine="echo", house_terms=False), to="ar"
    )
    return json_publisher.shape(drafted)


@pytest.mark.parametrize("one", [edition(), edition("ar"), corrected(), retracted(), hostile()])
def test_an_edition_comes_back_as_it_was_kept(one: Any) -> None:
    kept = json.loads(json.dumps(to_shape(one), ensure_ascii=True))
    assert of_shape(kept) == one


def test_a_draft_is_an_edition_without_a_number(tmp_path: Path) -> None:
    drafted = draft(
        readers.read_text(PAGE, format="html"), open_drafter(engine="echo", house_terms=False), to="ar"
    )
    made = of_drafted(drafted, time="2026-11-24T00:00:00Z")
    assert (made.number, made.status, made.time) == (0, EditionStatus.DRAFT, "2026-11-24T00:00:00Z")
    path = tmp_path / "a.json"
    path.write_text(json_publisher.render(drafted), "utf-8")
    read = of_json(path, time="2026-11-24T00:00:00Z")
    assert [block.target for block in read.blocks] == [block.target for block in made.blocks]
    assert [(pin.source, pin.segment.start) for pin in read.pins] == [
        (pin.source, pin.segment.start) for pin in made.pins
    ]
    assert read.blocks[1].markup == made.blocks[1].markup


@pytest.mark.parametrize(
    ("metadata", "time", "section", "address"),
    [
        (
            {"date": "2026-11-24", "section": "World", "url": "https://a.org/x"},
            "2026-11-24T00:00:00Z",
            "World",
            "https://a.org/x",
        ),
        ({"date": "last week", "published": "2026-11-24T10:00:00+03:00"}, "2026-11-24T07:00:00Z", "", ""),
        ({"url": "javascript:x", "category": ["a", "b"]}, "", "a, b", ""),
    ],
)
def test_what_an_article_tells_of_itself(
    tmp_path: Path, metadata: dict[str, Any], time: str, section: str, address: str
) -> None:
    value = shape()
    value["article"]["metadata"] = metadata
    (tmp_path / "a.json").write_text(json.dumps(value), "utf-8")
    made = of_json(tmp_path / "a.json")
    assert (made.time, made.section, made.address) == (time, section, address)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "not an object with blocks"),
        ("{}", "'blocks' is missing"),
        ('{"blocks": [], "source_language": "en", "target_language": "en"}', "both languages are the same"),
        ('{"blocks": [], "source_language": "en", "target_language": "fr"}', "no language 'fr'"),
        (
            '{"blocks": [{"id": "a", "kind": "poem", "source": "", "target": ""}], "source_language": "en", "target_language": "ar"}',
            "'poem' is not a valid BlockKind",
        ),
        (
            '{"blocks": [{"id": "a", "kind": "quote", "source": 3, "target": ""}], "source_language": "en", "target_language": "ar"}',
            "3 is not a text",
        ),
        (
            '{"blocks": [], "source_language": "en", "target_language": "ar", "article": {}}',
            "'id' is missing",
        ),
    ],
)
def test_what_is_no_draft(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as error:
        of_json(path)
    assert told in str(error.value)
    assert str(path) in str(error.value)


def test_a_folder_of_drafts_goes_on_after_a_broken_one(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("no", "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.json").write_text(json.dumps(shape()), "utf-8")
    (tmp_path / ".hidden.json").write_text("no", "utf-8")
    first, second = drafts(tmp_path)
    assert isinstance(first, InputError)
    assert not isinstance(second, InputError)
    (tmp_path / "none").mkdir()
    (empty,) = drafts(tmp_path / "none")
    assert isinstance(empty, InputError)


def test_other_tools_see_the_pins() -> None:
    found = list(records(edition()))
    assert len(found) == 14
    assert (found[0].state, found[0].version, found[1].previous) == ("reviewed", 3, "Security")
    assert list(records(retracted())) == []
