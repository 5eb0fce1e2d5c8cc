"""A drafted article goes in, text of a format comes out: one file a format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from translate import registry

if TYPE_CHECKING:
    from translate.model import DraftedArticle


class Publisher(Protocol):
    """A format: the suffix of its files, and how an article is written in it."""

    suffix: str

    def render(self, drafted: DraftedArticle) -> str: ...


def formats() -> list[str]:
    """The formats that can be written."""
    return registry.names("publishers")


def publisher(name: str) -> Publisher:
    """The publisher of a format; raises UnknownPart with the known ones."""
    return cast("Publisher", registry.load("publishers", name))
