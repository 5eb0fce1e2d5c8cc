"""Months, weekdays and times of day are those of the source, and a weekday agrees with its date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text import calendar
from translate.text.numbers import numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Issue, Unit
    from translate.text.calendar import Mention


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `date.month`, `date.weekday`, `date.hijri` (errors), `date.missing`, `date.calendar`, `date.relative`, `date.time` (warnings)."""
    source, target = unit.source, unit.target
    if not target.strip() or not source.strip():
        return
    if not calendar.speaks_of_time(source, source_language) and not calendar.speaks_of_time(
        target, target_language
    ):
        return
    months = calendar.months(source, source_language), calendar.months(target, target_language)
    names = _month_names(target, target_language)
    yield from _compared(unit, "date.month", Severity.ERROR, *months, names=("", *names))
    if months[0] and not months[1] and not _is_written(months[0], target, target_language):
        one = months[0][0]
        yield issue(
            "date.missing",
            Severity.WARNING,
            side="source",
            start=one.start,
            end=one.end,
            written=source[one.start : one.end],
        )
    days = calendar.weekdays(source, source_language), calendar.weekdays(target, target_language)
    yield from _compared(unit, "date.weekday", Severity.ERROR, *days, names=calendar.NAMES[target_language])
    if days[0] and not days[1]:
        one = days[0][0]
        yield issue(
            "date.missing",
            Severity.WARNING,
            side="source",
            start=one.start,
            end=one.end,
            written=source[one.start : one.end],
        )
    elif days[1] and not days[0] and (months[1] or not calendar.relatives(source, source_language)):
        yield from _wrong_day(unit, target_language)
        return
    hijri = calendar.hijri(source, source_language), calendar.hijri(target, target_language)
    yield from _compared(unit, "date.hijri", Severity.ERROR, *hijri)
    near = calendar.relatives(source, source_language), calendar.relatives(target, target_language)
    yield from _compared(unit, "date.relative", Severity.WARNING, *near)
    clock = calendar.halves(source, source_language), calendar.halves(target, target_language)
    if len(clock[0]) == 1 and len(clock[1]) == 1:
        yield from _compared(unit, "date.time", Severity.WARNING, *clock)
    yield from _wrong_day(unit, target_language)


def _compared(
    unit: Unit,
    code: str,
    severity: Severity,
    wanted: tuple[Mention, ...],
    found: tuple[Mention, ...],
    *,
    names: tuple[str, ...] = (),
) -> Iterator[Issue]:
    """An issue for each mention that stands for none of the source, while one of the source has none that stands for it."""
    lost = [one for one in wanted if one.value not in {other.value for other in found}]
    new = [one for one in found if one.value not in {other.value for other in wanted}]
    for one, other in zip(new, lost, strict=False):
        yield issue(
            code,
            severity,
            start=one.start,
            end=one.end,
            suggestion=names[other.value] if names else None,
            written=unit.target[one.start : one.end],
            other=unit.source[other.start : other.end],
        )


def _month_names(target: str, language: str) -> tuple[str, ...]:
    """The set of months that the target uses."""
    if language == "ar" and any(name in target for name in calendar.LEVANT):
        return calendar.LEVANT
    return calendar.MONTH_NAMES[language]


def _is_written(months: tuple[Mention, ...], target: str, language: str) -> bool:
    """Whether a figure of the target may be the month."""
    figures = {int(number.value) for number in numbers_of(target, language) if number.value <= 12}
    return any(one.value in figures for one in months)


def _wrong_day(unit: Unit, language: str) -> Iterator[Issue]:
    wrong = calendar.wrong_weekday(unit.target, language)
    if wrong:
        start, end, day, date = wrong
        name = calendar.NAMES[language][day]
        yield issue(
            "date.calendar",
            Severity.WARNING,
            start=start,
            end=end,
            suggestion=name,
            written=date,
            other=name,
        )
