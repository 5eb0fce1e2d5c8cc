"""What happens to a unit between draft and edition: states, claims, post-edits, effort. Every right is checked here."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Any

from translate import store as stores
from translate.errors import NotAllowed, NotFound
from translate.review import staff
from translate.review.bulk import Bulk, BulkItem
from translate.review.desk import Desk, model_unit, person_at
from translate.review.states import STATES
from translate.review.submit import Plan, Submitted
from translate.store import audit, clock, people
from translate.store.find import Filter
from translate.store.rows import (
    Claim,
    Comment,
    Edition,
    Event,
    Journal,
    Notice,
    Page,
    Person,
    QueuedArticle,
    QueuedUnit,
    Revision,
    Session,
    Token,
    Waiver,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from translate.review.act import Recheck
    from translate.store import Store

__all__ = [
    "STATES",
    "Bulk",
    "BulkItem",
    "Claim",
    "Comment",
    "Desk",
    "Edition",
    "Event",
    "Filter",
    "Journal",
    "Notice",
    "Page",
    "Person",
    "Plan",
    "QueuedArticle",
    "QueuedUnit",
    "Revision",
    "Session",
    "Submitted",
    "Token",
    "Waiver",
    "by_session",
    "by_token",
    "model_unit",
    "open",
    "open_console",
    "open_service",
    "shape",
    "shape_history",
]


def open(  # noqa: A001  (review.open reads like what it does)
    user: str | None = None,
    *,
    store: Store | None = None,
    url: str | None = None,
    scopes: tuple[str, ...] | None = None,
    origin: str = "api",
    recheck: Recheck | None = None,
    now: Callable[[], datetime] = clock.now,
) -> Desk:
    """The desk of a person; of whoever is signed in to this machine unless a name is given.

    The first person who opens an empty desk becomes its admin; until somebody is added by name (`translate user add`), others who
    open a desk in a file of this machine become its editors. `scopes` narrow what they may (a token's), `origin` stands
    in the history (cli, web, api, import), `recheck` finds issues and terms of a target (`workflow.desk.recheck`).
    Raises NotFound for somebody the desk does not know, NotAllowed for somebody who left, StoreError.
    """
    name = staff.person_name(user or _login())
    opened = store or stores.open(url)
    with opened.read() as connection:
        is_new = people.find(connection, name) is None
    if is_new:
        with opened.write() as connection:
            _take_on(opened, connection, name, origin, clock.text(now()))
    with opened.read() as connection:
        person = person_at(connection, name)
    return Desk(opened, person, scopes=scopes, origin=origin, recheck=recheck, now=now)


def open_console(*, store: Store | None = None, url: str | None = None, origin: str = "cli") -> Desk:
    """The desk of whoever sits at the machine itself and may do what an admin may: `translate user`, the first start."""
    return _built_in(staff.CONSOLE, store, url, origin, None)


def open_service(
    *,
    store: Store | None = None,
    url: str | None = None,
    origin: str = "draft",
    recheck: Recheck | None = None,
) -> Desk:
    """The desk of a program that brings drafts: `translate draft --queue`, the archive."""
    return _built_in(staff.SERVICE, store, url, origin, recheck)


def by_token(store: Store, secret: str, *, origin: str = "api", recheck: Recheck | None = None) -> Desk:
    """The desk of whoever an API token belongs to, narrowed to its scopes; raises NotAllowed for one that does not work."""
    at = clock.text(clock.now())
    with store.read() as connection:
        found = people.by_token(connection, people.secret_digest(secret), now=at)
    if found is None:
        raise NotAllowed(
            "this token is unknown, revoked or expired; make one with: translate user token NAME"
        )
    person, token = found
    if token.used_at is None or token.used_at[:13] != at[:13]:  # noted once an hour
        with store.touch() as connection:
            people.used(connection, token.id, at=at)
    return Desk(store, person, scopes=token.scopes, origin=origin, recheck=recheck)


def by_session(
    store: Store, secret: str, *, origin: str = "web", recheck: Recheck | None = None
) -> tuple[Desk, Session]:
    """The desk of whoever signed in with this cookie, and the sign-in; raises NotAllowed for one that has ended."""
    with store.read() as connection:
        found = people.by_session(connection, people.secret_digest(secret), now=clock.text(clock.now()))
    if found is None:
        raise NotAllowed("sign in again")
    return Desk(store, found[0], origin=origin, recheck=recheck), found[1]


def shape(unit: QueuedUnit) -> dict[str, Any]:
    """A unit as JSON has it everywhere (queue list, show, API); keys are only ever added."""
    from dataclasses import asdict

    return {
        "unit": unit.id,
        "article": unit.article,
        "state": unit.state,
        "version": unit.version,
        "source": unit.source,
        "target": unit.target,
        "draft": unit.draft,
        "origin": unit.origin,
        "estimate": unit.estimate,
        "claimed_by": unit.claimed_by,
        "claim_expires": unit.claim_expires,
        "issues": [
            {**asdict(issue), "severity": str(issue.severity), "waived": issue.code in unit.waived}
            for issue in unit.issues
        ],
        "terms": [asdict(term) for term in unit.terms],
        "source_language": unit.source_language,
        "target_language": unit.target_language,
        "kind": unit.kind,
        "segment": unit.segment,
        "block": unit.block,
        "position": unit.position,
        "previous_source": unit.previous_source,
        "assignee": unit.assignee,
        "last_editor": unit.last_editor,
        "approved_by": unit.approved_by,
        "reason": unit.reason,
        "topic": unit.topic,
        "deadline": unit.deadline,
        "priority": unit.priority,
        "rank": unit.rank,
        "words": unit.words,
        "match": unit.match,
        "score": unit.score,
        "engine": unit.engine,
        "model": unit.model,
        "signature": unit.signature,
        "active_seconds": unit.active_seconds,
        "total_seconds": unit.total_seconds,
        "keystrokes": unit.keystrokes,
        "created_at": unit.created_at,
        "updated_at": unit.updated_at,
    }


def shape_history(entries: list[Revision]) -> list[dict[str, Any]]:
    """A history as JSON has it: version, at, user, action, target, comment, and what else there is to say."""
    return [
        {
            "version": entry.version,
            "at": entry.at,
            "user": entry.person,
            "action": entry.action,
            "target": entry.target,
            "comment": entry.comment,
            "reason": entry.reason,
            "state": entry.state,
            "unit": entry.unit,
            "source": entry.source,
            "parent": entry.parent,
            "origin": entry.origin,
            "solo": entry.solo,
            "active_seconds": entry.active_seconds,
            "total_seconds": entry.total_seconds,
            "keystrokes": entry.keystrokes,
        }
        for entry in entries
    ]


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise NotFound(
            "name for you on this machine", "", advice="say who you are with --user NAME"
        ) from None


def _take_on(store: Store, connection: Any, name: str, origin: str, at: str) -> None:
    """Whoever opens a desk without people first is its admin. Who comes after is taken on as an editor as long as nobody was added
    by name, on a desk that is a file: whoever can write the file can do anything anyhow. It is recorded."""
    known = [one for one in people.names(connection) if one not in staff.BUILT_IN]
    is_open = (
        store.dialect == "sqlite" and origin != "web" and not people.get_setting(connection, staff.NAMED)
    )
    if name in staff.BUILT_IN or (known and not is_open):
        return
    role = "editor" if known else "admin"
    people.add(connection, Person(name, role), at=at)
    details = {"role": role, "first": not known}
    audit.append(connection, at=at, person=name, action="person.add", subject=name, details=details)


def _built_in(name: str, store: Store | None, url: str | None, origin: str, recheck: Recheck | None) -> Desk:
    opened = store or stores.open(url)
    with opened.read() as connection:
        person = people.find(connection, name)
    if person is None:
        with opened.write() as connection:
            if people.find(connection, name) is None:
                people.add(connection, Person(name, staff.BUILT_IN[name]), at=clock.text(clock.now()))
            person = people.get(connection, name)
    return Desk(opened, person, origin=origin, recheck=recheck)
