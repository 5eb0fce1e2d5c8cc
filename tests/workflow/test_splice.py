"""A name that the engine will not write is put where it wrote something else, if the engine can live with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tiny import Scripted
from translate import glossary
from translate.engines import Decoding, WentOn
from translate.model import Hypothesis, Segment
from translate.workflow import splice, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Judge(Scripted):
    """A scripted engine that judges targets and goes on from a beginning, as a function tells it."""

    likes: Callable[[str], float] = staticmethod(lambda target: -0.5)
    goes_on: Callable[[str], str] = staticmethod(lambda beginning: beginning)

    def go_on(
        self, texts: Sequence[str], begun: Sequence[tuple[str, str]], **_: object
    ) -> Callable[[], list[WentOn]]:
        likes, goes_on = type(self).likes, type(self).goes_on
        found = [WentOn(likes(head + rest), goes_on(head), likes(goes_on(head))) for head, rest in begun]
        return lambda: found


@pytest.fixture
def names(tmp_path: Path) -> glossary.Glossary:
    path = tmp_path / "names.tsv"
    rows = ["type\ten\tar\tar_variants", "place\tBarrow Hill\tالبارو\t", "place\tStone Bridge\tجسر الحجر\t"]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return glossary.load(path)


def aligned(target: str, *links: tuple[str, str], source: str, score: float = -0.5) -> Hypothesis:
    """A hypothesis in which each pair of words (target, source) is linked."""
    places = []
    for said, meant in links:
        begin, start = target.index(said), source.index(meant)
        places.append((begin, begin + len(said), start, start + len(meant)))
    return Hypothesis(target, score, 9, 9, alignment=tuple(places))


def translated(engine: Judge, names: glossary.Glossary, text: str, to: str = "ar") -> terms.Translation:
    source = "en" if to == "ar" else "ar"
    desk = terms.Desk(engine, names, source, to, Decoding())
    segment = Segment("b1.1", "b1", text, 0)
    ((_, made),) = terms.translate([terms.Task(segment, text)], desk)
    return made


SOURCE = "Two men were hurt in Barrow Hill on Monday."
SAID = "أصيب رجلان بالتلة يوم الاثنين."


def test_the_name_takes_the_place_of_what_was_said_for_it(names: glossary.Glossary) -> None:
    said = aligned(SAID, ("رجلان", "men"), ("بالتلة", "Barrow Hill"), source=SOURCE)
    made = translated(Judge(lambda text, _: said), names, SOURCE)
    assert made.hypothesis.target == "أصيب رجلان بالبارو يوم الاثنين."
    assert [(term.status, term.note) for term in made.terms] == [("present", "spliced")]


def test_the_engine_may_say_the_rest_anew(names: glossary.Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    said = aligned(SAID, ("بالتلة", "Barrow Hill"), source=SOURCE)
    monkeypatch.setattr(Judge, "goes_on", staticmethod(lambda beginning: f"{beginning} مساء الاثنين."))
    monkeypatch.setattr(Judge, "likes", staticmethod(lambda target: -0.4 if "مساء" in target else -0.6))
    made = translated(Judge(lambda text, _: said), names, SOURCE)
    assert made.hypothesis.target.endswith("البارو مساء الاثنين.")


def test_what_the_engine_thinks_much_worse_of_is_not_taken(
    names: glossary.Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = aligned(SAID, ("بالتلة", "Barrow Hill"), source=SOURCE)
    monkeypatch.setattr(Judge, "likes", staticmethod(lambda target: -0.5 if "التلة" in target else -1.8))
    made = translated(Judge(lambda text, _: said), names, SOURCE)
    assert made.hypothesis.target == SAID
    assert made.terms[0].status == "missing"


def test_an_english_name_stands_as_the_house_spells_it(names: glossary.Glossary) -> None:
    source = "أصيب رجلان في البارو."
    said = aligned("Two men were hurt in the hill.", ("hill", "البارو"), ("the", "في"), source=source)
    made = translated(Judge(lambda text, _: said), names, source, "en")
    assert made.hypothesis.target == "Two men were hurt in the Barrow Hill."


def test_two_names_are_put_in_one_after_the_other(names: glossary.Glossary) -> None:
    source = "Barrow Hill is near Stone Bridge."
    target = "التلة قرب المعبر."
    said = aligned(target, ("التلة", "Barrow Hill"), ("المعبر", "Stone Bridge"), source=source)
    made = translated(Judge(lambda text, _: said), names, source)
    assert made.hypothesis.target == "البارو قرب جسر الحجر."
    assert not made.missing


@pytest.mark.parametrize(
    ("links", "why"),
    [
        ((), "nothing tells where"),
        ((("رجلان بالتلة يوم الاثنين", "Barrow Hill"),), "far more words than the name has"),
    ],
)
def test_where_it_is_not_plain_what_stands_for_the_name_nothing_is_done(
    links: tuple[tuple[str, str], ...], why: str, names: glossary.Glossary
) -> None:
    made = translated(Judge(lambda text, _: aligned(SAID, *links, source=SOURCE)), names, SOURCE)
    assert made.hypothesis.target == SAID, why


def test_proclitics_are_tried_and_the_kunya_follows(tmp_path: Path) -> None:
    known = glossary.load()
    (match,) = glossary.find("reached Hasakah", "en", known)
    said = aligned("سار إلى وللمدينة", ("وللمدينة", "Hasakah"), source="reached Hasakah")
    assert [one.prefix for one in splice.splices(said, match, "ar", known)] == [
        "سار إلى وللحسكة",
        "سار إلى والحسكة",
        "سار إلى الحسكة",
    ]


def test_a_link_to_where_the_name_was_announced_leads_to_the_name(names: glossary.Glossary) -> None:
    (match,) = glossary.find(SOURCE, "en", names)
    place = SAID.index("بالتلة")
    said = Hypothesis(SAID, -0.5, 9, 9, alignment=((place, place + 6, match.end, match.end),))
    assert next(splice.splices(said, match, "ar", names)) == ("أصيب رجلان بالبارو", " يوم الاثنين.")
    after = Hypothesis(SAID, -0.5, 9, 9, alignment=((place, place + 6, match.end, match.end + 3),))
    assert not list(splice.splices(after, match, "ar", names)), "the next word begins there"


def test_a_name_told_by_its_short_form_is_put_in_by_its_short_form(tmp_path: Path) -> None:
    path = tmp_path / "short.tsv"
    rows = ["type\ten\tar\ten_short\tar_short", "person_m\tOmar Barrow\tعمر البارو\tBarrow\tالبارو"]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    names = glossary.load(path)
    source, said = "A letter to Barrow.", "رسالة إلى التلة."
    (match,) = glossary.find(source, "en", names)
    (found,) = splice.splices(aligned(said, ("التلة", "Barrow"), source=source), match, "ar", names)
    assert found == ("رسالة إلى البارو", ".")
