"""A drafted article goes in and text of a format comes out; or an edition, and the bytes of a file: one file a format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from translate import registry
from translate.errors import UnknownPart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.model import DraftedArticle, Edition
    from translate.press.house import Look

#: What an edition is published as, by the name that people give, and the part that writes it.
EDITIONS = {
    "html": "html",
    "epub": "epub",
    "docx": "docx",
    "pdf": "pdf",
    "md": "markdown",
    "txt": "txt",
    "json": "ninjs",
}
BOOKS = ("epub", "pdf")  # what can hold many articles


class Publisher(Protocol):
    """A format: the suffix of its files, and how an article is written in it."""

    suffix: str

    def render(self, drafted: DraftedArticle) -> str: ...


class EditionPublisher(Protocol):
    """A format of editions: the same edition and look give the same bytes, on every day and in every place."""

    suffix: str

    def write(self, edition: Edition, look: Look) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Book:
    """Many editions between two covers; `titles` by language code, `time` as in an edition."""

    titles: dict[str, str]
    editions: Sequence[Edition]
    time: str = ""


class Binder(Protocol):
    """A format that binds many editions into one book."""

    suffix: str

    def bind(self, book: Book, look: Look) -> bytes: ...


def formats() -> list[str]:
    """The formats that can be written."""
    return registry.names("publishers")


def publisher(name: str) -> Publisher:
    """The publisher of a drafted article in a format; raises UnknownPart with the known ones."""
    return cast("Publisher", registry.load("publishers", name))


def drafts() -> list[str]:
    """The formats that a drafted article can be written in."""
    return [name for name in formats() if hasattr(registry.load("publishers", name), "render")]


def for_editions(name: str) -> EditionPublisher:
    """The publisher of editions in a format, by the name that people give; raises UnknownPart with the known ones."""
    if name not in EDITIONS:
        raise UnknownPart("formats of editions", name, EDITIONS)
    return cast("EditionPublisher", registry.load("publishers", EDITIONS[name]))


def binder(name: str) -> Binder:
    """The publisher of books in a format; raises UnknownPart with the known ones."""
    if name not in BOOKS:
        raise UnknownPart("formats of books", name, BOOKS)
    return cast("Binder", registry.load("publishers", name))
