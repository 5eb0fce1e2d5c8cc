"""A recipe goes in; a checkpoint that can be resumed, and in the end a model, come out."""

from __future__ import annotations

import copy
import json
import math
import shutil
import signal
import sys
import threading
import time
from dataclasses import asdict, dataclass, replace
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any

from translate.errors import MissingExtra, TrainingError
from translate.languages import language
from translate.training import (
    batches,
    card,
    corpus,
    embeddings,
    export,
    finetune,
    marian,
    together,
    vocabulary,
)
from translate.training.annotate import terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from translate.training.batches import Example
    from translate.training.recipe import Recipe, Schedule


@dataclass(slots=True)
class Progress:
    """Where a run stands; `seconds` counts training only, over all sessions, `position` the batches done in `epoch`.

    `half` is whether bfloat16 was faster where the run began (None before that is known), `processes` how many learn together;
    a run goes on as it began.
    """

    step: int = 0
    epoch: int = 0
    position: int = 0
    tokens: int = 0
    seconds: float = 0.0
    cooled: bool = False
    half: bool | None = None
    processes: int = 1


def rate(schedule: Schedule, step: int, done: float) -> float:
    """The learning rate after `step` steps with `done` (0–1) of the budget used: warm-up, plateau, fall to zero."""
    warm = min(1.0, (step + 1) / max(1, schedule.warmup))
    left = (1.0 - done) / schedule.cooldown if schedule.cooldown else 1.0
    return schedule.rate * warm * max(0.0, min(1.0, left))


