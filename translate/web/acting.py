"""Somebody wants to change something: one transaction, one place where rights are asked, the answer kept under the request's key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from translate.errors import InputError
from translate.review.act import Act
from translate.store import Store, clock, notes, people, units
from translate.store.rows import Person, QueuedUnit
from translate.web import checking


@contextmanager
def acting(
    store: Store,
    person: Person,
    *,
    origin: str,
    scopes: tuple[str, ...] | None = None,
    recheck: Any = checking.recheck,
) -> Iterator[Act]:
    """An action of a person in a transaction of its own; their role is read anew inside it."""
    with store.write() as connection:
        yield Act(connection, people.get(connection, person.name), clock.now(), scopes, origin, recheck)


def looked_at(store: Store, unit: str, target: str) -> Any:
    """A recheck whose work was done before the transaction begins, so that nobody waits for it."""
    with store.read() as connection:
        found = units.get(connection, unit, now=clock.text(clock.now()))
    done = checking.checked(found, target.strip())

    def recheck(now: QueuedUnit, text: str) -> Any:
        same = now.source == found.source and text == target.strip()
        return done if same else checking.checked(now, text)

    return recheck


def once(
    act: Act, key: str | None, request: Mapping[str, Any], work: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Do something once: the same request under the same key gets the answer of the first. Raises InputError for another one."""
    if not key:
        return work()
    if len(key) > 200 or not key.isprintable():
        raise InputError("the idempotency key is longer than 200 characters or not printable")
    digest = sha256(
        json.dumps(dict(request), sort_keys=True, ensure_ascii=False, default=str).encode()
    ).hexdigest()
    known = notes.answered(act.connection, act.name, key)
    if known is not None:
        if known[0] != digest:
            raise KeyReused("this idempotency key was used for another request")
        found: dict[str, Any] = known[1]
        return found
    result = work()
    notes.answer(act.connection, act.name, key, digest, result, at=act.at)
    return result


class KeyReused(InputError):
    """An idempotency key came again with another request."""
