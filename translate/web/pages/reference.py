"""Glossary and its inbox, editions, archive jobs, statistics."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from translate.errors import InputError, NotFound
from translate.languages import language
from translate.review import roles
from translate.review.figures import report
from translate.store import desk as stored
from translate.store import inbox, jobs
from translate.text.diff import diff, to_html
from translate.web import checking, plots, publishing
from translate.web.api.words import decided, search
from translate.web.guard import SANDBOX
from translate.web.messages import told
from translate.web.pages import labels
from translate.web.site import N_, Problem, Reader, Writer, page, redirect, safe

router = APIRouter(include_in_schema=False)
_PAGE = 60
GROUPS = {
    "week": N_("Weeks"),
    "editor": N_("People"),
    "engine": N_("Engines"),
    "model": N_("Models"),
    "topic": N_("Topics"),
}
KINDS = {
    "place": N_("Place"),
    "person_m": N_("Person (m.)"),
    "person_f": N_("Person (f.)"),
    "org": N_("Organisation"),
    "group": N_("Group"),
    "event": N_("Event"),
    "common": N_("Common noun"),
    "demonym": N_("Demonym"),
}
_STANDINGS = {
    "preferred": N_("preferred"),
    "admitted": N_("admitted"),
    "deprecated": N_("deprecated"),
    "forbidden": N_("forbidden"),
}


@router.get("/glossary")
def glossary(found: Reader, text: str = "", start: int = 0) -> Response:
    """The house glossary, searched in both languages."""
    entries = search(text[:200])
    start = max(0, min(start, max(0, len(entries) - 1)))
    with found.store.read() as connection:
        waiting = stored.open_proposals(connection)
    return page(
        found,
        "glossary.html",
        here="glossary",
        text=text[:200],
        entries=[(one, found._(KINDS.get(str(one.kind), ""))) for one in entries[start : start + _PAGE]],
        number=len(entries),
        after=start + _PAGE if start + _PAGE < len(entries) else None,
        waiting=waiting,
    )


@router.get("/glossary/terms/{term:path}")
def term(term: str, found: Reader) -> Response:
    """One term: forms, sense, how it is written with clitics, where it stands in units."""
    entry = checking.house().get(term)
    if entry is None:
        raise NotFound("term", term[:80], advice="look it up in the glossary")
    forms = []
    for clitic in ("و", "ب", "ل", "ول", "ك", "ف"):
        try:
            forms.append((clitic, checking.written(entry, clitic)))
        except ValueError:
            continue
    with found.store.read() as connection:
        hits = stored.found(connection, [entry.english], side="source", limit=10)
    return page(
        found,
        "term.html",
        here="glossary",
        entry=entry,
        kind=found._(KINDS.get(str(entry.kind), "")),
        forms=forms,
        english=[(one.text, found._(_STANDINGS[str(one.standing)])) for one in entry.english_variants],
        arabic=[(one.text, found._(_STANDINGS[str(one.standing)])) for one in entry.arabic_variants],
        hits=[
            {"id": id_, "source": source, "target": target, "code": code}
            for id_, _, _, code, source, target in hits
        ],
    )


@router.get("/glossary/inbox")
def proposals(found: Reader, status: str = "open") -> Response:
    """What post-edits and people propose, with evidence."""
    status = status if status in labels.PROPOSALS else "open"
    with found.store.read() as connection:
        listed = inbox.page(connection, status=status)
    return page(
        found,
        "proposals.html",
        here="glossary",
        wanted=status,
        statuses=[(code, found._(label)) for code, label in labels.PROPOSALS.items()],
        listed=listed,
        may_decide=roles.may(found.person, "term.decide"),
    )


@router.post("/glossary/inbox")
def propose(found: Writer) -> Response:
    """Propose a term."""
    english, arabic = (" ".join(found.text(name, limit=200).split()) for name in ("english", "arabic"))
    if not english or not arabic:
        raise InputError("a term has two sides", advice="give English and Arabic")
    with found.desk.transaction() as act:
        act.require("term.propose")
        evidence = {"person": act.name, "note": found.text("note", limit=500)}
        inbox.see(
            act.connection, english=english, arabic=arabic, kind="", evidence=evidence, at=act.at, needed=1
        )
        act.note("term.propose", subject=english)
    return redirect("/glossary/inbox", said="done")


@router.post("/glossary/inbox/{number}")
def decide(number: int, found: Writer) -> Response:
    """Accept or reject."""
    status = found.text("status", limit=20)
    if status not in ("accepted", "rejected"):
        raise Problem(400, "A field of the form cannot be used", "status")
    decided(found.desk, number, status, found.text("note", limit=500))
    return redirect("/glossary/inbox", said="done")


# --- editions ------------------------------------------------------------------------------------------


@router.get("/editions")
def editions(found: Reader, after: str = "") -> Response:
    """Editions of all articles, the newest first."""
    listed = found.desk.edition_page(limit=40, cursor=after or None)
    return page(
        found,
        "editions.html",
        here="editions",
        listed=[(one, labels.say(found.words, labels.EDITIONS, one.state)) for one in listed.items],
        cursor=listed.cursor,
    )


@router.get("/articles/{article}/editions")
def editions_of(article: str, found: Reader, format: str = "html", number: int = 0) -> Response:  # noqa: A002
    """What was published, what stands in the way of the next edition, and how it would look."""
    known = found.desk.article(article)
    barriers = [told(found.words, line) for line in publishing.barriers(found.desk, article)]
    listed = []
    earlier: dict[str, str] = {}
    for one in found.desk.editions(article):
        targets = {pin["segment"]["id"] if isinstance(pin.get("segment"), dict) else str(place): pin.get("target", "") for place, pin in enumerate(one.content.get("pins", []))}  # fmt: skip
        changes = [
            safe(to_html(diff(earlier[key], text)))
            for key, text in targets.items()
            if key in earlier and earlier[key] != text
        ]
        listed.append((one, labels.say(found.words, labels.EDITIONS, one.state), changes if earlier else []))
        earlier = targets
    formats = publishing.formats()
    return page(
        found,
        "edition.html",
        here="editions",
        article=known,
        barriers=barriers[:12],
        more=max(0, len(barriers) - 12),
        listed=listed[::-1],
        formats=formats,
        number=number if any(one.number == number for one, _, _ in listed) else 0,
        may_publish=roles.may(found.person, "publish"),
        may_retract=roles.may(found.person, "retract"),
        target=language(known.target_language),
    )


@router.post("/articles/{article}/editions")
def publish(article: str, found: Writer) -> Response:
    """The next edition: published, or a proof of it."""
    state = found.text("state", limit=20)
    notes = {"en": found.text("note_en", limit=500), "ar": found.text("note_ar", limit=500)}
    publishing.make(found.desk, article, state=state, notes=notes)
    return redirect(
        f"/articles/{quote(article, safe='')}/editions", said="published" if state == "published" else "done"
    )


@router.post("/articles/{article}/editions/{number}")
def advance(article: str, number: int, found: Writer) -> Response:
    """Retract an edition, or publish a proof."""
    notice = {code: text for code in ("en", "ar") if (text := found.text(f"note_{code}", limit=500))}
    found.desk.set_edition(
        article, number, found.text("state", limit=20), notice=notice, reason=found.text("reason", limit=500)
    )
    return redirect(f"/articles/{quote(article, safe='')}/editions", said="done")


@router.get("/articles/{article}/preview")
def preview(article: str, found: Reader, format: str = "html", number: int = 0) -> Response:  # noqa: A002
    """The page of an edition in a frame of its own, without scripts; other formats are downloaded."""
    data, kind = publishing.render(found.desk, article, format, number=number or None)
    headers = {"content-security-policy": SANDBOX}
    if format != "html":
        headers["content-disposition"] = f'attachment; filename="edition.{format}"'
    return Response(data, media_type=kind, headers=headers)


# --- jobs and figures --------------------------------------------------------------------------------------


@router.get("/jobs")
def job_list(found: Reader) -> Response:
    """Archive runs and other long tasks."""
    with found.store.read() as connection:
        listed = jobs.page(connection, limit=50)
        known = jobs.events(connection, listed[0].id) if listed else []
    is_fragment = "hx-request" in found.request.headers
    return page(
        found,
        "part_jobs.html" if is_fragment else "jobs.html",
        here="jobs",
        listed=[(one, labels.say(found.words, labels.JOBS, one.state)) for one in listed],
        events=known[-8:],
    )


@router.get("/statistics")
def statistics(found: Reader, by: str = "week") -> Response:
    """What editing cost: figures, and a plot by week or group."""
    by = by if by in GROUPS else "week"
    made = report(found.store, by=by)
    every: dict[str, Any] = made.everything
    groups = [{"name": name, **figures} for name, figures in made.groups]
    counted = found.desk.counts()
    words = found.words
    bars = [
        (str(group["name"]) or "–", group["hter"]["micro"])
        for group in groups
        if group["hter"]["micro"] is not None
    ][:24]
    return page(
        found,
        "statistics.html",
        here="statistics",
        by=by,
        tabs=[(code, found._(label)) for code, label in GROUPS.items()],
        every=every,
        groups=groups[:100],
        plot=safe(
            plots.bars(
                [(name, float(value)) for name, value in bars],
                title=found._("HTER: words edited of 100 words"),
                number=lambda value: words.number(value, 1),
                is_rtl=words.direction == "rtl",
            )
        )
        if bars
        else "",
        states=[
            (
                labels.say(words, labels.LANGUAGES, code),
                labels.say(words, labels.STATES, state),
                state,
                number,
                size,
            )
            for code, by_state in counted.items()
            for state, (number, size) in by_state.items()
            if state != "removed"
        ],
    )
