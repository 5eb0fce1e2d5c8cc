"""The templates of a page, sandboxed, those of the newsroom before our own; what they may use."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.press.runs import Html, plain, runs, to_html
from translate.press.words import WORDS, spoken

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

OWN = Path(__file__).with_name("templates")
_LARGEST = 1024 * 1024  # bytes of a template of a newsroom


def render(template: str, folder: Path | None = None, **variables: object) -> str:
    """A template filled in; raises InputError where a newsroom's own template is wrong."""
    from jinja2 import TemplateError

    try:
        return environment(folder).get_template(template).render(variables)
    except TemplateError as error:
        place = f"line {line}" if (line := getattr(error, "lineno", None)) else None
        file = getattr(error, "filename", None) or getattr(error, "name", None) or template
        raise InputError(f"template: {error.message or error}", file=file, place=place) from error
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, UnicodeError) as error:
        if folder is None:
            raise
        raise InputError(f"template: {error}", file=template, advice="see docs/publish.md") from error


@lru_cache(maxsize=4)
def environment(folder: Path | None = None) -> SandboxedEnvironment:
    """Templates of `folder` first, then our own. Everything is escaped unless it is marked safe; nothing unknown is silent."""
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    loaders = [FileSystemLoader(path) for path in (folder, OWN) if path]
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters["plain"] = plain
    made.filters["spoken"] = spoken
    made.filters["runs"] = _runs
    made.globals["words"] = WORDS
    for name in (
        "lipsum",
        "cycler",
        "joiner",
        "range",
    ):  # nothing for a page, and some of it can be made large
        made.globals.pop(name, None)
    return made


def _runs(text: str, code: str) -> Html:
    """A text of a language as HTML in which what runs the other way is isolated."""
    return to_html(runs(text, code))


def fingerprint(folder: Path | None) -> str:
    """What all templates say, as a digest: a page is made again when one changes."""
    from hashlib import sha256

    found = sha256()
    for path in sorted([*OWN.glob("*"), *(folder.rglob("*") if folder else ())]):
        if path.is_file() and path.stat().st_size <= _LARGEST:
            found.update(path.name.encode("utf-8", "replace") + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()
