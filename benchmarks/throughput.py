"""How fast the whole pipeline drafts, beside bare CTranslate2 on the same segments and model, and beside transformers.

    python benchmarks/throughput.py [--model NAME|DIR] [--transformers DIR] [--segments 300] [--rounds 3] [--beam 4]

The articles are of our own corpus, from the part that no model of ours is trained on. The pipeline reads the articles, cuts them, finds their
terms, decodes, repairs names and checks, as `translate draft` does. Bare CTranslate2 is given the segments that the pipeline cut, with
the same threads, beam and batches: once article by article, once all at a time, which is the most that it can do. transformers is
given the same segments, longest first, in batches of 16; DIR holds the same weights as transformers reads them.
All run in turns; the medians are compared.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]
TAGS = {"ar": ">>ara<<", "en": ">>eng<<"}
Batches = list[list[str]]


def articles(source: str, wanted: int) -> list[str]:
    """Articles of the test part of our corpus as plain text, with about so many blocks in all."""
    from translate.training.corpus import split_of

    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "corpora" / "news").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            row = line.split("\t")
            if len(row) == 5 and split_of(row[0]) == "test":
                found.setdefault(row[0], []).append(row[3 if source == "en" else 4])
    chosen, blocks = [], 0
    for texts in found.values():
        if blocks >= wanted:
            break
        chosen.append("\n\n".join(texts))
        blocks += len(texts)
    return chosen


def bare(folder: Path, target: str, *, beam: int) -> Callable[[Sequence[str]], list[str]]:
    """Nothing but CTranslate2 and sentencepiece, as their manuals show it, with the threads and batches of our engine."""
    import ctranslate2
    import sentencepiece

    cores = len(os.sched_getaffinity(0))
    translator = ctranslate2.Translator(
        str(folder), inter_threads=cores, intra_threads=1, max_queued_batches=-1
    )
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    back = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))

    def translate(texts: Sequence[str]) -> list[str]:
        tokens = [[TAGS[target], *pieces.encode(text, out_type=str), "</s>"] for text in texts]
        found = translator.translate_batch(tokens, beam_size=beam, max_batch_size=1024, batch_type="tokens")
        return [back.decode(result.hypotheses[0]) for result in found]

    return translate


def torch_and_transformers(folder: Path, target: str, *, beam: int) -> Callable[[Sequence[str]], list[str]]:
    """The same weights in transformers, float32."""
    import torch
    import transformers

    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    tokenizer: Any = transformers.AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    network: Any = transformers.AutoModelForSeq2SeqLM.from_pretrained(
        str(folder), local_files_only=True, dtype=torch.float32
    )
    network.eval()

    def translate(texts: Sequence[str]) -> list[str]:
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        targets = [""] * len(texts)
        for begin in range(0, len(order), 16):
            part = order[begin : begin + 16]
            ids = tokenizer(
                [f"{TAGS[target]} {texts[index]}" for index in part], return_tensors="pt", padding=True
            )
            room = 3 * ids["input_ids"].shape[1] + 20
            with torch.inference_mode():
                out = network.generate(
                    **ids, num_beams=beam, do_sample=False, max_new_tokens=room, max_length=None
                )
            for index, text in zip(part, tokenizer.batch_decode(out, skip_special_tokens=True), strict=True):
                targets[index] = text
        return targets

    return translate


def each(translate: Callable[[Sequence[str]], list[str]], batches: Batches) -> None:
    for batch in batches:
        translate(batch)


def compare(contenders: dict[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """Median seconds of each; they run in turns, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, run in contenders.items():
            began = time.perf_counter()
            run()
            if number:
                times[name].append(time.perf_counter() - began)
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", help="a CTranslate2 model; the embedded one unless given")
    parser.add_argument("--transformers", type=Path, metavar="DIR", help="the same model for transformers")
    parser.add_argument("--segments", type=int, default=300, help="about how many segments a direction")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--beam", type=int, default=4)
    options = parser.parse_args()

    from translate import models
    from translate.errors import TranslateError
    from translate.model import DraftedArticle
    from translate.readers import read_text
    from translate.workflow.draft import draft_many, open_drafter

    try:
        folder = models.find(options.model).path
        drafter = open_drafter(model=folder, engine="ctranslate2", beam=options.beam)
    except TranslateError as error:
        sys.exit(str(error))
    print(
        f"{len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}, median of {options.rounds} rounds\n{drafter.signature()}"
    )
    for source, target in (("en", "ar"), ("ar", "en")):
        texts = articles(source, options.segments)

        def pipeline(texts: list[str] = texts, source: str = source, target: str = target) -> Batches:
            given = (read_text(text, format="txt", language=source) for text in texts)
            drafted = draft_many(given, drafter, to=target)
            return [[unit.source for unit in one.units] for one in drafted if isinstance(one, DraftedArticle)]

        batches = pipeline()
        flat = [text for batch in batches for text in batch]
        words = sum(len(text.split()) for text in flat)
        alone = bare(folder, target, beam=options.beam)
        contenders: dict[str, Callable[[], object]] = {
            "CTranslate2, all at once": partial(alone, flat),
            "CTranslate2, by article": partial(each, alone, batches),
            "whole pipeline": pipeline,
        }
        if options.transformers:
            slow = torch_and_transformers(options.transformers, target, beam=options.beam)
            contenders["transformers"] = partial(slow, flat)
        medians = compare(contenders, rounds=options.rounds)
        print(f"\n{source}→{target}: {len(batches)} articles, {len(flat)} segments, {words} words")
        ours = medians["whole pipeline"]
        for name, seconds in medians.items():
            print(
                f"{name:<26}{len(flat) / seconds:8.1f} segments/s{words / seconds:9.0f} words/s   pipeline runs at {seconds / ours:.2f} of it"
            )
    if not options.transformers:
        print("\ntransformers was not measured; give --transformers DIR")


if __name__ == "__main__":
    main()
