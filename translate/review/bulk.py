"""One action over many units: shown first, done then, and undone where nobody went on from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, NotAllowed, NotFound, ReviewError, VersionConflict
from translate.review import edits, holds, states
from translate.store import claims, notes, units

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translate.review.act import Act
    from translate.store.rows import QueuedUnit

ACTIONS = ("approve", "return", "revert", "replace", "assign", "waive", "release")
MOST = 2000  # units in one step: it is one transaction, and others wait for it


@dataclass(frozen=True, slots=True)
class BulkItem:
    """One unit of a step: what it was and what it is (or would be); `problem` where it was left alone, and why."""

    unit: str
    article: str
    version: int
    state: str
    target: str
    new_state: str
    new_target: str
    assignee: str | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a step did, or would do: `id` is None in a preview; it is what undo takes."""

    action: str
    id: int | None
    done: tuple[BulkItem, ...]
    refused: tuple[BulkItem, ...]

    @property
    def versions(self) -> dict[str, int]:
        """Each unit with its version before: what `expected` takes, so that only what was shown is changed."""
        return {item.unit: item.version for item in self.done}


def run(
    act: Act,
    action: str,
    ids: Sequence[str],
    *,
    options: Mapping[str, Any],
    expected: Mapping[str, int] | None = None,
) -> Bulk:
    """Do one action to each unit; what cannot be done to one is told, and the rest goes on.

    Raises InputError for an action, options or a number of units that cannot be.
    """
    act.require("bulk")
    if action not in ACTIONS:
        raise InputError(f"no bulk action {action!r}", advice=f"known: {', '.join(ACTIONS)}")
    if len(ids) > MOST:
        raise InputError(f"{len(ids)} units in one step", advice=f"take at most {MOST}, by a narrower filter")
    kept = {key: value for key, value in options.items() if value is not None}
    number = notes.open_bulk(act.connection, person=act.name, action=action, details=kept, at=act.at)
    step = _step(act, action, number, kept)
    done, refused = [], []
    for id_ in dict.fromkeys(ids):
        nested = act.connection.begin_nested()
        before: QueuedUnit | None = None
        try:
            before = act.unit(id_)
            if expected is not None and before.version != expected.get(id_):
                raise ReviewError(f"unit {id_} changed since it was shown")
            step(before)
        except VersionConflict:
            raise  # pragma: no cover  (no step gives a base version)
        except (ReviewError, InputError) as error:
            nested.rollback()
            refused.append(_item(id_, before, before, str(error)))
            continue
        after = act.unit(id_)
        notes_before = _restorable(before)
        units.keep_before(act.connection, number, id_, notes_before, after.version)
        nested.commit()
        done.append(_item(id_, before, after, ""))
    act.note(
        "bulk", subject=str(number), details={"action": action, "units": len(done), "refused": len(refused)}
    )
    return Bulk(action, number, tuple(done), tuple(refused))


def _step(act: Act, action: str, number: int, options: Mapping[str, Any]) -> Callable[[QueuedUnit], object]:
    wanted = {
        "approve": {"comment"},
        "return": {"reason", "comment"},
        "revert": {"to_version", "comment"},
        "replace": {"find", "put", "comment"},
        "assign": {"person"},
        "waive": {"code", "reason"},
        "release": set(),
    }[action]
    unknown = set(options) - wanted
    if unknown:
        raise InputError(f"bulk {action}: no option {', '.join(sorted(unknown))}")

    def must(name: str) -> Any:
        if name not in options or options[name] == "":
            raise InputError(f"bulk {action} needs {name}")
        return options[name]

    comment = str(options.get("comment", ""))
    if action == "approve":
        return lambda unit: edits.approve(act, unit.id, comment=comment, bulk=number)
    if action == "return":
        reason = str(must("reason"))
        return lambda unit: edits.return_(act, unit.id, reason=reason, comment=comment, bulk=number)
    if action == "revert":
        to_version = int(must("to_version"))
        return lambda unit: edits.revert(act, unit.id, to_version, comment=comment, bulk=number)
    if action == "replace":
        find, put = str(must("find")), str(options.get("put", ""))
        return lambda unit: _replace(act, unit, find, put, comment, number)
    if action == "assign":
        person = options.get("person")
        return lambda unit: holds.assign(act, unit.id, person or None)
    if action == "waive":
        code, reason = str(must("code")), str(must("reason"))
        return lambda unit: edits.waive_issue(act, unit.id, code, reason=reason)
    return lambda unit: _release(act, unit)


