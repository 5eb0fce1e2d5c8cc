"""What becomes of the names of a segment: told, found, repaired, looked for in n-best lists; marks never leak."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tiny import Scripted
from translate import glossary
from translate.engines import Decoding
from translate.model import Hypothesis, Segment
from translate.workflow import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.engines import Engine

SOURCE = "Two men were hurt near Barrow Hill on Monday."
GOOD = "أصيب رجلان قرب تل البارو يوم الاثنين."
MISSING = "أصيب رجلان قرب المدينة يوم الاثنين."
MARKS = ("<t>", "</t>")


@pytest.fixture
def names(tmp_path: Path) -> glossary.Glossary:
    """A glossary of two places that are nowhere."""
    path = tmp_path / "names.tsv"
    rows = [
        "type\ten\tar\tar_variants",
        "place\tBarrow Hill\tتل البارو\tتل بارو",
        "place\tStone Bridge\tجسر الحجر\t",
    ]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return glossary.load(path)


def translate(
    engine: Engine, names: glossary.Glossary, *texts: str, decoding: Decoding | None = None
) -> list[terms.Translation]:
    segments = [Segment(f"b1.{number}", "b1", text, 0) for number, text in enumerate(texts)]
    desk = terms.Desk(engine, names, "en", "ar", decoding or Decoding())
    tasks = [terms.Task(segment, terms.document(segments)) for segment in segments]
    return [made for _, made in sorted(terms.translate(tasks, desk), key=lambda one: one[0])]


def only(engine: Engine, names: glossary.Glossary, text: str = SOURCE) -> tuple[str, str, str]:
    """Target, status and note of the only term."""
    (found,) = translate(engine, names, text)
    (term,) = found.terms
    return found.hypothesis.target, term.status, term.note


def nbest(*targets: tuple[str, float]) -> list[Hypothesis]:
    return [Hypothesis(target, score, 9, 9) for target, score in targets]


def test_a_name_that_is_there_is_present(names: glossary.Glossary) -> None:
    engine = Scripted(lambda text, _: GOOD)
    assert only(engine, names) == (GOOD, "present", "")
    assert engine.calls[0][0] == [SOURCE]


def test_an_engine_that_was_taught_is_told_a_name_that_it_did_not_write(names: glossary.Glossary) -> None:
    engine = Scripted(lambda text, _: GOOD if "<t>" in text else MISSING, tags=MARKS)
    assert only(engine, names) == (GOOD, "annotated", "")
    told = "Two men were hurt near Barrow Hill <t> تل البارو </t> on Monday."
    assert [texts for texts, _ in engine.calls] == [[SOURCE], [told]]


def test_an_engine_that_writes_the_name_by_itself_is_not_told_it(names: glossary.Glossary) -> None:
    engine = Scripted(lambda text, _: GOOD, tags=MARKS)
    assert only(engine, names) == (GOOD, "present", "")
    assert engine.calls[0][0] == [SOURCE]


def test_a_wrong_form_is_repaired_without_decoding_again(names: glossary.Glossary) -> None:
    engine = Scripted(lambda text, _: GOOD.replace("تل البارو", "تل بارو"))
    assert only(engine, names) == (GOOD, "repaired", "تل بارو → تل البارو")
    assert len(engine.calls) == 1


def test_a_name_that_is_missing_is_looked_for_in_a_wide_list(names: glossary.Glossary) -> None:
    def answer(text: str, how: Decoding) -> list[Hypothesis]:
        others = [Hypothesis(f"{MISSING} {number}", -0.2) for number in range(4)]
        return [*others, *nbest(("", -0.25), (GOOD, -0.3))][: how.hypotheses]

    engine = Scripted(answer)
    assert only(engine, names) == (GOOD, "present", "n-best")
    assert [(how.beam, how.hypotheses) for _, how in engine.calls] == [(4, 1), (terms.WIDE, terms.WIDE)]


def test_an_engine_that_guesses_is_not_asked_for_a_wide_list(names: glossary.Glossary) -> None:
    engine = Scripted(lambda _, how: nbest((MISSING, terms.HOPELESS - 0.1)))
    assert only(engine, names)[:2] == (MISSING, "missing")
    assert len(engine.calls) == 1


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("much less probable", Hypothesis(GOOD, -0.2 - terms.DROP - 0.01)),
        ("cut off", Hypothesis(GOOD, -0.2, stop="length")),
    ],
)
def test_a_target_that_is_much_worse_is_not_taken_for_a_name(
    name: str, other: Hypothesis, names: glossary.Glossary
) -> None:
    engine = Scripted(lambda text, how: [*nbest((MISSING, -0.2)), other][: how.hypotheses])
    assert only(engine, names)[:2] == (MISSING, "missing")


def test_of_two_targets_with_the_name_the_more_probable_is_taken(names: glossary.Glossary) -> None:
    other = GOOD.replace("رجلان", "شخصان")
    engine = Scripted(lambda text, how: nbest((MISSING, -0.2), (other, -0.4), (GOOD, -0.3))[: how.hypotheses])
    assert only(engine, names)[0] == GOOD


LEAKS = [
    ("أصيب رجلان قرب <t> تل البارو </t> يوم الاثنين.", "annotated"),
    ("أصيب رجلان قرب تل البارو </t> يوم الاثنين.", "annotated"),
    (f"<t>{GOOD}", "annotated"),
    ("أصيب <t> رجلان قرب تل بارو </t> يوم الاثنين.", "repaired"),
]


@pytest.mark.parametrize(("leaky", "status"), LEAKS)
def test_term_marks_never_leak(leaky: str, status: str, names: glossary.Glossary) -> None:
    engine = Scripted(lambda text, _: leaky if "<t>" in text else MISSING, tags=MARKS)
    target, found, _ = only(engine, names)
    assert not re.search("</?t>", target)
    assert (" ".join(target.split()), found) == (GOOD, status)


def test_marks_do_not_leak_from_n_best_lists_either(names: glossary.Glossary) -> None:
    engine = Scripted(
        lambda text, how: nbest((MISSING, -0.2), (GOOD.replace("تل البارو", "<t> تل البارو </t>"), -0.3))[
            : how.hypotheses
        ],
        tags=MARKS,
    )
    assert only(engine, names)[0] == GOOD


def test_marks_that_the_source_holds_itself_stay(names: glossary.Glossary) -> None:
    (found,) = translate(
        Scripted(lambda text, _: "المس <t> هنا </t>", tags=MARKS), names, "Touch <t> here </t>"
    )
    assert found.hypothesis.target == "المس <t> هنا </t>"


def test_a_text_that_comes_twice_is_decoded_once(names: glossary.Glossary) -> None:
    engine = Scripted(lambda text, _: GOOD)
    found = translate(engine, names, SOURCE, SOURCE, SOURCE)
    assert [one.hypothesis.target for one in found] == [GOOD] * 3
    assert [sent for sent, _ in engine.calls] == [[SOURCE]]


def test_a_text_is_decoded_once_although_it_comes_again_much_later(names: glossary.Glossary) -> None:
    engine = Scripted(lambda text, _: GOOD)
    texts = [SOURCE, *(f"{SOURCE} {number}" for number in range(600)), SOURCE]
    found = translate(engine, names, *texts)
    assert len(found) == len(texts)
    assert sum(len(sent) for sent, _ in engine.calls) == 601


def test_names_missing_in_many_segments_are_looked_for_together(names: glossary.Glossary) -> None:
    lists = [(MISSING, -0.2)] * 4 + [(GOOD, -0.3)]
    engine = Scripted(lambda text, how: nbest(*lists)[: how.hypotheses], tags=MARKS)
    found = translate(engine, names, *(f"{SOURCE} {number}" for number in range(700)))
    assert [one.hypothesis.target for one in found] == [GOOD] * 700
    wide = [len(sent) for sent, how in engine.calls if how.hypotheses == terms.WIDE]
    assert sum(wide) == 700
    assert len(wide) <= 8


def test_without_a_glossary_nothing_is_found_and_nothing_is_missing() -> None:
    (found,) = translate(Scripted(lambda text, _: MISSING, tags=MARKS), glossary.Glossary(()), SOURCE)
    assert (found.terms, found.missing, found.hypothesis.target) == ((), 0, MISSING)


def test_two_names_are_judged_one_by_one(names: glossary.Glossary) -> None:
    (found,) = translate(
        Scripted(lambda text, _: GOOD), names, "Near Barrow Hill and Stone Bridge two men were hurt."
    )
    assert {term.english: term.status for term in found.terms} == {
        "Barrow Hill": "present",
        "Stone Bridge": "missing",
    }
    assert found.missing == 1


def test_alignments_come_to_lie_over_the_segment_and_the_written_target(names: glossary.Glossary) -> None:
    """The engine saw the name announced, leaked a mark, and left a tatweel and a right name to the desk."""
    said = "أصيب ب50 <t> قرب تل بارو الاثنين"

    def answer(text: str, _: Decoding) -> Hypothesis:
        pairs = (("أصيب", "Hurt"), ("ب50", "50"), ("بارو", "Hill"), ("الاثنين", "Monday"))
        return Hypothesis(
            said,
            alignment=tuple(
                (said.index(new), said.index(new) + len(new), text.index(old), text.index(old) + len(old))
                for new, old in pairs
            ),
        )

    (found,) = translate(Scripted(answer, tags=MARKS), names, "Hurt by 50 near Barrow Hill on Monday")
    target, source = found.hypothesis.target, "Hurt by 50 near Barrow Hill on Monday"
    assert target == "أصيب بـ50 قرب تل البارو الاثنين"
    linked = {source[start:stop]: target[begin:end] for begin, end, start, stop in found.hypothesis.alignment}
    assert linked == {"Hurt": "أصيب", "50": "بـ50", "Hill": linked["Hill"], "Monday": "الاثنين"}
    assert "بارو" in linked["Hill"]


def test_what_is_rare_does_not_hold_up_all_that_comes_after_it(names: glossary.Glossary) -> None:
    """One missing name, and one segment with markup, among thousands: memory may not grow until enough of them are there."""
    taken = 0

    def tasks() -> Iterator[terms.Task]:
        nonlocal taken
        for number in range(6000):
            taken = number
            text = SOURCE if number == 0 else f"Well number {number} is dry."
            yield terms.Task(Segment(f"b{number}.1", f"b{number}", text, 0), is_aligned=number == 1)

    engine = Scripted(lambda text, _: MISSING if text == SOURCE else "بئر جافة")
    desk = terms.Desk(engine, names, "en", "ar", Decoding())
    came = {place: taken for place, _ in terms.translate(tasks(), desk)}
    assert len(came) == 6000
    assert max(came[0], came[1]) < 2000
