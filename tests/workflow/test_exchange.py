"""The queue goes out in every format and comes back: unchanged is unchanged, three changes are three, and nothing is overwritten."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desks import PAIRS, Team, article, sqlite_url
from translate import review, store
from translate.errors import InputError, NotAllowed, NotFound
from translate.exchange import Code, Record, exchange, formats
from translate.model import BlockDraft, DraftedArticle, Markup
from translate.workflow.exchange import export, import_file, is_same, records
from translate.workflow.publish import draft

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


LINKED = [
    ("The bridge over the Euphrates opened on Sunday.", "فتح الجسر فوق الفرات يوم الأحد."),
    ("Farmers in Hasakah expect a good harvest.", "يتوقع المزارعون في الحسكة موسماً جيداً."),
    ("Two schools were repaired.", "جرى إصلاح مدرستين."),
]
LINK = '<a href="https://example.org/?a=1&amp;b=2">'


def linked(*, into: str = "ar") -> DraftedArticle:
    """An article with a link over one unit, a link inside emphasis over another, and a plain one."""
    pairs = LINKED if into == "ar" else [(two, one) for one, two in LINKED]
    drafted = article(pairs, languages=("en", "ar") if into == "ar" else ("ar", "en"))
    address = (("href", "https://example.org/?a=1&b=2"),)
    over = {
        "b1": ((("a", "over the Euphrates", "فوق الفرات"), address),),
        "b2": ((("strong", "in Hasakah expect", "في الحسكة"), ()), (("a", "Hasakah", "الحسكة"), address)),
    }
    blocks = []
    for one in drafted.blocks:
        sides = []
        for text in (one.block.text, one.target):
            english = text.isascii()
            sides.append(
                tuple(
                    Markup(tag, text.index(words), text.index(words) + len(words), attributes)
                    for (tag, *said), attributes in over.get(one.block.id, ())
                    for words in (said[0] if english else said[1],)
                )
            )
        blocks.append(replace(one, block=replace(one.block, markup=sides[0]), markup=sides[1]))
    found = replace(drafted.article, blocks=tuple(one.block for one in blocks))
    return replace(drafted, article=found, blocks=tuple(blocks))


def coded(path: Path, name: str, changes: dict[str, dict[str, object]]) -> None:
    """Change records of a file, and write it again."""
    with path.open("rb") as stream:
        found = list(exchange(name).read(stream, str(path)))
    with path.open("wb") as stream:
        exchange(name).write([replace(one, **changes.get(one.id, {})) for one in found], stream)  # type: ignore[arg-type]


CODED = [name for name in formats() if exchange(name).keeps_codes]


@pytest.mark.parametrize("into", ["ar", "en"])
@pytest.mark.parametrize("name", CODED)
def test_codes_that_a_translator_moved_are_kept(name: str, into: str, team: Team, tmp_path: Path) -> None:
    team.service.submit(linked(into=into))
    first, second, _ = team.ann.units_of("bridge")
    path = out(team.ann, tmp_path, name, "bridge")
    assert len(import_file(team.ben, path).unchanged) == 3
    moved = Code(0, 4, LINK, "</a>")
    coded(path, name, {first.id: {"target_codes": (moved,)}})
    assert import_file(team.ben, path, dry_run=True).changed == [first.id]
    result = import_file(team.ben, path)
    assert (result.changed, result.notices, len(result.unchanged)) == ([first.id], [], 2)
    after = team.ann.unit(first.id)
    assert (after.target, after.state, after.last_editor) == (first.target, "edited", "ben")
    assert import_file(team.ben, path).changed == []
    again = next(iter(records(team.ann, ["bridge"])))
    assert [(code.start, code.end, code.opening) for code in again.target_codes] == [(0, 4, LINK)]
    shown = draft(team.ann, "bridge").blocks[0]
    assert [(mark.tag, mark.start, mark.end) for mark in shown.markup] == [("a", 0, 4)]
    assert second.version == 1


@pytest.mark.parametrize("name", CODED)
def test_codes_that_are_gone_or_new_are_kept_and_told(name: str, team: Team, tmp_path: Path) -> None:
    team.service.submit(linked())
    first, second, third = team.ann.units_of("bridge")
    path = out(team.ann, tmp_path, name, "bridge")
    coded(
        path,
        name,
        {
            first.id: {"target": " افتتح الجسر.", "target_codes": ()},
            third.id: {"target_codes": (Code(4, 9, "<em>", "</em>"),)},
        },
    )
    result = import_file(team.ben, path)
    assert result.changed == [first.id, third.id]
    assert result.unchanged == [second.id]
    assert result.notices == [f"unit {first.id}: its target has no {LINK} any more"]
    assert "notices" not in result.shape()
    shown = draft(team.ann, "bridge").blocks
    assert shown[0].markup == ()
    assert [(mark.tag, mark.start, mark.end) for mark in shown[2].markup] == [("em", 4, 9)]
    team.ann.edit(
        first.id, "فُتح الجسر فوق الفرات.", base_version=2
    )  # written anew at the desk: the source's link comes back
    assert [mark.tag for mark in draft(team.ann, "bridge").blocks[0].markup] == ["a"]


REFUSED = [
    (Code(0, 3, "{\\b "), "none that can be kept"),
    (Code(0, 3, "<script>", "</script>"), "none that can be kept"),
    (Code(0, 3, '<a href="javascript:alert(1)">', "</a>"), "none that can be kept"),
    (Code(0, 3, '<b onclick="x">', "</b>"), "none that can be kept"),
    (Code(0, 0, LINK), "has no end"),
    (Code(3, 3, "</a>"), "none that can be kept"),
    (Code(0, 3, LINK, "</b>"), "end it with </a>"),
]


@pytest.mark.parametrize(("code", "problem"), REFUSED)
def test_codes_that_cannot_be_kept_are_refused(code: Code, problem: str, team: Team, tmp_path: Path) -> None:
    team.service.submit(linked())
    first, *_ = team.ann.units_of("bridge")
    path = out(team.ann, tmp_path, "jsonl", "bridge")
    coded(path, "jsonl", {first.id: {"target": "نص جديد", "target_codes": (code,)}})
    for dry_run in (True, False):
        result = import_file(team.ben, path, dry_run=dry_run)
        assert [item["unit"] for item in result.rejected] == [first.id]
        assert problem in result.rejected[0]["problem"]
    assert team.ann.unit(first.id).version == 1


def test_a_file_that_tells_nothing_of_codes_moves_none(team: Team, tmp_path: Path) -> None:
    team.service.submit(linked())
    first, *_ = team.ann.units_of("bridge")
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": first.id, "source": first.source, "target": first.target}), "utf-8")
    assert import_file(team.ben, path).unchanged == [first.id]
    out(team.ann, tmp_path, "tsv", "bridge")
    changed(tmp_path / "out.tsv", "tsv", {first.id: "افتُتح الجسر فوق نهر الفرات."})
    assert import_file(team.ben, tmp_path / "out.tsv").changed == [first.id]
    assert [mark.tag for mark in draft(team.ann, "bridge").blocks[0].markup] == ["a"]


def test_codes_moved_on_both_sides_are_a_conflict(team: Team, tmp_path: Path) -> None:
    team.service.submit(linked())
    first, *_ = team.ann.units_of("bridge")
    path, other = out(team.ann, tmp_path, "xliff2", "bridge"), tmp_path / "other.xlf"
    other.write_bytes(path.read_bytes())
    coded(path, "xliff2", {first.id: {"target_codes": (Code(0, 3, LINK, "</a>"),)}})
    assert import_file(team.ben, path).changed == [first.id]
    assert first.id in import_file(team.ben, other).unchanged  # it has what stood there when it was exported
    coded(other, "xliff2", {first.id: {"target_codes": (Code(4, 9, LINK, "</a>"),)}})
    assert [item["unit"] for item in import_file(team.ben, other).conflicts] == [first.id]