class Run:
    """A training run in a folder, held open: network, optimizers, progress; `step` learns from one batch."""

    def __init__(
        self,
        recipe: Recipe,
        folder: Path,
        *,
        home: Path,
        data: Path | None,
        say: Callable[[str], None],
        device: str = "cpu",
        start: Path | None = None,
    ) -> None:
        try:
            import torch
            import transformers
        except ImportError as error:
            raise MissingExtra("train", library=error.name) from error
        transformers.logging.set_verbosity_error()
        transformers.utils.logging.disable_progress_bar()
        self.recipe, self.folder, self.say, self.device = recipe, folder, say, device
        self.pairs = corpus.read(recipe, home=home, data=data)
        own = [pair for pair in self.pairs if pair.own]
        say(f"{len(self.pairs)} pairs, {len(own)} of them our own")
        folder.mkdir(parents=True, exist_ok=True)
        vocabulary_folder = folder / "vocabulary"
        if start and not (vocabulary_folder / "vocab.json").exists():
            finetune.copy_vocabulary(start, vocabulary_folder)
        elif not (vocabulary_folder / "vocab.json").exists():
            texts = [
                text
                for pair in self.pairs
                for text in (pair.english, pair.arabic)
                for _ in range(1 if pair.own or pair.weight >= 1 else 0)
            ]
            vocabulary.train(
                texts or [text for pair in self.pairs for text in (pair.english, pair.arabic)],
                vocabulary_folder,
                size=recipe.shape.vocabulary,
            )
        self.pieces = vocabulary.Pieces(vocabulary_folder)
        if self.pieces.pad + 1 != recipe.shape.vocabulary:
            raise TrainingError(
                f"{vocabulary_folder} holds {self.pieces.pad + 1} pieces, the recipe wants {recipe.shape.vocabulary}; start in a new folder"
            )
        names = [
            (row[0], row[1])
            for path in sorted(home.glob("names.tsv"))
            for row in corpus.rows(path)
            if len(row) > 1 and row[0].strip() and row[1].strip()
        ]
        found, links = terms_of(own, names) if own else ([], [])
        rest: list[Any] = [[] for _ in self.pairs[len(own) :]]
        self.terms, self.links = found + rest, links + rest
        say(f"{sum(map(bool, self.terms))} pairs have terms that can be announced")
        torch.manual_seed(recipe.schedule.seed)
        self.network = marian.network_of(recipe, self.pieces).to(device)
        self.optimizers = marian.optimizers(self.network, recipe.schedule)
        self.progress = Progress()
        self.half: Any = None
        self.group: together.Alone | together.Group = together.Alone()
        self._batches: list[list[Example]] = []
        self._batches_of = -1
        checkpoint, old = folder / "checkpoint", folder / "checkpoint.old"
        if not checkpoint.exists() and old.exists():  # killed between the two renames of save()
            old.rename(checkpoint)
        if (checkpoint / "progress.json").exists():
            self._resume(checkpoint)
            say(f"resumed at step {self.progress.step}, {self.progress.tokens / 1e6:.1f} M tokens")
        elif start:
            self._begin_from(start)
            say(f"goes on from the weights of {start}")
        elif (vectors := embeddings.likeness(self.pairs, self.pieces, recipe.shape.width)) is not None:
            with torch.no_grad():
                self.network.model.shared.weight.copy_(vectors)
            marian.zero_padding(self.network)
            say("pieces that stand in the same pairs start alike")

    # --- learning

    def next_batch(self) -> list[Example]:
        """The batch at the run's position; goes on to the next epoch at the end of one."""
        if (
            self._batches
            and self._batches_of == self.progress.epoch
            and self.progress.position >= len(self._batches)
        ):
            self.progress.epoch, self.progress.position = self.progress.epoch + 1, 0
        if self._batches_of != self.progress.epoch:
            schedule = self.recipe.schedule
            self._batches = batches.epoch(
                self.pairs,
                self.terms,
                self.links,
                self.pieces,
                self.recipe.augmentation,
                number=self.progress.epoch,
                seed=schedule.seed,
                batch=schedule.batch // self.progress.processes,
                max_pieces=schedule.max_pieces,
            )
            self._batches_of = self.progress.epoch
            if not self._batches[0]:
                raise TrainingError("no line fits into max_pieces; raise it in [schedule]")
            return self.next_batch() if self.progress.position >= len(self._batches) else self._take()
        return self._take()

    def _take(self) -> list[Example]:
        batch = self._batches[self.progress.position]
        self.progress.position += 1
        return batch

    def step(self, done: float) -> tuple[float, int]:
        """Learn from one batch a process at the rate for `done` (0–1) of the budget: mean loss a target token (nats), target tokens."""
        import torch

        taken = [self.next_batch() for _ in range(self.progress.processes)]
        if self.group.size > 1:  # each its own chance, and the same again after a kill
            torch.manual_seed(
                (self.recipe.schedule.seed << 40) + self.progress.step * self.group.size + self.group.rank
            )
        self.network.train()
        loss, count = self._backward(marian.tensors(taken[self.group.rank], self.pieces.pad, self.device))
        done = self.group.share(self.network.parameters(), done)
        value = rate(self.recipe.schedule, self.progress.step, done)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = value
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.recipe.schedule.clip)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        marian.zero_padding(self.network)
        mean = loss / count
        if not math.isfinite(mean):
            raise TrainingError(
                f"the loss is not finite at step {self.progress.step}; lower the rate, then resume from the last checkpoint"
            )
        self.progress.step += 1
        self.progress.tokens += sum(
            len(example.source) + len(example.target) for batch in taken for example in batch
        )
        return mean, count

    def _backward(self, batch: dict[str, Any]) -> tuple[float, int]:
        """Gradients of the mean loss into the float32 network, through its bfloat16 copy where that is faster."""
        import torch

        smoothing, guide = self.recipe.schedule.label_smoothing, self.recipe.schedule.guide
        if self.half is None:
            loss, learned, count = marian.loss_of(self.network, batch, smoothing=smoothing, guide=guide)
            learned.backward()
            return float(loss.detach()), count
        masters, halves = list(self.network.parameters()), list(self.half.parameters())
        with torch.no_grad():
            torch._foreach_copy_(halves, masters)
        loss, learned, count = marian.loss_of(self.half.train(), batch, smoothing=smoothing, guide=guide)
        learned.backward()
        for master, half in zip(masters, halves, strict=True):
            if half.grad is not None:
                master.grad, half.grad = half.grad.float(), None
        return float(loss.detach()), count

    def measure_half(self, seconds: float = 10.0) -> bool:
        """Use bfloat16 where it is faster on this machine: forward and backward over one batch, half of `seconds` each way.

        Without bfloat16 instructions it can be slower than float32; weights and optimizers stay float32 in either case.
        """
        import torch

        progress = replace(self.progress)
        batch = marian.tensors(self.next_batch(), self.pieces.pad, self.device)
        for field, value in asdict(progress).items():
            setattr(self.progress, field, value)
        generator = torch.get_rng_state()
        speeds = []
        half = copy.deepcopy(self.network).bfloat16()
        for candidate in (None, half):
            self.half = candidate
            self._backward(batch)
            began, rounds = time.monotonic(), 0
            while rounds < 1 or time.monotonic() - began < seconds / 2:
                self._backward(batch)
                rounds += 1
            speeds.append(rounds / (time.monotonic() - began))
            self.network.zero_grad(set_to_none=True)
        torch.set_rng_state(generator)
        if speeds[1] <= speeds[0]:
            self.half = None
        self.progress.half = self.half is not None
        self.say(
            f"{'bfloat16' if self.half else 'float32'}: {speeds[1]:.2f} batches a second in bfloat16, {speeds[0]:.2f} in float32"
        )
        return self.half is not None

    # --- keeping

    def save(self, name: str = "checkpoint") -> None:
        """Write a checkpoint beside the old one, then swap: a kill in the middle leaves one of the two whole."""
        import torch
        from safetensors.torch import save_file

        new = self.folder / f"{name}.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        save_file(
            {
                key: value.contiguous()
                for key, value in self.network.state_dict().items()
                if key.startswith("model.") and "embed_tokens" not in key
            },
            new / "weights.safetensors",
        )
        state = {
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "random": torch.get_rng_state(),
        }
        torch.save(state, new / "state.pt")
        (new / "progress.json").write_text(json.dumps(asdict(self.progress)), "utf-8")
        old, final = self.folder / f"{name}.old", self.folder / name
        shutil.rmtree(old, ignore_errors=True)
        if final.exists():
            final.rename(old)
        new.rename(final)
        shutil.rmtree(old, ignore_errors=True)

    def _resume(self, folder: Path) -> None:
        import torch

        self.load_weights(folder / "weights.safetensors")
        try:
            state = torch.load(folder / "state.pt", weights_only=True)
            for optimizer, values in zip(self.optimizers, state["optimizers"], strict=True):
                optimizer.load_state_dict(values)
            torch.set_rng_state(state["random"])
            self.progress = Progress(**json.loads((folder / "progress.json").read_text("utf-8")))
        except (OSError, EOFError, RuntimeError, ValueError, TypeError, KeyError, UnpicklingError) as error:
            raise TrainingError(
                f"{folder}: the checkpoint does not fit the recipe, or is broken; start in a new folder"
            ) from error

    def _begin_from(self, model: Path) -> None:
        import torch

        weights = {name: torch.from_numpy(array.copy()) for name, array in finetune.weights_of(model).items()}
        pieces = weights["model.shared.weight"]
        weights["model.shared.weight"] = torch.cat([pieces, torch.zeros_like(pieces[:1])])
        self._take_weights(
            weights, f"{model}: the model has another shape than the recipe; give [shape] that of its card"
        )

    def load_weights(self, path: Path) -> None:
        """Take the weights of a checkpoint of the same shape; raises TrainingError when they do not fit."""
        self._take_weights(
            _kept(path), f"{path}: the checkpoint has another shape than the recipe; start in a new folder"
        )

    def _take_weights(self, weights: dict[str, Any], advice: str) -> None:
        try:
            missing, unexpected = self.network.load_state_dict(weights, strict=False)
        except RuntimeError as error:
            raise TrainingError(advice) from error
        made = ("embed_tokens.weight", "embed_positions.weight", "lm_head.weight", "final_logits_bias")
        if unexpected or any(not key.endswith(made) for key in missing):
            raise TrainingError(advice)
        self.network.tie_weights()

    def export(self, name: str, *, quantization: str = "float32") -> Path:
        """Write the present weights to NAME/transformers and NAME/ctranslate2 in the run's folder; returns the latter."""
        folder = self.folder / name
        self.network.eval()
        export.to_transformers(self.network, self.folder / "vocabulary", folder / "transformers")
        export.to_ctranslate2(folder / "transformers", folder / "ctranslate2", quantization=quantization)
        return folder / "ctranslate2"

    def average(self, count: int) -> int:
        """Take the mean of the last `count` kept weights (runs/NAME/kept/*.safetensors); returns how many there were."""
        from safetensors.torch import save_file

        paths = sorted((self.folder / "kept").glob("*.safetensors"))[-count:]
        if not paths:
            return 0
        total = _kept(paths[0])
        for path in paths[1:]:
            for key, value in _kept(path).items():
                total[key] += value
        mean = {key: value / len(paths) for key, value in total.items()}
        save_file(mean, self.folder / "average.safetensors")
        self.load_weights(self.folder / "average.safetensors")
        marian.zero_padding(self.network)
        return len(paths)


