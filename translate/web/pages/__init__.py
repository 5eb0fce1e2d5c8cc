"""The pages of the desk: one file a subject; a request goes in, HTML comes out."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """The routes of all pages."""
    from translate.web.pages import editing, people, reading

    return [people.router, reading.router, editing.router]
