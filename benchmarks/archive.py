"""What the archive promises: speed beside bare CTranslate2, flat memory, a quick resume, and the same bytes after any number of kills.

    python benchmarks/archive.py speed|memory|resume|kills|nodes|capacity [--model NAME|DIR] [--articles N] [--runner local|ray] ...

speed     `archive run` and bare CTranslate2 on all cores with the same different segments, in turns; and ray beside local
memory    resident memory of coordinator and workers over 1,000 and over --articles small articles, with the echo engine
resume    seconds from `run --resume` to its first work, with a ledger of --articles articles
kills     an undisturbed run and one with --kills random kill -9s of workers and coordinator: are the bytes the same
nodes     two Ray nodes in processes of their own, one killed: is the job completed
capacity  articles a night by machine, reckoned from the speed measured here
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
TOWNS = ("Hasakah", "Raqqa", "Idlib", "Homs", "Daraa", "Aleppo", "Hama")
FILES = ("articles.jsonl", "quarantine.jsonl")
NIGHT = 8  # hours
ARTICLE = 20  # segments of a news article, about


def article(number: int) -> str:
    """A small article of our own, different from every other, with a sentence that all have."""
    town, other = TOWNS[number % 7], TOWNS[number // 7 % 7]
    return (
        f"Wells of {town} run dry, report {number} says\n\n"
        f"The wells of {town} and {other} were dry on Sunday, farmer number {number} said. They wait for rain.\n\n"
        "Sign up and receive our daily news at noon.\n"
    )


def archive(path: Path, count: int, make: Callable[[int], str] = article) -> Path:
    """A JSON Lines file of articles."""
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            lines.write(json.dumps({"id": f"a{number}", "text": make(number)}) + "\n")
    return path


def start(*arguments: str | Path, **environment: str) -> subprocess.Popen[bytes]:
    """`translate archive …` in a process of its own."""
    command = [sys.executable, "-m", "translate", "archive", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | environment
    )


def finish(process: subprocess.Popen[bytes], usual: tuple[int, ...] = (0,)) -> None:
    _, errors = process.communicate()
    if process.returncode not in (*usual, -signal.SIGKILL):
        sys.exit(errors.decode()[-2000:])


def family(process: int) -> list[int]:
    """A process and those below it."""
    found, new = [process], [process]
    while new:
        below: list[int] = []
        for one in new:
            for task in Path(f"/proc/{one}/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    below.extend(int(child) for child in task.read_text().split())
        found.extend(below)
        new = below
    return found


def workers(process: int, runner: str) -> list[int]:
    """The workers of a run; Ray's are below its raylet, which is below ours."""
    mark = b"spawn_main" if runner == "local" else b"ray::Worker"
    found = []
    for one in family(process):
        with contextlib.suppress(OSError):
            if mark in Path(f"/proc/{one}/cmdline").read_bytes():
                found.append(one)
    return found


def resident(process: int) -> float:
    """MiB."""
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return 0.0


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="archive-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


# --- speed


def news(count: int) -> list[str]:
    """English articles of the test part of our corpus, repeated with other numbers until there are enough."""
    from benchmarks.throughput import articles

    found = articles("en", 10_000)
    return [found[number % len(found)] + f"\n\nReport {number} ends." for number in range(count)]


def speed(options: argparse.Namespace) -> None:
    """Ratios of `archive run`, without planning and the start of workers, to bare CTranslate2."""
    from translate import models

    path = models.find(options.model).path
    with folder() as home:
        texts = news(options.articles)
        source = archive(home / "in.jsonl", len(texts), texts.__getitem__)
        ours: dict[str, list[float]] = {"local": []}
        if options.ray:
            ours["ray"] = []
        bare: list[float] = []
        count = 0
        for number in range(options.rounds):
            for name, times in ours.items():
                out = home / f"{name}{number}"
                finish(start("run", source, "--to", "ar", "--out", out, "--model", path, "--runner", name))
                told = json.loads((out / "report.json").read_text("utf-8"))
                times.append(worked(out))
                count = told["saving"]["distinct_segments"]
            bare.append(float(bare_seconds(home / "local0", path)))
        print(
            f"{options.articles} articles, {count} different segments, {len(os.sched_getaffinity(0))} cores"
        )
        print(f"bare CTranslate2, all cores, all at once: {statistics.median(bare):.1f} s")
        for name, times in ours.items():
            median = statistics.median(times)
            print(f"{name:<8}{median:8.1f} s   {statistics.median(bare) / median:.2f} of bare CTranslate2")


