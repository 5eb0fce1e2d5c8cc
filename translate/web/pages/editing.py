"""The editing page and what it asks while somebody works: panel, checks, journal, insertion, actions, presence, conflicts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import escape
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response
from markupsafe import Markup

from translate.errors import InputError
from translate.languages import language
from translate.model import Issue, TermMatch
from translate.review import Desk, holds, roles
from translate.store import articles, claims, clock, notes, units
from translate.store.rows import Journal, QueuedUnit
from translate.text.diff import diff, to_html
from translate.text.merge import merge3
from translate.web import checking
from translate.web.checking import looked_at
from translate.web.metrics import METRICS
from translate.web.pages import labels
from translate.web.site import N_, Problem, Reader, Visit, Writer, page, redirect, rendered, safe

router = APIRouter(include_in_schema=False)
_PRESENT = timedelta(seconds=45)
KEYS = [
    (("Alt", "↓"), N_("Next segment")),
    (("Alt", "↑"), N_("Previous segment")),
    (("Ctrl", "Enter"), N_("Confirm and go to the next segment")),
    (("Ctrl", "Shift", "Enter"), N_("Approve and go to the next segment")),
    (("Alt", "C"), N_("Claim or release the segment")),
    (("Alt", "R"), N_("Return the segment with a reason")),
    (("Alt", "M"), N_("Comment")),
    (("Alt", "1–9"), N_("Insert a term in the form that fits")),
    (("Alt", "Shift", "1–9"), N_("Take over a match or an alternative")),
    (("Alt", "D"), N_("Put the draft back")),
    (("Alt", "S"), N_("Copy the source")),
    (("Alt", "Z"), N_("Back to the text as it was saved")),
    (("Ctrl", "Z"), N_("Undo the last keys")),
    (("Alt", "X"), N_("Mend the first issue that can be mended")),
    (("Alt", "W"), N_("Waive the first issue, with a reason")),
    (("Alt", "F"), N_("Search in the article")),
    (("Alt", "Shift", "L"), N_("Left-to-right mark")),
    (("Alt", "Shift", "R"), N_("Right-to-left mark")),
    (("Alt", "Shift", "I"), N_("Isolate a left-to-right run")),
    (("Alt", "Shift", "O"), N_("Isolate a right-to-left run")),
    (("Alt", "Shift", "Q"), N_("Arabic quotation marks")),
    (("F1",), N_("This help")),
]
STRINGS = {
    "typing": N_("Typing …"),
    "kept": N_("Kept"),
    "saved": N_("Confirmed"),
    "away": N_("No connection: kept in this browser, and sent as soon as there is one."),
    "out": N_("You are signed out: your text is kept in this browser."),
    "signin": N_("Sign in again"),
    "refused": N_("Not accepted."),
    "conflict": N_("Somebody else has changed this segment. Nothing is lost."),
    "merge": N_("Merge"),
    "unsaved": N_("Typed and not confirmed yet"),
    "active": N_("Active"),
    "progress": N_("{done} of {all} approved"),
    "here": N_("{person} is here"),
}


def segment(found: Visit, unit: QueuedUnit, journal: Journal | None) -> dict[str, Any]:
    """A unit as a row of the editing page."""
    words = found.words
    source, target = language(unit.source_language), language(unit.target_language)
    stands = [issue for issue in unit.issues if issue.code not in unit.waived and issue.severity != "info"]
    return {
        "unit": unit.id,
        "version": unit.version,
        "state": unit.state,
        "state_label": labels.say(words, labels.STATES, unit.state),
        "kind": unit.kind,
        "kind_label": labels.say(words, labels.KINDS, unit.kind),
        "estimate": labels.effort(words, unit.estimate),
        "who": labels.who(words, unit, found.person.name),
        "is_mine": unit.claimed_by == found.person.name,
        "is_locked": unit.state == "final" and not roles.may(found.person, "edit.final"),
        "issues": _count(found, len(stands)),
        "source": unit.source,
        "source_html": _terms(found, unit),
        "source_language": source.code,
        "source_direction": source.direction,
        "target": unit.target,
        "target_language": target.code,
        "target_direction": target.direction,
        "draft": unit.draft,
        "journal": journal.target if journal and journal.target != unit.target else None,
        "journal_base": journal.base_version if journal else None,
    }


def _count(found: Visit, number: int) -> str:
    return found.words.ngettext("{n} issue", "{n} issues", number).format(n=number) if number else ""


def _terms(found: Visit, unit: QueuedUnit) -> Markup:
    """The source with its terms underlined, each with a card."""
    parts: list[str] = []
    position = 0
    for number, term in enumerate(sorted(unit.terms, key=lambda one: one.start)):
        if term.start < position or term.end > len(unit.source):
            continue
        parts.append(escape(unit.source[position : term.start]))
        missing = " missing" if term.status == "missing" else ""
        parts.append(
            f'<span class="term{missing}" data-n="{number}">{escape(unit.source[term.start : term.end])}'
            f'<span class="hover" lang="{found.words.code}" dir="{found.words.direction}">{_card(found, unit, term)}</span></span>'
        )
        position = term.end
    parts.append(escape(unit.source[position:]))
    return safe("".join(parts))


def _card(found: Visit, unit: QueuedUnit, term: TermMatch) -> str:
    entry = checking.house().get(term.entry)
    lines = [
        f'<b><bdi lang="en">{escape(term.english)}</bdi> · <bdi lang="ar">{escape(term.arabic)}</bdi></b>'
    ]
    if entry is not None:
        forms = [variant.text for variant in entry.variants(unit.target_language)][:6]
        if forms:
            listed = (
                "، ".join(escape(form) for form in forms)
                if unit.target_language == "ar"
                else ", ".join(map(escape, forms))
            )
            lines.append(
                f'{escape(found._("Other forms:"))} <bdi lang="{unit.target_language}">{listed}</bdi>'
            )
        if entry.notes:
            lines.append(f"<bdi>{escape(entry.notes[:200])}</bdi>")
    if term.sense is not None:
        lines.append(escape(found._("Ambiguous name: the sense is told by its neighbourhood.")))
    if term.note:
        lines.append(f"<bdi>{escape(term.note)}</bdi>")
    status = labels.say(found.words, labels.TERMS, term.status) if term.status in labels.TERMS else ""
    if status:
        lines.append(f"<em>{escape(status)}</em>")
    return "<br>".join(lines)


@router.get("/articles/{article}/edit")
def editor(article: str, found: Reader, unit: str = "") -> Response:
    """The editing page of an article."""
    now = clock.text(clock.now())
    with found.store.read() as connection:
        known = articles.get(connection, article)
        own = units.of_article(connection, article, now=now)
        typed = {entry.unit: entry for entry in claims.journals(connection, found.person.name)}
    return page(
        found,
        "editor.html",
        here="articles",
        article=known,
        rows=[segment(found, one, typed.get(one.id)) for one in own],
        chosen=unit,
        keys=[(keys, found._(label)) for keys, label in KEYS],
        strings={name: found._(text) for name, text in STRINGS.items()},
        states=[
            (state, labels.say(found.words, labels.STATES, state))
            for state, number in known.counts.items()
            if number and state != "removed"
        ],
        reasons=[(code, found._(label)) for code, label in labels.REASONS],
    )


def _unit(found: Visit, unit: str) -> QueuedUnit:
    with found.store.read() as connection:
        return units.get(connection, unit, now=clock.text(clock.now()))


def _told(found: Visit, unit: QueuedUnit) -> dict[str, Any]:
    """What the page needs to know after something was done to a unit."""
    return {
        "unit": unit.id,
        "version": unit.version,
        "state": unit.state,
        "state_label": labels.say(found.words, labels.STATES, unit.state),
        "who": labels.who(found.words, unit, found.person.name),
        "claimed_by": unit.claimed_by,
        "target": unit.target,
        "at": unit.updated_at,
    }


# --- the side ------------------------------------------------------------------------------------------


@router.get("/desk/units/{unit}/panel")
def panel(unit: str, found: Reader) -> Response:
    """What helps with one segment: issues, terms, matches, changes, history."""
    known = _unit(found, unit)
    with found.store.read() as connection:
        entry = claims.read_journal(connection, unit, found.person.name)
        history = units.history(connection, unit)[-6:]
        remarks = notes.comments(connection, unit)
    target = entry.target if entry else known.target
    issues, terms = checking.recheck(known, target)
    source, wanted = language(known.source_language), language(known.target_language)
    html = rendered(
        found,
        "panel.html",
        unit=unit,
        can_approve=roles.may(found.person, "approve"),
        is_mine=known.claimed_by == found.person.name,
        returned=known.reason if known.state == "changes_requested" else "",
        previous_source=known.previous_source,
        issues=_issues(found, issues, target, _waived(found, unit)),
        terms=_listed(found, known, terms),
        matches=_matches(found, known),
        diff=safe(to_html(diff(known.draft, target))),
        comments=remarks[-5:],
        history=[
            {
                "person": one.person,
                "label": labels.step(found.words, one),
                "at": one.at,
                "comment": one.comment or one.reason,
            }
            for one in reversed(history)
        ],
        source_language=source.code,
        source_direction=source.direction,
        target_language=wanted.code,
        target_direction=wanted.direction,
    )
    return HTMLResponse(html)


def _issues(
    found: Visit, issues: tuple[Issue, ...], target: str, waived: dict[tuple[str, str], str]
) -> list[dict[str, Any]]:
    listed = []
    first = True
    for issue in issues:
        can = checking.mended(target, issue) is not None
        by = waived.get((issue.code, issue.message))
        listed.append(
            {
                "code": issue.code,
                "severity": str(issue.severity),
                "message": issue.message_ar
                if found.words.code == "ar" and issue.message_ar
                else issue.message,
                "suggestion": issue.suggestion,
                "can_fix": can and not by,
                "is_first": first and can and not by,
                "waived": by,
                "can_waive": not by and roles.may(found.person, "waive"),
            }
        )
        first = first and not (can and not by)
    return listed


def _listed(found: Visit, unit: QueuedUnit, terms: tuple[TermMatch, ...]) -> list[dict[str, Any]]:
    seen: set[str] = set()
    listed = []
    for term in terms:
        if term.entry in seen:
            continue
        seen.add(term.entry)
        listed.append(
            {
                "entry": term.entry,
                "source": term.surface,
                "target": term.arabic if unit.target_language == "ar" else term.english,
                "status": found._(labels.TERMS[term.status]) if labels.TERMS.get(term.status) else "",
                "css": "error"
                if term.status == "missing"
                else "reviewed"
                if term.status in ("present", "repaired", "annotated")
                else "",
                "note": term.note,
            }
        )
    return listed[:9]


def _matches(found: Visit, unit: QueuedUnit) -> list[dict[str, Any]]:
    """Memory matches, then the draft; what the memory cannot say now is left out."""
    listed: list[dict[str, Any]] = []
    for match in found.request.app.state.memory.matches(unit.source, unit.source_language)[:6]:
        changed = match["source"] != unit.source
        listed.append(
            {
                "target": match["target"],
                "label": f"{match['score']:.0f} %",
                "origin": match["origin"],
                "diff": safe(to_html(diff(match["source"], unit.source))) if changed else "",
            }
        )
    if unit.draft and unit.draft not in {one["target"] for one in listed}:
        listed.append({"target": unit.draft, "label": found._("Draft"), "origin": unit.origin, "diff": ""})
    return listed


@router.post("/desk/units/{unit}/check")
def check(unit: str, found: Writer) -> Response:
    """The target as it is typed: issues, terms, changes to the draft."""
    target = found.text("target", limit=100_000)
    known = _unit(found, unit)
    issues, terms = checking.recheck(known, target)
    listed = _issues(found, issues, target, _waived(found, unit))
    context = {
        "issues": listed,
        "terms": _listed(found, known, terms),
        "source_language": known.source_language,
        "target_language": known.target_language,
        "target_direction": language(known.target_language).direction,
    }
    open_ = sum(1 for issue in listed if not issue["waived"] and issue["severity"] != "info")
    order = sorted(known.terms, key=lambda one: one.start)
    missing = {(term.entry, term.start) for term in terms if term.status == "missing"}
    return JSONResponse(
        {
            "parts": {
                "p-issues": rendered(found, "part_issues.html", **context),
                "p-terms": rendered(found, "part_terms.html", **context),
                "p-diff": to_html(diff(known.draft, target)),
            },
            "missing": [number for number, term in enumerate(order) if (term.entry, term.start) in missing],
            "summary": _count(found, open_),
        }
    )


@router.post("/desk/units/{unit}/term")
def term(unit: str, found: Writer) -> Response:
    """A term in the form that fits the place of the caret."""
    known = _unit(found, unit)
    entry = checking.house().get(found.text("entry", limit=400))
    if entry is None:
        raise Problem(404, "This term is not in the glossary any more")
    start, end, form = checking.form_for(
        entry,
        found.text("target", limit=100_000),
        found.number("start"),
        found.number("end"),
        language=known.target_language,
    )
    return JSONResponse({"start": start, "end": end, "text": form})


@router.post("/desk/units/{unit}/fix")
def fix(unit: str, found: Writer) -> Response:
    """The target with the first issue mended that can be: of a code, or of any where none is given."""
    target, code = found.text("target", limit=100_000), found.text("code", limit=100)
    issues, _terms_found = checking.recheck(_unit(found, unit), target)
    waived = _waived(found, unit)
    for issue in issues:
        mended = checking.mended(target, issue)
        if mended is not None and code in ("", issue.code) and (issue.code, issue.message) not in waived:
            return JSONResponse({"target": mended})
    raise Problem(409, "There is nothing to mend")


def _waived(found: Visit, unit: str) -> dict[tuple[str, str], str]:
    """Code and message of the issues that stand by a waiver, and whose it is."""
    with found.store.read() as connection:
        waivers = notes.waivers(connection, unit)
    return {(one.code, one.message): one.person for one in waivers if one.withdrawn_at is None}


# --- what is typed -----------------------------------------------------------------------------------------


@router.post("/desk/units/{unit}/journal")
def journal(unit: str, found: Writer) -> Response:
    """Keep what is being typed; the answer comes when it is on disk."""
    roles.require(found.person, "edit")
    at = clock.text(clock.now())
    entry = Journal(
        unit,
        found.person.name,
        found.text("target", limit=100_000),
        found.number("base_version"),
        _seconds(found, "active_seconds"),
        _seconds(found, "total_seconds"),
        found.number("keystrokes", 0),
        _sequence(found),
        at,
    )
    _printable(entry.target)
    with found.store.touch() as connection:
        units.get(connection, unit, now=at)
        claims.write_journal(connection, entry)
    return JSONResponse({"at": at})


def _printable(text: str) -> None:
    if any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in text):
        raise InputError("target: holds what cannot be kept", advice="send it as UTF-8")


def _sequence(found: Visit) -> int:
    """Milliseconds of the browser's clock, counted from 2026, so that they fit a column of 31 bits in tenths of a second."""
    value = found.form.get("sequence", 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise Problem(400, "A field of the form cannot be used", "sequence")
    return max(0, (value - 1_767_225_600_000) // 100) % 2**31 if value > 2**31 else value


def _seconds(found: Visit, name: str) -> float:
    value = found.form.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 604_800:
        raise Problem(400, "A field of the form cannot be used", name)
    return float(value)


# --- actions ---------------------------------------------------------------------------------------------------


@router.post("/desk/units/{unit}/{action}")
def act(unit: str, action: str, found: Writer) -> Response:
    """Edit, approve, return, claim, release, take over, comment, waive, unwaive."""
    work = _ACTIONS.get(action)
    if work is None:
        raise Problem(404, "There is no such page")
    target = found.text("target", limit=100_000) if action in ("edit", "approve") else None
    desk = found.desk
    if target is not None:
        desk.recheck = looked_at(found.store, unit, target)
    work(desk, unit, found, target)
    METRICS.event("saves" if action == "edit" else "actions")
    return JSONResponse(_told(found, desk.unit(unit)))


def _base(found: Visit) -> int:
    return found.number("base_version")


def _effort(found: Visit) -> dict[str, Any]:
    return {
        "active_seconds": _seconds(found, "active_seconds"),
        "total_seconds": _seconds(found, "total_seconds"),
        "keystrokes": found.number("keystrokes", 0),
    }


def _key(found: Visit) -> str | None:
    return found.text("key", limit=200) or None


def _edit(desk: Desk, unit: str, found: Visit, target: str | None) -> None:
    desk.edit(unit, target or "", base_version=_base(found), idempotency_key=_key(found), **_effort(found))


def _approve(desk: Desk, unit: str, found: Visit, target: str | None) -> None:
    """Approve; a reviewer who changed the text saves it, and then somebody else approves unless the desk is one person's."""
    base = _base(found)
    if target is not None and target.strip() != desk.unit(unit).target:
        saved = desk.edit(unit, target, base_version=base, idempotency_key=_key(found), **_effort(found))
        if desk.is_solo:
            desk.approve(unit, base_version=saved.version)
        return
    desk.approve(unit, base_version=base, idempotency_key=_key(found), **_effort(found))


def _return(desk: Desk, unit: str, found: Visit, _: str | None) -> None:
    reason, comment = found.text("reason", limit=500), found.text("comment", limit=2000)
    desk.return_(unit, reason, comment=comment, base_version=_base(found), idempotency_key=_key(found))


_ACTIONS: dict[str, Callable[[Desk, str, Visit, str | None], object]] = {
    "edit": _edit,
    "approve": _approve,
    "return": _return,
    "claim": lambda desk, unit, found, _: desk.claim(unit),
    "release": lambda desk, unit, found, _: desk.release(unit),
    "take-over": lambda desk, unit, found, _: desk.take_over(unit),
    "comment": lambda desk, unit, found, _: desk.comment(unit, found.text("comment", limit=2000)),
    "waive": lambda desk, unit, found, _: desk.waive(
        unit, found.text("code", limit=100), found.text("reason", limit=500)
    ),
    "unwaive": lambda desk, unit, found, _: desk.withdraw_waiver(unit, found.text("code", limit=100)),
}


@router.post("/next")
def next_one(found: Writer) -> Response:
    """Claim the unit that needs this person most, and open it."""
    show, to = found.text("show", limit=10), found.text("to", limit=2)
    purpose = show if show in ("edit", "review") else None
    wanted = units.Filter(target_language=to if to in ("en", "ar") else None)
    desk = found.desk
    known = desk.next(wanted, purpose=None if purpose == "review" and not desk.may("approve") else purpose)
    if known is None:
        return redirect("/")
    return redirect(f"/articles/{quote(known.article, safe='')}/edit?unit={known.id}")


@router.post("/units/{unit}/revert")
def revert(unit: str, found: Writer) -> Response:
    """Go back to an earlier version, as a new one."""
    found.desk.revert(unit, found.number("version"), base_version=_base(found))
    return redirect(f"/units/{unit}", said="done")


# --- others --------------------------------------------------------------------------------------------------------


@router.post("/desk/articles/{article}/pulse")
def pulse(article: str, found: Writer) -> Response:
    """Say that one is here; hear who else is, and what they changed."""
    person, now = found.person.name, clock.now()
    at = clock.text(now)
    held = found.form.get("held", [])
    mine = [one for one in held if isinstance(one, str)][:200] if isinstance(held, list) else []
    unit = found.form.get("unit")
    with found.store.touch() as connection:
        articles.get(connection, article)
        claims.be_present(
            connection, person, article, unit if isinstance(unit, str) and len(unit) <= 40 else None, at=at
        )
        for one in mine:
            claims.extend(connection, one, person, at=at, expires_at=clock.text(now + holds.CLAIM))
        present = claims.present(connection, article, since=clock.text(now - _PRESENT))
    with found.store.read() as connection:
        own = units.of_article(connection, article, now=at)
    others = sorted({name for name, _, _ in present if name != person})
    said = found._("Also here: {people}").format(
        people="، ".join(others) if found.words.code == "ar" else ", ".join(others)
    )
    return JSONResponse(
        {
            "others": said if others else "",
            "present": [
                {"person": name, "unit": where} for name, where, _ in present if name != person and where
            ],
            "units": [_told(found, one) for one in own],
        }
    )


@router.get("/desk/units/{unit}/conflict")
def conflict(unit: str, found: Reader) -> Response:
    """My text and theirs, merged word by word, with what both were made from."""
    known = _unit(found, unit)
    with found.store.read() as connection:
        entry = claims.read_journal(connection, unit, found.person.name)
        base = units.at_version(connection, unit, entry.base_version) if entry else None
        last = units.at_version(connection, unit, known.version)
    if entry is None:
        return redirect(f"/articles/{known.article}/edit?unit={unit}")
    before = base.target if base else known.draft
    merged = merge3(before, entry.target, known.target)
    source, target = language(known.source_language), language(known.target_language)
    return page(
        found,
        "conflict.html",
        here="articles",
        unit=known,
        base=before,
        mine=entry.target,
        theirs=known.target,
        their_name=last.person if last else "",
        their_time=last.at if last else "",
        merged=merged,
        proposal="".join(
            region.mine if region.kind == "conflict" else region.text for region in merged.regions
        ),
        mine_html=safe(to_html(diff(before, entry.target))),
        theirs_html=safe(to_html(diff(before, known.target))),
        source_direction=source.direction,
        target_direction=target.direction,
    )


@router.post("/desk-conflict/{unit}")
def settle(unit: str, found: Writer) -> Response:
    """The merged text as the next version, based on theirs; or mine given up."""
    known = _unit(found, unit)
    if found.form.get("do") == "theirs":
        found.desk.forget_journal(unit)
    else:
        found.desk.edit(unit, found.text("target", limit=100_000), base_version=found.number("base_version"))
    return redirect(f"/articles/{known.article}/edit?unit={unit}&settled={unit}")
