"""A text goes in; what can be put right without touching a word or a figure comes out, and the text put right, change by change.

One rule a code: encodings, hidden marks, look-alike letters, spaces, marks of the wrong script, letters torn from their words. Addresses
and placeholders are left alone. tidy() runs the rules until nothing changes, so that it is idempotent; its result is NFC, and
its marks of direction are balanced.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from translate.text.addresses import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

A = "\u0621-\u063f\u0641-\u064a\u0671-\u06d3"  # Arabic letters, the tatweel left out
MARKS = "\u064b-\u0652\u0670"
_ROUNDS = 8
_OPEN, _CLOSE = "\u2066\u2067\u2068", "\u2069"
ISOLATE = re.compile(f"[{_OPEN}{_CLOSE}]")
_EITHER = frozenset({"en", "ar"})
_LOOK_ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУЗаеорсухіјѕԁɡһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαιν",
        "ABESIJKMHOPCTXY3aeopcyxijsdghABEZHIKMNOPTYXoaiv",
        strict=True,
    )
)
_GREEK_CYRILLIC = "\u0370-\u03ff\u0400-\u052f"
_PERSIAN = {
    "ک": "ك",
    "ی": "ي",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۀ": "ة",
    "ۃ": "ة",
    "ٱ": "ا",
    "ګ": "ك",
    "ڪ": "ك",
    "ې": "ي",
}
_TO_ARABIC = {",": "،", ";": "؛", "?": "؟"}
_TO_LATIN = {"،": ",", "؛": ";", "؟": "?"}


class Change(NamedTuple):
    """text[start:end] should read `new`, because of `code`."""

    code: str
    start: int
    end: int
    new: str


class Rule(NamedTuple):
    """What a code finds, and what it makes of it (None: the match is right as it is)."""

    code: str
    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], str | None]
    languages: frozenset[str] = _EITHER


def _constant(new: str) -> Callable[[re.Match[str]], str]:
    return lambda _: new


def _mapped(table: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: "".join(table.get(sign, sign) for sign in match[0])


def _plain_form(match: re.Match[str]) -> str | None:
    """Presentation forms as letters; ligatures that stand for a formula of praise are kept (ﷺ, ﷲ, ﷻ, ﷽)."""
    made = "".join(
        sign
        if "\ufdf0" <= sign <= "\ufdff" or sign in "\ufd3e\ufd3f"
        else unicodedata.normalize("NFKC", sign).strip()
        for sign in match[0]
    )
    return made if made != match[0] else None


def _latin_letters(match: re.Match[str]) -> str | None:
    """A word of Latin and look-alike letters in Latin letters; a word in another alphabet is that alphabet's."""
    word = match[0]
    made = "".join(_LOOK_ALIKE.get(sign, sign) for sign in word)
    return (
        made
        if made != word and made.isascii() and any(sign.isascii() and sign.isalpha() for sign in word)
        else None
    )


def _composed(match: re.Match[str]) -> str | None:
    made = unicodedata.normalize("NFC", match[0])
    return made if made != match[0] else None


