"""The queue goes out in every format and comes back: unchanged is unchanged, three changes are three, and nothing is overwritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.desks import PAIRS, Team, article, sqlite_url
from translate import review, store
from translate.errors import InputError, NotAllowed, NotFound
from translate.exchange import Record, exchange, formats
from translate.model import BlockDraft, Markup
from translate.workflow.exchange import export, import_file, is_same, records

SUFFIX = {"xliff2": ".xlf", "xliff1": ".xlf"}
HARD = [
    (
        "Shells hit <Al-Bukamal> & its bridge; 40% left.",
        "سقطت قذائف على «البوكمال» \u2067وجسرها\u2069؛ غادر ٤٠٪.",
    ),
    ("=SUM(A1) is no headline\nbut a line", "-ليس عنواناً\nبل سطر"),
    ("\U0001f600 &amp; &lt;", ""),
    ("'quoted' \\n and \\t", '"منقول" \\n'),
    *PAIRS[:3],
]


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(store.open(sqlite_url(tmp_path)))


def out(desk: review.Desk, folder: Path, name: str, *articles: str) -> Path:
    path = folder / f"out{SUFFIX.get(name, f'.{name}')}"
    with path.open("wb") as stream:
        export(desk, articles, stream, name)
    return path


def changed(path: Path, name: str, changes: dict[str, str]) -> None:
    """Write other targets into a file, as a tool does that keeps the rest."""
    with path.open("rb") as stream:
        found = list(exchange(name).read(stream, str(path)))
    with path.open("wb") as stream:
        new = [
            replace(one, target=changes[one.id], target_codes=()) if one.id in changes else one
            for one in found
        ]
        exchange(name).write(new, stream)


@pytest.mark.parametrize("name", formats())
def test_nothing_changed_is_nothing_done(name: str, team: Team, tmp_path: Path) -> None:
    units = team.submit(HARD)
    before = team.ann.last_event()
    result = import_file(team.ben, out(team.ann, tmp_path, name, "bridge"))
    assert (result.unchanged, result.changed) == ([unit.id for unit in units], [])
    assert (result.unknown, result.conflicts, result.rejected) == ([], [], [])
    assert team.ann.last_event() == before


@pytest.mark.parametrize("name", formats())
def test_three_changes_are_three_edits_by_the_importer(name: str, team: Team, tmp_path: Path) -> None:
    units = team.submit(HARD)
    path = out(team.ann, tmp_path, name, "bridge")
    changes = {units[place].id: f"«جديد» {place} <b>&</b>" for place in (0, 2, 4)}
    changed(path, name, changes)
    foretold = import_file(team.ben, path, dry_run=True)
    assert [unit.version for unit in team.ann.units_of("bridge")] == [1] * len(units)
    result = import_file(team.ben, path)
    assert result == foretold
    assert result.changed == list(changes)
    assert len(result.unchanged) == len(units) - 3
    for unit in team.ann.units_of("bridge"):
        if unit.id in changes:
            assert (unit.target, unit.state, unit.last_editor) == (changes[unit.id], "edited", "ben")
        else:
            assert unit.version == 1
    again = import_file(team.ben, path)
    assert (again.changed, len(again.unchanged)) == ([], len(units))


def test_from_arabic_into_english(team: Team, tmp_path: Path) -> None:
    team.submit([(two, one) for one, two in PAIRS], languages=("ar", "en"))
    for name in formats():
        path = out(team.ann, tmp_path, name, "bridge")
        with path.open("rb") as stream:
            found = list(exchange(name).read(stream, str(path)))
        assert {(one.source_language, one.target_language) for one in found} == {("ar", "en")}
        assert len(import_file(team.ben, path).unchanged) == len(PAIRS)


def test_who_comes_late_is_kept_apart(team: Team, tmp_path: Path) -> None:
    first, second, third, fourth, *_ = team.submit()
    path = out(team.ann, tmp_path, "xliff2", "bridge")
    changed(path, "xliff2", {first.id: "من الملف", fourth.id: ""})
    for unit in (first, second):
        team.ann.edit(unit.id, "من المكتب", base_version=1)
    team.ann.claim(third.id)
    for dry_run in (True, False):
        result = import_file(team.ben, path, dry_run=dry_run)
        assert [item["unit"] for item in result.conflicts] == [first.id]
        assert (result.conflicts[0]["mine"], result.conflicts[0]["theirs"]) == ("من الملف", "من المكتب")
        assert second.id in result.unchanged
        assert [item["unit"] for item in result.rejected] == [fourth.id]
    assert team.ann.unit(first.id).target == "من المكتب"
    assert team.ann.unit(fourth.id).target


def test_what_somebody_holds_is_rejected(team: Team, tmp_path: Path) -> None:
    first, *_ = team.submit()
    path = out(team.ann, tmp_path, "tsv", "bridge")
    changed(path, "tsv", {first.id: "جديد"})
    team.ann.claim(first.id)
    for dry_run in (True, False):
        result = import_file(team.ben, path, dry_run=dry_run)
        assert [item["unit"] for item in result.rejected] == [first.id]
        assert "ann holds it" in result.rejected[0]["problem"]


def test_unknown_units_and_other_sources_are_kept_apart(team: Team, tmp_path: Path) -> None:
    first, *_ = team.submit()
    path = tmp_path / "x.jsonl"
    with path.open("wb") as stream:
        exchange("jsonl").write(
            [
                Record("nobody", "a", "ب", version=1),
                Record(first.id, "Another source.", "آخر", version=1),
            ],
            stream,
        )
    result = import_file(team.ben, path)
    assert result.unknown == ["nobody"]
    assert [item["unit"] for item in result.conflicts] == [first.id]
    assert "another one" in result.conflicts[0]["problem"]


def test_a_state_in_the_file_neither_lowers_nor_raises(team: Team, tmp_path: Path) -> None:
    first, second, *_ = team.submit()
    done = team.ann.edit(first.id, first.target + " ", base_version=1)
    team.bob.approve(first.id, base_version=done.version)
    path = out(team.ann, tmp_path, "jsonl", "bridge")
    text = path.read_text("utf-8").replace('"reviewed"', '"new"').replace('"drafted"', '"final"')
    path.write_text(text, "utf-8")
    assert import_file(team.ben, path).changed == []
    assert team.ann.unit(first.id).state == "reviewed"
    assert team.ann.unit(second.id).state == "drafted"
    changed(path, "jsonl", {first.id: "تغيّر بعد الموافقة"})
    assert import_file(team.ben, path).changed == [first.id]
    assert (team.ann.unit(first.id).state, team.ann.unit(first.id).last_editor) == ("edited", "ben")


def test_drafts_are_confirmed_where_it_is_asked_for(team: Team, tmp_path: Path) -> None:
    first, *_ = team.submit()
    path = out(team.ann, tmp_path, "po", "bridge")
    text = path.read_text("utf-8")
    path.write_text(text.replace("#, fuzzy\n", "", 1), "utf-8")
    assert import_file(team.ben, path).changed == []
    assert import_file(team.ben, path, confirm=True).changed == [first.id]
    assert team.ann.unit(first.id).state == "edited"


def test_a_file_without_versions_changes_drafts_only(team: Team, tmp_path: Path) -> None:
    first, second, third, *_ = team.submit()
    for unit in (second, third):
        team.ann.edit(unit.id, "من المكتب", base_version=1)
    path = tmp_path / "plain.tsv"
    rows = [(first, "جديد"), (second, "آخر"), (third, third.target)]
    path.write_text(
        "id\tsource\ttarget\n" + "".join(f"{unit.id}\t{unit.source}\t{text}\n" for unit, text in rows),
        "utf-8",
    )
    for dry_run in (True, False):
        result = import_file(team.ben, path, dry_run=dry_run)
        assert result.changed == [first.id]
        assert [item["unit"] for item in result.conflicts] == [second.id]
        assert result.unchanged == [third.id]


def test_a_flaw_at_the_end_changes_nothing(team: Team, tmp_path: Path) -> None:
    first, *_ = team.submit()
    for name, flaw in (("tmx", "</tmx>"), ("xliff2", "</xliff>"), ("xliff1", "</xliff>")):
        path = out(team.ann, tmp_path, name, "bridge")
        changed(path, name, {first.id: "جديد"})
        path.write_text(path.read_text("utf-8").replace(flaw, ""), "utf-8")
        with pytest.raises(InputError):
            import_file(team.ben, path)
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"id": "{first.id}", "source": "x", "target": "y"}}\n{{', "utf-8")
    with pytest.raises(InputError, match=":2:"):
        import_file(team.ben, path)
    assert team.ann.unit(first.id).version == 1


def test_a_unit_that_stands_there_twice_is_rejected(team: Team, tmp_path: Path) -> None:
    first, *_ = team.submit()
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        exchange("jsonl").write(
            [Record(first.id, first.source, text, version=1) for text in ("أ", "ب")], stream
        )
    result = import_file(team.ben, path)
    assert [item["problem"] for item in result.rejected] == ["stands in the file more than once"]
    assert team.ann.unit(first.id).version == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [("id\tsource\ttarget\n", "no unit in it"), ("id\tsource\ttarget\n\ta\tb\n", "without its id")],
)
def test_a_file_without_units_is_told(text: str, message: str, team: Team, tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        import_file(team.ben, path)


def test_rights_and_names_are_checked(team: Team, tmp_path: Path) -> None:
    team.submit()
    path = out(team.ann, tmp_path, "tsv", "bridge")
    with pytest.raises(NotAllowed):
        import_file(team.service, path)
    with pytest.raises(NotFound):
        list(records(team.ann, ["nothing"]))
    with pytest.raises(InputError):
        import_file(team.ann, tmp_path / "gone.tsv")


def test_links_go_out_as_codes(team: Team) -> None:
    drafted = article([("The road to Hasakah", "الطريق إلى الحسكة")])
    (block,) = drafted.blocks
    marked = replace(block.block, markup=(Markup("a", 12, 19, (("href", "https://example.org/"),)),))
    drafted = replace(
        drafted,
        article=replace(drafted.article, blocks=(marked,)),
        blocks=(BlockDraft(marked, block.target),),
    )
    team.service.submit(drafted)
    (found,) = records(team.ann, ["bridge"])
    assert [(code.start, code.end, code.opening, code.type) for code in found.source_codes] == [
        (12, 19, '<a href="https://example.org/">', "link")
    ]
    assert [code.closing for code in found.target_codes] == ["</a>"]


def test_comments_and_issues_travel_as_notes(team: Team) -> None:
    first, *_ = team.submit()
    team.bob.comment(first.id, "see the map")
    found = next(iter(records(team.ann, ["bridge"])))
    assert found.notes == ("bob: see the map",)
    assert (found.previous, found.next) == ("", PAIRS[1][0])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a\r\nb", "a\nb ", True),
        ("e\u0301", "\u00e9", True),
        ("a\u0007b", "a\ufffdb", True),
        ("a", "b", False),
    ],
)
def test_what_a_format_may_do_is_no_change(one: str, other: str, expected: bool) -> None:
    assert is_same(one, other) is expected