def worked(out: Path) -> float:
    """Seconds that the shards took, by the busiest worker: the time of all of them, divided by their number."""
    told = json.loads((out / "report.json").read_text("utf-8"))
    return float(told["throughput"]["core_seconds"]) / len(os.sched_getaffinity(0))


BARE = """
import json, os, sys, time
import ctranslate2, sentencepiece
folder, lines = sys.argv[1:]
texts = list(dict.fromkeys(s["source"] for line in open(lines, encoding="utf-8") for s in json.loads(line)["segments"]))
cores = len(os.sched_getaffinity(0))
translator = ctranslate2.Translator(folder, inter_threads=cores, intra_threads=1, max_queued_batches=-1)
pieces = sentencepiece.SentencePieceProcessor(model_file=folder + "/source.spm")
back = sentencepiece.SentencePieceProcessor(model_file=folder + "/target.spm")
began = time.perf_counter()
tokens = [[">>ara<<", *pieces.encode(text, out_type=str), "</s>"] for text in texts]
found = translator.translate_batch(tokens, beam_size=4, max_batch_size=1024, batch_type="tokens")
targets = [back.decode(one.hypotheses[0]) for one in found]
print(time.perf_counter() - began)
"""


def bare_seconds(out: Path, model: Path) -> str:
    """Seconds of nothing but CTranslate2 and sentencepiece for the different segments of a run."""
    command = [sys.executable, "-c", BARE, str(model), str(out / "articles.jsonl")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


# --- memory


def small(number: int) -> str:
    """A very small article of our own."""
    return f"Well {number} of {TOWNS[number % 7]} was dry on Sunday.\n"


def memory(options: argparse.Namespace) -> None:
    """The most that coordinator and workers hold while planning, drafting and merging, with few articles and with many."""
    levels = {}
    for count in (1000, options.articles):
        with folder() as home:
            source, out = archive(home / "in.jsonl", count, small), home / "out"
            if options.files:
                source = scattered(home / "in", count)
            began = time.monotonic()
            process = start(
                *("run", source, "--to", "ar", "--engine", "echo", "--out", out),
                *("--format", "jsonl", "--workers", str(options.workers)),
            )
            most: dict[str, float] = {"coordinator": 0.0, "worker": 0.0}
            while process.poll() is None:
                most["coordinator"] = max(most["coordinator"], resident(process.pid))
                for worker in workers(process.pid, "local"):
                    most["worker"] = max(most["worker"], resident(worker))
                time.sleep(0.2)
            finish(process)
            levels[count] = most
            told = ", ".join(f"{name} {level:.0f} MiB" for name, level in most.items())
            print(f"{count:>8} articles: {told}; {time.monotonic() - began:.0f} s", flush=True)
    few, many = levels[1000], levels[options.articles]
    print("growth: " + ", ".join(f"{name} {many[name] / level - 1:+.1%}" for name, level in few.items()))


def scattered(folder: Path, count: int) -> Path:
    """A folder of files, a thousand in each of its folders."""
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"a{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(small(number), "utf-8")
    return folder


# --- resume


def resume(options: argparse.Namespace) -> None:
    """From the start of the process to the first part that it writes, with all but the last 100 shards done."""
    from translate.archive.inputs import LEDGER
    from translate.archive.order import Order
    from translate.archive.plan import plan

    with folder() as home:
        source, out = archive(home / "in.jsonl", 2000), home / "out"
        plan([str(source)], out, Order(to="ar", engine="echo", house_terms=False)).close()
        grow(out / LEDGER, options.articles)
        size = (out / LEDGER).stat().st_size / 2**20
        began = time.monotonic()
        process = start("run", "--out", out, "--resume", "--workers", "1", "--format", "jsonl")
        while not list(out.glob("parts/*.zst")) and process.poll() is None:
            time.sleep(0.01)
        taken = time.monotonic() - began
        process.kill()
        process.wait()
        began = time.monotonic()
        subprocess.run(
            [sys.executable, "-c", "import translate.archive.runs, translate.workflow.draft"],
            check=True,
            cwd=ROOT,
        )
        imports = time.monotonic() - began
        print(
            f"{options.articles} articles, ledger of {size:.0f} MiB: first part after {taken:.1f} s, of which importing {imports:.1f} s and as much again in the worker"
        )


def grow(path: Path, count: int) -> None:
    """Add articles that are done to a ledger, so that it has so many."""
    import sqlite3

    connection = sqlite3.connect(path)
    first = 2**32
    with connection:
        connection.executemany(
            "INSERT INTO item (n, id, source, key, begin, size, tokens, segments, shard, state) VALUES (?, ?, 'x.jsonl', ?, 0, 500, 60, 4, ?, 2)",
            (
                (first + number, f"b{number}", number.to_bytes(16, "big"), 1_000_000 + number // 64)
                for number in range(count)
            ),
        )
        connection.executemany(
            "INSERT INTO shard (n, stage, tokens, items, state, part, digest, done) VALUES (?, 1, 4000, 64, 2, 'x', 'x', 64)",
            ((1_000_000 + number,) for number in range(count // 64 + 1)),
        )
    connection.close()


# --- kills


def kills(options: argparse.Namespace) -> None:
    """Kill workers and coordinators at random moments until so many have been killed; then let it finish and compare."""
    chance = random.Random(options.seed)
    with folder() as home:
        source = archive(home / "in.jsonl", options.articles)
        order: tuple[str, ...] = (
            "--to",
            "ar",
            "--engine",
            options.engine,
            "--workers",
            str(options.workers),
            "--runner",
            options.runner,
        )
        if options.engine != "echo":
            order += ("--model", options.model or "newsdesk")
        finish(start("run", source, "--out", home / "calm", *order[:-2]))
        print(f"undisturbed: {options.articles} articles", flush=True)
        killed = {"worker": 0, "coordinator": 0}
        out = home / "out"
        while sum(killed.values()) < options.kills:
            process = start("run", source, "--out", out, "--resume", *order)
            while process.poll() is None and sum(killed.values()) < options.kills:
                seen = len(list(out.glob("parts/*.zst")))
                while process.poll() is None and len(list(out.glob("parts/*.zst"))) <= seen:
                    time.sleep(0.02)
                time.sleep(chance.random() * options.pause)
                alive = workers(process.pid, options.runner)
                if (options.only == "worker" or chance.random() < 0.6) and alive:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(chance.choice(alive), signal.SIGKILL)
                        killed["worker"] += 1
                elif process.poll() is None:
                    process.kill()
                    killed["coordinator"] += 1
            if process.poll() is None:
                process.kill()
            process.wait()
            if process.returncode not in (0, -signal.SIGKILL):
                finish(process)  # refused: it would be for ever
            if process.returncode == 0:
                print("the run was over before all kills; give more --articles or a shorter --pause")
                break
        finish(start("run", source, "--out", out, "--resume", *order))
        same = all((out / name).read_bytes() == (home / "calm" / name).read_bytes() for name in FILES)
        ids = [json.loads(line)["article"]["id"] for line in (out / "articles.jsonl").open(encoding="utf-8")]
        print(
            f"{killed['worker']} workers and {killed['coordinator']} coordinators killed ({options.runner}): "
            f"{len(ids)} articles, {len(set(ids))} different; the output is {'the same, byte for byte' if same else 'ANOTHER'}"
        )
        if not same:
            sys.exit(1)


# --- two nodes


def nodes(options: argparse.Namespace) -> None:
    """A head and a second node, each with half the cores; the second is killed while it works."""
    from ray.cluster_utils import Cluster

    cores = max(1, len(os.sched_getaffinity(0)) // 2)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_worker_niceness", "0")
    cluster: Any = Cluster(
        initialize_head=True, head_node_args={"num_cpus": cores, "object_store_memory": 128 * 2**20}
    )
    second = cluster.add_node(num_cpus=cores, object_store_memory=128 * 2**20)
    cluster.wait_for_nodes()
    try:
        with folder() as home:
            source, out = archive(home / "in.jsonl", options.articles), home / "out"
            order = ("--to", "ar", "--engine", "echo")
            finish(start("run", source, "--out", home / "calm", *order))
            process = start(
                "run",
                source,
                "--out",
                out,
                *order,
                "--runner",
                "ray",
                "--workers",
                str(2 * cores),
                RAY_ADDRESS=cluster.address,
            )
            while len(list(out.glob("parts/*.zst"))) < 3 and process.poll() is None:
                time.sleep(0.1)
            before = len(list(out.glob("parts/*.zst")))
            cluster.remove_node(second, allow_graceful=False)
            print(f"a node was killed after {before} parts", flush=True)
            finish(process)
            same = (out / "articles.jsonl").read_bytes() == (home / "calm" / "articles.jsonl").read_bytes()
            print(f"completed on the other; the output is {'the same, byte for byte' if same else 'ANOTHER'}")
            if not same:
                sys.exit(1)
    finally:
        cluster.shutdown()


# --- capacity


def capacity(options: argparse.Namespace) -> None:
    """Articles of a night, reckoned from one run on this machine: cores scale, for workers share nothing but the ledger."""
    from translate import models

    path = models.find(options.model).path
    with folder() as home:
        texts = news(options.articles)
        source, out = archive(home / "in.jsonl", len(texts), texts.__getitem__), home / "out"
        finish(start("run", source, "--to", "ar", "--out", out, "--model", path))
        told = json.loads((out / "report.json").read_text("utf-8"))["throughput"]
    each = told["segments"] / told["core_seconds"]
    print(
        f"{path.name}: {each:.1f} segments a second and core; an article of {ARTICLE} segments, a night of {NIGHT} hours\n"
    )
    print("| machine | articles a night |\n|---|---|")
    for name, cores in (("4 cores", 4), ("16 cores", 16), ("64 cores", 64), ("cluster, 8 × 64 cores", 512)):
        print(f"| {name} | {round(each * cores * NIGHT * 3600 / ARTICLE, -2):,.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["speed", "memory", "resume", "kills", "nodes", "capacity"])
    parser.add_argument("--model", help="a CTranslate2 model; the embedded one unless given")
    parser.add_argument("--engine", default="echo", help="for kills")
    parser.add_argument("--runner", default="local", choices=["local", "ray"], help="for kills")
    parser.add_argument("--ray", action="store_true", help="measure the ray runner too")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--pause", type=float, default=0.5, help="most seconds between two kills")
    parser.add_argument("--only", choices=["worker"], help="kill nothing else")
    parser.add_argument("--files", action="store_true", help="for memory: a folder of files, not JSON Lines")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    usual = {
        "speed": 200,
        "memory": 100_000,
        "resume": 1_000_000,
        "kills": 3000,
        "nodes": 1000,
        "capacity": 100,
    }
    options.articles = options.articles or usual[options.what]
    {
        "speed": speed,
        "memory": memory,
        "resume": resume,
        "kills": kills,
        "nodes": nodes,
        "capacity": capacity,
    }[options.what](options)


if __name__ == "__main__":
    main()
