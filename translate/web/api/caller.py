"""Who calls, as which version, under which key: what the routes of the REST interface share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from translate import review
from translate.errors import InputError, NotAllowed
from translate.review import Desk
from translate.web import checking
from translate.web.api import shapes

_BEARER = HTTPBearer(
    auto_error=False, description="A token of `translate user token NAME`, or of the page of a person."
)
TAG = r'^(?:W/)?"([0-9]{1,9})"$'  # weak as well: a proxy that compresses makes it so


class Refusal(Exception):
    """A request that is answered with a problem before anything is done."""

    def __init__(self, status: int, title: str, detail: str = "", **extra: Any) -> None:
        super().__init__(title)
        self.status, self.title, self.detail, self.extra = status, title, detail, extra


def _caller(request: Request, given: HTTPAuthorizationCredentials | None = Depends(_BEARER)) -> Desk:  # noqa: B008
    """The desk of whoever the token belongs to."""
    if given is None or not given.credentials:
        raise Refusal(401, "A token is needed", "Send it as Authorization: Bearer TOKEN.")
    try:
        return review.by_token(request.app.state.store, given.credentials, recheck=checking.recheck)
    except NotAllowed as error:
        raise Refusal(401, str(error)) from None


Caller = Annotated[Desk, Depends(_caller)]


async def _version(
    if_match: str | None = Header(
        None, description="The version of the unit that this was made from, as its ETag tells it."
    ),
) -> int:
    if if_match is None:
        raise Refusal(
            428,
            "If-Match is needed",
            "Send the ETag of the unit that you changed, so that nothing is overwritten.",
            type="urn:dragoman:precondition",
        )
    found = re.match(TAG, if_match.strip())
    if found is None:
        raise Refusal(400, "If-Match is not the ETag of a unit", 'It looks like "3".')
    return int(found[1])


#: The version that a change was made from: 428 where it is missing.
Version = Annotated[int, Depends(_version)]


async def _key(
    idempotency_key: str | None = Header(
        None,
        description="The same request under the same key is done once.",
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
    ),
) -> str | None:
    return idempotency_key


Key = Annotated[str | None, Depends(_key)]


T = TypeVar("T")


def paged(find: Callable[[], T], cursor: str | None) -> T:
    """A page of a list; a cursor that no list gave is a page that is not there."""
    try:
        return find()
    except InputError as error:
        if cursor is not None and str(error).startswith("cursor:"):
            raise Refusal(404, "There is no such page", str(error)) from None
        raise


def responses(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route may answer with, for the OpenAPI document."""
    told = {
        400: "The request cannot be used",
        401: "No token, or none that works",
        403: "Not allowed",
        404: "There is none",
        408: "The body took too long",
        409: "Not in this state",
        412: "Somebody changed it since: the three texts",
        413: "The body is too large",
        422: "The request is not as it should be",
        428: "If-Match is missing",
        429: "Too many requests",
        503: "The database cannot be used now",
    }
    return {
        code: {
            "description": told[code],
            "content": {
                "application/problem+json": {
                    "schema": {
                        "$ref": "#/components/schemas/Conflict"
                        if code == 412
                        else "#/components/schemas/Problem"
                    }
                }
            },
        }
        for code in sorted({400, 401, 403, 422, 429, *codes})
    }


MODELS = (shapes.Problem, shapes.Conflict)
