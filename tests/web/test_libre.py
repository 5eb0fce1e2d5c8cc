"""Clients of LibreTranslate work unchanged: what they send is taken, what they get has their shape, refusals too."""

from __future__ import annotations

import io
import json
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from translate.web.fragments import translate_html
from translate.workflow.draft import draft, open_drafter

REFUSED = [
    # body, status, message
    ({}, 400, "Invalid request: missing q parameter"),
    ({"q": "x"}, 400, "Invalid request: missing source parameter"),
    ({"q": "x", "source": "en"}, 400, "Invalid request: missing target parameter"),
    ({"q": "x", "source": "en", "target": "xx"}, 400, "xx is not supported"),
    ({"q": "x", "source": "en", "target": "auto"}, 400, "auto is not supported"),
    ({"q": "x", "source": ["en"], "target": "ar"}, 400, "Invalid request: source parameter is not a string"),
    ({"q": {"a": 1}, "source": "en", "target": "ar"}, 400, "Invalid request: q parameter is not a string or a list of strings"),
    ({"q": "x", "source": "en", "target": "ar", "format": "pdf"}, 400, "pdf format is not supported"),
    ({"q": "x", "source": "en", "target": "ar", "alternatives": "many"}, 400, "Invalid request: alternatives parameter is not a number"),
    ({"q": "x", "source": "en", "target": "ar", "alternatives": 99}, 400, "Invalid request: alternatives parameter is not between 0 and 10"),
    ({"q": "x", "source": "en", "target": "ar", "glossary": 7}, 400, "Invalid request: glossary parameter is neither true, false nor a list of terms"),
    ({"q": "x", "source": "en", "target": "ar", "glossary": "{"}, 400, "Invalid request: glossary parameter is neither true, false nor a list of terms"),
    ({"q": "x", "source": "en", "target": "ar", "glossary": [["a"]]}, 400, "Invalid request: a term of the glossary is not a pair of source and target"),
    ({"q": "x", "source": "en", "target": "ar", "glossary": {" ": "ب"}}, 400, "Invalid request: a term without one of its sides; give both languages"),
]  # fmt: skip


@pytest.fixture
def client(app: Any) -> TestClient:
    return TestClient(app)


@pytest.mark.parametrize(("body", "status", "message"), REFUSED)
def test_what_cannot_be_used_is_refused_as_libretranslate_does(
    client: TestClient, body: Any, status: int, message: str
) -> None:
    answer = client.post("/translate", json=body)
    assert (answer.status_code, answer.json()) == (status, {"error": message})


def test_broken_bodies_are_refused(client: TestClient) -> None:
    for data in (b"{", b"[1]", b"[" * 50_000):
        answer = client.post("/translate", content=data, headers={"content-type": "application/json"})
        assert (answer.status_code, answer.json()) == (400, {"error": "Invalid JSON format"})
    answer = client.post(
        "/translate", content=b"--x", headers={"content-type": "multipart/form-data; boundary=y"}
    )
    assert answer.status_code == 400


def test_a_text_a_list_and_a_form_are_translated(client: TestClient) -> None:
    one = client.post(
        "/translate", json={"q": "Water.\n\n It rains. ", "source": "en", "target": "ar"}
    ).json()
    assert one == {"translatedText": "Water.\n\n It rains. "}
    many = client.post(
        "/translate", json={"q": ["Water.", "ماء", ""], "source": "auto", "target": "ar", "alternatives": 2}
    ).json()
    assert many["translatedText"] == ["Water.", "ماء", ""]
    assert [one["language"] for one in many["detectedLanguage"]] == ["en", "ar", "en"]
    assert [type(one) for one in many["alternatives"]] == [list, list, list]
    form = client.post("/translate", data={"q": "Water.", "source": "en", "target": "ar"}).json()
    assert form == {"translatedText": "Water."}
    assert client.post("/translate", data={"q": ["a b", "c d"], "source": "en", "target": "ar"}).json()[
        "translatedText"
    ] == ["a b", "c d"]


