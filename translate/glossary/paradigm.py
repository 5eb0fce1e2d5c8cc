"""An entry's Arabic paradigm: entry in, every form it may take without proclitics and attached pronouns out.

Names keep their citation form (a kunya declines: أبو، أبا، أبي); common nouns and demonyms get number, case, article and the
forms that carry a pronoun. Generation stands in for stemming: a form that is not generated is not accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from translate.glossary.entry import Standing
from translate.text.arabic import fold_detection, plain, strip_marks
from translate.text.clitics import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.glossary.entry import Entry


class Form(NamedTuple):
    """One form: plain words (no harakat), whether it begins with an article, whether it must carry a pronoun (a host).

    `glued` marks a spelling without its space (ديرالزور), found and never accepted.
    """

    words: tuple[str, ...]
    article: bool
    host: bool
    standing: Standing
    glued: bool = False
    not_before: tuple[str, ...] = ()
    short: bool = False
    for_target: bool = False


_KUNYA = ("أبو", "أبا", "أبي")
# First words that writers run together with the second: ديرالزور، أبوبكر، عبدالله.
_GLUE = frozenset({"أبو", "أبا", "أبي", "ابن", "بن", "عبد", "أم"})


def forms(entry: Entry) -> Iterator[Form]:
    """Every form of the entry, best standing first."""
    yield from _of(entry, entry.arabic, Standing.PREFERRED, (), short=False)
    if entry.arabic_short:
        yield from _name(entry, entry.arabic_short, Standing.ADMITTED, (), al="none", short=True)
    for variant in entry.arabic_variants:
        for form in _of(entry, variant.text, variant.standing, variant.not_before, short=False):
            yield form._replace(for_target=True) if variant.for_target else form


def _of(
    entry: Entry, text: str, standing: Standing, not_before: tuple[str, ...], *, short: bool
) -> Iterator[Form]:
    is_house = text == entry.arabic
    if not is_house and text.startswith(ARTICLE) and not entry.arabic.startswith(ARTICLE):
        yield from _name(entry, text, standing, not_before, al="lex", short=short)
    elif entry.inflect in ("noun", "demonym"):
        for words, article, host in _noun(entry, text):
            yield Form(words, article, host, standing, not_before=not_before)
    elif entry.inflect == "phrase":
        for words, article in _phrase(entry, text):
            yield Form(words, article, host=False, standing=standing, not_before=not_before)
    else:
        al = entry.al if is_house else "lex" if text.startswith(ARTICLE) else "none"
        yield from _name(entry, text, standing, not_before, al=al, short=short)


def _name(
    entry: Entry, text: str, standing: Standing, not_before: tuple[str, ...], *, al: str, short: bool
) -> Iterator[Form]:
    words = tuple(plain(word) for word in text.split())
    has_article = al in ("lex", "opt") and words[0].startswith(ARTICLE)
    heads = [words]
    if words[0] in _KUNYA and (entry.inflect == "kunya" or text != entry.arabic):
        heads = [(head, *words[1:]) for head in _KUNYA]
    for head in heads:
        yield Form(head, has_article, host=False, standing=standing, not_before=not_before, short=short)
        for glued in _glued(head, is_name=entry.is_name):
            yield Form(
                glued,
                has_article,
                host=False,
                standing=Standing.DEPRECATED,
                glued=True,
                not_before=not_before,
            )
    if al == "opt" and has_article:
        bare = (words[0][len(ARTICLE) :], *words[1:])
        yield Form(bare, article=False, host=False, standing=standing, not_before=not_before, short=short)


def _glued(words: tuple[str, ...], *, is_name: bool) -> Iterator[tuple[str, ...]]:
    """The words without one of their spaces: ديرالزور، عبدالله أوجلان، علي عبدالله صالح. Letters stay apart: أ ب is no father."""
    for place in range(len(words) - 1):
        if 1 in (len(words[place]), len(words[place + 1])):
            continue
        if words[place] in _GLUE if place or len(words) > 2 else is_name or words[0] in _GLUE:
            yield (*words[:place], words[place] + words[place + 1], *words[place + 2 :])


def _noun(entry: Entry, text: str) -> Iterator[tuple[tuple[str, ...], bool, bool]]:
    """Forms of a common noun or a demonym; in an idafa (وزير الخارجية) only the head changes."""
    words = tuple(plain(word) for word in text.split())
    head, tail = words[0], words[1:]
    if entry.inflect == "demonym" and tail:
        yield from _double(words)
        return
    listed = [head]
    others: list[tuple[str, ...]] = []
    for item in entry.plurals if strip_marks(text) == strip_marks(entry.arabic) else ():
        parts = tuple(plain(word) for word in item.split())
        if len(parts) > 1:
            others.append(parts)
        else:
            listed.append(parts[0])
    seen: set[tuple[str, bool]] = set()
    for stem, host in _shapes(head, entry, tuple(listed[1:])):
        if (stem, host) in seen or (tail and host):
            continue
        seen.add((stem, host))
        yield (stem, *tail), False, host
        if not host and not tail:
            yield (ARTICLE + stem,), True, False
    for parts in others:
        yield parts, False, False


def _double(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool, bool]]:
    """Demonyms of two words: كوري جنوبي agrees in both, جنوب أفريقي in the second."""
    endings = ("", "ة", "ا", "ان", "ين", "ون", "ات", "تان", "تين")
    for ending in endings:
        last = words[-1] + ending
        first = words[0] + ending if words[0].endswith("ي") else words[0]
        middle = words[1:-1]
        yield (first, *middle, last), False, False
        yield (ARTICLE + first, *middle, ARTICLE + last if words[0].endswith("ي") else last), True, False


def _shapes(stem: str, entry: Entry, plurals: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """(form, must carry a pronoun or stand in an idafa) for number and case, without article."""
    animate = entry.gender == "mf"
    if stem.startswith(ARTICLE) and entry.al == "lex":
        stem = stem[len(ARTICLE) :]
    yield from singular(stem)
    if entry.number == "sg":
        yield from _dual(stem)
        if animate or entry.inflect == "demonym":
            yield from _sound_masculine(stem)
            if stem[-1] not in "ةىا":
                feminine = stem + "ة"
                yield from singular(feminine)
                yield from _dual(feminine)
                yield from _sound_feminine(feminine)
        yield from _sound_feminine(stem)
    for plural in plurals:
        yield from singular(plain(plural))


def singular(stem: str) -> Iterator[tuple[str, bool]]:
    """A noun in the singular (or a broken plural): citation, accusative alef, and the host of a pronoun by its ending."""
    last = stem[-1]
    yield stem, False
    if last == "ة":
        yield stem[:-1] + "ت", True
    elif last == "ى":
        yield stem[:-1] + "ا", True
    elif stem.endswith("اء"):
        for seat in "ءؤئ":
            yield stem[:-1] + seat, True
    elif last == "أ":
        for seat in "أؤئ":
            yield stem[:-1] + seat, True
    elif last in "ءؤ":
        yield stem + "ا", False
        for seat in "ءؤئأ":
            yield stem[:-1] + seat, True
    else:
        yield stem, True
        if last != "ا":
            yield stem + "ا", False


def _dual(stem: str) -> Iterator[tuple[str, bool]]:
    if stem[-1] == "ة":
        base = stem[:-1] + "ت"
    elif stem[-1] == "ى":
        base = stem[:-1] + "ي"
    elif stem[-1] == "ء" and not stem.endswith("اء"):
        base = stem[:-1] + "أ"
    else:
        base = stem
    alef = base[:-1] + "آ" if base.endswith("أ") else base + "ا"
    yield alef + "ن", False
    yield base + "ين", False
    yield alef, True
    yield base + "ي", True
    if stem[-1] == "ة":
        yield alef, False
        yield base + "ي", False


def _sound_masculine(stem: str) -> Iterator[tuple[str, bool]]:
    if stem[-1] in "ةىاء":
        return
    for ending in ("و", "ي"):
        yield stem + ending + "ن", False
        yield stem + ending, False
        yield stem + ending, True


def _sound_feminine(stem: str) -> Iterator[tuple[str, bool]]:
    if stem[-1] == "ة":
        base = stem[:-1] + "ات"
        if stem.endswith("اة"):
            base = stem[:-2] + "وات"
    elif stem[-1] == "ى":
        base = stem[:-1] + "يات"
    elif stem[-1] == "أ":
        base = stem[:-1] + "آت"
    else:
        base = stem + "ات"
    yield base, False
    yield base, True


def _phrase(entry: Entry, text: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Noun and adjectives that take the article together: قائد عام، القائد العام; plurals are listed whole."""
    listed = [text, *(entry.plurals if strip_marks(text) == strip_marks(entry.arabic) else ())]
    for item in listed:
        words = [plain(word) for word in item.split()]
        bare = [word.removeprefix(ARTICLE) if entry.al != "none" else word for word in words]
        definite = tuple(ARTICLE + word for word in bare)
        yield definite, True
        if entry.al != "lex":
            yield tuple(bare), False
            yield tuple(_accusative(word) for word in bare), False
            if len(bare) > 1 and bare[0][-1] not in "ةىا":
                for dual in ("ان", "ين"):
                    yield tuple(word + dual for word in bare), False
                    yield tuple(ARTICLE + word + dual for word in bare), True


def _accusative(word: str) -> str:
    return word if word[-1] in "ةىاأ" or word.endswith("اء") else word + "ا"


def folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words after L1, as the index holds them."""
    return tuple(fold_detection(word) for word in words)
