"""Editions of an article: pinned, numbered, approved, published, corrected, retracted; nothing that was published changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translate.errors import InputError, ReviewError, WrongState
from translate.review import edits, states
from translate.store import articles, audit, claims, editions, units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translate.review.act import Act
    from translate.store.rows import Edition, QueuedUnit

#: From which state an edition goes where.
STEPS: dict[str, tuple[str, ...]] = {
    "draft": ("proof", "approved", "published"),
    "proof": ("draft", "approved", "published"),
    "approved": ("proof", "published"),
    "published": ("corrected", "retracted"),
    "corrected": ("retracted",),
    "retracted": (),
}
_GATED = ("approved", "published")


def create(act: Act, article: str, content: Mapping[str, Any], *, state: str) -> Edition:
    """Pin an article's units as they stand under the next number."""
    act.require("edition")
    if state not in ("draft", "proof", *_GATED):
        raise InputError(
            f"an edition does not begin as {state!r}", advice="give draft, proof, approved or published"
        )
    if state == "published":
        act.require("publish")
    found = articles.get(act.connection, article)
    pinned = units.of_article(act.connection, article, now=act.at)
    if state in _GATED:
        _gate(article, pinned)
    number = editions.number(act.connection, article) + 1
    id_ = audit.digest("edition", article, number)[:16]
    if state == "published":
        pinned = _finalise(act, pinned, number)
        _correct_earlier(act, article, number)
    digest = editions.insert(
        act.connection,
        id_=id_,
        article=article,
        number=number,
        article_revision=found.revision,
        content=content,
        pins=[(unit.id, unit.version, unit.position) for unit in pinned],
        person=act.name,
        at=act.at,
    )
    editions.add_event(act.connection, id_, state=state, person=act.name, at=act.at)
    act.note(f"edition.{state}", article=article, subject=f"{article} {number}", digest=digest)
    return editions.get(act.connection, article, number)


def _gate(article: str, pinned: list[QueuedUnit]) -> None:
    for unit in pinned:
        if unit.state not in (states.REVIEWED, states.FINAL):
            raise WrongState(f"{article}: unit {unit.id} is {unit.state.replace('_', ' ')}, not reviewed")
        stand = edits.open_errors(unit)
        if stand:
            raise ReviewError(
                f"{article}: unit {unit.id}: {stand[0].code}: {stand[0].message}; mend or waive it"
            )
    if not pinned:
        raise WrongState(f"{article} has no units")


def _finalise(act: Act, pinned: list[QueuedUnit], number: int) -> list[QueuedUnit]:
    done = []
    for unit in pinned:
        if unit.state == states.REVIEWED:
            unit = units.change(
                act.connection,
                unit,
                at=act.at,
                person=act.name,
                action="final",
                state=states.move(unit.id, unit.state, "final"),
                reason=f"edition {number}",
                origin=act.origin,
                also=[claims.dropped(unit.id)],
            )
        done.append(unit)
    return done


def _correct_earlier(act: Act, article: str, number: int) -> None:
    for earlier in editions.of_article(act.connection, article):
        if earlier.state == "published":
            editions.add_event(
                act.connection,
                earlier.id,
                state="corrected",
                person=act.name,
                at=act.at,
                reason=f"by edition {number}",
            )


def advance(
    act: Act, article: str, number: int, state: str, *, notice: Mapping[str, str], reason: str
) -> Edition:
    """Give an edition its next state."""
    act.require(
        "retract" if state == "retracted" else "publish" if state in ("published", "corrected") else "edition"
    )
    found = editions.get(act.connection, article, number)
    if state not in STEPS.get(found.state, ()):
        raise WrongState(f"edition {number} of {article} is {found.state}; from there it cannot be {state}")
    if state == "retracted" and not reason.strip():
        raise InputError("an edition is retracted for a reason", advice="say why")
    if state in _GATED:
        pinned = [act.unit(unit) for unit, _ in found.pins]
        if [(unit.id, unit.version) for unit in pinned] != list(found.pins):
            raise WrongState(
                f"edition {number} of {article}: units changed since it was made; make the next edition"
            )
        _gate(article, pinned)
        if state == "published":
            _finalise(act, pinned, number)
            _correct_earlier(act, article, number)
    editions.add_event(
        act.connection, found.id, state=state, person=act.name, at=act.at, notice=notice, reason=reason
    )
    act.note(f"edition.{state}", article=article, subject=f"{article} {number}", details={"reason": reason})
    return editions.get(act.connection, article, number)
