"""Events of the audit go in; signed requests to those who asked for them go out, again until they are taken."""

from __future__ import annotations

import hmac
import http.client
import ipaddress
import json
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from translate.errors import TranslateError
from translate.store import Store, audit, clock, jobs

_LOG = logging.getLogger("translate.web.webhooks")
FOLLOWER = "webhooks"  # its name among those who follow the audit
_ATTEMPTS = (10, 60, 300, 1800, 7200, 21600)  # seconds to wait after each failure; then it is given up
_TIMEOUT = 10.0
_PRIVATE = ("sign_in", "sign_out", "token.", "person.", "invite", "webhook.")


def signature(secret: str, moment: int, body: bytes) -> str:
    """What stands in the header Dragoman-Signature: HMAC-SHA256 over `MOMENT.BODY`, hexadecimal."""
    return f"t={moment},v1={hmac.digest(secret.encode(), f'{moment}.'.encode() + body, 'sha256').hex()}"


def refused_address(url: str, *, within: Collection[str] = ()) -> str:
    """Why nothing may be sent to an address, or an empty string: only what the whole internet reaches is called.

    `within` are names of one's own network that may be called all the same. What a name leads to is seen when it is called.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "this is no address"
    if parts.scheme not in ("http", "https") or not host or port == 0 or parts.username or parts.password:
        return "this is no address"
    if not url.isprintable() or " " in url:
        return "this is no address"
    if host in within:
        return ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        last = host.rstrip(".").rpartition(".")[2]
        if (
            not last or last[0].isdigit()
        ):  # 2130706433, 127.1 and 0x7f.1 are addresses to the system, 1.example is a name
            return "this is no address"
        return _OWN if last in ("localhost", "localdomain", "local", "internal") else ""
    return _OWN if is_barred(address) else ""


_OWN = "this address is of this machine or its network; see translate serve --hook-host"
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: its last 32 bits are an IPv4 address


def is_barred(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is not of the public internet, or is an IPv6 address that stands for such an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        meant = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if meant is None and address in _TRANSLATED:
            meant = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if meant is not None:
            return is_barred(meant)
    return not address.is_global or address.is_multicast


def plan(store: Store) -> int:
    """Note which events are to be sent to whom; returns how many."""
    with store.read() as connection:
        hooks = jobs.webhooks(connection)
        place = jobs.get_cursor(connection, FOLLOWER)
        last = audit.last(connection)
    if last == place:
        return 0
    at = clock.text(clock.now())
    planned = 0
    with store.write() as connection:
        if jobs.get_cursor(connection, FOLLOWER) != place:
            return 0  # another worker was here meanwhile
        if hooks and place:
            for event in audit.events(connection, after=place, limit=500).items:
                last = event.id
                if event.action.startswith(_PRIVATE):
                    continue
                for hook in hooks:
                    if not hook["events"] or event.action in hook["events"]:
                        jobs.set_delivery(
                            connection,
                            hook["id"],
                            event.id,
                            {"state": "waiting", "attempts": 0, "next_at": at, "at": at},
                        )
                        planned += 1
        jobs.set_cursor(connection, FOLLOWER, last, at=at)
    return planned


def deliver(store: Store, *, send: Callable[[str, bytes, dict[str, str]], int] | None = None) -> int:
    """Send what is due; returns how many were taken."""
    send = send or post
    with store.read() as connection:
        due = jobs.deliveries(connection, states=("waiting",), due=clock.text(clock.now()), limit=50)
        hooks = {hook["id"]: hook for hook in jobs.webhooks(connection)} if due else {}
    taken = 0
    for item in due:
        hook = hooks.get(item["webhook"])
        taken += _deliver(store, item, hook, send)
    return taken


def _deliver(
    store: Store, item: dict[str, Any], hook: dict[str, Any] | None, send: Callable[..., int]
) -> bool:
    now = clock.now()
    with store.write() as connection:  # taken by one worker: the others see it as due later
        again = jobs.deliveries(connection, states=("waiting",), due=clock.text(now), limit=200)
        if not any(one["id"] == item["id"] for one in again):
            return False
        held = {"next_at": clock.text(now + timedelta(seconds=60)), "at": clock.text(now)}
        jobs.set_delivery(connection, item["webhook"], item["event"], held)
        found = audit.events(connection, after=item["event"] - 1, limit=1).items
    if hook is None or not found:
        _note(store, item, {"state": "dropped"})
        return False
    event = found[0]
    body = json.dumps(
        {
            "event": event.id,
            "action": event.action,
            "at": event.at,
            "person": event.person,
            "unit": event.unit,
            "article": event.article,
            "version": event.version,
            "details": dict(event.details),
        },
        ensure_ascii=False,
    ).encode()
    moment = int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Dragoman",
        "Dragoman-Event": str(event.id),
        "Dragoman-Signature": signature(hook["secret"], moment, body),
    }
    try:
        status, error = send(hook["url"], body, headers), ""
    except (OSError, http.client.HTTPException, ValueError) as problem:
        status, error = 0, f"{type(problem).__name__}: {problem}"[:200]
    attempts = item["attempts"] + 1
    values: dict[str, Any] = {"attempts": attempts, "status": status or None, "error": error}
    if 200 <= status < 300:
        _note(store, item, {**values, "state": "sent", "next_at": None})
        return True
    wait = _ATTEMPTS[attempts - 1] if attempts <= len(_ATTEMPTS) else None
    later = clock.text(clock.now() + timedelta(seconds=wait)) if wait else None
    _note(store, item, {**values, "state": "waiting" if wait else "failed", "next_at": later})
    return False


def _note(store: Store, item: dict[str, Any], values: dict[str, Any]) -> None:
    with store.write() as connection:
        jobs.set_delivery(
            connection, item["webhook"], item["event"], {**values, "at": clock.text(clock.now())}
        )


def post(url: str, body: bytes, headers: dict[str, str], *, within: Collection[str] = ()) -> int:
    """One POST to the address that its name has now; redirects are not followed. Raises OSError, ValueError.

    `within` are names of one's own network that may be called.
    """
    if refused_address(url, within=within):
        raise ValueError("this address may not be called")
    parts = urlsplit(url)
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if host not in within and any(is_barred(_address(place)) for *_, place in places):
        raise ValueError("this name leads to this machine or its network")
    family, _, _, _, place = places[0]
    raw = socket.socket(family, socket.SOCK_STREAM)
    raw.settimeout(_TIMEOUT)
    connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
    try:
        # The address that was looked at, so that a name cannot change between look and call.
        raw.connect(place)
        connection.sock = (
            ssl.create_default_context().wrap_socket(raw, server_hostname=host)
            if parts.scheme == "https"
            else raw
        )
        connection.request(
            "POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers
        )
        return connection.getresponse().status
    finally:
        connection.close()
        raw.close()


def _address(place: Any) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.ip_address(str(place[0]).partition("%")[0])  # fe80::1%eth0 names its interface


class Follower(threading.Thread):
    """What a worker does beside answering: webhooks, and learning from approvals."""

    def __init__(
        self,
        store: Store,
        *work: Callable[[], object],
        every: float = 3.0,
        send: Callable[[str, bytes, dict[str, str]], int] = post,
    ) -> None:
        super().__init__(name="follower", daemon=True)
        self._store, self._work, self._every, self._send = store, work, every, send
        self._end = threading.Event()

    def run(self) -> None:
        while not self._end.wait(self._every):
            for work in (self._plan, self._deliver, *self._work):
                try:
                    work()
                except TranslateError as error:
                    _LOG.warning("follower: %s", error)
                except Exception:  # noqa: BLE001 - a flaw here must not end the desk
                    _LOG.exception("follower")

    def _plan(self) -> int:
        return plan(self._store)

    def _deliver(self) -> int:
        return deliver(self._store, send=self._send)

    def stop(self) -> None:
        """End within a moment."""
        self._end.set()
