"""A database at any earlier migration in, one at the newest out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.errors import StoreError
from translate.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy.engine import Connection

    from translate.store.connection import Store

_FOLDER = Path(__file__).parent


def known() -> list[str]:
    """The migrations that this program knows, oldest first: the numbers that its files begin with."""
    return sorted(
        path.name[:4] for path in (_FOLDER / "versions").glob("[0-9]*.py") if re.match(r"\d{4}_", path.name)
    )


def upgrade(store: Store, to: str = "head") -> tuple[str | None, str]:
    """Bring a database to a migration, all steps in one transaction; returns where it stood and where it stands."""
    from alembic import command

    from translate.store.connection import version

    before = version(store)
    if before is not None and before not in known():
        raise StoreError(
            f"{store.name}: was written by a newer version of this program ({before}); update dragoman"
        )
    if store.dialect == "sqlite":
        _mark(store)
    with store.write() as connection:
        command.upgrade(_config(connection), to)
    after = version(store)
    return before, str(after)


def _mark(store: Store) -> None:
    """What is kept in the file's head, and cannot be set inside a transaction."""
    from translate.store.connection import write_ahead

    if store.file:
        write_ahead(store)
    with (
        store.telling(),
        store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        raw: Any = connection.connection.driver_connection
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
