"""A model hub on this machine: the part of the hub's protocol that a download needs, with ranges, and faults on demand."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """Repositories by `owner/name`, each a folder; `cut` ends the connection after so many bytes of a file, each time it is
    asked for until it is taken out; `broken` files are sent with a flipped byte; `status` answers everything with that code.
    """

    repositories: dict[str, Path]
    url: str = ""
    cut: dict[str, int] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    status: int = 0
    is_bare: bool = (
        False  # listings without sizes and checksums: they have to be taken from the files' headers
    )
    card: dict[str, Any] = field(default_factory=lambda: {"license": "cc-by-4.0"})
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, range

    def ranges(self, name: str) -> list[str]:
        """The ranges that were asked for of a file."""
        return [span for method, path, span in self.asked if method == "GET" and path.endswith(f"/{name}")]


@contextmanager
def hub(**repositories: Path) -> Iterator[Hub]:
    """A hub that holds `owner__name=folder` as owner/name; its address is `url`."""
    state = Hub({name.replace("__", "/").replace("_", "-"): path for name, path in repositories.items()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(state))
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(state: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            pass

        def do_HEAD(self) -> None:
            self.answer(body=False)

        def do_GET(self) -> None:
            self.answer(body=True)

        def answer(self, *, body: bool) -> None:
            path = unquote(urlsplit(self.path).path)
            state.asked.append((self.command, path, self.headers.get("Range", "")))
            if state.status:
                return self.error(state.status, "")
            parts = path.strip("/").split("/")
            if parts[:2] == ["api", "models"]:
                return self.listing("/".join(parts[2:4]), parts[5] if parts[4:5] == ["revision"] else "main")
            if len(parts) >= 5 and parts[2] == "resolve":
                return self.file("/".join(parts[:2]), parts[3], "/".join(parts[4:]), body=body)
            return self.error(404, "EntryNotFound")

        def listing(self, name: str, revision: str) -> None:
            folder = state.repositories.get(name)
            if folder is None:
                return self.error(404, "RepoNotFound")
            if revision not in ("main", COMMIT):
                return self.error(404, "RevisionNotFound")
            siblings: list[dict[str, Any]] = []
            for path in sorted(folder.iterdir()):
                if not path.is_file():
                    continue
                row: dict[str, Any] = {"rfilename": path.name}
                if not state.is_bare:
                    row |= {"size": path.stat().st_size, "blobId": blob(path.read_bytes())}
                    if path.suffix == ".safetensors":
                        row["lfs"] = {"sha256": sha256(path), "size": path.stat().st_size, "pointerSize": 134}
                siblings.append(row)
            data = {"_id": "1", "id": name, "modelId": name, "sha": COMMIT, "private": False, "tags": [],
                    "downloads": 0, "likes": 0, "siblings": siblings, "cardData": state.card}  # fmt: skip
            text = json.dumps(data).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)
            return None

        def file(self, name: str, revision: str, file: str, *, body: bool) -> None:
            folder = state.repositories.get(name)
            path = folder / file if folder else None
            if path is None or not path.is_file():
                return self.error(404, "EntryNotFound")
            if revision not in ("main", COMMIT):
                return self.error(404, "RevisionNotFound")
            data = path.read_bytes()
            tag = sha256(path) if path.suffix == ".safetensors" else blob(data)
            size = len(data)
            if file in state.broken:
                data = bytes([data[0] ^ 1]) + data[1:]
            span = self.headers.get("Range", "")
            start = int(span.removeprefix("bytes=").partition("-")[0]) if span else 0
            if start >= size and span:
                return self.error(416, "")
            self.send_response(206 if span else 200)
            if span:
                self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
            self.send_header("Content-Length", str(size - start))
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("ETag", f'"{tag}"')
            self.send_header("X-Repo-Commit", COMMIT)
            self.end_headers()
            if not body:
                return None
            if file in state.cut:
                self.wfile.write(data[start : start + state.cut[file]])
                self.wfile.flush()
                self.close_connection = True
                self.connection.close()
                return None
            self.wfile.write(data[start:])
            return None

        def error(self, status: int, code: str) -> None:
            self.send_response(status)
            if code:
                self.send_header("X-Error-Code", code)
            self.send_header("Content-Length", "0")
            self.end_headers()

    return Handler


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def blob(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
