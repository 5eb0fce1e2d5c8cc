"""A run can be stopped, killed and resumed and ends where it would have ended; what it exports is sound."""

from __future__ import annotations

import copy
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests import tiny
from translate.errors import InputError, TrainingError

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")

from translate.training import fit, marian, recipe, together  # noqa: E402

STEPS = 6
ROOT = Path(__file__).parents[2]
CHILD = """
import sys
from pathlib import Path
import torch
from translate.training import fit, recipe
torch.set_num_threads(1)
home, folder = Path(sys.argv[1]), Path(sys.argv[2])
run = fit.Run(recipe.load(home), folder, home=home.parent, data=None, say=lambda line: None)
for step in range(3):
    run.step(step / 6)
run.save()
print("saved", flush=True)
while True:
    run.step(0.5)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.home(tmp_path_factory.mktemp("home") / "corpora")


def opened(home: Path, folder: Path) -> fit.Run:
    torch.set_num_threads(1)  # sums in another order differ in the last bit
    return fit.Run(recipe.load(home), folder, home=home.parent, data=None, say=lambda line: None)


def weights(run: fit.Run) -> dict[str, Any]:
    return {name: value.clone() for name, value in run.network.state_dict().items()}


def same(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return all(torch.equal(left[name], right[name]) for name in left)


@pytest.fixture(scope="module")
def uninterrupted(home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    run = opened(home, tmp_path_factory.mktemp("whole"))
    for step in range(STEPS):
        run.step(step / STEPS)
    return weights(run)


def test_a_run_that_was_stopped_ends_bit_for_bit_where_it_would_have(
    home: Path, tmp_path: Path, uninterrupted: dict[str, Any]
) -> None:
    first = opened(home, tmp_path)
    for step in range(3):
        first.step(step / STEPS)
    first.save()
    second = opened(home, tmp_path)
    assert second.progress.step == 3
    for step in range(3, STEPS):
        second.step(step / STEPS)
    assert same(weights(second), uninterrupted)


def test_a_run_that_was_killed_goes_on_from_its_checkpoint(
    home: Path, tmp_path: Path, uninterrupted: dict[str, Any]
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", CHILD, str(home), str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "saved"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    resumed = opened(home, tmp_path)
    assert resumed.progress.step == 3
    for step in range(3, STEPS):
        resumed.step(step / STEPS)
    assert same(weights(resumed), uninterrupted)


def test_training_to_the_end_gives_a_model_with_a_card_and_can_be_taken_further(
    home: Path, tmp_path: Path
) -> None:
    said: list[str] = []
    model = fit.train(recipe.load(home), tmp_path, home=home.parent, steps=4, say=said.append)
    card = json.loads((model / "card.json").read_text("utf-8"))
    assert (card["name"], card["training"]["steps"], card["terms"], card["limit"]) == (
        "tiny",
        4,
        ["<t>", "</t>"],
        100,
    )
    assert (tmp_path / "before-cooldown" / "weights.safetensors").is_file()
    assert any("averaged 1 checkpoints" in line for line in said)
    fit.train(recipe.load(home), tmp_path, home=home.parent, steps=6, say=said.append)
    assert any("resumed at step 4" in line for line in said)
    assert any("averaged 2 checkpoints" in line for line in said)


def test_a_signal_to_end_leaves_a_checkpoint(home: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "translate",
        "train",
        str(home),
        "-o",
        str(tmp_path),
        "--steps",
        "100000",
    ]
    child = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert child.stderr is not None
    for line in child.stderr:
        if "batches a second" in line:
            break
    time.sleep(1)
    child.send_signal(signal.SIGTERM)
    rest = child.stderr.read()
    child.stderr.close()
    assert child.wait() == 1
    assert "give the same command again to go on" in rest
    assert "Traceback" not in rest
    assert json.loads((tmp_path / "checkpoint" / "progress.json").read_text("utf-8"))["step"] > 0


def test_the_padding_row_is_zero_and_a_row_that_drifted_is_not_exported(home: Path, tmp_path: Path) -> None:
    run = opened(home, tmp_path)
    run.step(0)
    row = run.network.model.shared.weight[run.pieces.pad]
    assert not row.any()
    with torch.no_grad():
        row[0] = 0.1
    with pytest.raises(TrainingError, match="padding row"):
        run.export("model")


def test_a_checkpoint_of_another_shape_is_told(home: Path, tmp_path: Path) -> None:
    run = opened(home, tmp_path)
    run.save()
    text = home.read_text("utf-8").replace("width = 32", "width = 64")
    other = home.with_name("other.toml")
    other.write_text(text, "utf-8")
    with pytest.raises(TrainingError, match="another shape"):
        fit.Run(recipe.load(other), tmp_path, home=home.parent, data=None, say=lambda line: None)


RATES = [
    # step, share of the budget, rate of a schedule of rate 1, warm-up 10, cool-down 0.5
    (0, 0.0, 0.1),
    (9, 0.0, 1.0),
    (50, 0.4, 1.0),
    (50, 0.75, 0.5),
    (50, 1.0, 0.0),
]


@pytest.mark.parametrize(("step", "done", "wanted"), RATES)
def test_the_rate_warms_up_and_cools_down(step: int, done: float, wanted: float) -> None:
    schedule = recipe.Schedule(rate=1.0, warmup=10, cooldown=0.5)
    assert fit.rate(schedule, step, done) == pytest.approx(wanted)


def test_guided_heads_add_to_what_is_learnt_and_not_to_what_is_told(home: Path, tmp_path: Path) -> None:
    run = opened(home, tmp_path)
    batch = next(batch for batch in iter(run.next_batch, None) if any(example.links for example in batch))
    ready = marian.tensors(batch, run.pieces.pad, "cpu")
    run.network.eval()
    with torch.no_grad():
        plain, bare, count = marian.loss_of(run.network, ready, smoothing=0.1)
        told, guided, _ = marian.loss_of(run.network, ready, smoothing=0.1, guide=1.0)
    assert float(told) == pytest.approx(float(plain), rel=1e-5)
    assert float(guided) > float(bare) == pytest.approx(float(plain) / count)


def test_a_budget_is_either_time_or_steps(home: Path, tmp_path: Path) -> None:
    with pytest.raises((TrainingError, InputError)):
        fit.train(recipe.load(home), tmp_path, home=home.parent)


def test_a_run_that_was_killed_between_two_checkpoints_finds_the_older_one(
    home: Path, tmp_path: Path
) -> None:
    run = opened(home, tmp_path)
    run.step(0)
    run.save()
    (tmp_path / "checkpoint").rename(tmp_path / "checkpoint.old")
    (tmp_path / "checkpoint.new").mkdir()
    (tmp_path / "checkpoint.new" / "weights.safetensors").write_bytes(b"half of it")
    assert opened(home, tmp_path).progress.step == 1


@pytest.mark.parametrize("name", ["weights.safetensors", "state.pt", "progress.json"])
@pytest.mark.parametrize("data", [b"", b"{}", b"no checkpoint at all"])
def test_a_broken_checkpoint_is_told(name: str, data: bytes, home: Path, tmp_path: Path) -> None:
    run = opened(home, tmp_path)
    run.save()
    if (name, data) == ("progress.json", b"{}"):
        data = b'{"steps": 3}'
    (tmp_path / "checkpoint" / name).write_bytes(data)
    with pytest.raises(TrainingError, match="start in a new folder"):
        opened(home, tmp_path)


def test_another_optimizer_or_vocabulary_is_told(home: Path, tmp_path: Path) -> None:
    opened(home, tmp_path).save()
    for old, new, message in (
        ("rate = 1e-2", "rate = 1e-2\noptimizer = 'adamw'", "does not fit the recipe"),
        ("vocabulary = 600", "vocabulary = 650", "holds 600 pieces, the recipe wants 650"),
    ):
        other = home.with_name("other.toml")
        other.write_text(home.read_text("utf-8").replace(old, new), "utf-8")
        with pytest.raises(TrainingError, match=message):
            opened(other, tmp_path)


def test_adamw_learns_too_and_the_padding_row_stays_zero(home: Path, tmp_path: Path) -> None:
    other = home.with_name("adamw.toml")
    other.write_text(
        home.read_text("utf-8").replace("warmup = 5", "warmup = 5\noptimizer = 'adamw'"), "utf-8"
    )
    run = opened(other, tmp_path)
    losses = [run.step(0)[0] for _ in range(8)]
    assert losses[-1] < losses[0]
    assert not run.network.model.shared.weight[run.pieces.pad].any()


def test_a_run_goes_on_in_the_arithmetic_in_which_it_began(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[float] = []

    def measure(self: fit.Run, seconds: float = 10.0) -> bool:
        measured.append(seconds)
        self.half = copy.deepcopy(self.network).bfloat16()
        self.progress.half = True
        return True

    monkeypatch.setattr(fit.Run, "measure_half", measure)
    monkeypatch.setattr(fit, "validate", lambda run, pairs: {"ar": 1.0, "en": 1.0})
    for steps in (2, 4):
        fit.train(recipe.load(home), tmp_path, home=home.parent, steps=steps, say=lambda line: None)
    assert measured == [0.2]
    assert json.loads((tmp_path / "checkpoint" / "progress.json").read_text("utf-8"))["half"] is True


def test_measuring_leaves_the_run_as_it_was(
    home: Path, tmp_path: Path, uninterrupted: dict[str, Any]
) -> None:
    run = opened(home, tmp_path)
    half = run.measure_half(0.01)
    assert run.progress.half is half
    run.half = None
    for step in range(STEPS):
        run.step(step / STEPS)
    assert same(weights(run), uninterrupted)


def test_the_mean_of_the_last_weights_is_taken_and_only_so_many_are_kept(home: Path, tmp_path: Path) -> None:
    run = opened(home, tmp_path)
    (tmp_path / "kept").mkdir()
    assert run.average(2) == 0
    seen = []
    for _ in range(3):
        run.step(0)
        fit.keep(run)
        seen.append(weights(run))
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == [
        "00000002.safetensors",
        "00000003.safetensors",
    ]
    assert run.average(2) == 2
    name = "model.decoder.layers.0.fc1.weight"
    assert torch.allclose(run.network.state_dict()[name], (seen[1][name] + seen[2][name]) / 2)
    assert run.network.lm_head.weight is run.network.model.shared.weight
    assert not run.network.model.shared.weight[run.pieces.pad].any()
    (tmp_path / "kept" / "00000003.safetensors").write_bytes(b"half of it")
    with pytest.raises(TrainingError, match=r"00000003\.safetensors: cannot be read"):
        run.average(2)


def test_the_old_way_to_take_a_signal_comes_back(home: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with fit._Stop() as stop:
        assert signal.getsignal(signal.SIGTERM) != before
        assert not stop.asked
        signal.raise_signal(signal.SIGTERM)
        assert stop.asked
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL  # type: ignore[unreachable]
    assert signal.getsignal(signal.SIGTERM) == before


def test_minutes_that_have_gone_by_bring_reports_checkpoints_and_scores(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step takes twenty minutes by this clock."""

    class Clock:
        now = 0.0

        def monotonic(self) -> float:
            self.now += 400
            return self.now

    def measure(self: fit.Run, seconds: float = 10.0) -> bool:
        return False

    (home.parent / "news" / "dev.tsv").write_text("\n".join(tiny.news("dev", 3)) + "\n", "utf-8")
    monkeypatch.setattr(fit, "time", Clock())
    monkeypatch.setattr(fit.Run, "measure_half", measure)
    said: list[str] = []
    try:
        fit.train(recipe.load(home), tmp_path, home=home.parent, hours=1.0, say=said.append)
    finally:
        (home.parent / "news" / "dev.tsv").unlink()
    assert any("min left" in line and "tok/s" in line for line in said)
    scores = (tmp_path / "validation.log").read_text("utf-8").splitlines()
    assert scores
    assert all("chrF++ en→ar" in line for line in scores)
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_a_loss_that_is_not_finite_is_told(home: Path, tmp_path: Path) -> None:
    run = opened(home, tmp_path)
    with torch.no_grad():
        run.network.model.shared.weight[0, 0] = float("nan")
    with pytest.raises(TrainingError, match="the loss is not finite at step 0"):
        run.step(0)


