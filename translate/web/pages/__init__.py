"""The pages of the desk: one file a subject; a request goes in, HTML comes out."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """The routes of all pages."""
    from translate.web.pages import admin, editing, people, reading, reference

    return [people.router, reference.router, reading.router, editing.router, admin.router]
