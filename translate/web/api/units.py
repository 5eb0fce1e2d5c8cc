"""Units, claims, revisions and what is said beside them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from translate.errors import NotFound
from translate.review import Filter, QueuedUnit, shape, shape_history
from translate.web import checking
from translate.web.api import shapes
from translate.web.api.caller import Caller, Key, Refusal, Version, paged, responses

router = APIRouter(tags=["Units"])
UnitId = Annotated[
    str, Path(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$", description="The id of a unit.")
]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=500, description="From the page before.")]


def told(response: Response, unit: QueuedUnit) -> dict[str, Any]:
    """A unit with its version as ETag."""
    response.headers["etag"] = f'"{unit.version}"'
    return shape(unit)


@router.get("/units", response_model=shapes.Units, responses=responses(404))
def list_units(
    desk: Caller,
    state: Annotated[list[shapes.State] | None, Query()] = None,
    article: Annotated[str | None, Query(max_length=200)] = None,
    target_language: shapes.Code | None = None,
    topic: Annotated[str | None, Query(max_length=200)] = None,
    assignee: Annotated[str | None, Query(max_length=64)] = None,
    claimed_by: Annotated[str | None, Query(max_length=64)] = None,
    has_errors: bool | None = None,
    text: Annotated[str | None, Query(max_length=200)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Units by rank: what needs a person most first."""
    wanted = Filter(
        states=tuple(state or ()),
        article=article,
        target_language=target_language,
        topic=topic,
        assignee=assignee,
        claimed_by=claimed_by,
        has_errors=has_errors,
        text=text or None,
    )
    found = paged(lambda: desk.units(wanted, limit=limit, cursor=cursor), cursor)
    return {"items": [shape(unit) for unit in found.items], "cursor": found.cursor}


@router.get("/units/{unit}", response_model=shapes.Unit, responses=responses(404))
def get_unit(unit: UnitId, desk: Caller, response: Response) -> dict[str, Any]:
    """A unit as it stands; its ETag is its version."""
    return told(response, desk.unit(unit))


@router.get("/units/{unit}/revisions", response_model=list[shapes.Revision], responses=responses(404))
def list_revisions(unit: UnitId, desk: Caller) -> list[dict[str, Any]]:
    """All that happened to a unit, oldest first."""
    return shape_history(desk.history(unit))


@router.post(
    "/units/{unit}/revisions",
    status_code=201,
    response_model=shapes.Unit,
    responses=responses(404, 409, 412, 428),
)
def add_revision(
    unit: UnitId, body: shapes.NewRevision, desk: Caller, version: Version, key: Key, response: Response
) -> dict[str, Any]:
    """A post-edit of the version that If-Match names: 428 without, 412 with the three texts where there is a newer one."""
    desk.recheck = checking.looked_at(desk.store, unit, body.target)
    return told(
        response,
        desk.edit(
            unit,
            body.target,
            base_version=version,
            idempotency_key=key,
            comment=body.comment,
            active_seconds=body.active_seconds,
            total_seconds=max(body.active_seconds, body.total_seconds),
            keystrokes=body.keystrokes,
            keep_claim=body.keep_claim,
        ),
    )


@router.post("/units/{unit}/approve", response_model=shapes.Unit, responses=responses(404, 409, 412, 428))
def approve(
    unit: UnitId, body: shapes.Approval, desk: Caller, version: Version, key: Key, response: Response
) -> dict[str, Any]:
    """Let the target stand."""
    return told(
        response,
        desk.approve(unit, base_version=version, idempotency_key=key, comment=body.comment, waive=body.waive),
    )


@router.post("/units/{unit}/return", response_model=shapes.Unit, responses=responses(404, 409, 412, 428))
def return_(
    unit: UnitId, body: shapes.Return, desk: Caller, version: Version, key: Key, response: Response
) -> dict[str, Any]:
    """Back to whoever edited it, with a reason."""
    return told(
        response,
        desk.return_(unit, body.reason, comment=body.comment, base_version=version, idempotency_key=key),
    )


@router.post("/units/{unit}/revert", response_model=shapes.Unit, responses=responses(404, 409, 412, 428))
def revert(
    unit: UnitId, body: shapes.Revert, desk: Caller, version: Version, key: Key, response: Response
) -> dict[str, Any]:
    """The target of an earlier version, as a new version."""
    return told(
        response,
        desk.revert(unit, body.version, base_version=version, idempotency_key=key, comment=body.comment),
    )


