"""Unit in, issues out: one file a family of checks, its codes `family.detail`. What the checks share stands here.

A part offers `check(unit, …)`; it may offer `check_article(units, …)` for what only the whole article shows, and `check_house(unit, rules, …)`
for what a desk has set. Rules of the desk (desk.toml, [checks]) turn codes off, change severities and waive issues by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from translate import config, registry
from translate.errors import InputError
from translate.model import Issue, Severity
from translate.text.reasons import REASONS, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.model import Unit

#: Severity name that turns a code off.
OFF = "off"
_DIGITS = ("", "western", "arabic")


class Check(Protocol):
    """One thing a careful editor looks at; it finds everything it needs in the unit."""

    def check(self, unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]: ...


@dataclass(frozen=True, slots=True)
class Waiver:
    """Issues of a code (`number.*` for a family) are told as info, with the waiver's name and reason; `text` must stand in source or target."""

    name: str
    code: str
    reason: str
    text: str = ""

    def covers(self, issue: Issue, unit: Unit) -> bool:
        return fnmatchcase(issue.code, self.code) and (
            not self.text or self.text in unit.source or self.text in unit.target
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """What a desk wants: severities by code or family (`off` turns it off), waivers, forbidden words by language, house digits."""

    severities: Mapping[str, str] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    digits: str = ""

    def judge(self, issue: Issue, unit: Unit) -> Issue | None:
        """The issue with the severity that the desk gives it, or None where it is turned off."""
        if not self.severities and not self.waivers:
            return issue
        wanted = self.severities.get(issue.code) or self.severities.get(issue.code.partition(".")[0])
        if wanted == OFF:
            return None
        if wanted:
            issue = replace(issue, severity=Severity(wanted))
        for waiver in self.waivers:
            if waiver.covers(issue, unit):
                english, arabic = said("waived", name=waiver.name, reason=waiver.reason)
                return replace(
                    issue,
                    severity=Severity.INFO,
                    message=f"{issue.message} ({english})",
                    message_ar=f"{issue.message_ar} ({arabic})",
                )
        return issue


def configured() -> Rules:
    """The rules of desk.toml, [checks]; raises InputError for what cannot be meant."""
    path = Path(config.FILE)
    stamp = path.stat().st_mtime_ns if path.is_file() else 0
    return _configured(str(path.absolute()), stamp) if stamp else _DEFAULT


@lru_cache(maxsize=8)
def _configured(file: str, stamp: int) -> Rules:
    return rules(config.table("checks"))


def rules(table: Mapping[str, Any], *, file: str = config.FILE) -> Rules:
    """Rules from a table: `off`, `digits`, `severity`, `forbidden`, `waivers`. Raises InputError for what cannot be meant."""
    if not table:
        return _DEFAULT
    known = ("off", "digits", "severity", "forbidden", "waivers")
    for key in table:
        if key not in known:
            raise InputError(f"unknown setting checks.{key}", file=file, advice=f"known: {', '.join(known)}")
    severities: dict[str, str] = {}
    for code in _texts(table.get("off", []), "checks.off", file):
        severities[_code(code, file)] = OFF
    given = table.get("severity", {})
    if not isinstance(given, dict):
        raise InputError("checks.severity is not a table", file=file, advice="write [checks.severity]")
    for code, severity in given.items():
        if severity not in (*Severity, OFF):
            raise InputError(
                f"checks.severity: {code} = {severity!r}", file=file, advice="use error, warning, info or off"
            )
        severities[_code(code, file)] = str(severity)
    digits = table.get("digits", "")
    if digits not in _DIGITS:
        raise InputError(f"checks.digits = {digits!r}", file=file, advice="use western or arabic")
    forbidden = table.get("forbidden", {})
    if not isinstance(forbidden, dict) or set(forbidden) - {"en", "ar"}:
        raise InputError("checks.forbidden is not a table of en and ar", file=file, advice='write ar = ["…"]')
    return Rules(
        severities,
        tuple(_waiver(waiver, file) for waiver in _list(table.get("waivers", []), "checks.waivers", file)),
        {code: tuple(_texts(words, f"checks.forbidden.{code}", file)) for code, words in forbidden.items()},
        str(digits),
    )


_DEFAULT = Rules()


def _list(value: object, name: str, file: str) -> list[Any]:
    if not isinstance(value, list):
        raise InputError(f"{name} is not a list", file=file, advice="put it in brackets")
    return value


def _texts(value: object, name: str, file: str) -> list[str]:
    texts = _list(value, name, file)
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise InputError(f"{name} holds what is no text", file=file, advice="give texts in quotes")
    return texts


def _code(code: str, file: str) -> str:
    if code not in REASONS and code not in families():
        raise InputError(f"checks: no code or family {code!r}", file=file, advice="docs/check.md lists them")
    return code


def _waiver(value: Any, file: str) -> Waiver:
    wanted = {"name", "code", "reason"}
    if (
        not isinstance(value, dict)
        or not wanted <= set(value) <= wanted | {"text"}
        or not all(isinstance(text, str) and text.strip() for text in value.values())
    ):
        raise InputError(
            "a waiver that is not whole",
            file=file,
            advice="give name, code and reason, and text if it is for some texts only",
        )
    return Waiver(**value)


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """The families of codes, in alphabetical order: the parts' names."""
    return tuple(registry.names("checks"))


@lru_cache(maxsize=1)
def _parts() -> tuple[Any, ...]:
    return tuple(registry.load("checks", name) for name in families())


@lru_cache(maxsize=1)
def _doors() -> tuple[tuple[str, Any, Any], ...]:
    """Family, `check` and `check_house` (None where there is none) of every part."""
    return tuple(
        (family, part.check, getattr(part, "check_house", None))
        for family, part in zip(families(), _parts(), strict=True)
    )


def issue(
    code: str,
    severity: Severity,
    *,
    start: int | None = None,
    end: int | None = None,
    side: str = "target",
    suggestion: str | None = None,
    **words: object,
) -> Issue:
    """An issue with its reason in English and Arabic; `words` fill the sentence of the code (text/reasons.py)."""
    english, arabic = said(code, suggestion=suggestion, **words)
    return Issue(code, severity, english, side, start, end, suggestion, arabic)


#: Families that need no source: what is wrong with a text by itself.
ALONE = frozenset(
    {
        "bidi",
        "bracket",
        "clitic",
        "date",
        "encoding",
        "punctuation",
        "quote",
        "repetition",
        "script",
        "space",
        "spelling",
    }
)


def check_all(
    unit: Unit,
    *,
    source_language: str,
    target_language: str,
    rules: Rules | None = None,
    only: frozenset[str] | None = None,
) -> Iterator[Issue]:
    """The issues of every check, in the order of the checks' names; `rules` are those of desk.toml unless given.

    `only` names the families that are wanted.
    """
    wanted = configured() if rules is None else rules
    is_plain = not wanted.severities and not wanted.waivers
    has_house = bool(wanted.forbidden or wanted.digits)
    for family, check, house in _doors():
        if only is not None and family not in only:
            continue
        for found in check(unit, source_language=source_language, target_language=target_language):
            judged = found if is_plain else wanted.judge(found, unit)
            if judged:
                yield judged
        if house and has_house:
            for found in house(
                unit, wanted, source_language=source_language, target_language=target_language
            ):
                judged = wanted.judge(found, unit)
                if judged:
                    yield judged


def check_article(
    units: Sequence[Unit], *, source_language: str, target_language: str, rules: Rules | None = None
) -> Iterator[tuple[int, Issue]]:
    """What only the whole article shows: place of the unit and issue, for every check that looks at articles."""
    wanted = configured() if rules is None else rules
    for part in _parts():
        whole = getattr(part, "check_article", None)
        if whole:
            for place, found in whole(
                units, source_language=source_language, target_language=target_language
            ):
                judged = wanted.judge(found, units[place])
                if judged:
                    yield place, judged
