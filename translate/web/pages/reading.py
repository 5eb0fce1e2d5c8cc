"""Inbox, articles, the story of a unit, concordance."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from translate.languages import language
from translate.review import roles, states
from translate.store import articles, audit, claims, clock, desk, notes, people, units
from translate.store.rows import QueuedArticle, QueuedUnit
from translate.text.detect import detect
from translate.text.diff import diff, to_html
from translate.web.i18n import Words
from translate.web.pages import labels
from translate.web.site import Problem, Reader, Visit, Writer, page, redirect, safe

router = APIRouter(include_in_schema=False)
PAGE = 30


def brief(found: Visit, unit: QueuedUnit) -> dict[str, Any]:
    """A unit as lists show it."""
    words = found.words
    return {
        "id": unit.id,
        "article": unit.article,
        "source": unit.source,
        "source_language": unit.source_language,
        "target": unit.target,
        "target_language": unit.target_language,
        "state": unit.state,
        "state_label": labels.say(words, labels.STATES, unit.state),
        "estimate": labels.effort(words, unit.estimate),
        "deadline": unit.deadline,
        "who": labels.who(words, unit, found.person.name),
        "errors": sum(issue.severity == "error" and issue.code not in unit.waived for issue in unit.issues),
        "reason": unit.reason,
        "topic": unit.topic,
    }


@router.get("/")
def inbox(
    found: Reader,
    show: str = "",
    to: str = "",
    topic: str = "",
    after: str = "",
) -> Response:
    """What needs this person: typed and not saved, claimed, returned, assigned; then what the desk needs most."""
    name, now = found.person.name, clock.text(clock.now())
    reviews = roles.may(found.person, "approve")
    with found.store.read() as connection:
        counted = units.counts(connection)
        totals = {
            state: sum(by_state.get(state, (0, 0))[0] for by_state in counted.values())
            for state in (*states.TO_EDIT, *states.TO_REVIEW, "reviewed", "final")
        }
        if show not in ("edit", "review"):  # a reviewer with nothing to review edits
            has_reviews = reviews and show == "" and any(totals[state] for state in states.TO_REVIEW)
            show = "review" if has_reviews else "edit"
        wanted = units.Filter(
            states=states.TO_REVIEW if show == "review" else states.TO_EDIT,
            target_language=to if to in ("en", "ar") else None,
            topic=topic or None,
        )
        try:
            listed = units.page(connection, wanted, now=now, limit=PAGE, cursor=after or None)
        except ValueError:
            raise Problem(400, "This page of the list is not known") from None
        mine = {
            "claimed": units.page(connection, units.Filter(claimed_by=name), now=now, limit=50).items,
            "returned": units.page(
                connection, units.Filter(states=("changes_requested",), editor=name), now=now, limit=50
            ).items,
            "assigned": units.page(
                connection,
                units.Filter(states=(*states.TO_EDIT, *states.TO_REVIEW), assignee=name),
                now=now,
                limit=50,
            ).items,
        }
        typed = [
            (entry, units.get(connection, entry.unit, now=now))
            for entry in claims.journals(connection, name)[:20]
        ]
        told = people.notices(connection, name, limit=20)
    context: dict[str, Any] = {key: [brief(found, unit) for unit in group] for key, group in mine.items()}
    return page(
        found,
        "inbox.html",
        here="inbox",
        listed=[brief(found, unit) for unit in listed.items],
        cursor=listed.cursor,
        typed=[(brief(found, unit), entry.at) for entry, unit in typed if entry.target != unit.target],
        notices=told,
        show=show,
        to=to,
        topic=topic,
        reviews=reviews,
        to_edit=sum(totals[state] for state in states.TO_EDIT),
        to_review=sum(totals[state] for state in states.TO_REVIEW),
        approved=totals["reviewed"] + totals["final"],
        **context,
    )


@router.post("/notices/read")
def read_notices(found: Writer) -> Response:
    """Notices are read."""
    with found.store.write() as connection:
        people.read_notices(
            connection, found.person.name, up_to=found.number("up_to"), at=clock.text(clock.now())
        )
    return redirect("/")


# --- articles ----------------------------------------------------------------------------------------


def progress(words: Words, article: QueuedArticle) -> dict[str, Any]:
    """How far an article is, in figures and words."""
    counts = article.counts
    done = counts.get("reviewed", 0) + counts.get("final", 0)
    part = counts.get("edited", 0)
    stopped = sum(counts.get(state, 0) for state in ("changes_requested", "stale", "quarantined"))
    return {
        "all": article.units,
        "done": done,
        "part": part,
        "stopped": stopped,
        "label": words.gettext("{done} of {all} segments approved").format(done=done, all=article.units),
    }


@router.get("/articles")
def article_list(
    found: Reader,
    text: str = "",
    to: str = "",
    open: str = "",  # noqa: A002
    after: str = "",
) -> Response:
    """Articles, the one changed last first."""
    with found.store.read() as connection:
        try:
            listed = articles.page(
                connection,
                text=text[:200] or None,
                target_language=to if to in ("en", "ar") else None,
                has_open=True if open else None,
                limit=PAGE,
                cursor=after or None,
            )
        except ValueError:
            raise Problem(400, "This page of the list is not known") from None
    return page(
        found,
        "articles.html",
        here="articles",
        listed=[(one, progress(found.words, one)) for one in listed.items],
        cursor=listed.cursor,
        text=text,
        to=to,
        open=open,
        may_submit=roles.may(found.person, "submit"),
        LANGUAGES={code: found._(label) for code, label in labels.LANGUAGES.items()},
    )


@router.get("/articles/{article}")
def overview(article: str, found: Reader) -> Response:
    """An article: how far it is, its segments, who has what."""
    now = clock.text(clock.now())
    with found.store.read() as connection:
        known = articles.get(connection, article)
        own = units.of_article(connection, article, now=now)
        events = audit.events(connection, article=article, limit=15, newest_first=True)
    return page(
        found,
        "article.html",
        here="articles",
        article=known,
        progress=progress(found.words, known),
        units=[brief(found, unit) for unit in own],
        states=[
            (state, labels.say(found.words, labels.STATES, state), number)
            for state, number in known.counts.items()
            if number and state != "removed"
        ],
        events=[(event, labels.say(found.words, labels.ACTIONS, event.action)) for event in events.items],
        active=sum(unit.active_seconds for unit in own),
        may_place=roles.may(found.person, "place"),
        may_publish=roles.may(found.person, "publish"),
        LANGUAGES={code: found._(label) for code, label in labels.LANGUAGES.items()},
    )


# --- the story of a unit ---------------------------------------------------------------------------------


@router.get("/units/{unit}")
def story(unit: str, found: Reader) -> Response:
    """The history of a unit as a story: who, when, what changed, why."""
    now = clock.text(clock.now())
    with found.store.read() as connection:
        known = units.get(connection, unit, now=now)
        history = units.history(connection, unit)
        remarks = notes.comments(connection, unit)
        waivers = notes.waivers(connection, unit)
    steps = []
    before = None
    for one in history:
        changed = before is not None and before != one.target
        steps.append(
            {
                "person": one.person,
                "at": one.at,
                "label": labels.step(found.words, one),
                "version": one.version,
                "comment": one.comment,
                "reason": one.reason,
                "html": safe(to_html(diff(before or "", one.target)))
                if changed
                else one.target
                if before is None
                else "",
                "active": found.words.clock(one.active_seconds) if one.active_seconds else "",
                "can_revert": one.version != known.version and one.target != known.target,
            }
        )
        before = one.target
    steps += [_aside(one.person, one.at, found._("commented"), comment=one.text) for one in remarks]
    steps += [
        _aside(one.person, one.at, found._("waived an issue"), comment=one.reason, reason=one.code)
        for one in waivers
    ]
    steps.sort(key=lambda step: str(step["at"]))
    return page(
        found,
        "story.html",
        here="articles",
        unit=known,
        brief=brief(found, known),
        steps=steps,
        source_direction=language(known.source_language).direction,
        target_direction=language(known.target_language).direction,
        may_revert=roles.may(found.person, "revert"),
    )


def _aside(person: str, at: str, label: str, *, comment: str, reason: str = "") -> dict[str, Any]:
    """A step that changed no text."""
    rest = {"version": None, "html": "", "active": "", "can_revert": False}
    return {"person": person, "at": at, "label": label, "comment": comment, "reason": reason, **rest}


# --- concordance -------------------------------------------------------------------------------------------


@router.get("/concordance")
def concordance(found: Reader, phrase: str = "", side: str = "source") -> Response:
    """A phrase looked up inside past units, in either language."""
    side = side if side in ("source", "target") else "source"
    phrase = " ".join(phrase.split())[:200]
    rows: list[dict[str, Any]] = []
    if phrase:
        code = detect(phrase).language
        for source, target, source_language, target_language in found.request.app.state.memory.concordance(
            phrase, code
        ):
            rows.append(
                {
                    "id": "",
                    "state": "reviewed",
                    "state_label": found._("in the memory"),
                    "source": safe(source),
                    "target": safe(target),
                    "source_language": source_language,
                    "target_language": target_language,
                }
            )
        with found.store.read() as connection:
            hits = desk.found(connection, [phrase], side=side, limit=100)
        for id_, article, state, code, source, target in hits:
            rows.append(
                {
                    "id": id_,
                    "article": article,
                    "state": state,
                    "state_label": labels.say(found.words, labels.STATES, state),
                    "source": marked(source, phrase) if side == "source" else source,
                    "target": marked(target, phrase) if side == "target" else target,
                    "source_language": code,
                    "target_language": "ar" if code == "en" else "en",
                }
            )
    return page(found, "concordance.html", here="concordance", phrase=phrase, side=side, rows=rows)


def marked(text: str, phrase: str) -> Any:
    """A text with each occurrence of a phrase marked."""
    from html import escape

    folded, wanted = text.casefold(), phrase.casefold()
    if len(folded) != len(text) or not wanted:
        return text
    parts, position = [], 0
    while (place := folded.find(wanted, position)) >= 0:
        parts.append(escape(text[position:place]))
        parts.append(f"<mark>{escape(text[place : place + len(wanted)])}</mark>")
        position = place + len(wanted)
    return safe("".join(parts) + escape(text[position:]))
