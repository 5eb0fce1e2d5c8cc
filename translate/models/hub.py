"""A place on a model hub goes in; its files lie in a folder, each checked against the hub's checksum: resumed, never half.

Everything goes through huggingface_hub, so HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE and proxies mean what they mean elsewhere.
"""

from __future__ import annotations

import errno
import fnmatch
import hashlib
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from translate.errors import InputError, MissingExtra, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

#: Files that a Marian, NLLB or M2M model needs or is described by; weights are chosen apart.
WANTED = (
    "config.json", "generation_config.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
    "tokenizer.json", "vocab.json", "source.spm", "target.spm", "source_vocab.json", "target_vocab.json",
    "sentencepiece.bpe.model", "LICENSE*", "card.json",
)  # fmt: skip
#: A model that is converted already.
CONVERTED = ("model.bin", "shared_vocabulary.*", "source_vocabulary.*", "target_vocabulary.*", "vmap.txt")
_SAFE = ("model.safetensors", "model-*-of-*.safetensors", "model.safetensors.index.json")
_TORCH = ("pytorch_model.bin", "pytorch_model-*-of-*.bin", "pytorch_model.bin.index.json")
PARTIAL = ".part"
SMALL = 64 << 20  # bytes: no file of a model but its weights is larger; a hostile hub is stopped there
_BLOCK = 1 << 20
_READ = 1 << 14


@dataclass(frozen=True, slots=True)
class Listed:
    """A file on the hub: size in bytes and checksum, as far as the hub tells them (a git blob's SHA-1 for small files)."""

    name: str
    size: int | None = None
    sha256: str = ""
    sha1: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the hub has of a model at one commit."""

    place: str
    commit: str
    files: tuple[Listed, ...]
    licence: str = ""
    languages: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes, as far as they are told."""
        return sum(file.size or 0 for file in self.files)


@dataclass(slots=True)
class Download:
    """Where a download stands, for whoever shows it: bytes done and in all."""

    total: int
    show: Callable[[int, int], object] | None = None
    done: int = field(default=0)

    def add(self, size: int) -> None:
        self.done += size
        if self.show:
            self.show(self.done, max(self.total, self.done))


def snapshot(place: str, *, revision: str = "") -> Snapshot:
    """The commit and the files that are needed, at a revision (a commit, a branch, a tag; the newest commit unless given).

    Raises InputError for a place or a revision that the hub does not have, ModelError where the hub cannot be reached.
    """
    api, endpoint = _api()
    try:
        info = api.model_info(place, revision=revision or None, files_metadata=True)
    except Exception as error:  # what goes wrong between here and a hub has no common name
        raise _told(error, place, revision, endpoint) from error
    names = [str(file.rfilename) for file in info.siblings or ()]
    chosen = set(choose(names))
    if not chosen:
        raise InputError(
            f"{place} holds no model that can be used",
            advice="a Marian, NLLB or M2M model has config.json, weights and a sentencepiece model",
        )
    files = tuple(_listed(file) for file in info.siblings or () if file.rfilename in chosen)
    card = info.card_data.to_dict() if getattr(info, "card_data", None) else {}
    languages = card.get("language") or ()
    return Snapshot(
        place,
        str(info.sha or revision),
        files,
        str(card.get("license") or ""),
        tuple(map(str, [languages] if isinstance(languages, str) else languages)),
    )


def choose(names: list[str]) -> list[str]:
    """The files to fetch: safetensors rather than pickles, nothing for other frameworks, nothing from sub-folders.

    A repository of a converted model (model.bin beside a vocabulary) is taken as it is.
    """
    plain = [name for name in names if is_plain(name)]

    def matching(patterns: tuple[str, ...]) -> list[str]:
        return [name for name in plain if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)]

    if "model.bin" in plain and matching(CONVERTED[1:4]):
        return sorted({*matching(CONVERTED), *matching(WANTED)})
    weights = matching(_SAFE) or matching(_TORCH)
    if not weights or "config.json" not in plain:
        return []
    return sorted({*weights, *matching(WANTED)})


def is_plain(name: str) -> bool:
    """Whether a name that came from outside names a file in the folder itself."""
    path = PurePosixPath(name)
    return path.name == name and name not in ("", ".", "..") and not name.startswith(".") and "\\" not in name


