"""What holds for both languages: nothing is lost, places are right, headlines stay whole, hostile text is no trouble."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import InputError
from translate.model import Article, Block, BlockKind
from translate.segmentation import WHOLE_LIMIT, segment, segment_text
from translate.text.sentences import enclosures, marks, token_after, word_after

LANGUAGES = ("en", "ar")
SPICE = st.sampled_from(
    [".", "!", "?", "؟", "…", "...", "»", "«", '"', "(", ")", " ", "\n", "\r\n", "\u2028", "\u00a0", "،", "؛", "د.", "U.S.", "No.", "5",
     "A", "he", "قال", "و", "\u200f", "\u2067", "\u2069", "http://a.b", "[1]", "م", "ق.م.", "-", "\x00", "\ud800", "👩‍🚒", "\u0650"]
)  # fmt: skip
TEXTS = st.text() | st.lists(SPICE | st.text(max_size=5)).map("".join)


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=TEXTS)
def test_joined_pieces_are_the_text_again(language: str, text: str) -> None:
    pieces = segment_text(text, language)
    if text.strip():
        assert "".join(piece.lead + piece.text + piece.separator for piece in pieces) == text
    else:
        assert pieces == []


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=TEXTS)
def test_no_piece_is_empty_and_none_has_white_space_at_its_edges(language: str, text: str) -> None:
    for number, piece in enumerate(segment_text(text, language)):
        assert piece.text
        assert piece.text == piece.text.strip()
        assert not piece.separator.strip()
        assert not piece.lead.strip()
        assert number == 0 or not piece.lead


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=TEXTS)
def test_marks_move_forward_and_cover_what_they_say(language: str, text: str) -> None:
    last = 0
    for mark in marks(text, enclosures(text)):
        assert last <= mark.start <= mark.end <= mark.close <= mark.next
        assert not text[mark.close : mark.next].strip()
        last = mark.next


@given(text=TEXTS)
def test_enclosures_open_before_they_close(text: str) -> None:
    for close, start in enclosures(text).items():
        assert start < close


ARTICLE = Article(
    "a1",
    "news.txt",
    "en",
    (
        Block("b1", BlockKind.HEADLINE, "Is the War Over? Not Yet. Residents Wait"),
        Block("b2", BlockKind.DATELINE, "Hasakah - Dr. A. Haddad"),
        Block("b3", BlockKind.PARAGRAPH, "  The road is open. Gen. Hadi said so.\n"),
        Block("b4", BlockKind.PARAGRAPH, " \n"),
        Block("b5", BlockKind.LIST_ITEM, "1. Flour. It is dear."),
        Block("b6", BlockKind.HEADLINE, ""),
    ),
)


def test_segments_know_their_block_and_place() -> None:
    segments = segment(ARTICLE)
    assert [(one.id, one.text) for one in segments] == [
        ("b1.1", "Is the War Over? Not Yet. Residents Wait"),
        ("b2.1", "Hasakah - Dr. A. Haddad"),
        ("b3.1", "The road is open."),
        ("b3.2", "Gen. Hadi said so."),
        ("b5.1", "1. Flour."),
        ("b5.2", "It is dear."),
    ]
    blocks = {block.id: block.text for block in ARTICLE.blocks}
    assert all(blocks[one.block][one.start : one.start + len(one.text)] == one.text for one in segments)
    assert (segments[2].lead, segments[2].separator, segments[3].separator) == ("  ", " ", "\n")


def test_a_headline_as_long_as_a_paragraph_is_cut() -> None:
    text = "The road to the river is open. " * (WHOLE_LIMIT // 20)
    assert len(segment(Article("a", "-", "en", (Block("b", BlockKind.HEADLINE, text),)))) > 1


@given(
    texts=st.lists(TEXTS, max_size=4), language=st.sampled_from(LANGUAGES), kind=st.sampled_from(BlockKind)
)
def test_every_block_comes_back_from_its_segments(texts: list[str], language: str, kind: BlockKind) -> None:
    article = Article("a", "-", language, tuple(Block(f"b{n}", kind, text) for n, text in enumerate(texts)))
    joined = {block.id: "" for block in article.blocks}
    for one in segment(article):
        joined[one.block] += one.lead + one.text + one.separator
    assert [joined[block.id] for block in article.blocks] == [text if text.strip() else "" for text in texts]


def test_a_language_of_another_desk_is_refused() -> None:
    with pytest.raises(InputError, match="no language 'fr'"):
        segment_text("Bonjour.", "fr")


MEGABYTE = 1_000_000
LONG = 200_000  # a quadratic rule would hit the time limit of the tests here already
HOSTILE = [
    "." * MEGABYTE,
    ". " * (LONG // 2),
    "a." * (LONG // 2),
    " " * MEGABYTE + "x",
    "\n" * LONG + "x",
    '."' * (LONG // 2),
    "(" * LONG,
    "«" * (LONG // 2) + "»" * (LONG // 2),
    "([" * (LONG // 4) + ")]" * (LONG // 4),
    "د." * (LONG // 2),
    "x" * MEGABYTE + ". Y",
    "X (y.) " * (LONG // 7),
    "و (د.) " * (LONG // 7),
    "كلمة " * (LONG // 5),
    "كلمة؛ " * (LONG // 6),
    '?" A ' * (LONG // 5),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_very_long_line_comes_back_whole(language: str, text: str) -> None:
    pieces = segment_text(text, language)
    assert "".join(piece.lead + piece.text + piece.separator for piece in pieces) == text


def test_word_after_skips_what_opens() -> None:
    assert word_after('said: «"Al-Hol…"', 5) == "Al-Hol"
    assert token_after("   ", 0) == ""


def test_straight_quotes_pair_by_their_neighbours_and_inches_do_not_count() -> None:
    text = 'He is 5\' 10" tall, "said" the "guard'
    assert enclosures(text) == {text.index('" the'): text.index('"said')}
