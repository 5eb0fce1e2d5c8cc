"""Desks for tests: a new database of either kind, and articles to fill it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate import review, store
from translate.model import (
    Article,
    Block,
    BlockDraft,
    BlockKind,
    Draft,
    DraftedArticle,
    Issue,
    Segment,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.store import Store

PAIRS = [
    ("The bridge over the Euphrates opened on Sunday.", "فتح الجسر فوق الفرات يوم الأحد."),
    ("Farmers in Hasakah expect a good harvest.", "يتوقع المزارعون في الحسكة موسماً جيداً."),
    ("The council will meet again in May.", "سيجتمع المجلس مرة أخرى في أيار."),
    ("Prices rose 3% in Al-Bukamal.", "ارتفعت الأسعار ٣٪ في البوكمال."),
    ("Two schools were repaired.", "جرى إصلاح مدرستين."),
    ("Rain is expected on Thursday.", "يتوقع هطول المطر يوم الخميس."),
]
STAFF = (
    ("ann", "translator"),
    ("ben", "translator"),
    ("bob", "reviewer"),
    ("rim", "reviewer"),
    ("eve", "editor"),
    ("adm", "admin"),
)


class Clock:
    """Time that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(microseconds=1)
        return self.moment

    def pass_(self, **delta: float) -> None:
        self.moment += timedelta(**delta)


def article(
    pairs: Sequence[tuple[str, str]] = PAIRS,
    *,
    name: str = "bridge",
    source: str | None = None,
    languages: tuple[str, str] = ("en", "ar"),
    issues: dict[int, tuple[Issue, ...]] | None = None,
    together: bool = False,
    origin: str = "ctranslate2",
) -> DraftedArticle:
    """A drafted article of one segment a block, or (`together`) all segments in one block."""
    blocks, units = [], []
    start = 0
    for number, (text, target) in enumerate(pairs):
        block = "b1" if together else f"b{number + 1}"
        separator = " " if together and number + 1 < len(pairs) else ""
        segment = Segment(f"{block}.{number + 1 if together else 1}", block, text, start, separator)
        start = start + len(text) + len(separator) if together else 0
        units.append(
            Unit(segment, Draft(target, origin, -0.3, 9, 8), target, (), (issues or {}).get(number, ()))
        )
        if not together:
            kind = BlockKind.HEADLINE if number == 0 else BlockKind.PARAGRAPH
            blocks.append(BlockDraft(Block(block, kind, text), target))
    if together:
        whole, target = (" ".join(pair[side] for pair in pairs) for side in (0, 1))
        blocks.append(BlockDraft(Block("b1", BlockKind.PARAGRAPH, whole), target))
    found = Article(name, source or f"{name}.txt", languages[0], tuple(block.block for block in blocks))
    return DraftedArticle(
        found, *languages, "ctranslate2", "newsdesk", "dragoman:test", tuple(blocks), tuple(units)
    )


@lru_cache(maxsize=1)
def template() -> Path:
    """An empty desk in a file, made once a process."""
    import tempfile

    path = Path(tempfile.mkdtemp(prefix="desk-")) / "template.db"
    with store.open(f"sqlite:///{path}?synchronous=off"):
        pass
    return path


def sqlite_url(folder: Path, name: str = "desk.db") -> str:
    """The URL of a new desk in an SQLite file; no test pulls the plug, so none waits for the disk."""
    shutil.copy(template(), folder / name)
    return f"sqlite:///{folder / name}?synchronous=off"


class Team:
    """A desk with people: `team.ann.edit(…)`; each has a Desk of their own on one store and one clock."""

    def __init__(self, opened: Store) -> None:
        self.store, self.clock = opened, Clock()
        self.console = review.open_console(store=opened)
        self.service = review.open_service(store=opened)
        self.console.now = self.service.now = self.clock
        for name, role in STAFF:
            self.console.add_person(name, role)
        self.ann, self.ben, self.bob, self.rim, self.eve, self.adm = (
            review.open(name, store=opened, now=self.clock) for name, _ in STAFF
        )

    def submit(self, *arguments: Any, **options: Any) -> list[review.QueuedUnit]:
        """Put an article in; gives its units in order."""
        made = self.service.submit(article(*arguments, **options))
        return self.ann.units_of(made.article)
