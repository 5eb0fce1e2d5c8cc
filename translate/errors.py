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


class StoreError(TranslateError):
    """The database cannot be used."""


class ReviewError(TranslateError):
    """This cannot be done with the unit as it stands."""


class NotFound(ReviewError):
    """There is no such unit, article or person."""

    exit_code = 2

    def __init__(self, kind: str, name: str, *, advice: str | None = None) -> None:
        self.kind, self.name = kind, name
        super().__init__(f"there is no {kind} {name!r}" + (f"; {advice}" if advice else ""))


class NotAllowed(ReviewError):
    """This person may not do this."""


class WrongState(ReviewError):
    """The unit's state does not allow it."""


class ClaimedByOther(ReviewError):
    """Somebody else holds the unit."""

    def __init__(self, unit: str, person: str, expires_at: str) -> None:
        self.unit, self.person, self.expires_at = unit, person, expires_at
        super().__init__(f"unit {unit}: {person} holds it until {expires_at}; take another, or take it over")


class OpenIssues(ReviewError):
    """Errors stand that nobody has waived."""

    def __init__(self, unit: str, issues: Iterable[str], codes: Iterable[str]) -> None:
        self.unit, self.codes = unit, tuple(codes)
        super().__init__(
            f"unit {unit}: {'; '.join(issues)}; mend it, or waive by name: {', '.join(self.codes)}"
        )


class VersionConflict(ReviewError):
    """Somebody else changed the unit since.

    Carries what a person needs to go on: `base` (the target of `base_version`, None where that version never was),
    `mine`, `theirs` (the target of `version`, by `person`), and `merge`, a proposal that takes both changes, word by
    word (`is_clean` tells whether they touch different words).
    """

    exit_code = 3

    def __init__(
        self,
        unit: str,
        *,
        base_version: int,
        version: int,
        base: str | None,
        mine: str | None,
        theirs: str,
        merge: str | None,
        is_clean: bool,
        person: str,
        state: str,
    ) -> None:
        self.unit, self.base_version, self.version = unit, base_version, version
        self.base, self.mine, self.theirs, self.merge, self.is_clean = base, mine, theirs, merge, is_clean
        self.person, self.state = person, state
        super().__init__(
            f"unit {unit}: {person} changed it (version {version}, yours was based on {base_version}); "
            "nothing was overwritten: merge the two and try again"
        )

    def shape(self) -> dict[str, object]:
        """The conflict as JSON has it."""
        names = (
            "unit",
            "base_version",
            "version",
            "base",
            "mine",
            "theirs",
            "merge",
            "is_clean",
            "person",
            "state",
        )
        return {"error": "conflict", **{name: getattr(self, name) for name in names}}
