"""Effort: a golden table worked by hand in both languages, time without idling, and sums of many units."""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import CHRF, TER

from tests.review.histories import counted, flat, history, levenshtein
from translate.metrics import ter
from translate.review import effort
from translate.review.effort import Effort, Totals, active, count_words, measure, median, total
from translate.text.distance import MOST_WORDS, character_edits, word_edits, word_form

GOLDEN = [
    # language, draft, target: edits of words, words of the target; edits of characters, characters of the longer text.
    # Worked by hand: the words as TER sees them are written out where they are not those between the spaces.
    ("ar", "وصل الوفد دمشق.", "وصل الوفد إلى دمشق.", (1, 5), (4, 19)),  # + إلى; the full stop is a word
    ("ar", "وصل الوفد إلى دمشق.", "وصل الوفد إلى دمشق.", (0, 5), (0, 19)),
    ("ar", "قال الوزير ان الطريق مفتوح", "قال الوزير إن الطريق مفتوح", (1, 5), (1, 26)),  # a hamza is an edit
    ("ar", "قُتِلَ ثلاثة", "قتل ثلاثة", (0, 2), (3, 12)),  # harakat are no words' edits, but characters
    ("ar", "مـــدينة الرقة", "مدينة الرقة", (0, 2), (3, 14)),  # nor is a tatweel
    ("ar", "ارتفع ٣٫٥٪", "ارتفع 3.5٪", (0, 3), (3, 10)),  # one number in two scripts
    ("ar", "سكان البوكمال", "وسكان البوكمال", (1, 2), (1, 14)),  # one clitic, one word
    ("ar", "الحكومة السورية الجديدة", "الحكومة الجديدة السورية", (1, 3), (8, 23)),  # a shift; four letters of each word differ
    ("ar", "قال «نعم»", "قال: «نعم»", (1, 5), (1, 10)),  # قال : « نعم »
    ("ar", "كلام", "", (1, 0), (4, 4)),  # all deleted: nothing to divide by
    ("en", "The old man went home.", "The young man went home.", (1, 6), (4, 24)),  # y and g come, l and d change
    ("en", "The road is open.", "The road is open.", (0, 5), (0, 17)),
    ("en", "Rain fell heavily in Homs today", "Today rain fell heavily in Homs", (3, 6), (13, 31)),  # today moves, and twice the case
    ("en", "Prices rose 3%.", "Prices rose 5%.", (1, 5), (1, 15)),  # Prices rose 5 % .
    ("en", "Syrias army", "Syria's army", (2, 3), (1, 12)),  # Syria 's army
    ("en", "1,200 people", "1,300 people", (1, 2), (1, 12)),  # a number is one word
    ("en", "He said no", "He said: \"no\"", (3, 6), (3, 13)),  # He said : " no "
    ("en", "town of Hasaka", "the town of Hasakah", (2, 4), (5, 19)),
    ("en", "", "Rain fell", (2, 2), (9, 9)),
    ("en", "the the road", "the road", (1, 2), (4, 12)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "draft", "target", "words", "characters"), GOLDEN)
def test_the_golden_table_is_reproduced(
    language: str, draft: str, target: str, words: tuple[int, int], characters: tuple[int, int]
) -> None:
    found = measure("A source of five words.", draft, target, language=language)
    assert (found.ter_edits, found.ter_words) == words
    assert (found.ped_edits, found.ped_length) == characters
    assert found.hter == (100 * words[0] / words[1] if words[1] else 100.0)
    assert found.ped == 100 * characters[0] / characters[1]
    assert found.ped_edits == levenshtein(draft, target)
    assert found.touched == (draft != target)


def test_words_are_counted_as_sacrebleu_counts_them() -> None:
    english = [(draft, target) for language, draft, target, *_ in GOLDEN if language == "en"]
    metric = TER(normalized=True, case_sensitive=True)
    wanted = metric.corpus_score([draft for draft, _ in english], [[target for _, target in english]])
    found = ter.score([draft for draft, _ in english], [target for _, target in english])
    assert found.value == pytest.approx(wanted.score)
    assert found.signature == f"form:en.1|{metric.get_signature()}"
    arabic = ter.score(["وصل الوفد دمشق."], ["وصل الوفد إلى دمشق."])
    assert arabic.value == 20.0
    assert "form:ar.1|" in arabic.signature
    assert "norm:no" in arabic.signature


def test_chrf_is_that_of_sacrebleu() -> None:
    totals = Totals()
    for language, draft, target, *_ in GOLDEN:
        one = measure("word", draft, target, language=language)
        totals.add(one)
        if draft and target:
            assert one.chrf == pytest.approx(CHRF(word_order=2).sentence_score(draft, [target]).score)
    whole = CHRF(word_order=2).corpus_score([row[1] for row in GOLDEN], [[row[2] for row in GOLDEN]]).score
    assert totals.summary()["chrf"]["micro"] == round(whole, 2)
    assert measure("", "", "", language="ar").chrf == 100.0


FORMS = [
    ("ar", "قال: «إنّ ٣٫٥ مليـون (دولار)»، و١٬٢٠٠.", "قال : « إن 3.5 مليون ( دولار ) » ، و1,200 ."),
    ("ar", "\u200fنص_\u200e", "نص _"),
    ("en", "Syria's 1,200\u200b roads.", "Syria 's 1,200 roads ."),
]


