"""Options go in; the desk is served until a signal stops it."""

from __future__ import annotations

import socket
import sys
import tempfile
from dataclasses import replace

import uvicorn

from translate import review, store
from translate.errors import InputError
from translate.store import desk
from translate.web.options import Options


def serve(options: Options, *, certificate: str | None = None, key: str | None = None) -> int:
    """Listen and answer. Raises InputError for an address that cannot be listened on, StoreError for a database."""
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        options = replace(options, folder=folder, port=_free(options))
        options.export()
        scheme = "https" if certificate else "http"
        host = f"[{options.host}]" if ":" in options.host else options.host
        _say(f"the desk is at {scheme}://{host}:{options.port}/")
        with store.open(options.database) as opened:
            _say(f"its database is {opened.name}")
            with opened.read() as connection:
                is_new = not desk.has_people(connection)
            if is_new:
                ticket = review.open_console(store=opened).invite("admin")
                _say(
                    f"nobody can sign in yet; become the administrator with this link, once, within a week: {scheme}://{host}:{options.port}/join/{ticket}"
                )
        uvicorn.run(
            "translate.web.app:create",
            factory=True,
            host=options.host,
            port=options.port,
            workers=options.workers,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=bool(options.proxies),
            forwarded_allow_ips=options.proxies or None,
            ssl_certfile=certificate,
            ssl_keyfile=key,
            timeout_keep_alive=15,
            h11_max_incomplete_event_size=32_768,
            limit_concurrency=2_000,
            timeout_graceful_shutdown=10,
        )
    return 0


def _say(message: str) -> None:
    sys.stderr.write(f"translate: {message}\n")
    sys.stderr.flush()


def _free(options: Options) -> int:
    """The port, tried before anything is loaded; another one where 0 was asked for."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((options.host, options.port))
        except OSError as error:
            raise InputError(
                f"cannot listen on {options.host} port {options.port} ({error.strerror})",
                advice="give another --port or --host",
            ) from error
        return int(tried.getsockname()[1])
