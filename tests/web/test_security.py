"""What an attacker tries is refused: script, forged requests, others' things, paths, SQL, sizes, headers, fixed sessions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from translate.web import auth, limits, site
from translate.web.app import create

EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE unit; --",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "\u202eevil",
    "%0d%0aSet-Cookie: a=b",
]


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_that_is_sent_runs_when_it_is_shown(browse: Any, desk: Any, evil: str) -> None:
    browser = browse("root")
    unit = desk("amina").units_of("water")[1]
    browser.post(f"/desk/units/{unit.id}/journal", target=evil, base_version=1, sequence=1)
    browser.post(f"/desk/units/{unit.id}/comment", comment=evil)
    browser.send("/glossary/inbox", english=evil, arabic=evil, note=evil)
    browser.post(f"/desk/units/{unit.id}/edit", target=evil, base_version=1)
    from urllib.parse import quote

    paths = [
        "/articles/water/edit", f"/desk/units/{unit.id}/panel", f"/units/{unit.id}", "/glossary/inbox", "/", "/articles/water",
        f"/concordance?phrase={quote(evil)}&side=target", f"/glossary?text={quote(evil)}", f"/articles?text={quote(evil)}&after={quote(evil)}",
        f"/?topic={quote(evil)}", f"/admin/audit?who={quote(evil)}", "/articles/water/preview", f"/units/{quote(evil, safe='')}",
    ]  # fmt: skip
    for path in paths:
        answer = browser.get(path)
        assert answer.status_code < 500, path
        assert "<script>alert" not in answer.text, path
        assert "<img src=x" not in answer.text, path
        assert ">49" not in answer.text
        assert "set-cookie" not in answer.headers or "a=b" not in answer.headers["set-cookie"]
    assert desk("root").unit(unit.id)


def test_every_answer_forbids_inline_script_and_framing(browse: Any) -> None:
    for path in ("/signin", "/nope", "/health", "/static/desk.css", "/api/v1/me"):
        headers = browse().get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
    page = browse("amina").get("/articles/water/edit").text
    assert not re.findall(r"<script(?![^>]*(?:src=|type=\"application/json\"))", page)
    assert not re.findall(r"\son\w+=|\sstyle=", page)


def test_a_forged_request_changes_nothing(browse: Any, desk: Any) -> None:
    browser = browse("amina")
    unit = desk("amina").units_of("water")[1]
    path, body = f"/desk/units/{unit.id}/edit", {"target": "x", "base_version": 1}
    client = browser.client
    assert client.post(path, json=body).status_code == 403
    assert client.post(path, json=body, headers={"X-CSRF-Token": "AAAA"}).status_code == 403
    good = {"X-CSRF-Token": browser.csrf}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert client.post(path, json=body, headers=good | headers).status_code == 403
    other = browse("basil")
    assert client.post(path, json=body, headers={"X-CSRF-Token": other.csrf}).status_code == 403
    assert desk("amina").unit(unit.id).version == 1
    assert client.get(path).status_code == 405


def test_sign_in_makes_a_new_session_and_sign_out_ends_it(browse: Any) -> None:
    browser = browse()
    browser.client.cookies.set("desk", "fixed-by-an-attacker-0000000000000000")
    browser.get("/signin")
    answer = browser.send("/signin", name="amina", password="correct horse battery", next="//evil.example/x")
    cookie = answer.headers["set-cookie"]
    assert answer.headers["location"] == "/"
    assert "fixed-by" not in cookie
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.casefold()
    secret = re.search(r"desk=([\w-]+)", cookie)
    assert secret
    browser.client.cookies.clear()
    browser.client.cookies.set("desk", secret[1])
    browser.get("/me")
    assert browser.send("/signout").status_code == 303
    browser.client.cookies.set("desk", secret[1])
    assert browser.get("/me").status_code == 303


def test_wrong_passwords_are_told_alike_counted_and_audited(browse: Any, desk: Any) -> None:
    browser = browse()
    browser.get("/signin")
    texts = set()
    for name in ("amina", "nobody"):
        answer = browser.send("/signin", name=name, password="wrong")
        assert answer.status_code == 403
        texts.add(re.sub(r'value="[^"]*"|content="[^"]*"', "", answer.text))
    assert len(texts) == 1
    statuses = [browser.send("/signin", name="amina", password="wrong").status_code for _ in range(12)]
    assert statuses[-1] == 429
    assert browser.send("/signin", name="amina", password="correct horse battery").status_code == 429
    events = desk("root").audit(actions=["sign_in.failed"], limit=50).items
    assert len(events) >= 2
    assert "wrong" not in str(events)


def test_cookies_are_for_tls_only_where_there_is_tls(opened: Any, options: Any) -> None:
    from dataclasses import replace

    client = TestClient(create(replace(options, secure=True), opened=opened), base_url="https://testserver")
    answer = client.get("/signin")
    assert "__Host-visit=" in answer.headers["set-cookie"]
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]


HOSTILE = [
    # path, method, headers, status
    ("/static/../app.py", "GET", {}, 404),
    ("/static/%2e%2e/app.py", "GET", {}, 404),
    ("/static/..%5capp.py", "GET", {}, 404),
    ("/signin", "GET", {"host": "evil.example"}, 400),
    ("/signin", "POST", {"content-length": "99999999999"}, 413),
    ("/signin", "POST", {"content-length": "abc"}, 400),
    ("/api/v1/me", "GET", {"authorization": "Bearer ' OR 1=1 --"}, 401),
    ("/api/v1/me", "GET", {"authorization": "Basic YTpi"}, 401),
]


@pytest.mark.parametrize(("path", "method", "headers", "status"), HOSTILE)
def test_hostile_requests_are_refused(
    app: Any, path: str, method: str, headers: dict[str, str], status: int
) -> None:
    assert TestClient(app).request(method, path, headers=headers).status_code == status


def test_bodies_are_bounded_as_they_come(opened: Any, options: Any) -> None:
    from dataclasses import replace

    client = TestClient(create(replace(options, body=1000), opened=opened))

    def much() -> Any:
        for _ in range(100):
            yield b"x" * 100

    for kind in ("application/json", "application/x-www-form-urlencoded"):
        assert client.post("/detect", content=much(), headers={"content-type": kind}).status_code == 413


def test_a_client_that_asks_too_often_waits(opened: Any, options: Any) -> None:
    from dataclasses import replace

    client = TestClient(create(replace(options, rate=8), opened=opened))
    statuses = [client.get("/signin").status_code for _ in range(5)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert client.get("/health").status_code == 200


def test_made_up_tokens_make_no_new_client(opened: Any, options: Any) -> None:
    from dataclasses import replace

    client = TestClient(create(replace(options, rate=8), opened=opened))
    answers = [
        client.get("/signin", headers={"Authorization": f"Bearer {number}"}).status_code
        for number in range(25)
    ]
    assert answers[0] == 200
    assert answers[-1] == 429


@pytest.fixture(params=["one process", "workers"])
def make_limit(request: pytest.FixtureRequest, tmp_path: Any) -> Any:
    file = tmp_path / "counts" if request.param == "workers" else None
    return lambda rate, burst: limits.limit(rate, burst, file=file)


def test_a_bucket_fills_again(make_limit: Any) -> None:
    bucket = make_limit(60, 2)
    assert [bucket.wait("a", now=1.0) for _ in range(3)] == [0.0, 0.0, 1.0]
    assert bucket.wait("a", now=2.0) == 0.0
    assert bucket.wait("b", now=2.0) == 0.0
    assert bucket.wait("a", now=2.0) > 0.0
    bucket.forget("a")
    assert bucket.wait("a", now=2.0) == 0.0


def test_workers_count_together(tmp_path: Any) -> None:
    workers = [limits.SharedBuckets(60, 5, tmp_path / "counts") for _ in range(4)]
    passed = [workers[number % 4].wait("mallory", now=1.0) == 0.0 for number in range(12)]
    assert passed == [True] * 5 + [False] * 7
    workers[1].forget("mallory")
    assert workers[2].wait("mallory", now=1.0) == 0.0


def test_many_clients_have_room(tmp_path: Any) -> None:
    bucket = limits.SharedBuckets(60, 1, tmp_path / "counts")
    assert all(bucket.wait(f"client {number}", now=1.0) == 0.0 for number in range(3_000))
    again = sum(bucket.wait(f"client {number}", now=1.0) > 0.0 for number in range(3_000))
    assert again == 3_000  # each is known


def test_a_name_is_tried_ten_times_whichever_worker_answers(
    opened: Any, options: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from tests.web.conftest import Browser

    statuses = []
    for _ in range(2):  # as two workers do: each makes its own, and finds what the other counted
        app = create(replace(options, workers=2), opened=opened)
        browser = Browser(app)
        browser.get("/signin")
        statuses += [browser.send("/signin", name="amina", password="wrong").status_code for _ in range(7)]
    assert statuses[:10] == [403] * 10
    assert set(statuses[10:]) == {429}


def test_csrf_tokens_differ_each_time_and_fit_their_secret_only() -> None:
    one, two = auth.masked("secret"), auth.masked("secret")
    assert one != two
    assert auth.is_token("secret", one)
    assert not auth.is_token("other", one)
    assert not auth.is_token("secret", "é")
    assert not auth.is_token("secret", one[:-4])


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/a?b=c", "/a?b=c"),
        ("//evil", "/"),
        ("/\\evil", "/"),
        ("https://evil", "/"),
        ("evil", "/"),
        ("//[", "/"),
        ("/a\nb", "/"),
    ],
)
def test_one_is_led_to_paths_of_this_site_only(path: str, place: str) -> None:
    assert site.own_path(path) == place
