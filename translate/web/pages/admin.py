"""Administration: people, roles, tokens, models, settings, the audit; articles brought in by hand."""

from __future__ import annotations

from dataclasses import fields, replace
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from translate import config
from translate.errors import InputError, TranslateError
from translate.readers import read_text
from translate.review import roles
from translate.text.decode import decode
from translate.web import publishing
from translate.web.messages import told
from translate.web.pages.labels import ROLES, say
from translate.web.site import Problem, Reader, Visit, Writer, page, redirect

router = APIRouter(include_in_schema=False)
_SUFFIXES = {".txt": "txt", ".md": "markdown", ".html": "html", ".htm": "html"}


@router.get("/admin")
def people(found: Reader) -> Response:
    """People and their roles; invitations."""
    return _people(found)


def _people(found: Visit, *, link: str = "", token: str = "", status: int = 200) -> Response:
    roles.require(found.person, "people")
    return page(
        found,
        "people.html",
        status=status,
        here="admin",
        listed=[(one, say(found.words, ROLES, one.role)) for one in found.desk.people()],
        roles=[(code, found._(label)) for code, label in ROLES.items()],
        link=link,
        token=token,
        solo=found.desk.is_solo,
    )


@router.post("/admin/invite")
def invite(found: Writer) -> Response:
    """A one-time link: for somebody new, or (with a name) to choose a password anew."""
    name = found.text("name", limit=64).strip() or None
    ticket = found.desk.invite(found.text("role", limit=20), name=name)
    return _people(found, link=f"{str(found.request.base_url).rstrip('/')}/join/{ticket}")


@router.post("/admin/people")
def add(found: Writer) -> Response:
    """Take somebody on, and get the link with which they choose their password."""
    name, role = found.text("name", limit=64).strip(), found.text("role", limit=20)
    made = found.desk.add_person(name, role, display=found.text("display", limit=80).strip())
    ticket = found.desk.invite(made.role, name=made.name)
    return _people(found, link=f"{str(found.request.base_url).rstrip('/')}/join/{ticket}")


@router.post("/admin/people/{name}")
def change(name: str, found: Writer) -> Response:
    """Role, or whether they still work here; a token for a program; a new password link."""
    action = found.text("do", limit=20)
    if action == "role":
        found.desk.change_person(name, role=found.text("role", limit=20))
    elif action in ("leave", "back"):
        found.desk.change_person(name, is_active=action == "back")
    elif action == "token":
        return _people(found, token=found.desk.make_token(name, label=found.text("label", limit=80))[0])
    elif action == "link":
        known = next((one for one in found.desk.people() if one.name == name), None)
        if known is None:
            raise Problem(404, "There is no such page")
        ticket = found.desk.invite(known.role, name=name)
        return _people(found, link=f"{str(found.request.base_url).rstrip('/')}/join/{ticket}")
    else:
        raise Problem(400, "A field of the form cannot be used", "do")
    return redirect("/admin", said="saved")


@router.post("/admin/solo")
def solo(found: Writer) -> Response:
    """Whether one person may approve their own edits; recorded."""
    found.desk.set_solo(found.text("solo", limit=5) == "on")
    return redirect("/admin", said="saved")


@router.get("/admin/settings")
def settings(found: Reader) -> Response:
    """Settings and models, as they are; they are changed in desk.toml and with translate models."""
    roles.require(found.person, "settings")
    try:
        known = config.settings()
        listed = [
            (item.name, str(getattr(known, item.name))) for item in fields(known) if item.name != "database"
        ]
    except TranslateError as error:
        listed = [("desk.toml", told(found.words, str(error)))]
    listed.append(("database", found.store.name))
    served = [
        (item.name, str(getattr(found.options, item.name)))
        for item in fields(found.options)
        if item.name not in ("database", "folder", "background")
    ]
    model = None
    if found.translator.is_open:
        engine = found.translator.drafter().engine
        model = {"engine": engine.name, "model": engine.model, "signature": engine.signature}
    return page(found, "settings.html", here="admin", listed=listed, served=served, model=model)


@router.get("/admin/audit")
def audit(found: Reader, before: int = 0, who: str = "") -> Response:
    """Every change and sign-in, the newest first."""
    listed = found.desk.audit(before=before or None, person=who[:64] or None, limit=100)
    return page(
        found,
        "audit.html",
        here="admin",
        events=listed.items,
        cursor=listed.items[-1].id if listed.cursor and listed.items else None,
        who=who[:64],
    )


# --- articles by hand --------------------------------------------------------------------------------------


@router.post("/articles")
async def bring(found: Writer) -> Response:
    """Read a file or a text, draft it, put it into the queue."""
    roles.require(found.person, "submit")
    file = found.form.get("file")
    name, data = "", b""
    if isinstance(file, UploadFile) and file.filename:
        name, data = file.filename.replace("\\", "/").rsplit("/", 1)[-1], await file.read()
    return await run_in_threadpool(_bring, found, name, data)


def _bring(found: Visit, name: str, data: bytes) -> Response:
    suffix = "." + name.rsplit(".", 1)[-1].casefold() if "." in name else ".txt"
    if name and suffix not in _SUFFIXES:
        raise InputError(
            "this kind of file cannot be read here", file=name, advice="give text, HTML or Markdown"
        )
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("this is not a text file", file=name)
    text = decode(data).text if name else found.text("body", limit=500_000)
    if not text.strip():
        raise InputError("there is no text in it", advice="give a file or a text")
    id_ = publishing.new_id(text)
    article = replace(read_text(text, format=_SUFFIXES[suffix]), id=id_, source=name or f"desk:{id_}")
    drafted = publishing.drafted(found.translator, article, to=None)
    made = found.desk.submit(
        drafted,
        topic=found.text("topic", limit=80) or None,
        deadline=found.text("deadline", limit=40) or None,
    )
    return redirect(f"/articles/{quote(made.article, safe='')}", said="saved")
