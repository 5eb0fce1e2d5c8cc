"""Every number of the source appears in the target, and no other: digits of any script, words, ordinals, duals, shares, scores."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from translate.checks import issue
from translate.model import Severity
from translate.text import quantities
from translate.text.numbers import may_count, numbers_of, unmatched
from translate.text.numerals import Kind, Number
from translate.text.swaps import swapped
from translate.text.twos import lost_duals, lost_twos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.checks import Rules
    from translate.model import Issue, Unit

_ONE = Decimal(1)
_EASTERN = str.maketrans({str(digit): chr(0x660 + digit) for digit in range(10)} | {",": "٬", ".": "٫"})
_WESTERN = str.maketrans(
    {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)} | {"٬": ",", "٫": "."}
)


def check(unit: Unit, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """Yield `number.missing` (span in the source), `number.added` (span in the target), and what is said below.

    Digits are hard evidence: an error. Words, ordinals and duals are a warning, and so is a lone 1, which languages leave
    out: `1 to 2 metres`, «من متر إلى مترين». `number.percent`, `.percentadded`, `.points`, `.fraction`, `.ordinal`, `.vague`, `.sign`,
    `.score`, `.swapped`: what stands with the number, or says it in words. `number.digits`: two kinds of digits (info).
    """
    if not unit.target.strip():
        return
    counts = may_count(unit.source, source_language) or may_count(unit.target, target_language)
    found = tuple(_values(unit, source_language, target_language)) if counts else ()
    yield from found
    yield from _twos(unit, found, source_language)
    if quantities.speaks_of_percent(unit.source, source_language) or quantities.speaks_of_percent(
        unit.target, target_language
    ):
        yield from _percents(unit, source_language, target_language)
    for kind in ("fraction", "ordinal", "vague"):
        yield from _words(unit, kind, source_language, target_language)
    if any(sign in unit.source for sign in "-–−:") or any(
        word in unit.source for word in ("صفر", "ناقص", "سالب", "minus", "below")
    ):
        yield from _scores(unit)
        yield from _signs(unit)
    swap = swapped(unit.source, unit.target, source_language, target_language) if counts else None
    if swap:
        yield issue(
            "number.swapped",
            Severity.WARNING,
            start=swap[0].start,
            end=swap[1].end,
            written=unit.target[swap[0].start : swap[0].end],
            other=unit.target[swap[1].start : swap[1].end],
        )
    if not unit.target.isascii():
        western, eastern = quantities.digit_systems(unit.target)
        if western and eastern:
            yield issue("number.digits", Severity.INFO, start=0, end=len(unit.target))


def check_house(unit: Unit, rules: Rules, *, source_language: str, target_language: str) -> Iterator[Issue]:
    """`number.digits`, a warning with the house's digits as its suggestion, where desk.toml names them."""
    if target_language != "ar" or not rules.digits:
        return
    table = _EASTERN if rules.digits == "arabic" else _WESTERN
    for number in numbers_of(unit.target, target_language):
        written = unit.target[number.start : number.end]
        if number.kind is Kind.DIGITS and written.translate(table) != written and written[-1:].isdigit():
            yield issue(
                "number.digits",
                Severity.WARNING,
                start=number.start,
                end=number.end,
                suggestion=written.translate(table),
            )


def _values(unit: Unit, source_language: str, target_language: str) -> Iterator[Issue]:
    sources = numbers_of(unit.source, source_language)
    targets = numbers_of(unit.target, target_language)
    missing, added = unmatched(sources, targets), unmatched(targets, sources)
    for number in missing:
        written = unit.source[number.start : number.end]
        yield issue(
            "number.missing",
            _severity(number),
            side="source",
            start=number.start,
            end=number.end,
            written=written,
        )
    for number in added:
        written = unit.target[number.start : number.end]
        yield issue(
            "number.added",
            _severity(number),
            start=number.start,
            end=number.end,
            suggestion=_suggestion(unit, missing, written) if len(added) == len(missing) == 1 else None,
            written=written,
        )


def _twos(unit: Unit, told: tuple[Issue, ...], source_language: str) -> Iterator[Issue]:
    """A noun that is two in one text and one or many in the other, as far as that is not told by its number; info where a dual has an article."""
    is_english = source_language == "en"
    english, arabic = (unit.source, unit.target) if is_english else (unit.target, unit.source)
    places = [(start, end, True, is_english) for start, end in lost_twos(english, arabic)]
    places += [
        (start, end, not has_article, not is_english)
        for start, end, has_article in lost_duals(arabic, english)
    ]
    for start, end, is_sure, of_source in places:
        code, text = ("number.missing", unit.source) if of_source else ("number.added", unit.target)
        if any(one.code == code and (one.start or 0) < end and start < (one.end or 0) for one in told):
            continue
        yield issue(
            code,
            Severity.WARNING if is_sure else Severity.INFO,
            side="source" if of_source else "target",
            start=start,
            end=end,
            written=text[start:end],
        )


