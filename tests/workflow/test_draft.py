"""An article goes in; the article with its draft comes out, block by block, whatever the engine says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tiny import Scripted
from translate.errors import InputError, ModelNotFound
from translate.model import Article, Block, BlockKind, Hypothesis, Markup, Severity
from translate.workflow.draft import Drafter, draft, draft_lines, open_drafter, pair, style

if TYPE_CHECKING:
    from translate.engines import Decoding

KINDS = BlockKind
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه")


def arabic(text: str) -> str:
    return text.lower().translate(LETTERS)


def article(*blocks: Block, language: str = "en") -> Article:
    return Article("a", "a.txt", language, blocks)


def drafter(**options: object) -> Drafter:
    return Drafter(Scripted(lambda text, _: arabic(text), **options))  # type: ignore[arg-type]


PAIRS = [
    # language of the article, to, source, the pair
    ("en", None, None, ("en", "ar")),
    ("ar", None, None, ("ar", "en")),
    ("en", "ar", None, ("en", "ar")),
    ("en", "AR-SY", None, ("en", "ar")),
    ("en", None, "ar", ("ar", "en")),
    ("en", "en", "ar", ("ar", "en")),
    ("en", "en", None, "the text is in English already; give --to ar, or --from if it is not"),
    ("ar", "ar", None, "the text is in Arabic already"),
    ("en", "fr", None, "no language 'fr'"),
    ("en", None, "fr", "no language 'fr'"),
]


@pytest.mark.parametrize(("language", "to", "source", "wanted"), PAIRS)
def test_the_pair_follows_from_the_text_and_the_order(
    language: str, to: str | None, source: str | None, wanted: tuple[str, str] | str
) -> None:
    if isinstance(wanted, tuple):
        assert pair(language, to, source=source) == wanted
    else:
        with pytest.raises(InputError, match=wanted):
            pair(language, to, source=source)


PAGE = (
    Block("b1", KINDS.SITE, "The Desk"),
    Block("b2", KINDS.HEADLINE, "Wells run dry. Rain is late", level=1),
    Block("b3", KINDS.DATE, "Monday, 11 February, 2019"),
    Block("b4", KINDS.DATE, "Updated on Monday"),
    Block("b5", KINDS.PARAGRAPH, "The wells are dry.  The rain is late.\n\nFarmers wait."),
    Block("b6", KINDS.HEADLINE, "Wells run dry. Rain is late", duplicate_of="b2"),
    Block("b7", KINDS.FURNITURE, "Editor Picks"),
    Block("b8", KINDS.SUBHEAD, "The Desk", duplicate_of="b1"),
    Block("b9", KINDS.LIST_ITEM, "  "),
)


def test_blocks_come_back_in_order_each_with_its_target() -> None:
    drafted = draft(article(*PAGE), drafter())
    assert [block.block for block in drafted.blocks] == list(PAGE)
    assert [block.target for block in drafted.blocks] == [
        "",
        arabic("Wells run dry. Rain is late"),
        "الاثنين، 11 فبراير 2019",
        arabic("Updated on Monday"),
        arabic("The wells are dry.  The rain is late.\n\nFarmers wait."),
        arabic("Wells run dry. Rain is late"),
        "",
        arabic("The Desk"),
        "",
    ]
    assert (drafted.source_language, drafted.target_language, drafted.engine) == ("en", "ar", "scripted")
    assert [unit.segment.id for unit in drafted.units] == [
        "b2.1",
        "b3.1",
        "b4.1",
        "b5.1",
        "b5.2",
        "b5.3",
        "b8.1",
    ]
    assert [unit.draft.origin for unit in drafted.units][:3] == ["scripted", "rule", "scripted"]


def test_furniture_is_drafted_where_it_is_asked_for() -> None:
    drafted = draft(article(*PAGE), drafter(), furniture=True)
    assert [block.target for block in drafted.blocks if not block.target] == [""]
    assert drafted.blocks[0].target == drafted.blocks[7].target == arabic("The Desk")


def test_a_repeat_of_a_repeat_has_the_target_too_and_its_own_markup() -> None:
    link = Markup("a", 0, 5, (("href", "/wells"),))
    blocks = [
        Block("b1", KINDS.HEADLINE, "Wells run dry"),
        Block("b2", KINDS.HEADLINE, "Wells run dry", (link,), duplicate_of="b1"),
        Block("b3", KINDS.HEADLINE, "Wells run dry", duplicate_of="b2"),
        Block("b4", KINDS.HEADLINE, "Rain", duplicate_of="b4"),
        Block("b5", KINDS.HEADLINE, "Snow", duplicate_of="b9"),
    ]
    drafted = draft(article(*blocks), drafter())
    assert [block.target for block in drafted.blocks] == [arabic("Wells run dry")] * 3 + [
        arabic("Rain"),
        arabic("Snow"),
    ]
    assert drafted.blocks[1].markup == (link,)


def test_an_order_goes_before_the_language_that_was_found() -> None:
    drafted = draft(
        article(Block("b1", KINDS.PARAGRAPH, "الطريق مفتوح"), language="en"), drafter(), source="ar"
    )
    assert (drafted.source_language, drafted.article.language) == ("ar", "ar")


def test_progress_is_told_segments_done_and_segments_in_all() -> None:
    told: list[tuple[int, int]] = []
    draft(article(*PAGE), drafter(), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (7, 7)
    assert told == sorted(told)


def test_nothing_to_draft_is_a_draft_without_units() -> None:
    drafted = draft(article(Block("b1", KINDS.FURNITURE, "Menu")), drafter())
    assert (drafted.units, [block.target for block in drafted.blocks]) == ((), [""])


def test_issues_stand_with_their_unit_and_none_with_a_date_line() -> None:
    blocks = (
        Block("b1", KINDS.DATE, "5 May 2017"),
        Block("b2", KINDS.PARAGRAPH, "The town has 40 wells and 3 roads."),
    )
    drafted = draft(article(*blocks), Drafter(Scripted(lambda text, _: "في المدينة 40 بئرا وطرق.")))
    assert drafted.units[0].issues == ()
    assert [(issue.code, issue.severity) for issue in drafted.units[1].issues] == [
        ("number.missing", Severity.ERROR)
    ]


def test_markup_lies_over_the_words_of_each_segment() -> None:
    text = "See the road. The wells are dry today."
    marks = (
        Markup("a", 8, 12, (("href", "/road"),)),
        Markup("em", 14, 23),
        Markup("b", 0, len(text)),
    )

    def aligned(text: str, how: Decoding) -> Hypothesis:
        assert how.alignment
        spans = [(word.start(), word.end()) for word in re.finditer(r"\w+", text)]
        return Hypothesis(arabic(text), alignment=tuple((*span, *span) for span in spans))

    drafted = draft(article(Block("b1", KINDS.PARAGRAPH, text, marks)), Drafter(Scripted(aligned)))
    target = drafted.blocks[0].target
    assert [(mark.tag, target[mark.start : mark.end]) for mark in drafted.blocks[0].markup] == [
        ("a", arabic("road")),
        ("b", arabic("See the road.")),
        ("em", arabic("The wells")),
        ("b", arabic("The wells are dry today.")),
    ]


def test_an_empty_first_target_does_not_move_the_markup_of_the_second() -> None:
    text = "Ah! The wells are dry."
    engine = Scripted(lambda text, _: "" if text == "Ah!" else arabic(text))
    block = Block("b1", KINDS.PARAGRAPH, text, (Markup("b", 4, len(text)),))
    drafted = draft(article(block), Drafter(engine))
    (mark,) = drafted.blocks[0].markup
    assert drafted.blocks[0].target[mark.start : mark.end] == arabic("The wells are dry.")


def test_an_empty_last_target_leaves_its_markup_inside_the_text() -> None:
    text = "The wells are dry. Ah!"
    engine = Scripted(lambda text, _: "" if text == "Ah!" else arabic(text))
    drafted = draft(article(Block("b1", KINDS.PARAGRAPH, text, (Markup("b", 19, 22),))), Drafter(engine))
    size = len(drafted.blocks[0].target)
    assert drafted.blocks[0].markup == (Markup("b", size, size),)


def test_the_signature_names_all_that_shapes_a_draft() -> None:
    signature = draft(article(*PAGE), drafter()).signature
    assert re.fullmatch(r"dragoman:[\d.]+\|scripted\|beam:4\|glossary:[0-9a-f]{16}", signature)


LINES = [
    (["One.", "", "Two. Three is here."], ["One.", "", "Two. Three is here."]),
    (["  ", "\t", "One"], ["", "", "One"]),
    ([], []),
    (["One\u2028Two"], ["One Two"]),
]


@pytest.mark.parametrize(("lines", "wanted"), LINES)
def test_lines_stay_apart_and_blank_ones_blank(lines: list[str], wanted: list[str]) -> None:
    assert draft_lines(lines, drafter(), source="en", target="ar") == [arabic(line) for line in wanted]


ORDERS = [
    ({"beam": 0}, "a beam of 0"),
    ({"threads": -1}, "-1 threads"),
    ({"model": "nothing"}, "no model 'nothing'"),
    ({"engine": "echo", "glossaries": ["none.tsv"]}, "none.tsv: cannot be read"),
    ({"compute_type": "int7"}, "no compute type 'int7'"),
]


@pytest.mark.parametrize(("order", "message"), ORDERS)
def test_what_cannot_be_opened_is_an_error(order: dict[str, object], message: str) -> None:
    with pytest.raises((InputError, ModelNotFound), match=message):
        open_drafter(**order)  # type: ignore[arg-type]


def test_an_engine_that_does_not_fit_the_model_is_told_the_one_that_does(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    (tmp_path / "model.safetensors").touch()
    with pytest.raises(
        InputError, match="is a transformers model; give --engine transformers, or a ctranslate2 directory"
    ):
        open_drafter(model=tmp_path, engine="ctranslate2")


def test_settings_name_the_model_and_the_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATE_MODEL", "nothing")
    with pytest.raises(ModelNotFound, match="no model 'nothing'"):
        open_drafter()
    monkeypatch.setenv("TRANSLATE_THREADS", "-2")
    with pytest.raises(InputError, match="-2 threads"):
        open_drafter(engine="echo")


def test_the_house_glossary_is_open_unless_it_is_left_out(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("type\ten\tar\nplace\tBarrow Hill\tتل البارو\n", "utf-8")
    house = open_drafter(engine="echo").terms
    assert len(house) > 1000
    assert len(open_drafter(engine="echo", glossaries=[own]).terms) == len(house) + 1
    assert len(open_drafter(engine="echo", glossaries=[own], house_terms=False).terms) == 1
    assert len(open_drafter(engine="echo", house_terms=False).terms) == 0


def test_the_style_of_the_house_goes_over_targets_and_dates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "desk.toml").write_text('[style]\nmonths = "both"\ndigits = "arabic-indic"\n', "utf-8")
    opened = Drafter(Scripted(lambda text, _: "أصيب 300 شخص في 3 مارس 2019."), style=style())
    assert opened.signature().endswith("|style:months=both,digits=arabic-indic")
    drafted = draft(
        article(
            Block("1", KINDS.DATE, "Monday, 11 February, 2019"),
            Block("2", KINDS.PARAGRAPH, "300 people were injured on 3 March 2019."),
        ),
        opened,
        to="ar",
    )
    assert [block.target for block in drafted.blocks] == [
        "الاثنين، ١١ فبراير (شباط) ٢٠١٩",
        "أصيب ٣٠٠ شخص في ٣ مارس (آذار) ٢٠١٩.",
    ]
    assert not drafted.units[1].issues, "the same figures in other digits"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            '[style]\nmonths = "french"\n',
            r"desk.toml, \[style\]: no months 'french'; use one of as-is, egyptian",
        ),
        ('[style]\nfont = "big"\n', r"desk.toml, \[style\]: unknown key 'font'; use one of months, digits"),
    ],
)
def test_a_style_that_is_none_is_told(
    given: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "desk.toml").write_text(given, "utf-8")
    with pytest.raises(InputError, match=message):
        style()
