"""The engine firefox over a fake of its library: no model of Firefox can be had here; the library's own parts are used where they work without one."""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest

from translate import engines, models
from translate.engines import Decoding
from translate.errors import InputError, MissingExtra, ModelError, ModelNotFound
from translate.models import firefox
from translate.workflow import acquire
from translate.workflow.acquire import Order

KINDS = ("model", "vocab", "lex")


class Translator:
    """Says what it was given, in capitals or in Arabic letters; cuts at 30 words, as the library cuts at its context."""

    opened: ClassVar[list[tuple[bytes, bytes, bytes, bytes | None]]] = []

    def __init__(
        self, model: bytes, src_vocab: bytes, trg_vocab: bytes, shortlist: bytes | None = None
    ) -> None:
        if not model.startswith(b"model"):
            raise ValueError("malformed model")
        self.is_arabic = b"en-ar" in model
        self.opened.append((model, src_vocab, trg_vocab, shortlist))

    def translate(self, text: str) -> str:
        if "fail" in text:
            raise ValueError("bad input")
        words = text.split()[:30]
        return (
            " ".join("كلمة" + str(len(word)) if self.is_arabic else f"w{len(word)}" for word in words) + "."
        )


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A stand-in for the library; what reads lists and checks files is the library's own where it is installed."""
    made = ModuleType("fxtranslate")
    try:
        import fxtranslate

        discovery = fxtranslate.discovery
    except ImportError:
        pytest.skip("fxtranslate is not installed (extra firefox)")
    Translator.opened = []
    made.Translator = Translator  # type: ignore[attr-defined]
    made.discovery = discovery  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "fxtranslate", made)
    return made


def model(folder: Path, *directions: str) -> Path:
    for direction in directions:
        (folder / direction).mkdir(parents=True)
        for kind in KINDS:
            (folder / direction / f"{kind}.bin").write_bytes(f"{kind} {direction}".encode())
    return folder


def mirror(folder: Path, *, architecture: str = "base", wrong: str = "") -> Path:
    """A folder as Mozilla publishes its models: records, and compressed files at their place."""
    import zstandard

    folder.mkdir()
    rows = []
    for direction in ("en-ar", "ar-en"):
        source, _, target = direction.partition("-")
        for version, suffix in (("1.0", ""), ("2.0", " new"), ("3.0a1", " alpha")):
            for kind in KINDS:
                data = f"{kind} {direction}{suffix}".encode()
                location = f"main-workspace/{kind}-{direction}-{version}.zst"
                (folder / "main-workspace").mkdir(exist_ok=True)
                packed = zstandard.compress(b"other" if kind == wrong else data)
                (folder / location).write_bytes(packed)
                rows.append({
                    "name": f"{kind}.{direction}.bin", "fileType": kind, "sourceLanguage": source, "targetLanguage": target,
                    "version": version, "architecture": architecture, "decompressedHash": hashlib.sha256(data).hexdigest(),
                    "attachment": {"location": location, "hash": hashlib.sha256(packed).hexdigest(), "size": len(packed),
                                   "filename": location.rpartition("/")[2], "mimetype": "application/zstd"},
                    "id": f"{kind}-{direction}-{version}", "last_modified": 1, "schema": 1, "filter_expression": "",
                })  # fmt: skip
    (folder / "records.json").write_text(json.dumps({"data": rows}), "utf-8")
    return folder


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRANSLATE_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def test_sentences_are_split_before_the_library_cuts_them(library: ModuleType, tmp_path: Path) -> None:
    engine = engines.load("firefox", model(tmp_path / "fx", "en-ar", "ar-en"), threads=2)
    text = " ".join(f"The road number {number} to the town is open again." for number in range(12))
    ((hypothesis,),) = engines.translate(engine, [text], source="en", target="ar")
    assert hypothesis.target.count("كلمة") == len(text.split())
    back = engines.translate(engine, ["فتح الطريق.", "فتح الطريق من جديد."], source="ar", target="en")
    assert [own[0].target for own in back] == ["w3 w7.", "w3 w6 w2 w5."]