def test_the_glossary_option_tells_what_became_of_terms(client: TestClient) -> None:
    body = {"q": "Go to Tell Brak", "source": "en", "target": "ar"}
    own = client.post("/translate", json=body | {"glossary": {"Tell Brak": "تل براك"}}).json()
    assert own["terms"] == [{"source": "Tell Brak", "target": "تل براك", "status": "missing"}]
    pairs = client.post("/translate", data=body | {"glossary": json.dumps([["Tell Brak", "تل براك"]])}).json()
    assert pairs["terms"] == own["terms"]
    objects = client.post(
        "/translate", json=body | {"glossary": [{"source": "Tell Brak", "target": "تل براك"}]}
    ).json()
    assert objects["terms"] == own["terms"]
    assert client.post("/translate", json=body | {"q": "Hasakah", "glossary": False}).json()["terms"] == []
    assert (
        client.post("/translate", json=body | {"q": "Hasakah", "glossary": "house"}).json()["terms"][0][
            "target"
        ]
        == "الحسكة"
    )


HTML = [
    '<p class="x">The <b id="q">mayor</b> said <a href="/a">water</a> returned.</p><script>var a = 1</script>',
    "<ul><li>One road</li><li>Two <i>bridges</i></li></ul>",
    'plain <br> text &amp; <img src="a.png" alt="dam"> more',
    "<div>a<p>b</p>c<pre>keep  this</pre></div>",
    '<p>left <code>x &lt; y</code> alone <span translate="no">Dragoman</span></p>',
    "   ",
]


@pytest.mark.parametrize("text", HTML)
def test_html_keeps_its_elements(client: TestClient, text: str) -> None:
    answer = client.post(
        "/translate", json={"q": text, "source": "en", "target": "ar", "format": "html"}
    ).json()
    assert answer["translatedText"] == text  # the echo engine gives back what it was given


def test_a_whole_page_gets_its_language_and_direction() -> None:
    drafter = open_drafter(engine="echo")
    page = "<!DOCTYPE html><html lang='en'><head><title>T</title></head><body><p>A <b>b</b></p></body></html>"
    made = translate_html(
        page, lambda article: draft(article, drafter, to="ar", source="en"), source="en", target="ar"
    )
    assert '<html lang="ar" dir="rtl">' in made
    assert "<p>A <b>b</b></p>" in made


def test_detection_languages_and_settings(client: TestClient) -> None:
    assert client.post("/detect", data={"q": "مرحبا بالعالم"}).json() == [
        {"confidence": 100.0, "language": "ar"}
    ]
    assert [one["code"] for one in client.get("/languages").json()] == ["en", "ar"]
    assert client.get("/frontend/settings").json()["keyRequired"] is False
    assert client.get("/health").json() == {"status": "ok"}


FILES = [
    ("a.txt", b"Water.\n\nRain.", 200),
    ("a.md", b"# Water\n\n- rain\n\n```\ncode\n```\n", 200),
    ("a.html", b"<p>Water</p>", 200),
    ("a.pdf", b"%PDF", 400),
    ("a.txt", b"%PDF-1.7 not a text", 400),
    ("a.html", b"GIF89a\1\0\1\0", 400),
    ("a.docx", b"PK\x03\x04 broken", 400),
    ("a.docx", b"only a text", 400),
    ("a.txt", b"a\0b", 400),
    ("..\\..\\a.exe", b"x", 400),
]


@pytest.mark.parametrize(("name", "data", "status"), FILES)
def test_files_come_back_as_they_were(client: TestClient, name: str, data: bytes, status: int) -> None:
    sent = client.post("/translate_file", data={"source": "en", "target": "ar"}, files={"file": (name, data)})
    assert sent.status_code == status, sent.text
    if status == 200:
        url = sent.json()["translatedFileUrl"]
        assert client.get(url).content == data
    else:
        assert "error" in sent.json()


def word(*paragraphs: str) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(paragraphs[0], 0)
    for text in paragraphs[1:]:
        document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


WORD = [
    # paragraphs, source, target, what the file says
    (("Water returns", "The mayor spoke on Sunday."), "en", "ar", "rtl"),
    (("المياه تعود", "تكلم رئيس البلدية يوم الأحد."), "auto", "en", "ltr"),
]


