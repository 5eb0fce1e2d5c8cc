"""Inputs and an order go in; a folder with a ledger and a spool comes out: what is to be drafted, in shards of even length.

Planning goes on where it was killed. What cannot be read is quarantined at its place, and the rest is planned.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, BinaryIO

from translate import readers
from translate.archive import inputs, spool
from translate.archive.inputs import LEDGER
from translate.archive.order import Order, agree
from translate.errors import InputError, TranslateError
from translate.model import BlockKind
from translate.store.ledger import FILE, PENDING, QUARANTINED, File, Item, Ledger, Seen
from translate.text.dates import translate_date
from translate.text.likeness import likeness
from translate.workflow import draft
from translate.workflow.draft import LEFT_ALONE, pair
from translate.workflow.memory import recall_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from translate.model import Article, Segment

SPOOL = "spool.bin"
PARTS = "parts"
SHARD = (
    1500,
    256,
    6000,
)  #: source tokens a shard: at most 1/256 of the whole, but no less than the first and no more than the last
ARTICLES = 64  #: articles a shard
_BATCH = 500  # articles, or files, between two commits
_LETTERS = {"en": 4.0, "ar": 3.0}  # characters a token, about


def plan(
    names: Sequence[str],
    out: Path,
    order: Order,
    *,
    database: str | None = None,
    progress: Callable[[int, int], object] | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Ledger:
    """The ledger of a run: a new one, or the one that is there where nothing differs. Raises InputError where something does.

    Where the order wants the memory, what that of `database` has is looked up now, and kept with each article. `progress` is called with bytes read and bytes in all. A plan that was stopped is gone on with.
    """
    files = inputs.find(names, out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"cannot be made ({error.strerror})", file=out, advice="give another --out"
        ) from error
    ledger = Ledger(out / LEDGER, create=True)
    if ledger.get("state") is None:
        present = [path.name for path in out.iterdir() if not path.name.startswith(LEDGER)]
        if present:
            _forget(ledger, out)
            raise InputError(
                f"the folder holds other things ({', '.join(sorted(present)[:3])})",
                file=out,
                advice="give an empty one, or one that is not there yet",
            )
        try:
            with ledger.change():
                ledger.add_files(replace(file, digest=inputs.digest(file)) for file in files)
                ledger.put(
                    state="planning",
                    names=list(names),
                    order=order.as_dict(),
                    fingerprint=order.fingerprint(ledger.files()),
                    place=[0, 0, 0],
                )
        except TranslateError:
            _forget(ledger, out)
            raise
    else:
        others: list[str] = []
        agree(ledger.get("fingerprint"), order.fingerprint(_known(files, ledger, others)), out, others=others)
    if ledger.get("state") == "planning":
        _read(ledger, out, order, database, progress, is_stopped)
    return ledger


def open_plan(out: Path) -> Ledger:
    """The ledger of a run that was planned; raises InputError where there is none."""
    ledger = Ledger(out / LEDGER)
    if ledger.get("state") is None:
        raise InputError("nothing was planned here", file=out, advice="give INPUT and --to")
    return ledger


def go_on_planning(
    ledger: Ledger,
    out: Path,
    *,
    database: str | None = None,
    progress: Callable[[int, int], object] | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Finish a plan that was killed."""
    if ledger.get("state") == "planning":
        _read(ledger, out, Order.kept(ledger.get("order")), database, progress, is_stopped)


def check(ledger: Ledger, out: Path, order: Order) -> None:
    """Raises InputError where model, glossary or program are not those of the plan; the inputs are the plan's own."""
    planned = ledger.get("fingerprint")
    agree(planned, {**order.fingerprint(()), "inputs": planned["inputs"]}, out)


def _forget(ledger: Ledger, out: Path) -> None:
    """A ledger in which nothing stands leaves no file behind."""
    ledger.close()
    for path in out.glob(f"{LEDGER}*"):
        path.unlink()


