"""Terms are announced behind the right word, and batches are the same for the same seed, in both directions."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from tests import tiny
from translate.errors import TrainingError
from translate.training import batches, vocabulary
from translate.training.annotate import announce, lemma, stem, terms_of
from translate.training.corpus import Pair
from translate.training.recipe import Augmentation

BARE = Augmentation(terms=0, placeholders=0, capitals=0, no_stop=0, no_hamza=0)
PLACES = {
    "Hasakah": "الحسكة",
    "Raqqa": "الرقة",
    "Manbij": "منبج",
    "Tabqa": "الطبقة",
    "Hajin": "هجين",
    "Kobani": "كوباني",
}
ACTS = [
    ("opened", "افتتح", "market", "سوق"),
    ("closed", "أغلق", "school", "مدرسة"),
    ("rebuilt", "أعاد بناء", "bridge", "جسر"),
    ("guarded", "حرس", "mill", "مطحنة"),
]


def pairs() -> list[Pair]:
    return [
        Pair(
            f"The council {act} the {thing} near {english} on day {number}.",
            f"{done} المجلس {what} قرب {arabic} في اليوم {number}.",
            1,
            own=True,
        )
        for number, (english, arabic) in enumerate(PLACES.items(), 3)
        for act, done, thing, what in ACTS
    ]


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> vocabulary.Pieces:
    folder = tmp_path_factory.mktemp("vocabulary")
    texts = [text for pair in pairs() for text in (pair.english, pair.arabic)]
    texts += [text for line in tiny.news("train", 150) for text in line.split("\t")[3:]]
    vocabulary.train(texts, folder, size=600)
    return vocabulary.Pieces(folder)


def epoch(pieces: vocabulary.Pieces, **changes: int) -> list[list[batches.Example]]:
    order = {"number": 0, "seed": 1, "batch": 400, "max_pieces": 60} | changes
    terms, links = terms_of(pairs(), [])
    return batches.epoch(pairs(), terms, links, pieces, Augmentation(terms=0.5), **order)


STEMS = [("وللحسكة", "حسكة"), ("بالرقة", "رقة"), ("والسوق", "سوق"), ("من", "من"), ("كالجسر", "جسر")]


@pytest.mark.parametrize(("word", "found"), STEMS)
def test_a_stem_has_no_proclitics(word: str, found: str) -> None:
    assert stem(word) == found


def test_a_lemma_loses_what_is_no_part_of_the_word() -> None:
    from collections import Counter

    known = Counter({"الحسكة": 5, "وبلدة": 1, "بلدة": 9, "برلمان": 7})
    assert [lemma(word, known) for word in ("للحسكة", "وبلدة", "برلمان")] == ["الحسكة", "بلدة", "برلمان"]


def test_names_of_the_list_are_found_behind_clitics_and_announced_in_both_directions() -> None:
    pair = Pair("Families returned to Al-Bukamal.", "عادت عائلات إلى البوكمال، وللبوكمال جسر.", 1, own=True)
    terms, _ = terms_of([pair], [("Al-Bukamal", "البوكمال")])
    assert (
        announce(pair, terms[0], to_arabic=True, chance=random.Random(1))
        == "Families returned to Al-Bukamal <t> البوكمال </t>."
    )
    assert announce(pair, terms[0], to_arabic=False, chance=random.Random(1)).startswith(
        "عادت عائلات إلى البوكمال <t> Al-Bukamal </t>،"
    )


def test_links_join_words_that_say_the_same() -> None:
    rows = [line.split("\t") for line in tiny.news("train", 3000)]
    news = [Pair(row[3], row[4], 1, own=True) for row in rows]
    _, links = terms_of(news, [])
    found = [
        arabic[a]
        for pair, own in zip(news, links, strict=True)
        for english, arabic in ((pair.english.split(), pair.arabic.split()),)
        for e, a in own
        if english[e].strip(".,") == "council"
    ]
    assert len(found) > 8
    assert sum("مجلس" in word for word in found) > 0.9 * len(found)


def test_symbols_are_pieces_and_padding_is_last(pieces: vocabulary.Pieces) -> None:
    text = ">>ara<< near Hasakah <t> الحسكة </t> <x1>"
    found = pieces.processor.encode(text, out_type=str)
    assert {">>ara<<", "<t>", "</t>", "<x1>"} <= set(found)
    assert pieces.pad == 599
    assert pieces.processor.decode(pieces.processor.encode("Ж 7 😀")) == "Ж 7 😀"


def test_words_count_the_pieces_between_spaces(pieces: vocabulary.Pieces) -> None:
    ids = pieces.encode(["near Hasakah on day"])[0]
    assert sorted(set(pieces.words(ids))) == [0, 1, 2, 3]


def test_an_epoch_is_the_same_for_the_same_seed_and_another_for_the_next(pieces: vocabulary.Pieces) -> None:
    assert epoch(pieces) == epoch(pieces)
    assert epoch(pieces) != epoch(pieces, number=1)


def test_every_pair_comes_in_both_directions_and_batches_keep_their_size(pieces: vocabulary.Pieces) -> None:
    made = epoch(pieces)
    examples = [example for batch in made for example in batch]
    tags = [example.source[0] for example in examples]
    assert tags.count(pieces.tags["ar"]) == tags.count(pieces.tags["en"]) == len(pairs())
    assert all(example.source[-1] == example.target[-1] == pieces.eos for example in examples)
    for batch in made:
        width = max(len(example.source) for example in batch) + max(len(example.target) for example in batch)
        assert width * len(batch) <= 400 or len(batch) == 1


def test_links_lie_inside_their_example(pieces: vocabulary.Pieces) -> None:
    for batch in epoch(pieces):
        for example in batch:
            assert all(
                at < len(example.target) - 1 and 0 < of < len(example.source) - 1 for at, of in example.links
            )


def test_what_is_longer_than_allowed_is_left_out(pieces: vocabulary.Pieces) -> None:
    assert not any(epoch(pieces, max_pieces=3))


ROUGH = [
    # augmentation, source, target, to arabic, what comes out
    (Augmentation(capitals=1), "Prices rise", "الأسعار ترتفع", True, ("PRICES RISE", "الأسعار ترتفع")),
    (
        Augmentation(capitals=0, no_stop=1),
        "Prices rise.",
        "الأسعار ترتفع.",
        True,
        ("Prices rise", "الأسعار ترتفع"),
    ),
    (Augmentation(no_stop=0, no_hamza=1), "أيضاً إلى", "also to", False, ("ايضا الى", "also to")),
    (BARE, "إلى", "to", False, ("إلى", "to")),
]


@pytest.mark.parametrize(("augmentation", "source", "target", "to_arabic", "rough"), ROUGH)
def test_careless_sources(
    augmentation: Augmentation, source: str, target: str, to_arabic: bool, rough: tuple[str, str]
) -> None:
    assert batches.roughened(source, target, augmentation, random.Random(1), to_arabic=to_arabic) == rough


def test_figures_of_both_sides_become_placeholders() -> None:
    source, target = batches.with_placeholders(
        "In 2019 BBC said 40.", "في 2019 قالت BBC إن 40.", random.Random(1)
    )
    symbols = [word for word in source.replace(".", "").split() if word.startswith("<x")]
    assert len(symbols) == 3
    assert all(target.count(symbol) == 1 for symbol in symbols)


PLACED = [
    # source, target, how many symbols on both sides, what stays
    ("Of 1, 2, 3, 4 and 5", "من 1 و2 و3 و4 و5", 5, ""),
    ("5 men", "50 رجلا", 0, "5 men"),
    ("3 and 3", "3 و3", 0, "3 and 3"),
    ("In 1,200.5 homes", "في 1,200.5 بيت", 1, ""),
]


@pytest.mark.parametrize(("source", "target", "count", "kept"), PLACED)
def test_placeholders_stand_for_whole_figures_and_stay_whole(
    source: str, target: str, count: int, kept: str
) -> None:
    for seed in range(20):
        found = batches.with_placeholders(source, target, random.Random(seed))
        symbols = [re.findall(r"<x\d>", text.replace(kept, "") if kept else text) for text in found]
        assert sorted(symbols[0]) == sorted(symbols[1])
        assert len(set(symbols[0])) == count
        assert not re.search(r"<x[^1-9]|<x.[^>]", found[0])


def test_sampling_cuts_words_another_way_and_the_same_way_again(pieces: vocabulary.Pieces) -> None:
    texts = ["The council opened the market near Hasakah."] * 4
    plain = pieces.encode(texts)
    sampled = [pieces.encode(texts, sampling=1.0, chance=random.Random(1)) for _ in range(2)]
    assert sampled[0] == sampled[1] != plain
    assert [pieces.processor.decode(ids) for ids in sampled[0]] == texts
    assert pieces.encode(texts, sampling=0.0, chance=random.Random(1)) == plain


def test_texts_too_few_for_a_vocabulary_are_told(tmp_path: Path) -> None:
    for texts, size in (([], 600), (["road"], 5), (["road"], 600)):
        with pytest.raises(TrainingError, match=f"no vocabulary of {size} pieces"):
            vocabulary.train(texts, tmp_path, size=size)
    assert not (tmp_path / "vocab.json").exists()


def test_the_table_names_every_piece_once_and_padding_last(pieces: vocabulary.Pieces, tmp_path: Path) -> None:
    texts = [text for line in tiny.news("train", 150) for text in line.split("\t")[3:]]
    vocabulary.train(texts, tmp_path, size=500)
    table = json.loads((tmp_path / "vocab.json").read_text("utf-8"))
    assert sorted(table.values()) == list(range(500))
    assert table["<pad>"] == 499
    assert (table["</s>"], table["<unk>"]) == (0, 1)
    assert set(vocabulary.SYMBOLS) <= set(table)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source.spm", "target.spm", "vocab.json"]
