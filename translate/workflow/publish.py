"""The queue's articles go in, numbered editions come out: gated, pinned, corrected with a notice, withdrawn with one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translate.errors import InputError, ReviewError, WrongState
from translate.model import Change, Correction, Edition, EditionStatus, Markup, Pin, Segment
from translate.press.words import moment, stamp
from translate.text.detect import detect
from translate.workflow.edition import of_shape, to_shape, told
from translate.workflow.markup import over_targets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.model import BlockDraft
    from translate.review import Desk, QueuedUnit
    from translate.review.act import Act
    from translate.store import rows

_DONE = ("reviewed", "final")


def barriers(desk: Desk, article: str) -> list[str]:
    """What keeps an article from being published, one line each: units not reviewed, errors not waived, names not there."""
    return [*desk.publishable(article), *_names(desk.units_of(article))]


def _names(units: Sequence[QueuedUnit]) -> Iterator[str]:
    """Names of the ledger that a target lacks; a waiver of one of the term checks lets them pass."""
    for unit in units:
        if any(code.partition(".")[0] in ("term", "name") for code in unit.waived):
            continue
        told_already = {issue.code.partition(".")[0] for issue in unit.issues if issue.severity == "error"}
        if told_already & {"term", "name"}:
            continue
        for term in unit.terms:
            if term.status == "missing":
                name = term.arabic if unit.target_language == "ar" else term.english
                yield f"unit {unit.id}: the name {name!r} is missing"


def publish(desk: Desk, article: str, *, time: str = "") -> Edition:
    """The edition of an article: the next number, or the one there is where nothing changed since.

    Raises ReviewError with all that stands in the way, and where the article changed since its edition: that is a correction.
    """
    found = _kept(desk, article)
    last = found[-1] if found else None
    if last and last.state in ("published", "corrected"):
        now = _as_it_stands(desk, article)
        if _texts(of_shape(last.content)) == _texts(now):
            return edition_of(desk, last)
        raise WrongState(
            f"{article} was changed since edition {last.number}; publish it with --correct, or write that edition again with --edition {last.number}"
        )
    return _make(desk, article, time=time, status=EditionStatus.PUBLISHED, notes={})


def correct(desk: Desk, article: str, notes: Mapping[str, str], *, time: str = "") -> Edition:
    """The next edition, with a notice and what changed since the last one. Raises WrongState, ReviewError, InputError."""
    found = _kept(desk, article)
    last = found[-1] if found else None
    if last is None or last.state not in ("published", "corrected"):
        state = f"edition {last.number} is {last.state}" if last else "it has no edition"
        raise WrongState(f"{article} cannot be corrected: {state}; publish it first")
    return _make(
        desk, article, time=time, status=EditionStatus.CORRECTED, notes=notes, before=of_shape(last.content)
    )


def retract(desk: Desk, article: str, notes: Mapping[str, str]) -> Edition:
    """The last edition, withdrawn: a notice stays in its place. Raises NotFound, WrongState, InputError without a reason."""
    if not any(text.strip() for text in notes.values()):
        raise InputError("an edition is withdrawn for a reason", advice="say it with --note")
    last = next(
        (one for one in reversed(desk.editions(article)) if one.state in ("published", "corrected")), None
    )
    if last is None:
        raise WrongState(f"{article} has no published edition that could be withdrawn")
    reason = " / ".join(notes[code] for code in sorted(notes))
    return edition_of(desk, desk.set_edition(article, last.number, "retracted", notice=notes, reason=reason))


def edition(desk: Desk, article: str, number: int | None = None) -> Edition:
    """An edition as it was published, the newest unless a number is given. Raises NotFound."""
    if number is None:
        found = _kept(desk, article)
        if found:
            return edition_of(desk, found[-1])
    return edition_of(desk, desk.edition(article, number))


def draft(desk: Desk, article: str, *, time: str = "") -> Edition:
    """The article as it stands, whatever its units' states, marked as a draft. Raises NotFound."""
    made = _as_it_stands(desk, article)
    return replace(
        made, number=0, status=EditionStatus.DRAFT, time=time or made.time, first_time=time or made.first_time
    )


