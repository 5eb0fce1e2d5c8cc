"""A connection to PostgreSQL that was cut while it rested is opened again, and nobody notices."""

from __future__ import annotations

from typing import Any

import pytest

from translate import store
from translate.store import connection, people

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dragoman'"


def test_a_connection_that_was_cut_is_opened_again(postgres: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    name = postgres.database()
    with store.open(postgres.url(name)) as opened:
        with opened.read() as found:
            people.names(found)
        postgres.execute([f"{CUT} AND datname = '{name}'"])
        monkeypatch.setattr(connection, "RESTED", 0.0)
        with opened.write(is_short=True) as found:
            assert people.names(found) == []
    postgres.drop(name)
