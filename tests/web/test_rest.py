"""The REST interface: versions, keys, scopes, pages, events, webhooks; the document is whole."""

from __future__ import annotations

import gc
import hmac
import json
from typing import Any

import pytest

from translate.web import webhooks

READ = [
    "/me", "/units", "/units?state=drafted&limit=1", "/articles", "/articles/water", "/articles/water/units", "/claims", "/claims?mine=true",
    "/glossary?text=Hasakah", "/glossary/terms/hasakah", "/glossary/proposals", "/memory?text=abc&source=en", "/concordance?phrase=water",
    "/editions", "/articles/water/editions", "/articles/water/render?format=txt", "/jobs", "/statistics?by=week", "/counts", "/events",
    "/events/stream?after=0&seconds=1",
]  # fmt: skip


def test_every_list_can_be_read(api: Any) -> None:
    client = api("amina")
    for path in READ:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text)
    assert client.get("/units?limit=1").json()["cursor"]
    assert client.get("/units?cursor=x").status_code == 404
    assert client.get("/units/none").headers["content-type"] == "application/problem+json"
    assert client.get("/jobs/none").status_code == 404
    assert client.get("/glossary/terms/none").status_code == 404


def test_a_revision_needs_the_version_it_was_made_from(api: Any, desk: Any) -> None:
    client, unit = api("amina"), desk("amina").units_of("water")[1]
    path = f"/units/{unit.id}/revisions"
    assert client.post(path, json={"target": "أ"}).status_code == 428
    assert client.post(path, json={"target": "أ"}, headers={"If-Match": "x"}).status_code == 400
    tag = client.get(f"/units/{unit.id}").headers["etag"]
    made = client.post(
        path, json={"target": "عادت المياه"}, headers={"If-Match": tag, "Idempotency-Key": "one"}
    )
    assert (made.status_code, made.headers["etag"]) == (201, '"2"')
    again = client.post(
        path, json={"target": "عادت المياه"}, headers={"If-Match": tag, "Idempotency-Key": "one"}
    )
    assert again.headers["etag"] == '"2"'
    late = client.post(path, json={"target": "جاءت المياه"}, headers={"If-Match": tag})
    assert late.status_code == 412
    assert {late.json()[name] for name in ("mine", "theirs")} == {"جاءت المياه", "عادت المياه"}
    assert client.post(path, json={"target": "أ", "more": 1}, headers={"If-Match": '"2"'}).status_code == 422
    assert [one["action"] for one in client.get(path).json()] == ["draft", "edit"]


def test_review_through_the_interface(api: Any, desk: Any) -> None:
    amina, basil = api("amina"), api("basil")
    unit = desk("amina").units_of("water")[1].id
    assert amina.put(f"/units/{unit}/claim").json()["person"] == "amina"
    assert basil.put(f"/units/{unit}/claim").status_code == 409
    assert (
        amina.put(f"/units/{unit}/journal", json={"target": "عا", "base_version": 1}).json()["target"] == "عا"
    )
    assert basil.get(f"/units/{unit}/journal").status_code == 404
    assert amina.post(f"/units/{unit}/check", json={"target": "عادت"}).json()["terms"]
    amina.post(
        f"/units/{unit}/revisions",
        json={"target": "عادت المياه إلى الحسكة يوم الأحد."},
        headers={"If-Match": '"1"'},
    )
    assert amina.delete(f"/units/{unit}/claim").status_code == 204
    assert amina.post(f"/units/{unit}/approve", json={}, headers={"If-Match": '"2"'}).status_code == 403
    assert (
        basil.post(f"/units/{unit}/return", json={"reason": "meaning"}, headers={"If-Match": '"2"'}).json()[
            "state"
        ]
        == "changes_requested"
    )
    assert (
        amina.post(f"/units/{unit}/revert", json={"version": 2}, headers={"If-Match": '"3"'}).json()[
            "version"
        ]
        == 4
    )
    assert basil.post(f"/units/{unit}/waivers", json={"code": "no.such", "reason": "so"}).status_code == 409
    assert basil.post(f"/units/{unit}/comments", json={"text": "جيد"}).status_code == 201
    assert basil.get(f"/units/{unit}/comments").json()[0]["text"] == "جيد"
    assert basil.post("/claims", json={"purpose": "edit", "target_language": "ar"}).status_code == 200
    assert basil.post("/claims", json={"topic": "nothing has this topic"}).status_code == 204


def test_tokens_are_narrowed_by_their_scopes_and_roles(api: Any, desk: Any) -> None:
    unit = desk("amina").units_of("water")[1].id
    narrow = api("basil", "comment")
    assert narrow.get("/units").status_code == 200
    assert narrow.put(f"/units/{unit}/claim").status_code == 403
    assert narrow.post(f"/units/{unit}/comments", json={"text": "x"}).status_code == 201
    for path in ("/webhooks",):
        assert api("edith").get(path).status_code == 403
    assert api("amina").post("/articles", json={"text": "A bridge."}).status_code == 403
    assert api("amina").patch("/articles/water", json={"topic": "x"}).status_code == 403
    assert api("amina").post("/articles/water/editions", json={"state": "draft"}).status_code == 403


