"""Models from a hub on this machine: pulled, interrupted, resumed, verified, converted, used; and what goes wrong leaves nothing."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hub import COMMIT, Hub, hub, sha256
from translate import engines, models
from translate.errors import InputError, ModelError
from translate.models import catalogue, convert, install
from translate.models import hub as hubs
from translate.workflow import acquire
from translate.workflow.acquire import Order

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of our own training code, one step long: what it says does not matter here."""
    for library in ("torch", "transformers", "safetensors", "numpy", "huggingface_hub"):
        pytest.importorskip(library, reason=f"{library} is not installed (extras train, hub)")
    from tests.tiny import train

    return train(tmp_path_factory.mktemp("tiny"), steps=1)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of installed models."""
    monkeypatch.setenv("TRANSLATE_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


@pytest.fixture
def place(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub with desk/tiny, a model of our own training code, and desk/empty."""
    with hub(desk__tiny=tiny / "transformers", desk__empty=tiny / "home") as state:
        monkeypatch.setenv("HF_ENDPOINT", state.url)
        yield state


@pytest.fixture
def quick(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Conversion by copying what was converted before, which takes no torch."""

    def copied(source: Path, folder: Path, *, quantization: str, name: str = "") -> convert.Described:
        assert (source / "model.safetensors").is_file()
        shutil.copytree(tiny / "ctranslate2", folder)
        return convert.describe(source, name=name)

    monkeypatch.setattr(convert, "convert", copied)
    monkeypatch.setattr(acquire, "_layout", lambda _: {})


def left(shelf: Path) -> list[str]:
    """What lies in the folder of models and is not hidden."""
    return (
        sorted(path.name for path in shelf.iterdir() if not path.name.startswith("."))
        if shelf.is_dir()
        else []
    )


def test_a_model_is_pulled_converted_tried_and_used(place: Hub, shelf: Path) -> None:
    said: list[str] = []
    (model,) = acquire.pull("desk/tiny", Order(quantization="float32", accepts=True, say=said.append))
    assert (model.name, model.path, model.engine) == ("tiny", shelf / "tiny", "ctranslate2")
    assert model.languages == ("en-ar", "ar-en")
    assert model.card["terms"] == ["<t>", "</t>"]
    assert model.card["limit"] == 60
    assert model.card["source"]["revision"] == COMMIT
    assert model.card["sha256"] == sha256(shelf / "tiny" / "model.bin")
    assert said[0].startswith("desk/tiny: licence cc-by-4.0, ")
    assert not (shelf / install.PARTIAL).exists()
    models.verify(model)
    engine = engines.load(model.engine, model.path, card=model.card)
    ((hypothesis, *_),) = engines.translate(engine, ["The road is open."], source="en", target="ar")
    assert hypothesis.target
    assert set(acquire.check(model)) == {"en-ar", "ar-en"}


def test_what_is_installed_is_left_as_it_is_unless_it_is_to_be_replaced(
    place: Hub, shelf: Path, quick: None
) -> None:
    acquire.pull("desk/tiny", Order(accepts=True))
    asked = len(place.asked)
    said: list[str] = []
    acquire.pull("desk/tiny", Order(say=said.append))
    assert len(place.asked) == asked
    assert "is installed already" in said[0]
    before = (shelf / "tiny" / "model.bin").stat().st_ino
    acquire.pull("desk/tiny", Order(accepts=True, replaces=True))
    assert (shelf / "tiny" / "model.bin").stat().st_ino != before
    assert left(shelf) == ["tiny"]


def test_a_broken_connection_is_gone_on_with(place: Hub, shelf: Path, quick: None) -> None:
    place.cut["model.safetensors"] = 70_000  # each time; what came before is kept
    acquire.pull("desk/tiny", Order(accepts=True))
    spans = place.ranges("model.safetensors")
    assert spans[0] == ""
    assert 0 < int(spans[1].removeprefix("bytes=").removesuffix("-")) <= 70_000
    assert left(shelf) == ["tiny"]


def test_what_was_fetched_before_is_not_fetched_again(
    place: Hub, shelf: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "convert", _interrupted)
    with pytest.raises(KeyboardInterrupt):
        acquire.pull("desk/tiny", Order())
    assert left(shelf) == []
    assert [model.name for model in models.installed() if not model.is_builtin] == []
    part = next((shelf / install.PARTIAL / "tiny").glob("download-*")) / "model.safetensors"
    data = part.read_bytes()
    part.with_name("model.safetensors.part").write_bytes(data[:1000])
    part.unlink()
    place.asked.clear()
    with pytest.raises(KeyboardInterrupt):
        acquire.pull("desk/tiny", Order())
    assert place.ranges("model.safetensors") == ["bytes=1000-"]
    assert place.ranges("source.spm") == []
    assert part.read_bytes() == data


def _interrupted(*args: Any, **others: Any) -> None:
    raise KeyboardInterrupt


def test_a_killed_pull_leaves_no_model_and_the_next_goes_on(place: Hub, shelf: Path, quick: None) -> None:
    place.cut["model.safetensors"] = 20_000
    place.cut["source.spm"] = 0  # nothing comes: the pull waits and tries again
    environment = {**os.environ, "HF_ENDPOINT": place.url}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "translate_cli.py"), "models", "pull", "desk/tiny"],
        env={**environment, "TRANSLATE_NO_BOOTSTRAP": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not place.ranges("source.spm") and time.monotonic() < until and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert place.ranges("source.spm")
    assert left(shelf) == []
    place.cut.clear()
    place.asked.clear()
    acquire.pull("desk/tiny", Order(accepts=True))
    assert left(shelf) == ["tiny"]
    assert place.ranges("model.safetensors") == []


def test_a_corrupted_file_is_told_and_thrown_away(place: Hub, shelf: Path, quick: None) -> None:
    for file in ("model.safetensors", "source.spm"):
        place.broken = {file}
        with pytest.raises(ModelError, match=f"{file} of desk/tiny is not the file that the hub tells of"):
            acquire.pull("desk/tiny", Order())
        assert left(shelf) == []
        assert not list((shelf / install.PARTIAL).rglob(f"{file}*"))
    place.broken = set()
    assert acquire.pull("desk/tiny", Order(accepts=True))


def test_a_hub_that_lists_no_checksums_is_asked_for_each_file(place: Hub, shelf: Path, quick: None) -> None:
    place.is_bare = True
    place.broken = {"model.safetensors"}
    with pytest.raises(ModelError, match="checksum or length"):
        acquire.pull("desk/tiny", Order())
    place.broken = set()
    (model,) = acquire.pull("desk/tiny", Order(accepts=True))
    assert model.card["source"]["files"]["vocab.json"]


REFUSED = [
    ("desk/tiny", Order(revision="nowhere"), "has no revision 'nowhere'; give a commit"),
    ("desk/none", Order(), "no model 'desk/none' on http://127.0.0.1"),
    ("desk/empty", Order(), "holds no model that can be used"),
    ("nothing", Order(), "no model 'nothing'; known: firefox, "),
    ("../x/y", Order(), "no model '../x/y'"),
    ("newsdesk", Order(), "is part of the package"),
    ("desk/tiny", Order(name="../x"), "cannot be the name of a model"),
    ("desk/tiny", Order(quantization="int4"), "no quantization 'int4'; use one of int8"),
    ("desk/tiny", Order(languages=("en-fr",)), "no direction 'en-fr'"),
    ("opus-mt", Order(name="mine"), "leave --name out"),
]


@pytest.mark.parametrize(("wanted", "order", "message"), REFUSED)
def test_what_cannot_be_had_is_a_line_and_leaves_nothing(
    wanted: str, order: Order, message: str, place: Hub, shelf: Path
) -> None:
    with pytest.raises(InputError, match=message.replace("/", ".")):
        acquire.pull(wanted, order)
    assert not shelf.exists() or list(shelf.iterdir()) == []


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (500, "answered 500"),
        (503, "answered 503"),
        (429, "asks for patience"),
        (403, "does not give it to everybody"),
    ],
)
def test_a_hub_that_is_ill_is_told(status: int, message: str, place: Hub, shelf: Path) -> None:
    place.status = status
    with pytest.raises((ModelError, InputError), match=message):
        acquire.pull("desk/tiny", Order())
    assert not shelf.exists() or list(shelf.iterdir()) == []


def test_without_a_network_nothing_is_left(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("huggingface_hub")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelError, match="cannot be reached"):
        acquire.pull("desk/tiny", Order())
    assert not shelf.exists() or list(shelf.iterdir()) == []


def test_a_full_disk_is_told_before_and_while_it_fills(
    place: Hub, shelf: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(hubs.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1))  # type: ignore[attr-defined]
        with pytest.raises(ModelError, match=r"no room on the disk: .* are needed and 0 kB are free"):
            acquire.pull("desk/tiny", Order())
    assert not place.ranges("model.safetensors")
    with monkeypatch.context() as patch:

        def full(*_: Any, **__: Any) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        patch.setattr(hubs, "_stream", full)
        with pytest.raises(ModelError, match="no room on the disk"):
            acquire.pull("desk/tiny", Order())
    with monkeypatch.context() as patch:
        patch.setattr(convert, "convert", full)
        with pytest.raises(
            ModelError, match=r"cannot be written .No space left on device.; nothing was installed"
        ):
            acquire.pull("desk/tiny", Order())
        assert list(shelf.iterdir()) == []
    assert acquire.pull("desk/tiny", Order(accepts=True))


def test_a_model_that_fails_its_smoke_test_is_not_installed(
    place: Hub, shelf: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        acquire, "try_out", lambda _: {"en-ar": ["the source is copied (6 of 6)"], "ar-en": []}
    )
    with pytest.raises(
        ModelError, match=r"failed its smoke test and was not installed \(en-ar: the source is copied"
    ):
        acquire.pull("desk/tiny", Order())
    assert left(shelf) == []
    said: list[str] = []
    (model,) = acquire.pull("desk/tiny", Order(accepts=True, say=said.append))
    assert not model.is_proven
    assert any("failed its smoke test" in line for line in said)
    assert models.best("en", "ar")[0].is_builtin


def test_a_licence_that_bars_a_newsroom_is_said_before_the_download(
    place: Hub, shelf: Path, quick: None
) -> None:
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        assert not place.ranges("model.safetensors") or len(said) > 2

    place.card = {"license": "cc-by-nc-4.0"}
    acquire.pull("desk/tiny", Order(accepts=True, say=say))
    assert said[1].startswith("NOT FOR COMMERCIAL USE: cc-by-nc-4.0")


def test_two_pulls_of_one_model_do_not_meet(place: Hub, shelf: Path) -> None:
    with install.staging("tiny"), pytest.raises(ModelError, match="is being installed by another process"):
        acquire.pull("desk/tiny", Order())
    assert not (shelf / install.PARTIAL).exists()


def test_a_directory_is_converted_and_installed_or_written(tiny: Path, shelf: Path, tmp_path: Path) -> None:
    model = acquire.install_directory(tiny / "ctranslate2", Order(name="ours", accepts=True))
    assert (model.name, model.path, model.card["limit"]) == ("ours", shelf / "ours", 60)
    assert model.card["quantization"] == "as it was"
    made = acquire.convert_to(tiny / "ctranslate2", tmp_path / "out", Order(accepts=True))
    assert made.path == tmp_path / "out"
    models.verify(made)
    with pytest.raises(InputError, match="is there already"):
        acquire.convert_to(tiny / "ctranslate2", tmp_path / "out", Order(accepts=True))
    acquire.convert_to(tiny / "ctranslate2", tmp_path / "out", Order(accepts=True, replaces=True))
    with pytest.raises(InputError, match="is no directory"):
        acquire.install_directory(tmp_path / "nothing")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["models", "out"]


def test_an_installed_model_is_removed_and_the_embedded_one_stays(tiny: Path, shelf: Path) -> None:
    acquire.install_directory(tiny / "ctranslate2", Order(name="ours", accepts=True))
    assert install.remove("ours") == shelf / "ours"
    assert list(shelf.iterdir()) == []
    with pytest.raises(InputError, match="is part of the package and stays"):
        install.remove("newsdesk")
    for name in ("ours", "../models", ".", "", "a/b"):
        with pytest.raises(InputError, match="no installed model"):
            install.remove(name)


def test_a_changed_file_is_noticed(tiny: Path, shelf: Path) -> None:
    model = acquire.install_directory(tiny / "ctranslate2", Order(name="ours", accepts=True))
    (shelf / "ours" / "source.spm").write_bytes(b"x")
    with pytest.raises(
        ModelError, match=r"source.spm is not the one of the card; translate models pull ours --force"
    ):
        models.verify(model)


def test_a_card_from_a_hub_does_not_say_how_good_it_is_or_who_it_is(
    place: Hub, shelf: Path, quick: None, tiny: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(tiny / "transformers", tmp_path / "liar")
    lies = {"known": "opus-mt-tc-big-en-ar", "scores": [{"testset": "news-test", "direction": "en-ar", "chrF++": 99}],
            "smoke": {"passed": True}, "licence": "CC0"}  # fmt: skip
    (folder / "card.json").write_text(json.dumps(lies), "utf-8")
    place.repositories["desk/liar"] = folder
    (model,) = acquire.pull("desk/liar", Order(accepts=True))
    assert "known" not in model.card
    assert model.card["licence"] == "cc-by-4.0"
    assert models.best("en", "ar")[0].name == models.DEFAULT


def test_every_known_model_has_what_people_ask_for() -> None:
    for name, entry in catalogue.KNOWN.items():
        assert entry.licence
        assert entry.limits
        assert set(entry.languages) <= set(catalogue.BOTH)
        assert not entry.revision or len(entry.revision) == 40
        if name != "newsdesk":
            assert set(entry.flores) == set(entry.languages)
            assert entry.download
        assert entry.is_commercial is ("NC" not in entry.licence)
    assert all(name in catalogue.KNOWN for pair in catalogue.PAIRS.values() for name in pair)
    assert all(name in catalogue.KNOWN for name in catalogue.ALIASES.values())
