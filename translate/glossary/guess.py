"""An English and an Arabic form in, an entry out whose grammar is guessed from the two: for lists that bring no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.glossary.entry import Kind
from translate.glossary.tsv import parse, slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.glossary.entry import Entry

_DEMONYM = re.compile(r"(?:i|ian|ean|an|ese|ish|ite)$")
_AGENT = re.compile(r"(?:er|or|ist|ian|ee)$")
_OFFICE = (
    "organization",
    "organisation",
    "agency",
    "union",
    "council",
    "party",
    "ministry",
    "front",
    "army",
    "forces",
    "bank",
)


def kind_of(english: str, arabic: str) -> Kind:
    """Lower case is a common noun; a capital is a place, but for demonyms (Iraqi, عراقي) and bodies with a telling word."""
    last = english.rsplit(maxsplit=1)[-1].lower()
    if english == english.lower() and not english[:1].isdigit():
        return Kind.COMMON
    if " " not in arabic and arabic.endswith("ي") and not arabic.startswith("ال") and _DEMONYM.search(last):
        return Kind.DEMONYM
    if last.rstrip("s") in _OFFICE or last in _OFFICE or english.isupper():
        return Kind.ORG
    return Kind.PLACE


def entry_of(
    english: str,
    arabic: str,
    *,
    kind: Kind | None = None,
    variants: Sequence[str] = (),
    taken: set[str],
    file: str,
    line: int,
) -> Entry:
    """An entry; `taken` holds the ids given so far and gets the new one. Raises InputError for forms that cannot be."""
    kind = kind or kind_of(english, arabic)
    english, arabic = (" ".join(text.replace("|", "/").split()) for text in (english, arabic))
    stem = slug(english) or "term"
    ident, number = stem, 1
    while ident in taken:
        number += 1
        ident = f"{stem}-{number}"
    taken.add(ident)
    columns = {"id": ident, "type": kind.value, "en": english, "ar": arabic}
    if (
        kind is Kind.COMMON
        and " " not in arabic
        and _AGENT.search(english)
        and not arabic.endswith(("ة", "ى", "اء"))
    ):
        columns["gender"] = "mf"
    if variants:
        columns["en_variants"] = " | ".join(text.replace("|", "/") for text in variants)
    try:
        return next(parse("\t".join(columns) + "\n" + "\t".join(columns.values()), file))
    except InputError as error:
        raise InputError(str(error).partition(": ")[2], file=f"{file}:{line}:1") from None
