"""An edition in, the Atom feed that announces it out; feeds over many editions are made in press/feeds.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.press.feeds import entry, feeds
from translate.press.view import languages

if TYPE_CHECKING:
    from translate.model import Edition
    from translate.press.house import Look

suffix = ".xml"


def write(edition: Edition, look: Look) -> bytes:
    """The Atom feed of one edition in the language that comes first."""
    code = languages(edition, look)[0].code
    return dict(feeds((entry(edition, look),), look))[f"feed.{code}.atom.xml"]
