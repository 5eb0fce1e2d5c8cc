"""Every request goes in here first: host, size, speed and rate are checked, security headers are put on every answer."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from translate.web.limits import limit
from translate.web.metrics import METRICS
from translate.web.options import Options

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
#: For pages that the desk shows and did not write by itself: an edition in its own style, without scripts or a place to send to.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'"
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)
_UPLOADS = ("/translate_file", "/desk/import", "/api/v1/imports")
_UNCOUNTED = ("/static/", "/health", "/ready", "/metrics")


class Refused(Exception):
    """The body is too large or too slow."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(problem)
        self.status, self.problem = status, problem


class Guard:
    """Pure ASGI: nothing is buffered, and what an application sends goes through unchanged but for its headers."""

    def __init__(
        self, app: App, options: Options, flaw: Callable[[Scope, Exception], App] | None = None
    ) -> None:
        self.app, self.options, self._flaw = app, options, flaw
        self._named = options.named()
        self._clients = limit(options.rate, options.rate / 4, file=options.shared("requests"))
        # Ten times as much for an address, which an office may share: whoever makes up tokens is no new client each time.
        self._hosts = limit(options.rate * 10, options.rate * 10 / 4, file=options.shared("hosts"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                return
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        scope["request_id"] = secrets.token_hex(8)
        began = time.perf_counter()
        status, is_answered = 500, False

        async def answer(message: Message) -> None:
            nonlocal status, is_answered
            if message["type"] == "http.response.start":
                status, is_answered = message["status"], True
                message = {**message, "headers": self._headed(scope, message.get("headers", ()))}
            await send(message)

        try:
            refusal = self._refusal(scope, headers)
            if refusal:
                await _refuse(scope, answer, *refusal)
            else:
                await self.app(scope, self._bounded(scope, headers, receive), answer)
        except Refused as error:
            await _refuse(scope, answer, error.status, error.problem)
        except Exception as error:
            if self._flaw is None or is_answered:
                raise
            await self._flaw(scope, error)(scope, receive, answer)
        finally:
            METRICS.count(scope["method"], scope.get("route_name", ""), status, time.perf_counter() - began)

    def _refusal(self, scope: Scope, headers: dict[bytes, bytes]) -> tuple[int, str] | None:
        host = headers.get(b"host", b"").decode("latin-1").casefold()
        if self._named and _without_port(host) not in self._named:
            return 400, "this host name is not served here; see translate serve --allow-host"
        length = headers.get(b"content-length", b"")
        if length:
            if not length.isdigit():
                return 400, "content-length is not a number"
            if int(length) > self._limit(scope):
                return 413, f"the body is larger than {self._limit(scope)} bytes"
        if not scope["path"].startswith(_UNCOUNTED):
            address = str((scope.get("client") or ("",))[0])
            given = headers.get(b"authorization") or headers.get(b"cookie") or b""
            # A person is counted by the session, a program by its token, anyone else by the address.
            wait = self._hosts.wait(address) or self._clients.wait(f"{address} {given!r}")
            if wait:
                return 429, f"too many requests; try again in {wait:.0f} s"
        return None

    def _limit(self, scope: Scope) -> int:
        return self.options.upload if scope["path"].startswith(_UPLOADS) else self.options.body

    def _bounded(self, scope: Scope, headers: dict[bytes, bytes], receive: Receive) -> Receive:
        if scope["method"] in ("GET", "HEAD") and b"content-length" not in headers:
            return receive
        limit, read = self._limit(scope), 0
        until = time.monotonic() + self.options.slow
        is_whole = False

        async def bounded() -> Message:
            nonlocal read, is_whole
            if is_whole:
                return await receive()  # only waits for the client to go away
            try:
                message = await asyncio.wait_for(receive(), max(0.01, until - time.monotonic()))
            except TimeoutError:
                raise Refused(408, f"the body took longer than {self.options.slow:.0f} s") from None
            read += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if read > limit:
                raise Refused(413, f"the body is larger than {limit} bytes")
            return message

        return bounded

    def _headed(self, scope: Scope, given: Any) -> list[tuple[bytes, bytes]]:
        headers = [(name, value) for name, value in given if name.lower() not in (b"server", b"x-powered-by")]
        names = {name.lower() for name, _ in headers}
        headers += [pair for pair in _HEADERS if pair[0] not in names]
        if b"content-security-policy" not in names:
            headers.append((b"content-security-policy", POLICY.encode()))
            headers.append((b"x-frame-options", b"DENY"))
        if b"cache-control" not in names:
            headers.append((b"cache-control", b"no-store"))
        if self.options.secure or scope["scheme"] == "https":
            headers.append((b"strict-transport-security", b"max-age=31536000"))
        headers.append((b"x-request-id", scope["request_id"].encode()))
        return headers


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


async def _refuse(scope: Scope, send: Send, status: int, problem: str) -> None:
    """Answer in the shape that the caller's part of the desk speaks."""
    if scope["path"].startswith("/api/"):
        kind, body = b"application/problem+json", {"type": "about:blank", "title": problem, "status": status}
    else:
        kind, body = b"application/json", {"error": problem}
    data = json.dumps(body).encode()
    headers = [(b"content-type", kind), (b"content-length", str(len(data)).encode())]
    if status == 429:
        headers.append((b"retry-after", b"5"))
    if status in (408, 413):
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})
