"""What the REST interface takes and gives, as the OpenAPI document tells it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Code = Literal["en", "ar"]
State = Literal["new", "drafted", "edited", "changes_requested", "reviewed", "final", "stale", "quarantined"]
_CLEAN = (
    r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"  # no control character but tab and line ends
)
_LINE = r"^[^\u0000-\u001f\u007f-\u009f]*$"
_SAID = r"^[^\u0000-\u001f\u007f-\u009f]*[A-Za-z0-9\u0621-\u064a][^\u0000-\u001f\u007f-\u009f]*$"  # a line that says something
#: A text that can be kept: no NUL, no half characters.
Text = Annotated[str, StringConstraints(max_length=100_000, pattern=_CLEAN)]
Short = Annotated[str, StringConstraints(max_length=500, pattern=_LINE)]
_DAY = (  # of this century; a day that the month has
    r"20[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))|20(?:[02468][048]|[13579][26])-02-29"
)
_TIME = (
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{6})?)?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
)
#: A moment as ISO 8601 has it, in UTC where it names no zone; "" for none.
Deadline = Annotated[str, StringConstraints(max_length=40, pattern=rf"^(?:(?:{_DAY})(?:{_TIME})?)?$")]


def _whole(value: object) -> object:
    """5.0 is a whole number in JSON; "5" and true are none."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


_WHOLE = BeforeValidator(_whole)  # behind the bounds, so that the document tells them


class Given(BaseModel):
    """A body of a request: what it does not know is refused, and true is no number."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Told(BaseModel):
    """A body of an answer: keys are only ever added."""

    model_config = ConfigDict(extra="allow")


class Problem(Told):
    """An error (RFC 9457); `type` is urn:dragoman:KIND where there is more to tell than the status."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None


class Conflict(Problem):
    """The three texts of a conflict, and a merge of both changes, word by word."""

    unit: str | None = None
    base_version: int | None = None
    version: int | None = None
    base: str | None = None
    mine: str | None = None
    theirs: str | None = None
    merge: str | None = None
    is_clean: bool | None = None
    person: str | None = None


class Me(Told):
    name: str
    role: str
    display: str
    rights: list[str]
    scopes: list[str] | None


class Article(Told):
    id: str
    source: str
    source_language: str
    target_language: str
    headline: str
    headline_target: str
    topic: str
    priority: float
    deadline: str | None
    words: int
    units: int
    counts: dict[str, int]
    progress: float
    created_at: str
    updated_at: str


class Articles(BaseModel):
    items: list[Article]
    cursor: str | None = None


