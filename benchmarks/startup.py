"""How long a fresh process takes for `translate --help` and for a first draft, beside what a bare Python and our libraries take.

    python benchmarks/startup.py [--model NAME|DIR] [--rounds 15]

All are started in turns, and the medians compared. `import click` is the least that a command line can cost us, importing the two
inference libraries the least that a draft can.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
HELP = {
    "python -c pass": ["-c", "pass"],
    "import click": ["-c", "import click"],
    "translate --help": ["-m", "translate", "--help"],
}
DRAFT = {
    "import ctranslate2, sentencepiece": ["-c", "import ctranslate2, sentencepiece"],
    "translate draft, English": ["-m", "translate", "draft", "examples/en-waterworks.txt"],
    "translate draft, Arabic": ["-m", "translate", "draft", "examples/ar-bridge.txt"],
}


def once(arguments: list[str]) -> float:
    """Seconds until a fresh Python has done its work; the error of one that fails ends the run."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr.strip() or f"{' '.join(arguments)} failed")
    return time.perf_counter() - began


def measure(contenders: dict[str, list[str]], *, rounds: int) -> dict[str, float]:
    """Median seconds of each, started in turns after one start that warms the disk's cache."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, arguments in contenders.items():
            spent = once(arguments)
            if number:
                times[name].append(spent)
    return {name: statistics.median(values) for name, values in times.items()}


def report(medians: dict[str, float]) -> None:
    """Each median, and how often the first of them goes into it."""
    first = next(iter(medians))
    for name, seconds in medians.items():
        print(f"{name:<36}{seconds * 1000:8.0f} ms{seconds / medians[first]:8.2f} × {first}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", help="model to draft with; the embedded one unless given")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, median of {options.rounds}")
    report(measure(HELP, rounds=options.rounds))
    with_model = ["--model", options.model] if options.model else []
    drafts = {name: [*rest, *with_model] if "draft" in rest else rest for name, rest in DRAFT.items()}
    report(measure(drafts, rounds=max(3, options.rounds // 5)))


if __name__ == "__main__":
    main()
