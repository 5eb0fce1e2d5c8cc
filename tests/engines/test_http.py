"""The engine http on a server of this machine: both shapes, retries, rate, limits; nothing is sent where nothing is set."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from translate import engines
from translate.engines import Decoding
from translate.engines.http import Http, Server, open_engine, server
from translate.errors import InputError, ModelError

Answer = tuple[int, Any, dict[str, str]]


class Desk:
    """What was asked, and what is answered: `answer` gets the path and the body."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        self.answer: Callable[[str, dict[str, Any]], Answer] = libre
        self.url = ""


def libre(path: str, order: dict[str, Any]) -> Answer:
    return 200, {"translatedText": [f"ت {text}" for text in order["q"]]}, {}


def deepl(path: str, order: dict[str, Any]) -> Answer:
    return 200, {"translations": [{"text": f"ت {text}"} for text in order["text"]]}, {}


@pytest.fixture
def desk() -> Iterator[Desk]:
    state = Desk()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append((self.path, order, dict(self.headers)))
            status, data, headers = state.answer(self.path, order)
            body = data if isinstance(data, bytes) else json.dumps(data).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{web.server_address[1]}"
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield state
    web.shutdown()
    web.server_close()
    thread.join()


def engine(desk: Desk, waits: list[float] | None = None, **settings: Any) -> Http:
    return Http(
        Server(desk.url, **settings), sleep=(waits if waits is not None else []).append, chance=lambda: 1.0
    )


def say(one: Http, *texts: str) -> list[str]:
    return [own[0].target for own in one.translate(texts, source="en", target="ar", decoding=Decoding())]


def test_texts_go_in_batches_and_come_back_in_order(desk: Desk) -> None:
    assert say(engine(desk, batch=2, key="secret"), "a b", "c", "d") == ["ت a b", "ت c", "ت d"]
    assert [order["q"] for _, order, _ in desk.asked] == [["a b", "c"], ["d"]]
    path, order, _ = desk.asked[0]
    assert path == "/translate"
    assert (order["source"], order["target"], order["format"], order["api_key"]) == (
        "en",
        "ar",
        "text",
        "secret",
    )
    assert "secret" not in engine(desk, key="secret").signature


def test_a_server_in_the_shape_of_deepl(desk: Desk) -> None:
    desk.answer = deepl
    assert say(engine(desk, shape="deepl", key="secret"), "a", "b") == ["ت a", "ت b"]
    path, order, headers = desk.asked[0]
    assert path == "/v2/translate"
    assert (order["source_lang"], order["target_lang"]) == ("EN", "AR")
    assert headers["Authorization"] == "DeepL-Auth-Key secret"


def test_a_url_that_names_the_endpoint_is_taken_as_it_is(desk: Desk) -> None:
    desk.url += "/mt/translate"
    say(engine(desk), "a")
    desk.url = desk.url.removesuffix("/translate")
    say(engine(desk), "a")
    assert [path for path, _, _ in desk.asked] == ["/mt/translate", "/mt/translate"]


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_what_fails_for_a_moment_is_tried_again_later_each_time(status: int, desk: Desk) -> None:
    desk.answer = lambda path, order: (
        libre(path, order) if len(desk.asked) > 2 else (status, {"error": "busy"}, {})
    )
    waits: list[float] = []
    assert say(engine(desk, waits), "a") == ["ت a"]
    assert waits == [0.5, 1.0]


def test_a_server_that_asks_for_time_is_given_it(desk: Desk) -> None:
    desk.answer = lambda path, order: (
        libre(path, order) if len(desk.asked) > 1 else (429, {}, {"Retry-After": "7"})
    )
    waits: list[float] = []
    say(engine(desk, waits), "a")
    assert waits == [7.0]


def test_patience_ends(desk: Desk) -> None:
    desk.answer = lambda path, order: (503, {"error": "down for repairs"}, {"Retry-After": "86400"})
    waits: list[float] = []
    with pytest.raises(ModelError, match=r"cannot be asked after 3 tries \(503: down for repairs\)"):
        say(engine(desk, waits, tries=3), "a")
    assert waits == [60.0, 60.0]


REFUSED = [
    ((403, {"error": "Invalid API key"}, {}), r"refused \(403\): Invalid API key"),
    ((400, b"<html>", {}), r"refused \(400\)"),
    ((302, b"", {"Location": "http://127.0.0.1:9/"}), r"refused \(302\)"),
    ((200, b"<html>", {}), "does not answer in JSON"),
    ((200, {"text": "a"}, {}), "does not answer in the shape libretranslate"),
    ((200, {"translatedText": [1]}, {}), "does not answer in the shape libretranslate"),
    ((200, [], {}), "does not answer in the shape libretranslate"),
    ((200, {"translatedText": ["a", "b"]}, {}), "gave 2 targets for 1 texts"),
]


@pytest.mark.parametrize(("answer", "message"), REFUSED)
def test_what_is_no_answer_is_not_tried_again(answer: Answer, message: str, desk: Desk) -> None:
    desk.answer = lambda path, order: answer
    with pytest.raises(ModelError, match=message):
        say(engine(desk), "a")
    assert len(desk.asked) == 1


def test_an_answer_without_an_end_is_not_read_to_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translate.engines.http._LARGEST", 10)
    with pytest.raises(ModelError, match="answers with more than"):
        say(engine(desk), "a")


def test_a_server_that_is_not_there_is_told() -> None:
    one = Http(Server("http://127.0.0.1:9", tries=2), sleep=lambda _: None)
    with pytest.raises(ModelError, match=r"127.0.0.1:9 cannot be asked after 2 tries"):
        say(one, "a")


def test_requests_keep_to_the_rate(desk: Desk) -> None:
    waits: list[float] = []
    one = Http(Server(desk.url, rate=4, batch=1), sleep=waits.append, clock=lambda: 100.0)
    say(one, "a", "b", "c")
    assert waits == [0.25, 0.5]


def test_nothing_is_sent_where_no_server_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="no server is set for the engine http; set url"):
        engines.load("http", None)


WRONG = [
    ('url = "ftp://example.org"', "is no URL of a server"),
    ('url = "example.org"', "is no URL of a server"),
    ('url = "file:///etc/passwd"', "is no URL of a server"),
    ("url = 5", "url is not what it should be"),
    ('url = "http://h"\nshape = "google"', "no shape 'google'"),
    ('url = "http://h"\nrate = -1', "rate is not what it should be"),
    ('url = "http://h"\ntries = 0', "more than nothing"),
    ('url = "http://h"\ntries = true', "tries is not what it should be"),
    ('url = "http://h"\ncolour = "red"', "unknown setting 'colour'; known: url, shape"),
]


@pytest.mark.parametrize(("table", "message"), WRONG)
def test_settings_that_are_none_are_told(
    table: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "desk.toml").write_text(f"[http]\n{table}\n", "utf-8")
    with pytest.raises(InputError, match=message):
        open_engine()


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "desk.toml").write_text('[http]\nurl = "http://a"\ntimeout = 5\nbatch = 3\n', "utf-8")
    monkeypatch.setenv("TRANSLATE_HTTP_URL", "https://b")
    monkeypatch.setenv("TRANSLATE_HTTP_KEY", "k")
    assert server() == Server("https://b", key="k", timeout=5, batch=3)
