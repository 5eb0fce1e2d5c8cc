"""The editing page of a 60-segment article in Chromium: when a key can be pressed, and how much was fetched.

    python -m benchmarks.editing_page [--loads 9] [--language en|ar]

The desk is served on loopback from a temporary SQLite file. Each load has an empty cache. Prints milliseconds from the start of the
navigation to the first segment's field with the caret and the issues beside it (smallest, median, largest; asked: at most 1000), the
longest task that kept the page from answering, and the bytes on the wire without fonts (asked: at most 200,000).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from statistics import median

from tests import chrome
from tests.budget import fill, load
from translate import review, store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--loads", type=int, default=9)
    parser.add_argument("--language", choices=("en", "ar"), default="en")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/desk.db"
        with store.open(url) as opened:
            review.open_console(store=opened).add_person("amina", "translator")
            fill(opened)
        running = chrome.Served(url, Path(folder))
        try:
            loads = []
            for browser in chrome.browser():
                context = chrome.signed_in(browser, running, "amina", language=given.language)
                loads += [load(context, running.base)[0] for _ in range(given.loads)]
        finally:
            running.stop()
    ready = sorted(one.ready for one in loads)
    print(f"answers after {ready[0]:.0f} – {median(ready):.0f} – {ready[-1]:.0f} ms")
    print(f"longest task {max(one.longest for one in loads):.0f} ms")
    sizes = max((one.sizes for one in loads), key=lambda sizes: sum(sizes.values()))
    print(f"fetched {sum(sizes.values())} bytes without fonts")
    for address, size in sorted(sizes.items(), key=lambda one: -one[1]):
        print(f"  {size:7d}  {address.removeprefix(running.base)}")


if __name__ == "__main__":
    main()
