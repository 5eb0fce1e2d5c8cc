"""Options go in, the ASGI application of the desk comes out."""

from __future__ import annotations

import gc
import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from translate import __version__, store
from translate.errors import (
    ClaimedByOther,
    InputError,
    NotAllowed,
    NotFound,
    OpenIssues,
    ReviewError,
    StoreError,
    TranslateError,
    VersionConflict,
    WrongState,
)
from translate.store import clock, people
from translate.web import api, auth, checking, libre, memory, messages, pages
from translate.web.drafting import Translator
from translate.web.guard import Guard
from translate.web.metrics import METRICS
from translate.web.options import Options, from_environment
from translate.web.site import Problem, SignInFirst, visit
from translate.web.site import page as html_page
from translate.web.webhooks import Follower, post
from translate.workflow.learn import learn
from translate.workflow.memory import remember

HERE = Path(__file__).parent
_LOG = logging.getLogger("translate.web")
_STATUS: list[tuple[type[Exception], int, str]] = [
    (VersionConflict, 409, "conflict"),
    (ClaimedByOther, 409, "claimed"),
    (OpenIssues, 409, "issues"),
    (WrongState, 409, "state"),
    (NotFound, 404, "missing"),
    (NotAllowed, 403, "forbidden"),
    (ReviewError, 409, "state"),
    (InputError, 400, "input"),
    (StoreError, 503, "store"),
    (TranslateError, 500, "error"),
]


def create(options: Options | None = None, *, opened: store.Store | None = None) -> FastAPI:
    """The application; a worker process calls it without options and finds them in its environment.

    `opened` is the desk's store where it is open already. Raises StoreError.
    """
    options = options or from_environment()

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        follower = _follower(app.state.store, options) if options.background else None
        if follower:
            await run_in_threadpool(_warm, app)
            gc.collect()
            gc.freeze()  # glossary and tables stay: to look through them again each time kept everybody waiting for 0.1 s
            follower.start()
        yield
        if follower:
            follower.stop()
        app.state.store.close()

    app = FastAPI(
        title="Dragoman",
        version=__version__,
        description="English–Arabic translation desk: drafts, review, editions.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=life,
    )
    app.state.options = options
    auth.share(options.shared("names"), options.shared("addresses"))
    app.state.store = opened or store.open(options.database)
    app.state.translator = Translator(model=options.model, engine=options.engine)
    app.state.files = Path(options.folder or tempfile.mkdtemp(prefix="dragoman-"))
    app.state.memory = memory.Recollection(app.state.store)
    app.state.keep_suggestion = lambda *given: memory.suggest(app.state.store, *given)
    app.state.is_key = lambda key: _is_key(app.state.store, key)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(Guard, options=options, flaw=lambda scope, error: told(Request(scope), error))
    app.mount("/static", _Static(directory=HERE / "static"), name="static")
    app.include_router(libre.router)
    _service(app)
    api.include(app)
    for router in pages.routers():
        app.include_router(router)
    app.add_exception_handler(libre.Refusal, libre.refused)
    for kind in (TranslateError, Problem, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, told)
    app.add_exception_handler(SignInFirst, sign_in_first)
    return app


def _follower(opened: store.Store, options: Options) -> Follower:
    """What is done beside answering."""
    return Follower(opened, lambda: _learn(opened), send=partial(post, within=options.hooks))


def _learn(opened: store.Store) -> None:
    """Approvals go into memory and inbox."""
    learn(opened, remember=lambda approvals: remember(opened, approvals))


def _warm(app: FastAPI) -> None:
    """Load glossary, checks and model before the port answers: forty requests that load them at once take turns at it for long."""
    try:
        checking.warm()
        app.state.translator.drafter()
    except TranslateError as error:
        _LOG.warning("%s", error)


def _is_key(opened: store.Store, key: str) -> bool:
    with opened.read() as connection:
        return people.by_token(connection, people.secret_digest(key), now=clock.text(clock.now())) is not None