def fetch(
    found: Snapshot, folder: Path, *, show: Callable[[int, int], object] | None = None
) -> dict[str, str]:
    """Fetch the files into a folder and return their SHA-256; what lies there whole or in part is gone on with.

    Each file is written beside its name as `*.part`, checked for length and checksum, and then named. Raises ModelError: for no
    network (what is here stays), for a file that is not what the hub says (it is thrown away), for a disk that is full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    here = sum(_size(path) for path in folder.iterdir())
    _room(folder, found.size - here)
    state = Download(found.size, show)
    return {file.name: _fetch(found, file, folder, state) for file in found.files}


def _fetch(found: Snapshot, file: Listed, folder: Path, state: Download) -> str:
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    _, endpoint = _api()
    path = folder / file.name
    url = hf_hub_url(found.place, file.name, revision=found.commit or None, endpoint=endpoint)
    try:
        if file.size is None or not (file.sha256 or file.sha1):
            file = _with_header(file, get_hf_file_metadata(url, endpoint=endpoint))
        if path.is_file():
            digest = _checked(path, file)
            if digest:
                state.add(path.stat().st_size)
                return digest
            path.unlink()
        part = path.with_name(path.name + PARTIAL)
        _stream(url, part, file, state)
    except (InputError, ModelError):
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise _full(folder, found.size) from error
        raise _told(error, found.place, found.commit, endpoint) from error
    except Exception as error:
        raise _told(error, found.place, found.commit, endpoint) from error
    digest = _checked(part, file)
    if not digest:
        part.unlink(missing_ok=True)
        raise ModelError(
            f"{file.name} of {found.place} is not the file that the hub tells of (checksum or length); it was thrown away: pull again"
        )
    part.replace(path)
    return digest


def _stream(url: str, part: Path, file: Listed, state: Download) -> None:
    """Append to a partial file what is missing of it."""
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers

    headers = {**build_hf_headers(), "Accept-Encoding": "identity"}  # a range counts bytes as they are stored
    size = _size(part)
    if file.size is not None and size > file.size:
        part.unlink()
        size = 0
    limit = file.size if file.size is not None else SMALL
    with part.open("ab") as out, _small_blocks():
        state.add(size)
        http_get(
            url,
            _Counted(out, state, limit - size),
            resume_size=size,
            headers=headers,
            expected_size=file.size,
            displayed_filename=file.name,
            tqdm_class=_silent(),
        )
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def _small_blocks() -> Iterator[None]:
    """What came before a connection broke is kept: the library reads ten megabytes at a time and drops a block that is not whole."""
    from huggingface_hub import constants

    before = constants.DOWNLOAD_CHUNK_SIZE
    constants.DOWNLOAD_CHUNK_SIZE = _READ
    try:
        yield
    finally:
        constants.DOWNLOAD_CHUNK_SIZE = before


class _Counted:
    """A file that tells how much was written to it, and takes no more than was announced."""

    def __init__(self, out: Any, state: Download, room: int) -> None:
        self._out, self._state, self._room = out, state, room

    def write(self, data: bytes) -> int:
        self._room -= len(data)
        if self._room < 0:
            raise ModelError("the hub sends more than it announced; nothing was kept of it: pull again")
        self._state.add(len(data))
        return int(self._out.write(data))

    def seek(self, place: int, whence: int = 0) -> int:
        return int(self._out.seek(place, whence))

    def tell(self) -> int:
        return int(self._out.tell())

    def truncate(self, size: int | None = None) -> int:
        """The server begins anew: so does the count."""
        place = self._out.tell() if size is None else size
        gone = self._out.seek(0, os.SEEK_END) - place
        self._room += gone
        self._state.add(-gone)
        self._out.seek(place)
        return int(self._out.truncate(place))


def _silent() -> Any:
    """A progress bar that shows nothing: the command has its own."""
    from huggingface_hub.utils import tqdm

    class Silent(tqdm):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            kwargs.pop("name", None)
            super().__init__(*args, **{**kwargs, "disable": True})

    return Silent


def digests(path: Path, *, size: int) -> tuple[str, str]:
    """SHA-256, and SHA-1 as git counts a blob of that size."""
    whole, blob = hashlib.sha256(), hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
    with path.open("rb") as data:
        while block := data.read(_BLOCK):
            whole.update(block)
            blob.update(block)
    return whole.hexdigest(), blob.hexdigest()


def _checked(path: Path, file: Listed) -> str:
    """The SHA-256 of a file that is what the hub tells of; an empty text where it is not."""
    size = path.stat().st_size
    if file.size is not None and size != file.size:
        return ""
    sha256, sha1 = digests(path, size=size)
    if file.sha256:
        return sha256 if sha256 == file.sha256 else ""
    return "" if file.sha1 and sha1 != file.sha1 else sha256


def _listed(file: Any) -> Listed:
    lfs = getattr(file, "lfs", None)
    sha256 = getattr(lfs, "sha256", None) or (lfs.get("sha256") if isinstance(lfs, dict) else None) or ""
    size = getattr(file, "size", None)
    if size is None and lfs is not None:
        size = getattr(lfs, "size", None)
    blob = getattr(file, "blob_id", None) or ""
    return Listed(
        str(file.rfilename), None if size is None else int(size), str(sha256), "" if sha256 else str(blob)
    )


def _with_header(file: Listed, header: Any) -> Listed:
    """What the listing did not tell, from the file's own header: its ETag is the SHA-256 or the git blob."""
    etag = str(header.etag or "").strip('"').lower()
    is_hex = bool(etag) and all(letter in "0123456789abcdef" for letter in etag)
    size = file.size if file.size is not None else header.size
    return Listed(
        file.name,
        None if size is None else int(size),
        file.sha256 or (etag if is_hex and len(etag) == 64 else ""),
        file.sha1 or (etag if is_hex and len(etag) == 40 else ""),
    )


