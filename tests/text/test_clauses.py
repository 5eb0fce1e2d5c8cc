"""Long sentences of both languages and limits: `¦` stands where a part starts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.clauses import split_clauses
from translate.text.graphemes import LONGEST, boundary_after, boundary_before, is_boundary

CASES = [
    # language, most words, text
    ("en", 9, "The road is open and the gate is shut."),
    ("en", 8, "The road was opened at dawn. ¦The gate stayed shut until noon."),
    ("en", 8, "The road was opened at dawn; ¦the gate stayed shut until noon."),
    ("en", 8, "The minister said two things that day: ¦flour would come and bread would not."),
    ("en", 8, "The convoy reached the town at dawn ¦— nobody had expected it so early."),
    ("en", 8, "The convoy reached the town at dawn ¦- nobody had expected it so early."),
    ("en", 8, "The convoy reached the town at dawn—¦nobody had expected it so early."),
    ("en", 9, "The convoy, late as ever, reached the town, ¦and the people came out to meet it."),
    ("en", 9, "The convoy reached the town at dawn, ¦tired, hungry and late for the feast."),
    ("en", 9, "The convoy reached the town late on Monday ¦because the bridge had been closed for days."),
    ("en", 6, "The old men of the town ¦played cards under the long bridge."),
    ("en", 7, "Mr. Smith of the U.S. Army left ¦the base near the town of Hajin."),
    ("ar", 7, "فتحت القوات الطريق عند الفجر. ¦بقي الحاجز مغلقاً حتى ظهر اليوم."),
    ("ar", 7, "فتحت القوات الطريق عند الفجر؛ ¦بقي الحاجز مغلقاً حتى ظهر اليوم."),
    ("ar", 7, "قال الوزير أمرين في ذلك اليوم: ¦سيصل الطحين ولن يصل الخبز."),
    ("ar", 7, "فتحت القوات الطريق عند فجر اليوم ¦– لم يتوقع ذلك أحد هنا."),
    ("ar", 8, "فتحت القوات الطريق عند الفجر، كعادتها، ¦وخرج الناس من بيوتهم للقاء القافلة."),
    ("ar", 7, "فتحت القوات الطريق عند الفجر ¦وعادت الحافلات إلى عملها في المدينة."),
    ("ar", 7, "فتحت القوات الطريق عند الفجر ¦فيما بقيت الحافلات متوقفة في المدينة."),
    ("ar", 7, "فتحت القوات الطريق عند الفجر ¦ثم عادت الحافلات إلى شوارع المدينة."),
    ("ar", 7, "فتحت القوات الطريق عند الفجر، ¦لكن الحافلات لم تعد إلى عملها."),
    ("ar", 8, "استقبل في مكتبه صباح يوم الاثنين ¦وزير الدفاع السابق في الحكومة."),
    ("ar", 6, "تجمع العشرات أمام المبنى القديم ¦مطالبين بالخبز والماء والدواء والعمل."),
    ("ar", 7, "فتحت القوات الطريق عند الفجر ¦وَعادت الحافلات إلى عملها في المدينة."),
]


@pytest.mark.parametrize(("language", "most", "case"), CASES)
def test_a_long_text_is_cut_where_speech_pauses(language: str, most: int, case: str) -> None:
    parts = split_clauses(case.replace("¦", ""), lambda part: len(part.split()) <= most, language)
    assert parts == case.split("¦")


def test_a_text_that_fits_stays_whole_with_its_white_space() -> None:
    assert split_clauses("  One. Two.\n", lambda part: len(part) <= 9, "en") == ["  One. Two.\n"]
    assert split_clauses("", lambda part: True, "en") == [""]


def test_one_more_part_is_better_than_a_cut_inside_a_clause() -> None:
    text = "one two three four, five six seven eight nine ten, eleven twelve thirteen fourteen"
    parts = split_clauses(text, lambda part: len(part.split()) <= 9, "en")
    assert [part.strip() for part in parts] == [
        "one two three four,",
        "five six seven eight nine ten,",
        "eleven twelve thirteen fourteen",
    ]


def test_a_giant_token_is_cut_between_characters_as_read() -> None:
    family = "👩‍👩‍👧" * 4 + "🇸🇾🇮🇶🇱🇧" + "e\u0301" * 5 + "👍🏽" * 3
    parts = split_clauses(family, lambda part: len(part) <= 7, "en")
    assert "".join(parts) == family
    assert all(is_boundary(family, len("".join(parts[:count]))) for count in range(len(parts)))
    assert max(map(len, parts)) <= 7


def test_what_cannot_fit_is_a_part_all_the_same() -> None:
    assert split_clauses("ab", lambda part: not part, "en") == ["a", "b"]
    heap = "e" + "\u0301" * 100
    assert "".join(split_clauses(heap, lambda part: len(part) <= 5, "en")) == heap


WORDS = st.sampled_from(
    [
        "و",
        "وعاد",
        "ثم",
        "said",
        "and",
        ".",
        "،",
        ",",
        "؛",
        "—",
        "a—b",
        "\u0301",
        "👩‍🚒",
        "x" * 40,
        "\n",
        " ",
        "«",
        "»",
    ]
)
TEXTS = st.text() | st.lists(WORDS | st.text(max_size=8)).map(" ".join)


@given(text=TEXTS, most=st.integers(1, 40), language=st.sampled_from(["en", "ar"]))
def test_joined_parts_are_the_text_and_all_fit(text: str, most: int, language: str) -> None:
    parts = split_clauses(text, lambda part: len(part) <= most, language)
    assert "".join(parts) == text
    if len(parts) > 1:
        assert all(parts)
        assert all(len(part.strip()) <= max(most, LONGEST) for part in parts)


@given(
    words=st.lists(st.sampled_from(["open", "road,", "and", "gate."]), min_size=1, max_size=40),
    most=st.integers(1, 9),
)
def test_there_are_no_more_parts_than_one_above_the_fewest(words: list[str], most: int) -> None:
    parts = split_clauses(" ".join(words), lambda part: len(part.split()) <= most, "en")
    assert len(parts) <= -(-len(words) // most) + 1


@pytest.mark.parametrize(
    "text", ["كلمة " * 40_000, "x" * 200_000, "قال، " * 40_000, "a—" * 100_000, " " * 200_000 + "x y" * 300]
)
def test_the_work_grows_with_the_text_and_not_faster(text: str) -> None:
    asked = 0

    def fits(part: str) -> bool:
        nonlocal asked
        asked += len(part)
        return len(part) <= 400

    parts = split_clauses(text, fits, "ar")
    assert "".join(parts) == text
    assert asked < 60 * len(text)


def test_boundaries_follow_the_rules_for_lines_flags_and_hangul() -> None:
    assert not is_boundary("\r\n", 1)
    assert is_boundary("\n\u0301", 1)
    assert [is_boundary("🇸🇾🇮🇶", place) for place in range(5)] == [True, False, True, False, True]
    assert not is_boundary("\u1112\u1161\u11ab", 2)
    assert boundary_before("e\u0301x", 1) == 1
    assert boundary_before("e\u0301x", 2) == 2
    assert boundary_after("e\u0301x", 0) == 2
    assert boundary_after("e" + "\u0301" * 80, 0) == LONGEST
