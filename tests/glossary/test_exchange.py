"""TBX and two-column tables, out and back, and what comes from hostile hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from translate.errors import InputError
from translate.glossary import Glossary, Kind, Standing, load, tables, tbx
from translate.glossary.edit import append, replace_file
from translate.glossary.guess import kind_of

Write = Callable[..., Path]
SCHEMA = Path(__file__).parents[3] / "shared" / "schemas" / "TBXcoreStructV03.rng"


def test_tbx_comes_back_as_it_went(house: Glossary) -> None:
    entries, left_out = tbx.read(tbx.dump(house), "glossary.tbx")
    assert [replace(entry, file="", line=0) for entry in entries] == [
        replace(entry, file="", line=0) for entry in house
    ]
    assert left_out == []


@pytest.mark.skipif(not SCHEMA.exists(), reason="the official schema is not on this machine")
def test_tbx_is_valid(house: Glossary) -> None:
    from lxml import etree

    schema = etree.RelaxNG(etree.parse(SCHEMA))
    schema.assertValid(etree.fromstring(tbx.dump(house)))


def test_notes_conditions_and_marks_survive_tbx(write: Write) -> None:
    glossary = load(
        write(
            "type ; en ; ar ; en_variants ; ar_variants ; notes ; gender",
            "place ; Somewhere ; مكان ; ~There | !Nowhere | Sumwhere (not before else) ; =موضع ; a note & more ; m",
        )
    )
    (entry,), _ = tbx.read(tbx.dump(glossary), "x")
    (before,) = glossary
    assert replace(entry, file="", line=0) == replace(before, file="", line=0)


DCT = """<?xml version="1.0"?><tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min">
<tbxHeader/><text><body><conceptEntry id="c1"><langSec xml:lang="en-GB"><termSec><term>old name</term><min:administrativeStatus>deprecatedTerm-admn-sts
</min:administrativeStatus></termSec><termSec><term>air raid</term></termSec></langSec><langSec xml:lang="ar"><termSec><term>غارة جوية</term></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>raid</term></termSec></langSec></conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="en"><termSec><term>only English</term></termSec></langSec></conceptEntry></body></text></tbx>"""
MARTIF = """<martif type="TBX"><text><body><termEntry id="1"><langSet xml:lang="en"><ntig><termGrp><term>Aleppo</term></termGrp></ntig></langSet>
<langSet xml:lang="ar"><tig><term>حلب</term></tig></langSet></termEntry><termEntry id="2"><langSet xml:lang="en"><tig><term>Aleppo</term></tig></langSet>
<langSet xml:lang="ar"><tig><term>حلب الشهباء</term></tig><tig><term> </term></tig></langSet></termEntry></body></text></martif>"""


def test_tbx_of_others_is_read() -> None:
    (entry,), (left_out,) = tbx.read(DCT.encode(), "other.tbx")
    assert (entry.english, entry.arabic, entry.kind) == ("air raid", "غارة جوية", Kind.COMMON)
    assert entry.english_variants[0].text == "old name"
    assert left_out == "other.tbx:5: left out, a concept without a term in each language"
    entries, _ = tbx.read(MARTIF.encode(), "old.tbx")
    assert [(item.id, item.english) for item in entries] == [("aleppo", "Aleppo"), ("aleppo-2", "Aleppo")]


BAD_XML = [
    (b"<tbx", r"x:1:\d+: not XML"),
    (b"<html/>", "x:1:1: not TBX but html"),
    (b'<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>', "declares entities"),
    (b'<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>', "declares entities"),
    (
        '<martif><text><body><termEntry><note>dragoman: type=planet</note><langSet xml:lang="en"><tig><term>A</term></tig></langSet>'
        '<langSet xml:lang="ar"><tig><term>ب</term></tig></langSet></termEntry></body></text></martif>'.encode(),
        "x:1:1: .*'planet' is not known",
    ),
]


@pytest.mark.parametrize(("data", "message"), BAD_XML)
def test_broken_and_hostile_xml_is_one_line_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        tbx.read(data, "x")


def test_xml_that_is_too_big_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tbx, "MAX_BYTES", 3)
    with pytest.raises(InputError, match="too big"):
        tbx.read(b"<tbx/>", "x")


def test_a_table_has_a_row_for_every_spelling(house: Glossary) -> None:
    rows = tables.dump([house["hasakah"]]).splitlines()
    assert rows[0] == "Hasakah,الحسكة"
    assert "Hassakeh,الحسكة" in rows
    back = tables.dump([house["hasakah"], house["hasakah"]], "weblate", language="ar").splitlines()
    assert back[0].startswith("location,source,target")
    assert back[1].split(",")[1:4] == ["الحسكة", "Hasakah", "hasakah"]
    assert len(back) == 2


CELLS = ["=1+1", "+49", "-led", "@here", "\tx"]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_that_would_run_is_defused_and_comes_back(cell: str) -> None:
    assert tables.safe(cell) == "'" + cell
    assert tables.unsafe(tables.safe(cell)) == cell


def test_a_plain_cell_is_left_alone() -> None:
    assert tables.safe("Hasakah") == "Hasakah"
    assert tables.unsafe("'ayn") == "'ayn"


TABLES = [
    ("Hasakah,الحسكة\nfighter,مقاتل\n", [("Hasakah", "place"), ("fighter", "common")]),
    ("Hasakah\tالحسكة\n\n", [("Hasakah", "place")]),
    ("source;target\nIraqi;عراقي\n", [("Iraqi", "demonym")]),
    ("location,source,target,id\n,الحسكة,Hasakah,3\n", [("Hasakah", "place")]),
    ('"Body, Some",هيئة\n', [("Body, Some", "place")]),
    ("'=SUM,مجموع\n", [("=SUM", "org")]),
    ("WHO,منظمة الصحة العالمية\nHasakah,الحسكة\nHassakeh,الحسكة\n", [("WHO", "org"), ("Hasakah", "place")]),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_a_table_becomes_entries_with_a_guessed_type(text: str, expected: list[tuple[str, str]]) -> None:
    entries = list(tables.parse(text, "list.csv"))
    assert [(entry.english, entry.kind.value) for entry in entries] == expected


def test_rows_with_the_same_target_are_spellings() -> None:
    entry, other = tables.parse("Hasakah,الحسكة\nHassakeh,الحسكة\nhasakah thing,الحسكة\n", "x")
    assert [(variant.text, variant.standing) for variant in entry.english_variants] == [
        ("Hassakeh", Standing.DEPRECATED)
    ]
    assert other.id == "hasakah-thing"


BAD_TABLES = [
    ("Hasakah,\n", "x:1:1: a row needs a source and a target"),
    ("Hasakah\n", "x:1:1: a row needs a source and a target"),
    ("Hasakah,Raqqa\n", "x:1:1: 'Hasakah' and 'Raqqa' are not English and Arabic"),
    ("الرقة,الحسكة\n", "are not English and Arabic"),
    ("a,ب\n\n\x00,ب\n", "x:"),
    ("a,ب\u200f\n", "x:1:1: .*U\\+200F"),
]


@pytest.mark.parametrize(("text", "message"), BAD_TABLES)
def test_a_broken_table_is_one_line_with_its_place(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(tables.parse(text, "x"))


def test_a_field_of_a_table_has_a_limit() -> None:
    with pytest.raises(InputError, match="not a table"):
        list(tables.parse('a,"' + "ب" * 140_000 + '"\n', "x"))


def test_a_table_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MAX_ROWS", 1)
    with pytest.raises(InputError, match="more than 1 lines"):
        list(tables.parse("a,ب\nc,د\n", "x"))


GUESSES = [
    ("fighter", "مقاتل", Kind.COMMON),
    ("Iraqi", "عراقي", Kind.DEMONYM),
    ("Ali", "العلي", Kind.PLACE),
    ("Peace Organization", "منظمة السلام", Kind.ORG),
    ("WHO", "منظمة", Kind.ORG),
    ("Hasakah", "الحسكة", Kind.PLACE),
]


@pytest.mark.parametrize(("english", "arabic", "kind"), GUESSES)
def test_a_type_is_guessed_from_the_forms(english: str, arabic: str, kind: Kind) -> None:
    assert kind_of(english, arabic) is kind


def test_an_entry_is_added_at_the_end_and_the_rest_stays(write: Write, house: Glossary) -> None:
    path = write("# ours", "type ; en ; ar", "place ; Aleppo ; حلب")
    path.chmod(0o640)
    append(path, house["hasakah"])
    lines = path.read_text("utf-8").splitlines()
    assert lines[:1] == ["# ours"]
    assert lines[2] == "place\tAleppo\tحلب"
    assert load(path)["hasakah"].arabic == "الحسكة"
    assert path.stat().st_mode & 0o777 == 0o640
    with pytest.raises(InputError, match="the id 'hasakah' is there already"):
        append(path, house["hasakah"])


def test_a_new_file_is_made_and_nothing_is_added_to_a_broken_one(
    tmp_path: Path, house: Glossary, write: Write
) -> None:
    append(tmp_path / "deep" / "new.tsv", house["hasakah"])
    assert len(load(tmp_path / "deep" / "new.tsv")) == 1
    broken = write("type ; en ; ar", "place ; Aleppo")
    before = broken.read_bytes()
    with pytest.raises(InputError, match="ar: is empty"):
        append(broken, house["hasakah"])
    assert broken.read_bytes() == before


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be written"):
        replace_file(tmp_path / "file" / "below.tsv", b"x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        replace_file(tmp_path / "folder", b"x")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []
