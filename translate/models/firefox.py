"""Where Firefox's translation models are goes in (its own discovery, a mirror's URL, a folder); checked model files come out.

A mirror is either what Firefox publishes (`records.json`, and each file at its `location`, compressed), or a copy of an
installed model's folder (`card.json`, and the files that it names with their SHA-256). Both can be any web server or folder.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, MissingExtra, ModelError
from translate.models.hub import PARTIAL, is_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ATTACHMENTS = (
    "https://firefox-settings-attachments.cdn.mozilla.net/"  # where fxtranslate 0.5 fetches from, too
)
RECORDS = "records.json"
TYPES = ("model", "vocab", "srcvocab", "trgvocab", "lex")
_LARGEST = 512 << 20  # bytes
_TIMEOUT = 30  # seconds without a byte
_TRIES = 3
_SHA256 = re.compile(r"[0-9a-f]{64}")


def library() -> Any:
    """The package fxtranslate; raises MissingExtra."""
    try:
        import fxtranslate
    except ImportError as error:
        raise MissingExtra("firefox", library="fxtranslate") from error
    return fxtranslate


def fetch(
    folder: Path,
    kept: Path,
    *,
    languages: Sequence[str],
    architecture: str,
    mirror: str = "",
    show: Callable[[int, int], object] | None = None,
) -> dict[str, Any]:
    """Write `en-ar/model.bin` and so on into `folder`, each checked; returns what the card says of their origin.

    Downloads lie in `kept` until they are whole, and are gone on with. Raises InputError, ModelError, MissingExtra.
    """
    place = _Place(mirror or ATTACHMENTS, kept, show)
    copy = place.read_json("card.json") if mirror else None
    if copy is not None:
        return _copied(place, copy, folder, languages)
    body = place.text(RECORDS) if mirror else _records()
    if body is None:
        raise InputError(
            f"no {RECORDS} and no card.json at the mirror",
            file=mirror,
            advice="see docs/models.md for what a mirror is",
        )
    return _published(place, body, folder, languages, architecture)


def _records() -> str:
    """What Firefox publishes, as its own package finds it."""
    try:
        return str(library().discovery.fetch_records_body())
    except ValueError as error:
        raise ModelError(
            f"Firefox's list of models cannot be fetched ({error}); pull again later, or give --mirror"
        ) from error


def _published(
    place: _Place, body: str, folder: Path, languages: Sequence[str], architecture: str
) -> dict[str, Any]:
    discovery = library().discovery
    try:
        records = discovery.parse_records(body)
    except ValueError as error:
        raise ModelError(f"{place.base}: the list of models cannot be read: {error}") from error
    files: dict[str, str] = {}
    versions: dict[str, str] = {}
    for direction in languages:
        chosen = choose(records, direction, architecture)
        if "model" not in chosen or not ({"vocab", "srcvocab"} & chosen.keys()):
            raise ModelError(
                f"{place.base} has no {architecture} model for {direction}; give another --mirror"
            )
        for kind, record in chosen.items():
            data = place.fetch(str(record["location"]))
            wanted = str(record.get("decompressedHash") or "").lower()
            try:
                plain = bytes(discovery.verify_and_decompress(data.read_bytes(), wanted or None))
            except ValueError as error:
                data.unlink(missing_ok=True)
                raise ModelError(
                    f"{record['name']}: not the file that was announced ({error}); it was thrown away: pull again"
                ) from error
            path = folder / direction / f"{kind}.bin"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(plain)
            files[f"{direction}/{path.name}"] = str(record["name"])
            versions[direction] = str(record["version"])
    return {"from": place.base, "architecture": architecture, "versions": versions, "names": files}


def choose(
    records: Sequence[dict[str, str | None]], direction: str, architecture: str
) -> dict[str, dict[str, str | None]]:
    """The newest released record of each file type for a direction and an architecture."""
    source, _, target = direction.partition("-")
    fitting = [
        record
        for record in records
        if record.get("sourceLanguage") == source
        and record.get("targetLanguage") == target
        and record.get("fileType") in TYPES
        and (record.get("architecture") or architecture) == architecture
        and _version(record)[0] > 0
    ]
    newest = max((_version(record) for record in fitting if record["fileType"] == "model"), default=None)
    return {str(record["fileType"]): record for record in fitting if _version(record) == newest}


def _version(record: dict[str, str | None]) -> tuple[int, ...]:
    """1.0 before 2.1; an alpha (2.0a1) is none: its first number is 0."""
    text = str(record.get("version") or "")
    return tuple(int(part) for part in text.split(".")) if re.fullmatch(r"\d+(\.\d+)*", text) else (0,)


def _copied(place: _Place, card: dict[str, Any], folder: Path, languages: Sequence[str]) -> dict[str, Any]:
    files = card.get("files")
    if card.get("engine") != "firefox" or not isinstance(files, dict):
        raise InputError(
            "card.json is not of a Firefox model", file=place.base, advice="give another --mirror"
        )
    wanted = {
        str(name): str(digest)
        for name, digest in files.items()
        if str(name).partition("/")[0] in languages and is_plain(str(name).partition("/")[2])
    }
    missing = [direction for direction in languages if f"{direction}/model.bin" not in wanted]
    if missing:
        raise ModelError(f"{place.base} has no model for {', '.join(missing)}; give another --mirror")
    for name, digest in wanted.items():
        if not _SHA256.fullmatch(digest):
            raise InputError(f"no checksum for {name}", file=place.base, advice="give another --mirror")
        data = place.fetch(name)
        if hashlib.sha256(data.read_bytes()).hexdigest() != digest:
            data.unlink(missing_ok=True)
            raise ModelError(f"{name} is not the file of the card (checksum); it was thrown away: pull again")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.read_bytes())
    source = card.get("source")
    return {**(source if isinstance(source, dict) else {}), "from": place.base}


class _Place:
    """A web server or a folder that files are fetched from; what was fetched lies in `kept`."""

    def __init__(self, base: str, kept: Path, show: Callable[[int, int], object] | None) -> None:
        self.is_remote = base.startswith(("http://", "https://"))
        self.base = base if base.endswith("/") or not self.is_remote else base + "/"
        self.kept, self.show, self.done = kept, show, 0
        if not self.is_remote and not Path(base).is_dir():
            raise InputError(
                "the mirror is no folder and no URL", file=base, advice="give http(s)://… or a folder"
            )

    def read_json(self, name: str) -> dict[str, Any] | None:
        text = self.text(name)
        if text is None:
            return None
        try:
            found = json.loads(text)
        except ValueError as error:
            raise ModelError(f"{self.base}{name} cannot be read: {error}") from error
        return found if isinstance(found, dict) else None

    def text(self, name: str) -> str | None:
        """A small file, or None where there is none."""
        try:
            path = self.fetch(name, again=True)
            return path.read_text("utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise ModelError(f"{self.base}{name} is no text") from error

    def fetch(self, name: str, *, again: bool = False) -> Path:
        """A file of the mirror, on this machine. Raises ModelError, and FileNotFoundError with `again` (it may be missing)."""
        parts = [part for part in name.split("/") if part]
        if not parts or not all(is_plain(part) for part in parts):
            raise ModelError(f"{self.base}: {name!r} is no name of a file")
        if not self.is_remote:
            path = Path(self.base, *parts)
            if not path.is_file():
                if again:
                    raise FileNotFoundError(name)
                raise ModelError(f"{self.base} has no {name}; give another --mirror")
            if path.stat().st_size > _LARGEST:
                raise ModelError(f"{path} is far too large for a model")
            self.kept.mkdir(parents=True, exist_ok=True)
            copy = self.kept / "__".join(parts)
            copy.write_bytes(path.read_bytes())
            return copy
        self.kept.mkdir(parents=True, exist_ok=True)
        path = self.kept / "__".join(parts)
        if path.is_file() and not again:
            return path
        part = path.with_name(path.name + PARTIAL)
        if again:
            part.unlink(missing_ok=True)
        self._download(
            urllib.parse.urljoin(self.base, urllib.parse.quote("/".join(parts))), part, again=again
        )
        part.replace(path)
        return path

    def _download(self, url: str, part: Path, *, again: bool) -> None:
        for number in range(_TRIES):
            try:
                self._continue(url, part)
            except urllib.error.HTTPError as error:
                if error.code == 404 and again:
                    raise FileNotFoundError(url) from error
                if error.code == 416:  # what lies there is not of this file
                    part.unlink(missing_ok=True)
                elif error.code < 500 or number == _TRIES - 1:
                    raise ModelError(
                        f"{url} answered {error.code}; pull again later, what is here is kept"
                    ) from error
            except (urllib.error.URLError, TimeoutError, ConnectionError, _Broken) as error:
                if number == _TRIES - 1:
                    raise ModelError(
                        f"{url} cannot be fetched ({error}); pull again to go on, what is here is kept"
                    ) from error
            else:
                return
            time.sleep(0.2 * (number + 1))
        raise ModelError(f"{url} cannot be fetched; pull again later")

    def _continue(self, url: str, part: Path) -> None:
        size = part.stat().st_size if part.is_file() else 0
        request = urllib.request.Request(url, headers={"Range": f"bytes={size}-"} if size else {})  # noqa: S310 - http or https, see _Place
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
            if answer.status != 206:
                size = 0
            told = answer.headers.get("Content-Length")
            total = size + int(told) if told and told.isdigit() else None
            with part.open("ab" if size else "wb") as out:
                while block := answer.read(1 << 20):
                    size += len(block)
                    if size > _LARGEST:
                        raise ModelError(f"{url} is far too large for a model")
                    out.write(block)
                    self.done += len(block)
                    if self.show:
                        self.show(self.done, max(self.done, total or 0))
        if total is not None and size != total:
            raise _Broken(f"{size} of {total} bytes came")


class _Broken(Exception):
    """The connection ended too early."""
