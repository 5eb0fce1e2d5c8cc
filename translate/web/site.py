"""What every page stands on: the open store, the person who asks, the words of their language, templates, CSRF."""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, cast
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from translate.languages import language, other
from translate.review import Desk, roles
from translate.store import Store
from translate.store.rows import Person
from translate.web import auth, checking
from translate.web.drafting import Translator
from translate.web.guard import Refused
from translate.web.i18n import Words, chosen, words
from translate.web.options import Options

HERE = Path(__file__).parent


class Problem(Exception):
    """A page that cannot be shown; `title` is in English and translated where it is shown."""

    def __init__(
        self, status: int, title: str, detail: str = "", *, extra: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(title)
        self.status, self.title, self.detail, self.extra = status, title, detail, dict(extra or {})


class SignInFirst(Exception):
    """Nobody is signed in."""


@dataclass(slots=True)
class Visit:
    """One request of a browser: who asks (None: nobody signed in), the interface's words, what was sent."""

    request: Request
    store: Store
    words: Words
    secret: str  # that CSRF tokens are made from
    found: auth.SignedIn | None
    fresh: bool = False  # the browser needs the cookie that the secret is kept in
    form: dict[str, Any] = field(default_factory=dict)

    @property
    def person(self) -> Person:
        """Who is signed in; raises SignInFirst."""
        if self.found is None:
            raise SignInFirst
        return self.found.person

    @property
    def desk(self) -> Desk:
        """What the person can see and do."""
        return Desk(self.store, self.person, origin="web", recheck=checking.recheck)

    @property
    def options(self) -> Options:
        return cast(Options, self.request.app.state.options)

    @property
    def translator(self) -> Translator:
        return cast(Translator, self.request.app.state.translator)

    @property
    def address(self) -> str:
        return self.request.client.host if self.request.client else ""

    def _(self, message: str) -> str:
        return self.words.gettext(message)

    def text(self, name: str, *, limit: int = 20_000, default: str = "") -> str:
        """A field of the form; raises Problem for one that is no text or too long."""
        value = self.form.get(name, default)
        if not isinstance(value, str) or len(value) > limit:
            raise Problem(400, "A field of the form cannot be used", name)
        return value

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number of the form; raises Problem."""
        value = self.form.get(name, default)
        try:
            if isinstance(value, bool) or value is None:
                raise ValueError
            number = int(value)
        except (TypeError, ValueError, OverflowError):
            raise Problem(400, "A field of the form cannot be used", name) from None
        if not -(2**31) < number < 2**31:
            raise Problem(400, "A field of the form cannot be used", name)
        return number


def cookie_name(options: Options, name: str) -> str:
    """Behind TLS a cookie has a name that no other host can set."""
    return f"__Host-{name}" if options.secure else name


def set_cookie(response: Response, options: Options, name: str, value: str, *, age: int) -> None:
    """HttpOnly, SameSite=Lax, the whole host, Secure behind TLS."""
    response.set_cookie(
        cookie_name(options, name),
        value,
        max_age=age,
        path="/",
        httponly=True,
        samesite="lax",
        secure=options.secure,
    )


def visit(request: Request) -> Visit:
    """Who asks; nobody is asked to sign in yet."""
    options: Options = request.app.state.options
    store: Store = request.app.state.store
    found = auth.of_cookie(store, request.cookies.get(cookie_name(options, "desk"), ""))
    preferred = found.person.preferences.get("language") if found else None
    code = chosen(
        request.cookies.get(cookie_name(options, "language")),
        preferred if isinstance(preferred, str) else None,
        request.headers.get("accept-language", "")[:200],
    )
    if found:
        return Visit(request, store, words(code), found.session.csrf, found)
    known = request.cookies.get(cookie_name(options, "visit"), "")
    fresh = not 20 <= len(known) <= 64
    return Visit(request, store, words(code), secrets.token_urlsafe(24) if fresh else known, None, fresh)


Anyone = Annotated[Visit, Depends(visit)]


def signed_in(found: Anyone) -> Visit:
    """Who asks; raises SignInFirst where nobody is signed in."""
    _ = found.person
    return found


async def posted(found: Anyone) -> AsyncIterator[Visit]:
    """A request that changes something: it comes from a page of ours, and its fields are read."""
    request = found.request
    _same_origin(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind == "application/json":
        try:
            found.form = json.loads(await request.body())
        except (ValueError, RecursionError):
            raise Problem(400, "The request cannot be read") from None
        if not isinstance(found.form, dict):
            raise Problem(400, "The request cannot be read")
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        try:
            found.form = dict((await request.form(max_files=1, max_fields=500)).multi_items())
        except Refused:
            raise
        except Exception:  # noqa: BLE001 - whatever a parser says of a broken form
            raise Problem(400, "The request cannot be read") from None
    given = request.headers.get("x-csrf-token") or found.form.get("csrf") or ""
    if not isinstance(given, str) or not auth.is_token(found.secret, given):
        if found.found is None and not request.url.path.startswith(("/signin", "/join", "/language")):
            raise SignInFirst
        raise Problem(
            403, "The page is too old", "Load it again, then try once more. What you typed is kept."
        )
    try:
        yield found
    finally:
        await request.close()


Sender = Annotated[Visit, Depends(posted)]


async def changing(found: Sender) -> Visit:
    """The same, by somebody who is signed in."""
    _ = found.person
    return found


Reader = Annotated[Visit, Depends(signed_in)]
Writer = Annotated[Visit, Depends(changing)]


def _same_origin(request: Request) -> None:
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise Problem(403, "This request came from another site")
    origin = request.headers.get("origin")
    if (
        origin is not None
        and origin.partition("://")[2].casefold() != request.headers.get("host", "").casefold()
    ):
        raise Problem(403, "This request came from another site")


# --- pages -----------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Templates; everything is escaped, and a name that is not known is an error."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=64)
def static(name: str) -> str:
    """The address of a static file; it changes with its content."""
    return f"/static/{name}?{sha256((HERE / 'static' / name).read_bytes()).hexdigest()[:10]}"


def own_path(path: str) -> str:
    """A path of this site that may be gone to; `/` for anything else."""
    try:
        parts = urlsplit(path)
    except ValueError:
        return "/"
    is_own = (
        path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    )
    return path if is_own and path.isprintable() and "\\" not in path else "/"


def rendered(found: Visit, template: str, **context: Any) -> str:
    """A template with what every page needs."""
    person = found.found.person if found.found else None
    path = found.request.url.path
    if found.request.url.query:
        path += "?" + found.request.url.query
    return (
        environment()
        .get_template(template)
        .render(
            {
                "words": found.words,
                "_": found.words.gettext,
                "ngettext": found.words.ngettext,
                "csrf": auth.masked(found.secret),
                "person": person,
                "path": path,
                "menu": menu(found) if person else [],
                "here": "",
                "static": static,
                "other_language": other(found.words.code),
                "flash": found._(FLASHES.get(found.request.query_params.get("said", ""), "")) or "",
                "flash_kind": "good",
                "quote": lambda text: quote(text, safe=""),
                "direction": lambda code: language(code).direction,
                **context,
            }
        )
    )


def page(found: Visit, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page; the first one that a browser gets brings the cookie that forms are checked with."""
    response = HTMLResponse(rendered(found, template, **context), status)
    if found.fresh:
        set_cookie(response, found.options, "visit", found.secret, age=24 * 3600)
    return response


def redirect(path: str, *, said: str = "") -> RedirectResponse:
    """To another page of this site, after something was done; `said` names one of FLASHES."""
    place = own_path(path)
    if said:
        place += ("&" if "?" in place else "?") + f"said={said}"
    return RedirectResponse(place, 303)


def N_(message: str) -> str:  # noqa: N802 - gettext's name for a text that is translated where it is shown
    """Marks a text for the catalogue."""
    return message


FLASHES = {
    "saved": N_("Saved."),
    "signed-out": N_("You are signed out."),
    "password": N_("The password is changed; other sign-ins have ended."),
    "done": N_("Done."),
    "published": N_("Published."),
}
_MENU: list[tuple[str, str, str, str]] = [
    ("/", "inbox", N_("Inbox"), "read"),
    ("/articles", "articles", N_("Articles"), "read"),
    ("/concordance", "concordance", N_("Concordance"), "read"),
    ("/glossary", "glossary", N_("Glossary"), "read"),
    ("/editions", "editions", N_("Editions"), "read"),
    ("/jobs", "jobs", N_("Archive"), "read"),
    ("/statistics", "statistics", N_("Statistics"), "read"),
    ("/admin", "admin", N_("Administration"), "people"),
]


def menu(found: Visit) -> list[tuple[str, str, str]]:
    """The pages that a person may see."""
    return [
        (href, name, found._(label)) for href, name, label, right in _MENU if roles.may(found.person, right)
    ]


async def in_thread(function: Callable[..., Any], *args: Any) -> Any:
    """Call what waits for the database beside the event loop."""
    return await run_in_threadpool(function, *args)


def safe(html: str) -> Markup:
    """HTML that we wrote and escaped ourselves."""
    return Markup(html)  # noqa: S704 - callers escape