def test_lines_that_are_all_too_long_are_told(home: Path, tmp_path: Path) -> None:
    other = home.with_name("short.toml")
    other.write_text(home.read_text("utf-8").replace("max_pieces = 100", "max_pieces = 1"), "utf-8")
    with pytest.raises(TrainingError, match="no line fits into max_pieces"):
        opened(other, tmp_path).step(0)


def test_the_next_epoch_follows_the_last_batch(home: Path, tmp_path: Path) -> None:
    run = opened(home, tmp_path)
    first = run.next_batch()
    run.progress.position = len(run._batches)
    second = run.next_batch()
    assert (run.progress.epoch, run.progress.position) == (1, 1)
    assert second != first
    run.progress.position = len(run._batches)
    fresh = opened(home, tmp_path)
    fresh.progress.epoch, fresh.progress.position = 1, len(run._batches)
    assert fresh.next_batch() == run.next_batch()


def test_processes_that_learn_together_share_each_step_and_can_be_resumed(home: Path, tmp_path: Path) -> None:
    said: list[str] = []
    torch.set_num_threads(2)
    try:
        fit.train(recipe.load(home), tmp_path, home=home.parent, steps=3, say=said.append, processes=2)
        state = json.loads((tmp_path / "checkpoint" / "progress.json").read_text("utf-8"))
        assert (state["processes"], state["step"]) == (2, 3)
        assert (state["epoch"], state["position"]) == (0, 6), "each step takes a batch for each process"
        fit.train(recipe.load(home), tmp_path, home=home.parent, steps=4, say=said.append)
        state = json.loads((tmp_path / "checkpoint" / "progress.json").read_text("utf-8"))
        assert (state["processes"], state["position"]) == (2, 8)
    finally:
        torch.set_num_threads(1)
    assert not [child for child in multiprocessing.active_children() if child.is_alive()]


