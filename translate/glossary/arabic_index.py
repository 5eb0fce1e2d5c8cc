"""Arabic words of a text in, the glossary forms that stand there out: the generated-paradigm acceptor, as one dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from translate.glossary.entry import Standing
from translate.glossary.paradigm import Form, folded, forms
from translate.text import arabic, clitics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translate.glossary.entry import Entry
    from translate.glossary.stored import Tables
    from translate.text.arabic import Word
    from translate.text.clitics import Reading

_DASHES = ("-", "–")  # غينيا - بيساو, as the United Nations write it
_GOOD = (Standing.PREFERRED, Standing.ADMITTED)


class Hit(NamedTuple):
    """An entry's form over `length` words; `is_strict` says that it is right as it stands, `reason` why it is not.

    `surface` is its first word without the proclitics, as it is written. `is_broken` marks what is repaired in a target and not
    looked for in a source (لالحسكة, لللاذقية).
    """

    entry: Entry
    form: Form
    length: int
    cluster: str
    pronoun: str
    is_strict: bool
    is_broken: bool
    reason: str
    surface: str


class _Paradigm(NamedTuple):
    """The forms of an entry by their first word after L1: free ones, and those that carry a pronoun."""

    free: dict[str, list[tuple[Form, tuple[str, ...]]]]
    hosts: dict[str, list[tuple[Form, tuple[str, ...]]]]


def paradigm(entry: Entry) -> _Paradigm:
    """The forms of an entry as the index asks for them."""
    made = _Paradigm({}, {})
    for form in forms(entry):
        key = folded(form.words)
        (made.hosts if form.host else made.free).setdefault(key[0], []).append((form, key))
    return made


class ArabicIndex:
    """First words of all forms, after L1, to entries; asked word by word, so the cost does not grow with the glossary."""

    def __init__(self, entries: Mapping[str, Entry], tables: Tables) -> None:
        self._entries = entries
        self._free, self._hosts = tables["free"], tables["hosts"]
        self._made: dict[str, tuple[Entry, _Paradigm]] = {}

    def _paradigm(self, ident: str) -> tuple[Entry, _Paradigm]:
        known = self._made.get(ident)
        if known is None:
            entry = self._entries[ident]
            known = self._made[ident] = (entry, paradigm(entry))
        return known

    def at(self, text: str, words: Sequence[Word], place: int) -> Iterator[Hit]:
        """Every hit that begins at words[place], strict and detected, in no order."""
        word = words[place]
        free, hosts = self._free, self._hosts
        for reading in clitics.readings(word.plain):
            key = reading.prefix + word.folded[reading.offset :]
            for ident in free.get(key, "").split():
                entry, made = self._paradigm(ident)
                for form, wanted in made.free[key]:
                    hit = self._hit(text, words, place, reading, entry, form, wanted, "")
                    if hit is not None:
                        yield hit
            if reading.contracted or not hosts:
                continue
            if word.plain[-1] == "ة" or "\u064b" in word.raw[-2:]:
                continue  # no pronoun ends so
            for pronoun, cut in clitics.enclitics(key):
                for ident in hosts.get(key[:cut], "").split():
                    entry, made = self._paradigm(ident)
                    for form, wanted in made.hosts[key[:cut]]:
                        hit = self._hit(text, words, place, reading, entry, form, wanted, pronoun)
                        if hit is not None:
                            yield hit

    def _hit(
        self, text: str, words: Sequence[Word], place: int, reading: Reading, entry: Entry, form: Form,
        wanted: tuple[str, ...], pronoun: str,
    ) -> Hit | None:  # fmt: skip
        count = len(wanted)
        end = place + count
        if end > len(words) or (reading.contracted and not form.article):
            return None
        for step in range(1, count):
            following = words[place + step]
            before = words[place + step - 1]
            if following.folded != wanted[step] or not (
                arabic.adjoins(text, before, following)
                or (entry.is_name and text[before.end : following.start].strip(" ") in _DASHES)
            ):
                return None
        if form.not_before and end < len(words) and arabic.adjoins(text, words[end - 1], words[end]):
            following_word = words[end].plain
            if following_word in form.not_before:
                return None
        if form.words[-1][-1] == "ا" and entry.is_name and "\u064b" in words[end - 1].raw[-2:]:
            return None  # a name has no tanween: سورياً is the adjective
        if entry.vocalised and _contradicts(words[place:end], entry, form):
            return None
        first = reading.prefix + words[place].plain[reading.offset :]
        reason = ""
        is_broken = reading.misspelt or (
            form.article and reading.cluster.endswith("ل") and not reading.contracted
        )
        if form.glued:
            reason = "written without a space"
        elif form.standing not in _GOOD:
            reason = f"{form.standing} form"
        elif is_broken:
            reason = "ل and the article are not contracted"
        elif first != form.words[0] + pronoun or any(
            words[place + step].plain != form.words[step] for step in range(1, count)
        ):
            reason = "misspelt"
        return Hit(entry, form, count, reading.cluster, pronoun, not reason, is_broken, reason, first)


def _contradicts(words: Sequence[Word], entry: Entry, form: Form) -> bool:
    vocalised = entry.vocalised.split()
    if len(vocalised) != len(words) or form.standing is not Standing.PREFERRED:
        return False
    return any(
        word.raw != word.plain and arabic.contradicts(word.raw, known)
        for word, known in zip(words, vocalised, strict=True)
    )