def _kept(path: Path) -> dict[str, Any]:
    """The tensors of a file of weights; raises TrainingError when it is not one."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        tensors: dict[str, Any] = load_file(path)
    except (OSError, SafetensorError) as error:
        raise TrainingError(
            f"{path}: cannot be read ({error}); remove it, or start in a new folder"
        ) from error
    return tensors


def validate(run: Run, pairs: Sequence[corpus.Pair]) -> dict[str, float]:
    """chrF++ (0–100) of greedy output for both directions on the given pairs, decoded by CTranslate2."""
    import ctranslate2
    import torch
    from sacrebleu.metrics import CHRF

    threads = torch.get_num_threads()
    folder, positions = run.export("validation"), run.recipe.shape.positions
    engine = ctranslate2.Translator(str(folder), device="cpu", inter_threads=1, intra_threads=threads)
    scores = {}
    for target, texts, references in (
        ("ar", [pair.english for pair in pairs], [pair.arabic for pair in pairs]),
        ("en", [pair.arabic for pair in pairs], [pair.english for pair in pairs]),
    ):
        tag = language(target).tag
        tokens = [[tag, *run.pieces.processor.encode(text, out_type=str), "</s>"] for text in texts]
        results = engine.translate_batch(
            tokens,
            beam_size=1,
            max_decoding_length=min(200, positions),
            max_input_length=positions,
            max_batch_size=1500,
            batch_type="tokens",
        )
        outputs = [run.pieces.processor.decode(result.hypotheses[0]) for result in results]
        scores[target] = CHRF(word_order=2).corpus_score(outputs, [references]).score
    torch.set_num_threads(threads)  # CTranslate2 sets its own, for the same OpenMP
    return scores


def train(
    recipe: Recipe,
    folder: Path,
    *,
    home: Path,
    data: Path | None = None,
    hours: float | None = None,
    steps: int | None = None,
    say: Callable[[str], None] | None = None,
    device: str = "cpu",
    processes: int = 1,
    start: Path | None = None,
) -> Path:
    """Train until `hours` (of training time, all sessions together) or `steps` are over; resumes what is in `folder`.

    `processes` share the batches of a new run, a thread each or what they have together (see `together`), and
    go on from the weights and the vocabulary of the CTranslate2 model in `start`. Returns the folder of the averaged int8 CTranslate2 model. Raises TrainingError, InputError, MissingExtra.
    """
    say = say or _say
    if (hours is None) == (steps is None):
        raise TrainingError("give either --hours or --steps")
    import torch

    cores = torch.get_num_threads()
    torch.set_num_threads(max(1, cores // processes))  # before any work: threads once started go on turning
    run = Run(recipe, folder, home=home, data=data, say=say, device=device, start=start)
    schedule, progress = recipe.schedule, run.progress
    own = any(source.own for source in recipe.sources)
    held_out = (
        corpus.read(recipe, home=home, data=None, split="dev")[: schedule.validate_pairs] if own else []
    )
    if progress.half is None:
        progress.processes = processes
        run.measure_half(10.0 if hours else 0.2)
        run.save()
    elif progress.half:
        run.half = copy.deepcopy(run.network).bfloat16()
    threads = max(1, cores // progress.processes)
    torch.set_num_threads(threads)
    with _Stop() as stop:  # from here on, for the others need some seconds to come
        run.group = together.start(
            progress.processes, folder / "meeting", _follow, recipe, folder, home, data, threads
        )
        try:
            run.group.same(run.network.parameters())
            _lead(run, held_out, stop, hours=hours, steps=steps)
        finally:
            run.group.close()
    return _finish(run, held_out)


def _follow(
    rank: int,
    size: int,
    meeting: Path,
    recipe: Recipe,
    folder: Path,
    home: Path,
    data: Path | None,
    threads: int,
) -> None:
    """One of the processes that learn together: it starts from the leader's checkpoint and steps with it until it is ended."""
    import torch

    torch.set_num_threads(threads)
    run = Run(recipe, folder, home=home, data=data, say=lambda line: None)
    if run.progress.half:
        run.half = copy.deepcopy(run.network).bfloat16()
    run.group = together.Group(rank, size, meeting)
    run.group.same(run.network.parameters())
    while True:
        run.step(0.0)


