"""What holds for every engine: order, one for one, counts, stop reason; and that CTranslate2 and transformers say the same."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from translate import engines, registry
from translate.engines import Decoding
from translate.errors import InputError, ModelError, ModelNotFound
from translate.models import find

if TYPE_CHECKING:
    from collections.abc import Callable

    from translate.engines import Engine
    from translate.model import Hypothesis

#: Where each engine finds a model in the run of the tiny one; an engine that is added gets a line here.
FOLDERS = {"echo": None, "ctranslate2": "ctranslate2", "transformers": "transformers"}
ELSEWHERE = ("firefox", "http")  # they run no model that could be made here: test_firefox.py, test_http.py
TEXTS = [
    "The road is open.",
    "Prices rose 3 percent in the town, and 400 people left for Hasakah on Sunday after two days of rain.",
    "Bread",
    "The mayor said that the bridge would be mended before the winter.",
    "He waited.",
]
GREEDY = Decoding(beam=1)


@pytest.fixture(scope="session")
def opened(tiny: Path) -> Callable[[str], Engine]:
    """The engine of a name, opened once, with the tiny model."""

    @cache
    def call(name: str) -> Engine:
        folder = FOLDERS[name]
        return (
            engines.load(name, tiny / folder, card=find(tiny / folder).card, threads=1)
            if folder
            else engines.load(name, None)
        )

    return call


def decode(
    engine: Engine, texts: list[str], decoding: Decoding = GREEDY, target: str = "ar"
) -> list[list[Hypothesis]]:
    return engine.translate(texts, source="ar" if target == "en" else "en", target=target, decoding=decoding)


def test_every_engine_is_tried_here() -> None:
    assert registry.names("engines") == sorted([*FOLDERS, *ELSEWHERE])


@pytest.mark.parametrize("name", FOLDERS)
class TestEveryEngine:
    """Each test for each engine."""

    def test_it_names_itself_its_model_and_what_shapes_a_draft(
        self, name: str, opened: Callable[[str], Engine]
    ) -> None:
        engine = opened(name)
        assert engine.name == name
        assert engine.model
        assert name in engine.signature
        assert engine.limit > 8
        assert (engine.tags, engine.placeholders) == (
            (None, ()) if name == "echo" else (("<t>", "</t>"), ("<x1>", "<x2>", "<x3>"))
        )

    def test_texts_come_back_one_for_one_and_in_order(
        self, name: str, opened: Callable[[str], Engine]
    ) -> None:
        engine = opened(name)
        alone = [decode(engine, [text])[0][0] for text in TEXTS]
        for texts, wanted in ((TEXTS, alone), (TEXTS[::-1], alone[::-1])):
            found = decode(engine, texts)
            assert [len(hypotheses) for hypotheses in found] == [1] * len(texts)
            assert all(same(own[0].target, other.target) for own, other in zip(found, wanted, strict=True))
            assert [own[0].source_tokens for own in found] == [other.source_tokens for other in wanted]

    def test_no_texts_give_no_hypotheses(self, name: str, opened: Callable[[str], Engine]) -> None:
        assert decode(opened(name), []) == []

    def test_counts_scores_and_stop_reasons_are_told(
        self, name: str, opened: Callable[[str], Engine]
    ) -> None:
        engine = opened(name)
        for text, (hypothesis,) in zip(TEXTS, decode(engine, TEXTS), strict=True):
            assert hypothesis.source_tokens == engine.count(text, "en")
            assert hypothesis.target_tokens > 0
            assert hypothesis.score <= 0
            assert hypothesis.stop in ("end", "length")
            assert hypothesis.target == hypothesis.target.strip()

    def test_a_longer_text_counts_more(self, name: str, opened: Callable[[str], Engine]) -> None:
        count = opened(name).count
        assert 0 < count("road", "en") < count("The road is open.", "en") < count(" ".join(TEXTS), "en")

    def test_hypotheses_come_best_first_and_never_more_than_the_beam(
        self, name: str, opened: Callable[[str], Engine]
    ) -> None:
        found = decode(opened(name), TEXTS[:2], Decoding(beam=3, hypotheses=5))
        for hypotheses in found:
            scores = [hypothesis.score for hypothesis in hypotheses]
            assert 1 <= len(hypotheses) <= 3
            assert scores == sorted(scores, reverse=True)

    def test_both_directions_work(self, name: str, opened: Callable[[str], Engine]) -> None:
        engine = opened(name)
        to_arabic, to_english = (
            decode(engine, ["الطريق مفتوح منذ يومين."], target=code)[0][0] for code in ("ar", "en")
        )
        assert to_arabic.source_tokens == to_english.source_tokens
        assert name == "echo" or to_arabic.score != to_english.score  # the language tag is heard

    def test_any_text_gets_an_answer(self, name: str, opened: Callable[[str], Engine]) -> None:
        hostile = [
            "\ufffd",
            "🙂🙃",
            ">>ara<<",
            "</s>",
            "<pad> <unk>",
            "<t>",
            "\u2067ا\u2069",
            "%" * 90,
            "漢字かな",
        ]
        assert len(decode(opened(name), hostile)) == len(hostile)


MODELS = [name for name, folder in FOLDERS.items() if folder]


@pytest.mark.parametrize("name", MODELS)
class TestEveryModel:
    """Each test for each engine that runs a model."""

    def test_a_text_that_never_ends_stops_where_positions_end_and_says_so(
        self, name: str, opened: Callable[[str], Engine]
    ) -> None:
        engine = opened(
            name
        )  # a tiny model seldom ends by itself; three times the source would be more than it can count
        text = " ".join(["The road to the town is open again."] * 20)
        while engine.count(text, "en") > engine.limit:
            text = text.rpartition(" ")[0]
        for decoding in (GREEDY, Decoding(beam=2)):
            hypothesis = decode(engine, [text], decoding)[0][0]
            assert hypothesis.target_tokens <= 128
            assert hypothesis.is_truncated == (hypothesis.target_tokens >= 127)

    def test_it_needs_a_model(self, name: str) -> None:
        with pytest.raises(InputError, match="needs a model"):
            engines.load(name, None)

    def test_an_unknown_compute_type_is_an_error(self, name: str, tiny: Path) -> None:
        with pytest.raises(InputError, match="no compute type 'int7'"):
            engines.load(name, tiny / name, compute_type="int7")

    def test_a_broken_model_is_an_error_that_names_it(self, name: str, tiny: Path, tmp_path: Path) -> None:
        broken = Path(shutil.copytree(tiny / name, tmp_path / "broken"))
        for weights in (*broken.glob("*.bin"), *broken.glob("*.safetensors")):
            weights.write_bytes(weights.read_bytes()[:1000])
        with pytest.raises(ModelError, match="broken"):
            engines.load(name, broken)

    def test_a_broken_vocabulary_is_an_error_that_names_the_model(
        self, name: str, tiny: Path, tmp_path: Path
    ) -> None:
        broken = Path(shutil.copytree(tiny / name, tmp_path / "broken"))
        (broken / "source.spm").write_bytes(b"no vocabulary")
        with pytest.raises(ModelError, match="broken"):
            engines.load(name, broken)

    def test_an_empty_folder_is_an_error(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match=str(tmp_path)):
            engines.load(name, tmp_path)

    def test_without_a_card_the_engine_is_told_no_marks(self, name: str, tiny: Path) -> None:
        engine = engines.load(name, tiny / name, card=None)
        assert (engine.model, engine.tags, engine.placeholders) == (name, None, ())


# --- CTranslate2


def test_ctranslate2_names_the_files_that_are_missing(tiny: Path, tmp_path: Path) -> None:
    shutil.copyfile(tiny / "ctranslate2" / "model.bin", tmp_path / "model.bin")
    with pytest.raises(ModelNotFound, match=r"source\.spm, target\.spm missing"):
        engines.load("ctranslate2", tmp_path)


def test_ctranslate2_says_so_when_a_card_promises_more_positions_than_there_are(tiny: Path) -> None:
    engine = engines.load("ctranslate2", tiny / "ctranslate2", card={"limit": 300})
    with pytest.raises(ModelError, match="cannot decode"):
        decode(engine, ["The road to the town is open. " * 20])


def test_ctranslate2_aligns_target_and_source_in_characters(opened: Callable[[str], Engine]) -> None:
    text = "The road — to Hasakah — is open."
    found = decode(opened("ctranslate2"), [text], Decoding(beam=1, alignment=True))[0][0]
    assert found.alignment
    for begin, end, start, stop in found.alignment:
        assert 0 <= begin <= end <= len(found.target) + 1
        assert 0 <= start <= stop <= len(text)
    assert [link[0] for link in found.alignment] == sorted(link[0] for link in found.alignment)


@pytest.mark.parametrize("target", ["ar", "en"])
def test_greedy_output_of_ctranslate2_equals_that_of_transformers(
    target: str, opened: Callable[[str], Engine]
) -> None:
    from tests.tiny import news

    column = 3 if target == "ar" else 4
    texts = [line.split("\t")[column] for line in news("test", 80)]
    texts = [text for text in texts if opened("ctranslate2").count(text, "") < 60]
    ours, theirs = (decode(opened(name), texts, target=target) for name in MODELS)
    assert len({own[0].target for own in ours}) > 10  # a model that says the same of all would show nothing
    wrong = [
        pair for pair in zip(ours, theirs, strict=True) if not same(pair[0][0].target, pair[1][0].target)
    ]
    assert wrong == []
    for own, other in zip(ours, theirs, strict=True):
        assert own[0].source_tokens == other[0].source_tokens


def same(one: str, other: str) -> bool:
    """Whether two outputs are the same as far as both go: the limits of what never ends depend on the batch."""
    return bool(one) == bool(other) and (one.startswith(other) or other.startswith(one))


def test_bfloat16_and_int8_load_too(tiny: Path) -> None:
    assert decode(engines.load("transformers", tiny / "transformers", compute_type="bfloat16"), TEXTS[:1])
    engine = engines.load("ctranslate2", tiny / "ctranslate2", compute_type="int8")
    assert "int8" in engine.signature
    assert decode(engine, TEXTS[:1])


def test_transformers_gives_m2m_models_their_language_codes(tiny: Path, tmp_path: Path) -> None:
    import transformers

    shutil.copyfile(tiny / "vocabulary" / "source.spm", tmp_path / "sentencepiece.bpe.model")
    pieces = json.loads((tiny / "vocabulary" / "vocab.json").read_text("utf-8"))
    table = {
        piece: place for place, piece in enumerate(dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", *pieces]))
    }
    (tmp_path / "vocab.json").write_text(json.dumps(table), "utf-8")
    tokenizer = transformers.M2M100Tokenizer(
        str(tmp_path / "vocab.json"), str(tmp_path / "sentencepiece.bpe.model"), src_lang="en", tgt_lang="ar"
    )
    tokenizer.save_pretrained(tmp_path)
    size: dict[str, Any] = {
        "d_model": 16,
        "encoder_layers": 1,
        "decoder_layers": 1,
        "encoder_ffn_dim": 16,
        "decoder_ffn_dim": 16,
    }
    heads: dict[str, Any] = {
        "encoder_attention_heads": 2,
        "decoder_attention_heads": 2,
        "max_position_embeddings": 64,
    }
    config = transformers.M2M100Config(vocab_size=len(tokenizer) + 200, **size, **heads)
    transformers.M2M100ForConditionalGeneration(config).save_pretrained(tmp_path)
    engine: Any = engines.load("transformers", tmp_path)
    told: dict[str, Any] = {}
    generate = engine._network.generate

    def spied(**options: Any) -> Any:
        told.update(options)
        return generate(**options)

    engine._network.generate = spied
    for source, target in (("en", "ar"), ("ar", "en")):
        assert engine.translate(["road"], source=source, target=target, decoding=GREEDY)
        first, forced = int(told["input_ids"][0][0]), told["forced_bos_token_id"]
        assert tokenizer.convert_ids_to_tokens([first, forced]) == [f"__{source}__", f"__{target}__"]
