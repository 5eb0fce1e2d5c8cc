"""desk.toml and TRANSLATE_* go in, frozen settings come out."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from translate.errors import InputError

FILE = "desk.toml"
PREFIX = "TRANSLATE_"
TABLES = (
    "house",
    "style",
    "checks",
    "http",
)  # tables of desk.toml; what stands in one is judged by the part that reads it


@dataclass(frozen=True, slots=True)
class Settings:
    """`models` is the folder of installed models, `model` the model that drafts (empty: the best that is here), `threads` 0 takes every core.

    `database` is the URL of the desk's database or the path of an SQLite file; empty, a file in the user's data folder.
    `cache` is a file that keeps what engines said, for texts that come again; empty, nothing is kept.
    """

    models: Path
    model: str = ""
    threads: int = 0
    database: str = ""
    cache: str = ""


def variable(name: str) -> str:
    """The environment's name of a setting: TRANSLATE_MODEL; of the database, as others call it, TRANSLATE_DATABASE_URL."""
    return f"{PREFIX}{name.upper()}" + ("_URL" if name == "database" else "")


def settings() -> Settings:
    """Defaults, then desk.toml in the working directory, then TRANSLATE_MODELS, TRANSLATE_DATABASE_URL and so on.

    Raises InputError for a setting that is not known or not of its type.
    """
    path = Path(FILE)
    known = tuple(item.name for item in fields(Settings))
    given = {name: os.environ[variable(name)] for name in known if variable(name) in os.environ}
    stamp = path.stat().st_mtime_ns if path.is_file() else 0
    return _settings(str(path.absolute()), stamp, tuple(sorted(given.items())))


@lru_cache(maxsize=8)
def _settings(file: str, stamp: int, given: tuple[tuple[str, str], ...]) -> Settings:
    values: dict[str, object] = {}
    if stamp:
        try:
            values |= tomllib.loads(Path(file).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(f"cannot be read: {error}", file=file) from error
        known = [item.name for item in fields(Settings)]
        values = {
            key: value for key, value in values.items() if key not in TABLES or not isinstance(value, dict)
        }
        for key, value in values.items():
            if key not in known:
                raise InputError(f"unknown setting {key!r}", file=file, advice=f"known: {', '.join(known)}")
            if key != "threads" and not isinstance(value, str):
                raise InputError(f"{key} is not a text", file=file, advice="put it in quotes")
    values |= dict(given)
    return Settings(
        models=_folder(str(values["models"]), file) if "models" in values else _models_folder(),
        model=str(values.get("model", "")),
        threads=_number(
            str(values.get("threads", 0)), f"{PREFIX}THREADS" if "threads" in dict(given) else file
        ),
        database=str(values.get("database", "")),
        cache=str(values.get("cache", "")),
    )


def table(name: str) -> dict[str, object]:
    """A table of desk.toml as it stands there, empty where there is none; raises InputError for a file that cannot be read."""
    path = Path(FILE)
    if not path.is_file():
        return {}
    settings()  # the rest of the file is judged too
    try:
        found = tomllib.loads(path.read_text("utf-8")).get(name, {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"cannot be read: {error}", file=path) from error
    return found if isinstance(found, dict) else {}


def _folder(path: str, file: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise InputError(f"models: {path!r} names no home directory", file=file) from error


def _number(threads: str, where: str) -> int:
    try:
        return int(threads)
    except ValueError:
        raise InputError(
            f"threads is not a number: {threads!r}", file=where, advice="give 0 for every core"
        ) from None


def _models_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("dragoman", appauthor=False) / "models"
