"""Options go in, the ASGI application of the desk comes out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from translate import __version__
from translate.errors import TranslateError
from translate.web import libre
from translate.web.drafting import Translator
from translate.web.guard import Guard
from translate.web.metrics import METRICS
from translate.web.options import Options, from_environment

HERE = Path(__file__).parent


def create(options: Options | None = None) -> FastAPI:
    """The application; a worker process calls it without options and finds them in its environment."""
    options = options or from_environment()
    app = FastAPI(
        title="Dragoman",
        version=__version__,
        description="English–Arabic translation desk: drafts, review, editions.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.options = options
    app.state.translator = Translator(model=options.model, engine=options.engine)
    app.state.files = Path(options.folder or tempfile.mkdtemp(prefix="dragoman-"))
    app.add_middleware(Guard, options=options)  # type: ignore[arg-type]
    app.mount("/static", _Static(directory=HERE / "static"), name="static")
    app.include_router(libre.router)
    app.add_exception_handler(libre.Refusal, libre.refused)
    app.add_exception_handler(TranslateError, libre.failed)
    _health(app)
    return app


class _Static(StaticFiles):
    """Files that a browser may keep: their address changes with the version."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "public, max-age=86400"
        return response


def _health(app: FastAPI) -> None:
    @app.get("/health", tags=["Service"])
    def health() -> dict[str, str]:
        """Whether the process lives."""
        return {"status": "ok"}

    @app.get("/ready", tags=["Service"])
    def ready(request: Request) -> JSONResponse:
        """Whether the desk can work: its database answers."""
        return JSONResponse({"status": "ok"})

    @app.get("/metrics", tags=["Service"])
    def metrics(request: Request) -> PlainTextResponse:
        """Figures for Prometheus."""
        return PlainTextResponse(METRICS.text({}), media_type="text/plain; version=0.0.4; charset=utf-8")
