"""Sign-in, one-time links, a person's own page, the interface's language."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from translate.errors import InputError
from translate.languages import KNOWN
from translate.review import roles, staff
from translate.store import audit, clock, desk, people
from translate.store.rows import Person
from translate.web import auth
from translate.web.messages import told
from translate.web.pages.labels import ROLES, say
from translate.web.site import (
    Anyone,
    Problem,
    Reader,
    Sender,
    Visit,
    Writer,
    cookie_name,
    own_path,
    page,
    redirect,
    set_cookie,
)

router = APIRouter(include_in_schema=False)


@router.get("/signin")
def sign_in_page(found: Anyone, next: str = "/") -> Response:  # noqa: A002 - what the address says
    """The form; who is signed in is taken where they wanted to go."""
    if found.found is not None:
        return redirect(next)
    return page(found, "signin.html", next=own_path(next), problem="", name="")


@router.post("/signin")
def sign_in(found: Sender) -> Response:
    """A new session with new secrets; the answer does not tell whether the name is known."""
    name, password = found.text("name", limit=200).strip(), found.text("password", limit=1000)
    place = own_path(found.text("next", default="/"))
    seconds = auth.wait(name, found.address)
    if seconds:
        problem = found._("Too many attempts. Try again in {seconds} seconds.").format(
            seconds=int(seconds) + 1
        )
        return page(found, "signin.html", status=429, next=place, problem=problem, name=name)
    made = auth.sign_in(
        found.store,
        name,
        password,
        address=found.address,
        agent=found.request.headers.get("user-agent", ""),
        seconds=found.options.session,
    )
    if made is None:
        problem = found._("Name and password do not fit.")
        return page(found, "signin.html", status=403, next=place, problem=problem, name=name)
    return _enter(found, made, place)


def _enter(found: Visit, made: auth.SignedIn, place: str) -> Response:
    response = redirect(place)
    set_cookie(response, found.options, "desk", made.secret, age=found.options.session)
    response.delete_cookie(cookie_name(found.options, "visit"))
    return response


@router.post("/signout")
def sign_out(found: Sender) -> Response:
    """End the session here and in the database."""
    if found.found:
        auth.sign_out(found.store, found.found)
    response = redirect("/signin", said="signed-out")
    response.delete_cookie(cookie_name(found.options, "desk"))
    return response


@router.get("/join/{ticket}")
def join_page(ticket: str, found: Anyone) -> Response:
    """The form behind a one-time link; looking at it does not use it up."""
    role, name = _invitation(found, ticket)
    return page(found, "join.html", **_join(found, ticket, role, name))


def _join(
    found: Visit, ticket: str, role: str, name: str | None, problem: str = "", display: str = ""
) -> dict[str, Any]:
    return {
        "ticket": ticket,
        "role_label": say(found.words, ROLES, role),
        "fixed": bool(name) and bool(role),
        "name": name or "",
        "display": display,
        "problem": problem,
    }


def _invitation(found: Visit, ticket: str) -> tuple[str, str | None]:
    with found.store.read() as connection:
        known = desk.invitation_of(connection, people.secret_digest(ticket), now=clock.text(clock.now()))
    if known is None:
        raise Problem(404, "This link has been used, or is too old", "Ask an administrator for a new one.")
    return known


@router.post("/join/{ticket}")
def join(ticket: str, found: Sender) -> Response:
    """Become a person of the desk, or choose a new password; the link is used up with it."""
    role, fixed = _invitation(found, ticket)
    name = fixed or found.text("name", limit=64).strip()
    password, display = found.text("password", limit=1000), found.text("display", limit=80).strip()
    try:
        name = staff.person_name(name)
        auth.check_password(password, name=name)
    except InputError as error:
        return page(
            found,
            "join.html",
            status=400,
            **_join(found, ticket, role, name, told(found.words, str(error)), display),
        )
    now = clock.text(clock.now())
    with found.store.write() as connection:
        known = people.find(connection, name)
        if known is not None and fixed is None:
            problem = found._("There is somebody of that name already.")
            return page(found, "join.html", status=400, **_join(found, ticket, role, name, problem, display))
        if people.use_invitation(connection, people.secret_digest(ticket), now=now) is None:
            raise Problem(
                404, "This link has been used, or is too old", "Ask an administrator for a new one."
            )
        if known is None:
            known = Person(name, role, display=display)
            people.add(connection, known, at=now)
            people.set_setting(connection, staff.NAMED, True, by=name, at=now)
            audit.append(
                connection, at=now, person=name, action="person.add", subject=name, details={"role": role}
            )
        elif display:
            people.update(connection, name, {"display": display})
        auth.set_password(connection, name, password, by=name)
        agent = found.request.headers.get("user-agent", "")
        made = auth.begin(
            connection, known, address=found.address, agent=agent, seconds=found.options.session
        )
    return _enter(found, made, "/")


@router.post("/language")
def choose_language(found: Sender) -> Response:
    """The interface in another language, kept with the person."""
    code = found.text("code", limit=2)
    if code not in KNOWN:
        raise Problem(400, "A field of the form cannot be used", "code")
    if found.found:
        with found.store.write() as connection:
            kept = people.get(connection, found.person.name).preferences
            people.update(connection, found.person.name, {"preferences": {**kept, "language": code}})
    response = redirect(found.text("next", default="/"))
    set_cookie(response, found.options, "language", code, age=365 * 24 * 3600)
    return response


@router.get("/me")
def me(found: Reader) -> Response:
    """Name, role, rights, tokens, password."""
    return _me(found)


def _me(found: Visit, *, token: str = "", problem: str = "", status: int = 200) -> Response:
    person = found.person
    with found.store.read() as connection:
        tokens = [one for one in people.tokens(connection, person.name) if one.revoked_at is None]
    return page(
        found,
        "me.html",
        status=status,
        role_label=say(found.words, ROLES, person.role),
        tokens=tokens,
        token=token,
        problem=problem,
        scopes=sorted(roles.RIGHTS[person.role]),
    )


@router.post("/me/password")
def change_password(found: Writer) -> Response:
    """Another password; every other sign-in of the person ends."""
    name = found.person.name
    if auth.wait(name, found.address):
        raise Problem(429, "Too many attempts")
    with found.store.read() as connection:
        kept = people.password(connection, name)
    if not auth.fits(kept, found.text("old", limit=1000)):
        return _me(found, problem=found._("The old password does not fit."), status=403)
    try:
        with found.store.write() as connection:
            auth.set_password(
                connection,
                name,
                found.text("password", limit=1000),
                by=name,
                keep=found.found.secret if found.found else "",
            )
    except InputError as error:
        return _me(found, problem=told(found.words, str(error)), status=400)
    return redirect("/me", said="password")


@router.post("/me/tokens")
def make_token(found: Writer) -> Response:
    """A token for programs, shown once."""
    person = found.person
    chosen = [scope for scope in roles.RIGHTS[person.role] if found.form.get(f"scope.{scope}")] or ["*"]
    secret, _ = found.desk.make_token(person.name, label=found.text("label", limit=80), scopes=chosen)
    return _me(found, token=secret)


@router.post("/me/tokens/{number}/revoke")
def revoke_token(number: int, found: Writer) -> Response:
    """End a token of one's own."""
    found.desk.revoke_token(found.person.name, number)
    return redirect("/me", said="done")