def _api() -> tuple[Any, str]:
    """The hub's interface, and where the hub is: HF_ENDPOINT as it stands now."""
    try:
        import huggingface_hub
    except ImportError as error:
        raise MissingExtra("hub", library="huggingface_hub") from error
    endpoint = (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")
    return huggingface_hub.HfApi(endpoint=endpoint, library_name="dragoman"), endpoint


def _told(error: Exception, place: str, revision: str, endpoint: str) -> Exception:
    """What went wrong, in the desk's words."""
    from huggingface_hub import errors

    status = getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(error, errors.RevisionNotFoundError):
        return InputError(
            f"{place} has no revision {revision!r}",
            advice="give a commit, a branch or a tag, or leave --revision out",
        )
    if isinstance(error, errors.GatedRepoError) or status in (401, 403):
        return InputError(
            f"{place}: the hub does not give it to everybody, or does not have it",
            advice="look at its page, accept its terms there, and set HF_TOKEN",
        )
    if isinstance(error, errors.RepositoryNotFoundError):
        return InputError(f"no model {place!r} on {endpoint}", advice="give a place on the hub as owner/name")
    if isinstance(error, errors.OfflineModeIsEnabled):
        return ModelError("HF_HUB_OFFLINE is set: nothing is downloaded; take it away, or give a directory")
    if isinstance(error, errors.HFValidationError):
        return InputError(f"{place!r} is no place on the hub", advice="give owner/name")
    if isinstance(error, errors.EntryNotFoundError):
        return ModelError(f"{place}: a file that the hub lists is not there; pull again later")
    if status == 429:
        return ModelError(
            f"{endpoint} asks for patience (too many requests); pull again later, what is here is kept"
        )
    if status is not None:
        return ModelError(f"{endpoint} answered {status} for {place}; pull again later, what is here is kept")
    first = " ".join(str(error).split()) or type(error).__name__
    return ModelError(
        f"{endpoint} cannot be reached, or the connection broke ({type(error).__name__}: {first[:160]}); pull again to go on, what is here is kept"
    )


def _room(folder: Path, needed: int) -> None:
    """Raises ModelError where the disk has less room than is needed."""
    if needed > 0 and shutil.disk_usage(folder).free < needed:
        raise _full(folder, needed)


def _full(folder: Path, needed: int) -> ModelError:
    free = shutil.disk_usage(folder).free
    return ModelError(
        f"{folder}: no room on the disk: {megabytes(needed)} are needed and {megabytes(free)} are free; make room, or set TRANSLATE_MODELS to another folder"
    )


def megabytes(size: float) -> str:
    """A size in bytes as people read it."""
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def checksum_of(files: Mapping[str, str]) -> str:
    """One SHA-256 for a set of files: of the lines `sha256  name`, by name."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