def published(desk: Desk) -> Iterator[rows.Edition]:
    """The newest edition of every article that has one, withdrawn ones too, in the order of their making, the newest first."""
    seen: set[str] = set()
    cursor: str | None = None
    while True:
        page = desk.edition_page(limit=50, cursor=cursor)  # each with its whole text
        for one in page.items:
            if one.article not in seen and _is_kept(one):
                seen.add(one.article)
                yield one
        cursor = page.cursor
        if cursor is None:
            return


def key(one: rows.Edition) -> str:
    """What changes when an edition has to be shown differently: its content, or that it was withdrawn."""
    return f"{one.article}|{one.number}|{one.digest}|{'retracted' if one.state == 'retracted' else ''}"


def edition_of(desk: Desk, one: rows.Edition) -> Edition:
    """The edition that is kept in a row; where it was withdrawn, with its notice."""
    if "blocks" not in one.content:
        raise ReviewError(
            f"edition {one.number} of {one.article} was made by another program; make the next one with translate publish"
        )
    found = of_shape(one.content)
    if one.state != "retracted":
        return found
    from translate.store import editions

    with desk.store.read() as connection:
        event = editions.events(connection, one.id)[-1]
    when = stamp(moment(event["at"]))
    note = Correction(one.number, when, event["notice"] or {"en": event["reason"]})
    return replace(found, status=EditionStatus.RETRACTED, time=when, corrections=(note, *found.corrections))


def notes(texts: Sequence[str]) -> dict[str, str]:
    """What an editor says, by the language that it is in. Raises InputError for two in one language."""
    found: dict[str, str] = {}
    for text in texts:
        said = text.strip()
        if not said:
            raise InputError("an empty note", advice="say what was wrong with --note")
        code = detect(said).language
        if code in found:
            raise InputError("two notes in one language", advice="give one in English and one in Arabic")
        found[code] = said
    return found


# --- what an article is now ----------------------------------------------------------------------


def _is_kept(one: rows.Edition) -> bool:
    return one.state in ("published", "corrected", "retracted")


def _kept(desk: Desk, article: str) -> list[rows.Edition]:
    """The editions of an article that were published; raises NotFound for an article that there is not."""
    desk.article(article)
    return [one for one in desk.editions(article) if _is_kept(one)]


def _texts(one: Edition) -> list[tuple[str, str, str]]:
    return [(block.block.id, block.block.text, block.target) for block in one.blocks]


def _as_it_stands(desk: Desk, article: str) -> Edition:
    with desk.transaction(write=False) as act:
        return _built(act, article)


def _make(
    desk: Desk,
    article: str,
    *,
    time: str,
    status: EditionStatus,
    notes: Mapping[str, str],
    before: Edition | None = None,
) -> Edition:
    """Read, gate and pin in one transaction: what is kept is what was looked at."""
    from translate.review import releases
    from translate.store import editions

    stand = barriers(desk, article)
    if stand:
        more = f" (and {len(stand) - 5} more)" if len(stand) > 5 else ""
        raise ReviewError(f"{article} cannot be published: {'; '.join(stand[:5])}{more}")
    with desk.transaction() as act:
        number = editions.number(act.connection, article) + 1
        built = _built(act, article, finals=True)
        when = time or stamp(act.moment)
        made = replace(
            built, number=number, status=status, time=when, first_time=before.first_time if before else when
        )
        if before is not None:
            changes = tuple(_changes(before, made))
            if not changes:
                raise InputError(
                    f"{article}: nothing was changed since edition {before.number}",
                    advice="edit and approve what was wrong first",
                )
            correction = Correction(number, when, dict(notes), changes)
            made = replace(made, corrections=(correction, *before.corrections))
        row = releases.create(act, article, to_shape(made), state="published")
        if notes:
            editions.add_event(
                act.connection, row.id, state="published", person=act.name, at=act.at, notice=notes
            )
        return made


