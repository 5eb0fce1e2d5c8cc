"""What the store gives: frozen values, one class a subject; times are ISO 8601 in UTC with microseconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translate.model import Issue, TermMatch

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; `cursor` asks for the next, None at the end."""

    items: tuple[T, ...]
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the desk; `name` is what signs their work and never changes."""

    name: str
    role: str
    display: str = ""
    email: str = ""
    is_active: bool = True
    has_password: bool = False
    preferences: Mapping[str, Any] = field(default_factory=dict)
    created_at: str = ""
    seen_at: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """An API token without its secret."""

    id: int
    person: str
    label: str
    scopes: tuple[str, ...]
    created_at: str
    expires_at: str | None = None
    used_at: str | None = None
    revoked_at: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in of a browser, without its secret."""

    person: str
    csrf: str
    created_at: str
    expires_at: str
    seen_at: str
    address: str = ""
    agent: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should know: their claim was taken over, their unit came back."""

    id: int
    person: str
    kind: str
    text: str
    at: str
    unit: str | None = None
    article: str | None = None
    read_at: str | None = None


@dataclass(frozen=True, slots=True)
class QueuedArticle:
    """An article in the queue; `counts` tells how many units are in each state, `words` are source words."""

    id: str
    source: str
    source_language: str
    target_language: str
    headline: str
    headline_target: str
    topic: str
    priority: float
    deadline: str | None
    revision: int
    engine: str
    model: str
    signature: str
    words: int
    counts: Mapping[str, int]
    created_at: str
    created_by: str
    updated_at: str

    @property
    def units(self) -> int:
        """How many units there are, removed ones left out."""
        return sum(self.counts.values())

    @property
    def progress(self) -> float:
        """The share of units that are reviewed or final, 0–1."""
        return (
            (self.counts.get("reviewed", 0) + self.counts.get("final", 0)) / self.units if self.units else 0.0
        )


@dataclass(frozen=True, slots=True)
class QueuedUnit:
    """A unit in the queue: the three texts, where it stands, and who has it.

    `version` counts its revisions and goes into every write. `estimate` is the predicted HTER (0–1), `rank` what the
    queue sorts by. `claimed_by` is None where nobody holds it now. `waived` are codes of its issues that were waived.
    `previous_source` is what a stale unit's target translates. Seconds and keystrokes are sums over its revisions.
    """

    id: str
    article: str
    position: float
    block: str
    kind: str
    segment: str
    start: int
    lead: str
    separator: str
    source_language: str
    target_language: str
    source: str
    target: str
    draft: str
    origin: str
    engine: str
    model: str
    signature: str
    score: float
    stop: str
    match: float | None
    estimate: float | None
    state: str
    version: int
    reason: str
    topic: str
    deadline: str | None
    priority: float
    rank: float
    words: int
    previous_source: str | None
    assignee: str | None
    last_editor: str | None
    approved_by: str | None
    claimed_by: str | None
    claim_purpose: str | None
    claim_expires: str | None
    terms: tuple[TermMatch, ...]
    issues: tuple[Issue, ...]
    waived: tuple[str, ...]
    parents: tuple[str, ...]
    source_tokens: int
    target_tokens: int
    active_seconds: float
    total_seconds: float
    keystrokes: int
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One entry of a unit's history. `action`: draft, edit, approve, return, revert, stale, split, join, final, undo …

    Comments and waivers stand in the history too (`comment`, `waive`): they carry the version that they speak of.
    `parent` is the version that the writer had before their eyes, `origin` where they wrote (cli, web, api, import).
    """

    unit: str
    version: int
    action: str
    state: str
    target: str
    person: str
    at: str
    comment: str = ""
    reason: str = ""
    source: str | None = None
    parent: int = 0
    origin: str = ""
    bulk: int | None = None
    solo: bool = False
    active_seconds: float = 0.0
    total_seconds: float = 0.0
    keystrokes: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A hold on a unit: `purpose` is edit or review, `taken_from` who held it until now."""

    unit: str
    person: str
    token: str
    purpose: str
    since: str
    heartbeat_at: str
    expires_at: str
    taken_from: str | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """What a person was typing when last heard of; not yet a revision."""

    unit: str
    person: str
    target: str
    base_version: int
    active_seconds: float
    total_seconds: float
    keystrokes: int
    sequence: int
    at: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a unit."""

    id: int
    unit: str
    version: int
    person: str
    at: str
    text: str
    reply_to: int | None = None
    resolved_at: str | None = None
    resolved_by: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """An issue that a person let pass, by name and with a reason; it counts while the issue says the same."""

    id: int
    unit: str
    version: int
    code: str
    message: str
    person: str
    reason: str
    at: str
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the audit: who did what, when; each row carries the hash of the one before."""

    id: int
    at: str
    person: str
    action: str
    unit: str | None
    article: str | None
    version: int | None
    subject: str
    details: Mapping[str, Any]
    digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A numbered bilingual article: what it pins never changes; `state` is that of its newest event."""

    id: str
    article: str
    number: int
    article_revision: int
    content: Mapping[str, Any]
    digest: str
    state: str
    created_at: str
    created_by: str
    notice: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    pins: tuple[tuple[str, int], ...] = ()  # unit and version, in order


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term that post-edits suggest, waiting in the glossary inbox."""

    id: int
    english: str
    arabic: str
    kind: str
    status: str
    seen: int
    evidence: tuple[Mapping[str, Any], ...]
    created_at: str
    updated_at: str
    decided_by: str | None = None
    decided_at: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A long task: an archive run, a training."""

    id: str
    kind: str
    state: str
    title: str
    parameters: Mapping[str, Any]
    place: str
    total: int
    done: int
    failed: int
    error: str
    created_at: str
    created_by: str
    updated_at: str
    finished_at: str | None = None