def test_a_model_is_opened_once_for_each_thread(library: ModuleType, tmp_path: Path) -> None:
    engine = engines.load("firefox", model(tmp_path / "fx", "en-ar"), threads=1)
    before = threading.active_count()  # of everything that ran before in this process
    for _ in range(3):
        engine.translate(["The road is open."] * 5, source="en", target="ar", decoding=Decoding())
    assert Translator.opened == [(b"model en-ar", b"vocab en-ar", b"vocab en-ar", b"lex en-ar")]
    assert threading.active_count() <= before + 1


def test_two_vocabularies_are_told_apart(library: ModuleType, tmp_path: Path) -> None:
    folder = model(tmp_path / "fx", "en-ar")
    (folder / "en-ar" / "vocab.bin").unlink()
    for name in ("srcvocab", "trgvocab"):
        (folder / "en-ar" / f"{name}.bin").write_bytes(name.encode())
    engine = engines.load("firefox", folder, threads=1)
    engine.translate(["The road."], source="en", target="ar", decoding=Decoding())
    assert Translator.opened[0][1:3] == (b"srcvocab", b"trgvocab")
    (folder / "en-ar" / "srcvocab.bin").unlink()
    with pytest.raises(ModelNotFound, match="no vocabulary"):
        engines.load("firefox", folder, threads=1).translate(
            ["a"], source="en", target="ar", decoding=Decoding()
        )


def test_what_is_wrong_is_told(library: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="needs a model"):
        engines.load("firefox", None)
    with pytest.raises(InputError, match="no compute type 'float32'"):
        engines.load("firefox", tmp_path, compute_type="float32")
    with pytest.raises(ModelNotFound, match="no Firefox model"):
        engines.load("firefox", tmp_path)
    folder = model(tmp_path / "fx", "en-ar")
    engine = engines.load("firefox", folder, threads=1)
    with pytest.raises(InputError, match="has no model for ar-en; it has en-ar"):
        engine.translate(["a"], source="ar", target="en", decoding=Decoding())
    with pytest.raises(ModelError, match="the model cannot translate: bad input"):
        engine.translate(["fail"], source="en", target="ar", decoding=Decoding())
    (folder / "en-ar" / "model.bin").write_bytes(b"rubbish")
    with pytest.raises(ModelError, match="the model cannot be loaded: malformed model"):
        engines.load("firefox", folder, threads=1).translate(
            ["a"], source="en", target="ar", decoding=Decoding()
        )
    monkeypatch.setitem(sys.modules, "fxtranslate", None)
    with pytest.raises(MissingExtra, match=r"dragoman\[firefox\]"):
        engines.load("firefox", folder)


def test_the_newest_release_is_pulled_from_a_mirror_checked_and_used(
    library: ModuleType, tmp_path: Path, shelf: Path
) -> None:
    (made,) = acquire.pull("firefox", Order(mirror=str(mirror(tmp_path / "mirror")), accepts=True))
    assert (made.name, made.engine, made.languages) == ("firefox", "firefox", ("en-ar", "ar-en"))
    assert (shelf / "firefox" / "en-ar" / "model.bin").read_bytes() == b"model en-ar new"
    assert made.card["source"]["versions"] == {"en-ar": "2.0", "ar-en": "2.0"}
    models.verify(made)
    copy = acquire.pull("firefox-base", Order(name="copy", mirror=str(shelf / "firefox"), accepts=True))[0]
    assert (shelf / "copy" / "ar-en" / "lex.bin").read_bytes() == b"lex ar-en new"
    assert copy.card["source"]["versions"] == made.card["source"]["versions"]
    (shelf / "firefox" / "en-ar" / "lex.bin").write_bytes(b"changed")
    with pytest.raises(ModelError, match=r"en-ar/lex.bin is not the one of the card"):
        models.verify(made)
    with pytest.raises(ModelError, match="is not the file of the card"):
        acquire.pull("firefox", Order(name="third", mirror=str(shelf / "firefox"), accepts=True))
    assert not (shelf / "third").exists()


