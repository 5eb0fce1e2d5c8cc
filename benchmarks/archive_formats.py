"""Every input an archive is read from, made of our own corpus with broken members among them, drafted in one run by the echo engine.

    python benchmarks/archive_formats.py [--articles 200] [--megabytes 0] [--keep DIR]

A WARC file (answers that are no HTML, a broken record, near-duplicates, boilerplate around each page), an RSS and an Atom feed, a
folder of Word files, a CSV table, a Parquet file, and a JSONL.zst of so many unpacked megabytes, each with a member that cannot be
read. Told is how many articles each gave, what was quarantined and how long planning and drafting took; the exit code is 1
where an article is missing, or one too many.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.archive import finish, start  # noqa: E402
from benchmarks.throughput import articles  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

Blocks = list[str]  # headline first
PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title} | The River</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><div class="cookie-banner">We use cookies to make this site better.</div>
<article><h1>{title}</h1>{body}</article><aside class="related"><h3>Related stories</h3><a href="/x">A bridge is built</a></aside>
<footer>© 2026 The River. All rights reserved.</footer></body></html>"""
JUNK = ("Sport", "cookies", "Related stories", "A bridge is built", "All rights reserved")


def texts(count: int) -> list[Blocks]:
    """Articles of the test part of our corpus, in both languages, told apart by their headlines."""
    own = [text.split("\n\n") for language in ("en", "ar") for text in articles(language, 3000)]
    return [[f"{own[n % len(own)][0]} ({n})", *own[n % len(own)][1:], f"({n})"] for n in range(count)]


def warc(path: Path, own: list[Blocks]) -> tuple[int, int]:
    """One page an article, one of ten once more with another last line; a picture, an error page, a broken record."""

    def record(
        number: int, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK"
    ) -> bytes:
        http = (
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:08}-0000-4000-8000-000000000000>\r\n"
            f"WARC-Date: 2026-05-12T09:00:00Z\r\nWARC-Target-URI: https://river.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        return gzip.compress(head.encode() + http + b"\r\n\r\n")

    def page(blocks: Blocks, last: str = "") -> bytes:
        body = "".join(f"<p>{escape(block)}</p>" for block in [*blocks[1:], *([last] if last else [])])
        return PAGE.format(title=escape(blocks[0]), body=body).encode()

    made = [record(number, page(blocks)) for number, blocks in enumerate(own)]
    twins = [record(10**6 + number, page(own[number], "Copied.")) for number in range(0, len(own), 10)]
    others = [record(1, b"\x89PNG", "image/png"), record(2, b"<h1>Not found</h1>", status="404 Not Found")]
    broken = bytearray(made[0])
    broken[len(broken) // 2 : len(broken) // 2 + 20] = b"\0" * 20
    path.write_bytes(b"".join([*made[:3], *others, bytes(broken), *made[3:], *twins]))
    return len(made) + len(twins), 1


def rss(path: Path, own: list[Blocks]) -> tuple[int, int]:
    """A feed that breaks off after its last whole entry."""
    items = "".join(
        f"<item><title>{escape(one[0])}</title><link>https://river.example/{n}</link><pubDate>Mon, 04 May 2026 10:00:00 GMT</pubDate>"
        f"<description>{escape(''.join(f'<p>{escape(part)}</p>' for part in one[1:]))}</description></item>"
        for n, one in enumerate(own)
    )
    path.write_text(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>River</title>{items}<item><title>Cut',
        "utf-8",
    )
    return len(own), 1


def atom(path: Path, own: list[Blocks]) -> tuple[int, int]:
    """A feed with an entry in which there is no text."""
    entries = "".join(
        f'<entry><title>{escape(one[0])}</title><id>urn:{n}</id><updated>2026-05-04T10:00:00Z</updated><link href="https://river.example/{n}"/>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{"".join(f"<p>{escape(part)}</p>" for part in one[1:])}</div></content></entry>'
        for n, one in enumerate(own)
    )
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>River</title>{entries}<entry><id>x</id></entry></feed>',
        "utf-8",
    )
    return len(own), 1


