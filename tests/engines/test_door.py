"""What the door does for every engine: splitting, addresses as placeholders, and guards against loops, copies and cut-offs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tiny import Scripted
from translate import engines
from translate.engines import Decoding
from translate.errors import InputError, UnknownPart
from translate.model import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Callable

LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه")
ROAD = (
    "The road to the town is open again, the mayor said, and lorries with flour have been on it since dawn."
)
LONG = (
    "The council met on Monday; it heard the engineers, who had walked along the dam for three days, and it "
    "decided that the gates must be mended before the rains, although nobody could say who would pay for the "
    "steel, because the ministry had not answered a letter since the spring and the bank wanted a guarantee."
)


def arabic(text: str) -> str:
    """Every letter as an Arabic one, placeholders and marks as they are: what was lost or doubled can be seen."""
    return re.sub(
        r"<[^>]*>|[a-z]",
        lambda found: found[0].translate(LETTERS) if len(found[0]) == 1 else found[0],
        text.lower(),
    )


def say(
    engine: Scripted, *texts: str, source: str = "en", target: str = "ar", decoding: Decoding | None = None
) -> list[str]:
    """The best targets."""
    found = engines.translate(engine, texts, source=source, target=target, decoding=decoding)
    return [hypotheses[0].target for hypotheses in found]


# --- order and progress


def test_texts_come_back_in_order_chunk_by_chunk_and_progress_counts_them() -> None:
    engine, told = Scripted(lambda text, _: arabic(text)), list[int]()
    texts = [f"{word} road" for word in ["one", "two", "three", "four", "five", "six", "seven"]]
    found = engines.translate(engine, texts, source="en", target="ar", progress=told.append, chunk=3)
    assert [own[0].target for own in found] == [arabic(text) for text in texts]
    assert told == [3, 3, 1]
    assert [len(sent) for sent, _ in engine.calls] == [3, 3, 1]


def test_a_blank_text_is_not_sent_and_gives_an_empty_hypothesis() -> None:
    engine = Scripted(lambda text, _: arabic(text))
    assert say(engine, "", " \n\t", "road", "\u200f") == ["", "", arabic("road"), ""]
    assert engine.calls[0][0] == ["road"]


@pytest.mark.parametrize("symbols", [(), ("<x1>",)])
def test_a_text_without_words_is_not_sent_and_comes_back_as_it_is(symbols: tuple[str, ...]) -> None:
    engine = Scripted(lambda text, _: arabic(text), placeholders=symbols)
    texts = ["https://example.org/", " @news_desk ", "2019 - 2020", "***", "🙂\u200f", "3?", "a@b.org, 5"]
    assert say(engine, *texts) == [" ".join(text.replace("\u200f", "").split()) for text in texts]
    assert engine.calls == []
    assert say(engine, "5 roads") == [arabic("5 roads")]


def test_what_is_in_the_other_language_already_or_in_a_third_script_comes_back_as_it_is() -> None:
    engine = Scripted(lambda text, _: "x")
    assert say(engine, "وصل الوفد.", "Москва, 5 мая.") == ["وصل الوفد.", "Москва, 5 мая."]
    assert say(engine, "The road is open.", source="ar", target="en") == ["The road is open."]
    assert engine.calls == []


@pytest.mark.parametrize(
    "kept",
    [
        "+963 11 222 3333",
        "(011) 222-3344",
        "0112223333",
        "\u0660\u0661\u0661\u0662\u0662\u0662\u0663\u0663",
        "#Syria",
        "#سوريا",
        "@وزارة",
    ],
)
def test_telephone_numbers_hashtags_and_handles_are_carried(kept: str) -> None:
    engine = Scripted(lambda text, _: arabic(text), placeholders=SYMBOLS)
    assert say(engine, f"call {kept}, now") == [f"{arabic('call')} {kept}, {arabic('now')}"]
    assert engine.calls[0][0] == ["call <x1>, now"]


@pytest.mark.parametrize(
    "figures",
    ["05/06/2018", "01-02-2018", "03.04.2019", "0.12345678", "10,000,000", "08:30", "#2018", "2011-2012"],
)
def test_dates_and_figures_are_not(figures: str) -> None:
    engine = Scripted(lambda text, _: arabic(text), placeholders=SYMBOLS)
    say(engine, f"on {figures} again")
    assert engine.calls[0][0] == [f"on {figures} again"]


def test_nothing_in_nothing_out() -> None:
    engine = Scripted(lambda text, _: text)
    assert engines.translate(engine, [], source="en", target="ar") == []
    assert say(engine, "", "") == ["", ""]
    assert engine.calls == []


@pytest.mark.parametrize(("source", "target"), [("fr", "ar"), ("en", "de"), ("", "ar")])
def test_a_language_that_is_none_is_an_error(source: str, target: str) -> None:
    with pytest.raises(InputError, match="no language"):
        say(Scripted(lambda text, _: text), "road", source=source, target=target)


def test_an_engine_that_is_none_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UnknownPart, match="ctranslate2, echo, firefox, http, transformers"):
        engines.load("marian", None)


def test_all_hypotheses_of_a_text_come_back_best_first() -> None:
    engine = Scripted(
        lambda text, _: [Hypothesis(arabic(text), -0.1), Hypothesis(arabic(text) + " آخر", -0.2)]
    )
    found = engines.translate(engine, ["road"], source="en", target="ar", decoding=Decoding(hypotheses=2))
    assert [hypothesis.score for hypothesis in found[0]] == [-0.1, -0.2]


# --- guards

LOOP = "فتح الطريق فتح الطريق فتح الطريق فتح الطريق فتح الطريق"
WRONG: list[tuple[str, str | Hypothesis]] = [
    ("loop", LOOP),
    ("copy", ROAD),
    ("empty", ""),
    ("cut-off", Hypothesis(arabic(ROAD), stop="length")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "wrong"), WRONG)
def test_what_is_wrong_is_decoded_again_more_strictly_and_alone(name: str, wrong: str | Hypothesis) -> None:
    engine = Scripted(lambda text, how: wrong if text == ROAD and not how.no_repeat else arabic(text))
    assert say(engine, "a good road", ROAD) == [arabic("a good road"), arabic(ROAD)]
    assert [sent for sent, _ in engine.calls] == [["a good road", ROAD], [ROAD]]
    assert engine.calls[1][1] == Decoding(no_repeat=3, repetition_penalty=1.1)


@pytest.mark.parametrize(("name", "wrong"), WRONG)
def test_the_second_retry_is_wider(name: str, wrong: str | Hypothesis) -> None:
    engine = Scripted(lambda text, how: wrong if how.no_repeat != 2 else arabic(text))
    assert say(engine, ROAD, decoding=Decoding(beam=1)) == [arabic(ROAD)]
    assert [how.beam for _, how in engine.calls] == [1, 1, 6]


@pytest.mark.parametrize(("name", "wrong"), WRONG)
def test_what_stays_wrong_is_translated_clause_by_clause_and_nothing_is_lost(
    name: str, wrong: str | Hypothesis
) -> None:
    engine = Scripted(lambda text, _: wrong if text == ROAD else arabic(text))
    found = engines.translate(engine, [ROAD], source="en", target="ar")[0]
    assert found[0].target == arabic(ROAD)
    assert found[0].stop == "split"
    assert len(engine.calls[-1][0]) > 1
    assert " ".join(engine.calls[-1][0]) == ROAD


@pytest.mark.parametrize(("name", "wrong"), WRONG)
def test_what_cannot_be_helped_comes_back_as_it_was_first_decoded(name: str, wrong: str | Hypothesis) -> None:
    engine = Scripted(lambda _text, how: wrong if how.no_repeat in (0, 3) else "")
    first = engine._said(ROAD, wrong)
    found = engines.translate(engine, [ROAD], source="en", target="ar")[0]
    assert [replace(one, retries=()) for one in found] == first
    flaw = {"cut-off": "cut"}.get(name, name)
    assert found[0].retries == (f"{flaw}:no-repeat", f"{flaw}:wider", f"{flaw}:split", "unmended")


def test_a_short_text_is_not_cut_into_clauses() -> None:
    engine = Scripted(lambda _text, _how: "")
    assert say(engine, "The road is open, he said") == [""]
    assert len(engine.calls) == 3


def test_a_text_without_a_place_to_cut_is_given_up() -> None:
    class Letters(Scripted):
        def count(self, text: str, source: str) -> int:
            return 100 if text else 0

    assert say(Letters(lambda _text, _how: "", limit=200), "roads") == [""]


def test_a_repetition_of_the_source_is_no_loop() -> None:
    engine = Scripted(lambda text, _: "خبز، خبز، خبز، خبز!")
    assert say(engine, "Bread, bread, bread, bread!") == ["خبز، خبز، خبز، خبز!"]
    assert len(engine.calls) == 1


# --- what is too long


@pytest.mark.parametrize("limit", [6, 11, 25, 60])
def test_what_exceeds_the_limit_is_split_and_rejoined_with_nothing_lost(limit: int) -> None:
    engine = Scripted(lambda text, _: arabic(text), limit=limit)
    found = engines.translate(engine, [LONG, "road"], source="en", target="ar")
    assert found[0][0].target == arabic(LONG)
    assert all(engine.count(text, "en") <= limit for sent, _ in engine.calls for text in sent)
    assert found[0][0].stop == ("end" if limit == 60 else "split")
    assert (found[0][0].source_tokens, found[0][0].target_tokens) == (len(LONG.split()),) * 2
    assert found[1][0].target == arabic("road")


def test_the_score_of_what_was_rejoined_is_weighed_by_length_and_a_cut_off_part_shows() -> None:
    def answer(text: str, _: Decoding) -> Hypothesis:
        size = len(text.split())
        return Hypothesis(arabic(text), -float(size), size, size, "length" if "bank" in text else "end")

    engine = Scripted(answer, limit=20)
    found = engines.translate(engine, [LONG], source="en", target="ar")[0][0]
    sizes = [len(text.split()) for text in engine.calls[0][0]]
    assert found.score == pytest.approx(-sum(size * size for size in sizes) / sum(sizes))
    assert found.is_truncated


@given(st.lists(st.text("abcxyz", min_size=1, max_size=9), min_size=1, max_size=60), st.integers(1, 9))
def test_no_word_is_lost_whatever_the_limit(words: list[str], limit: int) -> None:
    engine = Scripted(
        lambda text, _: "".join(f"{arabic(word)} " for word in text.split()).strip(), limit=limit
    )
    source = " ".join(words)
    assert say(engine, source)[0].split() == arabic(source).split()


# --- addresses

SHOP = "See https://example.org/a?b=1;c=2 or write to desk@example.org, says @news_desk."
SYMBOLS = ("<x1>", "<x2>", "<x3>")


def test_addresses_go_through_as_placeholders_and_come_back() -> None:
    engine = Scripted(lambda text, _: arabic(text), placeholders=SYMBOLS)
    assert say(engine, SHOP) == [
        f"{arabic('See')} https://example.org/a?b=1;c=2 {arabic('or write to')} desk@example.org, {arabic('says')} @news_desk."
    ]
    assert engine.calls[0][0] == ["See <x1> or write to <x2>, says <x3>."]


PICTURES = [
    # text, symbols, what the engine is given, target
    ("\U0001f389\U0001f389 we won \U0001f3c6", SYMBOLS, "we won", "\U0001f389\U0001f389 {we won} \U0001f3c6"),
    ("we \u2764\ufe0f Raqqa", SYMBOLS, "we <x1> Raqqa", "{we} \u2764\ufe0f {raqqa}"),
    ("we \u2764\ufe0f Raqqa", (), "we Raqqa", "{we raqqa} \u2764\ufe0f"),
    ("a\u2192b, @news_desk", SYMBOLS, "a<x1>b, <x2>", "{a}\u2192{b}, @news_desk"),
    (
        "farmers \U0001f469\U0001f3fd\u200d\U0001f33e \U0001f1f8\U0001f1fe said, \U0001f525",
        SYMBOLS,
        "farmers <x1> <x2> said,",
        "{farmers} \U0001f469\U0001f3fd\u200d\U0001f33e \U0001f1f8\U0001f1fe {said,} \U0001f525",
    ),
]


@pytest.mark.parametrize(("text", "symbols", "told", "wanted"), PICTURES)
def test_pictures_go_through_and_no_engine_has_to_say_anything_for_them(
    text: str, symbols: tuple[str, ...], told: str, wanted: str
) -> None:
    engine = Scripted(lambda text, _: arabic(text), placeholders=symbols)
    assert say(engine, text) == [re.sub("{(.*?)}", lambda found: arabic(found[1]), wanted)]
    assert engine.calls[0][0] == [told]


def test_pictures_that_an_engine_loses_stand_at_the_end() -> None:
    engine = Scripted(lambda text, _: re.sub("<x.>", "", arabic(text)), placeholders=SYMBOLS)
    assert say(engine, "we \u2764\ufe0f Raqqa \U0001f525") == [
        f"{arabic('we Raqqa')} \u2764\ufe0f \U0001f525"
    ]
    assert engine.calls[-1][0] == ["we Raqqa"]


def test_an_address_in_arabic_keeps_its_question_mark() -> None:
    source = "هل زرت https://example.org/?q=1 اليوم؟"
    for symbols in (SYMBOLS, ()):
        engine = Scripted(lambda text, _: re.sub("[\u0600-\u06ff]+", "word", text), placeholders=symbols)
        assert say(engine, source, source="ar", target="en") == ["word word https://example.org/?q=1 word"]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("one lost", lambda text: arabic(text).replace("<x2>", "")),
        ("all lost", lambda text: re.sub("<x.>", "", arabic(text))),
        ("one doubled", lambda text: arabic(text).replace("<x2>", "<x2> <x2>")),
        ("one invented", lambda text: arabic(text) + " <x4>"),
        ("one taken for another", lambda text: arabic(text).replace("<x2>", "<x1>")),
    ],
)
def test_every_address_is_there_and_no_placeholder_is_whatever_an_engine_does(
    name: str, answer: Callable[[str], str]
) -> None:
    engine = Scripted(lambda text, _: answer(text), placeholders=(*SYMBOLS, "<x4>"))
    target = say(engine, SHOP)[0]
    assert "<x" not in target
    for address in ("https://example.org/a?b=1;c=2", "desk@example.org", "@news_desk"):
        assert address in target
    assert engine.calls[-1][0] == [SHOP]  # decoded again with its addresses in it


def test_the_masked_hypothesis_stays_where_the_plain_one_is_a_loop() -> None:
    engine = Scripted(
        lambda text, _: LOOP if "example" in text else arabic(text).replace(" <x1>", ""), placeholders=SYMBOLS
    )
    assert say(engine, "The new road is on https://example.org/") == [
        f"{arabic('The new road is on')} https://example.org/"
    ]


def test_lost_addresses_of_a_text_in_parts_are_appended() -> None:
    source = LONG + " More on https://example.org/dam and https://example.org/dam/gates today."
    engine = Scripted(
        lambda text, _: re.sub(r"<x.>|https\S+", "", arabic(text)), limit=20, placeholders=SYMBOLS
    )
    target = say(engine, source)[0]
    assert target.endswith("https://example.org/dam https://example.org/dam/gates")
    assert all(engine.count(text, "en") <= 20 for sent, _ in engine.calls for text in sent)


def test_an_address_that_begins_like_another_is_missed_when_it_is_lost() -> None:
    engine = Scripted(lambda text, _: arabic("on ") + "https://example.org/dam")
    assert say(engine, "On https://example.org/dam and https://example.org/da today") == [
        f"{arabic('on')} https://example.org/dam https://example.org/da"
    ]


def test_more_addresses_than_placeholders_are_all_there() -> None:
    wanted = [f"https://example.org/{number}" for number in range(5)]
    engine = Scripted(lambda text, _: re.sub(r"https\S+", "", arabic(text)), placeholders=SYMBOLS)
    assert all(address in say(engine, f"See {' and '.join(wanted)}")[0] for address in wanted)
    assert all(
        address in say(Scripted(lambda _t, _h: "هنا"), f"See {' and '.join(wanted)}")[0] for address in wanted
    )


def test_a_source_that_holds_a_placeholder_itself_keeps_it() -> None:
    engine = Scripted(lambda text, _: arabic(text), placeholders=SYMBOLS)
    assert say(engine, "Write <x1> for https://example.org/") == [
        f"{arabic('write')} <x1> {arabic('for')} https://example.org/"
    ]


def test_alignments_lie_over_the_text_that_was_given_and_the_target_that_comes_back() -> None:
    def answer(text: str, _: Decoding) -> Hypothesis:
        spans = [(word.start(), word.end()) for word in re.finditer(r"\S+", text)]
        return Hypothesis(arabic(text), alignment=tuple((*span, *span) for span in spans))

    source = "Wait… “the” road https://example.org/ is open"
    engine = Scripted(answer, placeholders=SYMBOLS)
    found = engines.translate(engine, [source], source="en", target="ar")[0][0]
    linked = [(source[start:stop], found.target[begin:end]) for begin, end, start, stop in found.alignment]
    assert linked == [
        ("Wait…", f"{arabic('wait')}..."),
        ("“the”", f'"{arabic("the")}"'),
        ("road", arabic("road")),
        ("https://example.org/", "https://example.org/"),
        ("is", arabic("is")),
        ("open", arabic("open")),
    ]