class NewArticle(Given):
    """A text that is read, drafted and put into the queue; the same article again changes nothing."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=500_000, pattern=_CLEAN)]
    format: Literal["txt", "html", "markdown"] = "txt"
    id: (
        Annotated[
            str, StringConstraints(min_length=1, max_length=120, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
        ]
        | None
    ) = None
    source: Code | None = None
    target: Code | None = None
    topic: Short | None = None
    priority: Annotated[float, Field(gt=0, le=1000)] | None = None
    deadline: Deadline | None = None


class Submitted(Told):
    article: str
    status: Literal["created", "corrected", "unchanged"]
    revision: int
    added: list[str]
    stale: list[str]
    removed: list[str]
    kept: int


class Place(Given):
    """What ranks an article; what is left out stays."""

    topic: Short | None = None
    priority: Annotated[float, Field(gt=0, le=1000)] | None = None
    deadline: Deadline | None = None


class Unit(Told):
    unit: str
    article: str
    state: str
    version: int
    source: str
    target: str
    draft: str
    origin: str
    estimate: float | None
    claimed_by: str | None
    issues: list[dict[str, Any]]
    terms: list[dict[str, Any]]
    source_language: str
    target_language: str


class Units(BaseModel):
    items: list[Unit]
    cursor: str | None = None


class Revision(Told):
    version: int
    at: str
    user: str
    action: str
    target: str
    comment: str
    state: str


class NewRevision(Given):
    """A post-edit; `If-Match` names the version that it was made from."""

    target: Text
    comment: Annotated[str, StringConstraints(max_length=2_000, pattern=_CLEAN)] = ""
    active_seconds: Annotated[float, Field(ge=0, le=604_800)] = 0.0
    total_seconds: Annotated[float, Field(ge=0, le=604_800)] = 0.0
    keystrokes: Annotated[int, Field(ge=0, le=1_000_000), _WHOLE] = 0
    keep_claim: bool = False


class Approval(Given):
    comment: Annotated[str, StringConstraints(max_length=2_000, pattern=_CLEAN)] = ""
    waive: Annotated[list[Short], Field(max_length=50)] = []


class Return(Given):
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=_SAID)]
    comment: Annotated[str, StringConstraints(max_length=2_000, pattern=_CLEAN)] = ""


class Revert(Given):
    version: Annotated[int, Field(ge=1, le=2_000_000_000), _WHOLE]
    comment: Annotated[str, StringConstraints(max_length=2_000, pattern=_CLEAN)] = ""


class Waiver(Given):
    code: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[a-z_]+\.[a-z_.]+$")]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=_SAID)]


class NewComment(Given):
    text: Annotated[str, StringConstraints(min_length=1, max_length=2_000, pattern=_SAID)]
    reply_to: Annotated[int, Field(ge=1, le=2_000_000_000), _WHOLE] | None = None


class Comment(Told):
    id: int
    unit: str
    version: int
    person: str
    at: str
    text: str
    reply_to: int | None


class Claim(Told):
    unit: str
    person: str
    purpose: str
    since: str
    expires_at: str
    taken_from: str | None = None


class Next(Given):
    purpose: Literal["edit", "review"] | None = None
    target_language: Code | None = None
    topic: Short | None = None
    minutes: Annotated[int, Field(ge=1, le=720), _WHOLE] = 15


class Target(Given):
    target: Text


class Checked(Told):
    issues: list[dict[str, Any]]
    terms: list[dict[str, Any]]


class JournalEntry(Given):
    target: Text
    base_version: Annotated[int, Field(ge=0, le=2_000_000_000), _WHOLE]
    sequence: Annotated[int, Field(ge=0, le=2_000_000_000), _WHOLE] = 0


class Journal(Told):
    unit: str
    target: str
    base_version: int
    at: str


class Term(Told):
    id: str
    kind: str
    english: str
    arabic: str
    english_variants: list[dict[str, str]]
    arabic_variants: list[dict[str, str]]
    notes: str


class Terms(BaseModel):
    items: list[Term]
    cursor: str | None = None


class Look(Given):
    text: Annotated[str, StringConstraints(max_length=50_000, pattern=_CLEAN)]
    language: Code


class Proposal(Told):
    id: int
    english: str
    arabic: str
    kind: str
    status: str
    seen: int
    evidence: list[dict[str, Any]]


class NewProposal(Given):
    english: Annotated[
        str,
        StringConstraints(
            min_length=1,
            max_length=200,
            pattern=_SAID,
        ),
    ]
    arabic: Annotated[
        str,
        StringConstraints(
            min_length=1,
            max_length=200,
            pattern=_SAID,
        ),
    ]
    note: Short = ""


class Decision(Given):
    status: Literal["accepted", "rejected"]
    note: Short = ""


class Match(Told):
    source: str
    target: str
    score: float


class Hit(Told):
    unit: str
    article: str
    state: str
    source: str
    target: str


class Edition(Told):
    id: str
    article: str
    number: int
    state: str
    created_at: str
    created_by: str
    digest: str


class Editions(BaseModel):
    items: list[Edition]
    cursor: str | None = None


class NewEdition(Given):
    state: Literal["draft", "proof", "approved", "published"] = "draft"
    note_en: Short = ""
    note_ar: Short = ""


class EditionState(Given):
    state: Literal["proof", "approved", "published", "corrected", "retracted"]
    reason: Short = ""
    note_en: Short = ""
    note_ar: Short = ""


class Job(Told):
    id: str
    kind: str
    state: str
    title: str
    total: int
    done: int
    failed: int
    created_at: str


class Event(Told):
    id: int
    at: str
    person: str
    action: str
    unit: str | None
    article: str | None
    version: int | None


class Events(BaseModel):
    items: list[Event]
    cursor: str | None = None


class NewWebhook(Given):
    """Where events are posted to; `events` empty means all. The secret is shown in the answer, once."""

    url: Annotated[
        str,
        StringConstraints(min_length=10, max_length=500, pattern=r"^https?://[A-Za-z0-9.\[\]:-]+(/[!-~]*)?$"),
    ]
    events: Annotated[list[Short], Field(max_length=50)] = []


class Webhook(Told):
    id: int
    url: str
    events: list[str]
    created_at: str


class Statistics(Told):
    by: str | None
    groups: list[dict[str, Any]]