def read_again(ledger: Ledger, out: Path, *, database: str | None = None) -> None:
    """Read once more the inputs of which something could not be read; what can be read now, and was not before, is taken."""
    order = Order.kept(ledger.get("order"))
    size = (out / SPOOL).stat().st_size
    with _spooling(out / SPOOL, size) as stream:
        batch = _Batch(ledger, stream, size, _recall(order, database), compares=False)
        for place in ledger.unread():
            file = ledger.file(place)
            if file is None:
                continue
            for index, found in enumerate(_articles(file, order)):
                number = file.n * FILE + index
                if not isinstance(found, InputError) and ledger.is_unread(number):
                    batch.items.append(_planned(found, number, order, batch))
                    batch.seen = []  # what articles share was settled by the plan
                if batch.is_full:
                    batch.keep(ledger.get("place"))
            batch.files.append(inputs.seen_again(file))
            batch.keep(ledger.get("place"))
    with ledger.change():
        planned = ledger.get("fingerprint")
        ledger.put(fingerprint=planned | order.fingerprint(ledger.files()))


def _known(files: Iterable[File], ledger: Ledger, others: list[str]) -> Iterator[File]:
    """Inputs with their digests; what has kept size and time is not read again. The first that is another than planned is told in `others`."""
    last = -1
    for file in files:
        last = file.n
        kept = ledger.file(file.n)
        is_same = kept and file.stamp and replace(kept, digest="", state=file.state) == file
        found = replace(file, digest=kept.digest if kept and is_same else inputs.digest(file))
        if not others and (kept is None or kept.label != found.label):
            others.append(
                f"{file.name} was not there"
                if kept is None
                else f"{kept.name} is not there, or {file.name} was not"
            )
        elif not others and kept and kept.digest != found.digest:
            others.append(f"{file.name} is another")
        yield found
    if not others and (gone := ledger.file(last + 1)):
        others.append(f"{gone.name} is not there")


def _read(
    ledger: Ledger,
    out: Path,
    order: Order,
    database: str | None,
    progress: Callable[[int, int], object] | None,
    is_stopped: Callable[[], bool],
) -> None:
    ledger.start_planning()
    first, index, size = ledger.get("place")
    total, passed = ledger.length(), ledger.length(first)
    with _spooling(out / SPOOL, size) as stream:
        batch = _Batch(ledger, stream, size, _recall(order, database))
        place = (first, index)
        for file in ledger.files(first):
            try:
                _file(file, index if file.n == first else 0, order, batch, is_stopped)
            except _Stopped:
                return
            batch.files.append(file)
            place = (file.n + 1, 0)
            if batch.is_full:
                batch.keep(place)
            passed += file.size
            if progress:
                progress(passed, total)
        batch.keep(place)
    ledger.finish_planning(size=SHARD, most=ARTICLES)


def _recall(order: Order, database: str | None) -> Callable[[Sequence[Segment], str], dict[str, str]] | None:
    return recall_from(database) if order.memory else None


class _Stopped(Exception):
    """Planning was told to stop."""


@contextmanager
def _spooling(path: Path, size: int) -> Iterator[BinaryIO]:
    """The spool, cut to what the ledger knows of."""
    try:
        with path.open("r+b" if path.exists() else "w+b") as stream:
            stream.truncate(size)
            stream.seek(size)
            yield stream
    except OSError as error:
        raise TranslateError(
            f"{path}: cannot be written ({error.strerror or error}); make room and go on with --resume"
        ) from error


