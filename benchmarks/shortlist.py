"""What a shortlist gains and costs: the same model without, by script, and by words; speed and chrF++ on the corpus's test split.

    python benchmarks/shortlist.py [--model NAME|DIR] [--segments 200] [--rounds 2] [--beam 4]

By script is what every engine does by itself; the shortlist by words is built from the training split into a copy of the model. All run
in turns; times are of the processor, which a busy machine disturbs least.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", help="a converted Marian model; the embedded one unless given")
    parser.add_argument("--segments", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--beam", type=int, default=4)
    options = parser.parse_args()

    import sacrebleu

    from translate import engines, models
    from translate.models import shortlist
    from translate.training.corpus import split_of

    model = models.find(options.model or models.DEFAULT)
    splits: dict[str, list[tuple[str, str]]] = {"train": [], "test": []}
    for path in sorted((ROOT / "corpora" / "news").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            row = line.split("\t")
            if len(row) == 5:
                splits.setdefault(split_of(row[0]), []).append((row[3], row[4]))
    test = splits["test"][:: max(1, len(splits["test"]) // options.segments)][: options.segments]
    how = engines.Decoding(beam=options.beam)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(model.path, Path(folder) / "with"))
        plain = Path(shutil.copytree(model.path, Path(folder) / "without"))
        (plain / shortlist.FILE).unlink(missing_ok=True)
        began = time.process_time()
        shortlist.build(copy, splits["train"])
        print(f"built from {len(splits['train'])} pairs in {time.process_time() - began:.0f} s")
        opened = {
            "without": engines.load("ctranslate2", plain, card={**model.card, "shortlist": False}),
            "by script": engines.load("ctranslate2", plain, card=model.card),
            "by words": engines.load("ctranslate2", copy, card=model.card),
        }
        for side, (source, target) in enumerate((("en", "ar"), ("ar", "en"))):
            texts, references = [pair[side] for pair in test], [pair[1 - side] for pair in test]
            times: dict[str, list[float]] = {name: [] for name in opened}
            said: dict[str, list[str]] = {}
            for _ in range(options.rounds):
                for name, engine in opened.items():
                    began = time.process_time()
                    found = engine.translate(texts, source=source, target=target, decoding=how)
                    times[name].append(time.process_time() - began)
                    said[name] = [own[0].target for own in found]
            scores = {
                name: sacrebleu.corpus_chrf(own, [references], word_order=2).score
                for name, own in said.items()
            }
            for name in ("by script", "by words"):
                ratio = statistics.median(times["without"]) / statistics.median(times[name])
                same = sum(one == other for one, other in zip(said["without"], said[name], strict=True))
                print(
                    f"{source}→{target} {name}: {ratio:.2f} × as fast, chrF++ {scores['without']:.2f} → {scores[name]:.2f}, "
                    f"{same} of {len(texts)} targets the same"
                )


if __name__ == "__main__":
    main()
