"""Where an English sentence ends: titles, abbreviations, initials, ellipses, quotes and what follows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.text import sentences
from translate.text.sentences import before, token_after, token_before, word_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translate.text.sentences import Mark

TERMINATORS = sentences.TERMINATORS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: A name follows; the full stop never ends the sentence. Written with a capital.
TITLES = _words(
    "mr mrs ms mx messrs mmes dr drs prof profs rev revd fr msgr hon gen lt col maj capt cpt sgt cpl pvt adm vadm radm "
    "brig cmdr cdr cmdt pte lieut gov govs sen sens rep reps pres amb insp supt det ofc const atty treas sec secy "
    "ste mt ft pt sheik eng engr supt cllr ald"
)
#: A number follows; before anything else the full stop is an ordinary one.
BEFORE_NUMBER = _words(
    "no nos art arts fig figs vol vols ch chap pp p para paras cl ext tel sec sect sections ver rev ed ln col approx ca "
    "est c pt ser bk nr op res"
)
#: Never the end of a sentence.
INNER = _words("vs v viz cf e.g eg i.e ie incl excl approx resp dept depts govt gov't int'l nat'l assn assoc")
#: May end the sentence: does where one of STARTERS follows.
OPEN = _words(
    "inc ltd co corp cos llc plc bros jr sr esq etc al st ave blvd rd sq u.s.a messr "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mich minn miss mo mont neb nev okla ore pa penn tenn "
    "tex va vt wash wis wyo mass maine ont que alta"
)
#: Of these, the ones that are also plain words when written small: `he sat.`, `in the sun.`, `he is ill.`
CAPITAL = _words(
    "mar sat sun wed mon fri ill miss mass wash ind del la pa mo co ore va art col gen fig ms hon rep sen pt sec eng "
    "res st ed op est ext pres const det ga md ky"
)
#: Words that begin a sentence rather than go on with a name.
STARTERS = _words(
    "The A An He She It They We I You His Her Its Their Our My This That These Those There Here In On At But And Or Yet "
    "So If When While As For From With After Before During Since Until Once By Under Over According Although Though "
    "However Because Despite Unlike Instead Meanwhile Earlier Later Moreover Still Nor Not What Who Why How Where Which "
    "Some Many Most Several Also Asked Each Both Nobody Everyone Nothing Only Even Now Then Today Yesterday Tomorrow "
    "Whether Without Among Between Across Like Such Another Other Others Perhaps Maybe Is Are Was Were Does Did Do Can "
    "Could Would Will Should Has Have Had Let Last Nearly About Around More"
)
#: What follows a clock time without ending the sentence.
AFTER_TIME = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun January February "
    "March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov "
    "Dec Eastern Pacific Central Mountain Local Greenwich Standard GMT UTC EST EDT ET PT CT CET CEST BST AST IST"
)
#: After one of these a single capital is a name of its own, not an initial: `Plan B.`, `vitamin C.`
LETTERED = _words(
    "plan vitamin group hepatitis section appendix class type category gate terminal block phase grade war annex exhibit "
    "schedule part chapter article option zone level pier wing hall league serie letter latin an"
)
SPEECH = _words(
    "asked asks said says wondered wonders shouted shouts cried cries replied replies answered answers added adds told "
    "exclaimed exclaims yelled recalled recalls demanded demands whispered inquired continued wrote writes "
    "joked snapped screamed chanted"
)
DOMAINS = _words(
    "com org net edu gov int info biz io co uk us fr de eu ru tr sy iq lb jo eg sa ae qa kw bh om ye ps il ir tv me js py "
    "html htm php asp aspx pdf doc docx jpg jpeg png gif txt xml mp3 mp4 exe zip"
)
NAMED_WITH_MARK = _words("Yahoo Jeopardy Oklahoma Wham Yum Joomla")

_INITIALS = re.compile(r"(?:[^\W\d_]{1,4}\.)+[^\W\d_]{1,4}")
_LOWER_NAME = re.compile(r"(?:al|el|as|ad|ar|at|an|az|ash|ath|bin|ibn)[-’'][A-Z]|[a-z][A-Z]")
_GLUED = re.compile(r"[^\W\d_]*[^\W\d_A-Z]{2,}")
_GLUED_NEXT = re.compile(r"(?:[A-Z][a-z'’]*[a-z]|[AI](?=\s))")
_ROMAN = re.compile(r"[IVXLC]+")
#: Of BEFORE_NUMBER, those that are no words of their own.
_NUMBERED = BEFORE_NUMBER - _words("no art arts col para sections est ext res ser op ed bk ver c p")
_CLOCK = _words("a.m p.m am pm")


def ends_sentence(text: str, mark: Mark, begin: int, pairs: Mapping[int, int]) -> bool:
    """Whether the mark ends the sentence that began at `begin`; looks at no more than a few words on either side."""
    run = text[mark.start : mark.end]
    token = token_before(text, mark.start, begin)
    if mark.next == mark.close:
        return _is_glued(text, mark, token)
    following = text[mark.next]
    if following in ",;:)]!?.%،؛":
        return False
    if text[mark.start - 1 : mark.start] in ("(", "[") and mark.close > mark.end:
        return False  # [...] (!) (?)
    word = word_after(text, mark.next)
    if not word:
        return True
    if word[0].islower():
        return run == "." and bool(_LOWER_NAME.match(word)) and not _is_short(token)
    if "…" in run or ".." in run:
        return _ends_ellipsis(text, mark, run, word)
    if run != ".":
        return not _is_attributed(text, mark, begin, pairs) and not (
            run == "!" and mark.close == mark.end and token in NAMED_WITH_MARK
        )
    if _in_aside(text, mark, begin, pairs) and word not in STARTERS:
        return False  # Col. (ret.) Ahmad
    if text[mark.end] in "0123456789":
        return token.islower() and token not in BEFORE_NUMBER  # passed.12 The
    if mark.close > mark.end and text[mark.end] in "\"”’'»" and not _is_short(token):
        return True
    return _ends_at_stop(text, mark, token, word, begin)


def _ends_at_stop(text: str, mark: Mark, token: str, word: str, begin: int) -> bool:
    """Whether a single full stop before a capital, a digit or a sign ends the sentence."""
    name = token.lower()
    is_capital = token[:1].isupper()
    if word[0].isdigit():
        is_named = is_capital and name in TITLES | OPEN
        is_counted = name in BEFORE_NUMBER and (is_capital or name not in CAPITAL)
        return not (name in INNER or is_named or is_counted)
    if not _is_short(token):
        return True
    starts = _starts(text, mark, word, begin)
    if name in _CLOCK and "." in name:
        return starts or not (
            word in AFTER_TIME
            or word.isupper()
            or " time" in text[mark.next : mark.next + 24].replace("\n", " ")
        )
    if len(token) == 1 and is_capital:
        preceding = token_before(text, mark.start - 2, begin).lower()
        return starts or preceding in LETTERED
    if name == "st":
        return starts and token_before(text, mark.start - 3, begin)[:1].isupper()
    if name in TITLES or name in INNER or (name in BEFORE_NUMBER and _ROMAN.fullmatch(word)):
        return False
    if name == "etc":
        return True
    return starts


def _in_aside(text: str, mark: Mark, begin: int, pairs: Mapping[int, int]) -> bool:
    """Whether the mark ends brackets that were opened in the middle of the sentence."""
    openers = (pairs.get(place, begin) for place in range(mark.end, mark.close) if text[place] in ")]")
    return any(opener > begin and not _ends_before(text, opener, begin) for opener in openers)


def _ends_before(text: str, opener: int, begin: int) -> bool:
    """Whether a sentence ends before the bracket: after a full stop that belongs to no abbreviation."""
    low = max(begin, opener - 48)
    stop = low + len(text[low:opener].rstrip()) - 1
    return stop >= low and text[stop] in ".!?…" and not _is_short(token_before(text, stop, begin))


def _is_short(token: str) -> bool:
    """Whether the token is an abbreviation or initials rather than a word."""
    name = token.lower()
    if name in CAPITAL and not token[:1].isupper():
        return False
    if len(token) == 1:
        return token.isupper() or name in INNER
    if name in TITLES or name in INNER or name in OPEN or name in _NUMBERED:
        return token[:1].isupper() or name not in TITLES
    return bool(_INITIALS.fullmatch(token)) and token.rsplit(".", 1)[1].lower() not in DOMAINS - {
        "co",
        "us",
        "uk",
        "me",
    }


def _starts(text: str, mark: Mark, word: str, begin: int) -> bool:
    """Whether the word begins a sentence, as `The` does, and is no initial (`J. A. Smith`) nor a list (`No. 1`)."""
    after = token_after(text, mark.next)
    if after[len(word) : len(word) + 1] in (".", "-"):
        return False
    if word in STARTERS:
        return True
    is_shouted = word.isupper() and len(word) > 1 and text[max(begin, mark.start - 48) : mark.start].isupper()
    return is_shouted and word.title() in STARTERS


def _ends_ellipsis(text: str, mark: Mark, run: str, word: str) -> bool:
    """Three dots end a sentence before a capital, unless they stand alone (`he said ... John`): something left out."""
    if word[0].isdigit():
        return len(run) > 3
    return len(run) > 3 or not text[mark.start - 1].isspace()


def _is_attributed(text: str, mark: Mark, begin: int, pairs: Mapping[int, int]) -> bool:
    """Whether a quote ends with ? or ! and its speaker follows: `"Why now?" Ahmed asked.`"""
    opener = next(
        (pairs[place] for place in range(mark.end, mark.close) if place in pairs and text[place] not in ")]"),
        None,
    )
    if opener is None or (opener > begin and before(text, opener) not in '.!?…”"»'):
        return False
    words = re.split(r"[.,;:!?\"“\n]", text[mark.next : mark.next + 100], maxsplit=1)[0].split()
    return any(word in SPEECH for word in words[:8])


def _is_glued(text: str, mark: Mark, token: str) -> bool:
    """Whether a space was forgotten: `said.The`, `said."The`."""
    if (
        mark.end - mark.start > 3
        or "@" in token
        or "/" in token
        or "." in token
        or not _GLUED.fullmatch(token.rstrip('"”’»)'))
    ):
        return False
    following = text[mark.close : mark.close + 48]
    match = _GLUED_NEXT.match(following.lstrip('"“‘«('))
    if not match or match[0].lower() in DOMAINS:
        return False
    rest = following.lstrip('"“‘«(')[match.end() :]
    return not re.match(r"[@/\\_]|\.\w|\w", rest)
