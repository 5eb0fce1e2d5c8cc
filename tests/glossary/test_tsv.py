"""Glossary files: what they may hold, and the line and column of what they may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from translate.errors import InputError
from translate.glossary import Glossary, Kind, Policy, Standing, Variant, house_files, load
from translate.glossary import tsv as files

Write = Callable[..., Path]

FLAWS = [
    # lines, line:column, words of the message
    (["type ; en"], "1:1", "no column 'ar'"),
    (["type ; en ; ar ; colour"], "1:12", "unknown column 'colour'"),
    (["type ; en ; ar ; en"], "1:12", "column 'en' stands twice"),
    (["type ; en ; ar", "place ; Hasakah"], "2:15", "ar: is empty"),
    (["type ; en ; ar", "place ;  ; الحسكة"], "2:7", "en: is empty"),
    (["type ; en ; ar", "town ; Hasakah ; الحسكة"], "2:1", "type: 'town' is not known"),
    (["type ; en ; ar", "place ; Hasakah ; Hasakah"], "2:15", "holds no Arabic letter"),
    (["type ; en ; ar", "place ; الحسكة ; الحسكة"], "2:7", "holds no Latin letter"),
    (["type ; en ; ar", "place ; Hasakah ; الحسكة ; extra"], "2:22", "4 fields, but the header names 3"),
    (
        ["type ; en ; ar ; al", "place ; Aleppo ; حلب ; lex"],
        "2:18",
        "al: lex needs an Arabic form that begins with",
    ),
    (
        ["type ; en ; ar ; priority", "place ; Aleppo ; حلب ; high"],
        "2:18",
        "priority: 'high' is not a whole number",
    ),
    (["type ; en ; ar ; id", "place ; Aleppo ; حلب ; A b"], "2:18", "id: 'A b' is not made of"),
    (
        ["type ; en ; ar ; ar_variants", "place ; Aleppo ; حلب ; ="],
        "2:18",
        "ar_variants: '=' holds no Arabic letter",
    ),
    (
        ["type ; en ; ar ; en_variants", "place ; Aleppo ; حلب ; Halab | !"],
        "2:18",
        "'!' is a mark without a form",
    ),
    (["type ; en ; ar", "place ; Aleppo ; ح\u200fلب"], "2:14", "U+200F"),
    (["type ; en ; ar", "place ; Aleppo ; ﺣﻠﺐ"], "2:14", "presentation character"),
    (["type ; en ; ar", f"place ; {'A' * 2001} ; حلب"], "2:7", "longer than 2000 characters"),
    (
        ["type ; en ; ar", "place ; Aleppo ; حلب", "# a comment", "place ; Aleppo ; حلب"],
        "4:1",
        "the id 'aleppo' is taken by",
    ),
    (
        ["type ; en ; ar ; gender", "place ; Aleppo ; حلب ; n"],
        "2:18",
        "gender: 'n' is not known; use m, f, mf",
    ),
    (["# only a comment"], "1:1", "no header line"),
]


@pytest.mark.parametrize(("lines", "place", "words"), FLAWS)
def test_a_flaw_stops_the_load_with_line_and_column(
    lines: list[str], place: str, words: str, write: Write
) -> None:
    path = write(*lines)
    with pytest.raises(InputError) as error:
        load(path)
    assert str(error.value).startswith(f"{path}:{place}: ")
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_bytes_that_are_not_utf8_are_named_by_their_place(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes(b"type\ten\tar\nplace\tAleppo\t" + b"\xe3\xe4")
    with pytest.raises(InputError, match=r"own.tsv:2:14: not UTF-8; save the file as UTF-8"):
        load(path)


def test_a_file_that_is_not_there_and_a_folder_that_is_empty(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.tsv: cannot be read \(No such file"):
        load(tmp_path / "none.tsv")
    with pytest.raises(InputError, match="no glossary file"):
        load(tmp_path)
    with pytest.raises(InputError, match="no glossary file"):
        load([])
    with pytest.raises(InputError, match="cannot be read"):
        list(files.read(tmp_path))


def test_a_file_that_is_too_big_is_not_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    with pytest.raises(InputError, match="too big for a glossary"):
        load(write("type ; en ; ar", "place ; Aleppo ; حلب"))


def test_every_column_is_read(write: Write) -> None:
    path = write(
        "\ufefftype ; en ; ar ; id ; en_short ; ar_short ; en_variants ; ar_variants ; policy ; direction ; domain ; priority ; al ; gender ; number"
        " ; derived ; vocalised ; the ; ambiguous ; key ; for_ar ; against_ar ; for_en ; against_en ; near ; in ; notes ; status",
        "org ; Some Body ; الهيئة ; body ; SB ; هـ ; =The Body | Sum Body | !Bad Body | ~Body | Bod (not before guard) ; هيءة (not before الدين، النور)"
        " ; relaxed ; en2ar ; un ; 7 ; lex ; f ; pl ; هيئي ; الهَيْئَة ; always ; mild ; no ; مقر | وفد ; شكل ; seat ; shape ; Aleppo ; Syria ; a note ; draft",
    )
    (entry,) = load(path)
    assert entry.kind is Kind.ORG and entry.policy is Policy.RELAXED and entry.priority == 7  # noqa: PT018
    assert entry.english_variants == (
        Variant("The Body", Standing.ADMITTED),
        Variant("Sum Body"),
        Variant("Bad Body", Standing.FORBIDDEN),
        Variant("Body", Standing.ADMITTED, for_target=True),
        Variant("Bod", not_before=("guard",)),
    )
    assert entry.arabic_variants == (Variant("هيءة", not_before=("الدين", "النور")),)
    assert (entry.sense.for_ar, entry.sense.against_en, entry.near, entry.within) == (
        ("مقر", "وفد"),
        ("shape",),
        ("Aleppo",),
        "Syria",
    )
    assert (entry.house("ar"), entry.short("en"), entry.is_ambiguous, entry.is_keyed, entry.line) == (
        "الهيئة",
        "SB",
        True,
        False,
        2,
    )


def test_what_a_file_does_not_say_is_assumed(write: Write) -> None:
    place, person, noun, phrase, demonym, country = load(
        write(
            "type ; en ; ar ; domain ; derived",
            "place ; Hasakah ; الحسكة",
            "person_m ; Abu Layla ; أبو ليلى",
            "common ; plane ; طائرة",
            "common ; air raid ; غارة جوية",
            "demonym ; Iraqi ; عراقي",
            "place ; Iraq ; العراق ; country ; عراقي",
        )
    )
    assert (place.id, place.al, place.inflect, place.policy) == ("hasakah", "lex", "none", "strict")
    assert (person.inflect, noun.inflect, phrase.inflect, demonym.inflect) == (
        "kunya",
        "noun",
        "phrase",
        "demonym",
    )
    assert (noun.policy, country.policy, country.is_keyed) == ("suggest", "relaxed", False)


def test_retired_entries_are_left_out(write: Write) -> None:
    assert len(load(write("type ; en ; ar ; status", "place ; Aleppo ; حلب ; retired"))) == 0


def test_lines_may_end_in_any_way(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes("type\ten\tar\r\nplace\tAleppo\tحلب\r\n\r\nplace\tHoms\tحمص".encode())
    assert [entry.line for entry in load(path)] == [2, 4]


def test_files_and_folders_are_one_glossary(write: Write, tmp_path: Path) -> None:
    write("type ; en ; ar", "place ; Aleppo ; حلب", name="a.tsv")
    write("type ; en ; ar", "place ; Homs ; حمص", name="b.tsv")
    assert len(load(tmp_path)) == len(load([tmp_path / "a.tsv", tmp_path / "b.tsv"])) == 2


def test_a_glossary_is_kept_until_its_file_changes(write: Write) -> None:
    path = write("type ; en ; ar", "place ; Aleppo ; حلب")
    first = load(path)
    assert load(str(path)) is first
    write("type ; en ; ar", "place ; Homs city ; حمص")
    assert load(path) is not first


def test_the_signature_changes_with_any_field_and_not_with_the_line(house: Glossary) -> None:
    entry = house["hasakah"]
    same = Glossary([replace(entry, line=99, file="elsewhere")])
    other = Glossary([replace(entry, notes="new")])
    assert Glossary([entry]).signature == same.signature != other.signature


def test_a_glossary_can_be_asked_for_entries(house: Glossary) -> None:
    assert "hasakah" in house
    assert "nowhere" not in house
    assert house.get("nowhere") is None
    assert house.get("hasakah") is house["hasakah"]
    assert "raqqa" in house.company(house["tabqa"])


def test_what_is_written_is_read_again(house: Glossary) -> None:
    again = list(files.parse(files.dump(house), "again"))
    assert [replace(entry, file="", line=0) for entry in again] == [
        replace(entry, file="", line=0) for entry in house
    ]


def test_the_house_files_of_an_installed_package_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import translate.glossary as door

    monkeypatch.setattr(door, "__file__", str(tmp_path / "translate" / "glossary" / "__init__.py"))
    with pytest.raises(InputError, match="no house glossary"):
        house_files()
    inside = tmp_path / "translate" / "glossary" / "house"
    inside.mkdir(parents=True)
    (inside / "a.tsv").write_text("type\ten\tar\nplace\tAleppo\tحلب\n", encoding="utf-8")
    assert house_files() == [inside / "a.tsv"]
    assert len(load()) == 1