def _suggestion(unit: Unit, missing: list[Number], written: str) -> str | None:
    """The figure of the source in the digits of the target, where both are figures."""
    wanted = unit.source[missing[0].start : missing[0].end].translate(_WESTERN)
    if missing[0].kind is not Kind.DIGITS or not wanted[-1:].isdigit() or not written[-1:].isdigit():
        return None
    return wanted.translate(_EASTERN) if not written.isascii() else wanted


def _severity(number: Number) -> Severity:
    return Severity.ERROR if number.kind is Kind.DIGITS and number.value != _ONE else Severity.WARNING


def _percents(unit: Unit, source_language: str, target_language: str) -> Iterator[Issue]:
    wanted = quantities.percents(unit.source, source_language)
    found = quantities.percents(unit.target, target_language)
    points = quantities.points(unit.source, source_language)
    other_points = quantities.points(unit.target, target_language)
    if points and found and not quantities.may_be_points(unit.target, target_language):
        yield issue("number.points", Severity.ERROR, start=found[0][0], end=found[0][1])
    elif other_points and wanted and not found and not quantities.may_be_points(unit.source, source_language):
        yield issue("number.points", Severity.ERROR, start=other_points[0][0], end=other_points[0][1])
    elif wanted and not found and not other_points:
        lost = unmatched(numbers_of(unit.source, source_language), numbers_of(unit.target, target_language))
        if any(0 <= wanted[0][0] - number.end <= 2 for number in lost):
            return  # the whole share is lost, and told as a number
        is_share = quantities.speaks_of_share(unit.target, target_language)
        is_bare = not quantities.shares(unit.source, source_language).isdisjoint(
            number.value for number in numbers_of(unit.target, target_language) if number.kind is Kind.DIGITS
        )
        yield issue(
            "number.percent",
            (Severity.WARNING if is_bare else Severity.INFO) if is_share else Severity.ERROR,
            side="source",
            start=wanted[0][0],
            end=wanted[0][1],
        )
    elif len(wanted) > len(found):
        yield from _bare(unit, source_language, target_language)
    elif found and not wanted and not points:
        new = unmatched(numbers_of(unit.target, target_language), numbers_of(unit.source, source_language))
        if any(0 <= found[0][0] - number.end <= 2 for number in new):
            return
        is_share = quantities.speaks_of_share(unit.source, source_language)
        yield issue(
            "number.percentadded",
            Severity.INFO if is_share else Severity.ERROR,
            start=found[0][0],
            end=found[0][1],
        )


def _bare(unit: Unit, source_language: str, target_language: str) -> Iterator[Issue]:
    """A share of the source whose number stands in the target without its sign."""
    shares = quantities.shares(unit.source, source_language) - quantities.shares(unit.target, target_language)
    for number in numbers_of(unit.target, target_language):
        if number.value in shares and number.kind is not Kind.HINT:
            yield issue("number.percent", Severity.ERROR, start=number.start, end=number.end)
            return


def _words(unit: Unit, kind: str, source_language: str, target_language: str) -> Iterator[Issue]:
    """Quantities in words that have become another of their kind; a figure on the other side answers for any."""
    wanted = quantities.said(unit.source, source_language, kind)
    found = quantities.said(unit.target, target_language, kind) if wanted else ()
    if not found:
        return
    lost = Counter(one.value for one in wanted) - Counter(one.value for one in found)
    new = Counter(one.value for one in found) - Counter(one.value for one in wanted)
    if not lost or not new or sum(lost.values()) != sum(new.values()):
        return
    if kind == "ordinal" and any(int(value) > 2 for value in (*lost, *new)):
        return  # those that read_numbers() tells
    old = next(one for one in wanted if one.value in lost)
    one = next(one for one in found if one.value in new)
    yield issue(
        f"number.{kind}",
        Severity.WARNING,
        start=one.start,
        end=one.end,
        written=unit.source[old.start : old.end],
        other=unit.target[one.start : one.end],
    )


def _scores(unit: Unit) -> Iterator[Issue]:
    wanted, found = quantities.scores(unit.source), quantities.scores(unit.target)
    known = {pair for *_, pair in wanted}
    there = {pair for *_, pair in found}
    for start, end, pair in found:
        turned = pair[::-1]
        if pair not in known and turned in known and turned not in there and pair[0] != pair[1]:
            yield issue(
                "number.score",
                Severity.WARNING,
                start=start,
                end=end,
                written="-".join(turned),
                other=unit.target[start:end],
            )


def _signs(unit: Unit) -> Iterator[Issue]:
    wanted = quantities.negatives(unit.source)
    if wanted and not quantities.negatives(unit.target) and not quantities.may_be_below(unit.target):
        start, end, figure = wanted[0]
        yield issue(
            "number.sign", Severity.WARNING, side="source", start=start, end=end, written=f"-{figure}"
        )
