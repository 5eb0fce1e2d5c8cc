"""Glossary, proposals, memory and concordance."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from translate import glossary
from translate.errors import InputError, NotFound
from translate.glossary.entry import Entry
from translate.review import roles
from translate.store import desk as stored
from translate.store import inbox
from translate.web import checking
from translate.web.api import shapes
from translate.web.api.caller import Caller, responses
from translate.web.api.units import Limit

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=2_000_000_000)]


def told(entry: Entry) -> dict[str, Any]:
    """An entry as JSON has it."""
    return {
        "id": entry.id,
        "kind": str(entry.kind),
        "english": entry.english,
        "arabic": entry.arabic,
        "english_variants": [
            {"text": one.text, "standing": str(one.standing)} for one in entry.english_variants
        ],
        "arabic_variants": [
            {"text": one.text, "standing": str(one.standing)} for one in entry.arabic_variants
        ],
        "policy": str(entry.policy),
        "status": entry.status,
        "domain": entry.domain,
        "within": entry.within,
        "notes": entry.notes,
    }


def search(text: str) -> list[Entry]:
    """Entries whose forms in either language hold a text; all of them where it is empty."""
    from translate.text.arabic import fold_detection, plain

    wanted = text.strip().casefold()
    if not wanted:
        return list(checking.house())
    folded = fold_detection(plain(wanted))

    def holds(entry: Entry) -> bool:
        english = [entry.english, *(one.text for one in entry.english_variants)]
        arabic = [entry.arabic, *(one.text for one in entry.arabic_variants)]
        return any(wanted in form.casefold() for form in english) or bool(
            folded and any(folded in fold_detection(plain(form)) for form in arabic)
        )

    return [entry for entry in checking.house() if holds(entry)]


@router.get("/glossary", response_model=shapes.Terms, tags=["Glossary"], responses=responses())
def list_terms(
    desk: Caller,
    text: Annotated[str, Query(max_length=200)] = "",
    limit: Limit = 50,
    cursor: Annotated[str | None, Query(pattern=r"^[0-9]{1,7}$")] = None,
) -> dict[str, Any]:
    """Terms of the house glossary, those that hold a text where one is given."""
    roles.require(desk.person, "read", scopes=desk.scopes)
    found = search(text)
    start = int(cursor or 0)
    more = start + limit < len(found)
    return {
        "items": [told(one) for one in found[start : start + limit]],
        "cursor": str(start + limit) if more else None,
    }


@router.post("/glossary/find", response_model=list[dict[str, Any]], tags=["Glossary"], responses=responses())
def find_terms(body: shapes.Look, desk: Caller) -> list[dict[str, Any]]:
    """The terms in a text, with their places."""
    return [asdict(one) for one in glossary.find(body.text, body.language, checking.house())]


@router.get(
    "/glossary/proposals", response_model=list[shapes.Proposal], tags=["Glossary"], responses=responses()
)
def list_proposals(
    desk: Caller, status: Annotated[str, Query(pattern=r"^(waiting|open|accepted|rejected)$")] = "open"
) -> list[dict[str, Any]]:
    """The glossary inbox: what post-edits and people propose."""
    with desk.transaction(write=False) as act:
        return [asdict(one) for one in inbox.page(act.connection, status=status)]


@router.post(
    "/glossary/proposals",
    status_code=201,
    response_model=shapes.Proposal,
    tags=["Glossary"],
    responses=responses(),
)
def propose(body: shapes.NewProposal, desk: Caller) -> dict[str, Any]:
    """Propose a term."""
    english, arabic = " ".join(body.english.split()), " ".join(body.arabic.split())
    if not english or not arabic:
        raise InputError("a term has two sides", advice="give english and arabic")
    with desk.transaction() as act:
        act.require("term.propose")
        made = inbox.see(
            act.connection,
            english=english,
            arabic=arabic,
            kind="",
            evidence={"person": act.name, "note": body.note},
            at=act.at,
            needed=1,
        )
        act.note("term.propose", subject=str(made.id), details={"english": english, "arabic": arabic})
        return asdict(made)


@router.post(
    "/glossary/proposals/{number}/decide",
    response_model=shapes.Proposal,
    tags=["Glossary"],
    responses=responses(404),
)
def decide(number: Number, body: shapes.Decision, desk: Caller) -> dict[str, Any]:
    """Accept or reject a proposal."""
    return asdict(decided(desk, number, body.status, body.note))


def decided(desk: Any, number: int, status: str, note: str) -> Any:
    """A proposal after somebody decided on it. Raises NotAllowed, NotFound."""
    with desk.transaction() as act:
        act.require("term.decide")
        inbox.get(act.connection, number)
        inbox.decide(act.connection, number, status=status, person=act.name, note=note, at=act.at)
        act.note(f"term.{status}", subject=str(number), details={"note": note})
        return inbox.get(act.connection, number)


@router.get("/glossary/terms/{term}", response_model=shapes.Term, tags=["Glossary"], responses=responses(404))
def get_term(term: Annotated[str, Path(min_length=1, max_length=200)], desk: Caller) -> dict[str, Any]:
    """A term."""
    entry = checking.house().get(term)
    if entry is None:
        raise NotFound("term", term, advice="GET /api/v1/glossary lists them")
    return told(entry)


@router.get("/memory", response_model=list[shapes.Match], tags=["Memory"], responses=responses())
def matches(
    desk: Caller,
    request: Request,
    text: Annotated[str, Query(min_length=1, max_length=5_000)],
    source: shapes.Code,
    least: Annotated[int, Query(ge=30, le=101)] = 70,
) -> list[dict[str, Any]]:
    """Earlier translations of a text and of what is like it, the best first."""
    return [one for one in request.app.state.memory.matches(text, source) if one["score"] >= least]


@router.get("/concordance", response_model=list[shapes.Hit], tags=["Memory"], responses=responses())
def concordance(
    desk: Caller,
    phrase: Annotated[str, Query(min_length=1, max_length=200)],
    side: Annotated[str, Query(pattern=r"^(source|target)$")] = "source",
    limit: Limit = 50,
) -> list[dict[str, Any]]:
    """A phrase inside past units."""
    with desk.transaction(write=False) as act:
        hits = stored.found(act.connection, [phrase], side=side, limit=limit)
    names = ("unit", "article", "state", "source_language", "source", "target")
    return [dict(zip(names, hit, strict=True)) for hit in hits]