def _lead(
    run: Run, held_out: Sequence[corpus.Pair], stop: _Stop, *, hours: float | None, steps: int | None
) -> None:
    """Steps until the budget is spent, with checkpoints and validation. Raises TrainingError when asked to stop."""
    folder, say = run.folder, run.say
    schedule, progress = run.recipe.schedule, run.progress
    (folder / "kept").mkdir(exist_ok=True)
    began, before = time.monotonic(), progress.seconds
    kept = validated = reported = began
    losses, targets, tokens = 0.0, 0, progress.tokens
    while (done := progress.seconds / 3600 / hours if hours else progress.step / (steps or 1)) < 1:
        if not progress.cooled and done >= 1 - schedule.cooldown:
            progress.cooled = True
            run.save("before-cooldown")
        mean, count = run.step(done)
        progress = run.progress
        now = time.monotonic()
        progress.seconds = before + now - began
        losses, targets = losses + mean * count, targets + count
        if now - reported >= 60:
            speed = (progress.tokens - tokens) / (now - reported)
            left = (
                f"{hours * 60 - progress.seconds / 60:.0f} min left"
                if hours
                else f"{(steps or 0) - progress.step} steps left"
            )
            say(
                f"step {progress.step}  {progress.tokens / 1e6:.1f} M tokens  {speed:.0f} tok/s  loss {losses / targets:.3f}  rate {rate(schedule, progress.step, done):.1e}  epoch {progress.epoch}  {left}"
            )
            losses, targets, tokens, reported = 0.0, 0, progress.tokens, now
        if stop.asked:
            run.save()
            raise TrainingError(f"stopped at step {progress.step}; give the same command again to go on")
        if now - kept >= schedule.checkpoint_minutes * 60:
            keep(run)
            kept = time.monotonic()
        if held_out and now - validated >= schedule.validate_minutes * 60:
            scores = validate(run, held_out)
            line = f"step {progress.step}  {progress.tokens / 1e6:.1f} M tokens  {progress.seconds / 60:.0f} min  chrF++ en→ar {scores['ar']:.1f}  ar→en {scores['en']:.1f}"
            say(line)
            with (folder / "validation.log").open("a", encoding="utf-8") as log:
                log.write(line + "\n")
            validated = time.monotonic()
    keep(run)


