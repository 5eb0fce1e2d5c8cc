"""`translate.draft`: a text or an article in, a drafted article out; the model stays open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import translate
from translate import readers
from translate.errors import InputError, ModelNotFound, UnknownPart
from translate.workflow import draft as workflow


@pytest.fixture(autouse=True)
def _nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translate, "_open", {})


def test_a_text_is_drafted_into_the_other_language() -> None:
    drafted = translate.draft("The town is quiet.\n\nThe road is open.", engine="echo")
    assert [block.target for block in drafted.blocks] == ["The town is quiet.", "The road is open."]
    assert (drafted.source_language, drafted.target_language) == ("en", "ar")
    assert translate.draft("البلدة هادئة.", engine="echo").target_language == "en"
    assert translate.draft("البلدة هادئة.", engine="echo", source="en", to="ar").source_language == "en"


def test_an_article_that_a_reader_read_is_drafted_too() -> None:
    article = readers.read_text("<h1>Wells</h1><nav>Menu</nav><p>They are dry.</p>", format="html")
    assert [bool(block.target) for block in translate.draft(article, engine="echo").blocks] == [
        True,
        False,
        True,
    ]
    assert all(block.target for block in translate.draft(article, engine="echo", furniture=True).blocks)


def test_what_was_opened_stays_open_for_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[dict[str, Any]] = []
    real = workflow.open_drafter

    def counted(**order: Any) -> workflow.Drafter:
        opened.append(order)
        return real(**order)

    monkeypatch.setattr(workflow, "open_drafter", counted)
    own = tmp_path / "own.tsv"
    own.write_text("type\ten\tar\nplace\tBarrow Hill\tتل البارو\n", "utf-8")
    orders: tuple[dict[str, Any], ...] = (
        {},
        {},
        {"to": "ar"},
        {"beam": 1},
        {"glossaries": (own,)},
        {"glossaries": (str(own),)},
        {"beam": 1},
    )
    for order in orders:
        translate.draft("The town is quiet.", engine="echo", **order)
    assert len(opened) == 3


ERRORS = [
    ("", {}, InputError),
    (" \n", {}, InputError),
    ("The town is quiet.", {"to": "en"}, InputError),
    ("The town is quiet.", {"to": "fr"}, InputError),
    ("The town is quiet.", {"source": "fr"}, InputError),
    ("The town is quiet.", {"beam": 0}, InputError),
    ("The town is quiet.", {"glossaries": ("none.tsv",)}, InputError),
    ("The town is quiet.", {"engine": None, "model": "none"}, ModelNotFound),
    ("The town is quiet.", {"engine": "none"}, UnknownPart),
]


@pytest.mark.parametrize(("text", "order", "error"), ERRORS)
def test_what_cannot_be_drafted_is_an_error_of_one_line(
    text: str, order: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error) as caught:
        translate.draft(text, **{"engine": "echo", **order})  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_the_embedded_model_drafts_both_ways() -> None:
    for text, to, letters in (
        ("The road to Hasakah is open.", "ar", "الحسكة"),
        ("الطريق إلى الحسكة مفتوح.", "en", "Hasakah"),
    ):
        drafted = translate.draft(text, to=to, threads=1)
        assert letters in drafted.blocks[0].target
        assert drafted.model == "newsdesk"
        assert drafted.units[0].terms[0].status in ("annotated", "present", "repaired")
