"""An entry and a clitic cluster in, the written form out: the inverse of acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.text.clitics import ARTICLE, contract

if TYPE_CHECKING:
    from translate.glossary.entry import Entry

CASES = ("nominative", "accusative", "genitive")
_KUNYA = {"nominative": "أبو", "accusative": "أبا", "genitive": "أبي"}


def realise(
    entry: Entry,
    clitics: str = "",
    case: str = "nominative",
    *,
    language: str = "ar",
    short: bool = False,
    quoted: bool = False,
    is_first: bool = False,
) -> str:
    """The house form with its proclitics: (البوكمال, ول) → وللبوكمال, (أبو بكر البغدادي, ل) → لأبي بكر البغدادي.

    `quoted` puts guillemets round the name and keeps the article from contracting (لـ«داعش»). In English there are no clitics;
    `is_first` capitalises the first letter of a sentence. Raises ValueError for a cluster or case that does not exist.
    """
    if case not in CASES:
        raise ValueError(f"case is one of {', '.join(CASES)}, not {case!r}")
    form = entry.short(language) if short and entry.short(language) else entry.house(language)
    if language != "ar":
        return form[:1].upper() + form[1:] if is_first else form
    head, _, rest = form.partition(" ")
    if entry.inflect == "kunya" and head == "أبو":
        governed = clitics[-1:] in ("ب", "ك", "ل") if clitics else False
        form = f"{_KUNYA['genitive' if governed else case]} {rest}"
    if quoted:
        lead = f"{clitics}\u0640" if clitics and clitics[-1] in "بكل" else clitics
        contract(clitics, form)
        return f"{lead}«{form}»"
    has_article = form.startswith(ARTICLE) and (entry.al != "none")
    return contract(clitics, form, article=has_article)
