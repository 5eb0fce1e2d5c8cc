"""Conversion: M2M and NLLB with the right codes, the same tokens and the same output as transformers; and what cannot be converted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from translate import engines, models
from translate.engines import Decoding
from translate.errors import InputError, ModelError
from translate.models import convert

TEXTS = ["The road to the town is open again.", "Prices rose in May, the bank said."]
CODE = re.compile(r"__[a-z]{2,3}__|[a-z]{3}_[A-Z][a-z]{3}")  # random weights say them in the middle of a text
CODES = {"m2m": {"en": "__en__", "ar": "__ar__"}, "nllb": {"en": "eng_Latn", "ar": "arb_Arab"}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`m2m`, `nllb` as transformers saves them, `m2m-ct2`, `nllb-ct2` converted in float32."""
    for library in ("torch", "transformers", "safetensors"):
        pytest.importorskip(library, reason=f"{library} is not installed (extra train)")
    import transformers

    from tests import tongues

    transformers.utils.logging.disable_progress_bar()
    folder = tmp_path_factory.mktemp("tongues")
    pieces = tongues.sentencepiece_model()
    for kind, make in (("m2m", tongues.m2m), ("nllb", tongues.nllb)):
        make(folder / kind, pieces)
        found = convert.convert(folder / kind, folder / f"{kind}-ct2", quantization="float32", name=kind)
        assert (found.kind, found.positions, dict(found.codes)) == (kind, 128, CODES[kind])
        assert found.languages == ("en-ar", "ar-en")
    return folder


@pytest.mark.parametrize("kind", CODES)
@pytest.mark.parametrize(("source", "target"), [("en", "ar"), ("ar", "en")])
def test_it_says_what_transformers_says(kind: str, source: str, target: str, made: Path) -> None:
    ours = engines.load("ctranslate2", made / f"{kind}-ct2", card={"shape": {"positions": 128}})
    theirs = engines.load("transformers", made / kind)
    how = Decoding(beam=1)
    mine, other = (
        [
            CODE.sub("", own[0].target).split()[:5]
            for own in engine.translate(TEXTS, source=source, target=target, decoding=how)
        ]
        for engine in (ours, theirs)
    )
    assert mine == other


@pytest.mark.parametrize("kind", CODES)
def test_the_codes_stand_where_the_model_wants_them(kind: str, made: Path) -> None:
    import transformers

    engine = engines.load("ctranslate2", made / f"{kind}-ct2")
    tokenizer = transformers.AutoTokenizer.from_pretrained(str(made / kind))
    vocabulary = convert.pieces(made / f"{kind}-ct2")
    for code, other in (("en", "ar"), ("ar", "en")):
        tokenizer.src_lang = CODES[kind][code] if kind == "nllb" else code
        wanted = [vocabulary[number] for number in tokenizer(TEXTS[0])["input_ids"]]
        told = engine._tokens(TEXTS[0], code, other)  # type: ignore[attr-defined]
        assert told[0] == CODES[kind][code]
        assert told == wanted
    found = engine.translate(TEXTS, source="en", target="ar", decoding=Decoding(alignment=True))
    for own in found:
        assert not any(code in own[0].target for code in CODES[kind].values())
        assert all(end <= len(own[0].target) for _, end, _, _ in own[0].alignment)


@pytest.mark.parametrize("kind", CODES)
def test_a_converted_directory_tells_its_kind(kind: str, made: Path) -> None:
    found = convert.described(made / f"{kind}-ct2")
    assert (found.kind, found.positions, dict(found.codes)) == (kind, 128, CODES[kind])
    assert models.find(made / f"{kind}-ct2").engine == "ctranslate2"


def test_a_vocabulary_without_the_codes_is_told(made: Path, tmp_path: Path) -> None:
    import shutil

    folder = shutil.copytree(made / "m2m-ct2", tmp_path / "broken")
    vocabulary = [piece for piece in convert.pieces(folder) if piece != "__ar__"]
    (folder / "shared_vocabulary.json").write_text(json.dumps([*vocabulary, "x"]), "utf-8")
    with pytest.raises(InputError, match="knows neither English nor Arabic"):
        convert.described(folder)
    with pytest.raises(ModelError, match="has no code for English and Arabic"):
        engines.load("ctranslate2", folder)
    (folder / "shared_vocabulary.json").unlink()
    with pytest.raises(ModelError, match="has no vocabulary"):
        convert.pieces(folder)


def wrong(folder: Path, config: object, *files: str) -> Path:
    folder.mkdir(exist_ok=True)
    if config is not None:
        text = config if isinstance(config, str) else json.dumps(config)
        (folder / "config.json").write_text(text, "utf-8")
    for file in files:
        (folder / file).write_bytes(b"x")
    return folder


WRONG = [
    (None, (), "no config.json"),
    ("{", (), "cannot be read"),
    ("[]", (), "is not a JSON object"),
    ("[" * 100_000, (), "cannot be read"),
    ({"model_type": "t5"}, (), "a model of kind 't5' cannot be converted; Marian, NLLB and M2M can"),
    ({"model_type": ["marian"]}, (), "cannot be converted"),
    ({"model_type": "marian"}, ("source.spm",), "no target.spm"),
    ({"model_type": "m2m_100"}, (), "no sentencepiece.bpe.model"),
]


@pytest.mark.parametrize(("config", "files", "message"), WRONG)
def test_what_cannot_be_converted_is_told(
    config: object, files: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=message):
        convert.convert(wrong(tmp_path / "model", config, *files), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_weights_that_are_rubbish_leave_nothing(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    files = ("source.spm", "target.spm", "model.safetensors", "vocab.json")
    folder = wrong(tmp_path / "model", {"model_type": "marian"}, *files)
    with pytest.raises(ModelError, match="the model cannot be converted"):
        convert.convert(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


NAMES = [
    # name, tokenizer_config, vocabulary, directions
    ("Helsinki-NLP/opus-mt-en-ar", {}, [], ("en-ar",)),
    ("Helsinki-NLP/opus-mt-tc-big-ar-en", {}, [], ("ar-en",)),
    ("desk/eng_ara", {}, [], ("en-ar",)),
    ("desk/mine", {"source_lang": "eng", "target_lang": "ara"}, [], ("en-ar",)),
    ("desk/mine", {"source_lang": "mul", "target_lang": "mul"}, [], ()),
    ("desk/mine", {}, [">>ara<<", ">>eng<<"], ("en-ar", "ar-en")),
    ("desk/mine", {}, [">>ara<<"], ("en-ar",)),
    ("desk/open-source", {}, [], ()),
]


@pytest.mark.parametrize(("name", "tokenizer", "pieces", "wanted"), NAMES)
def test_directions_are_read_from_name_tokenizer_and_vocabulary(
    name: str, tokenizer: dict[str, str], pieces: list[str], wanted: tuple[str, ...], tmp_path: Path
) -> None:
    folder = wrong(
        tmp_path / "m", {"model_type": "marian", "max_position_embeddings": 256}, "source.spm", "target.spm"
    )
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer), "utf-8")
    (folder / "vocab.json").write_text(json.dumps(dict.fromkeys(pieces, 1)), "utf-8")
    found = convert.describe(folder, name=name)
    assert (found.languages, found.positions) == (wanted, 256)