_AR, _EN = frozenset({"ar"}), frozenset({"en"})
_QUOTES = '»"”)\\]'
#: In the order in which they are applied.
RULES = (
    Rule("encoding.control", re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb\ufffe\uffff]+"), _constant("")),
    Rule("bidi.override", re.compile("[\u202a-\u202e\u206a-\u206f]+"), _constant("")),
    Rule("bidi.invisible", re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]+"), lambda m: _visible(m)),
    Rule("encoding.presentation", re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+"), _plain_form),
    Rule("encoding.composed", re.compile(r"[^\s\u0300-\u036f]?[\u0300-\u036f]+|[\u0621-\u064a\u06c1\u06d2\u06d5][\u064b-\u065f\u0670]*[\u0653-\u0655][\u064b-\u065f\u0670]*|[\u064b-\u0655\u0670]{2,}|[\u00c0-\uffff]"), _composed),
    Rule("script.persian", re.compile(f"[{''.join(_PERSIAN)}]+"), _mapped(_PERSIAN), _AR),
    Rule("script.homoglyph", re.compile(f"[A-Za-z]*[{_GREEK_CYRILLIC}ԁɡһ][A-Za-z{_GREEK_CYRILLIC}ԁɡһ]*"), _latin_letters),
    Rule("spelling.tatweel", re.compile("\u0640+"), lambda m: _stretch(m), _AR),
    Rule("spelling.tanween", re.compile(f"\u064b\u0627(?![{A}])"), _constant("\u0627\u064b"), _AR),
    Rule("space.edge", re.compile(r"\A\s+|\s+\Z"), _constant("")),
    Rule("space.double", re.compile(r"(?<=\S)(?:[^\S\n]{2,}|[\u2000-\u200a\u205f\u3000\t\r]+)(?=\S)"), _constant(" ")),
    Rule("punctuation.latin", re.compile(f"(?<=[{A}{MARKS}»)])[,;?](?![\\w@/=&])|(?<=[{A}{MARKS}»)\u0660-\u0669])[ ]?[;?](?=\\s|$)|(?<=[0-9\u0660-\u0669])[,;?](?=\\s+[{A}«])"), lambda m: (" " if m[0][0] == " " else "") + _TO_ARABIC[m[0].strip()], _AR),
    Rule("punctuation.arabic", re.compile("[،؛؟]"), lambda m: _TO_LATIN[m[0]], _EN),
    Rule("punctuation.doubled", re.compile("([،؛,;:])[ ]?(?:\\1|(?<=،),|(?<=,)،|(?<=؛);|(?<=;)؛)|؟\\?|\\?؟|؟؟(?!؟)|(?<![.])\\.\\.(?![.])|،(?=[.؟!])|,(?=[.?!](?:\\s|$))"), lambda m: _single(m)),
    Rule("space.before", re.compile(f"(?<=[{A}{MARKS}\\w»)\"”])[ \u00a0]+(?=[،؛؟]|!(?!\\w))|(?<=[{A}{MARKS}»)\\w])[ ]+(?=[.,:](?:\\s|$))", 0), _constant("")),
    Rule("space.after", re.compile(f"(?<=[{A}{MARKS}»)])[،؛؟](?=[{A}«(])|(?<=[{A}{MARKS}]{{3}})[.!:](?=[{A}]{{2}})"), lambda m: m[0] + " ", _AR),
    Rule("space.after", re.compile(r"(?<=[a-z]{2})[,;](?=[A-Za-z])|(?<=[a-z]{3})[.!?](?=[A-Z][a-z])"), lambda m: m[0] + " ", _EN),
    Rule("space.inside", re.compile(r"(?<=[«(\[“])[ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]+(?=[»)\]”])"), _constant("")),
    Rule("clitic.detached", re.compile(f"(?<![{A}{MARKS}\\d.\\-–(/«،؛:\"])(?:(?<=\\s)|(?<=\\A))(?:و[ ]+(?=[{A}]{{2}})|[بلكف][ ]+(?=(?:ال)[{A}]{{3}})|س[ ]+(?=[يتنأ][{A}]{{3}}))"), lambda m: _joined(m), _AR),
)  # fmt: skip


def _visible(match: re.Match[str]) -> str | None:
    """Nothing; a joiner inside Arabic that keeps two letters apart is a space for the eye, and marks of direction alone are right."""
    signs = match[0]
    if all(sign in "\u200e\u200f\u061c" for sign in signs):
        return None
    if (
        all(sign in "\ufe0e\ufe0f\u200d" for sign in signs)
        and match.start()
        and ord(match.string[match.start() - 1]) > 0x2000
    ):
        return None  # emoji
    return "".join(sign for sign in signs if sign in "\u200e\u200f\u061c")


def _stretch(match: re.Match[str]) -> str | None:
    """Nothing; a stretch stays once behind a preposition before a quotation or a foreign word, and behind the ه of a Hijri year."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(0, start - 3) : start], text[end : end + 1]
    is_clitic = re.search(f"(?:^|[^{A}])[وف]?[بكلو]$|(?:^|[^{A}])[بلك]?ال$", before) and (
        not after or not re.match(f"[{A}]", after)
    )
    is_hijri = (
        before.endswith("ه")
        and (start < 2 or not re.match(f"[{A}]", text[start - 2]))
        and not re.match(f"[{A}]", after)
    )
    if is_clitic or is_hijri:
        return None if len(match[0]) == 1 else "\u0640"
    return ""


def _single(match: re.Match[str]) -> str | None:
    text = match[0]
    if text == "..":
        return "."
    if text in ("،", ","):
        return ""
    if "؟" in text:
        return "؟"
    if "،" in text:
        return "،"
    return "؛" if "؛" in text else text[0]


def _joined(match: re.Match[str]) -> str | None:
    return match[0][0]


#: Signs of which one must stand in a text before the rules about signs are asked; the others each have a pattern of their own.
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u0261\u0300-\u052f\u061c\u0653-\u0655\u0671\u06a9-\u06d5\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufb50-\ufdff\ufe00-\ufe0f\ufe70-\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef]"
)
_MAY = {
    "space.edge": re.compile(r"\A\s|\s\Z"),
    "space.double": re.compile(r"[^\S\n][^\S\n]|[\u2000-\u200a\u205f\u3000\t\r]"),
    "space.before": re.compile("[ \u00a0][،؛؟!.,:]"),
    "space.after": re.compile(f"[،؛؟.!:,;?][A-Za-z{A}«(]"),
    "space.inside": re.compile("[«(\\[“][ \u00a0]|[ \u00a0][»)\\]”]"),
    "punctuation.latin": re.compile("[,;?]"),
    "punctuation.arabic": re.compile("[،؛؟]"),
    "punctuation.doubled": re.compile("[،؛,;:؟?.][ ]?[،؛,;:؟?.!]"),
    "clitic.detached": re.compile(r"(?:\A|\s)[وبلكفس] "),
    "spelling.tatweel": re.compile("\u0640"),
    "spelling.tanween": re.compile("\u064b\u0627"),
}


@lru_cache(maxsize=64)
def _possible(text: str, language: str) -> tuple[Rule, ...]:
    """The rules that may find something in a text."""
    is_odd = _ODD.search(text) is not None
    is_composed = text.isascii() or unicodedata.is_normalized("NFC", text)
    found = []
    for rule in _RULES_OF[language]:
        if rule.code == "encoding.composed":
            is_possible = not is_composed
        else:
            hint = _MAY.get(rule.code)
            is_possible = is_odd if hint is None else hint.search(text) is not None
        if is_possible:
            found.append(rule)
    return tuple(found)


_RULES_OF = {code: tuple(rule for rule in RULES if code in rule.languages) for code in ("en", "ar")}


def changes(text: str, language: str, *families: str) -> Iterator[Change]:
    """What the rules of these families (all where none is named) would change, rule by rule, with places in the text as it is."""
    rules = [
        rule for rule in _possible(text, language) if not families or rule.code.partition(".")[0] in families
    ]
    kept = (
        [(found.start(), found.end()) for found in ADDRESS.finditer(text)]
        if rules and ("." in text or "@" in text)
        else []
    )
    for rule in rules:
        for match in rule.pattern.finditer(text):
            new = rule.make(match)
            if new is None or new == match[0]:
                continue
            if (
                kept
                and not rule.code.startswith(("encoding", "bidi"))
                and any(start < match.end() and match.start() < end for start, end in kept)
            ):
                continue
            yield Change(rule.code, match.start(), match.end(), new)
    if not families or "bidi" in families:
        yield from (Change("bidi.unbalanced", place, place + 1, "") for place in stray_isolates(text))


def stray_isolates(text: str) -> list[int]:
    """Places of isolates that are not closed, and of closers that close nothing."""
    if not ISOLATE.search(text):
        return []
    opened: list[int] = []
    stray: list[int] = []
    for found in ISOLATE.finditer(text):
        if found[0] in _OPEN:
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            stray.append(found.start())
    return sorted(stray + opened)


def tidy(text: str, language: str) -> tuple[str, tuple[Change, ...]]:
    """The text put right, and the changes in the order in which they were made (places in the text of that moment). Idempotent."""
    made: list[Change] = []
    for _ in range(_ROUNDS):
        if not _possible(text, language):
            break  # and so it is NFC, and without isolates
        before = text
        for rule in RULES:
            if language in rule.languages:
                text = _apply(text, rule, made)
        stray = frozenset(stray_isolates(text))
        if stray:
            made += [Change("bidi.unbalanced", place, place + 1, "") for place in sorted(stray)]
            text = "".join(sign for place, sign in enumerate(text) if place not in stray)
        composed = unicodedata.normalize("NFC", text)
        if composed != text:
            made.append(Change("encoding.composed", 0, len(text), composed))
            text = composed
        if text == before:
            break
    return text, tuple(made)


def _apply(text: str, rule: Rule, made: list[Change]) -> str:
    kept = (
        [(found.start(), found.end()) for found in ADDRESS.finditer(text)]
        if not rule.code.startswith(("encoding", "bidi"))
        else []
    )
    parts: list[str] = []
    last = 0
    for match in rule.pattern.finditer(text):
        new = rule.make(match)
        if (
            new is None
            or new == match[0]
            or any(start < match.end() and match.start() < end for start, end in kept)
        ):
            continue
        made.append(Change(rule.code, match.start(), match.end(), new))
        parts += [text[last : match.start()], new]
        last = match.end()
    return "".join([*parts, text[last:]]) if last else (text if not parts else "".join([*parts, text]))
