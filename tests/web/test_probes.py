"""Own probes: what is of others, SQL in every field, bodies that trickle, lines in headers, paths out of the desk."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from translate import review
from translate.web.app import create

FORBIDDEN = [
    # role's name, method, path, form
    ("amina", "GET", "/admin", {}),
    ("amina", "GET", "/admin/settings", {}),
    ("amina", "GET", "/admin/audit", {}),
    ("edith", "GET", "/admin", {}),
    ("amina", "POST", "/admin/people", {"name": "mallory", "role": "admin"}),
    ("amina", "POST", "/admin/people/amina", {"do": "role", "role": "admin"}),
    ("edith", "POST", "/admin/people/edith", {"do": "role", "role": "admin"}),
    ("edith", "POST", "/admin/people/root", {"do": "link"}),
    ("edith", "POST", "/admin/people/root", {"do": "token", "label": "mine"}),
    ("basil", "POST", "/admin/people/amina", {"do": "leave"}),
    ("basil", "POST", "/admin/invite", {"role": "admin"}),
    ("amina", "POST", "/admin/solo", {"on": "1"}),
    ("amina", "POST", "/articles", {"text": "A bridge.", "source": "en"}),
    ("amina", "POST", "/articles/water/editions", {"state": "published"}),
    ("basil", "POST", "/articles/water/editions", {"state": "published"}),
]


@pytest.mark.parametrize(("name", "method", "path", "form"), FORBIDDEN)
def test_pages_of_others_are_refused(
    browse: Any, desk: Any, name: str, method: str, path: str, form: dict[str, str]
) -> None:
    browser = browse(name)
    answer = browser.get(path) if method == "GET" else browser.send(path, **form)
    assert answer.status_code == 403
    roles = {one.name: one.role for one in desk("root").people()}
    assert {key: roles[key] for key in ("amina", "basil", "edith")} == {
        "amina": "translator",
        "basil": "reviewer",
        "edith": "editor",
    }
    assert "mallory" not in roles


def test_what_others_type_and_their_tokens_stay_theirs(browse: Any, api: Any, desk: Any) -> None:
    unit = desk("amina").units_of("water")[1].id
    desk("amina").autosave(unit, "سر أمينة", base_version=1, sequence=1)
    hers = desk("amina").make_token("amina")[1]
    basil, remote = browse("basil"), api("basil")
    basil.get("/me")
    assert basil.send(f"/me/tokens/{hers.id}/revoke").status_code in (303, 403, 404)
    assert next(one for one in desk("root").tokens("amina") if one.id == hers.id).revoked_at is None
    assert remote.get(f"/units/{unit}/journal").status_code == 404
    for path in ("/", f"/desk/units/{unit}/panel", "/articles/water/edit", f"/units/{unit}"):
        assert "سر أمينة" not in basil.get(path).text
    assert remote.put(f"/units/{unit}/journal", json={"target": "آخر", "base_version": 1}).status_code == 200
    assert desk("amina").journal(unit).target == "سر أمينة"


SQL = [
    "' OR '1'='1",
    "'; DROP TABLE unit; --",
    '" OR 1=1 --',
    "%' UNION SELECT password FROM person --",
    "\\'; --",
]
READ = [
    "/units?article={}", "/units?topic={}", "/units?assignee={}", "/units?claimed_by={}", "/units?text={}", "/units?cursor={}",
    "/articles?text={}", "/articles?topic={}", "/articles?cursor={}", "/articles/{}", "/articles/{}/units", "/articles/{}/editions",
    "/glossary?text={}", "/glossary/terms/{}", "/memory?text={}&source=en", "/concordance?phrase={}", "/concordance?phrase={}&side=target",
    "/events?article={}", "/events?unit={}", "/jobs/{}", "/editions?cursor={}", "/statistics?by={}",
]  # fmt: skip


@pytest.mark.parametrize("evil", SQL)
def test_sql_in_any_field_is_a_text_like_another(api: Any, desk: Any, evil: str) -> None:
    client = api("root")
    before = len(client.get("/units").json()["items"])
    for path in READ:
        answer = client.get(path.format(quote(evil, safe="")))
        assert answer.status_code in (200, 404, 422), (path, answer.text)
        assert "argon2" not in answer.text
        if answer.status_code == 200 and "items" in answer.text and not path.startswith("/glossary"):
            assert answer.json()["items"] == [], path
    unit = desk("amina").units_of("water")[1].id
    made = client.post(f"/units/{unit}/revisions", json={"target": evil}, headers={"If-Match": '"1"'})
    assert made.json()["target"] == evil.strip()
    assert client.post(f"/units/{unit}/comments", json={"text": evil + " a"}).status_code == 201
    assert client.patch("/articles/power", json={"topic": evil}).json()["topic"] == evil
    assert (
        client.post("/glossary/proposals", json={"english": evil + "a", "arabic": evil + "ا"}).status_code
        == 201
    )
    assert len(client.get("/units").json()["items"]) == before


def test_a_body_that_trickles_is_given_up(opened: Any, options: Any) -> None:
    app = create(replace(options, slow=0.05), opened=opened)
    sent: list[Any] = []

    async def ask() -> None:
        began = False

        async def receive() -> Any:
            nonlocal began
            if began:
                await asyncio.Event().wait()
            began = True
            return {"type": "http.request", "body": b"q=", "more_body": True}

        async def send(message: Any) -> None:
            sent.append(message)

        headers = [(b"host", b"testserver"), (b"content-type", b"application/x-www-form-urlencoded")]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": "/detect", "raw_path": b"/detect",
            "query_string": b"", "root_path": "", "scheme": "http", "server": ("testserver", 80), "client": ("127.0.0.1", 1), "headers": headers,
        }  # fmt: skip
        await app(scope, receive, send)

    asyncio.run(ask())
    assert sent[0]["status"] == 408
    assert "took longer" in json.loads(sent[1]["body"])["error"]


LINES = ["/\r\nSet-Cookie: a=b", "/%0d%0aSet-Cookie:%20a=b", "/x\nX-Evil: 1"]


@pytest.mark.parametrize("evil", LINES)
def test_no_line_gets_into_a_header(browse: Any, evil: str) -> None:
    browser = browse()
    browser.get("/signin")
    answer = browser.send("/signin", name="amina", password="correct horse battery", next=evil)
    assert answer.status_code == 303
    assert "x-evil" not in answer.headers
    assert "a=b" not in answer.headers.get("set-cookie", "")
    assert "\n" not in answer.headers["location"]
    wrong = browse().get(f"/articles?text={quote(evil)}", **{"accept-language": "ar"})
    assert "x-evil" not in wrong.headers


PATHS = [
    "../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/app.py",
    "....//app.py",
    "/etc/passwd",
    "a\x00b",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out(app: Any, api: Any, path: str) -> None:
    client = TestClient(app)
    there = path if "%" in path else quote(path)
    for place in ("/static/", "/download_file/"):
        answer = client.get(place + there, follow_redirects=False)
        assert answer.status_code in (303, 400, 404), (place, answer.status_code)
        assert "root:" not in answer.text
    for place in ("/articles/{}/render", "/articles/{}", "/glossary/terms/{}"):
        assert api("root").get(place.format(there)).status_code in (404, 422)
    form = {"source": "en", "target": "ar"}
    made = client.post("/translate_file", data=form, files={"file": (path + ".txt", b"Water.")})
    assert made.status_code in (200, 400)
    assert ".." not in made.json().get("translatedFileUrl", "")


def test_the_service_of_a_program_cannot_sign_in(browse: Any, opened: Any) -> None:
    review.open_console(store=opened).add_person("robot", "service")
    browser = browse()
    browser.get("/signin")
    assert browser.send("/signin", name="robot", password="").status_code == 403
