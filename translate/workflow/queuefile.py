"""The queue goes out to a file, a line of JSON an article and a unit, and comes in again: nothing is overwritten."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, NotFound, TranslateError, VersionConflict
from translate.model import Draft, DraftedArticle, Issue, Segment, Severity, TermMatch, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from translate.review import Desk, QueuedArticle, QueuedUnit

FORMAT = "dragoman-queue/1"
LONGEST = 8 * 1024 * 1024  # bytes of a line
_UNIT = {"unit": str, "source": str, "target": str, "version": int}


@dataclass(slots=True)
class Imported:
    """What came of an import, by unit: `conflicts` hold base, mine and theirs; `rejected` why."""

    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, str]] = field(default_factory=list)

    def shape(self) -> dict[str, Any]:
        """The result as JSON has it."""
        return asdict(self)


def write(desk: Desk, articles: Iterable[str]) -> Iterator[str]:
    """Each article and then its units as lines of JSON, without line ends: what `read` takes."""
    from translate.review import shape
    from translate.store.articles import dump

    for id_ in articles:
        found, drafted = desk.article(id_), desk.drafted(id_)
        yield _line(
            {
                "type": "article",
                "format": FORMAT,
                **_head(found),
                "content": json.loads(dump(drafted.article, drafted.blocks)),
            }
        )
        for unit in desk.units_of(id_):
            yield _line({"type": "unit", **shape(unit), "place": _place(unit)})


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _head(found: QueuedArticle) -> dict[str, Any]:
    names = ("id", "source_language", "target_language", "topic", "priority", "deadline", "engine", "model", "signature", "revision")  # fmt: skip
    return {name: getattr(found, name) for name in names}


def _place(unit: QueuedUnit) -> dict[str, Any]:
    """What puts the unit back into its article."""
    names = ("segment", "block", "start", "lead", "separator", "stop", "source_tokens", "target_tokens")
    return {name: getattr(unit, name) for name in names}


def read(desk: Desk, stream: BinaryIO, file: str, *, dry_run: bool = False, comment: str = "") -> Imported:
    """Take targets from a file, as post-edits of the desk's person; returns what became of each unit.

    A unit whose source is another one, or that the desk does not have, is left alone and told; one that was changed here since
    is a conflict. An article that the desk does not have is submitted with its drafts, and then its post-edits. Approvals are
    not taken over: somebody here has to give them. Raises InputError with the line for what is no queue file.
    """
    result = Imported()
    article: dict[str, Any] | None = None
    units: list[dict[str, Any]] = []
    for number, line in _lines(stream, file):
        place = f"line {number}"
        if line.get("type") == "article":
            _submit(desk, article, units, result, file, dry_run=dry_run, comment=comment)
            article, units = _checked(line, file, place), []
        else:
            _unit_checked(line, file, place)
            units.append(line)
            if article is None or line.get("article") != article["id"]:
                _take(desk, units.pop(), result, dry_run=dry_run, comment=comment)
    _submit(desk, article, units, result, file, dry_run=dry_run, comment=comment)
    return result


def _lines(stream: BinaryIO, file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    number = 0
    while raw := stream.readline(LONGEST + 1):
        number += 1
        if len(raw) > LONGEST:
            raise InputError(
                f"more than {LONGEST // 1024 // 1024} MB",
                file=file,
                place=f"line {number}",
                advice="export it again",
            )
        if not raw.strip():
            continue
        try:
            value = json.loads(raw.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise InputError(
                f"not JSON: {error}",
                file=file,
                place=f"line {number}",
                advice="give what translate queue export wrote",
            ) from None
        if not isinstance(value, dict):
            raise InputError(
                "not an object",
                file=file,
                place=f"line {number}",
                advice="give what translate queue export wrote",
            )
        yield number, value


def _checked(line: dict[str, Any], file: str, place: str) -> dict[str, Any]:
    if line.get("format", FORMAT) != FORMAT:
        raise InputError(
            f"format {str(line['format'])[:40]!r} is not known here",
            file=file,
            place=place,
            advice="update dragoman",
        )
    for name in ("id", "source_language", "target_language"):
        if not isinstance(line.get(name), str):
            raise InputError(f"an article without {name}", file=file, place=place, advice="export it again")
    return line


def _unit_checked(line: dict[str, Any], file: str, place: str) -> None:
    for name, kind in _UNIT.items():
        value = line.get(name)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise InputError(f"a unit without {name}", file=file, place=place, advice="export it again")


def _submit(
    desk: Desk,
    article: dict[str, Any] | None,
    units: list[dict[str, Any]],
    result: Imported,
    file: str,
    *,
    dry_run: bool,
    comment: str,
) -> None:
    """The units of an article that was read whole; the article too, where the desk does not have it."""
    if article is None:
        return
    try:
        desk.article(article["id"])
    except NotFound:
        if article.get("content") is None:
            result.unknown += [line["unit"] for line in units]
            return
        drafted = _drafted(article, units, file)
        if dry_run:
            result.added += [line["unit"] for line in units]
            return
        estimates = {
            unit.segment.id: line["estimate"]
            for unit, line in zip(drafted.units, units, strict=True)
            if isinstance(line.get("estimate"), float)
        }
        desk.submit(
            drafted,
            topic=article.get("topic") or None,
            priority=article.get("priority"),
            deadline=article.get("deadline"),
            estimates=estimates,
        )
        made = {(unit.source, unit.segment): unit for unit in desk.units_of(article["id"])}
        for unit, line in zip(drafted.units, units, strict=True):
            new = made[unit.source, unit.segment.id]
            result.added.append(new.id)
            if line["target"].strip() != new.target:
                _edit(desk, new.id, line["target"], new.version, result, comment=comment)
        return
    for line in units:
        _take(desk, line, result, dry_run=dry_run, comment=comment)


def _take(desk: Desk, line: dict[str, Any], result: Imported, *, dry_run: bool, comment: str) -> None:
    id_, target = line["unit"], line["target"].strip()
    try:
        found = desk.unit(id_)
    except NotFound:
        result.unknown.append(id_)
        return
    if found.source != line["source"]:
        result.rejected.append({"unit": id_, "problem": "its source is another one here"})
    elif found.target == target:
        result.unchanged.append(id_)
    elif dry_run and found.version == line["version"]:
        result.changed.append(id_)
    elif dry_run:
        result.conflicts.append(
            {
                "unit": id_,
                "base_version": line["version"],
                "version": found.version,
                "mine": target,
                "theirs": found.target,
            }
        )
    elif _edit(desk, id_, target, line["version"], result, comment=comment):
        result.changed.append(id_)


def _edit(desk: Desk, id_: str, target: str, version: int, result: Imported, *, comment: str) -> bool:
    try:
        desk.edit(id_, target, base_version=version, comment=comment)
    except VersionConflict as error:
        result.conflicts.append(error.shape())
        return False
    except TranslateError as error:
        result.rejected.append({"unit": id_, "problem": str(error)})
        return False
    return True


def _drafted(article: dict[str, Any], units: list[dict[str, Any]], file: str) -> DraftedArticle:
    from translate.store.articles import load

    try:
        found, blocks = load(json.dumps(article["content"], ensure_ascii=False))
        made = tuple(_unit(line) for line in units)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise InputError(
            f"article {article['id'][:80]!r} is not whole: {type(error).__name__}: {error}",
            file=file,
            advice="export it again",
        ) from None
    return DraftedArticle(
        found,
        article["source_language"],
        article["target_language"],
        str(article.get("engine", "")),
        str(article.get("model", "")),
        str(article.get("signature", "")),
        blocks,
        made,
    )


def _unit(line: dict[str, Any]) -> Unit:
    place = line["place"]
    segment = Segment(
        str(place["segment"]),
        str(place["block"]),
        line["source"],
        int(place["start"]),
        str(place["separator"]),
        str(place["lead"]),
    )
    draft = Draft(
        str(line["draft"]),
        str(line["origin"]),
        float(line["score"]),
        int(place["source_tokens"]),
        int(place["target_tokens"]),
        str(place["stop"]),
    )
    issues = tuple(
        Issue(
            **{name: value for name, value in issue.items() if name in Issue.__dataclass_fields__}
            | {"severity": Severity(issue["severity"])}
        )
        for issue in line["issues"]
    )
    return Unit(segment, draft, draft.target, tuple(TermMatch(**term) for term in line["terms"]), issues)
