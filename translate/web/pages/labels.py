"""Codes of the store go in, words for people come out; each is in the catalogue."""

from __future__ import annotations

from translate.store.rows import QueuedUnit, Revision
from translate.web.i18n import Words
from translate.web.site import N_

STATES = {
    "new": N_("New"),
    "drafted": N_("Drafted"),
    "edited": N_("Edited"),
    "changes_requested": N_("Returned"),
    "reviewed": N_("Approved"),
    "final": N_("Published"),
    "stale": N_("Source changed"),
    "quarantined": N_("Quarantined"),
    "removed": N_("Removed"),
}
KINDS = {
    "site": N_("Site name"),
    "section": N_("Section"),
    "headline": N_("Headline"),
    "subhead": N_("Subhead"),
    "date": N_("Date"),
    "byline": N_("Byline"),
    "dateline": N_("Dateline"),
    "caption": N_("Caption"),
    "paragraph": N_("Paragraph"),
    "quote": N_("Quotation"),
    "list_item": N_("List item"),
    "furniture": N_("Page furniture"),
}
ACTIONS = {
    "draft": N_("drafted it"),
    "submit": N_("submitted it"),
    "edit": N_("edited"),
    "approve": N_("approved"),
    "return": N_("returned it"),
    "revert": N_("went back to an earlier version"),
    "stale": N_("noted that the source changed"),
    "final": N_("published"),
    "undo": N_("undid a step"),
    "comment": N_("commented"),
    "waive": N_("waived an issue"),
    "unwaive": N_("took a waiver back"),
    "split": N_("split the segment"),
    "join": N_("joined segments"),
    "quarantine": N_("put it into quarantine"),
    "import": N_("imported a translation"),
}
ROLES = {
    "translator": N_("Translator"),
    "reviewer": N_("Reviewer"),
    "editor": N_("Editor"),
    "admin": N_("Administrator"),
    "service": N_("Program"),
}
EDITIONS = {
    "draft": N_("Draft"),
    "proof": N_("Proof"),
    "approved": N_("Approved"),
    "published": N_("Published"),
    "corrected": N_("Corrected"),
    "retracted": N_("Retracted"),
}
JOBS = {
    "queued": N_("Waiting"),
    "running": N_("Running"),
    "paused": N_("Paused"),
    "done": N_("Done"),
    "failed": N_("Failed"),
}
PROPOSALS = {
    "waiting": N_("Seen once"),
    "open": N_("Open"),
    "accepted": N_("Accepted"),
    "rejected": N_("Rejected"),
}
TERMS = {
    "present": N_("in the target"),
    "annotated": N_("in the target"),
    "repaired": N_("spelling mended"),
    "missing": N_("missing"),
    "suggested": N_("suggestion"),
    "pending": "",
}
LANGUAGES = {"en": N_("English"), "ar": N_("Arabic")}
REASONS = [
    ("meaning", N_("Meaning")),
    ("terms", N_("Terms and names")),
    ("figures", N_("Figures and dates")),
    ("style", N_("Style")),
    ("language", N_("Language")),
    ("other", N_("Something else")),
]


def say(words: Words, table: dict[str, str], code: str) -> str:
    """The word for a code; the code itself where there is none."""
    found = table.get(code)
    return words.gettext(found) if found else code.replace("_", " ")


def who(words: Words, unit: QueuedUnit, person: str) -> str:
    """Who has a unit, in words."""
    if unit.claimed_by == person:
        return words.gettext("claimed by you")
    if unit.claimed_by:
        return words.gettext("claimed by {person}").format(person=unit.claimed_by)
    if unit.assignee == person:
        return words.gettext("assigned to you")
    return words.gettext("assigned to {person}").format(person=unit.assignee) if unit.assignee else ""


def effort(words: Words, estimate: float | None) -> str | None:
    """An estimate as a share of the words."""
    return None if estimate is None else words.percent(min(1.0, estimate))


def step(words: Words, revision: Revision) -> str:
    """What somebody did."""
    return say(words, ACTIONS, revision.action)
