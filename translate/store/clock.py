"""Time as the store writes it: ISO 8601 in UTC, microseconds, Z; it sorts as text."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def text(moment: datetime) -> str:
    """2026-11-25T01:02:03.000004Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """The moment that a text of ours, or any ISO 8601 text, tells; without a zone it is UTC. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