def _finish(run: Run, held_out: Sequence[corpus.Pair]) -> Path:
    """The last checkpoint or the average of the last ones, whichever is better, as a model with its card."""
    recipe, say = run.recipe, run.say
    before = sum(validate(run, held_out).values()) if held_out else 0.0
    say(f"averaged {run.average(recipe.schedule.average)} checkpoints")
    if held_out and sum(validate(run, held_out).values()) < before:
        run.load_weights(run.folder / "checkpoint" / "weights.safetensors")
        say("the last checkpoint is better than the average, and is taken")
    model = run.export("model", quantization="int8")
    card.write(
        model,
        recipe,
        parameters=sum(parameter.numel() for parameter in run.network.parameters()),
        trained=asdict(run.progress),
        pairs=len(run.pairs),
        own_pairs=sum(pair.own for pair in run.pairs),
    )
    return model


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


class _Stop:
    """Whether somebody asked the run to stop (Ctrl-C, or a signal to end): it stops after the step, with a checkpoint."""

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> _Stop:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: object) -> None:
        self.asked = True
        signal.signal(number, signal.SIG_DFL)  # a second signal ends it at once


def keep(run: Run) -> None:
    """A checkpoint to resume from, and a copy of its weights for the average at the end (the last `average` ones)."""
    run.save()
    folder = run.folder / "kept"
    new = folder / "new"
    shutil.copyfile(run.folder / "checkpoint" / "weights.safetensors", new)
    new.replace(folder / f"{run.progress.step:08d}.safetensors")  # whole, or not at all
    for old in sorted(folder.glob("*.safetensors"))[: -run.recipe.schedule.average]:
        old.unlink()
