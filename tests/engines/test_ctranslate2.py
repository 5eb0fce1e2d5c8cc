"""The default engine on the embedded model: tags, limits, order, batches, threads, and long, empty and odd texts."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path

import pytest

from translate import engines, models
from translate.engines import Decoding, ctranslate2
from translate.errors import InputError, ModelError, ModelNotFound

EMBEDDED = models.BUILTIN / models.DEFAULT


@pytest.fixture(scope="module")
def engine() -> engines.Engine:
    model = models.embedded()
    return engines.load("ctranslate2", model.path, card=model.card, threads=1)


def test_a_tag_is_given_where_the_vocabulary_has_it(tmp_path: Path) -> None:
    """opus-mt-tc-big has `>>ara<<` in its vocabulary and not in its sentencepiece model."""
    folder = shutil.copytree(EMBEDDED, tmp_path / "m")
    whole = engines.load("ctranslate2", folder)
    assert whole._tokens("road", "en", "ar")[0] == ">>ara<<"  # type: ignore[attr-defined]
    assert whole._tokens("طريق", "ar", "en")[0] == ">>eng<<"  # type: ignore[attr-defined]
    vocabulary = json.loads((folder / "shared_vocabulary.json").read_text("utf-8"))
    renamed = ["other" if piece == ">>eng<<" else piece for piece in vocabulary]
    (folder / "shared_vocabulary.json").write_text(json.dumps(renamed), "utf-8")
    single = engines.load("ctranslate2", folder)
    assert single._tokens("طريق", "ar", "en")[0] != ">>eng<<"  # type: ignore[attr-defined]
    assert single._tokens("طريق", "ar", "en")[-1] == "</s>"  # type: ignore[attr-defined]
    (folder / "shared_vocabulary.json").write_text("{", "utf-8")
    with pytest.raises(ModelError):
        engines.load("ctranslate2", folder)


def test_what_may_be_said_follows_from_the_direction_and_not_from_the_batch(tmp_path: Path) -> None:
    """No Arabic letter in English and no English word in Arabic, whatever stands beside the text; float32 says all it wants."""
    folder = shutil.copytree(EMBEDDED, tmp_path / "m")
    vocabulary = json.loads((folder / "shared_vocabulary.json").read_text("utf-8"))
    (folder / "shared_vocabulary.json").write_text(
        json.dumps([f"▁a b{number}" if piece == "▁the" else piece for number, piece in enumerate(vocabulary)])
    )
    short = engines.load("ctranslate2", folder, threads=1)
    assert short.signature.endswith("|shortlist:script")
    exact = engines.load("ctranslate2", folder, compute_type="float32", threads=1)
    assert "shortlist" not in exact.signature
    assert "shortlist" not in engines.load("ctranslate2", folder, card={"shortlist": False}).signature
    for source, target, script in (("en", "ar", "[a-z]{2}"), ("ar", "en", "[\u0621-\u064a]{2}")):
        order = {"source": source, "target": target, "decoding": Decoding(beam=2)}
        texts = ["Xanthippe Wolfeschlegel tiktok", "شطغض خذثق", "42 km", "The road is open."]
        together = short.translate(texts, **order)  # type: ignore[arg-type]
        assert [own[0].target for own in together] == [
            short.translate([text], **order)[0][0].target  # type: ignore[arg-type]
            for text in texts
        ]
        assert not any(re.search(script, own[0].target) for own in together)
        assert short.translate(texts[:1], source=source, target=target, decoding=Decoding(no_repeat=3))


def test_without_a_place_for_links_there_is_no_shortlist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    engine = engines.load("ctranslate2", EMBEDDED, threads=1)
    assert "shortlist" not in engine.signature
    assert engine.translate(["Yes."], source="en", target="ar", decoding=Decoding())[0][0].target


def test_a_model_of_one_direction_is_known_by_its_card(engine: engines.Engine) -> None:
    bare = ctranslate2.CTranslate2.__new__(ctranslate2.CTranslate2)
    bare._codes, bare._tags = {}, set()
    assert bare._leads({"languages": ["ar-en"]}) == {"</s>": "en"}
    assert bare._leads({"languages": ["ar-en", "en-ar"]}) == bare._leads({}) == {}
    bare._codes = {"en": "__en__", "ar": "__ar__"}
    assert bare._leads({}) == {"__en__": "ar", "__ar__": "en"}


def test_texts_come_back_in_order_whatever_their_length(engine: engines.Engine) -> None:
    texts = ["The road is open.", "Water " * 50, "No.", "The road is open."]
    found = engine.translate(texts, source="en", target="ar", decoding=Decoding(beam=1))
    assert [own[0].source_tokens for own in found] == [engine.count(text, "en") for text in texts]
    assert found[0] == found[3]


def test_what_is_started_later_may_be_collected_first(engine: engines.Engine) -> None:
    order = {"source": "en", "target": "ar", "decoding": Decoding(beam=1)}
    first = engine.submit(["The road is open."], **order)  # type: ignore[attr-defined]
    second = engine.submit(["The bridge is closed."], **order)  # type: ignore[attr-defined]
    later, sooner = second(), first()
    assert sooner == engine.translate(
        ["The road is open."], source="en", target="ar", decoding=Decoding(beam=1)
    )
    assert later != sooner
    assert engine.submit([], **order)() == []  # type: ignore[attr-defined]


def test_long_empty_and_odd_texts_are_never_cut_in_silence(engine: engines.Engine) -> None:
    long = " ".join(f"The bridge number {number} over the river is closed." for number in range(60))
    texts = [
        long,
        "",
        "🙂🙂🙂",
        "x" * 3_000,
        "1 2 3",
        "a\u0301" * 200,
        "\u202etxt\u202c",
        "The road is open.",
    ]
    found = engines.translate(engine, texts, source="en", target="ar", decoding=Decoding(beam=1))
    assert found[0][0].stop in ("split", "length")
    assert found[0][0].source_tokens > engine.count(long, "en")
    assert (found[1][0].target, found[2][0].target, found[4][0].target) == ("", "🙂🙂🙂", "1 2 3")
    for own in found:
        assert own[0].stop != "length" or own[0].retries[-1] == "unmended"


def test_a_target_is_judged_and_gone_on_from(engine: engines.Engine) -> None:
    text, given = "The road is open.", {"source": "en", "target": "ar"}
    better, worse, punctuated = engine.go_on(  # type: ignore[attr-defined]
        [text] * 3,
        [("الطريق", " مفتوح."), ("قطة", " زرقاء في البحر"), ("الطريق مفتوح", ".")],
        decoding=Decoding(),
        **given,
    )()
    assert 0 > better.kept > worse.kept
    assert better.end.startswith("الطريق")
    assert punctuated.kept == pytest.approx(better.kept, abs=1e-3)


def test_what_a_target_is_worth_is_what_the_engine_gave_it_itself() -> None:
    model = models.embedded()
    engine = engines.load("ctranslate2", model.path, card=model.card, threads=1, compute_type="float32")
    texts, given = ["The road is open.", "Water came back to the town."], {"source": "en", "target": "ar"}
    for text in texts:
        ((said,),) = engine.translate([text], decoding=Decoding(beam=1), **given)
        head, gap, rest = said.target.partition(" ")
        (found,) = engine.go_on([text], [(head, gap + rest)], decoding=Decoding(beam=1), **given)()  # type: ignore[attr-defined]
        assert found.end == said.target
        assert found.ended == pytest.approx(
            said.score, abs=1e-3
        )  # without a shortlist, as in float32, to the digit


SIZES = [
    # threads given, bytes of weights, device, translations at a time and threads for each
    (1, 10, "cpu", (1, 1)),
    (2, 10, "cpu", (2, 1)),
    (16, 10, "cpu", (16, 1)),
    (16, 600 << 20, "cpu", (4, 4)),
    (2, 600 << 20, "cpu", (2, 1)),
    (8, 10, "cuda", (1, 8)),
]


@pytest.mark.parametrize(("threads", "size", "device", "wanted"), SIZES)
def test_threads_fit_machine_and_model(
    threads: int, size: int, device: str, wanted: tuple[int, int], tmp_path: Path
) -> None:
    with (tmp_path / "model.bin").open("wb") as weights:
        weights.truncate(size)
    assert ctranslate2._threads(threads, tmp_path, device) == wanted


def test_what_was_measured_goes_before_the_rule_on_the_machine_it_was_measured_on() -> None:
    cores = ctranslate2.cores_here()
    card = {"threads": {"cores": cores, "inter": 3, "intra": 2}}
    assert ctranslate2._measured(None, "cpu", card) == (3, 2)
    assert ctranslate2._measured(2, "cpu", card) is None
    assert ctranslate2._measured(None, "cuda", card) is None
    assert ctranslate2._measured(None, "cpu", {"threads": {**card["threads"], "cores": cores + 1}}) is None
    assert ctranslate2._measured(None, "cpu", {}) is None


def test_what_is_no_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="needs a model"):
        engines.load("ctranslate2", None)
    with pytest.raises(InputError, match="no compute type 'int3'"):
        engines.load("ctranslate2", EMBEDDED, compute_type="int3")
    with pytest.raises(ModelNotFound, match=r"model.bin, source.spm, target.spm missing"):
        engines.load("ctranslate2", tmp_path)
    for name in ("model.bin", "source.spm", "target.spm"):
        (tmp_path / name).write_bytes(b"rubbish")
    with pytest.raises(ModelError, match="the model cannot be loaded"):
        engines.load("ctranslate2", tmp_path)


def test_the_device_is_the_processor_where_there_is_no_card() -> None:
    assert ctranslate2._device("cpu") == "cpu"
    assert ctranslate2._device("auto") in ("cpu", "cuda")
