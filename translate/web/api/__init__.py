"""The REST interface under /api/v1: tokens in, JSON out, errors as problem+json (RFC 9457)."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response


def include(app: FastAPI) -> None:
    """Put the routes into the application."""


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
    status: int, kind: str, title: str, detail: str, extra: dict[str, Any], error: Exception
) -> Response:
    """An error of the desk as a problem; a version that has passed is 412 Precondition Failed."""
    if kind == "conflict":
        status = 412
    return problem(status, title, detail, type=f"urn:dragoman:{kind}", **extra)
