"""The REST interface under /api/v1: tokens in, JSON out, errors as problem+json (RFC 9457)."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response

PREFIX = "/api/v1"


def include(app: FastAPI) -> None:
    """Put the routes and the OpenAPI document into the application."""
    from translate.web.api import articles, service, units, words
    from translate.web.api.caller import Refusal

    for module in (service, articles, units, words):
        app.include_router(module.router, prefix=PREFIX)
    app.add_exception_handler(Refusal, _refused)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]

    @app.get(f"{PREFIX}/openapi.json", include_in_schema=False)
    def openapi() -> JSONResponse:
        return JSONResponse(app.openapi())


def _refused(_: Request, error: Exception) -> Response:
    from translate.web.api.caller import Refusal

    assert isinstance(error, Refusal)  # noqa: S101 - registered for nothing else
    return problem(error.status, error.title, error.detail, **error.extra)


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of all interfaces for programs, made once."""
    if app.openapi_schema is None:
        from pydantic.json_schema import models_json_schema

        from translate.web import libre
        from translate.web.api.caller import MODELS, TAG

        made = get_openapi(
            title=app.title,
            version=app.version,
            openapi_version="3.1.0",
            description=app.description,
            routes=app.routes,
        )
        _, extra = models_json_schema(
            [(model, "serialization") for model in MODELS], ref_template="#/components/schemas/{model}"
        )
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        schemas.update(extra["$defs"])
        for path in made["paths"].values():
            for operation in path.values():
                told_422 = operation.get("responses", {}).get("422", {})
                if "application/json" in told_422.get("content", {}):
                    operation["responses"].pop("422")
                for parameter in operation.get("parameters", ()):
                    if parameter["name"].casefold() == "if-match":
                        parameter |= {
                            "required": True,
                            "schema": {"type": "string", "pattern": TAG},
                        }
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        libre.describe(made)
        app.openapi_schema = made
    return app.openapi_schema


def allowed(app: FastAPI, path: str) -> str:
    """The methods that a path of the document knows, for the header Allow; empty for a path that it does not know."""
    import re

    for template, operations in document(app)["paths"].items():
        if re.fullmatch(re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(template)), path):
            return ", ".join(sorted(method.upper() for method in operations))
    return ""


def problem(status: int, title: str, detail: str = "", **extra: Any) -> Response:
    """An error as RFC 9457 has it."""
    body = {
        "type": extra.pop("type", "about:blank"),
        "title": title,
        "status": status,
        **({"detail": detail} if detail else {}),
        **extra,
    }
    headers = {"www-authenticate": "Bearer"} if status == 401 else None
    return JSONResponse(body, status, headers, "application/problem+json")


def told(
    status: int, kind: str, title: str, detail: str, extra: dict[str, Any], headers: dict[str, str] | None
) -> Response:
    """An error of the desk as a problem; a version that has passed is 412 Precondition Failed."""
    if kind == "conflict":
        status = 412
        extra = {key: value for key, value in extra.items() if key != "error"}
    answer = problem(status, title, detail, type=f"urn:dragoman:{kind}", **extra)
    answer.headers.update(headers or {})
    return answer
