"""A line from the top of a page goes in; whether it names the site or a section, or is a page title, comes out."""

from __future__ import annotations

import re

from translate.text.folding import fold
from translate.text.pagewords import OUTLETS, SECTIONS, SITE_NOUNS, SITE_WORDS

_TITLE_LENGTH = 300  # characters; no page title is longer
_DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|news|info|tv|ae|sa|sy|iq|eg|jo|lb|uk|co\.uk|me)(?:/\S*)?",
    re.IGNORECASE,
)
_OUTLET_NOUN = re.compile(r"(?:صحيفة|جريدة|وكالة|قناة|شبكة|مجلة|موقع) \S+(?: \S+){0,4}")
_TITLE_SEPARATOR = re.compile(r"\s+[|–—»•·-]\s+|\s*\|\s*")
_BREADCRUMB = re.compile(r"[^.!?؟>»›/|\n]{1,30}(?:\s?[>»›|/]\s?[^.!?؟>»›/|\n]{1,40}){1,5}")


def is_section(line: str) -> bool:
    """`Middle East`, `العالم العربي`, or a trail such as `Home > News > Syria`."""
    folded = fold(line)
    if folded in SECTIONS:
        return True
    if len(line) > 120 or not _BREADCRUMB.fullmatch(line.strip()):
        return False
    parts = [fold(part) for part in re.split(r"[>»›|/]", line)]
    return any(part in SECTIONS or part in ("home", "الرئيسية") for part in parts)


def is_site(line: str) -> bool:
    """The name of a site or of a known outlet, with nothing behind it but words such as `English` and `Newspaper`, or a slogan."""
    if len(line) > 160:
        return False
    text = line.strip()
    if _DOMAIN.fullmatch(text) or (_OUTLET_NOUN.fullmatch(text.strip("«» ")) and len(text.split()) <= 4):
        return True
    parts = [fold(part) for part in _TITLE_SEPARATOR.split(text)]
    if len(parts) > 1:
        is_known = parts[0] in OUTLETS or parts[-1] in OUTLETS
        return is_known and all(
            part in OUTLETS or part in SECTIONS or _are_site_words(part) for part in parts
        )
    words = parts[0].split()
    for length in range(min(6, len(words)), 0, -1):
        if " ".join(words[:length]) in OUTLETS:
            return all(word in SITE_WORDS for word in words[length:])
    return False


def is_banner(line: str) -> bool:
    """Whether a line above everything else may be the banner of an outlet that is not known here: short, or with a word such as `Herald`."""
    words = fold(line).split()
    return len(words) <= 3 or (len(words) <= 25 and not SITE_NOUNS.isdisjoint(words))


def _are_site_words(folded: str) -> bool:
    return all(word in SITE_WORDS for word in folded.split())


def title_parts(line: str) -> set[str]:
    """What stands before the separators of a page title such as `Headline | Site`, folded; three words or more."""
    cuts = [found.start() for found in _TITLE_SEPARATOR.finditer(line)] if len(line) <= _TITLE_LENGTH else []
    return {key for key in (fold(line[:cut]) for cut in cuts[-3:]) if len(key.split()) >= 3}


def without_site(title: str, site: str = "") -> str:
    """The title of a page without the name of the site, which stands behind the last separator."""
    cuts = list(_TITLE_SEPARATOR.finditer(title)) if len(title) <= _TITLE_LENGTH else []
    if not cuts:
        return title
    head, tail = title[: cuts[-1].start()].strip(), title[cuts[-1].end() :]
    is_name = fold(tail) == fold(site) or is_site(tail) or (len(tail.split()) <= 4 and "|" in cuts[-1][0])
    return head if is_name and len(head.split()) >= 3 else title
