"""`translate models`: lists, tells, pulls, converts, checks and removes, for people and for programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from translate import models
from translate.errors import ModelError
from translate.models import catalogue, install, shortlist
from translate.workflow import acquire

if TYPE_CHECKING:
    from tests.conftest import Cli

EMBEDDED = models.BUILTIN / models.DEFAULT


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRANSLATE_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def put(shelf: Path, name: str, **card: Any) -> Path:
    """An installed model with the weights of the embedded one."""
    folder = shelf / name
    folder.mkdir(parents=True)
    for path in EMBEDDED.iterdir():
        if path.name != models.CARD:
            shutil.copyfile(path, folder / path.name)
    install.write_card(folder, {"name": name, "licence": "CC0", "languages": ["en-ar", "ar-en"], **card})
    return folder


def test_what_is_here_and_what_can_be_had_is_listed(cli: Cli, shelf: Path) -> None:
    put(shelf, "ours")
    (shelf / "broken").mkdir()
    (shelf / "broken" / "card.json").write_text("{", "utf-8")
    done = cli("models", "list")
    assert done.code == 0
    assert "newsdesk " in done.out
    assert "taken for en-ar, ar-en" in next(line for line in done.out.splitlines() if "newsdesk" in line)
    assert "the model card cannot be read" in done.out
    assert "NOT FOR COMMERCIAL USE" in next(
        line for line in done.out.splitlines() if "nllb-200-distilled-600M" in line
    )
    told = json.loads(cli("models", "list", "--format", "json").out)
    here = {row["name"] for row in told["models"] if row["installed"]}
    assert here == {"newsdesk", "ours"}
    assert {row["name"] for row in told["models"]} == {*catalogue.KNOWN, "ours"}
    assert len(told["broken"]) == 1
    assert told["default"]["en-ar"]["model"] == "newsdesk"


def test_a_model_that_is_here_is_told_in_full(cli: Cli, shelf: Path) -> None:
    folder = put(shelf, "ours", limits=["small"])
    for name in ("ours", str(folder)):
        row = json.loads(cli("models", "info", name, "--format", "json").out)
        assert row["path"] == str(folder)
        assert (row["engine"], row["languages"], row["licence"]) == ("ctranslate2", ["en-ar", "ar-en"], "CC0")
        assert row["checksum"] == models.checksum(folder / "model.bin")
        assert row["size"] > 1_000_000
    text = cli("models", "info", "newsdesk")
    assert text.code == 0
    assert "licence" in text.out
    assert str(EMBEDDED) in text.out


def test_a_model_that_can_be_had_is_told(cli: Cli, shelf: Path) -> None:
    row = json.loads(cli("models", "info", "facebook/nllb-200-distilled-600M", "--format", "json").out)
    assert (row["path"], row["checksum"], row["installed"], row["commercial"]) == (None, None, False, False)
    assert row["source"]["revision"]
    assert row["flores"]["en-ar"]["chrF++"] == 49.8
    pair = json.loads(cli("models", "info", "opus-mt-tc-big", "--format", "json").out)
    assert [one["name"] for one in pair["models"]] == ["opus-mt-tc-big-en-ar", "opus-mt-tc-big-ar-en"]
    done = cli("models", "info", "nothing")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("translate: no model 'nothing'; installed: newsdesk")


def test_a_known_model_that_is_not_here_is_told_with_the_way_to_it(cli: Cli, shelf: Path) -> None:
    done = cli("draft", "--lines", "--to", "ar", "--model", "firefox", "/dev/null")
    assert done.code in (0, 2)
    with pytest.raises(
        ModelError, match="firefox is not installed; bring it with: translate models pull firefox"
    ):
        models.find("firefox")


def test_an_order_reaches_the_pull(cli: Cli, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    orders: list[tuple[str, acquire.Order]] = []

    def pull(name: str, order: acquire.Order) -> Sequence[models.Model]:
        orders.append((name, order))
        order.say("licence CC0")
        if order.show:
            order.show(1, 2)
        return [models.find()]

    monkeypatch.setattr(acquire, "pull", pull)
    done = cli(
        "models", "pull", "desk/tiny", "--revision", "v1", "--quantization", "bfloat16", "--name", "ours",
        "--languages", "en-ar,ar-en", "--force", "--accept",
    )  # fmt: skip
    assert done.code == 0
    assert "translate: licence CC0" in done.err
    assert done.out == f"newsdesk: {EMBEDDED}\n"
    ((name, order),) = orders
    assert (name, order.revision, order.quantization, order.name) == ("desk/tiny", "v1", "bfloat16", "ours")
    assert (order.languages, order.replaces, order.accepts) == (("en-ar", "ar-en"), True, True)
    done = cli("models", "pull", "desk/tiny", "--mirror", "http://x")
    assert done.code == 2
    assert "set HF_ENDPOINT" in done.err


def test_a_directory_is_installed_checked_and_removed(cli: Cli, shelf: Path, tmp_path: Path) -> None:
    done = cli("models", "convert", EMBEDDED, "--name", "ours")
    assert done.code == 0, done.err
    assert done.out == f"ours: {shelf / 'ours'}\n"
    assert cli("models", "check", "ours").out.count("ok  ours") == 2
    done = cli("models", "convert", EMBEDDED, "-o", tmp_path / "out")
    assert done.out == f"out: {tmp_path / 'out'}\n"
    (shelf / "ours" / "target.spm").write_bytes(b"x")
    done = cli("models", "check")
    assert done.code == 1
    assert "target.spm is not the one of the card" in done.out
    assert "ok  newsdesk en-ar" in done.out
    assert cli("models", "remove", "ours").out == f"removed {shelf / 'ours'}\n"
    done = cli("models", "remove", "ours")
    assert (done.code, done.err) == (2, "translate: no installed model 'ours'; installed: none\n")
    assert cli("models", "remove", "newsdesk").code == 2


def test_a_model_that_fails_is_told(cli: Cli, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acquire, "check", lambda _: {"en-ar": ["the text is cut off (6 of 6)"]})
    done = cli("models", "check", "newsdesk")
    assert (done.code, done.out) == (1, "--  newsdesk en-ar: the text is cut off (6 of 6)\n")


def test_a_shortlist_is_built_into_a_model(cli: Cli, shelf: Path, tmp_path: Path) -> None:
    folder = put(shelf, "ours")
    pairs = tmp_path / "pairs.tsv"
    rows = [("The road is open.", "الطريق مفتوح."), ("Water is cold.", "الماء بارد.")] * 3
    pairs.write_text("\n".join("\t".join(row) for row in rows) + "\n\nbroken\n", "utf-8")
    done = cli("models", "shortlist", "ours", "--pairs", pairs)
    assert done.code == 0, done.err
    models.verify(models.find("ours"))
    lines = dict(line.split("\t") for line in (folder / shortlist.FILE).read_text("utf-8").splitlines())
    assert len(lines["▁road"].split()) > 1
    assert not set(lines["▁road"].split()) & set(lines["▁Water"].split()) - {"▁is", "."}
    assert "▁road" in lines["▁road"].split()
    assert "<x1>" in lines["<x1>"].split()
    from translate import engines

    engine = engines.load("ctranslate2", folder, card=models.find("ours").card)
    assert engine.signature.endswith("|shortlist:words")
    ((one,),) = engine.translate(["The road is open."], source="en", target="ar", decoding=engines.Decoding())
    assert one.target
    (found,) = engine.go_on(  # type: ignore[attr-defined]
        ["The road is open."], [("قطة", "")], source="en", target="ar", decoding=engines.Decoding()
    )()
    assert found.end.startswith("قطة")  # a beginning that the shortlist does not have


def test_a_shortlist_wants_pairs(cli: Cli, shelf: Path, tmp_path: Path) -> None:
    put(shelf, "ours")
    (tmp_path / "empty.tsv").write_text("", "utf-8")
    for file, message in (("empty.tsv", "no pairs"), ("none.tsv", "cannot be read")):
        done = cli("models", "shortlist", "ours", "--pairs", tmp_path / file)
        assert done.code == 2
        assert message in done.err
    assert not (shelf / "ours" / shortlist.FILE).exists()