def test_a_mirror_can_be_a_web_server(library: ModuleType, tmp_path: Path, shelf: Path) -> None:
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    folder = mirror(tmp_path / "mirror")
    web = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    shown: list[tuple[int, int]] = []
    try:
        url = f"http://127.0.0.1:{web.server_address[1]}"
        acquire.pull("firefox", Order(mirror=url, accepts=True, show=lambda *at: shown.append(at)))
        (folder / "main-workspace" / "lex-en-ar-2.0.zst").unlink()
        with pytest.raises(ModelError, match="answered 404"):
            acquire.pull("firefox", Order(mirror=url, accepts=True, replaces=True))
    finally:
        web.shutdown()
        web.server_close()
        thread.join()
    assert shown
    assert (shelf / "firefox" / "en-ar" / "lex.bin").read_bytes() == b"lex en-ar new"


def test_a_file_that_is_not_the_announced_one_is_thrown_away(
    library: ModuleType, tmp_path: Path, shelf: Path
) -> None:
    with pytest.raises(ModelError, match="not the file that was announced"):
        acquire.pull("firefox", Order(mirror=str(mirror(tmp_path / "mirror", wrong="vocab"))))
    assert [path.name for path in shelf.iterdir()] == [".partial"]


def test_mirrors_that_are_none(library: ModuleType, tmp_path: Path, shelf: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    other = mirror(tmp_path / "other", architecture="tiny")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "records.json").write_text("[", "utf-8")
    evil = tmp_path / "evil"
    evil.mkdir()
    (evil / "card.json").write_text(
        json.dumps({"engine": "firefox", "files": {"en-ar/../../x": "0" * 64}}), "utf-8"
    )
    for place, message in (
        (str(tmp_path / "nothing"), "no folder and no URL"),
        ("ftp://example.org/", "no folder and no URL"),
        (str(empty), r"no records.json and no card.json"),
        (str(other), "has no base model for en-ar"),
        (str(broken), "the list of models cannot be read"),
        (str(evil), "has no model for en-ar"),
        ("http://127.0.0.1:9/", "cannot be fetched"),
    ):
        with pytest.raises((InputError, ModelError), match=message):
            acquire.pull("firefox", Order(mirror=place))
        assert not (shelf / "firefox").exists()


def test_without_a_network_its_own_discovery_is_told(
    library: ModuleType, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", "http://127.0.0.1:9/records")
    with pytest.raises(ModelError, match="Firefox's list of models cannot be fetched"):
        acquire.pull("firefox", Order())


def test_a_place_name_from_outside_stays_inside(tmp_path: Path) -> None:
    place = firefox._Place(str(tmp_path), tmp_path / "kept", None)
    for name in ("../x", "a/../x", "/etc/passwd", "a\\b", ".hidden", ""):
        with pytest.raises(ModelError, match=r"is no name of a file|has no"):
            place.fetch(name)


def test_the_best_model_is_firefox_where_it_can_run(
    library: ModuleType, tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquire.pull("firefox", Order(mirror=str(mirror(tmp_path / "mirror")), accepts=True))
    card: dict[str, Any] = json.loads((shelf / "firefox" / "card.json").read_text("utf-8"))
    (shelf / "firefox" / "card.json").write_text(json.dumps({**card, "smoke": {"passed": True}}), "utf-8")
    monkeypatch.setattr(models, "_is_here", lambda name: name == "fxtranslate")
    model, why = models.best("en", "ar")
    assert (model.name, why) == ("firefox", "chrF++ 57.4 on FLORES-200 (en-ar)")
    monkeypatch.setattr(models, "_is_here", lambda name: False)
    assert models.best("en", "ar")[0].is_builtin
