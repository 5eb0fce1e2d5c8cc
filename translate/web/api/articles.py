"""Articles and their editions."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from translate.readers import read_text
from translate.review import QueuedArticle, shape
from translate.web import publishing
from translate.web.api import shapes
from translate.web.api.caller import Caller, paged, responses
from translate.web.api.units import Cursor, Limit

router = APIRouter(tags=["Articles"])
ArticleId = Annotated[str, Path(min_length=1, max_length=200, description="The id of an article.")]


def told(article: QueuedArticle) -> dict[str, Any]:
    """An article as JSON has it."""
    return {
        **asdict(article),
        "counts": dict(article.counts),
        "units": article.units,
        "progress": article.progress,
    }


@router.get("/articles", response_model=shapes.Articles, responses=responses(404))
def list_articles(
    desk: Caller,
    text: Annotated[str | None, Query(max_length=200)] = None,
    topic: Annotated[str | None, Query(max_length=200)] = None,
    target_language: shapes.Code | None = None,
    has_open: bool | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Articles, the one changed last first."""
    found = paged(
        lambda: desk.articles(
            topic=topic,
            target_language=target_language,
            text=text or None,
            has_open=has_open,
            limit=limit,
            cursor=cursor,
        ),
        cursor,
    )
    return {"items": [told(one) for one in found.items], "cursor": found.cursor}


@router.post("/articles", status_code=201, response_model=shapes.Submitted, responses=responses(409, 503))
def submit(body: shapes.NewArticle, desk: Caller, request: Request) -> dict[str, Any]:
    """Read a text, draft it, and put it into the queue."""
    from translate.review import roles

    roles.require(desk.person, "submit", scopes=desk.scopes)
    article = replace(
        read_text(body.text, format=body.format, language=body.source),
        id=body.id or publishing.new_id(body.text),
        source=f"api:{body.id or publishing.new_id(body.text)}",
    )
    drafted = publishing.drafted(request.app.state.translator, article, to=body.target)
    made = desk.submit(drafted, topic=body.topic, priority=body.priority, deadline=body.deadline)
    return asdict(made)


@router.get("/articles/{article}", response_model=shapes.Article, responses=responses(404))
def get_article(article: ArticleId, desk: Caller) -> dict[str, Any]:
    """An article and how far it is."""
    return told(desk.article(article))


@router.patch("/articles/{article}", response_model=shapes.Article, responses=responses(404))
def place(article: ArticleId, body: shapes.Place, desk: Caller) -> dict[str, Any]:
    """Set topic, priority or deadline ("" for none)."""
    return told(desk.place(article, topic=body.topic, priority=body.priority, deadline=body.deadline))


@router.get("/articles/{article}/units", response_model=list[shapes.Unit], responses=responses(404))
def units_of(article: ArticleId, desk: Caller) -> list[dict[str, Any]]:
    """The units of an article in order."""
    return [shape(unit) for unit in desk.units_of(article)]


# --- editions ------------------------------------------------------------------------------------------


def edition(found: Any) -> dict[str, Any]:
    """An edition without its content."""
    values = asdict(found)
    values.pop("content")
    return {**values, "notice": dict(found.notice), "pins": [list(pin) for pin in found.pins]}


@router.get("/editions", response_model=shapes.Editions, tags=["Editions"], responses=responses(404))
def list_editions(desk: Caller, limit: Limit = 50, cursor: Cursor = None) -> dict[str, Any]:
    """Editions of all articles, the newest first."""
    found = paged(lambda: desk.edition_page(limit=limit, cursor=cursor), cursor)
    return {"items": [edition(one) for one in found.items], "cursor": found.cursor}


@router.get(
    "/articles/{article}/editions",
    response_model=list[shapes.Edition],
    tags=["Editions"],
    responses=responses(404),
)
def editions_of(article: ArticleId, desk: Caller) -> list[dict[str, Any]]:
    """The editions of an article, the first one first."""
    desk.article(article)
    return [edition(one) for one in desk.editions(article)]


@router.post(
    "/articles/{article}/editions",
    status_code=201,
    response_model=shapes.Edition,
    tags=["Editions"],
    responses=responses(404, 409),
)
def make_edition(article: ArticleId, body: shapes.NewEdition, desk: Caller) -> dict[str, Any]:
    """Pin the units as they stand under the next number; `published` makes them final, and needs all of them approved."""
    return edition(
        publishing.make(desk, article, state=body.state, notes={"en": body.note_en, "ar": body.note_ar})
    )


@router.get(
    "/articles/{article}/editions/{number}",
    response_model=shapes.Edition,
    tags=["Editions"],
    responses=responses(404),
)
def get_edition(
    article: ArticleId, number: Annotated[int, Path(ge=1, le=1_000_000)], desk: Caller
) -> dict[str, Any]:
    """An edition."""
    return edition(desk.edition(article, number))


@router.post(
    "/articles/{article}/editions/{number}/state",
    response_model=shapes.Edition,
    tags=["Editions"],
    responses=responses(404, 409),
)
def set_edition(
    article: ArticleId,
    number: Annotated[int, Path(ge=1, le=1_000_000)],
    body: shapes.EditionState,
    desk: Caller,
) -> dict[str, Any]:
    """The next state of an edition; a retraction needs a reason."""
    notice = {code: text for code, text in (("en", body.note_en), ("ar", body.note_ar)) if text}
    return edition(desk.set_edition(article, number, body.state, notice=notice, reason=body.reason))


@router.get(
    "/articles/{article}/render",
    tags=["Editions"],
    responses={
        **responses(404, 409),
        200: {
            "description": "The article",
            "content": {kind.partition(";")[0]: {} for kind in publishing.KINDS.values()},
        },
    },
    response_class=Response,
)
def render(
    article: ArticleId,
    desk: Caller,
    format: Annotated[str, Query(pattern=r"^(html|md|txt|json)$")] = "html",  # noqa: A002 - what the address says
    number: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
) -> Response:
    """An edition, or (without a number) the article as it stands, in a format."""
    text, kind = publishing.render(desk, article, format, number=number)
    headers = {"content-disposition": "attachment", "content-security-policy": "sandbox; default-src 'none'"}
    return Response(text, media_type=kind, headers=headers)
