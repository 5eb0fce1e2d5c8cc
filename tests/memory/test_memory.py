"""What was translated once is found again: in context, exactly, nearly, with figures and names put right; and nothing else."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from translate import store
from translate.memory import Memory, concordance, index, leverage, ngrams
from translate.memory.index import Index
from translate.memory.leverage import band
from translate.memory.substitute import substitute
from translate.model import TermMatch
from translate.store import Store
from translate.store import memory as rows
from translate.store.memory import Filter, Pair
from translate.text import similar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 25, tzinfo=UTC)
UNITS = [
    ("The council met in Raqqa on Sunday.", "اجتمع المجلس في الرقة يوم الأحد."),
    ("At least 40 people were killed near Al-Bukamal.", "قُتل ٤٠ شخصاً على الأقل قرب البوكمال."),
    ("The bridge was reopened on 3 May 2021.", "أعيد فتح الجسر في 3 أيار 2021."),
    ("The road to Hasakah is closed.", "الطريق إلى الحسكة مغلق."),
    ("The road to Hasakah was opened again.", "أعيد فتح الطريق إلى الحسكة."),
    ("Farmers use the road every day.", "يستخدم المزارعون الطريق كل يوم."),
    ("He left.", "غادر."),
]


def pair(source: str, target: str, **values: object) -> Pair:
    return Pair(source, target, "en", "ar", **{"changed_at": "2026-01-01T00:00:00.000000Z", **values})  # type: ignore[arg-type]


@pytest.fixture
def opened(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A memory on each of the two databases; on PostgreSQL its index lies in the user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with store.open(database_url) as found:
        rows.add_many(found, [pair(*texts) for texts in UNITS])
        yield found


@pytest.fixture
def memory(opened: Store) -> Memory:
    return Memory(opened, now=lambda: NOW)


EXACT = [
    # query, language, score, kind
    ("He left.", "en", 100, "exact"),
    ("  He\u00a0left. ", "en", 100, "exact"),
    ("HE LEFT.", "en", 99, "fuzzy"),
    ("غادر.", "ar", 98, "exact"),
    ("غَادَرَ.", "ar", 98, "exact"),
    ("غـادر\u200f.", "ar", 98, "exact"),
    ("اجتمع المجلس فى الرقة يوم الاحد.", "ar", 97, "fuzzy"),
]


@pytest.mark.parametrize(("query", "language", "score", "kind"), EXACT)
def test_what_is_equal_is_exact(query: str, language: str, score: int, kind: str, memory: Memory) -> None:
    best = memory.search(query, language)[0]
    assert (best.score, best.kind) == (score, kind)


def test_a_unit_of_the_other_direction_is_turned_and_loses_points(memory: Memory) -> None:
    (found,) = memory.exact("غادر.", "ar")
    assert (found.source, found.target, found.is_reversed) == ("غادر.", "He left.", True)
    assert found.penalties == (("reversed", 2),)


CONTEXT = [
    # previous, following, score
    ("First.", "Last.", 101),
    ("FIRST.", "Last.", 101),
    ("First.", "Other.", 100),
    ("First.", None, 100),
    (None, None, 100),
    ("", "Last.", 100),
]


@pytest.mark.parametrize(("previous", "following", "score"), CONTEXT)
def test_neighbours_make_a_context(
    previous: str | None, following: str | None, score: int, memory: Memory
) -> None:
    rows.add_many(memory.store, [pair("He agreed.", "وافق.", previous="First.", next="Last.")])
    (found,) = memory.search("He agreed.", "en", previous=previous, following=following)
    assert found.score == score
    assert found.kind == ("context" if score == 101 else "exact")


PENALTIES = [
    # values of the unit, penalties
    ({"is_machine": True}, {"machine": 5}),
    ({"desk": "damascus"}, {"desk": 1}),
    ({"is_approved": False}, {"unapproved": 5}),
    ({"changed_at": "2022-01-01T00:00:00.000000Z"}, {"age": 1}),
    ({"changed_at": "2001-01-01T00:00:00.000000Z"}, {"age": 3}),
    ({"changed_at": "no date"}, {}),
    ({"is_machine": True, "desk": "damascus"}, {"machine": 5, "desk": 1}),
]


@pytest.mark.parametrize(("values", "expected"), PENALTIES)
def test_each_penalty_is_named(values: dict[str, object], expected: dict[str, int], opened: Store) -> None:
    rows.add_many(opened, [pair("He agreed.", "وافق.", **values)])
    found = Memory(opened, desk="raqqa", now=lambda: NOW).search("He agreed.", "en", approved=False)[0]
    assert dict(found.penalties) == expected
    assert found.score == 100 - sum(expected.values())
    assert found.shape()["penalties"] == expected


def test_only_what_was_approved_is_offered(memory: Memory) -> None:
    rows.add_many(memory.store, [pair("He agreed.", "وافق.", is_approved=False)])
    assert memory.search("He agreed.", "en") == []
    assert memory.search("He agreed!", "en", approved=False)


FUZZY = [
    ("The council met in Hama on Sunday.", "en", True),
    ("The council met in Raqqa again on Sunday.", "en", True),
    ("اجتمع المجلس في الرقة صباح يوم الأحد.", "ar", True),
    ("Something else altogether was written here.", "en", False),
    ("", "en", False),
]


@pytest.mark.parametrize(("query", "language", "found"), FUZZY)
def test_what_is_alike_is_found(query: str, language: str, found: bool, memory: Memory) -> None:
    matches = memory.search(query, language)
    assert bool(matches) is found
    assert all(75 <= match.similarity < 100 and match.kind == "fuzzy" for match in matches)


def test_the_score_is_the_similarity_of_the_folded_texts(memory: Memory) -> None:
    query = "The council met in Hama on Sunday."
    wanted = Levenshtein.normalized_similarity(similar.fold(query), similar.fold(UNITS[0][0]))
    assert memory.search(query, "en")[0].score == int(100 * wanted)


SUBSTITUTED = [
    # query, target, what was put right
    ("At least 45 people were killed near Al-Bukamal.", "قُتل ٤٥ شخصاً على الأقل قرب البوكمال.", [("number", "٤٠", "٤٥")]),
    ("The bridge was reopened on 9 February 2024.", "أعيد فتح الجسر في 9 شباط 2024.", [("number", "3", "9"), ("month", "أيار", "شباط"), ("number", "2021", "2024")]),
    ("The council met in Raqqa on Monday.", "اجتمع المجلس في الرقة يوم الاثنين.", [("weekday", "الأحد", "الاثنين")]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "target", "expected"), SUBSTITUTED)
def test_figures_are_put_right_and_marked(
    query: str, target: str, expected: list[tuple[str, str, str]], memory: Memory
) -> None:
    best = memory.search(query, "en")[0]
    assert (best.score, best.kind, best.target) == (99, "exact", target)
    assert [(item.kind, item.target_from, item.target_to) for item in best.substitutions] == expected
    assert all(target[item.start : item.end] == item.target_to for item in best.substitutions)
    assert best.shape()["substitutions"][0]["target_to"] == expected[0][2]


LEFT_ALONE = [
    # wanted, source, target
    ("5 and 6", "5 and 5", "5 و 5"),  # one figure for two things
    ("7 dogs", "5 dogs", "كلاب خمسة"),  # the target has no figure
    ("7 dogs", "5 dogs", "5 أو 5 كلاب"),  # which one?
    ("7 dogs", "7 cats", "7 قطط"),
    ("5 dogs", "5 dogs", "5 كلاب"),
    ("dogs", "cats", "قطط"),
]


@pytest.mark.parametrize(("wanted", "source", "target"), LEFT_ALONE)
def test_what_is_not_sure_is_left_alone(wanted: str, source: str, target: str) -> None:
    assert substitute(wanted, source, target, source_language="en", target_language="ar") is None


def terms(text: str, language: str) -> list[TermMatch]:
    names = {"Hasakah": "الحسكة", "Raqqa": "الرقة", "Qamishli": "القامشلي"}
    found = []
    for written, arabic in names.items():
        english = "Qameshli" if written == "Qamishli" else written  # the house writes it otherwise
        surface, clitics = (
            (written, "") if language == "en" else (arabic, "وب" if f"وب{arabic}" in text else "")
        )
        if surface in text:
            found.append(TermMatch(english.lower(), english, arabic, 0, 0, clitics + surface, clitics))
    return found


def test_names_are_put_right_where_the_glossary_knows_them(opened: Store) -> None:
    memory = Memory(opened, terms=terms, now=lambda: NOW)
    best = memory.search("The road to Raqqa is closed.", "en")[0]
    assert (best.score, best.target) == (99, "الطريق إلى الرقة مغلق.")
    assert [item.kind for item in best.substitutions] == ["name"]
    back = substitute(
        "الطريق إلى الرقة مغلق.",
        UNITS[3][1],
        UNITS[3][0],
        source_language="ar",
        target_language="en",
        terms=terms,
    )
    assert back is not None
    assert back[0] == "The road to Raqqa is closed."


@pytest.mark.parametrize(
    ("wanted", "source", "target", "expected"),
    [
        ("The road to Qamishli is closed.", "The road to Hasakah is closed.", "الطريق إلى الحسكة مغلق.", "الطريق إلى القامشلي مغلق."),
        ("The road to Raqqa is closed.", "The road to Qamishli is closed.", "الطريق إلى القامشلي مغلق.", "الطريق إلى الرقة مغلق."),
        ("وبالقامشلي مركز جديد.", "وبالحسكة مركز جديد.", "And in Hasakah there is a new centre.", "And in Qameshli there is a new centre."),
    ],
)  # fmt: skip
def test_a_name_is_found_as_the_text_writes_it(wanted: str, source: str, target: str, expected: str) -> None:
    is_arabic = wanted.startswith("و")
    languages = ("ar", "en") if is_arabic else ("en", "ar")
    done = substitute(
        wanted, source, target, source_language=languages[0], target_language=languages[1], terms=terms
    )
    assert done is not None
    assert done[0] == expected


def test_arabic_figures_go_into_english() -> None:
    done = substitute(
        "قُتل ٤٥ شخصاً", "قُتل ٤٠ شخصاً", "40 people were killed", source_language="ar", target_language="en"
    )
    assert done is not None
    assert done[0] == "45 people were killed"


# --- concordance ---------------------------------------------------------------------------------


PHRASES = [
    # phrase, language, how many, what is marked, and in the other language
    ("the road", "en", 3, {"The road", "the road"}, {"الطريق"}),
    ("ROAD to  hasakah", "en", 2, {"road to Hasakah"}, set()),
    ("الطريق", "ar", 3, {"الطريق"}, {"road"}),
    ("طريق", "ar", 3, {"الطريق"}, {"road"}),
    ("الرّقة", "ar", 1, {"الرقة"}, set()),
    ("Hasakah road", "en", 2, {"road", "Hasakah"}, set()),
    ("oad", "en", 0, set(), set()),
    ("", "en", 0, set(), set()),
]


@pytest.mark.parametrize(("phrase", "language", "number", "marked", "others"), PHRASES)
def test_a_phrase_is_found_and_marked_in_both_languages(
    phrase: str, language: str, number: int, marked: set[str], others: set[str], memory: Memory
) -> None:
    found = concordance(phrase, language, memory)
    assert len(found) == number
    assert {line.text[start:end] for line in found for start, end in line.spans} == marked
    if others:
        assert others <= {line.other[start:end] for line in found for start, end in line.other_spans}


def test_words_known_to_translate_each_other_are_marked(memory: Memory) -> None:
    (found,) = concordance("raqqa", "en", memory, pairs=[("Raqqa", "الرقة")])
    assert [found.other[start:end] for start, end in found.other_spans] == ["الرقة"]
    assert found.shape()["spans"] == [[19, 24]]


def test_concordance_reads_the_index_on_disk_too(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_TAIL", 2)
    assert len(concordance("the road to", "en", memory)) == 2
    assert len(concordance("والطريق", "ar", memory)) == 0
    assert len(concordance("الطريق إلى", "ar", memory)) == 2


# --- leverage ------------------------------------------------------------------------------------


def test_leverage_counts_each_segment_in_one_band(memory: Memory) -> None:
    rows.add_many(memory.store, [pair("He agreed.", "وافق.", previous="", next="He left.")])
    texts = [
        "He agreed.",
        "He left.",
        "He left.",
        "The council met in Raqqa on Monday.",
        "Nothing like it at all here",
    ]
    found = leverage([("en", texts)], memory).shape()
    counted = {row["band"]: row["segments"] for row in found["bands"] if row["segments"]}
    assert counted == {"101": 1, "100": 1, "repetition": 1, "95-99": 1, "none": 1}
    assert (found["segments"], found["words"]) == (5, sum(len(text.split()) for text in texts))
    assert sum(row["share"] for row in found["bands"]) == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (101, "101"),
        (100, "100"),
        (99, "95-99"),
        (95, "95-99"),
        (94, "85-94"),
        (75, "75-84"),
        (50, "50-74"),
        (49, "none"),
    ],
)
def test_bands(score: int, expected: str) -> None:
    assert band(score) == expected


# --- rows ----------------------------------------------------------------------------------------


def test_a_pair_is_kept_once(opened: Store) -> None:
    before = rows.count(opened)
    assert rows.add_many(opened, [pair(*UNITS[0]), pair("New.", "جديد."), pair("New.", "جديد.")]) == (1, 2)
    assert rows.count(opened) == before + 1


def test_an_approval_takes_the_place_of_the_one_before(opened: Store) -> None:
    for target in ("أول", "ثان", "ثان"):
        with opened.write() as connection:
            rows.learn(connection, pair("Same.", target, unit="u1"))
    assert [found.target for found, _ in rows.exact(opened, "Same.", "en")] == ["ثان"]
    with opened.write() as connection:
        assert rows.stand(connection, "u1", approved=False) == 1


def test_duplicates_are_found_and_deleted(opened: Store) -> None:
    rows.add_many(
        opened,
        [pair("He left.", "غَادر."), pair("He  left.", "غادر.", changed_at="2026-05-01T00:00:00.000000Z")],
    )
    found = rows.duplicates(opened)
    assert len(found) == 2
    assert rows.delete(opened, found) == 2
    (left,) = rows.exact(opened, "He left.", "en")
    assert left[0].changed_at.startswith("2026-05")


def test_contradictions_are_shown(opened: Store) -> None:
    rows.add_many(opened, [pair("He left.", "مضى."), pair("He left.", "مضى.", desk="other")])
    (group,) = rows.conflicts(opened)
    assert {one.target for one in group} == {"غادر.", "مضى."}


FILTERS = [
    (Filter(), 8),
    (Filter(author="mai"), 1),
    (Filter(desk=""), 7),
    (Filter(desk="raqqa"), 1),
    (Filter(containing="الحسكة"), 2),
    (Filter(containing="100%"), 0),
    (Filter(before="2026-01-01"), 1),
    (Filter(after="2026-01-01"), 7),
    (Filter(is_approved=False), 1),
    (Filter(is_machine=True), 1),
    (Filter(source_language="ar"), 1),
    (Filter(origin="newsdesk"), 1),
]


@pytest.mark.parametrize(("wanted", "number"), FILTERS)
def test_a_filter_chooses(wanted: Filter, number: int, opened: Store) -> None:
    other = Pair(
        "قديم", "old", "ar", "en", author="mai", desk="raqqa", changed_at="2019-01-01", origin="newsdesk", is_machine=True, is_approved=False
    )  # fmt: skip
    rows.add_many(opened, [other])
    assert rows.count(opened, wanted) == len(list(rows.pairs(opened, wanted))) == number
    assert rows.purge(opened, wanted) == number
    assert rows.count(opened) == 8 - number


def test_a_summary_tells_what_is_there(opened: Store) -> None:
    found = rows.summary(opened)
    assert (found["units"], found["approved"], found["directions"]) == (7, 7, {"en-ar": 7})


# --- the index -----------------------------------------------------------------------------------


def texts(number: int, seed: int = 1) -> list[str]:
    chance = random.Random(seed)
    words = [
        "".join(
            chance.choice("abcdefghilmnoprstu" if chance.random() < 0.5 else "ابتجحدرسعفقلمنهوي")
            for _ in range(chance.randint(2, 8))
        )
        for _ in range(400)
    ]
    return [" ".join(chance.choice(words) for _ in range(chance.randint(3, 20))) for _ in range(number)]


def edited(text: str, chance: random.Random) -> str:
    found = text.split()
    for _ in range(max(1, len(found) // 8)):
        found[chance.randrange(len(found))] = chance.choice(["x", "new", "كلمة"])
    return " ".join(found)


def test_the_index_finds_what_brute_force_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ngrams, "_CHUNK", 500)
    known, chance = texts(1_500), random.Random(2)
    assert ngrams.build(enumerate(known, 1), tmp_path / "s") == 1_500
    segment = ngrams.Segment(tmp_path / "s")
    assert segment.text(7) == known[7]
    right = asked = 0
    for _ in range(120):
        query = edited(chance.choice(known), chance)
        best = process.extractOne(query, known, scorer=Levenshtein.normalized_similarity, score_cutoff=0.75)
        if best:
            asked += 1
            found = segment.similar(query, ngrams.grams(query), 0.75, 3)
            right += bool(found) and found[0][0] == pytest.approx(best[1])
    assert asked > 60
    assert right >= 0.98 * asked


def test_grams_that_all_texts_share_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ngrams, "_COMMON", 0.0)
    known = [f"the same words again and again number {number} here" for number in range(2_500)]
    ngrams.build(enumerate(known, 1), tmp_path / "s")
    segment = ngrams.Segment(tmp_path / "s")
    found = segment.similar(known[17], ngrams.grams(known[17]), 0.9, 1)
    assert found == [(1.0, 18)]


def test_an_empty_index_and_short_texts(tmp_path: Path) -> None:
    ngrams.build([], tmp_path / "e")
    empty = ngrams.Segment(tmp_path / "e")
    assert empty.similar("a", ngrams.grams("a"), 0.5, 1) == []
    assert empty.find(b"a", 5) == []
    ngrams.build([(1, "نعم"), (2, "لا"), (3, "")], tmp_path / "s")
    short = ngrams.Segment(tmp_path / "s")
    assert short.similar("نعم", ngrams.grams("نعم"), 0.75, 1) == [(1.0, 1)]


def test_the_index_grows_merges_and_is_found_again(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_TAIL", 20)
    own = Index(opened, "en")
    for part in range(6):
        rows.add_many(opened, [pair(text, "نص") for text in texts(30, seed=part)])
        own.refresh()
    assert len(own) == rows.count(opened)
    again = Index(opened, "en")
    again.refresh()
    assert len(again) == len(own)
    query = texts(30, seed=3)[7]
    assert again.similar(query)[0] == own.similar(query)[0]
    folders = list((index.place(opened) / "en").glob("s-*"))
    assert 1 <= len(folders) <= 3


def test_an_index_of_another_database_is_not_believed(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_TAIL", 2)
    Index(opened, "en").refresh()
    rows.purge(opened, Filter())
    rows.add_many(opened, [pair(text, "نص") for text in texts(9)])
    with opened.write() as connection:
        connection.exec_driver_sql("UPDATE memory SET id = id - 7")
    again = Index(opened, "en")
    again.refresh()
    assert again.similar(texts(9)[8])[0][0] == 1.0
    assert again.similar(UNITS[0][0]) == []


def test_a_broken_index_is_made_again(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_TAIL", 2)
    Index(opened, "en").refresh()
    for path in index.place(opened).rglob("index.json"):
        path.write_text("{", "utf-8")
    again = Index(opened, "en")
    again.refresh()
    assert again.similar(UNITS[0][0])[0][0] == 1.0


def test_a_folder_that_cannot_be_written_does_no_harm(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_TAIL", 2)
    index.place(opened).parent.mkdir(parents=True, exist_ok=True)
    index.place(opened).write_text("a file in the way", "utf-8")
    own = Index(opened, "en")
    own.refresh()
    assert own.similar(UNITS[0][0])[0][0] == 1.0


def test_what_was_deleted_is_no_match(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_TAIL", 2)
    query = "The council met in Hama on Sunday."
    assert memory.search(query, "en")
    rows.purge(memory.store, Filter(containing="Raqqa"))
    assert memory.search(query, "en") == []


def test_an_index_can_be_deleted_at_any_time(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_TAIL", 2)
    own = Index(opened, "en")
    own.refresh()
    index.forget(opened)
    assert not index.place(opened).exists()
    assert own.similar(UNITS[0][0])[0][0] == 1.0
    again = Index(opened, "en")
    again.refresh()
    assert again.similar(UNITS[0][0])[0][0] == 1.0
