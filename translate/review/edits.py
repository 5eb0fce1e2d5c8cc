"""What people do to a unit: edit, approve, return, revert, waive, comment, split, join. Nothing is overwritten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, NotAllowed, NotFound, OpenIssues, WrongState
from translate.model import Severity
from translate.review import states
from translate.review.act import check_claim, check_version, count, note_text, seconds, target_text
from translate.store import audit, claims, notes, people, units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.model import Issue, TermMatch
    from translate.review.act import Act
    from translate.store.rows import QueuedUnit

_SPACE = re.compile(r"\s*")


def edit(
    act: Act,
    id_: str,
    target: str,
    *,
    base_version: int,
    comment: str = "",
    active_seconds: float = 0.0,
    total_seconds: float = 0.0,
    keystrokes: int = 0,
    keep_claim: bool = False,
    bulk: int | None = None,
) -> QueuedUnit:
    """Append a post-edit and let the unit go, unless `keep_claim`; returns the unit as it stands then."""
    act.require("edit")
    target = target_text(target)
    found = act.unit(id_)
    check_version(act, found, base_version, mine=target)
    if found.state == states.FINAL:
        act.require("edit.final")
    state = states.move(id_, _alive(found), "edit")
    check_claim(act, found, purpose="edit")
    active, total = seconds(active_seconds, "active_seconds"), seconds(total_seconds, "total_seconds")
    keys = count(keystrokes, "keystrokes")
    comment = note_text(comment, "comment")
    is_same = target == found.target and found.state == states.EDITED
    if is_same and not (active or total or keys or comment):
        return found
    issues, terms = _looked_at(act, found, target)
    also = [claims.journal_dropped(id_, act.name)]
    if found.claimed_by == act.name and not keep_claim:
        also.append(claims.dropped(id_))
    return units.change(
        act.connection,
        found,
        at=act.at,
        person=act.name,
        action="edit",
        state=state,
        target=target,
        comment=comment,
        parent=base_version,
        origin=act.origin,
        bulk=bulk,
        active_seconds=active,
        total_seconds=max(active, total),
        keystrokes=keys,
        issues=issues,
        terms=terms,
        values=_edited_by(act),
        also=also,
    )


def _edited_by(act: Act) -> dict[str, Any]:
    return {"last_editor": act.name, "approved_by": None, "reason": "", "previous_source": None}


def _alive(found: QueuedUnit) -> str:
    if found.state == states.REMOVED:
        raise WrongState(f"unit {found.id} was split, joined or cut; open the units that took its place")
    return found.state


def _looked_at(
    act: Act, found: QueuedUnit, target: str
) -> tuple[Sequence[Issue] | None, Sequence[TermMatch] | None]:
    if act.recheck is None:
        return (None, None) if target == found.target else ((), None)
    return act.recheck(found, target)


def approve(
    act: Act,
    id_: str,
    *,
    base_version: int | None = None,
    comment: str = "",
    waive: Sequence[str] = (),
    active_seconds: float = 0.0,
    total_seconds: float = 0.0,
    keystrokes: int = 0,
    bulk: int | None = None,
) -> QueuedUnit:
    """Let a target stand; returns the unit as it stands then."""
    act.require("approve")
    found = act.unit(id_)
    check_version(act, found, base_version)
    state = states.move(id_, found.state, "approve")
    check_claim(act, found, purpose="review")
    if not found.target.strip():
        raise WrongState(f"unit {id_} has no target: translate it first")
    is_own = found.last_editor == act.name
    if is_own and not act.is_solo():
        raise NotAllowed(
            f"unit {id_}: {act.name} edited it last; somebody else has to approve it "
            "(a desk of one person records that it is one: translate user solo on)"
        )
    for code in waive:
        waive_issue(act, id_, code, reason=comment or "waived on approval")
    if waive:
        found = act.unit(id_)
    stand = open_errors(found)
    if stand:
        raise OpenIssues(id_, [f"{issue.code}: {issue.message}" for issue in stand], [i.code for i in stand])
    return units.change(
        act.connection,
        found,
        at=act.at,
        person=act.name,
        action="approve",
        state=state,
        comment=note_text(comment, "comment"),
        parent=base_version,
        origin=act.origin,
        bulk=bulk,
        solo=is_own,
        active_seconds=seconds(active_seconds, "active_seconds"),
        total_seconds=max(seconds(active_seconds, "active_seconds"), seconds(total_seconds, "total_seconds")),
        keystrokes=count(keystrokes, "keystrokes"),
        values={"approved_by": act.name},
        also=[claims.dropped(id_)],
    )


def open_errors(found: QueuedUnit) -> list[Issue]:
    """The issues of severity error that nobody has waived."""
    return [
        issue for issue in found.issues if issue.severity is Severity.ERROR and issue.code not in found.waived
    ]


def return_(
    act: Act,
    id_: str,
    *,
    reason: str,
    comment: str = "",
    base_version: int | None = None,
    active_seconds: float = 0.0,
    bulk: int | None = None,
) -> QueuedUnit:
    """Send a unit back to whoever edited it, with a reason; returns the unit as it stands then."""
    act.require("return")
    reason, comment = note_text(reason, "reason"), note_text(comment, "comment")
    if not reason:
        raise InputError("a unit is returned for a reason", advice="say what is wrong")
    found = act.unit(id_)
    check_version(act, found, base_version)
    state = states.move(id_, found.state, "return")
    check_claim(act, found, purpose="review")
    editor = people.find(act.connection, found.last_editor) if found.last_editor else None
    to = editor.name if editor and editor.is_active else found.assignee
    made = units.change(
        act.connection,
        found,
        at=act.at,
        person=act.name,
        action="return",
        state=state,
        reason=reason,
        comment=comment,
        parent=base_version,
        origin=act.origin,
        bulk=bulk,
        active_seconds=seconds(active_seconds, "active_seconds"),
        total_seconds=seconds(active_seconds, "active_seconds"),
        values={"assignee": to, "approved_by": None, "reason": reason},
        also=[claims.dropped(id_)],
    )
    if editor and editor.name != act.name:
        said = f"{act.name} returned it: {reason}" + (f" ({comment})" if comment else "")
        people.tell(
            act.connection,
            editor.name,
            kind="returned",
            text=said,
            at=act.at,
            unit=id_,
            article=found.article,
        )
    return made


def revert(
    act: Act,
    id_: str,
    to_version: int,
    *,
    base_version: int | None = None,
    comment: str = "",
    bulk: int | None = None,
) -> QueuedUnit:
    """Put the target of an earlier version in again, as a new version; returns the unit as it stands then."""
    act.require("revert")
    found = act.unit(id_)
    then = units.at_version(act.connection, id_, to_version)
    if then is None:
        raise NotFound("version", f"{id_} {to_version}", advice=f"it has versions 1 to {found.version}")
    check_version(act, found, base_version, mine=then.target)
    if found.state == states.FINAL:
        act.require("edit.final")
    state = states.move(id_, _alive(found), "revert")
    check_claim(act, found, purpose="edit")
    issues, terms = _looked_at(act, found, then.target)
    return units.change(
        act.connection,
        found,
        at=act.at,
        person=act.name,
        action="revert",
        state=state,
        target=then.target,
        comment=note_text(comment, "comment"),
        reason=f"to version {to_version}",
        parent=base_version,
        origin=act.origin,
        bulk=bulk,
        issues=issues,
        terms=terms,
        values=_edited_by(act),
        details={"version": to_version},
    )


def waive_issue(act: Act, id_: str, code: str, *, reason: str) -> int:
    """Let the issues of one code pass; returns how many. Raises InputError where the unit has none."""
    act.require("waive")
    reason = note_text(reason, "reason")
    if not reason:
        raise InputError("an issue is waived for a reason", advice="say why it may stand")
    found = act.unit(id_)
    meant = [issue for issue in found.issues if issue.code == code]
    if not meant:
        has = ", ".join(dict.fromkeys(issue.code for issue in found.issues))
        raise InputError(
            f"unit {id_} has no issue {code!r}", advice=f"its issues: {has}" if has else "it has none"
        )
    stands = {
        (waiver.code, waiver.message)
        for waiver in notes.waivers(act.connection, id_)
        if waiver.withdrawn_at is None
    }
    new = [issue for issue in meant if (issue.code, issue.message) not in stands]
    for issue in new:
        notes.add_waiver(
            act.connection,
            unit=id_,
            version=found.version,
            code=code,
            message=issue.message,
            person=act.name,
            reason=reason,
            at=act.at,
        )
    if new:
        act.note(
            "waive",
            unit=id_,
            article=found.article,
            version=found.version,
            details={"code": code, "reason": reason, "messages": [issue.message for issue in new]},
        )
    return len(new)


def withdraw_waiver(act: Act, id_: str, code: str) -> int:
    """Let the issues of one code stand again; returns how many waivers ended."""
    act.require("waive")
    found = act.unit(id_)
    ended = notes.withdraw(act.connection, id_, code, person=act.name, at=act.at)
    if ended:
        act.note("unwaive", unit=id_, article=found.article, version=found.version, details={"code": code})
    return ended


def comment(act: Act, id_: str, text: str, *, reply_to: int | None = None) -> int:
    """Put a remark beside a unit; returns its number."""
    act.require("comment")
    text = note_text(text, "comment")
    if not text:
        raise InputError("the comment is empty", advice="say something")
    found = act.unit(id_)
    there = notes.comments(act.connection, id_)
    if reply_to is not None and reply_to not in {one.id for one in there}:
        raise NotFound("comment", str(reply_to))
    number = notes.add_comment(
        act.connection,
        unit=id_,
        version=found.version,
        person=act.name,
        at=act.at,
        text=text,
        reply_to=reply_to,
    )
    act.note(
        "comment",
        unit=id_,
        article=found.article,
        version=found.version,
        subject=str(number),
        details={"digest": audit.digest(text)},
    )
    known = set(people.names(act.connection))
    meant = {found.last_editor, found.assignee, *(one.person for one in there)} - {None, act.name}
    for name in sorted(str(name) for name in meant if name in known):
        people.tell(
            act.connection,
            name,
            kind="comment",
            text=f"{act.name}: {text}"[:500],
            at=act.at,
            unit=id_,
            article=found.article,
        )
    return number


def resolve_comment(act: Act, number: int) -> None:
    """Mark a remark as settled."""
    act.require("comment")
    found = notes.resolve(act.connection, number, person=act.name, at=act.at)
    if found is None:
        raise NotFound("comment", str(number))
    act.note("resolve", unit=found.unit, version=found.version, subject=str(number))


# --- split and join ------------------------------------------------------------------------------


def split(act: Act, id_: str, source_at: int, target_at: int, *, base_version: int) -> tuple[str, str]:
    """Cut a unit in two at places in source and target (characters); returns the ids of the two.

    The old unit keeps its history and is `removed`; each part begins with what the old one said, at version 1.
    """
    act.require("split")
    found = act.unit(id_)
    check_version(act, found, base_version)
    states.move(id_, found.state, "split")
    check_claim(act, found, purpose="edit")
    sources, space = _cut(found.source, source_at, "source")
    targets, _ = _cut(found.target, target_at, "target", may_be_empty=True)
    if found.draft == found.target:
        drafts, _ = _cut(found.draft, target_at, "target", may_be_empty=True)
    else:
        drafts, _ = _cut(
            found.draft, _near_space(found.draft, source_at / len(found.source)), "draft", may_be_empty=True
        )
    _, behind = units.around(act.connection, found, now=act.at)
    gap = (behind.position - found.position) if behind else 1.0
    shared = len(found.source) - len(sources[1])
    parts = []
    for number in (0, 1):
        part = _part(
            act,
            found,
            number=number,
            source=sources[number],
            target=targets[number],
            draft=drafts[number],
            position=found.position + number * gap / 2,
        )
        part |= (
            {"lead": found.lead, "separator": space, "start": found.start}
            if number == 0
            else {"lead": "", "separator": found.separator, "start": found.start + shared}
        )
        parts.append(part)
    return _replace(act, [found], parts, "split")


def join(act: Act, first: str, second: str, *, base_versions: tuple[int, int]) -> str:
    """Make one unit of two neighbours in a block; returns its id. The two keep their histories and are `removed`."""
    act.require("split")
    one, two = act.unit(first), act.unit(second)
    for found, base_version in zip((one, two), base_versions, strict=True):
        check_version(act, found, base_version)
        states.move(found.id, found.state, "join")
        check_claim(act, found, purpose="edit")
    _, behind = units.around(act.connection, one, now=act.at)
    if behind is None or behind.id != second or one.block != two.block:
        raise WrongState(f"units {first} and {second} do not follow each other in one paragraph")
    between = one.separator or " "
    part = _part(
        act,
        one,
        number=0,
        source=one.source + one.separator + two.source,
        target=between.join(text for text in (one.target, two.target) if text),
        draft=between.join(text for text in (one.draft, two.draft) if text),
        position=one.position,
    )
    part |= {
        "lead": one.lead,
        "separator": two.separator,
        "start": one.start,
        "parents": audit.dumps([first, second]),
    }
    if two.state == states.EDITED or one.state == states.EDITED:
        part["state"] = states.EDITED
        part["last_editor"] = max(
            (one, two), key=lambda found: found.updated_at if found.last_editor else ""
        ).last_editor
    if not part["target"].strip():
        part["state"] = states.NEW
    return str(_replace(act, [one, two], [part], "join")[0])


def _cut(text: str, at: int, what: str, *, may_be_empty: bool = False) -> tuple[tuple[str, str], str]:
    if not 0 <= at <= len(text):
        raise InputError(f"{what}: place {at} is outside its {len(text)} characters")
    before, after = text[:at], text[at:]
    space = before[len(before.rstrip()) :] + after[: len(after) - len(after.lstrip())]
    if not may_be_empty and not (before.strip() and after.strip()):
        raise InputError(
            f"{what}: nothing stands on one side of place {at}", advice="give a place between words"
        )
    return (before.rstrip(), after.lstrip()), space


def _near_space(text: str, share: float) -> int:
    """The place of the space that is nearest to a share of the text; its end where there is none."""
    wanted = round(len(text) * share)
    spaces = [found.start() for found in re.finditer(r"\s", text)]
    return min(spaces, key=lambda place: abs(place - wanted), default=len(text))


def _part(
    act: Act, found: QueuedUnit, *, number: int, source: str, target: str, draft: str, position: float
) -> dict[str, Any]:
    state = states.EDITED if found.state == states.REVIEWED else found.state
    if not target.strip():
        state = states.NEW
    words = len(source.split())
    return {
        "id": audit.digest("part", found.id, found.version, number, source)[:16],
        "article": found.article,
        "position": position,
        "block": found.block,
        "kind": found.kind,
        "segment": f"{found.segment}.{number + 1}",
        "source_language": found.source_language,
        "target_language": found.target_language,
        "source": source,
        "source_hash": units.source_hash(source),
        "previous_source": found.previous_source,
        "target": target,
        "draft": draft,
        "origin": found.origin,
        "engine": found.engine,
        "model": found.model,
        "signature": found.signature,
        "score": found.score,
        "stop": found.stop,
        "match": found.match,
        "estimate": found.estimate,
        "reason": found.reason,
        "topic": found.topic,
        "deadline": found.deadline,
        "priority": found.priority,
        "rank": found.rank - (position - found.position) * 1e-8,
        "state": state,
        "assignee": found.assignee,
        "last_editor": found.last_editor,
        "words": words,
        "parents": audit.dumps([found.id]),
    }


def _replace(
    act: Act, old: Sequence[QueuedUnit], parts: Sequence[dict[str, Any]], action: str
) -> tuple[Any, ...]:
    for found in old:
        units.change(
            act.connection,
            found,
            at=act.at,
            person=act.name,
            action=action,
            state=states.REMOVED,
            origin=act.origin,
            details={"into": [part["id"] for part in parts]},
            also=[claims.dropped(found.id)],
        )
    digest = units.insert(act.connection, parts, person=act.name, at=act.at, action=action)
    act.note(
        f"{action}.made",
        article=old[0].article,
        digest=digest,
        details={"units": [part["id"] for part in parts], "from": [found.id for found in old]},
    )
    if act.recheck is not None:
        for part in parts:
            found = act.unit(part["id"])
            issues, terms = act.recheck(found, found.target)
            units.place(act.connection, found.id, units.looked_at(issues, terms))
    return tuple(part["id"] for part in parts)
