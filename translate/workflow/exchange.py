"""Units of the queue out to other tools, and their work back in as post-edits: nothing is overwritten, nothing demoted without a word."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from translate import exchange
from translate.errors import ClaimedByOther, InputError, NotFound, TranslateError, VersionConflict
from translate.exchange import Code, Record, Suggestion
from translate.model import Markup
from translate.text import inline
from translate.text.markup import safe_attributes
from translate.workflow.markup import over, over_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from translate.memory import Memory
    from translate.review import Desk, QueuedUnit

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffd\ufffe\uffff\ud800-\udfff]")
_DONE = frozenset({"edited", "reviewed", "final"})
_HIDDEN = frozenset({"removed"})
_POINTS = frozenset({"br"})
_AT_ONCE = 100  # units whose matches are looked up together


@dataclass(slots=True)
class Imported:
    """What came of an import, by unit: `conflicts` hold what the file says and what stands here, `rejected` why.

    `notices` say what a person should know of the units that were changed; they are no part of the JSON.
    """

    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def shape(self) -> dict[str, Any]:
        """The result as JSON has it."""
        return {name: value for name, value in asdict(self).items() if name != "notices"}


# --- out -----------------------------------------------------------------------------------------


def records(
    desk: Desk, articles: Iterable[str], *, memory: Memory | None = None, matches: int = 3
) -> Iterator[Record]:
    """The units of articles in order, with issues, comments and terms; with matches of the memory where one is given.

    Raises NotFound for an article that there is not.
    """
    for name in articles:
        found = _Article(desk, name)
        units = list(found.units.values())
        for start in range(0, len(units), _AT_ONCE):
            part = range(start, min(len(units), start + _AT_ONCE))
            around = {
                place: (
                    units[place - 1].source if place else "",
                    units[place + 1].source if place + 1 < len(units) else "",
                )
                for place in part
            }
            suggested = _suggestions(
                [(units[place].source, *around[place]) for place in part], units, memory, matches
            )
            for place, suggestions in zip(part, suggested, strict=True):
                before, after = around[place]
                yield _record(desk, found, units[place], before=before, after=after, matches=suggestions)


def _suggestions(
    texts: Sequence[tuple[str, str, str]], units: Sequence[QueuedUnit], memory: Memory | None, most: int
) -> list[tuple[Suggestion, ...]]:
    """What the memory has for each (text, text before, text after) of an article."""
    if memory is None or not most:
        return [()] * len(texts)
    from translate.memory import Query

    best = memory.search_each([Query(*three) for three in texts], units[0].source_language, limit=most)
    return [tuple(Suggestion(match.source, match.target, match.score) for match in found) for found in best]


class _Article:
    """An article of the queue with what lies over its texts; read once for all of its units."""

    def __init__(self, desk: Desk, name: str) -> None:
        from translate.store import articles, marks, units

        self.name = name
        with desk.transaction(write=False) as act:
            _, blocks = articles.content(act.connection, name)
            self.units = {unit.id: unit for unit in units.of_article(act.connection, name, now=act.at)}
            placed = marks.of_article(act.connection, name)
        self._blocks = {one.block.id: one for one in blocks}
        by_block: dict[str, list[QueuedUnit]] = {}
        for unit in self.units.values():
            by_block.setdefault(unit.block, []).append(unit)
        self.target_markup: dict[str, tuple[Markup, ...]] = {}
        for block, own in by_block.items():
            if block in self._blocks:
                over = over_targets(self._blocks[block], own, placed)
                self.target_markup |= {unit.id: found for unit, found in zip(own, over, strict=True)}

    def source_markup(self, unit: QueuedUnit) -> tuple[Markup, ...]:
        """What lies over the source of a unit."""
        one = self._blocks.get(unit.block)
        return over(one.block, unit) if one is not None else ()

    def drafted_markup(self, unit: QueuedUnit, target: str) -> tuple[Markup, ...]:
        """What lies over a target that nobody has placed anything over."""
        one = self._blocks.get(unit.block)
        if one is None:
            return ()
        own = [
            replace(known, target=target) if known.id == unit.id else known
            for known in self.units.values()
            if known.block == unit.block
        ]
        found = dict(zip((known.id for known in own), over_targets(one, own, {}), strict=True))
        return found.get(unit.id, ())


def _record(
    desk: Desk,
    article: _Article,
    unit: QueuedUnit,
    *,
    before: str,
    after: str,
    matches: tuple[Suggestion, ...],
) -> Record:
    """A unit as other tools see it."""
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
        source_codes=_codes(article.source_markup(unit)),
        target_codes=_codes(article.target_markup.get(unit.id, ())) if unit.target else (),
        notes=tuple(told),
        terms=tuple(dict.fromkeys((getattr(term, sides[0]), getattr(term, sides[1])) for term in unit.terms)),
        matches=matches,
        previous_source=unit.previous_source or "",
        previous=before,
        next=after,
        author=unit.last_editor or "",
        changed=unit.updated_at,
    )


def _codes(markup: Sequence[Markup]) -> tuple[Code, ...]:
    kinds = {"a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underlined"}
    return tuple(
        Code(
            mark.start,
            mark.end,
            inline.opening(mark.tag, mark.attributes),
            inline.closing(mark.tag) if mark.tag not in _POINTS else "",
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
    and what has another source here, is kept apart as a conflict. Inline codes stand where the file has them: moved ones are kept,
    those that are gone are told in `notices`, and a target whose codes cannot be kept is rejected. A state in the file never lowers a
    unit, and never raises one; with `confirm`, drafts that the file calls translated are confirmed as they are. Raises InputError.
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
    taking = _Import(desk, path, dry_run, confirm, exchange.exchange(name).keeps_codes)
    for found in _read(path, name):
        if twice[found.id] > 1:
            taking.reject(found.id, "stands in the file more than once")
            twice[found.id] = -1
        elif twice[found.id] == 1:
            taking.take(found)
    return taking.result


def _read(path: Path, name: str) -> Iterator[Record]:
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=path) from error
    with stream:
        yield from exchange.exchange(name).read(stream, str(path))


class _DryRun(Exception):
    """Nothing is kept."""


@dataclass(slots=True)
class _Import:
    """The import of one file: `take` decides about each unit."""

    desk: Desk
    path: Path
    dry_run: bool
    confirm: bool
    keeps_codes: bool
    result: Imported = field(default_factory=Imported)
    _article: _Article | None = None

    def reject(self, unit: str, problem: str) -> None:
        self.result.rejected.append({"unit": unit, "problem": problem})

    def take(self, found: Record) -> None:
        try:
            unit = self.desk.unit(found.id)
        except NotFound:
            self.result.unknown.append(found.id)
            return
        if not is_same(found.source, unit.source):
            self.result.conflicts.append(
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
        if unit.state in _HIDDEN:
            self.reject(unit.id, "was split, joined or cut")
            return
        markup: tuple[Markup, ...] | None = None
        if self._tells_codes(found, unit):
            try:
                markup = self._markup(found, unit)
            except ValueError as error:
                self.reject(unit.id, str(error))
                return
        confirms = self.confirm and found.state in _DONE and unit.state == "drafted" and bool(unit.target)
        if self._is_old(unit, found, markup) and not confirms:
            self.result.unchanged.append(unit.id)
        elif not found.target.strip():
            self.reject(unit.id, "has no target in the file; what stands here was kept")
        else:
            self._edit(unit, found, markup)

    # --- codes ---------------------------------------------------------------------------------

    def _tells_codes(self, found: Record, unit: QueuedUnit) -> bool:
        """Whether the file says where the codes stand: not in a table, nor where it left out those of the source."""
        if not self.keeps_codes or not found.target.strip():
            return False
        return bool(found.source_codes or found.target_codes) or not self._of(unit).source_markup(unit)

    def _of(self, unit: QueuedUnit) -> _Article:
        if self._article is None or self._article.name != unit.article:
            self._article = _Article(self.desk, unit.article)
        return self._article

    def _markup(self, found: Record, unit: QueuedUnit) -> tuple[Markup, ...]:
        """The codes of the file's target as markup over it. Raises ValueError with what is wrong for what cannot be kept."""
        ours = {
            inline.opening(mark.tag, mark.attributes): mark for mark in self._of(unit).source_markup(unit)
        }
        markup = []
        for code in found.target_codes:
            known = ours.get(code.opening)
            tag, attributes = (known.tag, known.attributes) if known else _added(code)
            end = inline.closing(tag) if tag not in _POINTS else ""
            if code.closing.strip().casefold() != end:
                raise ValueError(
                    f"its code {code.opening} ends in {code.closing}; end it with {end}"
                    if code.closing
                    else f"its code {code.opening} has no end; put {end} where it ends"
                )
            markup.append(Markup(tag, code.start, code.end, attributes))
        return tuple(markup)

    def _is_old(self, unit: QueuedUnit, found: Record, markup: tuple[Markup, ...] | None) -> bool:
        """Whether the file only has what stands here, or stood here when it was exported (where it does not say when, at any time)."""
        if is_same(found.target, unit.target) and (
            markup is None
            or _placing(found.target, markup)
            == _placing(unit.target, self._of(unit).target_markup.get(unit.id, ()))
        ):
            return True
        if found.version == unit.version:
            return False
        return any(
            is_same(entry.target, found.target)
            and (
                markup is None
                or _placing(found.target, markup)
                == _placing(entry.target, self._markup_at(unit, entry.version, entry.target))
            )
            for entry in self.desk.history(unit.id)
            if found.version is None or entry.version == found.version
        )

    def _markup_at(self, unit: QueuedUnit, version: int, target: str) -> tuple[Markup, ...]:
        """What lay over the target of a version."""
        from translate.store import marks

        with self.desk.transaction(write=False) as act:
            placed = marks.at_version(act.connection, unit.id, version, target)
        return self._of(unit).drafted_markup(unit, target) if placed is None else placed

    # --- the edit ------------------------------------------------------------------------------

    def _edit(self, unit: QueuedUnit, found: Record, markup: tuple[Markup, ...] | None) -> None:
        base = found.version
        if base is None:
            if unit.state not in ("new", "drafted"):
                self.result.conflicts.append(
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
        lost = self._lost(unit, markup) if markup is not None else []
        target = unit.target if is_same(found.target, unit.target) else found.target
        comment = f"imported from {self.path.name}" + (f", without {', '.join(lost)}" if lost else "")
        try:
            self._write(unit, found, target, base, comment, markup)
        except VersionConflict as error:
            self.result.conflicts.append(
                {key: value for key, value in error.shape().items() if key != "error"}
                | {"problem": "changed here since the export"}
            )
        except ClaimedByOther as error:
            self.reject(unit.id, f"{error.person} holds it until {error.expires_at}")
        except TranslateError as error:
            self.reject(unit.id, str(error))
        else:
            self.result.changed.append(unit.id)
            if lost:
                self.result.notices.append(f"unit {unit.id}: its target has no {', '.join(lost)} any more")

    def _lost(self, unit: QueuedUnit, markup: tuple[Markup, ...]) -> list[str]:
        """Opening codes of the source that the target had here, and has no more."""
        article = self._of(unit)
        wanted, had, now = (
            Counter(inline.opening(mark.tag, mark.attributes) for mark in marks)
            for marks in (
                article.source_markup(unit),
                article.target_markup.get(unit.id, ()) if unit.target else article.source_markup(unit),
                markup,
            )
        )
        return sorted((wanted & had) - now)

    def _write(
        self,
        unit: QueuedUnit,
        found: Record,
        target: str,
        base: int,
        comment: str,
        markup: tuple[Markup, ...] | None,
    ) -> None:
        """The edit and its codes, both or neither; of a dry run, neither."""
        from translate.review import edits
        from translate.store import marks

        with contextlib.suppress(_DryRun), self.desk.transaction() as act:
            edited = edits.edit(act, unit.id, target, base_version=base, comment=comment)
            if markup is not None and (markup or self._of(unit).source_markup(unit)):
                marks.keep(
                    act.connection, unit=unit.id, version=edited.version, markup=_moved(markup, found.target)
                )
            if self.dry_run:
                raise _DryRun


def _added(code: Code) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Element and attributes of a code that the source does not have. Raises ValueError where it is none that we keep."""
    found = inline.parse_opening(code.opening)
    kept = safe_attributes(*found) if found else None
    if found is None or kept is None or set(kept) != set(found[1]):
        written = code.opening or code.closing or "without content"
        raise ValueError(
            f"its code {written} is none that can be kept; use those of the source, or of HTML: b, i, a"
        )
    return found[0], kept


def _placing(target: str, markup: Iterable[Markup]) -> list[tuple[object, ...]]:
    """Where markup lies over a target, but for what a file format may do to the text."""
    lead = len(_even(target)) - len(_even(target).lstrip())
    return sorted(
        (
            len(_even(target[: mark.start])) - lead,
            len(_even(target[: mark.end])) - lead,
            mark.tag,
            mark.attributes,
        )
        for mark in markup
    )


def _moved(markup: Iterable[Markup], target: str) -> tuple[Markup, ...]:
    """Markup over a target of a file as markup over the target that the desk keeps of it: composed, without spaces around."""
    size = len(_composed(target).strip())
    lead = len(_composed(target)) - len(_composed(target).lstrip())

    def place(character: int) -> int:
        return min(max(0, len(_composed(target[:character])) - lead), size)

    return tuple(replace(mark, start=place(mark.start), end=place(mark.end)) for mark in markup)


def is_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but what a file format may do to them: line ends, edges, control characters, composed letters."""
    return one == other or _even(one).strip() == _even(other).strip()


def _even(text: str) -> str:
    return _UNWANTED.sub("", _composed(text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