@pytest.mark.parametrize(("language", "text", "form"), FORMS)
def test_words_are_compared_in_one_form(language: str, text: str, form: str) -> None:
    assert word_form(text, language) == form


def test_long_texts_are_compared_without_shifts() -> None:
    words = [f"w{number}" for number in range(MOST_WORDS + 1)]
    moved = [*words[1:], words[0]]
    assert word_edits(" ".join(words), " ".join(moved), "en") == (2, MOST_WORDS + 1)
    assert word_edits(" ".join(words[:9]), " ".join([*words[1:9], words[0]]), "en") == (1, 9)


def test_a_rate_of_nothing() -> None:
    assert word_edits("", "", "ar").rate == 0.0
    assert character_edits("", "").rate == 0.0
    assert word_edits("a", "", "en").rate == 100.0


TIMES = [
    ([], 0.0, 0.0),
    ([5.0], 0.0, 0.0),
    ([0.0, 10.0, 40.0], 40.0, 40.0),  # a gap of exactly 30 s is still work
    ([0.0, 10.0, 610.0, 615.0], 15.0, 615.0),  # ten idle minutes add nothing
    ([615.0, 0.0, 610.0, 10.0], 15.0, 615.0),  # in any order
    ([0.0, 30.1], 0.0, 30.1),
]


@pytest.mark.parametrize(("times", "worked", "passed"), TIMES)
def test_idle_time_is_no_work(times: list[float], worked: float, passed: float) -> None:
    assert active(times) == pytest.approx(worked)
    assert total(times) == pytest.approx(passed)


WORDS = [("The road – open.", 3), ("وصل 3 أشخاص.", 3), ("", 0), ("— …", 0)]


@pytest.mark.parametrize(("text", "number"), WORDS)
def test_words_hold_a_letter_or_a_digit(text: str, number: int) -> None:
    assert count_words(text) == number


FLAGS = [(0.0, "untimed"), (0.5, "fast"), (20.0, ""), (500.0, "slow")]


@pytest.mark.parametrize(("seconds", "flag"), FLAGS)
def test_time_that_nobody_needs_is_flagged_and_left_out_of_the_averages(seconds: float, flag: str) -> None:
    found = measure("one two three four five", "a", "b", language="en", active_seconds=seconds)
    totals = Totals()
    totals.add(found)
    seconds_told = totals.summary()["seconds"]
    assert found.flags == flag
    assert seconds_told["micro"] == (None if flag else 4.0)
    assert seconds_told["excluded"] == (1 if flag else 0)
    assert seconds_told["active"] == seconds


def test_nothing_measured_is_none_not_zero() -> None:
    told = Totals().summary()
    assert told["units"] == 0
    assert told["hter"] == told["ped"] == told["chrf"] == {"micro": None, "median": None}
    assert told["touch_rate"] is None


MEDIANS = [
    ([], None),
    ([3.0], 3.0),
    ([1.0, 2.0], 1.5),
    ([5, 1, 3], 3.0),
    ([1, 1, 9, 9], 5.0),
    ([0.01, 0.02], 0.015),
]


@pytest.mark.parametrize(("values", "middle"), MEDIANS)
def test_medians_come_from_bins(values: list[float], middle: float | None) -> None:
    counted: dict[int, int] = defaultdict(int)
    for value in values:
        counted[round(100 * value)] += 1
    assert median(counted) == middle


@given(st.lists(st.integers(0, 40), min_size=1))
def test_a_median_of_bins_is_the_median(values: list[int]) -> None:
    counted: dict[int, int] = defaultdict(int)
    for value in values:
        counted[100 * value] += 1
    assert median(counted) == statistics.median(values)


def test_an_effort_that_is_taken_back_leaves_nothing() -> None:
    totals, alone = Totals(), Totals()
    kept = measure("a b c", "one two", "one three", language="en", active_seconds=9, keystrokes=5)
    gone = measure("a b", "four", "five six", language="en", active_seconds=4)
    alone.add(kept)
    for one, sign in ((kept, 1), (gone, 1), (gone, -1)):
        totals.add(one, sign=sign)
    assert totals.summary() == alone.summary()


@pytest.mark.parametrize(
    ("dimension", "number"), [("", 5000), ("editor", 900), ("engine", 300), ("topic", 300), ("week", 300)]
)
def test_five_thousand_post_edits_give_the_aggregates_of_an_independent_count(
    dimension: str, number: int
) -> None:
    rows = history(number)
    known: dict[tuple[str, str], Effort] = {}
    totals: defaultdict[str, Totals] = defaultdict(Totals)
    plain: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        pair = row["draft"], row["target"]
        if pair not in known:
            known[pair] = measure("", *pair, language=row["language"])
        words = count_words(row["source"])
        found = replace(
            known[pair],
            source_words=words,
            active_seconds=row["seconds"],
            keystrokes=row["keystrokes"],
            flags=effort._flag(row["seconds"], words),
        )
        totals[row.get(dimension, "")].add(found)
        plain[row.get(dimension, "")].append(row)
    for name, group in plain.items():
        assert flat(totals[name].summary()) == pytest.approx(flat(counted(group)), abs=0.0051)


def test_the_fields_are_those_that_the_store_keeps() -> None:
    found = measure("a", "b", "c", language="en").values()
    assert {
        "ter_edits",
        "ter_words",
        "hter",
        "ped_edits",
        "ped_length",
        "ped",
        "chrf",
        "chrf_statistics",
    } <= found.keys()
    assert effort.signature("ar") != effort.signature("en")
