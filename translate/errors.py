"""Every error a caller may want to catch. The docstring is the default message; exit_code is what a shell sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class TranslateError(Exception):
    """Something went wrong."""

    exit_code = 1

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class InputError(TranslateError):
    """The input cannot be used."""

    exit_code = 2

    def __init__(
        self, problem: str, *, file: object = None, place: str | None = None, advice: str | None = None
    ) -> None:
        """Say file, place, problem and what to do, in one line: `news.html, line 3: no text; give an article`."""
        where = ", ".join(str(part) for part in (file, place) if part is not None)
        message = f"{where}: {problem}" if where else problem
        if advice:
            message = f"{message}; {advice}"
        super().__init__(" ".join(message.split()))


class UnknownPart(TranslateError):
    """There is no part of that name."""

    exit_code = 2

    def __init__(self, family: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no {name!r} in {family}; known: {', '.join(known)}")


class MissingExtra(TranslateError):
    """An optional dependency is not installed."""

    def __init__(self, extra: str, *, library: str | None = None) -> None:
        wanted = f"{library} is not installed" if library else "an optional dependency is not installed"
        super().__init__(f"{wanted}; bring it with: pip install 'dragoman[{extra}]'")


class ModelError(TranslateError):
    """The model cannot be used."""


class ModelNotFound(ModelError):
    """There is no such model; `translate doctor` lists what is here."""

    exit_code = 2


class TrainingError(TranslateError):
    """The training run cannot go on."""