def test_articles_and_editions_are_made(api: Any) -> None:
    edith = api("edith")
    made = edith.post(
        "/articles", json={"text": "A bridge opened in Raqqa.", "id": "bridge", "topic": "roads"}
    )
    assert (made.status_code, made.json()["article"]) == (201, "bridge")
    assert (
        edith.post("/articles", json={"text": "A bridge opened in Raqqa.", "id": "bridge"}).json()["status"]
        == "unchanged"
    )
    assert edith.patch("/articles/bridge", json={"priority": 2}).json()["priority"] == 2
    assert edith.post("/articles/bridge/editions", json={"state": "published"}).status_code == 409
    draft = edith.post("/articles/bridge/editions", json={"state": "proof"})
    assert (draft.status_code, draft.json()["number"]) == (201, 1)
    assert edith.get("/articles/bridge/editions/1").json()["state"] == "proof"
    assert (
        edith.get("/articles/bridge/render?format=json&number=1")
        .headers["content-type"]
        .startswith("application/json")
    )
    assert (
        edith.post(
            "/articles/bridge/editions/1/state", json={"state": "retracted", "reason": "x"}
        ).status_code
        == 409
    )
    assert (
        edith.post("/glossary/find", json={"text": "Hasakah", "language": "en"}).json()[0]["arabic"]
        == "الحسكة"
    )


def test_proposals_through_the_interface(api: Any) -> None:
    made = api("amina").post("/glossary/proposals", json={"english": "Tell Brak", "arabic": "تل براك"})
    assert made.status_code == 201
    assert (
        api("basil")
        .post(f"/glossary/proposals/{made.json()['id']}/decide", json={"status": "rejected"})
        .json()["status"]
        == "rejected"
    )
    assert api("basil").post("/glossary/proposals/999/decide", json={"status": "rejected"}).status_code == 404


def test_webhooks_are_signed_and_tried_again(api: Any, opened: Any, desk: Any) -> None:
    root = api("root")
    assert root.post("/webhooks", json={"url": "http://127.0.0.1/x"}).status_code == 400
    hook = root.post("/webhooks", json={"url": "https://hooks.example.org/x", "events": ["edit"]}).json()
    webhooks.plan(opened)
    unit = desk("amina").units_of("water")[1]
    desk("amina").edit(unit.id, "عادت المياه", base_version=1)
    assert webhooks.plan(opened) == 1
    seen: list[tuple[bytes, dict[str, str]]] = []

    def send(url: str, body: bytes, headers: dict[str, str]) -> int:
        seen.append((body, headers))
        if len(seen) == 1:
            raise OSError("refused")
        return 204

    assert webhooks.deliver(opened, send=send) == 0
    assert webhooks.deliver(opened, send=send) == 0  # not due yet
    with opened.write() as connection:
        from translate.store import jobs

        item = jobs.deliveries(connection, states=("waiting",))[0]
        jobs.set_delivery(
            connection, item["webhook"], item["event"], {"next_at": "2020-01-01T00:00:00.000000Z"}
        )
    assert webhooks.deliver(opened, send=send) == 1
    body, headers = seen[-1]
    moment, signature = headers["Dragoman-Signature"].split(",")
    wanted = hmac.digest(hook["secret"].encode(), f"{moment[2:]}.".encode() + body, "sha256").hex()
    assert signature == f"v1={wanted}"
    assert json.loads(body)["action"] == "edit"
    assert "secret" not in root.get("/webhooks").json()[0]
    assert root.delete(f"/webhooks/{hook['id']}").status_code == 204
    assert root.delete(f"/webhooks/{hook['id']}").status_code == 404


def test_events_are_streamed_and_gone_on_from(api: Any, desk: Any) -> None:
    unit = desk("amina").units_of("water")[1]
    last = desk("amina").last_event()
    desk("amina").edit(unit.id, "عادت المياه", base_version=1)
    text = api("amina").get("/events/stream?seconds=1", headers={"Last-Event-ID": str(last)}).text
    assert f"id: {last + 1}\nevent: edit\n" in text


def test_the_document_is_openapi_3_1_and_whole(app: Any, api: Any) -> None:
    document = api("amina").get("/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    text = json.dumps(document)
    names = set(document["components"]["schemas"])
    import re

    assert set(re.findall(r"#/components/schemas/(\w+)", text)) <= names
    assert {"/translate", "/api/v1/units/{unit}/revisions", "/health"} <= set(document["paths"])


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_method_that_is_not_there_is_told_with_those_that_are(app: Any, api: Any, method: str) -> None:
    answer = api("amina").request(method, "/articles/water")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, PATCH"


def test_service_routes(app: Any, browse: Any) -> None:
    browser = browse()
    assert browser.get("/ready").json()["status"] == "ok"
    assert "dragoman_requests_total" in browser.get("/metrics").text
    assert "dragoman_units_drafted" in browser.get("/metrics").text


def test_the_checks_are_loaded_before_the_first_answer(
    opened: Any, options: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty first saves that load them side by side wait ten times as long as one."""
    from dataclasses import replace

    from starlette.testclient import TestClient

    from translate.text import lexicon
    from translate.web.app import create

    lexicon.tables.cache_clear()
    with TestClient(create(replace(options, background=True), opened=opened)) as client:
        assert lexicon.tables.cache_info().currsize == 1
        assert gc.get_freeze_count() > 10_000  # and the collector leaves them alone
        assert client.get("/health").status_code == 200
    gc.unfreeze()
