"""The only package that speaks to a database: articles, units, history, memory, jobs go in and come out as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.store.connection import Store, address
from translate.store.connection import open_store as open  # noqa: A004  (store.open reads like what it does)

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection as Connection  # what a transaction of a store is held by

__all__ = ["Store", "address", "open"]