def word(folder: Path, own: list[Blocks]) -> tuple[int, int]:
    """A file an article, one that is cut off."""
    import docx

    folder.mkdir()
    for number, one in enumerate(own):
        document = docx.Document()
        document.add_heading(one[0], 0)
        for part in one[1:]:
            document.add_paragraph(part)
        document.save(str(folder / f"a{number:04}.docx"))
    data = (folder / "a0000.docx").read_bytes()
    (folder / "cut.docx").write_bytes(data[: len(data) // 2])
    return len(own), 1


def table(path: Path, own: list[Blocks]) -> tuple[int, int]:
    """A row an article, one without text."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["id", "headline", "text"])
        for number, one in enumerate(own):
            rows.writerow([f"row-{number}", one[0], "\n\n".join(one[1:])])
        rows.writerow(["empty", "", ""])
    return len(own), 1


def parquet(path: Path, own: list[Blocks]) -> tuple[int, int]:
    """A row an article, one without text."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    rows = [{"id": f"p{n}", "headline": one[0], "text": "\n\n".join(one[1:])} for n, one in enumerate(own)]
    pq.write_table(pa.Table.from_pylist([*rows, {"id": "empty", "headline": "", "text": ""}]), path)
    return len(own), 1


def lines(path: Path, own: list[Blocks], size: int) -> tuple[int, int]:
    """As many articles as fill `size` bytes, every thousandth line broken."""
    import zstandard

    count = failed = length = 0
    chance = random.Random(3)
    with path.open("wb") as stream, zstandard.ZstdCompressor(level=3).stream_writer(stream) as packer:
        while length < size or not count:
            parts = chance.choice(own)
            line = json.dumps(
                {
                    "id": f"j{count}",
                    "headline": parts[0],
                    "text": "\n\n".join([*parts[1:], f"Report {count} ends."]),
                }
            )
            if (count + failed) % 1000 == 500:
                line, failed = line[:-20], failed + 1
            else:
                count += 1
            length += packer.write(line.encode() + b"\n")
    return count, failed


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=200, help="in each of the small inputs")
    parser.add_argument("--megabytes", type=int, default=0, help="of the JSONL.zst, unpacked")
    parser.add_argument("--keep", type=Path, help="a folder for what is made")
    options = parser.parse_args()
    home = options.keep or Path(tempfile.mkdtemp(prefix="archive-"))
    home.mkdir(exist_ok=True)
    own = texts(options.articles)
    makers: dict[str, Callable[[Path], tuple[int, int]]] = {
        "pages.warc.gz": lambda path: warc(path, own),
        "feed.rss": lambda path: rss(path, own),
        "feed.atom": lambda path: atom(path, own),
        "word": lambda path: word(path, own),
        "table.csv": lambda path: table(path, own),
        "rows.parquet": lambda path: parquet(path, own),
        "lines.jsonl.zst": lambda path: lines(path, own, options.megabytes * 10**6),
    }
    try:
        wanted = {name: make(home / name) for name, make in makers.items()}
        out = home / "out"
        began = time.monotonic()
        order = ("--engine", "echo", "--no-glossary", "--out", out)
        finish(start("plan", *(home / name for name in makers), *order), usual=(0, 2))
        planned = time.monotonic()
        finish(start("run", *(home / name for name in makers), *order, "--format", "jsonl"), usual=(0, 2))
        print(f"planning {planned - began:.0f} s, drafting and merging {time.monotonic() - planned:.0f} s")
        sys.exit(judge(out, home, wanted))
    finally:
        if not options.keep:
            shutil.rmtree(home, ignore_errors=True)


def judge(out: Path, home: Path, wanted: dict[str, tuple[int, int]]) -> int:
    """Print what each input gave beside what it holds; 1 where they differ."""

    def name(source: str) -> str:
        return Path(source).relative_to(home).parts[0]

    drafted, set_aside, twins, junk = Counter[str](), Counter[str](), 0, 0
    with (out / "articles.jsonl").open(encoding="utf-8") as stream:
        for line in stream:
            told = json.loads(line)
            drafted[name(told["article"]["source"])] += 1
            twins += "near_duplicate_of" in told["article"]["metadata"]
            if told["article"]["format"] == "warc":
                junk += any(word in block["source"] for block in told["blocks"] for word in JUNK)
    with (out / "quarantine.jsonl").open(encoding="utf-8") as stream:
        for line in stream:
            told = json.loads(line)
            set_aside[name(told["source"])] += 1
            if set_aside[name(told["source"])] == 1:
                print(f"  {told['id']}: {told['cause']}: {told['reason'].replace(f'{home}/', '')}")
    for input_, (good, bad) in wanted.items():
        print(f"{input_:<16}{drafted[input_]:>8} of {good} drafted, {set_aside[input_]} of {bad} quarantined")
    print(f"near-duplicates {twins}; pages with boilerplate {junk}")
    return int(any((drafted[one], set_aside[one]) != told for one, told in wanted.items()) or junk > 0)


if __name__ == "__main__":
    main()