def test_the_mean_of_the_gradients_is_what_everybody_learns_from(tmp_path: Path) -> None:
    given = torch.nn.Parameter(torch.zeros(2, 2))
    given.grad = torch.ones(2, 2)
    group = together.start(2, tmp_path / "meeting", follower)
    try:
        assert group.share([given], 0.25) == 0.25
        assert torch.equal(given.grad, torch.full((2, 2), 2.0))
    finally:
        group.close()


def follower(rank: int, size: int, meeting: Path) -> None:
    given = torch.nn.Parameter(torch.zeros(2, 2))
    given.grad = torch.full((2, 2), 3.0)
    group = together.Group(rank, size, meeting)
    group.share([given], 0.9)
    group.share([given], 0.9)  # never answered: the leader ends it


def test_a_process_that_is_gone_ends_the_run_with_a_word(tmp_path: Path) -> None:
    given = torch.nn.Parameter(torch.zeros(2))
    given.grad = torch.ones(2)
    group = together.start(2, tmp_path / "meeting", leaver)
    try:
        with pytest.raises(TrainingError, match="one of the training processes ended"):
            share_until_it_fails(group, given)
    finally:
        group.close()


def leaver(rank: int, size: int, meeting: Path) -> None:
    together.Group(rank, size, meeting)


def share_until_it_fails(group: together.Alone | together.Group, given: Any) -> None:
    for _ in range(3):
        group.share([given], 0.0)