@pytest.mark.parametrize(("paragraphs", "source", "target", "direction"), WORD)
def test_a_word_file_comes_back_as_one_in_its_direction(
    client: TestClient, paragraphs: tuple[str, ...], source: str, target: str, direction: str
) -> None:
    import docx

    sent = client.post(
        "/translate_file",
        data={"source": source, "target": target},
        files={"file": ("news.docx", word(*paragraphs))},
    )
    url = sent.json()["translatedFileUrl"]
    assert url.endswith(".docx")
    fetched = client.get(url)
    assert "translated.docx" in fetched.headers["content-disposition"]
    made = docx.Document(io.BytesIO(fetched.content))
    text = "\n".join(one.text.replace("\u200e", "").replace("\u200f", "") for one in made.paragraphs)
    assert all(paragraph in text for paragraph in paragraphs)  # the echo engine gives back what it was given
    assert ("<w:bidi/>" in made.paragraphs[-1]._p.xml) is (direction == "rtl")


def test_a_word_file_in_the_wanted_language_stays_as_it_is(client: TestClient) -> None:
    data = word("Water returns", "The mayor spoke on Sunday.")
    sent = client.post(
        "/translate_file", data={"source": "en", "target": "en"}, files={"file": ("a.docx", data)}
    )
    assert client.get(sent.json()["translatedFileUrl"]).content == data


def test_a_client_from_pypi_works_unchanged(app: Any) -> None:
    """libretranslatepy, as its users call it, against the desk on a port."""
    import threading

    import uvicorn
    from libretranslatepy import LibreTranslateAPI

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        client = LibreTranslateAPI(f"http://127.0.0.1:{port}/")
        assert client.translate("Water & light.", "en", "ar") == "Water & light."
        assert client.translate("ماء", "auto", "ar") == "ماء"
        assert client.detect("مرحبا بالعالم")[0]["language"] == "ar"
        assert {one["code"]: one["targets"] for one in client.languages()} == {
            "en": ["ar", "en"],
            "ar": ["ar", "en"],
        }
    finally:
        server.should_exit = True
        thread.join(20)


def test_a_file_is_fetched_by_its_name_only(client: TestClient) -> None:
    for name in ("..%2f..%2fetc%2fpasswd", "x", "0" * 32 + ".txt", "%00"):
        assert client.get(f"/download_file/{name}").status_code == 404
    assert client.post("/translate_file", data={"source": "en", "target": "ar"}).json() == {
        "error": "Invalid request: missing file parameter"
    }


def test_a_suggestion_goes_to_the_inbox(client: TestClient, browse: Any) -> None:
    body = {"q": "Tell Brak", "s": "تل براك", "source": "en", "target": "ar"}
    assert client.post("/suggest", json=body).json() == {"success": True}
    assert "تل براك" in browse("basil").get("/glossary/inbox").text
    assert client.post("/suggest", json={"q": "a"}).status_code == 400


def test_keys_are_asked_for_where_the_desk_wants_them(opened: Any, options: Any, desk: Any) -> None:
    from dataclasses import replace

    from translate.web.app import create

    client = TestClient(create(replace(options, keys=True), opened=opened))
    body = {"q": "x", "source": "en", "target": "ar"}
    secret, _ = desk("amina").make_token("amina")
    assert client.post("/translate", json=body).status_code == 403
    assert client.post("/translate", json=body | {"api_key": "wrong"}).json() == {"error": "Invalid API key"}
    assert client.post("/translate", json=body | {"api_key": secret}).status_code == 200
    assert (
        client.post("/translate", json=body, headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    )


def test_limits_are_told(opened: Any, options: Any) -> None:
    from dataclasses import replace

    from translate.web.app import create

    client = TestClient(create(replace(options, characters=10, batch=2, body=1000), opened=opened))
    body = {"source": "en", "target": "ar"}
    assert "exceeds text limit (10)" in client.post("/translate", json=body | {"q": "x" * 11}).text
    assert "exceeds batch limit (2)" in client.post("/translate", json=body | {"q": ["a", "b", "c"]}).text
    assert client.post("/translate", json=body | {"q": "x" * 2000}).status_code == 413