class _Static(StaticFiles):
    """Files that a browser may keep: their address changes with their content."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


# --- errors --------------------------------------------------------------------------------------------


def sign_in_first(request: Request, _: Exception) -> Response:
    """A page leads to the sign-in; what a script or a program asked is answered with 401."""
    path = request.url.path
    if path.startswith("/api/"):
        return api.problem(401, "A token is needed", "Send it as Authorization: Bearer TOKEN.")
    if _is_script(request) or request.method != "GET":
        if _is_script(request):
            return JSONResponse({"title": "Sign in first", "status": 401, "kind": "signin"}, 401)
        return RedirectResponse("/signin", 303)
    if request.url.query:
        path += "?" + request.url.query
    return RedirectResponse("/signin" if path == "/" else f"/signin?next={quote(path, safe='')}", 303)


def _is_script(request: Request) -> bool:
    return (
        "x-fragment" in request.headers
        or "hx-request" in request.headers
        or request.headers.get("content-type", "").startswith("application/json")
    )


def described(error: Exception) -> tuple[int, str, str, str, dict[str, Any]]:
    """Status, kind, title, detail and further fields of an error; what nobody foresaw is not told, but logged."""
    if isinstance(error, Problem):
        return error.status, "problem", error.title, error.detail, error.extra
    if isinstance(error, HTTPException):
        titles = {404: "There is no such page", 405: "This cannot be done here"}
        return error.status_code, "http", titles.get(error.status_code, str(error.detail)), "", {}
    if isinstance(error, RequestValidationError):
        places = [
            {"in": list(map(str, one["loc"])), "problem": str(one["msg"])} for one in error.errors()[:20]
        ]
        return 422, "validation", "The request is not as it should be", "", {"errors": places}
    for kind, status, name in _STATUS:
        if isinstance(error, kind):
            extra = error.shape() if isinstance(error, VersionConflict) else {}
            if isinstance(error, OpenIssues):
                extra = {"codes": list(error.codes)}
            return status, name, str(error), "", extra
    return 500, "flaw", "A flaw of this program; it has been logged", "", {}


def told(request: Request, error: Exception) -> Response:
    """An error in the shape that its reader expects: a page, JSON for our scripts, problem+json, or LibreTranslate's."""
    status, kind, title, detail, extra = described(error)
    if status >= 500:
        _LOG.error(
            "request %s: %s", request.scope.get("request_id", ""), type(error).__name__, exc_info=error
        )
    if kind == "conflict":
        METRICS.event("conflicts")
    path = request.url.path
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status == 405 and (known := api.allowed(request.app, path)):
        headers["allow"] = known
    if path.startswith("/api/"):
        return api.told(status, kind, title, detail, extra, headers)
    if path in libre.PATHS:
        return JSONResponse({"error": title}, status, headers)
    try:
        found = visit(request)
    except TranslateError:  # the database does not even tell who asks
        return JSONResponse({"title": title, "detail": detail, "status": status, "kind": kind}, status)
    title = (
        found._(title)
        if kind in ("problem", "http", "validation", "flaw")
        else messages.told(found.words, title)
    )
    detail = found._(detail) if detail else ""
    if _is_script(request):
        return JSONResponse(
            {"title": title, "detail": detail, "status": status, "kind": kind, **extra}, status
        )
    page = html_page(found, "problem.html", status=status, title=title, problem=detail)
    page.headers.update(headers)
    return page


# --- health --------------------------------------------------------------------------------------------------


def _service(app: FastAPI) -> None:
    @app.get("/health", tags=["Service"])
    def health() -> dict[str, str]:
        """Whether the process lives."""
        return {"status": "ok"}

    @app.get("/ready", tags=["Service"])
    def ready(request: Request) -> JSONResponse:
        """Whether the desk can work: its database answers."""
        try:
            with request.app.state.store.read() as connection:
                people.get_setting(connection, "solo", False)
        except StoreError as error:
            return JSONResponse({"status": "unavailable", "database": str(error)}, 503)
        return JSONResponse(
            {"status": "ok", "model": "open" if request.app.state.translator.is_open else "closed"}
        )

    @app.get("/metrics", tags=["Service"], response_class=PlainTextResponse)
    def metrics(request: Request) -> PlainTextResponse:
        """Figures for Prometheus."""
        from translate.store import units

        gauges: dict[str, float] = {}
        with request.app.state.store.read() as connection:
            for by_state in units.counts(connection).values():
                for state, (number, _) in by_state.items():
                    gauges[f"units_{state}"] = gauges.get(f"units_{state}", 0) + number
        return PlainTextResponse(METRICS.text(gauges), media_type="text/plain; version=0.0.4; charset=utf-8")
