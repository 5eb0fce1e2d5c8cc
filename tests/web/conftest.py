"""A desk in a temporary database with four people and two articles, and browsers that are signed in to it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from translate import review, store
from translate.readers import read_text
from translate.review import Desk
from translate.web import auth
from translate.web.app import create
from translate.web.options import Options
from translate.workflow.draft import draft, open_drafter

PASSWORD = "correct horse battery"  # of everybody
PEOPLE = {"amina": "translator", "basil": "reviewer", "edith": "editor", "root": "admin"}
TEXT = """Water returns to Hasakah

The water came back to Hasakah on Sunday.

Prices rose 3% in May."""
ARABIC = """المياه تعود إلى الحسكة

عادت المياه إلى الحسكة يوم الأحد.

هل تعود الكهرباء؟"""


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Argon2 at its cheapest: these tests sign in a hundred times."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(auth, "hasher", lambda: cheap)
        auth._nobody.cache_clear()
        yield
    auth._nobody.cache_clear()


@pytest.fixture(autouse=True)
def _no_memory_of_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    from translate.web.limits import Buckets

    monkeypatch.setattr(auth, "_NAMES", Buckets(1, 10))
    monkeypatch.setattr(auth, "_ADDRESSES", Buckets(100, 500))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that each test begins with a copy of."""
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    with store.open(f"sqlite:///{path}") as found:
        console = review.open_console(store=found)
        for name, role in PEOPLE.items():
            console.add_person(name, role)
            console.set_password(name, auth.hasher().hash(PASSWORD))
        drafter = open_drafter(engine="echo")
        service = review.open_service(store=found)
        for id_, text in (("water", TEXT), ("power", ARABIC)):
            article = replace(read_text(text, format="txt"), id=id_, source=f"{id_}.txt")
            service.submit(draft(article, drafter))
    return path


@pytest.fixture
def opened(template: Path, tmp_path: Path) -> Iterator[store.Store]:
    shutil.copy(template, tmp_path / "desk.db")
    with store.open(f"sqlite:///{tmp_path / 'desk.db'}") as found:
        yield found


@pytest.fixture
def options(tmp_path: Path) -> Options:
    (tmp_path / "files").mkdir()
    return Options(engine="echo", background=False, folder=str(tmp_path / "files"), rate=100_000)


@pytest.fixture
def app(opened: store.Store, options: Options) -> Any:
    return create(options, opened=opened)


class Browser:
    """A client that keeps cookies and sends the CSRF token of the page that it saw last."""

    def __init__(self, app: Any, name: str | None = None) -> None:
        self.client = TestClient(app, follow_redirects=False, raise_server_exceptions=True)
        self.csrf = ""
        if name:
            self.get("/signin")
            answer = self.send("/signin", name=name, password=PASSWORD, next="/")
            assert answer.status_code == 303, answer.text
            self.get("/")

    def get(self, path: str, **headers: str) -> Any:
        answer = self.client.get(path, headers=headers)
        if found := re.search(r'name="csrf" content="([^"]+)"', answer.text):
            self.csrf = found[1]
        return answer

    def send(self, path: str, **fields: str) -> Any:
        """A form."""
        return self.client.post(path, data={"csrf": self.csrf, **fields})

    def post(self, path: str, **fields: Any) -> Any:
        """What a script of ours sends."""
        return self.client.post(path, json=fields, headers={"X-CSRF-Token": self.csrf})


@pytest.fixture
def browse(app: Any) -> Callable[..., Browser]:
    """A new browser, signed in under a name."""
    return lambda name=None: Browser(app, name)


@pytest.fixture
def desk(opened: store.Store) -> Callable[[str], Desk]:
    """The desk of a person."""
    return lambda name: review.open(name, store=opened)


@pytest.fixture
def api(app: Any, opened: store.Store) -> Callable[..., TestClient]:
    """A client of the REST interface with a token of a person."""

    def client(name: str, *scopes: str) -> TestClient:
        secret, _ = review.open_console(store=opened).make_token(name, scopes=scopes or ("*",))
        return TestClient(
            app, base_url="http://testserver/api/v1", headers={"Authorization": f"Bearer {secret}"}
        )

    return client