def _built(act: Act, article: str, *, finals: bool = False) -> Edition:
    """An article of the queue as an edition would show it now; `finals` pins the revisions that publishing makes."""
    from translate.store import articles, marks, people, units

    found = articles.get(act.connection, article)
    source, blocks = articles.content(act.connection, article)
    queued = units.of_article(act.connection, article, now=act.at)
    by_block: dict[str, list[QueuedUnit]] = {}
    for unit in queued:
        by_block.setdefault(unit.block, []).append(unit)
    placed = marks.of_article(act.connection, article)
    built = tuple(
        _block(one, by_block.get(one.block.id) or by_block.get(one.block.duplicate_of or ""), placed)
        for one in blocks
    )
    pins = tuple(
        Pin(
            Segment(unit.id, unit.block, unit.source, unit.start, unit.separator, unit.lead),
            unit.target,
            unit.version + (1 if finals and unit.state == "reviewed" else 0),
            "final" if finals else unit.state,
        )
        for unit in queued
    )

    def name(person: str) -> str:
        known = people.find(act.connection, person)
        return (known.display or known.name) if known else person

    about = told(source)
    if not finals and not about["time"]:
        about |= {"time": "", "first_time": ""}
    editors = [unit.last_editor for unit in queued if unit.last_editor]
    return Edition(
        article=found.id,
        number=0,
        status=EditionStatus.DRAFT,
        source_language=found.source_language,
        target_language=found.target_language,
        blocks=built,
        pins=pins,
        translators=tuple(name(person) for person in dict.fromkeys(editors)),
        editor=name(act.name) if finals else "",
        signature=found.signature,
        **{**about, "section": about["section"] or found.topic},
    )


def _block(
    one: BlockDraft, units: Sequence[QueuedUnit] | None, placed: Mapping[str, tuple[Markup, ...]]
) -> BlockDraft:
    """A block with the targets as they stand; its links and emphasis come to lie over the words that they belong to."""
    if not units:
        return one
    target, marks = "", list[Markup]()
    for unit, over in zip(units, over_targets(one, units, placed), strict=True):
        target += unit.lead
        marks += [replace(mark, start=mark.start + len(target), end=mark.end + len(target)) for mark in over]
        target += unit.target + (unit.separator or " ")
    target = target.rstrip()
    if target == one.target.rstrip() and not any(unit.id in placed for unit in units):
        return replace(one, target=target, markup=_inside(one.markup, len(target)))
    return replace(one, target=target, markup=_inside(tuple(marks), len(target)))


def _inside(marks: Sequence[Markup], size: int) -> tuple[Markup, ...]:
    return tuple(replace(mark, start=min(mark.start, size), end=min(mark.end, size)) for mark in marks)


def _changes(before: Edition, now: Edition) -> Iterator[Change]:
    """What differs, unit by unit where both have it, in the order of the article; what is gone comes last."""
    old = {pin.segment.id: pin for pin in before.pins}
    for pin in now.pins:
        earlier = old.pop(pin.segment.id, None)
        first = (earlier.source, earlier.target) if earlier else ("", "")
        if first != (pin.source, pin.target):
            yield Change(pin.segment.id, first[0], pin.source, first[1], pin.target)
    for pin in old.values():
        yield Change(pin.segment.id, pin.source, "", pin.target, "")


def changes(desk: Desk, article: str) -> list[Change]:
    """What a correction made now would tell; raises WrongState where there is nothing to correct."""
    found = _kept(desk, article)
    if not found:
        raise WrongState(f"{article} has no edition; publish it first")
    return list(_changes(of_shape(found[-1].content), _as_it_stands(desk, article)))


def fingerprint(edition: Edition) -> str:
    """A digest of everything that an edition says."""
    import json
    from hashlib import sha256

    return sha256(json.dumps(to_shape(edition), sort_keys=True).encode()).hexdigest()
