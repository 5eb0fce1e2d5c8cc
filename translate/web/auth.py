"""A cookie, a password or a token goes in; the person whose it is comes out. Secrets are kept as digests only."""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from translate.errors import InputError
from translate.store import Store, audit, clock, people
from translate.store.rows import Person, Session
from translate.web.limits import Limit, limit
from translate.web.metrics import METRICS

if TYPE_CHECKING:
    from translate.store import Connection

LEAST = 10  # characters of a password
_SEEN = timedelta(minutes=1)  # how exactly a sign-in notes that it was used
_COMMON = frozenset(
    ("password12", "1234567890", "qwertyuiop", "0123456789", "passwordpassword", "dragomandragoman")
)

#: A name may be tried ten times, then once a minute; an address fifty times, then ten times a minute.
_NAMES: Limit = limit(1, 10)
_ADDRESSES: Limit = limit(10, 50)


def share(names: Path | None, addresses: Path | None) -> None:
    """Count attempts in these files, together with the other workers."""
    global _NAMES, _ADDRESSES
    if names and addresses:
        _NAMES, _ADDRESSES = limit(1, 10, file=names), limit(10, 50, file=addresses)


@lru_cache(maxsize=1)
def hasher() -> PasswordHasher:
    """Argon2id as RFC 9106 recommends where memory is short: 64 MiB, three passes."""
    return PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)


@lru_cache(maxsize=1)
def _nobody() -> str:
    """A hash that no password fits, so that an unknown name costs the same time as a wrong password."""
    return hasher().hash(secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person, their sign-in, and what the cookie held."""

    person: Person
    session: Session
    secret: str


def check_password(password: str, *, name: str = "") -> None:
    """Raises InputError for a password that is too short, too common, or the name."""
    if len(password) < LEAST:
        raise InputError(f"the password is shorter than {LEAST} characters", advice="choose a longer one")
    if len(password) > 200:
        raise InputError("the password is longer than 200 characters", advice="choose a shorter one")
    if password.casefold() in _COMMON or (
        name and name.casefold() in password.casefold() and len(password) < 16
    ):
        raise InputError("the password is easy to guess", advice="choose another one")


def wait(name: str, address: str) -> float:
    """Seconds until this name may be tried again from this address; 0 where it may now."""
    return max(_NAMES.wait(f"{name.casefold()[:64]}"), _ADDRESSES.wait(address))


def sign_in(
    store: Store, name: str, password: str, *, address: str, agent: str, seconds: int
) -> SignedIn | None:
    """A new sign-in, None where name and password do not fit; both are written into the audit."""
    with store.read() as connection:
        person = people.find(connection, name)
        kept = people.password(connection, name)
    is_right = fits(kept, password)
    if not is_right or person is None or not person.is_active:
        METRICS.event("signin_failures")
        with store.write(is_short=True) as connection:
            audit.append(
                connection,
                at=clock.text(clock.now()),
                person=person.name if person else "",
                action="sign_in.failed",
                subject=name[:64],
                details={"address": address},
            )
        return None
    _NAMES.forget(name.casefold()[:64])
    METRICS.event("signins")
    with store.write(is_short=True) as connection:
        if kept and hasher().check_needs_rehash(kept):
            people.update(connection, name, {"password": hasher().hash(password)})
        return begin(connection, person, address=address, agent=agent, seconds=seconds)


def begin(connection: Connection, person: Person, *, address: str, agent: str, seconds: int) -> SignedIn:
    """A new sign-in with new secrets, whatever the browser brought."""
    secret = secrets.token_urlsafe(32)
    now = clock.now()
    at = clock.text(now)
    session = Session(
        person=person.name,
        csrf=secrets.token_urlsafe(32),
        created_at=at,
        expires_at=clock.text(now + timedelta(seconds=seconds)),
        seen_at=at,
        address=address,
        agent=agent[:200],
    )
    people.add_session(connection, people.secret_digest(secret), session)
    people.update(connection, person.name, {"seen_at": at})
    audit.append(connection, at=at, person=person.name, action="sign_in", details={"address": address})
    return SignedIn(person, session, secret)


def of_cookie(store: Store, secret: str) -> SignedIn | None:
    """Whose cookie it is."""
    if not secret or len(secret) > 100:
        return None
    now = clock.now()
    digest = people.secret_digest(secret)
    with store.read() as connection:
        found = people.by_session(connection, digest, now=clock.text(now))
    if found is None:
        return None
    person, session = found
    if now - clock.moment(session.seen_at) > _SEEN:
        with store.touch() as connection:
            people.update_session(connection, digest, {"seen_at": clock.text(now)})
    return SignedIn(person, session, secret)


def sign_out(store: Store, found: SignedIn) -> None:
    """End a sign-in."""
    with store.write(is_short=True) as connection:
        people.end_session(connection, people.secret_digest(found.secret))
        audit.append(connection, at=clock.text(clock.now()), person=found.person.name, action="sign_out")


def set_password(connection: Connection, name: str, password: str, *, by: str, keep: str = "") -> None:
    """Set a password and end every other sign-in of the person; `keep` is a cookie that goes on. Raises InputError."""
    check_password(password, name=name)
    people.update(connection, name, {"password": hasher().hash(password)})
    people.end_sessions(connection, name, but=people.secret_digest(keep) if keep else "")
    audit.append(connection, at=clock.text(clock.now()), person=by, action="person.password", subject=name)


# --- CSRF ----------------------------------------------------------------------------------------


def masked(secret: str) -> str:
    """A token for one page: the secret under a new mask each time, so that compression tells nothing about it."""
    raw = _raw(secret)
    mask = secrets.token_bytes(len(raw))
    return urlsafe_b64encode(mask + bytes(a ^ b for a, b in zip(mask, raw, strict=True))).decode()


def is_token(secret: str, given: str) -> bool:
    """Whether a token was made from the secret."""
    raw = _raw(secret)
    try:
        both = urlsafe_b64decode(given.encode("ascii"))
    except (ValueError, UnicodeEncodeError):
        return False
    if len(both) != 2 * len(raw):
        return False
    return hmac.compare_digest(
        bytes(a ^ b for a, b in zip(both[: len(raw)], both[len(raw) :], strict=True)), raw
    )


def _raw(secret: str) -> bytes:
    return hmac.digest(b"csrf", secret.encode(), "sha256")


def fits(kept: str | None, password: str) -> bool:
    """Whether a password is the one whose hash is kept."""
    try:
        hasher().verify(kept or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
