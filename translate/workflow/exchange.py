"""Units of the queue out to other tools, and their work back in as post-edits: nothing is overwritten, nothing demoted without a word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from translate import exchange
from translate.errors import ClaimedByOther, InputError, NotFound, TranslateError, VersionConflict
from translate.exchange import Code, Record, Suggestion
from translate.text import inline
from translate.workflow.markup import carry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from translate.memory import Memory
    from translate.model import Block, Markup
    from translate.review import Desk, QueuedUnit

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffd\ufffe\uffff\ud800-\udfff]")
_DONE = frozenset({"edited", "reviewed", "final"})
_HIDDEN = frozenset({"removed"})


@dataclass(slots=True)
class Imported:
    """What came of an import, by unit: `conflicts` hold what the file says and what stands here, `rejected` why."""

    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)

    def shape(self) -> dict[str, Any]:
        """The result as JSON has it."""
        return asdict(self)


# --- out -----------------------------------------------------------------------------------------


def records(
    desk: Desk, articles: Iterable[str], *, memory: Memory | None = None, matches: int = 3
) -> Iterator[Record]:
    """The units of articles in order, with issues, comments and terms; with matches of the memory where one is given.

    Raises NotFound for an article that there is not.
    """
    for name in articles:
        drafted = desk.drafted(name)
        blocks = {block.id: block for block in drafted.article.blocks}
        units = [unit for unit in desk.units_of(name) if unit.state not in _HIDDEN]
        for place, unit in enumerate(units):
            before = units[place - 1].source if place else ""
            after = units[place + 1].source if place + 1 < len(units) else ""
            found: tuple[Suggestion, ...] = ()
            if memory is not None and matches:
                best = memory.search(
                    unit.source, unit.source_language, previous=before, following=after, limit=matches
                )
                found = tuple(Suggestion(match.source, match.target, match.score) for match in best)
            yield record(desk, unit, blocks.get(unit.block), before=before, after=after, matches=found)


def record(
    desk: Desk,
    unit: QueuedUnit,
    block: Block | None,
    *,
    before: str = "",
    after: str = "",
    matches: tuple[Suggestion, ...] = (),
) -> Record:
    """A unit as other tools see it."""
    markup = _inside(block.markup, unit) if block is not None else ()
    told = [f"{issue.code}: {issue.message}" for issue in unit.issues if issue.code not in unit.waived]
    if unit.reason:
        told.append(f"reason: {unit.reason}")
    told += [
        f"{comment.person}: {comment.text}" for comment in desk.comments(unit.id) if not comment.resolved_at
    ]
    sides = ("english", "arabic") if unit.source_language == "en" else ("arabic", "english")
    return Record(
        id=unit.id,
        source=unit.source,
        target=unit.target,
        state=unit.state,
        version=unit.version,
        article=unit.article,
        source_language=unit.source_language,
        target_language=unit.target_language,
        origin=unit.origin,
        source_codes=_codes(markup),
        target_codes=_codes(carry(markup, unit.source, unit.target, ())) if markup and unit.target else (),
        notes=tuple(told),
        terms=tuple(dict.fromkeys((getattr(term, sides[0]), getattr(term, sides[1])) for term in unit.terms)),
        matches=matches,
        previous_source=unit.previous_source or "",
        previous=before,
        next=after,
        author=unit.last_editor or "",
        changed=unit.updated_at,
    )


def _inside(markup: Sequence[Markup], unit: QueuedUnit) -> tuple[Markup, ...]:
    """The markup over a unit, in characters of its source."""
    from dataclasses import replace

    size = len(unit.source)
    return tuple(
        replace(mark, start=max(0, mark.start - unit.start), end=min(size, mark.end - unit.start))
        for mark in markup
        if mark.start < unit.start + size and mark.end > unit.start
    )


def _codes(markup: Sequence[Markup]) -> tuple[Code, ...]:
    kinds = {"a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underlined"}
    return tuple(
        Code(
            mark.start,
            mark.end,
            inline.opening(mark.tag, mark.attributes),
            inline.closing(mark.tag) if mark.start < mark.end else "",
            kinds.get(mark.tag, ""),
        )
        for mark in markup
    )


def export(
    desk: Desk,
    articles: Iterable[str],
    stream: BinaryIO,
    format_: str,
    *,
    memory: Memory | None = None,
    matches: int = 3,
) -> None:
    """Write the units of articles in a format. Raises NotFound, UnknownPart, InputError where one file cannot hold them."""
    exchange.exchange(format_).write(records(desk, articles, memory=memory, matches=matches), stream)


# --- in ------------------------------------------------------------------------------------------


def import_file(
    desk: Desk, path: Path, *, format_: str | None = None, dry_run: bool = False, confirm: bool = False
) -> Imported:
    """Take the targets of a file as post-edits of the desk's person; tells what became of each unit.

    The file is read through before anything is changed: a flaw in it changes nothing. What somebody changed here since the export,
    and what has another source here, is kept apart as a conflict. A state in the file never lowers a unit, and never raises one;
    with `confirm`, drafts that the file calls translated are confirmed as they are. Raises InputError.
    """
    from translate.review.roles import require

    require(desk.person, "import", scopes=desk.scopes)
    name = format_ or exchange.detect(path)
    twice: dict[str, int] = {}
    for found in _read(path, name):
        if not found.id:
            raise InputError(
                f"a unit without its id: {found.source[:60]!r}",
                file=path,
                advice="keep the ids of the export",
            )
        twice[found.id] = twice.get(found.id, 0) + 1
    if not twice:
        raise InputError("no unit in it", file=path, advice="give a file that translate export wrote")
    result = Imported()
    for found in _read(path, name):
        if twice[found.id] > 1:
            _reject(result, found.id, "stands in the file more than once")
            twice[found.id] = -1
        elif twice[found.id] == 1:
            _take(desk, found, result, path, dry_run=dry_run, confirm=confirm)
    return result


def _reject(result: Imported, unit: str, problem: str) -> None:
    result.rejected.append({"unit": unit, "problem": problem})


def _read(path: Path, name: str) -> Iterator[Record]:
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=path) from error
    with stream:
        yield from exchange.exchange(name).read(stream, str(path))


def _take(desk: Desk, found: Record, result: Imported, path: Path, *, dry_run: bool, confirm: bool) -> None:
    try:
        unit = desk.unit(found.id)
    except NotFound:
        result.unknown.append(found.id)
        return
    if not is_same(found.source, unit.source):
        result.conflicts.append(
            {
                "unit": unit.id,
                "problem": "its source is another one here",
                "source": unit.source,
                "file_source": found.source,
                "target": unit.target,
                "file_target": found.target,
            }
        )
        return
    confirms = confirm and found.state in _DONE and unit.state == "drafted" and bool(unit.target)
    if is_same(found.target, unit.target):
        if not confirms:
            result.unchanged.append(unit.id)
            return
    elif not found.target.strip():
        _reject(result, unit.id, "has no target in the file; what stands here was kept")
        return
    elif found.version != unit.version and _is_old(desk, unit, found):
        result.unchanged.append(unit.id)
        return
    _edit(desk, unit, found, result, path, dry_run=dry_run)


def _is_old(desk: Desk, unit: QueuedUnit, found: Record) -> bool:
    """Whether the file only has what stood here when it was exported (or, where it does not say when, at any time)."""
    return any(
        is_same(entry.target, found.target)
        for entry in desk.history(unit.id)
        if found.version is None or entry.version == found.version
    )


def _edit(
    desk: Desk, unit: QueuedUnit, found: Record, result: Imported, path: Path, *, dry_run: bool
) -> None:
    base = found.version
    if base is None:
        if unit.state not in ("new", "drafted"):
            result.conflicts.append(
                {
                    "unit": unit.id,
                    "problem": "the file does not tell the version that it changed, and people have worked on the unit",
                    "version": unit.version,
                    "mine": found.target,
                    "theirs": unit.target,
                }
            )
            return
        base = unit.version
    target = found.target if not is_same(found.target, unit.target) else unit.target
    if dry_run:
        _foretell(desk, unit, target, base, result)
        return
    try:
        desk.edit(unit.id, target, base_version=base, comment=f"imported from {path.name}")
    except VersionConflict as error:
        result.conflicts.append(
            {key: value for key, value in error.shape().items() if key != "error"}
            | {"problem": "changed here since the export"}
        )
    except ClaimedByOther as error:
        _reject(result, unit.id, f"{error.person} holds it until {error.expires_at}")
    except TranslateError as error:
        _reject(result, unit.id, str(error))
    else:
        result.changed.append(unit.id)


def _foretell(desk: Desk, unit: QueuedUnit, target: str, base: int, result: Imported) -> None:
    """What an edit would come to, without making it."""
    if base != unit.version:
        result.conflicts.append(
            {
                "unit": unit.id,
                "problem": "changed here since the export",
                "base_version": base,
                "version": unit.version,
                "mine": target,
                "theirs": unit.target,
            }
        )
    elif unit.claimed_by not in (None, desk.person.name):
        _reject(result, unit.id, f"{unit.claimed_by} holds it until {unit.claim_expires}")
    elif unit.state == "removed":
        _reject(result, unit.id, "was split, joined or cut")
    elif unit.state == "final" and not desk.may("edit.final"):
        _reject(result, unit.id, f"{desk.person.name} may not change what is published")
    else:
        result.changed.append(unit.id)


def is_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but what a file format may do to them: line ends, edges, control characters, composed letters."""
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _UNWANTED.sub("", text).strip()