def _replace(act: Act, unit: QueuedUnit, find: str, put: str, comment: str, number: int) -> None:
    if find not in unit.target:
        raise ReviewError(f"unit {unit.id} does not hold {find!r}")
    edits.edit(
        act, unit.id, unit.target.replace(find, put), base_version=unit.version, comment=comment, bulk=number
    )


def _release(act: Act, unit: QueuedUnit) -> None:
    if not holds.release(act, unit.id):
        raise ReviewError(f"unit {unit.id} is not held")


def _restorable(unit: QueuedUnit) -> dict[str, Any]:
    return {
        "state": unit.state,
        "target": unit.target,
        "version": unit.version,
        "assignee": unit.assignee,
        "last_editor": unit.last_editor,
        "approved_by": unit.approved_by,
        "reason": unit.reason,
        "previous_source": unit.previous_source,
        "issues": units.dump_issues(unit.issues),
        "terms": units.dump_terms(unit.terms),
        "waived": list(unit.waived),
    }


def _item(id_: str, before: QueuedUnit | None, after: QueuedUnit | None, problem: str) -> BulkItem:
    if before is None or after is None:
        return BulkItem(id_, "", 0, "", "", "", "", None, problem)
    return BulkItem(
        id_,
        before.article,
        before.version,
        before.state,
        before.target,
        after.state,
        after.target,
        after.assignee,
        problem,
    )


def undo(act: Act, number: int) -> Bulk:
    """Put back what a step changed, as new versions; a unit that somebody changed since is left and told."""
    act.require("bulk")
    step = notes.get_bulk(act.connection, number)
    if step is None:
        raise NotFound("bulk step", str(number))
    if step.person != act.name and not act.may("edition"):
        raise NotAllowed(f"bulk step {number} is {step.person}'s; they or an editor can undo it")
    if step.undone_at is not None:
        raise ReviewError(f"bulk step {number} was undone by {step.undone_by} at {step.undone_at}")
    done, refused = [], []
    for id_, before, version in notes.bulk_items(act.connection, number):
        found = act.unit(id_)
        held = claims.get(act.connection, id_)
        if found.version != version:
            refused.append(_item(id_, found, found, "changed since"))
        elif held and held.person != act.name and held.expires_at > act.at and version != before["version"]:
            refused.append(_item(id_, found, found, f"{held.person} holds it"))
        else:
            _put_back(act, step.action, found, before, number)
            done.append(_item(id_, found, act.unit(id_), ""))
    notes.close_bulk(act.connection, number, person=act.name, at=act.at)
    act.note("bulk.undo", subject=str(number), details={"units": len(done), "refused": len(refused)})
    return Bulk(step.action, number, tuple(done), tuple(refused))


def _put_back(act: Act, action: str, found: QueuedUnit, before: Mapping[str, Any], number: int) -> None:
    if action == "assign":
        units.place(act.connection, found.id, {"assignee": before["assignee"]})
        act.note(
            "assign",
            unit=found.id,
            article=found.article,
            version=found.version,
            details={"from": found.assignee, "to": before["assignee"], "undo": number},
        )
    elif action == "waive":
        for code in {issue.code for issue in found.issues} & set(found.waived) - set(before["waived"]):
            edits.withdraw_waiver(act, found.id, code)
    elif found.version != before["version"]:
        if found.state == states.REMOVED:  # pragma: no cover  (no step removes)
            return
        names = ("assignee", "last_editor", "approved_by", "reason", "previous_source")
        units.change(
            act.connection,
            found,
            at=act.at,
            person=act.name,
            action="undo",
            state=before["state"],
            target=before["target"],
            reason=f"of bulk step {number}",
            origin=act.origin,
            bulk=number,
            issues=units.load_issues(before["issues"]),
            terms=units.load_terms(before["terms"]) if "terms" in before else None,
            values={name: before[name] for name in names},
            details={"bulk": number},
        )


def previewed(found: Bulk) -> Bulk:
    """A step that was tried and taken back."""
    return replace(found, id=None)