@dataclass(slots=True)
class _Batch:
    """What has been read and not been kept yet."""

    ledger: Ledger
    stream: BinaryIO
    size: int
    recall: Callable[[Sequence[Segment], str], dict[str, str]] | None = None
    compares: bool = True
    items: list[Item] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    prints: list[tuple[int, int]] = field(default_factory=list)

    def write(self, record: bytes) -> int:
        begin = self.size
        self.stream.write(record)
        self.size += len(record)
        return begin

    @property
    def is_full(self) -> bool:
        return max(len(self.items), len(self.files)) >= _BATCH

    def keep(self, place: Sequence[int]) -> None:
        """The spool first, then everything that points into it, in one transaction."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        with self.ledger.change():
            self.ledger.add_items(self.items)
            self.ledger.see(self.seen)
            for number, print_ in self.prints:
                self.ledger.add_print(number, print_)
            self.ledger.put(place=[*place[:2], self.size])
            self.ledger.finish_files(self.files)
        self.items, self.files, self.seen, self.prints = [], [], [], []


def _file(file: File, skipped: int, order: Order, batch: _Batch, is_stopped: Callable[[], bool]) -> None:
    """Every article of one input; what cannot be read stands as an item too."""
    index = -1
    for index, found in enumerate(_articles(file, order)):
        if index < skipped:
            continue
        if is_stopped():
            raise _Stopped
        number = file.n * FILE + index
        batch.items.append(
            Item(
                number,
                f"{file.label}#{index + 1}",
                file.name,
                state=QUARANTINED,
                cause="read",
                reason=str(found),
            )
            if isinstance(found, InputError)
            else _planned(found, number, order, batch)
        )
        if batch.is_full:
            batch.keep((file.n, index + 1))


def _articles(file: File, order: Order) -> Iterator[Article | InputError]:
    try:
        with inputs.opened(file) as stream:
            yield from readers.read_each(file.name, language=order.source, name=file.label, stream=stream)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield InputError(f"cannot be read ({reason})", file=file.name, advice="check the path")


def _planned(article: Article, number: int, order: Order, batch: _Batch) -> Item:
    """An article on its way: spooled, its segments counted."""
    try:
        source, target = pair(article.language, order.to, source=order.source)
    except InputError as error:
        return Item(
            number, article.id, article.source, state=QUARANTINED, cause="language", reason=str(error)
        )
    chosen = draft.chosen(replace(article, language=source), furniture=order.furniture)[1]
    known = batch.recall(chosen, source) if batch.recall else {}
    recalled = {
        spool.context(chosen, place): known[one.id] for place, one in enumerate(chosen) if one.id in known
    }
    asked = [one for one in chosen if one.id not in known]
    seen = [replace(one, item=number) for one in segments(article, asked, source, target)]
    twin = None
    if article.format == "warc" and batch.compares:
        print_ = likeness(" ".join(block.text for block in article.blocks if block.kind not in LEFT_ALONE))
        twin = next((item for item, other in batch.prints if (other ^ print_).bit_count() <= 3), None)
        earlier = batch.ledger.twin(number, print_)
        twin = earlier if earlier is not None else twin
        if twin is None:
            batch.prints.append((number, print_))
        else:
            name = next((item.id for item in batch.items if item.n == twin), None) or batch.ledger.name_of(
                twin
            )
            article = replace(article, metadata={**article.metadata, "near_duplicate_of": name})
    record = spool.pack(article, [one.key for one in seen], recalled)
    batch.seen.extend({one.key: one for one in seen}.values())
    return Item(
        number,
        article.id,
        article.source,
        key=blake2b(record, digest_size=16).digest(),
        begin=batch.write(record),
        size=len(record),
        tokens=sum(one.tokens for one in seen),
        segments=len(seen),
        state=PENDING,
        twin=twin,
    )


def segments(article: Article, asked: Sequence[Segment], source: str, target: str) -> Iterator[Seen]:
    """The segments of an article that an engine will be given: their keys, and their length in tokens (about)."""
    blocks = {block.id: block for block in article.blocks}
    for one in asked:
        block = blocks[one.block]
        if block.kind is BlockKind.DATE and translate_date(one.text, source, target):
            continue
        is_aligned = bool(block.markup)
        told = f"{source}\0{target}\0{int(is_aligned)}\0{one.text}".encode("utf-8", "surrogatepass")
        tokens = 2 + round(len(one.text) / _LETTERS[source])
        yield Seen(blake2b(told, digest_size=16).digest(), 0, source, is_aligned, one.text, tokens)
