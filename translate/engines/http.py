"""Texts in, hypotheses out, by a server behind a URL: LibreTranslate's or DeepL's shape. Nothing is sent unless a URL is set.

The table `[http]` of desk.toml or TRANSLATE_HTTP_URL, TRANSLATE_HTTP_KEY and TRANSLATE_HTTP_SHAPE say where; the environment
goes first. Every text of an article leaves this machine for that server: that is why there is no default.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate import config
from translate.errors import InputError, ModelError
from translate.model import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from translate.engines import Decoding

SHAPES = ("libretranslate", "deepl")
_KEYS = {"url": str, "shape": str, "key": str, "timeout": float, "tries": int, "rate": float, "batch": int}
_LARGEST = 16 << 20  # bytes of an answer
_PATIENCE = 60.0  # seconds: the longest wait that a server may ask for


@dataclass(frozen=True, slots=True)
class Server:
    """Where and how. `timeout` in seconds for a request, `tries` at each, `rate` requests a second (0: no limit), `batch` texts each."""

    url: str
    shape: str = "libretranslate"
    key: str = ""
    timeout: float = 30.0
    tries: int = 4
    rate: float = 0.0
    batch: int = 25


class Http:
    """A server that translates. Its requests keep to the rate; what fails for a moment is tried again, later each time."""

    name = "http"
    limit = 400
    tags: tuple[str, str] | None = None
    placeholders: tuple[str, ...] = ()

    def __init__(
        self,
        server: Server,
        *,
        sleep: Callable[[float], object] = time.sleep,
        chance: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server, self._sleep, self._chance, self._clock = server, sleep, chance, clock
        parts = urllib.parse.urlsplit(server.url)
        self.model = parts.netloc.rpartition("@")[2]
        self.signature = f"http:{server.shape}|server:{self.model}|not-reproducible"
        self._next, self._lock = 0.0, threading.Lock()

    def count(self, text: str, source: str) -> int:
        return len(text.split()) + 1

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, decoding: Decoding
    ) -> list[list[Hypothesis]]:
        results: list[list[Hypothesis]] = []
        for begin in range(0, len(texts), self._server.batch):
            part = list(texts[begin : begin + self._server.batch])
            for text, said in zip(part, self._ask(part, source, target), strict=True):
                results.append([Hypothesis(said.strip(), 0.0, self.count(text, source), len(said.split()))])
        return results

    def _ask(self, texts: list[str], source: str, target: str) -> list[str]:
        server = self._server
        if server.shape == "deepl":
            order: dict[str, Any] = {
                "text": texts,
                "source_lang": source.upper(),
                "target_lang": "EN-GB" if target == "en" else target.upper(),
                "split_sentences": "0",
            }
            path, headers = (
                "v2/translate",
                {"Authorization": f"DeepL-Auth-Key {server.key}"} if server.key else {},
            )
        else:
            order = {"q": texts, "source": source, "target": target, "format": "text"}
            order |= {"api_key": server.key} if server.key else {}
            path, headers = "translate", {}
        answer = self._sent(path, order, headers)
        found = self._read(answer)
        if len(found) != len(texts):
            raise ModelError(f"{self.model} gave {len(found)} targets for {len(texts)} texts")
        return found

    def _read(self, answer: Any) -> list[str]:
        if self._server.shape == "deepl":
            rows = answer.get("translations") if isinstance(answer, dict) else None
            found = (
                [row.get("text") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else None
            )
        else:
            found = answer.get("translatedText") if isinstance(answer, dict) else None
            found = [found] if isinstance(found, str) else found
        if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
            raise ModelError(
                f"{self.model} does not answer in the shape {self._server.shape}; set shape to the other one, or the URL right"
            )
        return [str(text) for text in found]

    def _sent(self, path: str, order: dict[str, Any], headers: dict[str, str]) -> Any:
        """The answer to a request; 429, 5xx and broken connections are tried again with a longer wait, and chance in it."""
        base = self._server.url if self._server.url.endswith("/") else self._server.url + "/"
        url = base if base.rstrip("/").endswith("/translate") else urllib.parse.urljoin(base, path)
        url = url.rstrip("/")
        body = json.dumps(order, ensure_ascii=False).encode("utf-8", "replace")
        reason = last = ""
        for number in range(self._server.tries):
            if number:
                self._sleep(self._wait(number, reason))
            self._keep_rate()
            request = urllib.request.Request(  # noqa: S310 - http or https, see server()
                url, data=body, headers={"Content-Type": "application/json", **headers}
            )
            try:
                with _OPENER.open(request, timeout=self._server.timeout) as answer:
                    data = answer.read(_LARGEST + 1)
                if len(data) > _LARGEST:
                    raise ModelError(f"{self.model} answers with more than {_LARGEST >> 20} MB")
                return json.loads(data)
            except urllib.error.HTTPError as error:
                told = _told(error)
                if error.code not in (408, 429) and error.code < 500:
                    raise ModelError(f"{self.model} refused ({error.code}): {told}") from error
                reason = error.headers.get("Retry-After") or ""
                last = f"{error.code}: {told}"
            except (urllib.error.URLError, TimeoutError, ConnectionError, OSError) as error:
                last, reason = str(getattr(error, "reason", error) or type(error).__name__), ""
            except ValueError as error:
                raise ModelError(f"{self.model} does not answer in JSON; is the URL right?") from error
        raise ModelError(
            f"{self.model} cannot be asked after {self._server.tries} tries ({last}); draft again later"
        )

    def _wait(self, number: int, told: str) -> float:
        """Seconds before try `number`: what the server asked for, else 0.5, 1, 2 …, half of it by chance."""
        if told.strip().isdigit():
            return min(_PATIENCE, float(told))
        return min(_PATIENCE, 0.5 * 2.0 ** (number - 1)) * (0.5 + 0.5 * self._chance())

    def _keep_rate(self) -> None:
        if not self._server.rate:
            return
        with self._lock:
            now = self._clock()
            wait = self._next - now
            self._next = max(now, self._next) + 1 / self._server.rate
        if wait > 0:
            self._sleep(wait)


class _Staying(urllib.request.HTTPRedirectHandler):
    """A redirect would send the texts, and the key, to a server that nobody set."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Staying)


