"""How fast a site is made: articles a second with every format but PDF, peak memory at two sizes, and what a second run costs.

python benchmarks/publish.py [--articles 1000] [--formats html,epub,docx,md,txt,json,po,xliff,tmx]
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from translate.model import Block, BlockDraft, BlockKind, Edition, EditionStatus, Pin, Segment
from translate.press.house import House, Look
from translate.workflow import site

ENGLISH = (
    "The council of Hasakah said on Sunday that 40 families had gone home since May.",
    "A spokesman for the SDF said that the road to Qamishli was open again, and that 25% of the wells worked.",
    "“We waited for a year,” said Umm Khaled, a mother of five.",
)
ARABIC = (
    "قال مجلس الحسكة يوم الأحد إن 40 عائلة عادت إلى منازلها منذ أيار/مايو.",
    "وقال متحدث باسم SDF إن الطريق إلى القامشلي فُتح من جديد، وإن 25% من الآبار تعمل.",
    "«انتظرنا سنة كاملة»، قالت أم خالد، وهي أم لخمسة أطفال.",
)
SECTIONS = ("Syria", "Iraq", "Economy", "Culture", "أخبار")


def article(number: int, paragraphs: int = 12) -> Edition:
    """An article of about 500 words in each language."""
    blocks = [
        BlockDraft(
            Block("b0", BlockKind.HEADLINE, f"Wells of Hasakah, part {number}"),
            f"آبار الحسكة، الجزء {number}",
        )
    ]
    pins = [Pin(Segment("b0.0", "b0", blocks[0].block.text, 0), blocks[0].target, 1, "final")]
    for index in range(1, paragraphs + 1):
        place, key = 0, f"b{index}"
        blocks.append(BlockDraft(Block(key, BlockKind.PARAGRAPH, " ".join(ENGLISH)), " ".join(ARABIC)))
        for part, (source, target) in enumerate(zip(ENGLISH, ARABIC, strict=True)):
            pins.append(Pin(Segment(f"{key}.{part}", key, source, place), target, 1, "final"))
            place += len(source) + 1
    day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00Z"
    return Edition(
        f"wells-{number}", 1, EditionStatus.PUBLISHED, day, "en", "ar", tuple(blocks), tuple(pins), day,
        section=SECTIONS[number % len(SECTIONS)],
    )  # fmt: skip


def sources(count: int, changed: frozenset[int] = frozenset()) -> list[site.Source]:
    """Articles that are made when they are asked for; `changed` ones say so."""
    return [
        site.Source(
            f"{number}|{number in changed}",
            lambda number=number: replace(article(number), editor="A" if number in changed else ""),  # type: ignore[misc]
        )
        for number in range(count)
    ]


def peak() -> float:
    """Peak memory of this process and its children, MiB."""
    return (
        sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        / 1024
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--formats", default="html,epub,docx,md,txt,json,po,xliff,tmx")
    given = parser.parse_args()
    formats = given.formats.split(",")
    look = Look(house=House(url="https://example.org/"))
    told: dict[str, float] = {"articles": given.articles}
    with tempfile.TemporaryDirectory() as folder:
        for name, count, changed in (
            ("tenth", max(given.articles // 10, 1), frozenset[int]()),
            ("all", given.articles, frozenset[int]()),
            ("again", given.articles, frozenset[int]()),
            ("one changed", given.articles, frozenset((3,))),
        ):
            place = Path(folder) / ("small" if name == "tenth" else "site")
            began, used = time.perf_counter(), time.process_time()
            built = site.build(sources(count, changed), place, look, formats=formats)
            told[f"{name}: seconds"] = round(time.perf_counter() - began, 2)
            told[f"{name}: seconds of this process"] = round(time.process_time() - used, 2)
            told[f"{name}: made"] = built.made
            told[f"{name}: peak MiB"] = round(peak(), 1)
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
