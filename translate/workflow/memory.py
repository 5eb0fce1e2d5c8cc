"""Joins the memory with queue, glossary, readers and exchange: what was approved goes in, what was asked for comes out."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, NotFound
from translate.languages import KNOWN
from translate.store import clock
from translate.store import memory as rows
from translate.store.memory import Pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from translate.exchange import Record
    from translate.memory import Match, Memory
    from translate.model import Segment, TermMatch
    from translate.store import Store
    from translate.store.effort import Approval
    from translate.workflow.draft import Drafter

_LONGEST = 20_000  # characters of a segment in the memory: what is longer is no segment
_UNREAD = frozenset({"new", "drafted", "quarantined", "stale", "changes_requested"})


def open_memory(store: Store, *, desk: str = "", house_terms: bool = True) -> Memory:
    """The memory of a desk, which knows the names of the house glossary."""
    from translate.memory import Memory

    return Memory(store, desk=desk, terms=_terms() if house_terms else None)


def _terms() -> Callable[[str, str], Sequence[TermMatch]]:
    """Finds names of the house glossary, which is loaded when the first text wants it."""
    known: list[Any] = []

    def find(text: str, language: str) -> Sequence[TermMatch]:
        from translate import glossary

        if not known:
            known.append(glossary.load())
        return glossary.find(text, language, known[0])

    return find


# --- learning ------------------------------------------------------------------------------------


def remember(store: Store, approvals: Sequence[Approval]) -> None:
    """Put approved units into the memory, each with the segments around it; twice is once."""
    from translate.store import units

    now = clock.text(clock.now())
    with store.write() as connection:
        for approval in approvals:
            if not approval.source.strip() or not approval.target.strip():
                continue
            try:
                unit = units.get(connection, approval.unit, now=now)
            except NotFound:
                continue
            if unit.version > approval.version and unit.state in units.WITHDRAWN:
                continue  # the approval was withdrawn since
            before, after = units.around(connection, unit, now=now)
            pair = Pair(
                source=approval.source,
                target=approval.target,
                source_language=approval.source_language,
                target_language=approval.target_language,
                unit=approval.unit,
                previous=before.source if before else "",
                next=after.source if after else "",
                origin=approval.origin,
                author=approval.editor or approval.reviewer,
                changed_at=approval.at,
            )
            rows.learn(connection, pair)


def pretranslate(
    segments: Sequence[Segment], memory: Memory, *, source: str, least: int = 100
) -> dict[str, Match]:
    """The best match of each segment that has one of `least` or more, by segment id; exact and in their context only."""
    found: dict[str, Match] = {}
    for place, segment in enumerate(segments):
        before = segments[place - 1].text if place else ""
        after = segments[place + 1].text if place + 1 < len(segments) else ""
        best = memory.exact(segment.text, source, previous=before, following=after)
        if best and best[0].score >= least and not best[0].is_machine:
            found[segment.id] = best[0]
    return found


def recalling(drafter: Drafter, database: str | None = None) -> Drafter:
    """The drafter, taking from the memory of a database what it has. Raises InputError where there is no such database."""
    return replace(drafter, recall=recall_from(database))


def recall_from(database: str | None = None) -> Callable[[Sequence[Segment], str], dict[str, str]]:
    """What looks segments of a language up in the memory of a database: targets by segment id. Raises InputError where there is no such database."""
    from translate import store

    memory = open_memory(store.open(database, create=False), house_terms=False)

    def recall(segments: Sequence[Segment], source: str) -> dict[str, str]:
        found = pretranslate(segments, memory, source=source)
        return {name: match.target for name, match in found.items()}

    return recall


# --- files ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Imported:
    """What came of an import: units read, new, there already, without one of the texts or in other languages, and too long."""

    read: int = 0
    added: int = 0
    known: int = 0
    skipped: int = 0
    too_long: int = 0
    unapproved: int = 0
    files: list[str] = field(default_factory=list)

    def shape(self) -> dict[str, Any]:
        """The result as JSON has it."""
        return asdict(self)


def import_file(
    store: Store,
    path: Path,
    *,
    format_: str | None = None,
    desk: str = "",
    author: str = "",
    approved: bool | None = None,
    machine: bool = False,
    dry_run: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Imported:
    """Take the pairs of a file into the memory. The file is read through before anything is kept: a flaw in it changes nothing.

    `approved` None believes the file: what it calls drafted, stale or new is kept, but not offered by default. Raises InputError.
    """
    result = Imported(files=[str(path)])
    for _ in _pairs(path, format_, result, desk=desk, author=author, approved=approved, machine=machine):
        if progress and result.read % 2_000 == 0:
            progress(result.read)
    if dry_run:
        return result
    result = Imported(files=[str(path)])
    found = _pairs(path, format_, result, desk=desk, author=author, approved=approved, machine=machine)
    result.added, result.known = rows.add_many(store, _told(found, result, progress))
    return result


def _told(
    pairs: Iterator[Pair], result: Imported, progress: Callable[[int], object] | None
) -> Iterator[Pair]:
    for pair in pairs:
        if progress and result.read % 2_000 == 0:
            progress(result.read)
        yield pair


def _pairs(
    path: Path,
    format_: str | None,
    result: Imported,
    *,
    desk: str,
    author: str,
    approved: bool | None,
    machine: bool,
) -> Iterator[Pair]:
    from translate import exchange

    part = exchange.exchange(format_ or exchange.detect(path))
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=path) from error
    with stream:
        for record in part.read(stream, str(path)):
            result.read += 1
            pair = pair_of(record, desk=desk, author=author, approved=approved, machine=machine)
            if pair is None:
                result.skipped += 1
            elif max(len(pair.source), len(pair.target)) > _LONGEST:
                result.too_long += 1
            else:
                result.unapproved += not pair.is_approved
                yield pair


def pair_of(
    record: Record, *, desk: str = "", author: str = "", approved: bool | None = None, machine: bool = False
) -> Pair | None:
    """A record as a pair of the memory; None where it has no target or is not English and Arabic."""
    source, target = (_base(tag) for tag in (record.source_language, record.target_language))
    if not record.source.strip() or not record.target.strip() or {source, target} != set(KNOWN):
        return None
    codes = {
        side: [[code.start, code.end, code.opening, code.closing, code.type] for code in found]
        for side, found in (("source", record.source_codes), ("target", record.target_codes))
        if found
    }
    return Pair(
        source=record.source,
        target=record.target,
        source_language=source,
        target_language=target,
        source_tag=record.source_language if record.source_language != source else "",
        target_tag=record.target_language if record.target_language != target else "",
        codes=json.dumps(codes, ensure_ascii=False) if codes else "",
        ident=record.id,
        previous=record.previous,
        next=record.next,
        origin=record.origin,
        is_machine=machine or (record.state == "drafted" and record.origin not in ("memory", "rule")),
        is_approved=record.state not in _UNREAD if approved is None else approved,
        desk=record.desk or desk,
        author=record.author or author,
        note="\n".join(record.notes),
        changed_at=_moment(record.changed),
    )


def _base(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]


def _moment(text: str) -> str:
    try:
        return clock.text(clock.moment(text)) if text else ""
    except ValueError:
        return ""


def records(pairs: Iterable[Pair]) -> Iterator[Record]:
    """Pairs of the memory as records for exchange."""
    from translate.exchange import Code, Record

    for pair in pairs:
        codes = json.loads(pair.codes) if pair.codes else {}
        yield Record(
            id=pair.ident or pair.unit or f"m{pair.id}",
            source=pair.source,
            target=pair.target,
            state="reviewed" if pair.is_approved else ("drafted" if pair.is_machine else "edited"),
            source_language=pair.source_tag or pair.source_language,
            target_language=pair.target_tag or pair.target_language,
            origin=pair.origin,
            source_codes=tuple(Code(*code) for code in codes.get("source", ())),
            target_codes=tuple(Code(*code) for code in codes.get("target", ())),
            notes=tuple(filter(None, pair.note.split("\n"))),
            previous=pair.previous,
            next=pair.next,
            author=pair.author,
            changed=pair.changed_at,
            desk=pair.desk,
        )


def export(store: Store, stream: BinaryIO, format_: str, wanted: rows.Filter | None = None) -> None:
    """Write what a filter lets through in a format of exchange; of any number of units, with flat memory (but PO).

    XLIFF 2.1 and PO name one pair of languages: variants (en-GB) are left out there.
    """
    from translate import exchange

    found = records(rows.pairs(store, wanted))
    if format_ in ("xliff2", "po"):
        found = (
            replace(
                record,
                source_language=_base(record.source_language),
                target_language=_base(record.target_language),
            )
            for record in found
        )
    exchange.exchange(format_).write(found, stream)


def texts_of(
    inputs: Iterable[str], *, language: str | None = None, store: Store | None = None
) -> Iterator[tuple[str, list[str]]]:
    """(language, segments) of each article: of files and directories, or of articles of the queue by their ids."""
    from pathlib import Path

    from translate import readers, segmentation
    from translate.errors import TranslateError
    from translate.workflow.draft import LEFT_ALONE

    for name in inputs:
        if store is not None and name != "-" and not Path(name).exists():
            from translate import review

            found = review.open_console(store=store).units_of(name)
            if found:
                yield found[0].source_language, [unit.source for unit in found]
                continue
        for article in readers.read_each(name, language=language):
            if isinstance(article, TranslateError):
                raise article
            kept = {block.id for block in article.blocks if block.kind not in LEFT_ALONE}
            yield article.language, [one.text for one in segmentation.segment(article) if one.block in kept]


def known_pairs(phrase: str, language: str) -> list[tuple[str, str]]:
    """Names of the house glossary in a phrase, with their house forms in the other language."""
    sides = ("english", "arabic") if language == "en" else ("arabic", "english")
    find = _terms()
    spoken = dict.fromkeys((phrase, phrase.title())) if language == "en" else (phrase,)
    return [
        (getattr(term, sides[0]), getattr(term, sides[1])) for text in spoken for term in find(text, language)
    ]
