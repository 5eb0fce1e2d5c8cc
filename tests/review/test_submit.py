"""Articles come into the queue once; a corrected source touches only what it changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.desks import PAIRS, Team, article
from translate.errors import InputError, NotAllowed
from translate.review import Plan
from translate.store import maintenance

CORRECTED = ("Prices rose 13% in Al-Bukamal.", "ارتفعت الأسعار ١٣٪ في البوكمال.")


def states(team: Team, name: str = "bridge") -> list[str]:
    return [unit.state for unit in team.ann.units_of(name)]


def test_the_same_article_again_changes_nothing(team: Team) -> None:
    first = team.service.submit(article(), topic="water")
    team.ann.edit(first.added[0], "أ", base_version=1)
    again = team.service.submit(article())
    assert (again.status, again.kept, again.added, again.stale) == ("unchanged", 6, (), ())
    assert team.ann.unit(first.added[0]).target == "أ"
    assert len(team.ann.articles().items) == 1


def test_one_corrected_sentence_makes_one_unit_stale(team: Team) -> None:
    pairs = [(f"Sentence {number} of the report.", f"الجملة {number} من التقرير.") for number in range(40)]
    made = team.service.submit(article(pairs))
    team.ann.edit(made.added[7], "جملة حررها إنسان", base_version=1)
    before = {unit.id: (unit.version, unit.target) for unit in team.ann.units_of("bridge")}
    pairs[7] = ("Sentence 7 of the amended report.", "الجملة 7 من التقرير المعدل.")
    done = team.service.submit(article(pairs))
    assert (done.status, done.stale, done.added, done.removed, done.kept) == (
        "corrected",
        (made.added[7],),
        (),
        (),
        39,
    )
    unit = team.ann.unit(made.added[7])
    assert (unit.state, unit.target, unit.draft) == (
        "stale",
        "جملة حررها إنسان",
        "الجملة 7 من التقرير المعدل.",
    )
    assert (unit.previous_source, unit.source) == ("Sentence 7 of the report.", pairs[7][0])
    after = {one.id: (one.version, one.target) for one in team.ann.units_of("bridge")}
    assert {id_ for id_ in before if before[id_] != after[id_]} == {unit.id}
    assert [notice.kind for notice in team.ann.notices()] == ["stale"]
    confirmed = team.ann.edit(unit.id, unit.target, base_version=3)
    assert (confirmed.state, confirmed.previous_source) == ("edited", None)
    assert [one.source for one in team.ann.history(unit.id)] == [
        "Sentence 7 of the report.",
        None,
        pairs[7][0],
        None,
    ]
    assert list(maintenance.verify(team.store)) == []


CORRECTIONS: list[tuple[list[tuple[str, str]], int, int, int, int]] = [
    # new pairs, kept, stale, added, removed
    ([*PAIRS[:3], CORRECTED, *PAIRS[4:]], 5, 1, 0, 0),
    ([PAIRS[1], PAIRS[0], *PAIRS[2:]], 6, 0, 0, 0),
    (PAIRS[:2] + PAIRS[3:], 5, 0, 0, 1),
    ([*PAIRS, ("A new end.", "خاتمة جديدة.")], 6, 0, 1, 0),
    ([PAIRS[5], CORRECTED, PAIRS[0], PAIRS[1], PAIRS[2], PAIRS[4]], 5, 1, 0, 0),
    ([("Nothing alike stands here now", "لا شيء"), ("Nor here", "ولا هنا")], 0, 0, 2, 6),
]


@pytest.mark.parametrize(("pairs", "kept", "stale", "added", "removed"), CORRECTIONS)
def test_a_correction_keeps_what_it_does_not_touch(
    team: Team, pairs: list[tuple[str, str]], kept: int, stale: int, added: int, removed: int
) -> None:
    team.submit()
    done = team.service.submit(article(pairs))
    assert (done.kept, len(done.stale), len(done.added), len(done.removed)) == (kept, stale, added, removed)
    assert [unit.source for unit in team.ann.units_of("bridge")] == [source for source, _ in pairs]
    assert [unit.target for unit in team.ann.units_of("bridge")] == [target for _, target in pairs]
    assert list(maintenance.verify(team.store)) == []
    back = team.service.submit(article())
    assert back.status == "corrected"
    assert [unit.source for unit in team.ann.units_of("bridge")] == [source for source, _ in PAIRS]
    assert list(maintenance.verify(team.store)) == []


def test_two_files_of_one_name_are_two_articles(team: Team) -> None:
    team.service.submit(article(source="a/bridge.txt"))
    other = team.service.submit(article(PAIRS[:2], source="b/bridge.txt"))
    assert (other.article, other.status) == ("bridge-2", "created")
    assert team.service.submit(article(PAIRS[:2], source="b/bridge.txt")).article == "bridge-2"
    assert team.service.submit(article(source="moved/bridge.txt")).status == "unchanged"


def test_a_new_draft_replaces_only_what_nobody_touched(team: Team) -> None:
    made = team.service.submit(article())
    team.ann.edit(made.added[0], "أ", base_version=1)
    better = [(source, f"{target} (أفضل)") for source, target in PAIRS]
    assert team.service.submit(article(better)).redrafted == ()
    done = team.service.submit(article(better), redraft=True)
    assert done.redrafted == made.added[1:]
    assert team.ann.unit(made.added[0]).target == "أ"
    assert team.ann.unit(made.added[1]).draft == better[1][1]
    assert team.service.submit(article(better), redraft=True).redrafted == ()


def test_what_cannot_be_trusted_waits_in_quarantine(team: Team) -> None:
    pairs = [*PAIRS[:2], ("No draft.", " ")]
    made = team.service.submit(
        article(pairs), quarantine={"b1.1": "the engine went in circles"}, matches={"b2.1": 88.0}
    )
    assert states(team) == ["quarantined", "drafted", "new"]
    units = team.ann.units_of("bridge")
    assert (units[0].reason, units[1].match) == ("the engine went in circles", 88.0)
    assert units[0].rank > units[1].rank
    assert team.ann.edit(made.added[2], "بلا مسودة.", base_version=1).state == "edited"
    assert team.ann.edit(made.added[0], "ترجمة", base_version=1).reason == ""


def test_the_article_comes_out_with_its_targets_as_they_stand(team: Team) -> None:
    made = team.service.submit(article())
    team.ann.edit(made.added[1], "ينتظر المزارعون", base_version=1)
    drafted = team.ann.drafted("bridge")
    assert [block.target for block in drafted.blocks][:2] == [PAIRS[0][1], "ينتظر المزارعون"]
    assert drafted.units[1].draft.target == PAIRS[1][1]
    assert drafted.article == article().article
    only = team.ann.drafted("bridge", states=["reviewed"])
    assert {block.target for block in only.blocks} == {""}


def test_many_articles_go_in_together_or_not_at_all(team: Team) -> None:
    drafts = [(article(name=f"a{number}"), Plan(topic="x")) for number in range(3)]
    assert [one.article for one in team.service.submit_many(drafts)] == ["a0", "a1", "a2"]
    bad = replace(article(), source_language="")
    with pytest.raises(InputError):
        team.service.submit_many([(article(name="b"), Plan()), (bad, Plan())])
    assert len(team.ann.articles().items) == 3


WRONG: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"name": ""}, {}),
    ({"name": "x" * 201}, {}),
    ({"pairs": [("a\x00b", "x")]}, {}),
    ({"pairs": [("ab", "\ud800")]}, {}),
    ({}, {"priority": -1.0}),
    ({}, {"priority": float("nan")}),
    ({}, {"deadline": "tomorrow"}),
    ({}, {"estimates": {"b1.1": float("nan")}}),
]


@pytest.mark.parametrize(("made", "options"), WRONG)
def test_what_cannot_be_kept_is_refused(team: Team, made: dict[str, Any], options: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        team.service.submit(article(**made), **options)
    assert team.ann.articles().items == ()


def test_translators_submit_nothing(team: Team) -> None:
    with pytest.raises(NotAllowed, match="editor or admin or service may"):
        team.ann.submit(article())


def test_articles_are_found(team: Team) -> None:
    team.service.submit(article(), topic="water")
    team.service.submit(article([("A headline", "عنوان")], name="other", languages=("ar", "en")))
    team.bob.approve(team.ann.units_of("other")[0].id)
    found = [
        [one.id for one in team.ann.articles(**options).items]
        for options in (
            {"topic": "water"},
            {"target_language": "en"},
            {"text": "الجسر"},
            {"text": "OTHER"},
            {"has_open": True},
            {"has_open": False},
        )
    ]
    assert found == [["bridge"], ["other"], ["bridge"], ["other"], ["bridge"], ["other"]]
