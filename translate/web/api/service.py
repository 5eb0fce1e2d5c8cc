"""The caller, jobs, statistics, events and webhooks."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from translate.errors import InputError
from translate.review import Desk, roles
from translate.review.figures import report
from translate.store import jobs
from translate.store.rows import Event, Page
from translate.web.api import shapes
from translate.web.api.caller import Caller, responses
from translate.web.webhooks import refused_address

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=2_000_000_000)]


@router.get("/me", response_model=shapes.Me, tags=["Service"], responses=responses())
def me(desk: Caller) -> dict[str, Any]:
    """Whose token it is, and what it may do."""
    person = desk.person
    return {
        "name": person.name,
        "role": person.role,
        "display": person.display,
        "rights": sorted(right for right in roles.RIGHTS[person.role] if desk.may(right)),
        "scopes": list(desk.scopes) if desk.scopes is not None else None,
    }


@router.get("/jobs", response_model=list[shapes.Job], tags=["Jobs"], responses=responses())
def list_jobs(desk: Caller, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> list[dict[str, Any]]:
    """Archive runs and other long tasks, the newest first."""
    with desk.transaction(write=False) as act:
        return [asdict(one) for one in jobs.page(act.connection, limit=limit)]


@router.get("/jobs/{job}", response_model=shapes.Job, tags=["Jobs"], responses=responses(404))
def get_job(job: Annotated[str, Path(min_length=1, max_length=40)], desk: Caller) -> dict[str, Any]:
    """How far a job is."""
    with desk.transaction(write=False) as act:
        return asdict(jobs.get(act.connection, job))


@router.get(
    "/jobs/{job}/events", response_model=list[dict[str, Any]], tags=["Jobs"], responses=responses(404)
)
def job_events(
    job: Annotated[str, Path(min_length=1, max_length=40)],
    desk: Caller,
    after: Annotated[int, Query(ge=0, le=2_000_000_000)] = 0,
) -> list[dict[str, Any]]:
    """What happened in a job."""
    with desk.transaction(write=False) as act:
        jobs.get(act.connection, job)
        return jobs.events(act.connection, job, after=after)


@router.get("/statistics", response_model=shapes.Statistics, tags=["Statistics"], responses=responses())
def statistics(
    desk: Caller,
    by: Annotated[str | None, Query(pattern=r"^(editor|engine|model|topic|week|origin)$")] = None,
) -> dict[str, Any]:
    """Effort of what was approved: HTER, PED, chrF++, time; of all and of groups."""
    return report(desk.store, by=by).shape()


@router.get("/counts", response_model=dict[str, Any], tags=["Statistics"], responses=responses())
def counts(desk: Caller) -> dict[str, Any]:
    """Units and source words by target language and state."""
    return {
        code: {state: {"units": units, "words": words} for state, (units, words) in by_state.items()}
        for code, by_state in desk.counts().items()
    }


# --- events ------------------------------------------------------------------------------------------------


def told(event: Event) -> dict[str, Any]:
    """An event as JSON has it."""
    names = ("id", "at", "person", "action", "unit", "article", "version", "subject")
    return {**{name: getattr(event, name) for name in names}, "details": dict(event.details)}


@router.get("/events", response_model=shapes.Events, tags=["Events"], responses=responses())
def list_events(
    desk: Caller,
    after: Annotated[int, Query(ge=0, le=2_000_000_000)] = 0,
    article: Annotated[str | None, Query(max_length=200)] = None,
    unit: Annotated[str | None, Query(max_length=40)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> dict[str, Any]:
    """What happened after an event, oldest first."""
    found = desk.events(after=after, article=article, unit=unit, limit=limit)
    return {"items": [told(one) for one in found.items], "cursor": found.cursor}


@router.get(
    "/events/stream",
    tags=["Events"],
    response_class=StreamingResponse,
    responses={
        **responses(),
        200: {
            "description": "Server-sent events",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
    },
)
async def stream(
    request: Request,
    desk: Caller,
    after: Annotated[int | None, Query(ge=0, le=2_000_000_000)] = None,
    article: Annotated[str | None, Query(max_length=200)] = None,
    seconds: Annotated[
        int, Query(ge=0, le=86_400, description="How long to go on; 0 until the client leaves.")
    ] = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """The same as server-sent events: each has the number of its audit row as id, so that a client goes on where it was."""
    start = (
        int(last_event_id)
        if last_event_id and last_event_id.isdecimal() and len(last_event_id) < 10
        else after
    )
    if start is None:
        start = await run_in_threadpool(desk.last_event)
    return StreamingResponse(_follow(request, desk, start, article, seconds), media_type="text/event-stream")


async def _follow(
    request: Request, desk: Desk, place: int, article: str | None, seconds: int
) -> AsyncIterator[str]:
    began = said = time.monotonic()
    yield "retry: 2000\n\n"
    while not seconds or time.monotonic() - began < seconds:
        if await request.is_disconnected():
            return
        found = await run_in_threadpool(_events, desk, place, article)
        for event in found.items:
            place = event.id
            yield f"id: {event.id}\nevent: {event.action}\ndata: {json.dumps(told(event), ensure_ascii=False)}\n\n"
            said = time.monotonic()
        if time.monotonic() - said > 15:
            yield ": still here\n\n"
            said = time.monotonic()
        await asyncio.sleep(0 if found.cursor else 0.7)


def _events(desk: Desk, after: int, article: str | None) -> Page[Event]:
    return desk.events(after=after, article=article, limit=100)


# --- webhooks ---------------------------------------------------------------------------------------------------


@router.get("/webhooks", response_model=list[shapes.Webhook], tags=["Webhooks"], responses=responses())
def list_webhooks(desk: Caller) -> list[dict[str, Any]]:
    """Webhooks that are active; admins see them."""
    with desk.transaction(write=False) as act:
        act.require("webhooks")
        return [{k: v for k, v in one.items() if k != "secret"} for one in jobs.webhooks(act.connection)]


@router.post(
    "/webhooks", status_code=201, response_model=shapes.Webhook, tags=["Webhooks"], responses=responses()
)
def add_webhook(body: shapes.NewWebhook, desk: Caller, request: Request) -> dict[str, Any]:
    """Have events posted to an address; each is signed with the secret of the answer (HMAC-SHA256)."""
    roles.require(desk.person, "webhooks", scopes=desk.scopes)
    problem = refused_address(body.url, within=request.app.state.options.hooks)
    if problem:
        raise InputError(f"url: {problem}", advice="give an address of http or https on the public internet")
    secret = "whs_" + secrets.token_urlsafe(32)
    with desk.transaction() as act:
        number = jobs.add_webhook(
            act.connection, url=body.url, secret=secret, events=body.events, by=act.name, at=act.at
        )
        act.note("webhook.add", subject=str(number), details={"url": body.url})
        made = next(one for one in jobs.webhooks(act.connection) if one["id"] == number)
    return {**made, "secret": secret}


@router.delete("/webhooks/{number}", status_code=204, tags=["Webhooks"], responses=responses(404))
def end_webhook(number: Number, desk: Caller) -> Response:
    """Stop a webhook."""
    from translate.errors import NotFound

    with desk.transaction() as act:
        act.require("webhooks")
        if number not in {one["id"] for one in jobs.webhooks(act.connection)}:
            raise NotFound("webhook", str(number))
        jobs.end_webhook(act.connection, number)
        act.note("webhook.end", subject=str(number))
    return Response(status_code=204)