def _told(error: urllib.error.HTTPError) -> str:
    try:
        data = json.loads(error.read(4096))
        return " ".join(str(data.get("error") or data.get("message") or error.reason).split())[:200]
    except (ValueError, OSError, AttributeError):
        return str(error.reason)


def server() -> Server:
    """The server of the settings; raises InputError where none is set, or it is not what it should be."""
    table: dict[str, Any] = dict(config.table("http"))
    for key in ("url", "key", "shape"):
        if given := os.environ.get(f"{config.PREFIX}HTTP_{key.upper()}"):
            table[key] = given
    place = f"{config.FILE}, [http]"
    value: Any
    for key, value in table.items():
        kind = _KEYS.get(key)
        if kind is None:
            raise InputError(f"unknown setting {key!r}", file=place, advice=f"known: {', '.join(_KEYS)}")
        is_right = isinstance(value, str) if kind is str else type(value) in (int, kind) and value >= 0
        if not is_right:
            raise InputError(f"{key} is not what it should be: {value!r}", file=place)
    url = str(table.get("url", ""))
    if not url:
        raise InputError(
            "no server is set for the engine http",
            advice=f"set url in the table [http] of {config.FILE}, or TRANSLATE_HTTP_URL; every text is sent there",
        )
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{url!r} is no URL of a server", file=place, advice="give http(s)://…")
    values: dict[str, Any] = {**table, "url": url}
    found = Server(**values)
    if found.shape not in SHAPES:
        raise InputError(f"no shape {found.shape!r}", file=place, advice=f"use {' or '.join(SHAPES)}")
    if found.tries < 1 or found.batch < 1 or found.timeout <= 0:
        raise InputError("timeout, tries and batch are more than nothing", file=place)
    return found


def open_engine(model: Path | None = None, **options: object) -> Http:
    """The server of the settings; it takes no model. Raises InputError where no server is set."""
    return Http(server())
