"""Whatever fits the OpenAPI document, and whatever does not, is answered as the document says: schemathesis asks every operation.

CONTRACT_EXAMPLES=50 asks longer; CONTRACT_SEED=N asks something else.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from translate import review
from translate.web.api import service
from translate.web.app import create

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed (extra dev)")

ROOT = Path(__file__).parents[2]
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "1"))
SEED = int(os.environ.get("CONTRACT_SEED", "1"))


@pytest.fixture
def ask(opened: Any, options: Any) -> Any:
    """Ask an operation so many times, with what the document allows or with what it does not."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis.errors import Unsatisfiable

    secret = review.open_console(store=opened).make_token("root")[0]

    def call(operation: Any, mode: Any) -> None:
        @seed(SEED)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def each(case: Any) -> None:
            answer = case.call(headers={"Authorization": f"Bearer {secret}"})
            case.validate_response(answer)

        try:
            each()
        except Unsatisfiable:  # an operation without parameters cannot be asked wrongly
            assert mode is schemathesis.GenerationMode.NEGATIVE

    return call


@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
def test_every_operation_answers_as_the_document_says(
    opened: Any, options: Any, ask: Any, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow: Any = service._follow
    monkeypatch.setattr(service, "_follow", lambda *given: follow(*given[:-1], 1))  # a second is enough
    config = schemathesis.Config.from_path(ROOT / "schemathesis.toml")
    document = schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", create(options, opened=opened), config=config
    )
    asked = 0
    for found in document.get_all_operations():
        ask(found.ok(), schemathesis.GenerationMode[mode])
        asked += 1
    assert asked > 50


REFUSED = [
    # path, body, status
    ("/articles", {"text": "A bridge.", "deadline": "2026-02-30"}, 422),
    ("/articles", {"text": "A bridge.", "deadline": "tomorrow"}, 422),
    ("/articles", {"text": "A bridge.", "deadline": "2028-02-29T18:00+03:00"}, 201),
    ("/articles", {"text": "A bridge.", "priority": True}, 422),
    ("/claims", {"minutes": "15"}, 422),
    ("/claims", {"minutes": True}, 422),
    ("/claims", {"minutes": 15.5}, 422),
    ("/claims", {"minutes": 15.0}, 200),
    ("/glossary/proposals", {"english": "\u009a", "arabic": "تل براك"}, 422),
    ("/glossary/proposals", {"english": "Tell Brak", "arabic": "تل براك"}, 201),
]


@pytest.mark.parametrize(("path", "body", "status"), REFUSED)
def test_what_no_schema_allows_is_refused(api: Any, path: str, body: dict[str, Any], status: int) -> None:
    assert api("root").post(path, json=body).status_code == status


def test_the_document_tells_the_bounds_of_whole_numbers(api: Any) -> None:
    told = api("amina").get("/openapi.json").json()["components"]["schemas"]["Next"]["properties"]["minutes"]
    assert (told["type"], told["minimum"], told["maximum"]) == ("integer", 1, 720)


@pytest.mark.parametrize(
    ("tag", "status"), [('"1"', 201), ('W/"1"', 201), ("1", 400), ("*", 400), ('"1", "2"', 400), ('"x"', 400)]
)
def test_if_match_is_an_etag(api: Any, desk: Any, tag: str, status: int) -> None:
    unit = desk("amina").units_of("water")[1].id
    answer = api("amina").post(
        f"/units/{unit}/revisions", json={"target": "عادت المياه"}, headers={"If-Match": tag}
    )
    assert answer.status_code == status


LIBRE = [
    # path, body, status
    ("/detect", {"q": "water", "api_key": 7}, 400),
    ("/detect", {"q": "water", "api_key": None}, 200),
    ("/suggest", {"q": "water", "s": "\f", "source": "en", "target": "ar"}, 400),
    ("/translate", {"q": "0", "source": "auto", "target": "en", "glossary": {"x": {}}}, 400),
    ("/suggest", {"q": "water", "s": "\x19", "source": "en", "target": "ar"}, 400),
    (
        "/translate",
        {"q": "0", "source": "auto", "target": "en", "glossary": [{"source": "a", "target": ""}]},
        400,
    ),
    ("/translate", {"q": "a \x08\f\ufffe b", "source": "en", "target": "ar", "format": "html"}, 200),
    ("/translate", {"q": "0", "source": "auto", "target": "en", "alternatives": False}, 400),
    ("/translate", {"q": "0", "source": "auto", "target": "en", "alternatives": 1.5}, 400),
    ("/translate", {"q": "0", "source": "auto", "target": "en", "alternatives": "2"}, 200),
    ("/translate", {"q": "0", "source": "auto", "target": "en", "glossary": [["a", "ا"]]}, 200),
]


@pytest.mark.parametrize(("path", "body", "status"), LIBRE)
def test_what_is_of_the_wrong_kind_is_refused(app: Any, path: str, body: dict[str, Any], status: int) -> None:
    assert TestClient(app).post(path, json=body).status_code == status


@pytest.mark.parametrize("path", ["/health", "/metrics", "/ready", "/signin", "/api/v1/units"])
def test_a_method_that_is_not_there_is_told_with_those_that_are(browse: Any, path: str) -> None:
    answer = browse().client.request("TRACE", path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
