"""The clitics of written Arabic: a word in, its readings out; a cluster and a form in, the contracted word out.

Nominal proclitics are `أ? [وف]? [بكل]?` before the word, whose article contracts with ل (terminology study, section 2.3). Not
licensed on nouns: س, two prepositions, an article before a preposition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLE = "ال"
CLUSTERS: tuple[str, ...] = ("", "و", "ف", "ب", "ك", "ل", "وب", "فب", "وك", "فك", "ول", "فل")
QUESTIONED: tuple[str, ...] = tuple("أ" + cluster for cluster in CLUSTERS)
LICENSED = frozenset(CLUSTERS + QUESTIONED)
ENCLITICS: tuple[str, ...] = ("ه", "ها", "هما", "هم", "هن", "ك", "كما", "كم", "كن", "نا")
_BY_LAST = {last: tuple(e for e in ENCLITICS if e[-1] == last) for last in {e[-1] for e in ENCLITICS}}


class Reading(NamedTuple):
    """One way to read a word: `cluster` + form, where the form is `prefix` + word[offset:].

    `contracted` tells that an article stands behind the ل (للحسكة → الحسكة); `misspelt` that the contraction is written wrongly
    (لالحسكة is found by the caller, لللاذقية here).
    """

    cluster: str
    prefix: str
    offset: int
    contracted: bool
    misspelt: bool


def readings(word: str) -> Iterator[Reading]:
    """Every licensed reading of a plain word (see arabic.plain), shortest cluster first; the first is the word itself."""
    yield Reading("", "", 0, contracted=False, misspelt=False)
    length = len(word)
    offset = 0
    question = ""
    while True:
        at = offset
        conjunction = ""
        if length > at + 1 and word[at] in "وف":
            conjunction = word[at]
        for joined in ("", conjunction) if conjunction else ("",):
            here = at + len(joined)
            lead = question + joined
            if lead:
                yield Reading(lead, "", here, contracted=False, misspelt=False)
            if length > here + 2 and word[here] in "بكل":
                letter = word[here]
                cluster = lead + letter
                after = here + 1
                yield Reading(cluster, "", after, contracted=False, misspelt=False)
                if letter == "ل" and word[after] == "ل":
                    three = length > after + 1 and word[after + 1] == "ل"
                    yield Reading(cluster, ARTICLE, after + 1, contracted=True, misspelt=three)
                    yield Reading(cluster, ARTICLE, after, contracted=True, misspelt=False)
        if question or not (length > 2 and word[0] == "أ"):
            return
        question, offset = "أ", 1


def contract(cluster: str, form: str, *, article: bool | None = None) -> str:
    """Write a cluster before a form: ل + الحسكة → للحسكة, ل + اللاذقية → للاذقية, ب + الحسكة → بالحسكة.

    `article` says whether the form begins with an article (None: it does if it begins with ال); التهاب begins with one letter
    pair of the stem. Raises ValueError for a cluster that is not licensed on nouns.
    """
    if cluster not in LICENSED:
        raise ValueError(f"not a nominal proclitic cluster: {cluster!r}")
    has_article = form.startswith(ARTICLE) if article is None else article
    if cluster.endswith("ل") and has_article:
        stem = form[len(ARTICLE) :]
        return cluster + (stem if stem.startswith("ل") else "ل" + stem)
    return cluster + form


def enclitics(word: str) -> Iterator[tuple[str, int]]:
    """Attached pronouns that the end of a word may be, each with the place where it begins: قيادتهم → (هم, 5)."""
    for enclitic in _BY_LAST.get(word[-1:], ()):
        if word.endswith(enclitic) and len(word) > len(enclitic) + 1:
            yield enclitic, len(word) - len(enclitic)
