"""Our pipeline beside every other way to run the same model: bare CTranslate2, transformers, and as Argos Translate drives it.

    python benchmarks/engines.py [--model NAME|DIR] [--transformers DIR] [--segments 200] [--rounds 3] [--beam 4] [--from en]

All are given the same segments of our own corpus (from the part that no model of ours is trained on), and run in turns; medians are
compared as ratios, by the clock and by the processor's time, which a busy machine disturbs less. DIR holds the same weights as
transformers reads them. Start-up (a new process, to the first translated sentence) and peak memory are measured in processes of
their own. What cannot be measured here is said.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import throughput  # noqa: E402  (a script beside this one)

Translate = Callable[[Sequence[str]], list[str]]
SENTENCE = {"en": "The road to the town is open again.", "ar": "فُتح الطريق إلى البلدة من جديد."}


def marian(folder: Path) -> tuple[Any, Any]:
    import sentencepiece

    return tuple(
        sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{side}.spm"))
        for side in ("source", "target")
    )  # type: ignore[return-value]


def bare(folder: Path, target: str, *, beam: int, inter: int, intra: int, batch: int) -> Translate:
    """CTranslate2 as its manual advises for throughput: all texts at once, sorted by itself, batches by tokens."""
    import ctranslate2

    source_pieces, target_pieces = marian(folder)
    translator = ctranslate2.Translator(
        str(folder), inter_threads=inter, intra_threads=intra, max_queued_batches=-1
    )

    def translate(texts: Sequence[str]) -> list[str]:
        tokens = [
            [throughput.TAGS[target], *source_pieces.encode(text, out_type=str), "</s>"] for text in texts
        ]
        found = translator.translate_batch(
            tokens, beam_size=beam, max_batch_size=batch, batch_type="tokens", max_input_length=0
        )
        return [target_pieces.decode(result.hypotheses[0]) for result in found]

    return translate


def best_bare(folder: Path, target: str, texts: Sequence[str], *, beam: int) -> tuple[Translate, str]:
    """Bare CTranslate2 with the threads and the batch that are fastest on this machine: each is tried on a part of the texts."""
    cores = len(os.sched_getaffinity(0))
    layouts = {(cores, 1), (1, cores)}
    times: dict[tuple[int, int, int], float] = {}
    part = list(texts[: max(40, len(texts) // 4)])
    for (inter, intra), batch in product(sorted(layouts), (512, 1024, 2048)):
        run = bare(folder, target, beam=beam, inter=inter, intra=intra, batch=batch)
        run(part[:8])
        began = time.perf_counter()
        run(part)
        times[inter, intra, batch] = time.perf_counter() - began
    inter, intra, batch = min(times, key=lambda setting: times[setting])
    run = bare(folder, target, beam=beam, inter=inter, intra=intra, batch=batch)
    return run, f"{inter} × {intra} threads, batches of {batch} tokens"


def as_argos(folder: Path, target: str, *, beam: int) -> Translate:
    """As Argos Translate (and LibreTranslate over it) drives CTranslate2: a paragraph's sentences at a time, batches of 32.

    After argostranslate 1.9, translate.py: Translator(model, device) with the library's own threads, translate_batch(...,
    replace_unknowns=True, max_batch_size=32, beam_size=4, length_penalty=0.2, return_scores=True), a call a text.
    """
    import ctranslate2

    source_pieces, target_pieces = marian(folder)
    translator = ctranslate2.Translator(str(folder), device="cpu")

    def translate(texts: Sequence[str]) -> list[str]:
        targets = []
        for text in texts:
            tokens = [[throughput.TAGS[target], *source_pieces.encode(text, out_type=str), "</s>"]]
            (found,) = translator.translate_batch(
                tokens,
                replace_unknowns=True,
                max_batch_size=32,
                beam_size=beam,
                length_penalty=0.2,
                return_scores=True,
            )
            targets.append(target_pieces.decode(found.hypotheses[0]))
        return targets

    return translate


def ours(folder: Path, source: str, target: str, *, beam: int) -> tuple[Translate, Translate]:
    """Our engine, and the whole of drafting: terms, engine, repair, checks."""
    from translate import engines
    from translate.model import Segment
    from translate.workflow.draft import draft_segments, open_drafter

    drafter = open_drafter(model=folder, beam=beam)

    def engine(texts: Sequence[str]) -> list[str]:
        found = engines.translate(
            drafter.engine, texts, source=source, target=target, decoding=drafter.decoding
        )
        return [own[0].target for own in found]

    def pipeline(texts: Sequence[str]) -> list[str]:
        segments = [Segment(f"b{number}.1", f"b{number}", text, 0) for number, text in enumerate(texts)]
        units, _ = draft_segments(segments, drafter, source=source, target=target)
        return [unit.target for unit in units]

    return engine, pipeline


def with_transformers(folder: Path, target: str, way: str, *, beam: int) -> Translate:
    """transformers in float32: `naive` one text a call, `batched` by 16 longest first, `pipeline` its own pipeline by 16.

    transformers 5 has no pipeline for translation any more; then `pipeline` is what that of 4 did: batches of 16 in the order given.
    """
    if way == "batched":
        return throughput.torch_and_transformers(folder, target, beam=beam)
    import torch
    import transformers

    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    tokenizer: Any = transformers.AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    network: Any = transformers.AutoModelForSeq2SeqLM.from_pretrained(
        str(folder), local_files_only=True, dtype=torch.float32
    ).eval()

    def naive(texts: Sequence[str]) -> list[str]:
        targets = []
        for text in texts:
            ids = tokenizer([f"{throughput.TAGS[target]} {text}"], return_tensors="pt")
            room = 3 * ids["input_ids"].shape[1] + 20
            with torch.inference_mode():
                out = network.generate(
                    **ids, num_beams=beam, do_sample=False, max_new_tokens=room, max_length=None
                )
            targets += tokenizer.batch_decode(out, skip_special_tokens=True)
        return targets

    def in_order(texts: Sequence[str]) -> list[str]:
        targets = []
        for begin in range(0, len(texts), 16):
            told = [f"{throughput.TAGS[target]} {text}" for text in texts[begin : begin + 16]]
            ids = tokenizer(told, return_tensors="pt", padding=True)
            with torch.inference_mode():
                out = network.generate(**ids, num_beams=beam, max_new_tokens=300, max_length=None)
            targets += tokenizer.batch_decode(out, skip_special_tokens=True)
        return targets

    if way == "naive":
        return naive
    try:
        made: Any = transformers.pipeline("translation", model=network, tokenizer=tokenizer)
    except (KeyError, ValueError):
        return in_order

    def pipeline(texts: Sequence[str]) -> list[str]:
        told = [f"{throughput.TAGS[target]} {text}" for text in texts]
        return [
            row["translation_text"] for row in made(told, batch_size=16, num_beams=beam, max_new_tokens=300)
        ]

    return pipeline


def measured(runs: dict[str, Callable[[], object]], *, rounds: int) -> dict[str, tuple[float, float]]:
    """Median seconds by the clock, and of the processor, of each; they run in turns, after one round that does not count."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            began = time.perf_counter(), time.process_time()
            run()
            if number:
                times[name].append((time.perf_counter() - began[0], time.process_time() - began[1]))
    return {
        name: (statistics.median(one[0] for one in own), statistics.median(one[1] for one in own))
        for name, own in times.items()
    }


