"""How often CTranslate2 (float32) and transformers write the same greedy output for sentences of the corpus's test split.

python benchmarks/engines_agree.py RUN     RUN/transformers and RUN/ctranslate2, as `translate train` exports them
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from translate import engines
from translate.training import export, review
from translate.training.corpus import split_of

ROOT = Path(__file__).parents[1]
COUNT = 100  # sentences a direction


def main(run: Path) -> int:
    """Print the share of equal outputs in both directions; exit code 1 below 98 %."""
    rows = [row for row in review.read([ROOT / "corpora" / "news"])[0] if split_of(row.article) == "test"]
    rows = [row for row in rows if row.kind in review.SENTENCES][:: max(1, len(rows) // (2 * COUNT))][:COUNT]
    with tempfile.TemporaryDirectory() as folder:
        export.to_ctranslate2(run / "transformers", Path(folder), quantization="float32")
        ours = engines.load("ctranslate2", Path(folder), compute_type="float32")
        theirs = engines.load("transformers", run / "transformers")
        equal = total = 0
        for source, target, texts in (
            ("en", "ar", [row.english for row in rows]),
            ("ar", "en", [row.arabic for row in rows]),
        ):
            outputs = [
                [
                    found[0].target
                    for found in engine.translate(
                        texts, source=source, target=target, decoding=engines.Decoding(beam=1)
                    )
                ]
                for engine in (ours, theirs)
            ]
            same = sum(one == other for one, other in zip(*outputs, strict=True))
            print(f"{source}→{target}: {same} of {len(texts)} greedy outputs equal")
            equal, total = equal + same, total + len(texts)
    print(f"{equal / total:.1%} equal")
    return 0 if equal >= 0.98 * total else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
