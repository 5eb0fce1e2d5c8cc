"""People of the desk: who they are, what they may, their tokens and sign-ins, and whether one person works alone."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, NotAllowed, NotFound
from translate.review import roles
from translate.store import clock, people
from translate.store.rows import Person, Session, Token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translate.review.act import Act

#: Who acts where no person does: the console of the machine, and programs that bring drafts.
CONSOLE, SERVICE = "console", "desk"
BUILT_IN = {CONSOLE: "admin", SERVICE: "service"}
NAMED = "people.named"  # the setting that says that people are added by name from now on
PREFIX = "drg_"  # marks our tokens, so that scanners for leaked secrets can know them
SESSION = timedelta(hours=12)
INVITATION = timedelta(days=7)
_NAME = re.compile(r"[^\W_](?:[\w.@+ -]{0,62}[\w])?", re.UNICODE)


def person_name(name: str) -> str:
    """A name as it is kept; raises InputError for one that cannot stand in addresses and logs."""
    kept = unicodedata.normalize("NFC", name).strip()
    if not _NAME.fullmatch(kept):
        raise InputError(
            f"not a name: {name[:80]!r}", advice="give letters, digits and . _ @ + - between them, at most 64"
        )
    return kept


def add(act: Act, name: str, role: str, *, display: str = "", email: str = "") -> Person:
    """Take somebody on."""
    act.require("people")
    name, role = person_name(name), roles.role(role)
    if people.find(act.connection, name) or name in BUILT_IN:
        raise InputError(
            f"there is a person {name!r} already", advice="change them with: translate user role"
        )
    people.add(act.connection, Person(name, role, display=display, email=email), at=act.at)
    if not people.get_setting(act.connection, NAMED):
        people.set_setting(act.connection, NAMED, True, by=act.name, at=act.at)
    act.note("person.add", subject=name, details={"role": role})
    return people.get(act.connection, name)


def change(act: Act, name: str, **values: Any) -> Person:
    """Change role, display, email or is_active; the last admin stays one."""
    act.require("people")
    found = people.get(act.connection, name)
    if name in BUILT_IN:
        raise InputError(f"{name!r} is part of the program", advice="it stays as it is")
    unknown = set(values) - {"role", "display", "email", "is_active"}
    if unknown:
        raise InputError(f"a person has no {', '.join(sorted(unknown))}")
    if "role" in values:
        values["role"] = roles.role(values["role"])
    loses = values.get("role", found.role) != "admin" or not values.get("is_active", found.is_active)
    if found.role == "admin" and found.is_active and loses:
        admins = [one for one in people.everyone(act.connection) if one.role == "admin" and one.is_active]
        if [one.name for one in admins if one.name not in BUILT_IN] == [name]:
            raise NotAllowed(f"{name} is the last admin; make somebody else admin first")
    people.update(act.connection, name, values)
    if values.get("is_active") is False:
        people.end_sessions(act.connection, name)
    act.note(
        "person.change", subject=name, details={key: value for key, value in values.items() if key != "email"}
    )
    return people.get(act.connection, name)


def set_preferences(act: Act, values: Mapping[str, Any]) -> Person:
    """Keep one's own preferences: language of the interface, keys, columns."""
    merged = {**act.person.preferences, **values}
    if len(str(merged)) > 20_000:
        raise InputError("preferences: too many")
    people.update(
        act.connection, act.name, {"preferences": {k: v for k, v in merged.items() if v is not None}}
    )
    return people.get(act.connection, act.name)


def set_password(act: Act, name: str, hashed: str | None) -> None:
    """Keep the hash of a password (argon2, made by the web desk); one's own, or as admin anybody's. Ends their sign-ins."""
    if name != act.name:
        act.require("people")
    people.get(act.connection, name)
    people.update(act.connection, name, {"password": hashed})
    people.end_sessions(act.connection, name)
    act.note("person.password", subject=name)


# --- tokens --------------------------------------------------------------------------------------


def make_token(
    act: Act, name: str, *, label: str = "", scopes: Sequence[str] = ("*",), days: float | None = None
) -> tuple[str, Token]:
    """A new API token; its secret is given once and kept nowhere. `scopes` are rights, `*` all that the person may."""
    if name != act.name:
        act.require("tokens")
    owner = people.get(act.connection, name)
    if not owner.is_active:
        raise NotAllowed(f"{name} no longer works at this desk")
    known = {"*"}.union(*roles.RIGHTS.values())
    for scope in scopes:
        if scope not in known:
            raise InputError(f"no scope {scope!r}", advice=f"known: {', '.join(sorted(known))}")
    if days is not None and not 0 < days <= 3660:
        raise InputError(f"a token cannot last {days} days", advice="give 1 to 3660")
    secret = PREFIX + secrets.token_urlsafe(32)
    expires_at = clock.text(act.moment + timedelta(days=days)) if days is not None else None
    number = people.add_token(
        act.connection,
        name,
        people.secret_digest(secret),
        label=label,
        scopes=list(scopes) or ["*"],
        at=act.at,
        expires_at=expires_at,
    )
    act.note("token.make", subject=name, details={"token": number, "scopes": list(scopes)})
    return secret, next(token for token in people.tokens(act.connection, name) if token.id == number)


def revoke_token(act: Act, name: str, number: int) -> None:
    """End a token."""
    if name != act.name:
        act.require("tokens")
    if number not in {token.id for token in people.tokens(act.connection, name)}:
        raise NotFound("token", str(number))
    if people.revoke(act.connection, number, at=act.at):
        act.note("token.revoke", subject=name, details={"token": number})


# --- sign-ins and invitations --------------------------------------------------------------------


def sign_in(
    act: Act, *, address: str = "", agent: str = "", lasting: timedelta = SESSION
) -> tuple[str, Session]:
    """A new sign-in of the person; its secret goes into the browser's cookie and is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    made = Session(
        person=act.name,
        csrf=secrets.token_urlsafe(24),
        created_at=act.at,
        expires_at=clock.text(act.moment + lasting),
        seen_at=act.at,
        address=address[:100],
        agent=agent[:300],
    )
    people.add_session(act.connection, people.secret_digest(secret), made)
    people.update(act.connection, act.name, {"seen_at": act.at})
    people.sweep_sessions(act.connection, now=act.at)
    act.note("sign_in", subject=act.name, details={"address": address[:100]})
    return secret, made


def invite(act: Act, role: str, *, name: str | None = None, lasting: timedelta = INVITATION) -> str:
    """A one-time secret with which somebody makes their own account, or (with a name) sets their password anew."""
    act.require("people")
    secret = secrets.token_urlsafe(32)
    people.add_invitation(
        act.connection,
        people.secret_digest(secret),
        role=roles.role(role),
        name=person_name(name) if name else None,
        at=act.at,
        by=act.name,
        expires_at=clock.text(act.moment + lasting),
    )
    act.note("invite", subject=name or "", details={"role": role})
    return secret


def set_solo(act: Act, on: bool) -> None:
    """Say that one person works alone and approves their own edits; each such approval is marked in the history."""
    act.require("settings")
    if act.is_solo() != on:
        people.set_setting(act.connection, "solo", on, by=act.name, at=act.at)
        act.note("solo", subject="on" if on else "off")