def alone(name: str, options: argparse.Namespace, folder: Path) -> dict[str, float]:
    """Seconds to the first sentence, and peak memory (MB) after 100 segments, in a process of its own."""
    order = [sys.executable, __file__, "--model", str(folder), "--alone", name, "--from", options.source, "--beam", str(options.beam)]  # fmt: skip
    if options.transformers:
        order += ["--transformers", str(options.transformers)]
    began = time.perf_counter()
    done = subprocess.run(order, capture_output=True, text=True, check=False)
    if done.returncode:
        return {}
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**told, "whole": time.perf_counter() - began}


def in_this_process(options: argparse.Namespace, folder: Path, target: str) -> None:
    """What alone() measures."""
    began = time.perf_counter()
    run = contender(options.alone, options, folder, target)
    run([SENTENCE[options.source]])
    first = time.perf_counter() - began
    texts = [line for text in throughput.articles(options.source, 100) for line in text.split("\n\n")][:100]
    run(texts)
    peak = high_water()
    print(json.dumps({"first": first, "peak": peak}))


def high_water() -> float:
    """Peak memory of this process in MB; what Linux counts afresh for each program, where there is Linux."""
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text("utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def contender(name: str, options: argparse.Namespace, folder: Path, target: str) -> Translate:
    """A way to translate, by its name in the table."""
    cores = len(os.sched_getaffinity(0))
    if name.startswith("our "):
        return ours(folder, options.source, target, beam=options.beam)[name == "our pipeline"]
    if name.startswith("CTranslate2"):
        return bare(folder, target, beam=options.beam, inter=cores, intra=1, batch=1024)
    if name.startswith("as Argos"):
        return as_argos(folder, target, beam=options.beam)
    return with_transformers(options.transformers, target, name.rpartition(" ")[2], beam=options.beam)


def differing(run: Translate, texts: Sequence[str]) -> float:
    """The share of texts whose target depends on the company that it has in its batch: all together against one by one."""
    together = run(texts)
    return sum(one != run([text])[0] for one, text in zip(together, texts, strict=True)) / max(1, len(texts))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", help="a converted Marian model; the embedded one unless given")
    parser.add_argument("--transformers", type=Path, metavar="DIR", help="the same model for transformers")
    parser.add_argument("--segments", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--from", dest="source", choices=["en", "ar"], default="en")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    options = parser.parse_args()

    from translate import models
    from translate.readers import read_text
    from translate.segmentation import segment

    folder = models.find(options.model or models.DEFAULT).path
    target = "ar" if options.source == "en" else "en"
    if options.alone:
        in_this_process(options, folder, target)
        return
    texts = [
        piece.text
        for text in throughput.articles(options.source, options.segments)
        for piece in segment(read_text(text, format="txt", language=options.source))
    ][: options.segments]
    source_pieces, _ = marian(folder)
    tokens = sum(len(source_pieces.encode(text)) for text in texts)
    plain, setting = best_bare(folder, target, texts, beam=options.beam)
    engine, pipeline = ours(folder, options.source, target, beam=options.beam)
    runs: dict[str, Translate] = {
        "CTranslate2, best setting": plain,
        "our engine": engine,
        "our pipeline": pipeline,
        "as Argos drives CTranslate2": as_argos(folder, target, beam=options.beam),
    }
    notes = [f"CTranslate2, best setting: {setting}"]
    if options.transformers and find_spec("transformers"):
        for way in ("naive", "batched", "pipeline"):
            runs[f"transformers {way}"] = with_transformers(
                options.transformers, target, way, beam=options.beam
            )
        if int(version("transformers").partition(".")[0]) > 4:
            notes.append(
                "transformers 5 has no pipeline for translation: batches of 16 in the order given, as that of 4 made them"
            )
    else:
        notes.append("transformers was not measured; give --transformers DIR")
    if not find_spec("argostranslate"):
        notes.append(
            "argostranslate is not installed: its way of calling the model was measured, not the package"
        )
    medians = measured({name: partial(run, texts) for name, run in runs.items()}, rounds=options.rounds)
    print(
        f"{len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}, {folder.name}, {options.source}→{target}, "
        f"{len(texts)} segments, {tokens} source pieces, beam {options.beam}, median of {options.rounds} rounds\n"
    )
    clock, processor = medians["our pipeline"]
    print(
        f"{'':<28}{'pieces/s':>10}{'pipeline is':>14}{'by CPU time':>13}{'first sentence':>16}{'peak memory':>13}"
    )
    for name, (seconds, work) in medians.items():
        told = alone(name, options, folder)
        first = f"{told['first']:>13.1f} s {told['peak']:>9.0f} MB" if told else f"{'-':>15}{'-':>13}"
        print(
            f"{name:<28}{tokens / seconds:>10.0f}{seconds / clock:>12.2f} ×{work / processor:>11.2f} ×{first}"
        )
    rate = differing(engine, texts[:60])
    notes.append(f"batch company changed {rate:.1%} of {min(60, len(texts))} targets of our engine")
    print("\n" + "\n".join(notes))


if __name__ == "__main__":
    main()
