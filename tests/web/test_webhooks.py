"""Webhooks call the public internet only: no address of this machine or its network, in whatever spelling, by whatever name."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from translate.web import webhooks

ADDRESSES = [
    # URL, whether it may be called
    ("https://hooks.example.org/x", True),
    ("https://1.example.org/x", True),
    ("http://93.184.215.14:8080/x?y=z", True),
    ("http://[2606:2800:21f:cb07::1]/", True),
    ("http://[::ffff:93.184.215.14]/", True),
    ("http://127.0.0.1/x", False),
    ("http://127.255.0.9/", False),
    ("http://localhost:80/", False),
    ("http://LOCALHOST./", False),
    ("http://desk.localhost/", False),
    ("http://printer.local/", False),
    ("http://169.254.169.254/latest/meta-data", False),
    ("http://10.0.0.7/", False),
    ("http://172.16.0.1/", False),
    ("http://192.168.1.1/", False),
    ("http://100.64.0.1/", False),
    ("http://0.0.0.0/", False),
    ("http://198.18.0.1/", False),
    ("http://224.0.0.1/", False),
    ("http://255.255.255.255/", False),
    ("http://[::1]/", False),
    ("http://[::]/", False),
    ("http://[fe80::1]/", False),
    ("http://[fc00::1]/", False),
    ("http://[ff02::1]/", False),
    ("http://[::ffff:127.0.0.1]/", False),
    ("http://[::ffff:10.0.0.7]/", False),
    ("http://[::ffff:a9fe:a9fe]/", False),
    ("http://[2002:7f00:1::]/", False),
    ("http://[64:ff9b::10.0.0.7]/", False),
    ("http://2130706433/", False),
    ("http://0x7f000001/", False),
    ("http://0177.0.0.1/", False),
    ("http://127.1/", False),
    ("ftp://example.org/", False),
    ("file:///etc/passwd", False),
    ("http://user:pw@example.org/", False),
    ("http://example.org:0/", False),
    ("http://example.org/\r\nX-Injected: 1", False),
    ("http://[", False),
    ("http://", False),
]


@pytest.mark.parametrize(("url", "is_fine"), ADDRESSES)
def test_addresses_that_are_not_public_are_refused(url: str, is_fine: bool) -> None:
    assert (webhooks.refused_address(url) == "") is is_fine


LED = [
    # where a name leads
    ["127.0.0.1"],
    ["10.1.2.3"],
    ["169.254.169.254"],
    ["::1"],
    ["::ffff:192.168.0.1"],
    ["fe80::1%2"],
    ["93.184.215.14", "10.1.2.3"],
]


@pytest.mark.parametrize("places", LED)
def test_a_name_that_leads_to_a_private_address_is_not_called(
    places: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def led(host: str, port: int, **_: Any) -> list[Any]:
        return [
            (socket.AF_INET6 if ":" in place else socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))
            for place in places
        ]

    def called(*_: Any) -> None:
        raise AssertionError("it was called")

    monkeypatch.setattr(socket, "getaddrinfo", led)
    monkeypatch.setattr(socket.socket, "connect", called)
    with pytest.raises(ValueError, match="this machine or its network"):
        webhooks.post("https://hooks.example.org/x", b"{}", {})


def test_a_name_that_the_operator_gave_is_called_and_no_redirect_is_followed() -> None:
    seen: list[tuple[str, bytes]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(302)
            self.send_header("location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://localhost:{server.server_port}/hook"
        with pytest.raises(ValueError, match="may not be called"):
            webhooks.post(url, b"{}", {})
        assert webhooks.post(url, b"{}", {}, within=("localhost",)) == 302
        server.shutdown()
    assert seen == [("/hook", b"{}")]


def test_who_may_not_make_webhooks_is_told_so_whatever_the_address(api: Any) -> None:
    for url in ("https://hooks.example.org/x", "http://10.0.0.7/"):
        assert api("edith").post("/webhooks", json={"url": url}).status_code == 403
        assert api("root").post("/webhooks", json={"url": url}).status_code == (
            201 if "https" in url else 400
        )