@router.post("/units/{unit}/waivers", response_model=shapes.Unit, responses=responses(404, 409))
def waive(unit: UnitId, body: shapes.Waiver, desk: Caller, response: Response) -> dict[str, Any]:
    """Let the issues of one code pass."""
    if body.code not in {issue.code for issue in desk.unit(unit).issues}:
        raise Refusal(409, f"unit {unit} has no issue {body.code!r}")
    return told(response, desk.waive(unit, body.code, body.reason))


@router.get("/units/{unit}/comments", response_model=list[shapes.Comment], responses=responses(404))
def list_comments(unit: UnitId, desk: Caller) -> list[dict[str, Any]]:
    """Remarks, oldest first."""
    return [asdict(one) for one in desk.comments(unit)]


@router.post(
    "/units/{unit}/comments", status_code=201, response_model=shapes.Comment, responses=responses(404, 409)
)
def add_comment(unit: UnitId, body: shapes.NewComment, desk: Caller) -> dict[str, Any]:
    """A remark beside a unit."""
    return asdict(desk.comment(unit, body.text, reply_to=body.reply_to))


@router.post("/units/{unit}/check", response_model=shapes.Checked, responses=responses(404))
def check(unit: UnitId, body: shapes.Target, desk: Caller) -> dict[str, Any]:
    """What the checks say of another target; nothing is kept."""
    issues, terms = checking.recheck(desk.unit(unit), body.target)
    return {
        "issues": [{**asdict(issue), "severity": str(issue.severity)} for issue in issues],
        "terms": [asdict(term) for term in terms],
    }


# --- claims --------------------------------------------------------------------------------------------


def _claim(found: Any) -> dict[str, Any]:
    return {name: value for name, value in asdict(found).items() if name != "token"}


@router.get("/claims", response_model=list[shapes.Claim], tags=["Claims"], responses=responses())
def list_claims(desk: Caller, mine: bool = False) -> list[dict[str, Any]]:
    """Claims that hold now."""
    return [_claim(one) for one in desk.claims(person=desk.person.name if mine else None)]


@router.post(
    "/claims",
    response_model=shapes.Unit,
    tags=["Claims"],
    responses={**responses(), 204: {"description": "Nothing waits"}},
)
def claim_next(body: shapes.Next, desk: Caller, response: Response) -> Any:
    """The unit that needs the caller most, claimed."""
    wanted = Filter(target_language=body.target_language, topic=body.topic)
    found = desk.next(wanted, purpose=body.purpose, minutes=body.minutes)
    return Response(status_code=204) if found is None else told(response, found)


@router.put(
    "/units/{unit}/claim", response_model=shapes.Claim, tags=["Claims"], responses=responses(404, 409)
)
def claim(unit: UnitId, desk: Caller, take_over: bool = False) -> dict[str, Any]:
    """Hold a unit, or hold it longer; `take_over` takes it from somebody else, who is told."""
    return _claim(desk.take_over(unit) if take_over else desk.claim(unit))


@router.delete("/units/{unit}/claim", status_code=204, tags=["Claims"], responses=responses(404, 409))
def release(unit: UnitId, desk: Caller) -> Response:
    """Let a unit go."""
    desk.release(unit)
    return Response(status_code=204)


# --- what is being typed ---------------------------------------------------------------------------------


@router.put("/units/{unit}/journal", response_model=shapes.Journal, responses=responses(404, 409))
def write_journal(unit: UnitId, body: shapes.JournalEntry, desk: Caller) -> dict[str, Any]:
    """Keep what is being typed, before it is an edit."""
    desk.autosave(unit, body.target, base_version=body.base_version, sequence=body.sequence)
    return read_journal(unit, desk)


@router.get("/units/{unit}/journal", response_model=shapes.Journal, responses=responses(404))
def read_journal(unit: UnitId, desk: Caller) -> dict[str, Any]:
    """What the caller was typing and has not saved."""
    desk.unit(unit)
    found = desk.journal(unit)
    if found is None:
        raise NotFound("journal of unit", unit, advice="nothing was typed that is not saved")
    return asdict(found)
